//! Conflicts of a merge.

use std::fmt;

use super::part::Part;

/// An error of a merge: all conflicts, in the order of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MergeError {
    /// The conflicts, of which there is at least one.
    pub conflicts: Vec<MergeConflict>,
}

/// A conflict of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MergeConflict {
    /// The line, from 1.
    pub line: usize,
    /// The message.
    pub message: String,
    /// The help.
    pub help: String,
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, MergeConflict { line, message, help }) in self.conflicts.iter().enumerate() {
            let start = if at == 0 { "" } else { "\n" };
            write!(f, "{start}line {line}: {message}\n  = help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for MergeError {}

impl From<MergeConflict> for MergeError {
    fn from(conflict: MergeConflict) -> Self {
        Self { conflicts: vec![conflict] }
    }
}

/// The conflicts of a run so far.
#[derive(Default)]
pub(super) struct Conflicts(pub(super) Vec<MergeConflict>);

impl Conflicts {
    /// Returns the value, or records the conflict.
    pub(super) fn noted<T>(&mut self, result: Result<T, MergeConflict>) -> Option<T> {
        result.map_err(|conflict| self.0.push(conflict)).ok()
    }

    /// Returns an error if there is a conflict.
    pub(super) fn finish(mut self) -> Result<(), MergeError> {
        self.0.sort_by_key(|conflict| conflict.line);
        self.0.dedup();
        if self.0.is_empty() { Ok(()) } else { Err(MergeError { conflicts: self.0 }) }
    }
}

/// Returns the line of a byte, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

pub(super) fn error(line: usize, message: impl Into<String>, help: impl Into<String>) -> MergeConflict {
    MergeConflict { line, message: message.into(), help: help.into() }
}

/// Creates the conflict of a missing key.
pub(super) fn nowhere(line: usize, part: &Part<'_>, depth: usize) -> MergeConflict {
    let missing = part.path[..=depth].join(" → ");
    match part.operation {
        None => {
            let help = "add `components:` in YAML, or `\"components\": {}` in JSON";
            error(line, format!("missing `{missing}` in the document"), help)
        }
        Some(operation) => {
            let message = format!("missing `{missing}` for the operation `{operation}`");
            let help = format!(
                "add the operation to the document, change the `route` of `{operation}` to a path of \
                    the document, or remove the `route`"
            );
            error(line, message, help)
        }
    }
}

/// Creates the conflict of a handwritten key with the name of a generated one.
pub(super) fn clash(line: usize, key: &str) -> MergeConflict {
    let help = "remove it, or replace it once with `error-catalog generate --adopt`";
    error(line, format!("`{key}` already exists in a handwritten part of the document"), help)
}
