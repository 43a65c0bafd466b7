//! One file: lines and columns of its text.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::span::Span;
use crate::line_ends;

/// One file of a catalog.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// The path as opened, for diagnostics.
    pub(crate) path: PathBuf,
    /// The path relative to the main file's folder, which is the same on every machine.
    pub(crate) name: String,
    pub(crate) text: Arc<str>,
    pub(super) line_starts: Vec<usize>,
    /// The numbers of characters and of UTF-16 code units before each kilobyte of the text.
    pub(super) counts: OnceLock<Vec<Counts>>,
    /// `true` if diagnostics can show its lines.
    #[cfg(feature = "annotate-snippets")]
    pub(crate) is_shown: bool,
}

/// Numbers of characters and of UTF-16 code units.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) characters: usize,
    pub(super) utf16: usize,
}

impl Counts {
    /// Counts the characters that begin in bytes of UTF-8.
    fn add(self, bytes: &[u8]) -> Self {
        let begins = |byte: &&u8| **byte & 0xC0 != 0x80;
        let characters = bytes.iter().filter(begins).count();
        // A character of four bytes takes two code units.
        let pairs = bytes.iter().filter(|byte| **byte >= 0xF0).count();
        Self { characters: self.characters + characters, utf16: self.utf16 + characters + pairs }
    }
}

/// The distance in bytes between two cached counts.
const STEP: usize = 1 << 10;

impl SourceFile {
    /// Returns the number of characters before a byte.
    fn counts_before(&self, byte: usize) -> Counts {
        let counts = self.counts.get_or_init(|| {
            let mut sum = Counts::default();
            let steps = self.text.as_bytes().chunks(STEP).map(|step| {
                let before = sum;
                sum = sum.add(step);
                before
            });
            let mut counts: Vec<Counts> = steps.collect();
            counts.push(sum);
            counts
        });
        let step = byte / STEP;
        counts[step].add(&self.text.as_bytes()[step * STEP..byte])
    }

    /// Returns the number of characters between the start of a line and the start of a span.
    pub(super) fn column(&self, span: Span) -> Counts {
        let line_start = self.line_starts[self.line(span) - 1];
        let start = (span.start as usize).min(self.text.len());
        // Saturating, for offsets in the middle of a character or before the first line.
        let Some(before) = self.text.get(line_start..start) else { return Counts::default() };
        if before.len() <= STEP {
            return Counts::default().add(before.as_bytes());
        }
        let (from, to) = (self.counts_before(line_start), self.counts_before(start));
        Counts { characters: to.characters - from.characters, utf16: to.utf16 - from.utf16 }
    }

    /// Returns whether the file still has this text. Line endings are ignored.
    pub(super) fn has(&self, text: String) -> bool {
        let text = line_ends::normalized(text);
        text == *self.text || text == line_ends::normalized(self.text.to_string())
    }

    /// Returns the line of a span's start, from 1.
    pub(super) fn line(&self, span: Span) -> usize {
        let start = (span.start as usize).min(self.text.len());
        self.line_starts.partition_point(|at| *at <= start).max(1)
    }

    /// Returns the byte range of these lines, counted from 1, without the last line ending.
    #[cfg(any(feature = "annotate-snippets", feature = "minijinja"))]
    pub(crate) fn lines(&self, lines: std::ops::RangeInclusive<usize>) -> std::ops::Range<usize> {
        let start = self.line_starts.get(lines.start() - 1).copied().unwrap_or(0);
        let end = self.line_starts.get(*lines.end()).copied().unwrap_or(self.text.len());
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }
}
