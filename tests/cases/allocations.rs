//! How often a body allocates.

use allocation_counter::measure;
use error_catalog::{CatalogError, Context, body};
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
