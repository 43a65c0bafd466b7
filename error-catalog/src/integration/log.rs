//! One log event for each error that is served, and one for each of its headers that cannot be.

/// What is to be logged of a response, as soon as it is served.
#[derive(Clone)]
pub(crate) struct Log {
    #[cfg(feature = "tracing")]
    events: Vec<Event>,
    /// The headers that are not sent: the name, and the code of the error.
    #[cfg(feature = "tracing")]
    left_out: Vec<(&'static str, &'static str)>,
}

#[cfg(not(feature = "tracing"))]
impl Log {
    pub(crate) fn of<'a>(
        _: &[&dyn crate::catalog_error::CatalogError],
        _: &crate::response::Response,
        _: impl Fn() -> Option<&'a str>,
    ) -> Option<Self> {
        None
    }

    pub(crate) fn emit(&self) {}
}

#[cfg(feature = "tracing")]
mod events {
    use tracing::{Level, event};

    use super::Log;
    use crate::catalog_error::CatalogError;
    use crate::fmt::{Causes, Details, Text};
    use crate::response::Response;

    /// The event of one error.
    #[derive(Clone)]
    pub(crate) struct Event {
        code: &'static str,
        /// The response's.
        status: u16,
        /// The error's own status, if it differs from that of the joint response.
        own_status: Option<u16>,
        request_id: Option<String>,
        text: String,
        details: Option<String>,
        causes: Option<String>,
    }

    impl Log {
        /// Remembers the errors of a response. `None` if there is nothing to log.
        pub(crate) fn of<'a>(
            errors: &[&dyn CatalogError],
            response: &Response,
            request_id: impl Fn() -> Option<&'a str>,
        ) -> Option<Self> {
            let status = response.status;
            // A single error has the response's status: a framework may have answered with it.
            let own_status = |error: &dyn CatalogError| {
                let own = error.definition().status().filter(|_| errors.len() > 1);
                own.filter(|own| *own != status)
            };
            let event = |error: &&dyn CatalogError| Event {
                code: error.definition().code(),
                status,
                own_status: own_status(*error),
                request_id: request_id().map(str::to_owned),
                text: Text(*error).to_string(),
                details: Details::of(*error).map(|details| details.to_string()),
                causes: Causes::of(*error).map(|causes| causes.to_string()),
            };
            let is_listened_to = |error: &&&dyn CatalogError| {
                tracing::level_enabled!(level(own_status(**error).unwrap_or(status)))
            };
            let left_out: Vec<_> = response.headers.left_out().collect();
            let events: Vec<_> = errors.iter().filter(is_listened_to).map(event).collect();
            (!events.is_empty() || !left_out.is_empty()).then_some(Self { events, left_out })
        }

        /// Logs them: server errors as errors, client errors and headers that are not sent as warnings.
        pub(crate) fn emit(&self) {
            self.events.iter().for_each(Event::emit);
            for (name, code) in &self.left_out {
                // The value came from outside, and may be secret: it is not logged.
                event!(
                    target: "error_catalog",
                    Level::WARN,
                    error.type = code,
                    http.response.header = name,
                    "a header is left out: its value cannot be sent (RFC 9110, 5.5) or is too long"
                );
            }
        }
    }

    fn level(status: u16) -> Level {
        match status {
            500.. => Level::ERROR,
            400.. => Level::WARN,
            _ => Level::INFO,
        }
    }

    impl Event {
        /// Attributes have the names of OpenTelemetry's semantic conventions (1.29) where these have one: `error.type`
        /// is the code, `http.response.status_code` the response's status, `exception.message` the chain of causes.
        /// `error.status` is the status of an error that differs from the joint response's. The level follows the error's.
        fn emit(&self) {
            macro_rules! emit {
                ($level:ident) => {
                    event!(
                        target: "error_catalog",
                        Level::$level,
                        error.type = self.code,
                        http.response.status_code = self.status,
                        error.status = self.own_status,
                        request.id = self.request_id,
                        error.params = self.details,
                        exception.message = self.causes,
                        "{}", self.text
                    )
                };
            }
            match level(self.own_status.unwrap_or(self.status)) {
                Level::ERROR => emit!(ERROR),
                Level::WARN => emit!(WARN),
                _ => emit!(INFO),
            }
        }
    }
}
#[cfg(feature = "tracing")]
use events::Event;
