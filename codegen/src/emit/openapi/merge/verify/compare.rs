//! Compares the original with the merged document, and components with the catalog.

use std::collections::HashMap;

use super::node::{Node, NodeKind};
use crate::emit::openapi::tree::Tree;

/// The first difference between two documents.
#[derive(Debug)]
pub(super) struct Change {
    /// The line in the old document.
    pub(super) line: usize,
    /// The key path.
    pub(super) path: Vec<String>,
}

/// Compares two documents without marked parts: keys, values, order, tags and anchors.
///
/// # Errors
///
/// The first difference.
pub(super) fn unchanged(before: &Node<'_>, after: &Node<'_>) -> Result<(), Change> {
    let mut comparison = Comparison::default();
    if comparison.same(before, after) {
        return Ok(());
    }
    comparison.path.reverse();
    Err(Change { line: comparison.line as usize, path: comparison.path })
}

#[derive(Default)]
struct Comparison {
    /// The anchors of the old document, and the corresponding ones of the new document. Their
    /// numbers change if others are removed.
    anchors: HashMap<u32, u32>,
    /// The line of the difference, and its key path in reverse order.
    line: u32,
    path: Vec<String>,
}

impl Comparison {
    fn same(&mut self, before: &Node<'_>, after: &Node<'_>) -> bool {
        // The first difference is the innermost.
        let is_same = self.anchor(before, after) && before.tag == after.tag && self.value(before, after);
        if !is_same && self.line == 0 {
            self.line = before.line;
        }
        is_same
    }

    fn anchor(&mut self, before: &Node<'_>, after: &Node<'_>) -> bool {
        if before.anchor != 0 {
            self.anchors.insert(before.anchor, after.anchor);
        }
        (before.anchor == 0) == (after.anchor == 0)
    }

    fn value(&mut self, before: &Node<'_>, after: &Node<'_>) -> bool {
        match (&before.kind, &after.kind) {
            (NodeKind::Scalar { .. }, NodeKind::Scalar { .. }) => is_same_scalar(before, after),
            (NodeKind::Alias(old), NodeKind::Alias(new)) => self.anchors.get(old) == Some(new),
            (NodeKind::List(old), NodeKind::List(new)) => {
                let (mut old, mut new) = (own(old), own(new));
                loop {
                    match (old.next(), new.next()) {
                        (None, None) => return true,
                        (Some(before), Some(after)) if self.same(before, after) => {}
                        _ => return false,
                    }
                }
            }
            (NodeKind::Map(old), NodeKind::Map(new)) => self.members(old, new),
            // A mapping with only generated members was empty before, or is empty now.
            (NodeKind::Map(ours), _) => is_ours(ours) && is_empty(after),
            (_, NodeKind::Map(ours)) => is_ours(ours) && is_empty(before),
            _ => false,
        }
    }

    fn members(&mut self, old: &[(Node<'_>, Node<'_>)], new: &[(Node<'_>, Node<'_>)]) -> bool {
        let mut old = old.iter().filter(|(key, _)| !key.is_ours.get());
        let mut new = new.iter().filter(|(key, _)| !key.is_ours.get());
        loop {
            let (key, is_same) = match (old.next(), new.next()) {
                (None, None) => return true,
                (Some((key, before)), Some((other, after))) => {
                    (key, self.same(key, other) && self.same(before, after))
                }
                (Some((key, _)), None) => {
                    self.line = key.line;
                    (key, false)
                }
                // An additional member: report its name.
                (None, Some((key, _))) => (key, false),
            };
            if !is_same {
                self.path.push(key.text().unwrap_or("?").to_owned());
                return false;
            }
        }
    }
}

fn own<'n, 't>(items: &'n [Node<'t>]) -> impl Iterator<Item = &'n Node<'t>> {
    items.iter().filter(|item| !item.is_ours.get())
}

fn is_ours(members: &[(Node<'_>, Node<'_>)]) -> bool {
    !members.is_empty() && members.iter().all(|(key, _)| key.is_ours.get())
}

/// Returns an absent value.
fn is_empty(node: &Node<'_>) -> bool {
    matches!(&node.kind, NodeKind::Scalar { text, is_plain: true } if text.is_empty() || text == "~")
}

fn is_same_scalar(before: &Node<'_>, after: &Node<'_>) -> bool {
    match (&before.kind, &after.kind) {
        (
            NodeKind::Scalar { text: old, is_plain: old_plain },
            NodeKind::Scalar { text: new, is_plain: new_plain },
        ) => old == new && old_plain == new_plain,
        _ => false,
    }
}

/// Counts the marked members and items, without nested ones.
pub(super) fn count_ours(node: &Node<'_>) -> usize {
    match &node.kind {
        NodeKind::Scalar { .. } | NodeKind::Alias(_) => 0,
        NodeKind::List(items) => {
            items.iter().map(|item| if item.is_ours.get() { 1 } else { count_ours(item) }).sum()
        }
        NodeKind::Map(members) => {
            members.iter().map(|(key, value)| if key.is_ours.get() { 1 } else { count_ours(value) }).sum()
        }
    }
}

/// Returns whether a value is equal to a value of the catalog.
pub(super) fn fits(node: &Node<'_>, tree: &Tree<'_>) -> bool {
    if node.anchor != 0 || node.tag.is_some() {
        return false;
    }
    match (&node.kind, tree) {
        (NodeKind::Scalar { text, is_plain: true }, Tree::Literal(literal)) => text == literal,
        (NodeKind::Scalar { text, is_plain }, Tree::Text(expected)) => {
            text == expected && !(*is_plain && is_resolved(text))
        }
        (NodeKind::List(items), Tree::List(expected)) => {
            items.len() == expected.len()
                && items.iter().zip(expected).all(|(item, expected)| fits(item, expected))
        }
        (NodeKind::Map(members), Tree::Object(expected)) => {
            let mut pairs = members.iter().zip(expected);
            members.len() == expected.len()
                && pairs.all(|((key, value), (name, expected))| is_key(key, name) && fits(value, expected))
        }
        _ => false,
    }
}

/// Returns whether a key is this text and cannot be read as a number.
pub(super) fn is_key(key: &Node<'_>, name: &str) -> bool {
    fits(key, &Tree::Text(name.into()))
}

/// Returns whether a plain scalar is not a string in a version of YAML, but null, a boolean, a
/// number, a date or a merge key.
fn is_resolved(text: &str) -> bool {
    const WORDS: [&str; 10] = ["~", "<<", "null", "true", "false", "yes", "no", "on", "off", "="];
    text.is_empty()
        || text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
        || ["y", "n"].iter().chain(&WORDS).any(|word| word.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;

    fn change(before: &str, after: &str) -> Option<(usize, String)> {
        let [before, after] =
            [before, after].map(|text| yaml::read(text).unwrap_or_else(|error| panic!("{error:?}: {text}")));
        let change = unchanged(&before.root, &after.root).err()?;
        Some((change.line, change.path.join(" → ")))
    }

    #[test]
    fn every_difference_is_found() {
        let before = "a: 1\nb: [x, \"2\"]\nc: &c\n  d: !t e\n  f: *c\n";
        assert_eq!(change(before, before), None);
        let changes = [
            ("a: 1\n", "a: 2\n", 1, "a"),
            ("a: 1\n", "a: \"1\"\n", 1, "a"),
            ("a: 1\n", "", 1, "a"),
            ("a: 1\nb: [x, \"2\"]\n", "b: [x, \"2\"]\na: 1\n", 1, "a"),
            ("x, \"2\"", "\"2\", x", 2, "b"),
            ("x, \"2\"", "x", 2, "b"),
            ("x, \"2\"", "x, 2", 2, "b"),
            ("!t e", "e", 4, "c → d"),
            ("!t e", "!u e", 4, "c → d"),
            ("!t e", "{}", 4, "c → d"),
            ("&c\n", "&c\n  x: &x 1\n", 4, "c → d"),
            ("  f: *c", "f: &c 1", 5, "c → f"),
        ];
        for (old, new, line, path) in changes {
            let after = before.replacen(old, new, 1);
            let found = change(before, &after);
            let (found_line, found_path) = found.unwrap_or_else(|| panic!("no change in {after}"));
            assert!(found_path == path || found_path.starts_with('?'), "{found_path} in {after}");
            assert_eq!(found_line, line, "{after}");
        }
        // An alias that means another anchor of the same name.
        let before = "a: &x 1\nb: &x 2\nc: *x\n";
        assert_eq!(change(before, "a: &x 1\nb: &y 2\nc: *x\n"), Some((3, "c".to_owned())));
    }

    #[test]
    fn components_are_compared_as_data() {
        let tree = Tree::of_json(r#"{"a":["1",2,null],"404":{"b":"no","c":{}}}"#);
        let fits = |text: &str| fits(&yaml::read(text).expect("YAML").root, &tree);
        let text = "a: [\"1\", 2, null]\n\"404\":\n  b: \"no\"\n  c: {}\n";
        assert!(fits(text));
        for (old, new) in [
            ("\"1\"", "1"),
            ("2", "\"2\""),
            ("2", "2.0"),
            ("null", "~"),
            ("\"404\"", "404"),
            ("\"no\"", "no"),
            ("{}", "[]"),
            ("{}", ""),
            (": {}", ": &x {}"),
            ("\"no\"", "!!str no"),
            (", null", ""),
            ("  c: {}\n", ""),
        ] {
            assert!(!fits(&text.replacen(old, new, 1)), "{old} as {new}");
        }
    }
}
