//! Writes the nodes of an envelope. Absent values are omitted or `null`.

use super::scope::Scope;
use super::values::{write_arg, write_arg_text, write_slot};
use crate::envelope::{Item, Member, Node, Part};

/// The presence of the values of a node.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Presence {
    /// A constant.
    Constant,
    /// At least one value is present.
    Present,
    /// All values are absent.
    Absent,
}

impl Presence {
    fn of(present: bool) -> Self {
        if present { Self::Present } else { Self::Absent }
    }

    /// Combines the presence of two parts. The whole is absent if all parts that are not constant
    /// are absent.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Present, _) | (_, Self::Present) => Self::Present,
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            _ => Self::Constant,
        }
    }
}

/// Writes a node. If it is absent, the caller must remove the text that was written.
pub(super) fn write(node: &Node, scope: &Scope<'_>, out: &mut String) -> Presence {
    match node {
        Node::Constant(json) => {
            out.push_str(json);
            Presence::Constant
        }
        Node::Value(slot) => Presence::of(write_slot(*slot, scope, write_arg, out)),
        Node::Text(parts) => write_text(parts, scope, out),
        Node::Object(members) => write_object(members, scope, out),
        Node::Array(items) => {
            let mut list = List::open(out);
            let write = |item: &Item| list.item(&item.value, item.optional, scope, out);
            let presence = items.iter().map(write).fold(Presence::Constant, Presence::and);
            list.close(out);
            presence
        }
        Node::Errors(item) => {
            let mut list = List::open(out);
            for error in scope.errors {
                list.item(item, false, &Scope { error: *error, in_list: true, ..*scope }, out);
            }
            list.close(out);
            Presence::of(!scope.errors.is_empty())
        }
        Node::Issues(item) => {
            let issues = scope.error.issues();
            let mut list = List::open(out);
            for issue in issues {
                list.item(item, false, &Scope { issue: Some(issue), ..*scope }, out);
            }
            list.close(out);
            Presence::of(!issues.is_empty())
        }
        Node::IssuesOrErrors(item) => {
            let mut list = List::open(out);
            for error in scope.errors {
                let scope = Scope { error: *error, in_list: true, ..*scope };
                for issue in error.issues() {
                    list.item(item, false, &Scope { issue: Some(issue), ..scope }, out);
                }
                if error.issues().is_empty() {
                    list.item(item, false, &scope, out);
                }
            }
            list.close(out);
            Presence::of(!scope.errors.is_empty())
        }
        Node::First(choices) => {
            let start = out.len();
            for choice in *choices {
                match write(choice, scope, out) {
                    Presence::Absent => out.truncate(start),
                    present => return present,
                }
            }
            Presence::Absent
        }
    }
}

/// A JSON list under construction.
struct List {
    is_empty: bool,
}

impl List {
    fn open(out: &mut String) -> Self {
        out.push('[');
        Self { is_empty: true }
    }

    /// Writes an item. An absent item is omitted if it is optional, otherwise it is `null`, so that
    /// the other items keep their index.
    fn item(&mut self, node: &Node, optional: bool, scope: &Scope<'_>, out: &mut String) -> Presence {
        let before = out.len();
        if !self.is_empty {
            out.push(',');
        }
        let start = out.len();
        let presence = write(node, scope, out);
        match presence {
            Presence::Absent if optional => {
                out.truncate(before);
                return presence;
            }
            Presence::Absent => {
                out.truncate(start);
                out.push_str("null");
            }
            _ => {}
        }
        self.is_empty = false;
        presence
    }

    fn close(self, out: &mut String) {
        out.push(']');
    }
}

fn write_object(members: &[Member], scope: &Scope<'_>, out: &mut String) -> Presence {
    let mut presence = Presence::Constant;
    out.push('{');
    let mut is_first = true;
    for Member { json, optional, value, .. } in members {
        let start = out.len();
        if !is_first {
            out.push(',');
        }
        out.push_str(json);
        let value_start = out.len();
        let of_value = write(value, scope, out);
        presence = presence.and(of_value);
        match of_value {
            Presence::Absent if *optional => {
                out.truncate(start);
                continue;
            }
            Presence::Absent => {
                out.truncate(value_start);
                out.push_str("null");
            }
            _ => {}
        }
        is_first = false;
    }
    out.push('}');
    presence
}

fn write_text(parts: &[Part], scope: &Scope<'_>, out: &mut String) -> Presence {
    let mut presence = Presence::Constant;
    out.push('"');
    for part in parts {
        match part {
            Part::Text(text) => crate::escape::escape(text, out),
            // Only headers have encodings.
            Part::Value(slot) | Part::Encoded(slot, _) => {
                let start = out.len();
                let present = write_slot(*slot, scope, write_arg_text, out);
                // A string inside a string has no quotes. An object is inserted as JSON.
                if out[start..].starts_with('"') {
                    out.pop();
                    out.remove(start);
                } else if out[start..].starts_with('{') {
                    let json = out.split_off(start);
                    crate::escape::escape(&json, out);
                }
                presence = presence.and(Presence::of(present));
            }
        }
    }
    out.push('"');
    presence
}
