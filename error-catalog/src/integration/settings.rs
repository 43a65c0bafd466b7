//! Settings of layers, shared by all frameworks.

use std::fmt;
use std::sync::Arc;

use crate::packed::Table;
use crate::timestamp::Timestamp;

type MakeId = dyn Fn() -> String + Send + Sync;
type MakeInstance = dyn Fn(&Occurrence<'_>) -> String + Send + Sync;

/// The settings of a layer.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) table: &'static Table,
    /// `None` for a random UUID.
    pub(crate) make_request_id: Option<Arc<MakeId>>,
    /// `None` for the path.
    pub(crate) instance: Option<Arc<MakeInstance>>,
    pub(crate) clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

/// The data for `$instance`.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Occurrence<'a> {
    /// Returns the path of the request's target as a URI reference.
    ///
    /// Invalid characters are percent-encoded, and a leading `//` becomes `/.//`, because
    /// `//evil.example/x` would name a host.
    pub path: &'a str,
    /// Returns the request ID.
    pub request_id: &'a str,
}

/// The target of a request, which can be cloned without an allocation.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    #[cfg(feature = "axum")]
    Axum(http::uri::PathAndQuery),
    #[cfg(feature = "actix-web")]
    ActixWeb(actix_web::http::uri::PathAndQuery),
    /// The path of a target without one, such as that of CONNECT.
    Other,
}

impl Target {
    pub(crate) fn path(&self) -> &str {
        match self {
            #[cfg(feature = "axum")]
            Self::Axum(path) => path.path(),
            #[cfg(feature = "actix-web")]
            Self::ActixWeb(path) => path.path(),
            Self::Other => "",
        }
    }
}

impl Settings {
    pub(crate) fn new(table: &'static Table) -> Self {
        Self { table, make_request_id: None, instance: None, clock: Arc::new(Timestamp::now) }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("catalog", &self.table.name).finish_non_exhaustive()
    }
}

/// Defines the functions of a layer: the constructor and the setters.
macro_rules! layer {
    ($header:ty) => {
        /// Creates it for the catalog with these codes.
        pub fn new<C: crate::code::ErrorCode>() -> Self {
            let table = C::table();
            let usual = <$header>::from_static("x-request-id");
            let declared = <$header>::from_bytes(table.request_id_header().as_bytes());
            // A static name is cheaper to clone than a parsed one.
            let header = declared.ok().filter(|declared| *declared != usual).unwrap_or(usual);
            Self { header, settings: std::sync::Arc::new(crate::integration::settings::Settings::new(table)) }
        }

        /// Sets the header of the request ID, for requests and responses.
        ///
        /// The default is the header that an envelope declares as `$request_id`, or else
        /// `X-Request-Id`. An ID from a client must have 1 to 128 printable ASCII characters.
        #[must_use]
        pub fn request_id_header(self, header: $header) -> Self {
            Self { header, ..self }
        }

        /// Sets a function that creates request IDs. The default is a random UUID.
        #[must_use]
        pub fn make_request_id(mut self, make: impl Fn() -> String + Send + Sync + 'static) -> Self {
            std::sync::Arc::make_mut(&mut self.settings).make_request_id = Some(std::sync::Arc::new(make));
            self
        }

        /// Sets a function that creates `$instance`. The default is the path.
        ///
        /// RFC 9457 §3.1.5 requires a URI reference that identifies the occurrence. Invalid
        /// characters are percent-encoded.
        #[must_use]
        pub fn instance(
            mut self,
            instance: impl Fn(&crate::integration::settings::Occurrence<'_>) -> String + Send + Sync + 'static,
        ) -> Self {
            std::sync::Arc::make_mut(&mut self.settings).instance = Some(std::sync::Arc::new(instance));
            self
        }

        /// Sets the clock for `$timestamp`. The default is the system clock.
        #[must_use]
        pub fn clock(
            mut self,
            clock: impl Fn() -> $crate::timestamp::Timestamp + Send + Sync + 'static,
        ) -> Self {
            std::sync::Arc::make_mut(&mut self.settings).clock = std::sync::Arc::new(clock);
            self
        }
    };
}
pub(super) use layer;
