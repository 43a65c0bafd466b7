//! Tables of public errors, their triggers and their parameters.

use super::attribute::attribute;
use super::kind::{Column, Row, TableKind, asked, shown, substitute};
use crate::catalog::{Catalog, Error, Param, Trigger};
use crate::emit::document::{Inline, Line, code, join, text};
use crate::emit::{body, prose, words};

/// Errors.
pub static CODES: TableKind =
    TableKind { columns: ERROR, rows: |catalog| public(catalog).map(|i| (i, 0)).collect() };

/// Triggers of errors.
pub static TRIGGERS: TableKind = TableKind {
    columns: TRIGGER,
    rows: |catalog| public(catalog).flat_map(|error| triggers_of(catalog, error)).collect(),
};

/// Returns the rows of one error's triggers.
pub(in crate::emit) fn triggers_of(catalog: &Catalog, error: usize) -> Vec<Row> {
    (0..catalog.errors[error].triggers.len()).map(|i| (error, i)).collect()
}

/// Parameters of errors, without internal ones.
pub static PARAMS: TableKind = TableKind {
    columns: PARAM,
    rows: |catalog| public(catalog).flat_map(|error| params_of(catalog, error)).collect(),
};

/// Returns the rows of one error's parameters.
pub(in crate::emit) fn params_of(catalog: &Catalog, error: usize) -> Vec<Row> {
    let params = catalog.errors[error].params.iter().enumerate();
    params.filter(|(_, param)| !param.internal).map(|(i, _)| (error, i)).collect()
}

/// Returns the public errors.
pub fn public(catalog: &Catalog) -> impl Iterator<Item = usize> {
    (0..catalog.errors.len()).filter(|i| catalog.errors[*i].public)
}

fn error(catalog: &Catalog, row: Row) -> &Error {
    &catalog.errors[row.0]
}

/// Returns prose in a cell; empty if there is none.
pub(super) fn prose_of(prose: Option<&String>) -> Line<'_> {
    prose.map(prose::line).unwrap_or_default()
}

/// Returns the code of an error, with a link to its documentation URL.
pub(super) fn link<'a>(catalog: &Catalog, error: &'a Error) -> Line<'a> {
    let code = code(error.code.text());
    match words::docs_url(catalog, error) {
        Some(to) => vec![Inline::Link { text: code, to: to.into() }],
        None => code,
    }
}

/// Returns the code of an error, with a link to its entry on the same page.
pub(super) fn anchor(error: &Error) -> Line<'_> {
    let to = ["#", &words::anchor(error)].concat();
    vec![Inline::Link { text: code(error.code.text()), to: to.into() }]
}

fn status(catalog: &Catalog, row: Row) -> Line<'_> {
    text(error(catalog, row).status.map(|status| status.to_string()).unwrap_or_default())
}

static ERROR: &[Column] = &[
    shown("code", "Code", |catalog, row| code(error(catalog, row).code.text())),
    asked("link", "Code", |catalog, row| link(catalog, error(catalog, row))),
    asked("anchor", "Code", |catalog, row| anchor(error(catalog, row))),
    shown("name", "Name", |catalog, row| {
        words::distinct_name(error(catalog, row)).map(code).unwrap_or_default()
    }),
    shown("status", "Status", status),
    asked("title", "Title", |catalog, row| {
        text(words::error_title(catalog, error(catalog, row)).unwrap_or_default())
    }),
    asked("category", "Category", |catalog, row| {
        error(catalog, row).category.map(|i| text(&catalog.categories[i].title)).unwrap_or_default()
    }),
    substitute("message", "Message", "description", message),
    shown("description", "Description", |catalog, row| prose_of(error(catalog, row).description.as_ref())),
    asked("when", "When", |catalog, row| prose_of(error(catalog, row).when.as_ref())),
    shown("fix", "Fix", |catalog, row| prose_of(error(catalog, row).fix.as_ref())),
    asked("retry", "Retry?", |catalog, row| {
        let error = error(catalog, row);
        let answer = |i: usize| text(words::answer(&catalog.retries[i], error.retry_note.as_deref()));
        error.retry.map(answer).unwrap_or_default()
    }),
    asked("retryable", "Retry?", |catalog, row| {
        error(catalog, row)
            .retry
            .map(|i| text(words::yes(catalog.retries[i].is_retryable())))
            .unwrap_or_default()
    }),
    asked("policy", "Retry", |catalog, row| {
        error(catalog, row)
            .retry
            .map(|i| prose::line(words::policy(catalog, &catalog.retries[i])))
            .unwrap_or_default()
    }),
    asked("note", "Notes", |catalog, row| prose_of(error(catalog, row).retry_note.as_ref())),
    asked("params", "Parameters", |catalog, row| {
        let public = error(catalog, row).params.iter().filter(|param| !param.internal);
        join(public.map(|param| code(&param.wire)), Inline::Text(", ".into()))
    }),
    asked("triggers", "Triggers", |catalog, row| {
        let triggers = error(catalog, row).triggers.iter().map(|trigger| prose::line(&trigger.when));
        join(triggers, Inline::Break)
    }),
    asked("attributes", "Attributes", attributes),
    asked("tags", "Tags", |catalog, row| text(error(catalog, row).tags.join(", "))),
    asked("since", "Since", |catalog, row| text(error(catalog, row).since.as_deref().unwrap_or_default())),
];

fn message(catalog: &Catalog, row: Row) -> Line<'_> {
    let error = error(catalog, row);
    code(error.message.display(&error.params))
}

/// Returns the attributes of the error of a row, each with its name.
pub(in crate::emit) fn attributes(catalog: &Catalog, row: Row) -> Line<'_> {
    let error = error(catalog, row);
    let attributes = error.attributes.iter().map(|(index, _)| {
        let value = attribute(error, *index);
        join([code(&catalog.attributes[*index].name), value], Inline::Text(": ".into()))
    });
    join(attributes, Inline::Text(" · ".into()))
}

fn trigger(catalog: &Catalog, row: Row) -> &Trigger {
    &catalog.errors[row.0].triggers[row.1]
}

static TRIGGER: &[Column] = &[
    shown("trigger", "Trigger", |catalog, row| prose::line(&trigger(catalog, row).when)),
    shown("where", "Where", |catalog, row| {
        let places = &trigger(catalog, row).places;
        join(places.iter().map(text), Inline::Break)
    }),
    shown("message", "Message", |catalog, row| {
        let (error, messages) = (error(catalog, row), &trigger(catalog, row).messages);
        if messages.is_empty() {
            return code(error.message.display(&error.params));
        }
        join(messages.iter().map(code), Inline::Text(" / ".into()))
    }),
    shown("fix", "Fix", |catalog, row| {
        prose_of(trigger(catalog, row).fix.as_ref().or(error(catalog, row).fix.as_ref()))
    }),
    asked("code", "Code", |catalog, row| code(error(catalog, row).code.text())),
    asked("status", "Status", status),
];

fn param(catalog: &Catalog, row: Row) -> &Param {
    &catalog.errors[row.0].params[row.1]
}

static PARAM: &[Column] = &[
    shown("param", "Parameter", |catalog, row| code(&param(catalog, row).wire)),
    shown("type", "Type", |catalog, row| text(words::type_name(param(catalog, row).ty))),
    asked("optional", "Optional", |catalog, row| text(words::yes(param(catalog, row).optional))),
    shown("description", "Description", |catalog, row| {
        let param = param(catalog, row);
        let optional = if param.optional { text("Optional.") } else { Line::new() };
        join([optional, prose_of(param.description.as_ref())], Inline::Text(" ".into()))
    }),
    shown("example", "Example", |catalog, row| code(body::example_of(param(catalog, row)))),
    asked("code", "Code", |catalog, row| code(error(catalog, row).code.text())),
];
