//! YAML and JSON say the same, whatever texts the catalog holds.

use error_catalog_codegen::Catalog;
use error_catalog_codegen::emit::openapi::document;
use error_catalog_test_support::openapi::{differ, options};
use error_catalog_test_support::scratch;
use serde_json::Value;

use super::all_catalogs;

/// Texts that break YAML, JSON or HTML where they are not escaped.
const TEXTS: [&str; 30] = [
    "a: b",
    "a #b",
    "# a",
    "&a",
    "*a",
    "!!tag x",
    "---",
    "...",
    "- a",
    "? a",
    "| a",
    "> a",
    "%YAML 1.2",
    "@a",
    "`a`",
    "{a}b",
    "[a",
    "'a'",
    "\"a\" \\ \\n",
    "a\nb\n\n  c\n",
    "\ttab\r\n",
    "</script><!-- -->",
    "👩‍🚀 é שלום",
    "\u{2028}\u{2029}\u{85}\u{feff}",
    "\u{1}\u{7f}\u{9f}\u{202e}",
    "yes",
    "Null",
    "0x1F",
    "1e3",
    " a ",
];

/// A catalog with each of these texts in every place that takes text.
pub(super) fn hostile() -> Catalog {
    let quoted = |text: &str| {
        let escape = |c: char| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\u{:04X}", c as u32),
            c => c.to_string(),
        };
        format!("\"{}\"", text.chars().map(escape).collect::<String>())
    };
    let all = quoted(&TEXTS.join(" "));
    let mut text = format!(
        "[catalog]\nname = \"hostile\"\ntitle = {all}\ndescription = {all}\nversion = {}\n\
         [rules]\nmessage-case = \"off\"\nfull-stop = \"off\"\nindistinct-errors = \"off\"\n\
         [attributes]\nowner = \"string\"\n",
        quoted(TEXTS[0])
    );
    for (at, hostile) in TEXTS.iter().enumerate() {
        let message = quoted(&hostile.replace('{', "{{").replace('}', "}}"));
        let hostile = quoted(hostile);
        text.push_str(&format!(
            "[status.{}]\ntitle = {hostile}\nwhen = {hostile}\n[errors.{}]\ncode = {}\nrust = \"Hostile{at}\"\nstatus = {}\nmessage = {message}\n\
             title = {hostile}\ndescription = {hostile}\nwhen = {hostile}\nfix = {hostile}\nretry = \"never\"\n\
             retry_note = {hostile}\nattributes = {{ owner = {hostile} }}\n\
             params = {{ p = {{ type = \"string\", wire = {hostile}, description = {hostile}, example = {hostile} }} }}\n",
            400 + at,
            // A name has no control characters; a code has any.
            quoted(&format!("{} {at}", TEXTS[at].replace(char::is_control, ""))),
            quoted(&format!("{} {at}", TEXTS[at])),
            400 + at,
        ));
    }
    let file = scratch("hostile-openapi").join("errors.toml");
    std::fs::write(&file, text).expect("a file");
    let error_catalog_codegen::Checked { catalog, report, .. } =
        error_catalog_codegen::check(&file).expect("a file");
    catalog.unwrap_or_else(|| panic!("{report}"))
}

fn say_the_same(catalog: &Catalog) {
    assert_eq!(differ(catalog), None);
}

#[test]
fn yaml_and_json_say_the_same() {
    for catalog in all_catalogs() {
        say_the_same(&catalog);
    }
}

#[test]
fn hostile_texts_are_text() {
    let catalog = hostile();
    say_the_same(&catalog);
    let json: Value =
        serde_json::from_str(&document(&catalog, &options(super::OpenApiVersion::V3_1, true, false)))
            .expect("JSON");
    assert_eq!(json["info"]["title"], TEXTS.join(" "));
    assert_eq!(json["components"]["examples"].as_object().expect("examples").len(), TEXTS.len());
    for example in json["components"]["examples"].as_object().expect("examples").values() {
        assert!(TEXTS.contains(&example["x-owner"].as_str().expect("text")), "{example}");
    }
}
