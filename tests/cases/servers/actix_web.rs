//! Servers of actix-web.

use actix_web::dev::ServerHandle;
use actix_web::http::header::HeaderName;
use actix_web::{App, HttpResponse, HttpServer, ResponseError, web};
use error_catalog::actix_web::CatalogMiddleware;
use error_catalog::framework::set_context_value;
use error_catalog::{CatalogError, ErrorCode, ErrorResponse};
use error_catalog_tests::service;

use super::axum::NewLead;
use super::{Server, clock};

/// A middleware whose clock stands still.
pub(super) fn middleware<C: ErrorCode>() -> CatalogMiddleware {
    CatalogMiddleware::new::<C>().request_id_header(HeaderName::from_static("x-request-id")).clock(clock)
}

/// A server that answers `/raise/{index}` with that error.
pub(crate) async fn raising<C: ErrorCode, E: ResponseError + 'static>(errors: fn() -> Vec<E>) -> Server {
    let raise = move |index: web::Path<usize>| async move {
        set_context_value("session_id", "cs_demo");
        set_context_value("session_status", "not_ready_for_payment");
        Err::<(), E>(errors().into_iter().nth(*index).expect("an error"))
    };
    serve(move |app| {
        app.service(web::scope("").wrap(middleware::<C>()).route("/raise/{index}", web::get().to(raise)));
    })
    .await
}

/// Starts a server on a thread of its own: actix-web has its own runtime.
pub(super) async fn serve(routes: impl Fn(&mut web::ServiceConfig) + Clone + Send + 'static) -> Server {
    let (started, start) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = HttpServer::new(move || App::new().configure(routes.clone()))
                .workers(1)
                .bind(("127.0.0.1", 0))
                .expect("a port");
            let address = server.addrs()[0];
            let running = server.run();
            let _: ServerHandle = running.handle();
            started.send(address).expect("the test waits");
            running.await.expect("a server");
        });
    });
    Server { address: start.await.expect("an address") }
}

/// A service in which all that can go wrong does.
pub(crate) async fn service() -> Server {
    serve(|app| {
        let handlers = web::scope("")
            .wrap(middleware::<service::Code>())
            .app_data(web::JsonConfig::default().limit(1_000))
            .service(web::resource("/leads").route(web::post().to(|lead: web::Json<NewLead>| async move {
                lead.name.clone() + &lead.tags.len().to_string()
            })))
            .route("/leads/{id}", web::get().to(|id: web::Path<u64>| async move { id.to_string() }))
            .route("/panic", web::get().to(panics))
            .route(
                "/text",
                web::get().to(|| async {
                    HttpResponse::Conflict().content_type("text/plain").body("secret-of-a-handler")
                }),
            )
            .route("/empty", web::get().to(HttpResponse::BadGateway))
            .route(
                "/html",
                web::get()
                    .to(|| async { HttpResponse::NotFound().content_type("text/html").body("<p>mine</p>") }),
            )
            .route(
                "/json",
                web::get().to(|| async { HttpResponse::NotFound().json(serde_json::json!({ "mine": 1 })) }),
            )
            .route(
                "/foreign",
                web::get()
                    .to(|| async { Err::<(), _>(actix_web::error::ErrorConflict("secret-of-an-error")) }),
            )
            .route(
                "/error",
                web::get().to(|| async {
                    Err::<(), _>(service::Error::NotFound { what: "Lead".into(), shard: "secret".into() })
                }),
            )
            .route("/joint", web::get().to(joint))
            .route("/tenant", web::get().to(tenant));
        app.service(handlers);
    })
    .await
}

async fn panics() -> HttpResponse {
    actix_web::rt::task::yield_now().await;
    panic!("secret-of-a-panic");
}

async fn joint() -> Result<HttpResponse, ErrorResponse> {
    Err(ErrorResponse::new(service::Error::Busy { seconds: 7 })
        .and(service::Error::RouteNotFound)
        .with_value("tenant", "acme"))
}

async fn tenant() -> Result<HttpResponse, ErrorResponse> {
    set_context_value("tenant", "first");
    set_context_value("tenant", "second");
    fails()?;
    Ok(HttpResponse::Ok().finish())
}

fn fails() -> Result<(), impl CatalogError + Send + Sync + 'static> {
    Err(service::Error::Internal { source: "secret-of-a-cause".into() })
}
