use crate::catalog::rust_type::is_type;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "invalid-source",
    severity: Severity::Error,
    explanation: "The cause of an error is boxed (`source = true`) or has a named Rust type (`source = \
        { type = \"…\" }`).",
    wrong: r##"[errors.STORAGE]
status = 500
message = "The storage failed"
source = "std::io::Error!"
"##,
    right: r##"[errors.STORAGE]
status = 500
message = "The storage failed"
source = "std::io::Error"
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let types = facts.raw.errors.iter().filter_map(|error| error.source.as_ref()?.ty.as_ref());
    for ty in types.filter(|ty| !is_type(&ty.value)) {
        let message = format!("invalid Rust type `{}`", ty.value);
        sink.push(Diagnostic::new(&RULE, ty.span, message).help("write a path, such as \"std::io::Error\""));
    }
}
