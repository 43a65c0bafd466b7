//! Counters and notes of one call of [`decode`](crate::decode).

use super::limits::{MAX_IGNORED, MAX_ITEMS};

/// Counts the items of a response (errors, field issues, values in lists), and notes parameters of the wrong type.
#[derive(Debug, Default)]
pub(super) struct DecodeState {
    item_count: usize,
    has_too_many_items: bool,
    /// Up to [`MAX_IGNORED`] parameters.
    mismatches: Vec<TypeMismatch>,
}

/// A parameter whose value does not have the declared type.
#[derive(Debug, Clone, Copy)]
pub(super) struct TypeMismatch {
    /// The address of the JSON text that the value was read from, which is unique in a body.
    pub(super) json_address: usize,
    /// The parameter's key, if that JSON is the object of all parameters.
    pub(super) key: Option<&'static str>,
}

impl DecodeState {
    /// Counts one more item; `None` if the limit is reached.
    pub(super) fn count_item(&mut self) -> Option<()> {
        if self.item_count == MAX_ITEMS {
            return self.refuse_items();
        }
        self.item_count += 1;
        Some(())
    }

    /// Records that a limit is exceeded.
    pub(super) fn refuse_items(&mut self) -> Option<()> {
        self.has_too_many_items = true;
        None
    }

    /// Returns whether a limit is exceeded.
    pub(super) fn has_too_many_items(&self) -> bool {
        self.has_too_many_items
    }

    /// Records a parameter of the wrong type.
    pub(super) fn record_mismatch(&mut self, json: &str, key: Option<&'static str>) {
        if self.mismatches.len() < MAX_IGNORED {
            self.mismatches.push(TypeMismatch { json_address: json.as_ptr().addr(), key });
        }
    }

    /// Returns the parameters of the wrong type.
    pub(super) fn mismatches(&self) -> &[TypeMismatch] {
        &self.mismatches
    }
}
