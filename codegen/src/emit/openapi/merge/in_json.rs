//! JSON: members by their spans.

use std::collections::HashSet;
use std::ops::Range;

use super::super::used::{self, Reference};
use super::{Conflicts, Edit, MergeConflict, MergeError, Part, Tree, edited, error, line_of};
use crate::catalog::json::{self, Kind, Member, Value};

/// What a member of ours carries.
const MARK: &str = "x-error-catalog";

pub(super) fn merged(
    document: &str,
    parts: Vec<Part<'_>>,
    catalog: &str,
    adopts: bool,
) -> Result<String, MergeError> {
    let root = json::parse(document).map_err(|wrong| {
        let help = "mend it first: nothing is put into what is not JSON";
        error(line_of(document, wrong.range.start), format!("this is no JSON: {}", wrong.message), help)
    })?;
    let mut names: HashSet<String> =
        parts.iter().flat_map(|part| &part.members).map(|(name, _)| name.to_string()).collect();
    names.extend(marked(&root, catalog));
    let merger = Merger { document, catalog, names, unit: unit(document, &root), adopts };
    let (mut edits, mut sections) = (Vec::new(), Vec::new());
    let mut conflicts = Conflicts::default();
    for part in parts {
        let part = merger.part(&root, part, &mut sections, &mut conflicts);
        edits.extend(conflicts.noted(part).into_iter().flatten());
    }
    for Section { object, part } in sections {
        edits.extend(merger.insertion(object, &part));
    }
    conflicts.finish()?;
    Ok(edited(document, edits))
}

/// The components that the document refers to outside of the catalog's.
pub(super) fn references(document: &str, catalog: &str) -> Vec<Reference> {
    fn walk(value: &Value, catalog: &str, found: &mut Vec<Reference>) {
        match &value.kind {
            Kind::String(text) => found.extend(used::references_in_text(text)),
            Kind::Array(items) => items.iter().for_each(|item| walk(item, catalog, found)),
            Kind::Object(_) if is_marked(value, catalog) => {}
            Kind::Object(members) => members.iter().for_each(|member| walk(&member.value, catalog, found)),
            Kind::Literal(_) => {}
        }
    }
    let mut found = Vec::new();
    // What is wrong with the document is said when it is merged.
    if let Ok(root) = json::parse(document) {
        walk(&root, catalog, &mut found);
    }
    found
}

/// Sections that are not there yet: they are put into their object together, since that may be empty.
struct Section<'v, 'a> {
    object: &'v Value,
    part: Part<'a>,
}

/// The names of the components that an earlier run put there.
fn marked<'v>(root: &'v Value, catalog: &'v str) -> impl Iterator<Item = String> + 'v {
    let sections =
        member(root, "components").map(|components| members(&components.value)).unwrap_or_default();
    let all = sections.iter().flat_map(|section| members(&section.value));
    all.filter(move |member| is_marked(&member.value, catalog)).map(|member| member.key.clone())
}

fn members(value: &Value) -> &[Member] {
    match &value.kind {
        Kind::Object(members) => members,
        _ => &[],
    }
}

fn member<'v>(value: &'v Value, key: &str) -> Option<&'v Member> {
    let members = members(value);
    super::position(members.iter().map(|member| member.key.as_str()), key).map(|at| &members[at])
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    match &members(value).iter().find(|member| member.key == key)?.value.kind {
        Kind::String(text) => Some(text),
        _ => None,
    }
}

fn is_marked(value: &Value, catalog: &str) -> bool {
    text(value, MARK) == Some(catalog)
}

/// What the document indents by.
fn unit(document: &str, root: &Value) -> String {
    let before =
        members(root).first().map_or("", |first| &document[root.range.start + 1..first.key_range.start]);
    match before.rsplit_once('\n') {
        Some((_, blanks)) if !blanks.is_empty() => blanks.to_owned(),
        _ => "  ".to_owned(),
    }
}

fn removal(range: Range<usize>) -> Edit {
    Edit { range, column: 0, text: String::new() }
}

struct Merger<'d> {
    document: &'d str,
    catalog: &'d str,
    /// The names of our components, now and before.
    names: HashSet<String>,
    unit: String,
    /// `true` if members of the document's own give way.
    adopts: bool,
}

impl Merger<'_> {
    /// What is to be done for a part; a section that is not there yet joins the others.
    fn part<'v, 'a>(
        &self,
        root: &'v Value,
        part: Part<'a>,
        sections: &mut Vec<Section<'v, 'a>>,
        conflicts: &mut Conflicts,
    ) -> Result<Vec<Edit>, MergeConflict> {
        let mut place = root;
        for (depth, key) in part.path.iter().enumerate() {
            match member(place, key) {
                Some(found) => place = &found.value,
                None if part.members.is_empty() => return Ok(Vec::new()),
                None if depth > 0 && depth + 1 == part.path.len() => {
                    let members =
                        part.members.into_iter().map(|(name, value)| (name, self.marked(value, depth)));
                    let section = (key.clone().into(), Tree::of(members));
                    let path = &part.path[..depth];
                    match sections.iter_mut().find(|known| known.part.path == path) {
                        Some(known) => known.part.members.push(section),
                        None => sections.push(Section {
                            object: place,
                            part: Part { path: path.to_vec(), operation: None, members: vec![section] },
                        }),
                    }
                    return Ok(Vec::new());
                }
                None => {
                    let line = line_of(self.document, place.range.start);
                    return Err(super::nowhere(line, &part, depth));
                }
            }
            if !matches!(place.kind, Kind::Object(_)) {
                let line = line_of(self.document, place.range.start);
                return Err(error(line, format!("`{key}` is no object"), "write an object there: `{}`"));
            }
        }
        let depth = part.path.len() - 1;
        let members = part.members.into_iter().map(|(name, value)| (name, self.marked(value, depth)));
        let part = Part { members: members.collect(), path: part.path, operation: part.operation };
        Ok(self.edits(place, &part, conflicts))
    }

    /// A component with our mark; a reference of an operation has none.
    fn marked<'a>(&self, value: Tree<'a>, depth: usize) -> Tree<'a> {
        if depth == 1 { value.with(MARK, self.catalog.to_owned()) } else { value }
    }

    fn is_ours(&self, member: &Member) -> bool {
        let target =
            text(&member.value, "$ref").and_then(|target| target.strip_prefix("#/components/responses/"));
        is_marked(&member.value, self.catalog) || target.is_some_and(|name| self.names.contains(name))
    }

    /// Ours take the place of the first of those that an earlier run put there, or that give way; the others go.
    fn edits(&self, object: &Value, part: &Part, conflicts: &mut Conflicts) -> Vec<Edit> {
        let all = members(object);
        let mut goes = Vec::new();
        for member in all {
            let is_alike = part.members.iter().any(|(name, _)| *name == member.key);
            let is_ours = self.is_ours(member);
            if is_alike && !is_ours && !self.adopts {
                let line = line_of(self.document, member.key_range.start);
                conflicts.0.push(super::clash(line, &member.key));
            }
            goes.push(is_ours || is_alike);
        }
        let Some(first) = goes.iter().position(|goes| *goes) else {
            return self.insertion(object, part).into_iter().collect();
        };
        let is_empty = part.members.is_empty();
        if is_empty && goes.iter().all(|goes| *goes) {
            return vec![removal(object.range.start + 1..object.range.end - 1)];
        }
        let removed = (0..all.len()).filter(|at| goes[*at] && (is_empty || *at > first)).map(|at| {
            // With the comma before it; before the first that stays, with the comma behind it.
            let stays_before = goes[..at].contains(&false) || !is_empty;
            removal(match (at.checked_sub(1), all.get(at + 1)) {
                (Some(before), _) if stays_before => all[before].value.range.end..all[at].value.range.end,
                (_, Some(after)) => all[at].key_range.start..after.key_range.start,
                _ => all[at].key_range.start..all[at].value.range.end,
            })
        });
        let mut edits: Vec<Edit> = removed.collect();
        if !is_empty {
            let range = all[first].key_range.start..all[first].value.range.end;
            edits.push(Edit { range, column: 0, text: self.members_text(part) });
        }
        edits
    }

    fn insertion(&self, object: &Value, part: &Part) -> Option<Edit> {
        if part.members.is_empty() {
            return None;
        }
        let line = |depth: usize| format!("{}{}", self.line_end(), self.unit.repeat(depth));
        let (depth, text) = (part.path.len() + 1, self.members_text(part));
        Some(match members(object).last() {
            Some(last) => {
                let at = last.value.range.end;
                Edit { range: at..at, column: 0, text: format!(",{}{text}", line(depth)) }
            }
            None => Edit {
                range: object.range.start + 1..object.range.end - 1,
                column: 0,
                text: format!("{}{text}{}", line(depth), line(depth - 1)),
            },
        })
    }

    fn line_end(&self) -> &'static str {
        super::line_end(self.document)
    }

    /// The members, each on lines of its own, the first one's indentation left out.
    fn members_text(&self, part: &Part) -> String {
        let depth = part.path.len() + 1;
        let mut out = String::new();
        for (at, (name, value)) in part.members.iter().enumerate() {
            if at > 0 {
                out.push_str(&format!(",\n{}", self.unit.repeat(depth)));
            }
            value.json_member(name, depth, &self.unit, &mut out);
        }
        out.replace('\n', self.line_end())
    }
}
