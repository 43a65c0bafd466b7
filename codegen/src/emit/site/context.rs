//! The values for templates.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::names::Names;
use crate::catalog::{Catalog, Error};
use crate::emit::document::Block;
use crate::emit::{html, prose, reference, table, words};

/// Marks a text that needs no escaping: HTML, and URLs of percent-encoded names.
pub(super) fn safe(html: String) -> Value {
    Value::from_safe_string(html)
}

/// Renders blocks whose wide parts can be scrolled with the keyboard. Text is escaped, so all tags
/// are generated.
fn fragment<'a>(blocks: impl IntoIterator<Item = Block<'a>>) -> Value {
    let html = html::blocks(blocks).replace("<pre>", "<pre tabindex=\"0\">");
    let html = html.replace("<table>", "<div class=\"table\" tabindex=\"0\">\n<table>");
    safe(html.replace("</table>", "</table>\n</div>"))
}

fn prose_of(text: Option<&str>) -> Value {
    fragment(text.map(prose::parse).unwrap_or_default())
}

/// Returns the catalog itself: name, version, title, and its description as HTML.
pub(super) fn catalog(catalog: &Catalog) -> Value {
    context! {
        name => catalog.name.as_str(),
        version => catalog.version.as_str(),
        title => catalog.title.as_str(),
        description => prose_of(catalog.description.as_deref()),
    }
}

/// Returns the values of an error in a list.
fn listed(catalog: &Catalog, place: usize, names: &Names) -> Value {
    let error = &catalog.errors[place];
    context! {
        code => error.code.text(),
        id => words::anchor(error),
        href => safe(names.href(place)),
        status => error.status,
        class => error.status.map(|status| status / 100),
        message => error.message.display(&error.params),
        deprecated => error.deprecated.is_some(),
    }
}

/// Returns the links to the previous and next error.
pub(super) fn neighbour(catalog: &Catalog, place: usize, names: &Names) -> Value {
    context! { code => catalog.errors[place].code.text(), href => safe(format!("{}{}", names.root(), names.href(place))) }
}

/// Returns the errors of the index by category, those without one last.
pub(super) fn groups(catalog: &Catalog, names: &Names) -> Vec<Value> {
    let mut groups = Vec::new();
    for (place, (title, description, errors)) in reference::categories(catalog).into_iter().enumerate() {
        let errors: Vec<Value> = errors.iter().map(|error| listed(catalog, *error, names)).collect();
        groups.push(context! {
            title => title.unwrap_or_else(|| "Errors".to_owned()),
            anchor => group_anchor(place),
            description => prose_of(description),
            errors => errors,
        });
    }
    groups
}

/// Returns the anchor of a group. It differs from all codes, whose anchors encode the colon.
fn group_anchor(place: usize) -> String {
    format!("group:{place}")
}

/// Returns the rest of the reference: envelopes, statuses, retries, rate limits, retired codes,
/// clients.
pub(super) fn sections(catalog: &Catalog) -> Vec<Value> {
    let sections = reference::sections(catalog).into_iter().filter(|section| section.id != "errors");
    let section = |section: reference::Section| {
        context! {
            title => section.title,
            anchor => section.anchor(),
            body => fragment(section.blocks),
        }
    };
    sections.map(section).collect()
}

/// Returns the filters of the index.
pub(super) fn facets(catalog: &Catalog) -> Vec<Value> {
    let public: Vec<&Error> = table::public(catalog).map(|place| &catalog.errors[place]).collect();
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    public
        .iter()
        .filter_map(|error| error.status)
        .for_each(|status| *statuses.entry(status).or_default() += 1);
    let count = |fits: &dyn Fn(&Error) -> bool| public.iter().filter(|error| fits(error)).count();
    let statuses = statuses.into_iter().map(|(status, count)| {
        let title = format!("{status} {}", words::status_title(catalog, status).unwrap_or_default());
        choice(&status.to_string(), title.trim_end(), count)
    });
    let categories = catalog.categories.iter().enumerate().map(|(place, category)| {
        let errors = catalog.errors_of_category(place).iter();
        choice(&category.name, &category.title, errors.filter(|error| catalog.errors[**error].public).count())
    });
    let retry = [(true, "yes", "can be retried"), (false, "no", "do not retry")].map(|(is, value, title)| {
        choice(value, title, count(&|error| is_retryable(catalog, error) == Some(is)))
    });
    let operations = catalog.operations.iter().map(|operation| {
        choice(
            &operation.name,
            operation.route.as_deref().unwrap_or(&operation.title),
            operation.errors.len(),
        )
    });
    vec![
        facet("status", "Status", statuses.collect()),
        facet("category", "Category", categories.collect()),
        facet("retry", "Retry", retry.into_iter().collect()),
        facet("operations", "Operation", operations.collect()),
    ]
}

/// Returns whether the request can be retried; `None` without a retry policy.
pub(super) fn is_retryable(catalog: &Catalog, error: &Error) -> Option<bool> {
    error.retry.map(|policy| catalog.retries[policy].is_retryable())
}

fn facet(name: &str, title: &str, choices: Vec<Option<Value>>) -> Value {
    let choices: Vec<Value> = choices.into_iter().flatten().collect();
    context! { name => name, title => title, choices => choices }
}

/// Returns a choice that matches at least one error.
fn choice(value: &str, title: &str, count: usize) -> Option<Value> {
    (count > 0).then(|| context! { value => value, title => title, count => count })
}

/// Returns the values of the page of an error.
pub(super) fn error(catalog: &Catalog, place: usize, names: &Names) -> Value {
    let error = &catalog.errors[place];
    let category = error.category.map(|category| &catalog.categories[category]);
    let operation = error.operations.first().map(|operation| &catalog.operations[*operation]);
    let request = operation.and_then(|operation| operation.route.as_ref());
    context! {
        listed => listed(catalog, place, names),
        code => error.code.text(),
        status => error.status,
        class => error.status.map(|status| status / 100),
        status_title => error.status.and_then(|status| words::status_title(catalog, status)).unwrap_or_default(),
        category => category.map(|category| category.title.as_str()),
        category_anchor => names.group(place).map(group_anchor),
        retry => is_retryable(catalog, error).map(|is| if is { "can be retried" } else { "do not retry" }),
        deprecated => error.deprecated.is_some(),
        body => fragment(reference::meaning(catalog, error)),
        exchange => context! {
            request => request.map(|route| format!("{route} HTTP/1.1")),
            response => reference::response(catalog, error),
        },
    }
}
