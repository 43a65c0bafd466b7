//! Files generated from user-defined templates.

use std::collections::BTreeMap;

use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value};

use super::render;
use super::render::TemplateError;
use crate::catalog::Catalog;
use crate::catalog::json::quote_into;

/// Renders a template with the [`export`](super::export()) of a catalog. In addition to minijinja's
/// filters, it can use `json`, and `snake`, `camel`, `pascal`, `kebab` and `shouty` for names.
///
/// # Errors
///
/// Fails if the template is invalid, uses an unknown value, or exceeds a limit of time, output or
/// depth.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let file = std::env::temp_dir().join("error-catalog-template.toml");
/// let toml = "[catalog]\nname = \"x\"\n[errors]\nNOT_FOUND = { status = 404, message = \"a\" }\n";
/// std::fs::write(&file, toml)?;
/// let catalog = error_catalog_codegen::check(&file)?.catalog.expect("a valid catalog");
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
    render::bound(&mut environment, catalog);
    environment.add_filter("json", |state: &State, value: Value| {
        let mut out = String::new();
        json(state, &value, 0, &mut out).map(|()| Value::from_safe_string(out))
    });
    environment.add_filter("snake", |text: String| text.to_snake_case());
    environment.add_filter("camel", |text: String| text.to_lower_camel_case());
    environment.add_filter("pascal", |text: String| text.to_pascal_case());
    environment.add_filter("kebab", |text: String| text.to_kebab_case());
    environment.add_filter("shouty", |text: String| text.to_shouty_snake_case());
    render::with_large_stack(|| {
        // It has no name, so it cannot include itself.
        let template = environment.template_from_named_str(name, text)?;
        render::render(&template, value(super::export(catalog)), &mut render::most_bytes(catalog))
    })
}

/// The filter `json`.
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

/// The maximum nesting of a value for the filter `json`.
const MAX_JSON_DEPTH: usize = 128;

/// Adds a value as JSON. Each value costs a step, because a value can occur many times in another.
fn json(state: &State<'_, '_>, value: &Value, depth: usize, out: &mut String) -> Result<(), Error> {
    use minijinja::value::ValueKind;
    state.consume_fuel(1)?;
    if depth > MAX_JSON_DEPTH {
        let message =
            format!("a value nests more than {} levels deep and cannot be rendered as JSON", MAX_JSON_DEPTH);
        return Err(Error::new(ErrorKind::InvalidOperation, message));
    }
    let items = || value.try_iter().into_iter().flatten().enumerate();
    match value.kind() {
        ValueKind::Bool | ValueKind::Number => out.push_str(&value.to_string()),
        ValueKind::String => {
            let text = value.as_str().unwrap_or_default();
            state.consume_fuel(text.len() as u64 / 64)?;
            quote_into(text, out);
        }
        ValueKind::Seq | ValueKind::Iterable => {
            out.push('[');
            for (at, item) in items() {
                out.push_str(if at > 0 { "," } else { "" });
                json(state, &item, depth + 1, out)?;
            }
            out.push(']');
        }
        ValueKind::Map => {
            out.push('{');
            for (at, key) in items() {
                out.push_str(if at > 0 { "," } else { "" });
                quote_into(&key.to_string(), out);
                out.push(':');
                json(state, &value.get_item(&key).unwrap_or_default(), depth + 1, out)?;
            }
            out.push('}');
        }
        _ => out.push_str("null"),
    }
    Ok(())
}
