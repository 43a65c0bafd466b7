//! Bodies that were rendered at build time, with values filled in.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt::Write as _;

use super::context::Context;
use super::values;
use crate::catalog_error::CatalogError;
use crate::definition::Template;
use crate::envelope::{Insertion, RequestValue};
use crate::escape::{Escaped, escape, escaped_len};
use crate::packed::{AS_JSON, REQUEST, Rendered};
use crate::param::Arg;

/// Returns the rendered body with the values of parameters and of the request filled in. `None` if
/// the body must be written node by node.
pub(crate) fn rendered(error: &dyn CatalogError, context: &Context<'_>) -> Option<Cow<'static, str>> {
    let definition = error.definition();
    let body = definition.rendered_body()?;
    // The body was rendered with the error's own status, and without values of `[context]`.
    if context.status.is_some_and(|status| definition.status() != Some(status))
        || (!context.values.is_empty() && definition.envelope()?.shows_context)
    {
        return None;
    }
    match body {
        Rendered::Constant(text) => Some(text.into()),
        Rendered::WithHoles { without_request: Some(text), .. } if !context.has_request() => {
            Some(text.into())
        }
        Rendered::WithHoles { len, template, .. } => filled(error, context, len, template),
    }
}

/// Fills in the holes of a body. `len` is the length without any value.
#[inline(never)]
fn filled(
    error: &dyn CatalogError,
    context: &Context<'_>,
    len: usize,
    body: Template,
) -> Option<Cow<'static, str>> {
    let insertions = error.definition().table().insertions;
    let mut holes = Holes { error, context, insertions, instance: OnceCell::new(), is_plain: true };
    // The exact length for texts. Spare capacity would cause another allocation when the body is
    // converted.
    let mut capacity = len;
    for slot in body.marked_slots() {
        capacity += holes.likely_len(slot)?;
    }
    let mut out = String::with_capacity(capacity);
    out.push_str(body.head());
    for (slot, text) in body.marked_tail() {
        holes.fill(slot, &mut out)?;
        out.push_str(text);
    }
    Some(out.into())
}

/// The values for the holes of a body.
struct Holes<'a> {
    error: &'a dyn CatalogError,
    context: &'a Context<'a>,
    insertions: &'static [Insertion],
    /// The request's URI reference, made at most once.
    instance: OnceCell<Option<Cow<'a, str>>>,
    /// `true` if no text that was measured needs an escape. Then none is looked at a second time.
    is_plain: bool,
}

/// The assumed length of values that are not texts.
const LIKELY_LEN: usize = 24;

impl Holes<'_> {
    /// Returns the text of a request's value, unless it is absent or the time.
    fn request_text(&self, value: RequestValue) -> Option<&str> {
        match value {
            RequestValue::RequestId => self.context.request_id(),
            RequestValue::Instance => self.instance.get_or_init(|| self.context.instance()).as_deref(),
            RequestValue::Timestamp => None,
        }
    }

    /// Returns the length of a slot's value; `None` if the table has no such slot.
    fn likely_len(&mut self, slot: usize) -> Option<usize> {
        let (len, text_len) = match slot.checked_sub(REQUEST) {
            Some(place) => {
                let Insertion { value, before, after, absent } = self.insertions.get(place)?;
                let around = before.len() + after.len();
                match self.request_text(*value) {
                    Some(text) => (around + escaped_len(text), around + text.len()),
                    None if *value == RequestValue::Timestamp => return Some(around + LIKELY_LEN),
                    None => return Some(absent.len()),
                }
            }
            None => match self.error.arg(slot & !AS_JSON) {
                Arg::Str(text) => {
                    let quotes = if slot & AS_JSON != 0 { 2 } else { 0 };
                    (quotes + escaped_len(text), quotes + text.len())
                }
                _ => return Some(LIKELY_LEN),
            },
        };
        self.is_plain &= len == text_len;
        Some(len)
    }

    /// Writes a slot's value. `None` if it is absent and the text around it would be another.
    fn fill(&self, slot: usize, out: &mut String) -> Option<()> {
        let Some(place) = slot.checked_sub(REQUEST) else {
            return self.fill_param(self.error.arg(slot & !AS_JSON), slot & AS_JSON != 0, out);
        };
        let Insertion { value, before, after, absent } = self.insertions.get(place)?;
        match self.request_text(*value) {
            Some(text) => {
                out.push_str(before);
                self.push_text(text, out);
                out.push_str(after);
            }
            None if *value == RequestValue::Timestamp => {
                out.push_str(before);
                self.context.time().write_millis(out).ok()?;
                out.push_str(after);
            }
            None => out.push_str(absent),
        }
        Some(())
    }

    /// Writes a parameter's value, as JSON or as a part of a string.
    #[inline]
    fn fill_param(&self, arg: Arg<'_>, as_json: bool, out: &mut String) -> Option<()> {
        match (arg, as_json) {
            (Arg::Str(text), false) => self.push_text(text, out),
            (Arg::Str(text), true) => {
                out.push('"');
                self.push_text(text, out);
                out.push('"');
            }
            (arg, true) => return values::write_arg(arg, out).then_some(()),
            (Arg::Absent, false) => return None,
            (arg, false) => return write!(Escaped(out), "{arg}").ok(),
        }
        Some(())
    }

    #[inline]
    fn push_text(&self, text: &str, out: &mut String) {
        if self.is_plain { out.push_str(text) } else { escape(text, out) }
    }
}
