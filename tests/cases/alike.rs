//! The same catalog in both ways, generated and derived, behaves alike.

use error_catalog::{CatalogError, Catalogued, Definition, ErrorCode};
use error_catalog_tests as tests;

/// All that a definition says, but which table it stands in.
fn story(definition: Definition) -> String {
    let params: Vec<_> = definition
        .params()
        .map(|p| format!("{p:?} {} {} {}", p.wire_name(), p.in_detail(), p.is_internal()))
        .collect();
    let headers: Vec<_> = definition.headers().collect();
    format!(
        "{definition:?} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {params:?} {headers:?} {} {} {} {}",
        definition.code(),
        definition.code_number(),
        definition.status(),
        definition.category(),
        definition.message(),
        definition.retry(),
        definition.retry_note(),
        definition.docs(),
        definition.is_public(),
        definition.is_deprecated(),
        definition.carries_issues(),
        definition.carries_source(),
    )
}

/// All that a value says.
fn value(error: &dyn CatalogError) -> String {
    let slots = error.definition().params().len();
    let args: Vec<_> = (0..=slots).map(|slot| format!("{:?}", error.arg(slot))).collect();
    let source = error.source().map(ToString::to_string);
    format!("{error} {args:?} {:?} {source:?}", error.issues())
}

fn alike<A: Catalogued, D: Catalogued>(generated: &[A], derived: &[D]) {
    assert!(!generated.is_empty());
    assert_eq!(generated.len(), derived.len());
    for (generated, derived) in generated.iter().zip(derived) {
        assert_eq!(story(generated.definition()), story(derived.definition()));
        assert_eq!(value(generated), value(derived));
        assert_eq!(format!("{:?}", generated.code()), format!("{:?}", derived.code()));
    }
    assert_eq!(A::Code::all().len(), D::Code::all().len());
    for code in A::Code::all() {
        let wire = code.definition().code();
        let found = (
            A::Code::from_text(wire).map(|code| code.index()),
            D::Code::from_text(wire).map(|code| code.index()),
        );
        assert!(found.0.is_some() && found.0 == found.1, "{wire}: {found:?}");
    }
}

macro_rules! both_ways {
    ($($module:ident)*) => { $(
        #[test]
        fn $module() {
            alike(&tests::$module::examples(), &tests::derived::$module::examples());
        }
    )* };
}

both_ways! { leadron lehnz lendworks lorn product_tours awkward plain codes standards one optional two many }

#[test]
fn methods_that_a_derive_asks_for() {
    use tests::derived::awkward::{AwkwardCategory, AwkwardCode, AwkwardError};
    let error = AwkwardError::Type;
    assert_eq!(
        (error.code(), error.status(), error.category()),
        (AwkwardCode::Type, 400, Some(AwkwardCategory::Type))
    );
    assert!(error.is_type() && !error.is_self() && !error.is_retryable());
    let every = tests::derived::awkward::examples().into_iter().find(|e| e.code() == AwkwardCode::EveryType);
    assert_eq!(every.and_then(|error| error.path()).as_deref(), Some("$.items[7]"));
}
