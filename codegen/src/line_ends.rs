//! Line endings: LF in memory, and those of the existing file on the disk.
//!
//! With `core.autocrlf = true`, git checks out text files with CRLF. The same catalog must generate
//! the same outputs there.

use std::borrow::Cow;

/// Replaces every CRLF by LF, as in a checkout without `core.autocrlf`.
pub(crate) fn normalized(text: String) -> String {
    if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text }
}

/// Replaces CRLF by LF if all lines end with CRLF. Any other text is returned unchanged, so that
/// writing it back changes no handwritten line.
pub(crate) fn unified(text: String) -> String {
    if all_are_crlf(text.as_bytes()) { normalized(text) } else { text }
}

/// Returns the text with the line endings of a file: CRLF if all lines of the file have it,
/// otherwise unchanged.
pub(crate) fn adapted<'t>(text: &'t str, file: &[u8]) -> Cow<'t, str> {
    if !all_are_crlf(file) || !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for line in text.split_inclusive('\n') {
        match line.strip_suffix('\n').filter(|line| !line.ends_with('\r')) {
            Some(line) => out.extend([line, "\r\n"]),
            None => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// Returns whether the text has lines, and all of them end with CRLF.
pub(crate) fn all_are_crlf(file: &[u8]) -> bool {
    let mut lines =
        file.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n")).peekable();
    lines.peek().is_some() && lines.all(|line| line.ends_with(b"\r\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_of_crlf_alone_has_crlf() {
        let cases = [
            ("", false),
            ("a", false),
            ("a\r", false),
            ("a\n", false),
            ("\n\r\n", false),
            ("a\r\nb\n", false),
            ("\r\n", true),
            ("a\r\n\r\nb", true),
        ];
        for (file, is_crlf) in cases {
            assert_eq!(all_are_crlf(file.as_bytes()), is_crlf, "{file:?}");
            let expected = if is_crlf { "x\r\n\r\ny" } else { "x\n\ny" };
            assert_eq!(adapted("x\n\ny", file.as_bytes()), expected, "{file:?}");
            let unified = unified(file.to_owned());
            assert_eq!(adapted(&unified, file.as_bytes()), file, "what is read is what is written");
        }
        assert_eq!(adapted("a\r\nb\n", b"\r\n"), "a\r\nb\r\n", "a CRLF stays one");
    }
}
