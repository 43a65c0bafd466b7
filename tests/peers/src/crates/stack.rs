//! The peers: thiserror or snafu with strum, serde and an `IntoResponse` by hand; utoipa beside them; doxa.

use std::fmt::Write;

use super::Files;
use crate::list::{CATEGORIES, Item, STATUSES, capital};

const AXUM: &str = "axum = { version = \"0.8\", default-features = false, features = [\"json\"] }\n";
const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
const STRUM: &str = "strum = { version = \"0.28\", features = [\"derive\"] }\n";

pub(super) fn files(contender: &str, items: &[Item]) -> (String, Files) {
    let errors = match contender {
        "snafu" => "snafu = \"0.9\"\n",
        _ => "thiserror = \"2\"\n",
    };
    let documents = match contender {
        "utoipa" | "utoipa-examples" => "utoipa = \"6\"\n",
        "doxa" => {
            "utoipa = \"5\"\ndoxa = { version = \"0.1.6\", default-features = false, features = [\"macros\"] }\n"
        }
        _ => "",
    };
    let mut out = enumeration(contender, items);
    out += &methods(items);
    if contender != "doxa" {
        out += RESPONSE;
    }
    (format!("[dependencies]\n{AXUM}{SERDE}{STRUM}{errors}{documents}"), vec![("src/lib.rs", out)])
}

/// A variant as it stands in a declaration.
pub(super) fn declared(item: &Item) -> String {
    let fields: Vec<String> = item.params.iter().map(|name| format!("{name}: String")).collect();
    match fields.is_empty() {
        true => item.variant.clone(),
        false => format!("{} {{ {} }}", item.variant, fields.join(", ")),
    }
}

fn enumeration(contender: &str, items: &[Item]) -> String {
    let derives = match contender {
        "snafu" => "Debug, snafu::Snafu, strum::EnumDiscriminants",
        "thiserror" => "Debug, thiserror::Error, strum::EnumDiscriminants",
        "doxa" => {
            "Debug, thiserror::Error, strum::EnumDiscriminants, serde::Serialize, utoipa::ToSchema, doxa::ApiError"
        }
        _ => "Debug, thiserror::Error, strum::EnumDiscriminants, utoipa::IntoResponses",
    };
    let mut out = format!(
        "#[derive({derives})]\n#[strum_discriminants(\n    name(Code),\n    derive(Hash, PartialOrd, Ord, strum::EnumString, strum::IntoStaticStr, strum::Display, strum::VariantArray, serde::Serialize, serde::Deserialize),\n    strum(serialize_all = \"SCREAMING_SNAKE_CASE\"),\n    serde(rename_all = \"SCREAMING_SNAKE_CASE\")\n)]\npub enum Error {{\n"
    );
    for item in items {
        let Item { code, description, fix, message, .. } = item;
        let status = STATUSES[item.status].0;
        let _ = write!(out, "    /// {description}\n    ///\n    /// {fix}\n");
        let _ = match contender {
            "snafu" => writeln!(out, "    #[snafu(display(\"{message}\"))]"),
            _ => writeln!(out, "    #[error(\"{message}\")]"),
        };
        let _ = match contender {
            "utoipa" => writeln!(out, "    #[response(status = {status}, description = \"{description}\")]"),
            "utoipa-examples" => {
                writeln!(
                    out,
                    "    #[response(status = {status}, description = \"{description}\", example = json!({}))]",
                    example(item)
                )
            }
            "doxa" => writeln!(out, "    #[api(status = {status}, code = \"{code}\")]"),
            _ => Ok(()),
        };
        let _ = writeln!(out, "    {},", declared(item));
    }
    out + "}\n"
}

/// The body of an error, in which each parameter is its own name.
fn example(item: &Item) -> String {
    let message = item
        .params
        .iter()
        .fold(item.message.clone(), |text, name| text.replace(&format!("{{{name}}}"), name));
    let params: Vec<String> = item.params.iter().map(|name| format!("\"{name}\": \"{name}\"")).collect();
    let params =
        if params.is_empty() { String::new() } else { format!(", \"params\": {{ {} }}", params.join(", ")) };
    format!(
        "{{ \"error\": {{ \"code\": \"{}\", \"message\": \"{message}\", \"status\": {}, \"category\": \"{}\"{params} }} }}",
        item.code, STATUSES[item.status].0, CATEGORIES[item.category]
    )
}

fn methods(items: &[Item]) -> String {
    let mut out = String::from(
        "\n#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, serde::Serialize, serde::Deserialize)]\n#[strum(serialize_all = \"SCREAMING_SNAKE_CASE\")]\n#[serde(rename_all = \"SCREAMING_SNAKE_CASE\")]\npub enum Category {\n",
    );
    for category in CATEGORIES {
        let _ = writeln!(out, "    {},", capital(category));
    }
    out += "}\n\nimpl Code {\n    pub fn status(self) -> axum::http::StatusCode {\n        match self {\n";
    for (place, (_, name)) in STATUSES.iter().enumerate() {
        arm(&mut out, items, |item| item.status == place, &format!("axum::http::StatusCode::{name}"), "");
    }
    out += "        }\n    }\n\n    pub fn category(self) -> Category {\n        match self {\n";
    for (place, category) in CATEGORIES.iter().enumerate() {
        arm(&mut out, items, |item| item.category == place, &format!("Category::{}", capital(category)), "");
    }
    out += "        }\n    }\n}\n\nimpl Error {\n    pub fn code(&self) -> Code {\n        self.into()\n    }\n\n    pub fn params(&self) -> std::collections::BTreeMap<&'static str, &str> {\n        match self {\n";
    arm(&mut out, items, |item| item.params.is_empty(), "[].into()", " { .. }");
    arm(&mut out, items, |item| item.params.len() == 1, "[(\"name\", name.as_str())].into()", " { name }");
    let two = "[(\"name\", name.as_str()), (\"reason\", reason.as_str())].into()";
    arm(&mut out, items, |item| item.params.len() == 2, two, " { name, reason }");
    out + "        }\n    }\n}\n"
}

/// One arm for all errors that it holds for.
fn arm(out: &mut String, items: &[Item], fits: impl Fn(&Item) -> bool, value: &str, fields: &str) {
    let variants: Vec<String> = items
        .iter()
        .filter(|item| fits(item))
        .map(|item| format!("Self::{}{fields}", item.variant))
        .collect();
    if !variants.is_empty() {
        let _ = writeln!(out, "            {} => {value},", variants.join(" | "));
    }
}

const RESPONSE: &str = r#"
#[derive(Debug, serde::Serialize)]
pub struct Body<'a> {
    pub error: Inner<'a>,
}

#[derive(Debug, serde::Serialize)]
pub struct Inner<'a> {
    pub code: Code,
    pub message: String,
    pub status: u16,
    pub category: Category,
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub params: std::collections::BTreeMap<&'static str, &'a str>,
}

impl Error {
    pub fn body(&self) -> Body<'_> {
        let code = self.code();
        Body {
            error: Inner {
                code,
                message: self.to_string(),
                status: code.status().as_u16(),
                category: code.category(),
                params: self.params(),
            },
        }
    }
}

impl axum::response::IntoResponse for Error {
    fn into_response(self) -> axum::response::Response {
        (self.code().status(), axum::Json(self.body())).into_response()
    }
}
"#;
