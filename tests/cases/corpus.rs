//! Names and texts as large public catalogs have them, end to end: what each file says, read by TOML's own parser, comes out of
//! every step. Others of these tests take them through servers of both frameworks (`servers`), `decode`, and the schemas of the
//! documents (`openapi`).

use std::collections::{BTreeMap, BTreeSet, HashSet};

use error_catalog::response::{Context, body};
use error_catalog::{Catalogued, ErrorCode};
use error_catalog_codegen::catalog::OpenApiVersion;
use error_catalog_codegen::emit::site::{self, Templates};
use error_catalog_codegen::emit::{document, markdown_page, prose};
use error_catalog_codegen::{Catalog, Checked, check};
use error_catalog_test_support::{PageHtml, folder, words};
use error_catalog_tests::{corpus_codes, corpus_long, corpus_names, corpus_texts, derived};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scraper::{Html, Selector};
use serde_json::Value;

/// A catalog, and what its file says.
struct Corpus {
    catalog: Catalog,
    file: Value,
}

impl Corpus {
    fn of(name: &str) -> Self {
        let file = match name {
            "corpus-long" => concat!(env!("OUT_DIR"), "/corpus-long.toml").into(),
            name => folder().join("fixtures/valid").join(format!("{name}.toml")),
        };
        let Checked { catalog, report, .. } = check(&file).expect("a file");
        let catalog = catalog.unwrap_or_else(|| panic!("{report}"));
        let text = std::fs::read_to_string(file).expect("a catalog");
        Self { catalog, file: error_catalog_test_support::toml::parsed(&text) }
    }

    fn all() -> [Self; 4] {
        ["corpus-codes", "corpus-names", "corpus-texts", "corpus-long"].map(Self::of)
    }

    /// The errors of the file: key and table.
    fn errors(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.file["errors"].as_object().expect("errors").iter()
    }

    /// The code of an error on the wire.
    fn code(&self, key: &str) -> Value {
        let set = self.file["errors"][key].get("code");
        set.cloned().unwrap_or_else(|| key.into())
    }

    /// The code as people are shown it.
    fn shown_code(&self, key: &str) -> String {
        let code = self.code(key);
        code.as_str().map_or_else(|| code.to_string(), str::to_owned)
    }

    fn message(&self, key: &str, value: &dyn Fn(&str) -> String) -> String {
        filled(self.file["errors"][key]["message"].as_str().expect("a message"), value)
    }

    /// The message as documentation has it.
    fn shown_message(&self, key: &str) -> String {
        self.message(key, &|name| format!("{{{name}}}"))
    }
}

/// A template with these values, in the simplest way.
fn filled(template: &str, value: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' | '}' if chars.next_if_eq(&c).is_some() => out.push(c),
            '{' => out.push_str(&value(&chars.by_ref().take_while(|c| *c != '}').collect::<String>())),
            c => out.push(c),
        }
    }
    out
}

/// Codes and messages of the generated errors, in Rust and in their bodies. Gives back how many there are.
fn rust_says<E: Catalogued>(name: &str, errors: &[E], json: &dyn Fn(&Value) -> (Value, Value)) -> usize
where
    E::Code: PartialEq + std::fmt::Debug,
{
    let corpus = Corpus::of(name);
    assert_eq!(corpus.errors().count(), errors.len(), "{name}");
    for error in errors {
        let definition = error.definition();
        let key = definition.name();
        let values: BTreeMap<_, _> = definition
            .params()
            .enumerate()
            .map(|(slot, p)| (p.name(), error.arg(slot).to_string()))
            .collect();
        let message = corpus.message(key, &|name| values[name].clone());
        assert_eq!(definition.code(), corpus.shown_code(key), "{name} {key:?}");
        assert_eq!(error.to_string(), message, "{name} {key:?}");
        let carrying: Vec<_> =
            E::Code::all().iter().filter(|c| c.definition().code() == definition.code()).collect();
        assert_eq!(
            E::Code::from_text(definition.code()).as_ref(),
            carrying.first().copied(),
            "{name} {key:?}"
        );
        let body: Value = serde_json::from_str(body(error, &Context::default()).as_str()).expect("JSON");
        assert_eq!(json(&body), (corpus.code(key), message.into()), "{name} {key:?}");
    }
    errors.len()
}

#[test]
fn rust_says_what_the_file_says() {
    let flat = |body: &Value| (body["code"].clone(), body["message"].clone());
    let nested = |body: &Value| flat(&body["error"]);
    let counted = [
        rust_says("corpus-codes", &corpus_codes::examples(), &flat),
        rust_says("corpus-names", &corpus_names::examples(), &flat),
        rust_says("corpus-texts", &corpus_texts::examples(), &nested),
        rust_says("corpus-long", &corpus_long::examples(), &nested),
    ];
    assert!(counted.iter().sum::<usize>() >= 450, "{counted:?}");
    rust_says("corpus-codes", &derived::corpus_codes::examples(), &flat);
    rust_says("corpus-names", &derived::corpus_names::examples(), &flat);
    rust_says("corpus-texts", &derived::corpus_texts::examples(), &nested);
    rust_says("corpus-long", &derived::corpus_long::examples(), &nested);
}

/// The parts of a page of Markdown by the anchor of their headings: the heading's text, and all text below it.
fn parts(page: &str) -> BTreeMap<String, (String, String)> {
    let mut parts: Vec<(String, String, String)> = Vec::new();
    let mut in_heading = false;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_GFM) {
        if let Event::Start(Tag::Heading { .. }) = event {
            parts.push(Default::default());
        }
        let Some((anchor, heading, below)) = parts.last_mut() else { continue };
        let text = if in_heading { heading } else { below };
        match event {
            Event::Start(Tag::Heading { .. }) => in_heading = true,
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::InlineHtml(html) | Event::Html(html) => match PageHtml::of(&html) {
                Some(PageHtml::Anchor(id)) => *anchor = id,
                shown => text.push_str(shown.as_ref().map_or(" ", PageHtml::text)),
            },
            Event::Text(more) | Event::Code(more) => text.push_str(&more),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => text.push(' '),
            _ => {}
        }
    }
    parts.into_iter().map(|(anchor, heading, below)| (anchor, (heading, below))).collect()
}

/// What of an error's texts is not in the text that its entry shows.
fn missing(corpus: &Corpus, key: &str, shown: &str) -> Vec<String> {
    let table = &corpus.file["errors"][key];
    let prose = ["description", "when", "fix"].into_iter().filter_map(|name| table.get(name)?.as_str());
    let mut expected = vec![words(&corpus.shown_message(key))];
    expected.extend(
        prose
            .flat_map(prose::parse)
            .flat_map(|block| match block {
                document::Block::Paragraph(line) => vec![line],
                document::Block::List { items, .. } => items,
                _ => Vec::new(),
            })
            .map(|line| words(&document::plain(&line))),
    );
    let shown = words(shown);
    expected.retain(|text| !shown.contains(text.as_str()));
    expected
}

#[test]
fn markdown_shows_what_the_file_says() {
    for corpus in Corpus::all() {
        let parts = parts(&markdown_page(&corpus.catalog));
        for error in &corpus.catalog.errors {
            let name = format!("{} {:?}", corpus.catalog.name, error.name);
            let anchor = error_catalog_codegen::emit::words::id(error);
            let (heading, below) = parts.get(&anchor).unwrap_or_else(|| panic!("{name}: no entry"));
            assert_eq!(words(heading), words(&corpus.shown_code(&error.name)), "{name}");
            assert_eq!(missing(&corpus, &error.name, below), [""; 0], "{name} shows {below:?}");
        }
    }
}

/// What a file's name must be on every disk; Windows asks for most.
fn assert_portable(path: &str) {
    for name in path.split('/') {
        let stem = name.split('.').next().unwrap_or_default().to_lowercase();
        let is_numbered = |port: &str| stem.strip_prefix(port).is_some_and(|n| n.chars().count() == 1);
        assert!((1..=255).contains(&name.len()), "{path}: {} bytes", name.len());
        assert!(!name.contains(|c: char| c.is_control() || "<>:\"|?*\\".contains(c)), "{path}");
        assert!(!name.starts_with('.') && !name.ends_with(['.', ' ']), "{path}");
        assert!(!["con", "prn", "aux", "nul"].contains(&&*stem), "{path}: a device");
        assert!(!is_numbered("com") && !is_numbered("lpt"), "{path}: a device");
    }
}

pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let encoded = (*first == b'%').then(|| std::str::from_utf8(more.get(..2)?).ok()).flatten();
        match encoded.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => (bytes.push(byte), rest = &more[2..]).1,
            None => (bytes.push(*first), rest = more).1,
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// The file that a link of a page leads to, as a browser finds it (WHATWG URL): steps of dots first, even encoded ones.
fn target(page: &str, href: &str) -> (String, Option<String>) {
    let (path, fragment) =
        href.split_once('#').map_or((href, None), |(path, id)| (path, Some(id.to_owned())));
    assert!(!path.contains([':', '?', '\\']) && !path.starts_with('/'), "{href}");
    let mut steps: Vec<&str> = page.split('/').collect();
    if path.is_empty() {
        return (page.to_owned(), fragment);
    }
    steps.pop();
    for step in path.split('/') {
        match step.to_lowercase().replace("%2e", ".").as_str() {
            "." => {}
            ".." => drop(steps.pop().unwrap_or_else(|| panic!("{href} leaves the folder"))),
            _ => steps.push(step),
        }
    }
    (percent_decoded(&steps.join("/")), fragment)
}

fn text_of(html: &Html, selector: &str) -> String {
    let selector = Selector::parse(selector).expect("a selector");
    html.select(&selector).flat_map(|element| element.text().chain([" "])).collect()
}

#[test]
fn html_shows_what_the_file_says() {
    for corpus in Corpus::all() {
        let files = site::files(&corpus.catalog, &Templates::default()).expect("a reference");
        let files: BTreeMap<_, _> = files.into_iter().map(|file| (file.path, file.content)).collect();
        let mut taken = HashSet::new();
        for path in files.keys() {
            assert_portable(path);
            assert!(taken.insert(path.to_lowercase()), "{path} stands there twice on some disks");
            let folder = path.rsplit_once('/').map(|(folder, _)| folder.to_lowercase());
            assert!(!folder.is_some_and(|folder| files.contains_key(&folder)), "{path}: a folder and a file");
        }
        let pages: BTreeMap<_, _> = files.iter().filter(|(path, _)| path.ends_with(".html")).collect();
        let pages: BTreeMap<_, _> =
            pages.into_iter().map(|(path, text)| (path.as_str(), Html::parse_document(text))).collect();
        let ids = |page: &Html| {
            let all = Selector::parse("[id]").expect("a selector");
            page.select(&all).filter_map(|e| e.attr("id").map(str::to_owned)).collect::<Vec<_>>()
        };
        let ids: BTreeMap<_, BTreeSet<_>> = pages
            .iter()
            .map(|(path, page)| {
                let list = ids(page);
                let set: BTreeSet<_> = list.iter().cloned().collect();
                assert_eq!(list.len(), set.len(), "{path}: an id twice");
                (*path, set)
            })
            .collect();
        let links = Selector::parse("[href], [src]").expect("a selector");
        for (path, page) in &pages {
            for link in page.select(&links).filter_map(|e| e.attr("href").or(e.attr("src"))) {
                // What the prose of the corpus links to is its own business.
                if link.starts_with("https://") || link == "e.png" {
                    continue;
                }
                let (file, fragment) = target(path, link);
                assert!(files.contains_key(&file), "{path}: {link} leads to {file}, which there is not");
                let has =
                    |id: &String| ids[&*file].contains(id) || ids[&*file].contains(&percent_decoded(id));
                assert!(fragment.as_ref().is_none_or(has), "{path}: {link} leads to no id");
            }
        }
        let index = &pages["index.html"];
        let [entries, links] = ["li[id]", "a"].map(|css| Selector::parse(css).expect("a selector"));
        for error in &corpus.catalog.errors {
            let name = format!("{} {:?}", corpus.catalog.name, error.name);
            let anchor = error_catalog_codegen::emit::words::anchor(error);
            let entry = index.select(&entries).find(|entry| entry.attr("id") == Some(anchor.as_ref()));
            let link = entry.and_then(|entry| entry.select(&links).next()?.attr("href"));
            let link = link.unwrap_or_else(|| panic!("no entry of {name} with the id {anchor:?}"));
            let page = &pages[&*target("index.html", link).0];
            assert_eq!(words(&text_of(page, "h1")), words(&corpus.shown_code(&error.name)), "{name}");
            let shown = text_of(page, "main p, main td, main li");
            assert_eq!(missing(&corpus, &error.name, &shown), [""; 0], "{name} shows {shown:?}");
        }
    }
}

#[test]
fn documents_show_what_the_file_says() {
    for corpus in Corpus::all() {
        let document =
            error_catalog_test_support::openapi::json(&corpus.catalog, OpenApiVersion::V3_1, false);
        let mut found = BTreeSet::new();
        for (name, response) in document["components"]["responses"].as_object().expect("responses") {
            let validator =
                crate::openapi::validator(&document, &response["content"]["application/json"]["schema"]);
            for (key, example) in crate::openapi::examples(&document, response) {
                let body = &example["value"];
                let error = body.get("error").unwrap_or(body);
                assert_eq!(error["code"], corpus.code(&key), "{name} {key:?}");
                let examples =
                    &corpus.catalog.errors.iter().find(|e| e.name == key).expect("an error").params;
                if examples.is_empty() {
                    assert_eq!(error["message"], corpus.message(&key, &|_| unreachable!()), "{name} {key:?}");
                }
                let shown = example["summary"].as_str().unwrap_or_default();
                assert_eq!(shown, corpus.shown_message(&key), "{name} {key:?}");
                crate::openapi::holds(&validator, body);
                found.insert(key);
            }
        }
        assert_eq!(found.len(), corpus.errors().count(), "{}", corpus.catalog.name);
    }
}
