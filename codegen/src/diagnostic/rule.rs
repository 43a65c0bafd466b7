//! Rules as data, and severities.

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The rule is off.
    Off,
    /// A warning. The catalog can be used.
    Warning,
    /// An error. The catalog cannot be used.
    Error,
}

impl Severity {
    /// Returns the name: `off`, `warning`, `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A rule for catalogs.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The id, as in diagnostics and `[rules]`.
    pub id: &'static str,
    /// The default severity.
    pub severity: Severity,
    /// The explanation, in one paragraph.
    pub explanation: &'static str,
    /// A catalog, or a part of one, that violates the rule.
    pub wrong: &'static str,
    /// The corrected example.
    pub right: &'static str,
}

impl Rule {
    /// Returns whether a catalog can set the severity of the rule. Errors cannot be turned off.
    pub fn is_adjustable(&self) -> bool {
        self.severity == Severity::Warning
    }
}
