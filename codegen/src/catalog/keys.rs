//! The key table: name, type, default or example, and meaning of every key.
//!
//! The rules for unknown keys, types and values use this table.

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
    meaning: "A catalog: one file, or several files joined with `include`.",
    keys: &[
        key("catalog", Table(&CATALOG), "", "The catalog itself."),
        key("rust", Table(&RUST), "", "Settings of the generated Rust code."),
        key(
            "envelope",
            Map(&Table(&ENVELOPE)),
            "`problem+json`; `bare` without HTTP",
            "Envelopes: the JSON bodies of error responses. Errors use `default` unless they set \
                `envelope`. Some envelopes are built in.",
        ),
        key(
            "context",
            Map(&ParamType),
            "",
            "Values that the server supplies to envelopes, with their types.",
        ),
        key(
            "attributes",
            Map(&Either(&Word(ATTRIBUTE_TYPES), &Table(&ATTRIBUTE))),
            "",
            "Attributes: additional data of your own for errors. Each has a type, or a table.",
        ),
        key("retry", Map(&Table(&RETRY_POLICY)), "`never`, `immediate`, `after-header`", "Retry policies."),
        key(
            "status",
            Map(&Table(&STATUS)),
            "",
            "The meaning of each HTTP status in this API: `404`, or `4xx` and `5xx` for all others.",
        ),
        key("rate_limits", Map(&Table(&RATE_LIMIT)), "", "Rate limits, for the documentation."),
        key("category", Map(&Table(&CATEGORY)), "", "Categories of errors. The key is the name on the wire."),
        key(
            "errors",
            Map(&Table(&ERROR)),
            "",
            "The errors. The key is the wire code, unless `code` sets another.",
        ),
        key(
            "operations",
            Map(&Table(&OPERATION)),
            "",
            "Operations of the API, each with its possible errors.",
        ),
        key(
            "framework",
            Map(&Text),
            "",
            "The errors that replace the web framework's own responses, by status: `404`, or `4xx` and \
                `5xx` for all others.",
        ),
        key("retired", Map(&Table(&RETIRED)), "", "Retired codes. They cannot be used again."),
        key(
            "rules",
            Map(&Word(&["off", "warn", "error"])),
            "",
            "The severity of rules that warn by default.",
        ),
        key(
            "generate",
            Table(&generate::GENERATE),
            "",
            "The outputs of `error-catalog generate`, and their paths.",
        ),
    ],
};

/// The types of attributes.
pub const ATTRIBUTE_TYPES: &[&str] = &["string", "template", "bool", "i64", "u64", "f64", "[string]"];

static ATTRIBUTE: Section = Section {
    name: "attributes.NAME",
    meaning: "Additional data of your own for errors. `team = \"string\"` is short for `team = { type \
        = \"string\" }`. A name can contain letters, digits, `_`, `-` and dots.",
    keys: &[
        required("type", Word(ATTRIBUTE_TYPES), "\"u64\"", "The type of its values."),
        key(
            "rust",
            Text,
            "the key in snake_case",
            "The name of the accessor. Set it if errors already have a function with the default name.",
        ),
    ],
};

static CATALOG: Section = Section {
    name: "catalog",
    meaning: "The catalog itself. In an included file, only `include` is allowed here.",
    keys: &[
        required(
            "name",
            Text,
            "\"leads\"",
            "The name of the catalog, used for module and file names. It can contain lowercase \
                letters, digits, `-` and `_`.",
        ),
        key("version", Text, "\"0.0.0\"", "The version of the catalog."),
        key("title", Text, "the name", "The title of the documentation."),
        key("description", Text, "", "The introduction of the documentation."),
        key(
            "docs",
            Text,
            "",
            "The URL of the documentation of an error. `{code}` is replaced by the \
            percent-encoded code.",
        ),
        key("http", Bool, "true", "`false` for errors without HTTP. Errors then have no status."),
        key("domain", Text, "the name", "The name of the service, for `$domain`: `\"leads.example.com\"`."),
        key(
            "include",
            Texts,
            "",
            "Other files of this catalog, as paths relative to this file. Their names must end in \
                `.toml`. They must be in the project of the catalog and not in a hidden folder. The \
                project is the nearest parent folder with `.git`. Without `.git`, it is the outermost \
                parent folder with `Cargo.toml`, or else the folder of the catalog. Symbolic links are \
                resolved first.",
        ),
    ],
};

static RUST: Section = Section {
    name: "rust",
    meaning: "Settings of the generated Rust code.",
    keys: &[
        key("error", Text, "\"Error\"", "The name of the error enum."),
        key("code", Text, "\"Code\"", "The name of the code enum."),
        key("category", Text, "\"Category\"", "The name of the category enum."),
        key("constructors", Bool, "false", "If `true`, each error has a constructor function."),
        key("responses", Bool, "true", "If `false`, no implementations for web frameworks are generated."),
        key(
            "non_exhaustive",
            Bool,
            "false",
            "If `true`, the enums are `#[non_exhaustive]`, for catalogs in a library.",
        ),
        key(
            "texts",
            Texts,
            "",
            "Additional texts to include in the binary: `\"description\"`, `\"fix\"`, `\"example\"` \
                (of parameters).",
        ),
    ],
};

static CATEGORY: Section = Section {
    name: "category.NAME",
    meaning: "A category of errors. Its settings apply to all of its errors that do not override them.",
    keys: &[
        key("title", Text, "the key", "The title in the documentation."),
        key("description", Text, "", "The description in the documentation."),
        key("rust", Text, "the key in UpperCamelCase", "The name of the Rust variant."),
        key("status", Status, "", "The status of its errors."),
        key("envelope", Text, "\"default\"", "The envelope of its errors."),
        key("retry", Text, "the status's", "The retry policy of its errors."),
        key("retry_note", Text, "", "A note on the retry policy, for the documentation."),
    ],
};

static OPERATION: Section = Section {
    name: "operations.NAME",
    meaning: "An operation of the API. Each operation has its own error enum.",
    keys: &[
        key(
            "route",
            Text,
            "",
            "Method and path: `\"GET /v1/leads/{id}\"`. A fragment or a constant query distinguishes \
                operations with the same path: `\"PUT /files/{id}#add_link\"`, `\"GET \
                /{bucket}/{key+}?acl\"`. With `http = false`, any text.",
        ),
        key("title", Text, "the key", "The title in the documentation."),
        key("rust", Text, "the key in UpperCamelCase, with `Error`", "The name of the Rust enum."),
        required("errors", Texts, "[\"NOT_FOUND\"]", "The possible errors, by their keys."),
    ],
};

static RETIRED: Section = Section {
    name: "retired.CODE",
    meaning: "A retired code.",
    keys: &[
        key("since", Text, "", "The version that retired the code."),
        key("use", Text, "", "The error that replaces it."),
        key("description", Text, "", "The reason."),
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
        // An example of one key must not be the example of another.
        for (i, (name, example)) in examples.iter().enumerate() {
            let is_same = |(other, same): &&(&str, &str)| other != name && same == example;
            assert_eq!(examples[..i].iter().find(is_same), None, "{name}");
        }
    }
}
