//! Converts the raw catalog to the model: names become indexes, defaults are filled in.
//!
//! Runs only if the rules found no error. Anything that the rules exclude returns `None` here, and
//! never panics.

mod generate;
mod items;

use self::items::{
    attribute_declaration, category, envelope, message, param, rate_limit, rust_options, trigger, value,
};
pub(crate) use self::items::{attribute_value, operation_name, rust_name};

use super::builtin;
use super::duration;
use super::interner::Interner;
use super::model::*;
use super::params::ParamType;
use super::raw::{self, Named, Raw, RawTemplate, Text};
use super::route::Route;
use super::status;
use crate::source::{Sources, Spanned};

/// Returns the checked catalog.
pub(crate) fn resolve(mut raw: Raw, sources: &Sources) -> Option<Catalog> {
    let errors = std::mem::take(&mut raw.errors);
    let cx = Context::new(&raw, &errors, sources);
    let header = &raw.header;
    let name = header.name.as_ref()?.value.clone().into_owned();
    let operations: Vec<Operation> =
        raw.operations.iter().map(|of| cx.operation(of)).collect::<Option<_>>()?;
    let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone().into_owned());
    Some(Catalog {
        version: value(&header.version).unwrap_or_else(|| "0.0.0".to_owned()),
        title: value(&header.title).unwrap_or_else(|| name.clone()),
        name,
        description: value(&header.description),
        docs: value(&header.docs).and_then(|docs| {
            let (before, after) = docs.split_once("{code}")?;
            Some((before.to_owned(), after.to_owned()))
        }),
        http: header.http,
        domain: header.domain().to_owned(),
        rust: rust_options(&raw.rust),
        envelopes: cx.envelopes()?,
        context: raw
            .context
            .iter()
            .map(|(n, ty)| Some((n.value.clone().into_owned(), ParamType::parse(&ty.value)?)))
            .collect::<Option<_>>()?,
        attributes: raw.attributes.iter().map(attribute_declaration).collect::<Option<_>>()?,
        retries: cx.retries()?,
        statuses: raw.statuses.iter().map(|status| cx.status(status)).collect::<Option<_>>()?,
        rate_limits: raw.rate_limits.iter().map(rate_limit).collect::<Option<_>>()?,
        categories: raw.categories.iter().map(category).collect::<Option<_>>()?,
        errors: cx.errors(errors, &operations)?,
        operations,
        framework: cx.framework()?,
        retired: raw.retired.iter().map(|retired| cx.retired(retired)).collect(),
        generate: generate::generate(&raw.generate)?,
        lookups: Lookups::default(),
    })
}

/// The built-in retry policies, in their order at the beginning of the list.
pub(crate) const BUILT_IN_RETRIES: [&str; 3] = ["never", "immediate", "after-header"];

struct Context<'r> {
    raw: &'r Raw<'r>,
    sources: &'r Sources,
    errors: Interner,
    retries: Interner,
    envelopes: Interner,
    attributes: Interner,
    /// Returns the built-in envelopes that an error uses.
    built_in: Vec<&'static str>,
}

impl<'r> Context<'r> {
    fn new(raw: &'r Raw<'r>, errors: &[Named<raw::Error<'r>>], sources: &'r Sources) -> Self {
        let mut built_in: Vec<&'static str> = Vec::new();
        let declared = raw.envelopes.iter().map(|envelope| &*envelope.name.value);
        for error in errors {
            let name = raw.envelope_name(error);
            let standard = builtin::name(name, raw.header.http).filter(|_| raw.envelope(name).is_none());
            built_in.extend(standard.filter(|name| !built_in.contains(name)));
        }
        Self {
            raw,
            sources,
            errors: Interner::of(errors.iter().map(|error| &*error.name.value)),
            retries: Interner::of(
                BUILT_IN_RETRIES.into_iter().chain(raw.retries.iter().map(|r| &*r.name.value)),
            ),
            envelopes: Interner::of(declared.chain(built_in.iter().copied())),
            attributes: Interner::of(raw.attributes.iter().map(|attribute| &*attribute.name.value)),
            built_in,
        }
    }

    fn retry(&self, name: &Option<Text>) -> Option<usize> {
        name.as_ref().and_then(|name| self.retries.get(name.value.as_bytes()))
    }

    fn envelopes(&self) -> Option<Vec<Envelope>> {
        let declared = self.raw.envelopes.iter().map(envelope);
        let built_in = self.built_in.iter().map(|name| {
            let (built_in, body) = self.raw.built_in.iter().find(|(built_in, _)| built_in.name == *name)?;
            Some(built_in.envelope(body.clone()))
        });
        declared.chain(built_in).collect()
    }

    fn retries(&self) -> Option<Vec<RetryPolicy>> {
        let after_header = Backoff::AfterHeader { max: None, fallback: None };
        let built_in = [Backoff::Never, Backoff::Immediate, after_header].into_iter().zip(BUILT_IN_RETRIES);
        let built_in = built_in.map(|(backoff, name)| {
            let name = name.to_owned();
            Some(RetryPolicy { name, backoff, attempts: None, jitter: Jitter::None, description: None })
        });
        let declared = self.raw.retries.iter().map(|retry| {
            let backoff = match &*retry.kind.as_ref()?.value {
                "never" => Backoff::Never,
                "immediate" => Backoff::Immediate,
                "fixed" => Backoff::Fixed(retry.base?),
                "exponential" => Backoff::Exponential { base: retry.base?, max: retry.max },
                _ => Backoff::AfterHeader { max: retry.max, fallback: self.retry(&retry.fallback) },
            };
            let jitter = match retry.jitter.as_ref().map(|jitter| &*jitter.value) {
                None => Jitter::None,
                Some("full") => Jitter::Full,
                Some(text) => Jitter::Added(duration::parse(text)?),
            };
            Some(RetryPolicy {
                name: retry.name.value.clone().into_owned(),
                backoff,
                attempts: retry.attempts.as_ref().and_then(|attempts| attempts.value.try_into().ok()),
                jitter,
                description: value(&retry.description),
            })
        });
        built_in.chain(declared).collect()
    }

    fn status(&self, status: &Named<'r, raw::Status<'r>>) -> Option<Status> {
        let statuses = status::documented(&status.name.value)?;
        // The title of a class is its own, or that of its single status.
        let levels = || {
            let number = (*statuses.start()).into();
            let class = self.raw.statuses(number).filter(|_| statuses.len() == 1);
            std::iter::once(status).chain(class.filter(|level| level.name.span != status.name.span))
        };
        let text = |of: for<'t> fn(&'t raw::Status<'r>) -> &'t Option<Text<'r>>| {
            levels().find_map(|level| value(of(level)))
        };
        let (retry, retry_note) = self.advice(levels().map(|level| (&level.retry, &level.retry_note)));
        let own_title = text(|status| &status.title);
        Some(Status {
            name: status.name.value.clone().into_owned(),
            has_title: own_title.is_some(),
            title: own_title.unwrap_or_else(|| status::title(&statuses)),
            when: text(|status| &status.when),
            description: text(|status| &status.description),
            retry,
            retry_note,
            listed: status.listed,
            statuses,
        })
    }

    /// Converts the errors in place, because there can be many.
    fn errors(&self, errors: Vec<Named<raw::Error<'r>>>, operations: &[Operation]) -> Option<Vec<Error>> {
        let errors = errors.into_iter().enumerate().map(|(place, error)| self.error(place, &error));
        let mut errors: Vec<Error> = errors.collect::<Option<_>>()?;
        for (at, operation) in operations.iter().enumerate() {
            operation.errors.iter().for_each(|place| errors[*place].operations.push(at));
        }
        Some(errors)
    }

    fn error(&self, place: usize, error: &Named<raw::Error<'r>>) -> Option<Error> {
        let raw = self.raw;
        let params = error.params.iter().map(|of| param(of, self.sources));
        let params: Vec<Param> = params.collect::<Option<_>>()?;
        let message = |template: &RawTemplate| message(template, &params);
        let status = raw.status_of(error).and_then(|status| u16::try_from(status.value).ok());
        let category = raw.category_of(error);
        let envelope = self.envelopes.get(raw.envelope_name(error).as_bytes());
        let of_category = category.map(|category| (&category.retry, &category.retry_note));
        let of_status = status.into_iter().flat_map(|status| raw.statuses(status.into()));
        let levels = std::iter::once((&error.retry, &error.retry_note)).chain(of_category);
        let levels = levels.chain(of_status.map(|status| (&status.retry, &status.retry_note)));
        let (retry, retry_note) = self.advice(levels);
        let headers = error
            .headers
            .iter()
            .map(|(name, value)| Some((name.value.clone().into_owned(), message(value)?)));
        let attributes = error.attributes.iter().map(|(name, value)| {
            let place = self.attributes.get(name.value.as_bytes())?;
            Some((place, attribute_value(raw.attributes[place].type_text(), &value.value, &params)?))
        });
        let public = message(error.message.as_ref()?)?;
        let shown = public.display(&params);
        Some(Error {
            place,
            first_of_code: error.first_of_code == place,
            // Filled in when all errors are resolved.
            operations: Vec::new(),
            name: error.name.value.clone().into_owned(),
            code: match &error.code {
                Some(Spanned { value: raw::Code::Number(number), .. }) => Code::Number(*number),
                _ => Code::Text(error.wire_code().into_owned()),
            },
            rust: rust_name(&error.rust, error)?.to_owned(),
            status: status.filter(|_| raw.header.http),
            category: error.category_place,
            envelope: envelope?,
            title: value(&error.title),
            description: value(&error.description),
            fix: value(&error.fix),
            when: value(&error.when),
            message: public,
            log: error.log.as_ref().and_then(message),
            headers: headers.collect::<Option<_>>()?,
            attributes: attributes.collect::<Option<_>>()?,
            params,
            issues: error.issues.is_some(),
            issues_from: error.issues_from.iter().map(|ty| ty.value.clone().into_owned()).collect(),
            source: error
                .source
                .as_ref()
                .map(|source| Source { ty: value(&source.ty), from: source.from.is_some() }),
            grpc_status: value(&error.grpc_status)
                .or_else(|| status.filter(|_| raw.header.http).map(|status| status::grpc(status).to_owned())),
            retry,
            retry_note,
            triggers: error.triggers.iter().map(|of| trigger(of, error, &shown)).collect::<Option<_>>()?,
            tags: error.tags.iter().map(|tag| tag.value.clone().into_owned()).collect(),
            public: error.public,
            since: value(&error.since),
            deprecated: error.deprecated.as_ref().map(|raw| Deprecation { note: value(&raw.note) }),
            location: self.sources.location(error.name.span),
        })
    }

    /// Returns the first retry policy of these levels, and a note at or before that level. A note
    /// of a status does not apply to a policy of the error itself.
    fn advice<'t>(
        &self,
        levels: impl Iterator<Item = (&'t Option<Text<'r>>, &'t Option<Text<'r>>)>,
    ) -> (Option<usize>, Option<String>)
    where
        'r: 't,
    {
        let mut note = None;
        for (retry, level_note) in levels {
            note = note.or_else(|| value(level_note));
            if let Some(retry) = self.retry(retry) {
                return (Some(retry), note);
            }
        }
        (None, note)
    }

    fn operation(&self, operation: &Named<raw::Operation>) -> Option<Operation> {
        let name = operation.name.value.clone().into_owned();
        let errors = operation.errors.iter().map(|error| self.errors.get(error.value.as_bytes()));
        let endpoint = match &operation.route {
            Some(route) if self.raw.header.http => Some(Route::parse(&route.value).ok()?),
            _ => None,
        };
        Some(Operation {
            rust: operation_name(operation)?,
            title: value(&operation.title).unwrap_or_else(|| name.clone()),
            name,
            endpoint,
            route: value(&operation.route),
            errors: errors.collect::<Option<_>>()?,
        })
    }

    /// Sorts single statuses before their classes.
    fn framework(&self) -> Option<Vec<Framework>> {
        let entries = self.raw.framework.iter().map(|(statuses, error)| {
            let name = statuses.value.clone().into_owned();
            let statuses = status::range(&name)?;
            Some(Framework { name, statuses, error: self.errors.get(error.value.as_bytes())? })
        });
        let mut found: Vec<Framework> = entries.collect::<Option<_>>()?;
        found.sort_by_key(|entry| (entry.statuses.len(), *entry.statuses.start()));
        Some(found)
    }

    fn retired(&self, retired: &Named<raw::Retired>) -> Retired {
        let replacement = retired.replacement.as_ref();
        Retired {
            code: retired.name.value.clone().into_owned(),
            since: value(&retired.since),
            replacement: replacement.and_then(|name| self.errors.get(name.value.as_bytes())),
            description: value(&retired.description),
        }
    }
}
