//! Durations in catalogs: `500ms`, `30s`, `15m`, `1h30m`, `7d`.

use std::time::Duration;

/// Parses a duration; `None` if it is invalid.
pub(crate) fn parse(text: &str) -> Option<Duration> {
    let mut rest = text;
    // A duration that overflows milliseconds is invalid.
    let mut total: u64 = 0;
    while !rest.is_empty() || text.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number: u64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let unit_len = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let millis = match &rest[..unit_len] {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => return None,
        };
        total = total.checked_add(number.checked_mul(millis)?)?;
        rest = &rest[unit_len..];
    }
    Some(Duration::from_millis(total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        assert_eq!(parse("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(parse("1h30m"), Some(Duration::from_secs(5400)));
        assert_eq!(parse("7d"), Some(Duration::from_secs(604_800)));
        assert_eq!(parse("18446744073709551614ms1ms"), Some(Duration::from_millis(u64::MAX)));
        assert_eq!(parse("18446744073709551615ms1ms"), None);
        for wrong in
            ["", "5", "s", "5 s", "-5s", "1.5s", "5x", "99999999999999999999s", "9999999999999999999d", "é"]
        {
            assert_eq!(parse(wrong), None, "{wrong:?}");
        }
    }
}
