//! Response bodies: errors and values of the request, written as the envelope defines.

pub(crate) mod context;
mod nodes;
mod rendered;
mod scope;
mod values;

pub use self::context::Context;
pub(crate) use self::rendered::rendered;
pub(crate) use self::scope::Scope;
pub use self::scope::joint_status;

use std::borrow::Cow;
use std::fmt::Display;

use crate::catalog_error::CatalogError;
use crate::escape::escaped_len;
use crate::field_issues::FieldIssue;
use crate::param::Arg;

/// A response body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    text: Cow<'static, str>,
}

impl Body {
    /// Returns the JSON text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the JSON text, as a static string if it was rendered at build time.
    pub fn into_text(self) -> Cow<'static, str> {
        self.text
    }
}

impl Display for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// Writes the body of a response with one error, in the envelope of the error.
///
/// Use it without HTTP as well, for a queue or a WebSocket.
pub fn body(error: &dyn CatalogError, context: &Context<'_>) -> Body {
    joint_body(&[error], context)
}

/// Writes the body of a response with several errors, in the envelope of the first one.
///
/// Without errors, the body is `null`.
pub fn joint_body(errors: &[&dyn CatalogError], context: &Context<'_>) -> Body {
    if let [only] = errors
        && let Some(text) = rendered(*only, context)
    {
        return Body { text };
    }
    written(errors, context)
}

/// Writes the body node by node.
pub(crate) fn written(errors: &[&dyn CatalogError], context: &Context<'_>) -> Body {
    let Some(first) = errors.first() else { return Body { text: "null".into() } };
    // Envelopes can use it more than once.
    let context = &Context { status: context.status.or_else(|| joint_status(errors)), ..*context };
    let scope = Scope::of(errors, *first, context);
    let mut out = String::with_capacity(likely_length(errors));
    if let Some(envelope) = first.definition().envelope() {
        nodes::write(&envelope.body, &scope, &mut out);
    }
    Body { text: out.into() }
}

/// Estimates the length of the body, so that one allocation suffices. It counts each text of
/// parameters and issues twice. Escapes and user-defined types can exceed the estimate.
fn likely_length(errors: &[&dyn CatalogError]) -> usize {
    let text = |error: &&dyn CatalogError| {
        let issue = |issue: &FieldIssue| 64 + issue.path.len() + issue.message.len();
        256 + likely_values(*error) + error.issues().iter().map(issue).sum::<usize>()
    };
    256 + errors.iter().map(text).sum::<usize>()
}

/// Estimates the length of the parameter values: each in the message and, in quotes, in the
/// details. For text this is mostly the exact length, so that the body needs no reallocation.
fn likely_values(error: &dyn CatalogError) -> usize {
    let value = |slot| if let Arg::Str(text) = error.arg(slot) { escaped_len(text) + 1 } else { 32 };
    (0..error.definition().params().len()).map(|slot| 2 * value(slot)).sum()
}
