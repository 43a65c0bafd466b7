//! Collects what a walk over a body shows.

use std::borrow::Cow;

use super::read::{Over, Visit};
use super::shown::{Items, Misfit, Raw, ResponseShown, Shown};
use super::trail::Trail;
use super::{MAX_ERRORS, MAX_IGNORED};
use crate::envelope::Slot;
use crate::{FieldIssue, FieldPath};

/// Collects what a body shows.
#[derive(Default)]
pub(super) struct Collect<'a> {
    pub(super) shown: ResponseShown<'a>,
    pub(super) items: Items,
    /// JSON Pointers to the values that were ignored, up to [`MAX_IGNORED`].
    pub(super) ignored: Vec<String>,
    /// The error of a list that is being read.
    error: Option<usize>,
    /// The field issue that is being read.
    issue: Issue<'a>,
}

/// A field issue as far as it is read.
#[derive(Default)]
struct Issue<'a> {
    path: Option<Cow<'a, str>>,
    /// The path as a pointer tells it.
    pointer: Option<FieldPath>,
    message: Option<Cow<'a, str>>,
    code: Option<Cow<'a, str>>,
}

impl<'a> Issue<'a> {
    /// Takes a pointer. What is none, as of another server, is the path as a text.
    fn show_pointer(&mut self, slot: Slot, text: Option<Cow<'a, str>>) {
        let Some(text) = text else { return };
        let of_pointer = match slot {
            Slot::IssueFragment => FieldPath::from_fragment(&text),
            _ => FieldPath::from_pointer(&text),
        };
        match of_pointer {
            Some(path) => self.pointer = Some(path),
            None => self.path = self.path.take().or(Some(text)),
        }
    }

    /// The path: the text as it was sent, with what a pointer adds to it.
    fn path(&mut self) -> Option<FieldPath> {
        match (self.path.take(), self.pointer.take()) {
            (Some(text), Some(pointer)) => Some(FieldPath::of_both(text.into_owned(), pointer.pointer())),
            (Some(text), None) => Some(text.into()),
            (None, pointer) => pointer,
        }
    }
}

impl<'a> Collect<'a> {
    /// What is shown of the error that is being read.
    fn current(&mut self) -> &mut Shown<'a> {
        let ResponseShown { errors, outside, .. } = &mut self.shown;
        self.error.and_then(|index| errors.get_mut(index)).unwrap_or(outside)
    }

    /// Adds what was read to the field issue at that place: another list may have shown the rest of it.
    fn add_issue(&mut self, place: usize) {
        let mut issue = std::mem::take(&mut self.issue);
        let path = issue.path();
        let issues = &mut self.current().issues;
        if place >= issues.len() {
            issues.push(FieldIssue::new("", ""));
        }
        let Some(known) = issues.get_mut(place) else { return };
        let fill = |known: &mut String, text: Option<Cow<'_, str>>| {
            if let (true, Some(text)) = (known.is_empty(), text) {
                *known = text.into_owned();
            }
        };
        if known.path.is_empty()
            && let Some(path) = path
        {
            known.path = path;
        }
        fill(&mut known.message, issue.message);
        known.code = known.code.take().or(issue.code.map(Cow::into_owned));
    }

    /// Adds what was read of a problem: a field issue, of its own error or of the one before; or an error without any.
    fn add_problem(&mut self) {
        if self.issue.path.is_none() && self.issue.pointer.is_none() {
            // What stands in the place of an issue's message is the error's.
            let message = std::mem::take(&mut self.issue).message;
            let current = self.current();
            current.message = current.message.take().or(message);
            return;
        }
        if self.shown.join_last() {
            self.error = self.error.and_then(|index| index.checked_sub(1));
        }
        let place = self.current().issues.len();
        self.add_issue(place);
    }
}

impl<'a> Visit<'a> for Collect<'a> {
    const COLLECTS: bool = true;

    fn value(&mut self, slot: Slot, value: Raw<'a>, _: &Trail<'_>) {
        match slot {
            Slot::IssuePath => self.issue.path = value.into_text(),
            Slot::IssuePointer | Slot::IssueFragment => self.issue.show_pointer(slot, value.into_text()),
            Slot::IssueMessage => self.issue.message = value.into_text(),
            Slot::IssueCode => self.issue.code = value.into_text(),
            Slot::RequestId | Slot::Instance | Slot::Timestamp | Slot::Context(_) => {
                self.shown.show(slot, value);
            }
            slot => self.current().show(slot, value),
        }
    }

    fn ignored(&mut self, trail: &Trail<'_>) {
        if self.ignored.len() < MAX_IGNORED {
            self.ignored.push(trail.pointer());
        }
    }

    fn enter(&mut self, over: Over, index: usize) -> Option<()> {
        self.items.take()?;
        let errors = &mut self.shown.errors;
        match over {
            Over::Issues => return Some(()),
            Over::Errors => self.error = Some(index),
            Over::Problems => self.error = Some(errors.len()),
        }
        if self.error == Some(errors.len()) {
            if errors.len() == MAX_ERRORS {
                return self.items.refuse();
            }
            errors.push(Shown::default());
        }
        Some(())
    }

    fn leave(&mut self, over: Over, index: usize) {
        match over {
            Over::Issues => self.add_issue(index),
            Over::Errors => self.error = None,
            Over::Problems => {
                self.add_problem();
                self.error = None;
            }
        }
    }
}

/// Finds out where parameters stand that have another type than they are declared with. Which error declares them is not known
/// before the end of a walk, so this is another one, and only where there are such values.
pub(super) struct Locate<'i> {
    pub(super) misfits: &'i [Misfit],
    pub(super) ignored: &'i mut Vec<String>,
}

impl<'a> Visit<'a> for Locate<'_> {
    const COLLECTS: bool = true;

    fn value(&mut self, _: Slot, value: Raw<'a>, trail: &Trail<'_>) {
        let Raw::Json(json) = value else { return };
        for misfit in self.misfits.iter().filter(|misfit| misfit.json == json.as_ptr().addr()) {
            if self.ignored.len() < MAX_IGNORED {
                let pointer = misfit.key.map_or_else(|| trail.pointer(), |key| trail.key(key).pointer());
                self.ignored.push(pointer);
            }
        }
    }

    fn ignored(&mut self, _: &Trail<'_>) {}

    fn enter(&mut self, _: Over, _: usize) -> Option<()> {
        Some(())
    }

    fn leave(&mut self, _: Over, _: usize) {}
}
