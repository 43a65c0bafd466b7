//! Converts catalog text to rustdoc.
//!
//! rustdoc parses the text as Markdown. HTML, links and indented code (which would be compiled as a
//! test) are escaped.

use super::options::Options;
use crate::catalog::{Backoff, Catalog, Error, Param};
use crate::emit::headers;
pub(super) use crate::emit::span::code;
use crate::emit::span::visible;
use crate::emit::words;
use crate::escape::Special;
use crate::source::Location;

/// Writes the rustdoc of an error variant.
pub(super) fn error(catalog: &Catalog, error: &Error, headline: &str, options: &Options) -> Vec<String> {
    let mut lines = vec![headline.to_owned()];
    let mut paragraph = |text: String| {
        lines.push(String::new());
        match text.contains('\n') {
            true => lines.extend(text.lines().map(str::to_owned)),
            false => lines.push(text),
        }
    };
    if let Some(description) = &error.description {
        paragraph(prose(description));
    }
    if let Some(when) = &error.when {
        paragraph(format!("When: {}", prose(when)));
    }
    paragraph(format!("Message: {}", code(&error.message.display(&error.params))));
    if let Some(fix) = &error.fix {
        paragraph(format!("Fix: {}", prose(fix)));
    }
    if let Some(retry) = retry(catalog, error) {
        paragraph(format!("Retry: {retry}"));
    }
    paragraph(location(error, options));
    lines
}

/// Returns code, status and category of each error, on one line.
pub(super) fn headlines(catalog: &Catalog) -> Vec<String> {
    catalog.errors.iter().map(|error| headline(catalog, error)).collect()
}

fn headline(catalog: &Catalog, error: &Error) -> String {
    let mut line = code(&error.code.text());
    if let Some(status) = error.status {
        let title = words::status_title(catalog, status).unwrap_or_default();
        line.push_str(format!(" · {status} {}", prose(title)).trim_end());
    }
    if let Some(category) = error.category {
        line.push_str(&format!(" · {}", prose(&catalog.categories[category].title)));
    }
    line
}

/// Returns the error's file and, depending on the options, its line.
fn location(error: &Error, options: &Options) -> String {
    let Location { file, line, .. } = &error.location;
    if options.line_numbers { code(&format!("{file}:{line}")) } else { code(file) }
}

fn retry(catalog: &Catalog, error: &Error) -> Option<String> {
    let policy = &catalog.retries[error.retry?];
    let kind = match policy.backoff {
        Backoff::AfterHeader { .. } if headers::sends(catalog, error, "Retry-After") => {
            "after the `Retry-After` header".to_owned()
        }
        Backoff::Never => "never".to_owned(),
        Backoff::Immediate => "immediately".to_owned(),
        Backoff::Fixed(_) | Backoff::Exponential { .. } | Backoff::AfterHeader { .. } => {
            format!("with the policy {}", code(&policy.name))
        }
    };
    Some(match &error.retry_note {
        Some(note) => format!("{kind} ({})", prose(note)),
        None => kind,
    })
}

/// Writes the rustdoc of a parameter field.
pub(super) fn param(param: &Param) -> String {
    match &param.description {
        Some(description) => prose(description),
        None => format!("The parameter {} of the catalog.", code(&param.name)),
    }
}

/// Converts prose to rustdoc: paragraphs and code spans are kept, anything else is text.
pub(super) fn prose(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.trim().lines().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        escape_line(line.trim(), &mut out);
    }
    out
}

/// Returns whether the text is a single line without escapes, as most texts are.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    ESCAPED.plain_len(text) == text.len()
        && !matches!(bytes.first(), None | Some(b' ' | b'#' | b'+' | b'-' | b'=' | b'0'..=b'9'))
        && bytes.last() != Some(&b' ')
}

fn escape_line(line: &str, out: &mut String) {
    // An unpaired backtick is text.
    let spans = line.matches('`').count() / 2;
    // Two adjacent backticks are a delimiter of another length. Then all of them are text.
    let spans = if line.contains("``") { 0 } else { spans };
    let (mut in_code, mut left) = (false, spans * 2);
    let digits = Some(line.bytes().take_while(u8::is_ascii_digit).count()).filter(|digits| *digits > 0);
    for (at, c) in line.char_indices() {
        match c {
            '`' if left > 0 => {
                left -= 1;
                in_code = !in_code;
                out.push('`');
            }
            _ if in_code => out.push(visible(c)),
            '<' | '>' | '[' | ']' | '`' | '\\' | '*' | '_' | '~' | '|' => out.extend(['\\', c]),
            '#' | '+' | '-' | '=' if at == 0 => out.extend(['\\', c]),
            // Text that is indented after the number of a list item would be code, and a test.
            '.' | ')' if Some(at) == digits && !line[at + 1..].starts_with(|c: char| !c.is_whitespace()) => {
                out.extend(['\\', c])
            }
            // Only these begin an entity (CommonMark §2.5).
            '&' if line[at + 1..].starts_with(|c: char| c == '#' || c.is_ascii_alphanumeric()) => {
                out.extend(['\\', c])
            }
            c => out.push(visible(c)),
        }
    }
}

/// Characters that can need an escape at any position.
static ESCAPED: Special = Special::of(b"<>[]`\\*_~|&").and(0, 0x1F).and(0x7F, 0xFF);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(
            prose("Use <b>`x<y>`</b> or [this](http://a)"),
            r"Use \<b\>`x<y>`\</b\> or \[this\](http://a)"
        );
        assert_eq!(prose("    indented\n```\ncode\n```"), "indented\n\\`\\`\\`\ncode\n\\`\\`\\`");
        assert_eq!(prose("# no heading\ta\u{202E}b"), "\\# no heading a\u{FFFD}b");
        assert_eq!(
            prose("1.      panic!()\n2) &lt; & 3.5\n3.5"),
            "1\\.      panic!()\n2\\) \\&lt; & 3.5\n3.5"
        );
        assert_eq!(code("a `b` c"), "`` a `b` c ``");
        assert_eq!(code("{a}"), "`{a}`");
    }
}
