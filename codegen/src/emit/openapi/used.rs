//! The referenced components.

use std::collections::{HashMap, HashSet};

use super::components::{Components, Section};
use super::tree::Tree;
use crate::catalog::ComponentSet;

/// The section and the name of a component.
pub(super) type Reference = (String, String);

const START: &str = "#/components/";

/// Returns the sections with all components, or with those that are reachable from these references.
pub(super) fn chosen<'a>(
    components: &Components<'a>,
    mut sections: Vec<(&'static str, Section<'a>)>,
    has_operations: bool,
    references: Vec<Reference>,
) -> Vec<(&'static str, Section<'a>)> {
    let default = if has_operations { ComponentSet::Used } else { ComponentSet::All };
    if components.options.components.unwrap_or(default) == ComponentSet::All {
        return sections;
    }
    let used = reached(components, &sections, references);
    for (section, members) in &mut sections {
        let section = used.get(section);
        members.retain(|(name, _)| section.is_some_and(|names| names.contains(name.as_str())));
    }
    sections
}

/// Returns the names of the components of each section that are reachable from the references.
fn reached<'a>(
    components: &Components<'a>,
    sections: &[(&'static str, Section<'a>)],
    mut open: Vec<Reference>,
) -> HashMap<&'static str, HashSet<String>> {
    let mut all = HashMap::new();
    for (section, members) in sections {
        let members = members.iter().map(|(name, make)| (name.as_str(), make));
        all.insert(*section, members.collect::<HashMap<_, _>>());
    }
    let mut reached: HashMap<&'static str, HashSet<String>> = HashMap::new();
    // Each component is visited once.
    while let Some((section, name)) = open.pop() {
        let Some((section, members)) = all.get_key_value(section.as_str()) else { continue };
        let Some(make) = members.get(name.as_str()) else { continue };
        // Examples are bodies and contain no references.
        if reached.entry(section).or_default().insert(name) && *section != "examples" {
            open.extend(references(&make(components)));
        }
    }
    reached
}

/// Returns the components that a part of a document references.
pub(super) fn references(tree: &Tree<'_>) -> Vec<Reference> {
    fn walk(tree: &Tree<'_>, found: &mut Vec<Reference>) {
        match tree {
            Tree::Literal(_) | Tree::Text(_) => {}
            Tree::List(items) => items.iter().for_each(|item| walk(item, found)),
            Tree::Object(members) => {
                for (key, value) in members {
                    match value {
                        Tree::Text(target) if key == "$ref" => found.extend(references_in_text(target)),
                        value => walk(value, found),
                    }
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(tree, &mut found);
    found
}

/// Returns the components that a text references.
pub(super) fn references_in_text(text: &str) -> Vec<Reference> {
    let is_end = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '_' | '-');
    let parts = text.split(START).skip(1).filter_map(|part| part.split_once('/'));
    parts
        .map(|(section, rest)| {
            let name = rest.split(is_end).next().unwrap_or_default();
            (section.to_owned(), name.to_owned())
        })
        .collect()
}
