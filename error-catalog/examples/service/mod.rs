//! What the examples have in common: a service for product tours, whatever the web framework.

use std::sync::atomic::{AtomicUsize, Ordering};

use error_catalog::testing::ExampleError;
use error_catalog::{ErrorCode, ErrorResponse, FieldIssue};

/// Generated from `tests/catalogs/product-tours/errors.toml`.
#[path = "../../../tests/catalogs/product-tours/expected/errors.rs"]
pub(crate) mod errors;

use errors::{Code, DeleteAudienceError, LogInError, SendEventsError};

/// The address to listen on: from `ADDR`.
pub(crate) fn address() -> String {
    std::env::var("ADDR").unwrap_or_else(|_| "127.0.0.1:3000".to_owned())
}

/// What to try.
pub(crate) fn greeting(address: &str) -> String {
    format!(
        "listening on http://{address}

  curl -i http://{address}/api/sdk/events -H 'X-API-Key: demo' --json '[{{ \"type\": \"page_view\" }}]'
  curl -i http://{address}/api/sdk/events -H 'X-API-Key: demo' --json '[{{ \"type\": \"yodel\" }}]'
  curl -i http://{address}/api/auth/login --json '{{ \"email\": \"ada@example.com\", \"password\": \"wrong\" }}'
  curl -i http://{address}/api/audiences/1 -X DELETE
  curl -i http://{address}/raise              (all codes)
  curl -i http://{address}/raise/RATE_LIMITED (any error of the catalog)
  curl -i http://{address}/panic
  curl -i http://{address}/broken
  curl -i http://{address}/nowhere"
    )
}

/// An event of a user's browser.
#[derive(serde::Deserialize)]
pub(crate) struct Event {
    r#type: String,
}

/// Takes events in; how many.
pub(crate) fn send_events(api_key: Option<&str>, events: &[Event]) -> Result<String, SendEventsError> {
    static REQUESTS: AtomicUsize = AtomicUsize::new(0);
    if api_key != Some("demo") {
        return Err(SendEventsError::AuthFailed);
    }
    // Every tenth request is one too many.
    if REQUESTS.fetch_add(1, Ordering::Relaxed) % 10 == 9 {
        return Err(SendEventsError::RateLimited { retry_after: 2 });
    }
    let known = ["page_view", "click", "identify"];
    let issues: Vec<FieldIssue> = events
        .iter()
        .enumerate()
        .filter(|(_, event)| !known.contains(&event.r#type.as_str()))
        .map(|(i, event)| {
            FieldIssue::new(format!("[{i}].type"), format!("unknown event type '{}'", event.r#type))
        })
        .collect();
    if issues.is_empty() {
        Ok(format!("{{ \"accepted\": {} }}", events.len()))
    } else {
        Err(SendEventsError::ValidationError { issues })
    }
}

/// Who wants to sign in.
#[derive(serde::Deserialize)]
pub(crate) struct Credentials {
    email: String,
    password: String,
}

/// Signs in.
pub(crate) fn log_in(credentials: &Credentials) -> Result<String, LogInError> {
    if !credentials.email.contains('@') {
        let issues = vec![FieldIssue::new("email", "invalid email address").with_code("email")];
        return Err(LogInError::ValidationError { issues });
    }
    if credentials.password != "demo" {
        return Err(LogInError::AuthInvalidCredentials);
    }
    Ok("{ \"token\": \"demo\" }".to_owned())
}

/// Deletes an audience: the first is in use, all others do not exist.
pub(crate) fn delete_audience(id: u64) -> Result<String, DeleteAudienceError> {
    Err(if id == 1 { DeleteAudienceError::AudienceInUse } else { DeleteAudienceError::NotFound })
}

/// Any error of the catalog, with the example values of its parameters.
pub(crate) fn raise(code: &str) -> ErrorResponse {
    match Code::from_text(code).and_then(|code| ExampleError::new(code.definition())) {
        Some(error) => ErrorResponse::new(error),
        None => ErrorResponse::new(errors::Error::NotFound),
    }
}

/// All codes, a line each: status, code, message.
pub(crate) fn codes() -> String {
    let line = |code: &Code| {
        let definition = code.definition();
        format!(
            "{} {} {:?}\n",
            definition.status().unwrap_or_default(),
            definition.code(),
            definition.message()
        )
    };
    Code::all().iter().map(line).collect()
}
