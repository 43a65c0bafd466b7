//! How often a body allocates, and what else is on the way of every error.

use allocation_counter::measure;
use axum::response::IntoResponse;
use error_catalog::response::{Context, body};
use error_catalog::{CatalogError, ErrorCode, decode};
use error_catalog_tests::{leadron, lehnz, lendworks, lorn, many, product_tours, standards};

/// The allocations of each error's body, beside what the error carries.
fn allocations<E: CatalogError>(errors: &[E]) -> Vec<(String, bool, u64)> {
    let context = Context::default().with_request_id("550e8400").with_instance("/v1/leads");
    let of = |error: &E| {
        let mut text = None;
        let count = measure(|| text = Some(body(error, &context))).count_total;
        let carries = error.definition().params().len() > 0 || error.definition().carries_issues();
        (format!("{:?}: {}", error.definition(), text.expect("a body")), carries, count)
    };
    errors.iter().map(of).collect()
}

/// What carries nothing, in an envelope without request data, was rendered when the program was built.
#[test]
fn a_body_that_never_changes_costs_none() {
    let all = [
        allocations(&lehnz::examples()),
        allocations(&lorn::examples()),
        allocations(&product_tours::examples()),
    ];
    let constant: Vec<_> = all.concat().into_iter().filter(|(_, carries, _)| !carries).collect();
    // The envelope of checkouts shows the session.
    let constant: Vec<_> =
        constant.into_iter().filter(|(name, ..)| !name.contains("checkout_session")).collect();
    assert!(constant.len() > 50, "{}", constant.len());
    for (name, _, count) in constant {
        assert_eq!(count, 0, "{name}");
    }
}

#[test]
fn any_other_body_costs_one() {
    let all = [
        allocations(&leadron::examples()),
        allocations(&lehnz::examples()),
        allocations(&lendworks::examples()),
        allocations(&lorn::examples()),
        allocations(&product_tours::examples()),
        allocations(&standards::examples()),
        allocations(&many::examples()),
    ];
    for (name, _, count) in all.concat() {
        // An object inside a string is made apart, and escaped then.
        let most = if name.contains("TREE_CUT") { 2 } else { 1 };
        assert!(count <= most, "{count}: {name}");
    }
}

/// Long values are counted in: the text is made once, in its whole length.
#[test]
fn a_long_value_costs_one() {
    for length in [100, 1_000, 100_000] {
        let error = lendworks::Error::NotFound { resource: "x".repeat(length) };
        let (name, _, count) = allocations(&[error]).remove(0);
        assert_eq!(count, 1, "{name}");
    }
}

fn plain() -> many::Error {
    many::Error::Error0
}

fn with_name() -> many::Error {
    many::Error::Error6 { name: "lead 17".to_owned() }
}

/// The body in its box and the two tables of the header map are axum's; a body with a value in it is one text more.
#[test]
fn a_response_costs_its_body_and_its_headers() {
    for (error, most) in [(plain(), 3), (with_name(), 4)] {
        let count = measure(|| drop(error.into_response())).count_total;
        assert!(count <= most, "{count}");
    }
}

#[test]
fn a_message_costs_its_string() {
    for error in [plain(), with_name()] {
        assert_eq!(measure(|| drop(error.to_string())).count_total, 1, "{error}");
    }
}

#[test]
fn reading_costs_nothing() {
    for error in [plain(), with_name()] {
        let text = body(&error, &Context::default()).into_text();
        let status = error.definition().status().expect("a status");
        let mut received = None;
        let count = measure(|| received = decode::<many::Code>(status, |_| None, text.as_bytes()).ok());
        assert_eq!(
            (count.count_total, received.expect("a body").error().code.known()),
            (0, Some(error.code()))
        );
        let code = error.definition().code();
        assert_eq!(measure(|| _ = std::hint::black_box(many::Code::from_text(code))).count_total, 0);
    }
}
