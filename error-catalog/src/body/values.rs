//! Writes values as JSON.

use std::fmt::{self, Display, Write as _};

use super::scope::Scope;
use crate::catalog_error::CatalogError;
use crate::definition::{AttributeValue, Definition};
use crate::envelope::Slot;
use crate::escape::{Escaped, quote};
use crate::param::Arg;
use crate::status;

/// A function that writes the value of a parameter. It returns `false` and writes nothing if the
/// value is absent.
pub(super) type WriteArg = fn(Arg<'_>, &mut String) -> bool;

/// Writes a value; parameters and context values with `write`. Returns `false` and writes nothing
/// if the value is absent.
pub(super) fn write_slot(slot: Slot, scope: &Scope<'_>, write: WriteArg, out: &mut String) -> bool {
    let definition = scope.error.definition();
    match slot {
        Slot::Code => match definition.code_number() {
            Some(number) => display(number, out),
            None => text(Some(definition.code()), out),
        },
        Slot::Message => match definition.message().constant() {
            Some(message) => text(Some(message), out),
            None => quoted(out, |out| {
                definition.message().write_plain(out, &|slot| public(scope.error, definition, slot))
            }),
        },
        Slot::Status => shown_status(scope).map(|status| write_status(status, out)).is_some(),
        Slot::StatusPhrase => text(shown_status(scope).and_then(status::phrase), out),
        Slot::Title => text(definition.title(), out),
        Slot::GrpcStatus => text(definition.grpc_status(), out),
        Slot::Category => text(definition.category(), out),
        Slot::Docs => quoted(out, |out| definition.write_docs(out)),
        Slot::RequestId => text(scope.context.request_id(), out),
        Slot::Instance => text(scope.context.instance().as_deref(), out),
        Slot::Timestamp => quoted(out, |out| scope.context.time().write_millis(out)),
        Slot::Params => write_params(scope.error, definition, write_arg, out),
        Slot::ParamsText => write_params(scope.error, definition, write_arg_text, out),
        Slot::Param(name) => {
            let found = definition.params().position(|param| param.name() == name);
            found.is_some_and(|slot| write(public(scope.error, definition, slot), out))
        }
        Slot::Attribute(name) => write_attribute(scope.error, definition, name, write, out),
        Slot::Context(name) => {
            let value = scope.context.values.iter().find(|(known, _)| *known == name);
            value.is_some_and(|(_, value)| write(*value, out))
        }
        Slot::IssuePath => text(scope.issue.map(|issue| issue.path.as_str()), out),
        Slot::IssuePointer => {
            scope.issue.is_some_and(|issue| quoted(out, |out| issue.path.write_pointer(out)))
        }
        Slot::IssueFragment => {
            scope.issue.is_some_and(|issue| quoted(out, |out| issue.path.write_fragment(out)))
        }
        Slot::IssueMessage => text(scope.issue.map(|issue| issue.message.as_str()), out),
        Slot::IssueCode => text(scope.issue.and_then(|issue| issue.code.as_deref()), out),
    }
}

/// Returns the error's own status inside a list of errors, otherwise the status of the response. A
/// single error that replaces a framework's own has the framework's status.
fn shown_status(scope: &Scope<'_>) -> Option<u16> {
    if scope.in_list && scope.errors.len() > 1 { scope.error.definition().status() } else { scope.status() }
}

/// Writes a status. Formatting costs more than its three digits.
fn write_status(status: u16, out: &mut String) {
    if !(100..1000).contains(&status) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{status}");
        return;
    }
    let digit = |divisor: u16| char::from_digit(u32::from(status / divisor % 10), 10).unwrap_or('0');
    [100, 10, 1].into_iter().for_each(|divisor| out.push(digit(divisor)));
}

/// Returns the value of a public parameter. The rules of the catalog already exclude internal ones;
/// this is a second safeguard.
fn public<'e>(error: &'e dyn CatalogError, definition: Definition, slot: usize) -> Arg<'e> {
    match definition.params().nth(slot) {
        Some(param) if !param.is_internal() => error.arg(slot),
        _ => Arg::Absent,
    }
}

/// Writes the object of the parameters, each with `write`.
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

fn write_attribute(
    error: &dyn CatalogError,
    definition: Definition,
    name: &str,
    write: WriteArg,
    out: &mut String,
) -> bool {
    match definition.attribute(name) {
        None => false,
        Some(AttributeValue::Text(value)) => text(Some(value), out),
        Some(AttributeValue::Template(template)) => {
            quoted(out, |out| template.write_plain(out, &|slot| public(error, definition, slot)))
        }
        Some(AttributeValue::Bool(value)) => display(value, out),
        Some(AttributeValue::I64(value)) => display(value, out),
        Some(AttributeValue::U64(value)) => display(value, out),
        Some(AttributeValue::F64(value)) => write_arg(Arg::F64(value), out),
        Some(AttributeValue::Texts(texts)) => {
            let texts: Vec<&'static str> = texts.iter().collect();
            write(Arg::List(&texts), out)
        }
    }
}

/// Writes a string. Returns `false` and writes nothing if that fails.
fn quoted(out: &mut String, write: impl FnOnce(&mut Escaped<'_>) -> fmt::Result) -> bool {
    let start = out.len();
    out.push('"');
    let written = write(&mut Escaped(out)).is_ok();
    out.push('"');
    if !written {
        out.truncate(start);
    }
    written
}

fn text(text: Option<&str>, out: &mut String) -> bool {
    text.map(|text| quote(text, out)).is_some()
}

fn display(value: impl Display, out: &mut String) -> bool {
    write!(out, "{value}").is_ok()
}

/// Writes a value as JSON. Returns `false` and writes nothing if it is absent.
pub(super) fn write_arg(arg: Arg<'_>, out: &mut String) -> bool {
    let start = out.len();
    let written = match arg {
        Arg::Absent => return false,
        Arg::Bool(value) => write!(out, "{value}"),
        Arg::I64(value) => write!(out, "{value}"),
        Arg::U64(value) => write!(out, "{value}"),
        Arg::F64(value) if value.is_finite() => write!(out, "{value}"),
        // JSON cannot represent NaN and infinities (RFC 8259 §6). serde_json writes `null` as well.
        Arg::F64(_) => write!(out, "null"),
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
    // A user-defined `Display` can fail: omit the value rather than write a part of it.
    if written.is_err() {
        out.truncate(start);
    }
    written.is_ok()
}

/// Writes a value as a JSON string, with the text of a message. Returns `false` and writes nothing
/// if it is absent.
pub(super) fn write_arg_text(arg: Arg<'_>, out: &mut String) -> bool {
    !arg.is_absent() && quoted(out, |out| write!(out, "{arg}"))
}
