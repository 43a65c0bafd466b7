//! What a catalog says about one error: a readable view of the packed table.

use std::fmt;

use crate::encoding::{Encoding, SEGMENT_END, SEGMENT_START, percent_encode};
use crate::packed::{List, Rendered, Table, flag, param_flag};
use crate::{Arg, RetryPolicy};

/// What a catalog says about one error.
///
/// A view: it copies nothing and is as cheap to pass as a pointer and a number.
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

    /// Every error of the catalog that this one belongs to, in the catalog's order.
    pub fn siblings(self) -> impl ExactSizeIterator<Item = Definition> {
        (0..self.table.len()).map(move |row| Self { row, ..self })
    }

    /// The catalog's name.
    pub fn catalog(self) -> &'static str {
        self.table.name
    }

    /// The catalog's version.
    pub fn catalog_version(self) -> &'static str {
        self.table.version
    }

    /// The place of this error in the catalog.
    pub fn index(self) -> usize {
        self.row
    }

    /// The wire code as text: a numeric one in decimal.
    pub fn code(self) -> &'static str {
        self.table.record(self.row).text()
    }

    /// The wire code, where it is a JSON number.
    pub fn code_number(self) -> Option<i64> {
        if self.has(flag::NUMERIC) { self.code().parse().ok() } else { None }
    }

    /// The error's key in the catalog, which differs from the wire code where the catalog sets `code`.
    pub fn name(self) -> &'static str {
        let mut record = self.table.record(self.row);
        record.skip_text();
        record.number();
        record.skip_template();
        record.text()
    }

    /// The HTTP status (RFC 9110 §15); `None` in a catalog without HTTP.
    pub fn status(self) -> Option<u16> {
        Some(self.table.class(self.row, 0) as u16).filter(|status| *status != 0)
    }

    /// The category's wire text.
    pub fn category(self) -> Option<&'static str> {
        self.category_index().and_then(|index| self.table.categories.get(index)).map(|category| category.name)
    }

    /// The place of the category in the catalog.
    pub fn category_index(self) -> Option<usize> {
        Some((self.table.class(self.row, 0) >> 16) as usize).filter(|index| *index != 0xFFFF)
    }

    /// The message for people, with its placeholders.
    #[inline]
    pub fn message(self) -> Template {
        let mut record = self.table.record(self.row);
        record.skip_text();
        record.number();
        Template(record)
    }

    /// What logs say in place of the message, where the catalog has a text for them.
    pub fn log(self) -> Option<Template> {
        self.extras(2).some_section().map(Template)
    }

    /// The declared parameters, in the order of the catalog; their places are the slots of
    /// [`CatalogError::arg`](crate::CatalogError::arg).
    pub fn params(self) -> impl ExactSizeIterator<Item = ParamDefinition> {
        let mut list = self.table.params(self.row);
        (0..list.number()).map(move |_| ParamDefinition {
            name: list.text(),
            wire_name: list.text(),
            flags: list.number(),
            example: list.text(),
        })
    }

    /// The headers that a response with this error carries; a name can stand several times.
    pub fn headers(self) -> impl ExactSizeIterator<Item = Header> {
        let mut list = self.extras(0).section();
        (0..list.number()).map(move |_| Header { name: list.text(), value: Template(list.section()) })
    }

    /// The value of an attribute that the catalog declares under `[attributes]`.
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

    /// How a request that met this error may be repeated; `None` where the catalog does not say.
    pub fn retry(self) -> Option<&'static RetryPolicy> {
        self.table.retries.get((self.table.class(self.row, 1) & 0xFF) as usize)
    }

    /// Whether a request that met this error may be repeated; `false` where the catalog does not say.
    pub fn is_retryable(self) -> bool {
        self.retry().is_some_and(RetryPolicy::is_retryable)
    }

    /// What the catalog adds to the retry policy, for people.
    pub fn retry_note(self) -> Option<&'static str> {
        self.extra_text(0)
    }

    /// What the error means; `None` where the catalog does not ask for this text in the binary.
    pub fn description(self) -> Option<&'static str> {
        self.extra_text(1)
    }

    /// What to do about it; `None` where the catalog does not ask for this text in the binary.
    pub fn fix(self) -> Option<&'static str> {
        self.extra_text(2)
    }

    /// Where the error is documented: the catalog's `docs` with the code put in, percent-encoded
    /// (RFC 3986 §2.1).
    pub fn docs(self) -> Option<String> {
        let mut url = String::new();
        self.write_docs(&mut url).ok().map(|()| url)
    }

    /// Writes where the error is documented; fails where it is nowhere.
    pub(crate) fn write_docs(self, out: &mut dyn fmt::Write) -> fmt::Result {
        let (before, after) = self.table.docs.ok_or(fmt::Error)?;
        out.write_str(before)?;
        percent_encode(self.code(), out)?;
        out.write_str(after)
    }

    /// Whether the error stands in the documentation.
    pub fn is_public(self) -> bool {
        self.has(flag::PUBLIC)
    }

    /// Whether the catalog deprecates the error.
    pub fn is_deprecated(self) -> bool {
        self.has(flag::DEPRECATED)
    }

    /// Whether the error carries a list of field issues.
    pub fn carries_issues(self) -> bool {
        self.has(flag::ISSUES)
    }

    /// Whether the error carries its cause.
    pub fn carries_source(self) -> bool {
        self.has(flag::SOURCE)
    }

    pub(crate) fn table(self) -> &'static Table {
        self.table
    }

    /// The title, where some envelope of the catalog shows it.
    pub(crate) fn title(self) -> Option<&'static str> {
        self.extra_text(3)
    }

    /// The body where nothing is known of the request, if nothing in it is open but values of parameters.
    pub(crate) fn rendered_body(self) -> Option<Rendered> {
        self.table.rendered(self.row)
    }

    /// The name in google.rpc.Code, where some envelope of the catalog shows it.
    pub(crate) fn grpc_status(self) -> Option<&'static str> {
        self.extra_text(4)
    }

    fn has(self, flag: u32) -> bool {
        self.table.flags(self.row) & flag != 0
    }

    fn extra_text(self, index: usize) -> Option<&'static str> {
        let mut extras = self.extras(3);
        for _ in 0..index {
            extras.skip_text();
        }
        extras.some_text()
    }

    /// The extras behind as many sections.
    fn extras(self, sections: usize) -> List {
        let mut extras = self.table.extras(self.row);
        for _ in 0..sections {
            extras.section();
        }
        extras
    }
}

/// Two definitions are equal when they are the same row of the same catalog.
impl PartialEq for Definition {
    fn eq(&self, other: &Self) -> bool {
        // A catalog that is compiled twice has two tables.
        self.row == other.row
            && (self.table.name, self.table.version) == (other.table.name, other.table.version)
    }
}

impl Eq for Definition {}

impl fmt::Debug for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.catalog(), self.name())
    }
}

/// A parameter that the catalog declares for an error.
#[derive(Clone, Copy)]
pub struct ParamDefinition {
    name: &'static str,
    wire_name: &'static str,
    flags: usize,
    example: &'static str,
}

impl ParamDefinition {
    /// The name in the catalog, as in a message's placeholder.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The name on the wire.
    pub fn wire_name(self) -> &'static str {
        self.wire_name
    }

    /// The catalog's type: `string`, `u64`, `[string]` …
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

    /// An example of its value, as JSON: the catalog's, or one made from its type. `None` where the catalog does not
    /// ask for examples in the binary.
    pub fn example(self) -> Option<&'static str> {
        Some(self.example).filter(|json| !json.is_empty())
    }

    /// Whether it may be absent.
    pub fn is_optional(self) -> bool {
        self.has(param_flag::OPTIONAL)
    }

    /// Whether it is part of the response's detail object.
    pub fn in_detail(self) -> bool {
        self.has(param_flag::DETAIL)
    }

    /// Whether it is for logs alone and never leaves the server.
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

/// A header that a response carries.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Header {
    /// The field name.
    pub name: &'static str,
    /// The field value.
    pub value: Template,
}

/// The value of an attribute.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum AttributeValue {
    /// `string`
    Text(&'static str),
    /// `template`: text with placeholders.
    Template(Template),
    /// `bool`
    Bool(bool),
    /// `i64`
    I64(i64),
    /// `u64`
    U64(u64),
    /// `f64`
    F64(f64),
    /// `[string]`
    Texts(Texts),
}

/// A list of texts of the catalog: the value of an attribute of the type `[string]`.
///
/// `Display` shows it as it stands in a longer text: with commas.
///
/// ```
/// # fn show(scopes: error_catalog::Texts) {
/// let all: Vec<&'static str> = scopes.iter().collect();
/// assert_eq!(scopes.len(), all.len());
/// assert_eq!(scopes.to_string(), all.join(", "));
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct Texts {
    count: usize,
    list: List,
}

impl Texts {
    /// The texts, in the catalog's order.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'static str> {
        let mut list = self.list;
        (0..self.count).map(move |_| list.text())
    }

    /// How many there are.
    pub fn len(self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.count == 0
    }
}

impl fmt::Display for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, text) in self.iter().enumerate() {
            f.write_str(if at > 0 { ", " } else { "" })?;
            f.write_str(text)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Text with placeholders for an error's parameters.
///
/// `Debug` shows it with the slots of its parameters: `"Field '{0}' is missing"`.
#[derive(Clone, Copy)]
pub struct Template(pub(crate) List);

impl Template {
    /// Whether there are no placeholders.
    #[inline]
    pub fn is_constant(self) -> bool {
        let mut list = self.0;
        list.number() == 0
    }

    /// The whole text, where there are no placeholders.
    #[inline]
    pub(crate) fn constant(self) -> Option<&'static str> {
        let mut list = self.0;
        (list.number() == 0).then(|| list.text())
    }

    /// The text before the first placeholder or optional segment; all of it where there is neither.
    #[inline]
    pub fn head(self) -> &'static str {
        let mut list = self.0;
        list.number();
        list.text()
    }

    /// The pieces, in order: text, placeholders, and where optional segments start and end.
    ///
    /// ```
    /// use error_catalog::{Template, TemplatePiece};
    ///
    /// /// Shows a message with the names of its parameters.
    /// fn show(message: Template, names: &[&str]) -> String {
    ///     let piece = |piece| match piece {
    ///         TemplatePiece::Text(text) => text.to_owned(),
    ///         TemplatePiece::Placeholder(slot) => format!("<{}>", names[slot]),
    ///         TemplatePiece::SegmentStart(_) => "[".to_owned(),
    ///         TemplatePiece::SegmentEnd => "]".to_owned(),
    ///         _ => String::new(),
    ///     };
    ///     message.pieces().map(piece).collect()
    /// }
    /// ```
    pub fn pieces(self) -> impl Iterator<Item = TemplatePiece> {
        let piece = |(marked, text)| {
            let (slot, _) = Encoding::of_slot(marked);
            let first = match slot {
                SEGMENT_END => TemplatePiece::SegmentEnd,
                _ if slot & SEGMENT_START != 0 => TemplatePiece::SegmentStart(slot & !SEGMENT_START),
                _ => TemplatePiece::Placeholder(slot),
            };
            [first, TemplatePiece::Text(text)]
        };
        let all = std::iter::once(TemplatePiece::Text(self.head())).chain(self.marked_tail().flat_map(piece));
        all.filter(|piece| *piece != TemplatePiece::Text(""))
    }

    /// Each placeholder with the text that follows it: the parameter's slot, then the text. The start and the end of an
    /// optional segment have slots that no parameter has.
    #[inline]
    pub(crate) fn tail(self) -> impl ExactSizeIterator<Item = (usize, &'static str)> {
        self.marked_tail().map(|(slot, text)| (Encoding::of_slot(slot).0, text))
    }

    /// The parameters whose optional segments the template has.
    pub(crate) fn segments(self) -> impl Iterator<Item = usize> {
        let starts = self.tail().filter(|(slot, _)| slot & SEGMENT_START != 0);
        starts.map(|(slot, _)| slot & !SEGMENT_START)
    }

    /// The tail without the segments of parameters that are absent. Where a segment starts and ends is text without a slot.
    pub(crate) fn tail_with(
        self,
        is_present: impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = (Option<usize>, &'static str)> {
        let mut is_left_out = false;
        self.marked_tail().filter_map(move |(marked, text)| {
            let (slot, _) = Encoding::of_slot(marked);
            let is_mark = slot & (SEGMENT_START | SEGMENT_END) != 0;
            if is_mark {
                is_left_out = slot != SEGMENT_END && !is_present(slot & !SEGMENT_START);
            }
            (!is_left_out).then_some(((!is_mark).then_some(marked), text))
        })
    }

    /// The same with slots whose high bits say how a header's value is encoded.
    #[inline]
    pub(crate) fn marked_tail(self) -> impl ExactSizeIterator<Item = (usize, &'static str)> {
        let mut list = self.0;
        let count = list.number();
        list.skip_text();
        (0..count).map(move |_| (list.number(), list.text()))
    }

    /// Writes the text with the values of the slots put in, encoded as a header's template says. Optional segments of absent
    /// values are left out.
    ///
    /// # Errors
    ///
    /// Where the writer fails.
    #[inline]
    pub fn write<'a>(self, out: &mut dyn fmt::Write, value: &dyn Fn(usize) -> Arg<'a>) -> fmt::Result {
        self.write_slots(out, |marked, out| {
            let (slot, encoding) = Encoding::of_slot(marked);
            match slot {
                SEGMENT_END => return Ok(true),
                _ if slot & SEGMENT_START != 0 => return Ok(!value(slot & !SEGMENT_START).is_absent()),
                _ => {}
            }
            match value(slot) {
                value if encoding == Encoding::default() => write!(out, "{value}")?,
                value => out.write_str(&encoding.apply(value.to_string().into()))?,
            }
            Ok(true)
        })
    }

    /// The same for what is no header's template: no value is encoded. There is no value for the slots of marks.
    #[inline]
    pub(crate) fn write_plain<'a>(
        self,
        out: &mut dyn fmt::Write,
        value: &dyn Fn(usize) -> Arg<'a>,
    ) -> fmt::Result {
        self.write_slots(out, |slot, out| {
            match value(slot) {
                Arg::Str(value) => out.write_str(value)?,
                Arg::Absent => {
                    let is_start = slot & SEGMENT_START != 0;
                    return Ok(!is_start || !value(slot & !SEGMENT_START).is_absent());
                }
                value => write!(out, "{value}")?,
            }
            Ok(true)
        })
    }

    /// Writes the text with what `put` writes for each slot. Where it returns `false`, the segment is left out.
    #[inline]
    fn write_slots(
        self,
        out: &mut dyn fmt::Write,
        mut put: impl FnMut(usize, &mut dyn fmt::Write) -> Result<bool, fmt::Error>,
    ) -> fmt::Result {
        let mut list = self.0;
        let mut left = list.number();
        out.write_str(list.text())?;
        while left > 0 {
            left -= 1;
            if !put(list.number(), out)? {
                left = skip_segment(&mut list, left);
            }
            out.write_str(list.text())?;
        }
        Ok(())
    }
}

/// Goes on at the text behind the segment that has just started, and returns how many placeholders are left.
#[cold]
fn skip_segment(list: &mut List, left: usize) -> usize {
    for left in (0..left).rev() {
        list.skip_text();
        if list.number() == SEGMENT_END {
            return left;
        }
    }
    0
}

/// A piece of a [`Template`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplatePiece {
    /// Literal text.
    Text(&'static str),
    /// The value of the parameter in that slot.
    Placeholder(usize),
    /// The start of an optional segment: leave it out where the parameter in that slot is absent.
    SegmentStart(usize),
    /// The end of the optional segment. Segments are never nested.
    SegmentEnd,
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for piece in self.pieces() {
            match piece {
                TemplatePiece::Text(text) => write!(f, "{}", text.escape_debug())?,
                TemplatePiece::Placeholder(slot) => write!(f, "{{{slot}}}")?,
                TemplatePiece::SegmentStart(slot) => write!(f, "{{{slot}?:")?,
                TemplatePiece::SegmentEnd => f.write_str("}")?,
            }
        }
        f.write_str("\"")
    }
}
