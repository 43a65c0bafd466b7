//! Error codes and categories: the traits of the generated enums.

use std::fmt::{self, Debug, Display};
use std::hash::Hash;
use std::marker::PhantomData;

use crate::definition::Definition;
use crate::packed::Table;

/// A generated code enum: one fieldless variant per error of a catalog, in the catalog's order.
///
/// Codes compare by what is on the wire, wherever the catalog has them: first numbers, by their value, then texts, byte by
/// byte. Errors that share a code compare by their names in the catalog. For the catalog's order, sort by
/// [`index`](Self::index).
///
/// The trait is sealed: only generated code implements it.
///
/// ```
/// use error_catalog::ErrorCode;
/// use leads::Code;
///
/// assert_eq!(Code::from_text("LEAD_NOT_FOUND"), Some(Code::LeadNotFound));
/// assert_eq!(Code::from_text("NEW_CODE"), None);
/// assert_eq!(Code::LeadNotFound.definition().status(), Some(404));
/// assert_eq!(Code::all().len(), 5);
///
/// let error = "NEW_CODE".parse::<Code>().expect_err("an unknown code");
/// assert_eq!(error.to_string(), r#""NEW_CODE" is not in the catalog `leads`"#);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the code enum of a catalog",
    label = "expected a code enum",
    note = "write the catalog's code enum, such as `errors::Code`; a derive generates one with `code_enum = \"Code\"`"
)]
pub trait ErrorCode: Copy + Ord + Hash + Debug + 'static {
    /// Returns every code of the catalog, in its order.
    fn all() -> &'static [Self];

    #[doc(hidden)]
    fn table() -> &'static Table;

    /// Returns the index of this code in [`all`](Self::all).
    fn index(self) -> usize;

    /// Returns the error's entry in the catalog.
    fn definition(self) -> Definition {
        Definition::new(Self::table(), self.index())
    }

    /// Returns the code on the wire: a number in decimal.
    fn as_str(self) -> &'static str {
        self.definition().code()
    }

    /// Finds the error with this wire code. If several errors share it, returns the first in the catalog's order.
    ///
    /// A numeric code is found by its decimal text.
    fn from_text(code: &str) -> Option<Self> {
        Self::table().find(code).map(|row| Self::all()[row])
    }

    /// Iterates over all errors with this wire code, in the catalog's order.
    fn all_with_code(code: &str) -> ErrorsWithCode<Self> {
        ErrorsWithCode { next: Self::table().find(code), codes: PhantomData }
    }
}

/// An iterator over the errors with a wire code: see [`ErrorCode::all_with_code`].
#[derive(Debug, Clone)]
pub struct ErrorsWithCode<C> {
    next: Option<usize>,
    codes: PhantomData<C>,
}

impl<C: ErrorCode> Iterator for ErrorsWithCode<C> {
    type Item = C;

    fn next(&mut self) -> Option<C> {
        let row = self.next?;
        self.next = C::table().next_with_same_code(row);
        Some(C::all()[row])
    }
}

/// A generated category enum: one fieldless variant per category of a catalog, in the catalog's order.
///
/// Categories compare by their wire texts, byte by byte, wherever the catalog has them.
///
/// The trait is sealed: only generated code implements it.
pub trait ErrorCategory: Copy + Ord + Hash + Debug + 'static {
    /// Returns every category of the catalog, in its order.
    fn all() -> &'static [Self];

    #[doc(hidden)]
    fn table() -> &'static Table;

    /// Returns the index of this category in [`all`](Self::all).
    fn index(self) -> usize;

    /// Returns the category's wire text.
    fn as_str(self) -> &'static str {
        Self::table().category(self.index()).name
    }

    /// Returns the category's title for people.
    fn title(self) -> &'static str {
        Self::table().category(self.index()).title
    }

    /// Finds the category with this wire text.
    fn from_text(text: &str) -> Option<Self> {
        Self::table().find_category(text).map(|index| Self::all()[index])
    }
}

/// An error of parsing a code or a category: the catalog does not have the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ParseCodeError {
    text: Box<str>,
    catalog: &'static str,
}

impl ParseCodeError {
    #[doc(hidden)]
    pub fn new(text: &str, table: &'static Table) -> Self {
        Self { text: text.into(), catalog: table.name }
    }

    /// Returns the text that was parsed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the name of the catalog.
    pub fn catalog(&self) -> &'static str {
        self.catalog
    }
}

impl Display for ParseCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not in the catalog `{}`", self.text, self.catalog)
    }
}

impl std::error::Error for ParseCodeError {}
