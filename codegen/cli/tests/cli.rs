//! The command as a program: what it prints, and how it exits.

mod support;

use std::fs;
use std::path::PathBuf;

use support::{GOOD, Run, folder, run};

const BAD: &str =
    "[catalog]\nname = \"example\"\n[errors]\nNOT_FOUND = { status = 404, mesage = \"Not found\" }\n";
const DOUBTFUL: &str = "[catalog]\nname = \"example\"\n[envelope.default]\nbody = '{ \"m\": \"$message\" }'\n[errors]\nA = { status = 404, message = \"x\" }\nB = { status = 404, message = \"x\" }\n";

#[test]
fn check_says_how_a_catalog_fares() {
    let good = run(&folder("good", GOOD), &["check", "errors.toml"]);
    assert_eq!((good.code, good.err.as_str()), (Some(0), ""));
    assert_eq!(good.out, "errors.toml: 1 error defined, 0 warnings\n");

    let bad = run(&folder("bad", BAD), &["check", "errors.toml"]);
    assert_eq!(bad.code, Some(1));
    assert_eq!(bad.out, "errors.toml: 1 mistake, 0 warnings\n");
    for part in ["error[unknown-key]", "errors.toml:4:29", "^^^^^^", "help: did you mean `message`?"] {
        assert!(bad.err.contains(part), "no {part:?} in:\n{}", bad.err);
    }
}

#[test]
fn warnings_fail_only_where_they_are_denied() {
    let folder = folder("doubtful", DOUBTFUL);
    let lenient = run(&folder, &["check", "errors.toml"]);
    assert_eq!((lenient.code, lenient.out.as_str()), (Some(0), "errors.toml: 2 errors defined, 1 warning\n"));
    assert!(lenient.err.contains("warning[indistinct-errors]"), "{}", lenient.err);
    assert_eq!(run(&folder, &["check", "--deny-warnings", "errors.toml"]).code, Some(1));
}

#[test]
fn check_prints_json() {
    let bad = run(&folder("json", BAD), &["check", "--format", "json", "errors.toml"]);
    assert_eq!(bad.code, Some(1));
    let found: serde_json::Value = serde_json::from_str(&bad.out).expect("JSON");
    assert_eq!(
        found,
        serde_json::json!([{
            "rule": "unknown-key",
            "severity": "error",
            "file": "errors.toml",
            "line": 4,
            "column": 29,
            "end_line": 4,
            "end_column": 35,
            "message": "unknown key `mesage` in `errors.CODE`",
            "help": "did you mean `message`?",
            "related": [],
        }])
    );
    let good = run(&folder("json-good", GOOD), &["check", "--format", "json", "errors.toml"]);
    assert_eq!((good.code, good.out.as_str()), (Some(0), "[]\n"));
}

#[test]
fn check_prints_annotations() {
    let bad = run(&folder("github", BAD), &["check", "--format", "github", "errors.toml"]);
    assert_eq!(
        bad.out,
        "::error file=errors.toml,line=4,col=29,endLine=4,title=unknown-key::unknown key `mesage` in \
            `errors.CODE`%0Ahelp: did you mean `message`?\n"
    );
}

#[test]
fn generate_prints_json_and_annotations() {
    let folder = folder("generate-formats", GOOD);
    let json = |run: &Run| serde_json::from_str::<serde_json::Value>(&run.out).expect("JSON alone");
    let missing = run(&folder, &["generate", "--check", "--format", "json", "errors.toml"]);
    assert_eq!(missing.code, Some(1));
    assert_eq!(json(&missing)[0]["file"], "out/errors.rs");
    assert_eq!(json(&missing)[0]["message"], "is missing");
    assert_eq!(json(&missing)[0]["help"], "run `error-catalog generate errors.toml` and commit the files");
    let annotated = run(&folder, &["generate", "--check", "--format", "github", "errors.toml"]);
    assert_eq!(annotated.code, Some(1));
    assert!(
        annotated
            .out
            .contains("::error file=out/errors.rs,title=stale::out/errors.rs is missing%0Ahelp: run"),
        "{}",
        annotated.out
    );
    let written = run(&folder, &["generate", "--format", "json", "errors.toml"]);
    assert_eq!((written.code, json(&written)), (Some(0), serde_json::json!([])));
    fs::write(folder.join("errors.toml"), BAD).expect("a catalog");
    let bad = run(&folder, &["generate", "--format", "json", "errors.toml"]);
    assert_eq!((bad.code, bad.err.as_str()), (Some(1), ""));
    assert_eq!(json(&bad)[0]["rule"], "unknown-key");
}

#[test]
fn quiet_says_only_what_is_wrong() {
    let folder = folder("quiet", GOOD);
    for arguments in [["check", "--quiet", "errors.toml"], ["generate", "--quiet", "errors.toml"]] {
        let quiet = run(&folder, &arguments);
        assert_eq!((quiet.code, quiet.out.as_str(), quiet.err.as_str()), (Some(0), "", ""));
    }
    fs::write(folder.join("errors.toml"), BAD).expect("a catalog");
    let bad = run(&folder, &["check", "--quiet", "errors.toml"]);
    assert_eq!((bad.code, bad.out.as_str()), (Some(1), ""));
    assert!(bad.err.contains("error[unknown-key]"), "{}", bad.err);
}

#[test]
fn what_cannot_be_read_could_not_run() {
    let folder = folder("unreadable", GOOD);
    for command in ["check", "generate"] {
        let missing = run(&folder, &[command, "no-such.toml"]);
        assert_eq!(missing.code, Some(2));
        assert!(missing.err.starts_with("error-catalog: `no-such.toml` cannot be read"), "{}", missing.err);
        assert_eq!(run(&folder, &[command, "."]).code, Some(2));
    }
    fs::write(folder.join("latin1.toml"), b"[catalog]\nname = \"\xe9\"\n").expect("a file");
    assert_eq!(run(&folder, &["check", "latin1.toml"]).code, Some(2));
    assert_eq!(run(&folder, &["check"]).code, Some(2));
    assert_eq!(run(&folder, &["no-such-command"]).code, Some(2));
}

#[test]
fn generate_writes_once_and_check_compares() {
    let folder = folder("generate", GOOD);
    let missing = run(&folder, &["generate", "--check", "errors.toml"]);
    assert_eq!(missing.code, Some(1));
    assert!(missing.out.contains("out/errors.rs is missing"), "{}", missing.out);
    assert!(!folder.join("out").exists(), "a check writes nothing");

    let first = run(&folder, &["generate", "errors.toml"]);
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert!(first.out.contains("wrote     out/errors.rs"), "{}", first.out);
    let second = run(&folder, &["generate", "errors.toml"]);
    assert!(second.out.contains("unchanged out/errors.rs"), "{}", second.out);
    assert_eq!(run(&folder, &["generate", "--check", "errors.toml"]).code, Some(0));

    fs::write(folder.join("errors.toml"), GOOD.replace("Not found", "Nothing here")).expect("a catalog");
    let before = fs::read(folder.join("out/errors.rs")).expect("a file");
    let stale = run(&folder, &["generate", "--check", "errors.toml"]);
    assert_eq!(stale.code, Some(1));
    assert!(
        stale.out.contains("out/errors.rs is stale")
            && stale.out.contains("+    /// Message: `Nothing here`"),
        "{}",
        stale.out
    );
    assert_eq!(fs::read(folder.join("out/errors.rs")).expect("a file"), before, "a check writes nothing");
}

#[test]
fn generate_writes_nothing_while_a_catalog_has_a_mistake() {
    let folder = folder("mixed", GOOD);
    fs::write(folder.join("bad.toml"), BAD).expect("a catalog");
    assert_eq!(run(&folder, &["generate", "errors.toml", "bad.toml"]).code, Some(1));
    assert!(!folder.join("out").exists());
}

#[test]
fn generate_into_a_folder() {
    let folder = folder("into", GOOD);
    let run = run(&folder, &["generate", "--out", "elsewhere", "errors.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(folder.join("elsewhere/example.rs").is_file() && !folder.join("out").exists());
}

#[test]
fn generate_fills_pages() {
    let catalog = format!("{GOOD}markdown = \"out/errors.md\"\ninject = \"page.md\"\n");
    let folder = folder("pages", &catalog);
    let page =
        |kind: &str| format!("# Mine\n\n<!-- error-catalog:begin {kind} -->\n<!-- error-catalog:end -->\n");
    fs::write(folder.join("page.md"), page("code")).expect("a page");
    let wrong = run(&folder, &["generate", "errors.toml"]);
    assert_eq!(wrong.code, Some(1), "{}", wrong.err);
    assert!(
        wrong.err.contains("error[unknown-marker]") && wrong.err.contains("page.md:3:26"),
        "{}",
        wrong.err
    );
    assert!(!folder.join("out").exists(), "nothing is written while a page has a mistake");

    fs::write(folder.join("page.md"), page("codes")).expect("a page");
    let stale = run(&folder, &["generate", "--check", "errors.toml"]);
    assert_eq!(stale.code, Some(1));
    assert!(
        stale.out.contains("page.md is stale") && stale.out.contains("+| `NOT_FOUND` | 404 |"),
        "{}",
        stale.out
    );
    assert_eq!(run(&folder, &["generate", "errors.toml"]).code, Some(0));
    assert_eq!(run(&folder, &["generate", "--check", "errors.toml"]).code, Some(0));
    assert!(folder.join("out/errors.md").is_file());
    let into = run(&folder, &["generate", "--out", "elsewhere", "errors.toml"]);
    assert_eq!(into.code, Some(0), "{}", into.err);
    assert!(folder.join("elsewhere/example.md").is_file() && !folder.join("elsewhere/page.md").exists());
}

#[test]
fn rules_are_explained() {
    let folder = folder("explain", GOOD);
    let one = run(&folder, &["explain", "unknown-key"]);
    assert_eq!(one.code, Some(0));
    for part in ["unknown-key (error)", "wrong:", "right:", "mesage"] {
        assert!(one.out.contains(part), "no {part:?} in:\n{}", one.out);
    }
    assert!(run(&folder, &["explain"]).out.lines().count() > 40);
    let none = run(&folder, &["explain", "no-such-rule"]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("unknown rule or envelope `no-such-rule`"), "{}", none.err);
}

/// What is printed of a built-in envelope is TOML that declares the same.
#[test]
fn built_in_envelopes_are_explained() {
    let folder = folder("envelopes", GOOD);
    for built_in in error_catalog_codegen::catalog::BUILT_IN {
        let name = built_in.name;
        let one = run(&folder, &["explain", name]);
        assert!(
            one.out.starts_with(&format!("{name} (built-in envelope)\n\n{}", built_in.description)),
            "{}",
            one.out
        );
        let declaration: String = one
            .out
            .lines()
            .filter_map(|line| line.strip_prefix("    "))
            .flat_map(|line| [line, "\n"])
            .collect();
        let catalog = |declaration: &str, picked: &str| {
            let text = format!(
                "[catalog]\nname = \"example\"\ndocs = \"https://example.com/{{code}}\"\n{declaration}[errors]\n\
                 INVALID = {{ status = 422, message = \"Invalid\", issues = true, params = {{ x = \"u64\" }}{picked} }}\n"
            );
            fs::write(folder.join("errors.toml"), text).expect("a catalog");
            let error_catalog_codegen::Checked { catalog, report, .. } =
                error_catalog_codegen::check(folder.join("errors.toml")).expect("a file");
            assert!(report.diagnostics().is_empty(), "{report}");
            catalog.expect("a valid catalog")
        };
        let declared = &catalog(&declaration, "").envelopes[0];
        let picked = &catalog("", &format!(", envelope = \"{name}\"")).envelopes[0];
        assert_eq!(declared.body, picked.body, "{declaration}");
        assert_eq!(
            (&declared.media_type, declared.highest_status),
            (&picked.media_type, picked.highest_status)
        );
    }
    assert!(run(&folder, &["explain"]).out.contains("envelope json:api\n"));
    let none = run(&folder, &["explain", "problem-json"]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("did you mean `problem+json`?"), "{}", none.err);
}

#[test]
fn an_error_is_explained() {
    let catalog = "[catalog]\nname = \"example\"\n[errors.BUSY]\nstatus = 503\nmessage = \"Try again in {seconds} seconds\"\n\
                   retry = \"after-header\"\nheaders.Retry-After = \"{seconds}\"\nparams.seconds = { type = \"u64\", example = 30 }\n\
                   [operations.read]\nroute = \"GET /x\"\nerrors = [\"BUSY\"]\n";
    let folder = folder("story", catalog);
    let story = run(&folder, &["explain", "errors.toml", "BUSY"]);
    assert_eq!(
        story.out,
        "BUSY (example 0.0.0)\n\
         errors.toml:3\n\
         \n\
         code         \"BUSY\"\n\
         status       503 Service Unavailable\n\
         message      Try again in {seconds} seconds\n\
         parameters   seconds: u64 (example: 30)\n\
         envelope     problem+json\n\
         headers      Retry-After: {seconds}\n\
         retry        after the delay in the `Retry-After` header\n\
         operations   read (GET /x)\n\
         example      {\n\
         \x20              \"title\": \"Service Unavailable\",\n\
         \x20              \"status\": 503,\n\
         \x20              \"detail\": \"Try again in 30 seconds\",\n\
         \x20              \"instance\": \"urn:uuid:550e8400-e29b-41d4-a716-446655440000\",\n\
         \x20              \"code\": \"BUSY\",\n\
         \x20              \"params\": {\n\
         \x20                \"seconds\": 30\n\
         \x20              }\n\
         \x20            }\n\
         Rust         Error::Busy\n"
    );
    let unknown = run(&folder, &["explain", "errors.toml", "BUSI"]);
    assert_eq!(unknown.code, Some(2));
    assert!(
        unknown.err.contains("unknown error `BUSI` in `errors.toml`; did you mean `BUSY`?"),
        "{}",
        unknown.err
    );
    assert_eq!(run(&folder, &["explain", "errors.toml"]).code, Some(2));
}

#[test]
fn openapi_goes_into_a_document_that_is_there() {
    let catalog = "[catalog]\nname = \"example\"\n[errors]\nNOT_FOUND = { status = 404, message = \"Not found\" }\n\
                   [generate]\nopenapi = { path = \"api.yaml\", merge = \"components\" }\n";
    let folder = folder("merge", catalog);
    let missing = run(&folder, &["generate", "errors.toml"]);
    assert_eq!(missing.code, Some(2));
    assert!(missing.err.contains("`api.yaml` cannot be read"), "{}", missing.err);
    fs::write(folder.join("api.yaml"), "openapi: 3.1.1\ncomponents: {}\n").expect("a document");
    let refused = run(&folder, &["generate", "errors.toml"]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("error: api.yaml:2: `components` has a value"), "{}", refused.err);
    // What a parser refuses stays what it is, by whichever way it would be merged.
    let invalid = "openapi: 3.1.1\ninfo: *nowhere\ncomponents:\n";
    fs::write(folder.join("api.yaml"), invalid).expect("a document");
    for option in ["--quiet", "--check", "--adopt"] {
        let refused = run(&folder, &["generate", option, "errors.toml"]);
        assert_eq!(refused.code, Some(1));
        assert!(refused.err.contains("error: api.yaml:2: invalid YAML: "), "{}", refused.err);
        assert_eq!(fs::read_to_string(folder.join("api.yaml")).expect("the document"), invalid);
    }
    fs::write(folder.join("api.yaml"), "components: # ours\n").expect("a document");
    assert_eq!(run(&folder, &["generate", "--check", "errors.toml"]).code, Some(1));
    assert_eq!(run(&folder, &["generate", "errors.toml"]).code, Some(0));
    let written = fs::read_to_string(folder.join("api.yaml")).expect("the document");
    assert!(written.starts_with("components: # ours\n  # error-catalog:begin\n  schemas:\n    ExampleCode:"));
    assert_eq!(run(&folder, &["generate", "--check", "errors.toml"]).code, Some(0));
}

#[test]
fn openapi_adopts_responses_written_by_hand() {
    let catalog = "[catalog]\nname = \"example\"\n[errors]\nNOT_FOUND = { status = 404, message = \"Not found\" }\n\
                   [operations]\nget_a = { route = \"GET /a\", errors = [\"NOT_FOUND\"] }\n\
                   get_b = { route = \"GET /b\", errors = [\"NOT_FOUND\"] }\n\
                   [generate]\nopenapi = { path = \"api.yaml\", merge = \"operations\" }\n";
    let folder = folder("adopt", catalog);
    let path = |name: &str| {
        let responses = "\"200\": { description: ok }\n        \"404\": { description: by hand }";
        format!("  /{name}:\n    get:\n      responses:\n        {responses}\n")
    };
    let document = format!("openapi: 3.1.1\npaths:\n{}{}components:\n", path("a"), path("b"));
    fs::write(folder.join("api.yaml"), &document).expect("a document");
    let refused = run(&folder, &["generate", "errors.toml"]);
    assert_eq!(refused.code, Some(1));
    for line in [7, 12] {
        let message = format!("error: api.yaml:{line}: `404` already exists");
        assert!(
            refused.err.contains(&message) && refused.err.contains("generate --adopt"),
            "{}",
            refused.err
        );
    }
    let json = run(&folder, &["generate", "--format", "json", "errors.toml"]);
    assert!(json.out.contains("\"line\": 12") && !json.err.contains("error"), "{}{}", json.out, json.err);
    let sarif = run(&folder, &["generate", "--format", "sarif", "errors.toml"]);
    assert!(sarif.out.contains("\"startLine\": 12") && !sarif.err.contains("error"), "{}", sarif.out);

    let shown = run(&folder, &["generate", "--adopt", "--check", "errors.toml"]);
    assert_eq!(shown.code, Some(1));
    assert_eq!(fs::read_to_string(folder.join("api.yaml")).expect("the document"), document);
    let written = run(&folder, &["generate", "--adopt", "errors.toml"]);
    assert_eq!(written.code, Some(0), "{}", written.err);
    for out in [&shown.out, &written.out] {
        assert_eq!(out.matches("\n-        \"404\": { description: by hand }\n").count(), 2, "{out}");
        assert!(out.contains("\n+        # error-catalog:begin\n"), "{out}");
    }
    let after = fs::read_to_string(folder.join("api.yaml")).expect("the document");
    assert!(after.contains("\"200\": { description: ok }\n") && !after.contains("by hand"), "{after}");
    // Once is enough.
    for arguments in [&["generate", "--check", "errors.toml"][..], &["generate", "--adopt", "errors.toml"]] {
        let again = run(&folder, arguments);
        assert_eq!(again.code, Some(0), "{}", again.err);
        assert!(!again.out.contains("@@"), "{}", again.out);
    }
}

#[test]
fn a_starter_catalog_is_right_and_never_overwrites() {
    let folder = folder("new", GOOD);
    let taken = run(&folder, &["new"]);
    assert_eq!((taken.code, taken.out.as_str()), (Some(2), ""));
    assert_eq!(taken.err, "error-catalog: refusing to overwrite `errors.toml`: the file already exists\n");
    assert_eq!(fs::read_to_string(folder.join("errors.toml")).expect("a file"), GOOD);

    let new = run(&folder, &["new", "--name", "leads", "deep/er/catalog.toml"]);
    assert_eq!(new.code, Some(0), "{}", new.err);
    assert!(new.out.starts_with("wrote deep/er/catalog.toml with the catalog `leads`"), "{}", new.out);
    assert_eq!(new.out.lines().count(), 4, "{}", new.out);
    let check = run(&folder, &["check", "--deny-warnings", "deep/er/catalog.toml"]);
    assert_eq!((check.code, check.err.as_str()), (Some(0), ""));
    let made = run(&folder, &["generate", "--out", "made", "deep/er/catalog.toml"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    assert!(folder.join("made/leads.rs").is_file());

    // What stands in comments is right, too.
    let file = folder.join("deep/er/catalog.toml");
    let text = fs::read_to_string(&file).expect("a file");
    let (top, rest) = text.split_once("[catalog]").expect("a header");
    let awake: String = rest
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(toml) if toml.starts_with('[') || toml.contains(" = ") => format!("{toml}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    fs::write(&file, format!("{top}[catalog]{awake}")).expect("a file");
    let check = run(&folder, &["check", "--deny-warnings", "deep/er/catalog.toml"]);
    assert_eq!((check.code, check.err.as_str()), (Some(0), ""), "{awake}");
}

#[test]
fn a_starter_catalog_has_the_name_of_what_is_around_it() {
    let folder = folder("new-names", GOOD);
    let name = |arguments: &[&str], file: &str| {
        let new = run(&folder, arguments);
        assert_eq!(new.code, Some(0), "{}", new.err);
        let error_catalog_codegen::Checked { catalog, report, .. } =
            error_catalog_codegen::check(folder.join(file)).expect("a file");
        catalog.unwrap_or_else(|| panic!("{report}")).name
    };
    fs::create_dir_all(folder.join("Lead Api/src")).expect("a folder");
    // The tests themselves lie in a package: below the workspace the folder's name is never asked for.
    fs::write(folder.join("Lead Api/Cargo.toml"), "[package]\nname = \"lead_api\"\n").expect("a manifest");
    assert_eq!(name(&["new", "Lead Api/src/errors.toml"], "Lead Api/src/errors.toml"), "lead_api");
    assert_eq!(name(&["new", "a.toml", "--name", "a-1"], "a.toml"), "a-1");
    let illegal = run(&folder, &["new", "b.toml", "--name", "Our Leads"]);
    assert_eq!(illegal.code, Some(2));
    assert!(illegal.err.contains("write `our-leads`"), "{}", illegal.err);
    assert!(!folder.join("b.toml").exists());
}

#[test]
fn the_format_is_printed() {
    let folder = folder("schema", GOOD);
    let schema: serde_json::Value = serde_json::from_str(&run(&folder, &["schema"]).out).expect("JSON");
    assert_eq!(
        schema["properties"]["errors"]["additionalProperties"]["required"],
        serde_json::json!(["message"])
    );
    assert!(run(&folder, &["schema", "--format", "markdown"]).out.starts_with("# The catalog format\n"));
}

#[test]
fn catalogs_are_exported_a_line_each() {
    let folder = folder("export", GOOD);
    let two = run(&folder, &["export", "errors.toml", "errors.toml"]);
    assert_eq!((two.code, two.err.as_str(), two.out.lines().count()), (Some(0), "", 2));
    for line in two.out.lines() {
        let export: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(export["errors"][0]["code"], "NOT_FOUND");
    }
    let pretty = run(&folder, &["export", "--pretty", "errors.toml"]);
    assert!(pretty.out.starts_with("{\n  \"format\": 1,\n  \"catalog\": {\n"), "{}", pretty.out);

    fs::write(folder.join("bad.toml"), BAD).expect("a catalog");
    let bad = run(&folder, &["export", "errors.toml", "bad.toml"]);
    assert_eq!((bad.code, bad.out.as_str()), (Some(1), ""));
    assert!(bad.err.contains("error[unknown-key]"), "{}", bad.err);
    assert_eq!(run(&folder, &["export", "no-such.toml"]).code, Some(2));
}

#[test]
fn what_is_committed_is_what_is_generated() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let catalogs = ["leadron", "lehnz", "lendworks", "lorn", "product-tours"];
    let files = catalogs.map(|name| format!("tests/catalogs/{name}/errors.toml"));
    let arguments: Vec<&str> =
        ["generate", "--check"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let checked = run(&root, &arguments);
    assert_eq!(checked.code, Some(0), "{}{}", checked.out, checked.err);
}

#[test]
fn a_file_of_somebody_elses_is_not_overwritten() {
    let folder = folder("foreign", GOOD);
    fs::create_dir_all(folder.join("out")).expect("a folder");
    fs::write(folder.join("out/errors.rs"), "// written by hand\n").expect("a file");
    let refused = run(&folder, &["generate", "errors.toml"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.err.contains("out/errors.rs was not generated: refusing to overwrite it"),
        "{}",
        refused.err
    );
    assert_eq!(fs::read_to_string(folder.join("out/errors.rs")).expect("a file"), "// written by hand\n");
    let forced = run(&folder, &["generate", "--force", "--quiet", "errors.toml"]);
    assert_eq!((forced.code, forced.out.as_str(), forced.err.as_str()), (Some(0), "", ""));
    assert_eq!(run(&folder, &["generate", "--check", "errors.toml"]).code, Some(0));
}

#[test]
fn one_target_alone_and_orphans() {
    let two = GOOD
        .replace("[generate]", "GONE = { status = 410, message = \"Gone\" }\n[generate]\nhtml = \"site\"");
    let folder = folder("only", &two);
    let made = run(&folder, &["generate", "--only", "html", "errors.toml"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    assert!(folder.join("site/GONE.html").is_file() && !folder.join("out").exists(), "{}", made.out);
    fs::write(folder.join("site/mine.html"), "by hand").expect("a file");
    fs::write(folder.join("errors.toml"), two.replace("GONE = { status = 410, message = \"Gone\" }\n", ""))
        .expect("a catalog");
    let stale = run(&folder, &["generate", "--check", "--only", "html", "errors.toml"]);
    assert_eq!(stale.code, Some(1));
    assert!(stale.out.contains("GONE.html is an orphan"), "{}", stale.out);
    assert!(stale.out.contains("run `error-catalog generate errors.toml`"), "{}", stale.out);
    assert_eq!(run(&folder, &["generate", "--only", "html", "errors.toml"]).code, Some(0));
    assert!(!folder.join("site/GONE.html").exists() && folder.join("site/mine.html").exists());
    let nothing = run(&folder, &["generate", "--only", "markdown", "errors.toml"]);
    assert!(nothing.out.contains("nothing to generate"), "{}", nothing.out);
}

#[test]
fn templates_of_ones_own() {
    let catalog = GOOD.replace("[generate]", "[generate]\nhtml = { path = \"site\", templates = \"mine\" }");
    let folder = folder("templates", &catalog);
    let none = run(&folder, &["generate", "errors.toml"]);
    assert_eq!(none.code, Some(1));
    assert!(none.err.contains("error[invalid-template]: no known template in"), "{}", none.err);
    fs::create_dir_all(folder.join("mine")).expect("a folder");
    fs::write(folder.join("mine/error.html"), "<h1>Ours: {{ error.code }}</h1>").expect("a template");
    assert_eq!(run(&folder, &["generate", "errors.toml"]).code, Some(0));
    let page = fs::read_to_string(folder.join("site/NOT_FOUND.html")).expect("a page");
    assert!(page.starts_with("<h1>Ours: NOT_FOUND</h1>"), "{page}");
    fs::write(folder.join("mine/error.html"), "<h1>\n{{ error.nothing.at_all }}</h1>").expect("a template");
    let wrong = run(&folder, &["generate", "errors.toml"]);
    assert_eq!(wrong.code, Some(1));
    assert!(wrong.err.contains("error: error.html:2: "), "{}", wrong.err);
}

#[test]
fn files_of_templates_of_ones_own() {
    let catalog =
        GOOD.to_owned() + "[[generate.template]]\npath = \"errors.ts.jinja\"\noutput = \"web/errors.ts\"\n";
    let folder = folder("file-templates", &catalog);
    let template = "{% for error in errors -%}\nexport const {{ error.name | camel }} = {{ error.code | json }};\n{% endfor %}";
    fs::write(folder.join("errors.ts.jinja"), template).expect("a template");
    assert_eq!(run(&folder, &["generate", "--check", "errors.toml"]).code, Some(1));
    assert_eq!(run(&folder, &["generate", "errors.toml"]).code, Some(0));
    let made = fs::read_to_string(folder.join("web/errors.ts")).expect("a file");
    assert_eq!(made, "export const notFound = \"NOT_FOUND\";\n");
    assert_eq!(run(&folder, &["generate", "--check", "errors.toml"]).code, Some(0));
    fs::write(folder.join("errors.ts.jinja"), "\n{{ errors[0].nothing.there }}").expect("a template");
    let wrong = run(&folder, &["generate", "errors.toml"]);
    assert_eq!(wrong.code, Some(1));
    assert!(wrong.err.contains("error: errors.ts.jinja:2: "), "{}", wrong.err);
    assert_eq!(fs::read_to_string(folder.join("web/errors.ts")).expect("a file"), made, "the old one stays");
}

/// Neither a terminal nor GitHub takes a text of a catalog for a command of its own.
#[test]
fn texts_of_a_catalog_are_no_commands() {
    let hostile = r"\u001B[31mred\u001B]0;title\u0007\n::error::x%0A::add-mask::y\u202E";
    let good = format!(
        "[catalog]\nname = \"example\"\n[errors.A]\nstatus = 404\nmessage = \"{hostile}\"\ndescription = \"{hostile}\"\nfix = \"{hostile}\"\n"
    );
    let bad = format!("{good}category = \"{hostile}\"\n\"{hostile}\" = 1\n");
    let acts = |text: &str| text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202E}');
    let folder = folder("commands", &bad);
    fs::write(folder.join("good.toml"), good).expect("a catalog");
    for arguments in [
        &["check", "errors.toml"][..],
        &["check", "--format", "github", "errors.toml"],
        &["generate", "--check", "errors.toml"],
        &["explain", "good.toml", "A"],
        &["explain", "good.toml", "\u{1b}[31m"],
    ] {
        let run = run(&folder, arguments);
        assert!(!acts(&run.out) && !acts(&run.err), "{arguments:?}: {:?} {:?}", run.out, run.err);
        let commands = run.out.lines().chain(run.err.lines()).filter(|line| line.starts_with("::"));
        let commands: Vec<_> = commands.collect();
        assert!(
            commands.iter().all(|line| line.starts_with("::error file=errors.toml,line=")),
            "{commands:?}"
        );
        assert_eq!(commands.len(), if arguments.contains(&"github") { 2 } else { 0 }, "{commands:?}");
    }
}

/// Where nobody reads on, or nothing can be written, the command ends without a word of a panic.
#[cfg(target_os = "linux")]
#[test]
fn output_that_goes_nowhere() {
    use std::process::{Command, Stdio};
    // More than a pipe holds.
    let many: String =
        (0..500).map(|n| format!("ERROR_{n} = {{ status = 404, message = \"{n}\" }}\n")).collect();
    let folder = folder("nowhere", &format!("[catalog]\nname = \"many\"\n[errors]\n{many}"));
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_error-catalog"));
        command.args(["export", "errors.toml"]).current_dir(&folder);
        command
    };
    let mut closed = command().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command");
    drop(closed.stdout.take());
    let closed = closed.wait_with_output().expect("an end");
    assert_eq!((closed.status.code(), String::from_utf8_lossy(&closed.stderr).as_ref()), (Some(141), ""));

    let full = fs::File::options().write(true).open("/dev/full").expect("a device");
    let full = command().stdout(full).output().expect("the command");
    assert_eq!(full.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&full.stderr).contains("standard output: No space left"), "{full:?}");

    let mute = fs::File::options().write(true).open("/dev/full").expect("a device");
    let mute =
        Command::new(env!("CARGO_BIN_EXE_error-catalog")).args(["check", "none.toml"]).stderr(mute).status();
    assert_eq!(mute.expect("the command").code(), Some(2));
}
