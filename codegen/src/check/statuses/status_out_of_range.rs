use crate::catalog::keys::Type;
use crate::catalog::raw::Text;
use crate::catalog::shape::Typed;
use crate::catalog::status;
use crate::catalog::tree::TomlKind;
use crate::check::combine::join;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "status-out-of-range",
    severity: Severity::Error,
    explanation: "An HTTP status is a whole number from 100 to 599 (RFC 9110 §15). The status of an \
        error must be at least 200, because lower statuses are interim responses. It cannot be 204, \
        205 or 304, because these responses have no body (RFC 9112 §6.3, RFC 9110 §15.3.6). `[status]` \
        and `[framework]` also accept `4xx` and `5xx`, for all other statuses of a class. \
        `[framework]` accepts only statuses of 400 and above.",
    wrong: r##"[errors]
NOT_FOUND = { status = 4040, message = "Not found" }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

const HELP: &str = "write a status from 200 to 599, such as 404";

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for Typed { ty, value } in &facts.shape.values {
        if let (Type::Status, TomlKind::Integer(number)) = (ty, &value.kind)
            && !is_of_an_error(*number)
        {
            let message = match number {
                204 | 205 | 304 => {
                    format!("an error cannot have the status {number}: such a response has no body")
                }
                number => format!("the status of an error must be from 200 to 599, not {number}"),
            };
            sink.push(Diagnostic::new(&RULE, value.span, message).help(HELP));
        }
    }
    let rows =
        facts.raw.statuses.iter().map(|status| &status.name).filter(|name| !is_status(name)).map(|name| {
            let diagnostic =
                Diagnostic::new(&RULE, name.span, format!("invalid HTTP status `{}`", name.value));
            (
                name,
                diagnostic.help(
                    "write a number from 100 to 599, or `4xx` or `5xx` for all other statuses of a class",
                ),
            )
        });
    report(rows, sink);
    let of_framework =
        facts.raw.framework.iter().filter(|(name, _)| status::range(&name.value).is_none()).map(
            |(name, _)| {
                let message = format!("`{}` is not an error status", name.value);
                let help =
                    "write a number from 400 to 599, or `4xx` or `5xx` for all other statuses of a class";
                (name, Diagnostic::new(&RULE, name.span, message).help(help))
            },
        );
    report(of_framework, sink);
}

/// Reports invalid numbers one by one, and other names together.
fn report<'n>(found: impl Iterator<Item = (&'n Text<'n>, Diagnostic)>, sink: &mut Sink) {
    let (numbers, names): (Vec<_>, Vec<_>) =
        found.partition(|(name, _)| name.value.starts_with(|c: char| c.is_ascii_digit()));
    sink.extend(numbers.into_iter().map(|(_, diagnostic)| diagnostic));
    sink.extend(join(names.into_iter().map(|(_, diagnostic)| diagnostic).collect()));
}

/// Returns whether an error can have the status: a final status with a body.
pub(crate) fn is_of_an_error(status: i64) -> bool {
    (200..=599).contains(&status) && !matches!(status, 204 | 205 | 304)
}

pub(crate) fn is_status(name: &Text) -> bool {
    status::documented(&name.value).is_some()
}
