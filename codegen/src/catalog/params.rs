//! The types of parameters.

/// The type of a single value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// Text.
    String,
    /// A boolean.
    Bool,
    /// A signed integer of 64 bits.
    I64,
    /// An unsigned integer of 64 bits.
    U64,
    /// A floating-point number of 64 bits.
    F64,
    /// A timestamp: RFC 3339 on the wire.
    Timestamp,
    /// A UUID: text on the wire (RFC 9562).
    Uuid,
    /// Any JSON.
    Json,
}

impl Scalar {
    /// All types, in the order of the packed table's type numbers.
    pub const ALL: [Self; 8] =
        [Self::String, Self::Bool, Self::I64, Self::U64, Self::F64, Self::Timestamp, Self::Uuid, Self::Json];

    /// Returns the name in a catalog.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Bool => "bool",
            Self::I64 => "i64",
            Self::U64 => "u64",
            Self::F64 => "f64",
            Self::Timestamp => "timestamp",
            Self::Uuid => "uuid",
            Self::Json => "json",
        }
    }
}

/// The type of a parameter: a value, or a list of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct ParamType {
    /// The type of the value, or of the items of the list.
    pub scalar: Scalar,
    /// `true` if it is a list.
    pub list: bool,
}

impl ParamType {
    /// Parses `string` or `[string]`.
    pub fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        let scalar = Scalar::ALL.into_iter().find(|scalar| scalar.name() == inner.unwrap_or(text))?;
        Some(Self { scalar, list: inner.is_some() })
    }

    /// Returns the name in a catalog.
    pub fn name(self) -> String {
        if self.list { format!("[{}]", self.scalar.name()) } else { self.scalar.name().to_owned() }
    }
}
