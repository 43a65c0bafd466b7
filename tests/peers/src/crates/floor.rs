//! The floor: what a person would write who packs everything, without `unsafe`. All text is one literal, all numbers are
//! bytes; a match finds the row; a table of open addresses finds a code. It documents nothing and decodes nothing.

use std::fmt::Write;

use super::Files;
use crate::list::{CATEGORIES, Item, STATUSES};

/// What the floors of all sizes link, as ours do.
pub(super) fn write_runtime() {
    let folder = super::workspace().join("floor-runtime");
    let manifest = "[package]\nname = \"floor-runtime\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\naxum-core = \"0.5\"\nhttp = \"1\"\n";
    super::write(&folder.join("Cargo.toml"), manifest);
    super::write(&folder.join("src/lib.rs"), include_str!("floor_runtime.rs"));
}

pub(super) fn files(items: &[Item]) -> (String, Files) {
    let manifest =
        "[dependencies]\nfloor-runtime = { path = \"../floor-runtime\" }\naxum-core = \"0.5\"\nserde = { version = \"1\", default-features = false }\n".into();
    (manifest, vec![("src/lib.rs", source(items))])
}

fn source(items: &[Item]) -> String {
    let mut out = String::from("pub enum Error {\n");
    for item in items {
        let _ = writeln!(
            out,
            "    /// {}\n    ///\n    /// {}\n    {},",
            item.description,
            item.fix,
            super::stack::declared(item)
        );
    }
    out += "}\n\n#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum Code {\n";
    for item in items {
        let _ = writeln!(out, "    {},", item.variant);
    }
    out += "}\n\nimpl Code {\n    pub const ALL: &'static [Self] = &[";
    for item in items {
        let _ = write!(out, "Self::{}, ", item.variant);
    }
    out += "];\n}\n\nimpl Error {\n    fn row(&self) -> usize {\n        match self {\n";
    for (row, item) in items.iter().enumerate() {
        let _ = writeln!(out, "            Self::{} {{ .. }} => {row},", item.variant);
    }
    out += "        }\n    }\n\n    fn args(&self) -> [&str; 2] {\n        match self {\n";
    for (fields, value, count) in [("name", "[name, \"\"]", 1), ("name, reason", "[name, reason]", 2)] {
        let arms: Vec<String> = items
            .iter()
            .filter(|item| item.params.len() == count)
            .map(|item| format!("Self::{} {{ {fields} }}", item.variant))
            .collect();
        let _ = writeln!(out, "            {} => {value},", arms.join(" | "));
    }
    out += "            _ => [\"\", \"\"],\n        }\n    }\n}\n\n";
    out + &tables(items) + include_str!("floor_glue.rs")
}

/// The literals: a row is where its text starts, the lengths of code and the three parts of its message, and its facts.
fn tables(items: &[Item]) -> String {
    let (mut text, mut rows) = (String::new(), Vec::<u8>::new());
    for item in items {
        let parts: Vec<&str> = item.message.split(['{', '}']).collect();
        let literal = |place: usize| parts.get(place).copied().unwrap_or("");
        let constant = if item.params.is_empty() { body(item) } else { String::new() };
        rows.extend((text.len() as u32).to_le_bytes());
        rows.extend((constant.len() as u16).to_le_bytes());
        rows.extend(STATUSES[item.status].0.to_le_bytes());
        let lengths = [item.code.as_str(), literal(0), literal(2), literal(4)].map(|part| {
            text.push_str(part);
            part.len() as u8
        });
        rows.extend(lengths);
        rows.extend([item.category as u8, item.params.len() as u8, 0, 0]);
        text.push_str(&constant);
    }
    let slots = (items.len() * 2).next_power_of_two();
    let mut table = vec![u16::MAX; slots];
    for (row, item) in items.iter().enumerate() {
        let mut slot = mix(item.code.as_bytes()) as usize & (slots - 1);
        while table[slot] != u16::MAX {
            slot = (slot + 1) & (slots - 1);
        }
        table[slot] = row as u16;
    }
    let table: Vec<u8> = table.iter().flat_map(|row| row.to_le_bytes()).collect();
    format!(
        "static TABLES: floor_runtime::Tables = floor_runtime::Tables {{\n    text: {text:?},\n    rows: b\"{}\",\n    slots: b\"{}\",\n    categories: &{CATEGORIES:?},\n}};\n\n",
        rows.escape_ascii(),
        table.escape_ascii()
    )
}

/// The body of an error without parameters: it is a constant.
fn body(item: &Item) -> String {
    let (code, message) = (&item.code, &item.message);
    let (status, category) = (STATUSES[item.status].0, CATEGORIES[item.category]);
    format!(
        "{{\"error\":{{\"code\":\"{code}\",\"message\":\"{message}\",\"status\":{status},\"category\":\"{category}\"}}}}"
    )
}

/// As in `floor_runtime.rs`.
fn mix(text: &[u8]) -> u64 {
    let mut state = text.len() as u64;
    for chunk in text.chunks(8) {
        let word = chunk.iter().rev().fold(0u64, |word, byte| word << 8 | u64::from(*byte));
        state = (state ^ word).wrapping_mul(0xA076_1D64_78BD_642F).rotate_left(29);
    }
    state
}
