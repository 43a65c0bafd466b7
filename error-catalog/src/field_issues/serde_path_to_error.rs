//! For [serde_path_to_error](https://docs.rs/serde_path_to_error).

use std::fmt::Display;

use super::FieldIssues;
use crate::FieldIssue;

/// One issue: where the deserializer stood, and what it says. The path of the whole is empty.
impl<E: Display> FieldIssues for ::serde_path_to_error::Error<E> {
    fn field_issues(&self) -> Vec<FieldIssue> {
        let path = self.path();
        let path = if path.iter().len() == 0 { String::new() } else { path.to_string() };
        vec![FieldIssue::new(path, self.inner().to_string())]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn issues(json: &str) -> Vec<(String, String)> {
        let mut from = serde_json::Deserializer::from_str(json);
        let read = serde_path_to_error::deserialize::<_, BTreeMap<String, Vec<u8>>>(&mut from);
        let issues = read.expect_err("a mistake").field_issues();
        issues.into_iter().map(|issue| (issue.path, issue.message)).collect()
    }

    #[test]
    fn of_an_element_of_a_list_and_of_the_whole() {
        let message = "invalid type: string \"x\", expected u8 at line 1 column 17";
        assert_eq!(issues(r#"{ "tags": [1, "x"] }"#), [("tags[1]".into(), message.into())]);
        let message = "invalid type: integer `5`, expected a map at line 1 column 1";
        assert_eq!(issues("5"), [(String::new(), message.into())]);
    }
}
