//! Any `Retry-After` header, under any policy.
#![no_main]

use std::time::Duration;

use error_catalog::retry::{Backoff, Jitter, RetryPolicy};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u64, u64, Option<u64>, u8, Option<u32>, u32, f64, Option<&str>)| {
    let (first, second, max, kind, attempts, repetitions, random, header) = input;
    let base = Duration::from_millis(first);
    let max = max.map(Duration::from_millis);
    let jitter = match kind & 3 {
        0 => Jitter::None,
        1 => Jitter::Full,
        _ => Jitter::Added(Duration::from_millis(second)),
    };
    let fallback: &'static RetryPolicy = {
        const FALLBACK: RetryPolicy = RetryPolicy::new("fallback", Backoff::Immediate, Some(3), Jitter::None);
        &FALLBACK
    };
    let backoff = match kind >> 2 & 7 {
        0 => Backoff::Never,
        1 => Backoff::Immediate,
        2 => Backoff::Fixed { delay: base },
        3 => Backoff::AfterHeader { max, fallback: None },
        4 => Backoff::AfterHeader { max, fallback: Some(fallback) },
        _ => Backoff::Exponential { base, max },
    };
    let policy = RetryPolicy::new("any", backoff, attempts, jitter);
    let delay = policy.next_delay(repetitions, header, random);
    if attempts.is_some_and(|attempts| repetitions >= attempts) || !policy.is_retryable() {
        assert_eq!(delay, None);
        return;
    }
    if repetitions == 0 {
        assert!(policy.next_delay(0, Some("1"), random).is_some(), "a retryable policy without a delay");
    }
    match (backoff, delay) {
        (Backoff::AfterHeader { fallback: None, .. }, None) => {
            let digits = header
                .map(str::trim)
                .is_some_and(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
            assert!(!digits, "a number of seconds was not read");
        }
        (Backoff::AfterHeader { .. }, None) => {}
        (Backoff::AfterHeader { max, .. }, Some(delay)) => {
            assert!(delay <= max.unwrap_or(Duration::from_secs(86_400)), "{delay:?} > {max:?}");
        }
        (Backoff::Exponential { max: Some(max), .. }, Some(delay)) => {
            assert!(delay <= max, "{delay:?} > {max:?}")
        }
        (Backoff::Fixed { delay: fixed }, Some(delay)) => match jitter {
            Jitter::None => assert_eq!(delay, fixed),
            Jitter::Full => assert!(delay <= fixed, "{delay:?}"),
            _ => assert!(delay >= fixed, "{delay:?}"),
        },
        (_, delay) => assert!(delay.is_some()),
    }
});
