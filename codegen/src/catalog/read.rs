//! Converts the tree to typed values, by the key table.

mod reader;

use std::collections::HashSet;

use self::reader::Reader;
use super::builtin;
use super::params::ParamType;
use super::raw::*;
use super::tree::{Entry, Table, TomlKind, Value};
use crate::source::{Span, Spanned};

/// Reads a catalog from its tree. `damaged` contains the names of tables with an unknown or
/// mistyped key.
pub(crate) fn read<'s>(root: &Table<'s>, damaged: &HashSet<Span>) -> Raw<'s> {
    let empty = Table::default();
    let root = Reader { table: root };
    let header = root.table("catalog").unwrap_or(Reader { table: &empty });
    let rust = root.table("rust").unwrap_or(Reader { table: &empty });
    let generate = root.table("generate").unwrap_or(Reader { table: &empty });
    let header = Header {
        name: header.text("name"),
        version: header.text("version"),
        title: header.text("title"),
        description: header.text("description"),
        docs: header.text("docs"),
        http: header.flag("http", true),
        domain: header.text("domain"),
    };
    let mut raw = Raw {
        rust: Rust {
            error: rust.text("error"),
            code: rust.text("code"),
            category: rust.text("category"),
            constructors: rust.flag("constructors", false),
            responses: rust.flag("responses", true),
            non_exhaustive: rust.flag("non_exhaustive", false),
            texts: rust.texts("texts"),
        },
        envelopes: root.named("envelope", damaged, |r| envelope(r, header.domain())),
        built_in: builtin::read(header.domain(), header.docs.is_some()),
        header,
        context: root.pairs("context"),
        attributes: root.entries("attributes").iter().map(attribute).collect(),
        retries: root.named("retry", damaged, retry),
        statuses: root.named("status", damaged, status),
        rate_limits: root.named("rate_limits", damaged, rate_limit),
        categories: root.named("category", damaged, category),
        errors: root.named("errors", damaged, error),
        operations: root.named("operations", damaged, operation),
        framework: root.pairs("framework"),
        retired: root.named("retired", damaged, retired),
        rules: root.pairs("rules"),
        generate: Generate {
            rust: generate.text("rust"),
            openapi: generate.value("openapi").and_then(openapi),
            markdown: generate.text("markdown"),
            html: generate.value("html").and_then(html),
            rust_client: generate.flag("rust_client", false),
            inject: generate.texts("inject"),
            framework: generate.flag("framework", true),
            templates: generate
                .tables("template")
                .map(|r| FileTemplate { path: r.text("path"), output: r.text("output") })
                .collect(),
        },
        ..Raw::default()
    };
    raw.relate();
    raw
}

fn envelope<'s>(r: Reader<'_, 's>, domain: &str) -> Envelope<'s> {
    let is = |key, word| r.text(key).is_some_and(|text: Text| text.value == word);
    Envelope {
        body: r.text("body").map(|text| RawNode::body(text, domain)),
        description: r.text("description"),
        media_type: r.text("media_type"),
        headers: r.headers(|value| RawNode::header(value, domain)),
        highest_status: is("joint_status", "highest"),
        by_status: is("identify", "status"),
        fields: r.pairs("fields"),
    }
}

fn retry<'s>(r: Reader<'_, 's>) -> Retry<'s> {
    Retry {
        kind: r.text("kind"),
        base: r.duration("base"),
        max: r.duration("max"),
        jitter: r.text("jitter"),
        attempts: r.integer("attempts"),
        fallback: r.text("fallback"),
        description: r.text("description"),
    }
}

fn status<'s>(r: Reader<'_, 's>) -> Status<'s> {
    Status {
        title: r.text("title"),
        when: r.text("when"),
        description: r.text("description"),
        retry: r.text("retry"),
        retry_note: r.text("retry_note"),
        listed: r.flag("listed", true),
    }
}

fn rate_limit<'s>(r: Reader<'_, 's>) -> RateLimit<'s> {
    RateLimit {
        scope: r.text("scope"),
        limit: r.integer("limit"),
        window: r.text("window"),
        affects: r.texts("affects"),
        description: r.text("description"),
    }
}

fn category<'s>(r: Reader<'_, 's>) -> Category<'s> {
    Category {
        title: r.text("title"),
        description: r.text("description"),
        rust: r.text("rust"),
        status: r.integer("status"),
        envelope: r.text("envelope"),
        retry: r.text("retry"),
        retry_note: r.text("retry_note"),
    }
}

fn error<'s>(r: Reader<'_, 's>) -> Error<'s> {
    Error {
        message: r.text("message").map(RawTemplate::message),
        status: r.integer("status"),
        category: r.text("category"),
        category_place: None,
        title: r.text("title"),
        description: r.text("description"),
        fix: r.text("fix"),
        when: r.text("when"),
        log: r.text("log").map(RawTemplate::message),
        code: r.value("code").and_then(code),
        shared_code: r.flag("shared_code", false),
        first_of_code: 0,
        rust: r.text("rust"),
        params: r.entries("params").iter().map(param).collect(),
        issues: r
            .value("issues")
            .filter(|value| matches!(value.kind, TomlKind::Bool(true) | TomlKind::Table(_)))
            .map(|value| value.span),
        issues_from: r.value("issues").map(issues_from).unwrap_or_default(),
        source: r.value("source").and_then(source),
        grpc_status: r.text("grpc_status"),
        headers: r.headers(RawTemplate::header),
        attributes: r
            .entries("attributes")
            .iter()
            .filter_map(|e| Some((e.key.clone(), attribute_value(&e.value)?)))
            .collect(),
        envelope: r.text("envelope"),
        retry: r.text("retry"),
        retry_note: r.text("retry_note"),
        triggers: r.tables("triggers").map(trigger).collect(),
        tags: r.texts("tags"),
        public: r.flag("public", true),
        since: r.text("since"),
        deprecated: r.value("deprecated").and_then(|value| match &value.kind {
            TomlKind::Bool(true) => Some(Deprecation { note: None }),
            TomlKind::String(note) => {
                Some(Deprecation { note: Some(Spanned::new(note.clone(), value.span)) })
            }
            _ => None,
        }),
    }
}

fn code<'s>(value: &Value<'s>) -> Option<Spanned<Code<'s>>> {
    let code = match &value.kind {
        TomlKind::String(text) => Code::Text(text.clone()),
        TomlKind::Integer(number) => Code::Number(*number),
        _ => return None,
    };
    Some(Spanned::new(code, value.span))
}

fn issues_from<'s>(value: &Value<'s>) -> Vec<Text<'s>> {
    match &value.kind {
        TomlKind::Table(table) => Reader { table }.texts("from"),
        _ => Vec::new(),
    }
}

fn html<'s>(value: &Value<'s>) -> Option<Html<'s>> {
    match &value.kind {
        TomlKind::String(path) => {
            Some(Html { path: Some(Spanned::new(path.clone(), value.span)), templates: None })
        }
        TomlKind::Table(table) => {
            let r = Reader { table };
            Some(Html { path: r.text("path"), templates: r.text("templates") })
        }
        _ => None,
    }
}

fn source<'s>(value: &Value<'s>) -> Option<Source<'s>> {
    let span = value.span;
    match &value.kind {
        TomlKind::Bool(true) => Some(Source { ty: None, from: None, span }),
        TomlKind::String(ty) => Some(Source { ty: Some(Spanned::new(ty.clone(), span)), from: None, span }),
        TomlKind::Table(table) => {
            let r = Reader { table };
            let from = r
                .value("from")
                .filter(|from| matches!(from.kind, TomlKind::Bool(true)))
                .map(|from| from.span);
            Some(Source { ty: r.text("type"), from, span })
        }
        _ => None,
    }
}

fn param<'s>(entry: &Entry<'s>) -> Param<'s> {
    let shorthand;
    let r = match &entry.value.kind {
        TomlKind::Table(table) => Reader { table },
        _ => {
            shorthand = Table::default();
            Reader { table: &shorthand }
        }
    };
    let ty = match &entry.value.kind {
        TomlKind::String(ty) => Some(Spanned::new(ty.clone(), entry.value.span)),
        _ => r.text("type"),
    };
    Param {
        name: entry.key.clone(),
        ty: ty.as_ref().and_then(|ty| ParamType::parse(&ty.value)),
        type_text: ty,
        wire: r.text("wire"),
        optional: r.flag("optional", false),
        detail: r.flag("detail", true),
        internal: r.flag("internal", false),
        description: r.text("description"),
        example: r.value("example").and_then(scalar),
    }
}

fn attribute<'s>(entry: &Entry<'s>) -> Attribute<'s> {
    let name = entry.key.clone();
    match &entry.value.kind {
        TomlKind::String(ty) => {
            Attribute { name, ty: Some(Spanned::new(ty.clone(), entry.value.span)), rust: None }
        }
        TomlKind::Table(table) => {
            let r = Reader { table };
            Attribute { name, ty: r.text("type"), rust: r.text("rust") }
        }
        _ => Attribute { name, ty: None, rust: None },
    }
}

fn attribute_value<'s>(value: &Value<'s>) -> Option<Spanned<AttributeValue<'s>>> {
    let read = match &value.kind {
        TomlKind::Array(_) => AttributeValue::Texts(value.texts().collect()),
        _ => AttributeValue::Scalar(scalar(value)?.value),
    };
    Some(Spanned::new(read, value.span))
}

fn scalar<'s>(value: &Value<'s>) -> Option<Spanned<Scalar<'s>>> {
    let scalar = match &value.kind {
        TomlKind::String(text) => Scalar::Text(text.clone()),
        TomlKind::Integer(number) => Scalar::Integer(*number),
        TomlKind::Float(number) => Scalar::Float(*number),
        TomlKind::Bool(value) => Scalar::Bool(*value),
        _ => return None,
    };
    Some(Spanned::new(scalar, value.span))
}

fn trigger<'s>(r: Reader<'_, 's>) -> Trigger<'s> {
    Trigger {
        when: r.text("when"),
        places: r.texts("where"),
        messages: r.texts("messages"),
        fix: r.text("fix"),
    }
}

fn operation<'s>(r: Reader<'_, 's>) -> Operation<'s> {
    Operation {
        route: r.text("route"),
        title: r.text("title"),
        rust: r.text("rust"),
        errors: r.texts("errors"),
    }
}

fn retired<'s>(r: Reader<'_, 's>) -> Retired<'s> {
    Retired { since: r.text("since"), replacement: r.text("use"), description: r.text("description") }
}

fn openapi<'s>(value: &Value<'s>) -> Option<OpenApi<'s>> {
    match &value.kind {
        TomlKind::String(path) => {
            let path = Some(Spanned::new(path.clone(), value.span));
            Some(OpenApi { path, version: None, single: false, merge: None, components: None })
        }
        TomlKind::Table(table) => {
            let r = Reader { table };
            Some(OpenApi {
                path: r.text("path"),
                version: r.text("version"),
                single: r.flag("single", false),
                merge: r.text("merge"),
                components: r.text("components"),
            })
        }
        _ => None,
    }
}
