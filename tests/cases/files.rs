//! Files as build scripts and other programs meet them; how the command does stands in its own tests, and in `files.sh`.

use std::fs;
use std::path::{Path, PathBuf};

use error_catalog_codegen::{Artifact, Checker, Part, check, configure, emit};
use error_catalog_test_support::scratch;

const CATALOG: &str =
    "[catalog]\nname = \"example\"\n[errors]\nNOT_FOUND = { status = 404, message = \"Not found\" }\n";

fn write(file: impl AsRef<Path>, text: impl AsRef<[u8]>) {
    fs::write(file, text).expect("a file");
}

/// A catalog in a project of its own that includes a file beside the project.
fn including_outside(name: &str) -> PathBuf {
    let folder = scratch(name);
    fs::create_dir_all(folder.join("project/.git")).expect("a folder");
    write(folder.join("outside.toml"), "[errors]\nGONE = { status = 410, message = \"Gone\" }\n");
    let file = folder.join("project/errors.toml");
    write(&file, CATALOG.replace("[errors]", "include = \"../outside.toml\"\n[errors]"));
    file
}

#[test]
fn build_scripts_include_what_is_in_the_project() {
    let file = including_outside("files-include");
    let out = file.with_file_name("out");
    let compile = || configure().out_dir(&out);
    let refused = compile().compile(&file).expect_err("a file outside");
    let rules: Vec<_> = refused.report().expect("a report").errors().map(|error| error.rule.id).collect();
    assert_eq!(rules, ["outside-project"]);
    assert!(!out.exists());
    compile().allow_outside().compile(&file).expect("what is allowed");
    assert!(fs::read_to_string(out.join("example.rs")).expect("a file").contains("Gone"));
    assert!(Checker::new(&file).allow_outside(true).check().expect("a file").catalog.is_some());
}

#[test]
fn build_scripts_say_what_is_no_catalog() {
    let folder = scratch("files-odd");
    let file = folder.join("errors.toml");
    let why = || configure().out_dir(&folder).compile(&file).expect_err("no catalog").to_string();
    write(&file, b"# \xe9");
    let cases = [
        (b"# \xe9".to_vec(), "invalid UTF-8: byte 0xE9 at 1:3; save it as UTF-8"),
        (CATALOG.encode_utf16().flat_map(u16::to_le_bytes).collect(), "it is UTF-16; save it as UTF-8"),
        (b"# \0".to_vec(), "it is not text: NUL byte at 1:3"),
        (CATALOG.replace('\n', "\r").into_bytes(), "its line endings are CR without LF"),
    ];
    for (bytes, expected) in cases {
        write(&file, bytes);
        assert!(why().contains(expected) && why().contains(&file.display().to_string()), "{}", why());
    }
    fs::remove_file(&file).expect("a file");
    fs::create_dir(&file).expect("a folder");
    assert!(why().contains("it is a directory"), "{}", why());
}

#[test]
fn build_scripts_say_where_a_file_is_not_and_what_is_near() {
    let folder = scratch("files-near");
    write(folder.join("errors.toml"), CATALOG);
    let compile = |name: &str| {
        let error = configure().out_dir(&folder).compile(folder.join(name)).expect_err("no such file");
        error.to_string()
    };
    let near = compile("error.toml");
    assert!(near.starts_with("file `") && near.contains("the folder of Cargo.toml: "), "{near}");
    assert!(near.ends_with("errors.toml`?"), "{near}");
    let far = compile("catalog-of-leads.toml");
    assert!(far.contains("`error-catalog new`"), "{far}");
}

#[test]
fn build_scripts_say_what_to_write_for_a_setting() {
    let folder = scratch("files-settings");
    write(folder.join("errors.toml"), CATALOG);
    let why = |config: error_catalog_codegen::Config| {
        config.out_dir(&folder).compile(folder.join("errors.toml")).expect_err("a mistake").to_string()
    };
    let cases = [
        (configure().error_name("api error"), "write a name such as `ApiError`"),
        (configure().param_type("int", "i64"), "write one of `string`, `bool`, `i64`"),
        (configure().param_type("u64", "Vec<("), "param_type: `Vec<(` is not valid Rust"),
        (configure().type_attribute("Codes", "#[x]"), "unknown type `Codes`: write one of Error, Code"),
        (configure().variant_attribute("NOT_FOND", "#[x]"), "did you mean `NOT_FOUND`?"),
        (configure().variant_attribute("X", "#[x]"), "write its key in the catalog, or `*`"),
    ];
    for (config, expected) in cases {
        let why = why(config);
        assert!(why.contains(expected), "no {expected:?} in: {why}");
    }
}

/// Where a folder has a line end in its name, what a build script prints is still one line for each directive.
#[test]
#[cfg(unix)]
fn build_scripts_print_no_directives_of_a_path() {
    const NAME: &str = "files::build_scripts_print_no_directives_of_a_path";
    const FOLDER: &str = "ERROR_CATALOG_FILES_FOLDER";
    if let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) {
        // The output of this test alone, run once more.
        let catalog = folder.join("x\ncargo::rustc-env=FORGED=1\r\n.d/errors.toml");
        for file in [&catalog, &catalog.with_file_name("none.toml")] {
            println!("{:?}", configure().out_dir(&folder).compile(file).map_err(|error| error.to_string()));
        }
        let out = configure().out_dir(catalog.parent().expect("a folder")).compile(&catalog);
        println!("{}", out.expect_err("a folder that no directive can name"));
        return;
    }
    let folder = scratch("files-directives");
    let inner = folder.join("x\ncargo::rustc-env=FORGED=1\r\n.d");
    fs::create_dir(&inner).expect("a folder");
    let more = CATALOG.replace("[errors]", "include = \"more.toml\"\n[errors]");
    write(inner.join("errors.toml"), more);
    write(
        inner.join("more.toml"),
        "[category.unused]\n[errors]\nGONE = { status = 410, message = \"Gone\" }\n",
    );
    let run = std::process::Command::new(std::env::current_exe().expect("a program"))
        .args([NAME, "--exact", "--nocapture"])
        .env(FOLDER, &folder)
        .output()
        .expect("the test runs");
    let printed = String::from_utf8(run.stdout).expect("text") + &String::from_utf8_lossy(&run.stderr);
    assert!(printed.contains("cargo::rerun-if-changed=") && printed.contains("cargo::warning="), "{printed}");
    assert!(printed.contains("the path contains a control character"), "{printed}");
    assert!(printed.contains("more.toml") && printed.contains("none.toml"), "{printed}");
    let forged = printed.lines().find(|line| line.trim_start().starts_with("cargo::rustc-env=FORGED"));
    assert_eq!(forged, None, "{printed}");
}

/// A file whose name has a line end is never read, and never named to cargo.
#[test]
fn build_scripts_refuse_paths_with_line_ends() {
    let folder = scratch("files-line-ends");
    let file = folder.join("errors.toml");
    let include = r#"include = "more\ncargo::rustc-env=FORGED=1\n.toml""#;
    write(&file, CATALOG.replace("[errors]", &format!("{include}\n[errors]")));
    let refused = configure().out_dir(&folder).compile(&file).expect_err("a path with a line end");
    let report = refused.report().expect("a report");
    let rules: Vec<_> = report.errors().map(|error| error.rule.id).collect();
    assert_eq!(rules, ["control-character"]);
    assert_eq!(report.files().count(), 1);
}

/// A page that was saved after it was read is left as it was saved.
#[test]
fn what_is_edited_meanwhile_is_not_lost() {
    let folder = scratch("files-edited");
    let page = folder.join("page.md");
    write(folder.join("errors.toml"), format!("{CATALOG}[generate]\ninject = \"page.md\"\n"));
    let text = "<!-- error-catalog:begin codes -->\n<!-- error-catalog:end -->\n";
    write(&page, text);
    let checked = check(folder.join("errors.toml")).expect("a file").with_parts(&[Part::Pages]);
    let filled = emit::page(&checked.catalog.expect("valid pages"), &checked.pages[0]);
    for edit in [format!("{text}more\n"), text.replace("codes", "triggers")] {
        write(&page, &edit);
        let error = filled.write().expect_err("an edit");
        assert!(error.to_string().contains("page.md: the file changed during the run"), "{error}");
        assert_eq!(fs::read_to_string(&page).expect("a page"), edit);
    }
    fs::remove_file(&page).expect("a page");
    assert!(filled.write().is_err() && !page.exists(), "a page that is gone stays gone");
    write(&page, text);
    assert!(filled.write().expect("the page as it was"));
    // Another generator may have filled it alike.
    assert!(!filled.write().expect("the page as it shall be"));
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 2, "no temporary file is left");
}

/// Writers of the same file, and of others in its folder, take each other's temporary files away: none fails of it, and there
/// is never half a file.
#[test]
fn writers_at_once() {
    let folder = scratch("files-at-once");
    let content = |writer: usize| format!("{writer}\n").repeat(20_000);
    let whole: Vec<String> = (0..4).map(content).collect();
    let file = folder.join("file");
    Artifact::new(&file, &whole[0]).write().expect("a file");
    let (file, folder, whole) = (&file, &folder, &whole);
    std::thread::scope(|scope| {
        for text in whole {
            scope.spawn(move || {
                for round in 0..50 {
                    Artifact::new(file, text).write().expect("a file that others write, too");
                    Artifact::new(folder.join("other"), format!("{round}{text}"))
                        .write()
                        .expect("another file");
                    let found = fs::read_to_string(file).expect("a file");
                    assert!(whole.contains(&found), "half a file of {} bytes", found.len());
                }
            });
        }
    });
    assert_eq!(fs::read_dir(folder).expect("a folder").count(), 2, "no temporary file is left");
}
