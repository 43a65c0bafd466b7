//! What is internal never leaves, in no byte of any response.

use std::error::Error;
use std::fmt;

use error_catalog::param::Arg;
use error_catalog::{CatalogError, Definition, ErrorResponse, FieldIssue};
use error_catalog_tests::{
    awkward, derived, leadron, lehnz, lendworks, lorn, product_tours, service, standards,
};

use super::{Answer, actix_web, axum};

const SECRET: &str = "marked-secret";

/// An error with a secret in every internal place: internal parameters, the chain of causes, `Debug`.
struct Marked<E>(E);

#[derive(Debug)]
struct Cause(Option<Box<Cause>>);

static CAUSE: std::sync::LazyLock<Cause> = std::sync::LazyLock::new(|| Cause(Some(Box::new(Cause(None)))));

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SECRET)
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.as_deref().map(|cause| cause as _)
    }
}

impl<E: CatalogError> CatalogError for Marked<E> {
    fn definition(&self) -> Definition {
        self.0.definition()
    }

    fn arg(&self, slot: usize) -> Arg<'_> {
        match self.definition().params().nth(slot) {
            Some(param) if param.is_internal() => Arg::Str(SECRET),
            _ => self.0.arg(slot),
        }
    }

    fn issues(&self) -> &[FieldIssue] {
        self.0.issues()
    }
}

impl<E: CatalogError> Error for Marked<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*CAUSE)
    }
}

impl<E: CatalogError> fmt::Display for Marked<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<E: CatalogError> fmt::Debug for Marked<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SECRET} {:?}", self.0)
    }
}

fn marked<E: CatalogError + Send + Sync + 'static>(errors: Vec<E>) -> impl Iterator<Item = ErrorResponse> {
    errors.into_iter().map(|error| ErrorResponse::new(Marked(error)))
}

fn all() -> Vec<ErrorResponse> {
    marked(leadron::examples())
        .chain(marked(lehnz::examples()))
        .chain(marked(lendworks::examples()))
        .chain(marked(lorn::examples()))
        .chain(marked(product_tours::examples()))
        .chain(marked(awkward::examples()))
        .chain(marked(derived::awkward::examples()))
        .chain(marked(standards::examples()))
        .chain(marked(service::examples()))
        .collect()
}

#[tokio::test]
async fn nothing_internal_leaves() {
    let axum = axum::raising::<service::Code, ErrorResponse>(all).await;
    let actix_web = actix_web::raising::<service::Code, ErrorResponse>(all).await;
    let errors = all();
    let internal = errors
        .iter()
        .flat_map(|response| response.errors())
        .filter(|error| error.definition().params().any(|param| param.is_internal()));
    assert!(internal.count() >= 3, "catalogs with internal parameters");
    for (index, error) in errors.iter().enumerate() {
        assert!(format!("{error:?}").contains(SECRET));
        let path = format!("/raise/{index}");
        let answers: [Answer; 2] = [axum.get(&path).await, actix_web.get(&path).await];
        for answer in answers {
            assert!(!format!("{answer:?}").contains(SECRET), "{answer:?}");
            assert!(answer.status >= 200 && !answer.body.is_empty(), "{answer:?}");
        }
    }
}
