//! Envelopes as JSON: the tree, and an example.

use serde_json::{Value, json};

use crate::catalog::interner::Interner;
use crate::catalog::{Catalog, Encoding, Envelope, Filter, Item, Member, Node, Over, Part, Slot};
use crate::emit::body;

pub(super) fn envelope(catalog: &Catalog, at: usize) -> Value {
    let envelope = &catalog.envelopes[at];
    let errors = || catalog.errors_of_envelope(at).iter().map(|place| &catalog.errors[*place]);
    let example = errors().find(|error| error.public).or_else(|| errors().next());
    json!({
        "name": envelope.name,
        "description": envelope.description,
        "media_type": envelope.media_type,
        "headers": envelope.headers.iter().map(|(name, value)| {
            json!({ "name": name, "value": header_value(value) })
        }).collect::<Value>(),
        "joint_status": if envelope.highest_status { "highest" } else { "first" },
        "identify": if envelope.by_status { "status" } else { "message" },
        "body": node(&envelope.body),
        "fields": fields(envelope),
        "errors": errors().map(|error| &error.name).collect::<Vec<_>>(),
        "example_error": example.map(|error| &error.name),
        "example": example.map(|error| parsed(&body::example(catalog, error))),
    })
}

/// Returns every path of the body once, in order, with its description.
fn fields(envelope: &Envelope) -> Value {
    let mut known = Interner::new();
    let mut paths = envelope.body.paths();
    paths.retain(|path| known.add(path.as_bytes()).is_none());
    let described = Interner::of(envelope.fields.iter().map(|(path, _)| path.as_str()));
    let description = |path: &String| described.get(path.as_bytes()).map(|place| &envelope.fields[place].1);
    paths.iter().map(|path| json!({ "path": path, "description": description(path) })).collect()
}

fn node(node: &Node) -> Value {
    match node {
        Node::Constant(json) => json!({ "kind": "constant", "constant": parsed(json) }),
        Node::Value(slot, _) => json!({ "kind": "value", "value": slot_name(slot) }),
        Node::Text(parts) => json!({ "kind": "text", "parts": parts.iter().map(part).collect::<Value>() }),
        Node::Object(members) => {
            let member = |Member { key, optional, value }: &Member| json!({ "key": key, "optional": optional, "node": self::node(value) });
            json!({ "kind": "object", "members": members.iter().map(member).collect::<Value>() })
        }
        Node::Array(items) => {
            let item =
                |Item { optional, value }: &Item| json!({ "optional": optional, "node": self::node(value) });
            json!({ "kind": "array", "items": items.iter().map(item).collect::<Value>() })
        }
        Node::Each(over, item) => {
            json!({ "kind": "each", "over": over_name(*over), "node": self::node(item) })
        }
        Node::First(choices) => {
            json!({ "kind": "first", "choices": choices.iter().map(self::node).collect::<Value>() })
        }
    }
}

fn part(part: &Part) -> Value {
    match part {
        Part::Text(text) => json!({ "text": text }),
        Part::Value(slot, ..) => json!({ "value": slot_name(slot) }),
    }
}

/// Returns the node of a header, where values are encoded.
fn header_value(value: &Node) -> Value {
    let part = |part: &Part| match part {
        Part::Text(text) => json!({ "text": text }),
        Part::Value(slot, encoding, _) => {
            let (filter, quoted) = self::encoding(*encoding);
            json!({ "value": slot_name(slot), "filter": filter, "quoted": quoted })
        }
    };
    match value {
        Node::Text(parts) => json!({ "kind": "text", "parts": parts.iter().map(part).collect::<Value>() }),
        value => node(value),
    }
}

/// Returns the name of the filter, and whether the value is in a quoted string.
pub(super) fn encoding(encoding: Encoding) -> (Option<&'static str>, bool) {
    (encoding.filter.map(Filter::name), encoding.is_quoted)
}

fn over_name(over: Over) -> &'static str {
    match over {
        Over::Errors => "errors",
        Over::Issues => "issues",
        Over::IssuesOrErrors => "issues_or_error",
    }
}

/// Returns the name of the value in an envelope, without the `$`.
fn slot_name(slot: &Slot) -> String {
    let name = match slot {
        Slot::Code => "code",
        Slot::Message => "message",
        Slot::Status => "status",
        Slot::Title => "title",
        Slot::StatusPhrase => "status_phrase",
        Slot::GrpcStatus => "grpc_status",
        Slot::Category => "category",
        Slot::Docs => "docs",
        Slot::RequestId => "request_id",
        Slot::Instance => "instance",
        Slot::Timestamp => "timestamp",
        Slot::Params => "params",
        Slot::ParamsText => "params_text",
        Slot::IssuePath => "issue.path",
        Slot::IssuePointer => "issue.pointer",
        Slot::IssueFragment => "issue.fragment",
        Slot::IssueMessage => "issue.message",
        Slot::IssueCode => "issue.code",
        Slot::Param(name) => return format!("params.{name}"),
        Slot::Attribute(name) => return format!("attributes.{name}"),
        Slot::Context(name) => return format!("context.{name}"),
    };
    name.to_owned()
}

/// Parses JSON text. If it nests too deeply for serde_json, it remains a text.
pub(super) fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|_| json.into())
}
