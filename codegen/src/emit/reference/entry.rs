//! One error: all that people have to know of it.

use super::{filled, labelled, paragraph, retry};
use crate::catalog::{Catalog, Error};
use crate::emit::document::{Block, Inline, Line, code, join, text};
use crate::emit::table;
use crate::emit::{body, prose, words};

/// An error's entry, under a heading of that level: message, meaning, parameters, triggers, what to do, whether to try
/// again, and an example of the response.
pub fn entry(catalog: &Catalog, error: &Error, level: u8) -> Vec<Block> {
    let heading = Block::Heading { level, id: Some(words::anchor(error)), text: code(&error.code.text()) };
    let facts = Block::Paragraph(facts(catalog, error));
    let response = Block::Code { language: "http", text: response(catalog, error) };
    [vec![heading, facts], meaning(catalog, error), vec![response]].concat()
}

/// What an entry says between its facts and the response.
pub(in crate::emit) fn meaning(catalog: &Catalog, error: &Error) -> Vec<Block> {
    let mut blocks = deprecated(error);
    let mut prose_of = |label: Option<&str>, text: Option<&String>| {
        let parsed = text.map(|text| prose::parse(text)).filter(|blocks| !blocks.is_empty());
        blocks.extend(parsed.into_iter().flat_map(|parsed| match label {
            Some(label) => labelled(label, parsed),
            None => parsed,
        }));
    };
    prose_of(None, error.description.as_ref());
    prose_of(Some("When:"), error.when.as_ref());
    blocks.extend(labelled("Message:", vec![Block::Paragraph(code(&error.message.display(&error.params)))]));
    blocks.extend(params(catalog, error));
    blocks.extend(triggers(catalog, error));
    let fix = error.fix.iter().flat_map(|text| labelled("What to do:", prose::parse(text)));
    blocks.extend(fix);
    blocks.extend(
        retry(catalog, error).into_iter().flat_map(|text| labelled("Retry?", vec![paragraph(&text)])),
    );
    blocks.extend(operations(catalog, error));
    blocks
}

/// Status, category and version in one line.
fn facts(catalog: &Catalog, error: &Error) -> Line {
    let status = error.status.map(|status| {
        let title = words::status_title(catalog, status).unwrap_or_default();
        vec![Inline::Strong(text(format!("{status} {title}").trim_end()))]
    });
    let category = error.category.map(|i| text(&catalog.categories[i].title));
    let since = error.since.as_ref().map(|since| text(&format!("since {since}")));
    let facts: Vec<Line> = [status, category, since].into_iter().flatten().collect();
    join(facts, Inline::Text(" · ".to_owned()))
}

fn deprecated(error: &Error) -> Vec<Block> {
    let Some(deprecated) = &error.deprecated else { return Vec::new() };
    labelled("Deprecated.", deprecated.note.as_ref().map(|note| prose::parse(note)).unwrap_or_default())
}

fn params(catalog: &Catalog, error: &Error) -> Option<Block> {
    let rows = table::params_of(catalog, error.place);
    filled(table::PARAMS.table(catalog, &rows, None))
}

/// The triggers, with what differs from the error's own message and fix; a plain list where nothing does.
fn triggers(catalog: &Catalog, error: &Error) -> Vec<Block> {
    let message = error.message.display(&error.params);
    let has_places = error.triggers.iter().any(|trigger| !trigger.places.is_empty());
    let has_messages =
        error.triggers.iter().any(|trigger| trigger.messages.iter().any(|own| *own != message));
    let has_fixes = error.triggers.iter().any(|trigger| trigger.fix != error.fix);
    let columns = [("trigger", true), ("where", has_places), ("message", has_messages), ("fix", has_fixes)];
    let names: Vec<&str> = columns.iter().filter(|(_, shown)| *shown).map(|(name, _)| *name).collect();
    if names.len() > 1 {
        let rows = table::triggers_of(catalog, error.place);
        let table = table::TRIGGERS.of(catalog, &rows, &names);
        return filled(table).into_iter().collect();
    }
    let items: Vec<Line> = error.triggers.iter().map(|trigger| prose::line(&trigger.when)).collect();
    if items.is_empty() {
        Vec::new()
    } else {
        labelled("Comes up when:", vec![Block::List { ordered: false, items }])
    }
}

fn operations(catalog: &Catalog, error: &Error) -> Vec<Block> {
    let operations = error.operations.iter().map(|place| &catalog.operations[*place]);
    let shown = operations.map(|operation| match &operation.route {
        Some(route) => code(route),
        None => text(&operation.title),
    });
    let line = join(shown, Inline::Text(", ".to_owned()));
    if line.is_empty() { Vec::new() } else { labelled("Operations:", vec![Block::Paragraph(line)]) }
}

/// A response as it goes over the wire: status, headers, body.
pub(in crate::emit) fn response(catalog: &Catalog, error: &Error) -> String {
    let mut lines = Vec::new();
    if let Some(status) = error.status {
        let title = crate::catalog::status::reason(status).unwrap_or_default();
        lines.push(format!("HTTP/1.1 {status} {title}"));
        lines.extend(
            body::example_headers(catalog, error).iter().map(|(name, value)| format!("{name}: {value}")),
        );
        lines.push(String::new());
    }
    lines.push(body::example(catalog, error));
    lines.join("\n")
}

/// The body that shows most of an envelope: of the first public error in it with issues, with parameters, or at all.
pub(crate) fn of_envelope(catalog: &Catalog, envelope: usize) -> Option<Block> {
    let errors: Vec<&Error> = table::public(catalog)
        .map(|i| &catalog.errors[i])
        .filter(|error| error.envelope == envelope)
        .collect();
    let with_issues = errors.iter().find(|error| error.issues);
    let with_params = errors.iter().find(|error| error.params.iter().any(|param| param.detail));
    let error = with_issues.or(with_params).or(errors.first())?;
    Some(json(catalog, error))
}

/// The example body of an error.
pub(crate) fn json(catalog: &Catalog, error: &Error) -> Block {
    Block::Code { language: "json", text: body::example(catalog, error) }
}
