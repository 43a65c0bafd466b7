//! The reference of the catalog format, as Markdown.

use std::fmt::Write;

use super::examples::EXAMPLES;
use crate::catalog::keys::{Key, Presence, ROOT, Section, Type};
use crate::catalog::limits;
use crate::file;

/// Returns the reference page of the catalog format: every table with its keys, their types,
/// defaults and meanings, and an example.
///
/// ```
/// let page = error_catalog_codegen::emit::format::reference();
/// assert!(page.contains("| `message` | template | required |"));
/// ```
pub fn reference() -> String {
    let mut page = Page { out: INTRODUCTION.to_owned() };
    page.contents();
    for key in ROOT.keys {
        match section_of(&key.ty) {
            Some(section) => page.section(section, None),
            None => page.values(key),
        }
    }
    page.out.push_str(TYPES);
    page.limits();
    page.out.push_str(HEADERS);
    page.example("headers");
    page.out.truncate(page.out.trim_end().len());
    page.out.push('\n');
    page.out
}

const INTRODUCTION: &str = "\
# The catalog format

<!-- Written by `error-catalog schema --format markdown`: edit codegen/src/catalog/keys.rs instead. -->

A catalog is one TOML file, or several files joined with `include`.
This page describes all tables, keys and values. `error-catalog check` reports any other.
For editors, `error-catalog schema` prints the same as a JSON Schema.

`CODE`, `NAME` and `NUMBER` are placeholders for your own names.

";

const TYPES: &str = "\
## Types

| type | description |
| --- | --- |
| string | text, or a name defined elsewhere in the catalog |
| template | text with placeholders such as `{name}`; `{{` and `}}` are literal braces; for `headers` see [values in headers](#values-in-headers), for messages [optional segments](#optional-segments) |
| envelope | the JSON of an envelope, or a header value; `$name` is a placeholder for a value, `{name}` for a value inside longer text; see [values in headers](#values-in-headers) |
| boolean | `true` or `false` |
| count | a whole number from 0 to 4294967295 |
| status | an HTTP status with a body: 200 to 599, without 204, 205 and 304 |
| duration | one or more whole numbers, each with a unit (`ms`, `s`, `m`, `h`, `d`): `\"500ms\"`, `\"1h30m\"` |
| parameter type | `\"string\"`, `\"bool\"`, `\"i64\"`, `\"u64\"`, `\"f64\"`, `\"timestamp\"`, `\"uuid\"`, `\"json\"`, or a list of one of them: `\"[string]\"` |
| scalar | a string, a number or a boolean |
| strings | a string, or a list of strings |
| value | a string, a number, a boolean, or a list of strings |
";

const HEADERS: &str = "
### Optional segments

In `message` and `log`, `{name?:…}` is an optional segment. It is omitted if the optional parameter `name` is absent.
`\"Down{until?: until {until}}.\"` renders as `Down.` without a value for `until`.
A segment can contain text and placeholders.
A template can have at most three segments, and segments cannot nest.
The documentation shows a segment in brackets: `Down[ until {until}].`
Examples include every segment.

## Values in headers

In a quoted string of a header, each `\"` and `\\` of a value is escaped with a backslash (RFC 9110 §5.6.4).
A filter after the name of a placeholder encodes the value.
Filters are allowed only in `headers`.

| filter | description |
| --- | --- |
| `{name\\|uri}` | percent-encodes all characters except letters, digits and `-._~` (RFC 3986), in UTF-8 |

A header is omitted if one of its values is absent.
It is also omitted if its text contains other characters than visible ASCII, spaces and tabs, or begins or ends with a space (RFC 9110 §5.5).
The values of a header can have at most 2048 bytes together.
A longer header is omitted.
To send such text, write `{name|uri}`; `filename*=UTF-8''{name|uri}` is the form of RFC 8187.
A list sends one header per value.
";

struct Page {
    out: String,
}

impl Page {
    /// Writes the limits of a catalog.
    fn limits(&mut self) {
        let size = |bytes: usize| format!("{} KiB", bytes >> 10);
        self.line(
            "\n### Limits\n\nThe rule `catalog-limit` enforces these limits before any other rule runs.\n\n\
             | item | limit |\n| --- | --- |",
        );
        let texts = [
            ("a name or a wire code", format!("{} characters", limits::NAME)),
            ("`body` of an envelope", size(limits::BODY)),
            ("any other text", size(limits::TEXT)),
            ("a file of the catalog", format!("{} MiB", file::LARGEST_CATALOG >> 20)),
            ("levels of nested includes", limits::INCLUDES.to_string()),
        ];
        let entries = limits::ENTRIES.iter().map(|(path, most, what)| {
            let path = path.join(".").replace(".*.", ".NAME.").replace("errors.NAME", "errors.CODE");
            (format!("{what} in `{path}`"), most.to_string())
        });
        for (what, most) in texts.map(|(what, most)| (what.to_owned(), most)).into_iter().chain(entries) {
            self.line(&format!("| {what} | {most} |"));
        }
        self.line(
            "\nA report shows at most 1,000 errors and 1,000 warnings, and the number of the \
                others.\nThe search for similar names in help lines has a time budget.",
        );
    }

    /// Writes the list of tables, nested as in a catalog.
    fn contents(&mut self) {
        for key in ROOT.keys {
            self.content(key, section_of(&key.ty), 0);
        }
        self.line("");
    }

    fn content(&mut self, key: &Key, section: Option<&Section>, depth: usize) {
        let (indent, link) = ("  ".repeat(depth), link(section.map_or(key.name, |section| section.name)));
        let default = match default(key).as_str() {
            "" | "required" | "`false`" => String::new(),
            default => format!(" Default: {default}."),
        };
        self.line(&format!("{indent}- {link}: {}{default}", escaped(key.meaning)));
        for (key, inner) in section.into_iter().flat_map(nested) {
            self.content(key, Some(inner), depth + 1);
        }
    }

    /// Writes a table with its keys, then its nested tables.
    fn section(&mut self, section: &Section, parent: Option<(&Section, &Key)>) {
        self.line(&format!("## `{}`\n\n{}\n", section.name, escaped(section.meaning)));
        if let Some((parent, key)) = parent {
            self.line(&format!("Part of {}, as the key `{}`.\n", link(parent.name), key.name));
        }
        self.line("| key | type | default | meaning |\n| --- | --- | --- | --- |");
        for key in section.keys {
            let (name, ty, default) = (key.name, type_name(&key.ty), default(key));
            self.line(&format!("| `{name}` | {ty} | {default} | {} |", escaped(key.meaning)));
        }
        self.example(section.name);
        for (key, inner) in nested(section) {
            self.section(inner, Some((section, key)));
        }
    }

    /// Writes a table of values with user-defined names.
    fn values(&mut self, key: &Key) {
        let ty = match &key.ty {
            Type::Map(ty) => type_name(ty),
            ty => type_name(ty),
        };
        self.line(&format!("## `{}`\n\n{}\n\nEach value: {ty}.", key.name, escaped(key.meaning)));
        self.example(key.name);
    }

    fn example(&mut self, name: &str) {
        if let Some((_, example)) = EXAMPLES.iter().find(|(of, _)| *of == name) {
            self.line(&format!("\n```toml\n{}\n```", example.trim()));
        }
        self.line("");
    }

    fn line(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{text}");
    }
}

/// Returns the nested tables, each with its key.
fn nested(section: &Section) -> impl Iterator<Item = (&'static Key, &'static Section)> {
    section.keys.iter().filter_map(|key| Some((key, section_of(&key.ty)?)))
}

/// Returns the table of a key with this type.
fn section_of(ty: &Type) -> Option<&'static Section> {
    match ty {
        Type::Table(section) | Type::Tables(section) => Some(section),
        Type::Map(ty) => section_of(ty),
        Type::Either(a, b) => section_of(a).or_else(|| section_of(b)),
        _ => None,
    }
}

fn type_name(ty: &Type) -> String {
    match ty {
        Type::Text => "string".into(),
        Type::Template => "template".into(),
        Type::Envelope => "envelope".into(),
        Type::Bool => "boolean".into(),
        Type::Count => "count".into(),
        Type::Status => "status".into(),
        Type::Duration => "duration".into(),
        Type::Word(words) => words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", "),
        Type::ParamType => "parameter type".into(),
        Type::Code => "string or whole number".into(),
        Type::Scalar => "scalar".into(),
        Type::Texts => "strings".into(),
        Type::OneOrMore(ty) => format!("{}, or a list", type_name(ty)),
        Type::Value => "value".into(),
        Type::Table(section) => format!("table: {}", link(section.name)),
        Type::Tables(section) => format!("list of tables: {}", link(section.name)),
        Type::Map(ty) => format!("table of names to {}", type_name(ty)),
        Type::Either(a, b) => format!("{} or {}", type_name(a), type_name(b)),
    }
}

/// Returns the default as a cell, with values as code.
fn default(key: &Key) -> String {
    match key.presence {
        Presence::Required { .. } => "required".to_owned(),
        Presence::Optional { default } if default.starts_with('"') => format!("`{default}`"),
        Presence::Optional { default: value @ ("true" | "false") } => format!("`{value}`"),
        Presence::Optional { default } => escaped(default),
    }
}

/// Returns a link to the heading of a table, with an anchor as on GitHub.
fn link(name: &str) -> String {
    let anchor: String = name.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
    format!("[`{name}`](#{})", anchor.to_lowercase())
}

/// Escapes text for a cell of a Markdown table.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}
