//! Attributes: additional data of errors.

use super::message::Message;

/// A declared attribute.
#[derive(Debug)]
#[non_exhaustive]
pub struct AttributeDeclaration {
    /// The name in the catalog.
    pub name: String,
    /// The name of its accessor.
    pub rust: String,
    /// The type of its values.
    pub ty: AttributeType,
}

/// The type of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttributeType {
    /// Text.
    String,
    /// Text with placeholders.
    Template,
    /// A boolean.
    Bool,
    /// A signed integer.
    I64,
    /// An unsigned integer.
    U64,
    /// A floating-point number.
    F64,
    /// A list of texts.
    Strings,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AttributeValue {
    /// Text.
    String(String),
    /// Text with placeholders.
    Template(Message),
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A floating-point number.
    F64(f64),
    /// A list of texts.
    Strings(Vec<String>),
}
