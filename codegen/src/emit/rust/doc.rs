//! Rustdoc from catalog text.
//!
//! The text is Markdown for rustdoc, whatever its author thought it was: HTML, links and indented code
//! (which would be compiled as a test) must come out as the text they are.

use super::Options;
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

/// Code, status and category of each error, on one line.
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

/// The error's file, and its line in it where the options ask for that.
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

/// Prose for rustdoc: paragraphs and code spans stay, anything else is text.
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

/// Whether it is one line in which nothing is escaped, as most texts are.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    ESCAPED.plain_len(text) == text.len()
        && !matches!(bytes.first(), None | Some(b' ' | b'#' | b'+' | b'-' | b'=' | b'0'..=b'9'))
        && bytes.last() != Some(&b' ')
}

fn escape_line(line: &str, out: &mut String) {
    // An odd backtick opens nothing: it is text, and so is all that follows.
    let spans = line.matches('`').count() / 2;
    // Two backticks in a row are a fence of another length: all of them are text then.
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
            // What is indented behind the number of a list's item would be code, and a test.
            '.' | ')' if Some(at) == digits && !line[at + 1..].starts_with(|c: char| !c.is_whitespace()) => {
                out.extend(['\\', c])
            }
            // Nothing else begins an entity (CommonMark §2.5).
            '&' if line[at + 1..].starts_with(|c: char| c == '#' || c.is_ascii_alphanumeric()) => {
                out.extend(['\\', c])
            }
            c => out.push(visible(c)),
        }
    }
}

/// What may be escaped, wherever in a line it stands.
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
