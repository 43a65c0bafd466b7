//! Generated content in a JSON document.

use std::collections::HashSet;

use super::marks::MARK;
use super::part::Part;
use crate::catalog::json::{JsonKind, Member, Value};

/// Recognizes generated content.
pub(super) struct Ours<'d> {
    pub(super) catalog: &'d str,
    /// The names of the current and previous components of the catalog.
    names: HashSet<&'d str>,
    /// The names of removed components.
    pub(super) gone: HashSet<&'d str>,
    /// `true` if references to removed components are removed, because operations are generated.
    /// Otherwise the references are handwritten.
    pub(super) by_operation: bool,
}

impl<'d> Ours<'d> {
    pub(super) fn new(root: &'d Value, parts: &'d [Part<'_>], catalog: &'d str, by_operation: bool) -> Self {
        let components = parts.iter().filter(|part| part.operation.is_none());
        let now: HashSet<&str> =
            components.flat_map(|part| &part.members).map(|(name, _)| name.as_ref()).collect();
        let before: HashSet<&str> = marked_before(root, catalog).collect();
        let gone = before.difference(&now).copied().collect();
        Self { catalog, names: now.union(&before).copied().collect(), gone, by_operation }
    }

    /// Returns whether a response of an operation is a generated reference. Their keys are statuses.
    pub(super) fn is_reference(&self, key: Option<&str>, target: Option<&str>) -> bool {
        response(key, target).is_some_and(|name| self.names.contains(name))
    }

    /// Returns whether such a reference is broken and must be removed.
    pub(super) fn is_stale(&self, key: Option<&str>, target: Option<&str>) -> bool {
        self.by_operation && self.gone_target(key, target).is_some()
    }

    /// Returns the removed component that a response of a status references, if any.
    pub(super) fn gone_target<'t>(&self, key: Option<&str>, target: Option<&'t str>) -> Option<&'t str> {
        response(key, target).filter(|name| self.gone.contains(name))
    }
}

/// Returns the component that a response of a status references.
fn response<'t>(key: Option<&str>, target: Option<&'t str>) -> Option<&'t str> {
    let is_status = key.is_some_and(|key| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit()));
    target.filter(|_| is_status)?.strip_prefix("#/components/responses/")
}

/// Returns the names of the components of an earlier run.
fn marked_before<'v>(root: &'v Value, catalog: &'v str) -> impl Iterator<Item = &'v str> {
    let sections = value(root, "components").map(members).unwrap_or_default();
    let all = sections.iter().flat_map(|section| members(&section.value));
    all.filter(move |member| is_marked(&member.value, catalog)).map(|member| member.key.as_str())
}

pub(super) fn members(value: &Value) -> &[Member] {
    match &value.kind {
        JsonKind::Object(members) => members,
        _ => &[],
    }
}

pub(super) fn value<'v>(object: &'v Value, key: &str) -> Option<&'v Value> {
    members(object).iter().find(|member| member.key == key).map(|member| &member.value)
}

pub(super) fn text<'v>(object: &'v Value, key: &str) -> Option<&'v str> {
    match &value(object, key)?.kind {
        JsonKind::String(text) => Some(text),
        _ => None,
    }
}

pub(super) fn is_marked(value: &Value, catalog: &str) -> bool {
    text(value, MARK) == Some(catalog)
}
