//! `error-catalog explain`

use std::path::{Path, PathBuf};

use clap::Args;
use error_catalog_codegen::catalog::{BUILT_IN, BuiltIn};
use error_catalog_codegen::{Checked, RULES, Rule, nearest, printable_path, rule};

use crate::outcome::Outcome;
use crate::reading::Reading;
use crate::{findings, story};

/// Explain a rule or a built-in envelope, or tell the whole story of an error.
///
/// With a rule's id: what it asks for and why, with a wrong and a right example. With a built-in envelope: what it is,
/// and how to declare the same in a catalog, to change it there. With a catalog and a code: all that the catalog says
/// about that error, and what follows from it. Without anything: the rules and the envelopes.
#[derive(Args)]
pub(crate) struct Arguments {
    /// A rule's id, as diagnostics show it in brackets; a built-in envelope; or the main file of a catalog.
    #[arg(value_name = "RULE-ID | ENVELOPE | FILE")]
    subject: Option<String>,

    /// An error of the catalog, by its key or its code on the wire.
    #[arg(value_name = "CODE")]
    code: Option<String>,

    #[command(flatten)]
    reading: Reading,
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
                    "which error of `{name}`? write its code after the file"
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
        Some(nearest) => format!("there is no rule or envelope `{name}`; did you mean `{nearest}`?"),
        None => format!(
            "there is no rule or envelope `{name}`; there are {}",
            names.collect::<Vec<_>>().join(", ")
        ),
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
        println!("\nA rule of taste: `[rules]` with `{} = \"off\"` turns it off, `\"error\"` up.", rule.id);
    }
    println!("\nwrong:\n{}\nright:\n{}", indent(rule.wrong), indent(rule.right));
}

/// What a built-in envelope is, with the TOML that declares the same.
fn envelope(built_in: &BuiltIn) {
    let BuiltIn { name, description, media_type, highest_status, body, .. } = built_in;
    let joint_status = if *highest_status { "joint_status = \"highest\"\n" } else { "" };
    let declared =
        format!("[envelope.default]\nmedia_type = \"{media_type}\"\n{joint_status}body = '''\n{body}'''");
    println!(
        "{name} (built-in envelope)\n\n{description}\n\nthe same in a catalog, to be changed there:\n{}",
        indent(&declared)
    );
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

fn error(file: &Path, code: &str, reading: &Reading) -> Outcome {
    let Checked { catalog, report, .. } = match reading.check(file) {
        Ok(checked) => checked,
        Err(outcome) => return outcome,
    };
    let Some(catalog) = catalog else {
        findings::human(file, None, &report);
        return Outcome::Failed;
    };
    let by_name: Vec<_> = catalog.errors.iter().filter(|error| error.name == code).collect();
    let by_code = || catalog.errors.iter().filter(|error| error.code.text() == code).collect();
    let found: Vec<_> = if by_name.is_empty() { by_code() } else { by_name };
    if found.is_empty() {
        let hint = nearest(code, catalog.errors.iter().map(|error| error.name.as_str()));
        let hint = hint.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
        return Outcome::CouldNotRun(format!("`{}` has no error `{code}`{hint}", printable_path(file)));
    }
    let stories: Vec<_> = found.into_iter().map(|error| story::story(&catalog, error, file)).collect();
    print!("{}", stories.join("\n"));
    Outcome::Done
}
