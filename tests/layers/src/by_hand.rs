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
    instance: &'a str,
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

/// An error, and the target of the request that met it.
pub struct At<U>(pub AppError, pub U);

impl AppError {
    pub fn status(&self) -> u16 {
        match self {
            Self::LeadNotFound | Self::ShortNotFound => 404,
            Self::NameTaken { .. } | Self::ShortTaken { .. } => 409,
        }
    }

    /// The media type and the body. `instance` is the path of the request.
    pub fn body(&self, instance: &str) -> (&'static str, Vec<u8>) {
        const PROBLEM: &str = "application/problem+json";
        const JSON: &str = "application/json";
        match self {
            Self::LeadNotFound => {
                let (detail, code) = ("Lead not found", "LEAD_NOT_FOUND");
                (
                    PROBLEM,
                    problem(&Problem {
                        title: "Not Found",
                        status: 404,
                        detail,
                        instance,
                        code,
                        params: None,
                    }),
                )
            }
            Self::NameTaken { name } => {
                let detail = format!("The name {name} is taken");
                let (detail, code, params) = (detail.as_str(), "NAME_TAKEN", Some(Params { name }));
                (
                    PROBLEM,
                    problem(&Problem { title: "Conflict", status: 409, detail, instance, code, params }),
                )
            }
            Self::ShortNotFound => (JSON, short("SHORT_NOT_FOUND", "Lead is not there")),
            Self::ShortTaken { name } => {
                (JSON, short("SHORT_TAKEN", &format!("The name {name} is not free")))
            }
        }
    }
}

fn problem(problem: &Problem) -> Vec<u8> {
    serde_json::to_vec(problem).expect("strings and numbers alone")
}

fn short(code: &str, message: &str) -> Vec<u8> {
    serde_json::to_vec(&Short { error: ShortError { code, message } }).expect("strings alone")
}

/// Whether an id can be logged and sent back.
pub fn is_id(id: &[u8]) -> bool {
    (1..=128).contains(&id.len()) && id.iter().all(u8::is_ascii_graphic)
}
