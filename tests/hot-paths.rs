//! What is on the way of every error, over and over: `hot-paths.sh` counts its instructions.

use std::hint::black_box;

use axum::response::IntoResponse;
use error_catalog::{CatalogError, Context, ErrorCode, body, decode};
use error_catalog_tests::many::{Code, Error};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (path, count) = (arguments.next().ok_or("no path")?, arguments.next().ok_or("no count")?);
    let error = || match path.ends_with("-one") {
        true => Error::Error1236 { name: black_box("lead 17").to_owned() },
        false => Error::Error1230,
    };
    let (made, context) = (error(), Context::default());
    let definition = made.definition();
    let status = definition.status().ok_or("no status")?;
    let text = body(&made, &context);
    for _ in 0..count.parse::<usize>()? {
        match path.trim_end_matches("-one") {
            "code" => drop(black_box(Code::from_text(black_box(definition.code())))),
            "no-code" => drop(black_box(Code::from_text(black_box("ERROR_X236")))),
            "body" => drop(black_box(body(black_box(&made), &context))),
            "display" => drop(black_box(black_box(&made).to_string())),
            "response" => drop(black_box(error().into_response())),
            "decode" => {
                let received = decode::<Code>(status, |_| None, black_box(text.as_str()).as_bytes());
                assert!(received.is_ok_and(|received| received.error().is(made.code())));
            }
            other => return Err(format!("no path {other}").into()),
        }
    }
    Ok(())
}
