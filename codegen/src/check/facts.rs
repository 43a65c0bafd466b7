//! What the rules are held against, and what is looked up in it time and again.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::catalog::envelope::Slot;
use crate::catalog::filter::percent_encoded;
use crate::catalog::nearest::Suggestions;
use crate::catalog::params::ParamType;
use crate::catalog::places::Places;
use crate::catalog::raw::{AttributeValue, Envelope, Error, Named, Raw, RawNode, RawTemplate, Scalar, Text};
use crate::catalog::shape::Shape;
use crate::catalog::suggest::suggest_within;
use crate::catalog::tree::{Kind, Table};
use crate::diagnostic::Rule;
use crate::source::{Sources, Span, StringCursor};

/// What the rules are held against.
pub(crate) struct Facts<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) tree: &'a Table<'a>,
    pub(crate) shape: &'a Shape<'a>,
    pub(crate) raw: &'a Raw<'a>,
    /// Every rule.
    pub(crate) rules: &'static [&'static Rule],
    /// The budget for suggestions, which all rules share.
    pub(crate) suggestions: Suggestions,
    cursor: StringCursor,
    doubts: OnceCell<Doubts<'a>>,
    sections: OnceCell<Vec<(&'a str, Places)>>,
    served: OnceCell<HashMap<&'a str, Served<'a>>>,
    nobody: Served<'a>,
    shown: OnceCell<HashMap<Span, ShownParams<'a>>>,
}

/// What is served in an envelope.
#[derive(Default)]
pub(super) struct Served<'a> {
    pub(super) errors: Vec<&'a Named<'a, Error<'a>>>,
    /// The names of parameters, in their order.
    pub(super) param_names: Vec<&'a str>,
    /// The types of the parameters of each name, each once.
    pub(super) params: HashMap<&'a str, Vec<ParamType>>,
    /// Whether some wire code has characters that a URI cannot have.
    pub(super) has_encoded_code: bool,
    /// Whether some category has.
    pub(super) has_encoded_category: bool,
}

/// The parameters that an envelope shows.
#[derive(Default)]
pub(super) struct ShownParams<'a> {
    /// Whether all of the envelope can be read.
    pub(super) is_certain: bool,
    /// Whether the envelope shows the object of all public parameters.
    pub(super) has_all: bool,
    /// Where each parameter is shown by its name.
    pub(super) by_name: HashMap<&'a str, Vec<(&'a RawNode<'a>, Range<usize>)>>,
}

/// Names that may be declared or have parts in a place that is misspelt.
struct Doubts<'a> {
    /// Whether a section is misspelt.
    has_unknown_section: bool,
    /// Keys whose values have the wrong type.
    mistyped: HashSet<&'a str>,
    /// Names of rows of `[status]`, and of tables with an unknown key.
    misplaced: HashSet<&'a str>,
    /// Names within misspelt sections.
    in_unknown_sections: HashSet<&'a str>,
    /// Names of tables with an unknown table in them, by where they stand.
    with_unknown_tables: HashSet<Span>,
}

impl<'a> Facts<'a> {
    pub(crate) fn new(
        sources: &'a Sources,
        tree: &'a Table<'a>,
        shape: &'a Shape<'a>,
        raw: &'a Raw<'a>,
        rules: &'static [&'static Rule],
    ) -> Self {
        Self {
            sources,
            tree,
            shape,
            raw,
            rules,
            suggestions: Suggestions::default(),
            cursor: StringCursor::default(),
            doubts: OnceCell::new(),
            sections: OnceCell::new(),
            served: OnceCell::new(),
            nobody: Served::default(),
            shown: OnceCell::new(),
        }
    }

    /// Returns where a part of a text stands, given in bytes of its value.
    pub(crate) fn part(&self, text: &Text, range: Range<usize>) -> Span {
        self.sources.part(text.span, range, &self.cursor)
    }

    /// Returns where a key stands in the table of that name in a section.
    pub(crate) fn key(&self, section: &str, name: &Text, key: &str) -> Option<Span> {
        let sections = self.sections.get_or_init(|| {
            let tables = self.tree.entries.iter().filter_map(|entry| Some((entry, entry.value.table()?)));
            let names = |table: &Table<'a>| Places::of(table.entries.iter().map(|entry| &*entry.key.value));
            tables.map(|(entry, table)| (&*entry.key.value, names(table))).collect()
        });
        let (_, names) = sections.iter().find(|(known, _)| *known == section)?;
        let section = self.tree.get(section)?.value.table()?;
        let place = names.get(name.value.as_bytes())?;
        Some(section.entries[place].value.table()?.get(key)?.key.span)
    }

    /// Returns whether a name may well be declared, in a section that is misspelt or in a table that is none.
    pub(crate) fn may_be_declared(&self, section: &str, name: &str) -> bool {
        let doubts = self.doubts();
        doubts.has_unknown_section
            || doubts.mistyped.contains(section)
            || self.shape.broken.contains(&(section, name))
            // Where a header is missing, what is declared stands in the table above.
            || doubts.misplaced.contains(name)
    }

    /// Returns whether a part of an error may well stand under another name: under a key or a section that is misspelt, or
    /// in what looks like an error of its own.
    pub(crate) fn may_have_more(&self, error: &Text) -> bool {
        let doubts = self.doubts();
        let is_near = |part: &&&Text| self.suggestions.nearest(&part.value, [&*error.value]).is_some();
        doubts.in_unknown_sections.contains(&*error.value)
            || doubts.with_unknown_tables.contains(&error.span)
            || self.shape.torn_off.iter().find(is_near).is_some()
    }

    /// Returns the envelope bodies and headers of the catalog.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = &RawNode<'_>> {
        self.raw.envelopes.iter().flat_map(|e| e.body.iter().chain(e.headers.iter().map(|(_, value)| value)))
    }

    /// Returns the rule of that id.
    pub(crate) fn rule(&self, id: &str) -> Option<&'static Rule> {
        self.rules.iter().copied().find(|rule| rule.id == id)
    }

    /// Returns the attributes of an error that are templates, taken apart.
    pub(crate) fn attribute_templates<'r>(&self, error: &Error<'r>) -> Vec<RawTemplate<'r>> {
        let is_template =
            |name: &str| self.raw.attribute(name).is_some_and(|of| of.type_text() == "template");
        let templates = error.attributes.iter().filter(|(name, _)| is_template(&name.value));
        templates
            .filter_map(|(_, value)| match &value.value {
                AttributeValue::Scalar(Scalar::Text(text)) => {
                    Some(RawTemplate::attribute(Text { value: text.clone(), span: value.span }))
                }
                _ => None,
            })
            .collect()
    }

    /// Returns what is served in the envelope of that name.
    pub(super) fn served(&self, envelope: &str) -> &Served<'a> {
        let served = self.served.get_or_init(|| {
            let mut served: HashMap<&str, Served<'a>> = HashMap::new();
            for error in &self.raw.errors {
                served.entry(self.raw.envelope_name(error)).or_default().add(error);
            }
            served
        });
        served.get(envelope).unwrap_or(&self.nobody)
    }

    /// Returns the parameters that a declared envelope shows.
    pub(super) fn shown_params(&self, envelope: &Named<Envelope>) -> &ShownParams<'a> {
        let shown = self.shown.get_or_init(|| {
            let envelopes = self.raw.envelopes.iter();
            envelopes.map(|envelope| (envelope.name.span, ShownParams::of(envelope))).collect()
        });
        &shown[&envelope.name.span]
    }

    /// Says `did you mean …?`, or what else to write.
    pub(crate) fn suggest<'n>(
        &self,
        typo: &str,
        names: impl Iterator<Item = &'n str> + Clone,
        otherwise: &str,
    ) -> String {
        suggest_within(&self.suggestions, typo, names, otherwise)
    }

    fn doubts(&self) -> &Doubts<'a> {
        self.doubts.get_or_init(|| {
            let (shape, raw) = (self.shape, self.raw);
            let mut doubts = Doubts {
                has_unknown_section: false,
                mistyped: shape.mistyped.iter().map(|mistyped| &*mistyped.entry.key.value).collect(),
                misplaced: raw.statuses.iter().map(|status| &*status.name.value).collect(),
                in_unknown_sections: HashSet::new(),
                with_unknown_tables: HashSet::new(),
            };
            for unknown in &shape.unknown {
                doubts.misplaced.extend(unknown.path.last().map(|table| &*table.value));
                match (&unknown.entry.value.kind, unknown.path.last()) {
                    (Kind::Table(section), None) => {
                        doubts
                            .in_unknown_sections
                            .extend(section.entries.iter().map(|entry| &*entry.key.value));
                    }
                    (Kind::Table(_), Some(name)) => drop(doubts.with_unknown_tables.insert(name.span)),
                    _ => {}
                }
                doubts.has_unknown_section |= unknown.path.is_empty();
            }
            doubts
        })
    }
}

impl<'a> Served<'a> {
    fn add(&mut self, error: &'a Named<'a, Error<'a>>) {
        let is_encoded = |text: &str| percent_encoded(text) != text;
        self.has_encoded_code = self.has_encoded_code || is_encoded(&error.wire_code());
        let category = error.category.as_ref();
        self.has_encoded_category =
            self.has_encoded_category || category.is_some_and(|category| is_encoded(&category.value));
        for param in &error.params {
            self.param_names.push(&param.name.value);
            let types = self.params.entry(&param.name.value).or_default();
            types.extend(param.ty.filter(|ty| !types.contains(ty)));
        }
        self.errors.push(error);
    }
}

impl<'a> ShownParams<'a> {
    fn of(envelope: &'a Envelope<'a>) -> Self {
        let nodes = || envelope.body.iter().chain(envelope.headers.iter().map(|(_, value)| value));
        let is_certain = nodes().next().is_some() && nodes().all(|node| node.parsed.is_ok());
        let mut shown = Self { is_certain, ..Self::default() };
        for node in nodes() {
            for (slot, range) in node.slots() {
                match slot {
                    Slot::Params | Slot::ParamsText => shown.has_all = true,
                    Slot::Param(name) => shown.by_name.entry(name).or_default().push((node, range)),
                    _ => {}
                }
            }
        }
        shown
    }
}
