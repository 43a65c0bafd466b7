//! The HTML reference: a folder that needs no network and no server.
//!
//! It has an index with search and filters, and a page per error. Each minijinja template can be
//! replaced by a user-defined one.

mod context;
mod names;
mod overview;
mod search;

use minijinja::{AutoEscape, Environment, context};

use self::names::Names;
pub use super::render::TemplateError;
use crate::catalog::Catalog;
use crate::emit::{html, render};
use crate::output::mark;

/// A template or asset of the reference.
struct Source {
    name: &'static str,
    text: &'static str,
}

macro_rules! sources {
    ($($name:literal)*) => {
        &[$(Source { name: $name, text: include_str!(concat!("templates/", $name)) }),*]
    };
}

const TEMPLATES: &[Source] = sources!("layout.html" "index.html" "error.html");
const ASSETS: &[Source] = sources!("style.css" "theme.js" "search.js");

/// Templates and assets by name: the built-in ones, or their replacements.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    own: Vec<(String, String)>,
}

impl Templates {
    /// Returns the names of all files that can be replaced.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TEMPLATES.iter().chain(ASSETS).map(|source| source.name)
    }

    /// Replaces the built-in file with this name.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.own.push((name.into(), text.into()));
        self
    }

    fn text<'t>(&'t self, source: &'t Source) -> &'t str {
        let own = self.own.iter().find(|(name, _)| name == source.name);
        own.map_or(source.text, |(_, text)| text)
    }

    fn environment(&self) -> Result<Environment<'_>, minijinja::Error> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(|out, state, value| match value.as_str().filter(|_| !value.is_safe()) {
            Some(text) => Ok(out.write_str(&escaped(text))?),
            None => minijinja::escape_formatter(out, state, value),
        });
        environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
        for template in TEMPLATES {
            environment.add_template(template.name, self.text(template))?;
        }
        Ok(environment)
    }
}

/// Escapes text like other HTML, but keeps line breaks, which are visible in a `pre`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    html::write_lines(text.split('\n'), &mut out);
    out
}

/// A file of the reference, by its path in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// The path, with `/` as the separator.
    pub path: String,
    /// The content.
    pub content: String,
}

/// Returns all files of the reference: the index, a page per public error, styles and scripts.
///
/// # Errors
///
/// Fails if a user-defined template is invalid, uses an unknown value, or exceeds a limit of time,
/// output or depth. The message contains the template and the line.
pub fn files(catalog: &Catalog, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let mut environment = templates.environment()?;
    render::bound(&mut environment, catalog);
    render::with_large_stack(|| rendered(catalog, templates, &mut environment))
}

/// Renders the files in an environment with limits.
fn rendered(
    catalog: &Catalog,
    templates: &Templates,
    environment: &mut Environment<'_>,
) -> Result<Vec<File>, TemplateError> {
    let names = Names::of(catalog);
    let mut left = render::most_bytes(catalog);
    let mut files = vec![index(catalog, &names, environment, &mut left)?];
    render::bound_page(environment);
    let template = environment.get_template("error.html")?;
    let (of_catalog, root) = (context::catalog(catalog), context::safe(names.root().to_owned()));
    for (place, error) in names.errors().iter().copied().enumerate() {
        let neighbour = |place: Option<usize>| {
            let error = names.errors().get(place?)?;
            Some(context::neighbour(catalog, *error, &names))
        };
        let context = context! {
            catalog => of_catalog.clone(),
            root => root.clone(),
            error => context::error(catalog, error, &names),
            previous => neighbour(place.checked_sub(1)),
            next => neighbour(Some(place + 1)),
        };
        let content = render::render(&template, context, &mut left)?;
        files.push(marked(catalog, names.path(error), content));
    }
    files.extend(
        ASSETS.iter().map(|asset| {
            marked(catalog, &format!("assets/{}", asset.name), templates.text(asset).to_owned())
        }),
    );
    files.push(marked(catalog, "assets/search-index.js", search::index(catalog, &names)));
    Ok(files)
}

fn index(
    catalog: &Catalog,
    names: &Names,
    environment: &Environment<'_>,
    left: &mut usize,
) -> Result<File, TemplateError> {
    let context = context! {
        catalog => context::catalog(catalog),
        root => "",
        groups => context::groups(catalog, names),
        sections => context::sections(catalog),
        facets => context::facets(catalog),
        overview => overview::picture(catalog).map(minijinja::Value::from_safe_string),
    };
    let content = render::render(&environment.get_template("index.html")?, context, left)?;
    Ok(marked(catalog, "index.html", content))
}

/// Returns a file with its mark at the end, which does not depend on the template.
fn marked(catalog: &Catalog, path: &str, mut content: String) -> File {
    let mark = mark::of_page(&catalog.name, path);
    let (begin, end) = if path.ends_with(".html") { ("<!--", "-->") } else { ("/*", "*/") };
    let comment = format!("\n{begin} {mark} {end}\n");
    // There is one per error, so each releases its spare capacity.
    content.reserve_exact(comment.len());
    content.push_str(&comment);
    content.shrink_to_fit();
    File { path: path.to_owned(), content }
}
