//! The source of the values of an envelope: errors, field issue and request.

use super::context::Context;
use crate::catalog_error::CatalogError;
use crate::envelope::Envelope;
use crate::field_issues::FieldIssue;

/// Returns the status of a response with several errors: the first or the highest, as the envelope
/// defines.
///
/// `None` without errors, and in a catalog without HTTP.
pub fn joint_status(errors: &[&dyn CatalogError]) -> Option<u16> {
    let first = errors.first()?.definition();
    let all = || errors.iter().filter_map(|error| error.definition().status());
    if first.envelope().is_some_and(|envelope: &Envelope| envelope.highest_status) {
        all().max()
    } else {
        first.status()
    }
}

/// The source of the values of an envelope.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) errors: &'a [&'a dyn CatalogError],
    pub(crate) error: &'a dyn CatalogError,
    /// `true` if `error` is an item of a list of errors.
    pub(super) in_list: bool,
    pub(super) issue: Option<&'a FieldIssue>,
    pub(crate) context: &'a Context<'a>,
}

impl<'a> Scope<'a> {
    /// Creates the source outside lists, with the values of one error of the response.
    pub(crate) fn of(
        errors: &'a [&'a dyn CatalogError],
        error: &'a dyn CatalogError,
        context: &'a Context<'a>,
    ) -> Self {
        Self { errors, error, in_list: false, issue: None, context }
    }

    /// Returns the response's status.
    pub(crate) fn status(&self) -> Option<u16> {
        self.context.status.or_else(|| joint_status(self.errors))
    }
}
