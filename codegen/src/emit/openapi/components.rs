//! The components: schemas, examples, headers and responses of all errors.

mod by_status;
mod operation_response;

pub(super) use operation_response::OperationResponse;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem::take;

use super::advice;
use super::common_mark;
use super::headers::{self, Header};
use super::names::{Names, part};
use super::options::Options;
use super::schema::nodes::{CodeAt, code_at, error_list};
use super::schema::objects::described;
use super::schema::slots::{code_enum, distinct_codes};
use super::schema::{Deriver, any_of, reference};
use super::tree::Tree;
use crate::catalog::{Catalog, Error, Node};
use crate::emit::document::{Block, Inline, introduced};
use crate::emit::{prose, words};

/// A function that creates a component, when all components have names.
pub(super) type Make<'a> = Box<dyn Fn(&Components<'a>) -> Tree<'a> + 'a>;

/// The components of a section with their names, in order.
pub(super) type Section<'a> = Vec<(String, Make<'a>)>;

/// All components of a catalog, by section and name.
pub(super) struct Components<'a> {
    catalog: &'a Catalog,
    pub(super) options: &'a Options,
    /// The public errors.
    pub(super) errors: Vec<&'a Error>,
    schemas: Section<'a>,
    responses: Section<'a>,
    examples: Section<'a>,
    headers: Vec<Header<'a>>,
    /// The index of each header, by its name in lowercase.
    header_places: HashMap<String, usize>,
    /// The public errors of each envelope, by its index.
    of_envelopes: Vec<Vec<&'a Error>>,
    pub(super) of_operations: Vec<OperationResponse>,
    /// The web framework's own statuses, with the errors that replace them.
    framework: Vec<(u16, &'a Error)>,
    names: Names,
    /// The names of each error's schema and example, by its index.
    error_schemas: Vec<Option<String>>,
    error_examples: Vec<Option<String>>,
    /// The titles of the errors' schemas, which client generators use as type names.
    titles: Vec<Option<String>>,
    /// The schema of each envelope, by its index.
    envelopes: BTreeMap<usize, String>,
    /// The schema of an item of an envelope's list of errors.
    items: BTreeMap<usize, Tree<'a>>,
    codes: (String, usize),
    /// The single schema of all errors, with `single = true`.
    single: Option<String>,
}

impl<'a> Components<'a> {
    pub(super) fn new(catalog: &'a Catalog, options: &'a Options) -> Self {
        let errors: Vec<&Error> = catalog.errors.iter().filter(|error| error.public).collect();
        let mut names = Names::new(catalog);
        let codes = (names.take("Code"), distinct_codes(&errors).len());
        let headers = headers::all(catalog, &errors);
        let header_places = headers.iter().enumerate();
        let header_places = header_places.map(|(place, header)| (header.name.to_ascii_lowercase(), place));
        let mut of_envelopes = vec![Vec::new(); catalog.envelopes.len()];
        errors.iter().for_each(|error| of_envelopes[error.envelope].push(*error));
        let mut components = Self {
            catalog,
            options,
            header_places: header_places.collect(),
            headers,
            of_envelopes,
            errors,
            schemas: Vec::new(),
            responses: Vec::new(),
            examples: Vec::new(),
            of_operations: Vec::new(),
            framework: catalog
                .framework_statuses()
                .iter()
                .map(|made| (made.status, &catalog.errors[made.error]))
                .collect(),
            names,
            error_schemas: vec![None; catalog.errors.len()],
            error_examples: vec![None; catalog.errors.len()],
            envelopes: BTreeMap::new(),
            items: BTreeMap::new(),
            titles: vec![None; catalog.errors.len()],
            codes,
            single: None,
        };
        components.add_codes();
        components.add_examples();
        for at in 0..catalog.envelopes.len() {
            components.add_envelope(at);
        }
        components.add_single();
        components.add_responses();
        components.add_titles();
        components
    }

    /// Sets the title of each error's schema, when all schemas have names.
    fn add_titles(&mut self) {
        for error in self.errors.iter().copied() {
            let Some(name) = &self.error_schemas[error.place] else { continue };
            self.titles[error.place] = Some(self.names.take_title(error, name));
        }
    }

    /// Takes the sections, in their order in a document.
    pub(super) fn take_sections(&mut self) -> Vec<(&'static str, Section<'a>)> {
        let header = |header: &Header<'a>| (header.component.clone(), made(header.object.clone()));
        vec![
            ("schemas", take(&mut self.schemas)),
            ("responses", take(&mut self.responses)),
            ("examples", take(&mut self.examples)),
            ("headers", self.headers.iter().map(header).collect()),
        ]
    }

    fn add_schema(&mut self, name: String, make: impl Fn(&Self) -> Tree<'a> + 'a) {
        let version = self.options.version;
        self.schemas.push((name, Box::new(move |all| version.schema(make(all)))));
    }

    fn add_codes(&mut self) {
        if self.errors.is_empty() {
            return;
        }
        let of_catalog = Inline::Text(format!("The codes of {}.", self.catalog.title).into());
        let of_catalog = common_mark::common_mark(vec![Block::Paragraph(vec![of_catalog])]);
        let name = self.codes.0.clone();
        self.add_schema(name, move |all| code_enum(&all.errors).with("description", of_catalog.clone()));
        for (status, errors) in self.by_status() {
            let name = self.names.take(&format!("Code{status}"));
            let of_status = format!("The codes of status {status}.");
            self.add_schema(name, move |_| code_enum(&errors).with("description", of_status.clone()));
        }
    }

    fn add_examples(&mut self) {
        let mut names = Names::new(self.catalog);
        for error in self.errors.iter().copied() {
            let name = names.take(&error.rust);
            self.error_examples[error.place] = Some(name.clone());
            self.examples.push((name, Box::new(|all| advice::example(all.catalog, error))));
        }
    }

    fn deriver<'d>(&'d self, at: usize, errors: &'d [&'a Error]) -> Deriver<'d, 'a> {
        let mut deriver = Deriver::new(self.catalog, errors, &self.catalog.envelopes[at].fields);
        deriver.codes = Some((&self.codes.0, self.codes.1));
        deriver
    }

    /// Adds the schemas of an envelope and, if it contains a code, of its errors.
    fn add_envelope(&mut self, at: usize) {
        let errors = self.of_envelopes[at].clone();
        if errors.is_empty() {
            return;
        }
        let envelope = &self.catalog.envelopes[at];
        let list = error_list(&envelope.body);
        let shown = code_at(list.as_ref().map_or(&envelope.body, |(_, item, _)| item));
        if let Some(shown) = shown.filter(|_| !self.options.single) {
            for error in errors.iter().copied() {
                let name = self.names.take(&error.rust);
                self.error_schemas[error.place] = Some(name.clone());
                self.add_schema(name, |all| all.error_schema(error));
            }
            if list.is_some() {
                let name = self.names.take(&format!("{}Item", self.envelope_part(at)));
                self.items.insert(at, reference("schemas", &name));
                let errors = errors.clone();
                self.add_schema(name, move |all| all.alternatives(&errors, &shown));
            }
        }
        let name = self.names.take(&format!("{}Envelope", self.envelope_part(at)));
        self.envelopes.insert(at, name.clone());
        self.add_schema(name, move |all| {
            let mut deriver = all.deriver(at, &errors);
            deriver.item = all.items.get(&at);
            described(deriver.body(&envelope.body), envelope.description.as_deref())
        });
    }

    fn envelope_part(&self, at: usize) -> String {
        match self.catalog.envelopes[at].name.as_str() {
            "default" => String::new(),
            name => part(name),
        }
    }

    /// Returns the schema of an error: its body, or its item in a list.
    fn error_schema(&self, error: &'a Error) -> Tree<'a> {
        let one = [error];
        let deriver = self.deriver(error.envelope, &one);
        let body = &self.catalog.envelopes[error.envelope].body;
        let schema = match error_list(body) {
            Some((over, item, path)) => deriver.item(over, item, &path),
            None => deriver.body(body),
        };
        Tree::object()
            .with_some("title", self.titles[error.place].clone())
            .with_some("description", advice::description(error))
            .joined(schema)
            .with_some("deprecated", error.deprecated.as_ref().map(|_| true))
    }

    /// Returns the name of an error's own schema, if any.
    fn schema_of(&self, error: &Error) -> Option<&str> {
        self.error_schemas[error.place].as_deref()
    }

    /// Returns the schema of one of these errors, with a `discriminator` if possible (OpenAPI 3.1.1
    /// §4.8.25).
    fn alternatives(&self, errors: &[&'a Error], shown: &CodeAt) -> Tree<'a> {
        let names: Vec<&str> = errors.iter().filter_map(|error| self.schema_of(error)).collect();
        let mut choices: Vec<Tree> = names.iter().map(|name| reference("schemas", name)).collect();
        if choices.len() == 1 {
            return choices.remove(0);
        }
        let is_exclusive = distinct_codes(errors).len() == errors.len() && *shown != CodeAt::InList;
        let schema = Tree::object().with(if is_exclusive { "oneOf" } else { "anyOf" }, choices);
        match shown {
            CodeAt::Member(key) if is_exclusive => {
                let values = errors.iter().map(|error| self.shown_code(error, key));
                let Some(values) = values.collect::<Option<Vec<_>>>() else { return schema };
                let target = |name: &&str| Tree::from(format!("#/components/schemas/{name}"));
                let mapping = values.into_iter().zip(names.iter().map(target));
                let discriminator =
                    Tree::object().with("propertyName", key.clone()).with("mapping", Tree::of(mapping));
                schema.with("discriminator", discriminator)
            }
            _ => schema,
        }
    }

    /// Returns the text of the member with the code; `None` if it is not a text, as a discriminator
    /// requires.
    fn shown_code(&self, error: &'a Error, key: &str) -> Option<Cow<'a, str>> {
        let body = &self.catalog.envelopes[error.envelope].body;
        let Node::Object(members) = error_list(body).map_or(body, |(_, item, _)| item) else { return None };
        let member = members.iter().find(|member| member.key == key)?;
        let one = [error];
        match Deriver::new(self.catalog, &one, &[]).body(&member.value).get("const")? {
            Tree::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// Adds a single schema for all errors of all envelopes.
    fn add_single(&mut self) {
        if !self.options.single || self.envelopes.is_empty() {
            return;
        }
        let name = match self.envelopes.values().next() {
            Some(only) if self.envelopes.len() == 1 => only.clone(),
            _ => {
                let name = self.names.take("Error");
                self.add_schema(name.clone(), |all| {
                    any_of(all.envelopes.values().map(|name| reference("schemas", name)).collect())
                });
                name
            }
        };
        self.single = Some(name);
    }

    fn add_response(&mut self, names: &mut Names, name: String, status: u16, errors: &[&'a Error]) -> String {
        let mut content: Vec<(&'a str, Vec<&'a Error>)> = Vec::new();
        for error in errors {
            let media_type = self.catalog.envelopes[error.envelope].media_type.as_str();
            match content.iter_mut().find(|(known, _)| *known == media_type) {
                Some((_, errors)) => errors.push(error),
                None => content.push((media_type, vec![error])),
            }
        }
        let mut media_types = Tree::object();
        for (media_type, errors) in content {
            let schema = self.response_schema(&name, &errors);
            // The example of an error contains the error's own status.
            let with_status = errors.iter().filter(|error| error.status == Some(status));
            let examples = with_status.filter_map(|error| {
                let example = self.error_examples[error.place].as_deref()?;
                Some((error.name.as_str(), reference("examples", example)))
            });
            let examples = Some(Tree::of(examples)).filter(|examples| !examples.is_empty());
            let content = Tree::object().with("schema", schema).with_some("examples", examples);
            media_types = media_types.with(media_type, content);
        }
        let response = Tree::object()
            .with("description", self.status_description(status))
            .with_some("headers", self.header_references(errors))
            .with("content", media_types);
        let name = names.take(&name);
        self.responses.push((name.clone(), made(response)));
        name
    }

    fn status_description(&self, status: u16) -> String {
        let documented = self.catalog.status(status);
        let title =
            words::status_title(self.catalog, status).map_or_else(|| status.to_string(), str::to_owned);
        common_mark::common_mark(match documented.and_then(|known| known.when.as_ref()) {
            Some(when) => introduced(vec![Inline::Text(format!("{title}:").into())], prose::parse(when)),
            None => vec![Block::Paragraph(vec![Inline::Text(title.into())])],
        })
    }

    fn header_references(&self, errors: &[&Error]) -> Option<Tree<'a>> {
        let shown = errors.iter().flat_map(|error| crate::emit::headers::names(self.catalog, error));
        let places: BTreeSet<usize> =
            shown.filter_map(|name| self.header_places.get(&name.to_ascii_lowercase()).copied()).collect();
        let found = places.into_iter().map(|place| &self.headers[place]);
        let members: Vec<_> =
            found.map(|header| (header.name.clone(), reference("headers", &header.component))).collect();
        (!members.is_empty()).then_some(Tree::of(members))
    }

    /// Returns the schema of the body of a response with one of these errors.
    fn response_schema(&mut self, name: &str, errors: &[&'a Error]) -> Tree<'a> {
        if let Some(single) = &self.single {
            return reference("schemas", single);
        }
        let mut by_envelope: BTreeMap<usize, Vec<&'a Error>> = BTreeMap::new();
        for error in errors {
            by_envelope.entry(error.envelope).or_default().push(error);
        }
        let is_one = by_envelope.len() == 1;
        let mut choices = Vec::new();
        for (at, errors) in by_envelope {
            let schema = self.envelope_schema(at, &errors);
            // Client generators lose unnamed objects among named ones.
            choices.push(if is_one || schema.get("$ref").is_some() {
                schema
            } else {
                let name = self.names.take(&format!("{name}{}", self.envelope_part(at)));
                self.add_schema(name.clone(), move |_| schema.clone());
                reference("schemas", &name)
            });
        }
        let schema = if is_one { choices.remove(0) } else { Tree::object().with("anyOf", choices) };
        if schema.get("$ref").is_some() {
            return schema;
        }
        let name = self.names.take(name);
        self.add_schema(name.clone(), move |_| schema.clone());
        reference("schemas", &name)
    }

    /// Returns the schema of the body of a response with one of these errors, all in the same envelope.
    fn envelope_schema(&self, at: usize, errors: &[&'a Error]) -> Tree<'a> {
        let envelope = &self.catalog.envelopes[at];
        let whole = reference("schemas", &self.envelopes[&at]);
        let is_known = errors.iter().all(|error| self.schema_of(error).is_some());
        match (error_list(&envelope.body), code_at(&envelope.body)) {
            _ if !is_known => whole,
            (None, Some(shown)) => self.alternatives(errors, &shown),
            (None, None) => whole,
            // The list can contain other errors, and contains at least one of these.
            (Some(_), _) => {
                let one = |error: &&Error| self.schema_of(error).map(|name| reference("schemas", name));
                let contains = any_of(errors.iter().filter_map(one).collect());
                let outside = if envelope.highest_status { &self.of_envelopes[at] } else { errors };
                let mut deriver = self.deriver(at, outside);
                deriver.item = self.items.get(&at);
                deriver.contains = Some(&contains);
                deriver.body(&envelope.body)
            }
        }
    }
}

/// Returns a function that clones a finished component.
fn made(tree: Tree<'_>) -> Make<'_> {
    Box::new(move |_| tree.clone())
}
