//! The input of the rules, with cached lookups.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::catalog::envelope::Slot;
use crate::catalog::filter::percent_encoded;
use crate::catalog::interner::Interner;
use crate::catalog::nearest::Suggestions;
use crate::catalog::params::ParamType;
use crate::catalog::raw::{AttributeValue, Envelope, Error, Named, Raw, RawNode, RawTemplate, Scalar, Text};
use crate::catalog::shape::Shape;
use crate::catalog::suggest::suggest_within;
use crate::catalog::tree::{Table, TomlKind};
use crate::diagnostic::Rule;
use crate::source::{Sources, Span, StringCursor};

/// The input of the rules.
pub(crate) struct Facts<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) tree: &'a Table<'a>,
    pub(crate) shape: &'a Shape<'a>,
    pub(crate) raw: &'a Raw<'a>,
    /// Every rule.
    pub(crate) rules: &'static [&'static Rule],
    /// The budget for suggestions of all rules.
    pub(crate) suggestions: Suggestions,
    cursor: StringCursor,
    doubts: OnceCell<Doubts<'a>>,
    sections: OnceCell<Vec<(&'a str, Interner)>>,
    served: OnceCell<HashMap<&'a str, Served<'a>>>,
    nobody: Served<'a>,
    shown: OnceCell<HashMap<Span, ShownParams<'a>>>,
}

/// The errors of an envelope.
#[derive(Default)]
pub(super) struct Served<'a> {
    pub(super) errors: Vec<&'a Named<'a, Error<'a>>>,
    /// The names of parameters, in their order.
    pub(super) param_names: Vec<&'a str>,
    /// The types of the parameters of each name, each once.
    pub(super) params: HashMap<&'a str, Vec<ParamType>>,
    /// `true` if a wire code contains characters that are invalid in a URI.
    pub(super) has_encoded_code: bool,
    /// `true` if a category contains such characters.
    pub(super) has_encoded_category: bool,
}

/// The parameters in an envelope.
#[derive(Default)]
pub(super) struct ShownParams<'a> {
    /// `true` if the envelope is valid.
    pub(super) is_certain: bool,
    /// `true` if the envelope contains the object of all public parameters.
    pub(super) has_all: bool,
    /// The spans of parameters by name.
    pub(super) by_name: HashMap<&'a str, Vec<(&'a RawNode<'a>, Range<usize>)>>,
}

/// Names that can be declared under a misspelt key or section.
struct Doubts<'a> {
    /// `true` if a section is misspelt.
    has_unknown_section: bool,
    /// Keys whose values have the wrong type.
    mistyped: HashSet<&'a str>,
    /// Names of rows of `[status]`, and of tables with an unknown key.
    misplaced: HashSet<&'a str>,
    /// Names inside misspelt sections.
    in_unknown_sections: HashSet<&'a str>,
    /// Names of tables with an unknown table inside, by their spans.
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

    /// Returns the span of a part of a text, given in bytes of its value.
    pub(crate) fn part(&self, text: &Text, range: Range<usize>) -> Span {
        self.sources.part(text.span, range, &self.cursor)
    }

    /// Returns the span of a key in the table with this name in a section.
    pub(crate) fn key(&self, section: &str, name: &Text, key: &str) -> Option<Span> {
        let sections = self.sections.get_or_init(|| {
            let tables = self.tree.entries.iter().filter_map(|entry| Some((entry, entry.value.table()?)));
            let names = |table: &Table<'a>| Interner::of(table.entries.iter().map(|entry| &*entry.key.value));
            tables.map(|(entry, table)| (&*entry.key.value, names(table))).collect()
        });
        let (_, names) = sections.iter().find(|(known, _)| *known == section)?;
        let section = self.tree.get(section)?.value.table()?;
        let place = names.get(name.value.as_bytes())?;
        Some(section.entries[place].value.table()?.get(key)?.key.span)
    }

    /// Returns whether a name is possibly declared in a misspelt section, or as a value of the
    /// wrong type.
    pub(crate) fn may_be_declared(&self, section: &str, name: &str) -> bool {
        let doubts = self.doubts();
        doubts.has_unknown_section
            || doubts.mistyped.contains(section)
            || self.shape.broken.contains(&(section, name))
            // Without its header, a declaration is in the table above.
            || doubts.misplaced.contains(name)
    }

    /// Returns whether a part of an error is possibly under another name: under a misspelt key or
    /// section, or in a table that looks like another error.
    pub(crate) fn may_have_more(&self, error: &Text) -> bool {
        let doubts = self.doubts();
        let is_near = |part: &&&Text| self.suggestions.nearest(&part.value, [&*error.value]).is_some();
        doubts.in_unknown_sections.contains(&*error.value)
            || doubts.with_unknown_tables.contains(&error.span)
            || self.shape.split_names.iter().find(is_near).is_some()
    }

    /// Returns the envelope bodies and headers of the catalog.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = &RawNode<'_>> {
        self.raw.envelopes.iter().flat_map(|e| e.body.iter().chain(e.headers.iter().map(|(_, value)| value)))
    }

    /// Returns the rule with this id.
    pub(crate) fn rule(&self, id: &str) -> Option<&'static Rule> {
        self.rules.iter().copied().find(|rule| rule.id == id)
    }

    /// Returns the parsed templates of an error's attributes.
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

    /// Returns the errors of the envelope with this name.
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

    /// Returns the parameters in a declared envelope.
    pub(super) fn shown_params(&self, envelope: &Named<Envelope>) -> &ShownParams<'a> {
        let shown = self.shown.get_or_init(|| {
            let envelopes = self.raw.envelopes.iter();
            envelopes.map(|envelope| (envelope.name.span, ShownParams::of(envelope))).collect()
        });
        &shown[&envelope.name.span]
    }

    /// Returns `did you mean …?`, or another suggestion.
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
                    (TomlKind::Table(section), None) => {
                        doubts
                            .in_unknown_sections
                            .extend(section.entries.iter().map(|entry| &*entry.key.value));
                    }
                    (TomlKind::Table(_), Some(name)) => drop(doubts.with_unknown_tables.insert(name.span)),
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
