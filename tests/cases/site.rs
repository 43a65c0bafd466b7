//! The HTML reference as files: what they are called, and what stands in them. A browser looks at it in `tests/browser.sh`.

use std::collections::BTreeMap;

use error_catalog_codegen::emit::site::{Templates, files};
use error_catalog_codegen::{Checked, check};
use error_catalog_test_support::{catalogs, scratch};

/// The files of the reference of a catalog with these errors.
fn site(name: &str, docs: &str, errors: &str) -> BTreeMap<String, String> {
    let file = scratch(&format!("site-{name}")).join("errors.toml");
    let text = format!("[catalog]\nname = \"example\"\ndocs = \"{docs}\"\n[errors]\n{errors}");
    std::fs::write(&file, text).expect("a catalog");
    let Checked { catalog, report, .. } = check(&file).expect("a file");
    let catalog = catalog.unwrap_or_else(|| panic!("{report}"));
    let files = files(&catalog, &Templates::default()).expect("a reference");
    files.into_iter().map(|file| (file.path, file.content)).collect()
}

fn pages(site: &BTreeMap<String, String>) -> Vec<&str> {
    site.keys().map(String::as_str).filter(|path| !path.starts_with("assets/")).collect()
}

const ERRORS: &str = "ERR_A = { status = 400, message = \"One\" }\n\
    err_a = { status = 400, message = \"Two\", rust = \"Other\" }\n\
    index = { status = 400, message = \"Three\" }\n\
    \"a b/c%\" = { status = 400, message = \"Four\", rust = \"Odd\" }\n\
    HIDDEN = { status = 400, message = \"Five\", public = false }\n";

#[test]
fn files_are_apart_and_have_names_that_every_disk_takes() {
    let site = site("names", "https://example.com/errors#{code}", ERRORS);
    assert_eq!(
        pages(&site),
        ["ERR_A.html", "a%20b%2Fc%25.html", "err_a~2.html", "index.html", "index~2.html"]
    );
    let index = &site["index.html"];
    // An anchor for each error, as the documentation's addresses have it; a file's name is encoded once more.
    for anchor in ["id=\"ERR_A\"", "id=\"err_a\"", "id=\"a%20b%2Fc%25\"", "href=\"a%2520b%252Fc%2525.html\""]
    {
        assert!(index.contains(anchor), "no {anchor}");
    }
    assert!(site.values().all(|content| !content.contains("HIDDEN") && !content.contains("Five")));
}

#[test]
fn pages_answer_to_addresses_that_end_in_the_code() {
    let site = site(
        "folders",
        "https://example.com/errors/{code}",
        "NOT_FOUND = { status = 404, message = \"Gone\" }\n",
    );
    assert_eq!(pages(&site), ["NOT_FOUND/index.html", "index.html"]);
    let page = &site["NOT_FOUND/index.html"];
    assert!(
        page.contains("href=\"../assets/style.css\"") && page.contains("href=\"../index.html\""),
        "{page}"
    );
    assert!(site["index.html"].contains("href=\"NOT_FOUND/index.html\""));
}

/// No page stands in another folder, in the place of the index, or where Windows has a device.
#[test]
fn no_code_leaves_the_folder() {
    let codes = [".", "..", "index.html", "ends.", "con", "Aux.h", "COM1", "COM10"];
    let error = |(i, code): (usize, &&str)| {
        format!("\"{code}\" = {{ status = 400, message = \"m {i}\", rust = \"E{i}\" }}\n")
    };
    let errors: String = codes.iter().enumerate().map(error).collect();
    let folders = site("leaving", "https://example.com/errors/{code}", &errors);
    let names = ["%2E%2E", "%2E", "%41ux.h", "%43OM1", "%63on", "COM10", "ends%2E"];
    let expected = names.iter().map(|name| format!("{name}/index.html"));
    let expected = expected.chain(["index.html".to_owned(), "index.html~2/index.html".to_owned()]);
    assert_eq!(pages(&folders), expected.collect::<Vec<_>>());
    let files = site("leaving-files", "https://example.com/errors#{code}", &errors);
    assert!(files.contains_key("%2E%2E.html") && files.contains_key("%63on.html"), "{:?}", pages(&files));
}

#[test]
fn a_long_code_gets_a_short_name_of_its_own() {
    let (one, other) = (format!("{}A", "X_".repeat(100)), format!("{}B", "X_".repeat(100)));
    let error = |code: &str, rust| {
        format!("{code} = {{ status = 400, message = \"m {rust}\", rust = \"{rust}\" }}\n")
    };
    let site = site("long", "https://example.com/#{code}", &(error(&one, "One") + &error(&other, "Other")));
    assert_eq!(pages(&site).len(), 3);
    assert!(pages(&site).iter().all(|path| path.len() < 140), "{:?}", pages(&site));
}

/// Scripts and styles are files alone, so that a policy without `unsafe-inline` holds.
#[test]
fn nothing_is_inline() {
    for file in catalogs() {
        let catalog = check(&file).expect("a file").catalog.expect("a valid catalog");
        for page in files(&catalog, &Templates::default()).expect("a reference") {
            if page.path.ends_with(".html") {
                let scripts = page.content.matches("<script").count();
                assert_eq!(scripts, page.content.matches("<script src=\"").count(), "{}", page.path);
                assert!(
                    !page.content.contains("<style") && !page.content.contains(" style=\""),
                    "{}",
                    page.path
                );
            }
            assert!(page.content.contains("Generated by error-catalog"), "{}", page.path);
        }
    }
}
