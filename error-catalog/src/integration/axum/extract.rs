//! Extractors whose rejections are errors of the catalog (feature `axum-extract`).
//!
//! They replace axum's extractors of the same names. If they fail, the response is the error that
//! `[framework]` defines for axum's status. It has field issues if the error has `issues`, and
//! axum's rejection as its cause, for logs. Without a [`CatalogLayer`](super::CatalogLayer), or if
//! `[framework]` defines no error, the response is axum's own.
//!
//! ```
//! use axum::{Router, routing::post};
//! use error_catalog::axum::extract::Json;
//!
//! #[derive(serde::Deserialize)]
//! struct NewLead {
//!     tags: Vec<u8>,
//! }
//!
//! // `{ "tags": [1, "x"] }`: the issue's path is `tags[1]`.
//! async fn create_lead(Json(lead): Json<NewLead>) -> String {
//!     lead.tags.len().to_string()
//! }
//!
//! let app: Router = Router::new().route("/leads", post(create_lead));
//! ```

use std::error::Error;
use std::fmt;
use std::ops::{Deref, DerefMut};

use ::axum::extract::path::ErrorKind;
use ::axum::extract::rejection::{FormRejection, JsonRejection, PathRejection, QueryRejection};
use ::axum::extract::{
    FromRequest, FromRequestParts, OptionalFromRequest, OptionalFromRequestParts, Request,
};
use ::axum::response::{IntoResponse, Response};
use http::request::Parts;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::field_issues::FieldIssue;
use crate::field_issues::FieldIssues;
use crate::field_path::{FieldPath, PathSegment};
use crate::integration::request::framework_error;

/// The rejection of an extractor. It contains axum's rejection `R`, and is answered with an error
/// of the catalog.
#[derive(Debug)]
pub struct Rejected<R>(R);

impl<R> Rejected<R> {
    /// Returns axum's rejection.
    pub fn rejection(&self) -> &R {
        &self.0
    }

    /// Converts to axum's rejection.
    pub fn into_rejection(self) -> R {
        self.0
    }
}

impl<R> From<R> for Rejected<R> {
    fn from(rejection: R) -> Self {
        Self(rejection)
    }
}

impl<R: fmt::Display> fmt::Display for Rejected<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<R: Error> Error for Rejected<R> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

impl<R: FieldIssues> FieldIssues for Rejected<R> {
    fn field_issues(&self) -> Vec<FieldIssue> {
        self.0.field_issues()
    }
}

/// A rejection of axum, with its field issues and its response.
macro_rules! rejections {
    ($($rejection:ident: $issues:ident;)*) => { $(
        impl FieldIssues for $rejection {
            fn field_issues(&self) -> Vec<FieldIssue> {
                $issues(self)
            }
        }

        impl IntoResponse for Rejected<$rejection> {
            fn into_response(self) -> Response {
                match framework_error(self.0.status().as_u16()) {
                    Some(error) => {
                        error.with_issues(self.field_issues()).with_source(self.0).into_response()
                    }
                    None => self.0.into_response(),
                }
            }
        }
    )* };
}

rejections! {
    JsonRejection: of_causes;
    FormRejection: of_causes;
    QueryRejection: of_causes;
    PathRejection: of_path;
}

/// Returns the field issue of the deserializer's error, if it is among the causes.
fn of_causes(rejection: &dyn Error) -> Vec<FieldIssue> {
    type Traced<E> = serde_path_to_error::Error<E>;
    let of_one = |error: &(dyn Error + 'static)| {
        if let Some(error) = error.downcast_ref::<Traced<serde_json::Error>>() {
            Some(error.field_issues())
        } else if let Some(error) = error.downcast_ref::<Traced<serde::de::value::Error>>() {
            Some(error.field_issues())
        } else {
            // Text after the value has no path.
            let error = error.downcast_ref::<serde_json::Error>()?;
            Some(vec![FieldIssue::new("", error.to_string())])
        }
    };
    rejection.source().and_then(|cause| crate::fmt::chain(cause).find_map(of_one)).unwrap_or_default()
}

/// Returns the field issue of the invalid path segment, unless the route and its handler do not match.
fn of_path(rejection: &PathRejection) -> Vec<FieldIssue> {
    let PathRejection::FailedToDeserializePathParams(failed) = rejection else { return Vec::new() };
    let path = match failed.kind() {
        ErrorKind::WrongNumberOfParameters { .. } | ErrorKind::UnsupportedType { .. } => return Vec::new(),
        ErrorKind::ParseErrorAtKey { key, .. }
        | ErrorKind::DeserializeError { key, .. }
        | ErrorKind::InvalidUtf8InPathParam { key } => FieldPath::from_segments([PathSegment::Key(key)]),
        ErrorKind::ParseErrorAtIndex { index, .. } => FieldPath::from_segments([PathSegment::Index(*index)]),
        _ => FieldPath::default(),
    };
    vec![FieldIssue::new(path, failed.kind().to_string())]
}

/// Defines the wrappers.
macro_rules! extractors {
    ($($(#[$doc:meta])* $name:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub struct $name<T>(pub T);

        impl<T> Deref for $name<T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.0
            }
        }

        impl<T> DerefMut for $name<T> {
            fn deref_mut(&mut self) -> &mut T {
                &mut self.0
            }
        }

        impl<T> From<T> for $name<T> {
            fn from(value: T) -> Self {
                Self(value)
            }
        }
    )* };
}

extractors! {
    /// A JSON body, like [`axum::Json`](::axum::Json). It is also a response.
    Json;
    /// A form, like [`axum::Form`](::axum::Form). It is also a response.
    Form;
    /// The query parameters, like [`axum::extract::Query`](::axum::extract::Query).
    Query;
    /// The path parameters, like [`axum::extract::Path`](::axum::extract::Path).
    Path;
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Rejected<JsonRejection>;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let ::axum::Json(value) = <::axum::Json<T> as FromRequest<S>>::from_request(request, state).await?;
        Ok(Self(value))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequest<S> for Json<T> {
    type Rejection = Rejected<JsonRejection>;

    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, Self::Rejection> {
        let value = <::axum::Json<T> as OptionalFromRequest<S>>::from_request(request, state).await?;
        Ok(value.map(|::axum::Json(value)| Self(value)))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Rejected<FormRejection>;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let ::axum::Form(value) = ::axum::Form::from_request(request, state).await?;
        Ok(Self(value))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Rejected<QueryRejection>;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let ::axum::extract::Query(value) = ::axum::extract::Query::from_request_parts(parts, state).await?;
        Ok(Self(value))
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Rejected<PathRejection>;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        type Inner<T> = ::axum::extract::Path<T>;
        let value = <Inner<T> as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        Ok(Self(value.0))
    }
}

impl<T, S> OptionalFromRequestParts<S> for Path<T>
where
    T: DeserializeOwned + Send + 'static,
    S: Send + Sync,
{
    type Rejection = Rejected<PathRejection>;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Self::Rejection> {
        type Inner<T> = ::axum::extract::Path<T>;
        let value = <Inner<T> as OptionalFromRequestParts<S>>::from_request_parts(parts, state).await?;
        Ok(value.map(|value| Self(value.0)))
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        ::axum::Json(self.0).into_response()
    }
}

impl<T: Serialize> IntoResponse for Form<T> {
    fn into_response(self) -> Response {
        ::axum::Form(self.0).into_response()
    }
}
