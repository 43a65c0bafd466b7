//! RFC 3339 timestamps.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const SECONDS_PER_DAY: u64 = 86_400;

/// Writes a time as RFC 3339 §5.6, in UTC, with the milliseconds only where there are any.
///
/// Times before 1970 are written as 1970; the format ends with the year 9999.
pub(crate) fn write(time: SystemTime, out: &mut dyn fmt::Write) -> fmt::Result {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    write_seconds(since.as_secs(), out)?;
    match since.subsec_millis() {
        0 => out.write_char('Z'),
        millis => write!(out, ".{millis:03}Z"),
    }
}

/// Writes date and time to the second, counted from 1970.
fn write_seconds(seconds: u64, out: &mut dyn fmt::Write) -> fmt::Result {
    let (year, month, day) = civil(seconds / SECONDS_PER_DAY);
    let second = seconds % SECONDS_PER_DAY;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

/// Writes a time as [`write`] does, with the milliseconds always.
pub(crate) fn write_millis(time: SystemTime, out: &mut dyn fmt::Write) -> fmt::Result {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    write_seconds(since.as_secs(), out)?;
    write!(out, ".{:03}Z", since.subsec_millis())
}

/// The date of a day counted from 1970-01-01, in the proleptic Gregorian calendar.
///
/// Counts years from March, so that the leap day is the last of its year.
fn civil(days: u64) -> (u64, u64, u64) {
    const DAYS_PER_ERA: u64 = 146_097; // 400 years
    let days = days + 719_468; // from 0000-03-01
    let era = days / DAYS_PER_ERA;
    let day_of_era = days % DAYS_PER_ERA;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

/// Reads a time as RFC 3339 §5.6 has it, with any offset and any number of digits after the second; what is finer than a
/// nanosecond is dropped. A leap second is the first of the next minute.
pub(crate) fn read(text: &str) -> Option<SystemTime> {
    let (date, rest) = text.split_at_checked(10)?;
    let time = rest.strip_prefix(['T', 't', ' '])?;
    let (time, rest) = time.split_at_checked(8)?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=days).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (nanos, offset) = fraction(rest)?;
    let seconds =
        days_since_1970(year, month, day) * SECONDS_PER_DAY as i64 + hour * 3600 + minute * 60 + second
            - seconds_of_offset(offset)?;
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let time = if seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
    time?.checked_add(Duration::from_nanos(nanos))
}

/// Three numbers of so many digits.
fn numbers(text: &str, separator: char, digits: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(separator);
    let mut number = |digits| {
        let part = parts.next().filter(|part| part.len() == digits)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let numbers = [number(digits[0])?, number(digits[1])?, number(digits[2])?];
    parts.next().is_none().then_some(numbers)
}

/// The nanoseconds that stand before the offset, and the offset.
fn fraction(text: &str) -> Option<(u64, &str)> {
    let Some(text) = text.strip_prefix('.') else { return Some((0, text)) };
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, offset) = text.split_at(count);
    let nanos = digits.bytes().chain(std::iter::repeat(b'0')).take(9);
    (count > 0).then(|| (nanos.fold(0, |n, digit| n * 10 + u64::from(digit - b'0')), offset))
}

fn seconds_of_offset(text: &str) -> Option<i64> {
    let (sign, text) = match text.split_at_checked(1)? {
        ("Z" | "z", "") => return Some(0),
        ("+", text) => (1, text),
        ("-", text) => (-1, text),
        _ => return None,
    };
    let [hours, minutes, _] = numbers(&format!("{text}:00"), ':', [2, 2, 2])?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// The days from 1970-01-01 to a date, as [`civil`] counts them.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(secs: u64, millis: u64) -> String {
        let mut out = String::new();
        let time = UNIX_EPOCH + Duration::from_secs(secs) + Duration::from_millis(millis);
        write(time, &mut out).expect("a string takes all");
        out
    }

    #[test]
    fn known_dates() {
        assert_eq!(text(0, 0), "1970-01-01T00:00:00Z");
        assert_eq!(text(951_782_400, 0), "2000-02-29T00:00:00Z");
        assert_eq!(text(1_736_937_000, 0), "2025-01-15T10:30:00Z");
        assert_eq!(text(1_770_552_000, 7), "2026-02-08T12:00:00.007Z");
        assert_eq!(text(4_102_444_799, 999), "2099-12-31T23:59:59.999Z");
    }

    #[test]
    fn what_is_written_is_read() {
        for secs in (0..20_000).map(|n| n * 12_345_678) {
            let time = UNIX_EPOCH + Duration::from_secs(secs) + Duration::from_millis(secs % 1000);
            assert_eq!(read(&text(secs, secs % 1000)), Some(time), "{secs}");
        }
    }

    #[test]
    fn times_of_every_form() {
        let at = |secs: i64, nanos| {
            let whole = Duration::from_secs(secs.unsigned_abs());
            let time = if secs < 0 { UNIX_EPOCH - whole } else { UNIX_EPOCH + whole };
            Some(time + Duration::from_nanos(nanos))
        };
        // The examples of RFC 3339 §5.8, and more.
        assert_eq!(read("1985-04-12T23:20:50.52Z"), at(482_196_050, 520_000_000));
        assert_eq!(read("1996-12-19T16:39:57-08:00"), at(851_042_397, 0));
        assert_eq!(read("1990-12-31T23:59:60Z"), at(662_688_000, 0));
        assert_eq!(read("1937-01-01T12:00:27.87+00:20"), at(-1_041_337_173, 870_000_000));
        assert_eq!(read("1969-12-31t23:59:59.999999999999z"), at(-1, 999_999_999));
        assert_eq!(read("0000-01-01 00:00:00Z"), at(-62_167_219_200, 0));
        assert_eq!(read("2024-02-29T00:00:00-00:00"), at(1_709_164_800, 0));
        for wrong in [
            "",
            "2023-02-29T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-04-31T00:00:00Z",
            "2024-01-00T00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:60:00Z",
            "2024-01-01T00:00:61Z",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00+24:00",
            "2024-01-01T00:00:00+0100",
            "2024-01-01T00:00:00Zx",
            "2024-1-01T00:00:00Z",
            "+024-01-01T00:00:00Z",
            "2024-01-01X00:00:00Z",
            "é024-01-01T00:00:00Z",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
