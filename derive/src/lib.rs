//! `#[derive(ErrorCatalog)]` checks your own error enum against an error catalog.
//!
//! Use it through `error-catalog` with the feature `derive`.

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

/// Implements the errors of a catalog for your own enum, and checks the enum at compile time.
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
/// The path is relative to the folder of the package's `Cargo.toml`. The crate is compiled again if
/// a file of the catalog changes. Editors keep the expansion until the enum itself changes.
///
/// # On the enum
///
/// | setting | meaning |
/// | --- | --- |
/// | `"errors.toml"` | the catalog's main file |
/// | `subset` | the enum does not need a variant for every error |
/// | `operation = "get_lead"` | the enum has exactly the errors of this operation |
/// | `allow_outside` | the catalog can include files outside its project, the parent folder with
/// `.git` or `Cargo.toml` |
/// | `display = false` | you implement `Display` and `Error`, for example with thiserror |
/// | `code_enum = "Code"` | generates the code enum with this name, and `Catalogued` if no variant
/// is transparent |
/// | `category_enum = "Category"` | generates the category enum with this name |
/// | `methods` | generates `status()`, `is_…()` and accessors of attributes on the enum, and
/// `code()` and `category()` if their enums are generated |
/// | `crate = "path"` | the path of the crate `error-catalog` |
///
/// # On a variant
///
/// The name of a variant is the Rust name of its error.
///
/// | setting | meaning |
/// | --- | --- |
/// | `code = "NOT_FOUND"` | the error with this key or wire code |
/// | `transparent` | forwards to the error in its only field, of this or another catalog |
///
/// # On a field
///
/// The name of a field is the name of its parameter. The fields of a tuple are the parameters in
/// their order.
///
/// | setting | meaning |
/// | --- | --- |
/// | `param = "retryAfter"` | the field is this parameter |
/// | `source` | the field is the cause, as is a field with the name `source` |
/// | `from` | the field is the cause, and `?` converts it to this variant |
/// | `issues` | the field is the list of field issues, as is a field with the name `issues` |
/// | `from = "validator::ValidationErrors"` | with `issues`: `?` converts this type with
/// `FieldIssues` to this variant; can be repeated |
/// | `internal` | the catalog ignores the field |
#[proc_macro_derive(ErrorCatalog, attributes(error_catalog))]
pub fn derive_error_catalog(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::expand(input.into()).into()
}
