//! Pages that people write: what is between the markers is the catalog's, all else is theirs.

use std::fs;
use std::path::{Path, PathBuf};

use error_catalog_codegen::emit::table::ColumnDefault;
use error_catalog_codegen::page::kinds::KINDS;
use error_catalog_codegen::{Catalog, Checked, Part, check, emit};
use error_catalog_test_support::{assert_golden, folder, root, scratch};

/// The pages of a catalog with their markers filled: path and text.
pub(crate) fn filled(file: &Path) -> (Catalog, Vec<(String, String)>) {
    let Checked { catalog, pages, report, .. } = check(file).expect("a file").with_parts(&[Part::Pages]);
    let catalog = catalog.unwrap_or_else(|| panic!("{report}"));
    let filled = pages.iter().map(|page| emit::page(&catalog, page));
    let filled = filled.map(|page| (page.path.display().to_string(), page.content)).collect();
    (catalog, filled)
}

/// What becomes of a page in a folder of its own, beside the catalog of that file.
pub(crate) fn fill(name: &str, catalog: &str, page: &str, text: &str) -> String {
    filled(&project(name, catalog, page, text)).1.swap_remove(0).1
}

/// A catalog in a folder of its own, with a page to fill.
fn project(name: &str, catalog: &str, page: &str, text: &str) -> PathBuf {
    let folder = scratch(name);
    fs::write(folder.join("errors.toml"), format!("{catalog}\n[generate]\ninject = \"{page}\"\n"))
        .expect("a catalog");
    fs::write(folder.join(page), text).expect("a page");
    folder.join("errors.toml")
}

/// The bytes of a page on the disk after it was filled.
fn written(name: &str, catalog: &str, page: &str, text: &str) -> String {
    let file = project(name, catalog, page, text);
    let Checked { catalog, pages, report, .. } = check(&file).expect("a file").with_parts(&[Part::Pages]);
    let catalog = catalog.unwrap_or_else(|| panic!("{report}"));
    for page in pages {
        emit::page(&catalog, &page).write().expect("a page");
    }
    fs::read_to_string(file.with_file_name(page)).expect("a page")
}

fn catalog_of_pages() -> String {
    fs::read_to_string(folder().join("fixtures/pages/errors.toml")).expect("a catalog")
}

#[test]
fn every_marker_and_option() {
    for page in ["every.md", "every.html"] {
        let fixtures = folder().join("fixtures/pages");
        let text = fs::read_to_string(fixtures.join(page)).expect("a page");
        let once = fill(&format!("every-{page}"), &catalog_of_pages(), page, &text);
        assert_golden(&fixtures.join(format!("expected-{page}")), &once);
        let twice = fill(&format!("twice-{page}"), &catalog_of_pages(), page, &once);
        assert_eq!(twice, once, "a page that is filled already does not change");
    }
}

#[test]
fn the_fixture_has_every_marker_option_and_column() {
    let text = fs::read_to_string(folder().join("fixtures/pages/every.md")).expect("a page");
    for kind in KINDS {
        let asked: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with(&format!("<!-- error-catalog:begin {} ", kind.name)))
            .collect();
        assert!(!asked.is_empty(), "{}", kind.name);
        for option in kind.options.iter().filter(|option| **option != "columns") {
            let in_any = text.lines().any(|line| line.contains(&format!(" {option}=")));
            assert!(in_any, "{} {option}", kind.name);
        }
        let catalog = check(folder().join("fixtures/pages/errors.toml")).expect("a file").catalog;
        let catalog = catalog.expect("a valid catalog");
        for column in kind.shows.table().iter().flat_map(|kind| kind.columns) {
            let rows = kind.shows.table().map(|kind| (kind.rows)(&catalog)).unwrap_or_default();
            let by_default = column.default == ColumnDefault::Always
                && rows.iter().any(|row| !(column.cell)(&catalog, *row).is_empty());
            let by_name = asked.iter().any(|line| {
                line.split(['=', ',', ' ']).any(|word| word.split(':').next() == Some(column.name))
            });
            assert!(by_default || by_name, "{} {}", kind.name, column.name);
        }
    }
}

/// The README's table of columns: those that are shown by default are bold.
#[test]
fn the_readme_lists_every_column() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    for kind in KINDS {
        let named = format!("`{}`", kind.name);
        assert!(readme.lines().any(|line| line.starts_with('|') && line.contains(&named)), "{named}");
        let columns = kind.shows.table().map(|kind| kind.columns).unwrap_or_default();
        let row = readme.lines().rfind(|line| line.starts_with(&format!("| {named} |"))).unwrap_or_default();
        for column in columns {
            let listed = match column.default {
                ColumnDefault::Always => format!("**`{}`**", column.name),
                _ => format!(" `{}`", column.name),
            };
            assert!(row.contains(&listed), "{named} {listed}");
        }
    }
}

const BEGIN: &str = "<!-- error-catalog:begin codes code=BUSY columns=code -->";
const END: &str = "<!-- error-catalog:end -->";

/// Markdown hides comments of MDX, and link references, as it does those of HTML.
#[test]
fn markers_have_three_forms() {
    for (form, (open, close)) in [("<!-- ", " -->"), ("{/* ", " */}"), ("[//]: # (", ")")].iter().enumerate()
    {
        for page in ["page.md", "page.mdx"] {
            let marker = |text: &str| format!("{open}error-catalog:{text}{close}\n");
            let begin = marker("begin codes code=BUSY columns=code:\"C, d\"");
            let text = format!("a\n\n{begin}old\n{}\nb\n", marker("end"));
            let found = fill(&format!("form-{form}-{page}"), &catalog_of_pages(), page, &text);
            let table = "\n| C, d |\n| --- |\n| `BUSY` |\n\n";
            assert_eq!(found, format!("a\n\n{begin}{table}{}\nb\n", marker("end")));
        }
    }
}

/// In HTML the other two are text.
#[test]
fn html_has_one_form_of_markers() {
    let begin = "<!-- error-catalog:begin codes code=BUSY columns=code -->\n";
    let others = "{/* error-catalog:end */}\n[//]: # (error-catalog:end)\n";
    let text = format!("{others}{begin}<!-- error-catalog:end -->\n{others}");
    let found = fill("form-html", &catalog_of_pages(), "page.html", &text);
    assert!(found.starts_with(&format!("{others}{begin}<table>")) && found.ends_with(others), "{found}");
}

/// Text on all sides of a marker, with these line ends.
fn around(end: &str, filling: &str) -> String {
    let before = ["\u{FEFF}# T\u{ef}tle", "  trailing blanks  ", "\ttab\u{a0}", "", ""].join(end);
    let after = ["", "", "~~~", BEGIN, "~~~~", "last line without an end"].join(end);
    format!("{before}{BEGIN}{end}{filling}{END}{after}")
}

#[test]
fn text_outside_of_markers_stays_byte_for_byte() {
    for (name, end) in [("lf", "\n"), ("crlf", "\r\n")] {
        let table = ["", "| Code |", "| --- |", "| `BUSY` |", "", ""].join(end);
        for before in ["", "old text", "| a |"] {
            let before = if before.is_empty() { String::new() } else { format!("{before}{end}") };
            let found =
                written(&format!("bytes-{name}"), &catalog_of_pages(), "page.md", &around(end, &before));
            assert_eq!(found, around(end, &table));
        }
    }
    // Two kinds of line ends in one page: each marker keeps its own.
    let mixed = format!("a\r\n{BEGIN}\n{END}\r\n{BEGIN}\r\n{END}\n");
    let found = written("bytes-mixed", &catalog_of_pages(), "page.md", &mixed);
    let (lf, crlf) = ("\n| Code |\n| --- |\n| `BUSY` |\n\n", "\r\n| Code |\r\n| --- |\r\n| `BUSY` |\r\n\r\n");
    assert_eq!(found, format!("a\r\n{BEGIN}\n{lf}{END}\r\n{BEGIN}\r\n{crlf}{END}\n"));
}
