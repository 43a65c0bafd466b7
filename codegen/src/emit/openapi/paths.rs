//! Operations as paths of a document.

use super::components::Components;
use super::schema::ty;
use super::tree::Tree;
use crate::catalog::{Catalog, Operation};

/// The methods that every version knows (OpenAPI 3.0.3 §4.7.9).
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// An operation's route, as OpenAPI writes it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Route {
    pub(super) method: String,
    /// With `{name}` for parameters.
    pub(super) path: String,
    pub(super) parameters: Vec<String>,
}

impl Route {
    /// Reads `POST /v1/leads/:id`; `None` where it is no path of a document.
    pub(super) fn parse(route: &str) -> Option<Self> {
        let (method, path) = route.trim().split_once(' ')?;
        let method = method.to_ascii_lowercase();
        let path = path.trim();
        if !METHODS.contains(&method.as_str()) || !path.starts_with('/') || path.contains(['?', '#', ' ']) {
            return None;
        }
        let mut parameters: Vec<String> = Vec::new();
        let mut segments = Vec::new();
        for segment in path.split('/') {
            segments.push(match parameter(segment) {
                Some(name) => {
                    if parameters.contains(&name) {
                        return None;
                    }
                    parameters.push(name.clone());
                    format!("{{{name}}}")
                }
                None if segment.contains(['{', '}']) => return None,
                None => segment.to_owned(),
            });
        }
        Some(Self { method, path: segments.join("/"), parameters })
    }

    /// The path but for the names of its parameters: two that agree in it are one (OpenAPI 3.1.1 §4.8.8).
    pub(super) fn shape(&self) -> String {
        let segment =
            |segment: &str| if segment.starts_with('{') { "{}".to_owned() } else { segment.to_owned() };
        self.path.split('/').map(segment).collect::<Vec<_>>().join("/")
    }
}

/// The name in `:id`, `*rest`, `{id}`, `{*rest}` or `{id:[0-9]+}`.
fn parameter(segment: &str) -> Option<String> {
    let inner = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let name = match inner {
        Some(inner) => inner.split(':').next().unwrap_or(inner).trim_start_matches('*'),
        None => segment.strip_prefix([':', '*'])?,
    };
    let is_name = !name.is_empty() && !name.contains(['{', '}', '/']);
    is_name.then(|| name.to_owned())
}

/// A path with its operations.
struct Path<'a> {
    shape: String,
    path: String,
    methods: Vec<(String, Tree<'a>)>,
}

/// The paths of all operations that have a route. Of two operations on one route the first stands here; the responses of
/// both are components.
pub(super) fn paths<'a>(catalog: &'a Catalog, components: &Components<'a>) -> Tree<'a> {
    let mut found: Vec<Path> = Vec::new();
    for (at, operation) in catalog.operations.iter().enumerate() {
        let Some(route) = operation.route.as_deref().and_then(Route::parse) else { continue };
        let responses = responses(components, at);
        if responses.is_empty() {
            continue;
        }
        let shape = route.shape();
        let place = found.iter().position(|path| path.shape == shape).unwrap_or(found.len());
        if place == found.len() {
            found.push(Path { shape, path: route.path.clone(), methods: Vec::new() });
        }
        // Parameters have the names of the path that stands there.
        let names = Route::parse(&format!("get {}", found[place].path)).map(|route| route.parameters);
        let methods = &mut found[place].methods;
        if methods.iter().all(|(known, _)| *known != route.method) {
            let object = object(operation, names.unwrap_or_default(), responses);
            methods.push((route.method, object));
        }
    }
    Tree::of(found.into_iter().map(|path| (path.path, Tree::of(path.methods))))
}

/// The error responses of an operation, by status.
pub(super) fn responses<'a>(components: &Components<'a>, operation: usize) -> Tree<'a> {
    let of_operation = components.of_operations.iter().filter(|(at, ..)| *at == operation);
    let member = |(_, status, name): &(usize, u16, String)| {
        (status.to_string(), super::schema::reference("responses", name))
    };
    Tree::of(of_operation.map(member))
}

fn object<'a>(operation: &'a Operation, parameters: Vec<String>, responses: Tree<'a>) -> Tree<'a> {
    let parameters: Vec<Tree> = parameters
        .into_iter()
        .map(|name| {
            let place = Tree::object().with("name", name).with("in", "path");
            place.with("required", true).with("schema", ty("string"))
        })
        .collect();
    Tree::object()
        .with("operationId", operation.name.as_str())
        .with("summary", operation.title.as_str())
        .with_some("parameters", (!parameters.is_empty()).then_some(parameters))
        .with("responses", responses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes() {
        let read = |route: &str| Route::parse(route).map(|route| (route.method, route.path));
        let is = |method: &str, path: &str| Some((method.to_owned(), path.to_owned()));
        assert_eq!(read("POST /v1/leads"), is("post", "/v1/leads"));
        assert_eq!(read("GET /v1/:id/{x}/{y:[0-9]+}/{*rest}"), is("get", "/v1/{id}/{x}/{y}/{rest}"));
        for none in ["leads.create", "GET leads", "FETCH /x", "GET /x?y", "GET /{a}/{a}", "GET /a{b}"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
