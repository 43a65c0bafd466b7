//! The catalog's keys, declared once: name, type, default or example, meaning.
//!
//! The unknown-key check and its suggestions, the type check and the checks of single values all come
//! from this table.

mod error;
mod generate;
mod key;
mod response;

pub use error::ERROR;
pub use key::{Key, Presence, Section, Type};
use key::{key, required};
use response::{ENVELOPE, RATE_LIMIT, RETRY_POLICY, STATUS};

use self::key::Type::{Bool, Either, Map, ParamType, Status, Table, Text, Texts, Word};

/// The whole catalog.
pub static ROOT: Section = Section {
    name: "",
    meaning: "A catalog: one file, or several that `include` joins.",
    keys: &[
        key("catalog", Table(&CATALOG), "", "The catalog itself."),
        key("rust", Table(&RUST), "", "How the generated Rust looks."),
        key(
            "envelope",
            Map(&Table(&ENVELOPE)),
            "`problem+json`; `bare` without HTTP",
            "The JSON around errors, by name; `default` serves where none is picked, and some are built in.",
        ),
        key(
            "context",
            Map(&ParamType),
            "",
            "Values that the caller supplies to an envelope, with their types.",
        ),
        key(
            "attributes",
            Map(&Either(&Word(ATTRIBUTE_TYPES), &Table(&ATTRIBUTE))),
            "",
            "Facts of your own about errors: each with its type, or as a table.",
        ),
        key(
            "retry",
            Map(&Table(&RETRY_POLICY)),
            "`never`, `immediate`, `after-header`",
            "Retry policies, by name.",
        ),
        key(
            "status",
            Map(&Table(&STATUS)),
            "",
            "What each HTTP status means in this API: `404`, or `4xx` and `5xx` for all others.",
        ),
        key("rate_limits", Map(&Table(&RATE_LIMIT)), "", "Rate limits, for the documentation."),
        key("category", Map(&Table(&CATEGORY)), "", "Categories; the key is the wire text."),
        key(
            "errors",
            Map(&Table(&ERROR)),
            "",
            "The errors; the key is the wire code unless `code` sets another.",
        ),
        key(
            "operations",
            Map(&Table(&OPERATION)),
            "",
            "Operations, each with the errors that it can answer with.",
        ),
        key(
            "framework",
            Map(&Text),
            "",
            "Which error stands for what the web framework answers by itself, by status: `404`, or `4xx` and `5xx` for all others.",
        ),
        key("retired", Map(&Table(&RETIRED)), "", "Codes that were, and can never be used again."),
        key("rules", Map(&Word(&["off", "warn", "error"])), "", "Rules of taste, turned off, down or up."),
        key("generate", Table(&generate::GENERATE), "", "What `error-catalog generate` makes, and where."),
    ],
};

/// The types that an attribute can have.
pub const ATTRIBUTE_TYPES: &[&str] = &["string", "template", "bool", "i64", "u64", "f64", "[string]"];

static ATTRIBUTE: Section = Section {
    name: "attributes.NAME",
    meaning: "A fact of your own about errors. `team = \"string\"` is short for `team = { type = \"string\" }`. A name has letters, digits, `_`, `-` and dots.",
    keys: &[
        required("type", Word(ATTRIBUTE_TYPES), "\"u64\"", "The type of its values."),
        key(
            "rust",
            Text,
            "the key in snake_case",
            "The name of its accessor, where an error has a function of that name already.",
        ),
    ],
};

static CATALOG: Section = Section {
    name: "catalog",
    meaning: "The catalog itself. In a file that another includes, only `include` may stand here.",
    keys: &[
        required(
            "name",
            Text,
            "\"leads\"",
            "The name: module and file names follow from it. Small letters, digits, `-` and `_`.",
        ),
        key("version", Text, "\"0.0.0\"", "The catalog's version."),
        key("title", Text, "the name", "The heading of the documentation."),
        key("description", Text, "", "The introduction of the documentation."),
        key("docs", Text, "", "Where an error is documented; `{code}` is put in, percent-encoded."),
        key("http", Bool, "true", "`false` for codes without HTTP: no error needs a status."),
        key(
            "domain",
            Text,
            "the name",
            "The service whose codes these are, as `$domain` shows it: `\"leads.example.com\"`.",
        ),
        key(
            "include",
            Texts,
            "",
            "Other files of the same catalog, relative to this one, in the catalog's project. Their names end in `.toml`, and none lies in a hidden folder. The project is the nearest folder around it that has `.git`; else the outermost that has `Cargo.toml`; else its own. Links are followed first.",
        ),
    ],
};

static RUST: Section = Section {
    name: "rust",
    meaning: "How the generated Rust looks.",
    keys: &[
        key("error", Text, "\"Error\"", "The name of the error enum."),
        key("code", Text, "\"Code\"", "The name of the code enum."),
        key("category", Text, "\"Category\"", "The name of the category enum."),
        key("constructors", Bool, "false", "Whether each error gets a function that makes it."),
        key(
            "responses",
            Bool,
            "true",
            "`false` where you turn errors into responses of a web framework on your own.",
        ),
        key(
            "non_exhaustive",
            Bool,
            "false",
            "Whether the enums are `#[non_exhaustive]`, for catalogs in a library of their own.",
        ),
        key(
            "texts",
            Texts,
            "",
            "Texts to keep in the binary: `\"description\"`, `\"fix\"`, `\"example\"` (of parameters).",
        ),
    ],
};

static CATEGORY: Section = Section {
    name: "category.NAME",
    meaning: "A category of errors. What stands here holds for each of them that does not say otherwise.",
    keys: &[
        key("title", Text, "the key", "The heading for people."),
        key("description", Text, "", "What the errors have in common."),
        key("rust", Text, "the key in UpperCamelCase", "The variant's name."),
        key("status", Status, "", "The status of its errors."),
        key("envelope", Text, "\"default\"", "The envelope of its errors."),
        key("retry", Text, "the status's", "The retry policy of its errors."),
        key("retry_note", Text, "", "What the documentation adds to the policy."),
    ],
};

static OPERATION: Section = Section {
    name: "operations.NAME",
    meaning: "An operation of the API: it gets an error enum of its own.",
    keys: &[
        key(
            "route",
            Text,
            "",
            "Method and path: `\"GET /v1/leads/{id}\"`. A fragment or a constant query tells operations on one path apart: `\"PUT /files/{id}#add_link\"`, `\"GET /{bucket}/{key+}?acl\"`. With `http = false` any text.",
        ),
        key("title", Text, "the key", "The heading for people."),
        key("rust", Text, "the key in UpperCamelCase, with `Error`", "The enum's name."),
        required("errors", Texts, "[\"NOT_FOUND\"]", "The errors that it can answer with, by their keys."),
    ],
};

static RETIRED: Section = Section {
    name: "retired.CODE",
    meaning: "A code that was.",
    keys: &[
        key("since", Text, "", "The version that retired it."),
        key("use", Text, "", "The error that took its place."),
        key("description", Text, "", "Why it is gone."),
    ],
};

/// Every kind of table, in the order of the reference.
pub static SECTIONS: &[&Section] = &[
    &CATALOG,
    &RUST,
    &ENVELOPE,
    &ATTRIBUTE,
    &RETRY_POLICY,
    &STATUS,
    &RATE_LIMIT,
    &CATEGORY,
    &ERROR,
    &error::PARAM,
    &error::ISSUES,
    &error::SOURCE,
    &error::TRIGGER,
    &OPERATION,
    &RETIRED,
    &generate::GENERATE,
    &generate::OPENAPI,
    &generate::HTML,
    &generate::TEMPLATE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_listed_and_no_key_twice() {
        for section in SECTIONS.iter().chain([&&ROOT]) {
            for (i, key) in section.keys.iter().enumerate() {
                assert!(
                    section.keys[..i].iter().all(|k| k.name != key.name),
                    "{}.{}",
                    section.name,
                    key.name
                );
                assert!(key.meaning.ends_with('.'), "{}.{}", section.name, key.name);
            }
        }
    }

    #[test]
    fn every_required_key_has_an_example_of_its_type() {
        let mut examples: Vec<(&str, &str)> = Vec::new();
        for section in SECTIONS {
            for key in section.keys {
                let place = format!("{}.{}", section.name, key.name);
                if let Presence::Required { example } = key.presence {
                    let text = format!("{} = {example}", key.name);
                    let table = crate::catalog::parse::parse(0, &text);
                    let table = table.unwrap_or_else(|_| panic!("{place}: invalid TOML: {text}"));
                    assert_eq!(table.entries.len(), 1, "{place}");
                    assert!(crate::catalog::shape::fits(&key.ty, &table.entries[0].value), "{place}: {text}");
                    examples.push((key.name, example));
                }
            }
        }
        // What is written for one key is of no use for another.
        for (i, (name, example)) in examples.iter().enumerate() {
            let is_same = |(other, same): &&(&str, &str)| other != name && same == example;
            assert_eq!(examples[..i].iter().find(is_same), None, "{name}");
        }
    }
}
