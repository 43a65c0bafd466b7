//! Where in a catalog's text its keys, values, tables and lines stand.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// A key with its value, as they stand in the text.
pub(super) struct Entry {
    /// The key as written, with what dotted keys have before it.
    pub(super) start: usize,
    /// The last part of the key.
    pub(super) key: Range<usize>,
    pub(super) value: Range<usize>,
}

impl Entry {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.value.end
    }
}

/// The parts of a catalog that is valid TOML.
pub(super) struct Anatomy {
    pub(super) entries: Vec<Entry>,
    /// Every value: of entries, and in lists.
    pub(super) values: Vec<Range<usize>>,
    /// Lines such as `[errors.X]`, without their end.
    pub(super) headers: Vec<Range<usize>>,
    /// All lines, with their ends.
    pub(super) lines: Vec<Range<usize>>,
}

impl Anatomy {
    pub(super) fn of(text: &str) -> Self {
        let table = DeTable::parse(text).expect("a valid catalog").into_inner();
        let mut anatomy =
            Self { entries: Vec::new(), values: Vec::new(), headers: Vec::new(), lines: lines(text) };
        anatomy.table(text, &table);
        anatomy.entries.sort_by_key(|entry| entry.start);
        anatomy.values.sort_by_key(|value| value.start);
        let is_text = |at: usize| anatomy.values.iter().any(|value| value.start < at && at < value.end);
        anatomy.headers = (anatomy.lines.iter())
            .filter(|line| text[line.start..].starts_with('[') && !is_text(line.start))
            .map(|line| line.start..line.start + text[line.clone()].trim_end().len())
            .collect();
        anatomy
    }

    fn table(&mut self, text: &str, table: &DeTable<'_>) {
        for (key, value) in table.iter() {
            if is_written(text, value.get_ref(), &value.span()) {
                let start = start_of_key(text, key.span().start);
                self.entries.push(Entry { start, key: key.span(), value: value.span() });
            }
            self.value(text, value.get_ref(), value.span());
        }
    }

    fn value(&mut self, text: &str, value: &DeValue<'_>, span: Range<usize>) {
        if is_written(text, value, &span) {
            self.values.push(span);
        }
        match value {
            DeValue::Table(table) => self.table(text, table),
            DeValue::Array(items) => {
                items.iter().for_each(|item| self.value(text, item.get_ref(), item.span()));
            }
            _ => {}
        }
    }

    /// The table under a header: the header, and all lines up to the next one.
    pub(super) fn table_under(&self, header: &Range<usize>, text: &str) -> Range<usize> {
        let next = self.headers.iter().find(|other| other.start > header.start);
        header.start..next.map_or(text.len(), |next| next.start)
    }

    /// The innermost entry that this place stands in.
    pub(super) fn entry_at(&self, place: usize) -> Option<&Entry> {
        let around = self.entries.iter().filter(|entry| entry.range().contains(&place));
        around.min_by_key(|entry| entry.range().len())
    }

    /// The number of the line that this place stands in, from 0.
    pub(super) fn line_at(&self, place: usize) -> usize {
        self.lines.partition_point(|line| line.start <= place).saturating_sub(1)
    }
}

/// The lines of a text, with their ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let ends = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((*end - line.len())..*end)
    });
    ends.collect()
}

/// Whether a value stands behind its key, and not under a header or behind dotted keys.
fn is_written(text: &str, value: &DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(_) => text[span.clone()].starts_with('{'),
        DeValue::Array(items) => {
            let under_headers = items.iter().any(|item| text[item.span()].starts_with("[["));
            !under_headers && text[span.clone()].starts_with('[')
        }
        _ => true,
    }
}

/// Where a dotted key begins, by the place of its last part.
fn start_of_key(text: &str, part: usize) -> usize {
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"');
    text[..part].trim_end_matches(is_key).len()
}
