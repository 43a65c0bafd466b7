//! Queries of emitters, whose answers are cached.

use std::collections::HashMap;
#[cfg(feature = "markdown")]
use std::sync::OnceLock;

use super::catalog::{Catalog, Framework};
#[cfg(feature = "markdown")]
use super::lookups::EnvelopeField;

/// Groups the indexes of items.
fn groups(count: usize, of: impl Iterator<Item = Option<usize>>) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new(); count];
    for (place, group) in of.enumerate() {
        if let Some(group) = group {
            groups[group].push(place);
        }
    }
    groups
}

impl Catalog {
    /// Returns the indexes of the errors of a category.
    pub(crate) fn errors_of_category(&self, category: usize) -> &[usize] {
        let of = || self.errors.iter().map(|error| error.category);
        &self.lookups.by_category.get_or_init(|| groups(self.categories.len(), of()))[category]
    }

    /// Returns the indexes of the errors of an envelope.
    pub(crate) fn errors_of_envelope(&self, envelope: usize) -> &[usize] {
        let of = || self.errors.iter().map(|error| Some(error.envelope));
        &self.lookups.by_envelope.get_or_init(|| groups(self.envelopes.len(), of()))[envelope]
    }

    /// Returns the indexes of the errors of an entry of [`statuses`](Self::statuses).
    pub(crate) fn errors_of_status_row(&self, row: usize) -> &[usize] {
        let of = || self.errors.iter().map(|error| self.status_row(error.status?));
        &self.lookups.by_status_row.get_or_init(|| groups(self.statuses.len(), of()))[row]
    }

    /// Returns the index of the entry of a status: its own, or else the entry of its class.
    pub(crate) fn status_row(&self, number: u16) -> Option<usize> {
        let rows = self.lookups.status_rows.get_or_init(|| {
            let mut rows: HashMap<u16, usize> = HashMap::new();
            let mut by_length: Vec<usize> = (0..self.statuses.len()).collect();
            by_length.sort_by_key(|place| self.statuses[*place].statuses.len());
            for place in by_length {
                for status in self.statuses[place].statuses.clone() {
                    rows.entry(status).or_insert(place);
                }
            }
            rows
        });
        rows.get(&number).copied()
    }

    /// Returns the entry of `[framework]` for a status: the first that contains it.
    pub(crate) fn framework_entry(&self, status: u16) -> Option<&Framework> {
        let entries = self.lookups.framework.get_or_init(|| {
            let mut entries: HashMap<u16, usize> = HashMap::new();
            for (place, entry) in self.framework.iter().enumerate() {
                for status in entry.statuses.clone() {
                    entries.entry(status).or_insert(place);
                }
            }
            entries
        });
        entries.get(&status).map(|place| &self.framework[*place])
    }

    /// Returns the fields of an envelope. Calls `find` the first time.
    #[cfg(feature = "markdown")]
    pub(crate) fn fields_of_envelope(
        &self,
        envelope: usize,
        find: impl FnOnce() -> Vec<EnvelopeField>,
    ) -> &[EnvelopeField] {
        let fields =
            self.lookups.fields.get_or_init(|| self.envelopes.iter().map(|_| OnceLock::new()).collect());
        fields[envelope].get_or_init(find)
    }
}
