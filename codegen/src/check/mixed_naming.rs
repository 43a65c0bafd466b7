use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::{Facts, Rule, outliers};
use crate::catalog::raw::Code;
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "mixed-naming",
    severity: Severity::Warning,
    explanation: "Codes are written alike: `SCREAMING_SNAKE`, `snake_case`, `kebab-case`, `CamelCase` or \
        `dotted.words`, and one of them throughout. Clients guess at codes less, and a search finds them \
        all.",
    wrong: r##"[errors]
NO_KEY = { status = 401, message = "There is no API key" }
BAD_KEY = { status = 401, message = "The API key is not valid" }
old_key = { status = 401, message = "The API key is too old" }
"##,
    right: r##"[errors]
NO_KEY = { status = 401, message = "There is no API key" }
BAD_KEY = { status = 401, message = "The API key is not valid" }
OLD_KEY = { status = 401, message = "The API key is too old" }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let codes = facts.raw.errors.iter().filter(|error| !matches!(error.code.as_ref().map(|c| &c.value), Some(Code::Number(_))));
    let all: Vec<_> = codes.filter_map(|error| Some((style(&error.wire_code())?, error))).collect();
    let Some(usual) = super::majority(&all) else { return };
    for (_, error) in outliers(all) {
        let code = error.wire_code();
        let message = format!("the code `{code}` is not written as most others are");
        let help = format!("write `{}`, or turn this rule off where the code is a given", rewritten(&code, usual));
        sink.push(Diagnostic::new(&RULE, error.code_span(), message).help(help));
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Screaming,
    Snake,
    Kebab,
    Camel,
    Dotted,
}

/// How a code is written; `None` where one word could be of several styles.
fn style(code: &str) -> Option<Style> {
    let (mut upper, mut lower) = (false, false);
    for c in code.chars() {
        upper |= c.is_uppercase();
        lower |= c.is_lowercase();
    }
    match (upper, lower) {
        _ if code.contains('.') || code.contains(':') => Some(Style::Dotted),
        (true, false) => Some(Style::Screaming),
        (false, true) if code.contains('-') => Some(Style::Kebab),
        (false, true) if code.contains('_') => Some(Style::Snake),
        (true, true) if !code.contains('_') && !code.contains('-') && !code.contains(' ') => Some(Style::Camel),
        _ => None,
    }
}

fn rewritten(code: &str, style: Style) -> String {
    match style {
        Style::Screaming => code.to_shouty_snake_case(),
        Style::Snake => code.to_snake_case(),
        Style::Kebab => code.to_kebab_case(),
        Style::Camel => code.to_upper_camel_case(),
        Style::Dotted => code.to_snake_case().replace('_', "."),
    }
}
