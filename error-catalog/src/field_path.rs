//! Paths of fields as text, such as `items[0].name`, and as JSON Pointers.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use crate::encoding::{percent_decode, percent_encode};

/// The path of a field in a request.
///
/// It has two forms: a text for `$issue.path`, and a JSON Pointer (RFC 6901) for `$issue.pointer`.
/// A path from segments has both forms exactly. A path from text is parsed: keys are separated by
/// `.`, and an index in a list is a number in brackets, as in `a.b[0].c`. A text that is a JSON
/// Pointer, such as `/data/attributes/email`, is kept.
///
/// Two paths are equal if their pointers are equal.
///
/// ```
/// use error_catalog::field_issues::{FieldPath, PathSegment};
///
/// let path = FieldPath::from("items[1].mail");
/// assert_eq!((path.as_str(), path.pointer().as_str()), ("items[1].mail", "/items/1/mail"));
///
/// let path = FieldPath::from_segments([PathSegment::Key("a/b"), PathSegment::Key("c.d"), PathSegment::Index(0)]);
/// assert_eq!((path.as_str(), path.pointer().as_str()), ("a/b.c.d[0]", "/a~1b/c.d/0"));
/// ```
#[derive(Clone, Default)]
pub struct FieldPath {
    text: String,
    /// The JSON Pointer, if it differs from the parsed text.
    pointer: Option<Box<str>>,
}

/// A segment of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PathSegment<'a> {
    /// The key of an object. It can contain any characters.
    Key(&'a str),
    /// The index in a list, from 0.
    Index(usize),
}

impl FieldPath {
    /// Creates a path from segments. Without segments, it is the path of the whole request.
    pub fn from_segments<'a>(segments: impl IntoIterator<Item = PathSegment<'a>>) -> Self {
        let (mut text, mut pointer) = (String::new(), String::new());
        for segment in segments {
            // Writing to a text never fails.
            let _ = match segment {
                PathSegment::Key(key) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(key);
                    write_token(key, &mut pointer)
                }
                PathSegment::Index(index) => {
                    let written = write!(text, "[{index}]");
                    written.and_then(|()| write!(pointer, "/{index}"))
                }
            };
        }
        Self::of_both(text, pointer)
    }

    /// Parses a JSON Pointer (RFC 6901). Tokens that are whole numbers are indexes in lists.
    ///
    /// Returns `None` if the text is not a JSON Pointer.
    ///
    /// ```
    /// use error_catalog::field_issues::FieldPath;
    ///
    /// let path = FieldPath::from_pointer("/items/1/mail").expect("a pointer");
    /// assert_eq!(path.as_str(), "items[1].mail");
    /// assert_eq!(FieldPath::from_pointer("items"), None);
    /// ```
    pub fn from_pointer(pointer: &str) -> Option<Self> {
        if !pointer.is_empty() && !is_pointer(pointer) {
            return None;
        }
        let tokens: Vec<_> = pointer.split('/').skip(1).map(unescaped).collect();
        Some(Self::from_segments(tokens.iter().map(|token| match index(token) {
            Some(index) => PathSegment::Index(index),
            None => PathSegment::Key(token),
        })))
    }

    /// Parses a JSON Pointer in a URI fragment (RFC 6901 §6), such as `#/items/1`.
    pub(crate) fn from_fragment(fragment: &str) -> Option<Self> {
        Self::from_pointer(&percent_decode(fragment.strip_prefix('#')?)?)
    }

    /// Creates a path from its text and its pointer.
    pub(crate) fn of_both(text: String, pointer: String) -> Self {
        let read = Self { text, pointer: None };
        if read.pointer() == pointer { read } else { Self { pointer: Some(pointer.into()), ..read } }
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the JSON Pointer (RFC 6901). It is empty for the whole request.
    pub fn pointer(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + 1);
        // Writing to a text never fails.
        let _ = self.write_pointer(&mut out);
        out
    }

    pub(crate) fn write_pointer(&self, out: &mut dyn Write) -> fmt::Result {
        match &self.pointer {
            Some(pointer) => out.write_str(pointer),
            None => write_pointer_of(&self.text, out),
        }
    }

    /// Writes the JSON Pointer as a URI fragment (RFC 6901 §6).
    pub(crate) fn write_fragment(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_char('#')?;
        self.write_pointer(&mut Fragment(out))
    }
}

/// A writer that percent-encodes everything except the slashes between tokens.
struct Fragment<'o>(&'o mut dyn Write);

impl Write for Fragment<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.split_inclusive('/').try_for_each(|part| {
            let token = part.strip_suffix('/').unwrap_or(part);
            percent_encode(token, self.0)?;
            if token.len() < part.len() { self.0.write_char('/') } else { Ok(()) }
        })
    }
}

/// Writes a reference token, escaped (RFC 6901 §3).
pub(crate) fn write_token(token: &str, out: &mut dyn Write) -> fmt::Result {
    out.write_char('/')?;
    token.chars().try_for_each(|c| match c {
        '~' => out.write_str("~0"),
        '/' => out.write_str("~1"),
        c => out.write_char(c),
    })
}

/// Unescapes a reference token (RFC 6901 §4).
fn unescaped(token: &str) -> Cow<'_, str> {
    if token.contains('~') { token.replace("~1", "/").replace("~0", "~").into() } else { token.into() }
}

/// Returns whether a text that is not empty is a JSON Pointer (RFC 6901 §3).
fn is_pointer(text: &str) -> bool {
    text.starts_with('/') && text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']))
}

/// Parses a token that is an index in a list (RFC 6901 §4).
fn index(token: &str) -> Option<usize> {
    let is_plain = token == "0" || !token.starts_with(['0', '+']);
    token.parse().ok().filter(|_| is_plain)
}

/// Writes the pointer of a text.
fn write_pointer_of(text: &str, out: &mut dyn Write) -> fmt::Result {
    if text.is_empty() || is_pointer(text) {
        return out.write_str(text);
    }
    text.split('.').try_for_each(|part| {
        let (key, indexes) = split_indexes(part);
        if !key.is_empty() || indexes.is_empty() {
            write_token(key, out)?;
        }
        let mut indexes = indexes.split(['[', ']']).filter(|index| !index.is_empty());
        indexes.try_for_each(|index| write_token(index, out))
    })
}

/// Splits the indexes from the end of a key: `items[0][1]` is `items` and `[0][1]`.
fn split_indexes(part: &str) -> (&str, &str) {
    let mut key = part;
    while let Some((before, index)) = key.strip_suffix(']').and_then(|key| key.rsplit_once('['))
        && !index.is_empty()
        && index.bytes().all(|byte| byte.is_ascii_digit())
    {
        key = before;
    }
    part.split_at(key.len())
}

impl From<String> for FieldPath {
    fn from(text: String) -> Self {
        Self { text, pointer: None }
    }
}

impl From<&str> for FieldPath {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for FieldPath {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<Cow<'_, str>> for FieldPath {
    fn from(text: Cow<'_, str>) -> Self {
        text.into_owned().into()
    }
}

impl From<FieldPath> for String {
    fn from(path: FieldPath) -> Self {
        path.text
    }
}

impl Deref for FieldPath {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl AsRef<str> for FieldPath {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl PartialEq for FieldPath {
    fn eq(&self, other: &Self) -> bool {
        (self.text == other.text && self.pointer == other.pointer) || self.pointer() == other.pointer()
    }
}

impl Eq for FieldPath {}

impl Hash for FieldPath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.pointer().hash(state);
    }
}

/// The text.
impl PartialEq<str> for FieldPath {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

/// The text.
impl PartialEq<&str> for FieldPath {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl fmt::Debug for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

/// The text.
impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment(path: &FieldPath) -> String {
        let mut out = String::new();
        path.write_fragment(&mut out).expect("a text");
        out
    }

    #[test]
    fn texts_are_read_by_one_rule() {
        for (text, pointer) in [
            ("", ""),
            ("tags[1]", "/tags/1"),
            ("items[1].mail", "/items/1/mail"),
            ("a/b~c", "/a~1b~0c"),
            ("[0][12].x", "/0/12/x"),
            ("events.0.type", "/events/0/type"),
            ("a[x]", "/a[x]"),
            ("a[]", "/a[]"),
            ("a[1]b", "/a[1]b"),
            ("a..b", "/a//b"),
            ("]", "/]"),
            ("é \"q\"[0]", "/é \"q\"/0"),
            // Pointers already.
            ("/data/attributes/email", "/data/attributes/email"),
            ("/a~1b", "/a~1b"),
            ("/", "/"),
            ("/a~b", "/~1a~0b"),
            ("/a~", "/~1a~0"),
        ] {
            assert_eq!(FieldPath::from(text).pointer(), pointer, "{text}");
        }
    }

    #[test]
    fn segments_are_exact() {
        use PathSegment::{Index, Key};
        for (segments, text, pointer) in [
            (&[][..], "", ""),
            (&[Key("a.b"), Key("c[0]"), Index(2)], "a.b.c[0][2]", "/a.b/c[0]/2"),
            (&[Key("/x")], "/x", "/~1x"),
            (&[Key("")], "", "/"),
            (&[Index(3), Key("~/")], "[3].~/", "/3/~0~1"),
            // A tilde and a digit are no escape in a key.
            (&[Key("~1"), Key("~0")], "~1.~0", "/~01/~00"),
        ] {
            let path = FieldPath::from_segments(segments.iter().copied());
            assert_eq!((path.as_str(), &*path.pointer()), (text, pointer));
            let read = FieldPath::from_pointer(pointer).expect("a pointer");
            assert_eq!((&read, read.as_str()), (&path, text));
            assert_eq!(FieldPath::from_fragment(&fragment(&path)), Some(path));
        }
        assert_ne!(FieldPath::from_segments([Key("a.b")]), FieldPath::from("a.b"));
    }

    #[test]
    fn fragments_are_uris() {
        assert_eq!(fragment(&"é b[0].c%".into()), "#/%C3%A9%20b/0/c%25");
        assert_eq!(fragment(&"".into()), "#");
        for no_fragment in ["", "/a", "#a", "#/~2"] {
            assert_eq!(FieldPath::from_fragment(no_fragment), None, "{no_fragment}");
        }
        assert_eq!(
            FieldPath::from_pointer("/01/+1/99999999999999999999").expect("a pointer").as_str(),
            "01.+1.99999999999999999999"
        );
    }

    #[test]
    fn equal_paths_have_equal_hashes() {
        let hash = |path: &FieldPath| {
            use std::hash::BuildHasher;
            std::hash::BuildHasherDefault::<std::hash::DefaultHasher>::default().hash_one(path)
        };
        let (text, pointer) = (FieldPath::from("a[0]"), FieldPath::from("/a/0"));
        assert_eq!((&text, hash(&text)), (&pointer, hash(&pointer)));
        assert!(text == "a[0]" && pointer == "/a/0");
    }
}
