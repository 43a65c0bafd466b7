//! Parses the JSON of an envelope to a tree.
//!
//! An envelope is JSON with placeholders. The string `"$x"` is the JSON of x, and `{x}` in a longer
//! string is its text. `$$`, `{{` and `}}` are literal. A key that ends in `?` is omitted if its
//! value is absent, as is a list item `{ "$optional": … }`. `[{ "$each": "errors", … }]` repeats
//! its object, or its `$value`. `{ "$first": [ … ] }` is the first alternative that is present.

use std::ops::Range;

use super::envelope::{Item, Member, Node, Over, Part, Slot};
use super::filter::Encoding;
use super::interner::Interner;
use super::json::{self, JsonKind, Member as JsonMember, Value};
use super::message::{Piece, Template, TemplateKind, is_name};
use super::naming;
use super::nearest::nearest;

const SLOTS: &[(&str, Slot)] = &[
    ("code", Slot::Code),
    ("message", Slot::Message),
    ("status", Slot::Status),
    ("title", Slot::Title),
    ("status_phrase", Slot::StatusPhrase),
    ("category", Slot::Category),
    ("docs", Slot::Docs),
    ("request_id", Slot::RequestId),
    ("instance", Slot::Instance),
    ("timestamp", Slot::Timestamp),
    ("params", Slot::Params),
    ("params_text", Slot::ParamsText),
    ("grpc_status", Slot::GrpcStatus),
];

/// The value that is constant within a catalog. It is filled in here.
const DOMAIN: &str = "domain";

/// The items that a list can iterate over.
const OVER: &[(&str, Over)] = &[
    ("errors", Over::Errors),
    ("issues", Over::Issues),
    ("issues_or_error", Over::IssuesOrErrors),
    (OLD_ISSUES_OR_ERROR, Over::IssuesOrErrors),
];

/// The old name of `issues_or_error`. RFC 9457 uses the word for whole responses.
pub(crate) const OLD_ISSUES_OR_ERROR: &str = "problems";

const ISSUE_SLOTS: &[(&str, Slot)] = &[
    ("issue.path", Slot::IssuePath),
    ("issue.pointer", Slot::IssuePointer),
    ("issue.fragment", Slot::IssueFragment),
    ("issue.message", Slot::IssueMessage),
    ("issue.code", Slot::IssueCode),
];

/// A problem in an envelope.
#[derive(Debug)]
pub(crate) struct EnvelopeError {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// `true` for an unknown value, `false` for a syntax error.
    pub(crate) unknown_value: bool,
}

/// Parses the body of an envelope, with the catalog's domain.
pub(crate) fn parse(text: &str, domain: &str) -> Result<Node, Vec<EnvelopeError>> {
    let value = json::parse(text).map_err(|error| {
        let json::JsonError { range, message, help } = error;
        vec![EnvelopeError { range, message, help, unknown_value: false }]
    })?;
    finish(text, domain, TemplateKind::Text, |builder| builder.node(&value))
}

/// Parses the value of a header of an envelope.
pub(crate) fn parse_header(text: &str, domain: &str) -> Result<Node, Vec<EnvelopeError>> {
    finish(text, domain, TemplateKind::Header, |builder| builder.string(text, &|at| at))
}

fn finish<'t>(
    text: &'t str,
    domain: &'t str,
    template_kind: TemplateKind,
    build: impl FnOnce(&mut Builder<'t>) -> Node,
) -> Result<Node, Vec<EnvelopeError>> {
    let mut builder = Builder { text, domain, template_kind, errors: Vec::new(), within: Vec::new() };
    let node = build(&mut builder);
    if builder.errors.is_empty() { Ok(node) } else { Err(builder.errors) }
}

struct Builder<'t> {
    /// The whole text.
    text: &'t str,
    domain: &'t str,
    template_kind: TemplateKind,
    errors: Vec<EnvelopeError>,
    /// The lists around the current node.
    within: Vec<Over>,
}

impl Builder<'_> {
    fn error(&mut self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let help = Some(help.into());
        self.errors.push(EnvelopeError { range, message: message.into(), help, unknown_value: false });
    }

    fn node(&mut self, value: &Value) -> Node {
        match &value.kind {
            JsonKind::Literal(text) => Node::Constant(text.clone()),
            JsonKind::String(text) => {
                let (start, raw) = (value.range.start, &self.text[value.range.clone()]);
                let offsets = json::Offsets::new(raw);
                self.string(text, &|at| start + offsets.of(at))
            }
            JsonKind::Array(items) => match items.as_slice() {
                [Value { kind: JsonKind::Object(members), .. }] if has(members, "$each") => {
                    self.each(members)
                }
                items => Node::Array(items.iter().map(|item| self.item(item)).collect()),
            },
            JsonKind::Object(members) if has(members, "$first") => self.first(members),
            JsonKind::Object(members) => {
                if has(members, "$each") {
                    let help = "write the object in a list: `[{ \"$each\": … }]`";
                    self.error(value.range.clone(), "`$each` must be in the only object of a list", help);
                }
                Node::Object(self.members(members))
            }
        }
    }

    fn item(&mut self, value: &Value) -> Item {
        let optional = match &value.kind {
            JsonKind::Object(members) if members.len() == 1 => {
                members.iter().find(|only| only.key == "$optional")
            }
            _ => None,
        };
        Item { optional: optional.is_some(), value: self.node(optional.map_or(value, |only| &only.value)) }
    }

    fn each(&mut self, members: &[JsonMember]) -> Node {
        let over = self.over(members);
        self.within.push(over);
        let rest: Vec<_> = members.iter().filter(|member| member.key != "$each").collect();
        let item = match rest.as_slice() {
            [only] if only.key == "$value" => self.node(&only.value),
            _ => Node::Object(self.members(rest)),
        };
        self.within.pop();
        Node::Each(over, Box::new(item))
    }

    /// Parses the value of `$each`. Only issues can be inside another list, that of errors.
    fn over(&mut self, members: &[JsonMember]) -> Over {
        let each = members.iter().find(|member| member.key == "$each").map(|member| &member.value);
        let named = each.and_then(|value| match &value.kind {
            JsonKind::String(name) => OVER.iter().find(|(known, _)| known == name),
            _ => None,
        });
        let Some((_, over)) = named else {
            let range = each.map_or(0..0, |value| value.range.clone());
            self.error(
                range,
                "invalid value of `$each`",
                "write \"errors\", \"issues\" or \"issues_or_error\"",
            );
            return Over::Errors;
        };
        let stands = matches!((self.within.as_slice(), over), ([], _) | ([Over::Errors], Over::Issues));
        if !stands {
            let range = members[0].key_range.clone();
            let message = "`$each` cannot nest inside another list of errors or issues";
            self.error(range, message, "use only `issues` inside `errors`");
        }
        *over
    }

    fn first(&mut self, members: &[JsonMember]) -> Node {
        match members {
            [JsonMember { value: Value { kind: JsonKind::Array(items), .. }, .. }] if !items.is_empty() => {
                Node::First(items.iter().map(|item| self.node(item)).collect())
            }
            _ => {
                let range = members[0].key_range.clone();
                self.error(
                    range,
                    "the value of `$first` must be a list of alternatives",
                    "write `{ \"$first\": [ A, B ] }`",
                );
                Node::First(Vec::new())
            }
        }
    }

    fn members<'m>(&mut self, members: impl IntoIterator<Item = &'m JsonMember>) -> Vec<Member> {
        let mut found: Vec<Member> = Vec::new();
        let mut keys = Interner::new();
        for member in members {
            let (key, optional) = match member.key.strip_suffix('?') {
                Some(key) if key.ends_with('?') => (key.to_owned(), false),
                Some(key) => (key.to_owned(), true),
                None => (member.key.clone(), false),
            };
            let stands_outside_a_list = member.key == "$each"; // reported before
            if key.starts_with('$') && !key.starts_with("$$") && !stands_outside_a_list {
                let help = "put `$each` and `$value` into the only object of a list, `$optional` alone \
                    into an object of a list, and `$first` alone into an object, all without `?`; \
                    write `$$` for a literal `$`";
                self.error(member.key_range.clone(), format!("`{}` is not allowed here", member.key), help);
            }
            let key = key.strip_prefix('$').filter(|rest| rest.starts_with('$')).unwrap_or(&key).to_owned();
            if keys.add(key.as_bytes()).is_some() {
                self.error(member.key_range.clone(), format!("duplicate key `{key}`"), "remove one of them");
            }
            found.push(Member { key, optional, value: self.node(&member.value) });
        }
        found
    }

    /// Parses a string. `place` returns the position of a byte in the whole text.
    fn string(&mut self, text: &str, place: &dyn Fn(usize) -> usize) -> Node {
        if let Some(name) = text.strip_prefix('$').filter(|rest| !rest.starts_with('$')) {
            let range = place(0)..place(text.len());
            return match self.value(name, Encoding::default(), range) {
                Some(Part::Value(slot, _, range)) => Node::Value(slot, range),
                Some(Part::Text(text)) => Node::Constant(json::quote(&text)),
                None => Node::Constant("null".to_owned()),
            };
        }
        let escaped = text.strip_prefix("$$").is_some();
        let template = match Template::parse_with(&text[usize::from(escaped)..], is_path, self.template_kind)
        {
            Ok(template) => template,
            Err(errors) => {
                for e in errors {
                    let shift = usize::from(escaped);
                    let range = place(shift + e.range.start)..place(shift + e.range.end);
                    self.error(range, e.message, e.help);
                }
                return Node::Constant("null".to_owned());
            }
        };
        let mut parts = Vec::new();
        for piece in template.pieces {
            match piece {
                Piece::Text(text) => parts.push(Part::Text(text)),
                // Only messages have segments.
                Piece::SegmentStart { .. } | Piece::SegmentEnd => {}
                Piece::Placeholder { name, encoding, range } => {
                    let shift = usize::from(escaped);
                    let range = place(shift + range.start)..place(shift + range.end);
                    parts.extend(self.value(&name, encoding, range));
                }
            }
        }
        match parts.as_slice() {
            [] => Node::Constant("\"\"".to_owned()),
            [Part::Text(text)] => Node::Constant(json::quote(text)),
            _ => Node::Text(parts),
        }
    }

    /// Returns the value with this name.
    fn value(&mut self, name: &str, encoding: Encoding, range: Range<usize>) -> Option<Part> {
        if name == DOMAIN {
            return Some(Part::Text(encoding.apply(self.domain.into()).into_owned()));
        }
        self.slot(name, range.clone()).map(|slot| Part::Value(slot, encoding, range))
    }

    fn slot(&mut self, name: &str, range: Range<usize>) -> Option<Slot> {
        let has_issue = self.within.iter().any(|over| *over != Over::Errors);
        if let Some((_, slot)) =
            SLOTS.iter().chain(ISSUE_SLOTS.iter().filter(|_| has_issue)).find(|(n, _)| *n == name)
        {
            return Some(slot.clone());
        }
        let of = |prefix: &str| name.strip_prefix(prefix).filter(|rest| is_name(rest)).map(str::to_owned);
        if let Some(slot) = (of("params.").map(Slot::Param))
            .or_else(|| attribute(name).map(|name| Slot::Attribute(name.to_owned())))
            .or_else(|| of("context.").map(Slot::Context))
        {
            return Some(slot);
        }
        let names = || {
            SLOTS
                .iter()
                .map(|(name, _)| *name)
                .chain([DOMAIN])
                .chain(ISSUE_SLOTS.iter().map(|(name, _)| *name))
        };
        let help = if let Some((bare, _)) = name.split_once('|') {
            match self.template_kind {
                TemplateKind::Header => format!("write the filter in braces: `{{{name}}}`"),
                TemplateKind::Text | TemplateKind::Message => {
                    format!("write `${bare}`; filters are allowed only in `headers`")
                }
            }
        } else if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            "write `$$` for a literal `$` at the beginning".to_owned()
        } else if ISSUE_SLOTS.iter().any(|(issue, _)| *issue == name) {
            "use the values of field issues only inside `[{ \"$each\": \"issues\", … }]` or \
                \"issues_or_error\""
                .to_owned()
        } else if let Some(nearest) = nearest(name, names()) {
            format!("did you mean `{nearest}`?")
        } else {
            let names: Vec<_> = names().collect();
            format!("write one of {}, `params.NAME`, `attributes.NAME`, `context.NAME`", names.join(", "))
        };
        let message = format!("unknown value `{name}`");
        self.errors.push(EnvelopeError { range, message, help: Some(help), unknown_value: true });
        None
    }
}

fn has(members: &[JsonMember], key: &str) -> bool {
    members.iter().any(|member| member.key == key)
}

/// Returns whether a placeholder inside a string can have this name: words joined by dots.
fn is_path(name: &str) -> bool {
    name.split('.').all(is_name) || attribute(name).is_some()
}

/// Returns the name of the attribute of a value.
fn attribute(value: &str) -> Option<&str> {
    value.strip_prefix("attributes.").filter(|name| naming::is_attribute_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let text = r#"{ "errors": [{ "$each": "errors", "code": "$code", "detail?": "$params" }],
            "meta?": { "requestId": "$request_id", "v": "v1", "$$x": "$$5 {{a}}", "id??": "urn:{context.id}" },
            "error": { "$first": [ "$params.detail", null ] } }"#;
        let node = parse(text, "example.com").expect("valid");
        assert!(
            node.shows(&Slot::Code)
                && node.shows(&Slot::Context("id".into()))
                && node.runs_over(Over::Errors)
        );
        assert_eq!(
            node.paths(),
            [
                "errors",
                "errors.code",
                "errors.detail",
                "meta",
                "meta.requestId",
                "meta.v",
                "meta.$x",
                "meta.id?",
                "error"
            ]
        );
        let params = node.slots().into_iter().find(|(slot, _)| **slot == Slot::Param("detail".into()));
        assert_eq!(params.map(|(_, range)| &text[range]), Some("$params.detail"));
        assert!(format!("{node:?}").contains(r#"Constant("\"$5 {a}\"")"#), "{node:?}");
    }

    #[test]
    fn mistakes() {
        let count = |text| parse(text, "example.com").map_or_else(|errors| errors.len(), |_| 0);
        assert_eq!(count(r#"{ "a": "$cod", "b": "{x y}", "c": "$issue.path", "d": "$" }"#), 4);
        assert_eq!(count(r#"{ "$each": "errors" }"#), 1);
        assert_eq!(count(r#"[{ "$each": "fields", "a": 1 }]"#), 1);
        assert_eq!(count(r#"{ "$first": [] }"#), 1);
        assert_eq!(count(r#"{ "a": 1, "a?": 2, "$x": 1 }"#), 2);
        assert_eq!(count(r#"{ "a": 1,, }"#), 1);
        assert_eq!(
            count(r#"{ "a": { "$optional": 1 }, "b": [{ "$optional": 1, "c": 2 }], "$optional": 3 }"#),
            3
        );
        assert_eq!(count(r#"[{ "$each": "issues_or_error", "a": [{ "$each": "issues", "b": 1 }] }]"#), 1);
    }

    #[test]
    fn optional_items_problems_and_the_domain() {
        let node = parse(
            r#"{ "a": [ "$domain", { "$optional": "$docs" } ], "b": "at {domain}", "c": [{ "$each": "issues_or_error", "d": "$issue.code" }] }"#,
            "example.\"com",
        );
        let node = node.expect("valid");
        let Node::Object(members) = &node else { panic!("{node:?}") };
        let Node::Array(items) = &members[0].value else { panic!("{node:?}") };
        assert_eq!(items.iter().map(|item| item.optional).collect::<Vec<_>>(), [false, true]);
        assert_eq!(items[0].value, Node::Constant(r#""example.\"com""#.to_owned()));
        assert_eq!(format!("{:?}", members[1].value), r#"Text([Text("at "), Text("example.\"com")])"#);
        assert!(node.runs_over(Over::IssuesOrErrors) && node.shows(&Slot::IssueCode));
    }
}
