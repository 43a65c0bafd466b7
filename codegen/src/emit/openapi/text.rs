//! Writes a document member by member, with only the current member in memory as a tree.

use super::tree::{Tree, blanks, json_key, line, yaml_key};

/// A partially written document in JSON or YAML.
pub(super) struct Text {
    is_json: bool,
    /// The number of open objects.
    depth: usize,
    out: String,
}

const UNIT: &str = "  ";

impl Text {
    /// Creates an empty object.
    pub(super) fn new(is_json: bool) -> Self {
        Self { is_json, depth: 1, out: if is_json { "{".to_owned() } else { String::new() } }
    }

    /// Adds a comment. JSON has none.
    pub(super) fn comment(&mut self, text: &str) {
        if !self.is_json {
            self.out.extend(["# ", text, "\n"]);
        }
    }

    /// Adds a member to the innermost open object.
    pub(super) fn member(&mut self, key: &str, value: &Tree<'_>) {
        self.start();
        if self.is_json {
            value.json_member(key, self.depth, UNIT, &mut self.out);
        } else {
            value.yaml_member(key, self.indent(), &mut self.out);
        }
    }

    /// Opens an object, which must get at least one member.
    pub(super) fn open(&mut self, key: &str) {
        self.start();
        if self.is_json {
            json_key(key, &mut self.out);
            self.out.push('{');
        } else {
            yaml_key(key, self.indent(), &mut self.out);
            self.out.push('\n');
        }
        self.depth += 1;
    }

    /// Closes the innermost open object.
    pub(super) fn close(&mut self) {
        self.depth -= 1;
        if self.is_json {
            line(self.depth, UNIT, &mut self.out);
            self.out.push('}');
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.close();
        if self.is_json {
            self.out.push('\n');
        }
        self.out
    }

    /// Returns the indentation in YAML.
    fn indent(&self) -> usize {
        (self.depth - 1) * UNIT.len()
    }

    /// Writes the text before a member.
    fn start(&mut self) {
        if !self.is_json {
            return blanks(self.indent(), &mut self.out);
        }
        if !self.out.ends_with('{') {
            self.out.push(',');
        }
        line(self.depth, UNIT, &mut self.out);
    }
}
