//! `check -`: a catalog on standard input.

#[allow(dead_code)] // Not every file of tests needs all of it.
mod support;

use std::fs;

use support::{GOOD, folder, run, run_with_input};

const BAD: &[u8] =
    b"[catalog]\nname = \"example\"\n[errors]\nNOT_FOUND = { status = 404, mesage = \"Not found\" }\n";

#[test]
fn a_catalog_on_standard_input_is_checked() {
    let folder = folder("stdin", BAD_FILE);
    let good = run_with_input(&folder, &["check", "-"], GOOD.as_bytes());
    assert_eq!((good.code, good.err.as_str()), (Some(0), ""));
    assert_eq!(good.out, "<stdin>: 1 error defined, 0 warnings\n");

    let bad = run_with_input(&folder, &["check", "-"], BAD);
    assert_eq!(bad.code, Some(1));
    assert!(bad.err.contains("error[unknown-key]") && bad.err.contains("<stdin>:4:29"), "{}", bad.err);

    // The file of that path is not read, and another one is checked with it.
    let named = run_with_input(&folder, &["check", "-", "--path", "errors.toml"], GOOD.as_bytes());
    assert_eq!((named.code, named.err.as_str()), (Some(0), ""));
    assert_eq!(named.out, "errors.toml: 1 error defined, 0 warnings\n");
    fs::write(folder.join("other.toml"), GOOD).expect("a catalog");
    let both =
        run_with_input(&folder, &["check", "other.toml", "-", "--path", "api/errors.toml"], GOOD.as_bytes());
    assert_eq!(
        both.out,
        "other.toml: 1 error defined, 0 warnings\napi/errors.toml: 1 error defined, 0 warnings\n"
    );
    for format in ["json", "github", "sarif"] {
        let bad = run_with_input(&folder, &["check", "--format", format, "-", "--path", "api/x.toml"], BAD);
        assert_eq!((bad.code, bad.err.as_str()), (Some(1), ""));
        assert!(bad.out.contains("api/x.toml"), "{}", bad.out);
    }
}

const BAD_FILE: &str = "no catalog";

#[test]
fn includes_and_the_project_are_found_from_the_path() {
    let folder = folder("stdin-includes", "");
    fs::create_dir_all(folder.join("api/.git")).expect("a folder");
    fs::write(folder.join("api/more.toml"), "[errors]\nGONE = { status = 410, message = \"Gone\" }\n")
        .expect("a file");
    fs::write(folder.join("outside.toml"), "").expect("a file");
    let including = |path: &str| GOOD.replace("[errors]", &format!("include = \"{path}\"\n[errors]"));
    let check =
        |path: &str, text: &str| run_with_input(&folder, &["check", "-", "--path", path], text.as_bytes());
    let found = check("api/errors.toml", &including("more.toml"));
    assert_eq!(found.out, "api/errors.toml: 2 errors defined, 0 warnings\n", "{}", found.err);
    let absent = check("errors.toml", &including("more.toml"));
    assert!(absent.err.contains("error[include-not-found]"), "{}", absent.err);
    let outside = check("api/errors.toml", &including("../outside.toml"));
    assert!(outside.err.contains("error[outside-project]"), "{}", outside.err);
}

#[test]
fn standard_input_that_is_no_catalog_could_not_run() {
    let folder = folder("stdin-odd", GOOD);
    let utf16 = run_with_input(&folder, &["check", "-"], b"\xff\xfe[\0c\0");
    assert_eq!(utf16.code, Some(2));
    assert_eq!(utf16.err, "error-catalog: standard input cannot be read: it is UTF-16; save it as UTF-8\n");
    let twice = run(&folder, &["check", "-", "-"]);
    assert_eq!((twice.code, twice.err.contains("write `-` once")), (Some(2), true), "{}", twice.err);
    let unused = run(&folder, &["check", "errors.toml", "--path", "x.toml"]);
    assert_eq!((unused.code, unused.err.contains("write `check - --path FILE`")), (Some(2), true));
    let empty = run(&folder, &["check", "-"]);
    assert!(empty.err.contains("error[empty-catalog]"), "{}", empty.err);
}
