//! Paragraphs that begin with a label.

use crate::catalog::{Catalog, Error};
use crate::emit::document::{Block, Inline, Line, introduced};
use crate::emit::words;

/// Returns a paragraph with a label.
pub(in crate::emit) fn labelled<'a>(label: &'static str, text: Line<'a>) -> Block<'a> {
    let mut line = Line::with_capacity(text.len() + 2);
    line.push(Inline::Strong(vec![Inline::Text(label.into())]));
    if !text.is_empty() {
        line.push(Inline::Text(" ".into()));
        line.extend(text);
    }
    Block::Paragraph(line)
}

/// Returns blocks with a label in the first paragraph.
pub(in crate::emit) fn labelled_prose<'a>(label: &'static str, blocks: Vec<Block<'a>>) -> Vec<Block<'a>> {
    introduced(vec![Inline::Strong(vec![Inline::Text(label.into())])], blocks)
}

/// Returns whether the error can be retried, with its policy.
pub(in crate::emit) fn retry(catalog: &Catalog, error: &Error) -> Option<String> {
    let policy = &catalog.retries[error.retry?];
    let answer = words::answer(policy, error.retry_note.as_deref());
    let how = policy.is_retryable().then(|| format!(": {}", words::policy(catalog, policy)));
    Some(answer + &how.unwrap_or_default())
}
