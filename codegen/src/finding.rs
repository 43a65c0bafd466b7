//! Findings: problems that readers return in addition to values. Rules convert findings to diagnostics.

use std::path::PathBuf;

use crate::catalog::syntax_error::SyntaxError;
use crate::file::Unreadable;
use crate::refusal::Refusal;
use crate::source::{Sources, Span};

/// A finding, which a rule reports.
pub(crate) enum Finding {
    /// Invalid TOML.
    Syntax(SyntaxError),
    /// The keys of one file that repeat an earlier key of their table.
    DuplicateKeys(Vec<Span>),
    /// An include cycle: the files of the cycle, and `again`.
    IncludeCycle { files: Vec<u32>, again: u32, include: Span },
    /// An entry that a previous file also has.
    DuplicateAcrossFiles { key: String, first: Span, again: Span },
    /// A key of `[catalog]` in an included file, other than `include`.
    KeyOfIncludedFile { key: String, span: Span },
    /// An exceeded limit of the catalog.
    Excess { excess: Excess, span: Span },
    /// A file that cannot be read.
    UnreadableFile { named_by: NamedBy, path: PathBuf, unreadable: Unreadable, span: Span },
    /// A path that the catalog cannot use.
    Path { path: String, problem: PathProblem, span: Span },
    /// A problem of a template.
    #[cfg_attr(not(feature = "minijinja"), allow(dead_code))]
    Template { problem: TemplateProblem, span: Span },
    /// A problem of a page or of one of its markers.
    #[cfg_attr(not(feature = "markdown"), allow(dead_code))]
    Marker { problem: MarkerProblem, span: Span },
}

/// An exceeded limit.
pub(crate) enum Excess {
    /// The length of a name, with its beginning.
    Name { start: String },
    /// The length of a text in bytes.
    Text { bytes: usize, most: usize },
    /// The number of entries of a table.
    Entries { of: String, count: usize, most: usize, what: &'static str },
    /// The depth of nested includes.
    Includes,
}

/// The key of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(all(feature = "markdown", feature = "minijinja")), allow(dead_code))]
pub(crate) enum NamedBy {
    /// `[catalog] include`
    Include,
    /// `[generate] inject`
    Inject,
    /// `[generate] html.templates`, `[[generate.template]]`
    Template,
}

/// The reason why the catalog cannot use a path.
pub(crate) enum PathProblem {
    /// The path contains a control character or an invisible character.
    Invisible,
    /// The catalog cannot read or write files there.
    Refused(Refusal),
    /// The name of an included file does not end in `.toml`.
    ExtensionOfInclude,
    /// The name of a template does not end in `.jinja` or the like.
    ExtensionOfTemplate,
    /// A previous output has the same path.
    DuplicateOutput { first: Span },
    /// The output is a file of the catalog.
    OutputOverCatalog,
    /// The output is a template of the catalog.
    OutputOverTemplate { template: Span },
}

/// A problem of a template.
#[cfg_attr(not(feature = "minijinja"), allow(dead_code))]
pub(crate) enum TemplateProblem {
    /// The text is not a valid minijinja template.
    Invalid { message: String },
    /// The folder contains no known template.
    NoneInFolder { folder: PathBuf, names: Vec<&'static str> },
}

/// A problem of a page or a marker.
#[cfg_attr(not(feature = "markdown"), allow(dead_code))]
pub(crate) enum MarkerProblem {
    /// The page has no marker; the markers to add.
    None { page: String, begin: String, end: String },
    /// A malformed marker; the markers to write.
    Malformed { mistake: Malformed, begin: String, end: String },
    /// A word that is neither `begin` nor `end`.
    UnknownVerb { verb: String },
    /// A `begin` without its `end`; the `end` to write.
    NoEnd { end: String },
    /// An `end` without its `begin`.
    NoBegin,
    /// A `begin` inside another pair; the `end` to write.
    Nested { outer: Span, end: String },
    /// A missing kind of marker; the known kinds.
    NoKind { known: Vec<&'static str> },
    /// An unknown kind of marker; the known kinds.
    UnknownKind { kind: String, known: Vec<&'static str> },
    /// A duplicate option.
    DuplicateOption { option: String },
    /// An unknown option of the kind of marker; the known options.
    UnknownOption { kind: &'static str, option: String, known: &'static [&'static str] },
    /// Several values of an option that takes a single value.
    SeveralValues { option: String },
    /// An unknown value of an option. The suggestion is from the reader, which knows the valid values.
    UnknownValue { what: String, value: String, suggestion: String },
    /// An unknown column.
    UnknownColumn { kind: &'static str, column: String, suggestion: String },
    /// A marker for a single error without a code; an example of a code.
    NoCode { kind: &'static str, example: String },
    /// The catalog has no rows for the marker.
    NothingToShow { kind: &'static str },
    /// No row matches the options.
    NothingFits { kind: &'static str },
}

/// A problem of a malformed marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "markdown"), allow(dead_code))]
pub(crate) enum Malformed {
    /// The line contains other text.
    NotAlone,
    /// The comment has no end.
    Unclosed,
    /// A character that is not allowed in this form of comment.
    Character,
    /// An option without `=`.
    NoAssignment,
    /// A quote without its end.
    UnclosedQuote,
    /// An option without a value.
    NoValue,
}

/// The findings of a reader, with the files.
pub(crate) struct Findings<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) found: &'a [Finding],
}
