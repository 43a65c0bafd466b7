//! Checks the request of a marker: kind, options, columns, and names of the catalog.

use std::collections::{HashMap, HashSet};

use super::comment::{Asked, Comment, Item, Word};
use super::kinds::{KINDS, MarkerKind, Shows};
use super::marker::{GroupBy, MarkerRequest};
use crate::catalog::interner::Interner;
use crate::catalog::nearest::Suggestions;
use crate::catalog::suggest::suggest_within;
use crate::catalog::{Catalog, Error};
use crate::emit::table::{self, Cells, Chosen, Row, TableKind};
use crate::finding::{Finding, MarkerProblem};
use crate::source::Span;

/// Checks a request; `None` if a part is invalid, which is a finding.
pub(super) fn request(
    catalog: &Catalog,
    comment: &Comment,
    file: u32,
    suggestions: &Suggestions,
    findings: &mut Vec<Finding>,
) -> Option<MarkerRequest> {
    let known = || KINDS.iter().map(|kind| kind.name).collect();
    let whole = Span::new(file, comment.range.clone());
    let asked = comment.asked.as_ref()?;
    let Some(name) = &asked.kind else {
        findings.push(Finding::Marker { problem: MarkerProblem::NoKind { known: known() }, span: whole });
        return None;
    };
    let Some(kind) = KINDS.iter().find(|kind| kind.name == name.text) else {
        let problem = MarkerProblem::UnknownKind { kind: name.text.clone(), known: known() };
        findings.push(Finding::Marker { problem, span: Span::new(file, name.range.clone()) });
        return None;
    };
    let mut options = Options { catalog, kind, asked, whole, file, suggestions, findings: Vec::new() };
    options.known();
    let request = options.request().filter(|_| options.findings.is_empty());
    findings.append(&mut options.findings);
    request
}

struct Options<'a> {
    catalog: &'a Catalog,
    kind: &'static MarkerKind,
    asked: &'a Asked,
    /// The span of the marker.
    whole: Span,
    file: u32,
    suggestions: &'a Suggestions,
    findings: Vec<Finding>,
}

impl Options<'_> {
    fn report(&mut self, problem: MarkerProblem, word: &Word) {
        let span = Span::new(self.file, word.range.clone());
        self.findings.push(Finding::Marker { problem, span });
    }

    fn report_whole(&mut self, problem: MarkerProblem) {
        self.findings.push(Finding::Marker { problem, span: self.whole });
    }

    /// Reports unknown and duplicate options.
    fn known(&mut self) {
        let mut seen: HashSet<&str> = HashSet::new();
        for (name, _) in &self.asked.options {
            let option = name.text.clone();
            if !seen.insert(&name.text) {
                self.report(MarkerProblem::DuplicateOption { option }, name);
            } else if !self.kind.options.contains(&name.text.as_str()) {
                let MarkerKind { name: kind, options: known, .. } = *self.kind;
                self.report(MarkerProblem::UnknownOption { kind, option, known }, name);
            }
        }
    }

    fn items(&self, option: &str) -> Option<&[Item]> {
        self.asked.options.iter().find(|(name, _)| name.text == option).map(|(_, items)| items.as_slice())
    }

    /// Returns the values of an option, parsed by a function. Unknown values are reported, with a
    /// suggestion.
    fn values<T>(
        &mut self,
        option: &str,
        what: &str,
        names: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items = self.items(option)?.to_vec();
        let mut values = Vec::new();
        for Item { word, .. } in &items {
            match read(&word.text) {
                Some(value) => values.push(value),
                None => {
                    let suggestion =
                        suggest_within(self.suggestions, &word.text, names.iter().copied(), "remove it");
                    let (what, value) = (what.to_owned(), word.text.clone());
                    self.report(MarkerProblem::UnknownValue { what, value, suggestion }, word);
                }
            }
        }
        Some(values)
    }

    /// Returns the single value of an option.
    fn value<T>(
        &mut self,
        option: &str,
        what: &str,
        names: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if let Some([_, second, ..]) = self.items(option) {
            let second = second.word.clone();
            self.report(MarkerProblem::SeveralValues { option: option.to_owned() }, &second);
        }
        self.values(option, what, names, read).and_then(|values| values.into_iter().next())
    }

    fn request(&mut self) -> Option<MarkerRequest> {
        match self.kind.shows {
            Shows::Errors(kind) => self.errors(kind),
            Shows::Statuses(kind) => self.statuses(kind),
            Shows::Fields(kind) => {
                let envelope = self.envelope()?;
                let rows = (kind.rows)(self.catalog).into_iter().filter(|row| row.0 == envelope).collect();
                self.table(kind, rows)
            }
            Shows::Whole(kind) => self.table(kind, (kind.rows)(self.catalog)),
            Shows::Envelope => self.envelope().map(MarkerRequest::Envelope),
            Shows::Example => self.error().map(MarkerRequest::Example),
            Shows::Error => {
                let level = self.level();
                self.error().map(|error| MarkerRequest::Error { error, level })
            }
        }
    }

    fn table(&mut self, kind: &'static TableKind, rows: Vec<Row>) -> Option<MarkerRequest> {
        let columns = self.columns(kind);
        self.not_empty(&rows).then_some(MarkerRequest::Table { kind, rows, columns })
    }

    /// Reports an empty marker, unless another problem can be the cause.
    fn not_empty(&mut self, rows: &[Row]) -> bool {
        if rows.is_empty() && self.findings.is_empty() {
            let is_filter = |name: &str| !["columns", "group", "level"].contains(&name);
            let kind = self.kind.name;
            self.report_whole(match self.asked.options.iter().any(|(name, _)| is_filter(&name.text)) {
                true => MarkerProblem::NothingFits { kind },
                false => MarkerProblem::NothingToShow { kind },
            });
        }
        !rows.is_empty()
    }

    fn errors(&mut self, kind: &'static TableKind) -> Option<MarkerRequest> {
        let catalog = self.catalog;
        let categories: Vec<&str> = catalog.categories.iter().map(|c| c.name.as_str()).collect();
        let places = Interner::of(categories.iter().copied());
        let category = self.values("category", "category", &categories, |name| places.get(name.as_bytes()));
        let category: Option<HashSet<usize>> = category.map(|places| places.into_iter().collect());
        let operations: Vec<&str> = catalog.operations.iter().map(|o| o.name.as_str()).collect();
        let places = Interner::of(operations.iter().copied());
        let operation =
            self.values("operation", "operation", &operations, |name| places.get(name.as_bytes()));
        let operation: Option<HashSet<usize>> = operation.map(|places| {
            places.into_iter().flat_map(|place| catalog.operations[place].errors.iter().copied()).collect()
        });
        let tags: Vec<&str> =
            catalog.errors.iter().flat_map(|error| &error.tags).map(String::as_str).collect();
        let known: HashSet<&str> = tags.iter().copied().collect();
        let tag = self.values("tag", "tag", &tags, |name| known.contains(name).then(|| name.to_owned()));
        let tag: Option<HashSet<String>> = tag.map(|tags| tags.into_iter().collect());
        let codes: Option<HashSet<usize>> = self.codes().map(|codes| codes.into_iter().flatten().collect());
        let (status, retryable) = (self.status(), self.retryable());
        let is_retryable = |error: &Error| error.retry.map(|retry| catalog.retries[retry].is_retryable());
        let fits = |row: &Row| {
            let error = &catalog.errors[row.0];
            category.as_ref().is_none_or(|c| error.category.is_some_and(|category| c.contains(&category)))
                && operation.as_ref().is_none_or(|errors| errors.contains(&row.0))
                && tag.as_ref().is_none_or(|tags| error.tags.iter().any(|tag| tags.contains(tag)))
                && codes.as_ref().is_none_or(|codes| codes.contains(&row.0))
                && status.as_ref().is_none_or(|s| error.status.is_some_and(|status| contains(s, status)))
                && retryable.is_none_or(|asked| is_retryable(error) == Some(asked))
        };
        let rows: Vec<Row> = (kind.rows)(catalog).into_iter().filter(fits).collect();
        let by = self.value("group", "grouping", &["category", "status"], |by| match by {
            "category" => Some(GroupBy::Category),
            "status" => Some(GroupBy::Status),
            _ => None,
        });
        let level = self.level();
        let Some(by) = by else { return self.table(kind, rows) };
        let columns = self.columns(kind);
        self.not_empty(&rows).then_some(MarkerRequest::Groups { kind, rows, columns, by, level })
    }

    fn statuses(&mut self, kind: &'static TableKind) -> Option<MarkerRequest> {
        let (status, retryable) = (self.status(), self.retryable());
        let catalog = self.catalog;
        let fits = |row: &Row| {
            let documented = &catalog.statuses[row.0];
            let is_retryable = documented.retry.map(|retry| catalog.retries[retry].is_retryable());
            status.as_ref().is_none_or(|s| {
                s.iter().any(|asked| {
                    asked.contains(documented.statuses.start()) && asked.contains(documented.statuses.end())
                })
            }) && retryable.is_none_or(|asked| is_retryable == Some(asked))
        };
        self.table(kind, (kind.rows)(catalog).into_iter().filter(fits).collect())
    }

    /// Parses `404`, or a class of statuses, `4xx`.
    fn status(&mut self) -> Option<Vec<std::ops::RangeInclusive<u16>>> {
        let single = self.catalog.statuses.iter().filter(|status| status.statuses.len() == 1);
        let documented = single.map(|status| *status.statuses.start());
        let used = table::public(self.catalog).filter_map(|i| self.catalog.errors[i].status);
        let all: std::collections::BTreeSet<u16> = documented.chain(used).collect();
        let names: Vec<String> = all.iter().map(u16::to_string).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.values("status", "status", &names, |text| {
            let class = text.strip_suffix("xx").and_then(|class| class.parse::<u16>().ok());
            let range = match class.filter(|class| (1..=9).contains(class)) {
                Some(class) => class * 100..=class * 100 + 99,
                None => text.parse().ok().map(|status| status..=status)?,
            };
            let is_documented = || self.catalog.statuses.iter().any(|row| row.statuses == range);
            (all.iter().any(|status| range.contains(status)) || is_documented()).then_some(range)
        })
    }

    fn retryable(&mut self) -> Option<bool> {
        self.value("retryable", "value", &["yes", "no"], |text| match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        })
    }

    fn level(&mut self) -> u8 {
        self.value("level", "heading level", &["1 to 6"], |text| {
            text.parse().ok().filter(|l| (1..=6).contains(l))
        })
        .unwrap_or(3)
    }

    /// Returns the public errors of each code. A key is also accepted.
    fn codes(&mut self) -> Option<Vec<Vec<usize>>> {
        let catalog = self.catalog;
        let public: Vec<&Error> = table::public(catalog).map(|i| &catalog.errors[i]).collect();
        let names: Vec<&str> = public.iter().map(|error| error.name.as_str()).collect();
        let (mut by_name, mut by_code) = (HashMap::new(), HashMap::<String, Vec<usize>>::new());
        for error in &public {
            by_name.insert(error.name.as_str(), error.place);
            by_code.entry(error.code.text()).or_default().push(error.place);
        }
        self.values("code", "code", &names, |text| match by_name.get(text) {
            Some(place) => Some(vec![*place]),
            None => by_code.get(text).cloned(),
        })
    }

    /// Returns the error of a marker for a single error.
    fn error(&mut self) -> Option<usize> {
        if self.items("code").is_none() {
            let name =
                table::public(self.catalog).next().map_or("CODE", |i| self.catalog.errors[i].name.as_str());
            self.report_whole(MarkerProblem::NoCode { kind: self.kind.name, example: name.to_owned() });
        }
        self.codes()?.into_iter().flatten().next()
    }

    /// Returns the envelope with the given name, or else the first envelope of public errors.
    fn envelope(&mut self) -> Option<usize> {
        let catalog = self.catalog;
        let shown: Vec<usize> = table::envelopes(catalog).collect();
        let names: Vec<&str> = shown.iter().map(|i| catalog.envelopes[*i].name.as_str()).collect();
        if self.items("name").is_none() {
            return shown.first().copied();
        }
        self.value("name", "envelope", &names, |name| {
            shown.iter().copied().find(|i| catalog.envelopes[*i].name == name)
        })
    }

    /// Returns the selected columns, with their titles.
    fn columns(&mut self, kind: &'static TableKind) -> Option<Vec<Chosen>> {
        let items = self.items("columns")?.to_vec();
        let catalog = self.catalog;
        let of_errors = std::ptr::eq(kind, &table::CODES);
        let attributes: Vec<String> = catalog
            .attributes
            .iter()
            .filter(|_| of_errors)
            .map(|a| format!("attributes.{}", a.name))
            .collect();
        let mut chosen = Vec::new();
        for Item { word, colon } in &items {
            let name = &word.text[..colon.unwrap_or(word.text.len())];
            let column = kind.column(name).map(|column| (Cells::Column(column), column.title));
            let attribute = || {
                let i = attributes.iter().position(|attribute| attribute == name)?;
                Some((Cells::Attribute(i), catalog.attributes[i].name.as_str()))
            };
            let Some((cells, title)) = column.or_else(attribute) else {
                let known = kind
                    .columns
                    .iter()
                    .map(|column| column.name)
                    .chain(attributes.iter().map(String::as_str));
                let suggestion = suggest_within(self.suggestions, name, known, "remove it");
                let column = name.to_owned();
                self.report(MarkerProblem::UnknownColumn { kind: self.kind.name, column, suggestion }, word);
                continue;
            };
            let title = colon.map_or(title, |colon| &word.text[colon + 1..]);
            chosen.push(Chosen { title: title.to_owned(), cells });
        }
        Some(chosen)
    }
}

fn contains(ranges: &[std::ops::RangeInclusive<u16>], status: u16) -> bool {
    ranges.iter().any(|range| range.contains(&status))
}
