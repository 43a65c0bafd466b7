//! The HTML reference: a folder that needs no network and no server.
//!
//! An index with search and filters, and a page for each error. The templates are minijinja's, and each can be put
//! in the place of by one of the user's own.

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

/// A file that the reference is made with.
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

/// Templates and assets by their names: the built-in ones, unless others stand in their place.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    own: Vec<(String, String)>,
}

impl Templates {
    /// The names of what can be put in the place of.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TEMPLATES.iter().chain(ASSETS).map(|source| source.name)
    }

    /// Puts a text of the user's own in the place of the built-in one of that name.
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

/// As in all other HTML, but lines stay lines: in a `pre` they are seen.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    html::write_lines(text.split('\n'), &mut out);
    out
}

/// A file of the reference, by its path in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// The path, with `/` between its parts.
    pub path: String,
    /// The content.
    pub content: String,
}

/// Every file of the reference: the index, a page for each public error, style and scripts.
///
/// # Errors
///
/// Where a template of the user's own is no template, asks for what there is not, or goes beyond a bound of time, output or depth. The message names the template
/// and the line.
pub fn files(catalog: &Catalog, templates: &Templates) -> Result<Vec<File>, TemplateError> {
    let mut environment = templates.environment()?;
    render::bound(&mut environment, catalog);
    render::with_large_stack(|| rendered(catalog, templates, &mut environment))
}

/// The files, rendered in an environment with its bounds.
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

/// A file with its mark at the end, whatever a template of the user's own leaves out.
fn marked(catalog: &Catalog, path: &str, mut content: String) -> File {
    let mark = mark::of_page(&catalog.name, path);
    let (begin, end) = if path.ends_with(".html") { ("<!--", "-->") } else { ("/*", "*/") };
    let comment = format!("\n{begin} {mark} {end}\n");
    // There are as many as there are errors: none takes more than it needs.
    content.reserve_exact(comment.len());
    content.push_str(&comment);
    content.shrink_to_fit();
    File { path: path.to_owned(), content }
}
