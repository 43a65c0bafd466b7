//! Texts with something in place of some of their characters.

/// Adds a text; in place of characters that begin with certain bytes, whatever `put` adds. The text between them is copied as a
/// whole: most texts have none.
pub(crate) fn escape(
    text: &str,
    out: &mut String,
    is_special: impl Fn(u8) -> bool,
    mut put: impl FnMut(char, &mut String),
) {
    let mut rest = text;
    loop {
        let plain = plain_len(rest, &is_special);
        out.push_str(&rest[..plain]);
        let Some(c) = rest[plain..].chars().next() else { return };
        put(c, out);
        rest = &rest[plain + c.len_utf8()..];
    }
}

/// How much of the text, from its beginning on, has no such byte.
pub(crate) fn plain_len(text: &str, is_special: impl Fn(u8) -> bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && !is_special(bytes[at]) {
        at += 1;
    }
    at
}
