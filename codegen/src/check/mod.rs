//! The rules: one rule, one id, one file here, one folder of the same name under `tests/fixtures/invalid/`.
//!
//! A rule that needs the whole catalog has a `check`, which reads the facts and reports. One that is met
//! while the files are read has a `report` instead, which the reader calls.

mod facts;

use std::path::Path;

pub(crate) use self::facts::Facts;
use crate::catalog::load::Texts;
use crate::catalog::nearest::Suggestions;
use crate::catalog::places::Places;
use crate::catalog::raw::{self, RawTemplate, Text};
use crate::catalog::resolve::resolve;
use crate::catalog::shape::shape;
use crate::catalog::{Catalog, load, read};
use crate::diagnostic::{Diagnostic, Report, Severity, Sink};
use crate::project::Project;
use crate::source::Sources;
use crate::{file, line_ends};

/// A rule that every catalog is held to.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The name, as diagnostics show it and `[rules]` takes it.
    pub id: &'static str,
    /// How much a breach matters unless the catalog says otherwise.
    pub severity: Severity,
    /// What the rule asks for and why, in one paragraph.
    pub explanation: &'static str,
    /// A catalog, or a part of one, that breaks the rule.
    pub wrong: &'static str,
    /// The same mended.
    pub right: &'static str,
    check: Option<fn(&Facts<'_>, &mut Sink)>,
}

impl Rule {
    /// Whether a catalog can set the rule's severity. What makes a catalog unusable cannot be turned off.
    pub fn is_adjustable(&self) -> bool {
        self.severity == Severity::Warning
    }
}

macro_rules! rules {
    ($($rule:ident)*) => {
        // What rules of pages report is reported by what reads pages.
        $(#[cfg_attr(not(feature = "markdown"), allow(dead_code))] pub(crate) mod $rule;)*

        /// Every rule, in alphabetical order.
        pub static RULES: &[&Rule] = &[$(&$rule::RULE),*];
    };
}

rules! {
    attribute_value
    catalog_limit
    catalog_name
    control_character
    duplicate_across_files
    duplicate_code
    duplicate_key
    duplicate_output
    duplicate_route
    empty_catalog
    empty_marker
    envelope_json
    file_extension
    framework_error
    full_stop
    header_name
    header_value
    hidden_path
    include_cycle
    include_not_found
    indistinct_envelopes
    indistinct_errors
    internal_parameter
    invalid_docs
    invalid_duration
    invalid_example
    invalid_from
    invalid_retry
    invalid_route
    invalid_source
    invalid_template
    malformed_marker
    malformed_template
    message_case
    missing_key
    missing_message
    missing_route
    missing_status
    mixed_naming
    name_clash
    no_description
    no_fix
    optional_in_message
    outside_project
    parameter_name
    reserved_output
    retired_code
    retry_contradiction
    shared_code
    similar_codes
    status_out_of_range
    syntax
    undeclared_placeholder
    undocumented_status
    unencoded_uri
    unknown_attribute
    unknown_category
    unknown_envelope
    unknown_error
    unknown_field
    unknown_key
    unknown_marker
    unknown_option
    unknown_option_value
    unknown_parameter_type
    unknown_retry
    unknown_rule
    unknown_value
    unknown_word
    unmarked_page
    unpaired_marker
    unquoted_dotted_code
    unreadable_page
    unsendable_header
    unsent_issues
    unsent_retry_after
    unusable_name
    unused_declaration
    unused_parameter
    wire_name_clash
    wrong_type
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
    let facts = Facts::new(&sources, &tree, &shape, &raw);
    for rule in RULES {
        if let Some(check) = rule.check {
            check(&facts, &mut sink);
        }
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

/// Where a header is missing, what stood below it is wrong in the table above, key by key: from three on, those are
/// one diagnostic.
fn join(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if diagnostics.len() < 3 {
        return diagnostics;
    }
    let others = diagnostics.split_off(1);
    if let Some(first) = diagnostics.first_mut() {
        let help = first.help.take().unwrap_or_default();
        first.help = Some(format!("{help}; or write the header that is missing above"));
        first.related.extend(others.into_iter().map(|other| (other.span, "likewise".to_owned())));
    }
    diagnostics
}

/// One diagnostic for each name, however often it stands: what is declared nowhere is one mistake.
fn once_each<'n>(
    names: &mut dyn Iterator<Item = &'n Text>,
    diagnostic: &dyn Fn(&Text) -> Diagnostic,
    sink: &mut Sink,
) {
    let mut seen = Places::new();
    let mut found: Vec<Diagnostic> = Vec::new();
    for name in names {
        match seen.add(name.value.as_bytes()) {
            Some(place) => found[place].related.push((name.span, "here, too".to_owned())),
            None => found.push(diagnostic(name)),
        }
    }
    sink.extend(found);
}

/// A name as a key of TOML: in quotes where it needs them, with the escapes that JSON has, too.
fn toml_key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_bare { name.to_owned() } else { crate::catalog::json::quote(name) }
}

/// Says `did you mean …?`, or what else to write, where there are few names.
#[cfg_attr(not(feature = "markdown"), allow(dead_code))]
pub(crate) fn suggest<'n, I>(typo: &str, names: I, otherwise: &str) -> String
where
    I: IntoIterator<Item = &'n str, IntoIter: Clone>,
{
    suggest_within(&Suggestions::default(), typo, names.into_iter(), otherwise)
}

/// Says the same, within what is left of a run's budget.
pub(crate) fn suggest_within<'n>(
    suggestions: &Suggestions,
    typo: &str,
    names: impl Iterator<Item = &'n str> + Clone,
    otherwise: &str,
) -> String {
    let nearest = suggestions.nearest(typo, names.clone());
    let mut text = suggestion(nearest, &mut names.take(MOST_COMPARED), otherwise);
    if nearest.is_none() && suggestions.are_spent() {
        text.push_str("; no more suggestions: too many names are unknown");
    }
    text
}

/// How many names are looked at for those that are known.
const MOST_COMPARED: usize = 100;

fn suggestion(nearest: Option<&str>, names: &mut dyn Iterator<Item = &str>, otherwise: &str) -> String {
    if let Some(name) = nearest {
        return format!("did you mean `{name}`?");
    }
    let mut known: Vec<&str> = Vec::new();
    for name in names {
        if known.len() < 12 && !known.contains(&name) {
            known.push(name);
        }
    }
    match known.is_empty() {
        true => otherwise.to_owned(),
        false => format!("known here: `{}`; or {otherwise}", known.join("`, `")),
    }
}

/// The attributes of an error that are templates, taken apart.
fn attribute_templates<'r>(facts: &Facts<'_>, error: &raw::Error<'r>) -> Vec<RawTemplate<'r>> {
    let is_template = |name: &str| facts.raw.attribute(name).is_some_and(|of| of.type_text() == "template");
    let templates = error.attributes.iter().filter(|(name, _)| is_template(&name.value));
    templates
        .filter_map(|(_, value)| match &value.value {
            raw::AttributeValue::Scalar(raw::Scalar::Text(text)) => {
                Some(RawTemplate::attribute(Text { value: text.clone(), span: value.span }))
            }
            _ => None,
        })
        .collect()
}

/// Those that differ from what two thirds or more of them agree on, if there are three or more.
fn outliers<K: PartialEq + Copy, T>(all: Vec<(K, T)>) -> Vec<(K, T)> {
    let Some(usual) = majority(&all) else { return Vec::new() };
    all.into_iter().filter(|(kind, _)| *kind != usual).collect()
}

/// What two thirds or more agree on, if there are three or more.
fn majority<K: PartialEq + Copy, T>(all: &[(K, T)]) -> Option<K> {
    let count = |kind: K| all.iter().filter(|(other, _)| *other == kind).count();
    let mut kinds: Vec<K> = Vec::new();
    for (kind, _) in all {
        if !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    kinds.into_iter().find(|kind| all.len() >= 3 && count(*kind) * 3 >= all.len() * 2)
}
