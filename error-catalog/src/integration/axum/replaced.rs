//! Replaces the framework's own responses.

use std::pin::pin;

use axum_core::body::Body;
use axum_core::response::{IntoResponse, Response};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{Extensions, HeaderMap, HeaderValue};
use http_body::Body as _;

use crate::definition::Definition;
use crate::integration::request::{
    OF_THE_BODY, PassThrough, framework_error, is_framework_made, text_at_hand,
};

/// Returns the response, or its replacement if it is the framework's own.
pub(super) fn in_envelope(response: Response) -> Response {
    let status = response.status().as_u16();
    if is_answered(response.extensions())
        || !is_framework_made(status, content_type(&response), length(&response))
    {
        return response;
    }
    let Some(mut error) = framework_error(status) else { return response };
    let (mut parts, replaced) = response.into_parts();
    if let Some(text) = text_of(replaced, parts.headers.contains_key(CONTENT_ENCODING)) {
        error = error.with_source(text);
    }
    let (of_error, body) = error.into_response().into_parts();
    for name in OF_THE_BODY {
        parts.headers.remove(name);
    }
    add_absent(&mut parts.headers, of_error.headers);
    parts.extensions.extend(of_error.extensions);
    Response::from_parts(parts, body)
}

/// Returns the text of a replaced body, as the cause for the log.
fn text_of(body: Body, is_encoded: bool) -> Option<String> {
    let mut body = pin!(body);
    text_at_hand(is_encoded, |cx| {
        let frame = body.as_mut().poll_frame(cx);
        frame.map(|frame| frame?.ok().map(|frame| frame.into_data().unwrap_or_default()))
    })
}

/// Returns whether the response is from a catalog, or has `PassThrough`.
fn is_answered(extensions: &Extensions) -> bool {
    extensions.get::<Definition>().is_some() || extensions.get::<PassThrough>().is_some()
}

fn content_type(response: &Response) -> Option<&[u8]> {
    response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes)
}

/// Returns the length of the body. For HEAD, it is the length of the response to GET.
fn length(response: &Response) -> Option<u64> {
    let declared =
        response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    declared.or_else(|| response.body().size_hint().exact())
}

/// Headers of the framework override those of the catalog.
fn add_absent(headers: &mut HeaderMap, others: HeaderMap) {
    let mut added = None;
    for (name, value) in others {
        // Only the first of several values of the same name has the name.
        if let Some(name) = name {
            added = Some(name).filter(|name| !headers.contains_key(name));
        }
        if let Some(name) = &added {
            headers.append(name.clone(), value);
        }
    }
}
