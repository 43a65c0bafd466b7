//! Descriptions, which are CommonMark.

use crate::emit::document::Block;
use crate::emit::{markdown, prose};

/// Renders prose of the catalog as a `description`.
pub(super) fn of_prose(prose: &str) -> String {
    common_mark(prose::parse(prose))
}

/// Renders blocks as a `description`, which is CommonMark (OpenAPI 3.1.1 §3.5).
pub(super) fn common_mark(blocks: Vec<Block<'_>>) -> String {
    let mut text = markdown::blocks(blocks);
    text.truncate(text.trim_end().len());
    text
}
