//! What a catalog says of a class of statuses holds for all of them that have nothing else to say.

use error_catalog_codegen::catalog::{Catalog, OpenApiVersion};
use error_catalog_codegen::{Checked, check_text, emit};
use serde_json::{Value, json};

const CATALOG: &str = r#"
[catalog]
name = "classes"

[retry.slow]
kind = "fixed"
base = "10s"

[status]
4xx = { when = "The request is wrong", retry = "never", retry_note = "Change the request" }
404 = { title = "Nothing there", description = "Look elsewhere" }
429 = { when = "Too fast", retry = "slow" }
5xx = { title = "Our fault", description = "More of it", listed = false }

[category]
busy = { status = 503, retry = "slow" }

[errors]
MISSING = { status = 404, message = "Missing" }
WRONG   = { status = 400, message = "Wrong" }
FAST    = { status = 429, message = "Fast" }
BROKEN  = { status = 500, message = "Broken" }
BUSY    = { category = "busy", message = "Busy" }
OWN     = { status = 400, message = "Own", retry = "immediate", title = "Ours" }

[operations]
read = { route = "GET /a", errors = ["MISSING", "WRONG", "BROKEN"] }
"#;

fn catalog() -> Catalog {
    let Checked { catalog, report, .. } = check_text("errors.toml", CATALOG).expect("a text");
    assert_eq!(report.diagnostics().len(), 0, "{report}");
    catalog.unwrap_or_else(|| panic!("{report}"))
}

fn named<'v>(all: &'v Value, name: &str) -> &'v Value {
    let found = all.as_array().and_then(|all| all.iter().find(|item| item["name"] == name));
    found.unwrap_or_else(|| panic!("{name} in {all:#}"))
}

#[test]
fn a_status_says_what_its_class_says_where_it_is_silent() {
    let export = emit::export(&catalog());
    let row = |name: &str, key: &str| named(&export["statuses"], name)[key].clone();
    assert_eq!(row("404", "title"), "Nothing there");
    assert_eq!(row("404", "when"), "The request is wrong");
    assert_eq!(row("404", "retry")["policy"], "never");
    assert_eq!(row("404", "retry")["note"], "Change the request");
    assert_eq!((row("404", "status"), row("404", "first")), (json!(404), json!(404)));
    // A note is one about the policy that it stands beside.
    assert_eq!((row("429", "title"), row("429", "when")), (json!("Too Many Requests"), json!("Too fast")));
    assert_eq!(
        (&row("429", "retry")["policy"], &row("429", "retry")["note"]),
        (&json!("slow"), &Value::Null)
    );
    assert_eq!((row("4xx", "title"), row("5xx", "title")), (json!("Client error"), json!("Our fault")));
    assert_eq!(
        (row("4xx", "status"), row("4xx", "first"), row("4xx", "last")),
        (Value::Null, json!(400), json!(499))
    );
    // Each error belongs to one row.
    assert_eq!(row("404", "errors"), json!(["MISSING"]));
    assert_eq!(row("4xx", "errors"), json!(["WRONG", "OWN"]));
    assert_eq!(row("5xx", "errors"), json!(["BROKEN", "BUSY"]));
}

#[test]
fn an_error_overrides_its_category_that_its_status_and_that_its_class() {
    let export = emit::export(&catalog());
    let error = |name: &str, key: &str| named(&export["errors"], name)[key].clone();
    let advice = |name: &str| (error(name, "retry")["policy"].clone(), error(name, "retry")["note"].clone());
    assert_eq!(advice("MISSING"), (json!("never"), json!("Change the request")));
    assert_eq!(advice("WRONG"), (json!("never"), json!("Change the request")));
    assert_eq!(advice("FAST"), (json!("slow"), Value::Null));
    assert_eq!(advice("BUSY"), (json!("slow"), Value::Null));
    assert_eq!(advice("OWN"), (json!("immediate"), Value::Null));
    let titles = ["MISSING", "WRONG", "BROKEN", "BUSY", "OWN"].map(|name| error(name, "title"));
    assert_eq!(titles, ["Nothing there", "Bad Request", "Our fault", "Our fault", "Ours"]);
}

#[test]
fn classes_stand_in_the_documentation() {
    let catalog = catalog();
    let page = emit::markdown_page(&catalog);
    let row = |start: &str| page.lines().find(|line| line.starts_with(start)).unwrap_or_default();
    assert!(row("| 4xx |").contains("Client error | The request is wrong"), "{page}");
    assert!(row("| 404 |").contains("Nothing there | The request is wrong"), "{page}");
    assert!(!page.contains("| 5xx | Our fault | "), "it is not to be listed: {page}");
    let document = error_catalog_test_support::openapi::json(&catalog, OpenApiVersion::V3_1, false);
    let responses = document["components"]["responses"].as_object().expect("responses");
    let described: Vec<&str> =
        responses.values().filter_map(|response| response["description"].as_str()).collect();
    for text in ["Nothing there: The request is wrong", "Bad Request: The request is wrong", "Our fault"] {
        assert!(described.contains(&text), "{text} in {described:?}");
    }
}

/// The generator and the runtime have a table of phrases each, since neither depends on the other.
#[test]
fn phrases_are_those_of_the_generator() {
    let file = error_catalog_test_support::folder().join("fixtures/valid/framework.toml");
    let catalog = error_catalog_codegen::check(file).expect("a file").catalog.expect("a catalog");
    for status in 400..600 {
        let error =
            error_catalog::framework::FrameworkError::new::<error_catalog_tests::framework::Code>(status);
        let body =
            error.expect("a class").response(&error_catalog::response::Context::default()).body.into_text();
        let expected = match emit::words::status_title(&catalog, status) {
            Some(phrase) => json!(phrase),
            None if status < 500 => json!("A request to mend"),
            None => Value::Null,
        };
        let key = if status < 500 { "title" } else { "phrase" };
        assert!(body.contains(&format!("\"{key}\":{expected}")), "{status} has {expected} in {body}");
    }
}
