//! A client that knows the errors of its server, and repeats what may be repeated. Start one of the services, and then:
//!
//! ```sh
//! cargo run -p error-catalog --example reqwest --features httpdate
//! ```

/// Generated: the server's catalog.
#[path = "../../tests/catalogs/product-tours/expected/errors.rs"]
mod errors;

use std::error::Error;
use std::hash::{BuildHasher, RandomState};

use error_catalog::client::{DecodeError, decode};
use errors::Code;

/// Sends events, and sends them again as the catalog advises.
async fn send_events(client: &reqwest::Client, url: &str, events: &str) -> Result<String, Box<dyn Error>> {
    for repetitions in 0.. {
        let request = client.post(url).header("X-API-Key", "demo").header("Content-Type", "application/json");
        let response = request.body(events.to_owned()).send().await?;
        if response.status().is_success() {
            return Ok(response.text().await?);
        }
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await?;
        let header = |name: &str| headers.get(name)?.to_str().ok();
        let received = decode::<Code>(status, header, &body).map_err(DecodeError::into_owned)?;
        let Some(delay) = received.next_delay(repetitions, random()) else {
            // What to do instead, in the catalog's words.
            if let Some(note) = received.retry().and_then(|advice| advice.note) {
                println!("  advice: {note}");
            }
            return Err(received.into_owned().into());
        };
        println!("  {received}: again in {delay:?}");
        tokio::time::sleep(delay).await;
    }
    unreachable!("the loop has no end")
}

/// A number from 0 up to 1: a crate of your choice does it as well.
fn random() -> f64 {
    RandomState::new().hash_one(0_u8) as f64 / u64::MAX as f64
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::var("ADDR").unwrap_or_else(|_| "127.0.0.1:3000".to_owned());
    let url = format!("http://{address}/api/sdk/events");
    let client = reqwest::Client::new();
    for n in 1..=12 {
        let events = if n == 5 { r#"[{ "type": "yodel" }]"# } else { r#"[{ "type": "click" }]"# };
        println!("request {n}");
        match send_events(&client, &url, events).await {
            Ok(text) => println!("  {text}"),
            Err(error) => println!("  {error}"),
        }
    }
    Ok(())
}
