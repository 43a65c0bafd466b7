//! Values of catalog types, owned or borrowed from a response.

use std::borrow::Cow;
use std::fmt;

pub use crate::json::{Json, ParseJsonError};
pub use crate::timestamp::{Timestamp, TimestampError};

use crate::param::Arg;
use crate::param::Item;

/// A value of a catalog type, owned or borrowed from the bytes of a response.
///
/// ```
/// use error_catalog::Value;
///
/// let value = Value::from("cs_demo");
/// assert_eq!(value.as_str(), Some("cs_demo"));
/// assert_eq!(Value::from(45_u64).to_string(), "45");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// `bool`
    Bool(bool),
    /// `i64`
    I64(i64),
    /// `u64`
    U64(u64),
    /// `f64`
    F64(f64),
    /// `string` and `uuid`
    Text(Cow<'a, str>),
    /// `timestamp`
    Timestamp(Timestamp),
    /// `json`
    Json(Json),
    /// A list of values of one type.
    List(Vec<Value<'a>>),
}

impl<'a> Value<'a> {
    /// Returns the value, borrowed.
    pub fn arg(&self) -> Arg<'_> {
        match self {
            Self::Bool(value) => Arg::Bool(*value),
            Self::I64(value) => Arg::I64(*value),
            Self::U64(value) => Arg::U64(*value),
            Self::F64(value) => Arg::F64(*value),
            Self::Text(text) => Arg::Str(text),
            Self::Timestamp(time) => Arg::Timestamp(*time),
            Self::Json(json) => Arg::Json(json),
            Self::List(values) => Arg::List(values),
        }
    }

    /// Returns the value of a `bool`.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// Returns the text of a `string` or `uuid`.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Returns the value of a `u64`, or of a non-negative `i64`.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::U64(value) => Some(*value),
            Self::I64(value) => u64::try_from(*value).ok(),
            _ => None,
        }
    }

    /// Returns the value of an `i64`, or of a `u64` that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::I64(value) => Some(*value),
            Self::U64(value) => i64::try_from(*value).ok(),
            _ => None,
        }
    }

    /// Returns the value of an `f64`.
    pub fn as_f64(&self) -> Option<f64> {
        if let Self::F64(value) = self { Some(*value) } else { None }
    }

    /// Returns the value of a `timestamp`.
    pub fn as_timestamp(&self) -> Option<Timestamp> {
        if let Self::Timestamp(time) = self { Some(*time) } else { None }
    }

    /// Returns the value of a `json`.
    pub fn as_json(&self) -> Option<&Json> {
        if let Self::Json(json) = self { Some(json) } else { None }
    }

    /// Returns the values of a list.
    ///
    /// ```
    /// use error_catalog::Value;
    ///
    /// let list = Value::List(vec![Value::from(true), Value::from(0.5)]);
    /// let [first, second] = list.as_list().unwrap_or_default() else { panic!("a list of two values") };
    /// assert_eq!((first.as_bool(), second.as_f64()), (Some(true), Some(0.5)));
    /// assert_eq!(list.as_str(), None);
    /// ```
    pub fn as_list(&self) -> Option<&[Value<'a>]> {
        if let Self::List(values) = self { Some(values) } else { None }
    }

    /// Returns the same value, borrowing nothing.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Bool(value) => Value::Bool(value),
            Self::I64(value) => Value::I64(value),
            Self::U64(value) => Value::U64(value),
            Self::F64(value) => Value::F64(value),
            Self::Text(text) => Value::Text(text.into_owned().into()),
            Self::Timestamp(time) => Value::Timestamp(time),
            Self::Json(json) => Value::Json(json),
            Self::List(values) => Value::List(values.into_iter().map(Value::into_owned).collect()),
        }
    }
}

/// Writes the value as in a message.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.arg().fmt(f)
    }
}

impl Item for Value<'_> {
    fn item(&self) -> Arg<'_> {
        self.arg()
    }
}

macro_rules! from {
    ($($variant:ident: $($ty:ty)*;)*) => { $($(
        impl<'a> From<$ty> for Value<'a> {
            fn from(value: $ty) -> Self {
                Self::$variant(value.into())
            }
        }
    )*)* };
}

from! {
    Bool: bool;
    I64: i8 i16 i32 i64;
    U64: u8 u16 u32 u64;
    F64: f32 f64;
    Text: &'a str String Cow<'a, str>;
    Timestamp: Timestamp;
    Json: Json;
}
