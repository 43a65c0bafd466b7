//! Servers of actix-web whose handlers extract.

use ::actix_web::{HttpResponse, web};
use error_catalog::ErrorCode;
use error_catalog::actix_web::extract::{Form, Json, Path, Query, Rejected};
use error_catalog_tests::validation::{CreateLeadError, Error};
use garde::Validate as _;
use validator::Validate as _;

use super::{Checked, Lead, Order, Page, Seat};
use crate::servers::{Server, actix_web};

/// Handlers inside the middleware of a catalog.
pub(super) async fn inside<C: ErrorCode>() -> Server {
    actix_web::serve(|app| {
        app.service(web::scope("").wrap(actix_web::middleware::<C>()).configure(handlers));
    })
    .await
}

/// Handlers without a middleware.
pub(super) async fn bare() -> Server {
    actix_web::serve(handlers).await
}

fn handlers(app: &mut web::ServiceConfig) {
    app.app_data(web::JsonConfig::default().limit(1_000))
        .app_data(web::FormConfig::default().limit(1_000))
        .route("/json", web::post().to(async |Json(lead): Json<Lead>| Json(lead)))
        .route("/form", web::post().to(async |page: Form<Page>| page.page.to_string()))
        .route("/query", web::get().to(async |page: Query<Page>| page.page.to_string()))
        .route("/seat/{row}/{seat}", web::get().to(async |at: Path<Seat>| format!("{}-{}", at.row, at.seat)))
        .route(
            "/pair/{row}/{seat}",
            web::get().to(async |at: Path<(u8, u8)>| format!("{}-{}", at.0.0, at.0.1)),
        )
        .route("/one/{id}", web::get().to(async |id: Path<u64>| id.into_inner().to_string()))
        .route("/plain", web::post().to(async |lead: web::Json<Lead>| lead.name.clone()))
        .route("/unreadable", web::post().to(unreadable))
        .route("/validator", web::post().to(validated))
        .route("/garde", web::post().to(checked));
}

async fn unreadable(lead: Result<Json<Lead>, Rejected>) -> Result<String, Error> {
    Ok(lead?.into_inner().name)
}

async fn validated(Json(order): Json<Order>) -> Result<HttpResponse, CreateLeadError> {
    order.validate()?;
    Ok(HttpResponse::Ok().finish())
}

async fn checked(Json(order): Json<Checked>) -> Result<HttpResponse, Error> {
    order.validate()?;
    Ok(HttpResponse::Ok().finish())
}
