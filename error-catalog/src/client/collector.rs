//! Collects the values of a body during a walk.

use std::borrow::Cow;

use super::body_path::BodyPath;
use super::fields::{ErrorFields, ResponseFields};
use super::limits::{MAX_ERRORS, MAX_IGNORED};
use super::raw_value::RawValue;
use super::state::{DecodeState, TypeMismatch};
use super::visitor::{ListKind, Visitor};
use crate::envelope::Slot;
use crate::field_issues::FieldIssue;
use crate::field_path::FieldPath;

/// A visitor that collects the values of a body.
#[derive(Default)]
pub(super) struct Collector<'a> {
    pub(super) response: ResponseFields<'a>,
    pub(super) state: DecodeState,
    /// JSON Pointers to the values that were ignored, up to [`MAX_IGNORED`].
    pub(super) ignored: Vec<String>,
    /// The index of the current error in a list of errors.
    error_index: Option<usize>,
    /// The current field issue.
    issue: PartialIssue<'a>,
}

/// The values of a field issue that were read so far.
#[derive(Default)]
struct PartialIssue<'a> {
    path: Option<Cow<'a, str>>,
    /// The path that a JSON Pointer gives.
    pointer: Option<FieldPath>,
    message: Option<Cow<'a, str>>,
    code: Option<Cow<'a, str>>,
}

impl<'a> PartialIssue<'a> {
    /// Adds a JSON Pointer. Text that is not a pointer, as another server may send it, is kept as the path.
    fn add_pointer(&mut self, slot: Slot, text: Option<Cow<'a, str>>) {
        let Some(text) = text else { return };
        let parsed = match slot {
            Slot::IssueFragment => FieldPath::from_fragment(&text),
            _ => FieldPath::from_pointer(&text),
        };
        match parsed {
            Some(path) => self.pointer = Some(path),
            None => self.path = self.path.take().or(Some(text)),
        }
    }

    fn has_path(&self) -> bool {
        self.path.is_some() || self.pointer.is_some()
    }

    /// Returns the path: the text as it was sent, with the segments of the pointer.
    fn take_path(&mut self) -> Option<FieldPath> {
        match (self.path.take(), self.pointer.take()) {
            (Some(text), Some(pointer)) => Some(FieldPath::of_both(text.into_owned(), pointer.pointer())),
            (Some(text), None) => Some(text.into()),
            (None, pointer) => pointer,
        }
    }

    /// Sets the values of an issue that are not set yet.
    fn complete(mut self, issue: &mut FieldIssue) {
        if issue.path.is_empty()
            && let Some(path) = self.take_path()
        {
            issue.path = path;
        }
        if issue.message.is_empty()
            && let Some(message) = self.message
        {
            issue.message = message.into_owned();
        }
        if issue.code.is_none() {
            issue.code = self.code.map(Cow::into_owned);
        }
    }
}

impl<'a> Collector<'a> {
    /// Returns the values of the current error.
    fn current_error(&mut self) -> &mut ErrorFields<'a> {
        let ResponseFields { errors, outside, .. } = &mut self.response;
        self.error_index.and_then(|index| errors.get_mut(index)).unwrap_or(outside)
    }

    /// Adds the values of the current field issue to the issue at this index, which another list may have begun.
    fn add_issue(&mut self, index: usize) {
        let read = std::mem::take(&mut self.issue);
        let issues = &mut self.current_error().issues;
        if index >= issues.len() {
            issues.push(FieldIssue::new("", ""));
        }
        if let Some(issue) = issues.get_mut(index) {
            read.complete(issue);
        }
    }

    /// Adds the current item of a list of problems: a field issue, or an error without field issues.
    fn add_problem(&mut self) {
        if !self.issue.has_path() {
            // The message of an error without issues is shown in the place of an issue's message.
            let message = std::mem::take(&mut self.issue).message;
            let error = self.current_error();
            error.message = error.message.take().or(message);
            return;
        }
        if self.response.merge_last_error() {
            self.error_index = self.error_index.and_then(|index| index.checked_sub(1));
        }
        let index = self.current_error().issues.len();
        self.add_issue(index);
    }

    /// Starts the error at this index of the list of errors.
    fn enter_error(&mut self, index: usize) -> Option<()> {
        self.error_index = Some(index);
        let errors = &mut self.response.errors;
        if index == errors.len() {
            if errors.len() == MAX_ERRORS {
                return self.state.refuse_items();
            }
            errors.push(ErrorFields::default());
        }
        Some(())
    }
}

impl<'a> Visitor<'a> for Collector<'a> {
    const READS_VALUES: bool = true;

    fn visit_value(&mut self, slot: Slot, value: RawValue<'a>, _: &BodyPath<'_>) {
        match slot {
            Slot::IssuePath => self.issue.path = value.into_text(),
            Slot::IssuePointer | Slot::IssueFragment => self.issue.add_pointer(slot, value.into_text()),
            Slot::IssueMessage => self.issue.message = value.into_text(),
            Slot::IssueCode => self.issue.code = value.into_text(),
            Slot::RequestId | Slot::Instance | Slot::Timestamp | Slot::Context(_) => {
                self.response.add(slot, value);
            }
            slot => self.current_error().add(slot, value),
        }
    }

    fn visit_ignored(&mut self, path: &BodyPath<'_>) {
        if self.ignored.len() < MAX_IGNORED {
            self.ignored.push(path.to_pointer());
        }
    }

    fn enter_item(&mut self, kind: ListKind, index: usize) -> Option<()> {
        self.state.count_item()?;
        match kind {
            ListKind::Issues => Some(()),
            ListKind::Errors => self.enter_error(index),
            ListKind::IssuesOrErrors => self.enter_error(self.response.errors.len()),
        }
    }

    fn leave_item(&mut self, kind: ListKind, index: usize) {
        match kind {
            ListKind::Issues => self.add_issue(index),
            ListKind::Errors => self.error_index = None,
            ListKind::IssuesOrErrors => {
                self.add_problem();
                self.error_index = None;
            }
        }
    }
}

/// A visitor that finds the paths of parameters of the wrong type.
///
/// The error that declares them is known only after the first walk. So this is a second walk, for bodies with such values.
pub(super) struct MismatchLocator<'i> {
    pub(super) mismatches: &'i [TypeMismatch],
    pub(super) ignored: &'i mut Vec<String>,
}

impl<'a> Visitor<'a> for MismatchLocator<'_> {
    const READS_VALUES: bool = true;

    fn visit_value(&mut self, _: Slot, value: RawValue<'a>, path: &BodyPath<'_>) {
        let RawValue::Json(json) = value else { return };
        let address = json.as_ptr().addr();
        for mismatch in self.mismatches.iter().filter(|mismatch| mismatch.json_address == address) {
            if self.ignored.len() < MAX_IGNORED {
                let pointer = match mismatch.key {
                    Some(key) => path.member(key).to_pointer(),
                    None => path.to_pointer(),
                };
                self.ignored.push(pointer);
            }
        }
    }

    fn visit_ignored(&mut self, _: &BodyPath<'_>) {}

    fn enter_item(&mut self, _: ListKind, _: usize) -> Option<()> {
        Some(())
    }

    fn leave_item(&mut self, _: ListKind, _: usize) {}
}
