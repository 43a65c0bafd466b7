//! Files made with templates of the user's own.

use std::collections::BTreeMap;

use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

use super::site::TemplateError;
use crate::catalog::Catalog;

/// What a template makes of a catalog. It is given what [`export`](super::export()) gives, and beside minijinja's own filters
/// `json`, and `snake`, `camel`, `pascal`, `kebab` and `shouty` for names.
///
/// # Errors
///
/// Where the text is no template, or asks for what there is not.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let file = std::env::temp_dir().join("error-catalog-template.toml");
/// let toml = "[catalog]\nname = \"x\"\n[errors]\nNOT_FOUND = { status = 404, message = \"a\" }\n";
/// std::fs::write(&file, toml)?;
/// let catalog = error_catalog_codegen::check(&file)?.0.expect("a valid catalog");
/// let template = "{% for e in errors %}export const {{ e.name | camel }} = {{ e.code | json }};{% endfor %}";
/// let text = error_catalog_codegen::emit::template(&catalog, "errors.ts.jinja", template, "errors.ts")?;
/// assert_eq!(text, "export const notFound = \"NOT_FOUND\";");
/// # Ok(())
/// # }
/// ```
pub fn template(catalog: &Catalog, name: &str, text: &str, output: &str) -> Result<String, TemplateError> {
    let mut environment = Environment::new();
    let is_html = output.ends_with(".html");
    environment.set_auto_escape_callback(move |_| if is_html { AutoEscape::Html } else { AutoEscape::None });
    if let Ok(syntax) = SyntaxConfig::builder().keep_trailing_newline(true).build() {
        environment.set_syntax(syntax);
    }
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("json", |value: Value| Value::from_safe_string(json(&value)));
    environment.add_filter("snake", |text: String| text.to_snake_case());
    environment.add_filter("camel", |text: String| text.to_lower_camel_case());
    environment.add_filter("pascal", |text: String| text.to_pascal_case());
    environment.add_filter("kebab", |text: String| text.to_kebab_case());
    environment.add_filter("shouty", |text: String| text.to_shouty_snake_case());
    environment.add_template(name, text)?;
    Ok(environment.get_template(name)?.render(value(super::export(catalog)))?)
}

/// JSON as a template sees it.
fn value(json: serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match json {
        Json::Null => Value::from(()),
        Json::Bool(is) => is.into(),
        Json::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => number.into(),
            (None, Some(number)) => number.into(),
            (None, None) => number.as_f64().unwrap_or_default().into(),
        },
        Json::String(text) => text.into(),
        Json::Array(items) => items.into_iter().map(value).collect::<Vec<_>>().into(),
        Json::Object(members) => {
            let members = members.into_iter().map(|(key, member)| (key, value(member)));
            members.collect::<BTreeMap<_, _>>().into()
        }
    }
}

/// A value of a template as JSON.
fn json(value: &Value) -> String {
    use minijinja::value::ValueKind;
    let items = || value.try_iter().map(|items| items.collect::<Vec<_>>()).unwrap_or_default();
    match value.kind() {
        ValueKind::Bool | ValueKind::Number => value.to_string(),
        ValueKind::String => crate::catalog::json::quote(value.as_str().unwrap_or_default()),
        ValueKind::Seq | ValueKind::Iterable => {
            format!("[{}]", items().iter().map(json).collect::<Vec<_>>().join(","))
        }
        ValueKind::Map => {
            let member = |key: &Value| {
                let of_key = value.get_item(key).unwrap_or_default();
                format!("{}:{}", crate::catalog::json::quote(&key.to_string()), json(&of_key))
            };
            format!("{{{}}}", items().iter().map(member).collect::<Vec<_>>().join(","))
        }
        _ => "null".to_owned(),
    }
}
