//! What the runtime has for tests and demonstrations.

use std::panic::catch_unwind;

use axum::response::IntoResponse;
use error_catalog::response::{Context, body, response};
use error_catalog::testing::ExampleError;
use error_catalog::{CatalogError, ErrorCode, assert_error};
use error_catalog_tests::{awkward, lendworks, product_tours};
use lendworks::{Code, Error};

const NOT_FOUND: fn() -> Error = || Error::NotFound { resource: "Lead".into() };

#[test]
fn responses_of_all_kinds() {
    let context = Context::default();
    let of_ours = assert_error!(response(&NOT_FOUND(), &context), Code::NotFound);
    assert_eq!(of_ours.error().param("resource"), Some(&"Lead".into()));
    assert_error!((404, body(&NOT_FOUND(), &context).as_str()), Code::NotFound);
    assert_error!(NOT_FOUND().into_response(), Code::NotFound, "through axum");
    let of_actix_web = actix_web::ResponseError::error_response(&NOT_FOUND());
    assert_error!(of_actix_web, Code::NotFound);
    let limit = Error::RateLimitExceeded {
        retry_after: 45,
        limit: 1000,
        remaining: 0,
        reset_at: error_catalog::Timestamp::UNIX_EPOCH,
    };
    let received = assert_error!(limit.into_response(), Code::RateLimitExceeded);
    assert_eq!(received.next_delay(0, 0.5), Some(std::time::Duration::from_secs(45)), "from the header");
}

/// The text that a failing assertion prints.
fn failure(assertion: impl FnOnce() + std::panic::UnwindSafe) -> String {
    *catch_unwind(assertion).expect_err("it fails").downcast::<String>().expect("a text")
}

#[test]
fn a_failure_says_what_came_instead() {
    let another = failure(|| {
        assert_error!(response(&NOT_FOUND(), &Context::default()), Code::Forbidden, "of user {}", 7);
    });
    assert_eq!(
        another,
        "unexpected response: of user 7\n \
         expected: 403 FORBIDDEN \"Your API key may not do this\"\n  \
         instead: 404 NOT_FOUND: Lead not found\n     \
         body: {\"errors\":[{\"code\":\"NOT_FOUND\",\"message\":\"Lead not found\"}]}"
    );
    let none = failure(|| drop(assert_error!((502, "<html>Bad Gateway</html>"), Code::NotFound)));
    assert!(none.contains("instead: the response with status 502 is not an error of the catalog"), "{none}");
    assert!(none.ends_with("body: <html>Bad Gateway</html>"), "{none}");
    let newer = failure(|| {
        let body = r#"{ "errors": [{ "code": "NEWER", "message": "Never seen" }] }"#;
        drop(assert_error!((409, body), Code::NotFound));
    });
    assert!(newer.contains("instead: 409 NEWER: Never seen"), "{newer}");
}

/// Examples of every type are values of that type.
#[test]
fn example_errors() {
    for code in awkward::AwkwardCode::all() {
        let example = ExampleError::new(code.definition()).expect("the catalog asks for examples");
        for (slot, param) in example.definition().params().enumerate() {
            assert!(!example.arg(slot).is_absent(), "{param:?} of {example:?}");
        }
    }
    let parameters = awkward::AwkwardCode::Parameters.definition();
    let parameters = ExampleError::new(parameters).expect("the catalog asks for examples").to_string();
    let uuid = "550e8400-e29b-41d4-a716-446655440000";
    assert_eq!(parameters, format!("f self 1 1 true 0.5 2025-01-15T10:30:00Z {{}} f {uuid} 1"));
    let limited = product_tours::Code::RateLimited.definition();
    let limited = ExampleError::new(limited).expect("the catalog asks for examples");
    let limited = response(&limited, &Context::default());
    assert_eq!(limited.headers.get("retry-after"), Some("30"), "the catalog's example");
    // Parameters without examples in the binary; an error without parameters needs none.
    assert!(ExampleError::new(Code::NotFound.definition()).is_none());
    assert!(ExampleError::new(Code::Forbidden.definition()).is_some());
}
