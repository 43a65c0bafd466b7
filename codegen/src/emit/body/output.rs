//! Rendered bodies: text with holes.

/// A rendered body.
#[derive(Debug, Default)]
pub(in crate::emit) struct Output {
    /// The text, without the values of holes.
    pub(in crate::emit) text: String,
    /// The holes in order, each with its position in the text.
    pub(in crate::emit) holes: Vec<(usize, Hole)>,
}

/// A hole in a body, which is filled at run time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::emit) enum Hole {
    /// The value of a parameter.
    Param {
        /// The index of the parameter in the error.
        slot: usize,
        /// `true` for a JSON value, `false` for a part of a string.
        as_json: bool,
    },
    /// A value of the request.
    Request(Insertion),
}

/// A value of the request, with the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::emit) struct Insertion {
    /// The value.
    pub(in crate::emit) value: RequestValue,
    /// The text before a present value: `,"instance":"`.
    pub(in crate::emit) before: String,
    /// The text after a present value: `"`.
    pub(in crate::emit) after: String,
    /// The text for an absent value: empty, or `null`.
    pub(in crate::emit) absent: &'static str,
}

/// A value of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emit) enum RequestValue {
    /// The request ID.
    RequestId,
    /// The URI reference of the occurrence.
    Instance,
    /// The time of the response. It is always present.
    Timestamp,
}

/// A position in an output.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    text: usize,
    holes: usize,
}

impl Output {
    /// Returns the text of the body without values of the request. `None` if it depends on other
    /// values.
    pub(in crate::emit) fn without_request(&self) -> Option<&str> {
        let leaves_nothing =
            |hole: &Hole| matches!(hole, Hole::Request(insertion) if insertion.is_optional());
        self.holes.iter().all(|(_, hole)| leaves_nothing(hole)).then_some(&self.text)
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { text: self.text.len(), holes: self.holes.len() }
    }

    /// Removes the text after a position.
    pub(super) fn truncate(&mut self, to: Mark) {
        self.text.truncate(to.text);
        self.holes.truncate(to.holes);
    }

    pub(super) fn hole(&mut self, hole: Hole) {
        self.holes.push((self.text.len(), hole));
    }

    /// Makes the text after a position depend on the only value in it. `None` if there are several
    /// values.
    pub(super) fn depend(&mut self, since: Mark, absent: &'static str) -> Option<()> {
        let [(place, Hole::Request(insertion))] = &mut self.holes[since.holes..] else { return None };
        insertion.after.push_str(&self.text[*place..]);
        insertion.before.insert_str(0, &self.text[since.text..*place]);
        insertion.absent = absent;
        *place = since.text;
        self.text.truncate(since.text);
        Some(())
    }

    /// Removes the comma at the end of the last insertion.
    pub(super) fn drop_comma(&mut self) {
        if let Some((_, Hole::Request(insertion))) = self.holes.last_mut() {
            insertion.after.pop();
        }
    }
}

impl Insertion {
    /// Creates a hole inside a string.
    pub(super) fn in_string(value: RequestValue) -> Self {
        Self { value, before: String::new(), after: String::new(), absent: "" }
    }

    /// Creates a hole for a JSON value.
    pub(super) fn as_json(value: RequestValue) -> Self {
        Self { value, before: "\"".to_owned(), after: "\"".to_owned(), absent: "null" }
    }

    /// Returns distinct bytes for distinct insertions.
    pub(in crate::emit) fn key(&self) -> Vec<u8> {
        // JSON text has no zero byte.
        [self.before.as_bytes(), self.after.as_bytes(), self.absent.as_bytes(), &[self.value as u8]].join(&0)
    }

    /// Returns whether the text for an absent value is empty.
    fn is_optional(&self) -> bool {
        self.absent.is_empty() && self.value != RequestValue::Timestamp
    }
}
