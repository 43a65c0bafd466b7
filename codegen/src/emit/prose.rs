//! The Markdown subset for prose in catalogs: paragraphs, lists, `code`, **strong**, *emphasis* and
//! [links](https://commonmark.org). Everything else, including HTML, is text.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::document::{Block, Inline, Line, join, owned};
use crate::escape::Special;

/// Parses prose.
///
/// - An empty line separates paragraphs.
/// - A line that begins with `- `, `* `, `+ `, `1. ` or `1) ` is an item of a list. A different
///   marker begins a new list (CommonMark §5.3).
/// - Code is between backticks, with the same number before and after it (CommonMark §6.1).
/// - `**strong**` and `*emphasis*` begin and end at words: `2 * 3 * 4` is text.
/// - The target of a link is `https://…`, a `#fragment`, or a relative URL. `[x](javascript:…)` is
///   text.
///
/// ```
/// use error_catalog_codegen::emit::document::{Block, Inline};
/// use error_catalog_codegen::emit::prose::parse;
///
/// let text = |text: &'static str| Inline::Text(text.into());
/// let strong = Inline::Strong(vec![text("once")]);
/// assert_eq!(parse("Try **once**, <b>"), [Block::Paragraph(vec![text("Try "), strong, text(", <b>")])]);
/// ```
pub fn parse(text: &str) -> Vec<Block<'_>> {
    if let Some(line) = only_line(text) {
        return vec![Block::Paragraph(inlines(line))];
    }
    let mut blocks = Vec::new();
    // The start of the current block, or of each of its items, and its range.
    let mut parts: Vec<(Start, Range<usize>)> = Vec::new();
    let mut next = 0;
    for whole in text.split_inclusive('\n').chain([""]) {
        let line = whole.trim();
        let from = next + whole.len() - whole.trim_start().len();
        next += whole.len();
        let start = Start::of(line);
        if line.is_empty() || parts.last().is_some_and(|(last, _)| !start.goes_on(*last)) {
            blocks.extend(block(text, &parts));
            parts.clear();
        }
        let end = from + line.len();
        match parts.last_mut() {
            _ if line.is_empty() => {}
            // Any other line continues the current block.
            Some((_, last)) if start == Start::Text => last.end = end,
            // Text that is indented after the marker would be code (CommonMark §5.2).
            _ => parts.push((start, end - line[start.len(line)..].trim_start().len()..end)),
        }
    }
    blocks
}

/// Parses prose to a single line, for a cell of a table.
pub fn line<'a>(text: impl Into<Cow<'a, str>>) -> Line<'a> {
    match text.into() {
        Cow::Borrowed(text) => one_line(text),
        Cow::Owned(text) => owned(one_line(&text)),
    }
}

fn one_line(text: &str) -> Line<'_> {
    if let Some(line) = only_line(text) {
        return inlines(line);
    }
    let lines = parse(text).into_iter().map(|block| match block {
        Block::Paragraph(line) => line,
        Block::List { ordered, items } => {
            let mark = |i: usize| if ordered { format!("{}. ", i + 1).into() } else { "- ".into() };
            let items = items.into_iter().enumerate().map(|(i, mut item)| {
                item.insert(0, Inline::Text(mark(i)));
                item
            });
            join(items, Inline::Break)
        }
        Block::Heading { .. } | Block::Code { .. } | Block::Table(_) => Line::new(),
    });
    join(lines, Inline::Break)
}

/// Returns the line of prose that is a single line, as most prose is.
fn only_line(text: &str) -> Option<&str> {
    let line = text.trim();
    let is_paragraph = !line.is_empty() && Start::of(line) == Start::Text;
    (is_paragraph && !line.contains('\n')).then_some(line)
}

/// The start of a line.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    Text,
    /// A list item with this marker.
    Bullet(u8),
    /// A numbered item, with this character after the number.
    Number(u8),
}

impl Start {
    fn of(line: &str) -> Self {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        match (digits, &line.as_bytes()[digits..]) {
            (0, [mark @ (b'-' | b'*' | b'+'), b' ', ..]) => Self::Bullet(*mark),
            (1..=3, [mark @ (b'.' | b')'), b' ', ..]) => Self::Number(*mark),
            _ => Self::Text,
        }
    }

    /// Returns the length of the marker of a list item.
    fn len(self, line: &str) -> usize {
        if self == Self::Text { 0 } else { line.find(' ').map_or(0, |at| at + 1) }
    }

    /// Returns whether a line continues the block of the previous line.
    fn goes_on(self, last: Self) -> bool {
        self == Self::Text || self == last
    }
}

fn block<'a>(text: &'a str, parts: &[(Start, Range<usize>)]) -> Option<Block<'a>> {
    let mut items = parts.iter().map(|(_, range)| inlines(&text[range.clone()]));
    Some(match parts.first()?.0 {
        Start::Text => Block::Paragraph(items.next()?),
        start => Block::List { ordered: matches!(start, Start::Number(_)), items: items.collect() },
    })
}

fn inlines(text: &str) -> Line<'_> {
    static MARKS: Special = Special::of(b"`*[");
    let mut line = Line::new();
    // The literal text after the last markup, and the position of the next possible markup.
    let (mut from, mut at) = (0, 0);
    let ticks = Ticks::new(text);
    // If one or two stars have no end, later ones have none either.
    let mut endless = [false; 3];
    loop {
        at += MARKS.plain_len(&text[at..]);
        let found = match text.as_bytes().get(at) {
            None => break,
            Some(b'`') => ticks.code(at),
            Some(b'*') => match opening(text, at) {
                Ok(stars) if !endless[stars] => {
                    stressed(&ticks, at, stars).inspect_err(|_| endless[stars] = true)
                }
                Ok(stars) => Err(at + stars),
                Err(end) => Err(end),
            },
            Some(_) => link(text, at),
        };
        match found {
            Ok((inline, end)) => {
                push_text(&mut line, &text[from..at]);
                line.push(inline);
                (from, at) = (end, end);
            }
            Err(end) => at = end,
        }
    }
    push_text(&mut line, &text[from..]);
    line
}

fn push_text<'a>(line: &mut Line<'a>, text: &'a str) {
    if !text.is_empty() {
        line.push(Inline::Text(flush(text, '\n')));
    }
}

/// Trims the lines of a text.
fn flush(text: &str, line_end: char) -> Cow<'_, str> {
    if !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.truncate(out.trim_end().len());
            out.push(line_end);
        }
        out.push_str(if i > 0 { line.trim_start() } else { line });
    }
    Cow::Owned(out)
}

/// Markup with its end, or the position to continue if there is none.
type Found<'a> = Result<(Inline<'a>, usize), usize>;

fn run(text: &str, at: usize, mark: char) -> usize {
    text[at..].len() - text[at..].trim_start_matches(mark).len()
}

/// The runs of backticks in a text.
struct Ticks<'a> {
    text: &'a str,
    /// The start of the last run of each length. No code ends after it.
    last: OnceCell<HashMap<usize, usize>>,
}

impl<'a> Ticks<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, last: OnceCell::new() }
    }

    /// Parses code at this position.
    fn code(&self, at: usize) -> Found<'a> {
        let text = self.text;
        let ticks = run(text, at, '`');
        let start = at + ticks;
        let last = self.last.get_or_init(|| {
            let (mut last, mut at) = (HashMap::new(), 0);
            while let Some(offset) = text[at..].find('`') {
                let len = run(text, at + offset, '`');
                last.insert(len, at + offset);
                at += offset + len;
            }
            last
        });
        if last.get(&ticks).is_none_or(|last| *last < start) {
            return Err(start);
        }
        let mut end = start;
        while let Some(offset) = text[end..].find('`') {
            end += offset;
            let closing = run(text, end, '`');
            if closing == ticks {
                let content = text[start..end].trim();
                if !content.is_empty() {
                    return Ok((Inline::Code(flush(content, ' ')), end + closing));
                }
            }
            end += closing;
        }
        Err(start)
    }
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

fn is_space(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

/// Returns the number of stars that begin markup here, or the position to continue.
fn opening(text: &str, at: usize) -> Result<usize, usize> {
    let stars = run(text, at, '*');
    let (before, after) = (text[..at].chars().next_back(), text[at + stars..].chars().next());
    if stars > 2 || is_word(before) || is_space(after) { Err(at + stars) } else { Ok(stars) }
}

fn stressed<'a>(ticks: &Ticks<'a>, at: usize, stars: usize) -> Found<'a> {
    let text = ticks.text;
    let start = at + stars;
    let mut end = start;
    while let Some(offset) = text[end..].find(['*', '`']) {
        end += offset;
        if text[end..].starts_with('`') {
            // Stars inside code are literal.
            end = ticks.code(end).map_or_else(|end| end, |(_, end)| end);
            continue;
        }
        let closing = run(text, end, '*');
        let after = end + closing;
        if closing == stars
            && !is_space(text[..end].chars().next_back())
            && !is_word(text[after..].chars().next())
        {
            let inner = inlines(&text[start..end]);
            return Ok((if stars == 2 { Inline::Strong(inner) } else { Inline::Emphasis(inner) }, after));
        }
        end = after;
    }
    Err(start)
}

fn link(text: &str, at: usize) -> Found<'_> {
    let no_link = at + 1;
    let inner = &text[no_link..];
    // Brackets do not nest, and a URL contains no parenthesis, so the search ends at the next one.
    let shown = &inner[..inner.find(['[', ']']).ok_or(no_link)?];
    let rest = inner[shown.len()..].strip_prefix("](").ok_or(no_link)?;
    let to = &rest[..rest.bytes().take_while(|byte| is_of_address(*byte)).count()];
    if shown.trim().is_empty() || !rest[to.len()..].starts_with(')') || !is_address(to) {
        return Err(no_link);
    }
    let end = at + 1 + shown.len() + 2 + to.len() + 1;
    Ok((Inline::Link { text: inlines(shown), to: to.into() }, end))
}

fn is_of_address(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\"'()<>[\\]^`{|}*".contains(&byte)
}

/// Returns whether the target of a link is allowed: HTTPS, relative, or a fragment.
fn is_address(to: &str) -> bool {
    let is_plain = to.bytes().all(is_of_address);
    let first = to.split(['/', '?', '#']).next().unwrap_or_default();
    let is_relative = !first.contains(':') && !to.starts_with("//");
    is_plain
        && !to.is_empty()
        && (is_relative || to.strip_prefix("https://").is_some_and(|rest| !rest.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As text, with the markup in a separate form.
    fn shown(line: &[Inline<'_>]) -> String {
        let one = |inline: &Inline| match inline {
            Inline::Text(text) => text.to_string(),
            Inline::Code(text) => format!("‹{text}›"),
            Inline::Strong(line) => format!("S({})", shown(line)),
            Inline::Emphasis(line) => format!("E({})", shown(line)),
            Inline::Link { text, to } => format!("L({}|{to})", shown(text)),
            Inline::Break => "⏎".to_owned(),
        };
        line.iter().map(one).collect()
    }

    #[test]
    fn markup() {
        let cases = [
            ("`a` ``b`c`` `d", "‹a› ‹b`c› `d"),
            ("**a *b* c** *`*`*", "S(a E(b) c) E(‹*›)"),
            ("2 * 3 * 4, a*b*c, ** x**, ***y***", "2 * 3 * 4, a*b*c, ** x**, ***y***"),
            (
                "[a `b`](https://x.y/z?a=b#c) [t](#c) [u](../v.md)",
                "L(a ‹b›|https://x.y/z?a=b#c) L(t|#c) L(u|../v.md)",
            ),
            (
                "[a](javascript:b) [a](data:b) [a](//b) [a](http://b)",
                "[a](javascript:b) [a](data:b) [a](//b) [a](http://b)",
            ),
            (
                "[a](JaVaScRiPt:b) [a]( javascript:b) [a](b\" c) ![a](b)",
                "[a](JaVaScRiPt:b) [a]( javascript:b) [a](b\" c) !L(a|b)",
            ),
            ("<b>a</b> & _b_ ~c~ é*d*", "<b>a</b> & _b_ ~c~ é*d*"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(&line(text)), expected, "{text}");
        }
    }

    #[test]
    fn blocks() {
        let found = parse("a\n  b\n\n- c\n  d\n- e\n1.      f\n2. g\n\n\n    h\n#i");
        let line = |text: &'static str| vec![Inline::Text(text.into())];
        let expected = [
            Block::Paragraph(line("a\nb")),
            Block::List { ordered: false, items: vec![line("c\nd"), line("e")] },
            Block::List { ordered: true, items: vec![line("f"), line("g")] },
            Block::Paragraph(line("h\n#i")),
        ];
        assert_eq!(found, expected);
        assert_eq!(shown(&super::line("a\n\n- b\n- c")), "a⏎- b⏎- c");
        let item = |ordered: bool, text: &'static str| Block::List { ordered, items: vec![line(text)] };
        let marks = "a * b\n* c\n+ d\n- e\n1. f\n2) g\n*h*\n+1";
        let expected = [
            Block::Paragraph(line("a * b")),
            item(false, "c"),
            item(false, "d"),
            item(false, "e"),
            item(true, "f"),
            Block::List {
                ordered: true,
                items: vec![vec![
                    Inline::Text("g\n".into()),
                    Inline::Emphasis(line("h")),
                    Inline::Text("\n+1".into()),
                ]],
            },
        ];
        assert_eq!(parse(marks), expected);
        let stars = Block::List { ordered: false, items: vec![line("b"), line("c")] };
        assert_eq!(parse("* b\n* c\n"), [stars]);
        assert!(parse(" \n\n").is_empty());
    }
}
