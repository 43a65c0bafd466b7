//! The sink that collects diagnostics.

use std::collections::BTreeMap;

use super::mistake::Diagnostic;
use super::rule::Severity;

/// The maximum number of diagnostics per rule, and of errors and of warnings in a report. A single
/// renaming can violate a rule in each of 100,000 errors.
const MOST: usize = 1_000;

/// A sink that collects diagnostics, so that a run reports all problems and not only the first.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    diagnostics: Vec<Diagnostic>,
    has_errors: bool,
    /// The number of diagnostics of each rule, and of the dropped ones.
    counts: BTreeMap<&'static str, usize>,
    omitted: BTreeMap<&'static str, (usize, Diagnostic)>,
}

/// The kept diagnostics of a run, and the numbers of dropped errors and warnings.
pub(crate) struct Collected {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) omitted: Omitted,
}

/// The number of diagnostics that are not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Omitted {
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

impl Omitted {
    pub(super) fn add(&mut self, severity: Severity, count: usize) {
        match severity {
            Severity::Error => self.errors += count,
            Severity::Warning => self.warnings += count,
            Severity::Off => {}
        }
    }

    pub(super) fn of(self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Off => 0,
        }
    }
}

impl Sink {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.has_errors |= diagnostic.severity == Severity::Error;
        let count = self.counts.entry(diagnostic.rule.id).or_default();
        *count += 1;
        if *count <= MOST {
            self.diagnostics.push(diagnostic);
        } else {
            self.omitted.entry(diagnostic.rule.id).or_insert((0, diagnostic)).0 += 1;
        }
    }

    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.has_errors
    }

    /// Returns the diagnostics in the order of the files, with the severities set by the catalog.
    pub(crate) fn finish(mut self, severity: impl Fn(&Diagnostic) -> Severity) -> Collected {
        for diagnostic in &mut self.diagnostics {
            diagnostic.severity = severity(diagnostic);
        }
        self.diagnostics.retain(|d| d.severity != Severity::Off);
        self.diagnostics
            .sort_by(|a, b| (a.span, a.rule.id, &a.message).cmp(&(b.span, b.rule.id, &b.message)));
        let mut omitted = Omitted::default();
        self.omitted.values().for_each(|(count, diagnostic)| omitted.add(severity(diagnostic), *count));
        let mut shown = Omitted::default();
        self.diagnostics.retain(|diagnostic| {
            shown.add(diagnostic.severity, 1);
            let is_shown = shown.of(diagnostic.severity) <= MOST;
            omitted.add(diagnostic.severity, usize::from(!is_shown));
            is_shown
        });
        Collected { diagnostics: self.diagnostics, omitted }
    }
}
