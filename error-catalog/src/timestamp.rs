//! RFC 3339 timestamps in UTC.

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
}
