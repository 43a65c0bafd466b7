//! Random documents in the styles of real ones, and random catalogs, one after another with changes by hand between. After each merge
//! the document's own data are what they were, in their order, and the catalog's stand where they stand in a plain document.
//!
//! The styles are those that public OpenAPI documents are written in: indents from one to eight blanks, dashes below their key
//! or indented, keys in any quotes, flow collections over several lines (as PyYAML breaks them), texts in quotes over lines,
//! block scalars that look like YAML, anchors, comments between and behind keys, marks of start and end, a byte order mark,
//! CRLF, no last line end; JSON with blanks, with tabs, in one line.

mod documents;

use error_catalog_codegen::Catalog;
use error_catalog_codegen::emit::openapi::{adopted, merged};
use error_catalog_test_support::openapi::parsed;
use serde_json::{Map, Value, json};

use self::documents::{Random, Style};
use crate::is_exhaustive;

const OWN_STATUSES: [&str; 3] = ["404", "409", "429"];

/// A catalog, and what it puts into a document that is plain.
struct Merging {
    catalog: Catalog,
    expected: Value,
}

impl Merging {
    fn new(random: &mut Random, is_json: bool) -> Self {
        let errors = [
            ("NOT_FOUND", "status = 404, message = \"No {id}\", params = { id = \"u64\" }"),
            ("GONE", "status = 404, message = \"a: 'b' # c\""),
            ("TAKEN", "status = 409, message = \"Taken\""),
            ("SLOW_DOWN", "status = 429, message = \"Slow down\", headers = { Retry-After = \"5\" }"),
        ];
        let mut chosen: Vec<&str> = Vec::new();
        let mut text =
            "[catalog]\nname = \"mine\"\n[envelope.default]\nbody = '{ \"code\": \"$code\" }'\n[errors]\n"
                .to_owned();
        for (name, error) in errors {
            if random.percent(65) || (chosen.is_empty() && name == "SLOW_DOWN") {
                text.push_str(&format!("{name} = {{ {error} }}\n"));
                chosen.push(name);
            }
        }
        for (operation, route) in [("get_a", "GET /a/{a}"), ("post_b", "POST /b")] {
            if random.percent(65) {
                let own: Vec<String> =
                    chosen.iter().filter(|_| random.percent(60)).map(|name| format!("\"{name}\"")).collect();
                let own = if own.is_empty() { format!("\"{}\"", chosen[0]) } else { own.join(", ") };
                text.push_str(&format!("[operations.{operation}]\nroute = \"{route}\"\nerrors = [{own}]\n"));
            }
        }
        let file = if is_json { "api.json" } else { "api.yaml" };
        // References in JSON stay with the document when its operations are no longer generated.
        let merges = if is_json { &["operations"][..] } else { &["operations", "operations", "components"] };
        let merge = random.one(merges);
        let version = random.one(&["3.0", "3.1", "3.2"]);
        let components = random.one(&["", ", components = \"all\"", ", components = \"used\""]);
        text.push_str(&format!(
            "[rules]\nindistinct-errors = \"off\"\n[generate]\nopenapi = {{ path = \"{file}\", merge = \"{merge}\", version = \"{version}\"{components} }}\n"
        ));
        let error_catalog_codegen::Checked { catalog, report, .. } =
            error_catalog_codegen::check_text("/nowhere/errors.toml", &text).expect("rules");
        let catalog = catalog.unwrap_or_else(|| panic!("{report}\n{text}"));
        let plain = if is_json {
            json!({
                "paths": { "/a/{id}": { "get": { "responses": {} } }, "/b": { "post": { "responses": {} } } },
                "components": {},
            })
            .to_string()
        } else {
            "paths:\n  /a/{id}:\n    get:\n      responses:\n  /b:\n    post:\n      responses:\ncomponents:\n".to_owned()
        };
        let first = merged(&catalog, &plain).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let (_, expected) = split(read(&first, is_json), &[]);
        Self { catalog, expected }
    }
}

fn read(text: &str, is_json: bool) -> Value {
    if is_json {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in\n{text}"))
    } else {
        parsed(text.trim_start_matches('\u{feff}'))
    }
}

/// The data of a document without the catalog's, and the catalog's. Sections with nothing in them are as good as absent.
fn split(mut document: Value, by_hand: &[&str]) -> (Value, Value) {
    let mut ours = Map::new();
    let components = document["components"].as_object_mut();
    for (section, members) in components.into_iter().flatten() {
        let Some(members) = members.as_object_mut() else { continue };
        let (mine, own): (Map<_, _>, Map<_, _>) =
            std::mem::take(members).into_iter().partition(|(name, _)| name.starts_with("Mine"));
        *members = own;
        if !mine.is_empty() {
            ours.insert(section.clone(), mine.into());
        }
    }
    let mut found = json!({ "components": sorted(ours) });
    for (path, method) in [("/a/{id}", "get"), ("/b", "post")] {
        let Some(responses) = document["paths"][path][method]["responses"].as_object_mut() else { continue };
        let (mine, own): (Map<_, _>, Map<_, _>) =
            std::mem::take(responses).into_iter().partition(|(status, value)| {
                let is_reference = value["$ref"].as_str().is_some_and(|target| target.contains("/Mine"));
                is_reference || by_hand.contains(&status.as_str())
            });
        *responses = own;
        if mine.values().any(|value| value.get("$ref").is_some()) {
            found[path] = mine.into();
        }
    }
    (without_empty(document), found)
}

/// Sections in one order: a new one stands behind those of the document.
fn sorted(mut sections: Map<String, Value>) -> Value {
    sections.sort_keys();
    sections.into()
}

/// The document, where no section and no list of responses is empty.
fn without_empty(mut document: Value) -> Value {
    let is_empty = |value: &Value| value.is_null() || value.as_object().is_some_and(Map::is_empty);
    if let Some(components) = document["components"].as_object_mut() {
        components.retain(|_, section| !is_empty(section));
    }
    if is_empty(&document["components"]) {
        document["components"] = Value::Null;
    }
    for (path, method) in [("/a/{id}", "get"), ("/b", "post"), ("/other", "get")] {
        let responses = &mut document["paths"][path][method]["responses"];
        if is_empty(responses) {
            *responses = Value::Null;
        }
    }
    document
}

/// The place at which two documents differ, with what follows in both. Keys are compared in their order.
fn first_difference(left: &Value, right: &Value) -> Option<(String, String)> {
    let (left, right) = (left.to_string(), right.to_string());
    let same = left.chars().zip(right.chars()).take_while(|(a, b)| a == b).count();
    let rest = |text: &str| text.chars().skip(same.saturating_sub(40)).take(160).collect::<String>();
    (left != right).then(|| (rest(&left), rest(&right)))
}

/// Merges, and holds the result against the document before.
fn merge(merging: &Merging, document: &str, is_json: bool, by_hand: &[&str]) -> String {
    let Merging { catalog, expected } = merging;
    let (after, gives_way) = match merged(catalog, document) {
        Ok(after) => (after, &[][..]),
        Err(error) => {
            let is_clash = |message: &str| message.contains("already exists in");
            assert!(
                error.conflicts.iter().all(|conflict| is_clash(&conflict.message)),
                "{error}\n{document}"
            );
            assert!(!by_hand.is_empty(), "{error}\n{document}");
            match adopted(catalog, document) {
                Ok(after) => (after, by_hand),
                // A response that is used elsewhere stays.
                Err(error) => {
                    assert!(
                        error.conflicts.iter().all(|conflict| conflict.message.contains("its anchor")),
                        "{error}"
                    );
                    return document.to_owned();
                }
            }
        }
    };
    let (own, _) = split(read(document, is_json), &[]);
    let (own_after, ours) = split(read(&after, is_json), &[]);
    // What was written by hand is gone only where a reference took its place.
    let mut own = own;
    for (path, method) in [("/a/{id}", "get"), ("/b", "post")] {
        let Some(responses) = own["paths"][path][method]["responses"].as_object_mut() else { continue };
        responses.retain(|status, _| {
            !(gives_way.contains(&status.as_str()) && expected[path].get(status).is_some())
        });
    }
    assert_eq!(first_difference(&own_after, &without_empty(own)), None, "{document}\n=>\n{after}");
    assert_eq!(first_difference(&ours, expected), None, "{document}\n=>\n{after}");
    assert_eq!(merged(catalog, &after).as_deref(), Ok(after.as_str()), "twice is once: {document}");
    after
}

/// What somebody does to a YAML document between two runs, near the regions: adds a member, a comment, or removes a region.
fn edited_by_hand(random: &mut Random, document: &str) -> String {
    let end = if document.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines: Vec<String> = Vec::new();
    let mut is_removed = false;
    for line in document.split_inclusive('\n') {
        let (mark, column) = (line.trim(), line.len() - line.trim_start_matches(' ').len());
        let indent = " ".repeat(column);
        if mark == "# error-catalog:begin" {
            match random.below(6) {
                0 => lines.push(format!("{indent}x-by-hand: {{ a: [1] }}{end}")),
                1 => lines.push(format!("{indent}# by hand{end}{end}")),
                2 => is_removed = true,
                _ => {}
            }
        }
        if !is_removed {
            lines.push(line.to_owned());
        }
        if mark == "# error-catalog:end" && !std::mem::take(&mut is_removed) && random.percent(20) {
            lines.push(format!("{indent}x-behind: 'by hand'{end}"));
        }
    }
    lines.concat()
}

/// The same in JSON.
fn json_edited_by_hand(random: &mut Random, document: &str) -> String {
    let mut data: Value = serde_json::from_str(document).expect("JSON");
    let own = || json!({ "description": "by hand" });
    for section in ["schemas", "responses", "headers"] {
        match random.below(4) {
            0 => data["components"][section]["ByHand"] = own(),
            1 => {
                let members = data["components"].get_mut(section).and_then(Value::as_object_mut);
                members.into_iter().for_each(|members| members.retain(|name, _| !name.starts_with("Mine")));
            }
            _ => {}
        }
    }
    // Without the responses of the catalog, nothing refers to them.
    if data["components"]["responses"]
        .as_object()
        .is_none_or(|all| !all.keys().any(|name| name.starts_with("Mine")))
    {
        for (path, method) in [("/a/{id}", "get"), ("/b", "post")] {
            let responses = data["paths"][path][method]["responses"].as_object_mut();
            responses
                .into_iter()
                .for_each(|responses| responses.retain(|_, value| value.get("$ref").is_none()));
        }
    }
    if random.percent(30) {
        data["paths"]["/b"]["post"]["responses"]["500"] = own();
    }
    if random.percent(30) {
        // Somebody's own name for a component of the catalog.
        data["components"]["responses"]["ByHandToo"] = json!({ "$ref": "#/components/schemas/Own0" });
    }
    documents::json(random, &data)
}

/// The documents of a run: ten times as many in an exhaustive one.
fn documents() -> u64 {
    if is_exhaustive() { 1_000 } else { 100 }
}

#[test]
fn any_yaml_keeps_its_data_whatever_is_merged() {
    let random = &mut Random::new(1);
    let catalogs: Vec<Merging> = (0..12).map(|_| Merging::new(random, false)).collect();
    for seed in 0..documents() {
        let random = &mut Random::new(seed);
        let by_hand = if random.percent(25) { &OWN_STATUSES[..2] } else { &[][..] };
        let data = documents::data(random, by_hand);
        let document = Style::new(random).yaml(random, &data);
        assert_eq!(
            without_empty(read(&document, false)).to_string(),
            without_empty(data).to_string(),
            "the test's own writer:\n{document}"
        );
        let mut document = document;
        for _ in 0..4 {
            let merging = &catalogs[random.below(catalogs.len())];
            document = merge(merging, &document, false, by_hand);
            // Marks in texts are none: they would be taken for regions here.
            if document.matches("error-catalog:begin").count()
                == document.matches("error-catalog:end").count()
                && !document.contains(" # error-catalog:begin")
                && !document.contains("\\n# error-catalog")
                && random.percent(60)
            {
                document = edited_by_hand(random, &document);
            }
        }
    }
}

#[test]
fn any_json_keeps_its_data_whatever_is_merged() {
    let random = &mut Random::new(2);
    let catalogs: Vec<Merging> = (0..12).map(|_| Merging::new(random, true)).collect();
    for seed in 0..documents() {
        let random = &mut Random::new(seed);
        let by_hand = if random.percent(25) { &OWN_STATUSES[..2] } else { &[][..] };
        let data = documents::data(random, by_hand);
        let mut document = documents::json(random, &data);
        for _ in 0..4 {
            let merging = &catalogs[random.below(catalogs.len())];
            document = merge(merging, &document, true, by_hand);
            if random.percent(60) {
                document = json_edited_by_hand(random, &document);
            }
        }
    }
}
