//! Errors as they are written by hand: an enum, and serde_json.

use serde::Serialize;

/// What can go wrong.
pub enum AppError {
    LeadNotFound,
    NameTaken { name: String },
    ShortNotFound,
    ShortTaken { name: String },
}

/// The body of RFC 9457.
#[derive(Serialize)]
struct Problem<'a> {
    title: &'a str,
    status: u16,
    detail: &'a str,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    params: Option<Params<'a>>,
}

#[derive(Serialize)]
struct Params<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Short<'a> {
    error: ShortError<'a>,
}

#[derive(Serialize)]
struct ShortError<'a> {
    code: &'a str,
    message: &'a str,
}

impl AppError {
    pub fn status(&self) -> u16 {
        match self {
            Self::LeadNotFound | Self::ShortNotFound => 404,
            Self::NameTaken { .. } | Self::ShortTaken { .. } => 409,
        }
    }

    /// The media type and the body.
    pub fn body(&self) -> (&'static str, Vec<u8>) {
        const PROBLEM: &str = "application/problem+json";
        const JSON: &str = "application/json";
        match self {
            Self::LeadNotFound => {
                (PROBLEM, problem("Not Found", 404, "Lead not found", "LEAD_NOT_FOUND", None))
            }
            Self::NameTaken { name } => {
                let detail = format!("The name {name} is taken");
                (PROBLEM, problem("Conflict", 409, &detail, "NAME_TAKEN", Some(Params { name })))
            }
            Self::ShortNotFound => (JSON, short("SHORT_NOT_FOUND", "Lead is not there")),
            Self::ShortTaken { name } => {
                (JSON, short("SHORT_TAKEN", &format!("The name {name} is not free")))
            }
        }
    }
}

fn problem(title: &str, status: u16, detail: &str, code: &str, params: Option<Params>) -> Vec<u8> {
    serde_json::to_vec(&Problem { title, status, detail, code, params }).expect("strings and numbers alone")
}

fn short(code: &str, message: &str) -> Vec<u8> {
    serde_json::to_vec(&Short { error: ShortError { code, message } }).expect("strings alone")
}

/// Whether an id can be logged and sent back.
pub fn is_id(id: &[u8]) -> bool {
    (1..=128).contains(&id.len()) && id.iter().all(u8::is_ascii_graphic)
}
