//! Merges into JSON, by the spans of members.

use std::collections::{HashMap, HashSet};

use super::super::tree::Tree;
use super::super::tree::json_key;
use super::super::used::{self, Reference};
use super::conflict::{self, Conflicts, MergeConflict, MergeError, error, line_of};
use super::edit::{Edit, edited, line_end};
use super::keys::Keys;
use super::marks::MARK;
use super::ours::{Ours, is_marked, members, text, value};
use super::part::{Members, Part};
use crate::catalog::Catalog;
use crate::catalog::json::{self, JsonKind, Member, Value};

pub(super) fn merged(
    document: &str,
    parts: &[Part<'_>],
    catalog: &Catalog,
    by_operation: bool,
    adopts: bool,
) -> Result<String, MergeError> {
    let root = json::parse(document).map_err(|wrong| {
        let help = "correct the document first";
        error(line_of(document, wrong.range.start), format!("invalid JSON: {}", wrong.message), help)
    })?;
    let ours = Ours::new(&root, parts, &catalog.name, by_operation);
    let mut merger = Merger {
        ours: &ours,
        lines: document.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect(),
        line_end: line_end(document),
        unit: unit(document, &root),
        keys: HashMap::new(),
        adopts,
    };
    let (mut edits, mut sections) = (Vec::new(), Sections::default());
    let mut conflicts = Conflicts::default();
    for part in parts {
        let part = merger.part(&root, part, &mut sections, &mut conflicts);
        edits.extend(conflicts.noted(part).into_iter().flatten());
    }
    edits.extend(sections.all.iter().map(|section| merger.sections(section)));
    edits.extend(merger.stale(&root, &edits, &mut conflicts));
    conflicts.finish()?;
    let merged = edited(document, edits)?;
    super::verify::json(document, &merged, parts, &ours, adopts)?;
    Ok(merged)
}

/// Returns a component with the name of the catalog.
pub(super) fn marked<'a>(component: Tree<'a>, catalog: &'a Catalog) -> Tree<'a> {
    component.with(MARK, catalog.name.as_str())
}

/// Returns the components that the handwritten parts of the document reference.
pub(super) fn references(document: &str, catalog: &str) -> Vec<Reference> {
    fn walk(value: &Value, catalog: &str, found: &mut Vec<Reference>) {
        match &value.kind {
            JsonKind::String(text) => found.extend(used::references_in_text(text)),
            JsonKind::Array(items) => items.iter().for_each(|item| walk(item, catalog, found)),
            JsonKind::Object(_) if is_marked(value, catalog) => {}
            JsonKind::Object(members) => {
                members.iter().for_each(|member| walk(&member.value, catalog, found))
            }
            JsonKind::Literal(_) => {}
        }
    }
    let mut found = Vec::new();
    // The merge reports problems of the document.
    if let Ok(root) = json::parse(document) {
        walk(&root, catalog, &mut found);
    }
    found
}

/// The missing sections, with their names.
type Missing<'p, 'a> = Vec<(&'p str, &'p Members<'a>)>;

/// The missing sections. They are added to their object together, because it can be empty.
#[derive(Default)]
struct Sections<'v, 'p, 'a> {
    all: Vec<(&'v Value, usize, Missing<'p, 'a>)>,
    /// The index of each object, by its start.
    places: HashMap<usize, usize>,
}

impl<'v, 'p, 'a> Sections<'v, 'p, 'a> {
    fn add(&mut self, object: &'v Value, depth: usize, section: (&'p str, &'p Members<'a>)) {
        let place = *self.places.entry(object.range.start).or_insert(self.all.len());
        if place == self.all.len() {
            self.all.push((object, depth, Vec::new()));
        }
        self.all[place].2.push(section);
    }
}

/// The indentation unit of the document.
fn unit(document: &str, root: &Value) -> String {
    let before =
        members(root).first().map_or("", |first| &document[root.range.start + 1..first.key_range.start]);
    match before.rsplit_once('\n') {
        Some((_, blanks)) if !blanks.is_empty() => blanks.to_owned(),
        _ => "  ".to_owned(),
    }
}

struct Merger<'d> {
    ours: &'d Ours<'d>,
    /// The line ending of the document.
    lines: Vec<usize>,
    line_end: &'static str,
    unit: String,
    /// The keys of visited objects, by the start of the object.
    keys: HashMap<usize, Keys<'d>>,
    /// `true` if handwritten members are replaced.
    adopts: bool,
}

impl<'d> Merger<'d> {
    fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|end| *end < at) + 1
    }

    fn member(&mut self, object: &'d Value, key: &str) -> Option<&'d Member> {
        let members = members(object);
        let keys = self.keys.entry(object.range.start);
        let keys = keys.or_insert_with(|| Keys::new(members.iter().map(|member| member.key.as_str())));
        keys.position(key).map(|at| &members[at])
    }

    /// Adds the edits for a part. A missing section is collected with the others.
    fn part<'p, 'a>(
        &mut self,
        root: &'d Value,
        part: &'p Part<'a>,
        sections: &mut Sections<'d, 'p, 'a>,
        conflicts: &mut Conflicts,
    ) -> Result<Vec<Edit>, MergeConflict> {
        let mut place = root;
        for (depth, key) in part.path.iter().enumerate() {
            match self.member(place, key) {
                Some(found) => place = &found.value,
                None if part.members.is_empty() => return Ok(Vec::new()),
                None if depth > 0 && depth + 1 == part.path.len() => {
                    sections.add(place, depth, (key, &part.members));
                    return Ok(Vec::new());
                }
                None => return Err(conflict::nowhere(self.line(place.range.start), part, depth)),
            }
            if !matches!(place.kind, JsonKind::Object(_)) {
                let line = self.line(place.range.start);
                return Err(error(line, format!("`{key}` is not an object"), "write an object: `{}`"));
            }
        }
        Ok(self.edits(place, part, conflicts))
    }

    fn is_ours(&self, part: &Part<'_>, member: &Member) -> bool {
        match part.operation {
            None => is_marked(&member.value, self.ours.catalog),
            Some(_) => self.ours.is_reference(Some(&member.key), text(&member.value, "$ref")),
        }
    }

    /// Replaces the first generated or replaced member with the new members, and removes the others.
    fn edits(&self, object: &Value, part: &Part<'_>, conflicts: &mut Conflicts) -> Vec<Edit> {
        let names: HashSet<&str> = part.members.iter().map(|(name, _)| name.as_ref()).collect();
        let mut goes = Vec::new();
        for member in members(object) {
            let is_alike = names.contains(member.key.as_str());
            let is_ours = self.is_ours(part, member);
            if is_alike && !is_ours && !self.adopts {
                conflicts.0.push(conflict::clash(self.line(member.key_range.start), &member.key));
            }
            goes.push(is_ours || is_alike);
        }
        let (depth, text) = (part.path.len() + 1, || self.members_text(&part.members, part.path.len() + 1));
        match goes.iter().position(|goes| *goes) {
            Some(first) if !part.members.is_empty() => {
                let mut edits = removals(object, &goes, Some(first));
                let member = &members(object)[first];
                edits.push(Edit {
                    range: member.key_range.start..member.value.range.end,
                    column: 0,
                    text: text(),
                });
                edits
            }
            Some(_) => removals(object, &goes, None),
            None if part.members.is_empty() => Vec::new(),
            None => vec![self.insertion(object, depth, &text())],
        }
    }

    /// Adds members after those of an object at this depth.
    fn insertion(&self, object: &Value, depth: usize, text: &str) -> Edit {
        let line = |depth: usize| format!("{}{}", self.line_end, self.unit.repeat(depth));
        match members(object).last() {
            Some(last) => {
                let at = last.value.range.end;
                Edit { range: at..at, column: 0, text: format!(",{}{text}", line(depth)) }
            }
            None => Edit {
                range: object.range.start + 1..object.range.end - 1,
                column: 0,
                text: format!("{}{text}{}", line(depth), line(depth - 1)),
            },
        }
    }

    fn sections(&self, (object, depth, sections): &(&Value, usize, Missing<'_, '_>)) -> Edit {
        let depth = depth + 1;
        let mut text = String::new();
        for (at, (name, members)) in sections.iter().enumerate() {
            let line = format!("{}{}", self.line_end, self.unit.repeat(depth));
            text.push_str(if at == 0 { "" } else { "," });
            text.push_str(if at == 0 { "" } else { &line });
            json_key(name, &mut text);
            let inner = self.members_text(members, depth + 1);
            text.push_str(&format!("{{{line}{}{inner}{line}}}", self.unit));
        }
        self.insertion(object, depth, &text)
    }

    /// Removes broken references of operations that are no longer in the catalog.
    fn stale(&self, root: &Value, edits: &[Edit], conflicts: &mut Conflicts) -> Vec<Edit> {
        if self.ours.gone.is_empty() {
            return Vec::new();
        }
        let starts: HashSet<usize> = edits.iter().map(|edit| edit.range.start).collect();
        let paths = value(root, "paths").map(members).unwrap_or_default();
        let operations = paths.iter().flat_map(|path| members(&path.value));
        let mut found = Vec::new();
        for responses in operations.filter_map(|operation| value(&operation.value, "responses")) {
            let all = members(responses);
            // Replaced members are removed elsewhere.
            if all.iter().any(|member| starts.contains(&member.key_range.start)) {
                continue;
            }
            let stale = |member: &Member| {
                let name = self.ours.gone_target(Some(&member.key), text(&member.value, "$ref"))?.to_owned();
                Some((self.line(member.key_range.start), name))
            };
            if self.ours.by_operation {
                let goes: Vec<bool> = all.iter().map(|member| stale(member).is_some()).collect();
                found.extend(
                    goes.contains(&true).then(|| removals(responses, &goes, None)).into_iter().flatten(),
                );
            } else {
                conflicts.0.extend(all.iter().filter_map(stale).map(|(line, name)| {
                    let help = "remove the response, or reference another component";
                    error(
                        line,
                        format!("this response references `{name}`, which is no longer in the catalog"),
                        help,
                    )
                }));
            }
        }
        found
    }

    /// Returns the members, each on its own lines, without the indentation of the first.
    fn members_text(&self, members: &Members<'_>, depth: usize) -> String {
        let mut out = String::new();
        for (at, (name, value)) in members.iter().enumerate() {
            if at > 0 {
                out.push_str(&format!(",\n{}", self.unit.repeat(depth)));
            }
            value.json_member(name, depth, &self.unit, &mut out);
        }
        if self.line_end == "\n" { out } else { out.replace('\n', self.line_end) }
    }
}

/// Removes members, except the one that is replaced.
fn removals(object: &Value, goes: &[bool], replaced: Option<usize>) -> Vec<Edit> {
    let all = members(object);
    let removal = |range| Edit { range, column: 0, text: String::new() };
    let first_that_stays =
        replaced.into_iter().chain(goes.iter().position(|goes| !goes)).min().unwrap_or(usize::MAX);
    if first_that_stays == usize::MAX {
        return vec![removal(object.range.start + 1..object.range.end - 1)];
    }
    let removed = (0..all.len()).filter(|at| goes[*at] && Some(*at) != replaced);
    let ranges = removed.map(|at| match all.get(at + 1) {
        // With the comma before it, or with the comma after it if it precedes the first kept member.
        Some(after) if at < first_that_stays => all[at].key_range.start..after.key_range.start,
        _ => all[at.saturating_sub(1)].value.range.end..all[at].value.range.end,
    });
    ranges.map(removal).collect()
}
