//! What the parts of a catalog are called, for people.

use crate::catalog::filter::percent_encoded;
use crate::catalog::{Backoff, Catalog, Error, Jitter, ParamType, RateLimit, RetryPolicy, Scalar, status};

/// The name of a status: the catalog's, for the status or for its class, or the standard one.
pub fn status_title(catalog: &Catalog, number: u16) -> Option<&str> {
    let documented = catalog.status(number).filter(|row| row.has_title || row.statuses.len() == 1);
    documented.map(|row| row.title.as_str()).or_else(|| status::reason(number))
}

/// Says in words when to try again: `exponential: 1s, doubling up to 30s, at most 3 times`.
pub fn policy(catalog: &Catalog, policy: &RetryPolicy) -> String {
    let mut fallback_text = None;
    let mut text = match &policy.backoff {
        Backoff::Never => "never".to_owned(),
        Backoff::Immediate => "at once".to_owned(),
        Backoff::Fixed(delay) => format!("after {delay:?}"),
        Backoff::Exponential { base, max } => {
            let max = max.map(|max| format!(" up to {max:?}")).unwrap_or_default();
            format!("exponential: {base:?}, doubling{max}")
        }
        Backoff::AfterHeader { max, fallback } => {
            fallback_text = fallback.map(|fallback| self::policy(catalog, &catalog.retries[fallback]));
            let max = max.map(|max| format!(", after {max:?} at the latest")).unwrap_or_default();
            format!("when the `Retry-After` header says{max}")
        }
    };
    match policy.jitter {
        Jitter::Added(most) => text.push_str(&format!(", up to {most:?} added at random")),
        Jitter::Full => text.push_str(", drawn at random from zero up"),
        Jitter::None => {}
    }
    match policy.attempts {
        Some(1) => text.push_str(", once"),
        Some(attempts) => text.push_str(&format!(", at most {attempts} times")),
        None => {}
    }
    if let Some(fallback) = fallback_text {
        text.push_str(&format!("; without it {fallback}"));
    }
    text
}

/// How many requests in how long: `600 requests per minute`.
pub fn rate(limit: &RateLimit) -> String {
    let requests = if limit.limit == 1 { "request" } else { "requests" };
    let window = duration(&limit.window);
    format!("{} {requests} per {}", limit.limit, window.strip_prefix("1 ").unwrap_or(&window))
}

/// A duration as a catalog writes it, in words: `15m` is `15 minutes`.
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

/// Yes or no with what is to be said about it: `No (fix the request)`.
pub fn answer(policy: &RetryPolicy, note: Option<&str>) -> String {
    let answer = yes(policy.is_retryable());
    note.map_or_else(|| answer.to_owned(), |note| format!("{answer} ({note})"))
}

/// `Yes` or `No`.
pub fn yes(is: bool) -> &'static str {
    if is { "Yes" } else { "No" }
}

/// The type of a parameter, for people who read JSON: `integer`, `list of integers`.
pub fn type_name(ty: ParamType) -> String {
    let one = match ty.scalar {
        Scalar::String => "string",
        Scalar::Bool => "boolean",
        Scalar::I64 | Scalar::U64 => "integer",
        Scalar::F64 => "number",
        Scalar::Timestamp => "date-time",
        Scalar::Uuid => "UUID",
        Scalar::Json => "any JSON",
    };
    match (ty.list, ty.scalar) {
        (false, _) => one.to_owned(),
        (true, Scalar::Json) => "list of any JSON".to_owned(),
        (true, _) => format!("list of {one}s"),
    }
}

/// The name of an error in the catalog, where it says more than the code: not the same in another case.
pub fn distinct_name(error: &Error) -> Option<&str> {
    let code = error.code.text();
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    (letters(&code) != letters(&error.name)).then_some(error.name.as_str())
}

/// Where an error is documented, with the code percent-encoded.
pub fn docs_url(catalog: &Catalog, error: &Error) -> Option<String> {
    let (before, after) = catalog.docs.as_ref()?;
    Some(format!("{before}{}{after}", percent_encoded(&error.code.text())))
}

/// What a link to an error on the same page names, percent-encoded: the code, or the key where an error before it has the
/// same code.
pub fn anchor(error: &Error) -> String {
    percent_encoded(&anchor_text(error))
}

/// The `id` that [`anchor`] leads to. It is not encoded: browsers look for it, too, and scripts of sites for nothing else.
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
    use super::duration;

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
