//! For [garde](https://docs.rs/garde).

use garde::error::{Kind, Path};

use super::FieldIssues;
use crate::field_issues::FieldIssue;
use crate::field_path::{FieldPath, PathSegment};

/// Implements the trait with garde's paths: `items[0].name`. garde has no codes.
impl FieldIssues for ::garde::Report {
    fn field_issues(&self) -> Vec<FieldIssue> {
        self.iter().map(|(path, error)| FieldIssue::new(field_path(path), error.message())).collect()
    }
}

/// Converts a path: garde's text, and a pointer from its components, because a key can contain dots
/// and brackets.
fn field_path(path: &Path) -> FieldPath {
    let segments = path.__iter().rev().filter_map(|(kind, component)| match kind {
        Kind::Key => Some(PathSegment::Key(component)),
        Kind::Index => component.parse().ok().map(PathSegment::Index),
        // The single field of a tuple struct has no key on the wire.
        Kind::None => None,
    });
    FieldPath::of_both(path.to_string(), FieldPath::from_segments(segments).pointer())
}

#[cfg(test)]
mod tests {
    use garde::{Error, Path, Report};

    use super::*;

    #[test]
    fn of_nested_fields_of_lists_and_of_the_whole() {
        let mut report = Report::new();
        report.append(Path::new("items").join(1_usize).join("name"), Error::new("is too long"));
        report.append(Path::new("address").join("city"), Error::new("is missing"));
        report.append(Path::empty(), Error::new("is odd"));
        let issues = [
            FieldIssue::new("items[1].name", "is too long"),
            FieldIssue::new("address.city", "is missing"),
            FieldIssue::new("", "is odd"),
        ];
        assert_eq!(report.field_issues(), issues);
        let pointers: Vec<_> = report.field_issues().iter().map(|issue| issue.path.pointer()).collect();
        assert_eq!(pointers, ["/items/1/name", "/address/city", ""]);
        let key = Path::new("by_name").join("a/b~c.d[0]");
        let path = field_path(&key);
        assert_eq!((path.as_str(), &*path.pointer()), ("by_name.a/b~c.d[0]", "/by_name/a~1b~0c.d[0]"));
        assert_eq!(Report::new().field_issues(), []);
    }
}
