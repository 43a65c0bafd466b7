//! The definition of an error: a view of the packed table.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter::FusedIterator;

mod attribute;
pub(crate) mod template;

pub use attribute::{AttributeValue, Texts, TextsIter};
pub use template::{Template, TemplatePiece};

use crate::encoding::percent_encode;
use crate::envelope::Envelope;
use crate::packed::{List, Rendered, Table, flag, param_flag};
use crate::retry::RetryPolicy;

/// The definition of an error in its catalog.
///
/// It is a view of static data, as cheap to copy as a pointer and a number.
#[derive(Clone, Copy)]
pub struct Definition {
    table: &'static Table,
    row: usize,
}

impl Definition {
    #[doc(hidden)]
    pub fn new(table: &'static Table, row: usize) -> Self {
        Self { table, row }
    }

    /// Returns all errors of the same catalog, in the catalog's order.
    pub fn siblings(self) -> impl ExactSizeIterator<Item = Definition> {
        (0..self.table.len()).map(move |row| Self { row, ..self })
    }

    /// Returns the index of the error's envelope.
    pub(crate) fn envelope_index(self) -> usize {
        self.table().head(self.index()).envelope()
    }

    /// Returns the error's envelope. Every table has at least one.
    pub(crate) fn envelope(self) -> Option<&'static Envelope> {
        self.table().envelopes.get(self.envelope_index())
    }

    /// Returns the catalog's name.
    pub fn catalog(self) -> &'static str {
        self.table.name
    }

    /// Returns the catalog's version.
    pub fn catalog_version(self) -> &'static str {
        self.table.version
    }

    /// Returns the index of this error in the catalog.
    pub fn index(self) -> usize {
        self.row
    }

    /// Returns the wire code as text: a numeric code in decimal.
    pub fn code(self) -> &'static str {
        self.table.code(self.row)
    }

    /// Returns the wire code, if it is a JSON number.
    pub fn code_number(self) -> Option<i64> {
        if self.has(flag::NUMERIC) { self.code().parse().ok() } else { None }
    }

    /// Returns the key of the error in the catalog. It differs from the wire code if the catalog
    /// sets `code`.
    pub fn name(self) -> &'static str {
        let mut record = self.table.record(self.row);
        record.skip_template();
        record.text()
    }

    /// Returns the HTTP status (RFC 9110 §15); `None` in a catalog without HTTP.
    pub fn status(self) -> Option<u16> {
        Some(self.table.head(self.row).status()).filter(|status| *status != 0)
    }

    /// Returns the category's wire text.
    pub fn category(self) -> Option<&'static str> {
        self.category_index().and_then(|index| self.table.categories.get(index)).map(|category| category.name)
    }

    /// Returns the index of the category in the catalog.
    pub fn category_index(self) -> Option<usize> {
        self.table.head(self.row).category()
    }

    /// Returns the message for people, with its placeholders.
    #[inline]
    pub fn message(self) -> Template {
        Template(self.table.record(self.row))
    }

    /// Returns the message for logs, if the catalog defines one.
    pub fn log(self) -> Option<Template> {
        self.extras(2).some_section().map(Template)
    }

    /// Returns the declared parameters, in the order of the catalog. Their indexes are the
    /// arguments of [`CatalogError::arg`](crate::CatalogError::arg).
    pub fn params(self) -> Params {
        let mut list = self.table.params(self.row);
        Params { remaining: list.number(), list }
    }

    /// Returns the headers of a response with this error. A name can occur several times.
    pub fn headers(self) -> impl ExactSizeIterator<Item = Header> {
        let mut list = self.extras(0).section();
        (0..list.number()).map(move |_| Header { name: list.text(), value: Template(list.section()) })
    }

    /// Returns the value of an attribute that the catalog declares in `[attributes]`.
    pub fn attribute(self, name: &str) -> Option<AttributeValue> {
        let index = self.table.attributes.iter().position(|declared| *declared == name)?;
        let mut list = self.extras(1).section();
        let mut entries = (0..list.number()).map(|_| (list.number(), list.section()));
        let mut value = entries.find(|(declared, _)| *declared == index)?.1;
        let tag = value.number();
        let mut wide = || value.number() as u64 | (value.number() as u64) << 32;
        Some(match tag {
            0 => AttributeValue::Text(value.text()),
            1 => AttributeValue::Template(Template(value)),
            2 => AttributeValue::Bool(value.number() != 0),
            3 => AttributeValue::I64(wide() as i64),
            4 => AttributeValue::U64(wide()),
            5 => AttributeValue::F64(f64::from_bits(wide())),
            _ => AttributeValue::Texts(Texts { count: value.number(), list: value }),
        })
    }

    /// Returns the retry policy of the error; `None` if the catalog defines none.
    pub fn retry(self) -> Option<&'static RetryPolicy> {
        self.table.retries.get(self.table.head(self.row).retry()?)
    }

    /// Returns whether a request can be retried after this error; `false` without a retry policy.
    pub fn is_retryable(self) -> bool {
        self.retry().is_some_and(RetryPolicy::is_retryable)
    }

    /// Returns the note on the retry policy, for people.
    pub fn retry_note(self) -> Option<&'static str> {
        self.extra_text(0)
    }

    /// Returns the description of the error; `None` if `[rust] texts` does not include it.
    pub fn description(self) -> Option<&'static str> {
        self.extra_text(1)
    }

    /// Returns how to resolve the error; `None` if `[rust] texts` does not include it.
    pub fn fix(self) -> Option<&'static str> {
        self.extra_text(2)
    }

    /// Returns the documentation URL of the error: the catalog's `docs` with the percent-encoded
    /// code (RFC 3986 §2.1).
    pub fn docs(self) -> Option<String> {
        let mut url = String::new();
        self.write_docs(&mut url).ok().map(|()| url)
    }

    /// Writes the documentation URL of the error. Fails if it has none.
    pub(crate) fn write_docs(self, out: &mut dyn fmt::Write) -> fmt::Result {
        let (before, after) = self.table.docs.ok_or(fmt::Error)?;
        out.write_str(before)?;
        percent_encode(self.code(), out)?;
        out.write_str(after)
    }

    /// Returns whether the documentation shows the error.
    pub fn is_public(self) -> bool {
        self.has(flag::PUBLIC)
    }

    /// Returns whether the catalog deprecates the error.
    pub fn is_deprecated(self) -> bool {
        self.has(flag::DEPRECATED)
    }

    /// Returns whether the error carries a list of field issues.
    pub fn carries_issues(self) -> bool {
        self.has(flag::ISSUES)
    }

    /// Returns whether the error carries its cause.
    pub fn carries_source(self) -> bool {
        self.has(flag::SOURCE)
    }

    pub(crate) fn table(self) -> &'static Table {
        self.table
    }

    /// Returns the title, if an envelope of the catalog uses it.
    pub(crate) fn title(self) -> Option<&'static str> {
        self.extra_text(3)
    }

    /// Returns the rendered body without values of the request, if its only holes are for parameters.
    pub(crate) fn rendered_body(self) -> Option<Rendered> {
        self.table.rendered(self.row)
    }

    /// Returns the name in google.rpc.Code, if an envelope of the catalog uses it.
    pub(crate) fn grpc_status(self) -> Option<&'static str> {
        self.extra_text(4)
    }

    fn has(self, flag: usize) -> bool {
        self.table.head(self.row).flags() & flag != 0
    }

    fn extra_text(self, index: usize) -> Option<&'static str> {
        let mut extras = self.extras(3);
        for _ in 0..index {
            extras.skip_text();
        }
        extras.some_text()
    }

    /// Returns the extras after this number of sections.
    fn extras(self, sections: usize) -> List {
        let mut extras = self.table.extras(self.row);
        for _ in 0..sections {
            extras.section();
        }
        extras
    }
}

/// Two definitions are equal if they are the same row of the same catalog.
impl PartialEq for Definition {
    fn eq(&self, other: &Self) -> bool {
        // A catalog that is compiled twice has two tables.
        self.row == other.row
            && (self.table.name, self.table.version) == (other.table.name, other.table.version)
    }
}

impl Eq for Definition {}

impl Hash for Definition {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.row, self.table.name, self.table.version).hash(state);
    }
}

impl fmt::Debug for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.catalog(), self.name())
    }
}

/// An iterator over the parameters of an error: see [`Definition::params`].
#[derive(Debug, Clone)]
pub struct Params {
    list: List,
    remaining: usize,
}

impl Iterator for Params {
    type Item = ParamDefinition;

    #[inline]
    fn next(&mut self) -> Option<ParamDefinition> {
        self.remaining = self.remaining.checked_sub(1)?;
        let list = &mut self.list;
        Some(ParamDefinition {
            name: list.text(),
            wire_name: list.text(),
            flags: list.number(),
            example: list.text(),
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.remaining, Some(self.remaining))
    }
}

impl ExactSizeIterator for Params {}

impl FusedIterator for Params {}

/// A parameter that the catalog declares for an error.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ParamDefinition {
    name: &'static str,
    wire_name: &'static str,
    flags: usize,
    example: &'static str,
}

impl ParamDefinition {
    /// Returns the name in the catalog, as used in placeholders.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Returns the name on the wire.
    pub fn wire_name(self) -> &'static str {
        self.wire_name
    }

    /// Returns the catalog's type: `string`, `u64`, `[string]` …
    pub fn type_name(self) -> &'static str {
        const NAMES: [[&str; 2]; 8] = [
            ["string", "[string]"],
            ["bool", "[bool]"],
            ["i64", "[i64]"],
            ["u64", "[u64]"],
            ["f64", "[f64]"],
            ["timestamp", "[timestamp]"],
            ["uuid", "[uuid]"],
            ["json", "[json]"],
        ];
        NAMES[self.flags & 7][usize::from(self.has(param_flag::LIST))]
    }

    /// Returns an example value as JSON, from the catalog or derived from the type. `None` if
    /// `[rust] texts` does not include examples.
    pub fn example(self) -> Option<&'static str> {
        Some(self.example).filter(|json| !json.is_empty())
    }

    /// Returns whether the value can be absent.
    pub fn is_optional(self) -> bool {
        self.has(param_flag::OPTIONAL)
    }

    /// Returns whether `$params` contains the parameter.
    pub fn in_detail(self) -> bool {
        self.has(param_flag::DETAIL)
    }

    /// Returns whether the parameter appears only in logs and is never sent to clients.
    pub fn is_internal(self) -> bool {
        self.has(param_flag::INTERNAL)
    }

    fn has(self, flag: usize) -> bool {
        self.flags & flag != 0
    }
}

impl fmt::Debug for ParamDefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}{}", self.name(), self.type_name(), if self.is_optional() { "?" } else { "" })
    }
}

/// A header of a response.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Header {
    /// Returns the name.
    pub name: &'static str,
    /// Returns the value.
    pub value: Template,
}
