//! Findings: what readers found beside the values that they read. The rules turn findings into diagnostics.

use std::path::PathBuf;

use crate::catalog::syntax_error::SyntaxError;
use crate::file::Unreadable;
use crate::refusal::Refusal;
use crate::source::{Sources, Span};

/// A fact that one rule reports.
pub(crate) enum Finding {
    /// Invalid TOML.
    Syntax(SyntaxError),
    /// The keys of one file that repeat an earlier key of their table.
    DuplicateKeys(Vec<Span>),
    /// An `include` that leads back to a file that is being read: the files from there to here, and `again`.
    IncludeCycle { files: Vec<u32>, again: u32, include: Span },
    /// An entry that an earlier file has as well.
    DuplicateAcrossFiles { key: String, first: Span, again: Span },
    /// A key of `[catalog]` in an included file, other than `include`.
    KeyOfIncludedFile { key: String, span: Span },
    /// More than a catalog can have.
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

/// What a catalog has more of than it can have.
pub(crate) enum Excess {
    /// The characters of a name; its beginning.
    Name { start: String },
    /// The bytes of a text.
    Text { bytes: usize, most: usize },
    /// The entries of a table: of the catalog's own name, or under a key.
    Entries { of: String, count: usize, most: usize, what: &'static str },
    /// The files that include each other.
    Includes,
}

/// The key that names a file.
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

/// Why the catalog cannot use a path.
pub(crate) enum PathProblem {
    /// The path has a control character or an invisible one.
    Invisible,
    /// The file lies where the catalog can read or write none.
    Refused(Refusal),
    /// The name of an included file does not end in `.toml`.
    ExtensionOfInclude,
    /// The name of a template does not end in `.jinja` or the like.
    ExtensionOfTemplate,
    /// An earlier output has the path.
    DuplicateOutput { first: Span },
    /// The output is a file of the catalog.
    OutputOverCatalog,
    /// The output is a template of the catalog.
    OutputOverTemplate { template: Span },
}

/// What is wrong with the templates of a catalog.
#[cfg_attr(not(feature = "minijinja"), allow(dead_code))]
pub(crate) enum TemplateProblem {
    /// The text is no template of minijinja.
    Invalid { message: String },
    /// The folder has none of the templates that it can have.
    NoneInFolder { folder: PathBuf, names: Vec<&'static str> },
}

/// What is wrong with a page or with a marker in it.
#[cfg_attr(not(feature = "markdown"), allow(dead_code))]
pub(crate) enum MarkerProblem {
    /// The page has no marker; the markers to write.
    None { page: String, begin: String, end: String },
    /// A comment that was meant to be a marker; the markers to write.
    Malformed { mistake: Malformed, begin: String, end: String },
    /// A word that is neither `begin` nor `end`.
    UnknownVerb { verb: String },
    /// A `begin` without its end; the end to write.
    NoEnd { end: String },
    /// An `end` without its begin.
    NoBegin,
    /// A `begin` between another one and its end; the end to write.
    Nested { outer: Span, end: String },
    /// No kind of marker; the kinds that there are.
    NoKind { known: Vec<&'static str> },
    /// An unknown kind of marker; the kinds that there are.
    UnknownKind { kind: String, known: Vec<&'static str> },
    /// An option that the marker has already.
    DuplicateOption { option: String },
    /// An option that the kind of marker does not have; those that it has.
    UnknownOption { kind: &'static str, option: String, known: &'static [&'static str] },
    /// More than one value of an option that takes one.
    SeveralValues { option: String },
    /// A value that the option cannot have. The reader knows the values there are, so the suggestion is its own.
    UnknownValue { what: String, value: String, suggestion: String },
    /// A column that the table does not have.
    UnknownColumn { kind: &'static str, column: String, suggestion: String },
    /// A marker about one error that names none; an error that it could name.
    NoCode { kind: &'static str, example: String },
    /// The catalog has nothing that the marker could show.
    NothingToShow { kind: &'static str },
    /// The options leave nothing to show.
    NothingFits { kind: &'static str },
}

/// What is wrong with a comment that was meant to be a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "markdown"), allow(dead_code))]
pub(crate) enum Malformed {
    /// Other text stands on the line.
    NotAlone,
    /// The comment has no end.
    Unclosed,
    /// A character that this form of comment cannot have.
    Character,
    /// An option without `=`.
    NoAssignment,
    /// A quote without its end.
    UnclosedQuote,
    /// An option without a value.
    NoValue,
}

/// The findings of a reader, and the files that they point into.
pub(crate) struct Findings<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) found: &'a [Finding],
}
