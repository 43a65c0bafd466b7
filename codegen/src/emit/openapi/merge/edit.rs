//! Edits of a document.

use std::cmp::Reverse;
use std::ops::Range;

use super::conflict::{MergeConflict, error, line_of};

/// The replacement of a range of the document.
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    /// The indentation.
    pub(super) column: usize,
    pub(super) text: String,
}

/// Applies all edits to the document.
pub(super) fn edited(document: &str, mut edits: Vec<Edit>) -> Result<String, MergeConflict> {
    // At the same position, the content of a mapping precedes the text after the mapping.
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end, Reverse(edit.column)));
    let mut out = String::new();
    let mut at = 0;
    for edit in edits {
        let Some(kept) = document.get(at..edit.range.start) else {
            let message = "two changes of the merge overlap here";
            let help = "use block mappings with one key per line around `components` and `responses`";
            return Err(error(line_of(document, edit.range.start), message, help));
        };
        out.push_str(kept);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    Ok(out + &document[at..])
}

/// Returns the line ending of the document.
pub(super) fn line_end(document: &str) -> &'static str {
    match document.find('\n') {
        Some(at) if document[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}
