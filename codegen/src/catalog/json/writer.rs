//! Strings as JSON, and JSON with line breaks.

use crate::escape::Special;

/// A string as JSON, quotes included.
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

/// Adds what stands between the quotes of a string as JSON.
pub(crate) fn escape_into(text: &str, out: &mut String) {
    QUOTED.escape(text, out, escape);
}

/// Adds a character that does not stand in a string as it is.
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

/// What does not stand in a string as it is (RFC 8259 §7).
static QUOTED: Special = Special::of(b"\"\\").and(0, 0x1F);

/// JSON text with a line for each member and item, as people read it. Strings are left as they are.
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

/// How long the string is that a text begins with, quotes included.
fn string_len(text: &str) -> usize {
    static ENDS: Special = Special::of(b"\"\\");
    let mut at = 1;
    loop {
        at += text.get(at..).map_or(0, |rest| ENDS.plain_len(rest));
        match text.as_bytes().get(at) {
            Some(b'"') => return at + 1,
            // What is escaped ends nothing; it may be a part of a character alone.
            Some(_) => at += 2,
            None => return text.len(),
        }
    }
}
