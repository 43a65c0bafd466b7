//! Errors made of what knows which fields of a request are wrong.

use std::error::Error as _;

use error_catalog::field_issues::FieldIssues;
use error_catalog::framework::FrameworkError;
use error_catalog::{CatalogError, ErrorCatalog, FieldIssue};
use error_catalog_tests::{derived, validation};
use validation::{CreateLeadError, Error, GetLeadError};

fn report() -> garde::Report {
    let mut report = garde::Report::new();
    report.append(garde::Path::new("items").join(1_usize).join("name"), garde::Error::new("is too long"));
    report
}

fn issues() -> Vec<FieldIssue> {
    vec![FieldIssue::new("items[1].name", "is too long")]
}

/// The error is the one without a tenant, with the issues, and with the report as its cause.
#[track_caller]
fn is_made_of_the_report(error: &dyn CatalogError) {
    assert_eq!((error.definition().code(), error.issues()), ("NOT_VALID", &*issues()));
    assert!(error.arg(0).is_absent());
    assert_eq!(error.source().map(ToString::to_string), Some(report().to_string()));
}

#[test]
fn of_the_whole_enum_and_of_an_operations() {
    is_made_of_the_report(&Error::from(report()));
    is_made_of_the_report(&CreateLeadError::from(report()));
    is_made_of_the_report(&Error::from(CreateLeadError::from(report())));
    is_made_of_the_report(&derived::validation::Error::from(report()));
    let mut errors = validator::ValidationErrors::new();
    errors.add("zip", validator::ValidationError::new("length"));
    let error = CreateLeadError::from(errors.clone());
    assert_eq!(error.issues(), errors.field_issues());
}

#[test]
fn an_operation_is_made_of_causes_too() {
    let disk = || std::io::Error::other("disk");
    let errors: [&dyn CatalogError; 3] =
        [&Error::from(disk()), &CreateLeadError::from(disk()), &GetLeadError::from(disk())];
    for error in errors {
        let source = error.source().map(ToString::to_string);
        assert_eq!((error.definition().code(), source.as_deref()), ("STORAGE", Some("disk")));
    }
}

/// What a type of the user's own knows.
#[derive(Debug)]
struct Unpaid;

impl FieldIssues for Unpaid {
    fn field_issues(&self) -> Vec<FieldIssue> {
        vec![FieldIssue::new("payment", "is missing").with_code("unpaid")]
    }
}

#[derive(Debug, ErrorCatalog)]
#[error_catalog("fixtures/valid/validation.toml", subset)]
enum Derived {
    NotValid {
        #[error_catalog(internal)]
        shard: Option<u8>,
        #[error_catalog(from = "garde::Report", from = "Unpaid")]
        issues: Vec<FieldIssue>,
    },
    Unreadable(#[error_catalog(issues)] Vec<FieldIssue>),
}

#[test]
fn of_a_derive() {
    let error = Derived::from(Unpaid);
    assert_eq!(error.issues(), Unpaid.field_issues());
    assert!(matches!(error, Derived::NotValid { shard: None, .. }));
    assert_eq!(Derived::from(report()).issues(), issues());
    assert!(Derived::Unreadable(issues()).source().is_none());
}

#[test]
fn a_server_error_of_the_framework_names_no_fields() {
    let shown = |status: u16| {
        let error = FrameworkError::new::<validation::Code>(status).expect("an error");
        let error = error.with_issues(issues());
        (error.definition().carries_issues(), error.issues().len())
    };
    assert_eq!((shown(422), shown(500)), ((true, 1), (true, 0)));
}
