//! One diagnostic.

use super::rule::{Rule, Severity};
use crate::printable::printable;
use crate::source::Span;

/// How many of a diagnostic's other places are shown to people.
pub(super) const MOST_RELATED: usize = 100;

/// One mistake: the rule that it breaks, where it stands, and what to write instead.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// How much it matters.
    pub severity: Severity,
    /// What is underlined.
    pub span: Span,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Other places that belong to it, each with its part in the story.
    pub related: Vec<(Span, String)>,
    /// What to write.
    pub help: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        // A name from the catalog may hold a line break, or what a terminal acts upon.
        let message = printable(&message.into());
        Self { rule, severity: rule.severity, span, message, related: Vec::new(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(printable(&help.into()));
        self
    }

    /// Says how many of the other places are not shown to people.
    pub(super) fn more_related(&self) -> Option<String> {
        let more = self.related.len().saturating_sub(MOST_RELATED);
        (more > 0).then(|| format!("and {more} more places"))
    }

    pub(crate) fn related(mut self, span: Span, note: impl Into<String>) -> Self {
        self.related.push((span, printable(&note.into())));
        self
    }
}
