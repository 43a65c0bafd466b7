//! Components and operations in a document that a team writes by hand.

use error_catalog_codegen::Catalog;
use error_catalog_codegen::emit::openapi::{MergeConflict, merged};
use error_catalog_test_support::openapi::parsed;
use error_catalog_test_support::scratch;
use serde_json::{Value, json};

pub(super) fn catalog(name: &str, file: &str, merge: &str) -> Catalog {
    with_operation(name, file, merge, "GET /v1/leads/:lead")
}

/// The catalog, its operation with this route.
fn with_operation(name: &str, file: &str, merge: &str, route: &str) -> Catalog {
    with(name, file, merge, route, "headers = { Retry-After = \"5\" }")
}

/// The catalog, its last error with this.
pub(super) fn catalog_with(name: &str, file: &str, merge: &str, of_error: &str) -> Catalog {
    with(name, file, merge, "GET /v1/leads/:lead", of_error)
}

fn with(name: &str, file: &str, merge: &str, route: &str, of_error: &str) -> Catalog {
    let text = format!(
        r#"
[envelope.default]
body = '{{ "code": "$code", "message": "$message" }}'
[errors]
LEAD_NOT_FOUND = {{ status = 404, message = "Lead {{id}} not found", params = {{ id = "u64" }} }}
TEAM_NOT_FOUND = {{ status = 404, message = "Team not found" }}
RATE_LIMITED = {{ status = 429, message = "Slow down", {of_error} }}
[operations.get_lead]
route = "{route}"
errors = ["LEAD_NOT_FOUND", "RATE_LIMITED"]
[generate]
openapi = {{ path = "{file}", merge = "{merge}" }}
"#
    );
    catalog_of(name, &text)
}

/// A catalog named `leads` with this in it.
pub(super) fn catalog_of(name: &str, rest: &str) -> Catalog {
    let file = scratch(&format!("merging-{name}")).join("errors.toml");
    std::fs::write(&file, format!("[catalog]\nname = \"leads\"\n{rest}")).expect("a catalog");
    let error_catalog_codegen::Checked { catalog, report, .. } =
        error_catalog_codegen::check(&file).expect("a file");
    catalog.unwrap_or_else(|| panic!("{report}"))
}

const YAML: &str = r#"# Our API.
openapi: 3.1.1   # the newest
info: {title: "Leads: all", version: '1',
  description: "goes on # error-catalog:begin
  over lines"}
paths:
  '/v1/leads/{id}':   # one lead
    get:
      summary: it's plain
        'til the end
      description: |+
        components:
        # error-catalog:begin

      responses:
        "200": { description: 'A lead' }
        # the rest is generated
    parameters:
    - &id { name: id, in: path, required: true, schema: {type: string} }

components:

  # ours
  schemas:
    Lead:
      type: object
      description: >-
        folded

    User: &user
      type: object

  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
tags: [ ]
# the end"#;

fn without_ours(text: &str) -> String {
    let mut is_ours = false;
    let mut out = String::new();
    let mut in_text = false;
    for line in text.split_inclusive('\n') {
        in_text = (in_text || line.contains("|+")) && !line.contains("responses:");
        is_ours |= line.trim() == "# error-catalog:begin" && !in_text;
        if !is_ours {
            out.push_str(line);
        }
        is_ours &= line.trim() != "# error-catalog:end";
    }
    out
}

#[test]
fn into_yaml() {
    let catalog = catalog("yaml", "openapi.yaml", "operations");
    for document in [YAML.to_owned(), YAML.replace('\n', "\r\n"), format!("{YAML}\n")] {
        let first = merged(&catalog, &document).expect("merged");
        assert_eq!(without_ours(&first), document, "all else stays");
        assert_eq!(merged(&catalog, &first).expect("merged"), first, "twice is once");
        let value = parsed(&first);
        assert_eq!(value["components"]["schemas"]["User"]["type"], "object");
        assert_eq!(
            value["components"]["schemas"]["LeadsLeadNotFound"]["properties"]["code"]["const"],
            "LEAD_NOT_FOUND"
        );
        assert_eq!(value["components"]["headers"]["LeadsRetryAfter"]["schema"]["type"], "integer");
        let responses = &value["paths"]["/v1/leads/{id}"]["get"]["responses"];
        assert_eq!(responses["404"], json!({ "$ref": "#/components/responses/LeadsGetLead404" }));
        assert_eq!(responses["200"]["description"], "A lead");
        assert!(!first.contains("\r\n") || !first.replace("\r\n", "").contains('\n'));
    }
}

#[test]
fn a_region_stays_where_it_was_moved_and_is_taken_out_where_it_is_not_asked_for() {
    let with = catalog("moved", "openapi.yaml", "operations");
    let first = merged(&with, YAML).expect("merged");
    let (before, rest) = first.split_once("\n    # error-catalog:begin\n").expect("a region");
    let (_, after) = rest.split_once("    # error-catalog:end\n").expect("its end");
    let moved = format!("{before}\n{after}")
        .replace("    Lead:\n", "    # error-catalog:begin\n    # error-catalog:end\n    Lead:\n");
    let again = merged(&with, &moved).expect("merged");
    assert!(again.find("LeadsLeadNotFound:") < again.find("    Lead:\n"), "{again}");
    assert_eq!(parsed(&again), parsed(&first));
    let without = catalog("without", "openapi.yaml", "components");
    let fewer = merged(&without, &first).expect("merged");
    assert_eq!(fewer, merged(&without, YAML).expect("merged"));
    assert!(!fewer.contains("\"404\":"));
}

#[test]
fn into_yaml_with_nothing_in_it() {
    let catalog = catalog("empty", "openapi.yaml", "components");
    for document in ["openapi: 3.1.1\ncomponents:\n", "components:", "---\ncomponents: # none\npaths: {}\n"] {
        let first = merged(&catalog, document).expect("merged");
        assert_eq!(merged(&catalog, &first).expect("merged"), first);
        assert!(parsed(&first)["components"]["examples"]["LeadsRateLimited"].is_object(), "{first}");
    }
}

/// The one conflict of a document.
fn refusal(catalog: &Catalog, document: &str) -> MergeConflict {
    let mut conflicts = merged(catalog, document).expect_err(document).conflicts;
    assert!(conflicts.iter().all(|conflict| !conflict.help.is_empty() && !conflict.message.is_empty()));
    assert_eq!(conflicts.len(), 1, "{conflicts:#?}");
    conflicts.remove(0)
}

#[test]
fn yaml_that_is_refused() {
    let catalog = catalog("refused", "openapi.yaml", "operations");
    let is = |document: &str, line: usize, message: &str| {
        let error = refusal(&catalog, document);
        assert_eq!(error.line, line, "{error:?}");
        assert!(error.message.contains(message), "{error:?}");
    };
    let paths = "paths:\n  /v1/leads/{id}:\n    get:\n      responses:\n        '200': {}\n";
    let only_components = self::catalog("refused-components", "openapi.yaml", "components");
    let of_components = |document: &str, line: usize, message: &str| {
        let error = refusal(&only_components, document);
        assert_eq!(error.line, line, "{error:?}");
        assert!(error.message.contains(message), "{error:?}");
    };
    of_components("openapi: 3.1.1\n", 1, "missing `components`");
    of_components("components: {}\n", 1, "a value on its own line");
    of_components("paths: {}\ncomponents: &all\n  schemas:\n", 2, "an anchor, an alias or a tag");
    of_components("components:\n  schemas: *all\n", 2, "an anchor, an alias or a tag");
    of_components("components:\n  schemas:\n    { Lead: {} }\n", 3, "not a block mapping");
    of_components("components:\n  schemas:\n  - a\n", 3, "not a block mapping");
    is("components:\n\tschemas:\n", 2, "with a tab");
    is("components:\n---\ncomponents:\n", 2, "more than one document");
    is("components:\n  # error-catalog:begin\n", 2, "unclosed region");
    is("components:\n  # error-catalog:end\n", 2, "ends a region");
    is("components:\n  # error-catalog:begin\n  # error-catalog:begin\n", 3, "inside another");
    is(
        &format!("{paths}components:\n  schemas:\n    LeadsLeadNotFound: {{}}\n"),
        8,
        "`LeadsLeadNotFound` already exists in",
    );
    is(&format!("{}components:\n", paths.replace("'200'", "404")), 5, "`404` already exists in");
    is("components:\n \"", 2, "unclosed quoted string");
    is("components:\n  schemas:\n    Lead: { a: [\n", 3, "unclosed list");
    is("\0\ncomponents:\n", 1, "control character");
    of_components("components:\n !:\n", 2, "not a block mapping");
    of_components("components:\n  schemas: {}\n  ? [a]\n", 3, "not a block mapping");
    is("components:\npaths:\n  /v1/teams:\n    get:\n", 2, "missing `paths → /v1/leads/{lead}`");
    is("components:\npaths:\n  /v1/leads/{x}:\n    put:\n", 3, "→ get`");
}

const JSON: &str = r##"{
    "openapi" : "3.1.1", "info": {"title":"Leads\u0021","version":"1"},
    "paths": { "/v1/leads/{id}": { "get": { "responses": { "200": { "description": "x" } } } } },
    "components": {
        "schemas": { "Lead": {"type":"object"},   "LeadsUser": {} },
        "responses": {}
    }
}
"##;

#[test]
fn into_json() {
    let catalog = catalog("json", "openapi.json", "operations");
    for document in [JSON.to_owned(), JSON.replace('\n', "\r\n"), JSON.split_whitespace().collect()] {
        let first = merged(&catalog, &document).expect("merged");
        assert_eq!(merged(&catalog, &first).expect("merged"), first, "twice is once");
        let value: Value = serde_json::from_str(&first).expect("JSON");
        assert_eq!(value["components"]["schemas"]["LeadsUser"], json!({}));
        assert_eq!(value["components"]["schemas"]["LeadsLeadNotFound"]["x-error-catalog"], "leads");
        let responses = &value["paths"]["/v1/leads/{id}"]["get"]["responses"];
        assert_eq!(responses["404"], json!({ "$ref": "#/components/responses/LeadsGetLead404" }));
        // What is the team's stands there as it was, in its order.
        let mut rest = first.as_str();
        for piece in [
            r#""openapi" : "3.1.1", "info": {"title":"Leads\u0021","version":"1"},"#,
            r#""200": { "description": "x" }"#,
            r#""Lead": {"type":"object"},   "LeadsUser": {}"#,
        ] {
            let is_minified = !document.contains(' ');
            let piece = if is_minified { piece.split_whitespace().collect() } else { piece.to_owned() };
            rest = rest.split_once(&piece).unwrap_or_else(|| panic!("{piece:?} in {first}")).1;
        }
    }
    // Several sections into an object that is empty.
    let empty =
        JSON.split_once("    \"components\"").expect("components").0.to_owned() + "\"components\": {} }";
    let first = merged(&catalog, &empty).expect("merged");
    assert_eq!(merged(&catalog, &first).expect("merged"), first, "twice is once");
    let value: Value = serde_json::from_str(&first).expect("JSON");
    assert!(value["components"]["schemas"].is_object() && value["components"]["responses"].is_object());
    let refused = |document: &str, line: usize, message: &str| {
        let error = refusal(&catalog, document);
        assert!(error.line == line && error.message.contains(message), "{error:?}");
    };
    refused("{\n", 2, "invalid JSON");
    refused("{\n\"components\": {}}\n", 1, "missing `paths`");
    refused("{\n\"paths\": {\"/v1/leads/{id}\": {\"get\": {}}}, \"components\": []}\n", 2, "not an object");
    refused(
        "{ \"paths\": {\"/v1/leads/{id}\": {\"get\": {}}}, \"components\": { \"schemas\": {\n\"LeadsLeadNotFound\": {} } } }",
        2,
        "already exists in",
    );
    refused("{ \"components\": {},\n\"paths\": {} }", 2, "missing `paths");
}

/// What a catalog no longer has is taken out.
#[test]
fn components_that_are_gone() {
    let with = catalog("gone-with", "openapi.json", "operations");
    let without = catalog("gone-without", "openapi.json", "components");
    let first = merged(&with, JSON).expect("merged");
    let mut old = first.replace("LeadsLeadNotFound\"", "LeadsOlder\"");
    old = merged(&without, &old).expect("merged");
    assert!(!old.contains("LeadsOlder\"") && old.contains("LeadsLeadNotFound\""), "{old}");
}

/// A path is found by its own text first, and by its shape then; a route of an operation is never passed over.
#[test]
fn real_paths_are_found() {
    let cases = [
        ("GET /files/{file_id}/thumbnail.{extension}", "/files/{id}/thumbnail.{extension}"),
        ("GET /v1/{name}:cancel", "/v1/{name}:cancel"),
        ("GET /{Bucket}/{Key+}?acl", "/{Bucket}/{Key+}?acl"),
        ("GET /{Bucket}/{Key+}?acl", "/{Bucket}/{Key}#acl"),
        ("GET /files/{id}#add_shared_link", "/files/{file_id}#add_shared_link"),
    ];
    for (at, (route, path)) in cases.into_iter().enumerate() {
        // The path before it has the same beginning, and one after it the same shape.
        let others = ["/files/{id}", "/v1/{name}", "/{Bucket}/{Key+}"];
        let [yaml, json] = ["openapi.yaml", "openapi.json"]
            .map(|file| with_operation(&format!("real-{at}-{file}"), file, "operations", route));
        let responses = "get:\n      responses:\n        \"200\": { description: x }\n";
        let entries: String = others.iter().map(|other| format!("  {other}:\n    {responses}")).collect();
        let document = format!("paths:\n{entries}  {path}:\n    {responses}components:\n");
        let first = merged(&yaml, &document).unwrap_or_else(|error| panic!("{route}: {error}"));
        assert_eq!(merged(&yaml, &first).expect("merged"), first, "twice is once");
        let value = parsed(&first);
        let found = |value: &Value, path: &str| {
            value["paths"][path]["get"]["responses"]["404"]["$ref"].as_str().map(str::to_owned)
        };
        assert_eq!(found(&value, path).as_deref(), Some("#/components/responses/LeadsGetLead404"), "{first}");
        assert!(others.iter().all(|other| found(&value, other).is_none()), "{first}");

        let operation = json!({ "get": { "responses": { "200": { "description": "x" } } } });
        let mut paths = serde_json::Map::new();
        paths.extend(others.iter().map(|other| ((*other).to_owned(), operation.clone())));
        paths.insert(path.to_owned(), operation);
        let document = json!({ "paths": paths, "components": {} }).to_string();
        let first = merged(&json, &document).unwrap_or_else(|error| panic!("{route}: {error}"));
        let value = serde_json::from_str(&first).expect("JSON");
        assert!(found(&value, path).is_some(), "{first}");
        assert!(others.iter().all(|other| found(&value, other).is_none()), "{first}");
    }
}

/// Two paths of one shape stand in a document that no tool takes; the one with the route's own text is meant.
#[test]
fn the_own_text_of_a_path_comes_first() {
    let catalog = with_operation("own-text", "openapi.yaml", "operations", "GET /a/{y}");
    let responses = "get:\n      responses:\n        \"200\": { description: x }\n";
    let document = format!("paths:\n  /a/{{x}}:\n    {responses}  /a/{{y}}:\n    {responses}components:\n");
    let value = parsed(&merged(&catalog, &document).expect("merged"));
    assert!(value["paths"]["/a/{x}"]["get"]["responses"]["404"].is_null());
    assert!(value["paths"]["/a/{y}"]["get"]["responses"]["404"].is_object());
}

#[test]
fn an_operation_without_a_place_is_named() {
    for (file, document) in [
        ("openapi.yaml", "paths:\n  /files/{id}:\n    get:\n      responses: {}\ncomponents:\n"),
        (
            "openapi.json",
            r#"{ "paths": { "/files/{id}": { "get": { "responses": {} } } }, "components": {} }"#,
        ),
    ] {
        let route = "GET /files/{id}#add_shared_link";
        let catalog = with_operation(&format!("nowhere-{file}"), file, "operations", route);
        let error = refusal(&catalog, document);
        let missing = "missing `paths → /files/{id}#add_shared_link` for the operation `get_lead`";
        assert!(error.message.contains(missing), "{error:?}");
        assert!(error.help.contains("`route` of `get_lead`"), "{error:?}");
    }
}

/// The end of a document may be marked, and a text in quotes within brackets may go over several lines (as PyYAML writes both).
#[test]
fn marks_of_the_end_and_broken_texts() {
    let catalog = catalog("end", "openapi.yaml", "components");
    let document = "---\ninfo: {title: 'it''s: [a\n  {b', version: \"1 \\\n  # \"}\ncomponents:\n  schemas:\n    Own: {}\n...\n# behind\n";
    let first = merged(&catalog, document).expect("merged");
    assert!(first.ends_with("# error-catalog:end\n...\n# behind\n"), "{first}");
    assert_eq!(parsed(&first)["components"]["schemas"]["Own"], json!({}));
    assert_eq!(merged(&catalog, &first).expect("merged"), first);
    let conflict = refusal(&catalog, &document.replace("# behind", "more: 1"));
    assert!(conflict.line == 9 && conflict.message.contains("more than one document"), "{conflict:?}");
}

/// What the parser refuses is refused, wherever it stands.
#[test]
fn a_document_that_is_not_valid_is_refused() {
    let yaml = catalog("invalid", "openapi.yaml", "components");
    for (line, invalid) in
        [(3, "info: *nowhere\n"), (3, "info: [a}\n"), (4, "info: 'a' b\n"), (3, "%\n---\n")]
    {
        let document = format!("openapi: 3.1.1\ncomponents:\n{invalid}tags: []\n");
        let conflict = refusal(&yaml, &document);
        assert!(conflict.line.abs_diff(line) <= 1, "{conflict:?} in {document}");
    }
}

/// A reference of an operation that is gone goes; where operations are not generated, it is named. Other references stay.
#[test]
fn references_to_what_is_gone() {
    let catalog = |name: &str, merge: &str, operations: &str| {
        let text = format!(
            "[envelope.default]\nbody = '{{ \"code\": \"$code\" }}'\n[errors]\nGONE = {{ status = 410, message = \"Gone\" }}\n\
             {operations}[generate]\nopenapi = {{ path = \"openapi.json\", merge = \"{merge}\" }}\n"
        );
        catalog_of(&format!("references-{name}"), &text)
    };
    let operation = "[operations.get_lead]\nroute = \"GET /v1/leads/{id}\"\nerrors = [\"GONE\"]\n";
    let document = JSON.replace(
        r#""responses": {}"#,
        r##""responses": { "Own": { "$ref": "#/components/responses/LeadsGetLead410" } }"##,
    );
    let first = merged(&catalog("with", "operations", operation), &document).expect("merged");
    let value: Value = serde_json::from_str(&first).expect("JSON");
    let reference = json!({ "$ref": "#/components/responses/LeadsGetLead410" });
    assert_eq!(value["paths"]["/v1/leads/{id}"]["get"]["responses"]["410"], reference);
    assert_eq!(value["components"]["responses"]["Own"], reference, "a component of one's own stays");

    let without = merged(&catalog("without", "operations", ""), &first).expect("merged");
    let value: Value = serde_json::from_str(&without).expect("JSON");
    let responses = &value["paths"]["/v1/leads/{id}"]["get"]["responses"];
    assert_eq!(*responses, json!({ "200": { "description": "x" } }));

    let conflict = refusal(&catalog("components", "components", ""), &first);
    let line = first.lines().position(|line| line.contains("\"410\":")).expect("a line") + 1;
    assert!(conflict.line == line && conflict.message.contains("`LeadsGetLead410`"), "{conflict:?}");
}
