//! One log event for each error that is served.

use tracing::{Level, event};

use crate::CatalogError;
use crate::fmt::{Causes, Details, Text};

/// Logs the errors of a response: server errors as errors, client errors as warnings.
///
/// Attributes have the names of OpenTelemetry's semantic conventions (1.29) where these have one: `error.type` is
/// the code, `http.response.status_code` the status, `exception.message` the chain of causes.
pub(super) fn served(errors: &[&dyn CatalogError], status: u16, request_id: Option<&str>) {
    macro_rules! served {
        ($level:ident, $error:expr) => {
            event!(
                target: "error_catalog",
                Level::$level,
                error.type = $error.definition().code(),
                http.response.status_code = status,
                request.id = request_id,
                error.params = Details::of($error).map(tracing::field::display),
                exception.message = Causes::of($error).map(tracing::field::display),
                "{}", Text($error)
            )
        };
    }
    for error in errors {
        match status {
            500.. => served!(ERROR, *error),
            400.. => served!(WARN, *error),
            _ => served!(INFO, *error),
        }
    }
}
