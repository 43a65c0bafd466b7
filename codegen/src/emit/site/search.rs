//! The search index: a script, because a page on a local disk cannot fetch data.

use super::context::is_retryable;
use super::names::Names;
use crate::catalog::json::quote;
use crate::catalog::{Catalog, Error};
use crate::emit::{document, prose, table};

/// Returns the script: a list of all public errors.
pub(super) fn index(catalog: &Catalog, names: &Names) -> String {
    let entries: Vec<String> = names.errors().iter().map(|place| entry(catalog, *place, names)).collect();
    format!("window.errorCatalog = [\n{}\n];\n", entries.join(",\n"))
}

fn entry(catalog: &Catalog, place: usize, names: &Names) -> String {
    let error = &catalog.errors[place];
    let message = error.message.display(&error.params);
    let operations = error.operations.iter().map(|operation| &catalog.operations[*operation]);
    let operations: Vec<String> = operations.map(|operation| script(&operation.name)).collect();
    let category = error.category.map(|category| script(&catalog.categories[category].name));
    let retry = is_retryable(catalog, error).map(|is| script(if is { "yes" } else { "no" }));
    let null = || "null".to_owned();
    format!(
        r#"{{"code":{},"href":{},"status":{},"category":{},"retry":{},"operations":[{}],"message":{},"text":{}}}"#,
        script(&error.code.text()),
        script(&names.href(place)),
        error.status.map_or_else(null, |status| status.to_string()),
        category.unwrap_or_else(null),
        retry.unwrap_or_else(null),
        operations.join(","),
        script(&message),
        script(&text(catalog, error, &message)),
    )
}

/// Returns the searchable text.
fn text(catalog: &Catalog, error: &Error, message: &str) -> String {
    let prose = [&error.title, &error.description, &error.fix, &error.when];
    let plain = |text: &String| document::plain(&prose::line(text));
    let prose = prose.into_iter().flatten().map(plain);
    let triggers = error.triggers.iter().flat_map(|trigger| {
        let own = trigger.fix.as_ref().filter(|own| error.fix.as_ref() != Some(*own));
        let prose = [&trigger.when].into_iter().chain(own).map(plain);
        prose.chain(trigger.places.iter().chain(&trigger.messages).cloned()).collect::<Vec<_>>()
    });
    let params =
        table::params_of(catalog, error.place).into_iter().map(|row| error.params[row.1].wire.clone());
    let attributes = document::plain(&table::attributes(catalog, (error.place, 0)));
    let words = [error.code.text(), error.name.clone(), message.to_owned()];
    let words = words.into_iter().chain(error.status.map(|status| status.to_string()));
    let words = words.chain(prose).chain(triggers).chain(params).chain(error.tags.iter().cloned());
    words.chain([attributes]).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns a text as a script literal: JSON with two escaped characters that were line terminators
/// before ECMAScript 2019.
fn script(text: &str) -> String {
    quote(text).replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
