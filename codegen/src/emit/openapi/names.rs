//! Names of components: legal, unique, and the same in every run.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::catalog::naming::type_name;
use crate::catalog::{Catalog, Code, Error};

/// Gives names of one section out.
pub(super) struct Names {
    prefix: String,
    /// The names that are taken, as generators keep them, with the number that the next one of the kind gets.
    taken: HashMap<String, usize>,
}

impl Names {
    pub(super) fn new(catalog: &Catalog) -> Self {
        Self { prefix: legal(&type_name(&catalog.name).unwrap_or_default()), taken: HashMap::new() }
    }

    /// The catalog's name and this one, of the characters that a component's name can have (OpenAPI 3.1.1 §4.8.7:
    /// `^[a-zA-Z0-9.\-_]+$`). Of two that are alike but for case and `_`, the second gets a number.
    pub(super) fn take(&mut self, name: &str) -> String {
        self.free(format!("{}{}", self.prefix, legal(name)), "_")
    }

    /// The title of an error's schema of that name: the code in Pascal case. Client generators name a type after its title or after its
    /// component, so it differs from all others of both.
    pub(super) fn take_title(&mut self, error: &Error, schema: &str) -> String {
        let title = match &error.code {
            Code::Text(code) => type_name(code),
            Code::Number(_) => None,
        };
        let title = title.unwrap_or_else(|| error.rust.clone());
        if title == schema { title } else { self.free(title, "") }
    }

    /// The name, or, where it is taken, the name with the first number from 2 up that is free.
    fn free(&mut self, wanted: String, between: &str) -> String {
        let key = folded(&wanted);
        let Some(next) = self.taken.get(&key).copied() else {
            self.taken.insert(key, 2);
            return wanted;
        };
        // As many numbers are tried as there are names at the most.
        for number in next.. {
            let given = format!("{wanted}{between}{number}");
            if let Entry::Vacant(entry) = self.taken.entry(folded(&given)) {
                entry.insert(2);
                self.taken.insert(key, number + 1);
                return given;
            }
        }
        wanted
    }
}

/// What generators keep of a name, some of which write it in another case or without `_`.
fn folded(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

fn legal(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

/// A name of the catalog as a part of a component's name: `rate_limit` gives `RateLimit`.
pub(super) fn part(name: &str) -> String {
    type_name(name).unwrap_or_else(|| name.to_owned())
}
