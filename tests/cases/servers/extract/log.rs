//! A rejection is the cause of the error that stands for it: for logs, and never for the wire.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use error_catalog_tests::service;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::{JSON, axum, post};

/// Keeps the causes that are logged.
#[derive(Clone, Default)]
struct Causes(Arc<Mutex<Vec<String>>>);

impl Visit for Causes {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "exception.message" {
            self.0.lock().expect("no panic").push(format!("{value:?}"));
        }
    }
}

impl Subscriber for Causes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "error_catalog"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_rejection_is_logged() {
    let causes = Causes::default();
    // The server runs on this thread, as the test does.
    let _guard = crate::support::heard_by(causes.clone());
    let server = axum::inside::<service::Code>().await;
    let answer = post(&server, "/json", JSON, r#"{ "name": 1 }"#).await;
    let logged = causes.0.lock().expect("no panic").join("\n");
    assert!(logged.contains("Failed to deserialize the JSON body into the target type"), "{logged:?}");
    assert!(!answer.body.contains("Failed to deserialize"), "{answer:?}");
}
