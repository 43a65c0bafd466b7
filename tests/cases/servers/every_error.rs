//! Every error of every one of the five catalogs and of the corpus, generated and derived, through both frameworks.

use error_catalog::param::Arg;
use error_catalog::response::{Context, response};
use error_catalog::{Catalogued, Value, decode};
use error_catalog_tests::{
    corpus_codes, corpus_long, corpus_names, corpus_texts, derived, leadron, lehnz, lendworks, lorn,
    product_tours, service,
};

use super::{Answer, REQUEST_ID, actix_web, axum, clock};

macro_rules! every_error {
    ($($test:ident: $($module:ident)::+;)*) => { $(
        #[tokio::test]
        async fn $test() {
            use $($module)::+::{Code, Error, examples};
            let axum = axum::raising::<Code, Error>(examples).await;
            let actix_web = actix_web::raising::<Code, Error>(examples).await;
            let errors = examples();
            for (index, error) in errors.iter().enumerate() {
                let path = format!("/raise/{index}");
                let answer = axum.get(&path).await;
                as_declared(error, &answer, &path);
                arrives(error, &answer);
                assert_eq!(actix_web.get(&path).await, answer, "{error:?}");
            }
        }
    )* };
}

every_error! {
    leadron_page: leadron;
    lehnz_page: lehnz;
    lendworks_page: lendworks;
    lorn_page: lorn;
    product_tours_page: product_tours;
    challenges_and_limits: service;
    corpus_of_codes: corpus_codes;
    corpus_of_long_texts: corpus_long;
    corpus_of_names: corpus_names;
    corpus_of_texts: corpus_texts;
    corpus_of_names_derived: derived::corpus_names;
    leadron_derived: derived::leadron;
    lehnz_derived: derived::lehnz;
    lendworks_derived: derived::lendworks;
    lorn_derived: derived::lorn;
    product_tours_derived: derived::product_tours;
}

/// Status, headers and body are those that the catalog declares.
fn as_declared<E: Catalogued>(error: &E, answer: &Answer, path: &str) {
    let values = [("session_id", Arg::Str("cs_demo")), ("session_status", Arg::Str("not_ready_for_payment"))];
    let context = Context::default()
        .with_request_id(REQUEST_ID)
        .with_instance(path)
        .with_timestamp(clock())
        .with_values(&values);
    let declared = response(error, &context);
    let definition = error.definition();
    assert_eq!(Some(answer.status), definition.status(), "{definition:?}");
    assert_eq!(answer.body, declared.body.as_str(), "{definition:?}");
    assert_eq!(answer.header("x-request-id"), Some(REQUEST_ID), "{definition:?}");
    let length = answer.body.len().to_string();
    assert_eq!(answer.header("content-length"), Some(&*length), "{definition:?}");
    for (name, value) in declared.headers.iter() {
        assert_eq!(answer.header(&name.to_lowercase()), Some(value), "{definition:?}: {name}");
    }
    assert!(!answer.body.contains("a cause"), "{answer:?}");
    assert!(!format!("{:?}", answer.headers).contains("a cause"), "{answer:?}");
}

/// Two that no client can tell apart, as `check` says: their page has them alike.
const ALIKE: [&str; 2] = ["ROLE_FORBIDDEN", "NOT_A_MEMBER"];

/// A client reads the same error off the response, with the values of its public parameters.
fn arrives<E: Catalogued>(error: &E, answer: &Answer) {
    let header = |name: &str| answer.header(&name.to_lowercase());
    let received = decode::<E::Code>(answer.status, header, answer.body.as_bytes());
    let received = received.unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!((received.status(), received.request_id()), (answer.status, Some(REQUEST_ID)), "{answer:?}");
    let definition = error.definition();
    if ALIKE.contains(&definition.name()) {
        assert_eq!(received.error().code.known(), None, "{answer:?}");
        return;
    }
    assert!(received.error().is(error.code()), "{error:?}: {received:?}");
    assert_eq!(received.error().issues, error.issues());
    for (slot, param) in definition.params().enumerate() {
        let sent = error.arg(slot).to_string();
        let value = received.error().param(param.name()).map(Value::to_string);
        assert_eq!(value, (!param.is_internal()).then_some(sent), "{param:?} of {answer:?}");
    }
}
