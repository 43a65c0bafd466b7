//! The mappings for components and responses, and the marks of their members.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::keys::Keys;
use super::super::marks::MARK;
use super::super::ours::Ours;
use super::super::part::Part;
use super::node::{Node, NodeKind};

/// A mapping of a document.
pub(super) struct Mapping<'n, 't> {
    pub(super) node: &'n Node<'t>,
    /// The line of its key.
    line: u32,
    pub(super) keys: Rc<Keys<'n>>,
    /// `true` if its key is marked, so the whole mapping is generated.
    pub(super) is_ours: bool,
}

/// Finds mappings of a document, and caches the keys of visited ones.
pub(super) struct MappingFinder<'n, 't> {
    root: &'n Node<'t>,
    keys: HashMap<*const Node<'t>, Rc<Keys<'n>>>,
}

impl<'n, 't> MappingFinder<'n, 't> {
    pub(super) fn new(root: &'n Node<'t>) -> Self {
        Self { root, keys: HashMap::new() }
    }

    /// Returns the mapping at a path, whose keys must be unique.
    pub(super) fn find(&mut self, path: &[String]) -> Option<Mapping<'n, 't>> {
        let (place, depth) = self.walk(path);
        (depth == path.len() && matches!(place.node.kind, NodeKind::Map(_))).then_some(place)
    }

    /// Returns the line of the deepest existing mapping on a path.
    pub(super) fn nearest_line(&mut self, path: &[String]) -> usize {
        self.walk(path).0.line as usize
    }

    /// Returns the last existing mapping on a path, and the number of keys found.
    fn walk(&mut self, path: &[String]) -> (Mapping<'n, 't>, usize) {
        let mut place = Mapping { node: self.root, line: 1, keys: self.keys(self.root), is_ours: false };
        for (depth, key) in path.iter().enumerate() {
            let Some(at) = place.keys.position(key) else { return (place, depth) };
            let (key, value) = &place.node.members()[at];
            if place.keys.is_repeated(key.text().unwrap_or_default()) {
                return (place, depth);
            }
            place =
                Mapping { node: value, line: key.line, keys: self.keys(value), is_ours: key.is_ours.get() };
        }
        (place, path.len())
    }

    fn keys(&mut self, node: &'n Node<'t>) -> Rc<Keys<'n>> {
        let known = self.keys.entry(std::ptr::from_ref(node));
        Rc::clone(known.or_insert_with(|| {
            Rc::new(Keys::new(node.members().iter().map(|(key, _)| key.text().unwrap_or_default())))
        }))
    }

    /// Marks the members that are replaced by members of the catalog.
    pub(super) fn give_way(&mut self, parts: &[Part<'_>]) {
        for part in parts {
            let Some(place) = self.find(&part.path) else { continue };
            for (name, _) in &part.members {
                let member = place.keys.position(name).map(|at| &place.node.members()[at].0);
                if let Some(key) = member.filter(|key| key.text() == Some(name)) {
                    key.is_ours.set(true);
                }
            }
        }
    }

    /// Marks generated content in JSON: components with the mark, and references to them.
    pub(super) fn mark(&mut self, parts: &[Part<'_>], ours: &Ours<'_>) {
        for part in parts {
            let Some(place) = self.find(&part.path) else { continue };
            for (key, value) in place.node.members() {
                let is_ours = match part.operation {
                    None => value.member_text(MARK) == Some(ours.catalog),
                    Some(_) => ours.is_reference(key.text(), value.member_text("$ref")),
                };
                key.is_ours.set(is_ours);
            }
        }
        for (_, methods) in self.members("paths") {
            let operations = methods.members().iter();
            let responses = operations.filter_map(|(_, operation)| operation.member("responses"));
            for (key, value) in responses.flat_map(Node::members) {
                if ours.is_stale(key.text(), value.member_text("$ref")) {
                    key.is_ours.set(true);
                }
            }
        }
    }

    fn members(&self, key: &str) -> &'n [(Node<'t>, Node<'t>)] {
        self.root.member(key).map(Node::members).unwrap_or_default()
    }

    /// Marks the sections that a merge added in JSON: new sections with only generated members.
    pub(super) fn mark_new_sections(&mut self, before: &mut MappingFinder<'_, '_>, parts: &[Part<'_>]) {
        for part in parts.iter().filter(|part| !part.members.is_empty()) {
            let Some((section, path)) = part.path.split_last() else { continue };
            let Some(parent) = self.find(path) else { continue };
            let Some(at) = parent.keys.position(section) else { continue };
            let (key, value) = &parent.node.members()[at];
            let is_new = before.walk(&part.path).1 == path.len();
            let members = value.members();
            key.is_ours
                .set(is_new && !members.is_empty() && members.iter().all(|(key, _)| key.is_ours.get()));
        }
    }
}
