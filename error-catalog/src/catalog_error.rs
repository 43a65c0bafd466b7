//! The traits that connect an error value to its definition in the catalog.

use crate::code::ErrorCode;
use crate::definition::Definition;
use crate::field_issues::FieldIssue;
use crate::param::Arg;

/// An error that a catalog defines.
///
/// Generated error enums implement it, and so do the enums of single operations. It is object safe, so
/// errors of several catalogs can be in one list. The [`Definition`] of a value names its catalog at run time.
///
/// ```
/// use error_catalog::CatalogError;
/// use leads::Error;
///
/// fn log_line(error: &dyn CatalogError) -> String {
///     format!("{} {error}", error.definition().code())
/// }
/// assert_eq!(log_line(&Error::LeadNotFound { id: 7 }), "LEAD_NOT_FOUND No lead has the id 7.");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error of a catalog",
    label = "this type is not an error of a catalog",
    note = "if this error of another crate is a cause, mark its field with `#[error_catalog(source)]` \
        or `#[error_catalog(from)]`, not its variant with `transparent`"
)]
pub trait CatalogError: std::error::Error {
    /// Returns the error's entry in its catalog.
    fn definition(&self) -> Definition;

    /// Returns the value of the parameter at this index of [`Definition::params`], borrowed.
    ///
    /// [`Arg::Absent`] if there is no such parameter, or if an optional one has no value.
    fn arg(&self, slot: usize) -> Arg<'_>;

    /// Returns the invalid fields of the request. Empty for errors that the catalog does not mark with `issues = true`.
    fn issues(&self) -> &[FieldIssue] {
        &[]
    }
}

/// Implements the trait for a pointer to an error. The standard library does not implement `Error`
/// for a box of an unsized error, so `Box` supports only sized types.
macro_rules! delegate {
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

delegate! {
    [+ ?Sized] &T;
    [+ ?Sized] std::sync::Arc<T>;
    [] Box<T>;
}

/// An error type whose variants all belong to one catalog.
///
/// ```
/// use error_catalog::{Catalogued, ErrorCode};
/// use leads::{Code, Error};
///
/// fn is_known<E: Catalogued>(code: &str) -> bool {
///     E::Code::from_text(code).is_some()
/// }
/// assert!(is_known::<Error>("LEAD_NOT_FOUND") && !is_known::<Error>("NEW_CODE"));
/// assert_eq!(Catalogued::code(&Error::LeadNotFound { id: 7 }), Code::LeadNotFound);
/// ```
pub trait Catalogued: CatalogError {
    /// The catalog's code enum.
    type Code: ErrorCode;

    /// Returns the error's code.
    fn code(&self) -> Self::Code;
}
