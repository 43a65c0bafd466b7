//! The description of an error by `explain`.

use std::path::Path;

use error_catalog_codegen::catalog::{AttributeValue, Code, Error, Param};
use error_catalog_codegen::{Catalog, emit, printable};

/// The width of the left column.
const WIDTH: usize = 13;

pub(crate) fn describe(catalog: &Catalog, error: &Error, file: &Path) -> String {
    let folder = file.parent().unwrap_or(Path::new(""));
    let mut description = Description::default();
    description.line(&format!("{} ({} {})", error.name, catalog.name, catalog.version));
    description.line(&format!(
        "{}:{}",
        folder.join(&error.location.file).to_string_lossy(),
        error.location.line
    ));
    description.line("");
    description.row("code", &code(error));
    description.row("status", &status(catalog, error));
    if let Some(category) = error.category.map(|category| &catalog.categories[category]) {
        description.row("category", &format!("{} ({})", category.name, category.title));
    }
    description.row("message", &error.message.display(&error.params));
    description.rows("parameters", error.params.iter().map(param));
    description.row("issues", &issues(error));
    description.row("cause", &cause(error));
    description.row("envelope", &catalog.envelopes[error.envelope].name);
    let headers =
        error.headers.iter().map(|(name, value)| format!("{name}: {}", value.display(&error.params)));
    description.rows("headers", headers);
    description.row("retry", &retry(catalog, error));
    description.rows(
        "attributes",
        error.attributes.iter().map(|(index, value)| {
            format!("{} = {}", catalog.attributes[*index].name, attribute(value, error))
        }),
    );
    description.row("log", &error.log.as_ref().map(|log| log.display(&error.params)).unwrap_or_default());
    description.row("description", error.description.as_deref().unwrap_or_default());
    description.row("when", error.when.as_deref().unwrap_or_default());
    description.row("fix", error.fix.as_deref().unwrap_or_default());
    for trigger in &error.triggers {
        description.row("trigger", &trigger.when);
        description.row("  where", &trigger.places.join(", "));
        description.row("  message", &trigger.messages.join(" / "));
        description.row("  fix", trigger.fix.as_deref().unwrap_or_default());
    }
    description.rows("operations", operations(catalog, error));
    description.row("framework", &framework(catalog, error));
    description.row("since", error.since.as_deref().unwrap_or_default());
    description.row("deprecated", &deprecated(error));
    description.row("tags", &error.tags.join(", "));
    description.row("public", if error.public { "" } else { "no (not in the documentation)" });
    description.rows("example", emit::example(catalog, error).lines().map(str::to_owned));
    description.row("Rust", &format!("{}::{}", catalog.rust.error, error.rust));
    description.out
}

#[derive(Default)]
struct Description {
    out: String,
}

impl Description {
    fn line(&mut self, text: &str) {
        self.out.push_str(&printable(text));
        self.out.push('\n');
    }

    /// Adds a row of the two columns, unless the text is empty.
    fn row(&mut self, name: &str, text: &str) {
        let text = text.trim_end();
        for (i, line) in text.lines().enumerate() {
            let name = if i == 0 { name } else { "" };
            self.line(format!("{name:<WIDTH$}{line}").trim_end());
        }
    }

    fn rows(&mut self, name: &str, texts: impl Iterator<Item = String>) {
        self.row(name, &texts.collect::<Vec<_>>().join("\n"));
    }
}

fn code(error: &Error) -> String {
    let shown = match &error.code {
        Code::Text(text) => format!("{text:?}"),
        Code::Number(number) => number.to_string(),
    };
    if error.code.text() == error.name { shown } else { format!("{shown} (differs from the key)") }
}

fn status(catalog: &Catalog, error: &Error) -> String {
    let Some(status) = error.status else { return String::new() };
    match emit::words::status_title(catalog, status) {
        Some(title) => format!("{status} {title}"),
        None => status.to_string(),
    }
}

fn param(param: &Param) -> String {
    let mut text = format!("{}: {}", param.name, param.ty.name());
    let mut notes = Vec::new();
    if param.wire != param.name {
        notes.push(format!("`{}` on the wire", param.wire));
    }
    if param.optional {
        notes.push("optional".to_owned());
    }
    if param.internal {
        notes.push("internal: only in logs".to_owned());
    } else if !param.detail {
        notes.push("not in `$params`".to_owned());
    }
    notes.extend(param.example.iter().map(|example| format!("example: {example}")));
    if !notes.is_empty() {
        text.push_str(&format!(" ({})", notes.join(", ")));
    }
    text.extend(param.description.iter().flat_map(|description| [" - ", description.trim()]));
    text
}

fn issues(error: &Error) -> String {
    match (error.issues, error.issues_from.join(", ")) {
        (false, _) => String::new(),
        (true, from) if from.is_empty() => "a list of field issues".to_owned(),
        (true, from) => format!("a list of field issues; `?` converts from {from}"),
    }
}

fn cause(error: &Error) -> String {
    match &error.source {
        None => String::new(),
        Some(source) => {
            let ty = source.ty.as_deref().unwrap_or("any error, boxed");
            format!("{ty}{}", if source.from { "; `?` converts from it" } else { "" })
        }
    }
}

fn retry(catalog: &Catalog, error: &Error) -> String {
    let note = error.retry_note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
    let advice = match error.retry {
        Some(retry) => emit::words::policy(catalog, &catalog.retries[retry]),
        None => "no retry policy".to_owned(),
    };
    format!("{advice}{note}")
}

fn attribute(value: &AttributeValue, error: &Error) -> String {
    match value {
        AttributeValue::String(text) => format!("{text:?}"),
        AttributeValue::Template(template) => format!("{:?}", template.display(&error.params)),
        AttributeValue::Bool(value) => value.to_string(),
        AttributeValue::I64(value) => value.to_string(),
        AttributeValue::U64(value) => value.to_string(),
        AttributeValue::F64(value) => value.to_string(),
        AttributeValue::Strings(texts) => texts.join(", "),
        _ => String::new(),
    }
}

fn operations<'c>(catalog: &'c Catalog, error: &'c Error) -> impl Iterator<Item = String> {
    error.operations.iter().map(|place| &catalog.operations[*place]).map(|operation| match &operation.route {
        Some(route) => format!("{} ({route})", operation.name),
        None => operation.name.clone(),
    })
}

fn framework(catalog: &Catalog, error: &Error) -> String {
    let stands_for = catalog.framework.iter().filter(|entry| entry.error == error.place);
    let statuses: Vec<_> = stands_for.map(|entry| entry.name.as_str()).collect();
    if statuses.is_empty() {
        String::new()
    } else {
        format!("replaces the framework's own {}", statuses.join(", "))
    }
}

fn deprecated(error: &Error) -> String {
    error.deprecated.as_ref().map(|d| d.note.clone().unwrap_or_else(|| "yes".to_owned())).unwrap_or_default()
}
