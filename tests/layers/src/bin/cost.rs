//! Sends requests to a service, over and over: `layer-cost.sh` counts the instructions. Or serves them.
//!
//! `cost FRAMEWORK SERVICE PATH COUNT`: calls the router, without HTTP. The path `none` makes the requests and sends none.
//! `cost FRAMEWORK SERVICE whole PATH COUNT`: the whole server, from the bytes of requests to those of responses.
//! `cost each LIST`: runs each line of a file, in one of these two forms.
//! `cost FRAMEWORK SERVICE serve`: prints its address, and serves until it is killed.

use std::hint::black_box;

use actix_web::App;
use actix_web::test::{TestRequest, init_service};
use error_catalog::actix_web::CatalogMiddleware;
use error_catalog_layers::errors::Code;
use error_catalog_layers::with_actix_web::{RequestIdMiddleware, by_hand, with_catalog};
use error_catalog_layers::{Service, whole, with_axum};
use tower::Service as _;

use whole::Failure;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["each", list] => {
            for line in std::fs::read_to_string(list)?.lines() {
                run_once(&line.split(' ').collect::<Vec<_>>())?;
            }
            Ok(())
        }
        ["axum", service, "serve"] => whole::serve_axum(named(service)?),
        ["actix-web", service, "serve"] => whole::serve_actix_web(named(service)?),
        _ => run_once(&arguments),
    }
}

/// One run. Valgrind counts from the call to the return, so this must stay a function of its own.
#[inline(never)]
fn run_once(arguments: &[&str]) -> Result<(), Failure> {
    match *arguments {
        ["axum", service, "whole", path, count] => whole::of_axum(named(service)?, path, count.parse()?),
        ["actix-web", service, "whole", path, count] => {
            whole::of_actix_web(named(service)?, path, count.parse()?)
        }
        ["axum", service, path, count] => of_axum(named(service)?, path, count.parse()?),
        ["actix-web", service, path, count] => of_actix_web(named(service)?, path, count.parse()?),
        _ => Err("what to do?".into()),
    }
}

fn named(service: &str) -> Result<Service, Failure> {
    match service {
        "plain" => Ok(Service::Plain),
        "by-hand" => Ok(Service::ByHand),
        "catalog" => Ok(Service::Catalog),
        other => Err(format!("no service {other}").into()),
    }
}

fn of_axum(service: Service, path: &str, count: usize) -> Result<(), Failure> {
    let path = format!("/{path}");
    tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
        let mut app = with_axum::app(service).with_state(());
        for _ in 0..count {
            let request = with_axum::request(&path);
            if path == "/none" {
                drop(black_box(request));
                continue;
            }
            let response = app.call(request).await?;
            assert!(response.status() != 404 || path.ends_with("error") || path.ends_with("short"));
            let body = axum::body::to_bytes(response.into_body(), usize::MAX).await?;
            if count == 1 {
                println!("{}", String::from_utf8_lossy(&body));
            }
        }
        Ok(())
    })
}

fn of_actix_web(service: Service, path: &str, count: usize) -> Result<(), Failure> {
    let path = format!("/{path}");
    // Each application has a type of its own.
    macro_rules! run {
        ($app:expr) => {{
            let app = init_service($app).await;
            for _ in 0..count {
                let request = TestRequest::get().uri(&path);
                let request =
                    request.insert_header(("host", "127.0.0.1:3000")).insert_header(("accept", "*/*"));
                let request = request.insert_header(("user-agent", "load/1.0")).to_request();
                if path == "/none" {
                    drop(black_box(request));
                    continue;
                }
                let response = actix_web::dev::Service::call(&app, request).await?;
                let body = actix_web::test::try_read_body(response).await.map_err(|_| "no body")?;
                if count == 1 {
                    println!("{}", String::from_utf8_lossy(&body));
                }
            }
            Ok(())
        }};
    }
    actix_web::rt::System::new().block_on(async {
        match service {
            Service::Plain => run!(App::new().configure(by_hand)),
            Service::ByHand => run!(App::new().configure(by_hand).wrap(RequestIdMiddleware)),
            Service::Catalog => {
                run!(App::new().configure(with_catalog).wrap(CatalogMiddleware::new::<Code>()))
            }
        }
    })
}
