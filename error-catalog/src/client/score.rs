//! Scores how well a body fits an envelope.

use std::ops::AddAssign;

use crate::envelope::{Envelope, Node, Part, Slot};

/// The result of reading a value by a node.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// The value has the node's type. Parts of it may have been ignored.
    Matches(Score),
    /// The value has another type. It was skipped, and the visitor saw nothing of it.
    Mismatch,
}

/// The counts of what a body has and lacks. Bodies are so short that 32 bits suffice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Score {
    /// Keys and constants that are present.
    pub(super) matched: u32,
    /// Required members that are missing, and members and items of the wrong type.
    pub(super) missed: u32,
    /// Required members that are missing.
    pub(super) absent: u32,
    /// Values that can identify the error.
    pub(super) identifiers: Identifiers,
    /// Constants, apart from `null`, that are present.
    pub(super) constants: u32,
    /// Constants, apart from `null`, that are missing or have another type.
    pub(super) constants_absent: u32,
    /// Constants that have another value of their type.
    pub(super) constants_other: u32,
    /// `true` if a boolean constant has the opposite value.
    pub(super) is_opposite: bool,
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.matched += other.matched;
        self.missed += other.missed;
        self.absent += other.absent;
        self.identifiers.0 |= other.identifiers.0;
        self.constants += other.constants;
        self.constants_absent += other.constants_absent;
        self.constants_other += other.constants_other;
        self.is_opposite |= other.is_opposite;
    }
}

impl Score {
    /// Creates the score of a value.
    pub(super) fn of_value(slot: Slot) -> Self {
        Self { identifiers: Identifiers::of(slot), ..Self::default() }
    }

    /// Creates the score of a string with values in it.
    pub(super) fn of_text(parts: &[Part]) -> Self {
        let mut score = Self::default();
        for part in parts {
            if let Some(slot) = part.slot() {
                score += Self::of_value(slot);
            }
        }
        score
    }

    /// Creates the score of a constant.
    pub(super) fn of_constant(json: &str) -> Self {
        Self { matched: 1, constants: u32::from(json != "null"), ..Self::default() }
    }

    /// Creates the score of a required member that is missing.
    pub(super) fn of_absent(node: &Node) -> Self {
        Self { absent: 1, ..Self::of_ignored(node) }
    }

    /// Creates the score of a member or an item of another type. `null` is of another type, too.
    pub(super) fn of_ignored(node: &Node) -> Self {
        let is_constant = matches!(node, Node::Constant(json) if *json != "null");
        Self { missed: 1, constants_absent: u32::from(is_constant), ..Self::default() }
    }

    /// Creates the score of a member or an item whose value does not fit.
    pub(super) fn of_mismatch(node: &Node, value: &str) -> Self {
        match node {
            Node::Constant(expected) if *expected != "null" && type_of(expected) == type_of(value) => {
                let is_opposite = matches!(*expected, "true" | "false");
                Self { missed: 1, constants_other: 1, is_opposite, ..Self::default() }
            }
            node => Self::of_ignored(node),
        }
    }

    /// Returns the score of a member whose value has this score. Constants of an object without an
    /// identifying value do not count: the object could as well be missing.
    pub(super) fn of_member(self) -> Self {
        if self.identifiers.is_empty() {
            let (constants, constants_absent, constants_other) = (0, 0, 0);
            return Self { constants, constants_absent, constants_other, is_opposite: false, ..self };
        }
        self
    }

    /// Returns whether nothing is missing or of the wrong type.
    pub(super) fn is_exact(&self) -> bool {
        self.missed == 0
    }

    /// Returns whether a value is this item of an array, although parts of it are missing or have the wrong type.
    pub(super) fn is_item(&self, item: &Node) -> bool {
        let is_identified = !self.identifiers.is_empty() || !item.shows(Slot::Code);
        self.constants > 0 && self.constants_other == 0 && is_identified
    }
}

/// Returns the JSON type of a value, by its first byte.
fn type_of(json: &str) -> u8 {
    match json.as_bytes().first() {
        Some(b'-' | b'0'..=b'9') => b'0',
        Some(b't' | b'f') => b't',
        Some(first) => *first,
        None => 0,
    }
}

/// The values of a body that can identify the error, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Identifiers(u8);

impl Identifiers {
    const CODE: u8 = 1;
    const DOCS: u8 = 2;
    const MESSAGE: u8 = 4;

    fn of(slot: Slot) -> Self {
        Self(match slot {
            Slot::Code => Self::CODE,
            Slot::Docs => Self::DOCS,
            Slot::Message => Self::MESSAGE,
            _ => 0,
        })
    }

    fn has(self, any: u8) -> bool {
        self.0 & any != 0
    }

    fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The rank of an envelope among those that a body fits: the larger, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    has_code: bool,
    is_exact: bool,
    is_complete: bool,
    matched: u32,
}

impl Rank {
    /// Ranks an envelope; `None` if the body is not in it: no identifying value is present, or constants contradict it.
    pub(super) fn from_score(score: Score, envelope: &Envelope, status: u16) -> Option<Self> {
        let shows = |slot| envelope.body.shows(slot);
        let in_header = |slot| envelope.headers.iter().any(|(_, node)| node.shows(slot));
        let is_by_code = score.identifiers.has(Identifiers::CODE) || shows(Slot::Code);
        let is_identified = if is_by_code {
            score.identifiers.has(Identifiers::CODE | Identifiers::DOCS)
        } else {
            score.identifiers.has(Identifiers::DOCS | Identifiers::MESSAGE)
                || (score.constants > 0 && (envelope.by_status || in_header(Slot::Code)))
                || !(shows(Slot::Docs) || shows(Slot::Message)) && score.is_exact()
        };
        let all_constants = score.constants_absent + score.constants_other == 0;
        let is_consistent = match is_by_code {
            false => all_constants,
            true if is_success(status) => score.constants_other == 0,
            true => !score.is_opposite,
        };
        let rank = Self {
            has_code: score.identifiers.has(Identifiers::CODE),
            is_exact: score.is_exact(),
            is_complete: score.absent == 0,
            matched: score.matched,
        };
        (is_identified && is_consistent).then_some(rank)
    }

    /// Returns whether no required member is missing.
    pub(super) fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Returns whether the body shows a code.
    pub(super) fn has_code(&self) -> bool {
        self.has_code
    }
}

/// Returns whether a status is not an error (RFC 9110 §15).
pub(super) fn is_success(status: u16) -> bool {
    (100..400).contains(&status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ignored_or_absent_is_missed() {
        let (value, constant) = (Node::Value(Slot::Message), Node::Constant("false"));
        assert!(Score::of_value(Slot::Message).is_exact() && Score::of_constant("false").is_exact());
        for node in [&value, &constant] {
            assert!(!Score::of_ignored(node).is_exact() && !Score::of_absent(node).is_exact());
        }
        // A value of another type is no evidence against a constant; the opposite value is.
        let [number, opposite] = ["1", "true"].map(|json| Score::of_mismatch(&constant, json));
        assert_eq!((number.constants_absent, number.constants_other, number.is_opposite), (1, 0, false));
        assert_eq!((opposite.constants_absent, opposite.constants_other, opposite.is_opposite), (0, 1, true));
    }
}
