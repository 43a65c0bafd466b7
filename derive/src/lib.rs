//! `#[derive(ErrorCatalog)]`: holds an error enum of your own to an error catalog.
//!
//! Use it through `error-catalog` with its feature `derive`; the documentation stands there.

mod attributes;
mod cache;
mod expand;
mod fallback;
mod from;
mod input;
mod mistakes;
mod names;
mod types;
mod variants;

/// Makes an enum of your own the errors of a catalog, and holds it to it at compile time.
///
/// ```ignore
/// use error_catalog::ErrorCatalog;
///
/// #[derive(Debug, ErrorCatalog)]
/// #[error_catalog("errors.toml")]
/// enum Error {
///     NotFound { resource: String },
///     #[error_catalog(code = "RATE_LIMIT_EXCEEDED")]
///     TooFast { retry_after: u32 },
///     Storage { #[error_catalog(from)] source: std::io::Error },
///     #[error_catalog(transparent)]
///     Billing(#[error_catalog(from)] billing::Error),
/// }
/// ```
///
/// The path is relative to the folder of the package's `Cargo.toml`. A change of any file of the catalog compiles
/// the crate again. Editors keep the expansion until the enum itself changes.
///
/// # On the enum
///
/// | setting | meaning |
/// | --- | --- |
/// | `"errors.toml"` | the catalog's main file |
/// | `subset` | not every error of the catalog needs a variant |
/// | `operation = "get_lead"` | the errors are those of this operation of the catalog: all of them, and no other |
/// | `allow_outside` | the catalog may include files outside of its project: the folder with `.git` around it, or with `Cargo.toml` |
/// | `display = false` | `Display` and `Error` are yours, or thiserror's |
/// | `code_enum = "Code"` | generates the code enum of that name, and `Catalogued` where no variant is transparent |
/// | `category_enum = "Category"` | generates the category enum of that name |
/// | `methods` | generates `status()`, `is_…()` and accessors of attributes on the enum, `code()` and `category()` where their enums are generated |
/// | `crate = "path"` | where the crate `error-catalog` is found |
///
/// # On a variant
///
/// A variant is the error whose Rust name it has.
///
/// | setting | meaning |
/// | --- | --- |
/// | `code = "NOT_FOUND"` | it is the error with this key, or this wire code |
/// | `transparent` | it is whatever the catalog error in its only field is, of this or another catalog |
///
/// # On a field
///
/// A named field is the parameter of that name; the fields of a tuple are the parameters in their order.
///
/// | setting | meaning |
/// | --- | --- |
/// | `param = "retryAfter"` | it is this parameter |
/// | `source` | it is the cause; a field called `source` is without saying so |
/// | `from` | it is the cause, and `?` makes this variant of it |
/// | `issues` | it is the list of field issues; a field called `issues` is without saying so |
/// | `from = "validator::ValidationErrors"` | beside `issues`: `?` makes this variant of that type by its `FieldIssues`; may stand several times |
/// | `internal` | it is not the catalog's business |
#[proc_macro_derive(ErrorCatalog, attributes(error_catalog))]
pub fn derive_error_catalog(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::expand(input.into()).into()
}
