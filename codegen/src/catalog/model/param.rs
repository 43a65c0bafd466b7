//! Parameters of errors.

use crate::catalog::params::ParamType;
use crate::source::Location;

/// A parameter of an error.
#[derive(Debug)]
#[non_exhaustive]
pub struct Param {
    /// The name in the catalog.
    pub name: String,
    /// The field's name.
    pub rust: String,
    /// The name on the wire.
    pub wire: String,
    /// The type.
    pub ty: ParamType,
    /// Whether it may be absent.
    pub optional: bool,
    /// Whether `$params` holds it.
    pub detail: bool,
    /// Whether it is for logs alone.
    pub internal: bool,
    /// What it means.
    pub description: Option<String>,
    /// A value for the documentation's examples, as text.
    pub example: Option<String>,
    /// Where it stands in the catalog.
    pub location: Location,
}
