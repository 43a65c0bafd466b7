//! Items for generated code. They are not part of the public interface and change with the generator.

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

/// The layout version of [`Table`]. Generated code refers to it, so that code from another version
/// of the generator fails to compile with this name.
pub const LAYOUT_8: () = ();

/// Compares two codes: see [`ErrorCode`].
pub fn compare_codes<C: ErrorCode>(a: C, b: C) -> Ordering {
    let key = |definition: Definition| match definition.code_number() {
        Some(number) => (number, "", definition.name()),
        None => (0, definition.code(), definition.name()),
    };
    let (a, b) = (a.definition(), b.definition());
    let texts_last = a.code_number().is_none().cmp(&b.code_number().is_none());
    texts_last.then_with(|| key(a).cmp(&key(b)))
}

/// Compares two categories: see [`ErrorCategory`].
pub fn compare_categories<C: ErrorCategory>(a: C, b: C) -> Ordering {
    a.as_str().cmp(b.as_str())
}

/// Returns the value at this index of a variant's parameters.
pub fn pick<'a>(slot: usize, args: &[Arg<'a>]) -> Arg<'a> {
    args.get(slot).copied().unwrap_or(Arg::Absent)
}

/// Implements the traits of enabled features for a code enum.
#[doc(hidden)]
#[macro_export]
macro_rules! __code {
    ($code:ident) => {
        $crate::__serde_code!($code);
        $crate::__utoipa_schema! { { } { $code } { } { $crate::__private::code_schema::<$code>() } }
    };
}

/// Implements the traits of enabled features for a category enum.
#[doc(hidden)]
#[macro_export]
macro_rules! __category {
    ($category:ident) => {
        $crate::__serde_category!($category);
        $crate::__utoipa_schema! { { } { $category } { } { $crate::__private::category_schema::<$category>() } }
    };
}

/// Implements `Serialize` and `Deserialize` for a code enum, as the code on the wire: a string or a
/// number.
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

/// Does nothing, because the feature `serde` is off.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_code {
    ($code:ident) => {};
}

/// Implements `Serialize` and `Deserialize` for a category enum, as its text on the wire.
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

/// Does nothing, because the feature `serde` is off.
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
        /// Returns the code with this text, if its wire form (string or number) is the received one.
        fn find(text: &str, numeric: bool) -> Option<C> {
            C::from_text(text).filter(|code| code.definition().code_number().is_some() == numeric)
        }
    }

    impl<C: ErrorCode> Visitor<'_> for CodeVisitor<C> {
        type Value = C;

        // Short on purpose: a message with a thousand codes is useless and slow.
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

/// Implements the response traits of web frameworks and utoipa for an error enum. Each argument is
/// in braces: the generic parameters, the type with its arguments, the bounds with a comma after
/// each, the rows of the catalog, the types of transparent variants.
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

/// Does nothing, because the feature `axum` is off.
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

/// Does nothing, because the feature `actix-web` is off.
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
        // Rows refer to codes, which can be deprecated.
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

/// Does nothing, because the feature `utoipa` is off.
#[cfg(not(feature = "utoipa"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __utoipa {
    ($($tokens:tt)*) => {};
}

/// Implements `ToSchema` for a type. Each argument is in braces: as in `__response!`, and the
/// expression for the schema.
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

/// Does nothing, because the feature `utoipa` is off.
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

/// Returns the status of an error. Every error of a catalog with HTTP has one.
pub fn status(definition: Definition) -> u16 {
    definition.status().unwrap_or(500)
}

/// The declared types of attributes.
pub mod attribute {
    use crate::catalog_error::CatalogError;
    use crate::definition::{AttributeValue, Definition, Texts};

    macro_rules! accessor {
        ($($name:ident $variant:ident $ty:ty;)*) => { $(
            /// Returns the value of an attribute of this type.
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

    /// Returns the text of an attribute with placeholders.
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

/// Returns whether an error belongs to the category at this index.
pub fn is_of_category(error: &dyn CatalogError, index: usize) -> bool {
    error.definition().category_index() == Some(index)
}

/// Writes the body node by node, even if it was rendered at build time. For tests.
pub fn written_body(error: &dyn CatalogError, context: &crate::body::Context<'_>) -> crate::body::Body {
    crate::body::written(&[error], context)
}

/// Returns the body that was rendered at build time, with its holes filled; `None` if there is
/// none. For tests.
pub fn rendered_body(error: &dyn CatalogError, context: &crate::body::Context<'_>) -> Option<String> {
    crate::body::rendered(error, context).map(std::borrow::Cow::into_owned)
}

/// Returns the first row with this wire code. For tests.
pub fn find(table: &'static Table, code: &str) -> Option<usize> {
    table.find(code)
}

/// Returns the number of rows of the longest chain. For tests.
pub fn longest_chain(table: &Table) -> usize {
    table.longest_chain()
}
