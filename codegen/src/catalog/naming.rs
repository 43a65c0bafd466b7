//! Converts names of a catalog to Rust names, like `heck`.

use heck::{ToKebabCase, ToSnakeCase, ToUpperCamelCase};

/// Keywords of all editions (Rust reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self",
    "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["crate", "self", "super", "Self", "_"];

/// Returns whether a catalog can have this name: lowercase letters, digits, `-` and `_`, beginning
/// with a letter.
pub(crate) fn is_catalog_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

/// Converts a text to the name of a catalog: unchanged, in kebab-case, or else `errors`.
///
/// ```
/// use error_catalog_codegen::catalog_name;
///
/// assert_eq!(catalog_name("lead_api"), "lead_api");
/// assert_eq!(catalog_name("Our Leads"), "our-leads");
/// assert_eq!(catalog_name("2025"), "errors");
/// ```
pub fn catalog_name(text: &str) -> String {
    let names = [text.to_owned(), text.to_kebab_case()];
    names.into_iter().find(|name| is_catalog_name(name)).unwrap_or_else(|| "errors".to_owned())
}

/// Returns a name as a TOML key, with quotes and escapes if necessary.
pub(crate) fn toml_key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_bare { name.to_owned() } else { super::json::quote(name) }
}

/// Returns the name of a variant or type: UpperCamelCase, with `E` before a digit. `None` if
/// nothing is left.
///
/// `IDEMPOTENCY_CONFLICT` gives `IdempotencyConflict`, `user.not_found` gives `UserNotFound`,
/// `3DS_REQUIRED` gives `E3dsRequired`, `self` gives `Self_`.
pub(crate) fn type_name(name: &str) -> Option<String> {
    let simple = of_one_case(name, "", u8::to_ascii_uppercase);
    usable(simple.unwrap_or_else(|| name.to_upper_camel_case()), "E")
}

/// Returns the name of a field or function: snake_case, with `_` before a digit. `None` if nothing
/// is left.
pub(crate) fn value_name(name: &str) -> Option<String> {
    let simple = of_one_case(name, "_", u8::to_ascii_lowercase);
    usable(simple.unwrap_or_else(|| name.to_snake_case()), "_")
}

/// Converts an uppercase or lowercase name like `heck`, whose words end only at `_`. Most names
/// have this form. In an unoptimized build script, `heck` would take a twentieth of the time.
fn of_one_case(name: &str, between: &str, first: fn(&u8) -> u8) -> Option<String> {
    let mut out = String::with_capacity(name.len());
    let (mut is_small, mut is_capital, mut is_first) = (false, false, true);
    for byte in name.as_bytes() {
        match byte {
            b'0'..=b'9' => {}
            b'a'..=b'z' => is_small = true,
            b'A'..=b'Z' => is_capital = true,
            b'_' => {
                is_first = true;
                continue;
            }
            _ => return None,
        }
        if is_first && !out.is_empty() {
            out.push_str(between);
        }
        out.push(char::from(if is_first { first(byte) } else { byte.to_ascii_lowercase() }));
        is_first = false;
    }
    (!is_small || !is_capital).then_some(out)
}

/// Returns a name in snake_case as a part of another name, as in `is_self`. It can be a keyword.
pub(crate) fn snake(name: &str) -> String {
    name.to_snake_case()
}

fn usable(name: String, before_digit: &str) -> Option<String> {
    let first = name.chars().next()?;
    let name = if first.is_ascii_digit() { format!("{before_digit}{name}") } else { name };
    if NEVER_RAW.contains(&name.as_str()) {
        Some(name + "_")
    } else {
        Some(name).filter(|name| is_word(name))
    }
}

/// Returns whether the text can be an identifier, raw or not.
pub(crate) fn is_word(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !NEVER_RAW.contains(&name)
}

/// Returns whether the text is a valid name of a type or variant, in UpperCamelCase, without a
/// warning of rustc.
pub(crate) fn is_type_name(name: &str) -> bool {
    is_word(name)
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && !name.trim_end_matches('_').contains('_')
}

/// Returns whether an attribute can have the name. Paths in envelopes and columns of pages contain it.
pub(crate) fn is_attribute_name(name: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    name.split('.').all(is_part)
}

/// Returns whether the text is a valid name of a function, in snake_case, without a warning of rustc.
pub(crate) fn is_value_name(name: &str) -> bool {
    is_word(name) && !name.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// Returns whether the identifier must be written raw: `r#type`.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let cases = [
            ("IDEMPOTENCY_CONFLICT", "IdempotencyConflict"),
            ("user.not_found", "UserNotFound"),
            ("planner:1234", "Planner1234"),
            ("20404", "E20404"),
            ("-32600", "E32600"),
            ("3DS_REQUIRED", "E3dsRequired"),
            ("$.x", "X"),
            ("type", "Type"),
            ("self", "Self_"),
            ("ErrA", "ErrA"),
            ("ERR_A", "ErrA"),
        ];
        for (code, name) in cases {
            assert_eq!(type_name(code).as_deref(), Some(name), "{code}");
        }
        for name in ["A_B", "_A__B_", "a1_b2c", "A1B", "1A", "__", "", "aB", "Ab", "A.B", "é_A"] {
            for (between, first, heck) in [
                ("", u8::to_ascii_uppercase as fn(&u8) -> u8, name.to_upper_camel_case()),
                ("_", u8::to_ascii_lowercase, name.to_snake_case()),
            ] {
                assert_eq!(of_one_case(name, between, first).unwrap_or(heck.clone()), heck, "{name}");
            }
        }
        assert_eq!(type_name("$"), None);
        assert_eq!(type_name("名前"), None);
        assert_eq!(value_name("retryAfter").as_deref(), Some("retry_after"));
        assert_eq!(value_name("self").as_deref(), Some("self_"));
        assert_eq!(value_name("type").as_deref(), Some("type"));
    }
}
