//! The catalog that the README begins with: what readers copy first must be right.

use std::fs;

use error_catalog_codegen::check_text;
use error_catalog_test_support::root;

#[test]
fn the_first_catalog_breaks_no_rule() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let catalog = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    let catalog = catalog.expect("a block of TOML");
    assert!(catalog.starts_with("# errors.toml\n[catalog]"), "{catalog}");
    let report = check_text("errors.toml", catalog).expect("a catalog").report;
    assert!(report.diagnostics().is_empty(), "{report}");
}
