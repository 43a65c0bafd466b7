//! Bodies that were rendered when the program was built, with values put into their holes.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt::Write as _;

use super::{Context, values};
use crate::catalog_error::CatalogError;
use crate::definition::Template;
use crate::envelope::{Insertion, RequestValue};
use crate::escape::{Escaped, escape, escaped_len};
use crate::packed::{AS_JSON, REQUEST, Rendered};
use crate::param::Arg;

/// Returns the body as it was rendered, with the values of parameters and of the request in its holes. `None` where it must be
/// written node by node.
pub(crate) fn rendered(error: &dyn CatalogError, context: &Context<'_>) -> Option<Cow<'static, str>> {
    let definition = error.definition();
    let body = definition.rendered_body()?;
    // It was rendered with the error's own status, and without the values of `[context]`.
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

/// The body with its holes filled. `len` is the length without any value.
#[inline(never)]
fn filled(
    error: &dyn CatalogError,
    context: &Context<'_>,
    len: usize,
    body: Template,
) -> Option<Cow<'static, str>> {
    let insertions = error.definition().table().insertions;
    let request = RequestTexts { context, instance: OnceCell::new() };
    let hole = |slot: usize| match slot.checked_sub(REQUEST) {
        Some(place) => insertions.get(place).map(Hole::Request),
        None => Some(Hole::Param(error.arg(slot & !AS_JSON), slot & AS_JSON != 0)),
    };
    // Of texts this is the exact length. What takes the body over must allocate again if there is room left.
    let mut capacity = len;
    for (slot, _) in body.marked_tail() {
        capacity += hole(slot)?.likely_len(&request);
    }
    let mut out = String::with_capacity(capacity);
    out.push_str(body.head());
    for (slot, text) in body.marked_tail() {
        hole(slot)?.fill(&request, &mut out)?;
        out.push_str(text);
    }
    Some(out.into())
}

/// The values of the request, each made at most once.
struct RequestTexts<'a> {
    context: &'a Context<'a>,
    instance: OnceCell<Option<Cow<'a, str>>>,
}

impl RequestTexts<'_> {
    fn get(&self, value: RequestValue) -> Option<&str> {
        match value {
            RequestValue::RequestId => self.context.request_id(),
            RequestValue::Instance => self.instance.get_or_init(|| self.context.instance()).as_deref(),
            RequestValue::Timestamp => None,
        }
    }
}

/// A hole, and the value for it.
enum Hole<'a> {
    /// A parameter, as JSON or as a part of a string.
    Param(Arg<'a>, bool),
    Request(&'static Insertion),
}

/// The length of values that are not texts.
const LIKELY_LEN: usize = 24;

impl Hole<'_> {
    fn likely_len(&self, request: &RequestTexts<'_>) -> usize {
        match self {
            Self::Param(Arg::Str(text), as_json) => escaped_len(text) + if *as_json { 2 } else { 0 },
            Self::Param(..) => LIKELY_LEN,
            Self::Request(Insertion { value, before, after, absent }) => match request.get(*value) {
                Some(text) => before.len() + escaped_len(text) + after.len(),
                None if *value == RequestValue::Timestamp => before.len() + LIKELY_LEN + after.len(),
                None => absent.len(),
            },
        }
    }

    /// Writes the value. `None` where it is absent and the text around it would be another.
    fn fill(self, request: &RequestTexts<'_>, out: &mut String) -> Option<()> {
        match self {
            Self::Param(arg, true) => return values::write_arg(arg, out).then_some(()),
            Self::Param(Arg::Str(text), false) => escape(text, out),
            Self::Param(Arg::Absent, false) => return None,
            Self::Param(arg, false) => return write!(Escaped(out), "{arg}").ok(),
            Self::Request(Insertion { value: RequestValue::Timestamp, before, after, .. }) => {
                out.push_str(before);
                request.context.time().write_millis(out).ok()?;
                out.push_str(after);
            }
            Self::Request(Insertion { value, before, after, absent }) => match request.get(*value) {
                Some(text) => {
                    out.push_str(before);
                    escape(text, out);
                    out.push_str(after);
                }
                None => out.push_str(absent),
            },
        }
        Some(())
    }
}
