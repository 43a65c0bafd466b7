use crate::catalog::limits::{INCLUDES, NAME};
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Excess, Finding, Findings};

pub(crate) static RULE: Rule = Rule {
    id: "catalog-limit",
    severity: Severity::Error,
    explanation: "Limits keep the run time and the output in proportion to the size of the catalog. A \
        name and a \
        wire code have at most 250 characters, the body of an envelope 16,384 bytes, any other text 65,536 \
        bytes. An error has at most 250 parameters, 100 headers, 100 attributes and 200 triggers. A catalog \
        declares at most 100 envelopes, 100 retry policies, 100 attributes and 100 context values. An \
        envelope has at most 100 headers and 1,000 documented fields. `[status]`, `[framework]` and \
        `[rules]` have at most 1,000 keys. Includes nest at most 100 levels deep. If a catalog exceeds \
        a limit, no other rule runs.",
    wrong: r##"[errors]
AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS = { status = 404, message = "Not found" }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        let Finding::Excess { excess, span } = finding else { continue };
        let (message, help) = match excess {
            Excess::Name { start } => (
                format!("the name `{start}…` is longer than {NAME} characters"),
                format!("write a name of at most {NAME} characters"),
            ),
            Excess::Text { bytes, most } => (
                format!("this text has {bytes} bytes; the limit is {most}"),
                "shorten it, or link to a page with the full text".to_owned(),
            ),
            Excess::Entries { of, count, most, what } => (
                format!("`{of}` has {count} {what}; the limit is {most}"),
                format!("keep at most {most} of them"),
            ),
            Excess::Includes => (
                format!("includes nest more than {INCLUDES} levels deep"),
                "move this include to the main file".to_owned(),
            ),
        };
        sink.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}
