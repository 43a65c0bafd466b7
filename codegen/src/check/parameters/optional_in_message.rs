use std::collections::HashSet;

use crate::catalog::message::{Piece, Template};
use crate::catalog::raw::{Error, RawTemplate};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "optional-in-message",
    severity: Severity::Warning,
    explanation: "A placeholder is empty if its optional parameter is absent: `until {until}` becomes \
        `until `. Use an optional segment, such as `{until?: until {until}}`. It omits the words \
        together with the value.",
    wrong: r##"[errors.MAINTENANCE]
status = 503
message = "Down until {until}."
params = { until = { type = "timestamp", optional = true } }
"##,
    right: r##"[errors.MAINTENANCE]
status = 503
message = "Down{until?: until {until}}."
params = { until = { type = "timestamp", optional = true } }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for error in &facts.raw.errors {
        let Some(message) = &error.message else { continue };
        let Ok(template) = &message.parsed else { continue };
        report(facts, error, message, template, sink);
    }
}

fn report(facts: &Facts<'_>, error: &Error, message: &RawTemplate<'_>, template: &Template, sink: &mut Sink) {
    let optional: HashSet<&str> =
        error.params.iter().filter(|param| param.optional).map(|param| &*param.name.value).collect();
    let mut segment = None;
    for (index, piece) in template.pieces.iter().enumerate() {
        match piece {
            Piece::SegmentStart { name, .. } => segment = Some(name),
            Piece::SegmentEnd => segment = None,
            Piece::Text(_) => {}
            Piece::Placeholder { name, range, .. } => {
                if segment == Some(name) || !optional.contains(&**name) {
                    continue;
                }
                let before = match index.checked_sub(1).map(|before| &template.pieces[before]) {
                    Some(Piece::Text(text)) => last_word(text),
                    _ => "",
                };
                let help = match segment {
                    Some(of) => format!(
                        "end the segment of `{of}` before it, and write `{{{name}?:{before}{{{name}}}}}`"
                    ),
                    None => format!(
                        "write `{{{name}?:{before}{{{name}}}}}`, with all words and punctuation that \
                            belong to the value"
                    ),
                };
                let what = format!("the message has a gap if the optional parameter `{name}` is absent");
                sink.push(Diagnostic::new(&RULE, facts.part(&message.text, range.clone()), what).help(help));
            }
        }
    }
}

/// Returns the word before a placeholder, with the spaces around it; empty after punctuation.
fn last_word(text: &str) -> &str {
    let word = text.trim_end();
    let rest = word.trim_end_matches(char::is_alphanumeric);
    if rest.len() == word.len() { "" } else { &text[rest.trim_end().len()..] }
}
