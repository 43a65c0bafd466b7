//! What the targets share: catalogs, and what must hold of all that is made of one.

mod outputs;

pub use outputs::{assert_outputs, assert_page, assert_site};

use error_catalog_codegen::{Catalog, Checked, Severity, check_text};

/// The catalogs whose responses are decoded, generated as users have them.
pub mod generated {
    macro_rules! catalogs {
        ($($module:ident $name:literal)*) => {
            $(pub mod $module { error_catalog::include_catalog!($name); })*
        };
    }
    catalogs! {
        awkward "awkward"
        decoding "decoding"
        leadron "leadron"
        lehnz "lehnz"
        lendworks "lendworks"
        lorn "lorn"
        product_tours "product-tours"
        service "service"
        standards "standards"
    }
}

/// A catalog that is right, or nothing; whatever is wrong is said, and can be shown.
pub fn checked(text: &str) -> Option<Catalog> {
    // A folder that is not there: nothing is included.
    let Checked { catalog, report, .. } =
        check_text("/nowhere/errors.toml", text).expect("the rules agree with the model");
    assert_eq!(
        catalog.is_none(),
        report.count(Severity::Error) > 0,
        "refused without a word, or used in spite of one:\n{report}"
    );
    let shown = report.render(true);
    for diagnostic in report.diagnostics() {
        assert!(shown.contains(diagnostic.rule.id), "{} is not shown", diagnostic.rule.id);
        let location = report.location(diagnostic.span);
        assert!(location.line <= text.split('\n').count(), "{location:?} is behind the end");
        report.line(diagnostic);
    }
    catalog
}

/// A basic string of TOML.
pub fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out + "\""
}

/// A catalog with something for every kind of marker, every section of an OpenAPI document.
pub fn service() -> Catalog {
    let text = include_str!("../../fixtures/valid/service.toml");
    checked(text).expect("a valid catalog")
}
