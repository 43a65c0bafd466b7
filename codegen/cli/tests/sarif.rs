//! `--format sarif`: the logs of `check` and `generate`, held against the schema of SARIF 2.1.0 by `tests/sarif.sh`.

#[allow(dead_code)] // Not every file of tests needs all of it.
mod support;

use std::fs;

use serde_json::{Value, json};
use support::{GOOD, Run, folder, run, run_with_input};

/// Two errors of one code, behind characters of two UTF-16 code units.
const CATALOG: &str = "[catalog]\nname = \"example\"\n[errors]\nA = { status = 404, message = \"x\" }\n\
    B = { description = \"\u{1F600}\u{1F600}\", mesage = \"x\", status = 404 }\n[retired]\nA = {}\n";

fn log(run: &Run) -> Value {
    let log: Value = serde_json::from_str(&run.out).expect("JSON alone");
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"].as_array().map(Vec::len), Some(1));
    log
}

/// The logs of every kind of finding.
fn logs(name: &str) -> Vec<Value> {
    let folder = folder(name, CATALOG);
    let check = |file: &str| log(&run(&folder, &["check", "--format", "sarif", file]));
    fs::write(folder.join("a b:c.toml"), CATALOG).expect("a catalog");
    fs::write(folder.join("good.toml"), GOOD).expect("a catalog");
    let mut logs = vec![check("errors.toml"), check("a b:c.toml"), check("good.toml"), check("absent.toml")];
    logs.push(log(&run_with_input(&folder, &["check", "--format", "sarif", "-"], CATALOG.as_bytes())));
    logs.push(log(&run(&folder, &["generate", "--check", "--format", "sarif", "good.toml"])));
    fs::write(
        folder.join("good.toml"),
        GOOD.replace("out/errors.rs", "site/index.html") + "html = \"site\"\n",
    )
    .expect("a catalog");
    logs.push(log(&run(&folder, &["generate", "--format", "sarif", "good.toml"])));
    logs
}

#[test]
fn findings_are_a_log() {
    let logs = logs("sarif");
    let run = &logs[0]["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "error-catalog");
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert_eq!(run["invocations"], json!([{ "executionSuccessful": true }]));
    let results = run["results"].as_array().expect("results");
    let of = |id: &str| results.iter().find(|result| result["ruleId"] == id).expect("a result");

    let unknown = of("unknown-key");
    assert_eq!(unknown["level"], "error");
    assert_eq!(
        unknown["message"]["text"],
        "unknown key `mesage` in `errors.CODE`\nhelp: did you mean `message`?"
    );
    // Each of the two characters before it counts twice.
    assert_eq!(
        unknown["locations"],
        json!([{ "physicalLocation": {
            "artifactLocation": { "uri": "errors.toml" },
            "region": { "startLine": 5, "startColumn": 29, "endLine": 5, "endColumn": 35 },
        } }])
    );
    assert_eq!(unknown.get("relatedLocations"), None);
    let rule = &driver["rules"][unknown["ruleIndex"].as_u64().expect("an index") as usize];
    assert_eq!(
        (&rule["id"], &rule["defaultConfiguration"]["level"]),
        (&"unknown-key".into(), &"error".into())
    );
    for part in ["text", "markdown"] {
        let help = rule["help"][part].as_str().expect("help");
        assert!(help.contains("Wrong:") && help.contains("Right:"), "{help}");
    }
    assert_eq!(rule.get("helpUri"), None);

    let retired = of("retired-code");
    let related = retired["relatedLocations"].as_array().expect("places");
    assert_eq!(related[0]["physicalLocation"]["artifactLocation"]["uri"], "errors.toml");
    assert!(related[0]["message"]["text"].is_string());

    let ids: Vec<_> = driver["rules"].as_array().expect("rules").iter().map(|rule| &rule["id"]).collect();
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(ids[index], &result["ruleId"]);
    }
    assert!(ids.len() <= results.len(), "a rule that nothing breaks is not listed");

    let uri = |log: &Value| {
        log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone()
    };
    assert_eq!(uri(&logs[1]), "a%20b%3Ac.toml");
    assert_eq!(uri(&logs[4]), "%3Cstdin%3E");
    assert_eq!(
        (&logs[2]["runs"][0]["results"], &logs[2]["runs"][0]["tool"]["driver"]["rules"]),
        (&json!([]), &json!([]))
    );
}

#[test]
fn a_command_that_could_not_run_says_so() {
    let invocation = &logs("sarif-unreadable")[3]["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let why = invocation["toolExecutionNotifications"][0]["message"]["text"].as_str().expect("a reason");
    assert!(why.contains("`absent.toml` cannot be read"), "{why}");
}

#[test]
fn outputs_are_results_too() {
    let logs = logs("sarif-outputs");
    let result = |log: &Value| log["runs"][0]["results"][0].clone();
    let stale = result(&logs[5]);
    assert_eq!(stale["ruleId"], "stale-output");
    let text = stale["message"]["text"].as_str().expect("a message");
    assert!(
        text.starts_with("out/errors.rs is missing\nhelp: run `error-catalog generate good.toml`"),
        "{text}"
    );
    assert_eq!(
        stale["locations"][0]["physicalLocation"],
        json!({ "artifactLocation": { "uri": "out/errors.rs" } })
    );
    assert_eq!(result(&logs[6])["ruleId"], "refused-output");
}

/// Every log fits the schema, whose file the environment names: the repository does not have it.
#[test]
#[ignore = "tests/sarif.sh runs it, with the schema of SARIF"]
fn logs_fit_the_schema() {
    let path = std::env::var("ERROR_CATALOG_SARIF_SCHEMA").expect("the path of the schema");
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON");
    // This pattern has a bracket that is never opened. Logs have no `language`.
    for object in ["run", "toolComponent"] {
        let properties = schema["definitions"][object]["properties"].as_object_mut().expect("properties");
        assert!(properties.remove("language").is_some());
    }
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for log in logs("sarif-schema") {
        let mistakes: Vec<_> = schema.iter_errors(&log).map(|mistake| mistake.to_string()).collect();
        assert_eq!(mistakes, Vec::<String>::new(), "{log:#}");
    }
    assert!(!schema.is_valid(&json!({ "version": "2.1.0" })));
}
