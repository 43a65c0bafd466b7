//! The route of an operation: a method, a path with parameters, and a fragment or query that
//! distinguishes operations with the same path.

use std::ops::Range;

use super::interner::Interner;
use super::nearest::nearest;

/// The methods of a route: those of RFC 9110 §9 and RFC 5789, and `QUERY` of OpenAPI 3.2. `CONNECT`
/// has no path (RFC 9110 §9.3.6).
const METHODS: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"];

/// A parsed route.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Route {
    /// The method, in uppercase.
    pub method: String,
    /// The path as written.
    pub written: String,
    /// The path in OpenAPI syntax, with `{name}` for parameters. A query such as `?acl`, which
    /// OpenAPI does not allow, becomes a fragment: `#acl`.
    pub path: String,
    /// The names of the parameters in the path, each once.
    pub parameters: Vec<String>,
    /// The parameters of the query, each with its constant value.
    pub query: Vec<(String, Option<String>)>,
}

/// A problem in a route, with its range and its help.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RouteError {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: String,
}

fn error(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> RouteError {
    RouteError { range, message: message.into(), help: help.into() }
}

impl Route {
    /// Parses `POST /v1/leads/:id`. Parameters are `:id`, `*rest`, `{id}`, `{*rest}`,
    /// `{id:[0-9]+}`, `{name=leads/*}` or `{key+}`, also next to other text: `{name}:cancel`.
    pub(crate) fn parse(route: &str) -> Result<Self, RouteError> {
        let (method, start) = method(route)?;
        let written = route[start..].trim_end();
        if !written.starts_with('/') {
            return Err(no_slash(method, written, start));
        }
        let path = Path::read(written).map_err(|mut wrong| {
            wrong.range = wrong.range.start + start..wrong.range.end + start;
            wrong
        })?;
        let extra =
            [&path.query, &path.fragment].into_iter().flatten().copied().collect::<Vec<_>>().join("&");
        let query = path.query.iter().flat_map(|query| query.split('&')).filter(|pair| !pair.is_empty());
        Ok(Self {
            method: method.to_owned(),
            written: written.to_owned(),
            path: if extra.is_empty() { path.template } else { format!("{}#{extra}", path.template) },
            parameters: path.parameters.into_iter().map(str::to_owned).collect(),
            query: query
                .map(|pair| match pair.split_once('=') {
                    Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                    None => (pair.to_owned(), None),
                })
                .collect(),
        })
    }

    /// Returns the path without the names of its parameters. Two paths with the same shape are
    /// identical (OpenAPI 3.1.1 §4.8.8).
    pub(crate) fn shape(&self) -> String {
        shape(&self.path)
    }
}

/// Returns the shape of a path of a document. A query and a fragment are the same in it.
pub(crate) fn shape(path: &str) -> String {
    let Ok(read) = Path::read(path) else { return path.to_owned() };
    let (mut out, mut rest) = (String::new(), read.template.as_str());
    while let Some((before, parameter)) = rest.split_once('{') {
        out.push_str(before);
        out.push_str("{}");
        rest = parameter.split_once('}').map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    for (at, part) in [read.query, read.fragment].into_iter().flatten().enumerate() {
        out.push(if at == 0 { '#' } else { '&' });
        out.push_str(part);
    }
    out
}

/// Parses the method. Returns it with the start of the path.
fn method(route: &str) -> Result<(&'static str, usize), RouteError> {
    let whole = 0..route.len();
    let Some((written, rest)) = route.split_once(char::is_whitespace) else {
        return Err(match METHODS.iter().find(|method| method.eq_ignore_ascii_case(route)) {
            Some(method) => error(whole, format!("`{route}` has no path"), format!("write `{method} /…`")),
            None if route.starts_with('/') => error(
                whole,
                format!("`{route}` has no method"),
                format!("write `GET {route}`, or another method"),
            ),
            None => error(
                whole,
                format!("`{route}` is not a method and a path"),
                "write both, such as `GET /v1/leads/{id}`; or remove `route`",
            ),
        });
    };
    let start = route.len() - rest.trim_start().len();
    match METHODS.into_iter().find(|method| *method == written) {
        Some(method) => Ok((method, start)),
        None => {
            let help = match nearest(&written.to_ascii_uppercase(), METHODS) {
                Some(method) => format!("write `{method}`"),
                None => format!("write one of `{}`", METHODS.join("`, `")),
            };
            Err(error(0..written.len(), format!("unknown HTTP method `{written}`"), help))
        }
    }
}

fn no_slash(method: &str, path: &str, start: usize) -> RouteError {
    let range = start..start + path.len();
    let without_host = path.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    let help = match without_host {
        Some(path) => format!("write only the path: `{method} {path}`"),
        None => format!("write `{method} /{path}`"),
    };
    error(range, format!("the path `{path}` does not begin with `/`"), help)
}

/// A partially parsed path.
struct Path<'p> {
    /// The path with `{name}` for parameters.
    template: String,
    /// The names of the parameters.
    parameters: Vec<&'p str>,
    /// The same names, for lookups.
    known: Interner,
    query: Option<&'p str>,
    fragment: Option<&'p str>,
}

impl<'p> Path<'p> {
    fn read(path: &'p str) -> Result<Self, RouteError> {
        let mut read = Self {
            template: String::with_capacity(path.len()),
            parameters: Vec::new(),
            known: Interner::new(),
            query: None,
            fragment: None,
        };
        let mut at = 0;
        while let Some(c) = path[at..].chars().next() {
            let is_start = path[..at].ends_with('/');
            match c {
                '{' => at = read.braces(path, at)?,
                '}' => return Err(error(at..at + 1, "unmatched `}`", "add a `{`, or remove the `}`")),
                '?' | '#' => {
                    read.rest(path, at)?;
                    break;
                }
                c if c.is_whitespace() || c.is_control() => {
                    let help = "remove it, or write `%20` for a space in the path";
                    return Err(error(at..at + c.len_utf8(), "whitespace in the path", help));
                }
                ':' | '*' if is_start && !word(&path[at + 1..]).is_empty() => {
                    let name = word(&path[at + 1..]);
                    read.parameter(name, at + 1)?;
                    at += 1 + name.len();
                }
                c => {
                    read.template.push(c);
                    at += c.len_utf8();
                }
            }
        }
        Ok(read)
    }

    /// Parses the braces that begin at `at`. Returns their end.
    fn braces(&mut self, path: &'p str, at: usize) -> Result<usize, RouteError> {
        let mut depth = 0;
        let mut end = None;
        for (offset, c) in path[at..].char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                end = Some(at + offset);
                break;
            }
        }
        let Some(end) = end else {
            return Err(error(at..at + 1, "unclosed `{`", "add a `}`, as in `{id}`"));
        };
        let inner = &path[at + 1..end];
        // After the name: a pattern of actix-web (`:`) or of google.api.http (`=`).
        let name = inner.split([':', '=']).next().unwrap_or_default();
        let stars = name.len() - name.trim_start_matches('*').len();
        // A greedy label of AWS. OpenAPI tools do not support a `+` in the name.
        let name = name[stars..].trim_end_matches('+');
        let is_name = |c: char| !c.is_whitespace() && !c.is_control() && !"{}/?#".contains(c);
        if name.is_empty() || !name.chars().all(is_name) {
            let help = "write a name between the braces, without spaces, braces, `/`, `?` and `#`: `{id}`";
            return Err(error(at..end + 1, format!("invalid path parameter `{{{inner}}}`"), help));
        }
        self.parameter(name, at + 1 + stars)?;
        Ok(end + 1)
    }

    fn parameter(&mut self, name: &'p str, at: usize) -> Result<(), RouteError> {
        let range = at..at + name.len();
        if self.known.add(name.as_bytes()).is_some() {
            let message = format!("duplicate path parameter `{name}`");
            return Err(error(range, message, "rename one of them"));
        }
        self.template.extend(["{", name, "}"]);
        self.parameters.push(name);
        Ok(())
    }

    /// Parses the query and the fragment, which begin at `at`.
    fn rest(&mut self, path: &'p str, at: usize) -> Result<(), RouteError> {
        let rest = &path[at..];
        let odd = |c: char| matches!(c, '{' | '}') || c.is_whitespace() || c.is_control();
        if let Some((offset, wrong)) = rest.char_indices().find(|(_, c)| odd(*c)) {
            let plain = path[..at].to_owned();
            let help = format!("write a constant query, such as `?acl`, or remove it: `{plain}`");
            let message = "parameter or whitespace after the path";
            return Err(error(at + offset..at + offset + wrong.len_utf8(), message, help));
        }
        let (query, fragment) = match rest.split_once('#') {
            Some((query, fragment)) => (query, Some(fragment)),
            None => (rest, None),
        };
        self.query = query.strip_prefix('?').filter(|query| !query.is_empty());
        self.fragment = fragment.filter(|fragment| !fragment.is_empty());
        Ok(())
    }
}

/// Returns the letters, digits and underscores at the beginning of a text.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(route: &str) -> (String, String, Vec<String>) {
        let route = Route::parse(route).unwrap_or_else(|wrong| panic!("{route}: {wrong:?}"));
        (route.method, route.path, route.parameters)
    }

    #[test]
    fn routes_of_routers_and_of_documents() {
        let cases: &[(&str, &str, &str, &[&str])] = &[
            ("POST /v1/leads", "POST", "/v1/leads", &[]),
            ("GET /", "GET", "/", &[]),
            ("PATCH   /v1/:id ", "PATCH", "/v1/{id}", &["id"]),
            (
                "GET /v1/:id/{x}/{y:[0-9]{2}/?}/{*rest}",
                "GET",
                "/v1/{id}/{x}/{y}/{rest}",
                &["id", "x", "y", "rest"],
            ),
            (
                "GET /files/{id}/thumbnail.{extension}",
                "GET",
                "/files/{id}/thumbnail.{extension}",
                &["id", "extension"],
            ),
            ("POST /v1/{name}:cancel", "POST", "/v1/{name}:cancel", &["name"]),
            ("POST /v1/{name=leads/*}:cancel", "POST", "/v1/{name}:cancel", &["name"]),
            ("POST /v1/leads:batchGet", "POST", "/v1/leads:batchGet", &[]),
            ("GET /{Bucket}/{Key+}?acl", "GET", "/{Bucket}/{Key}#acl", &["Bucket", "Key"]),
            ("PUT /files/{id}#add_shared_link", "PUT", "/files/{id}#add_shared_link", &["id"]),
            ("QUERY /a/:id.json/*rest", "QUERY", "/a/{id}.json/{rest}", &["id", "rest"]),
            ("GET /a/*?x=1&y#z", "GET", "/a/*#x=1&y&z", &[]),
        ];
        for (route, method, path, parameters) in cases {
            let found = read(route);
            assert_eq!((found.0.as_str(), found.1.as_str()), (*method, *path), "{route}");
            assert_eq!(found.2, *parameters, "{route}");
        }
        let query = Route::parse("GET /a?x=1&y").expect("a route").query;
        assert_eq!(query, [("x".to_owned(), Some("1".to_owned())), ("y".to_owned(), None)]);
    }

    #[test]
    fn shapes_have_no_names() {
        assert_eq!(shape("/a/{b}/c.{d}"), "/a/{}/c.{}");
        assert_eq!(shape("/{Bucket}/{Key+}?acl"), shape("/{b}/{k}#acl"));
        assert_ne!(shape("/a#b"), shape("/a"));
        assert_eq!(shape("/a/:b"), "/a/{}");
        assert_eq!(shape("/a/{"), "/a/{");
    }

    #[test]
    fn mistakes_say_what_to_write() {
        let cases = [
            ("GET v1/leads/{id}", 4..17, "write `GET /v1/leads/{id}`"),
            ("GET https://x.y/v1/a", 4..20, "write only the path: `GET /v1/a`"),
            ("FETCH /v1/leads", 0..5, "write one of `GET`"),
            ("get /v1/leads", 0..3, "write `GET`"),
            ("PSOT /v1/leads", 0..4, "write `POST`"),
            ("CONNECT /v1", 0..7, "write one of `GET`"),
            ("/v1/leads", 0..9, "write `GET /v1/leads`"),
            ("POST", 0..4, "write `POST /…`"),
            ("leads.create", 0..12, "`GET /v1/leads/{id}`"),
            ("", 0..0, "`GET /v1/leads/{id}`"),
            ("GET /a b", 6..7, "`%20`"),
            ("GET /a/{b", 7..8, "`{id}`"),
            ("GET /a/b}", 8..9, "remove the `}`"),
            ("GET /a/{}", 7..9, "a name between the braces"),
            ("GET /a/{{b}}", 7..12, "a name between the braces"),
            ("GET /a/{b?}", 7..11, "a name between the braces"),
            ("GET /{a}/é/{a}", 13..14, "rename one"),
            ("GET /a?b={c}", 9..10, "remove it: `/a`"),
        ];
        for (route, range, help) in cases {
            let wrong = Route::parse(route).expect_err(route);
            assert_eq!(wrong.range, range, "{route}");
            assert!(wrong.help.contains(help), "{route}: {}", wrong.help);
        }
    }
}
