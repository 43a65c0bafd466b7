//! Response bodies: errors and what is known of the request, written into their envelope.

use std::fmt::{Display, Write as _};
use std::time::SystemTime;

use crate::envelope::{Envelope, Item, Member, Node, Part, Slot};
use crate::escape::{Escaped, quote};
use crate::{Arg, AttributeValue, CatalogError, Definition, FieldIssue, timestamp};

/// What an envelope can show of the request, and what the caller adds.
///
/// ```
/// use error_catalog::{Arg, Context};
///
/// let values = [("session_id", Arg::Str("cs_demo"))];
/// let context = Context::default().with_request_id("550e8400").with_values(&values);
/// # let _ = context;
/// ```
#[derive(Clone, Copy, Default)]
pub struct Context<'a> {
    pub(crate) request_id: Option<&'a str>,
    pub(crate) instance: Option<&'a str>,
    pub(crate) status: Option<u16>,
    pub(crate) timestamp: Option<SystemTime>,
    /// Where the time comes from that is not set.
    pub(crate) clock: Option<fn() -> SystemTime>,
    pub(crate) values: &'a [(&'a str, Arg<'a>)],
}

impl<'a> Context<'a> {
    /// Sets `$request_id`, which is absent otherwise.
    #[must_use]
    pub fn with_request_id(self, request_id: &'a str) -> Self {
        Self { request_id: Some(request_id), ..self }
    }

    /// Sets `$instance`, which is absent otherwise: what identifies this occurrence (RFC 9457 §3.1.5).
    #[must_use]
    pub fn with_instance(self, instance: &'a str) -> Self {
        Self { instance: Some(instance), ..self }
    }

    /// Sets the response's status, which is the error's own otherwise.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status: Some(status), ..self }
    }

    /// Sets `$timestamp`, which is the time of writing otherwise.
    #[must_use]
    pub fn with_timestamp(self, timestamp: SystemTime) -> Self {
        Self { timestamp: Some(timestamp), ..self }
    }

    /// Sets the values that the catalog declares under `[context]`, by their names.
    #[must_use]
    pub fn with_values(self, values: &'a [(&'a str, Arg<'a>)]) -> Self {
        Self { values, ..self }
    }
}

impl Context<'_> {
    /// The time of the response.
    pub(crate) fn time(&self) -> SystemTime {
        self.timestamp.unwrap_or_else(self.clock.unwrap_or(SystemTime::now))
    }
}

/// A response body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    text: std::borrow::Cow<'static, str>,
}

impl Body {
    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The JSON text, borrowed for ever where it was rendered when the program was built.
    pub fn into_text(self) -> std::borrow::Cow<'static, str> {
        self.text
    }
}

impl Display for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// The body of a response with one error, in the error's envelope.
///
/// Needs no HTTP: a queue or a WebSocket takes the same.
pub fn body(error: &dyn CatalogError, context: &Context<'_>) -> Body {
    joint_body(&[error], context)
}

/// The body of a response with several errors, in the first one's envelope.
///
/// Without any error the body is `null`.
pub fn joint_body(errors: &[&dyn CatalogError], context: &Context<'_>) -> Body {
    if let [only] = errors
        && context.status.is_none()
        && let Some(text) = only.definition().rendered_body()
    {
        return Body { text: text.into() };
    }
    written(errors, context)
}

/// The body, written whether it was rendered before or not.
pub(crate) fn written(errors: &[&dyn CatalogError], context: &Context<'_>) -> Body {
    let Some(first) = errors.first() else { return Body { text: "null".into() } };
    let scope = Scope::of(errors, *first, context);
    let mut out = String::with_capacity(256);
    if let Some(envelope) = first.definition().envelope() {
        write_node(&envelope.body, &scope, &mut out);
    }
    Body { text: out.into() }
}

/// The status of a response with several errors: the first's or the highest, as its envelope says.
///
/// `None` without any error, and in a catalog without HTTP.
pub fn joint_status(errors: &[&dyn CatalogError]) -> Option<u16> {
    let first = errors.first()?.definition();
    let all = || errors.iter().filter_map(|error| error.definition().status());
    if first.envelope().is_some_and(|envelope: &Envelope| envelope.highest_status) {
        all().max()
    } else {
        first.status()
    }
}

/// What values are taken from.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) errors: &'a [&'a dyn CatalogError],
    pub(crate) error: &'a dyn CatalogError,
    /// Whether `error` is one of a list that the envelope shows.
    in_list: bool,
    issue: Option<&'a FieldIssue>,
    pub(crate) context: &'a Context<'a>,
}

impl<'a> Scope<'a> {
    /// Outside every list, where values are those of one error of the response.
    pub(crate) fn of(
        errors: &'a [&'a dyn CatalogError],
        error: &'a dyn CatalogError,
        context: &'a Context<'a>,
    ) -> Self {
        Self { errors, error, in_list: false, issue: None, context }
    }

    /// The response's status.
    pub(crate) fn status(&self) -> Option<u16> {
        self.context.status.or_else(|| joint_status(self.errors))
    }
}

/// Whether a node has something to show.
#[derive(Clone, Copy, PartialEq)]
enum Presence {
    /// It never changes.
    Constant,
    /// It has a value.
    Present,
    /// All that could be in it is absent.
    Absent,
}

impl Presence {
    fn of(present: bool) -> Self {
        if present { Self::Present } else { Self::Absent }
    }

    /// Of parts taken together: absent where all that is not constant is.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Present, _) | (_, Self::Present) => Self::Present,
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            _ => Self::Constant,
        }
    }
}

/// Writes a node. Where it is absent, what was written of it is for the caller to take back.
fn write_node(node: &Node, scope: &Scope<'_>, out: &mut String) -> Presence {
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
        Node::Problems(item) => {
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
                match write_node(choice, scope, out) {
                    Presence::Absent => out.truncate(start),
                    present => return present,
                }
            }
            Presence::Absent
        }
    }
}

/// A JSON list that is being written.
struct List {
    is_empty: bool,
}

impl List {
    fn open(out: &mut String) -> Self {
        out.push('[');
        Self { is_empty: true }
    }

    /// Writes an item. Where it is absent it is left out if it is optional, and otherwise `null`, so that the others keep
    /// their places.
    fn item(&mut self, node: &Node, optional: bool, scope: &Scope<'_>, out: &mut String) -> Presence {
        let before = out.len();
        if !self.is_empty {
            out.push(',');
        }
        let start = out.len();
        let presence = write_node(node, scope, out);
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
    for Member { key, optional, value } in members {
        let start = out.len();
        if !is_first {
            out.push(',');
        }
        quote(key, out);
        out.push(':');
        let value_start = out.len();
        let of_value = write_node(value, scope, out);
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
            Part::Value(slot) => {
                let start = out.len();
                let present = write_slot(*slot, scope, write_arg_text, out);
                // A string inside a string has no quotes of its own; an object is shown as its JSON.
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

/// How the value of a parameter is written: `false`, and nothing written, where it is absent.
type WriteArg = fn(Arg<'_>, &mut String) -> bool;

/// Writes a value, one from outside the catalog as `write` has it; `false`, and nothing written, where it is absent.
fn write_slot(slot: Slot, scope: &Scope<'_>, write: WriteArg, out: &mut String) -> bool {
    let definition = scope.error.definition();
    match slot {
        Slot::Code => match definition.code_number() {
            Some(number) => display(number, out),
            None => text(Some(definition.code()), out),
        },
        Slot::Message => {
            out.push('"');
            let written =
                definition.message().write(&mut Escaped(out), &|slot| public(scope.error, definition, slot));
            out.push('"');
            written.is_ok()
        }
        Slot::Status => {
            let status = if scope.in_list { definition.status() } else { scope.status() };
            status.is_some_and(|status| display(status, out))
        }
        Slot::Title => text(definition.title(), out),
        Slot::GrpcStatus => text(definition.grpc_status(), out),
        Slot::Category => text(definition.category(), out),
        Slot::Docs => text(definition.docs().as_deref(), out),
        Slot::RequestId => text(scope.context.request_id, out),
        Slot::Instance => text(scope.context.instance, out),
        Slot::Timestamp => {
            out.push('"');
            let written = timestamp::write_millis(scope.context.time(), out);
            out.push('"');
            written.is_ok()
        }
        Slot::Params => write_params(scope.error, definition, write_arg, out),
        Slot::ParamsText => write_params(scope.error, definition, write_arg_text, out),
        Slot::Param(name) => {
            let found = definition.params().position(|param| param.name() == name);
            found.is_some_and(|slot| write(public(scope.error, definition, slot), out))
        }
        Slot::Attribute(name) => write_attribute(scope.error, definition, name, out),
        Slot::Context(name) => {
            let value = scope.context.values.iter().find(|(known, _)| *known == name);
            value.is_some_and(|(_, value)| write(*value, out))
        }
        Slot::IssuePath => text(scope.issue.map(|issue| issue.path.as_str()), out),
        Slot::IssueMessage => text(scope.issue.map(|issue| issue.message.as_str()), out),
        Slot::IssueCode => text(scope.issue.and_then(|issue| issue.code.as_deref()), out),
    }
}

/// The value of a parameter that may leave the server. The catalog's rules let no internal one be asked for; this
/// holds whatever is asked.
fn public<'e>(error: &'e dyn CatalogError, definition: Definition, slot: usize) -> Arg<'e> {
    match definition.params().nth(slot) {
        Some(param) if !param.is_internal() => error.arg(slot),
        _ => Arg::Absent,
    }
}

/// Writes the object of the parameters for the detail, each as `write` has it.
fn write_params(error: &dyn CatalogError, definition: Definition, write: WriteArg, out: &mut String) -> bool {
    let start = out.len();
    out.push('{');
    for (slot, param) in definition.params().enumerate().filter(|(_, param)| param.in_detail()) {
        let before = out.len();
        if before > start + 1 {
            out.push(',');
        }
        quote(param.wire_name(), out);
        out.push(':');
        if !write(public(error, definition, slot), out) {
            out.truncate(before);
        }
    }
    if out.len() == start + 1 {
        out.truncate(start);
        return false;
    }
    out.push('}');
    true
}

fn write_attribute(error: &dyn CatalogError, definition: Definition, name: &str, out: &mut String) -> bool {
    match definition.attribute(name) {
        None => false,
        Some(AttributeValue::Text(value)) => text(Some(value), out),
        Some(AttributeValue::Template(template)) => {
            out.push('"');
            let written = template.write(&mut Escaped(out), &|slot| public(error, definition, slot));
            out.push('"');
            written.is_ok()
        }
        Some(AttributeValue::Bool(value)) => display(value, out),
        Some(AttributeValue::I64(value)) => display(value, out),
        Some(AttributeValue::U64(value)) => display(value, out),
        Some(AttributeValue::F64(value)) => write_arg(Arg::F64(value), out),
    }
}

fn text(text: Option<&str>, out: &mut String) -> bool {
    text.map(|text| quote(text, out)).is_some()
}

fn display(value: impl Display, out: &mut String) -> bool {
    write!(out, "{value}").is_ok()
}

/// Writes a value as JSON; `false`, and nothing written, where it is absent or no number.
fn write_arg(arg: Arg<'_>, out: &mut String) -> bool {
    let start = out.len();
    let written = match arg {
        Arg::Absent => return false,
        Arg::Bool(value) => write!(out, "{value}"),
        Arg::I64(value) => write!(out, "{value}"),
        Arg::U64(value) => write!(out, "{value}"),
        Arg::F64(value) if value.is_finite() => write!(out, "{value}"),
        // JSON has no word for it (RFC 8259 §6).
        Arg::F64(_) => return false,
        Arg::Str(value) => return text(Some(value), out),
        Arg::Display(_) | Arg::Timestamp(_) => return write_arg_text(arg, out),
        Arg::Json(value) => {
            out.push_str(value.as_str());
            Ok(())
        }
        #[cfg(feature = "serde_json")]
        Arg::Value(value) => write!(out, "{value}"),
        Arg::List(list) => {
            out.push('[');
            for i in 0..list.len() {
                if i > 0 {
                    out.push(',');
                }
                if !write_arg(list.item(i), out) {
                    out.push_str("null");
                }
            }
            out.push(']');
            Ok(())
        }
    };
    // The user's own `Display` may fail: better no value than half of one.
    if written.is_err() {
        out.truncate(start);
    }
    written.is_ok()
}

/// Writes a value as a JSON string, as it stands in a message; `false`, and nothing written, where it is absent.
fn write_arg_text(arg: Arg<'_>, out: &mut String) -> bool {
    if arg.is_absent() {
        return false;
    }
    let start = out.len();
    out.push('"');
    let written = write!(Escaped(out), "{arg}").is_ok();
    out.push('"');
    if !written {
        out.truncate(start);
    }
    written
}
