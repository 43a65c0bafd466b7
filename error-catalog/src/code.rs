//! Code and category enums: the traits behind the generated ones.

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
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the code enum of a catalog",
    label = "a code enum is expected here",
    note = "write the catalog's code enum, such as `errors::Code`; a derive generates one with `code_enum = \"Code\"`"
)]
pub trait ErrorCode: Copy + Ord + Hash + Debug + 'static {
    /// Every code of the catalog, in its order.
    fn all() -> &'static [Self];

    #[doc(hidden)]
    fn table() -> &'static Table;

    /// The place of this code in [`all`](Self::all).
    fn index(self) -> usize;

    /// What the catalog says about this error.
    fn definition(self) -> Definition {
        Definition::new(Self::table(), self.index())
    }

    /// The error that this wire code stands for; the first in the catalog's order where several share it.
    ///
    /// A numeric code is found by its decimal text.
    fn from_text(code: &str) -> Option<Self> {
        Self::table().find(code).map(|row| Self::all()[row])
    }

    /// Every error that carries this wire code, in the catalog's order.
    fn carrying(code: &str) -> Carrying<Self> {
        Carrying { next: Self::table().find(code), codes: PhantomData }
    }
}

/// The errors that carry one wire code: see [`ErrorCode::carrying`].
#[derive(Debug, Clone)]
pub struct Carrying<C> {
    next: Option<usize>,
    codes: PhantomData<C>,
}

impl<C: ErrorCode> Iterator for Carrying<C> {
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
pub trait ErrorCategory: Copy + Ord + Hash + Debug + 'static {
    /// Every category of the catalog, in its order.
    fn all() -> &'static [Self];

    #[doc(hidden)]
    fn table() -> &'static Table;

    /// The place of this category in [`all`](Self::all).
    fn index(self) -> usize;

    /// The category's wire text.
    fn text(self) -> &'static str {
        Self::table().category(self.index()).name
    }

    /// The category's title for people.
    fn title(self) -> &'static str {
        Self::table().category(self.index()).title
    }

    /// The category with this wire text.
    fn from_text(text: &str) -> Option<Self> {
        Self::table().find_category(text).map(|place| Self::all()[place])
    }
}

/// The text is no code, or no category, of the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownCode {
    catalog: &'static str,
}

impl UnknownCode {
    #[doc(hidden)]
    pub fn new(table: &'static Table) -> Self {
        Self { catalog: table.name }
    }

    /// The name of the catalog that does not have it.
    pub fn catalog(&self) -> &'static str {
        self.catalog
    }
}

impl Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a code of the catalog `{}`", self.catalog)
    }
}

impl std::error::Error for UnknownCode {}
