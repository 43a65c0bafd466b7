//! The catalog as written, with types and spans, not yet checked.
//!
//! Values of the wrong type are absent. The rules report them.

mod error;
mod generate;
mod named;
mod template;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::time::Duration;

use super::builtin::{self, BuiltIn};
use super::envelope::Node;
use super::interner::Interner;
use super::naming;
use super::status;
pub(crate) use super::tree::Text;
use crate::source::Spanned;
pub(crate) use error::{AttributeValue, Code, Deprecation, Error, Param, Scalar, Source, Trigger};
pub(crate) use generate::{FileTemplate, Generate, Html, OpenApi};
pub(crate) use named::Named;
pub(crate) use template::{RawNode, RawTemplate};

#[derive(Default)]
pub(crate) struct Raw<'s> {
    pub(crate) header: Header<'s>,
    pub(crate) rust: Rust<'s>,
    pub(crate) envelopes: Vec<Named<'s, Envelope<'s>>>,
    /// The built-in envelopes, with their bodies.
    pub(crate) built_in: Vec<(&'static BuiltIn, Node)>,
    pub(crate) context: Vec<(Text<'s>, Text<'s>)>,
    pub(crate) attributes: Vec<Attribute<'s>>,
    pub(crate) retries: Vec<Named<'s, Retry<'s>>>,
    pub(crate) statuses: Vec<Named<'s, Status<'s>>>,
    pub(crate) rate_limits: Vec<Named<'s, RateLimit<'s>>>,
    pub(crate) categories: Vec<Named<'s, Category<'s>>>,
    pub(crate) errors: Vec<Named<'s, Error<'s>>>,
    pub(crate) operations: Vec<Named<'s, Operation<'s>>>,
    pub(crate) framework: Vec<(Text<'s>, Text<'s>)>,
    pub(crate) retired: Vec<Named<'s, Retired<'s>>>,
    pub(crate) rules: Vec<(Text<'s>, Text<'s>)>,
    pub(crate) generate: Generate<'s>,
    /// The names of each section.
    pub(super) places: NamePlaces,
}

/// The cached indexes of names, by section.
#[derive(Default)]
pub(super) struct NamePlaces {
    errors: OnceCell<Interner>,
    statuses: OnceCell<Interner>,
    envelopes: OnceCell<Interner>,
    retries: OnceCell<Interner>,
    attributes: OnceCell<Interner>,
}

/// Returns the item of a section with this name.
fn find<'r, 's, T>(
    items: &'r [Named<'s, T>],
    places: &OnceCell<Interner>,
    name: &str,
) -> Option<&'r Named<'s, T>> {
    let places = places.get_or_init(|| Interner::of(items.iter().map(|item| &*item.name.value)));
    places.get(name.as_bytes()).map(|place| &items[place])
}

#[derive(Default)]
pub(crate) struct Header<'s> {
    pub(crate) name: Option<Text<'s>>,
    pub(crate) version: Option<Text<'s>>,
    pub(crate) title: Option<Text<'s>>,
    pub(crate) description: Option<Text<'s>>,
    pub(crate) docs: Option<Text<'s>>,
    pub(crate) http: bool,
    pub(crate) domain: Option<Text<'s>>,
}

#[derive(Default)]
pub(crate) struct Rust<'s> {
    pub(crate) error: Option<Text<'s>>,
    pub(crate) code: Option<Text<'s>>,
    pub(crate) category: Option<Text<'s>>,
    pub(crate) constructors: bool,
    pub(crate) responses: bool,
    pub(crate) non_exhaustive: bool,
    pub(crate) texts: Vec<Text<'s>>,
}

pub(crate) struct Envelope<'s> {
    pub(crate) body: Option<RawNode<'s>>,
    pub(crate) description: Option<Text<'s>>,
    pub(crate) media_type: Option<Text<'s>>,
    pub(crate) headers: Vec<(Text<'s>, RawNode<'s>)>,
    pub(crate) highest_status: bool,
    pub(crate) by_status: bool,
    pub(crate) fields: Vec<(Text<'s>, Text<'s>)>,
}

pub(crate) struct Retry<'s> {
    pub(crate) kind: Option<Text<'s>>,
    pub(crate) base: Option<Duration>,
    pub(crate) max: Option<Duration>,
    pub(crate) jitter: Option<Text<'s>>,
    pub(crate) attempts: Option<Spanned<i64>>,
    pub(crate) fallback: Option<Text<'s>>,
    pub(crate) description: Option<Text<'s>>,
}

pub(crate) struct Status<'s> {
    pub(crate) title: Option<Text<'s>>,
    pub(crate) when: Option<Text<'s>>,
    pub(crate) description: Option<Text<'s>>,
    pub(crate) retry: Option<Text<'s>>,
    pub(crate) retry_note: Option<Text<'s>>,
    pub(crate) listed: bool,
}

pub(crate) struct RateLimit<'s> {
    pub(crate) scope: Option<Text<'s>>,
    pub(crate) limit: Option<Spanned<i64>>,
    pub(crate) window: Option<Text<'s>>,
    pub(crate) affects: Vec<Text<'s>>,
    pub(crate) description: Option<Text<'s>>,
}

pub(crate) struct Category<'s> {
    pub(crate) title: Option<Text<'s>>,
    pub(crate) description: Option<Text<'s>>,
    pub(crate) rust: Option<Text<'s>>,
    pub(crate) status: Option<Spanned<i64>>,
    pub(crate) envelope: Option<Text<'s>>,
    pub(crate) retry: Option<Text<'s>>,
    pub(crate) retry_note: Option<Text<'s>>,
}

/// A declared attribute.
pub(crate) struct Attribute<'s> {
    pub(crate) name: Text<'s>,
    pub(crate) ty: Option<Text<'s>>,
    pub(crate) rust: Option<Text<'s>>,
}

impl Attribute<'_> {
    /// Returns the type as written, or an empty text.
    pub(crate) fn type_text(&self) -> &str {
        self.ty.as_ref().map_or("", |ty| &ty.value)
    }

    /// Returns the name of the accessor, if any.
    pub(crate) fn accessor(&self) -> Option<Cow<'_, str>> {
        match &self.rust {
            Some(set) => Some(Cow::Borrowed(&set.value)),
            None => naming::value_name(&self.name.value).map(Cow::Owned),
        }
    }
}

pub(crate) struct Operation<'s> {
    pub(crate) route: Option<Text<'s>>,
    pub(crate) title: Option<Text<'s>>,
    pub(crate) rust: Option<Text<'s>>,
    pub(crate) errors: Vec<Text<'s>>,
}

pub(crate) struct Retired<'s> {
    pub(crate) since: Option<Text<'s>>,
    pub(crate) replacement: Option<Text<'s>>,
    pub(crate) description: Option<Text<'s>>,
}

impl Header<'_> {
    /// Returns the value of `$domain`. It is empty only in a catalog without a name.
    pub(crate) fn domain(&self) -> &str {
        self.domain.as_ref().or(self.name.as_ref()).map_or("", |domain| &domain.value)
    }
}

impl<'s> Raw<'s> {
    /// Fills the caches.
    pub(super) fn relate(&mut self) {
        let categories = Interner::of(self.categories.iter().map(|category| &*category.name.value));
        let (mut codes, mut firsts) = (Interner::new(), Vec::new());
        for (place, error) in self.errors.iter_mut().enumerate() {
            let category = error.category.as_ref().and_then(|name| categories.get(name.value.as_bytes()));
            let first = codes.add(error.wire_code().as_bytes()).map(|known| firsts[known]);
            if first.is_none() {
                firsts.push(place);
            }
            error.item.category_place = category;
            error.item.first_of_code = first.unwrap_or(place);
        }
    }

    pub(crate) fn error(&self, name: &str) -> Option<&Named<'s, Error<'s>>> {
        find(&self.errors, &self.places.errors, name)
    }

    pub(crate) fn retry(&self, name: &str) -> Option<&Named<'s, Retry<'s>>> {
        find(&self.retries, &self.places.retries, name)
    }

    /// Returns the declared attribute with this name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute<'s>> {
        let names = || Interner::of(self.attributes.iter().map(|attribute| &*attribute.name.value));
        let place = self.places.attributes.get_or_init(names).get(name.as_bytes())?;
        Some(&self.attributes[place])
    }

    /// Returns the declared envelope with this name.
    pub(crate) fn envelope(&self, name: &str) -> Option<&Named<'s, Envelope<'s>>> {
        find(&self.envelopes, &self.places.envelopes, name)
    }

    pub(crate) fn category_of(&self, error: &Error<'_>) -> Option<&Named<'s, Category<'s>>> {
        Some(&self.categories[error.category_place?])
    }

    /// Returns the status of an error, its own or the one of its category.
    pub(crate) fn status_of<'r>(&'r self, error: &'r Error<'s>) -> Option<&'r Spanned<i64>> {
        error.status.as_ref().or_else(|| self.category_of(error)?.status.as_ref())
    }

    /// Returns the entries of a status: its own, then the one of its class.
    pub(crate) fn statuses(&self, number: i64) -> impl Iterator<Item = &Named<'s, Status<'s>>> {
        let class = u16::try_from(number).ok().and_then(status::class_of);
        [Some(number.to_string()), class.map(str::to_owned)]
            .into_iter()
            .flatten()
            .filter_map(|name| find(&self.statuses, &self.places.statuses, &name))
    }

    /// Returns the name of the envelope of an error, set by the error or its category, or the
    /// default. Without a declared `default`, it is a built-in envelope.
    pub(crate) fn envelope_name<'r>(&'r self, error: &'r Error<'s>) -> &'r str {
        let picked = error.envelope.as_ref().or_else(|| self.category_of(error)?.envelope.as_ref());
        let name = picked.map_or("default", |name| &*name.value);
        if self.envelope(name).is_some() {
            name
        } else {
            builtin::name(name, self.header.http).unwrap_or(name)
        }
    }

    /// Returns the body of a built-in envelope.
    pub(crate) fn built_in_body(&self, name: &str) -> Option<&Node> {
        self.built_in.iter().find(|(built_in, _)| built_in.name == name).map(|(_, body)| body)
    }

    pub(crate) fn envelope_of(&self, error: &Error<'s>) -> Option<&Named<'s, Envelope<'s>>> {
        self.envelope(self.envelope_name(error))
    }
}
