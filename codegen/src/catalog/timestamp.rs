//! RFC 3339 timestamps.

/// Returns whether the text is an RFC 3339 §5.6 timestamp in UTC, such as `2025-01-15T10:30:00Z`.
pub(crate) fn is_utc(text: &str) -> bool {
    let Some((date, time)) = text.strip_suffix('Z').and_then(|text| text.split_once('T')) else {
        return false;
    };
    let (time, fraction) =
        time.split_once('.').map_or((time, None), |(time, fraction)| (time, Some(fraction)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let numbers = |text: &str, separator: char, lengths: [usize; 3]| -> Option<[u32; 3]> {
        let parts: Vec<_> = text.split(separator).collect();
        let fit = parts.iter().map(|part| part.len()).eq(lengths) && parts.iter().all(|part| digits(part));
        if !fit {
            None
        } else {
            Some([parts[0].parse().ok()?, parts[1].parse().ok()?, parts[2].parse().ok()?])
        }
    };
    let date = numbers(date, '-', [4, 2, 2]).is_some_and(|[year, month, day]| {
        (1..=12).contains(&month) && (1..=days(year, month)).contains(&day)
    });
    let time = numbers(time, ':', [2, 2, 2])
        .is_some_and(|[hour, minute, second]| hour < 24 && minute < 60 && second <= 60);
    date && time && fraction.is_none_or(digits)
}

/// Returns the number of days of a month.
fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn timestamps() {
        for right in [
            "2025-01-15T10:30:00Z",
            "2026-02-08T12:00:00.000Z",
            "2016-12-31T23:59:60Z",
            "2024-02-29T00:00:00Z",
        ] {
            assert!(super::is_utc(right), "{right}");
        }
        for wrong in [
            "",
            "yesterday",
            "2025-01-15",
            "2025-13-15T10:30:00Z",
            "2025-02-29T10:30:00Z",
            "2025-01-15T10:30:00",
            "2025-01-15T10:30Z",
            "2025-01-15T10:30:00.Z",
            "25-01-15T10:30:00Z",
        ] {
            assert!(!super::is_utc(wrong), "{wrong}");
        }
    }
}
