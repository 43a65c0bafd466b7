//! Any page: its markers are filled, and what stands outside of them stays; or what is wrong is said.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use error_catalog_codegen::{Catalog, Checked, Part, Severity, check_text, emit};
use error_catalog_fuzz::assert_page;
use libfuzzer_sys::fuzz_target;

/// In memory where there is such a folder: a page is read from a file.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let shm = PathBuf::from("/dev/shm");
    let folder = if shm.is_dir() { shm } else { std::env::temp_dir() };
    let folder = folder.join(format!("error-catalog-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
});

/// The texts before, between and behind the markers: what is the user's.
fn filled(name: &str, text: &str) -> Option<(Catalog, Vec<String>, String)> {
    let toml = include_str!("../../fixtures/valid/service.toml");
    let toml = match toml.split_once("\n[generate]") {
        Some((before, _)) => before,
        None => toml,
    };
    let toml = format!("{toml}\n[generate]\ninject = [\"{name}\"]\n");
    std::fs::write(FOLDER.join(name), text).expect("a file");
    let checked = check_text(FOLDER.join("errors.toml"), toml).expect("rules");
    assert!(checked.catalog.is_some(), "{}", checked.report);
    let Checked { catalog, pages, report, .. } = checked.with_parts(&[Part::Pages]);
    assert_eq!(catalog.is_none(), report.count(Severity::Error) > 0, "{report}");
    report.render(false);
    let catalog = catalog?;
    let page = &pages[0];
    assert_eq!(page.text, text);
    let mut kept = Vec::new();
    let mut at = 0;
    for marker in &page.markers {
        kept.push(text[at..marker.between.start].to_owned());
        at = marker.between.end;
    }
    kept.push(text[at..].to_owned());
    let content = emit::page(&catalog, page).content;
    Some((catalog, kept, content))
}

fuzz_target!(|text: &str| {
    let html = text.len() % 2 == 0;
    let name = if html { "page.html" } else { "page.md" };
    let Some((_, kept, once)) = filled(name, text) else { return };
    let mut at = 0;
    for part in &kept {
        at += once[at..].find(part.as_str()).expect("what is the user's stays") + part.len();
    }
    assert!(once.starts_with(&kept[0]) && once.ends_with(&kept[kept.len() - 1]));
    let (_, kept_again, twice) = filled(name, &once).expect("a page that was filled can be filled again");
    assert_eq!(kept, kept_again);
    assert_eq!(once, twice);
    if !html && text.lines().all(|line| line.starts_with("<!-- error-catalog:") || line.is_empty()) {
        let own = once.lines().filter(|line| !line.starts_with("<!-- error-catalog:"));
        assert_page(&own.collect::<Vec<_>>().join("\n"));
    }
});
