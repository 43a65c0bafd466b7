//! The headers of a response.

use std::borrow::Cow;

use crate::catalog_error::CatalogError;
use crate::small_list::{self, SmallList};

/// The headers of a response. Names and values are valid and can be sent without changes.
///
/// A name occurs several times if the catalog declares several values for it. Send each value as a
/// separate header.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headers {
    all: SmallList<(&'static str, Cow<'static, str>)>,
    /// The name and the code of the error of each header.
    left_out: Vec<(&'static str, &'static str)>,
}

impl Headers {
    /// Creates the headers of a response with this media type.
    pub(super) fn of_media_type(media_type: Option<&'static str>) -> Self {
        // The media type is valid (RFC 9110): `check` has tested it.
        let content_type = media_type.map(|media_type| ("Content-Type", media_type.into()));
        Self { all: content_type.into_iter().collect(), left_out: Vec::new() }
    }

    /// Returns the first value of a header. Names are case-insensitive (RFC 9110 §5.1).
    pub fn get(&self, name: &str) -> Option<&str> {
        self.get_all(name).next()
    }

    /// Returns all values of a header, in the order of the catalog.
    pub fn get_all(&self, name: &str) -> impl Iterator<Item = &str> {
        let of_name = self.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name));
        of_name.map(|(_, value)| value)
    }

    /// Returns the headers that were omitted because their text cannot be sent: the name, and the
    /// code of the error.
    ///
    /// A header value can contain visible ASCII characters, spaces and tabs, and must not begin or
    /// end with a space (RFC 9110 §5.5). The encoded values can have at most 2048 bytes together,
    /// because servers and proxies reject responses with longer headers. With the feature
    /// `tracing`, the adapters log these headers as warnings. Headers with an absent value are not
    /// included.
    pub fn left_out(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.left_out.iter().copied()
    }

    /// Returns the headers, in the order of the catalog.
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.all.iter())
    }

    /// Returns the number of headers.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns whether there are no headers.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a header of an error, unless its value is absent or cannot be sent, or it is one of the
    /// first `others`, which have another source.
    pub(super) fn add(
        &mut self,
        name: &'static str,
        text: Option<HeaderText>,
        others: usize,
        error: &dyn CatalogError,
    ) {
        let Some(HeaderText { text: value, values }) = text else { return };
        if self.iter().take(others).any(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return;
        }
        if values <= LONGEST_VALUES && can_be_sent(&value) {
            self.all.push((name, value));
        } else {
            self.left_out.push((name, error.definition().code()));
        }
    }
}

impl IntoIterator for Headers {
    type Item = (&'static str, Cow<'static, str>);
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        IntoIter(self.all.into_iter())
    }
}

impl<'a> IntoIterator for &'a Headers {
    type Item = (&'static str, &'a str);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// An iterator over the headers of a response: see [`Headers::iter`].
#[derive(Debug, Clone)]
pub struct Iter<'a>(small_list::Iter<'a, (&'static str, Cow<'static, str>)>);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'static str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (*name, &**value))
    }
}

/// An iterator that takes the headers of a response.
#[derive(Debug)]
pub struct IntoIter(<SmallList<(&'static str, Cow<'static, str>)> as IntoIterator>::IntoIter);

impl Iterator for IntoIter {
    type Item = (&'static str, Cow<'static, str>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// The maximum length of all values in a header, in bytes. Otherwise a value from a request could
/// make a header too long for a proxy, which would answer 502.
const LONGEST_VALUES: usize = 2048;

/// The text of a header.
pub(super) struct HeaderText {
    pub(super) text: Cow<'static, str>,
    /// The length of its values in bytes.
    pub(super) values: usize,
}

/// Returns whether the text is a valid header value (RFC 9110 §5.5) in ASCII, and not empty.
fn can_be_sent(value: &str) -> bool {
    !value.is_empty()
        && value.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t'))
        && !value.starts_with([' ', '\t'])
        && !value.ends_with([' ', '\t'])
}
