use crate::catalog::naming;
use crate::catalog::naming::toml_key;
use crate::catalog::raw::{Attribute, Text};
use crate::catalog::resolve::rust_name;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "unusable-name",
    severity: Severity::Error,
    explanation: "A Rust name must be a valid identifier: ASCII letters, digits and `_`, without a \
        digit at the beginning. It must not be a reserved word such as `Self`. If a code cannot be \
        converted to such a name, set one with `rust = \"…\"`. Also set one if the accessor of an \
        attribute has the name of a function of every error.",
    wrong: r##"[errors]
"$" = { status = 402, message = "Payment required" }
"##,
    right: r##"[errors]
"$" = { status = 402, message = "Payment required", rust = "PaymentRequired" }
"##,
};

/// Names of functions that every generated error has.
const ACCESSORS: &[&str] = &[
    "all_with_code",
    "as_str",
    "category",
    "code",
    "definition",
    "from_text",
    "number",
    "source",
    "status",
    "retry",
    "all",
    "text",
    "title",
    "issues",
    "to_string",
    "clone",
    "from",
    "into",
    "arg",
];

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let raw = facts.raw;
    let rust = &raw.rust;
    let own = [("error", &rust.error), ("code", &rust.code), ("category", &rust.category)];
    for (key, name) in own.into_iter().filter_map(|(key, set)| Some((key, set.as_ref()?))) {
        check_type(key, name, sink);
    }
    let set = raw.errors.iter().filter_map(|error| error.rust.as_ref());
    let set = set.chain(raw.categories.iter().filter_map(|category| category.rust.as_ref()));
    let set = set.chain(raw.operations.iter().filter_map(|operation| operation.rust.as_ref()));
    set.for_each(|name| check_type("rust", name, sink));
    let nameless =
        raw.errors.iter().filter(|error| rust_name(&error.rust, error).is_none()).map(|error| &error.name);
    let nameless =
        nameless.chain(raw.categories.iter().filter(|c| rust_name(&c.rust, c).is_none()).map(|c| &c.name));
    let nameless =
        nameless.chain(raw.operations.iter().filter(|o| rust_name(&o.rust, o).is_none()).map(|o| &o.name));
    for name in nameless {
        let message = format!("`{}` cannot be converted to a Rust name", name.value);
        sink.push(
            Diagnostic::new(&RULE, name.span, message).help("set a name in UpperCamelCase: `rust = \"…\"`"),
        );
    }
    for category in &raw.categories {
        if rust_name(&category.rust, category).and_then(naming::value_name).as_deref() == Some("retryable") {
            let message = format!(
                "the accessor of the category `{}` would be `is_retryable`, which every error already has",
                category.name.value
            );
            sink.push(
                Diagnostic::new(
                    &RULE,
                    category.rust.as_ref().map_or(category.name.span, |rust| rust.span),
                    message,
                )
                .help("set a different Rust name: `rust = \"MayRetry\"`"),
            );
        }
    }
    for error in raw.errors.iter().filter(|error| error.wire_code().is_empty()) {
        let message = "empty code";
        sink.push(
            Diagnostic::new(&RULE, error.code_span(), message).help("write a code, such as \"NOT_FOUND\""),
        );
    }
    for attribute in &raw.attributes {
        check_accessor(facts, attribute, sink);
    }
}

/// Checks the name of a type or variant.
fn check_type(key: &str, name: &Text, sink: &mut Sink) {
    if naming::is_type_name(&name.value) && name.value != "ALL" {
        return;
    }
    let help = match naming::type_name(&name.value)
        .filter(|usable| naming::is_type_name(usable) && *usable != name.value)
    {
        Some(usable) => format!("write `{key} = \"{usable}\"`"),
        None => "write an identifier in UpperCamelCase".to_owned(),
    };
    sink.push(
        Diagnostic::new(&RULE, name.span, format!("invalid Rust type name `{}`", name.value)).help(help),
    );
}

/// Checks the accessor of an attribute: its name must be valid, and not be the name of a function
/// of every error.
fn check_accessor(facts: &Facts<'_>, attribute: &Attribute, sink: &mut Sink) {
    let (name, set) = (&attribute.name, attribute.rust.as_ref());
    // The rule `parameter-name` reports an invalid name.
    if !naming::is_attribute_name(&name.value) {
        return;
    }
    let accessor = attribute.accessor().unwrap_or_default();
    let message = if accessor.is_empty() {
        format!("`{}` cannot be converted to a Rust name", name.value)
    } else if !naming::is_value_name(&accessor) {
        format!("invalid Rust function name `{accessor}`")
    } else if is_taken(facts, &accessor) {
        format!("every error already has a function `{accessor}`")
    } else {
        return;
    };
    let snake = naming::snake(&accessor);
    let usable = match snake.as_str() {
        "" => "name".to_owned(),
        snake if naming::is_value_name(snake) && !is_taken(facts, snake) => snake.to_owned(),
        snake => format!("{}_value", snake.trim_start_matches("is_")),
    };
    let help = match set {
        Some(_) => format!("write `rust = \"{usable}\"`"),
        None => {
            let ty = attribute.ty.as_ref().map_or("string", |ty| &ty.value);
            format!("write `{} = {{ type = \"{ty}\", rust = \"{usable}\" }}`", toml_key(&name.value))
        }
    };
    sink.push(Diagnostic::new(&RULE, set.map_or(name.span, |set| set.span), message).help(help));
}

fn is_taken(facts: &Facts<'_>, accessor: &str) -> bool {
    let is_of_category = |snake: &str| {
        let mut names =
            facts.raw.categories.iter().filter_map(|category| rust_name(&category.rust, category));
        names.any(|name| naming::snake(name) == snake)
    };
    ACCESSORS.contains(&accessor)
        || accessor == "is_retryable"
        || accessor.strip_prefix("is_").is_some_and(is_of_category)
}
