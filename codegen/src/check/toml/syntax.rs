use crate::catalog::syntax_error::SyntaxError;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings};
use crate::source::Sources;

pub(crate) static RULE: Rule = Rule {
    id: "syntax",
    severity: Severity::Error,
    explanation: "A catalog is TOML 1.1, in UTF-8. With a mistake in its syntax nothing else is checked, as \
        what follows the mistake may mean anything.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        if let Finding::Syntax(error) = finding {
            sink.push(one(findings.sources, error));
        }
    }
}

const QUOTE_THE_KEY: &str =
    "a key of other characters than ASCII letters, digits, `-` and `_` stands in quotes";

fn one(sources: &Sources, error: &SyntaxError) -> Diagnostic {
    let message = &error.message;
    let file = &sources.files[error.span.file as usize].text;
    let rest = file.get(error.span.start as usize..).unwrap_or_default();
    let help = if ["null", "nil", "None", "undefined"].iter().any(|word| rest.starts_with(word)) {
        "TOML has no null: leave the key out"
    } else if message.contains("carriage return") {
        "save the file with line ends LF or CRLF"
    } else if message.contains("escape") {
        "write `\\\\` for a backslash, or the whole string in single quotes"
    } else if message.contains("extend") || message.contains("duplicate") {
        "a table is written in one place: as `{ … }`, with dotted keys, or under a header"
    } else if message.contains("not closed") {
        "write the bracket or the quotes that end it"
    } else if message.contains("missing comma") {
        "write a `,` between the two, or close what stands before"
    } else if message.contains("missing assignment") {
        "write `=` between a key and its value"
    } else if message.contains("unicode") {
        "write four hexadecimal digits after `\\u`, eight after `\\U`"
    } else if message.starts_with("unexpected key or value") {
        "a line takes one key with its value"
    } else if message.contains("boolean") {
        "write `true` or `false`, in small letters"
    } else if message.contains("leading zero") {
        "write the number without zeros before it, or in quotes"
    } else if message.contains("unquoted key") {
        QUOTE_THE_KEY
    } else if message.starts_with("invalid basic string") || message.starts_with("invalid literal string") {
        "a text ends on its line, in the quote that it begins with"
    } else if message.contains("string") || message.contains("float") || message.contains("value") {
        "a value is a number, `true`, `false`, `{ … }`, `[ … ]`, or text in quotes"
    } else if rest.starts_with(|c: char| !c.is_ascii()) {
        QUOTE_THE_KEY
    } else {
        "look for a bracket, a quote, a comma or a `=` that is missing on this line or the one before"
    };
    let diagnostic = Diagnostic::new(&RULE, error.span, format!("this is no TOML: {message}")).help(help);
    match error.related {
        Some((span, note)) => diagnostic.related(span, note),
        None => diagnostic,
    }
}
