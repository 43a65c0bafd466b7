//! The checked catalog as JSON, for other programs and for templates.

mod envelope;

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{body, words};
use crate::catalog::duration;
use crate::catalog::{
    AttributeType, AttributeValue, Backoff, Catalog, Code, Encoding, Error, Framework, Jitter, Message,
    MessagePiece, Operation, Param, RateLimit, Retired, RetryPolicy, Trigger,
};

/// The version of the format. It increases with breaking changes. A new key is not a breaking change.
const FORMAT: u32 = 1;

/// Returns the checked catalog as JSON, with names as references, defaults filled in, and examples
/// rendered.
///
/// Every key is always present, `null` or empty without a value, in the order of `docs/export.md`,
/// which describes all keys. The export contains the whole catalog, including errors with
/// `"public": false` and parameters with `"internal": true`.
///
/// ```no_run
/// let error_catalog_codegen::Checked { catalog, report, .. } = error_catalog_codegen::check("errors.toml")?;
/// let catalog = catalog.ok_or_else(|| std::io::Error::other(report.to_string()))?;
/// let export = error_catalog_codegen::emit::export(&catalog);
/// assert_eq!(export["format"], 1);
/// for error in export["errors"].as_array().into_iter().flatten() {
///     println!("{} {}", error["status"], error["code"]);
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn export(catalog: &Catalog) -> Value {
    let attributes = catalog.attributes.iter();
    json!({
        "format": FORMAT,
        "catalog": header(catalog),
        "errors": (0..catalog.errors.len()).map(|place| error(catalog, place)).collect::<Value>(),
        "categories": (0..catalog.categories.len()).map(|place| category(catalog, place)).collect::<Value>(),
        "statuses": (0..catalog.statuses.len()).map(|row| status(catalog, row)).collect::<Value>(),
        "envelopes": (0..catalog.envelopes.len()).map(|at| envelope::envelope(catalog, at)).collect::<Value>(),
        "retries": catalog.retries.iter().map(|r| retry(catalog, r)).collect::<Value>(),
        "rate_limits": catalog.rate_limits.iter().map(rate_limit).collect::<Value>(),
        "operations": catalog.operations.iter().map(|o| operation(catalog, o)).collect::<Value>(),
        "framework": catalog.framework.iter().map(|f| framework(catalog, f)).collect::<Value>(),
        "retired": catalog.retired.iter().map(|r| retired(catalog, r)).collect::<Value>(),
        "attributes": attributes.map(|a| json!({ "name": a.name, "type": attribute_type(a.ty) })).collect::<Value>(),
        "context": catalog.context.iter().map(|(name, ty)| {
            json!({ "name": name, "type": ty.scalar.name(), "list": ty.list })
        }).collect::<Value>(),
    })
}

fn header(catalog: &Catalog) -> Value {
    json!({
        "name": catalog.name,
        "version": catalog.version,
        "title": catalog.title,
        "description": catalog.description,
        "domain": catalog.domain,
        "docs": catalog.docs.as_ref().map(|(before, after)| format!("{before}{{code}}{after}")),
        "http": catalog.http,
        "rust": {
            "error": catalog.rust.error,
            "code": catalog.rust.code,
            "category": catalog.rust.category,
        },
    })
}

/// Returns the error at this index.
fn error(catalog: &Catalog, place: usize) -> Value {
    let error = &catalog.errors[place];
    let message = |message: &Message| self::message(message, &error.params);
    let operations = error.operations.iter().map(|operation| &catalog.operations[*operation]);
    let framework = catalog.framework.iter().filter(|framework| framework.error == place);
    json!({
        "name": error.name,
        "code": code(&error.code),
        "status": error.status,
        "title": words::error_title(catalog, error),
        "category": error.category.map(|category| &catalog.categories[category].name),
        "public": error.public,
        "since": error.since,
        "deprecated": error.deprecated.is_some(),
        "deprecation_note": error.deprecated.as_ref().and_then(|deprecation| deprecation.note.as_ref()),
        "tags": error.tags,
        "description": error.description,
        "when": error.when,
        "fix": error.fix,
        "message": message(&error.message),
        "log": error.log.as_ref().map(message),
        "params": error.params.iter().map(param).collect::<Value>(),
        "issues": error.issues,
        "headers": error.headers.iter().map(|(name, value)| {
            json!({ "name": name, "value": header_value(value, &error.params) })
        }).collect::<Value>(),
        "attributes": attributes(catalog, error),
        "envelope": catalog.envelopes[error.envelope].name,
        "grpc_status": error.grpc_status,
        "retry": advice_of(catalog, error.retry, error.retry_note.as_deref()),
        "triggers": error.triggers.iter().map(trigger).collect::<Value>(),
        "operations": operations.map(|operation| &operation.name).collect::<Vec<_>>(),
        "framework": framework.map(|framework| &framework.name).collect::<Vec<_>>(),
        "docs": words::docs_url(catalog, error),
        "example": example(catalog, error),
        "rust": {
            "variant": error.rust,
            "source": error.source.as_ref().map(|source| json!({ "type": source.ty, "from": source.from })),
            "issues_from": error.issues_from,
        },
        "location": {
            "file": error.location.file,
            "line": error.location.line,
            "column": error.location.column,
        },
    })
}

fn code(code: &Code) -> Value {
    match code {
        Code::Text(text) => text.as_str().into(),
        Code::Number(number) => (*number).into(),
    }
}

/// Returns the response with example values.
fn example(catalog: &Catalog, error: &Error) -> Value {
    let headers = body::example_headers(catalog, error);
    let headers = headers.iter().map(|(name, value)| json!({ "name": name, "value": value }));
    json!({
        "status": error.status,
        "headers": headers.collect::<Value>(),
        "body": envelope::parsed(&body::example(catalog, error)),
    })
}

/// Returns a text with placeholders: as written, parsed, and with example values.
fn message(message: &Message, params: &[Param]) -> Value {
    text(message, params, |name, _| json!({ "param": name }))
}

/// Returns the same for a header, with the encodings of values.
fn header_value(value: &Message, params: &[Param]) -> Value {
    let piece = |name: &str, encoding| {
        let (filter, quoted) = envelope::encoding(encoding);
        json!({ "param": name, "filter": filter, "quoted": quoted })
    };
    text(value, params, piece)
}

fn text(message: &Message, params: &[Param], of_param: impl Fn(&str, Encoding) -> Value) -> Value {
    let (mut template, mut example, mut pieces) = (String::new(), String::new(), Vec::new());
    // The index of the first piece of the open segment.
    let mut segment = None;
    for piece in &message.pieces {
        match piece {
            MessagePiece::Text(text) => {
                template.push_str(&text.replace('{', "{{").replace('}', "}}"));
                example.push_str(text);
                pieces.push(json!({ "text": text }));
            }
            MessagePiece::Param(place, encoding) => {
                let param = &params[*place];
                let filter = encoding.filter.map_or(String::new(), |filter| format!("|{}", filter.name()));
                template.push_str(&format!("{{{}{filter}}}", param.name));
                let value = body::text_of(&body::example_of(param));
                example.push_str(&encoding.apply(value.into()));
                pieces.push(of_param(&param.name, *encoding));
            }
            MessagePiece::SegmentStart(place) => {
                let name = &params[*place].name;
                template.push_str(&format!("{{{name}?:"));
                segment = Some((name, pieces.len()));
            }
            MessagePiece::SegmentEnd => {
                template.push('}');
                if let Some((name, start)) = segment.take() {
                    let inside = pieces.split_off(start);
                    pieces.push(json!({ "segment": name, "pieces": inside }));
                }
            }
        }
    }
    json!({ "template": template, "pieces": pieces, "example": example })
}

fn param(param: &Param) -> Value {
    json!({
        "name": param.name,
        "wire": param.wire,
        "type": param.ty.scalar.name(),
        "list": param.ty.list,
        "optional": param.optional,
        "detail": param.detail,
        "internal": param.internal,
        "description": param.description,
        "example": envelope::parsed(&body::example_of(param)),
        "rust": param.rust,
    })
}

fn attributes(catalog: &Catalog, error: &Error) -> Value {
    let value = |value: &AttributeValue| match value {
        AttributeValue::String(text) => text.as_str().into(),
        AttributeValue::Template(template) => message(template, &error.params),
        AttributeValue::Bool(value) => (*value).into(),
        AttributeValue::I64(number) => (*number).into(),
        AttributeValue::U64(number) => (*number).into(),
        AttributeValue::F64(number) => (*number).into(),
        AttributeValue::Strings(texts) => texts.as_slice().into(),
    };
    let attributes = error.attributes.iter();
    let named = attributes.map(|(place, of)| (catalog.attributes[*place].name.clone(), value(of)));
    Value::Object(named.collect::<Map<_, _>>())
}

fn attribute_type(ty: AttributeType) -> &'static str {
    match ty {
        AttributeType::String => "string",
        AttributeType::Template => "template",
        AttributeType::Bool => "bool",
        AttributeType::I64 => "i64",
        AttributeType::U64 => "u64",
        AttributeType::F64 => "f64",
        AttributeType::Strings => "[string]",
    }
}

/// Returns the retry advice, with `null` if there is none.
fn advice_of(catalog: &Catalog, policy: Option<usize>, note: Option<&str>) -> Value {
    let policy = policy.map(|place| &catalog.retries[place]);
    json!({
        "policy": policy.map(|policy| &policy.name),
        "retryable": policy.map(RetryPolicy::is_retryable),
        "advice": policy.map(|policy| words::policy(catalog, policy)),
        "note": note,
    })
}

fn trigger(trigger: &Trigger) -> Value {
    json!({
        "when": trigger.when,
        "where": trigger.places,
        "messages": trigger.messages,
        "fix": trigger.fix,
    })
}

/// Returns the names of the errors at these indexes.
fn names<'a>(catalog: &'a Catalog, errors: &[usize]) -> Vec<&'a str> {
    errors.iter().map(|place| catalog.errors[*place].name.as_str()).collect()
}

fn category(catalog: &Catalog, place: usize) -> Value {
    let category = &catalog.categories[place];
    json!({
        "name": category.name,
        "title": category.title,
        "description": category.description,
        "errors": names(catalog, catalog.errors_of_category(place)),
        "rust": category.rust,
    })
}

fn status(catalog: &Catalog, row: usize) -> Value {
    let status = &catalog.statuses[row];
    json!({
        "name": status.name,
        "status": (status.statuses.len() == 1).then_some(status.statuses.start()),
        "first": status.statuses.start(),
        "last": status.statuses.end(),
        "title": status.title,
        "when": status.when,
        "description": status.description,
        "retry": advice_of(catalog, status.retry, status.retry_note.as_deref()),
        "listed": status.listed,
        "errors": names(catalog, catalog.errors_of_status_row(row)),
    })
}

fn retry(catalog: &Catalog, policy: &RetryPolicy) -> Value {
    let (kind, base, max, fallback) = match policy.backoff {
        Backoff::Never => ("never", None, None, None),
        Backoff::Immediate => ("immediate", None, None, None),
        Backoff::Fixed(delay) => ("fixed", Some(delay), None, None),
        Backoff::Exponential { base, max } => ("exponential", Some(base), max, None),
        Backoff::AfterHeader { max, fallback } => ("after-header", None, max, fallback),
    };
    let (jitter, jitter_max) = match policy.jitter {
        Jitter::None => ("none", None),
        Jitter::Full => ("full", None),
        Jitter::Added(most) => ("added", Some(most)),
    };
    json!({
        "name": policy.name,
        "kind": kind,
        "retryable": policy.is_retryable(),
        "base_ms": base.map(millis),
        "max_ms": max.map(millis),
        "jitter": jitter,
        "jitter_ms": jitter_max.map(millis),
        "attempts": policy.attempts,
        "fallback": fallback.map(|place| &catalog.retries[place].name),
        "advice": words::policy(catalog, policy),
        "description": policy.description,
    })
}

fn millis(duration: Duration) -> u64 {
    duration.as_millis().try_into().unwrap_or(u64::MAX)
}

fn rate_limit(limit: &RateLimit) -> Value {
    json!({
        "name": limit.name,
        "scope": limit.scope,
        "limit": limit.limit,
        "window": limit.window,
        "window_ms": duration::parse(&limit.window).map(millis),
        "affects": limit.affects,
        "description": limit.description,
    })
}

fn operation(catalog: &Catalog, operation: &Operation) -> Value {
    json!({
        "name": operation.name,
        "title": operation.title,
        "route": operation.route,
        "errors": operation.errors.iter().map(|place| &catalog.errors[*place].name).collect::<Vec<_>>(),
        "rust": operation.rust,
    })
}

fn framework(catalog: &Catalog, entry: &Framework) -> Value {
    let made = catalog.framework_statuses();
    // The first entry with the status counts.
    let is_first =
        |status: u16| catalog.framework_entry(status).is_some_and(|first| first.name == entry.name);
    json!({
        "name": entry.name,
        "first": entry.statuses.start(),
        "last": entry.statuses.end(),
        "error": catalog.errors[entry.error].name,
        "documented": made.iter().map(|made| made.status).filter(|made| is_first(*made)).collect::<Vec<_>>(),
    })
}

fn retired(catalog: &Catalog, retired: &Retired) -> Value {
    json!({
        "code": retired.code,
        "since": retired.since,
        "replacement": retired.replacement.map(|place| &catalog.errors[place].name),
        "description": retired.description,
    })
}
