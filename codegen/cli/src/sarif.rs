//! Diagnostics as a SARIF 2.1.0 log: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use std::path::Path;

use error_catalog_codegen::{Report, Rule, Severity, Span, printable_path};
use serde_json::{Value, json};

use crate::outcome::Outcome;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The results of a run, with their rules.
#[derive(Default)]
pub(crate) struct Log {
    /// The ids of the rules in `rules`, by index.
    ids: Vec<&'static str>,
    rules: Vec<Value>,
    results: Vec<Value>,
    /// Notifications about the run itself.
    notes: Vec<Value>,
}

impl Log {
    /// Adds the diagnostics of a catalog.
    pub(crate) fn report(&mut self, report: &Report) {
        for diagnostic in report.diagnostics() {
            let related = diagnostic.related.iter().enumerate().map(|(index, (span, note))| {
                json!({ "id": index, "message": { "text": note }, "physicalLocation": place(report, *span) })
            });
            let related: Vec<_> = related.collect();
            let rule = diagnostic.rule;
            let level = diagnostic.severity;
            let message = message(&diagnostic.message, diagnostic.help.as_deref());
            let mut result = self.result(rule.id, || of_rule(rule), level, message);
            result["locations"] = json!([{ "physicalLocation": place(report, diagnostic.span) }]);
            if !related.is_empty() {
                result["relatedLocations"] = related.into();
            }
            self.results.push(result);
        }
        let notes =
            report.omitted().map(|omitted| json!({ "level": "note", "message": { "text": omitted } }));
        self.notes.extend(notes);
    }

    /// Adds an output that is not up to date or cannot be written.
    pub(crate) fn output(&mut self, path: &Path, line: Option<usize>, title: &str, text: &str, help: &str) {
        let (id, summary) = match title {
            "stale" => ("stale-output", "A generated file differs from what the catalog generates."),
            _ => ("refused-output", "A file cannot be generated at this path."),
        };
        let rule = || json!({ "shortDescription": { "text": summary }, "help": { "text": summary } });
        let message = message(&format!("{} {text}", printable_path(path)), Some(help));
        let mut result = self.result(id, rule, Severity::Error, message);
        let mut place = json!({ "artifactLocation": { "uri": uri(path) } });
        if let Some(line) = line {
            place["region"] = json!({ "startLine": line });
        }
        result["locations"] = json!([{ "physicalLocation": place }]);
        self.results.push(result);
    }

    /// Returns a result without a location, and adds its rule if necessary.
    fn result(
        &mut self,
        id: &'static str,
        rule: impl FnOnce() -> Value,
        level: Severity,
        text: String,
    ) -> Value {
        let known = self.ids.iter().position(|known| *known == id);
        let index = known.unwrap_or_else(|| {
            let mut rule = rule();
            rule["id"] = id.into();
            if rule["defaultConfiguration"].is_null() {
                rule["defaultConfiguration"] = json!({ "level": Severity::Error.as_str() });
            }
            self.ids.push(id);
            self.rules.push(rule);
            self.rules.len() - 1
        });
        json!({ "ruleId": id, "ruleIndex": index, "level": level.as_str(), "message": { "text": text } })
    }

    /// Returns the whole log. If the command could not run, its only run contains the reason.
    pub(crate) fn finish(self, outcome: &Outcome) -> Value {
        let invocation = match outcome {
            Outcome::Done | Outcome::Failed if self.notes.is_empty() => {
                json!({ "executionSuccessful": true })
            }
            Outcome::Done | Outcome::Failed => json!({
                "executionSuccessful": true,
                "toolExecutionNotifications": self.notes,
            }),
            Outcome::CouldNotRun(why) => json!({
                "executionSuccessful": false,
                "toolExecutionNotifications": [{ "level": "error", "message": { "text": why } }],
            }),
        };
        json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "error-catalog",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": self.rules,
                } },
                "invocations": [invocation],
                "columnKind": "utf16CodeUnits",
                "results": self.results,
            }],
        })
    }
}

/// Returns a rule without its id, with the same explanation and examples as `explain`.
fn of_rule(rule: &Rule) -> Value {
    let Rule { explanation, wrong, right, .. } = rule;
    let first = explanation.split_inclusive(". ").next().unwrap_or_default().trim_end();
    json!({
        "shortDescription": { "text": first },
        "fullDescription": { "text": explanation },
        "help": {
            "text": format!("{explanation}\n\nWrong:\n\n{wrong}\nRight:\n\n{right}"),
            "markdown": format!("{explanation}\n\nWrong:\n\n{}\n\nRight:\n\n{}", fenced(wrong), fenced(right)),
        },
        "defaultConfiguration": { "level": rule.severity.as_str() },
    })
}

/// Returns a code block. Examples can contain fences of at most three backticks.
fn fenced(example: &str) -> String {
    format!("````toml\n{}\n````", example.trim_end())
}

fn message(text: &str, help: Option<&str>) -> String {
    match help {
        Some(help) => format!("{text}\nhelp: {help}"),
        None => text.to_owned(),
    }
}

fn place(report: &Report, span: Span) -> Value {
    let (start, end) = (report.location(span), report.end(span));
    json!({
        "artifactLocation": { "uri": uri(Path::new(&start.file)) },
        "region": {
            "startLine": start.line,
            "startColumn": report.utf16_column(span),
            "endLine": end.line,
            "endColumn": report.utf16_end_column(span),
        },
    })
}

/// Returns a path as a URI: relative like the path, or `file:` for an absolute path.
fn uri(path: &Path) -> String {
    let text = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut uri = String::with_capacity(text.len());
    if path.is_absolute() {
        uri.push_str(if text.starts_with('/') { "file://" } else { "file:///" });
    }
    for byte in text.bytes() {
        if is_plain(byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
