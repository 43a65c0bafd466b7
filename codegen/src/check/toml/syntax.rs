use crate::catalog::syntax_error::SyntaxError;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings};
use crate::source::Sources;

pub(crate) static RULE: Rule = Rule {
    id: "syntax",
    severity: Severity::Error,
    explanation: "A catalog must be valid TOML 1.1 in UTF-8. After a syntax error, no other rule runs, \
        because the rest of the file is ambiguous.",
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

const QUOTE_THE_KEY: &str = "quote a key with characters other than ASCII letters, digits, `-` and `_`";

fn one(sources: &Sources, error: &SyntaxError) -> Diagnostic {
    let message = &error.message;
    let file = &sources.files[error.span.file as usize].text;
    let rest = file.get(error.span.start as usize..).unwrap_or_default();
    let help = if ["null", "nil", "None", "undefined"].iter().any(|word| rest.starts_with(word)) {
        "remove the key: TOML has no null"
    } else if message.contains("carriage return") {
        "save the file with LF or CRLF line endings"
    } else if message.contains("escape") {
        "write `\\\\` for a backslash, or use single quotes"
    } else if message.contains("extend") || message.contains("duplicate") {
        "write the table in one place: as `{ … }`, with dotted keys, or below a header"
    } else if message.contains("unclosed") {
        "add the closing bracket or quote"
    } else if message.contains("missing comma") {
        "add a `,` between the two, or close the previous value"
    } else if message.contains("missing assignment") {
        "add `=` between the key and its value"
    } else if message.contains("unicode") {
        "write four hexadecimal digits after `\\u`, eight after `\\U`"
    } else if message.starts_with("unexpected key or value") {
        "write one key and its value per line"
    } else if message.contains("boolean") {
        "write `true` or `false` in lowercase"
    } else if message.contains("leading zero") {
        "remove the leading zeros, or quote the number"
    } else if message.contains("unquoted key") {
        QUOTE_THE_KEY
    } else if message.starts_with("invalid basic string") || message.starts_with("invalid literal string") {
        "close the string on the same line, with the quote that opens it"
    } else if message.contains("string") || message.contains("float") || message.contains("value") {
        "write a number, `true`, `false`, `{ … }`, `[ … ]`, or a string in quotes"
    } else if rest.starts_with(|c: char| !c.is_ascii()) {
        QUOTE_THE_KEY
    } else {
        "look for a missing bracket, quote, comma or `=` on this line or the previous one"
    };
    let diagnostic = Diagnostic::new(&RULE, error.span, format!("invalid TOML: {message}")).help(help);
    match error.related {
        Some((span, note)) => diagnostic.related(span, note),
        None => diagnostic,
    }
}
