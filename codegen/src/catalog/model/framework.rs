//! The web framework's own statuses.

use super::catalog::{Catalog, Framework};
#[cfg(feature = "openapi")]
use super::error::Error;
use crate::catalog::status::FRAMEWORK_STATUSES;

/// One of the web framework's own statuses, with the error that replaces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FrameworkStatus {
    /// The status of the response.
    pub status: u16,
    /// When the framework sends it; empty for a status that only the catalog defines.
    pub when: &'static str,
    /// The error, as an index into [`Catalog::errors`].
    pub error: usize,
}

impl Catalog {
    /// Returns the framework's own statuses for documents, in order: those of
    /// [`FRAMEWORK_STATUSES`] for which `[framework]` defines an error, and all single statuses in
    /// `[framework]`. Errors that are not public are omitted.
    ///
    /// Empty if `[generate] framework` is `false`.
    pub fn framework_statuses(&self) -> Vec<FrameworkStatus> {
        if !self.generate.framework {
            return Vec::new();
        }
        let single = self.framework.iter().filter(|entry| entry.is_single());
        let single = single.map(|entry| (*entry.statuses.start(), ""));
        let mut statuses: Vec<(u16, &'static str)> = FRAMEWORK_STATUSES.into_iter().chain(single).collect();
        // The sort is stable, so a status of the list keeps its text.
        statuses.sort_by_key(|(status, _)| *status);
        statuses.dedup_by_key(|(status, _)| *status);
        let found = statuses.into_iter().filter_map(|(status, when)| {
            let error = self.framework_entry(status)?.error;
            self.errors[error].public.then_some(FrameworkStatus { status, when, error })
        });
        found.collect()
    }

    /// Returns the classes of statuses for which `[framework]` defines a public error.
    pub fn framework_classes(&self) -> impl Iterator<Item = &Framework> {
        let is_public = |entry: &&Framework| self.errors[entry.error].public;
        let classes = self.framework.iter().filter(|entry| !entry.is_single() && self.generate.framework);
        classes.filter(is_public)
    }

    /// Returns the class of statuses that the error replaces, if `[framework]` defines it for a
    /// whole class.
    #[cfg(feature = "openapi")]
    pub(crate) fn served_class(&self, error: &Error) -> Option<&Framework> {
        // Classes come last.
        let classes = self.framework.iter().rev().take_while(|entry| !entry.is_single());
        classes.filter(|entry| entry.error == error.place).last()
    }
}

impl Framework {
    /// Returns whether the entry is for a single status, not for a class.
    fn is_single(&self) -> bool {
        self.statuses.start() == self.statuses.end()
    }
}
