//! The entry of an error.

use std::fmt::Write;

use super::labels::{labelled, labelled_prose, retry};
use crate::catalog::{Catalog, Error};
use crate::emit::document::{Block, Inline, Line, code, join, text};
use crate::emit::table;
use crate::emit::{body, prose, words};

/// Returns the entry of an error, below a heading of this level: meaning, message, parameters,
/// triggers, fix, retry policy, and an example of the response.
pub fn entry<'a>(catalog: &'a Catalog, error: &'a Error, level: u8) -> impl Iterator<Item = Block<'a>> {
    let heading = Block::Heading { level, id: Some(words::id(error).into()), text: code(error.code.text()) };
    let facts = Some(facts(catalog, error)).filter(|facts| !facts.is_empty()).map(Block::Paragraph);
    let response = Block::Code { language: "http", text: response(catalog, error).into() };
    std::iter::once(heading).chain(facts).chain(meaning(catalog, error)).chain([response])
}

/// Returns the blocks between the facts and the response.
pub(in crate::emit) fn meaning<'a>(catalog: &'a Catalog, error: &'a Error) -> Vec<Block<'a>> {
    let mut blocks = deprecated(error);
    let prose_of = |text: &'a Option<String>| text.as_deref().map(prose::parse).unwrap_or_default();
    blocks.extend(prose_of(&error.description));
    let when = prose_of(&error.when);
    if !when.is_empty() {
        blocks.extend(labelled_prose("When:", when));
    }
    blocks.extend(words::distinct_name(error).map(|name| labelled("Name:", code(name))));
    let message = error.message.display(&error.params);
    blocks.push(labelled("Message:", code(message)));
    blocks.extend(params(catalog, error));
    blocks.extend(attributes(catalog, error));
    blocks.extend(triggers(catalog, error));
    if let Some(fix) = &error.fix {
        blocks.extend(labelled_prose("Fix:", prose::parse(fix)));
    }
    if let Some(retry) = retry(catalog, error) {
        blocks.push(labelled("Retry?", prose::line(retry)));
    }
    blocks.extend(operations(catalog, error));
    blocks
}

/// Returns status, category and version on one line.
fn facts<'a>(catalog: &'a Catalog, error: &'a Error) -> Line<'a> {
    let status = error.status.map(|status| {
        let title = words::status_title(catalog, status).unwrap_or_default();
        let mut status = [status.to_string().as_str(), " ", title].concat();
        status.truncate(status.trim_end().len());
        vec![Inline::Strong(text(status))]
    });
    let category = error.category.map(|i| text(&catalog.categories[i].title));
    let since = error.since.as_ref().map(|since| text(format!("since {since}")));
    join([status, category, since].into_iter().flatten(), Inline::Text(" · ".into()))
}

fn deprecated(error: &Error) -> Vec<Block<'_>> {
    let Some(deprecated) = &error.deprecated else { return Vec::new() };
    labelled_prose("Deprecated.", deprecated.note.as_ref().map(|note| prose::parse(note)).unwrap_or_default())
}

fn params<'a>(catalog: &'a Catalog, error: &Error) -> Option<Block<'a>> {
    let rows = table::params_of(catalog, error.place);
    (!rows.is_empty()).then(|| Block::Table(table::PARAMS.table(catalog, &rows, None)))
}

fn attributes<'a>(catalog: &'a Catalog, error: &'a Error) -> Option<Block<'a>> {
    let line = table::attributes(catalog, (error.place, 0));
    (!line.is_empty()).then(|| labelled("Attributes:", line))
}

/// Returns the triggers: a table if their messages or fixes differ from those of the error,
/// otherwise a list.
fn triggers<'a>(catalog: &'a Catalog, error: &'a Error) -> Vec<Block<'a>> {
    if error.triggers.is_empty() {
        return Vec::new();
    }
    let message = error.message.display(&error.params);
    let has_places = error.triggers.iter().any(|trigger| !trigger.places.is_empty());
    let has_messages =
        error.triggers.iter().any(|trigger| trigger.messages.iter().any(|own| *own != message));
    let has_fixes = error.triggers.iter().any(|trigger| trigger.fix != error.fix);
    let columns = [("trigger", true), ("where", has_places), ("message", has_messages), ("fix", has_fixes)];
    let names: Vec<&str> = columns.iter().filter(|(_, shown)| *shown).map(|(name, _)| *name).collect();
    if names.len() > 1 {
        let rows = table::triggers_of(catalog, error.place);
        return vec![Block::Table(table::TRIGGERS.of(catalog, &rows, &names))];
    }
    let items = error.triggers.iter().map(|trigger| prose::line(&trigger.when)).collect();
    labelled_prose("Triggers:", vec![Block::List { ordered: false, items }])
}

fn operations<'a>(catalog: &'a Catalog, error: &Error) -> Option<Block<'a>> {
    let operations = error.operations.iter().map(|place| &catalog.operations[*place]);
    let shown = operations.map(|operation| match &operation.route {
        Some(route) => code(route),
        None => text(&operation.title),
    });
    let line = join(shown, Inline::Text(", ".into()));
    (!line.is_empty()).then(|| labelled("Operations:", line))
}

/// Returns an HTTP response: status, headers, body.
pub(in crate::emit) fn response(catalog: &Catalog, error: &Error) -> String {
    // The usual length of a response.
    let mut out = String::with_capacity(512);
    if let Some(status) = error.status {
        let reason = crate::catalog::status::reason(status).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "HTTP/1.1 {status} {reason}");
        for (name, value) in body::example_headers(catalog, error) {
            let _ = writeln!(out, "{name}: {value}");
        }
        out.push('\n');
    }
    out.push_str(&body::example(catalog, error));
    out
}

/// Returns the most complete example body of an envelope: of its first public error with field
/// issues, with parameters, or else of any.
pub(crate) fn of_envelope(catalog: &Catalog, envelope: usize) -> Option<Block<'_>> {
    let errors = catalog.errors_of_envelope(envelope).iter().map(|place| &catalog.errors[*place]);
    let errors: Vec<&Error> = errors.filter(|error| error.public).collect();
    let with_issues = errors.iter().find(|error| error.issues);
    let with_params = errors.iter().find(|error| error.params.iter().any(|param| param.detail));
    let error = with_issues.or(with_params).or(errors.first())?;
    Some(json(catalog, error))
}

/// Returns the example body of an error.
pub(crate) fn json(catalog: &Catalog, error: &Error) -> Block<'static> {
    Block::Code { language: "json", text: body::example(catalog, error).into() }
}
