use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::catalog::raw::{Code, Error, Named};
use crate::check::facts::Facts;
use crate::check::style::majority::majority;
use crate::check::style::majority::outliers;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "mixed-naming",
    severity: Severity::Warning,
    explanation: "All codes should have the same naming style: `SCREAMING_SNAKE`, `snake_case`, \
        `kebab-case`, `PascalCase`, `camelCase` or `dotted.words` (also with `:` or `/`). Dotted codes \
        are compared part by part: the last parts with each other, and the parts before them. \
        Consistent codes are easier to remember and to find.",
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
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let codes = facts
        .raw
        .errors
        .iter()
        .filter(|error| !matches!(error.code.as_ref().map(|c| &c.value), Some(Code::Number(_))));
    let all: Vec<_> = codes.filter_map(|error| Some((style(&error.wire_code())?, error))).collect();
    let usual = majority(&all);
    check_parts(&all, usual, sink);
    let Some(usual) = usual else { return };
    for (_, error) in outliers(all) {
        let code = error.wire_code();
        let message = format!("the naming style of the code `{code}` differs from most others");
        report(error, message, &rewritten(&code, usual), sink);
    }
}

/// Compares the last parts of codes with the same separator, and all parts before them.
fn check_parts(all: &[(Style, &Named<'_, Error<'_>>)], usual: Option<Style>, sink: &mut Sink) {
    let separators = all.iter().filter_map(|(style, _)| match style {
        Style::Separated(separator) => Some(*separator),
        _ => None,
    });
    for separator in SEPARATORS.into_iter().filter(|known| separators.clone().any(|found| found == *known)) {
        let style_of_code = Style::Separated(separator);
        if usual.is_some_and(|usual| usual != style_of_code) {
            continue;
        }
        let errors = || all.iter().filter(|(style, _)| *style == style_of_code).map(|(_, error)| *error);
        let usual_part = |is_last: bool| {
            let parts = errors().flat_map(|error| {
                let code = error.wire_code();
                let styles = parts(&code, separator).filter(|(_, last)| *last == is_last);
                styles.filter_map(|(part, _)| style(part)).collect::<Vec<_>>()
            });
            majority(&parts.map(|style| (style, ())).collect::<Vec<_>>())
        };
        let (usual_name, usual_space) = (usual_part(true), usual_part(false));
        for error in errors() {
            let code = error.wire_code();
            let mut odd = None;
            let as_usual: Vec<String> = parts(&code, separator)
                .map(|(part, is_last)| match if is_last { usual_name } else { usual_space } {
                    Some(usual) if style(part).is_some_and(|style| style != usual) => {
                        odd = odd.or(Some(part));
                        rewritten(part, usual)
                    }
                    _ => part.to_owned(),
                })
                .collect();
            if let Some(part) = odd {
                let message =
                    format!("the naming style of `{part}` in the code `{code}` differs from most others");
                report(error, message, &as_usual.join(&separator.to_string()), sink);
            }
        }
    }
}

/// Returns the parts of a code, and whether each is the last.
fn parts(code: &str, separator: char) -> impl Iterator<Item = (&str, bool)> {
    let last = code.split(separator).count() - 1;
    code.split(separator).enumerate().map(move |(at, part)| (part, at == last))
}

fn report(error: &Named<'_, Error<'_>>, message: String, as_usual: &str, sink: &mut Sink) {
    let help = format!("write `{as_usual}`, or turn this rule off if the code cannot change");
    sink.push(Diagnostic::new(&RULE, error.code_span(), message).help(help));
}

/// The separators of parts.
const SEPARATORS: [char; 3] = ['.', ':', '/'];

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Screaming,
    Snake,
    Kebab,
    Pascal,
    Camel,
    /// Parts with this separator.
    Separated(char),
}

/// Returns the style of a code; `None` if a single word fits several styles.
fn style(code: &str) -> Option<Style> {
    let (mut upper, mut lower) = (false, false);
    for c in code.chars() {
        upper |= c.is_uppercase();
        lower |= c.is_lowercase();
    }
    if let Some(separator) = code.chars().find(|c| SEPARATORS.contains(c)) {
        return Some(Style::Separated(separator));
    }
    match (upper, lower) {
        (true, false) => Some(Style::Screaming),
        (false, true) if code.contains('-') => Some(Style::Kebab),
        (false, true) if code.contains('_') => Some(Style::Snake),
        (true, true) if !code.contains(['_', '-', ' ']) => {
            Some(if code.starts_with(char::is_uppercase) { Style::Pascal } else { Style::Camel })
        }
        _ => None,
    }
}

fn rewritten(code: &str, style: Style) -> String {
    match style {
        Style::Screaming => code.to_shouty_snake_case(),
        Style::Snake => code.to_snake_case(),
        Style::Kebab => code.to_kebab_case(),
        Style::Pascal => code.to_upper_camel_case(),
        Style::Camel => code.to_lower_camel_case(),
        Style::Separated(separator) => code.to_snake_case().replace('_', &separator.to_string()),
    }
}

#[cfg(test)]
mod tests {
    /// Returns the help texts of the rule for these codes.
    fn helps(codes: &[&str]) -> Vec<String> {
        let mut text = "[catalog]\nname = \"x\"\n[errors]\n".to_owned();
        for (at, code) in codes.iter().enumerate() {
            text.push_str(&format!("E{at} = {{ status = 400, message = \"m\", code = \"{code}\" }}\n"));
        }
        let report = crate::check_text("errors.toml", text).expect("the catalog is a text").report;
        let found = report.diagnostics().iter().filter(|d| d.rule.id == super::RULE.id);
        found
            .map(|d| d.help.clone().unwrap_or_default().split('`').nth(1).unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn dotted_codes_are_compared_part_by_part() {
        let codes = ["user.not_found", "user.email_taken", "user.no_key", "user.emailLost"];
        assert_eq!(helps(&codes), ["user.email_lost"]);
        // The style of a namespace does not affect the names in it.
        assert!(helps(&["userSpace.not_found", "leadSpace.not_found", "teamSpace.no_key"]).is_empty());
        assert_eq!(
            helps(&["a_b.NoKey", "a_b.c_d.NotFound", "a_b.TooLate", "a-b.cD.too_late"]),
            ["a_b.c_d.TooLate"]
        );
        // Single words fit every style, and numbers do.
        assert!(
            helps(&["user.gone", "user.not_found", "user.no_key", "user.too_late", "user.404"]).is_empty()
        );
        assert_eq!(
            helps(&["auth/no-key", "auth/not-found", "auth/too-late", "auth/tooLarge"]),
            ["auth/too-large"]
        );
    }

    #[test]
    fn separators_and_cases_are_told_apart() {
        assert_eq!(helps(&["user.gone", "user.found", "user.lost", "user:late"]), ["user.late"]);
        assert_eq!(helps(&["NotFound", "NoKey", "Conflict", "tooLate"]), ["TooLate"]);
        assert_eq!(helps(&["notFound", "noKey", "tooLate", "too_large"]), ["tooLarge"]);
    }
}
