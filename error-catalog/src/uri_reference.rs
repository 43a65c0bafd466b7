//! Converts untrusted text to URI references (RFC 3986 §4.1).

use std::borrow::Cow;

use crate::encoding::percent_encode_byte;

/// Returns the path of a request's target as a URI reference.
///
/// A path that starts with two slashes would name a host (RFC 3986 §4.2). `/.` before them means the same path.
#[cfg(any(feature = "axum", feature = "actix-web"))]
pub(crate) fn path_reference(path: &str) -> Cow<'_, str> {
    if path.starts_with("//") {
        return uri_reference(format!("/.{path}").into());
    }
    uri_reference(path.into())
}

/// Returns the text as a URI reference. Characters that are invalid at their position are
/// percent-encoded.
pub(crate) fn uri_reference(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().all(|byte| PLAIN[usize::from(byte)]) {
        return text;
    }
    let allowed = Allowed::of(&text);
    let bytes = text.as_bytes();
    let Some(first) = (0..bytes.len()).find(|at| !allowed.at(bytes, *at)) else { return text };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    for (at, byte) in bytes.iter().enumerate().skip(first) {
        if allowed.at(bytes, at) {
            out.push(char::from(*byte));
        } else {
            // Writing to a string cannot fail.
            let _ = percent_encode_byte(*byte, &mut out);
        }
    }
    out.into()
}

/// The characters that are allowed everywhere.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte] = is_plain(byte as u8);
        byte += 1;
    }
    plain
};

const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'.'
                | b'_'
                | b'~'
                | b'!'
                | b'$'
                | b'&'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
                | b'@'
                | b'/'
                | b'?'
        )
}

/// The characters of a reference that are allowed only at some positions.
struct Allowed {
    /// The position before which a colon would end a scheme.
    colons_from: usize,
    /// Brackets enclose an address in the authority.
    authority: std::ops::Range<usize>,
    /// The position of the `#`, if any.
    fragment: Option<usize>,
}

impl Allowed {
    fn of(text: &str) -> Self {
        let segment = text.find(['/', '?', '#']).unwrap_or(text.len());
        let colon = text[..segment].find(':');
        let scheme = colon.filter(|colon| is_scheme(&text[..*colon]));
        let colons_from = if scheme.is_some() { 0 } else { segment };
        let hierarchy = scheme.map_or(0, |colon| colon + 1);
        let authority = text[hierarchy..].strip_prefix("//").map_or(0..0, |rest| {
            let start = hierarchy + 2;
            start..start + rest.find(['/', '?', '#']).unwrap_or(rest.len())
        });
        Self { colons_from, authority, fragment: text.find('#') }
    }

    fn at(&self, bytes: &[u8], at: usize) -> bool {
        match bytes[at] {
            b':' => at >= self.colons_from,
            b'[' | b']' => self.authority.contains(&at),
            b'#' => self.fragment == Some(at),
            b'%' => bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)),
            byte => PLAIN[usize::from(byte)],
        }
    }
}

/// RFC 3986 §3.1.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_as_they_are() {
        let references = [
            "",
            "*",
            "/v1/leads/7",
            "/a%2Fb?x=1&y=/?#part",
            "urn:uuid:550e8400-e29b-41d4-a716-446655440000",
            "https://[::1]:8080/a:b",
            "//host/path",
            "./a:b",
            "tag:example.com,2026:x",
            "/it's(fine)!*",
        ];
        for reference in references {
            assert!(matches!(uri_reference(reference.into()), Cow::Borrowed(same) if same == reference));
        }
    }

    #[test]
    fn what_no_reference_has_is_encoded() {
        let cases = [
            ("/a\"b", "/a%22b"),
            ("/{id}", "/%7Bid%7D"),
            ("/\\evil.example", "/%5Cevil.example"),
            ("/a b\r\n<script>", "/a%20b%0D%0A%3Cscript%3E"),
            ("/100%", "/100%25"),
            ("/%4", "/%254"),
            ("/%zz", "/%25zz"),
            ("/é|^`", "/%C3%A9%7C%5E%60"),
            ("/a[0]", "/a%5B0%5D"),
            ("https://h/a[0]", "https://h/a%5B0%5D"),
            ("#a#b", "#a%23b"),
            ("1:b/c:d", "1%3Ab/c:d"),
            (":x", "%3Ax"),
            ("a_b:c", "a_b%3Ac"),
        ];
        for (text, reference) in cases {
            assert_eq!(uri_reference(text.into()), reference, "{text}");
            assert_eq!(uri_reference(reference.into()), reference, "what is one stays");
        }
    }

    #[cfg(any(feature = "axum", feature = "actix-web"))]
    #[test]
    fn a_path_names_no_host() {
        for (path, reference) in [
            ("//evil.example/x", "/.//evil.example/x"),
            ("///x", "/.///x"),
            ("//", "/.//"),
            ("/x//y", "/x//y"),
            ("/\\\\evil.example", "/%5C%5Cevil.example"),
        ] {
            assert_eq!(path_reference(path), reference, "{path}");
        }
    }
}
