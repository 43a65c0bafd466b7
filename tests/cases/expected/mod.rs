//! What the pages say, held against the types that come out of their catalogs.

mod leadron;
mod lehnz;
mod lendworks;
mod lorn;
mod product_tours;

use error_catalog::code::ErrorCategory;
use error_catalog::definition::TemplatePiece;
use error_catalog::{CatalogError, Definition, ErrorCode};
use error_catalog_codegen::catalog::AttributeValue;
use error_catalog_codegen::check;
use error_catalog_test_support::folder;

use crate::markdown;

/// One error, as its page has it.
pub(crate) struct Expected {
    name: &'static str,
    /// The wire code, where the API sends one.
    code: Option<&'static str>,
    status: u16,
    category: Option<&'static str>,
    /// Whether it may be retried, where the page says so.
    retryable: Option<bool>,
    /// The wire message, where the page gives it.
    message: Option<&'static str>,
}

/// A table of a page, its header first. Sentences are not written off: an empty cell stands for any, and so does what comes
/// after `…`.
pub(crate) type Table = &'static [&'static [&'static str]];

/// Whether a cell says what the page says.
fn says(found: &str, expected: &str) -> bool {
    match expected.strip_suffix('…') {
        Some(start) => found.starts_with(start) && found.len() > start.len(),
        None => expected.is_empty() || found == expected,
    }
}

/// The tables of a catalog's `page.md`: those of the original in their order, every row with every column. Others may stand in
/// between.
fn page_has(name: &str, expected: &[Table]) {
    let page = std::fs::read_to_string(folder().join(format!("catalogs/{name}/page.md"))).expect("a page");
    let tables = markdown::tables(&page);
    let mut rest = tables.iter();
    for table in expected {
        let fits = |found: &&Vec<Vec<String>>| {
            let has_row = |row: &&[&str]| {
                found.iter().any(|cells| {
                    cells.len() == row.len()
                        && cells.iter().zip(*row).all(|(found, expected)| says(found, expected))
                })
            };
            // What a status or a limit says is all there is to it; fields may have parts that the page does not list.
            let as_many = found.len() == table.len() || (table[0][0] == "Field" && found.len() > table.len());
            as_many && found[0] == table[0] && table.iter().all(has_row)
        };
        assert!(rest.any(|found| fits(&found)), "no table of {name}/page.md is {table:?}: {tables:#?}");
    }
}

#[test]
fn the_five_pages() {
    page_has("lendworks", lendworks::TABLES);
    page_has("product-tours", product_tours::TABLES);
    page_has("lehnz", lehnz::TABLES);
    page_has("leadron", leadron::TABLES);
    page_has("lorn", lorn::TABLES);
}

/// The message as the catalog writes it.
fn message(definition: Definition) -> String {
    let names: Vec<_> = definition.params().map(|param| param.name()).collect();
    let piece = |piece| match piece {
        TemplatePiece::Text(text) => text.to_owned(),
        TemplatePiece::Placeholder(slot) => format!("{{{}}}", names[slot]),
        piece => panic!("{piece:?}"),
    };
    definition.message().pieces().map(piece).collect()
}

fn errors<C: ErrorCode>(expected: &[Expected]) {
    assert_eq!(C::all().len(), expected.len());
    for (code, expected) in C::all().iter().zip(expected) {
        let definition = code.definition();
        assert_eq!(definition.name(), expected.name);
        if let Some(wire) = expected.code {
            assert_eq!(definition.code(), wire);
            assert_eq!(C::from_text(wire), Some(*code));
        }
        assert_eq!(definition.status(), Some(expected.status), "{}", expected.name);
        assert_eq!(definition.category(), expected.category, "{}", expected.name);
        if let Some(retryable) = expected.retryable {
            assert_eq!(definition.is_retryable(), retryable, "{}", expected.name);
            assert!(definition.retry().is_some(), "{}", expected.name);
        }
        if let Some(text) = expected.message {
            assert_eq!(message(definition), text, "{}", expected.name);
        }
    }
}

fn categories<C: ErrorCategory>(expected: &[&str]) {
    let found: Vec<_> = C::all().iter().map(|category| category.as_str()).collect();
    assert_eq!(found, expected);
}

/// The tables that only the documentation needs are in the checked catalog, not in the binary.
fn tables(
    name: &str,
    statuses: &[(u16, &str)],
    retry: &[(u16, bool, &str)],
    rate_limits: &[(&str, u64, &str)],
) {
    let catalog = check(folder().join(format!("catalogs/{name}/errors.toml"))).expect("a file").catalog;
    let catalog = catalog.expect("a valid catalog");
    let listed = catalog.statuses.iter().filter(|status| status.listed);
    let found: Vec<_> = listed.map(|status| (*status.statuses.start(), status.title.as_str())).collect();
    assert_eq!(found, statuses);
    for (number, retryable, note) in retry {
        let status = catalog.status(*number);
        let status = status.unwrap_or_else(|| panic!("no status {number}"));
        let policy = status.retry.map(|retry| catalog.retries[retry].is_retryable());
        assert_eq!((policy, status.retry_note.as_deref()), (Some(*retryable), Some(*note)), "{number}");
    }
    let found =
        catalog.rate_limits.iter().map(|limit| (limit.scope.as_str(), limit.limit, limit.window.as_str()));
    assert_eq!(found.collect::<Vec<_>>(), rate_limits);
}

#[test]
fn lendworks() {
    use error_catalog_tests::lendworks::{Category, Code, Error};
    errors::<Code>(lendworks::EXPECTED);
    categories::<Category>(lendworks::CATEGORIES);
    tables("lendworks", lendworks::STATUSES, lendworks::RETRY, lendworks::RATE_LIMITS);

    let reset_at = crate::support::after_1970(std::time::Duration::from_secs(1_736_937_000));
    let error = Error::RateLimitExceeded { retry_after: 45, limit: 1000, remaining: 0, reset_at };
    assert_eq!(error.to_string(), "Rate limit exceeded. Try again in 45 seconds.");
    let wire: Vec<_> =
        error.definition().params().map(|p| (p.wire_name(), p.type_name(), p.in_detail())).collect();
    let expected = [
        ("retryAfter", "u64", true),
        ("limit", "u64", true),
        ("remaining", "u64", true),
        ("resetAt", "timestamp", true),
    ];
    assert_eq!(wire, expected);
    assert_eq!(error.arg(3).to_string(), "2025-01-15T10:30:00Z");
    let headers: Vec<_> = error.definition().headers().map(|header| header.name).collect();
    assert_eq!(headers, ["Retry-After"]);
    let error =
        Error::ValidationError { field: "email".into(), problem: "must be a valid email address".into() };
    assert_eq!(error.to_string(), "Field 'email' must be a valid email address");
    assert_eq!((error.code(), error.status(), error.is_validation()), (Code::ValidationError, 422, true));
    assert_eq!(Error::NotFound { resource: "Lead".into() }.to_string(), "Lead not found");
    // The nearest note counts: the error's own before its status's.
    let notes =
        [Code::RateLimitExceeded, Code::MonthlyQuotaExceeded].map(|code| code.definition().retry_note());
    assert!(
        notes[0] == Some("Wait for Retry-After seconds") && notes[1].is_some() && notes[0] != notes[1],
        "{notes:?}"
    );
}

#[test]
fn product_tours() {
    use error_catalog_tests::product_tours::{Category, Code, Error};
    errors::<Code>(product_tours::EXPECTED);
    categories::<Category>(product_tours::CATEGORIES);
    tables("product-tours", product_tours::STATUSES, &[], product_tours::RATE_LIMITS);
    assert!(Code::ValidationError.definition().carries_issues());
    assert_eq!(Error::Forbidden.category(), Some(Category::Auth));
    assert_eq!((Error::Forbidden.status(), Code::AuthFailed.status()), (403, 401));
}

#[test]
fn lehnz() {
    use error_catalog_tests::lehnz::{Code, Error};
    errors::<Code>(lehnz::EXPECTED);
    assert!(
        lehnz::CATEGORIES.is_empty() && Code::ALL.iter().all(|code| code.definition().category().is_none())
    );
    tables("lehnz", lehnz::STATUSES, lehnz::RETRY, lehnz::RATE_LIMITS);
    let catalog =
        check(folder().join("catalogs/lehnz/errors.toml")).expect("a file").catalog.expect("a valid catalog");
    let with_triggers = catalog.errors.iter().filter(|error| !error.triggers.is_empty());
    let found: Vec<_> = with_triggers.map(|error| (error.name.as_str(), error.triggers.len())).collect();
    assert_eq!(found, lehnz::TRIGGERS);
    for trigger in catalog.errors.iter().flat_map(|error| &error.triggers) {
        assert!(trigger.fix.is_some(), "{}", trigger.when);
    }
    assert!(!Error::NotFound.is_retryable());
}

#[test]
fn leadron() {
    use error_catalog_tests::leadron::Code;
    errors::<Code>(leadron::EXPECTED);
    assert!(
        leadron::CATEGORIES.is_empty() && Code::ALL.iter().all(|code| code.definition().category().is_none())
    );
    tables("leadron", leadron::STATUSES, leadron::RETRY, leadron::RATE_LIMITS);
    assert!(Code::ValidationFailed.definition().carries_issues());
}

#[test]
fn lorn() {
    use error_catalog_tests::lorn::{Category, Code, Error};
    errors::<Code>(lorn::EXPECTED);
    categories::<Category>(lorn::CATEGORIES);
    tables("lorn", lorn::STATUSES, lorn::RETRY, lorn::RATE_LIMITS);
    let catalog =
        check(folder().join("catalogs/lorn/errors.toml")).expect("a file").catalog.expect("a valid catalog");
    for (code, path) in lorn::PATHS {
        let error = catalog.errors.iter().find(|error| error.name == *code).expect("a code of the page");
        let found = error.attributes.iter().find_map(|(_, value)| match value {
            AttributeValue::Template(template) => Some(template.display(&error.params)),
            _ => None,
        });
        assert_eq!(found.as_deref(), Some(*path), "{code}");
    }
    assert_eq!(Error::OutOfStock { n: 0 }.path().as_deref(), Some("$.line_items[0]"));
    let session = Error::CannotCancelSession { session_status: "completed".into() };
    assert_eq!(session.to_string(), "Cannot cancel session with status 'completed'");
}
