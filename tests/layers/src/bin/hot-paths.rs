//! What is on the way of every error, over and over: `hot-paths.sh` counts its instructions.

use std::hint::black_box;

use axum::response::IntoResponse;
use error_catalog::response::{Context, body};
use error_catalog::{CatalogError, ErrorCode, decode};
use error_catalog_layers::many::{Code, Error};

fn plain() -> Error {
    Error::Error1230
}

fn with_name() -> Error {
    Error::Error1236 { name: "lead 17".to_owned() }
}

/// Runs each path a number of times: `hot-paths COUNT PATH…`.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().ok_or("no count")?.parse()?;
    for path in arguments {
        run_once(&path, count)?;
    }
    Ok(())
}

/// One path. Valgrind counts from the call to the return, so this must stay a function of its own.
#[inline(never)]
fn run_once(path: &str, count: usize) -> Result<(), Box<dyn std::error::Error>> {
    match path.strip_suffix("-one") {
        Some(path) => repeat(path, count, with_name),
        None => repeat(path, count, plain),
    }
}

fn repeat(path: &str, count: usize, error: fn() -> Error) -> Result<(), Box<dyn std::error::Error>> {
    let (made, context) = (error(), Context::default());
    let (code, status) = (made.definition().code(), made.definition().status().ok_or("no status")?);
    let text = body(&made, &context).into_text();
    let times = |once: &dyn Fn()| (0..count).for_each(|_| once());
    match path {
        "code" => times(&|| _ = black_box(Code::from_text(black_box(code)))),
        "no-code" => times(&|| _ = black_box(Code::from_text(black_box("ERROR_X236")))),
        "body" => times(&|| drop(black_box(body(black_box(&made), &context)))),
        "display" => times(&|| drop(black_box(black_box(&made).to_string()))),
        "response" => times(&|| drop(black_box(error().into_response()))),
        "decode" => times(&|| {
            let received = decode::<Code>(status, |_| None, black_box(text.as_bytes()));
            assert!(received.is_ok_and(|received| received.error().is(made.code())));
        }),
        other => return Err(format!("no path {other}").into()),
    }
    Ok(())
}
