//! The traits that tie an error value to what the catalog says about it.

use crate::code::ErrorCode;
use crate::definition::Definition;
use crate::param::{Arg, FieldIssue};

/// An error that a catalog defines.
///
/// Generated error enums implement it, and so do the enums of single operations. It is object safe, so
/// errors of several catalogs can stand in one list; which catalog a value belongs to is answered at
/// run time by its [`Definition`].
///
/// ```
/// use error_catalog::CatalogError;
///
/// fn log_line(error: &dyn CatalogError) -> String {
///     format!("{} {}", error.definition().code(), error)
/// }
/// # let _ = log_line;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error of a catalog",
    label = "this type is not an error of a catalog",
    note = "an error of another crate is the cause of a catalog error: mark its field with `#[error_catalog(source)]` or `#[error_catalog(from)]`, not its variant with `transparent`"
)]
pub trait CatalogError: std::error::Error {
    /// Which row of which catalog this value is an instance of.
    fn definition(&self) -> Definition;

    /// The value of the parameter at that place in [`Definition::params`], borrowed.
    ///
    /// [`Arg::Absent`] where there is no such parameter or an optional one has no value.
    fn arg(&self, slot: usize) -> Arg<'_>;

    /// What is wrong with single fields of the request; empty for errors that the catalog does not mark
    /// with `issues = true`.
    fn issues(&self) -> &[FieldIssue] {
        &[]
    }
}

/// What a pointer to an error hands through. A box of an error of unknown type is no error in the standard
/// library, so that one takes sized types alone.
macro_rules! hand_through {
    ($([$($sized:tt)*] $pointer:ty;)*) => { $(
        impl<T: CatalogError $($sized)*> CatalogError for $pointer {
            fn definition(&self) -> Definition {
                T::definition(self)
            }

            fn arg(&self, slot: usize) -> Arg<'_> {
                T::arg(self, slot)
            }

            fn issues(&self) -> &[FieldIssue] {
                T::issues(self)
            }
        }
    )* };
}

hand_through! {
    [+ ?Sized] &T;
    [+ ?Sized] std::sync::Arc<T>;
    [] Box<T>;
}

/// An error type whose every variant belongs to one catalog.
///
/// ```
/// use error_catalog::{Catalogued, ErrorCode};
///
/// fn is_known<E: Catalogued>(code: &str) -> bool {
///     E::Code::from_text(code).is_some()
/// }
/// # let _ = is_known::<Never>;
/// # use error_catalog::{Arg, CatalogError, Definition};
/// # #[derive(Debug)] enum Never {}
/// # #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)] enum Code {}
/// # impl std::fmt::Display for Never { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } }
/// # impl std::error::Error for Never {}
/// # impl CatalogError for Never { fn definition(&self) -> Definition { match *self {} } fn arg(&self, _: usize) -> Arg<'_> { match *self {} } }
/// # impl Catalogued for Never { type Code = Code; fn code(&self) -> Code { match *self {} } }
/// # impl ErrorCode for Code {
/// #     fn all() -> &'static [Self] { &[] }
/// #     fn table() -> &'static error_catalog::__private::Table { unimplemented!() }
/// #     fn index(self) -> usize { match self {} }
/// # }
/// ```
pub trait Catalogued: CatalogError {
    /// The catalog's code enum.
    type Code: ErrorCode;

    /// Which error of the catalog this is.
    fn code(&self) -> Self::Code;
}
