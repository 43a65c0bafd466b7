//! The parameters of an error that is known.

use std::borrow::Cow;
use std::ops::Range;

use super::identify::can_be;
use super::shown::{Items, Raw, Shown};
use super::unformat::{Field, Pattern, Reading};
use super::values;
use crate::envelope::Slot;
use crate::few::Few;
use crate::json::Reader;
use crate::{AttributeValue, Definition, Header, ParamDefinition, Template, Value};

/// A part of a text, borrowed where the text is.
pub(super) fn part<'a>(text: &Cow<'a, str>, range: Range<usize>) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
        Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
    }
}

/// The values that were found, each with its slot.
pub(super) struct Params<'a, 'i> {
    definition: Definition,
    found: Few<(usize, Value<'a>)>,
    /// The parameters of an error with more than [`FEW`], each with whether its value is known: looking through a list for each
    /// of them would take quadratic time.
    many: Vec<(ParamDefinition, bool)>,
    items: &'i mut Items,
}

/// As many parameters or fields are looked through in a list.
pub(super) const FEW: usize = 16;

impl<'a, 'i> Params<'a, 'i> {
    pub(super) fn new(definition: Definition, items: &'i mut Items) -> Self {
        let params = definition.params();
        let many = if params.len() > FEW { params.map(|param| (param, false)).collect() } else { Vec::new() };
        Self { definition, found: Few::default(), many, items }
    }

    /// All that can be found, the surest first.
    pub(super) fn find(
        mut self,
        shown: &Shown<'a>,
        headers: impl Iterator<Item = (Header, &'a str)>,
    ) -> Few<(usize, Value<'a>)> {
        self.read_values(shown);
        for (slot, raw) in shown.values.iter() {
            if let Slot::Attribute(name) = slot {
                self.read_attribute(name, raw.clone());
            }
        }
        for (header, value) in headers {
            self.read_text(header.value, value.into());
        }
        if let Some(message) = &shown.message {
            self.read_text(self.definition.message(), message.clone());
        }
        self.found
    }

    /// The values that the body shows as such, by their names: no text of the error's own is read.
    pub(super) fn find_outside_of_texts(mut self, shown: &Shown<'a>) -> Few<(usize, Value<'a>)> {
        self.read_values(shown);
        self.found
    }

    fn read_values(&mut self, shown: &Shown<'a>) {
        if let Some(object) = shown.params {
            self.read_object(object, false, values::read);
        }
        if let Some(object) = shown.params_text {
            self.read_object(object, true, |param, json, items| {
                values::typed(param, Raw::Text(json.string()?), items)
            });
        }
        for (slot, raw) in shown.values.iter() {
            if let Slot::Param(name) = slot {
                self.take(|param| param.name() == *name, raw.clone());
            }
        }
    }

    fn has(&self, slot: usize) -> bool {
        match self.many.get(slot) {
            Some((_, is_known)) => *is_known,
            None => self.found.iter().any(|(known, _)| *known == slot),
        }
    }

    fn param(&self, slot: usize) -> Option<ParamDefinition> {
        match self.many.get(slot) {
            Some((param, _)) => Some(*param),
            None => self.definition.params().nth(slot),
        }
    }

    fn add(&mut self, slot: usize, value: Value<'a>) {
        if let Some((_, is_known)) = self.many.get_mut(slot) {
            *is_known = true;
        }
        self.found.push((slot, value));
    }

    /// Takes a value of the parameter that is meant, unless there is one already. Of several, the first counts.
    fn take(&mut self, is_meant: impl Fn(ParamDefinition) -> bool, raw: Raw<'a>) -> Option<()> {
        let (slot, param) = self.wanted(is_meant)?;
        let json = if let Raw::Json(json) = raw { Some(json) } else { None };
        let value = values::typed(param, raw, self.items);
        if let (None, Some(json)) = (&value, json) {
            self.items.misfit(json, None);
        }
        self.add(slot, value?);
        Some(())
    }

    /// The parameter that is meant, unless its value is known.
    fn wanted(&self, is_meant: impl Fn(ParamDefinition) -> bool) -> Option<(usize, ParamDefinition)> {
        let mut params = self.definition.params().enumerate();
        let found = params.find(|(_, param)| !param.is_internal() && is_meant(*param));
        found.filter(|(slot, _)| !self.has(*slot))
    }

    fn read_object(
        &mut self,
        object: &'a str,
        is_text: bool,
        read: impl Fn(ParamDefinition, &mut Reader<'a>, &mut Items) -> Option<Value<'a>>,
    ) {
        // What was read before a mistake stays; there is none, since the body was checked.
        let _ = Reader::new(object).object(|key, json| {
            let before = *json;
            let wanted = self.wanted(|param| param.in_detail() && param.wire_name() == key);
            let value = wanted.and_then(|(slot, param)| Some((slot, read(param, json, self.items)?)));
            match value {
                Some((slot, value)) => self.add(slot, value),
                None => {
                    *json = before;
                    let first = json.peek()?;
                    json.skip()?;
                    // Of a list as one text nothing tells where its items end: its type is right.
                    if let Some((_, param)) = wanted
                        && !(is_text && first == b'"')
                    {
                        self.items.misfit(object, Some(param.wire_name()));
                    }
                }
            }
            Some(())
        });
    }

    fn read_attribute(&mut self, name: &str, raw: Raw<'a>) {
        if let Some(AttributeValue::Template(template)) = self.definition.attribute(name)
            && let Some(text) = raw.into_text()
        {
            self.read_text(template, text);
        }
    }

    /// Reads the values that are not known yet off a text, as far as there is one reading. Each round puts in what is known:
    /// a value that is found in one place shows where others begin.
    fn read_text(&mut self, template: Template, text: Cow<'a, str>) {
        while template.tail().any(|(slot, _)| self.is_wanted(slot)) {
            let known = |slot| {
                self.found.iter().find(|(known, _)| *known == slot).map(|(_, value)| value.to_string())
            };
            let fields = self.fields(template, &text, known);
            // A value may be written in another way than its JSON is.
            let Some(fields) = fields.or_else(|| self.fields(template, &text, |_| None)) else { return };
            let mut is_progress = false;
            for field in fields {
                if let Some(range) = field.range()
                    && self.is_wanted(field.index)
                    && let Some(value) = field.encoding.read(part(&text, range))
                {
                    is_progress |= self.take_at(field.index, value).is_some();
                }
            }
            if !is_progress {
                return;
            }
        }
    }

    /// The values' places in a text. Of several readings that fit, with and without optional segments, the values that are
    /// the same in all of them.
    fn fields(
        &self,
        template: Template,
        text: &str,
        known: impl Fn(usize) -> Option<String>,
    ) -> Option<Few<Field>> {
        let mut found: Option<Few<Field>> = None;
        for reading in Reading::all(template).filter(|reading| !reading.contradicts(|slot| self.has(slot))) {
            let fields = Pattern::of_template(template, reading, &known).split(text);
            let can_be = |fields: &Few<Field>| !reading.has_others() || can_be(self.definition, fields, text);
            let Some(fields) = fields.filter(can_be) else { continue };
            found = Some(match found {
                None => fields,
                Some(others) => others.into_iter().filter(|other| is_among(other, &fields)).collect(),
            });
        }
        found
    }

    fn is_wanted(&self, slot: usize) -> bool {
        let is_public = || self.param(slot).is_some_and(|param| !param.is_internal());
        !self.has(slot) && is_public()
    }

    fn take_at(&mut self, slot: usize, text: Cow<'a, str>) -> Option<()> {
        let param = self.param(slot)?;
        let value = values::typed(param, Raw::Text(text), self.items)?;
        self.add(slot, value);
        Some(())
    }
}

/// Returns whether another reading has the same value in the same place.
fn is_among(field: &Field, others: &Few<Field>) -> bool {
    others.iter().any(|other| other.index == field.index && other.range() == field.range())
}
