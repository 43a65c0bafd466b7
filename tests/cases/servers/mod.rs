//! Real servers of both frameworks, and a real client, over loopback.

mod actix_web;
mod axum;
mod crosstalk;
mod every_error;
mod extract;
mod framework;
mod hard;
mod hard_actix_web;
mod head;
mod headers;
mod log;
mod losses;
mod secrets;
mod statuses;

use std::collections::BTreeMap;
use std::time::Duration;

/// A server that listens until the process ends.
pub(crate) struct Server {
    address: std::net::SocketAddr,
}

/// What a client gets.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// All headers but those of the transport.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The code in the body.
    #[track_caller]
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_else(|| panic!("no code: {self:?}")).to_owned()
    }
}

/// The time at which all errors of the tests are served.
pub(crate) fn clock() -> error_catalog::Timestamp {
    crate::support::after_1970(Duration::from_millis(1_736_937_000_250))
}

/// The id that the tests send.
pub(crate) const REQUEST_ID: &str = "req-7f3a";

impl Server {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(path, |client, url| client.get(url).header("X-Request-Id", REQUEST_ID)).await
    }

    pub(crate) async fn send(
        &self,
        path: &str,
        request: impl FnOnce(&reqwest::Client, String) -> reqwest::RequestBuilder,
    ) -> Answer {
        let client = reqwest::Client::new();
        let response =
            request(&client, format!("http://{}{path}", self.address)).send().await.expect("a response");
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.to_str().expect("ASCII").to_owned()));
        let headers =
            headers.filter(|(name, _)| !["date", "connection", "transfer-encoding"].contains(&&**name));
        let headers = headers.collect();
        Answer { status, headers, body: response.text().await.expect("a body") }
    }
}
