//! Parses YAML with granit-parser.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, Span, Tag, options};

use super::super::marks::{BEGIN, END};
use super::node::{MAX_DEPTH, Node, NodeKind, Unreadable};

/// A YAML document.
pub(super) struct Document<'t> {
    pub(super) root: Node<'t>,
    /// The comments outside regions.
    pub(super) comments: Vec<Cow<'t, str>>,
}

/// Parses a text with a single document. Keys and items in a region are marked.
///
/// Only comments of the parser delimit regions, not a similar line inside a scalar.
pub(super) fn read(text: &str) -> Result<Document<'_>, Unreadable> {
    let options = options! {
        // No limit, because the size of the file limits them.
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut tree = Builder::default();
    let mut comments = Vec::new();
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| Unreadable {
            line: error.marker().line(),
            message: format!("invalid YAML: {}", error.info()),
        })?;
        match event {
            Event::Comment(comment, _) => comments.push(Comment::new(text, comment, &span)),
            event => tree.add(event, &span)?,
        }
    }
    // Around empty values, the parser can return comments late.
    comments.sort_by_key(|comment| comment.line);
    let regions = regions(&comments)?;
    let root = tree.root.ok_or_else(|| unreadable(1, "the document is empty"))?;
    mark(&root, &regions, false)?;
    let own = comments.into_iter().filter(|comment| !is_in(&regions, comment.line));
    Ok(Document { root, comments: own.map(|comment| comment.text).collect() })
}

fn unreadable(line: usize, message: &str) -> Unreadable {
    Unreadable { line, message: message.to_owned() }
}

struct Comment<'t> {
    line: u32,
    text: Cow<'t, str>,
    /// `true` if it is alone on its line.
    is_alone: bool,
}

impl<'t> Comment<'t> {
    fn new(document: &str, text: Cow<'t, str>, span: &Span) -> Self {
        let before = span.start.byte_offset().and_then(|at| document.get(..at)).unwrap_or_default();
        let blanks = before.trim_end_matches(['\u{feff}', ' ']);
        let is_alone = blanks.is_empty() || blanks.ends_with('\n');
        Self { line: u32::try_from(span.start.line()).unwrap_or(u32::MAX), text, is_alone }
    }

    fn is(&self, mark: &str) -> bool {
        self.is_alone && mark.strip_prefix('#') == Some(self.text.trim_end())
    }
}

/// Returns the first and last line of each region, in order.
fn regions(comments: &[Comment<'_>]) -> Result<Vec<(u32, u32)>, Unreadable> {
    let mut found = Vec::new();
    let mut open = None;
    for comment in comments {
        let is_begin = comment.is(BEGIN);
        match open {
            None if is_begin => open = Some(comment.line),
            Some(begin) if comment.is(END) => {
                found.push((begin, comment.line));
                open = None;
            }
            _ if is_begin || comment.is(END) => {
                let message = format!("`{BEGIN}` and `{END}` do not alternate");
                return Err(unreadable(comment.line as usize, &message));
            }
            _ => {}
        }
    }
    match open {
        Some(line) => Err(unreadable(line as usize, &format!("missing `{END}` after this line"))),
        None => Ok(found),
    }
}

fn is_in(regions: &[(u32, u32)], line: u32) -> bool {
    let after = regions.partition_point(|(begin, _)| *begin <= line);
    after.checked_sub(1).is_some_and(|at| line <= regions[at].1)
}

/// Marks the keys and items in a region. Their content must be inside the region, because the next
/// run replaces only the region.
fn mark(node: &Node<'_>, regions: &[(u32, u32)], is_inside: bool) -> Result<(), Unreadable> {
    let mark = |node: &Node<'_>| {
        let is_ours = is_in(regions, node.line);
        node.is_ours.set(is_ours);
        if is_inside && !is_ours {
            return Err(unreadable(node.line as usize, &format!("`{END}` is inside a member")));
        }
        Ok(is_ours)
    };
    match &node.kind {
        NodeKind::Scalar { .. } | NodeKind::Alias(_) => Ok(()),
        NodeKind::List(items) => items.iter().try_for_each(|item| self::mark(item, regions, mark(item)?)),
        NodeKind::Map(members) => {
            members.iter().try_for_each(|(key, value)| self::mark(value, regions, mark(key)?))
        }
    }
}

/// Builds a tree from events. The parser limits the nesting.
#[derive(Default)]
struct Builder<'t> {
    root: Option<Node<'t>>,
    /// The open lists and mappings, each with a key without its value.
    open: Vec<(Node<'t>, Option<Node<'t>>)>,
}

impl<'t> Builder<'t> {
    fn add(&mut self, event: Event<'t>, span: &Span) -> Result<(), Unreadable> {
        let line = span.start.line();
        let node = |kind, anchor: usize, tag: Option<Cow<'_, Tag>>| {
            let tag = tag.map(|tag| tag.to_string().into_boxed_str());
            Node { anchor: u32::try_from(anchor).unwrap_or(u32::MAX), tag, ..Node::new(line, kind) }
        };
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let kind = NodeKind::Scalar { text, is_plain: style == ScalarStyle::Plain };
                self.put(node(kind, anchor, tag))
            }
            Event::Alias(anchor) => {
                self.put(node(NodeKind::Alias(u32::try_from(anchor).unwrap_or(u32::MAX)), 0, None))
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.open.push((node(NodeKind::List(Vec::new()), anchor, tag), None));
                Ok(())
            }
            Event::MappingStart(_, anchor, tag) => {
                self.open.push((node(NodeKind::Map(Vec::new()), anchor, tag), None));
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some((node, _)) => self.put(node),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Adds a finished node to its parent.
    fn put(&mut self, node: Node<'t>) -> Result<(), Unreadable> {
        match self.open.last_mut() {
            None if self.root.is_some() => {
                return Err(unreadable(node.line as usize, "the file contains more than one document"));
            }
            None => self.root = Some(node),
            Some((Node { kind: NodeKind::List(items), .. }, _)) => items.push(node),
            Some((Node { kind: NodeKind::Map(members), .. }, key)) => match key.take() {
                Some(key) => members.push((key, node)),
                None => *key = Some(node),
            },
            Some(_) => {}
        }
        Ok(())
    }
}
