//! Compares JSON numbers by value, whatever their spelling and size (RFC 8259 §6).

use super::Reader;

/// The parts of a JSON number.
#[derive(Clone, Copy)]
struct Decimal<'a> {
    is_negative: bool,
    whole: &'a str,
    fraction: &'a str,
    /// The number of digits by which the decimal point moves to the right.
    exponent: i64,
}

impl<'a> Decimal<'a> {
    /// Splits a text that is a JSON number.
    fn parse(number: &'a str) -> Self {
        let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
        let (is_negative, mantissa) = match mantissa.strip_prefix('-') {
            Some(mantissa) => (true, mantissa),
            None => (false, mantissa),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        // Clamps an exponent that is too large: no body has that many digits.
        let largest = if exponent.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 };
        Self { is_negative, whole, fraction, exponent: exponent.parse().unwrap_or(largest) }
    }

    /// Returns the position of the decimal point among the significant digits, and these digits.
    fn significant_digits(self) -> (i64, impl Iterator<Item = u8> + Clone) {
        let digits = self.whole.bytes().chain(self.fraction.bytes());
        let zeros = digits.clone().take_while(|digit| *digit == b'0').count();
        let point = (self.whole.len() as i64 - zeros as i64).saturating_add(self.exponent);
        (point, digits.skip(zeros))
    }
}

/// Returns whether a text is a JSON number.
pub(crate) fn is_number(text: &str) -> bool {
    let mut reader = Reader::new(text);
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && reader.skip().is_some()
        && reader.offset() == text.len()
}

/// Returns whether two numbers have the same value: `1`, `1.0` and `10e-1` do.
pub(crate) fn is_equal(a: &str, b: &str) -> bool {
    let (a, b) = (Decimal::parse(a), Decimal::parse(b));
    let ((point_a, mut digits_a), (point_b, mut digits_b)) = (a.significant_digits(), b.significant_digits());
    let is_zero = digits_a.clone().next().is_none();
    if is_zero || digits_b.clone().next().is_none() {
        return is_zero && digits_b.next().is_none();
    }
    (a.is_negative, point_a) == (b.is_negative, point_b)
        && loop {
            match (digits_a.next(), digits_b.next()) {
                (None, None) => break true,
                (a, b) if a.unwrap_or(b'0') != b.unwrap_or(b'0') => break false,
                _ => {}
            }
        }
}

/// Parses a number that is whole and has at most 38 digits.
pub(crate) fn parse_whole(number: &str) -> Option<i128> {
    const MOST_DIGITS: i64 = 38; // all of `u64` and `i64`, and none that overflows
    if number.len() <= 20
        && let Ok(whole) = number.parse()
    {
        return Some(whole);
    }
    let decimal = Decimal::parse(number);
    let (point, mut digits) = decimal.significant_digits();
    if digits.clone().next().is_none() {
        return Some(0);
    }
    if point > MOST_DIGITS {
        return None;
    }
    let value = (0..point).fold(0, |n: i128, _| n * 10 + i128::from(digits.next().unwrap_or(b'0') - b'0'));
    digits.all(|digit| digit == b'0').then_some(if decimal.is_negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_by_value() {
        let equal = [
            ("1", "1.0"),
            ("1", "10e-1"),
            ("100", "1E+2"),
            ("-0", "0"),
            ("0e99", "0.000"),
            ("0.001", "1e-3"),
            ("-12.50", "-1.25e1"),
            ("123456789012345678901234567890123456789012", "1.23456789012345678901234567890123456789012e41"),
        ];
        for (a, b) in equal {
            assert!(is_equal(a, b) && is_equal(b, a), "{a} {b}");
        }
        let different = [
            ("1", "-1"),
            ("1", "10"),
            ("1", "1.01"),
            ("0", "1e-999999"),
            ("1e999999", "1e999998"),
            ("12", "1"),
        ];
        for (a, b) in different {
            assert!(!is_equal(a, b) && !is_equal(b, a), "{a} {b}");
        }
    }

    #[test]
    fn whole_numbers() {
        for (text, expected) in [
            ("45", Some(45)),
            ("-32700", Some(-32700)),
            ("4.50e1", Some(45)),
            ("18446744073709551615", Some(i128::from(u64::MAX))),
            ("0.0", Some(0)),
            ("0e999999999999999999999", Some(0)),
            ("4.5", None),
            ("1e-1", None),
            ("1e999999", None),
            ("1e99999999999999999999999", None),
        ] {
            assert_eq!(parse_whole(text), expected, "{text}");
        }
        assert_eq!(parse_whole(&"9".repeat(1_000_000)), None);
    }
}
