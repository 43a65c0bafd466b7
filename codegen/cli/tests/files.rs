//! The command among files: what it reads, what it writes, and that nothing is lost on the way.
//!
//! What takes mounts, other users or many runs stands in `tests/files.sh`.

mod support;

use std::fs;
use std::path::Path;

use support::{GOOD, folder, run};

/// A catalog in a project of its own: without `.git` the project would be the one around the tests.
fn project(name: &str, catalog: &str) -> std::path::PathBuf {
    let folder = folder(name, catalog);
    fs::create_dir(folder.join(".git")).expect("a folder");
    fs::create_dir(folder.join("api")).expect("a folder");
    fs::rename(folder.join("errors.toml"), folder.join("api/errors.toml")).expect("a catalog");
    folder
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

const MORE: &str = "[errors]\nGONE = { status = 410, message = \"Gone\" }\n";

#[test]
fn includes_stay_in_the_project() {
    let including = |path: &str| GOOD.replace("[errors]", &format!("include = \"{path}\"\n[errors]"));
    let folder = project("include-outside", "");
    fs::write(folder.join("more.toml"), MORE).expect("a file");
    fs::write(folder.join("../outside.toml"), MORE).expect("a file");
    let absolute = folder.join("more.toml");
    for inside in ["../more.toml", "../api/../more.toml", absolute.to_str().expect("text")] {
        fs::write(folder.join("api/errors.toml"), including(inside)).expect("a catalog");
        let checked = run(&folder, &["check", "api/errors.toml"]);
        assert_eq!((checked.code, checked.err.as_str()), (Some(0), ""), "{inside}");
    }
    let outside = folder.join("../outside.toml");
    for outside in ["../../outside.toml", "../../no-such.toml", outside.to_str().expect("text")] {
        fs::write(folder.join("api/errors.toml"), including(outside)).expect("a catalog");
        for arguments in [
            &["check", "api/errors.toml"][..],
            &["generate", "api/errors.toml"],
            &["export", "api/errors.toml"],
        ] {
            let refused = run(&folder, arguments);
            assert_eq!(refused.code, Some(1), "{outside}");
            assert!(refused.err.contains("error[outside-project]"), "{}", refused.err);
            assert!(refused.err.contains("api/errors.toml:3:11"), "{}", refused.err);
            assert!(refused.err.contains("--allow-outside"), "{}", refused.err);
        }
    }
    fs::write(folder.join("api/errors.toml"), including("../../outside.toml")).expect("a catalog");
    for command in ["check", "generate", "export"] {
        let allowed = run(&folder, &[command, "--allow-outside", "api/errors.toml"]);
        assert_eq!((allowed.code, allowed.err.as_str()), (Some(0), ""), "{command}");
    }
}

/// Where there is no `.git`, the outermost `Cargo.toml` counts; it is the tests' own.
#[test]
fn a_project_is_known_by_its_folder() {
    let folder = folder("project", &GOOD.replace("[errors]", "include = \"../more.toml\"\n[errors]"));
    fs::write(folder.join("../more.toml"), MORE).expect("a file");
    assert_eq!(run(&folder, &["check", "errors.toml"]).code, Some(0));
    fs::create_dir(folder.join(".git")).expect("a folder");
    assert_eq!(run(&folder, &["check", "errors.toml"]).code, Some(1));
}

#[test]
fn outputs_stay_in_the_project() {
    let targets = [
        "rust = \"PATH\"",
        "openapi = \"PATH\"",
        "openapi = { path = \"PATH\", merge = \"components\" }",
        "markdown = \"PATH\"",
        "html = \"PATH\"",
        "[[generate.template]]\npath = \"template.jinja\"\noutput = \"PATH\"",
    ];
    for target in targets {
        let with = |path: &str| GOOD.replace("rust = \"out/errors.rs\"", &target.replace("PATH", path));
        let folder = project("output-outside", &with("../../written"));
        let outside = folder.join("../written");
        let _ = fs::remove_file(&outside);
        fs::write(folder.join("api/template.jinja"), "text").expect("a template");
        for arguments in [&["generate", "api/errors.toml"][..], &["generate", "--check", "api/errors.toml"]] {
            let refused = run(&folder, arguments);
            assert_eq!(refused.code, Some(1), "{target}: {}{}", refused.out, refused.err);
            assert!(
                refused.err.contains(
                    "error[outside-project]: `../../written` is outside the project of the catalog"
                ),
                "{target}: {}",
                refused.err
            );
        }
        assert!(!outside.exists(), "{target}");
    }
    let catalog =
        GOOD.replace("rust = \"out/errors.rs\"", "rust = \"../src/errors.rs\"\nmarkdown = \"../../written\"");
    let folder = project("output-outside", &catalog);
    assert_eq!(run(&folder, &["generate", "api/errors.toml"]).code, Some(1));
    assert!(!folder.join("src").exists(), "nothing is written, inside neither");
    let json = run(&folder, &["generate", "--format", "json", "api/errors.toml"]);
    assert!(json.out.contains("is outside the project of the catalog"), "{}", json.out);
    assert_eq!(run(&folder, &["generate", "--only", "rust", "api/errors.toml"]).code, Some(1));
    assert_eq!(run(&folder, &["generate", "--out", "../elsewhere", "api/errors.toml"]).code, Some(0));
    assert_eq!(run(&folder, &["generate", "--allow-outside", "api/errors.toml"]).code, Some(0));
    assert!(folder.join("../written").is_file() && folder.join("src/errors.rs").is_file());
}

#[test]
fn pages_and_templates_stay_in_the_project() {
    let page = "<!-- error-catalog:begin codes -->\n<!-- error-catalog:end -->\n";
    let targets = [
        "inject = \"../../page.md\"",
        "html = { path = \"site\", templates = \"../..\" }",
        "[[generate.template]]\npath = \"../../page.jinja\"\noutput = \"x\"",
    ];
    for target in targets {
        let folder = project("page-outside", &GOOD.replace("rust = \"out/errors.rs\"", target));
        fs::write(folder.join("../page.md"), page).expect("a page");
        let refused = run(&folder, &["generate", "api/errors.toml"]);
        assert_eq!(refused.code, Some(1), "{target}");
        assert!(refused.err.contains("error[outside-project]: `../.."), "{target}: {}", refused.err);
        assert_eq!(read(folder.join("../page.md")), page);
    }
}

#[test]
fn outputs_take_nobody_elses_place() {
    let cases = [
        ("rust = \"errors.toml\"", "`errors.toml` is a file of the catalog and must not be overwritten"),
        (
            "rust = \"../api/./more.toml\"",
            "`../api/./more.toml` is a file of the catalog and must not be overwritten",
        ),
        (
            "markdown = \"a\"\nhtml = \"b\"\nrust = \"b/index.html\"",
            "is used by two outputs; the other path is `api/b/index.html`",
        ),
        ("markdown = \"a\"\nrust = \"../api/a\"", "duplicate output path"),
        ("rust = \"a\"\nmarkdown = \"a/b\"", "api/a would be both a file and the folder of `api/a/b`"),
        (
            "[[generate.template]]\npath = \"template.jinja\"\noutput = \"template.jinja\"",
            "`template.jinja` is a template and must not be overwritten",
        ),
        ("inject = \"page.md\"\nrust = \"page.md\"", "duplicate output path `page.md`"),
    ];
    for (generate, message) in cases {
        let catalog = GOOD.replace("[errors]", "include = \"more.toml\"\n[errors]");
        let catalog = catalog.replace("rust = \"out/errors.rs\"", generate);
        let folder = project("clash", &catalog);
        let page = "<!-- error-catalog:begin codes -->\n<!-- error-catalog:end -->\n";
        let others = [("more.toml", MORE), ("template.jinja", "text"), ("page.md", page)];
        for (name, content) in others {
            fs::write(folder.join("api").join(name), content).expect("a file");
        }
        let refused = run(&folder, &["generate", "--force", "api/errors.toml"]);
        assert_eq!(refused.code, Some(1), "{generate}: {}{}", refused.out, refused.err);
        assert!(refused.err.contains(message), "{generate}: {}", refused.err);
        assert_eq!(read(folder.join("api/errors.toml")), catalog, "{generate}");
        for (name, content) in others {
            assert_eq!(read(folder.join("api").join(name)), content, "{generate}");
        }
        assert_eq!(fs::read_dir(folder.join("api")).expect("a folder").count(), 4, "{generate}");
    }
}

#[test]
fn two_catalogs_do_not_write_over_each_other() {
    let folder = folder("two-catalogs", GOOD);
    let other = GOOD.replace("\"example\"", "\"other\"").replace("NOT_FOUND", "ABSENT");
    fs::write(folder.join("other.toml"), other).expect("a catalog");
    let refused = run(&folder, &["generate", "errors.toml", "other.toml"]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("out/errors.rs is used by two outputs"), "{}", refused.err);
    assert!(!folder.join("out").exists());
    assert_eq!(
        run(&folder, &["generate", "errors.toml", "./errors.toml"]).code,
        Some(0),
        "the same twice is once"
    );
}

/// What other targets made, in whatever words their paths are written, is no orphan of the reference.
#[test]
fn outputs_within_the_reference_are_no_orphans() {
    let catalog = GOOD.replace("out/errors.rs", "./site/x/../errors.rs")
        + "html = \"site\"\nmarkdown = \"site/errors.md\"\n";
    let folder = folder("no-orphans", &catalog);
    fs::create_dir_all(folder.join("site/x")).expect("a folder");
    assert_eq!(run(&folder, &["generate", "errors.toml"]).code, Some(0));
    for arguments in [&["generate", "--only", "html", "errors.toml"][..], &["generate", "errors.toml"]] {
        assert_eq!(run(&folder, arguments).code, Some(0));
        assert!(folder.join("site/errors.md").is_file() && folder.join("site/errors.rs").is_file());
    }
}

/// One that cannot be written is named; the others are written all the same.
#[test]
fn one_output_that_cannot_be_written() {
    let folder =
        folder("one-fails", &(GOOD.to_owned() + "markdown = \"taken/errors.md\"\nopenapi = \"api.yaml\"\n"));
    fs::write(folder.join("taken"), "no folder").expect("a file");
    fs::create_dir(folder.join("api.yaml")).expect("a folder");
    let failed = run(&folder, &["generate", "errors.toml"]);
    assert_eq!(failed.code, Some(2));
    assert!(failed.err.contains("taken/errors.md"), "{}", failed.err);
    fs::remove_file(folder.join("taken")).expect("a file");
    let failed = run(&folder, &["generate", "errors.toml"]);
    assert_eq!(failed.code, Some(2));
    assert!(failed.err.contains("api.yaml: it is a directory"), "{}", failed.err);
}

#[test]
fn odd_files_have_a_clear_answer() {
    type Order = fn(u16) -> [u8; 2];
    let utf16 = |order: Order, mark: &str| -> Vec<u8> {
        format!("{mark}{GOOD}").encode_utf16().flat_map(order).collect()
    };
    let (little, big): (Order, Order) = (u16::to_le_bytes, u16::to_be_bytes);
    let with = |bytes: &[u8]| [GOOD.as_bytes(), bytes].concat();
    let refused = [
        (utf16(little, "\u{FEFF}"), "it is UTF-16; save it as UTF-8"),
        (utf16(little, ""), "it is UTF-16; save it as UTF-8"),
        (utf16(big, "\u{FEFF}"), "it is UTF-16; save it as UTF-8"),
        (utf16(big, ""), "it is UTF-16; save it as UTF-8"),
        (
            with("# é ".as_bytes().iter().chain(b"\xe9\n").copied().collect::<Vec<_>>().as_slice()),
            "invalid UTF-8: byte 0xE9 at 7:5",
        ),
        (with(b"# \xc3"), "invalid UTF-8: byte 0xC3 at 7:3"),
        (with(b"# \0\n"), "it is not text: NUL byte at 7:3"),
        (GOOD.replace('\n', "\r").into_bytes(), "its line endings are CR without LF"),
    ];
    let page = "inject = \"page.md\"\n";
    let merged = "openapi = { path = \"page.md\", merge = \"components\" }\n";
    for (bytes, why) in &refused {
        let folder = folder("odd", GOOD);
        fs::write(folder.join("odd.toml"), bytes).expect("a file");
        let main = run(&folder, &["check", "odd.toml"]);
        assert_eq!(main.code, Some(2));
        assert!(
            main.err.starts_with(&format!("error-catalog: `odd.toml` cannot be read: {why}")),
            "{}",
            main.err
        );
        fs::write(folder.join("errors.toml"), GOOD.replace("[errors]", "include = \"odd.toml\"\n[errors]"))
            .expect("a file");
        let included = run(&folder, &["check", "errors.toml"]);
        assert_eq!(included.code, Some(1));
        let why = why.split(';').next().expect("a reason");
        for part in
            ["error[include-not-found]: `odd.toml` cannot be read: ", why, "errors.toml:3:11", "= help: "]
        {
            assert!(included.err.contains(part), "no {part:?} in:\n{}", included.err);
        }
        fs::write(folder.join("page.md"), bytes).expect("a file");
        for (generate, code) in [(page, 1), (merged, 2)] {
            fs::write(folder.join("errors.toml"), GOOD.to_owned() + generate).expect("a file");
            let refused = run(&folder, &["generate", "errors.toml"]);
            assert_eq!(refused.code, Some(code), "{}", refused.err);
            assert!(
                refused.err.contains("`page.md` cannot be read: ") && refused.err.contains(why),
                "{}",
                refused.err
            );
            assert_eq!(&fs::read(folder.join("page.md")).expect("a file"), bytes);
            assert!(!folder.join("out").exists());
        }
    }
    let taken = [format!("\u{FEFF}{GOOD}"), GOOD.replace('\n', "\r\n")];
    for text in taken {
        let folder = folder("odd", &text);
        let checked = run(&folder, &["check", "errors.toml"]);
        assert_eq!((checked.code, checked.err.as_str()), (Some(0), ""));
    }
    let marked = run(&folder("odd", &format!("\u{FEFF}x = 1\n{GOOD}")), &["check", "errors.toml"]);
    assert!(marked.err.contains("errors.toml:1:1\n"), "{}", marked.err);
    for (text, part) in [
        ("", "error[empty-catalog]"),
        ("\u{FEFF}", "errors.toml:1:1"),
        ("# a\n#\r \n", "save the file with LF or CRLF"),
    ] {
        let empty = run(&folder("odd", text), &["check", "errors.toml"]);
        assert_eq!(empty.code, Some(1));
        assert!(empty.err.contains(part), "{}", empty.err);
    }
}

/// Pages and documents keep their line ends and their byte order mark.
#[test]
fn marks_and_line_ends_of_pages_stay() {
    let catalog =
        GOOD.to_owned() + "inject = \"page.md\"\nopenapi = { path = \"api.yaml\", merge = \"components\" }\n";
    let folder = folder("page-marks", &catalog);
    let page = "\u{FEFF}<!-- error-catalog:begin codes -->\r\n<!-- error-catalog:end -->\r\nend\r\n";
    fs::write(folder.join("page.md"), page).expect("a page");
    fs::write(folder.join("api.yaml"), "\u{FEFF}openapi: 3.1.1\r\ncomponents:\r\n  x: 1\r\n")
        .expect("a document");
    let made = run(&folder, &["generate", "errors.toml"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    for (name, begin) in [("page.md", "\u{FEFF}<!-- "), ("api.yaml", "\u{FEFF}openapi: 3.1.1\r\n")] {
        let text = read(folder.join(name));
        assert!(text.starts_with(begin) && text.contains("NOT_FOUND"), "{text}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text}");
    }
    assert_eq!(run(&folder, &["generate", "--check", "errors.toml"]).code, Some(0));
}

/// Half a catalog of the largest size, and one byte more than that.
#[test]
fn what_is_too_large_is_not_read() {
    let folder = folder("large", GOOD);
    let comment = "# nothing\n";
    let most = 48 << 20;
    let large = |size: usize| GOOD.to_owned() + &comment.repeat((size - GOOD.len()) / comment.len());
    let text = large(most);
    fs::write(folder.join("errors.toml"), &text).expect("a catalog");
    let checked = run(&folder, &["check", "errors.toml"]);
    assert_eq!((checked.code, checked.err.as_str()), (Some(0), ""));
    fs::write(folder.join("errors.toml"), text + comment).expect("a catalog");
    let refused = run(&folder, &["check", "errors.toml"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.err.contains("`errors.toml` cannot be read: it is larger than 48 MiB; "),
        "{}",
        refused.err
    );
    // Of what is no TOML at all, the first mistake is told.
    fs::write(folder.join("errors.toml"), "= [\n".repeat(1 << 19)).expect("a catalog");
    let garbage = run(&folder, &["check", "errors.toml"]);
    assert_eq!((garbage.code, garbage.out.as_str()), (Some(1), "errors.toml: 1 mistake, 0 warnings\n"));
    fs::remove_file(folder.join("errors.toml")).expect("a file");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn links_that_lead_out_are_outside() {
        let catalog = GOOD.replace("[errors]", "include = \"link.toml\"\n[errors]");
        let folder = project("links-out", &catalog);
        fs::write(folder.join("../outside.toml"), MORE).expect("a file");
        symlink("../../outside.toml", folder.join("api/link.toml")).expect("a link");
        let refused = run(&folder, &["check", "api/errors.toml"]);
        assert_eq!(refused.code, Some(1));
        assert!(refused.err.contains("error[outside-project]: `link.toml`"), "{}", refused.err);

        // A folder that leads out; a file that does, to nothing as yet; a file within the reference.
        let target = folder.join("../links-out-target");
        for (generate, path, link) in [
            ("rust = \"out/deep/errors.rs\"", "api/out", "../../links-out-target"),
            ("rust = \"errors.rs\"", "api/errors.rs", "../../links-out-target/errors.rs"),
            ("html = \"site\"", "api/site/index.html", "../../../links-out-target/index.html"),
        ] {
            let _ = fs::remove_dir_all(&target);
            let folder = project("links-out", &GOOD.replace("rust = \"out/errors.rs\"", generate));
            fs::create_dir(&target).expect("a folder");
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            symlink(link, path).expect("a link");
            let refused = run(&folder, &["generate", "api/errors.toml"]);
            assert_eq!(refused.code, Some(1), "{generate}: {}", refused.out);
            assert!(refused.err.contains("is outside the project of the catalog"), "{}", refused.err);
            assert_eq!(fs::read_dir(&target).expect("a folder").count(), 0, "{generate}");
        }
    }

    #[test]
    fn a_link_stays_and_its_file_is_replaced() {
        let folder = folder("links", GOOD);
        fs::create_dir_all(folder.join("out")).expect("a folder");
        fs::create_dir_all(folder.join("real")).expect("a folder");
        fs::write(folder.join("real/errors.rs"), "").expect("a file");
        for target in ["../real/errors.rs", "../real/none-yet.rs", "../new/folder/errors.rs"] {
            let link = folder.join("out/errors.rs");
            let _ = fs::remove_file(&link);
            symlink(target, &link).expect("a link");
            let made = run(&folder, &["generate", "errors.toml"]);
            assert_eq!(made.code, Some(0), "{}", made.err);
            assert_eq!(fs::read_link(&link).expect("a link"), Path::new(target));
            assert!(read(folder.join("out").join(target)).contains("NotFound"));
        }
        let link = folder.join("out/errors.rs");
        fs::remove_file(&link).expect("a link");
        symlink("errors.rs", &link).expect("a link");
        let round = run(&folder, &["generate", "errors.toml"]);
        assert_eq!(round.code, Some(2));
        assert!(round.err.contains("out/errors.rs: "), "{}", round.err);
        // A link to another output is a second name for it.
        fs::remove_file(&link).expect("a link");
        symlink("../errors.md", &link).expect("a link");
        fs::write(folder.join("errors.toml"), GOOD.to_owned() + "markdown = \"errors.md\"\n")
            .expect("a catalog");
        let twice = run(&folder, &["generate", "errors.toml"]);
        assert_eq!(twice.code, Some(1));
        assert!(twice.err.contains("duplicate output path"), "{}", twice.err);
    }

    #[test]
    fn permissions_stay() {
        let folder = folder("permissions", GOOD);
        let file = folder.join("out/errors.rs");
        assert_eq!(run(&folder, &["generate", "errors.toml"]).code, Some(0));
        for mode in [0o640, 0o444] {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("permissions");
            let catalog = GOOD.replace("Not found", &format!("Not found {mode}"));
            fs::write(folder.join("errors.toml"), catalog).expect("a catalog");
            let made = run(&folder, &["generate", "errors.toml"]);
            assert_eq!((made.code, made.err.as_str()), (Some(0), ""));
            assert!(read(&file).contains(&format!("Not found {mode}")));
            assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, mode);
        }
    }

    /// What has no end, or no beginning, is not opened.
    #[test]
    fn pipes_and_devices_are_no_files() {
        let fifo = |path: &Path| {
            assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
            assert!(fs::metadata(path).expect("a pipe").file_type().is_fifo());
        };
        const WHY: &str = "it is a pipe, a device or a socket, not a file";
        let folder = folder("pipes", GOOD);
        for name in ["pipe", "pipe.toml", "pipe.jinja"] {
            fifo(&folder.join(name));
        }
        for (name, code) in [("pipe", 2), ("/dev/zero", 2), ("/dev/null", 2)] {
            let main = run(&folder, &["check", name]);
            assert_eq!(main.code, Some(code));
            assert!(main.err.contains(&format!("`{name}` cannot be read: {WHY}")), "{}", main.err);
        }
        for (generate, allow) in [
            ("include = \"pipe.toml\"", false),
            ("inject = \"pipe\"", false),
            ("inject = \"/dev/zero\"", true),
            ("rust = \"pipe\"", false),
            ("openapi = { path = \"pipe\", merge = \"components\" }", false),
            ("[[generate.template]]\npath = \"pipe.jinja\"\noutput = \"x\"", false),
        ] {
            let catalog = if generate.starts_with("include") {
                GOOD.replace("[errors]", &format!("{generate}\n[errors]"))
            } else {
                GOOD.replace("rust = \"out/errors.rs\"", generate)
            };
            fs::write(folder.join("errors.toml"), catalog).expect("a catalog");
            let arguments = ["generate", "errors.toml", "--allow-outside"];
            let refused = run(&folder, &arguments[..if allow { 3 } else { 2 }]);
            assert!(refused.err.contains(WHY), "{generate}: {}", refused.err);
            assert!(matches!(refused.code, Some(1 | 2)), "{generate}");
        }
        // By its name and by what a link is called, a device is no file to include.
        symlink("/dev/zero", folder.join("zero.toml")).expect("a link");
        for include in ["/dev/zero", "zero.toml"] {
            let catalog = GOOD.replace("[errors]", &format!("include = \"{include}\"\n[errors]"));
            fs::write(folder.join("errors.toml"), catalog).expect("a catalog");
            let refused = run(&folder, &["check", "errors.toml", "--allow-outside"]);
            assert!(refused.err.contains("error[file-extension]"), "{}", refused.err);
        }
    }

    /// What a generator that was killed left behind is gone after the next one, and nothing else is.
    #[test]
    fn temporary_files_are_taken_away() {
        let folder = folder("temporary", &(GOOD.to_owned() + "html = \"site\"\n"));
        assert_eq!(run(&folder, &["generate", "errors.toml"]).code, Some(0));
        let left = ["out/.error-catalog.00112233aabbccdd.tmp", "site/.error-catalog.1.tmp"];
        let others = ["out/.error-catalog.toml", "out/x.error-catalog.1.tmp", "out/.errors.rs.tmp"];
        for name in left.iter().chain(&others) {
            fs::write(folder.join(name), "// Generated by error-catalog: half").expect("a file");
        }
        let checked = run(&folder, &["generate", "--check", "errors.toml"]);
        assert_eq!(checked.code, Some(0), "what another generator is writing is no orphan: {}", checked.out);
        assert_eq!(run(&folder, &["generate", "errors.toml"]).code, Some(0));
        assert!(left.iter().all(|name| !folder.join(name).exists()), "nothing is left of it");
        assert!(others.iter().all(|name| folder.join(name).exists()));
    }
}
