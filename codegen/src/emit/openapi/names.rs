//! Names of components: legal, unique, and the same in every run.

use std::collections::HashSet;

use crate::catalog::Catalog;
use crate::catalog::naming::type_name;

/// Gives names of one section out.
pub(super) struct Names {
    prefix: String,
    taken: HashSet<String>,
}

impl Names {
    pub(super) fn new(catalog: &Catalog) -> Self {
        Self { prefix: legal(&type_name(&catalog.name).unwrap_or_default()), taken: HashSet::new() }
    }

    /// The catalog's name and this one, of the characters that a component's name can have (OpenAPI 3.1.1 §4.8.7:
    /// `^[a-zA-Z0-9.\-_]+$`). Of two that are alike but for case, the second gets a number.
    pub(super) fn take(&mut self, name: &str) -> String {
        let wanted = format!("{}{}", self.prefix, legal(name));
        let mut given = wanted.clone();
        let mut number = 2;
        while !self.taken.insert(given.to_ascii_lowercase()) {
            given = format!("{wanted}_{number}");
            number += 1;
        }
        given
    }
}

fn legal(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

/// A name of the catalog as a part of a component's name: `rate_limit` gives `RateLimit`.
pub(super) fn part(name: &str) -> String {
    type_name(name).unwrap_or_else(|| name.to_owned())
}
