use crate::catalog::rust_type::is_type;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "invalid-source",
    severity: Severity::Error,
    explanation: "The cause that an error carries is boxed, with `source = true`, or of a Rust type that is \
        named.",
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
        let message = format!("`{}` is not a valid Rust type", ty.value);
        sink.push(Diagnostic::new(&RULE, ty.span, message).help("write a path such as \"std::io::Error\""));
    }
}
