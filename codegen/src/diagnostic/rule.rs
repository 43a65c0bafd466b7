//! Rules as data, and how much a breach of each matters.

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Nothing is said.
    Off,
    /// Said, and the catalog is used.
    Warning,
    /// The catalog cannot be used.
    Error,
}

impl Severity {
    /// The word for it: `off`, `warning`, `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A rule that every catalog is held to.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The name, as diagnostics show it and `[rules]` takes it.
    pub id: &'static str,
    /// How much a breach matters unless the catalog says otherwise.
    pub severity: Severity,
    /// What the rule asks for and why, in one paragraph.
    pub explanation: &'static str,
    /// A catalog, or a part of one, that breaks the rule.
    pub wrong: &'static str,
    /// The same mended.
    pub right: &'static str,
}

impl Rule {
    /// Whether a catalog can set the rule's severity. What makes a catalog unusable cannot be turned off.
    pub fn is_adjustable(&self) -> bool {
        self.severity == Severity::Warning
    }
}
