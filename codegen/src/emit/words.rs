//! Names and descriptions of parts of a catalog, for people.

use std::time::Duration;

use crate::catalog::filter::percent_encoded;
use crate::catalog::{Backoff, Catalog, Error, Jitter, ParamType, RateLimit, RetryPolicy, Scalar, status};

/// Returns the title of a status, set by the catalog for the status or its class, or the standard
/// phrase.
pub fn status_title(catalog: &Catalog, number: u16) -> Option<&str> {
    let documented = catalog.status(number).filter(|row| row.has_title || row.statuses.len() == 1);
    documented.map(|row| row.title.as_str()).or_else(|| status::reason(number))
}

/// Returns the error's title, or its status's.
pub(super) fn error_title<'a>(catalog: &'a Catalog, error: &'a Error) -> Option<&'a str> {
    error.title.as_deref().or_else(|| status_title(catalog, error.status?))
}

/// Describes a retry policy: `exponential backoff from 1 s to 30 s, full jitter, at most 3 retries`.
pub fn policy(catalog: &Catalog, policy: &RetryPolicy) -> String {
    let mut fallback_text = None;
    let mut text = match &policy.backoff {
        Backoff::Never => "never".to_owned(),
        Backoff::Immediate => "immediately".to_owned(),
        Backoff::Fixed(delay) => format!("after {}", short(*delay)),
        Backoff::Exponential { base, max } => {
            let max = max.map(|max| format!(" to {}", short(max))).unwrap_or_default();
            format!("exponential backoff from {}{max}", short(*base))
        }
        Backoff::AfterHeader { max, fallback } => {
            fallback_text = fallback.map(|fallback| self::policy(catalog, &catalog.retries[fallback]));
            let max = max.map(|max| format!(", at most {}", short(max))).unwrap_or_default();
            format!("after the delay in the `Retry-After` header{max}")
        }
    };
    match policy.jitter {
        Jitter::Added(most) => text.push_str(&format!(", with up to {} of jitter", short(most))),
        Jitter::Full => text.push_str(", full jitter"),
        Jitter::None => {}
    }
    match policy.attempts {
        Some(1) => text.push_str(", at most 1 retry"),
        Some(attempts) => text.push_str(&format!(", at most {attempts} retries")),
        None => {}
    }
    if let Some(fallback) = fallback_text {
        text.push_str(&format!("; without the header: {fallback}"));
    }
    text
}

/// Writes a duration in its largest whole unit: `200 ms`, `30 s`, `15 min`, `24 h`.
fn short(duration: Duration) -> String {
    let (seconds, millis) = (duration.as_secs(), duration.subsec_millis());
    match seconds {
        _ if millis > 0 => format!("{} ms", duration.as_millis()),
        0 => "0 s".to_owned(),
        _ if seconds.is_multiple_of(3600) => format!("{} h", seconds / 3600),
        _ if seconds.is_multiple_of(60) => format!("{} min", seconds / 60),
        _ => format!("{seconds} s"),
    }
}

/// Describes a rate limit: `600 requests per minute`.
pub fn rate(limit: &RateLimit) -> String {
    let requests = if limit.limit == 1 { "request" } else { "requests" };
    let window = duration(&limit.window);
    format!("{} {requests} per {}", limit.limit, window.strip_prefix("1 ").unwrap_or(&window))
}

/// Converts a duration of a catalog to words: `15m` is `15 minutes`.
fn duration(text: &str) -> String {
    let starts = text.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !text[..*at].ends_with(|before: char| before.is_ascii_digit())
    });
    let starts: Vec<usize> = starts.map(|(at, _)| at).chain([text.len()]).collect();
    let parts = starts.windows(2).map(|ends| {
        let part = &text[ends[0]..ends[1]];
        let unit = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = &part[..part.len() - unit.len()];
        let unit = match unit {
            "ms" => "millisecond",
            "s" => "second",
            "m" => "minute",
            "h" => "hour",
            "d" => "day",
            other => other,
        };
        format!("{number} {unit}{}", if number == "1" { "" } else { "s" })
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// Returns yes or no with a note: `No (fix the request)`.
pub fn answer(policy: &RetryPolicy, note: Option<&str>) -> String {
    let answer = yes(policy.is_retryable());
    note.map_or_else(|| answer.to_owned(), |note| format!("{answer} ({note})"))
}

/// Returns `Yes` or `No`.
pub fn yes(is: bool) -> &'static str {
    if is { "Yes" } else { "No" }
}

/// Returns the type of a parameter, for people who read JSON: `integer`, `list of integers`.
pub fn type_name(ty: ParamType) -> String {
    let one = match ty.scalar {
        Scalar::String => "string",
        Scalar::Bool => "boolean",
        Scalar::I64 | Scalar::U64 => "integer",
        Scalar::F64 => "number",
        Scalar::Timestamp => "date-time",
        Scalar::Uuid => "UUID",
        Scalar::Json => "any JSON value",
    };
    match (ty.list, ty.scalar) {
        (false, _) => one.to_owned(),
        (true, Scalar::Json) => "list of JSON values".to_owned(),
        (true, _) => format!("list of {one}s"),
    }
}

/// Returns the key of an error, if it differs from the code in more than case and separators.
pub fn distinct_name(error: &Error) -> Option<&str> {
    let code = error.code.text();
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    (letters(&code) != letters(&error.name)).then_some(error.name.as_str())
}

/// Returns the documentation URL of an error, with the percent-encoded code.
pub fn docs_url(catalog: &Catalog, error: &Error) -> Option<String> {
    let (before, after) = catalog.docs.as_ref()?;
    Some(format!("{before}{}{after}", percent_encoded(&error.code.text())))
}

/// Returns the percent-encoded fragment of a link to an error on the same page: the code, or the
/// key if a previous error has the same code.
pub fn anchor(error: &Error) -> String {
    percent_encoded(&anchor_text(error))
}

/// Returns the `id` for [`anchor`]. It is not encoded, because browsers accept this form, and
/// scripts of sites accept no other.
pub fn id(error: &Error) -> String {
    let text = anchor_text(error);
    let is_visible = text.chars().all(|c| super::span::visible(c) == c);
    // The ids of sections begin like this.
    if text.starts_with("section:") || !is_visible { percent_encoded(&text) } else { text }
}

fn anchor_text(error: &Error) -> String {
    if error.first_of_code { error.code.text() } else { error.name.clone() }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{duration, short};

    #[test]
    fn short_durations() {
        let cases = [
            (200, "200 ms"),
            (1_500, "1500 ms"),
            (90_000, "90 s"),
            (120_000, "2 min"),
            (86_400_000, "24 h"),
            (0, "0 s"),
        ];
        for (millis, words) in cases {
            assert_eq!(short(Duration::from_millis(millis)), words);
        }
    }

    #[test]
    fn durations() {
        let cases = [
            ("15m", "15 minutes"),
            ("1h30m", "1 hour 30 minutes"),
            ("1d", "1 day"),
            ("500ms", "500 milliseconds"),
        ];
        for (text, words) in cases {
            assert_eq!(duration(text), words);
        }
    }
}
