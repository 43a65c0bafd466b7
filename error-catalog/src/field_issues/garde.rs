//! For [garde](https://docs.rs/garde).

use super::FieldIssues;
use crate::FieldIssue;

/// Paths as garde writes them: `items[0].name`. It knows no codes.
impl FieldIssues for ::garde::Report {
    fn field_issues(&self) -> Vec<FieldIssue> {
        self.iter().map(|(path, error)| FieldIssue::new(path.to_string(), error.message())).collect()
    }
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
        assert_eq!(Report::new().field_issues(), []);
    }
}
