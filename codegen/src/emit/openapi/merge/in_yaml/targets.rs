//! The content to add to each block of a document.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::super::tree::Tree;
use super::super::super::tree::{blanks, yaml_key};
use super::super::part::Members;
use super::block::Block;

/// The content to add to a block.
pub(super) enum Entry<'p, 'a> {
    Member(&'p str, &'p Tree<'a>),
    /// A missing mapping.
    Section(&'p str, &'p Members<'a>),
}

impl Entry<'_, '_> {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Member(name, _) | Self::Section(name, _) => name,
        }
    }

    pub(super) fn yaml(&self, column: usize, out: &mut String) {
        blanks(column, out);
        match self {
            Self::Member(name, value) => value.yaml_member(name, column, out),
            Self::Section(name, members) => {
                yaml_key(name, column, out);
                out.push('\n');
                for (name, value) in *members {
                    Self::Member(name, value).yaml(column + 2, out);
                }
            }
        }
    }
}

pub(super) struct Target<'d, 'p, 'a> {
    pub(super) block: Rc<Block<'d>>,
    pub(super) entries: Vec<Entry<'p, 'a>>,
}

/// The blocks with new content, each once.
#[derive(Default)]
pub(super) struct Targets<'d, 'p, 'a> {
    pub(super) all: Vec<Target<'d, 'p, 'a>>,
    /// The index of each block, by the line of its key.
    places: HashMap<Option<usize>, usize>,
}

impl<'d, 'p, 'a> Targets<'d, 'p, 'a> {
    pub(super) fn add(&mut self, block: Rc<Block<'d>>, entries: Vec<Entry<'p, 'a>>) {
        let place = *self.places.entry(block.key).or_insert(self.all.len());
        if place == self.all.len() {
            self.all.push(Target { block, entries: Vec::new() });
        }
        self.all[place].entries.extend(entries);
    }
}
