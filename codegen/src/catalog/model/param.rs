//! Parameters of errors.

use crate::catalog::params::ParamType;
use crate::source::Location;

/// A parameter of an error.
#[derive(Debug)]
#[non_exhaustive]
pub struct Param {
    /// The name in the catalog.
    pub name: String,
    /// The name of the Rust field.
    pub rust: String,
    /// The name on the wire.
    pub wire: String,
    /// The type.
    pub ty: ParamType,
    /// `true` if the value can be absent.
    pub optional: bool,
    /// `true` if `$params` contains it.
    pub detail: bool,
    /// `true` if it appears only in logs.
    pub internal: bool,
    /// The description.
    pub description: Option<String>,
    /// The example value, as text.
    pub example: Option<String>,
    /// The location in the catalog.
    pub location: Location,
}
