//! Writes JSON strings, and formats JSON.

use crate::escape::Special;

/// Returns a string as JSON, quotes included.
pub(crate) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    quote_into(text, &mut out);
    out
}

/// Adds a string as JSON.
pub(crate) fn quote_into(text: &str, out: &mut String) {
    out.push('"');
    escape_into(text, out);
    out.push('"');
}

/// Adds the content of a JSON string, without quotes.
pub(crate) fn escape_into(text: &str, out: &mut String) {
    QUOTED.escape(text, out, escape);
}

/// Adds a character that must be escaped.
pub(crate) fn escape(c: char, out: &mut String) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if c < ' ' => out.push_str(&format!("\\u{:04x}", c as u32)),
        c => {
            out.push('\\');
            out.push(c);
        }
    }
}

/// Bytes that must be escaped in a string (RFC 8259 §7).
static QUOTED: Special = Special::of(b"\"\\").and(0, 0x1F);

/// Formats JSON with a line for each member and item. Strings are not changed.
pub(crate) fn indent(text: &str) -> String {
    static STRUCTURE: Special = Special::of(b"\"{}[],: \t\n\r");
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        (0..depth).for_each(|_| out.push_str("  "));
    };
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut rest = text;
    loop {
        let plain = STRUCTURE.plain_len(rest);
        out.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(first) = rest.bytes().next() else { return out };
        let end = if first == b'"' { string_len(rest) } else { 1 };
        let (one, after) = rest.split_at(end);
        rest = after;
        match first {
            b'{' | b'[' if rest.starts_with(['}', ']']) => {
                out.push_str(one);
                out.push_str(&rest[..1]);
                rest = &rest[1..];
            }
            b'{' | b'[' => {
                out.push_str(one);
                depth += 1;
                line(&mut out, depth);
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push_str(one);
            }
            b',' => {
                out.push(',');
                line(&mut out, depth);
            }
            b':' => out.push_str(": "),
            b'"' => out.push_str(one),
            _ => {}
        }
    }
}

/// Returns the length of the string at the beginning of a text, including quotes.
fn string_len(text: &str) -> usize {
    static ENDS: Special = Special::of(b"\"\\");
    let mut at = 1;
    loop {
        at += text.get(at..).map_or(0, |rest| ENDS.plain_len(rest));
        match text.as_bytes().get(at) {
            Some(b'"') => return at + 1,
            // An escaped byte does not end the string. It can be a part of a character.
            Some(_) => at += 2,
            None => return text.len(),
        }
    }
}
