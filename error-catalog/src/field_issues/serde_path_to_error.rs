//! For [serde_path_to_error](https://docs.rs/serde_path_to_error).

use std::fmt::Display;

use ::serde_path_to_error::{Path, Segment};

use super::FieldIssues;
use crate::field_issues::FieldIssue;
use crate::field_path::{FieldPath, PathSegment};

/// Implements the trait with a single issue: the path and the message of the deserializer. The path
/// of the whole value is empty.
impl<E: Display> FieldIssues for ::serde_path_to_error::Error<E> {
    fn field_issues(&self) -> Vec<FieldIssue> {
        vec![FieldIssue::new(field_path(self.path()), self.inner().to_string())]
    }
}

/// Converts a path: its text, and a pointer from its segments, because a key can contain dots and
/// brackets. The pointer ends at the first unknown segment.
fn field_path(path: &Path) -> FieldPath {
    if path.iter().len() == 0 {
        return FieldPath::default();
    }
    let known = path.iter().map_while(|segment| match segment {
        Segment::Seq { index } => Some(PathSegment::Index(*index)),
        Segment::Map { key } => Some(PathSegment::Key(key)),
        Segment::Enum { variant } => Some(PathSegment::Key(variant)),
        Segment::Unknown => None,
    });
    FieldPath::of_both(path.to_string(), FieldPath::from_segments(known).pointer())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn pointer(json: &str) -> String {
        let mut from = serde_json::Deserializer::from_str(json);
        let read = serde_path_to_error::deserialize::<_, BTreeMap<String, Vec<u8>>>(&mut from);
        read.expect_err("a mistake").field_issues()[0].path.pointer()
    }

    fn issues(json: &str) -> Vec<(String, String)> {
        let mut from = serde_json::Deserializer::from_str(json);
        let read = serde_path_to_error::deserialize::<_, BTreeMap<String, Vec<u8>>>(&mut from);
        let issues = read.expect_err("a mistake").field_issues();
        issues.into_iter().map(|issue| (issue.path.into(), issue.message)).collect()
    }

    #[test]
    fn of_an_element_of_a_list_and_of_the_whole() {
        let message = "invalid type: string \"x\", expected u8 at line 1 column 17";
        assert_eq!(issues(r#"{ "tags": [1, "x"] }"#), [("tags[1]".into(), message.into())]);
        let of_key = r#"{ "a/b~c.d[0]": ["x"] }"#;
        assert_eq!(pointer(of_key), "/a~1b~0c.d[0]/0");
        assert_eq!((&*pointer(r#"{ "tags": [1, "x"] }"#), &*pointer("5")), ("/tags/1", ""));
        let message = "invalid type: integer `5`, expected a map at line 1 column 1";
        assert_eq!(issues("5"), [(String::new(), message.into())]);
    }
}
