//! The headers of a response.

use std::borrow::Cow;

use crate::catalog_error::CatalogError;
use crate::small_list::{self, SmallList};

/// The headers of a response. Names are tokens, values can be sent as they are.
///
/// A name stands several times where the catalog declares several values for it: send each as a header of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headers {
    all: SmallList<(&'static str, Cow<'static, str>)>,
    /// Names, each with the code of the error whose header it is.
    left_out: Vec<(&'static str, &'static str)>,
}

impl Headers {
    /// The headers of a response with this media type.
    pub(super) fn of_media_type(media_type: Option<&'static str>) -> Self {
        // A media type was held against RFC 9110 when the catalog was checked.
        let content_type = media_type.map(|media_type| ("Content-Type", media_type.into()));
        Self { all: content_type.into_iter().collect(), left_out: Vec::new() }
    }

    /// The first value of a header; the case of its name does not count (RFC 9110 §5.1).
    pub fn get(&self, name: &str) -> Option<&str> {
        self.get_all(name).next()
    }

    /// All values of a header, in the order of the catalog.
    pub fn get_all(&self, name: &str) -> impl Iterator<Item = &str> {
        let of_name = self.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name));
        of_name.map(|(_, value)| value)
    }

    /// The headers that are not sent because their text cannot be: the name, and the code of the error.
    ///
    /// A field value is visible ASCII, blanks and tabs, with no blank at either end (RFC 9110 §5.5). The values in it have at
    /// most 2048 bytes together, as they are sent: servers and proxies refuse a response whose headers are too long. The
    /// adapters log these as warnings, with the feature `tracing`. A header whose value is absent is not among them.
    pub fn left_out(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.left_out.iter().copied()
    }

    /// The headers, in the order of the catalog.
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.all.iter())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a header of an error, unless it has no value, has one that cannot be sent, or is among the first `others`, which
    /// come from elsewhere.
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

/// The bytes that the values in one header can have together. What comes from a request could otherwise make a header
/// longer than a proxy takes, which then answers 502.
const LONGEST_VALUES: usize = 2048;

/// The text of a header.
pub(super) struct HeaderText {
    pub(super) text: Cow<'static, str>,
    /// How many bytes of it are values.
    pub(super) values: usize,
}

/// Whether the text is a field value (RFC 9110 §5.5), of ASCII alone, and not empty.
fn can_be_sent(value: &str) -> bool {
    !value.is_empty()
        && value.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t'))
        && !value.starts_with([' ', '\t'])
        && !value.ends_with([' ', '\t'])
}
