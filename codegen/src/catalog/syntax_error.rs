//! TOML syntax errors of the parser.

use toml::de::DeTable;

use crate::source::Span;

/// A TOML syntax error.
pub(crate) struct SyntaxError {
    pub(crate) span: Span,
    pub(crate) message: String,
    /// A related span, with its label.
    pub(crate) related: Option<(Span, &'static str)>,
}

impl SyntaxError {
    pub(super) fn new(file: u32, error: &toml::de::Error) -> Self {
        let span = Span::new(file, error.span().unwrap_or(0..0));
        Self { span, message: error.message().to_owned(), related: None }
    }
}

/// The syntax errors of one file.
#[derive(Default)]
pub(super) struct SyntaxErrors {
    pub(super) errors: Vec<SyntaxError>,
    /// Keys that repeat an earlier key of their table.
    pub(super) duplicate_keys: Vec<Span>,
}

impl SyntaxErrors {
    /// Collects the errors of the parser for a text.
    pub(super) fn of(file: u32, text: &str) -> Self {
        Self::sorted(file, &DeTable::parse_recoverable(text).1)
    }

    /// Separates duplicate keys from other errors.
    pub(super) fn sorted(file: u32, errors: &[toml::de::Error]) -> Self {
        let errors = errors.iter().map(|error| SyntaxError::new(file, error));
        let (duplicates, errors): (Vec<_>, Vec<_>) =
            errors.partition(|error| error.message == "duplicate key");
        Self { errors, duplicate_keys: duplicates.into_iter().map(|error| error.span).collect() }
    }
}
