//! Documents as people write them: one and the same data in many styles, from a seed.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

/// Numbers that depend on the seed alone (SplitMix64).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).expect("below the bound")
    }

    pub(super) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub(super) fn one<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn shuffled<T>(&mut self, mut all: Vec<T>) -> Vec<T> {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
        all
    }
}

/// The sections that are filled, and others.
const SECTIONS: [&str; 6] = ["schemas", "responses", "headers", "examples", "securitySchemes", "parameters"];

/// The data of a document with the operations `GET /a/{id}` and `POST /b`, each of which has a response with a status of
/// `by_hand`. Each key order comes up, every section last.
pub(super) fn data(random: &mut Random, by_hand: &[&str]) -> Value {
    let member = |random: &mut Random| match random.below(5) {
        0 => json!({ "description": text(random) }),
        1 => json!({ "description": text(random), "x-list": ["a", text(random), { "b": 1 }] }),
        2 => json!({ "type": "object", "properties": { "404": { "type": "string" }, "components": {} } }),
        3 => json!({ "x-nested": { "components": { "schemas": { "Own": {} } }, "responses": [] } }),
        _ => json!({}),
    };
    let mut components = Map::new();
    for section in random.shuffled(SECTIONS.to_vec()) {
        if random.percent(60) {
            let own = (0..random.below(3)).map(|at| (format!("Own{at}"), member(random))).collect();
            components.insert(section.to_owned(), Value::Object(own));
        }
    }
    let operation = |random: &mut Random| {
        let own = json!({ "description": "by hand" });
        let mut responses = Map::new();
        let statuses = [&["200", "default"], by_hand].concat();
        for status in random.shuffled(statuses) {
            if random.percent(70) || by_hand.contains(&status) {
                responses.insert(status.to_owned(), own.clone());
            }
        }
        let mut operation = Map::new();
        for key in random.shuffled(vec!["summary", "responses", "tags", "description"]) {
            let value = match key {
                "responses" => Value::Object(responses.clone()),
                "tags" => json!(["a", "b"]),
                _ => text(random),
            };
            operation.insert(key.to_owned(), value);
        }
        Value::Object(operation)
    };
    let mut paths = Map::new();
    for path in random.shuffled(vec!["/a/{id}", "/b", "/other"]) {
        let method = if path == "/b" { "post" } else { "get" };
        let mut item = Map::new();
        if random.percent(40) {
            item.insert("parameters".to_owned(), json!([{ "name": "id", "in": "path" }]));
        }
        item.insert(method.to_owned(), operation(random));
        paths.insert(path.to_owned(), Value::Object(item));
    }
    let mut root = Map::new();
    for key in random.shuffled(vec!["openapi", "info", "paths", "components", "tags", "x-own"]) {
        let value = match key {
            "openapi" => "3.1.1".into(),
            "info" => json!({ "title": text(random), "version": "1", "description": text(random) }),
            "paths" => Value::Object(paths.clone()),
            "components" => Value::Object(components.clone()),
            "tags" => json!([{ "name": "a", "description": text(random) }, { "name": "b" }]),
            _ => json!({ "components": { "schemas": {} }, "paths": [[1, 2], [], null, true] }),
        };
        root.insert(key.to_owned(), value);
    }
    Value::Object(root)
}

/// A text that looks like something else.
fn text(random: &mut Random) -> Value {
    let texts = [
        "A lead",
        "it's \"quoted\"",
        "components: none",
        "several\nlines\n",
        "paths:\n  /a:\n    get: {}\n",
        "- a # no comment",
        "# error-catalog:begin\n# error-catalog:end\n",
        "[ { not closed",
        "é שלום\ttab",
        "a long text that goes on and on, over the end of a line: or so",
        "",
        "404",
        "no",
    ];
    random.one(&texts).into()
}

/// How a document of YAML is written.
pub(super) struct Style {
    /// Blanks of each level.
    pub(super) unit: usize,
    /// `true` if the dashes of lists stand below their key.
    dashes_in: bool,
    comments: usize,
    flow: usize,
    anchors: usize,
    /// The anchor of each text that has one.
    anchor_of: HashMap<String, String>,
    /// `true` if the last line is one of a block scalar: what is indented as far goes on with it.
    is_scalar_open: bool,
}

impl Style {
    pub(super) fn new(random: &mut Random) -> Self {
        Self {
            unit: random.one(&[1, 2, 2, 3, 4, 8]),
            dashes_in: random.percent(50),
            comments: random.one(&[0, 10, 30]),
            flow: random.one(&[0, 20, 70]),
            anchors: random.one(&[0, 0, 20]),
            anchor_of: HashMap::new(),
            is_scalar_open: false,
        }
    }

    /// The document as text: block mappings down to the responses and the components, anything below.
    pub(super) fn yaml(&mut self, random: &mut Random, data: &Value) -> String {
        let mut out = String::new();
        out.push_str(random.one(&[
            "",
            "",
            "---\n",
            "# ours\n",
            "\u{feff}",
            "%YAML 1.2\n---\n",
            "--- # start\n",
        ]));
        self.members(random, data.as_object().expect("an object"), 0, &mut Vec::new(), &mut out);
        out.push_str(random.one(&["", "", "# the end\n", "\n\n", "...\n", "...\n# behind\n"]));
        if random.percent(20) {
            out.truncate(out.trim_end().len());
        }
        if random.percent(20) { out.replace('\n', "\r\n") } else { out }
    }

    /// `true` where a merge puts something: there is nothing but a block there.
    fn is_block(path: &[String]) -> bool {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        matches!(
            path[..],
            ["components" | "paths"] | ["components" | "paths", _] | ["paths", _, "get" | "post"]
        ) || matches!(path[..], ["paths", _, "get" | "post", "responses"])
    }

    fn members(
        &mut self,
        random: &mut Random,
        members: &Map<String, Value>,
        column: usize,
        path: &mut Vec<String>,
        out: &mut String,
    ) {
        for (key, value) in members {
            self.comment(random, column, out);
            self.is_scalar_open = false;
            out.push_str(&" ".repeat(column));
            path.push(key.clone());
            out.push_str(&quoted_key(random, key, path.len() == 1 || Self::is_block(path)));
            self.value(random, value, column, path, out);
            path.pop();
        }
    }

    /// What stands behind a colon, up to the end of the line.
    fn value(
        &mut self,
        random: &mut Random,
        value: &Value,
        column: usize,
        path: &mut Vec<String>,
        out: &mut String,
    ) {
        let is_block = Self::is_block(path);
        match value {
            Value::Object(members) if is_block && members.is_empty() => self.line_end(random, out),
            Value::Object(members) if !members.is_empty() && (is_block || !random.percent(self.flow)) => {
                self.line_end(random, out);
                self.members(random, members, column + self.unit, path, out);
            }
            Value::Array(items) if !items.is_empty() && !random.percent(self.flow) => {
                self.line_end(random, out);
                let column = if self.dashes_in { column } else { column + self.unit };
                for item in items {
                    out.push_str(&format!("{}- {}\n", " ".repeat(column), flow(random, item)));
                }
            }
            Value::Array(_) | Value::Object(_) => {
                out.push(' ');
                let text = flow(random, value);
                // Over several lines, as formatters break them.
                let line = format!("\n{}", " ".repeat(column + self.unit));
                out.push_str(&if random.percent(30) {
                    text.replace(", ", &format!(",{line}"))
                } else {
                    text
                });
                self.line_end(random, out);
            }
            Value::String(text) => self.text(random, text, column, out),
            other => {
                out.push_str(&format!(" {other}"));
                self.line_end(random, out);
            }
        }
    }

    fn text(&mut self, random: &mut Random, text: &str, column: usize, out: &mut String) {
        let indent = " ".repeat(column + self.unit);
        if let Some(anchor) = self.anchor_of.get(text)
            && random.percent(self.anchors * 2)
        {
            out.push_str(&format!(" *{anchor}"));
            return self.line_end(random, out);
        }
        if !self.anchor_of.contains_key(text) && random.percent(self.anchors) {
            let anchor = format!("t{}", self.anchor_of.len());
            out.push_str(&format!(" &{anchor}"));
            self.anchor_of.insert(text.to_owned(), anchor);
        }
        // A block scalar that keeps each line end.
        if text.ends_with('\n') && text.lines().count() > 1 && random.percent(60) {
            out.push_str(random.one(&[" |\n", " |  # kept\n"]));
            text.lines().for_each(|line| out.push_str(&format!("{indent}{line}\n")));
            self.is_scalar_open = true;
            return;
        }
        let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | ','))
            && text != "no";
        let text = match random.below(3) {
            0 if is_plain => {
                text.replace(' ', &if random.percent(30) { format!("\n{indent}") } else { " ".to_owned() })
            }
            1 if !text.contains(['\n', '\t']) => {
                let text = text.replace('\'', "''");
                // A line of a text in quotes goes on below.
                format!(
                    "'{}'",
                    if random.percent(30) { text.replacen(", ", &format!(",\n{indent}"), 1) } else { text }
                )
            }
            _ => Value::from(text).to_string(),
        };
        out.push_str(&format!(" {text}"));
        self.line_end(random, out);
    }

    fn line_end(&self, random: &mut Random, out: &mut String) {
        if random.percent(self.comments) {
            out.push_str(random.one(&[
                "  # note",
                " # components:",
                " #\ttab",
                "   ",
                " # error-catalog:begin",
            ]));
        }
        out.push('\n');
    }

    fn comment(&mut self, random: &mut Random, column: usize, out: &mut String) {
        if random.percent(self.comments) {
            let further = if self.is_scalar_open { column } else { column + 3 };
            let column = random.one(&[0, column, further]);
            let text = random.one(&[
                "",
                "# note",
                "# components:",
                "#\ttab: {",
                "# 'open",
                "# error-catalog: begin",
            ]);
            out.push_str(&format!("{}{text}\n", " ".repeat(column)));
        }
    }
}

/// A key with its colon.
fn quoted_key(random: &mut Random, key: &str, is_known: bool) -> String {
    let is_number = key.bytes().all(|byte| byte.is_ascii_digit());
    match random.below(4) {
        0 if !is_number || is_known => format!("\"{key}\":"),
        1 => format!("'{key}':"),
        _ if is_number => format!("'{key}':"),
        _ => format!("{key}:"),
    }
}

/// A value in brackets, on one line.
fn flow(random: &mut Random, value: &Value) -> String {
    let space = random.one(&["", " "]);
    match value {
        Value::Object(members) => {
            let members: Vec<_> =
                members.iter().map(|(key, value)| format!("\"{key}\": {}", flow(random, value))).collect();
            format!("{{{space}{}{space}}}", members.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| flow(random, item)).collect();
            format!("[{space}{}{space}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

/// The document as JSON: in lines that are indented in some way, or in one line.
pub(super) fn json(random: &mut Random, data: &Value) -> String {
    use serde::Serialize;
    let indent = random.one(&["", " ", "  ", "   ", "    ", "\t", "        "]);
    let text = if indent.is_empty() {
        data.to_string()
    } else {
        let mut out = Vec::new();
        let formatter = serde_json::ser::PrettyFormatter::with_indent(indent.as_bytes());
        data.serialize(&mut serde_json::Serializer::with_formatter(&mut out, formatter)).expect("JSON");
        String::from_utf8(out).expect("text")
    };
    let text = text + random.one(&["", "\n", "\n\n"]);
    let text = if random.percent(20) { text.replace("\": ", "\" :") } else { text };
    if random.percent(20) { text.replace('\n', "\r\n") } else { text }
}
