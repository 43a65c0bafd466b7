//! The responses of an error enum (OpenAPI 3.1 §4.8.16): one per status, with every error of the
//! status.

use std::collections::{BTreeMap, BTreeSet};

use utoipa::openapi::example::{Example, ExampleBuilder};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{Content, Header, RefOr, Response, ResponseBuilder};

use super::choice::any_of;
use super::headers;
use super::schema::{self, Scope};
use crate::body::Context;
use crate::definition::{Definition, TemplatePiece};
use crate::example::ExampleError;
use crate::packed::Table;
use crate::status;

/// Responses by their status.
pub type Responses = BTreeMap<String, RefOr<Response>>;

/// The errors of an enum.
#[derive(Debug)]
pub struct Rows {
    table: &'static Table,
    rows: Vec<usize>,
}

impl Rows {
    /// Some errors of a catalog.
    pub fn new(table: &'static Table, rows: impl Iterator<Item = usize>) -> Self {
        Self { table, rows: rows.collect() }
    }

    /// Iterates over the documented errors.
    fn public(&self) -> Vec<Definition> {
        let all = self.rows.iter().map(|row| Definition::new(self.table, *row));
        all.filter(|definition| definition.is_public()).collect()
    }

    /// Returns the web framework's own statuses for an operation, with the errors that replace them.
    ///
    /// 405 is not included, because a request with the wrong method reaches no operation.
    fn of_framework(&self) -> Vec<(u16, Definition)> {
        if !self.table.documents_framework {
            return Vec::new();
        }
        let single = self.table.framework.iter().filter(|(statuses, _)| statuses.start() == statuses.end());
        let statuses: BTreeSet<u16> = status::FRAMEWORK_STATUSES
            .into_iter()
            .chain(single.map(|(statuses, _)| *statuses.start()))
            .collect();
        let made = statuses.into_iter().filter(|status| *status != 405).filter_map(|status| {
            Some((status, Definition::new(self.table, self.table.framework_row(status)?)))
        });
        made.filter(|(_, definition)| definition.is_public()).collect()
    }

    fn title(&self, status: u16) -> &'static str {
        let title = self.table.titles.iter().find(|(known, _)| *known == status).map(|(_, title)| *title);
        title.or_else(|| status::phrase(status)).unwrap_or_default()
    }
}

/// Returns the responses of an enum, including those of its transparent variants.
pub fn responses(own: &[Rows], inner: impl IntoIterator<Item = Responses>) -> Responses {
    let mut responses = Responses::new();
    for rows in own {
        let mut all = rows.public();
        let mut by_status: BTreeMap<u16, Vec<Definition>> = BTreeMap::new();
        for error in &all {
            by_status.entry(status_of(*error)).or_default().push(*error);
        }
        for (status, error) in rows.of_framework() {
            add_once(by_status.entry(status).or_default(), error);
            add_once(&mut all, error);
        }
        for (status, errors) in by_status {
            let response = response(status, rows.title(status), &errors, &all);
            responses.insert(status.to_string(), RefOr::T(response));
        }
    }
    for (status, response) in inner.into_iter().flatten() {
        match responses.remove(&status) {
            Some(first) => responses.insert(status, joined(first, response)),
            None => responses.insert(status, response),
        };
    }
    responses
}

fn add_once(errors: &mut Vec<Definition>, error: Definition) {
    if errors.iter().all(|known| known.index() != error.index()) {
        errors.push(error);
    }
}

/// Returns the schema of a body with any of these errors.
pub fn body_schema(own: &[Rows], inner: impl IntoIterator<Item = Responses>) -> RefOr<Schema> {
    let all = own.iter().map(Rows::public);
    let own =
        all.flat_map(|all| bodies(&all, &all).into_iter().map(|(_, schema)| schema).collect::<Vec<_>>());
    let inner = inner.into_iter().flatten().filter_map(|(_, response)| match response {
        RefOr::T(response) => Some(response),
        RefOr::Ref(_) => None,
    });
    let contents = inner.flat_map(|response| response.content.into_values());
    let inner = contents.filter_map(|mut content| content.inline()?.schema.take());
    any_of(own.chain(inner))
}

/// Returns the schemas of bodies with these errors, by media type.
fn bodies(errors: &[Definition], all: &[Definition]) -> Vec<(&'static str, RefOr<Schema>)> {
    let mut by_envelope: BTreeMap<usize, Vec<Definition>> = BTreeMap::new();
    for error in errors {
        by_envelope.entry(error.envelope_index()).or_default().push(*error);
    }
    let envelopes = by_envelope.into_values().filter_map(|errors| {
        let envelope = errors.first()?.envelope()?;
        let scope = Scope { response: &errors, all, issue: None };
        Some((envelope.media_type, schema::of_node(&envelope.body, scope).or_null()))
    });
    envelopes.collect()
}

fn response(status: u16, title: &str, errors: &[Definition], all: &[Definition]) -> Response {
    let mut contents: BTreeMap<&'static str, Content> = BTreeMap::new();
    for (media_type, schema) in bodies(errors, all) {
        let content = contents.entry(media_type).or_default();
        content.schema = Some(any_of(content.schema.take().into_iter().chain([schema])));
    }
    // The example of an error contains the error's own status.
    for error in errors.iter().filter(|error| status_of(**error) == status) {
        let content = error.envelope().and_then(|envelope| contents.get_mut(envelope.media_type));
        if let Some(content) = content {
            add_example(&mut content.examples, error.code(), example(*error).into());
        }
    }
    let mut response = ResponseBuilder::new().description(title);
    for (media_type, content) in contents {
        response = response.content(media_type, content);
    }
    for (name, schema) in headers::of_errors(errors, all) {
        response = response.header(name, Header::new(schema));
    }
    response.build()
}

/// Adds an example under its name, or under the name with a number if it is taken, because errors
/// can share a code.
fn add_example(examples: &mut BTreeMap<String, RefOr<Example>>, name: &str, example: RefOr<Example>) {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let free = [name.to_owned()].into_iter().chain(numbered).find(|name| !examples.contains_key(name));
    examples.extend(free.map(|name| (name, example)));
}

/// Returns the body of the error with example values. It is always the same, so that documents can
/// be compared.
fn example(error: Definition) -> Example {
    let context = Context::default()
        .with_request_id("550e8400-e29b-41d4-a716-446655440000")
        .with_instance("urn:uuid:550e8400-e29b-41d4-a716-446655440000")
        .with_timestamp(crate::example::time());
    let body = crate::body::body(&ExampleError::made(error), &context);
    ExampleBuilder::new()
        .summary(message(error))
        .description(error.description().unwrap_or_default())
        .value(serde_json::from_str(body.as_str()).ok())
        .build()
}

/// Returns the message with the names of its parameters, and optional segments in brackets.
fn message(error: Definition) -> String {
    let mut out = String::new();
    for piece in error.message().pieces() {
        match piece {
            TemplatePiece::Text(text) => out.push_str(text),
            TemplatePiece::Placeholder(slot) => {
                let name = error.params().nth(slot).map_or("", |param| param.name());
                out.extend(["{", name, "}"]);
            }
            TemplatePiece::SegmentStart(_) => out.push('['),
            TemplatePiece::SegmentEnd => out.push(']'),
        }
    }
    out
}

/// Merges two responses, with the description of the first. A reference cannot be merged: the first
/// response is kept.
fn joined(first: RefOr<Response>, second: RefOr<Response>) -> RefOr<Response> {
    let (mut first, second) = match (first, second) {
        (RefOr::T(first), RefOr::T(second)) => (first, second),
        (first, _) => return first,
    };
    for (name, header) in second.headers {
        match first.headers.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&name)) {
            Some((_, known)) if *known == header => {}
            // A number and a text become a text.
            Some((_, known)) => *known = Header::default().into(),
            None => drop(first.headers.insert(name, header)),
        }
    }
    for (media_type, mut content) in second.content {
        match first.content.get_mut(&media_type) {
            Some(known) => {
                if let (Some(known), Some(content)) = (known.inline(), content.inline()) {
                    join_contents(known, content);
                }
            }
            None => drop(first.content.insert(media_type, content)),
        }
    }
    RefOr::T(first)
}

fn join_contents(into: &mut Content, from: &mut Content) {
    let schemas: Vec<_> = into.schema.take().into_iter().chain(from.schema.take()).collect();
    into.schema = (!schemas.is_empty()).then(|| any_of(schemas));
    for (name, example) in std::mem::take(&mut from.examples) {
        // The same error in both is added once.
        if into.examples.get(&name) != Some(&example) {
            add_example(&mut into.examples, &name, example);
        }
    }
}

/// The content of a response, which utoipa 5 holds by value and utoipa 6 possibly by reference.
trait Inline {
    fn inline(&mut self) -> Option<&mut Content>;
}

impl Inline for Content {
    fn inline(&mut self) -> Option<&mut Content> {
        Some(self)
    }
}

impl Inline for RefOr<Content> {
    fn inline(&mut self) -> Option<&mut Content> {
        if let Self::T(content) = self { Some(content) } else { None }
    }
}

/// The status of an error of a catalog with HTTP, where every error has one.
fn status_of(error: Definition) -> u16 {
    error.status().unwrap_or(500)
}
