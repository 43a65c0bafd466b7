use crate::catalog::keys::ATTRIBUTE_TYPES;
use crate::catalog::raw::{AttributeValue, Scalar};
use crate::catalog::resolve::attribute_value;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "attribute-value",
    severity: Severity::Error,
    explanation: "The value of an attribute must have the type declared in `[attributes]`. A \
        `template` can contain placeholders for parameters of the error.",
    wrong: r##"[attributes]
priority = "u64"
[errors]
NOT_FOUND = { status = 404, message = "Not found", attributes = { priority = "high" } }
"##,
    right: r##"[attributes]
priority = "u64"
[errors]
NOT_FOUND = { status = 404, message = "Not found", attributes = { priority = 2 } }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for (name, value) in facts.raw.errors.iter().flat_map(|error| &error.attributes) {
        let declared = facts.raw.attribute(&name.value);
        let Some((declared, ty)) = declared.and_then(|of| {
            Some((&of.name, of.ty.as_ref().filter(|ty| ATTRIBUTE_TYPES.contains(&&*ty.value))?))
        }) else {
            continue;
        };
        let fits = match &*ty.value {
            // Other rules check the content of templates.
            "template" => matches!(value.value, AttributeValue::Scalar(Scalar::Text(_))),
            ty => attribute_value(ty, &value.value, &[]).is_some(),
        };
        if !fits {
            let message =
                format!("the value of the attribute `{}` is not of type `{}`", name.value, ty.value);
            let help = match (&*ty.value, &value.value) {
                ("[string]", AttributeValue::Scalar(Scalar::Text(text))) => {
                    format!("write a list: `[{}]`", crate::catalog::json::quote(text))
                }
                ("string" | "template", AttributeValue::Texts(_)) => {
                    "write a single string, or declare the type \"[string]\"".to_owned()
                }
                (ty, _) => format!("write a value of type `{ty}`, or declare another type"),
            };
            sink.push(
                Diagnostic::new(&RULE, value.span, message)
                    .related(declared.span, "declared here")
                    .help(help),
            );
        }
    }
}
