//! The values of attributes.

use std::fmt;
use std::iter::FusedIterator;

use super::template::Template;
use crate::packed::list::List;

/// The value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum AttributeValue {
    /// `string`
    Text(&'static str),
    /// `template`: text with placeholders.
    Template(Template),
    /// `bool`
    Bool(bool),
    /// `i64`
    I64(i64),
    /// `u64`
    U64(u64),
    /// `f64`
    F64(f64),
    /// `[string]`
    Texts(Texts),
}

/// A list of texts of the catalog: the value of an attribute of the type `[string]`.
///
/// `Display` writes the texts separated by commas.
///
/// ```
/// use error_catalog::ErrorCode;
/// use error_catalog::definition::AttributeValue;
/// use leads::Code;
///
/// let Some(AttributeValue::Texts(scopes)) = Code::Forbidden.definition().attribute("scopes") else { panic!() };
/// assert_eq!(scopes.iter().collect::<Vec<_>>(), ["leads:read", "leads:write"]);
/// assert_eq!(scopes.to_string(), "leads:read, leads:write");
/// ```
#[derive(Clone, Copy)]
pub struct Texts {
    pub(super) count: usize,
    pub(super) list: List,
}

impl Texts {
    /// Returns the texts, in the catalog's order.
    pub fn iter(self) -> TextsIter {
        TextsIter { remaining: self.count, list: self.list }
    }

    /// Returns the number of texts.
    pub fn len(self) -> usize {
        self.count
    }

    /// Returns whether the list is empty.
    pub fn is_empty(self) -> bool {
        self.count == 0
    }
}

/// Two lists are equal if they have the same texts in the same order.
impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count && self.iter().eq(other.iter())
    }
}

impl Eq for Texts {}

impl IntoIterator for Texts {
    type Item = &'static str;
    type IntoIter = TextsIter;

    fn into_iter(self) -> TextsIter {
        self.iter()
    }
}

/// An iterator over the texts of a list: see [`Texts::iter`].
#[derive(Debug, Clone)]
pub struct TextsIter {
    list: List,
    remaining: usize,
}

impl Iterator for TextsIter {
    type Item = &'static str;

    fn next(&mut self) -> Option<&'static str> {
        self.remaining = self.remaining.checked_sub(1)?;
        Some(self.list.text())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.remaining, Some(self.remaining))
    }
}

impl ExactSizeIterator for TextsIter {}

impl FusedIterator for TextsIter {}

impl fmt::Display for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, text) in self.iter().enumerate() {
            f.write_str(if at > 0 { ", " } else { "" })?;
            f.write_str(text)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
