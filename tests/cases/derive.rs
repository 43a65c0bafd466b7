//! What a derive can be asked for beyond the plain case.

use std::error::Error as _;
use std::fmt::{Debug, Display};

use error_catalog::{CatalogError, Catalogued, ErrorCatalog, FieldIssue};
use error_catalog_tests::lendworks;

/// The runtime under another path.
mod renamed {
    pub(crate) mod runtime {
        pub(crate) use error_catalog::*;
    }
}

/// A type of the user's own.
#[derive(Debug)]
struct LeadId(u32);

impl Display for LeadId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lead {}", self.0)
    }
}

#[derive(Debug, ErrorCatalog)]
#[error_catalog("catalogs/lendworks/errors.toml", subset)]
enum Generic<T: Display + Debug> {
    NotFound { resource: T },
    Forbidden,
}

#[derive(Debug, ErrorCatalog)]
#[error_catalog("catalogs/lendworks/errors.toml", subset)]
enum Outer {
    NotFound {
        #[error_catalog(param = "resource")]
        what: LeadId,
        #[error_catalog(internal)]
        #[expect(dead_code, reason = "for logs")]
        shard: u8,
    },
    #[error_catalog(code = "FORBIDDEN")]
    NotAllowed,
    #[error_catalog(transparent)]
    Inner(#[error_catalog(from)] Generic<&'static str>),
    #[error_catalog(transparent)]
    Other { error: Box<Tours> },
}

/// Another catalog.
#[derive(Debug, ErrorCatalog)]
#[error_catalog("catalogs/product-tours/errors.toml", subset)]
enum Tours {
    ValidationError(#[error_catalog(issues)] Vec<FieldIssue>),
    InternalError(#[error_catalog(source)] std::io::Error),
}

/// Its messages are thiserror's.
#[derive(Debug, thiserror::Error, ErrorCatalog)]
#[error_catalog("catalogs/lendworks/errors.toml", subset, display = false)]
enum WithThiserror {
    #[error("no {resource} for you")]
    NotFound { resource: String },
    #[error("no entry")]
    #[error_catalog(code = "FORBIDDEN")]
    Io(#[from] std::io::Error),
}

#[derive(Debug, ErrorCatalog)]
#[error_catalog("catalogs/lendworks/errors.toml", subset, crate = "renamed::runtime", code_enum = "LendCode")]
enum Renamed {
    Forbidden,
}

#[test]
fn generic_enums() {
    let error = Generic::NotFound { resource: LeadId(3) };
    assert_eq!((error.to_string(), error.definition().code()), ("Lead 3 not found".into(), "NOT_FOUND"));
    assert_eq!(Generic::<u8>::Forbidden.definition().status(), Some(403));
}

#[test]
fn transparent_variants_hand_through() {
    let error = Outer::from(Generic::NotFound { resource: "Lead" });
    assert_eq!((error.to_string(), error.arg(0).to_string()), ("Lead not found".into(), "Lead".into()));
    let issues = vec![FieldIssue::new("a", "b")];
    let error = Outer::Other { error: Box::new(Tours::ValidationError(issues)) };
    assert_eq!((error.definition().catalog(), error.issues().len()), ("product-tours", 1));
    let error = Outer::Other { error: Box::new(Tours::InternalError(std::io::Error::other("disk"))) };
    assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("disk"));
    assert_eq!(Outer::NotFound { what: LeadId(1), shard: 2 }.to_string(), "Lead 1 not found");
    assert_eq!(Outer::NotAllowed.definition().code(), "FORBIDDEN");
}

#[test]
fn display_may_be_the_users() {
    let error = WithThiserror::NotFound { resource: "soup".into() };
    assert_eq!((error.to_string(), error.definition().status()), ("no soup for you".into(), Some(404)));
    let error = WithThiserror::from(std::io::Error::other("disk"));
    assert_eq!((error.to_string(), error.definition().code()), ("no entry".into(), "FORBIDDEN"));
    assert!(error.source().is_some());
}

#[test]
fn a_code_enum_where_it_is_asked_for() {
    assert_eq!(Renamed::Forbidden.code(), LendCode::Forbidden);
    assert_eq!(LendCode::ALL.len(), lendworks::Code::ALL.len());
    assert_eq!(Renamed::Forbidden.to_string(), lendworks::Error::Forbidden.to_string());
}

/// The errors of an operation, all of them and no other.
#[derive(Debug, ErrorCatalog)]
#[error_catalog("fixtures/valid/validation.toml", operation = "get_lead")]
enum GetLeadError {
    Storage {
        #[error_catalog(from)]
        source: std::io::Error,
    },
}

#[test]
fn the_errors_of_an_operation() {
    let error = GetLeadError::from(std::io::Error::other("disk"));
    assert_eq!(error.definition().name(), "STORAGE");
}

/// Nothing but the errors of others.
#[derive(Debug, ErrorCatalog)]
#[error_catalog("catalogs/lendworks/errors.toml", subset)]
enum Aggregate {
    #[error_catalog(transparent)]
    Renamed(#[error_catalog(from)] Renamed),
    #[error_catalog(transparent)]
    Shared(#[error_catalog(from)] std::sync::Arc<dyn CatalogError + Send + Sync>),
}

#[test]
fn errors_of_unknown_type_are_catalog_errors() {
    let shared: std::sync::Arc<dyn CatalogError + Send + Sync> = std::sync::Arc::new(Renamed::Forbidden);
    let aggregates = [Aggregate::from(Renamed::Forbidden), Aggregate::from(shared)];
    for error in &aggregates {
        assert_eq!(
            (error.definition().code(), error.to_string()),
            ("FORBIDDEN", Renamed::Forbidden.to_string())
        );
    }
    // The same row of the same catalog, in two derives and in the generated type.
    assert_eq!(Renamed::Forbidden.definition(), lendworks::Error::Forbidden.definition());
}
