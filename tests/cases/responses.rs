//! Status and headers beside the body.

use error_catalog::CatalogError;
use error_catalog::response::{Context, joint_response, response};
use error_catalog_tests::{awkward, leadron, lehnz, lendworks, lorn, plain, product_tours};

fn header<'r>(response: &'r error_catalog::response::Response, name: &str) -> Option<&'r str> {
    response.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

#[test]
fn declared_headers_are_sent() {
    let reset_at = error_catalog::Timestamp::UNIX_EPOCH;
    let limit = lendworks::Error::RateLimitExceeded { retry_after: 45, limit: 1000, remaining: 0, reset_at };
    let limit = response(&limit, &Context::default());
    assert_eq!((limit.status, header(&limit, "Retry-After")), (429, Some("45")));
    assert_eq!(limit.headers.iter().next(), Some(("Content-Type", "application/json")));
    let tours = response(&product_tours::Error::RateLimited { retry_after: 7 }, &Context::default());
    assert_eq!(header(&tours, "Retry-After"), Some("7"));
    // draft-ietf-httpapi-ratelimit-headers-07
    let lehnz = lehnz::Error::TooManyRequests { limit: 10, remaining: 0, reset: 540, window: 900 };
    let lehnz = response(&lehnz, &Context::default());
    assert_eq!(header(&lehnz, "RateLimit"), Some("limit=10, remaining=0, reset=540"));
    assert_eq!(header(&lehnz, "RateLimit-Policy"), Some("10;w=900"));
    let every =
        awkward::examples().into_iter().find(|e| e.code() == awkward::AwkwardCode::EveryType).expect("it");
    let every = response(&every, &Context::default());
    assert_eq!((header(&every, "X-Count"), header(&every, "X-Constant")), (Some("7"), Some("a{b}")));
    assert_eq!(every.headers.iter().next(), Some(("Content-Type", "application/problem+json")));
}

#[test]
fn headers_without_a_value_are_left_out() {
    let maintenance = |retry_after| response(&lorn::Error::Maintenance { retry_after }, &Context::default());
    assert_eq!(header(&maintenance(Some(30)), "Retry-After"), Some("30"));
    assert_eq!(header(&maintenance(None), "Retry-After"), None);
    let with = response(&leadron::Error::NotFound, &Context::default().with_request_id("req-1"));
    assert_eq!(header(&with, "X-Request-Id"), Some("req-1"));
    let without = response(&leadron::Error::NotFound, &Context::default());
    assert_eq!(header(&without, "X-Request-Id"), None);
}

#[test]
fn nothing_is_sent_that_could_end_a_header() {
    for id in ["a\r\nSet-Cookie: x", "a\0", " a", "é", ""] {
        let response = response(&leadron::Error::NotFound, &Context::default().with_request_id(id));
        assert_eq!(header(&response, "X-Request-Id"), None, "{id:?}");
    }
}

#[test]
fn several_errors_in_one_response() {
    let errors: [&dyn CatalogError; 2] = [&lorn::Error::OutOfStock { n: 0 }, &lorn::Error::SessionCompleted];
    assert_eq!(joint_response(&errors, &Context::default()).status, 405);
    let none = joint_response(&[], &Context::default());
    assert_eq!((none.status, none.headers.len(), none.body.as_str()), (500, 0, "null"));
    assert_eq!(response(&plain::Error::NoInput, &Context::default()).status, 500);
}
