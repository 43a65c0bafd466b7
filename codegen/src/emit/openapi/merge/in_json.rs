//! JSON: members by their spans.

use std::collections::HashSet;

use super::{Edit, MergeError, Part, Tree, edited, error, line_of};
use crate::catalog::json::{self, Kind, Member, Value};

/// What a member of ours carries.
const MARK: &str = "x-error-catalog";

pub(super) fn merged(document: &str, parts: Vec<Part<'_>>, catalog: &str) -> Result<String, MergeError> {
    let root = json::parse(document).map_err(|wrong| {
        let help = "mend it first: nothing is put into what is not JSON";
        error(line_of(document, wrong.range.start), format!("this is no JSON: {}", wrong.message), help)
    })?;
    let mut names: HashSet<String> =
        parts.iter().flat_map(|part| &part.members).map(|(name, _)| name.to_string()).collect();
    names.extend(marked(&root, catalog));
    let merger = Merger { document, catalog, names, unit: unit(document, &root) };
    let (mut edits, mut sections) = (Vec::new(), Vec::new());
    for part in parts {
        edits.extend(merger.part(&root, part, &mut sections)?);
    }
    for Section { object, part } in sections {
        edits.extend(merger.edit(object, &part, false)?);
    }
    Ok(edited(document, edits))
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

struct Merger<'d> {
    document: &'d str,
    catalog: &'d str,
    /// The names of our components, now and before.
    names: HashSet<String>,
    unit: String,
}

impl Merger<'_> {
    /// What is to be done for a part; a section that is not there yet joins the others.
    fn part<'v, 'a>(
        &self,
        root: &'v Value,
        part: Part<'a>,
        sections: &mut Vec<Section<'v, 'a>>,
    ) -> Result<Option<Edit>, MergeError> {
        let mut place = root;
        for (depth, key) in part.path.iter().enumerate() {
            match member(place, key) {
                Some(found) => place = &found.value,
                None if part.members.is_empty() => return Ok(None),
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
                    return Ok(None);
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
        self.edit(place, &part, true)
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

    fn edit(&self, object: &Value, part: &Part, replaces: bool) -> Result<Option<Edit>, MergeError> {
        let all = members(object);
        let ours: Vec<usize> = (0..all.len()).filter(|at| replaces && self.is_ours(&all[*at])).collect();
        for (at, member) in all.iter().enumerate() {
            if part.members.iter().any(|(name, _)| *name == member.key) && !ours.contains(&at) {
                return Err(super::clash(line_of(self.document, member.key_range.start), &member.key));
            }
        }
        let (Some(first), Some(last)) = (ours.first(), ours.last()) else {
            return Ok(self.insertion(object, part));
        };
        if last - first + 1 != ours.len() {
            let line = line_of(self.document, all[*first].key_range.start);
            let help = "move them together, or remove those that carry `x-error-catalog`";
            return Err(error(line, "members of the catalog stand apart from each other", help));
        }
        let (start, end) = (all[*first].key_range.start, all[*last].value.range.end);
        let range = match (part.members.is_empty(), first.checked_sub(1), all.get(last + 1)) {
            (false, ..) => start..end,
            (true, Some(before), _) => all[before].value.range.end..end,
            (true, None, Some(after)) => start..after.key_range.start,
            (true, None, None) => object.range.start + 1..object.range.end - 1,
        };
        Ok(Some(Edit { range, text: self.members_text(part) }))
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
                Edit { range: at..at, text: format!(",{}{text}", line(depth)) }
            }
            None => Edit {
                range: object.range.start + 1..object.range.end - 1,
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
