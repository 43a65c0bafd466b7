//! `error-catalog explain`

use clap::Args;
use error_catalog_codegen::{RULES, Rule, rule};

use crate::Outcome;

/// Explain a rule: what it asks for and why, with a wrong and a right example.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The rule's id, as diagnostics show it in brackets. Without one, all are listed.
    #[arg(value_name = "RULE-ID")]
    rule: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    match &arguments.rule {
        None => list(),
        Some(id) => match rule(id) {
            Some(rule) => explain(rule),
            None => {
                return Outcome::CouldNotRun(format!(
                    "there is no rule `{id}`; `error-catalog explain` lists them"
                ));
            }
        },
    }
    Outcome::Done
}

fn list() {
    for rule in RULES {
        println!("{:<8} {}", rule.severity.as_str(), rule.id);
    }
}

fn explain(rule: &Rule) {
    println!("{} ({})\n\n{}", rule.id, rule.severity.as_str(), rule.explanation);
    if rule.is_adjustable() {
        println!("\nA rule of taste: `[rules]` with `{} = \"off\"` turns it off, `\"error\"` up.", rule.id);
    }
    println!("\nwrong:\n{}\nright:\n{}", indent(rule.wrong), indent(rule.right));
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}
