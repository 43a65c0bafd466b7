//! Tables of a whole catalog: statuses, categories, retries, limits, operations, retired codes.

use std::collections::BTreeSet;

use super::errors::{anchor, link, prose_of};
use super::kind::{Column, Row, TableKind, asked, count, shown};
use crate::catalog::{Catalog, Category, Error, Operation, Retired, RetryPolicy, Status};
use crate::emit::document::{Inline, Line, code, join, text};
use crate::emit::{prose, words};

/// Returns the codes of these errors, separated by commas.
fn codes(catalog: &Catalog, errors: impl Iterator<Item = usize>) -> Line<'_> {
    let codes = errors.map(|i| catalog.errors[i].code.text()).filter(|code| !code.is_empty());
    let mut line: Line<'_> =
        codes.flat_map(|code| [Inline::Code(code.into()), Inline::Text(", ".into())]).collect();
    line.pop();
    line
}

/// Returns the public errors among these indexes.
fn only_public<'a>(catalog: &'a Catalog, errors: &'a [usize]) -> impl Iterator<Item = usize> + 'a {
    errors.iter().copied().filter(|place| catalog.errors[*place].public)
}

/// Returns the statuses of these errors, each once.
fn statuses(catalog: &Catalog, errors: impl Iterator<Item = usize>) -> Line<'_> {
    let statuses: BTreeSet<u16> = errors.filter_map(|i| catalog.errors[i].status).collect();
    join(statuses.iter().map(|status| text(status.to_string())), Inline::Text(", ".into()))
}

/// Statuses, except those with `listed = false`.
pub static STATUSES: TableKind = TableKind {
    columns: STATUS,
    rows: |catalog| {
        count(catalog.statuses.len()).into_iter().filter(|row| status(catalog, *row).listed).collect()
    },
};

/// Statuses with a retry policy.
pub static RETRY: TableKind = TableKind {
    columns: RETRY_COLUMNS,
    rows: |catalog| {
        count(catalog.statuses.len())
            .into_iter()
            .filter(|row| status(catalog, *row).retry.is_some())
            .collect()
    },
};

fn status(catalog: &Catalog, row: Row) -> &Status {
    &catalog.statuses[row.0]
}

const NUMBER: Column = shown("status", "Status", |catalog, row| text(&status(catalog, row).name));
const TITLE: fn(&Catalog, Row) -> Line<'_> = |catalog, row| text(&status(catalog, row).title);
const NOTE: fn(&Catalog, Row) -> Line<'_> = |catalog, row| prose_of(status(catalog, row).retry_note.as_ref());

fn of_status(catalog: &Catalog, row: Row, say: impl Fn(&RetryPolicy) -> String) -> Line<'_> {
    status(catalog, row).retry.map(|i| prose::line(say(&catalog.retries[i]))).unwrap_or_default()
}

fn answer(catalog: &Catalog, row: Row) -> Line<'_> {
    of_status(catalog, row, |policy| words::answer(policy, status(catalog, row).retry_note.as_deref()))
}

fn retryable(catalog: &Catalog, row: Row) -> Line<'_> {
    of_status(catalog, row, |policy| words::yes(policy.is_retryable()).into())
}

fn policy_of(catalog: &Catalog, row: Row) -> Line<'_> {
    of_status(catalog, row, |policy| words::policy(catalog, policy))
}

static STATUS: &[Column] = &[
    NUMBER,
    shown("title", "Name", TITLE),
    shown("when", "When", |catalog, row| prose_of(status(catalog, row).when.as_ref())),
    asked("meaning", "Meaning", |catalog, row| {
        let when = prose_of(status(catalog, row).when.as_ref());
        join([TITLE(catalog, row), when], Inline::Text(": ".into()))
    }),
    asked("description", "Description", |catalog, row| prose_of(status(catalog, row).description.as_ref())),
    shown("retry", "Retry?", answer),
    asked("retryable", "Retry?", retryable),
    asked("note", "Notes", NOTE),
    asked("policy", "Policy", policy_of),
    asked("codes", "Codes", |catalog, row| {
        codes(catalog, only_public(catalog, catalog.errors_of_status_row(row.0)))
    }),
];

static RETRY_COLUMNS: &[Column] = &[
    NUMBER,
    asked("title", "Name", TITLE),
    asked("retry", "Retry?", answer),
    shown("retryable", "Retry?", retryable),
    shown("note", "Notes", NOTE),
    shown("policy", "Policy", policy_of),
];

/// The web framework's own statuses, with the errors that replace them, and the classes last.
pub static FRAMEWORK: TableKind = TableKind {
    columns: &[
        shown("status", "Status", |catalog, row| of_framework(catalog, row, |made| text(made.statuses))),
        shown("title", "Name", |catalog, row| of_framework(catalog, row, |made| text(made.title))),
        shown("code", "Code", |catalog, row| of_framework(catalog, row, |made| code(made.error.code.text()))),
        asked("anchor", "Code", |catalog, row| of_framework(catalog, row, |made| anchor(made.error))),
        shown("when", "When", |catalog, row| of_framework(catalog, row, |made| text(made.when))),
    ],
    rows: |catalog| count(framework(catalog).len()),
};

/// A row of the framework's table.
struct FrameworkRow<'a> {
    statuses: String,
    title: &'a str,
    when: &'static str,
    error: &'a Error,
}

fn framework(catalog: &Catalog) -> Vec<FrameworkRow<'_>> {
    let statuses = catalog.framework_statuses().into_iter().map(|made| FrameworkRow {
        statuses: made.status.to_string(),
        title: words::status_title(catalog, made.status).unwrap_or_default(),
        when: made.when,
        error: &catalog.errors[made.error],
    });
    let classes = catalog.framework_classes().map(|class| FrameworkRow {
        statuses: format!("other {}", class.name),
        title: "",
        when: "The framework sends another status of this class",
        error: &catalog.errors[class.error],
    });
    statuses.chain(classes).collect()
}

fn of_framework<'a>(catalog: &'a Catalog, row: Row, cell: fn(FrameworkRow<'a>) -> Line<'a>) -> Line<'a> {
    framework(catalog).into_iter().nth(row.0).map(cell).unwrap_or_default()
}

/// The declared retry policies.
pub static POLICIES: TableKind = TableKind {
    columns: &[
        shown("policy", "Policy", |catalog, row| code(&catalog.retries[row.0].name)),
        shown("delays", "Delay", |catalog, row| prose::line(words::policy(catalog, &catalog.retries[row.0]))),
        shown("description", "Description", |catalog, row| {
            prose_of(catalog.retries[row.0].description.as_ref())
        }),
    ],
    rows: |catalog| {
        // The names of the built-in ones are self-explanatory.
        let built_in = ["never", "immediate", "after-header"];
        let is_own = |row: &Row| !built_in.contains(&catalog.retries[row.0].name.as_str());
        count(catalog.retries.len()).into_iter().filter(is_own).collect()
    },
};

/// Categories.
pub static CATEGORIES: TableKind = TableKind {
    columns: &[
        shown("category", "Category", |catalog, row| code(&category(catalog, row).name)),
        asked("title", "Title", |catalog, row| text(&category(catalog, row).title)),
        shown("description", "Description", |catalog, row| {
            prose_of(category(catalog, row).description.as_ref())
        }),
        asked("statuses", "Statuses", |catalog, row| statuses(catalog, of_category(catalog, row))),
        asked("codes", "Codes", |catalog, row| codes(catalog, of_category(catalog, row))),
    ],
    rows: |catalog| count(catalog.categories.len()),
};

fn category(catalog: &Catalog, row: Row) -> &Category {
    &catalog.categories[row.0]
}

fn of_category(catalog: &Catalog, row: Row) -> impl Iterator<Item = usize> {
    only_public(catalog, catalog.errors_of_category(row.0))
}

/// Rate limits.
pub static RATE_LIMITS: TableKind = TableKind {
    columns: &[
        shown("scope", "Scope", |catalog, row| text(&catalog.rate_limits[row.0].scope)),
        shown("limit", "Limit", |catalog, row| text(words::rate(&catalog.rate_limits[row.0]))),
        shown("affects", "Affects", |catalog, row| {
            join(catalog.rate_limits[row.0].affects.iter().map(text), Inline::Break)
        }),
        shown("description", "Description", |catalog, row| {
            prose_of(catalog.rate_limits[row.0].description.as_ref())
        }),
        asked("name", "Name", |catalog, row| code(&catalog.rate_limits[row.0].name)),
    ],
    rows: |catalog| count(catalog.rate_limits.len()),
};

/// Operations.
pub static OPERATIONS: TableKind = TableKind {
    columns: &[
        shown("title", "Operation", |catalog, row| text(&operation(catalog, row).title)),
        shown("route", "Route", |catalog, row| {
            code(operation(catalog, row).route.as_deref().unwrap_or_default())
        }),
        shown("codes", "Errors", |catalog, row| codes(catalog, of_operation(catalog, row))),
        asked("operation", "Name", |catalog, row| code(&operation(catalog, row).name)),
        asked("statuses", "Statuses", |catalog, row| statuses(catalog, of_operation(catalog, row))),
    ],
    rows: |catalog| count(catalog.operations.len()),
};

fn operation(catalog: &Catalog, row: Row) -> &Operation {
    &catalog.operations[row.0]
}

fn of_operation(catalog: &Catalog, row: Row) -> impl Iterator<Item = usize> {
    only_public(catalog, &operation(catalog, row).errors)
}

/// Retired codes.
pub static RETIRED: TableKind = TableKind {
    columns: &[
        shown("code", "Code", |catalog, row| code(&retired(catalog, row).code)),
        shown("since", "Since", |catalog, row| {
            text(retired(catalog, row).since.as_deref().unwrap_or_default())
        }),
        shown("replacement", "Use instead", |catalog, row| {
            replacement(catalog, row).map(|error| link(catalog, error)).unwrap_or_default()
        }),
        asked("anchor", "Use instead", |catalog, row| {
            replacement(catalog, row).map(anchor).unwrap_or_default()
        }),
        shown("description", "Reason", |catalog, row| prose_of(retired(catalog, row).description.as_ref())),
    ],
    rows: |catalog| count(catalog.retired.len()),
};

fn retired(catalog: &Catalog, row: Row) -> &Retired {
    &catalog.retired[row.0]
}

fn replacement(catalog: &Catalog, row: Row) -> Option<&Error> {
    retired(catalog, row).replacement.map(|i| &catalog.errors[i]).filter(|error| error.public)
}
