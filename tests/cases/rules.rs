//! Every rule has an explanation, examples and a fixture; every fixture has a rule; nothing valid breaks one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use error_catalog_codegen::{Checked, Part, RULES, Report, Severity, check};
use error_catalog_test_support::{assert_golden, catalogs, folder, scratch};

fn fixtures() -> PathBuf {
    folder().join("fixtures/invalid")
}

/// What is wrong with a catalog, and with the pages that it names.
fn report(file: &Path) -> Report {
    let checked = check(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    checked.with_parts(&[Part::Paths, Part::Pages, Part::HtmlTemplates, Part::FileTemplates]).report
}

/// Writes an example of a rule, which may be several files and may leave the catalog's name out.
fn example(folder: &Path, text: &str) -> PathBuf {
    let mut parts = text.split("# file: ");
    let main = parts.next().unwrap_or_default();
    let header = if main.contains("[catalog]") || text.contains("no header") {
        ""
    } else {
        "[catalog]\nname = \"example\"\n"
    };
    fs::create_dir_all(folder).expect("a folder");
    fs::write(folder.join("catalog.toml"), format!("{header}{main}")).expect("a file");
    for part in parts {
        let (name, content) = part.split_once('\n').expect("a file's name on a line of its own");
        fs::write(folder.join(name.trim()), content).expect("a file");
    }
    folder.join("catalog.toml")
}

#[test]
fn every_fixture_prints_what_its_file_expects() {
    for rule in RULES {
        let folder = fixtures().join(rule.id);
        let report = report(&folder.join("catalog.toml"));
        // Paths as a reader of the expectation sees them.
        let text = format!("{report}\n").replace(&format!("{}/", folder.display()), "");
        assert!(
            report.diagnostics().iter().any(|d| d.rule.id == rule.id),
            "{} does not break its rule:\n{text}",
            rule.id
        );
        assert_golden(&folder.join("expected.txt"), &text);
    }
}

#[test]
fn no_fixture_without_a_rule() {
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    let folders: BTreeSet<String> = fs::read_dir(fixtures())
        .expect("the fixtures")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(folders, rules);
}

#[test]
fn rules_are_explained() {
    for rule in RULES {
        assert!(rule.explanation.len() > 40 && rule.explanation.ends_with('.'), "{}", rule.id);
        assert!(!rule.explanation.contains("  "), "{}", rule.id);
    }
    let ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
}

#[test]
fn wrong_examples_break_their_rule_and_no_other() {
    for rule in RULES {
        let report = report(&example(&scratch(&format!("wrong-{}", rule.id)), rule.wrong));
        let broken: BTreeSet<_> = report.diagnostics().iter().map(|d| d.rule.id).collect();
        assert_eq!(broken, BTreeSet::from([rule.id]), "{report}");
    }
}

#[test]
fn right_examples_break_none() {
    for rule in RULES {
        let report = report(&example(&scratch(&format!("right-{}", rule.id)), rule.right));
        assert!(report.diagnostics().is_empty(), "{}:\n{report}", rule.id);
    }
}

#[test]
fn every_diagnostic_says_what_to_write() {
    for rule in RULES {
        let report = report(&fixtures().join(rule.id).join("catalog.toml"));
        for diagnostic in report.diagnostics() {
            assert!(
                diagnostic.help.as_ref().is_some_and(|help| help.len() > 5),
                "{}: {}",
                rule.id,
                diagnostic.message
            );
        }
    }
}

#[test]
fn every_valid_catalog_breaks_none() {
    let valid = fs::read_dir(folder().join("fixtures/valid")).expect("the fixtures");
    let valid = valid.map(|entry| entry.expect("an entry").path());
    for file in valid.chain(catalogs()) {
        let Checked { catalog, report, .. } = check(&file).expect("a file");
        assert!(report.diagnostics().is_empty(), "{report}");
        assert!(catalog.is_some(), "{}", file.display());
    }
}

#[test]
fn every_mistake_is_reported_in_one_run() {
    let file = example(
        &scratch("many-mistakes"),
        "[errors]\n\
         A = { status = 4004, message = \"{x\", catgory = \"y\" }\n\
         B = { status = 404, message = 5 }\n\
         C = { status = \"404\", message = \"{id}\" }\n\
         D = { message = \"D\" }\n\
         E = { status = 404, message = \"E\", category = \"nope\", envelope = \"nope\", retry = \"nope\" }\n",
    );
    let report = report(&file);
    let broken: Vec<_> = report.diagnostics().iter().map(|d| d.rule.id).collect();
    assert_eq!(
        broken,
        [
            "status-out-of-range",
            "malformed-template",
            "unknown-key",
            "wrong-type",
            "wrong-type",
            "undeclared-placeholder",
            "missing-status",
            "unknown-category",
            "unknown-envelope",
            "unknown-retry",
        ]
    );
}

#[test]
fn severities_can_be_set() {
    let with = |level: &str| {
        let wrong = RULES.iter().find(|rule| rule.id == "indistinct-errors").expect("the rule").wrong;
        let file = example(
            &scratch(&format!("level-{level}")),
            &format!("{wrong}[rules]\nindistinct-errors = \"{level}\"\n"),
        );
        let Checked { catalog, report, .. } = check(&file).expect("a file");
        (catalog.is_some(), report.count(Severity::Error), report.count(Severity::Warning))
    };
    assert_eq!(with("off"), (true, 0, 0));
    assert_eq!(with("warn"), (true, 0, 1));
    assert_eq!(with("error"), (false, 1, 0));
}

/// Small mistakes that once passed, or were reported twice or in the wrong words: what each breaks.
#[test]
fn small_mistakes() {
    let with = |errors: &str| format!("[catalog]\nname = \"example\"\n{errors}\n");
    let one = "[errors]\nA = { status = 404, message = \"m\" }\n";
    let cases = [
        (with("[attributes]\nt = \"template\"\n[errors]\nA = { status = 404, message = \"m\", attributes = { t = 5 } }"), "attribute-value"),
        (with("[attributes]\nt = \"int\"\n[errors]\nA = { status = 404, message = \"m\", attributes = { t = 5 } }"), "unknown-word"),
        (
            with(
                "[envelope.\"problem+json\"]\nbody = '{ \"m\": \"$message\", \"s\": \"$params.secret\" }'\n[errors.A]\nstatus = 404\n\
                 message = \"m\"\nparams.secret = { type = \"string\", internal = true }",
            ),
            "internal-parameter",
        ),
        (
            with("[errors.A]\nstatus = 404\nmessage = \"{s}\"\nparams.s = { type = \"string\", internal = true, detail = false }"),
            "internal-parameter",
        ),
        (with(&format!("[rust]\nerror = \"Code\"\n{one}")), "name-clash"),
        (with("[errors]\nA = { status = 404, message = \"m\", rust = \"ALL\" }"), "unusable-name"),
        (
            with(
                "[rust]\nconstructors = true\n[errors]\nIO_ERROR = { status = 404, message = \"m\" }\n\
                 DISK_BROKEN = { status = 500, message = \"n\", rust = \"IOError\" }",
            ),
            "name-clash",
        ),
        (
            with("[attributes]\nto_string = \"string\"\n[errors]\nA = { status = 404, message = \"m\", attributes.to_string = \"x\" }"),
            "unusable-name",
        ),
        (with(&format!("[rust]\ncode = \"p\"\n{one}")), "unusable-name"),
        (with(&format!("{one}[operations.x]\nrust = \"p\"\nerrors = [\"A\"]")), "unusable-name"),
        (with("[errors]\nA = { status = 404, message = \"m\", source = \"foo bar\" }"), "invalid-source"),
        (with("[errors]\nA = { status = 404, message = \"m\", source = \"_\" }"), "invalid-source"),
        (with("[errors]\nA = { status = 404, message = \"m\", source = \"Vec<\" }"), "invalid-source"),
        (
            with(
                "[errors]\nA = { status = 500, message = \"m\", source = { type = \"std::io::Error\", from = true } }\n\
                 B = { status = 500, message = \"n\", source = { type = \"::std::io::Error\", from = true } }",
            ),
            "invalid-from",
        ),
        (with("[errors]\nA = { status = 500, message = \"m\", source = { type = \"Error\", from = true } }"), "invalid-from"),
        (with("[errors]\nA = { status = 422, message = \"m\", issues = {} }"), "missing-key"),
        (with("[errors]\nA = { status = 422, message = \"m\", issues = { form = \"x::Y\", from = \"x::Y\" } }"), "unknown-key"),
        (with("[errors]\nA = { status = 422, message = \"m\", issues = \"x::Y\" }"), "wrong-type"),
        (with("[errors]\nA = { status = 404, message = \"m\", code = \"\" }"), "unusable-name"),
        (with("[errors]\nA = { status = 404, message = \"{x}\", params.x = { type = \"u64\", wire = \"\" } }"), "parameter-name"),
        (with(&format!("[status]\n404 = {{ retry = \"r\" }}\n[retry.r]\nkind = \"immediate\"\nattempts = 5000000000\n{one}")), "wrong-type"),
        (with("[errors]\nA = { status = 404, message = \"{x}\", params.x = { type = \"[u64]\", example = '[\"a\"]' } }"), "invalid-example"),
        (with("[errors]\nA = { status = 404, message = \"{x}\", params.x = { type = \"timestamp\", example = \"2025-02-31T00:00:00Z\" } }"), "invalid-example"),
        (with("[errors]\nA = { status = 404, message = \"m\", headers = { X-A = \"1\", x-a = \"2\" } }"), "header-name"),
        (with(&format!("[envelope.default]\nbody = '{{ \"m\": \"$message\" }}'\nheaders = {{ X-A = \"$params\" }}\n{one}")), "header-value"),
        (with(&format!("[envelope.default]\nbody = '{{ \"m\": \"$message\" }}'\nmedia_type = \"json\"\n{one}")), "header-value"),
        (with(&format!("[envelope.default]\nbody = '[{{ \"$each?\": \"errors\", \"m\": \"$message\" }}]'\n{one}")), "envelope-json"),
        (format!("[catalog]\nname = \"example\"\ndocs = \"://{{code}}\"\n{one}"), "invalid-docs"),
        (format!("[catalog]\nname = \"example\"\ndocs = \"https://a/{{{{code}}}}\"\n{one}"), "invalid-docs"),
        ("[catalog]\nname = \"example\"\nhttp = false\n[category.c]\nstatus = 404\n[errors]\nA = { message = \"m\", category = \"c\" }".into(), "missing-status"),
        ("[catalog]\nname = \"example\"\nhttp = false\n[errors]\nA = { message = \"m\" }\n[framework]\n404 = \"A\"".into(), "framework-error"),
        (with("[retry.r]\nkind = \"exponentail\"\nbase = \"1s\"\n[errors]\nA = { status = 404, message = \"m\", retry = \"r\" }"), "unknown-word"),
        (with("[categories.auth]\n[errors]\nA = { status = 404, message = \"m\", category = \"auth\" }"), "unknown-key"),
        (with("[errors.A]\nstatus = 404\nmessage = \"m\"\n[errors.A]\nstatus = 404\nmessage = \"m\""), "duplicate-key"),
        (with(&format!("{one}[framework]\n4040 = \"A\"")), "status-out-of-range"),
        (with(&format!("{one}[operations.x]\nerrors = [5]")), "wrong-type"),
        (with("[errors.user.source]\nstatus = 404\nmessage = \"m\""), "unquoted-dotted-code"),
        (with("[errors]\nA = { status = 404, message = \"{x}\", params.x = { type = \"string[]\" } }"), "unknown-parameter-type"),
    ];
    for (i, (text, rule)) in cases.iter().enumerate() {
        let report = report(&example(&scratch(&format!("small-{i}")), text));
        let broken: Vec<_> = report.diagnostics().iter().map(|d| d.rule.id).collect();
        assert_eq!(broken, [*rule], "{text}\n{report}");
    }
}

/// One small mistake with many consequences: told once, where it was made, with what to write.
#[test]
fn one_mistake_is_one_diagnostic() {
    const A: &str = "[errors.A]\nstatus = 404\nmessage = \"m\"\n";
    const LIST: &str =
        "[errors]\nA = { status = 404, message = \"m\" }\nB = { status = 410, message = \"n\" }\n";
    let cases: &[(&str, String, &str, usize, &str)] = &[
        ("a brace that is missing", LIST.replace("\"m\" }", "\"m\""), "syntax", 4, "closing bracket or quote"),
        ("a bracket that is missing", format!("[operations.x]\nerrors = [\"A\", \"B\"\n{LIST}"), "syntax", 4, "closing bracket or quote"),
        ("a quote that is missing", LIST.replace("\"m\"", "\"m"), "syntax", 4, "with the quote that opens it"),
        (
            "closing quotes that are missing",
            format!("{A}fix = '''\nx\n[errors.B]\nstatus = 410\nmessage = \"n\"\nfix = '''\nLook: here\n'''\n"),
            "syntax",
            12,
            "",
        ),
        ("the last closing quotes", format!("{A}fix = '''\nx\n[errors.B]\nstatus = 410\n"), "syntax", 6, "closing bracket or quote"),
        (
            "opening quotes that are missing",
            format!("{A}fix = \nLook: here,\nand there\n'''\n[errors.B]\nstatus = 410\nmessage = \"n\"\n"),
            "syntax",
            6,
            "",
        ),
        (
            "a category without its status",
            "[category.c]\n[errors]\nA = { message = \"m\", category = \"c\" }\nB = { message = \"n\", category = \"c\" }\n".into(),
            "missing-status",
            5,
            "or in the category",
        ),
        (
            "a category that is misspelt where it is declared",
            "[category.c1]\nstatus = 404\n[errors]\nA = { message = \"m\", category = \"c\" }\nB = { message = \"n\", category = \"c\" }\n".into(),
            "unknown-category",
            6,
            "did you mean `c1`?",
        ),
        (
            "an error's name that is misspelt over its parameters",
            "[errors.NOT_FOUND]\nstatus = 404\nmessage = \"{id}\"\n[errors.NOT_FUOND.params]\nid = \"u64\"\n".into(),
            "missing-message",
            6,
            "did you mean `NOT_FOUND`?",
        ),
        (
            "a section that is misspelt once",
            format!("{A}[erors.B]\nstatus = 410\nmessage = \"n\"\n[errors.B.params]\nid = \"u64\"\n"),
            "unknown-key",
            6,
            "did you mean `errors`?",
        ),
        (
            "`params` that is misspelt",
            "[errors.A]\nstatus = 404\nmessage = \"{id}\"\n[errors.A.parms]\nid = \"u64\"\n".into(),
            "unknown-key",
            6,
            "did you mean `params`?",
        ),
        (
            "no header above statuses",
            format!("[retry.r]\nkind = \"immediate\"\n404 = {{ retry = \"r\" }}\n410 = {{ when = \"x\" }}\n500 = {{ when = \"y\" }}\n{A}"),
            "unknown-key",
            5,
            "the missing table header",
        ),
        (
            "no header above an error",
            format!("{A}fix = \"f\"\nstatus = 410\nmessage = \"n\"\nfix = \"g\"\n"),
            "duplicate-key",
            7,
            "the missing table header",
        ),
        (
            "no header above an error, below parameters",
            "[errors.A]\nstatus = 404\nmessage = \"{id}\"\n[errors.A.params]\nid = \"u64\"\nmessage = \"Try it again.\"\nfix = \"Try it again.\"\n".into(),
            "unknown-parameter-type",
            8,
            "`[errors.CODE]`",
        ),
        (
            "no header above the first error",
            "[status]\n404 = { when = \"x\" }\nstatus = 404\nmessage = \"m\"\nfix = \"f\"\n[errors.B]\nstatus = 404\nmessage = \"n\"\n".into(),
            "wrong-type",
            5,
            "the missing table header",
        ),
        (
            "no header above categories",
            "[status]\n404 = { when = \"x\" }\nc = { status = 404 }\n[errors]\nA = { message = \"m\", category = \"c\" }\n".into(),
            "status-out-of-range",
            5,
            "from 100 to 599",
        ),
        (
            "no header above parameters, below headers",
            "[errors.A]\nstatus = 404\nmessage = \"{id}\"\n[errors.A.headers]\nid = { type = \"u64\" }\n".into(),
            "wrong-type",
            7,
            "a string",
        ),
        (
            "no header above paths, below rules",
            format!("{A}[rules]\nno-fix = \"off\"\nrust = \"a\"\nopenapi = \"b\"\nmarkdown = \"c\"\n"),
            "unknown-rule",
            8,
            "the missing table header",
        ),
        (
            "no header above paths, below statuses",
            format!("{A}[framework]\n404 = \"A\"\nrust = \"a\"\nopenapi = \"b\"\nmarkdown = \"c\"\n"),
            "status-out-of-range",
            8,
            "the missing table header",
        ),
        (
            "an envelope without its parameters",
            "[envelope.default]\nbody = '{ \"c\": \"$code\", \"p\": \"params\" }'\n[errors]\n\
             A = { status = 404, message = \"m\", params = { a = \"u64\", b = \"u64\" } }\n\
             B = { status = 410, message = \"n\", params = { a = \"u64\" } }\n"
                .into(),
            "unused-parameter",
            6,
            "in the envelope",
        ),
        (
            "an object of the body that is misspelt",
            format!(
                "[envelope.default]\nbody = '{{ \"eror\": {{ \"code\": \"$code\", \"text\": \"$message\" }} }}'\n\
                 fields = {{ \"error.code\" = \"c\", \"error.text\" = \"t\" }}\n{A}"
            ),
            "unknown-field",
            5,
            "did you mean `eror.code`?",
        ),
        (
            "an attribute that is misspelt where it is declared",
            "[attributes]\nownr = \"string\"\n[errors]\n\
             A = { status = 404, message = \"m\", attributes = { owner = \"x\" } }\n\
             B = { status = 410, message = \"n\", attributes = { owner = \"x\" } }\n"
                .into(),
            "unknown-attribute",
            6,
            "did you mean `ownr`?",
        ),
        (
            "no header above categories, below rate limits",
            "[rate_limits]\nr = { scope = \"s\", limit = 1, window = \"1m\" }\na = { status = 404 }\nb = { status = 410 }\n\
             c = { status = 500 }\n[errors]\nA = { message = \"m\", category = \"a\" }\n"
                .into(),
            "unknown-key",
            5,
            "the missing table header",
        ),
        ("no `[catalog]` at all", format!("# no header\n{A}"), "missing-key", 1, "add `[catalog]`"),
    ];
    for (i, (what, text, rule, line, help)) in cases.iter().enumerate() {
        let report = report(&example(&scratch(&format!("once-{i}")), text));
        let has_help = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains(help));
        let told = report.diagnostics().iter();
        let told: Vec<_> =
            told.map(|d| (d.rule.id, report.location(d.span).line, has_help(&d.help))).collect();
        assert_eq!(told, [(*rule, *line, true)], "{what}:\n{text}\n{report}");
    }
}

/// What looks odd and is right.
#[test]
fn no_false_alarms() {
    let cases = [
        "[errors]\nERR = { status = 404, message = \"m\" }",
        "[errors]\nA = { status = 404, message = \"m\", source = \"Box<dyn Error + Send + Sync>\" }",
        "[errors]\nA = { status = 404, message = \"m\", source = \"(A, [u8; 4], r#type::X<'static>)\" }",
        "[errors.A]\nstatus = 404\nmessage = \"{x} {y}\"\n[errors.A.params]\nx = { type = \"u64\", wire = \"w\" }\n\
         y = { type = \"u64\", wire = \"w\", detail = false }",
        "[errors]\nA = { status = 404, message = \"a b\" }\nB = { status = 410, message = \"c d\" }\nC = { status = 409, message = \"URL too long\" }",
        "[errors]\nERROR_1 = { status = 404, message = \"a\" }\nERROR_2 = { status = 410, message = \"b\" }",
    ];
    for (i, text) in cases.iter().enumerate() {
        let report = report(&example(&scratch(&format!("odd-{i}")), text));
        assert!(report.diagnostics().is_empty(), "{text}\n{report}");
    }
}
