//! `error-catalog explain`

use std::path::{Path, PathBuf};

use clap::Args;
use error_catalog_codegen::catalog::{BUILT_IN, BuiltIn};
use error_catalog_codegen::{Checked, RULES, Rule, nearest, printable_path, rule};

use crate::outcome::Outcome;
use crate::read_options::ReadOptions;
use crate::{description, reporter};

/// Explain a rule, a built-in envelope, or an error of a catalog.
///
/// RULE-ID explains a rule, with a wrong and a right example. ENVELOPE describes a built-in
/// envelope and prints the TOML that declares it, to copy and change. FILE CODE prints everything
/// that the catalog defines about an error. Without arguments, the command lists all rules and
/// envelopes.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The id of a rule (diagnostics show it in brackets), a built-in envelope, or the main file of
    /// a catalog.
    #[arg(value_name = "RULE-ID | ENVELOPE | FILE")]
    subject: Option<String>,

    /// The key or the wire code of an error of the catalog.
    #[arg(value_name = "CODE")]
    code: Option<String>,

    #[command(flatten)]
    reading: ReadOptions,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    match (&arguments.subject, &arguments.code) {
        (None, _) => list(),
        (Some(file), Some(code)) => return error(Path::new(file), code, &arguments.reading),
        (Some(name), None) => match (rule(name), BUILT_IN.iter().find(|built_in| built_in.name == name)) {
            (Some(rule), _) => explain(rule),
            (None, Some(built_in)) => envelope(built_in),
            (None, None) if PathBuf::from(name).exists() => {
                return Outcome::CouldNotRun(format!(
                    "missing error code: write the code after the file `{name}`"
                ));
            }
            (None, None) => return Outcome::CouldNotRun(unknown(name)),
        },
    }
    Outcome::Done
}

fn unknown(name: &str) -> String {
    let names = RULES.iter().map(|rule| rule.id).chain(BUILT_IN.iter().map(|built_in| built_in.name));
    match nearest(name, names.clone()) {
        Some(nearest) => format!("unknown rule or envelope `{name}`; did you mean `{nearest}`?"),
        None => {
            format!("unknown rule or envelope `{name}`; use one of {}", names.collect::<Vec<_>>().join(", "))
        }
    }
}

fn list() {
    for rule in RULES {
        println!("{:<8} {}", rule.severity.as_str(), rule.id);
    }
    for built_in in BUILT_IN {
        println!("envelope {}", built_in.name);
    }
}

fn explain(rule: &Rule) {
    println!("{} ({})\n\n{}", rule.id, rule.severity.as_str(), rule.explanation);
    if rule.is_adjustable() {
        println!(
            "\nTo change the severity of this rule, set it to `\"off\"` or `\"error\"`: `{} = \
            \"off\"` in `[rules]`.",
            rule.id
        );
    }
    println!("\nwrong:\n{}\nright:\n{}", indent(rule.wrong), indent(rule.right));
}

/// Prints a built-in envelope with its declaration in TOML.
fn envelope(built_in: &BuiltIn) {
    let BuiltIn { name, description, media_type, highest_status, body, .. } = built_in;
    let joint_status = if *highest_status { "joint_status = \"highest\"\n" } else { "" };
    let declared =
        format!("[envelope.default]\nmedia_type = \"{media_type}\"\n{joint_status}body = '''\n{body}'''");
    println!(
        "{name} (built-in envelope)\n\n{description}\n\nto change it, copy this declaration to a \
            catalog:\n{}",
        indent(&declared)
    );
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

fn error(file: &Path, code: &str, reading: &ReadOptions) -> Outcome {
    let Checked { catalog, report, .. } = match reading.check(file) {
        Ok(checked) => checked,
        Err(outcome) => return outcome,
    };
    let Some(catalog) = catalog else {
        reporter::human(file, None, &report);
        return Outcome::Failed;
    };
    let by_name: Vec<_> = catalog.errors.iter().filter(|error| error.name == code).collect();
    let by_code = || catalog.errors.iter().filter(|error| error.code.text() == code).collect();
    let found: Vec<_> = if by_name.is_empty() { by_code() } else { by_name };
    if found.is_empty() {
        let hint = nearest(code, catalog.errors.iter().map(|error| error.name.as_str()));
        let hint = hint.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
        return Outcome::CouldNotRun(format!("unknown error `{code}` in `{}`{hint}", printable_path(file)));
    }
    let stories: Vec<_> =
        found.into_iter().map(|error| description::describe(&catalog, error, file)).collect();
    print!("{}", stories.join("\n"));
    Outcome::Done
}
