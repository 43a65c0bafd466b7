//! The statuses that the web framework sends by itself.

use super::catalog::{Catalog, Framework};
#[cfg(feature = "openapi")]
use super::error::Error;
use crate::catalog::status::FRAMEWORK_STATUSES;

/// An error status that the web framework sends by itself, with the error that replaces its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FrameworkStatus {
    /// The status of the response.
    pub status: u16,
    /// When the framework sends it; empty for a status that only the catalog knows.
    pub when: &'static str,
    /// The error, by its place in [`Catalog::errors`].
    pub error: usize,
}

impl Catalog {
    /// The statuses of the framework that documents show, in their order: those of [`FRAMEWORK_STATUSES`] that
    /// `[framework]` names an error for, and every single status that it names. Errors that are not public are left out.
    ///
    /// Empty if `[generate] framework` is `false`.
    pub fn framework_statuses(&self) -> Vec<FrameworkStatus> {
        if !self.generate.framework {
            return Vec::new();
        }
        let single = self.framework.iter().filter(|entry| entry.is_single());
        let single = single.map(|entry| (*entry.statuses.start(), ""));
        let mut statuses: Vec<(u16, &'static str)> = FRAMEWORK_STATUSES.into_iter().chain(single).collect();
        // Stable: a status of the list keeps its text.
        statuses.sort_by_key(|(status, _)| *status);
        statuses.dedup_by_key(|(status, _)| *status);
        let found = statuses.into_iter().filter_map(|(status, when)| {
            let error = self.framework_entry(status)?.error;
            self.errors[error].public.then_some(FrameworkStatus { status, when, error })
        });
        found.collect()
    }

    /// The classes of statuses that `[framework]` names a public error for.
    pub fn framework_classes(&self) -> impl Iterator<Item = &Framework> {
        let is_public = |entry: &&Framework| self.errors[entry.error].public;
        let classes = self.framework.iter().filter(|entry| !entry.is_single() && self.generate.framework);
        classes.filter(is_public)
    }

    /// The class of statuses that the error is served with, if `[framework]` names it for a whole class.
    #[cfg(feature = "openapi")]
    pub(crate) fn served_class(&self, error: &Error) -> Option<&Framework> {
        // Classes come last.
        let classes = self.framework.iter().rev().take_while(|entry| !entry.is_single());
        classes.filter(|entry| entry.error == error.place).last()
    }
}

impl Framework {
    /// Returns whether the entry is for one status, not for a class.
    fn is_single(&self) -> bool {
        self.statuses.start() == self.statuses.end()
    }
}
