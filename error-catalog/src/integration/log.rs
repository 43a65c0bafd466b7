//! Log events: one per served error, and one per header that cannot be sent.

/// The data for the log events of a response.
#[derive(Clone)]
pub(crate) struct Log {
    #[cfg(feature = "tracing")]
    events: Vec<Event>,
    /// The headers that were omitted: the name, and the code of the error.
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

    /// The data of one error.
    #[derive(Clone)]
    pub(crate) struct Event {
        code: &'static str,
        /// The status of the response.
        status: u16,
        /// The error's own status, if it differs from that of the joint response.
        own_status: Option<u16>,
        request_id: Option<String>,
        text: String,
        details: Option<String>,
        causes: Option<String>,
    }

    impl Log {
        /// Collects the data of a response. `None` if there is nothing to log.
        pub(crate) fn of<'a>(
            errors: &[&dyn CatalogError],
            response: &Response,
            request_id: impl Fn() -> Option<&'a str>,
        ) -> Option<Self> {
            let status = response.status;
            // A single error has the status of the response, which can be the framework's.
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
            if response.headers.left_out().next().is_none()
                && !errors.iter().any(|error| is_listened_to(&error))
            {
                return None;
            }
            let left_out = response.headers.left_out().collect();
            let events = errors.iter().filter(is_listened_to).map(event).collect();
            Some(Self { events, left_out })
        }

        /// Logs server errors as errors, and client errors and omitted headers as warnings.
        pub(crate) fn emit(&self) {
            self.events.iter().for_each(Event::emit);
            for (name, code) in &self.left_out {
                // The value is from a request and can be secret, so it is not logged.
                event!(
                    target: "error_catalog",
                    Level::WARN,
                    error.type = code,
                    http.response.header = name,
                    "a header was omitted: its value is invalid (RFC 9110, 5.5) or too long"
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
        /// Logs one error. The attributes are named after OpenTelemetry's semantic conventions
        /// (1.29): `error.type` is the code, `http.response.status_code` the status of the
        /// response, and `exception.message` the chain of causes. `error.status` is the status of
        /// the error, if it differs from the response. The status of the error determines the
        /// level.
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
