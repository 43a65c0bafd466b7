//! What generated code uses. Not part of the public interface: it changes with the generator.

pub mod carry;

use std::cmp::Ordering;

pub use crate::catalog_error::{CatalogError, Catalogued};
pub use crate::code::{ErrorCategory, ErrorCode, ErrorsWithCode, ParseCodeError};
pub use crate::definition::{Definition, Texts};
pub use crate::encoding::{Encoding, Filter};
pub use crate::envelope::{Envelope, Insertion, Item, Member, Node, Part, RequestValue, Slot};
pub use crate::field_issues::{FieldIssue, FieldIssues};
pub use crate::fmt::{debug, message};
pub use crate::lookup::bucket;
pub use crate::packed::{Category, Data, StatusAdvice, Table, entries};
pub use crate::param::{Arg, Param, kind};
pub use crate::retry::{Backoff, Jitter, RetryPolicy};
pub use crate::testing::assert_error;

/// The layout of [`Table`]. Generated code names it, so that a generator of another version fails with
/// this name in the message rather than with a puzzle.
pub const LAYOUT_7: () = ();

/// The order of two codes: see [`ErrorCode`].
pub fn compare_codes<C: ErrorCode>(a: C, b: C) -> Ordering {
    let key = |definition: Definition| match definition.code_number() {
        Some(number) => (number, "", definition.name()),
        None => (0, definition.code(), definition.name()),
    };
    let (a, b) = (a.definition(), b.definition());
    let texts_last = a.code_number().is_none().cmp(&b.code_number().is_none());
    texts_last.then_with(|| key(a).cmp(&key(b)))
}

/// The order of two categories: see [`ErrorCategory`].
pub fn compare_categories<C: ErrorCategory>(a: C, b: C) -> Ordering {
    a.as_str().cmp(b.as_str())
}

/// The value at that place of a variant's parameters.
pub fn pick<'a>(slot: usize, args: &[Arg<'a>]) -> Arg<'a> {
    args.get(slot).copied().unwrap_or(Arg::Absent)
}

/// What features make of a code enum.
#[doc(hidden)]
#[macro_export]
macro_rules! __code {
    ($code:ident) => {
        $crate::__serde_code!($code);
        $crate::__utoipa_schema! { { } { $code } { } { $crate::__private::code_schema::<$code>() } }
    };
}

/// What features make of a category enum.
#[doc(hidden)]
#[macro_export]
macro_rules! __category {
    ($category:ident) => {
        $crate::__serde_category!($category);
        $crate::__utoipa_schema! { { } { $category } { } { $crate::__private::category_schema::<$category>() } }
    };
}

/// `Serialize` and `Deserialize` for a code enum, as its wire form: a number where the code is one.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_code {
    ($code:ident) => {
        const _: () = {
            use $crate::__private::serde;
            #[automatically_derived]
            impl serde::Serialize for $code {
                fn serialize<S: serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                    $crate::__private::serialize_code(*self, to)
                }
            }
            #[automatically_derived]
            impl<'de> serde::Deserialize<'de> for $code {
                fn deserialize<D: serde::Deserializer<'de>>(
                    from: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    $crate::__private::deserialize_code(from)
                }
            }
        };
    };
}

/// Nothing: the feature `serde` is off.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_code {
    ($code:ident) => {};
}

/// `Serialize` and `Deserialize` for a category enum, as its wire text.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_category {
    ($category:ident) => {
        const _: () = {
            use $crate::__private::serde;
            #[automatically_derived]
            impl serde::Serialize for $category {
                fn serialize<S: serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                    to.serialize_str($crate::code::ErrorCategory::as_str(*self))
                }
            }
            #[automatically_derived]
            impl<'de> serde::Deserialize<'de> for $category {
                fn deserialize<D: serde::Deserializer<'de>>(
                    from: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    $crate::__private::deserialize_category(from)
                }
            }
        };
    };
}

/// Nothing: the feature `serde` is off.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_category {
    ($category:ident) => {};
}

#[cfg(feature = "serde")]
pub use self::with_serde::{deserialize_category, deserialize_code, serialize_code};
#[cfg(feature = "serde")]
pub use serde;

#[cfg(feature = "serde")]
mod with_serde {
    use std::fmt;
    use std::marker::PhantomData;

    use serde::de::{Error, Unexpected, Visitor};
    use serde::{Deserializer, Serializer};

    use crate::code::{ErrorCategory, ErrorCode};

    pub fn serialize_code<C: ErrorCode, S: Serializer>(code: C, to: S) -> Result<S::Ok, S::Error> {
        let definition = code.definition();
        match definition.code_number() {
            Some(number) => to.serialize_i64(number),
            None => to.serialize_str(definition.code()),
        }
    }

    pub fn deserialize_code<'de, C: ErrorCode, D: Deserializer<'de>>(from: D) -> Result<C, D::Error> {
        from.deserialize_any(CodeVisitor(PhantomData))
    }

    struct CodeVisitor<C>(PhantomData<C>);

    impl<C: ErrorCode> CodeVisitor<C> {
        /// The code with that text, if the wire form of a code with that text is the one that came in.
        fn find(text: &str, numeric: bool) -> Option<C> {
            C::from_text(text).filter(|code| code.definition().code_number().is_some() == numeric)
        }
    }

    impl<C: ErrorCode> Visitor<'_> for CodeVisitor<C> {
        type Value = C;

        // Short on purpose: a list of a thousand codes helps nobody and takes longer than the request.
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a code of the catalog `{}`", C::table().name)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<C, E> {
            Self::find(text, false).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<C, E> {
            Self::find(&number.to_string(), true)
                .ok_or_else(|| E::invalid_value(Unexpected::Signed(number), &self))
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<C, E> {
            Self::find(&number.to_string(), true)
                .ok_or_else(|| E::invalid_value(Unexpected::Unsigned(number), &self))
        }
    }

    pub fn deserialize_category<'de, C: ErrorCategory, D: Deserializer<'de>>(from: D) -> Result<C, D::Error> {
        from.deserialize_str(CategoryVisitor(PhantomData))
    }

    struct CategoryVisitor<C>(PhantomData<C>);

    impl<C: ErrorCategory> Visitor<'_> for CategoryVisitor<C> {
        type Value = C;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a category of the catalog `{}`", C::table().name)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<C, E> {
            C::from_text(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
        }
    }
}

/// Makes an error enum a response of the web frameworks that features name, and of documents. Each argument stands in braces:
/// the generic parameters, the type with its arguments, the bounds with a comma after each, the rows of the catalog, the types
/// that are handed through.
#[doc(hidden)]
#[macro_export]
macro_rules! __response {
    ($params:tt $error:tt $bounds:tt $rows:tt $inner:tt) => {
        $crate::__axum! { $params $error $bounds }
        $crate::__actix_web! { $params $error $bounds }
        $crate::__utoipa! { $params $error $bounds $rows $inner }
    };
}

#[cfg(feature = "axum")]
#[doc(hidden)]
#[macro_export]
macro_rules! __axum {
    ({ $($params:tt)* } { $($error:tt)* } { $($bounds:tt)* }) => {
        #[automatically_derived]
        impl $($params)* $crate::__private::axum_core::response::IntoResponse for $($error)* $($bounds)* {
            fn into_response(self) -> $crate::__private::axum_core::response::Response {
                $crate::__private::axum_response(&self)
            }
        }
    };
}

/// Nothing: the feature `axum` is off.
#[cfg(not(feature = "axum"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __axum {
    ($($tokens:tt)*) => {};
}

#[cfg(feature = "actix-web")]
#[doc(hidden)]
#[macro_export]
macro_rules! __actix_web {
    ({ $($params:tt)* } { $($error:tt)* } { $($bounds:tt)* }) => {
        #[automatically_derived]
        impl $($params)* $crate::__private::actix_web::ResponseError for $($error)* $($bounds)* {
            fn status_code(&self) -> $crate::__private::actix_web::http::StatusCode {
                $crate::__private::actix_web_status(self)
            }

            fn error_response(&self) -> $crate::__private::actix_web::HttpResponse {
                $crate::__private::actix_web_response(self)
            }
        }
    };
}

/// Nothing: the feature `actix-web` is off.
#[cfg(not(feature = "actix-web"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __actix_web {
    ($($tokens:tt)*) => {};
}

#[cfg(feature = "utoipa")]
#[doc(hidden)]
#[macro_export]
macro_rules! __utoipa {
    (
        { $($params:tt)* } { $($error:tt)* } { $($bounds:tt)* }
        { $($table:expr, $rows:expr)? } { $($inner:ty),* }
    ) => {
        // Rows are named by codes, which may be deprecated.
        #[automatically_derived]
        #[allow(deprecated)]
        impl $($params)* $crate::__private::utoipa::IntoResponses for $($error)*
        $($bounds)* $(for<'__inner> $inner: $crate::__private::Documented<'__inner>,)*
        {
            fn responses() -> $crate::__private::Responses {
                $crate::__private::responses(
                    &[$($crate::__private::Rows::new($table, $rows.iter().map(|row| *row as usize)))?],
                    [$(<$inner as $crate::__private::utoipa::IntoResponses>::responses()),*],
                )
            }
        }
        $crate::__utoipa_schema! {
            { $($params)* } { $($error)* }
            { $($bounds)* $(for<'__inner> $inner: $crate::__private::Documented<'__inner>,)* }
            {
                $crate::__private::body_schema(
                    &[$($crate::__private::Rows::new($table, $rows.iter().map(|row| *row as usize)))?],
                    [$(<$inner as $crate::__private::utoipa::IntoResponses>::responses()),*],
                )
            }
        }
    };
}

/// Nothing: the feature `utoipa` is off.
#[cfg(not(feature = "utoipa"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __utoipa {
    ($($tokens:tt)*) => {};
}

/// Gives a type its schema. Each argument stands in braces: as in `__response!`, and what makes the schema.
#[cfg(feature = "utoipa")]
#[doc(hidden)]
#[macro_export]
macro_rules! __utoipa_schema {
    ({ $($params:tt)* } { $($type:tt)* } { $($bounds:tt)* } { $schema:expr }) => {
        #[automatically_derived]
        #[allow(deprecated)]
        impl $($params)* $crate::__private::utoipa::PartialSchema for $($type)* $($bounds)* {
            fn schema() -> $crate::__private::utoipa::openapi::RefOr<
                $crate::__private::utoipa::openapi::schema::Schema,
            > {
                $schema
            }
        }
        #[automatically_derived]
        impl $($params)* $crate::__private::utoipa::ToSchema for $($type)* $($bounds)* {}
    };
}

/// Nothing: the feature `utoipa` is off.
#[cfg(not(feature = "utoipa"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __utoipa_schema {
    ($($tokens:tt)*) => {};
}

#[cfg(feature = "axum")]
pub use crate::integration::axum_response;
#[cfg(feature = "actix-web")]
pub use crate::integration::{actix_web_response, actix_web_status};
#[cfg(feature = "utoipa")]
pub use crate::openapi::{Documented, Responses, Rows, body_schema, category_schema, code_schema, responses};
#[cfg(feature = "actix-web")]
pub use actix_web;
#[cfg(feature = "axum")]
pub use axum_core;
#[cfg(feature = "utoipa")]
pub use utoipa;

/// The status of an error of a catalog with HTTP, where every error has one.
pub fn status(definition: Definition) -> u16 {
    definition.status().unwrap_or(500)
}

/// Attributes by their declared type.
pub mod attribute {
    use crate::catalog_error::CatalogError;
    use crate::definition::{AttributeValue, Definition, Texts};

    macro_rules! accessor {
        ($($name:ident $variant:ident $ty:ty;)*) => { $(
            /// The value of an attribute of that type.
            pub fn $name(definition: Definition, name: &str) -> Option<$ty> {
                match definition.attribute(name) {
                    Some(AttributeValue::$variant(value)) => Some(value),
                    _ => None,
                }
            }
        )* };
    }

    accessor! {
        text Text &'static str;
        bool Bool bool;
        i64 I64 i64;
        u64 U64 u64;
        f64 F64 f64;
        texts Texts Texts;
    }

    /// The text of an attribute with placeholders.
    pub fn template(error: &dyn CatalogError, name: &str) -> Option<String> {
        match error.definition().attribute(name) {
            Some(AttributeValue::Template(template)) => {
                let mut out = String::new();
                template.write(&mut out, &|slot| error.arg(slot)).ok()?;
                Some(out)
            }
            _ => None,
        }
    }
}

/// Whether an error is of the category at that place.
pub fn is_of_category(error: &dyn CatalogError, index: usize) -> bool {
    error.definition().category_index() == Some(index)
}

/// The body as the writer writes it, whether it was rendered before or not: for tests.
pub fn written_body(error: &dyn CatalogError, context: &crate::body::Context<'_>) -> crate::body::Body {
    crate::body::written(&[error], context)
}

/// The body that was rendered before, with its holes filled; `None` where there is none: for tests.
pub fn rendered_body(error: &dyn CatalogError, context: &crate::body::Context<'_>) -> Option<String> {
    crate::body::rendered(error, context).map(std::borrow::Cow::into_owned)
}

/// The first row with this wire code: for tests.
pub fn find(table: &'static Table, code: &str) -> Option<usize> {
    table.find(code)
}

/// The rows of the longest chain of a table: for tests.
pub fn longest_chain(table: &Table) -> usize {
    table.longest_chain()
}
