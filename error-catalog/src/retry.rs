//! Retry policies.

use std::time::Duration;

/// The policy for repeating a request that failed with an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// The policy's name in the catalog; `never`, `immediate` and `after-header` are built in.
    pub name: &'static str,
    /// The delay before a repetition.
    pub backoff: Backoff,
    /// The maximum number of repetitions; `None` for no limit.
    pub attempts: Option<u32>,
    /// The random part of each delay.
    pub jitter: Jitter,
}

impl RetryPolicy {
    /// Creates a policy. The policies of a catalog come from [`Definition::retry`](crate::Definition::retry).
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use error_catalog::retry::{Backoff, Jitter, RetryPolicy};
    ///
    /// let backoff = Backoff::Exponential { base: Duration::from_secs(1), max: Some(Duration::from_secs(30)) };
    /// let policy = RetryPolicy::new("backoff", backoff, Some(3), Jitter::None);
    /// assert_eq!(policy.next_delay(1, None, 0.5), Some(Duration::from_secs(2)));
    /// assert_eq!(policy.next_delay(3, None, 0.5), None);
    /// ```
    pub const fn new(name: &'static str, backoff: Backoff, attempts: Option<u32>, jitter: Jitter) -> Self {
        Self { name, backoff, attempts, jitter }
    }

    /// Returns whether the policy allows a repetition.
    ///
    /// If it does, [`next_delay`](Self::next_delay) returns a delay before the first repetition. The one exception
    /// is [`Backoff::AfterHeader`] without a fallback: it also needs the response's `Retry-After` header. If
    /// `is_retryable` is `false`, `next_delay` always returns `None`.
    ///
    /// ```
    /// use error_catalog::retry::{Backoff, Jitter, RetryPolicy};
    ///
    /// assert!(RetryPolicy::new("immediate", Backoff::Immediate, None, Jitter::None).is_retryable());
    /// assert!(!RetryPolicy::new("never", Backoff::Never, None, Jitter::None).is_retryable());
    /// ```
    pub fn is_retryable(&self) -> bool {
        !matches!(self.backoff, Backoff::Never) && self.attempts != Some(0)
    }

    /// Returns how long to wait before the next repetition, or `None` if the request must not be repeated.
    ///
    /// `repetitions` is the number of repetitions so far. `retry_after` is the value of the response's `Retry-After`
    /// header, if the response has one. `random` is a number from 0 to 1 for the jitter. The function does not
    /// sleep. It reads the clock only for a header that holds a date.
    ///
    /// The header counts only under [`Backoff::AfterHeader`]. It contains seconds or, with the
    /// feature `httpdate`, a date (RFC 9110 §10.2.3). An invalid value counts as a missing header:
    /// the fallback applies, and without a fallback the result is `None`. A header cannot make a
    /// client wait longer than the policy's `max`, or one day (86,400 seconds) if the policy has no
    /// `max`.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use error_catalog::retry::{Backoff, Jitter, RetryPolicy};
    ///
    /// let fixed = Backoff::Fixed { delay: Duration::from_secs(2) };
    /// let policy = RetryPolicy::new("fixed", fixed, None, Jitter::Added(Duration::from_secs(1)));
    /// let random = 0.5; // from a random number generator
    /// assert_eq!(policy.next_delay(0, None, random), Some(Duration::from_millis(2_500)));
    ///
    /// let header = Backoff::AfterHeader { max: None, fallback: None };
    /// let policy = RetryPolicy::new("after-header", header, None, Jitter::None);
    /// assert_eq!(policy.next_delay(0, Some("5"), random), Some(Duration::from_secs(5)));
    /// assert_eq!(policy.next_delay(0, None, random), None);
    /// ```
    pub fn next_delay(&self, repetitions: u32, retry_after: Option<&str>, random: f64) -> Option<Duration> {
        if self.attempts.is_some_and(|attempts| repetitions >= attempts) {
            return None;
        }
        let (delay, max) = match self.backoff {
            Backoff::Never => return None,
            Backoff::Immediate => return Some(Duration::ZERO),
            Backoff::AfterHeader { max, fallback } => match retry_after.and_then(read_retry_after) {
                Some(delay) => (delay, Some(max.unwrap_or(LONGEST_RETRY_AFTER))),
                None => {
                    let delay = fallback?.next_delay(repetitions, None, random)?;
                    return Some(max.map_or(delay, |max| delay.min(max)));
                }
            },
            Backoff::Fixed { delay } => (delay, None),
            Backoff::Exponential { base, max } => {
                (base.saturating_mul(2_u32.saturating_pow(repetitions)), max)
            }
        };
        let random = if random.is_finite() { random.clamp(0.0, 1.0) } else { 0.0 };
        let max = max.unwrap_or(Duration::MAX);
        let waits_for_header = matches!(self.backoff, Backoff::AfterHeader { .. });
        Some(match self.jitter {
            // A fraction of the header's delay would be too early.
            Jitter::Full if !waits_for_header => scaled(delay.min(max), random),
            Jitter::None | Jitter::Full => delay.min(max),
            Jitter::Added(added) => delay.saturating_add(scaled(added, random)).min(max),
        })
    }
}

/// The longest delay that a `Retry-After` header can ask for, unless the policy sets a `max`: one day.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(86_400);

/// Returns a fraction of a delay, or the whole delay if it is too long for floating-point numbers,
/// which also round up.
fn scaled(delay: Duration, part: f64) -> Duration {
    Duration::try_from_secs_f64(delay.as_secs_f64() * part).unwrap_or(delay).min(delay)
}

/// Parses a `Retry-After` header. The delay of a past date is zero.
fn read_retry_after(value: &str) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // Seconds that overflow are longer than any client waits.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    read_date(value)
}

#[cfg(feature = "httpdate")]
fn read_date(value: &str) -> Option<Duration> {
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(std::time::SystemTime::now()).unwrap_or(Duration::ZERO))
}

#[cfg(not(feature = "httpdate"))]
fn read_date(_: &str) -> Option<Duration> {
    None
}

/// The delays of a retry policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Backoff {
    /// No retry: the same request causes the same error.
    Never,
    /// Without a delay.
    Immediate,
    /// After a constant delay.
    Fixed {
        /// The delay.
        delay: Duration,
    },
    /// After a delay that doubles with each retry.
    Exponential {
        /// The first delay.
        base: Duration,
        /// The maximum delay, including jitter; `None` for no limit.
        max: Option<Duration>,
    },
    /// After the delay in the response's `Retry-After` header (RFC 9110 §10.2.3).
    AfterHeader {
        /// The maximum delay, including jitter and fallback; `None` for one day.
        max: Option<Duration>,
        /// The policy to use if the response has no such header.
        fallback: Option<&'static RetryPolicy>,
    },
}

/// The random part of delays, so that clients do not retry all at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Jitter {
    /// No random part.
    None,
    /// Full jitter: each delay is random between zero and itself. It does not apply to a delay from
    /// `Retry-After`.
    Full,
    /// A random duration up to this one is added to each delay.
    Added(Duration),
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// The page's own: `min(1000 * 2 ** attempt + random * 1000, 30000)`, three times.
    static BACKOFF: RetryPolicy = RetryPolicy::new(
        "backoff",
        Backoff::Exponential { base: SECOND, max: Some(Duration::from_secs(30)) },
        Some(3),
        Jitter::Added(SECOND),
    );

    fn policy(backoff: Backoff) -> RetryPolicy {
        RetryPolicy::new("test", backoff, None, Jitter::None)
    }

    #[test]
    fn exponential_with_jitter_and_bounds() {
        let delays: Vec<_> = (0..5).map(|n| BACKOFF.next_delay(n, None, 0.5)).collect();
        let millis = |ms| Some(Duration::from_millis(ms));
        assert_eq!(delays, [millis(1_500), millis(2_500), millis(4_500), None, None]);
        let endless = RetryPolicy { attempts: None, ..BACKOFF };
        assert_eq!(
            endless.next_delay(5, None, 1.0),
            Some(Duration::from_secs(30)),
            "jitter is within the bound"
        );
        assert_eq!(endless.next_delay(u32::MAX, None, f64::NAN), Some(Duration::from_secs(30)));
        let endless = Backoff::Exponential { base: Duration::MAX, max: None };
        let endless = RetryPolicy { backoff: endless, attempts: None, jitter: Jitter::Full, ..BACKOFF };
        assert_eq!(endless.next_delay(u32::MAX, None, 1.0), Some(Duration::MAX));
        // In floating point a half of a millisecond more than there is.
        let long = Duration::from_millis(506_381_222_757_599_407);
        let drawn = RetryPolicy { jitter: Jitter::Full, ..policy(Backoff::Fixed { delay: long }) };
        assert_eq!(drawn.next_delay(0, None, 1.0), Some(long));
        let full = RetryPolicy { jitter: Jitter::Full, ..BACKOFF };
        assert_eq!(
            (full.next_delay(1, None, 0.25), full.next_delay(1, None, -1.0)),
            (millis(500), millis(0))
        );
    }

    #[test]
    fn after_the_header() {
        let wait = policy(Backoff::AfterHeader { max: None, fallback: Some(&BACKOFF) });
        assert_eq!(wait.next_delay(0, Some(" 45 "), 0.0), Some(Duration::from_secs(45)));
        let day = Some(Duration::from_secs(86_400));
        assert_eq!(wait.next_delay(0, Some("86401"), 0.0), day);
        assert_eq!(wait.next_delay(0, Some("99999999999999999999999"), 0.0), day, "a hostile header");
        for unreadable in
            [None, Some(""), Some("-1"), Some("1.5"), Some("soon"), Some("Sun, 99 Nov 1994 08:49:37 GMT")]
        {
            assert_eq!(wait.next_delay(1, unreadable, 0.0), Some(2 * SECOND), "{unreadable:?}");
        }
        assert_eq!(wait.next_delay(3, None, 0.0), None, "the fallback's attempts are used up");
        assert_eq!(policy(Backoff::AfterHeader { max: None, fallback: None }).next_delay(0, None, 0.0), None);
    }

    #[test]
    fn after_the_header_with_bounds() {
        let backoff = Backoff::AfterHeader { max: Some(60 * SECOND), fallback: Some(&BACKOFF) };
        let wait = RetryPolicy { attempts: Some(9), jitter: Jitter::Added(2 * SECOND), ..policy(backoff) };
        let delay = |repetitions, header, random| wait.next_delay(repetitions, header, random);
        assert_eq!(delay(0, Some("45"), 0.5), Some(46 * SECOND), "jitter is added");
        assert_eq!(delay(0, Some("59"), 1.0), Some(60 * SECOND), "jitter is within the bound");
        assert_eq!(delay(0, Some("99999999999999999999"), 0.0), Some(60 * SECOND));
        assert_eq!(delay(8, Some("1"), 0.0), Some(SECOND));
        assert_eq!(delay(9, Some("1"), 0.0), None, "no attempts left");
        assert_eq!(delay(1, None, 0.0), Some(2 * SECOND), "the fallback has its own jitter and attempts");
        assert_eq!(delay(3, None, 0.0), None);
        let backoff = Backoff::AfterHeader { max: Some(SECOND), fallback: Some(&BACKOFF) };
        assert_eq!(
            policy(backoff).next_delay(2, None, 0.0),
            Some(SECOND),
            "the bound holds for the fallback"
        );
        let week = Duration::from_secs(7 * 86_400);
        let patient = policy(Backoff::AfterHeader { max: Some(week), fallback: None });
        assert_eq!(patient.next_delay(0, Some("500000"), 0.0), Some(Duration::from_secs(500_000)));
        let full = RetryPolicy { jitter: Jitter::Full, ..patient };
        assert_eq!(full.next_delay(0, Some("30"), 0.1), Some(30 * SECOND), "never before the header's time");
    }

    #[test]
    fn a_retryable_policy_has_a_first_delay() {
        let backoffs = [
            Backoff::Never,
            Backoff::Immediate,
            Backoff::Fixed { delay: SECOND },
            Backoff::Exponential { base: SECOND, max: None },
            Backoff::AfterHeader { max: None, fallback: None },
            Backoff::AfterHeader { max: None, fallback: Some(&BACKOFF) },
        ];
        for backoff in backoffs {
            for attempts in [None, Some(0), Some(1)] {
                let policy = RetryPolicy { attempts, ..policy(backoff) };
                let delay = policy.next_delay(0, Some("5"), 0.5);
                assert_eq!(policy.is_retryable(), delay.is_some(), "{policy:?}");
            }
        }
    }

    #[cfg(feature = "httpdate")]
    #[test]
    fn after_a_date() {
        let wait = policy(Backoff::AfterHeader { max: None, fallback: None });
        let past =
            ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"];
        for date in past {
            assert_eq!(wait.next_delay(0, Some(date), 0.0), Some(Duration::ZERO), "{date}");
        }
        let in_an_hour = std::time::SystemTime::now() + Duration::from_secs(3600);
        let delay = wait.next_delay(0, Some(&httpdate::fmt_http_date(in_an_hour)), 0.0).expect("a delay");
        assert!((3590..=3600).contains(&delay.as_secs()), "{delay:?}");
    }

    #[test]
    fn never_at_once_and_fixed() {
        assert_eq!(policy(Backoff::Never).next_delay(0, Some("1"), 0.0), None);
        assert_eq!(policy(Backoff::Immediate).next_delay(7, None, 0.0), Some(Duration::ZERO));
        assert_eq!(policy(Backoff::Fixed { delay: SECOND }).next_delay(7, None, 0.9), Some(SECOND));
    }
}
