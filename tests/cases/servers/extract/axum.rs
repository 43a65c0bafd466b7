//! Servers of axum whose handlers extract.

use ::axum::Router;
use ::axum::extract::DefaultBodyLimit;
use ::axum::extract::rejection::{JsonRejection, PathRejection};
use ::axum::routing::{get, post};
use error_catalog::ErrorCode;
use error_catalog::axum::extract::{Form, Json, Path, Query, Rejected};
use error_catalog::field_issues::FieldIssues as _;
use error_catalog_tests::validation::{CreateLeadError, Error};
use garde::Validate as _;
use validator::Validate as _;

use super::{Checked, Lead, Order, Page, Seat};
use crate::servers::{Server, axum};

/// Handlers inside the layer of a catalog.
pub(super) async fn inside<C: ErrorCode>() -> Server {
    axum::serve(handlers().layer(axum::layer::<C>())).await
}

/// Handlers without a layer.
pub(super) async fn bare() -> Server {
    axum::serve(handlers()).await
}

fn handlers() -> Router {
    Router::new()
        .route("/json", post(async |Json(lead): Json<Lead>| Json(lead)))
        .route("/optional", post(async |lead: Option<Json<Lead>>| lead.is_some().to_string()))
        .route("/form", post(async |page: Form<Page>| page.page.to_string()))
        .route("/query", get(async |page: Query<Page>| page.page.to_string()))
        .route("/seat/{row}/{seat}", get(async |at: Path<Seat>| format!("{}-{}", at.row, at.seat)))
        .route("/pair/{row}/{seat}", get(async |at: Path<(u8, u8)>| format!("{}-{}", at.0.0, at.0.1)))
        .route("/one/{id}", get(async |Path(id): Path<u64>| id.to_string()))
        .route("/misfit/{row}/{seat}", get(async |Path(id): Path<u64>| id.to_string()))
        .route("/misfit-issues/{row}/{seat}", get(misfit_issues))
        .route("/plain", post(async |::axum::Json(lead): ::axum::Json<Lead>| lead.name))
        .route("/unreadable", post(unreadable))
        .route("/validator", post(validated))
        .route("/garde", post(checked))
        .layer(DefaultBodyLimit::max(1_000))
}

/// How many fields are wrong where the route is.
async fn misfit_issues(id: Result<Path<u64>, Rejected<PathRejection>>) -> String {
    id.map_or_else(|rejected| rejected.field_issues().len().to_string(), |id| id.to_string())
}

/// Axum's own extractor, and the catalog's error of its rejection.
async fn unreadable(lead: Result<::axum::Json<Lead>, JsonRejection>) -> Result<String, Error> {
    Ok(lead?.0.name)
}

async fn validated(Json(order): Json<Order>) -> Result<(), CreateLeadError> {
    order.validate()?;
    Ok(())
}

async fn checked(Json(order): Json<Checked>) -> Result<(), Error> {
    order.validate()?;
    Ok(())
}
