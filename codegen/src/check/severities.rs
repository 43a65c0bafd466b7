//! The severities that a catalog sets in `[rules]`.

use crate::catalog::raw::Text;
use crate::diagnostic::{Diagnostic, Severity};

/// The severities that a catalog sets, by the ids of rules.
pub(crate) struct Severities(Vec<(String, Severity)>);

impl Severities {
    /// Reads `[rules]`.
    pub(crate) fn of(rules: &[(Text, Text)]) -> Self {
        let severity = |level: &str| match level {
            "off" => Some(Severity::Off),
            "warn" => Some(Severity::Warning),
            "error" => Some(Severity::Error),
            _ => None,
        };
        let set =
            rules.iter().filter_map(|(id, level)| Some((id.value.to_string(), severity(&level.value)?)));
        Self(set.collect())
    }

    /// Returns the severity of a diagnostic.
    pub(crate) fn severity(&self, diagnostic: &Diagnostic) -> Severity {
        let set = self.0.iter().find(|(id, _)| id == diagnostic.rule.id);
        let set = set.filter(|_| diagnostic.rule.is_adjustable());
        set.map_or(diagnostic.severity, |(_, severity)| *severity)
    }
}
