//! Descriptions and `x-` members of errors.

use super::common_mark::common_mark;
use super::schema::slots;
use super::tree::Tree;
use crate::catalog::{AttributeValue, Backoff, Catalog, Error, Jitter};
use crate::emit::document::{Inline, introduced};
use crate::emit::{body, prose};

/// Returns the description of an error: its meaning, when it occurs and how to fix it.
pub(super) fn description(error: &Error) -> Option<String> {
    let parts = [("", &error.description), ("When:", &error.when), ("Fix:", &error.fix)];
    let blocks: Vec<_> = parts
        .into_iter()
        .filter_map(|(label, text)| Some((label, prose::parse(text.as_deref()?))))
        .filter(|(_, blocks)| !blocks.is_empty())
        .flat_map(|(label, blocks)| match label {
            "" => blocks,
            label => introduced(vec![Inline::Text(label.into())], blocks),
        })
        .collect();
    (!blocks.is_empty()).then(|| common_mark(blocks))
}

/// Returns the error's example as a component, with `x-` members for programs.
pub(super) fn example<'a>(catalog: &'a Catalog, error: &'a Error) -> Tree<'a> {
    let mut example = Tree::object()
        .with("summary", error.message.display(&error.params))
        .with_some("description", description(error))
        .with("value", Tree::of_json(&body::example_json(catalog, error)))
        .with("x-code", slots::code(&error.code))
        .with_some("x-category", error.category.map(|at| catalog.categories[at].name.as_str()))
        .with_some("x-retry", retry(catalog, error));
    for (at, value) in &error.attributes {
        let value = match value {
            AttributeValue::Template(template) => template.display(&error.params).into(),
            value => slots::attribute(value),
        };
        example = example.with(attribute_key(&catalog.attributes[*at].name), value);
    }
    example
}

/// Returns the member for an attribute; `x-oai-` and `x-oas-` are reserved (OpenAPI 3.1.1 §4.9).
fn attribute_key(name: &str) -> String {
    let is_taken =
        ["code", "category", "retry"].contains(&name) || name.starts_with("oai-") || name.starts_with("oas-");
    if is_taken { format!("x-attribute-{name}") } else { format!("x-{name}") }
}

/// Returns the retry policy, with delays in seconds.
fn retry<'a>(catalog: &'a Catalog, error: &'a Error) -> Option<Tree<'a>> {
    let policy = &catalog.retries[error.retry?];
    let (kind, base, max, fallback) = match &policy.backoff {
        Backoff::Never => ("never", None, None, None),
        Backoff::Immediate => ("immediate", None, None, None),
        Backoff::Fixed(delay) => ("fixed", Some(*delay), None, None),
        Backoff::Exponential { base, max } => ("exponential", Some(*base), *max, None),
        Backoff::AfterHeader { max, fallback } => ("after-header", None, *max, *fallback),
    };
    let seconds = |delay: std::time::Duration| Tree::Literal(delay.as_secs_f64().to_string().into());
    let jitter = match &policy.jitter {
        Jitter::None => None,
        Jitter::Full => Some("full".into()),
        Jitter::Added(most) => Some(seconds(*most)),
    };
    let tree = Tree::object()
        .with("retryable", policy.is_retryable())
        .with("kind", kind)
        .with_some("base", base.map(seconds))
        .with_some("max", max.map(seconds))
        .with_some("jitter", jitter)
        .with_some("attempts", policy.attempts.map(i64::from))
        .with_some("fallback", fallback.map(|at| catalog.retries[at].name.as_str()))
        .with_some("note", error.retry_note.as_deref());
    Some(tree)
}
