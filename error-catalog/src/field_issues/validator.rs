//! For [validator](https://docs.rs/validator).

use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use super::FieldIssues;
use crate::field_issues::FieldIssue;
use crate::field_path::{FieldPath, PathSegment};

/// The key of the checks of a whole struct.
const WHOLE: &str = "__all__";

/// Implements the trait with paths such as `items[0].name`, in the order of the field names. A
/// check of a whole struct has the path of the struct. Returns the message of a check, or else a
/// message with its code.
impl FieldIssues for ValidationErrors {
    fn field_issues(&self) -> Vec<FieldIssue> {
        let mut issues = Vec::new();
        collect(self, &mut Vec::new(), &mut issues);
        issues
    }
}

/// Adds the issues of the struct at `path`.
fn collect<'e>(errors: &'e ValidationErrors, path: &mut Vec<PathSegment<'e>>, issues: &mut Vec<FieldIssue>) {
    let mut fields: Vec<_> = errors.errors().iter().collect();
    fields.sort_unstable_by_key(|(name, _)| *name);
    for (name, kind) in fields {
        let depth = path.len();
        path.extend((**name != *WHOLE).then_some(PathSegment::Key(name)));
        match kind {
            ValidationErrorsKind::Field(errors) => {
                let of_field = FieldPath::from_segments(path.iter().copied());
                issues.extend(errors.iter().map(|error| issue(of_field.clone(), error)));
            }
            ValidationErrorsKind::Struct(errors) => collect(errors, path, issues),
            ValidationErrorsKind::List(items) => {
                for (index, errors) in items {
                    path.push(PathSegment::Index(*index));
                    collect(errors, path, issues);
                    path.pop();
                }
            }
        }
        path.truncate(depth);
    }
}

fn issue(path: FieldPath, error: &ValidationError) -> FieldIssue {
    let message = match &error.message {
        Some(message) => message.clone().into_owned(),
        None => format!("Not valid: {}", error.code.replace('_', " ")),
    };
    FieldIssue::new(path, message).with_code(&*error.code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn error(field: &'static str, error: ValidationError) -> ValidationErrors {
        let mut errors = ValidationErrors::new();
        errors.add(field, error);
        errors
    }

    /// Returns an order with items, two of which are wrong, and an address.
    fn order() -> ValidationErrors {
        let mut errors = error("zip", ValidationError::new("must_match"));
        errors.add("zip", ValidationError::new("length").with_message("Five digits".into()));
        errors.add(WHOLE, ValidationError::new("unpaid"));
        let name = || Box::new(error("name", ValidationError::new("required")));
        let whole = Box::new(error(WHOLE, ValidationError::new("sold_out")));
        let items = BTreeMap::from([(10, name()), (2, whole)]);
        errors.errors_mut().insert("items".into(), ValidationErrorsKind::List(items));
        errors.merge_self("address", Err(error("city", ValidationError::new("length"))));
        errors
    }

    #[test]
    fn of_nested_fields_of_lists_and_of_the_whole() {
        let issue = |path: &str, message: &str, code: &str| FieldIssue::new(path, message).with_code(code);
        let issues = [
            issue("", "Not valid: unpaid", "unpaid"),
            issue("address.city", "Not valid: length", "length"),
            issue("items[2]", "Not valid: sold out", "sold_out"),
            issue("items[10].name", "Not valid: required", "required"),
            issue("zip", "Not valid: must match", "must_match"),
            issue("zip", "Five digits", "length"),
        ];
        // A map's order is another in each of them.
        for _ in 0..20 {
            assert_eq!(order().field_issues(), issues);
            let pointers: Vec<_> = order().field_issues().iter().map(|issue| issue.path.pointer()).collect();
            assert_eq!(pointers, ["", "/address/city", "/items/2", "/items/10/name", "/zip", "/zip"]);
        }
    }
}
