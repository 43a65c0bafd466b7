//! The rules, in folders by topic: one rule, one id, one file, one folder of the same name under `tests/fixtures/invalid/`.
//!
//! A rule that needs the whole catalog has a `check`, which reads the facts and reports. One that is met
//! while the files are read has a `report` instead, which the reader calls.

mod combine;
pub(crate) mod envelopes;
mod facts;
pub(crate) mod files;
pub(crate) mod keys;
pub(crate) mod messages;
pub(crate) mod names;
// Rules of pages are reported by what reads pages.
#[cfg_attr(not(feature = "markdown"), allow(dead_code))]
pub(crate) mod pages;
pub(crate) mod parameters;
pub(crate) mod references;
pub(crate) mod retries;
pub(crate) mod routes;
pub(crate) mod statuses;
pub(crate) mod style;
pub(crate) mod toml;

use std::path::Path;

use self::facts::Facts;
use self::toml::catalog_limit;
use crate::catalog::load::Texts;
use crate::catalog::raw::Text;
use crate::catalog::resolve::resolve;
use crate::catalog::shape::shape;
use crate::catalog::{Catalog, load, read};
use crate::diagnostic::{Diagnostic, Report, Rule, Severity, Sink};
use crate::project::Project;
use crate::source::Sources;
use crate::{file, line_ends};

/// A rule, and how a catalog is held to it.
struct Check {
    rule: &'static Rule,
    run: Option<fn(&Facts<'_>, &mut Sink)>,
}

impl Check {
    /// A rule over a whole catalog.
    const fn of_catalog(rule: &'static Rule, run: fn(&Facts<'_>, &mut Sink)) -> Self {
        Self { rule, run: Some(run) }
    }

    /// A rule that is broken while files are read.
    const fn while_reading(rule: &'static Rule) -> Self {
        Self { rule, run: None }
    }
}

/// Every rule, in alphabetical order, which is the order of the checks.
const CHECKS: &[Check] = &[
    Check::of_catalog(&messages::attribute_value::RULE, messages::attribute_value::check),
    Check::while_reading(&toml::catalog_limit::RULE),
    Check::of_catalog(&names::catalog_name::RULE, names::catalog_name::check),
    Check::of_catalog(&toml::control_character::RULE, toml::control_character::check),
    Check::while_reading(&files::duplicate_across_files::RULE),
    Check::of_catalog(&names::duplicate_code::RULE, names::duplicate_code::check),
    Check::while_reading(&toml::duplicate_key::RULE),
    Check::while_reading(&files::duplicate_output::RULE),
    Check::of_catalog(&routes::duplicate_route::RULE, routes::duplicate_route::check),
    Check::of_catalog(&keys::empty_catalog::RULE, keys::empty_catalog::check),
    Check::while_reading(&pages::empty_marker::RULE),
    Check::of_catalog(&envelopes::envelope_json::RULE, envelopes::envelope_json::check),
    Check::while_reading(&files::file_extension::RULE),
    Check::of_catalog(&statuses::framework_error::RULE, statuses::framework_error::check),
    Check::of_catalog(&style::full_stop::RULE, style::full_stop::check),
    Check::of_catalog(&envelopes::header_name::RULE, envelopes::header_name::check),
    Check::of_catalog(&envelopes::header_value::RULE, envelopes::header_value::check),
    Check::while_reading(&files::hidden_path::RULE),
    Check::while_reading(&files::include_cycle::RULE),
    Check::while_reading(&files::include_not_found::RULE),
    Check::of_catalog(&envelopes::indistinct_envelopes::RULE, envelopes::indistinct_envelopes::check),
    Check::of_catalog(&messages::indistinct_errors::RULE, messages::indistinct_errors::check),
    Check::of_catalog(&parameters::internal_parameter::RULE, parameters::internal_parameter::check),
    Check::of_catalog(&messages::invalid_docs::RULE, messages::invalid_docs::check),
    Check::of_catalog(&keys::invalid_duration::RULE, keys::invalid_duration::check),
    Check::of_catalog(&parameters::invalid_example::RULE, parameters::invalid_example::check),
    Check::of_catalog(&parameters::invalid_from::RULE, parameters::invalid_from::check),
    Check::of_catalog(&retries::invalid_retry::RULE, retries::invalid_retry::check),
    Check::of_catalog(&routes::invalid_route::RULE, routes::invalid_route::check),
    Check::of_catalog(&parameters::invalid_source::RULE, parameters::invalid_source::check),
    Check::while_reading(&files::invalid_template::RULE),
    Check::while_reading(&pages::malformed_marker::RULE),
    Check::of_catalog(&messages::malformed_template::RULE, messages::malformed_template::check),
    Check::of_catalog(&style::message_case::RULE, style::message_case::check),
    Check::of_catalog(&keys::missing_key::RULE, keys::missing_key::check),
    Check::of_catalog(&messages::missing_message::RULE, messages::missing_message::check),
    Check::of_catalog(&routes::missing_route::RULE, routes::missing_route::check),
    Check::of_catalog(&statuses::missing_status::RULE, statuses::missing_status::check),
    Check::of_catalog(&style::mixed_naming::RULE, style::mixed_naming::check),
    Check::of_catalog(&names::name_clash::RULE, names::name_clash::check),
    Check::of_catalog(&style::no_description::RULE, style::no_description::check),
    Check::of_catalog(&style::no_fix::RULE, style::no_fix::check),
    Check::of_catalog(&parameters::optional_in_message::RULE, parameters::optional_in_message::check),
    Check::while_reading(&files::outside_project::RULE),
    Check::of_catalog(&parameters::parameter_name::RULE, parameters::parameter_name::check),
    Check::while_reading(&files::reserved_output::RULE),
    Check::of_catalog(&names::retired_code::RULE, names::retired_code::check),
    Check::of_catalog(&retries::retry_contradiction::RULE, retries::retry_contradiction::check),
    Check::of_catalog(&names::shared_code::RULE, names::shared_code::check),
    Check::of_catalog(&style::similar_codes::RULE, style::similar_codes::check),
    Check::of_catalog(&statuses::status_out_of_range::RULE, statuses::status_out_of_range::check),
    Check::while_reading(&toml::syntax::RULE),
    Check::of_catalog(&messages::undeclared_placeholder::RULE, messages::undeclared_placeholder::check),
    Check::of_catalog(&statuses::undocumented_status::RULE, statuses::undocumented_status::check),
    Check::of_catalog(&envelopes::unencoded_uri::RULE, envelopes::unencoded_uri::check),
    Check::of_catalog(&references::unknown_attribute::RULE, references::unknown_attribute::check),
    Check::of_catalog(&references::unknown_category::RULE, references::unknown_category::check),
    Check::of_catalog(&references::unknown_envelope::RULE, references::unknown_envelope::check),
    Check::of_catalog(&references::unknown_error::RULE, references::unknown_error::check),
    Check::of_catalog(&envelopes::unknown_field::RULE, envelopes::unknown_field::check),
    Check::of_catalog(&keys::unknown_key::RULE, keys::unknown_key::check),
    Check::while_reading(&pages::unknown_marker::RULE),
    Check::while_reading(&pages::unknown_option::RULE),
    Check::while_reading(&pages::unknown_option_value::RULE),
    Check::of_catalog(&parameters::unknown_parameter_type::RULE, parameters::unknown_parameter_type::check),
    Check::of_catalog(&retries::unknown_retry::RULE, retries::unknown_retry::check),
    Check::of_catalog(&keys::unknown_rule::RULE, keys::unknown_rule::check),
    Check::of_catalog(&envelopes::unknown_value::RULE, envelopes::unknown_value::check),
    Check::of_catalog(&keys::unknown_word::RULE, keys::unknown_word::check),
    Check::while_reading(&pages::unmarked_page::RULE),
    Check::while_reading(&pages::unpaired_marker::RULE),
    Check::of_catalog(&toml::unquoted_dotted_code::RULE, toml::unquoted_dotted_code::check),
    Check::while_reading(&pages::unreadable_page::RULE),
    Check::of_catalog(&envelopes::unsendable_header::RULE, envelopes::unsendable_header::check),
    Check::of_catalog(&envelopes::unsent_issues::RULE, envelopes::unsent_issues::check),
    Check::of_catalog(&retries::unsent_retry_after::RULE, retries::unsent_retry_after::check),
    Check::of_catalog(&names::unusable_name::RULE, names::unusable_name::check),
    Check::of_catalog(&references::unused_declaration::RULE, references::unused_declaration::check),
    Check::of_catalog(&parameters::unused_parameter::RULE, parameters::unused_parameter::check),
    Check::of_catalog(&parameters::wire_name_clash::RULE, parameters::wire_name_clash::check),
    Check::of_catalog(&keys::wrong_type::RULE, keys::wrong_type::check),
];

/// Every rule, in alphabetical order.
pub static RULES: &[&Rule] = &rules_of::<{ CHECKS.len() }>();

const fn rules_of<const COUNT: usize>() -> [&'static Rule; COUNT] {
    let mut rules = [CHECKS[0].rule; COUNT];
    let mut index = 1;
    while index < COUNT {
        rules[index] = CHECKS[index].rule;
        index += 1;
    }
    rules
}

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// Reads and checks a catalog: the catalog, if nothing is wrong with it, and everything there is to say.
///
/// # Errors
///
/// Where the main file cannot be read; whatever is wrong with its content stands in the report.
pub fn check(path: impl AsRef<Path>) -> std::io::Result<(Option<Catalog>, Report)> {
    check_within(&path, Project::around(&path))
}

/// As [`check`], with other bounds for the files that the catalog names.
///
/// # Errors
///
/// As [`check`].
pub fn check_within(path: impl AsRef<Path>, project: Project) -> std::io::Result<(Option<Catalog>, Report)> {
    let mut sources = Sources { project, ..Sources::default() };
    sources.read_catalog(path.as_ref())?;
    checked(sources)
}

/// Checks a catalog whose main file has this text, whatever the disk says: for editors, whose text is not saved yet.
///
/// What it includes is read from the disk, seen from `path`.
///
/// ```
/// let text = "[catalog]\nname = \"x\"\n[errors]\nA = { status = 42, message = \"a\" }\n";
/// let (catalog, report) = error_catalog_codegen::check_text("errors.toml", text)?;
/// assert!(catalog.is_none());
/// assert!(report.to_string().contains("errors.toml:4:"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// As [`check`], but for the main file.
pub fn check_text(
    path: impl AsRef<Path>,
    text: impl Into<String>,
) -> std::io::Result<(Option<Catalog>, Report)> {
    let project = Project::around(&path);
    check_as(path.as_ref(), text.into(), project)
}

/// Checks a catalog whose main file is read from a reader, such as standard input. It is checked as if it were the file at `path`.
///
/// ```
/// use error_catalog_codegen::{Project, check_reader};
///
/// let text = "[catalog]\nname = \"x\"\n[errors]\nA = { status = 42, message = \"a\" }\n";
/// let (catalog, report) = check_reader("api/errors.toml", text.as_bytes(), Project::around("api/errors.toml"))?;
/// assert!(catalog.is_none());
/// assert!(report.to_string().contains("api/errors.toml:4:"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// As [`check`]: reading fails, or the text is not UTF-8 or larger than a catalog file can be.
pub fn check_reader(
    path: impl AsRef<Path>,
    reader: impl std::io::Read,
    project: Project,
) -> std::io::Result<(Option<Catalog>, Report)> {
    check_as(path.as_ref(), file::catalog_text(reader)?, project)
}

fn check_as(path: &Path, text: String, project: Project) -> std::io::Result<(Option<Catalog>, Report)> {
    let mut sources = Sources { project, ..Sources::default() };
    sources.add(path.to_owned(), line_ends::normalized(text));
    checked(sources)
}

/// Checks the catalog whose main file has been read.
fn checked(mut sources: Sources) -> std::io::Result<(Option<Catalog>, Report)> {
    let mut sink = Sink::default();
    let texts = Texts::default();
    let Some(tree) = load::load(&mut sources, &texts, &mut sink) else {
        return Ok((None, Report::new(sources, sink.finish(|d| d.severity))));
    };
    catalog_limit::check_tree(&tree, &mut sink);
    if sink.breaks(&catalog_limit::RULE) {
        return Ok((None, Report::new(sources, sink.finish(|d| d.severity))));
    }
    let shape = shape(&tree);
    let raw = read::read(&tree, &shape.damaged);
    let facts = Facts::new(&sources, &tree, &shape, &raw, RULES);
    for run in CHECKS.iter().filter_map(|check| check.run) {
        run(&facts, &mut sink);
    }
    let valid = !sink.has_errors();
    // A large catalog need not be there three times over.
    drop(shape);
    drop(tree);
    let rules: Vec<(Text, Text)> =
        raw.rules.iter().filter(|(id, _)| rule(&id.value).is_some()).cloned().collect();
    let catalog = if valid { resolve(raw, &sources) } else { None };
    if valid && catalog.is_none() {
        return Err(std::io::Error::other(
            "the rules let pass what cannot be used: a mistake of error-catalog",
        ));
    }
    let report = Report::new(sources, sink.finish(|diagnostic| severity(diagnostic, &rules)));
    Ok((catalog.filter(|_| report.errors().next().is_none()), report))
}

/// The severity that the catalog asks for.
fn severity(diagnostic: &Diagnostic, rules: &[(Text, Text)]) -> Severity {
    let asked = rules.iter().find(|(rule, _)| rule.value == diagnostic.rule.id);
    match asked.map(|(_, level)| &*level.value).filter(|_| diagnostic.rule.is_adjustable()) {
        Some("off") => Severity::Off,
        Some("warn") => Severity::Warning,
        Some("error") => Severity::Error,
        _ => diagnostic.severity,
    }
}
