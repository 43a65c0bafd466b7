//! The values of attributes.

use std::fmt;

use super::Template;
use crate::packed::List;

/// The value of an attribute.
#[derive(Debug, Clone, Copy)]
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
/// `Display` shows it as it stands in a longer text: with commas.
///
/// ```
/// # fn show(scopes: error_catalog::Texts) {
/// let all: Vec<&'static str> = scopes.iter().collect();
/// assert_eq!(scopes.len(), all.len());
/// assert_eq!(scopes.to_string(), all.join(", "));
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct Texts {
    pub(super) count: usize,
    pub(super) list: List,
}

impl Texts {
    /// The texts, in the catalog's order.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'static str> {
        let mut list = self.list;
        (0..self.count).map(move |_| list.text())
    }

    /// How many there are.
    pub fn len(self) -> usize {
        self.count
    }

    /// Returns whether there is none.
    pub fn is_empty(self) -> bool {
        self.count == 0
    }
}

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
