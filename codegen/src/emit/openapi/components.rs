//! The components: schemas, examples and headers of all errors, and the responses that are made of them.

use std::collections::BTreeMap;

use super::Options;
use super::advice;
use super::headers::{self, Header};
use super::names::{Names, part};
use super::schema::slots::{code_enum, distinct_codes};
use super::schema::{CodeAt, Deriver, any_of, code_at, error_list, reference};
use super::tree::Tree;
use crate::catalog::{Catalog, Error, Node};
use crate::emit::body;

/// All components of a catalog, by section and name.
pub(super) struct Components<'a> {
    catalog: &'a Catalog,
    options: &'a Options,
    /// The errors that documentation may show.
    pub(super) errors: Vec<&'a Error>,
    pub(super) schemas: Vec<(String, Tree)>,
    pub(super) responses: Vec<(String, Tree)>,
    pub(super) examples: Vec<(String, Tree)>,
    pub(super) headers: Vec<Header>,
    /// The responses of each operation: its place, the status, the component.
    pub(super) of_operations: Vec<(usize, u16, String)>,
    names: Names,
    /// By the error's key: its schema, and its example.
    error_schemas: BTreeMap<&'a str, String>,
    error_examples: BTreeMap<&'a str, String>,
    /// The schema of each envelope, by its place.
    envelopes: BTreeMap<usize, String>,
    /// What stands for an item of an envelope's list of errors.
    items: BTreeMap<usize, Tree>,
    codes: (String, usize),
    /// The one schema of all errors, where that is asked for.
    single: Option<String>,
}

impl<'a> Components<'a> {
    pub(super) fn new(catalog: &'a Catalog, options: &'a Options) -> Self {
        let errors: Vec<&Error> = catalog.errors.iter().filter(|error| error.public).collect();
        let mut names = Names::new(catalog);
        let codes = (names.take("Code"), distinct_codes(&errors).len());
        let mut components = Self {
            catalog,
            options,
            headers: headers::all(catalog, &errors),
            errors,
            schemas: Vec::new(),
            responses: Vec::new(),
            examples: Vec::new(),
            of_operations: Vec::new(),
            names,
            error_schemas: BTreeMap::new(),
            error_examples: BTreeMap::new(),
            envelopes: BTreeMap::new(),
            items: BTreeMap::new(),
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
        components
    }

    /// The sections, in their order in a document.
    pub(super) fn into_sections(self) -> [(&'static str, Vec<(String, Tree)>); 4] {
        let headers = self.headers.into_iter().map(|header| (header.component, header.object));
        [
            ("schemas", self.schemas),
            ("responses", self.responses),
            ("examples", self.examples),
            ("headers", headers.collect()),
        ]
    }

    fn add_schema(&mut self, name: String, schema: Tree) {
        self.schemas.push((name, self.options.version.schema(schema)));
    }

    fn add_codes(&mut self) {
        if self.errors.is_empty() {
            return;
        }
        let about = |what: &str| format!("The codes of {what}.");
        let schema = code_enum(&self.errors).with("description", about(&self.catalog.title));
        self.add_schema(self.codes.0.clone(), schema);
        for (status, errors) in by_status(&self.errors) {
            let name = self.names.take(&format!("Code{status}"));
            let schema = code_enum(&errors).with("description", about(&format!("status {status}")));
            self.add_schema(name, schema);
        }
    }

    fn add_examples(&mut self) {
        let mut names = Names::new(self.catalog);
        for error in &self.errors {
            let value = Tree::of_json(&body::example_json(self.catalog, error));
            let name = names.take(&error.rust);
            self.error_examples.insert(&error.name, name.clone());
            self.examples.push((name, advice::example(self.catalog, error, value)));
        }
    }

    fn in_envelope(&self, at: usize) -> Vec<&'a Error> {
        self.errors.iter().copied().filter(|error| error.envelope == at).collect()
    }

    fn deriver<'d>(&'d self, at: usize, errors: &'d [&'d Error]) -> Deriver<'d> {
        let mut deriver = Deriver::new(self.catalog, errors, &self.catalog.envelopes[at].fields);
        deriver.codes = Some((&self.codes.0, self.codes.1));
        deriver
    }

    /// The schemas of an envelope's errors, if it shows which one it is, and of the envelope itself.
    fn add_envelope(&mut self, at: usize) {
        let errors = self.in_envelope(at);
        if errors.is_empty() {
            return;
        }
        let envelope = &self.catalog.envelopes[at];
        let list = error_list(&envelope.body);
        let shown = code_at(list.as_ref().map_or(&envelope.body, |(_, item, _)| item));
        if let Some(shown) = shown.filter(|_| !self.options.single) {
            for error in &errors {
                self.add_error(at, error);
            }
            if list.is_some() {
                let item = self.alternatives(&errors, &shown);
                let name = self.names.take(&format!("{}Item", self.envelope_part(at)));
                self.items.insert(at, reference("schemas", &name));
                self.add_schema(name, item);
            }
        }
        let mut deriver = self.deriver(at, &errors);
        deriver.item = self.items.get(&at);
        let schema = deriver.body(&envelope.body).with_some("description", envelope.description.as_deref());
        let name = self.names.take(&format!("{}Envelope", self.envelope_part(at)));
        self.envelopes.insert(at, name.clone());
        self.add_schema(name, schema);
    }

    fn envelope_part(&self, at: usize) -> String {
        match self.catalog.envelopes[at].name.as_str() {
            "default" => String::new(),
            name => part(name),
        }
    }

    /// The schema of an error: its body, or its item in a list.
    fn add_error(&mut self, at: usize, error: &'a Error) {
        let one = [error];
        let deriver = self.deriver(at, &one);
        let body = &self.catalog.envelopes[at].body;
        let schema = match error_list(body) {
            Some((over, item, path)) => deriver.item(over, item, &path),
            None => deriver.body(body),
        };
        let schema = Tree::object()
            .with("title", error.message.display(&error.params))
            .with_some("description", advice::description(error))
            .joined(schema)
            .with_some("deprecated", error.deprecated.as_ref().map(|_| true));
        let name = self.names.take(&error.rust);
        self.error_schemas.insert(&error.name, name.clone());
        self.add_schema(name, schema);
    }

    /// One of these errors, told apart by the code where that can be done (OpenAPI 3.1.1 §4.8.25).
    fn alternatives(&self, errors: &[&Error], shown: &CodeAt) -> Tree {
        let names: Vec<&String> =
            errors.iter().filter_map(|e| self.error_schemas.get(e.name.as_str())).collect();
        let choices: Vec<Tree> = names.iter().map(|name| reference("schemas", name)).collect();
        if let [only] = choices.as_slice() {
            return only.clone();
        }
        let is_exclusive = distinct_codes(errors).len() == errors.len() && *shown != CodeAt::InList;
        let schema = Tree::object().with(if is_exclusive { "oneOf" } else { "anyOf" }, choices);
        match shown {
            CodeAt::Member(key) if is_exclusive => {
                let values = errors.iter().map(|error| self.shown_code(error, key));
                let Some(values) = values.collect::<Option<Vec<String>>>() else { return schema };
                let target = |name: &&String| Tree::from(format!("#/components/schemas/{name}"));
                let mapping = values.into_iter().zip(names.iter().map(target));
                let discriminator =
                    Tree::object().with("propertyName", key.as_str()).with("mapping", Tree::of(mapping));
                schema.with("discriminator", discriminator)
            }
            _ => schema,
        }
    }

    /// The text of the member that shows the code; `None` where it is no text, which a discriminator must be.
    fn shown_code(&self, error: &Error, key: &str) -> Option<String> {
        let body = &self.catalog.envelopes[error.envelope].body;
        let Node::Object(members) = error_list(body).map_or(body, |(_, item, _)| item) else { return None };
        let member = members.iter().find(|member| member.key == key)?;
        let one = [error];
        match Deriver::new(self.catalog, &one, &[]).body(&member.value).get("const")? {
            Tree::Text(text) => Some(text.clone().into_owned()),
            _ => None,
        }
    }

    /// One schema for all errors of all envelopes.
    fn add_single(&mut self) {
        if !self.options.single || self.envelopes.is_empty() {
            return;
        }
        let schemas: Vec<Tree> = self.envelopes.values().map(|name| reference("schemas", name)).collect();
        let name = match self.envelopes.values().next() {
            Some(only) if schemas.len() == 1 => only.clone(),
            _ => {
                let name = self.names.take("Error");
                self.add_schema(name.clone(), any_of(schemas));
                name
            }
        };
        self.single = Some(name);
    }

    fn add_responses(&mut self) {
        let mut names = Names::new(self.catalog);
        for (status, errors) in by_status(&self.errors) {
            self.add_response(&mut names, format!("Status{status}"), status, &errors);
        }
        for (at, operation) in self.catalog.operations.iter().enumerate() {
            let errors: Vec<&Error> = operation
                .errors
                .iter()
                .map(|at| &self.catalog.errors[*at])
                .filter(|error| error.public)
                .collect();
            for (status, errors) in by_status(&errors) {
                let name = format!("{}{status}", part(&operation.name));
                let name = self.add_response(&mut names, name, status, &errors);
                self.of_operations.push((at, status, name));
            }
        }
    }

    fn add_response(&mut self, names: &mut Names, name: String, status: u16, errors: &[&'a Error]) -> String {
        let mut content: Vec<(String, Vec<&'a Error>)> = Vec::new();
        for error in errors {
            let media_type = &self.catalog.envelopes[error.envelope].media_type;
            match content.iter_mut().find(|(known, _)| known == media_type) {
                Some((_, errors)) => errors.push(error),
                None => content.push((media_type.clone(), vec![error])),
            }
        }
        let mut media_types = Tree::object();
        for (media_type, errors) in content {
            let schema = self.response_schema(&name, &errors);
            let examples = errors.iter().filter_map(|error| {
                let example = self.error_examples.get(error.name.as_str())?;
                Some((error.name.clone(), reference("examples", example)))
            });
            let examples = Tree::of(examples);
            media_types = media_types
                .with(media_type, Tree::object().with("schema", schema).with("examples", examples));
        }
        let response = Tree::object()
            .with("description", self.status_description(status))
            .with_some("headers", self.header_references(errors))
            .with("content", media_types);
        let name = names.take(&name);
        self.responses.push((name.clone(), response));
        name
    }

    fn status_description(&self, status: u16) -> String {
        let documented = self.catalog.statuses.iter().find(|known| known.number == status);
        let title = documented.map(|known| known.title.clone());
        let title = title
            .or_else(|| crate::catalog::status::reason(status).map(str::to_owned))
            .unwrap_or_else(|| status.to_string());
        match documented.and_then(|known| known.when.as_ref()) {
            Some(when) => format!("{title}: {when}"),
            None => title,
        }
    }

    fn header_references(&self, errors: &[&Error]) -> Option<Tree> {
        let shown: Vec<&str> = errors.iter().flat_map(|e| headers::of_error(self.catalog, e)).collect();
        let is_shown = |header: &&Header| shown.iter().any(|name| name.eq_ignore_ascii_case(&header.name));
        let found = self.headers.iter().filter(is_shown);
        let members: Vec<_> =
            found.map(|header| (header.name.clone(), reference("headers", &header.component))).collect();
        (!members.is_empty()).then_some(Tree::of(members))
    }

    /// What the body of a response with one of these errors is.
    fn response_schema(&mut self, name: &str, errors: &[&'a Error]) -> Tree {
        if let Some(single) = &self.single {
            return reference("schemas", single);
        }
        let mut by_envelope: BTreeMap<usize, Vec<&Error>> = BTreeMap::new();
        for error in errors {
            by_envelope.entry(error.envelope).or_default().push(error);
        }
        let mut choices: Vec<Tree> =
            by_envelope.iter().map(|(at, errors)| self.envelope_schema(*at, errors)).collect();
        let schema = match choices.len() {
            1 => choices.remove(0),
            _ => Tree::object().with("anyOf", choices),
        };
        if schema.get("$ref").is_some() {
            return schema;
        }
        let name = self.names.take(name);
        self.add_schema(name.clone(), schema);
        reference("schemas", &name)
    }

    /// What the body of a response with one of these errors, all in one envelope, is.
    fn envelope_schema(&self, at: usize, errors: &[&Error]) -> Tree {
        let envelope = &self.catalog.envelopes[at];
        let whole = reference("schemas", &self.envelopes[&at]);
        let is_known = errors.iter().all(|error| self.error_schemas.contains_key(error.name.as_str()));
        match (error_list(&envelope.body), code_at(&envelope.body)) {
            _ if !is_known => whole,
            (None, Some(shown)) => self.alternatives(errors, &shown),
            (None, None) => whole,
            // Other errors may stand in the list, too; one of these does.
            (Some(_), _) => {
                let contains = any_of(
                    errors
                        .iter()
                        .map(|e| reference("schemas", &self.error_schemas[e.name.as_str()]))
                        .collect(),
                );
                let all = self.in_envelope(at);
                let outside = if envelope.highest_status { &all } else { errors };
                let mut deriver = self.deriver(at, outside);
                deriver.item = self.items.get(&at);
                deriver.contains = Some(&contains);
                deriver.body(&envelope.body)
            }
        }
    }
}

/// The errors of each status, in the order of the statuses.
fn by_status<'a>(errors: &[&'a Error]) -> BTreeMap<u16, Vec<&'a Error>> {
    let mut found: BTreeMap<u16, Vec<&Error>> = BTreeMap::new();
    for error in errors {
        if let Some(status) = error.status {
            found.entry(status).or_default().push(error);
        }
    }
    found
}
