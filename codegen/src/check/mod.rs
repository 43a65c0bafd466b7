//! The rules, in folders by topic: one rule, one id, one file, one folder of the same name under `tests/fixtures/invalid/`.
//!
//! A rule consists of its data, `RULE`, and a function: `check` for the facts of a whole catalog,
//! `check_findings` for the findings of readers. Both only report. The pipeline decides when they
//! run.

mod combine;
pub(crate) mod facts;
pub(crate) mod severities;

mod envelopes;
mod files;
mod keys;
mod messages;
mod names;
mod pages;
mod parameters;
mod references;
mod retries;
mod routes;
mod statuses;
mod style;
mod toml;

use self::facts::Facts;
use crate::diagnostic::{Rule, Sink};
use crate::finding::{Finding, Findings};
use crate::source::Sources;

type CheckCatalog = fn(&Facts<'_>, &mut Sink);
type CheckFindings = fn(&Findings<'_>, &mut Sink);

/// A rule, and the functions that report violations.
struct Check {
    rule: &'static Rule,
    findings: Option<CheckFindings>,
    catalog: Option<CheckCatalog>,
}

impl Check {
    const fn of_catalog(rule: &'static Rule, catalog: CheckCatalog) -> Self {
        Self { rule, findings: None, catalog: Some(catalog) }
    }

    const fn of_findings(rule: &'static Rule, findings: CheckFindings) -> Self {
        Self { rule, findings: Some(findings), catalog: None }
    }

    const fn of_both(rule: &'static Rule, findings: CheckFindings, catalog: CheckCatalog) -> Self {
        Self { rule, findings: Some(findings), catalog: Some(catalog) }
    }
}

/// All rules in alphabetical order, which is the order of the checks.
const CHECKS: &[Check] = &[
    Check::of_catalog(&messages::attribute_value::RULE, messages::attribute_value::check),
    Check::of_findings(&toml::catalog_limit::RULE, toml::catalog_limit::check_findings),
    Check::of_catalog(&names::catalog_name::RULE, names::catalog_name::check),
    Check::of_both(
        &toml::control_character::RULE,
        toml::control_character::check_findings,
        toml::control_character::check,
    ),
    Check::of_findings(&files::duplicate_across_files::RULE, files::duplicate_across_files::check_findings),
    Check::of_catalog(&names::duplicate_code::RULE, names::duplicate_code::check),
    Check::of_findings(&toml::duplicate_key::RULE, toml::duplicate_key::check_findings),
    Check::of_findings(&files::duplicate_output::RULE, files::duplicate_output::check_findings),
    Check::of_catalog(&routes::duplicate_route::RULE, routes::duplicate_route::check),
    Check::of_catalog(&keys::empty_catalog::RULE, keys::empty_catalog::check),
    Check::of_findings(&pages::empty_marker::RULE, pages::empty_marker::check_findings),
    Check::of_catalog(&envelopes::envelope_json::RULE, envelopes::envelope_json::check),
    Check::of_findings(&files::file_extension::RULE, files::file_extension::check_findings),
    Check::of_catalog(&statuses::framework_error::RULE, statuses::framework_error::check),
    Check::of_catalog(&style::full_stop::RULE, style::full_stop::check),
    Check::of_catalog(&envelopes::header_name::RULE, envelopes::header_name::check),
    Check::of_catalog(&envelopes::header_value::RULE, envelopes::header_value::check),
    Check::of_findings(&files::hidden_path::RULE, files::hidden_path::check_findings),
    Check::of_findings(&files::include_cycle::RULE, files::include_cycle::check_findings),
    Check::of_findings(&files::include_not_found::RULE, files::include_not_found::check_findings),
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
    Check::of_findings(&files::invalid_template::RULE, files::invalid_template::check_findings),
    Check::of_findings(&pages::malformed_marker::RULE, pages::malformed_marker::check_findings),
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
    Check::of_findings(&files::outside_project::RULE, files::outside_project::check_findings),
    Check::of_catalog(&parameters::parameter_name::RULE, parameters::parameter_name::check),
    Check::of_catalog(&envelopes::renamed_word::RULE, envelopes::renamed_word::check),
    Check::of_findings(&files::reserved_output::RULE, files::reserved_output::check_findings),
    Check::of_catalog(&names::retired_code::RULE, names::retired_code::check),
    Check::of_catalog(&retries::retry_contradiction::RULE, retries::retry_contradiction::check),
    Check::of_catalog(&names::shared_code::RULE, names::shared_code::check),
    Check::of_catalog(&style::similar_codes::RULE, style::similar_codes::check),
    Check::of_catalog(&statuses::status_out_of_range::RULE, statuses::status_out_of_range::check),
    Check::of_findings(&toml::syntax::RULE, toml::syntax::check_findings),
    Check::of_catalog(&messages::undeclared_placeholder::RULE, messages::undeclared_placeholder::check),
    Check::of_catalog(&statuses::undocumented_status::RULE, statuses::undocumented_status::check),
    Check::of_catalog(&envelopes::unencoded_uri::RULE, envelopes::unencoded_uri::check),
    Check::of_catalog(&references::unknown_attribute::RULE, references::unknown_attribute::check),
    Check::of_catalog(&references::unknown_category::RULE, references::unknown_category::check),
    Check::of_catalog(&references::unknown_envelope::RULE, references::unknown_envelope::check),
    Check::of_catalog(&references::unknown_error::RULE, references::unknown_error::check),
    Check::of_catalog(&envelopes::unknown_field::RULE, envelopes::unknown_field::check),
    Check::of_both(&keys::unknown_key::RULE, keys::unknown_key::check_findings, keys::unknown_key::check),
    Check::of_findings(&pages::unknown_marker::RULE, pages::unknown_marker::check_findings),
    Check::of_findings(&pages::unknown_option::RULE, pages::unknown_option::check_findings),
    Check::of_findings(&pages::unknown_option_value::RULE, pages::unknown_option_value::check_findings),
    Check::of_catalog(&parameters::unknown_parameter_type::RULE, parameters::unknown_parameter_type::check),
    Check::of_catalog(&retries::unknown_retry::RULE, retries::unknown_retry::check),
    Check::of_catalog(&keys::unknown_rule::RULE, keys::unknown_rule::check),
    Check::of_catalog(&envelopes::unknown_value::RULE, envelopes::unknown_value::check),
    Check::of_catalog(&keys::unknown_word::RULE, keys::unknown_word::check),
    Check::of_findings(&pages::unmarked_page::RULE, pages::unmarked_page::check_findings),
    Check::of_findings(&pages::unpaired_marker::RULE, pages::unpaired_marker::check_findings),
    Check::of_catalog(&toml::unquoted_dotted_code::RULE, toml::unquoted_dotted_code::check),
    Check::of_findings(&pages::unreadable_page::RULE, pages::unreadable_page::check_findings),
    Check::of_catalog(&envelopes::unsendable_header::RULE, envelopes::unsendable_header::check),
    Check::of_catalog(&envelopes::unsent_issues::RULE, envelopes::unsent_issues::check),
    Check::of_catalog(&retries::unsent_retry_after::RULE, retries::unsent_retry_after::check),
    Check::of_catalog(&names::unusable_name::RULE, names::unusable_name::check),
    Check::of_catalog(&references::unused_declaration::RULE, references::unused_declaration::check),
    Check::of_catalog(&parameters::unused_parameter::RULE, parameters::unused_parameter::check),
    Check::of_catalog(&parameters::wire_name_clash::RULE, parameters::wire_name_clash::check),
    Check::of_catalog(&keys::wrong_type::RULE, keys::wrong_type::check),
];

/// All rules, in alphabetical order.
pub static RULES: &[&Rule] = &rules::<{ CHECKS.len() }>();

const fn rules<const COUNT: usize>() -> [&'static Rule; COUNT] {
    let mut rules = [CHECKS[0].rule; COUNT];
    let mut index = 1;
    while index < COUNT {
        rules[index] = CHECKS[index].rule;
        index += 1;
    }
    rules
}

/// Returns the rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// Checks the findings of readers.
pub(crate) fn check_findings(sources: &Sources, found: &[Finding], sink: &mut Sink) {
    if found.is_empty() {
        return;
    }
    for check in CHECKS.iter().filter_map(|check| check.findings) {
        check(&Findings { sources, found }, sink);
    }
}

/// Checks a catalog with all rules.
pub(crate) fn check_catalog(facts: &Facts<'_>, sink: &mut Sink) {
    for check in CHECKS.iter().filter_map(|check| check.catalog) {
        check(facts, sink);
    }
}
