//! Every output of a catalog, taken apart into what is ours and what is the catalog's text.

use std::collections::BTreeMap;

use error_catalog_codegen::Catalog;
use error_catalog_codegen::catalog::OpenApiVersion;
use error_catalog_codegen::emit::site::{self, Templates};
use error_catalog_codegen::emit::{self, rust};
use error_catalog_test_support::{PageHtml, openapi};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{Event, Options, Parser, Tag};
use scraper::Html;
use serde_json::Value;

/// What is left of outputs when the texts are taken out of them, and the texts.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outputs {
    /// By the name of the output.
    pub(super) skeletons: BTreeMap<String, Vec<String>>,
    pub(super) texts: BTreeMap<String, String>,
}

impl Outputs {
    pub(super) fn of(catalog: &Catalog) -> Result<Self, String> {
        let mut outputs = Self::default();
        outputs.rust(catalog)?;
        outputs.data(catalog)?;
        outputs.markdown(catalog)?;
        outputs.html(catalog)?;
        for error in &catalog.errors {
            for (name, value) in emit::example_headers(catalog, error) {
                let is_sent = value.chars().all(|c| matches!(c, ' '..='~' | '\t'));
                is_sent.then_some(()).ok_or_else(|| format!("header: {name}: {value:?}"))?;
            }
        }
        Ok(outputs)
    }

    fn add(&mut self, name: &str, skeleton: Vec<String>, text: String) {
        self.skeletons.insert(name.to_owned(), skeleton);
        self.texts.insert(name.to_owned(), text);
    }

    fn rust(&mut self, catalog: &Catalog) -> Result<(), String> {
        let options = rust::Options::default();
        for (name, text) in [
            ("Rust", Ok(rust::text(catalog, &options))),
            ("formatted Rust", rust::formatted(catalog, &options)),
        ] {
            let text = text.map_err(|error| format!("{name}: {error}"))?;
            let tokens: TokenStream = text.parse().map_err(|error| format!("{name}: {error}"))?;
            syn::parse_file(&text).map_err(|error| format!("{name}: {error}"))?;
            let (mut skeleton, mut docs) = (Vec::new(), vec![String::new()]);
            tokens_of(tokens, &mut skeleton, &mut docs);
            for doc in &docs {
                for event in Parser::new_ext(
                    doc,
                    Options::ENABLE_TABLES
                        | Options::ENABLE_FOOTNOTES
                        | Options::ENABLE_STRIKETHROUGH
                        | Options::ENABLE_TASKLISTS,
                ) {
                    let is_text = matches!(event, Event::Text(_) | Event::Code(_) | Event::SoftBreak)
                        || matches!(
                            event,
                            Event::Start(Tag::Paragraph) | Event::End(pulldown_cmark::TagEnd::Paragraph)
                        );
                    is_text.then_some(()).ok_or_else(|| format!("rustdoc: {event:?} in {doc:?}"))?;
                }
            }
            let shown = docs.iter().map(|doc| markdown_text(doc)).collect::<Vec<_>>().join("\n");
            self.add(name, skeleton, shown);
        }
        Ok(())
    }

    fn data(&mut self, catalog: &Catalog) -> Result<(), String> {
        let document = openapi::json(catalog, OpenApiVersion::V3_1, false);
        openapi::differ(catalog).map_or(Ok(()), Err)?;
        let script = site::files(catalog, &Templates::default()).map_err(|error| error.to_string())?;
        let script =
            script.into_iter().find(|file| file.path.ends_with("search-index.js")).expect("the search");
        let list =
            script.content.split_once("window.errorCatalog = ").and_then(|(_, rest)| rest.rsplit_once(";\n"));
        let index = list.and_then(|(list, _)| serde_json::from_str(list).ok()).ok_or("search: no JSON")?;
        let mut export = emit::export(catalog);
        for error in export["errors"].as_array_mut().into_iter().flatten() {
            // What cannot be sent is left out.
            error["example"].as_object_mut().and_then(|example| example.remove("headers"));
        }
        for (name, value) in [("OpenAPI", document), ("export", export), ("search", index)] {
            let (mut skeleton, mut texts) = (Vec::new(), Vec::new());
            shape(&value, &mut skeleton, &mut texts);
            self.add(name, skeleton, texts.join("\n"));
        }
        Ok(())
    }

    fn markdown(&mut self, catalog: &Catalog) -> Result<(), String> {
        let page = emit::markdown_page(catalog);
        let mut skeleton = Vec::new();
        for event in Parser::new_ext(&page, Options::ENABLE_TABLES | Options::ENABLE_GFM) {
            match event {
                // What prose may have.
                Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::Emphasis | Tag::Strong) => {}
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let is_own = dest_url.starts_with("https://");
                    is_own.then_some(()).ok_or_else(|| format!("Markdown: a link to {dest_url}"))?;
                }
                Event::Start(tag) => {
                    skeleton.push(format!("{tag:?}").split([' ', '(']).next().unwrap_or_default().to_owned())
                }
                Event::InlineHtml(html) | Event::Html(html) => match PageHtml::of(&html) {
                    Some(PageHtml::Anchor(_)) => skeleton.push("<a id>".to_owned()),
                    // It stands where a fenced block would, and begins as a block of HTML.
                    Some(PageHtml::Code(_)) => {
                        skeleton.last_mut().expect("a block").replace_range(.., "CodeBlock")
                    }
                    Some(PageHtml::Nothing | PageHtml::Break | PageHtml::Link(_)) => {}
                    None => skeleton.push(html.trim().to_owned()),
                },
                _ => {}
            }
        }
        self.add("Markdown", skeleton, markdown_text(&page));
        Ok(())
    }

    fn html(&mut self, catalog: &Catalog) -> Result<(), String> {
        let files = site::files(catalog, &Templates::default()).map_err(|error| error.to_string())?;
        let (mut elements, mut text) = (Vec::new(), String::new());
        for file in files.iter().filter(|file| file.path.ends_with(".html")) {
            let page = Html::parse_document(&file.content);
            for node in page.tree.nodes() {
                let node = node.value();
                if let Some(shown) = node.as_text() {
                    text.push_str(shown);
                } else if let Some(element) = node.as_element() {
                    // What runs on in a line parts no words.
                    if !["code", "strong", "em", "a"].contains(&element.name()) {
                        text.push(' ');
                    }
                    elements.extend(element_of(element)?);
                } else if let Some(comment) = node.as_comment() {
                    elements.push(format!("<!--{}", shape_of_comment(comment, &catalog.name, &file.path)));
                } else {
                    elements.push(format!("{node:?}").chars().take(20).collect());
                }
            }
        }
        elements.sort();
        self.add("HTML", elements, text);
        Ok(())
    }
}

/// A comment. The mark at the end of a page names its catalog and its path: both are what they are, in characters that end no comment.
fn shape_of_comment<'c>(comment: &'c str, name: &str, path: &str) -> &'c str {
    let is_safe = path.chars().all(|c| c.is_ascii_alphanumeric() || "-._~%/".contains(c));
    let mark = format!(" Generated by error-catalog for {name}: {path} ");
    if is_safe && comment == mark { "the mark" } else { comment }
}

/// An element with the names of its attributes; none where prose may have it.
fn element_of(element: &scraper::node::Element) -> Result<Option<String>, String> {
    const PROSE: &[&str] = &["p", "ul", "ol", "li", "code", "strong", "em", "br", "a"];
    for (name, value) in element.attrs() {
        let is_address = ["href", "src"].contains(&name);
        let scheme = value.split(['/', '#', '?']).next().unwrap_or_default();
        if is_address && (value.starts_with("//") || (scheme.contains(':') && scheme != "https:")) {
            return Err(format!("HTML: {name}={value:?}"));
        }
    }
    let mut names: Vec<&str> = element.attrs().map(|(name, _)| name).collect();
    names.sort_unstable();
    let is_prose = PROSE.contains(&element.name()) && names.iter().all(|name| *name == "href");
    Ok((!is_prose).then(|| format!("{} {names:?}", element.name())))
}

/// Rust without its literals, and the documentation of each item.
fn tokens_of(tokens: TokenStream, skeleton: &mut Vec<String>, docs: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut last_was_doc = false;
    while let Some(token) = tokens.next() {
        let is_mark = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        if let Some(doc) = tokens.peek().filter(|_| is_mark).and_then(doc_of) {
            if !last_was_doc {
                docs.push(String::new());
            }
            let lines = docs.last_mut().expect("the documentation of an item");
            *lines += doc.strip_prefix(' ').unwrap_or(&doc);
            lines.push('\n');
            last_was_doc = true;
            tokens.next();
            continue;
        }
        last_was_doc = false;
        match token {
            // The keys of the hash: as many as the longest code has words.
            TokenTree::Group(group) if is_list_of_numbers(&group) => skeleton.push("numbers".to_owned()),
            TokenTree::Group(group) => {
                skeleton.push(format!("{:?}", group.delimiter()));
                tokens_of(group.stream(), skeleton, docs);
                skeleton.push("end".to_owned());
            }
            TokenTree::Literal(_) => skeleton.push("literal".to_owned()),
            // Layout: a comma behind the last.
            TokenTree::Punct(punct) if punct.as_char() == ',' => {}
            other => skeleton.push(other.to_string()),
        }
    }
}

/// Whether a group is `[1, 2]`. No text of a catalog becomes a number.
fn is_list_of_numbers(group: &proc_macro2::Group) -> bool {
    let is_number = |token: &TokenTree| match token {
        TokenTree::Literal(literal) => literal.to_string().starts_with(|c: char| c.is_ascii_digit()),
        TokenTree::Punct(punct) => punct.as_char() == ',',
        _ => false,
    };
    let mut tokens = group.stream().into_iter().peekable();
    group.delimiter() == Delimiter::Bracket
        && tokens.peek().is_some()
        && tokens.all(|token| is_number(&token))
}

/// The text of a `[doc = "…"]`.
fn doc_of(attribute: &TokenTree) -> Option<String> {
    let TokenTree::Group(group) = attribute else { return None };
    match &*group.stream().into_iter().collect::<Vec<_>>() {
        [TokenTree::Ident(name), _, TokenTree::Literal(text)] if name == "doc" => {
            Some(syn::parse_str::<syn::LitStr>(&text.to_string()).expect("a string").value())
        }
        _ => None,
    }
}

/// The text of Markdown.
fn markdown_text(text: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_GFM) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::InlineHtml(html) | Event::Html(html) => {
                out.push_str(PageHtml::of(&html).as_ref().map_or(" ", PageHtml::text));
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. }) => {}
            Event::End(
                pulldown_cmark::TagEnd::Emphasis
                | pulldown_cmark::TagEnd::Strong
                | pulldown_cmark::TagEnd::Link,
            ) => {}
            _ => out.push(' '),
        }
    }
    out
}

/// What kinds of values stand where; keys and texts apart.
fn shape(value: &Value, skeleton: &mut Vec<String>, texts: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            skeleton.push(format!("object of {}", members.len()));
            // A key may be a text of the catalog, so the order is none.
            let mut inner: Vec<Vec<String>> = Vec::new();
            for (key, value) in members {
                texts.push(key.clone());
                // Descriptions of OpenAPI are CommonMark.
                texts.extend(value.as_str().filter(|_| key == "description").map(markdown_text));
                let mut of_member = Vec::new();
                shape(value, &mut of_member, texts);
                inner.push(of_member);
            }
            inner.sort();
            skeleton.extend(inner.into_iter().flatten());
        }
        Value::Array(items) => {
            skeleton.push(format!("list of {}", items.len()));
            items.iter().for_each(|item| shape(item, skeleton, texts));
        }
        Value::String(text) => {
            skeleton.push("text".to_owned());
            texts.push(text.clone());
        }
        Value::Number(_) => skeleton.push("number".to_owned()),
        Value::Bool(_) => skeleton.push("truth".to_owned()),
        Value::Null => skeleton.push("null".to_owned()),
    }
}
