//! RFC 3339 timestamps.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const SECONDS_PER_DAY: i64 = 86_400;

/// A time in UTC that RFC 3339 can represent: in the years 0000 to 9999.
///
/// It is a [`SystemTime`] with a checked range, so that a message or a body can always contain it.
/// As text, it has as many digits after the second as necessary: none, 3, 6 or 9.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use error_catalog::Timestamp;
///
/// let moon_landing = Timestamp::try_from(SystemTime::UNIX_EPOCH - Duration::from_secs(14_182_940))?;
/// assert_eq!(moon_landing.to_string(), "1969-07-20T20:17:40Z");
/// assert_eq!("1969-07-20T16:17:40-04:00".parse(), Ok(moon_landing));
///
/// let too_late = SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_800);
/// assert!(Timestamp::try_from(too_late).is_err());
/// # Ok::<(), error_catalog::value::TimestampError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(SystemTime);

/// An error of creating a [`Timestamp`]: the time is outside the years 0000 to 9999, or the text is not a time of RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TimestampError;

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a valid RFC 3339 timestamp in the years 0000 to 9999")
    }
}

impl std::error::Error for TimestampError {}

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const UNIX_EPOCH: Self = Self(UNIX_EPOCH);

    /// The first second, and the first after the last one, counted from 1970.
    const SECONDS: std::ops::Range<i64> = -62_167_219_200..253_402_300_800;

    /// Returns the time of the system clock. A clock outside the years 0000 to 9999 counts as 1970,
    /// the initial value of an unset clock.
    pub fn now() -> Self {
        SystemTime::now().try_into().unwrap_or(Self::UNIX_EPOCH)
    }

    /// Adds a duration; `None` after the year 9999.
    ///
    /// ```
    /// use std::time::Duration;
    /// use error_catalog::Timestamp;
    ///
    /// let later = Timestamp::UNIX_EPOCH.checked_add(Duration::from_millis(1_500));
    /// assert_eq!(later.map(|time| time.to_string()).as_deref(), Some("1970-01-01T00:00:01.500Z"));
    /// assert_eq!(Timestamp::UNIX_EPOCH.checked_add(Duration::MAX), None);
    /// ```
    #[must_use]
    pub fn checked_add(self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration)?.try_into().ok()
    }

    /// Subtracts a duration; `None` before the year 0000.
    #[must_use]
    pub fn checked_sub(self, duration: Duration) -> Option<Self> {
        self.0.checked_sub(duration)?.try_into().ok()
    }

    /// Writes the time with three digits after the second, always.
    pub(crate) fn write_millis(self, out: &mut dyn fmt::Write) -> fmt::Result {
        let (seconds, nanos) = since_1970(self.0).ok_or(fmt::Error)?;
        write_seconds(seconds, out)?;
        write!(out, ".{:03}Z", nanos / 1_000_000)
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = TimestampError;

    fn try_from(time: SystemTime) -> Result<Self, TimestampError> {
        let (seconds, _) = since_1970(time).ok_or(TimestampError)?;
        Self::SECONDS.contains(&seconds).then_some(Self(time)).ok_or(TimestampError)
    }
}

impl From<Timestamp> for SystemTime {
    fn from(time: Timestamp) -> Self {
        time.0
    }
}

/// Writes the time as in RFC 3339 §5.6, in UTC: `2025-01-15T10:30:00Z`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, nanos) = since_1970(self.0).ok_or(fmt::Error)?;
        write_seconds(seconds, f)?;
        match nanos {
            0 => f.write_str("Z"),
            _ if nanos % 1_000_000 == 0 => write!(f, ".{:03}Z", nanos / 1_000_000),
            _ if nanos % 1_000 == 0 => write!(f, ".{:06}Z", nanos / 1_000),
            _ => write!(f, ".{nanos:09}Z"),
        }
    }
}

/// Writes the same as [`Display`](fmt::Display).
impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Parses RFC 3339 §5.6, with any offset and any number of digits after the second. Digits beyond
/// nanoseconds are dropped. A leap second is the first second of the next minute.
impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        read(text).and_then(|time| time.try_into().ok()).ok_or(TimestampError)
    }
}

/// Returns the whole seconds since 1970 and the nanoseconds; `None` if the seconds overflow.
fn since_1970(time: SystemTime) -> Option<(i64, u32)> {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => Some((since.as_secs().try_into().ok()?, since.subsec_nanos())),
        Err(before) => {
            let before = before.duration();
            let seconds = i64::try_from(before.as_secs()).ok()?;
            match before.subsec_nanos() {
                0 => Some((-seconds, 0)),
                nanos => Some((-seconds - 1, 1_000_000_000 - nanos)),
            }
        }
    }
}

/// Writes date and time to the second, counted from 1970.
fn write_seconds(seconds: i64, out: &mut dyn fmt::Write) -> fmt::Result {
    let (year, month, day) = civil(seconds.div_euclid(SECONDS_PER_DAY));
    let second = seconds.rem_euclid(SECONDS_PER_DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

/// Converts days since 1970-01-01 to a date in the proleptic Gregorian calendar.
///
/// Counts years from March, so that the leap day is the last of its year.
fn civil(days: i64) -> (i64, i64, i64) {
    const DAYS_PER_ERA: i64 = 146_097; // 400 years
    let days = days + 719_468; // from 0000-03-01
    let era = days.div_euclid(DAYS_PER_ERA);
    let day_of_era = days.rem_euclid(DAYS_PER_ERA);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// Parses a time (RFC 3339 §5.6), with any offset and any number of digits after the second. Digits
/// beyond nanoseconds are dropped. A leap second is the first second of the next minute.
fn read(text: &str) -> Option<SystemTime> {
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
    let seconds = days_since_1970(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second
        - seconds_of_offset(offset)?;
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let time = if seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
    time?.checked_add(Duration::from_nanos(nanos))
}

/// Parses three numbers with these numbers of digits.
fn numbers(text: &str, separator: char, digits: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(separator);
    let mut number = |digits| {
        let part = parts.next().filter(|part| part.len() == digits)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let numbers = [number(digits[0])?, number(digits[1])?, number(digits[2])?];
    parts.next().is_none().then_some(numbers)
}

/// Parses the nanoseconds before the offset, and the offset.
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

/// Converts a date to days since 1970-01-01, the inverse of [`civil`].
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
        let time = UNIX_EPOCH + Duration::from_secs(secs) + Duration::from_millis(millis);
        Timestamp::try_from(time).expect("a year of four digits").to_string()
    }

    #[test]
    fn times_are_what_they_are() {
        let at = |seconds: i64, nanos: u64| {
            let whole = Duration::from_secs(seconds.unsigned_abs());
            let time = if seconds < 0 { UNIX_EPOCH - whole } else { UNIX_EPOCH + whole };
            Timestamp::try_from(time + Duration::from_nanos(nanos))
        };
        for (seconds, nanos, text) in [
            (-244_512_000, 0, "1962-04-03T00:00:00Z"),
            (-2, 500_000_000, "1969-12-31T23:59:58.500Z"),
            (-1, 999_999_999, "1969-12-31T23:59:59.999999999Z"),
            (1_700_000_000, 123_456_000, "2023-11-14T22:13:20.123456Z"),
            (1_700_000_000, 123_456_789, "2023-11-14T22:13:20.123456789Z"),
            (-62_167_219_200, 0, "0000-01-01T00:00:00Z"),
            (-62_162_121_600, 0, "0000-02-29T00:00:00Z"),
            (-2_203_891_200, 0, "1900-03-01T00:00:00Z"),
            (253_402_300_799, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
        ] {
            let time = at(seconds, nanos).expect("a time of RFC 3339");
            assert_eq!((time.to_string().as_str(), text.parse()), (text, Ok(time)), "{seconds}");
        }
        assert_eq!(at(-62_167_219_201, 999_999_999), Err(TimestampError));
        assert_eq!(at(253_402_300_800, 0), Err(TimestampError));
        // In UTC these are in the years -1 and 10000.
        assert_eq!("0000-01-01T00:00:00+00:01".parse::<Timestamp>(), Err(TimestampError));
        assert_eq!("9999-12-31T23:59:60Z".parse::<Timestamp>(), Err(TimestampError));
    }

    #[test]
    fn milliseconds_are_rounded_down() {
        let mut out = String::new();
        let time = Timestamp::UNIX_EPOCH.checked_sub(Duration::from_nanos(1)).expect("a time of RFC 3339");
        time.write_millis(&mut out).expect("a string takes all");
        assert_eq!(out, "1969-12-31T23:59:59.999Z");
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
            "1900-02-29T00:00:00Z",
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
