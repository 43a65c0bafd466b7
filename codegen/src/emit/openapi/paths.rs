//! Operations as paths of a document.

use super::components::{Components, OperationResponse};
use super::schema::ty;
use super::tree::Tree;
use crate::catalog::interner::Interner;
use crate::catalog::{Catalog, OpenApiVersion, Operation, Route};

/// A path with its operations.
struct Path<'a> {
    /// The route of the first operation with this path.
    first: &'a Route,
    methods: Vec<(String, Tree<'a>)>,
}

/// Returns the paths of all operations with a route. Operations without public errors are omitted,
/// because an operation of a document must have a response.
pub(super) fn paths<'a>(
    catalog: &'a Catalog,
    version: OpenApiVersion,
    components: &Components<'a>,
) -> Tree<'a> {
    let mut found: Vec<Path> = Vec::new();
    let mut places = Interner::new();
    for (at, operation) in catalog.operations.iter().enumerate() {
        let Some(route) = &operation.endpoint else { continue };
        let responses = responses(components, at, |_| true);
        if responses.is_empty() {
            continue;
        }
        let place = places.add(route.shape().as_bytes()).unwrap_or(found.len());
        if place == found.len() {
            found.push(Path { first: route, methods: Vec::new() });
        }
        // Parameters have the names of the existing path.
        let object = object(operation, parameters(found[place].first, route), responses);
        found[place].methods.push((method(route, version), object));
    }
    Tree::of(found.into_iter().map(|path| (path.first.path.as_str(), Tree::of(path.methods))))
}

/// Returns the key of an operation in its path. Versions without the method use an extension key.
pub(super) fn method(route: &Route, version: OpenApiVersion) -> String {
    match route.method.as_str() {
        "QUERY" if version != OpenApiVersion::V3_2 => "x-query".to_owned(),
        method => method.to_ascii_lowercase(),
    }
}

/// Returns the parameters of a route: those of the path, and those of the constant query.
fn parameters<'a>(path: &Route, route: &Route) -> Vec<Tree<'a>> {
    let parameter = |name: &str, place: &'static str, schema: Tree<'a>| {
        let parameter = Tree::object().with("name", name.to_owned()).with("in", place);
        parameter.with("required", true).with("schema", schema)
    };
    let of_path = path.parameters.iter().map(|name| parameter(name, "path", ty("string")));
    let of_query = route.query.iter().map(|(name, value)| match value {
        Some(value) => parameter(name, "query", ty("string").with("enum", vec![Tree::from(value.clone())])),
        None => parameter(name, "query", ty("string")).with("allowEmptyValue", true),
    });
    of_path.chain(of_query).collect()
}

/// Returns the error responses of an operation, by status.
pub(super) fn responses<'a>(
    components: &Components<'a>,
    operation: usize,
    is_asked_for: fn(&OperationResponse) -> bool,
) -> Tree<'a> {
    // They are sorted by operation, so that one of 100,000 operations finds its own quickly.
    let all = &components.of_operations;
    let first = all.partition_point(|response| response.operation < operation);
    let of_operation = all[first..].iter().take_while(|response| response.operation == operation);
    let member = |response: &OperationResponse| {
        (response.status.to_string(), super::schema::reference("responses", &response.name))
    };
    Tree::of(of_operation.filter(|response| is_asked_for(response)).map(member))
}

fn object<'a>(operation: &'a Operation, parameters: Vec<Tree<'a>>, responses: Tree<'a>) -> Tree<'a> {
    Tree::object()
        .with("operationId", operation.name.as_str())
        .with("summary", operation.title.as_str())
        .with_some("parameters", (!parameters.is_empty()).then_some(parameters))
        .with("responses", responses)
}
