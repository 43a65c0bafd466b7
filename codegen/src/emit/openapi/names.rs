//! Names of components: valid, unique, and stable.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::catalog::naming::type_name;
use crate::catalog::{Catalog, Code, Error};

/// Assigns the names of a section.
pub(super) struct Names {
    prefix: String,
    /// The taken names in the form of generators, with the number of the next similar name.
    taken: HashMap<String, usize>,
}

impl Names {
    pub(super) fn new(catalog: &Catalog) -> Self {
        Self { prefix: legal(&type_name(&catalog.name).unwrap_or_default()), taken: HashMap::new() }
    }

    /// Returns the catalog's name followed by this name, with the valid characters of component
    /// names (OpenAPI 3.1.1 §4.8.7: `^[a-zA-Z0-9.\-_]+$`). A name that differs only in case and `_`
    /// from a previous one gets a number.
    pub(super) fn take(&mut self, name: &str) -> String {
        self.free(format!("{}{}", self.prefix, legal(name)), "_")
    }

    /// Returns the title of the schema with this name: the code in Pascal case. Client generators
    /// name a type after its title or its component, so the title differs from all titles and
    /// components.
    pub(super) fn take_title(&mut self, error: &Error, schema: &str) -> String {
        let title = match &error.code {
            Code::Text(code) => type_name(code),
            Code::Number(_) => None,
        };
        let title = title.unwrap_or_else(|| error.rust.clone());
        if title == schema { title } else { self.free(title, "") }
    }

    /// Returns the name, or the name with the first free number from 2.
    fn free(&mut self, wanted: String, between: &str) -> String {
        let key = folded(&wanted);
        let Some(next) = self.taken.get(&key).copied() else {
            self.taken.insert(key, 2);
            return wanted;
        };
        // At most as many numbers are tried as there are names.
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

/// Returns the form of a name in generators, some of which change its case or remove `_`.
fn folded(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

fn legal(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

/// Converts a name of the catalog to a part of a component name: `rate_limit` becomes `RateLimit`.
pub(super) fn part(name: &str) -> String {
    type_name(name).unwrap_or_else(|| name.to_owned())
}
