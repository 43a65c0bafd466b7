//! Finds errors and codes in an envelope.

use crate::catalog::{Node, Over, Part, Slot};

/// Returns the path of a member, as in `fields`.
pub(super) fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Returns the list of errors in an envelope, with the path of the members in it.
pub(in super::super) fn error_list(node: &Node) -> Option<(Over, &Node, String)> {
    fn walk<'n>(node: &'n Node, path: &str) -> Option<(Over, &'n Node, String)> {
        match node {
            Node::Each(over @ (Over::Errors | Over::IssuesOrErrors), item) => {
                Some((*over, item, path.to_owned()))
            }
            Node::Object(members) => {
                members.iter().find_map(|member| walk(&member.value, &below(path, &member.key)))
            }
            Node::Array(items) => items.iter().find_map(|item| walk(&item.value, path)),
            Node::First(nodes) => nodes.iter().find_map(|node| walk(node, path)),
            _ => None,
        }
    }
    walk(node, "")
}

/// The position of the code in a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum CodeAt {
    /// A member of the outermost object, which can be a `discriminator` (OpenAPI 3.1.1 §4.8.25).
    Member(String),
    /// Deeper inside objects.
    Inside,
    /// A fixed position of a list.
    InList,
}

pub(in super::super) fn code_at(node: &Node) -> Option<CodeAt> {
    match node {
        Node::Value(Slot::Code, _) => Some(CodeAt::Inside),
        Node::Text(parts) => {
            let is_fixed = |part: &Part| matches!(part, Part::Text(_) | Part::Value(Slot::Code, ..));
            let shows = parts.iter().any(|part| matches!(part, Part::Value(..)));
            (shows && parts.iter().all(is_fixed)).then_some(CodeAt::Inside)
        }
        Node::Object(members) => {
            let found: Vec<_> =
                members.iter().filter_map(|member| Some((member, code_at(&member.value)?))).collect();
            let is_leaf = |node: &Node| matches!(node, Node::Value(..) | Node::Text(_));
            let member = found.iter().find(|(member, _)| is_leaf(&member.value));
            match member {
                Some((member, _)) => Some(CodeAt::Member(member.key.clone())),
                None if found.iter().any(|(_, at)| *at != CodeAt::InList) => Some(CodeAt::Inside),
                None => found.first().map(|_| CodeAt::InList),
            }
        }
        Node::Array(items) => {
            let mut fixed = items.iter().take_while(|item| !item.optional);
            fixed.any(|item| code_at(&item.value).is_some()).then_some(CodeAt::InList)
        }
        _ => None,
    }
}
