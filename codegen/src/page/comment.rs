//! The comments of markers:
//! `<!-- error-catalog:begin codes category=auth columns=code,fix:"What to do" -->`. In Markdown,
//! markers can also be MDX comments (`{/* … */}`) and unused link reference definitions
//! (`[//]: # (…)`).
//!
//! Each is on its own line, so generated text cannot contain one, because generated lines begin
//! with other text. In a fenced code block of Markdown, they are code.

use std::ops::Range;

use crate::finding::{Finding, Malformed, MarkerProblem};
use crate::source::Span;

/// A parsed comment of a marker.
#[derive(Debug)]
pub(super) struct Comment {
    /// The whole comment.
    pub(super) range: Range<usize>,
    /// Its lines, including the last line ending.
    pub(super) line: Range<usize>,
    /// Its form.
    pub(super) form: &'static Form,
    /// `begin` or `end`.
    pub(super) verb: Word,
    /// The request; `None` if it is malformed, which is a finding.
    pub(super) asked: Option<Asked>,
}

/// The request of a comment.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The kind of marker.
    pub(super) kind: Option<Word>,
    /// Its options.
    pub(super) options: Vec<Assignment>,
}

/// An option and its values.
pub(super) type Assignment = (Word, Vec<Item>);

/// A word with its range.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// A value of an option.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// The whole value, without quotes.
    pub(super) word: Word,
    /// The position of its first unquoted colon, before the title of a column.
    pub(super) colon: Option<usize>,
}

const OURS: &str = "error-catalog:";

/// A form of comments.
#[derive(Debug, PartialEq)]
pub(super) struct Form {
    open: &'static str,
    close: &'static str,
    /// `true` if HTML has no such comment.
    only_markdown: bool,
}

static HTML: Form = Form { open: "<!--", close: "-->", only_markdown: false };
static MDX: Form = Form { open: "{/*", close: "*/}", only_markdown: true };
static LINK: Form = Form { open: "[//]: # (", close: ")", only_markdown: true };

impl Form {
    /// Returns the form for help lines, by the name of the page. MDX has no HTML comments.
    pub(super) fn of_page(name: &str) -> &'static Self {
        let is_mdx =
            std::path::Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("mdx"));
        if is_mdx { &MDX } else { &HTML }
    }

    /// Returns a marker of this form: `begin codes` or `end`.
    pub(super) fn marker(&self, text: &str) -> String {
        let space = if self.open.ends_with('(') { "" } else { " " };
        [self.open, space, OURS, text, space, self.close].concat()
    }

    /// Creates the finding of a malformed marker of this form.
    fn malformed(&self, mistake: Malformed) -> MarkerProblem {
        MarkerProblem::Malformed { mistake, begin: self.marker("begin codes"), end: self.marker("end") }
    }
}

/// Parses the marker comments of a page. Malformed ones are findings.
pub(super) fn comments(text: &str, html: bool, file: u32, findings: &mut Vec<Finding>) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        let (start, next) = (at, end);
        at = next;
        if !html && fenced(line, &mut fence) {
            continue;
        }
        let Some((form, open, content)) = ours(line, html) else { continue };
        let (open, content) = (start + open, start + content);
        let mut report = |Wrong { range, mistake }| {
            findings.push(Finding::Marker { problem: form.malformed(mistake), span: Span::new(file, range) });
        };
        if !text[start..open].trim_start_matches('\u{FEFF}').trim().is_empty() {
            report(Wrong { range: open..start + line.trim_end().len(), mistake: Malformed::NotAlone });
            continue;
        }
        let length = match *form == LINK {
            true => text[content..next].rfind(form.close),
            false => text[content..].find(form.close),
        };
        let Some(length) = length else {
            report(Wrong { range: open..start + line.trim_end().len(), mistake: Malformed::Unclosed });
            break;
        };
        let close = content + length;
        let after = close + form.close.len();
        at = line_end(text, after);
        let mut reader = Reader { text: &text[..close], at: content };
        let verb = reader.word();
        let asked = if *form == LINK && text[content..close].contains(['(', ')', '\\']) {
            Err(Wrong { range: content..close, mistake: Malformed::Character })
        } else if text[after..at].trim().is_empty() {
            reader.asked()
        } else {
            Err(Wrong { range: open..after, mistake: Malformed::NotAlone })
        };
        let asked = asked.map_err(report).ok();
        found.push(Comment { form, range: open..after, line: start..at, verb, asked });
    }
    found
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Finds a marker comment in a line: its position, its form, and the start of its content. After a
/// backtick, it is code.
fn ours(line: &str, html: bool) -> Option<(&'static Form, usize, usize)> {
    if !line.contains(OURS) {
        return None;
    }
    let forms = [&HTML, &MDX, &LINK].into_iter().filter(|form| !(html && form.only_markdown));
    let opens = forms.flat_map(|form| line.match_indices(form.open).map(move |(open, _)| (form, open)));
    let tick = line.find('`').unwrap_or(line.len());
    let found = opens.filter_map(|(form, open)| {
        let rest = &line[open + form.open.len()..];
        let content = line.len() - rest.trim_start().len();
        let is_ours = line[content..].starts_with(OURS) && open <= tick;
        is_ours.then_some((form, open, content + OURS.len()))
    });
    found.min_by_key(|(_, open, _)| *open)
}

/// Returns whether a line belongs to a fenced code block, including its fences (CommonMark §4.5).
/// Any indentation is allowed, because of lists.
fn fenced(line: &str, fence: &mut Option<(char, usize)>) -> bool {
    let line = line.trim();
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'));
    let length = mark.map_or(0, |mark| line.len() - line.trim_start_matches(mark).len());
    match *fence {
        Some((open, least)) => {
            if mark == Some(open) && length >= least && line.len() == length {
                *fence = None;
            }
            true
        }
        None => {
            let opens = length >= 3 && !(mark == Some('`') && line[length..].contains('`'));
            *fence = mark.filter(|_| opens).map(|mark| (mark, length));
            opens
        }
    }
}

/// The position and the kind of an error in a comment.
struct Wrong {
    range: Range<usize>,
    mistake: Malformed,
}

struct Reader<'a> {
    /// The page up to the end of the comment.
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// Parses the text after the verb.
    fn asked(mut self) -> Result<Asked, Wrong> {
        self.space();
        let kind = Some(self.word()).filter(|kind| !kind.text.is_empty());
        let mut options = Vec::new();
        loop {
            self.space();
            if self.at >= self.text.len() {
                return Ok(Asked { kind, options });
            }
            let name = self.word();
            if name.text.is_empty() || !self.text[self.at..].starts_with('=') {
                let end = self.text[self.at..]
                    .find(char::is_whitespace)
                    .map_or(self.text.len(), |end| self.at + end);
                return Err(Wrong { range: name.range.start..end, mistake: Malformed::NoAssignment });
            }
            self.at += 1;
            options.push((name, self.items()?));
        }
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.text[self.at..].trim_start().len();
    }

    /// Parses a name: all text up to the next space or `=`.
    fn word(&mut self) -> Word {
        let start = self.at;
        let end = |c: char| c.is_whitespace() || c == '=';
        self.at = self.text[start..].find(end).map_or(self.text.len(), |end| start + end);
        Word { text: self.text[start..self.at].to_owned(), range: start..self.at }
    }

    /// Parses values that are separated by commas.
    fn items(&mut self) -> Result<Vec<Item>, Wrong> {
        let mut items = Vec::new();
        loop {
            items.push(self.item()?);
            if !self.text[self.at..].starts_with(',') {
                return Ok(items);
            }
            self.at += 1;
        }
    }

    /// Parses a value. Parts of it can be quoted.
    fn item(&mut self) -> Result<Item, Wrong> {
        let start = self.at;
        let (mut text, mut colon) = (String::new(), None);
        while let Some(c) = self.text[self.at..].chars().next().filter(|c| !c.is_whitespace() && *c != ',') {
            if c == '"' {
                let inner = &self.text[self.at + 1..];
                let end = inner.find('"').ok_or_else(|| Wrong {
                    range: self.at..self.text.trim_end().len(),
                    mistake: Malformed::UnclosedQuote,
                })?;
                text.push_str(&inner[..end]);
                self.at += end + 2;
                continue;
            }
            if c == ':' && colon.is_none() {
                colon = Some(text.len());
            }
            text.push(c);
            self.at += c.len_utf8();
        }
        if text.is_empty() && colon.is_none() && self.at == start {
            return Err(Wrong { range: start..start + 1, mistake: Malformed::NoValue });
        }
        Ok(Item { word: Word { text, range: start..self.at }, colon })
    }
}
