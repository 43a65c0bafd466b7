use super::super::{Part, in_yaml, ours};
use super::*;
use crate::emit::openapi::tree::Tree;

const BEFORE: &str = "\
openapi: 3.1.1 # ours
paths:
  /a/{id}:
    get:
      responses:
        default: { description: x }
components:
  responses:
    # about it
    Own: { description: x }
  headers:
    Own: { schema: { type: string } }
  examples:
    Own:
      value: 1
";

const AFTER: &str = "\
openapi: 3.1.1 # ours
paths:
  /a/{id}:
    get:
      responses:
        default: { description: x }
        # error-catalog:begin
        \"404\":
          $ref: \"#/components/responses/Gone\"
        # error-catalog:end
components:
  responses:
    # about it
    Own: { description: x }
    # error-catalog:begin
    Gone:
      description: Gone
    # error-catalog:end
  headers:
    Own: { schema: { type: string } }
  examples:
    Own:
      value: 1
";

fn part(path: &[&str], operation: Option<&'static str>, members: &str) -> Part<'static> {
    let path = path.iter().map(|key| (*key).to_owned()).collect();
    Part { path, operation, members: Tree::of_json(members).into_members() }
}

fn parts() -> Vec<Part<'static>> {
    vec![
        part(&["components", "responses"], None, r#"{"Gone":{"description":"Gone"}}"#),
        part(&["components", "headers"], None, "{}"),
        part(
            &["paths", "/a/{a}", "get", "responses"],
            Some("get_a"),
            r##"{"404":{"$ref":"#/components/responses/Gone"}}"##,
        ),
    ]
}

/// Returns the conflict of a merge of YAML.
fn wrong(before: &str, after: &str) -> Option<MergeConflict> {
    yaml(before, after, &parts(), false).err()
}

#[test]
fn what_the_merge_makes_is_right() {
    assert_eq!(wrong(BEFORE, AFTER), None);
    assert_eq!(wrong(AFTER, AFTER), None);
    assert_eq!(in_yaml::merged(BEFORE, &parts(), false).as_deref(), Ok(AFTER));
}

/// A region of ours at every line of the document, indented in every way.
#[test]
fn every_place_but_its_section_is_refused() {
    let lines: Vec<&str> = AFTER.lines().collect();
    let region = 14..18;
    let rest: Vec<&str> = [&lines[..region.start], &lines[region.end..]].concat();
    let mut right = Vec::new();
    for place in 0..=rest.len() {
        for column in 0..12 {
            let moved =
                lines[region.clone()].iter().map(|line| format!("{}{}", " ".repeat(column), &line[4..]));
            let mut all: Vec<String> = rest.iter().map(|line| (*line).to_owned()).collect();
            all.splice(place..place, moved);
            if wrong(BEFORE, &(all.join("\n") + "\n")).is_none() {
                right.push((place, column));
            }
        }
    }
    // Before the section's comment, before its own member, and behind it.
    assert_eq!(right, [(12, 4), (13, 4), (14, 4)]);
}

/// Each line of the result is lost, doubled, or trades places with the next one.
#[test]
fn every_lost_doubled_or_moved_line_is_noticed() {
    let lines: Vec<&str> = AFTER.lines().collect();
    let is_right = |lines: &[&str]| wrong(BEFORE, &(lines.join("\n") + "\n")).is_none();
    let mut right = Vec::new();
    for at in 0..lines.len() {
        let mut lost = lines.clone();
        lost.remove(at);
        let mut doubled = lines.clone();
        doubled.insert(at, lines[at]);
        let mut moved = lines.clone();
        moved.swap(at, (at + 1).min(lines.len() - 1));
        let is_last = at + 1 == lines.len();
        for (change, lines) in [("lost", lost), ("doubled", doubled), ("moved", moved)] {
            if is_right(&lines) && !(change == "moved" && is_last) {
                right.push((change, at));
            }
        }
    }
    // The data are the same if a comment moves by a line.
    assert_eq!(right, [("moved", 11), ("moved", 12)]);
}

#[test]
fn each_kind_of_change_is_named_with_its_line() {
    let cases = [
        ("description: Gone", "description: Other", 8, "contain a different `Gone`"),
        ("    Gone:", "    # error-catalog:end\n    Gone:", 1, "invalid document"),
        ("value: 1", "value: \"1\"", 15, "change `components → examples → Own → value`"),
        ("  headers:\n", "  header:\n", 11, "change `components → headers`"),
        (
            "default: { description: x }",
            "default: { description: y }",
            6,
            "responses → default → description`",
        ),
        ("# ours", "# theirs", 1, "change a comment"),
        ("    Own:\n      value: 1\n", "    Own:\n      value: 1\n  responses: {}\n", 8, "→ responses`"),
        ("Gone\"\n", "Gone\"\n          x: 1\n", 5, "contain a different `404`"),
        ("\"404\":", "404:", 5, "contain a different `404`"),
        (
            "value: 1\n",
            "value: 1\n    # error-catalog:begin\n    More: 1\n    # error-catalog:end\n",
            1,
            "in the wrong place",
        ),
        ("value: 1\n", "value: [\n", 1, "invalid document"),
        ("value: 1\n", "value: 1\n---\na: 1\n", 1, "invalid document"),
    ];
    for (old, new, line, message) in cases {
        let after = AFTER.replacen(old, new, 1);
        assert_ne!(after, AFTER);
        let conflict = wrong(BEFORE, &after).unwrap_or_else(|| panic!("{after}"));
        assert!(conflict.message.contains(message), "{conflict:?}\n{after}");
        assert!(conflict.line == line || message == "invalid document", "{conflict:?}\n{after}");
    }
}

/// Unused members of an earlier run are removed, or the merge fails.
#[test]
fn what_is_left_over_is_noticed() {
    let old = AFTER.replace(
        "Own: { schema: { type: string } }\n",
        "# error-catalog:begin\n    Older: {}\n    # error-catalog:end\n",
    );
    let new = AFTER.replace("    Own: { schema: { type: string } }\n", "");
    assert_eq!(wrong(&old, &new), None);
    let conflict = wrong(&old, &old).expect("left over");
    assert!(conflict.message.contains("in the wrong place"), "{conflict:?}");
}

#[test]
fn only_what_is_adopted_gives_way() {
    let before = BEFORE
        .replace("    Own: { description: x }", "    Gone: { description: y }\n    Own: { description: x }");
    let is_right = |before: &str| yaml(before, AFTER, &parts(), true).is_ok();
    assert!(is_right(BEFORE) && is_right(&before));
    assert!(yaml(&before, AFTER, &parts(), false).is_err());
    assert!(!is_right(&before.replace("    Gone:", "    Other:")));
    assert!(!is_right(&BEFORE.replace("  examples:\n", "  examples:\n    Gone: {}\n")));
}

const JSON: &str = r##"{
  "paths": { "/a/{id}": { "get": { "responses": {
    "404": { "$ref": "#/components/responses/Gone" } } } } },
  "components": {
    "responses": { "Own": { "x": 1.50 }, "Gone": { "description": "Gone", "x-error-catalog": "x" } },
    "headers": {},
    "links": { "Own": {}, "Own": [] }
  }
}"##;

#[test]
fn json_is_compared_in_the_same_way() {
    let mut parts = parts();
    parts[0] =
        part(&["components", "responses"], None, r#"{"Gone":{"description":"Gone","x-error-catalog":"x"}}"#);
    let before = JSON
        .replace(r##""404": { "$ref": "#/components/responses/Gone" }"##, "")
        .replace(r#", "Gone": { "description": "Gone", "x-error-catalog": "x" }"#, "");
    let verified = |after: &str| {
        let root = crate::catalog::json::parse(&before).expect("JSON");
        let ours = ours::Ours::new(&root, &parts, "x", true);
        super::json(&before, after, &parts, &ours, false)
    };
    assert_eq!(verified(JSON), Ok(()));
    let cases = [
        ("1.50", "1.5", "change `components → responses → Own → x`"),
        ("\"Own\": {}, ", "", "change `components → links → Own`"),
        ("[]", "{}", "change `components → links → Own`"),
        ("\"headers\": {}", "\"headers\": { \"Gone\": {} }", "change `components → headers → Gone`"),
        ("\"404\"", "\"405\"", "lack `404`"),
        ("\"Gone\": {", "\"Other\": {", "lack `Gone`"),
        ("\"description\": \"Gone\"", "\"description\": \"\"", "contain a different `Gone`"),
        ("\"headers\": {}", "\"headers\": { \"A\": { \"x-error-catalog\": \"x\" } }", "in the wrong place"),
        ("\"headers\": {},", "\"headers\": {}", "invalid document"),
    ];
    for (old, new, message) in cases {
        let after = JSON.replacen(old, new, 1);
        assert_ne!(after, JSON);
        let conflict = verified(&after).expect_err(&after);
        assert!(conflict.message.contains(message), "{conflict:?}\n{after}");
    }
}

/// Input that makes other parsers slow or deep is read in proportion to its size, or refused.
#[test]
fn hostile_documents_are_bounded() {
    let laughs: String = (1..30).map(|at| format!("a{at}: &a{at} [*a{0}, *a{0}]\n", at - 1)).collect();
    let laughs = format!("a0: &a0 x\n{laughs}");
    assert!(yaml::read(&laughs).is_ok(), "aliases are not expanded");
    for deep in ["[", "- ", "? ", "{a: "] {
        let wrong = yaml::read(&deep.repeat(100_000)).err().expect(deep);
        assert_eq!(wrong.line, 1, "{wrong:?}");
    }
    for deep in ["[", "{\"a\":"] {
        assert!(json::read(&deep.repeat(100_000)).is_err());
    }
    let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
    assert!(json::read(&nested(100)).is_ok() && json::read(&nested(20_000)).is_err());
    for text in ["", "%", "%YAML 1.2\n", "a: *b\n", "--- a\n--- b\n"] {
        assert!(yaml::read(text).is_err(), "{text:?}");
    }
    assert!(yaml::read("%TAG ! tag:example.com,2000:\n---\na: !b c\n...\n").is_ok());
    assert!(yaml::read("\u{feff}a: 1\r\nb: 2").is_ok());
    // Many comments in a row.
    assert!(yaml::read(&format!("a:\n{}  b: 1\n", "  # x\n".repeat(100_000))).is_ok());
}
