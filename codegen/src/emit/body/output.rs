//! A rendered body: text, and the holes in it.

/// A rendered body.
#[derive(Debug, Default)]
pub(in crate::emit) struct Output {
    /// The text, without the values of holes.
    pub(in crate::emit) text: String,
    /// The holes in their order, each with its place in the text.
    pub(in crate::emit) holes: Vec<(usize, Hole)>,
}

/// A place in a body where a value is put in at run time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::emit) enum Hole {
    /// The value of a parameter.
    Param {
        /// The place of the parameter in the error.
        slot: usize,
        /// `true` for a JSON value, `false` for a part of a string.
        as_json: bool,
    },
    /// A value of the request.
    Request(Insertion),
}

/// A value of the request, with the text around it that depends on its presence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::emit) struct Insertion {
    /// The value.
    pub(in crate::emit) value: RequestValue,
    /// The text before the value, where there is one: `,"instance":"`.
    pub(in crate::emit) before: String,
    /// The text after it: `"`.
    pub(in crate::emit) after: String,
    /// The text in place of all three where there is no value: nothing, or `null`.
    pub(in crate::emit) absent: &'static str,
}

/// A value of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emit) enum RequestValue {
    /// The request ID.
    RequestId,
    /// What identifies the occurrence.
    Instance,
    /// The time of the response. It is always present.
    Timestamp,
}

/// A place in an output.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    text: usize,
    holes: usize,
}

impl Output {
    /// Returns the text of the body where nothing is known of the request. `None` where that depends on anything else.
    pub(in crate::emit) fn without_request(&self) -> Option<&str> {
        let leaves_nothing =
            |hole: &Hole| matches!(hole, Hole::Request(insertion) if insertion.is_optional());
        self.holes.iter().all(|(_, hole)| leaves_nothing(hole)).then_some(&self.text)
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { text: self.text.len(), holes: self.holes.len() }
    }

    /// Removes what was written since then.
    pub(super) fn truncate(&mut self, to: Mark) {
        self.text.truncate(to.text);
        self.holes.truncate(to.holes);
    }

    pub(super) fn hole(&mut self, hole: Hole) {
        self.holes.push((self.text.len(), hole));
    }

    /// Makes the text since then depend on the only value in it. `None` where there are several.
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
    /// A value as a part of a string.
    pub(super) fn in_string(value: RequestValue) -> Self {
        Self { value, before: String::new(), after: String::new(), absent: "" }
    }

    /// A value as JSON.
    pub(super) fn as_json(value: RequestValue) -> Self {
        Self { value, before: "\"".to_owned(), after: "\"".to_owned(), absent: "null" }
    }

    /// Different bytes for different insertions.
    pub(in crate::emit) fn key(&self) -> Vec<u8> {
        // No text of JSON has a zero byte.
        [self.before.as_bytes(), self.after.as_bytes(), self.absent.as_bytes(), &[self.value as u8]].join(&0)
    }

    /// Whether nothing stands in its place where the value is absent.
    fn is_optional(&self) -> bool {
        self.absent.is_empty() && self.value != RequestValue::Timestamp
    }
}
