//! Functions that borrow parameters with a single value. Each catalog type has its own trait, so
//! that the compiler's message names the catalog type and the missing implementation.

use super::{Arg, Param, kind};

/// Defines the traits, each with its message.
macro_rules! carriers {
    ($($carries:ident $kind:ident: $message:literal, $label:literal, $note:literal;)*) => { $(
        /// See the message.
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        pub trait $carries: Param<kind::$kind> {}

        impl<T: Param<kind::$kind>> $carries for T {}
    )* };
}

carriers! {
    CarriesText Text:
        "`{Self}` cannot represent a parameter of the catalog type `string`",
        "the catalog declares `string` for this parameter",
        "implement `std::fmt::Display` for `{Self}`, which writes the value";
    CarriesBool Bool:
        "`{Self}` cannot represent a parameter of the catalog type `bool`",
        "the catalog declares `bool` for this parameter",
        "write `impl error_catalog::param::Param<error_catalog::param::kind::Bool> for {Self} {{ fn arg(&self) -> error_catalog::param::Arg<'_> {{ error_catalog::param::Arg::Bool(…) }} }}`";
    CarriesI64 I64:
        "`{Self}` cannot represent a parameter of the catalog type `i64`",
        "the catalog declares `i64` for this parameter",
        "write `impl error_catalog::param::Param<error_catalog::param::kind::I64> for {Self} {{ fn arg(&self) -> error_catalog::param::Arg<'_> {{ error_catalog::param::Arg::I64(…) }} }}`";
    CarriesU64 U64:
        "`{Self}` cannot represent a parameter of the catalog type `u64`",
        "the catalog declares `u64` for this parameter",
        "write `impl error_catalog::param::Param<error_catalog::param::kind::U64> for {Self} {{ fn arg(&self) -> error_catalog::param::Arg<'_> {{ error_catalog::param::Arg::U64(…) }} }}`";
    CarriesF64 F64:
        "`{Self}` cannot represent a parameter of the catalog type `f64`",
        "the catalog declares `f64` for this parameter",
        "write `impl error_catalog::param::Param<error_catalog::param::kind::F64> for {Self} {{ fn arg(&self) -> error_catalog::param::Arg<'_> {{ error_catalog::param::Arg::F64(…) }} }}`";
    CarriesTimestamp Timestamp:
        "`{Self}` cannot represent a parameter of the catalog type `timestamp`",
        "the catalog declares `timestamp` for this parameter",
        "write `impl error_catalog::param::Param<error_catalog::param::kind::Timestamp> for {Self} {{ fn arg(&self) -> error_catalog::param::Arg<'_> {{ error_catalog::param::Arg::Timestamp(…) }} }}`";
    CarriesUuid Uuid:
        "`{Self}` cannot represent a parameter of the catalog type `uuid`",
        "the catalog declares `uuid` for this parameter",
        "implement `std::fmt::Display` for `{Self}`, which writes the value";
    CarriesJson Json:
        "`{Self}` cannot represent a parameter of the catalog type `json`",
        "the catalog declares `json` for this parameter",
        "write `impl error_catalog::param::Param<error_catalog::param::kind::Json> for {Self} {{ fn arg(&self) -> error_catalog::param::Arg<'_> {{ error_catalog::param::Arg::Json(…) }} }}`";
}

/// Borrows a `string`.
pub fn text<T: CarriesText>(value: &T) -> Arg<'_> {
    value.arg()
}

/// Borrows a `bool`.
pub fn bool<T: CarriesBool>(value: &T) -> Arg<'_> {
    value.arg()
}

/// Borrows a `i64`.
pub fn i64<T: CarriesI64>(value: &T) -> Arg<'_> {
    value.arg()
}

/// Borrows a `u64`.
pub fn u64<T: CarriesU64>(value: &T) -> Arg<'_> {
    value.arg()
}

/// Borrows a `f64`.
pub fn f64<T: CarriesF64>(value: &T) -> Arg<'_> {
    value.arg()
}

/// Borrows a `timestamp`.
pub fn timestamp<T: CarriesTimestamp>(value: &T) -> Arg<'_> {
    value.arg()
}

/// Borrows a `uuid`.
pub fn uuid<T: CarriesUuid>(value: &T) -> Arg<'_> {
    value.arg()
}

/// Borrows a `json`.
pub fn json<T: CarriesJson>(value: &T) -> Arg<'_> {
    value.arg()
}
