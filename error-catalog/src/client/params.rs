//! Finds the parameters of a known error.

use std::borrow::Cow;

use super::fields::ErrorFields;
use super::pattern::{Capture, Pattern, SegmentChoice, slice};
use super::raw_value::RawValue;
use super::state::DecodeState;
use super::values::{self, LINEAR_SEARCH_LIMIT};
use crate::definition::{AttributeValue, Definition, Header, ParamDefinition, Template};
use crate::envelope::Slot;
use crate::json::Reader;
use crate::small_list::SmallList;
use crate::value::Value;

/// A parameter that was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReceivedParam<'a> {
    /// The index in [`Definition::params`].
    pub(super) slot: usize,
    pub(super) value: Value<'a>,
}

impl ReceivedParam<'_> {
    /// Returns the same parameter, borrowing nothing from the response.
    pub(super) fn into_owned(self) -> ReceivedParam<'static> {
        ReceivedParam { slot: self.slot, value: self.value.into_owned() }
    }
}

/// Finds the parameters of one error in a response.
pub(super) struct ParamFinder<'a, 'i> {
    definition: Definition,
    found: SmallList<ReceivedParam<'a>>,
    /// The parameters of an error with more than [`LINEAR_SEARCH_LIMIT`].
    table: Vec<ParamEntry>,
    state: &'i mut DecodeState,
}

/// A declared parameter.
struct ParamEntry {
    param: ParamDefinition,
    is_found: bool,
}

/// The form of an object of parameters.
#[derive(Clone, Copy, PartialEq)]
enum ParamsForm {
    /// Every value as JSON of its type.
    Typed,
    /// Every value as a string.
    Text,
}

impl<'a, 'i> ParamFinder<'a, 'i> {
    pub(super) fn new(definition: Definition, state: &'i mut DecodeState) -> Self {
        let params = definition.params();
        let entry = |param| ParamEntry { param, is_found: false };
        let table = if params.len() > LINEAR_SEARCH_LIMIT { params.map(entry).collect() } else { Vec::new() };
        Self { definition, found: SmallList::default(), table, state }
    }

    /// Finds the parameters in the order of certainty: values, attributes, headers, message.
    pub(super) fn find(
        mut self,
        fields: &ErrorFields<'a>,
        headers: impl Iterator<Item = (Header, &'a str)>,
    ) -> SmallList<ReceivedParam<'a>> {
        self.read_values(fields);
        for (slot, raw) in fields.values.iter() {
            if let Slot::Attribute(name) = slot {
                self.read_attribute(name, raw.clone());
            }
        }
        for (header, value) in headers {
            self.read_text(header.value, value.into());
        }
        if let Some(message) = &fields.message {
            self.read_text(self.definition.message(), message.clone());
        }
        self.found
    }

    /// Finds the parameters that the body shows by their names, without parsing any text of the error.
    pub(super) fn find_by_name(mut self, fields: &ErrorFields<'a>) -> SmallList<ReceivedParam<'a>> {
        self.read_values(fields);
        self.found
    }

    fn read_values(&mut self, fields: &ErrorFields<'a>) {
        if let Some(object) = fields.params {
            self.read_object(object, ParamsForm::Typed);
        }
        if let Some(object) = fields.params_text {
            self.read_object(object, ParamsForm::Text);
        }
        for (slot, raw) in fields.values.iter() {
            if let Slot::Param(name) = slot {
                self.read_value(name, raw.clone());
            }
        }
    }

    fn is_found(&self, slot: usize) -> bool {
        match self.table.get(slot) {
            Some(entry) => entry.is_found,
            None => self.found.iter().any(|found| found.slot == slot),
        }
    }

    fn param(&self, slot: usize) -> Option<ParamDefinition> {
        match self.table.get(slot) {
            Some(entry) => Some(entry.param),
            None => self.definition.params().nth(slot),
        }
    }

    fn add(&mut self, slot: usize, value: Value<'a>) {
        if let Some(entry) = self.table.get_mut(slot) {
            entry.is_found = true;
        }
        self.found.push(ReceivedParam { slot, value });
    }

    /// Finds a public parameter, unless its value is found already: of several values, the first counts.
    fn find_missing(&self, is_match: impl Fn(ParamDefinition) -> bool) -> Option<(usize, ParamDefinition)> {
        let mut params = self.definition.params().enumerate();
        let found = params.find(|(_, param)| !param.is_internal() && is_match(*param));
        found.filter(|(slot, _)| !self.is_found(*slot))
    }

    /// Reads the value of the parameter with this name.
    fn read_value(&mut self, name: &str, raw: RawValue<'a>) {
        let Some((slot, param)) = self.find_missing(|param| param.name() == name) else { return };
        let json = if let RawValue::Json(json) = raw { Some(json) } else { None };
        match (values::parse(param, raw, self.state), json) {
            (Some(value), _) => self.add(slot, value),
            (None, Some(json)) => self.state.record_mismatch(json, None),
            (None, None) => {}
        }
    }

    /// Reads an object of parameters by their wire names.
    fn read_object(&mut self, object: &'a str, form: ParamsForm) {
        // The walk has checked the JSON, so reading does not stop before the end.
        let _ = Reader::new(object).object(|key, json| {
            let missing = self.find_missing(|param| param.in_detail() && param.wire_name() == key);
            let Some((slot, param)) = missing else { return json.skip() };
            let before = *json;
            if let Some(value) = self.parse_member(param, json, form) {
                self.add(slot, value);
                return Some(());
            }
            *json = before;
            let first = json.peek()?;
            json.skip()?;
            // A list as one text has the right type, but its items cannot be separated.
            if form == ParamsForm::Typed || first != b'"' {
                self.state.record_mismatch(object, Some(param.wire_name()));
            }
            Some(())
        });
    }

    fn parse_member(
        &mut self,
        param: ParamDefinition,
        json: &mut Reader<'a>,
        form: ParamsForm,
    ) -> Option<Value<'a>> {
        match form {
            ParamsForm::Typed => values::parse_next(param, json, self.state),
            ParamsForm::Text => values::parse(param, RawValue::Text(json.string()?), self.state),
        }
    }

    fn read_attribute(&mut self, name: &str, raw: RawValue<'a>) {
        if let Some(AttributeValue::Template(template)) = self.definition.attribute(name)
            && let Some(text) = raw.into_text()
        {
            self.read_text(template, text);
        }
    }

    /// Reads the missing values from a text, where they are certain. Each round fills in the values found so far, which
    /// can make others certain.
    fn read_text(&mut self, template: Template, text: Cow<'a, str>) {
        while template.tail().any(|(slot, _)| self.is_missing(slot)) {
            let known = |slot| {
                self.found.iter().find(|found| found.slot == slot).map(|found| found.value.to_string())
            };
            let captures = self.captures(template, &text, known);
            // The text can spell a value in another way than its JSON.
            let captures = captures.or_else(|| self.captures(template, &text, |_| None));
            let Some(captures) = captures else { return };
            let mut is_progress = false;
            for capture in captures {
                if let Some(range) = capture.certain_range()
                    && self.is_missing(capture.index)
                    && let Some(value) = capture.encoding.read(slice(&text, range))
                {
                    is_progress |= self.read_capture(capture.index, value).is_some();
                }
            }
            if !is_progress {
                return;
            }
        }
    }

    /// Captures the values in a text. If several choices of optional segments match, keeps the values that are the same
    /// in all of them.
    fn captures(
        &self,
        template: Template,
        text: &str,
        known: impl Fn(usize) -> Option<String>,
    ) -> Option<SmallList<Capture>> {
        let mut common: Option<SmallList<Capture>> = None;
        let choices = SegmentChoice::all(template);
        for choice in choices.filter(|choice| !choice.contradicts(|slot| self.is_found(slot))) {
            let Some(captures) = Pattern::from_template(template, choice, &known).captures(text) else {
                continue;
            };
            if choice.has_alternatives() && !values::are_plausible(self.definition, &captures, text) {
                continue;
            }
            common = Some(match common {
                None => captures,
                Some(common) => {
                    common.into_iter().filter(|capture| has_same_capture(&captures, capture)).collect()
                }
            });
        }
        common
    }

    fn is_missing(&self, slot: usize) -> bool {
        let is_public = || self.param(slot).is_some_and(|param| !param.is_internal());
        !self.is_found(slot) && is_public()
    }

    fn read_capture(&mut self, slot: usize, text: Cow<'a, str>) -> Option<()> {
        let param = self.param(slot)?;
        let value = values::parse(param, RawValue::Text(text), self.state)?;
        self.add(slot, value);
        Some(())
    }
}

fn has_same_capture(captures: &SmallList<Capture>, capture: &Capture) -> bool {
    let is_same =
        |other: &Capture| other.index == capture.index && other.certain_range() == capture.certain_range();
    captures.iter().any(is_same)
}
