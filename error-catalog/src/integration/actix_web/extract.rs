//! Extractors whose rejections are errors of the catalog (feature `actix-web-extract`).
//!
//! They replace actix-web's extractors of the same names. If they fail, the response is the error
//! that `[framework]` defines for the status. It has field issues if the error has `issues`, and
//! the [`Rejected`] as its cause, for logs. Without a
//! [`CatalogMiddleware`](super::CatalogMiddleware), or if `[framework]` defines no error, the
//! response has the status and actix-web's text.
//!
//! ```
//! use actix_web::{App, web};
//! use error_catalog::actix_web::extract::Json;
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
//! let app = App::new().route("/leads", web::post().to(create_lead));
//! ```
//!
//! The limits and content types are those of actix-web's `JsonConfig` and `FormConfig`. If they
//! have an `error_handler`, the status and the text of its error are kept.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;

use ::actix_web::dev::Payload;
use ::actix_web::error::{Error, JsonPayloadError};
use ::actix_web::http::StatusCode;
use ::actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, ResponseError, web};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::field_issues::FieldIssue;
use crate::field_issues::FieldIssues;
use crate::integration::request::framework_error;

/// The rejection of an extractor, with the status of the response (RFC 9110 §15.5):
///
/// * 400: the query, the path or the JSON cannot be parsed;
/// * 413: the body is longer than the limit;
/// * 415: the content type is not supported;
/// * 422: the body can be parsed, but has the wrong type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    status: StatusCode,
    message: String,
    issues: Vec<FieldIssue>,
}

impl Rejected {
    fn new(status: StatusCode, message: String) -> Self {
        Self { status, message, issues: Vec::new() }
    }

    /// Creates an error of the deserializer, with its path.
    fn of_field(status: StatusCode, error: &serde_path_to_error::Error<impl fmt::Display>) -> Self {
        Self { status, message: error.to_string(), issues: error.field_issues() }
    }

    /// Creates a rejection by actix-web before deserialization.
    fn of_request(error: &Error) -> Self {
        let status = match error.as_error() {
            Some(JsonPayloadError::ContentType) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            _ => error.as_response_error().status_code(),
        };
        let rejected = Self::new(status, error.to_string());
        match error.as_error() {
            Some(JsonPayloadError::Deserialize(syntax)) => {
                Self { issues: vec![FieldIssue::new("", syntax.to_string())], ..rejected }
            }
            _ => rejected,
        }
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Rejected {}

impl FieldIssues for Rejected {
    fn field_issues(&self) -> Vec<FieldIssue> {
        self.issues.clone()
    }
}

impl ResponseError for Rejected {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        match framework_error(self.status.as_u16()) {
            Some(error) => error.with_issues(self.issues.clone()).with_source(self.clone()).error_response(),
            None => HttpResponse::build(self.status)
                .content_type("text/plain; charset=utf-8")
                .body(self.message.clone()),
        }
    }
}

/// A deserialized value, or the path and the error. Deserializing it never fails, because
/// actix-web's errors cannot contain the path.
struct Traced<T>(Result<T, serde_path_to_error::Error<String>>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Traced<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let read = serde_path_to_error::deserialize(from);
        Ok(Self(read.map_err(|error| {
            serde_path_to_error::Error::new(error.path().clone(), error.inner().to_string())
        })))
    }
}

/// Extracts a JSON body. actix-web reads it as text, then it is deserialized.
fn of_json<T: DeserializeOwned>(web::Json(text): web::Json<Box<RawValue>>) -> Result<T, Rejected> {
    let mut from = serde_json::Deserializer::from_str(text.get());
    serde_path_to_error::deserialize(&mut from).map_err(|error| {
        let status = match error.inner().classify() {
            Category::Data => StatusCode::UNPROCESSABLE_ENTITY,
            Category::Syntax | Category::Eof | Category::Io => StatusCode::BAD_REQUEST,
        };
        Rejected::of_field(status, &error)
    })
}

fn of_form<T>(web::Form(Traced(read)): web::Form<Traced<T>>) -> Result<T, Rejected> {
    read.map_err(|error| Rejected::of_field(StatusCode::UNPROCESSABLE_ENTITY, &error))
}

fn of_query<T>(web::Query(Traced(read)): web::Query<Traced<T>>) -> Result<T, Rejected> {
    read.map_err(|error| Rejected::of_field(StatusCode::BAD_REQUEST, &error))
}

fn of_path<T>(path: web::Path<Traced<T>>) -> Result<T, Rejected> {
    path.into_inner().0.map_err(|error| Rejected::of_field(StatusCode::BAD_REQUEST, &error))
}

/// Defines the wrappers: the extractor of actix-web, and how to read its value.
macro_rules! extractors {
    ($($(#[$doc:meta])* $name:ident: $inner:ty, $read:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub struct $name<T>(pub T);

        impl<T> $name<T> {
            /// Returns the value.
            pub fn into_inner(self) -> T {
                self.0
            }
        }

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

        impl<T: DeserializeOwned + 'static> FromRequest for $name<T> {
            type Error = Rejected;
            type Future = Pin<Box<dyn Future<Output = Result<Self, Rejected>>>>;

            fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                let inner = <$inner>::from_request(request, payload);
                Box::pin(async move {
                    match inner.await {
                        Ok(inner) => $read(inner).map(Self),
                        Err(error) => Err(Rejected::of_request(&error)),
                    }
                })
            }
        }
    )* };
}

extractors! {
    /// A JSON body, with the content types and the limit of actix-web's `JsonConfig`. It is also a
    /// response.
    Json: web::Json<Box<RawValue>>, of_json;
    /// A form, with the limit of actix-web's `FormConfig`. It is also a response.
    Form: web::Form<Traced<T>>, of_form;
    /// The query parameters.
    Query: web::Query<Traced<T>>, of_query;
    /// The path parameters.
    Path: web::Path<Traced<T>>, of_path;
}

impl<T: Serialize> Responder for Json<T> {
    type Body = <web::Json<T> as Responder>::Body;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse<Self::Body> {
        web::Json(self.0).respond_to(request)
    }
}

impl<T: Serialize> Responder for Form<T> {
    type Body = <web::Form<T> as Responder>::Body;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse<Self::Body> {
        web::Form(self.0).respond_to(request)
    }
}
