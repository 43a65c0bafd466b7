//! Parameter values, borrowed from the fields of error variants.

use std::borrow::Cow;
use std::fmt::{self, Display};

use crate::json::Json;
use crate::timestamp::Timestamp;

/// The value of a parameter, borrowed from its error.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Arg<'a> {
    /// An absent value: an optional parameter without a value, or an unknown parameter.
    Absent,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A floating-point number.
    F64(f64),
    /// Text.
    Str(&'a str),
    /// A value of a user-defined type, written with `Display`.
    Display(&'a dyn Display),
    /// A timestamp, written as RFC 3339.
    Timestamp(Timestamp),
    /// JSON text.
    Json(&'a Json),
    /// A JSON document of `serde_json`.
    #[cfg(feature = "serde_json")]
    Value(&'a serde_json::Value),
    /// A list of values.
    List(&'a dyn List),
}

impl Arg<'_> {
    /// Returns whether the value is absent.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// Writes the value as in a message: an absent value is empty, and a list is separated by commas.
impl Display for Arg<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => Ok(()),
            Self::Bool(value) => Display::fmt(value, f),
            Self::I64(value) => Display::fmt(value, f),
            Self::U64(value) => Display::fmt(value, f),
            Self::F64(value) => Display::fmt(value, f),
            Self::Str(value) => f.write_str(value),
            Self::Display(value) => write!(f, "{value}"),
            Self::Timestamp(value) => Display::fmt(value, f),
            Self::Json(value) => f.write_str(value.as_str()),
            #[cfg(feature = "serde_json")]
            Self::Value(value) => write!(f, "{value}"),
            Self::List(list) => (0..list.len()).try_for_each(|i| {
                f.write_str(if i > 0 { ", " } else { "" })?;
                list.item(i).fmt(f)
            }),
        }
    }
}

/// Writes the value like [`Display`], with text in quotes.
impl fmt::Debug for Arg<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("none"),
            Self::Str(value) => write!(f, "{value:?}"),
            Self::Display(value) => write!(f, "{:?}", value.to_string()),
            Self::List(list) => f.debug_list().entries((0..list.len()).map(|i| list.item(i))).finish(),
            other => Display::fmt(other, f),
        }
    }
}

/// A list of values, whatever their type.
pub trait List {
    /// Returns the number of values.
    fn len(&self) -> usize;

    /// Returns whether the list is empty.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the value at this index, or [`Arg::Absent`] past the end.
    fn item(&self, index: usize) -> Arg<'_>;
}

impl<T: Item> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn item(&self, index: usize) -> Arg<'_> {
        self.get(index).map_or(Arg::Absent, Item::item)
    }
}

/// A type for the items of a list parameter.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an item of a list parameter",
    label = "expected an item of a list",
    note = "write `impl error_catalog::param::Item for {Self} {{ fn item(&self) -> error_catalog::param::Arg<'_> {{ … }} }}`"
)]
pub trait Item {
    /// Returns the value, borrowed.
    fn item(&self) -> Arg<'_>;
}

/// The parameter types of a catalog, as types: the `K` of [`Param`].
pub mod kind {
    use std::marker::PhantomData;

    /// `string`
    #[derive(Debug)]
    pub enum Text {}
    // The compiler's messages show these names, which are those of the catalog.
    /// `bool`
    pub type Bool = bool;
    /// `i64`
    pub type I64 = i64;
    /// `u64`
    pub type U64 = u64;
    /// `f64`
    pub type F64 = f64;
    /// `timestamp`
    #[derive(Debug)]
    pub enum Timestamp {}
    /// `uuid`
    #[derive(Debug)]
    pub enum Uuid {}
    /// `json`
    #[derive(Debug)]
    pub enum Json {}
    /// A list: `[string]`, `[u64]` …
    #[derive(Debug)]
    pub struct List<K>(PhantomData<K>);
    /// A parameter with `optional = true`.
    #[derive(Debug)]
    pub struct Optional<K>(PhantomData<K>);
}

/// A Rust type that can represent parameters of the catalog type `K`.
///
/// Every type with `Display` can represent `string` and `uuid`. Rust's number types can represent
/// the catalog types that hold them without loss. Implement the trait for your own types otherwise.
///
/// ```
/// use error_catalog::param::{Arg, Param, kind};
///
/// struct LeadId(u64);
///
/// impl Param<kind::U64> for LeadId {
///     fn arg(&self) -> Arg<'_> {
///         Arg::U64(self.0)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot represent a parameter of the catalog type `{K}`",
    label = "the catalog declares `{K}` for this parameter",
    note = "write `impl error_catalog::param::Param<{K}> for {Self} {{ fn arg(&self) -> error_catalog::param::Arg<'_> {{ … }} }}`",
    note = "`arg` returns `Arg::U64(…)` for `u64`, `Arg::I64(…)` for `i64`, `Arg::F64(…)` for `f64`, `Arg::Bool(…)` for `bool`, `Arg::Timestamp(…)` for `timestamp`, `Arg::Json(…)` for `json`; a type with `Display` carries `string` and `uuid`"
)]
pub trait Param<K> {
    /// Returns the value, borrowed.
    fn arg(&self) -> Arg<'_>;
}

impl<T: Display> Param<kind::Text> for T {
    fn arg(&self) -> Arg<'_> {
        Arg::Display(self)
    }
}

impl<T: Display> Param<kind::Uuid> for T {
    fn arg(&self) -> Arg<'_> {
        Arg::Display(self)
    }
}

impl<K, T: Param<K>> Param<kind::Optional<K>> for Option<T> {
    fn arg(&self) -> Arg<'_> {
        self.as_ref().map_or(Arg::Absent, Param::arg)
    }
}

impl<K, T: Param<K> + Item> Param<kind::List<K>> for Vec<T> {
    fn arg(&self) -> Arg<'_> {
        Arg::List(self)
    }
}

/// Implements the trait for types that represent one kind of parameter by value.
macro_rules! carries {
    ($($kind:ident $variant:ident($as:ty): $($ty:ty)*;)*) => { $($(
        impl Param<kind::$kind> for $ty {
            fn arg(&self) -> Arg<'_> {
                Arg::$variant(<$as>::from(*self))
            }
        }
    )*)* };
}

carries! {
    Bool Bool(bool): bool;
    U64 U64(u64): u8 u16 u32 u64;
    I64 I64(i64): i8 i16 i32 i64 u8 u16 u32;
    F64 F64(f64): f32 f64 i8 i16 i32 u8 u16 u32;
    Timestamp Timestamp(Timestamp): Timestamp;
}

impl Param<kind::U64> for usize {
    fn arg(&self) -> Arg<'_> {
        // Lossless: Rust has no target with more than 64 bits.
        Arg::U64(*self as u64)
    }
}

impl Param<kind::I64> for isize {
    fn arg(&self) -> Arg<'_> {
        // Lossless, as above.
        Arg::I64(*self as i64)
    }
}

impl Param<kind::Json> for Json {
    fn arg(&self) -> Arg<'_> {
        Arg::Json(self)
    }
}

#[cfg(feature = "serde_json")]
impl Param<kind::Json> for serde_json::Value {
    fn arg(&self) -> Arg<'_> {
        Arg::Value(self)
    }
}

/// Implements the trait for types of list items.
macro_rules! items {
    ($($ty:ty: $self:ident => $arg:expr;)*) => { $(
        impl Item for $ty {
            fn item(&self) -> Arg<'_> {
                let $self = self;
                $arg
            }
        }
    )* };
}

items! {
    String: text => Arg::Str(text);
    &str: text => Arg::Str(text);
    Cow<'_, str>: text => Arg::Str(text);
    bool: value => Arg::Bool(*value);
    i64: value => Arg::I64(*value);
    i32: value => Arg::I64(i64::from(*value));
    u64: value => Arg::U64(*value);
    u32: value => Arg::U64(u64::from(*value));
    f64: value => Arg::F64(*value);
    f32: value => Arg::F64(f64::from(*value));
    i16: value => Arg::I64(i64::from(*value));
    i8: value => Arg::I64(i64::from(*value));
    u16: value => Arg::U64(u64::from(*value));
    u8: value => Arg::U64(u64::from(*value));
    Box<str>: text => Arg::Str(text);
    std::sync::Arc<str>: text => Arg::Str(text);
    Timestamp: value => Arg::Timestamp(*value);
    Json: value => Arg::Json(value);
}

/// Implements the trait for text, which must be RFC 3339.
macro_rules! timestamp_text {
    ($($ty:ty)*) => { $(
        impl Param<kind::Timestamp> for $ty {
            fn arg(&self) -> Arg<'_> {
                Arg::Str(self)
            }
        }
    )* };
}

timestamp_text!(String &str Cow<'_, str>);
