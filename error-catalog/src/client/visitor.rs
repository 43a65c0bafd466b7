//! The events of a walk over a body.

use super::body_path::BodyPath;
use super::raw_value::RawValue;
use crate::envelope::Slot;

/// The kind of a list that repeats one node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ListKind {
    Errors,
    Issues,
    IssuesOrErrors,
}

/// Receives the events of a walk over a body.
pub(super) trait Visitor<'a> {
    /// `false` for a visitor that ignores values, so that they need not be parsed.
    const READS_VALUES: bool;

    /// Visits a value of the envelope.
    fn visit_value(&mut self, slot: Slot, value: RawValue<'a>, path: &BodyPath<'_>);

    /// Visits a member or an item whose value does not fit the envelope.
    fn visit_ignored(&mut self, path: &BodyPath<'_>);

    /// Starts an item of a list; `None` if a limit is exceeded.
    fn enter_item(&mut self, kind: ListKind, index: usize) -> Option<()>;

    /// Ends an item of a list.
    fn leave_item(&mut self, kind: ListKind, index: usize);
}

/// A visitor that does nothing, to test whether a body fits.
pub(super) struct NoopVisitor;

impl Visitor<'_> for NoopVisitor {
    const READS_VALUES: bool = false;

    fn visit_value(&mut self, _: Slot, _: RawValue<'_>, _: &BodyPath<'_>) {}

    fn visit_ignored(&mut self, _: &BodyPath<'_>) {}

    fn enter_item(&mut self, _: ListKind, _: usize) -> Option<()> {
        Some(())
    }

    fn leave_item(&mut self, _: ListKind, _: usize) {}
}
