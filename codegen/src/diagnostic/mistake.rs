//! A diagnostic.

use super::rule::{Rule, Severity};
use crate::printable::printable;
use crate::source::Span;

/// The maximum number of related places that are shown to people.
pub(super) const MOST_RELATED: usize = 100;

/// A diagnostic: the rule, the span, the message, and the help.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The violated rule.
    pub rule: &'static Rule,
    /// The severity.
    pub severity: Severity,
    /// The underlined range.
    pub span: Span,
    /// The message, in one sentence.
    pub message: String,
    /// Related places, each with a label.
    pub related: Vec<(Span, String)>,
    /// The help.
    pub help: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        // A name in the catalog can contain line breaks or control characters.
        let message = printable(&message.into());
        Self { rule, severity: rule.severity, span, message, related: Vec::new(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(printable(&help.into()));
        self
    }

    /// Returns a note on the related places that are not shown to people.
    pub(super) fn more_related(&self) -> Option<String> {
        let more = self.related.len().saturating_sub(MOST_RELATED);
        (more > 0).then(|| format!("and {more} more places"))
    }

    pub(crate) fn related(mut self, span: Span, note: impl Into<String>) -> Self {
        self.related.push((span, printable(&note.into())));
        self
    }
}
