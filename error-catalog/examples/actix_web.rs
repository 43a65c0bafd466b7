//! A service on actix-web. Start it, and call it with curl:
//!
//! ```sh
//! cargo run -p error-catalog --example actix_web --features actix-web-extract,tracing
//! ```

mod service;

use actix_web::error::ErrorInternalServerError;
use actix_web::{App, HttpRequest, HttpServer, web};
use error_catalog::ErrorResponse;
use error_catalog::actix_web::CatalogMiddleware;
use error_catalog::actix_web::extract::{Json, Path};
use service::errors::{Code, DeleteAudienceError, LogInError, SendEventsError};

async fn send_events(
    request: HttpRequest,
    Json(events): Json<Vec<service::Event>>,
) -> Result<String, SendEventsError> {
    let api_key = request.headers().get("X-API-Key").and_then(|key| key.to_str().ok());
    service::send_events(api_key, &events)
}

async fn log_in(Json(credentials): Json<service::Credentials>) -> Result<String, LogInError> {
    service::log_in(&credentials)
}

async fn delete_audience(Path(id): Path<u64>) -> Result<String, DeleteAudienceError> {
    service::delete_audience(id)
}

async fn raise(code: web::Path<String>) -> Result<String, ErrorResponse> {
    Err(service::raise(&code))
}

async fn panics() -> String {
    panic!("clients never see this text")
}

async fn broken() -> actix_web::Result<String> {
    Err(ErrorInternalServerError("clients never see this text"))
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt().init();
    let server = HttpServer::new(|| {
        App::new()
            .wrap(CatalogMiddleware::new::<Code>())
            .service(web::resource("/api/sdk/events").route(web::post().to(send_events)))
            .service(web::resource("/api/auth/login").route(web::post().to(log_in)))
            .service(web::resource("/api/audiences/{id}").route(web::delete().to(delete_audience)))
            .route("/raise", web::get().to(|| async { service::codes() }))
            .route("/raise/{code}", web::get().to(raise))
            .route("/panic", web::get().to(panics))
            .route("/broken", web::get().to(broken))
    });
    let server = server.bind(service::address())?;
    for address in server.addrs() {
        println!("{}", service::greeting(&address.to_string()));
    }
    server.run().await
}
