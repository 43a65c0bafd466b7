//! Files of a crate use each other in one direction: no file leads back to itself by what it uses.
//!
//! An edge goes from a file to the file of the module that a path names. A name that a module only re-exports counts as its own, so that
//! files name each other and no facade.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use error_catalog_test_support::root;
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// The crates, by the files that they begin with.
const CRATES: &[&str] =
    &["error-catalog/src/lib.rs", "codegen/src/lib.rs", "codegen/cli/src/lib.rs", "derive/src/lib.rs"];

#[test]
fn no_file_leads_back_to_itself() {
    let mut circles = Vec::new();
    for main in CRATES {
        let mut rest = Graph::of_crate(main);
        while let Some(circle) = rest.circle() {
            rest = rest.without(&[(&circle[circle.len() - 1], &circle[0])]);
            circles.push(circle.join(" -> "));
        }
    }
    assert!(circles.is_empty(), "files that lead back to themselves:\n{}", circles.join("\n"));
}

/// Which file uses which.
#[derive(Clone, Default)]
struct Graph(BTreeMap<String, BTreeSet<String>>);

impl Graph {
    fn of_crate(main: &str) -> Self {
        let modules = Modules::of_crate(&root().join(main));
        let mut graph = Self::default();
        for (module, file) in &modules.files {
            let mut search = Search { modules: &modules, module: module.clone(), used: BTreeSet::new() };
            search.visit_file(&file.syntax);
            search.used.remove(&file.name);
            graph.0.entry(file.name.clone()).or_default().extend(search.used);
        }
        graph
    }

    /// The same without these edges.
    fn without(&self, edges: &[(&str, &str)]) -> Self {
        let is_left = |from: &str, to: &str| !edges.contains(&(from, to));
        let files = self.0.iter().map(|(from, used)| {
            (from.clone(), used.iter().filter(|to| is_left(from, to)).cloned().collect())
        });
        Self(files.collect())
    }

    /// The shortest way from a file back to itself.
    fn circle(&self) -> Option<Vec<String>> {
        self.0.keys().filter_map(|file| self.way_back(file)).min_by_key(Vec::len)
    }

    fn way_back(&self, start: &str) -> Option<Vec<String>> {
        let mut before: BTreeMap<&str, &str> = BTreeMap::new();
        let mut open = std::collections::VecDeque::from([start]);
        while let Some(file) = open.pop_front() {
            for used in self.0.get(file).into_iter().flatten() {
                if used == start {
                    let mut way = vec![file.to_owned()];
                    while let Some(previous) = before.get(way[way.len() - 1].as_str()) {
                        way.push((*previous).to_owned());
                    }
                    way.reverse();
                    return Some(way);
                }
                if used != start && !before.contains_key(used.as_str()) {
                    before.insert(used, file);
                    open.push_back(used);
                }
            }
        }
        None
    }
}

struct File {
    /// Its path below the workspace.
    name: String,
    syntax: syn::File,
}

/// The modules of a crate by their paths.
#[derive(Default)]
struct Modules {
    files: BTreeMap<Vec<String>, File>,
    /// Every module and the name of its file, also of modules within a file.
    names: BTreeMap<Vec<String>, String>,
}

impl Modules {
    fn of_crate(main: &Path) -> Self {
        let mut modules = Self::default();
        modules.add(main, Vec::new());
        modules
    }

    fn add(&mut self, path: &Path, module: Vec<String>) {
        let text =
            std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.strip_prefix(root()).expect("a file of the workspace").display().to_string();
        let stem = path.file_stem().expect("a name").to_string_lossy();
        let folder = path.parent().expect("a folder");
        let folder = if module.is_empty() || stem == "mod" { folder.to_owned() } else { folder.join(&*stem) };
        self.add_children(&syntax.items, &module, &folder, &name);
        self.names.insert(module.clone(), name.clone());
        self.files.insert(module, File { name, syntax });
    }

    fn add_children(&mut self, items: &[syn::Item], module: &[String], folder: &Path, file: &str) {
        for item in items {
            let syn::Item::Mod(item) = item else { continue };
            if is_test(&item.attrs) {
                continue;
            }
            let name = item.ident.to_string();
            let child = [module, std::slice::from_ref(&name)].concat();
            if let Some((_, items)) = &item.content {
                self.names.insert(child.clone(), file.to_owned());
                self.add_children(items, &child, &folder.join(&name), file);
                continue;
            }
            let paths = [folder.join(format!("{name}.rs")), folder.join(&name).join("mod.rs")];
            let path = paths.iter().find(|path| path.is_file());
            self.add(path.unwrap_or_else(|| panic!("{file} has no file for `mod {name}`")), child);
        }
    }

    /// The file of the module that a path leads to, as far as it names modules.
    fn file(&self, module: &[String], path: &[String]) -> Option<&str> {
        let mut at: Vec<String> = module.to_vec();
        let mut rest = path.iter().map(String::as_str).peekable();
        match *rest.peek()? {
            "crate" => {
                at.clear();
                rest.next();
            }
            "self" | "super" => {
                while let Some(step) = rest.next_if(|step| ["self", "super"].contains(step)) {
                    if step == "super" {
                        at.pop();
                    }
                }
            }
            first if self.names.contains_key(&[&at[..], &[first.to_owned()]].concat()) => {}
            _ => return None,
        }
        for step in rest {
            at.push(step.to_owned());
            if !self.names.contains_key(&at) {
                at.pop();
                break;
            }
        }
        self.names.get(&at).map(String::as_str)
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let condition = attribute.meta.require_list().map(|list| list.tokens.to_string());
        let is_test =
            |condition: &str| condition.split(|c: char| !c.is_alphanumeric()).any(|word| word == "test");
        attribute.path().is_ident("cfg") && condition.is_ok_and(|condition| is_test(&condition))
    })
}

/// Finds the files that a file uses, its tests apart.
struct Search<'m> {
    modules: &'m Modules,
    module: Vec<String>,
    used: BTreeSet<String>,
}

impl Search<'_> {
    fn path(&mut self, path: &[String]) {
        self.used.extend(self.modules.file(&self.module, path).map(str::to_owned));
    }

    fn tree(&mut self, tree: &syn::UseTree, path: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(step) => {
                path.push(step.ident.to_string());
                self.tree(&step.tree, path);
                path.pop();
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, path)),
            syn::UseTree::Name(syn::UseName { ident })
            | syn::UseTree::Rename(syn::UseRename { ident, .. }) => {
                path.extend((ident != "self").then(|| ident.to_string()));
                self.path(path);
                if ident != "self" {
                    path.pop();
                }
            }
            syn::UseTree::Glob(_) => self.path(path),
        }
    }

    /// Paths in the tokens of a macro. `$crate` is the crate of whoever uses the macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let (mut colons, mut is_of_macro) = (0, false);
        for token in tokens {
            match &token {
                TokenTree::Ident(ident) => {
                    if colons != 2 && !path.is_empty() {
                        self.path(&std::mem::take(&mut path));
                    }
                    if !is_of_macro {
                        path.push(ident.to_string());
                    }
                    (colons, is_of_macro) = (0, false);
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                other => {
                    self.path(&std::mem::take(&mut path));
                    colons = 0;
                    is_of_macro = matches!(other, TokenTree::Punct(punct) if punct.as_char() == '$');
                    match other {
                        // `pub(crate)` names no module.
                        TokenTree::Group(group) if group.stream().to_string() != "crate" => {
                            self.tokens(group.stream());
                        }
                        _ => {}
                    }
                }
            }
        }
        self.path(&path);
    }
}

impl<'s> Visit<'s> for Search<'_> {
    fn visit_item(&mut self, item: &'s syn::Item) {
        let is_tested = matches!(item, syn::Item::Fn(function) if is_test(&function.attrs));
        if !is_tested {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'s syn::ItemMod) {
        if !is_test(&item.attrs) {
            self.module.push(item.ident.to_string());
            item.content.iter().flat_map(|(_, items)| items).for_each(|item| self.visit_item(item));
            self.module.pop();
        }
    }

    fn visit_item_use(&mut self, item: &'s syn::ItemUse) {
        self.tree(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'s syn::Path) {
        if path.leading_colon.is_none() && path.segments.len() > 1 {
            let steps: Vec<_> = path.segments.iter().map(|step| step.ident.to_string()).collect();
            self.path(&steps);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, of: &'s syn::Macro) {
        self.tokens(of.tokens.clone());
        visit::visit_macro(self, of);
    }

    fn visit_attribute(&mut self, _: &'s syn::Attribute) {}

    fn visit_visibility(&mut self, _: &'s syn::Visibility) {}
}

#[test]
fn circles_are_found() {
    let graph = |edges: &[(&str, &str)]| {
        let mut graph = Graph::default();
        for (from, to) in edges {
            graph.0.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        graph
    };
    assert_eq!(graph(&[("a", "b"), ("b", "c"), ("a", "c")]).circle(), None);
    let circle = graph(&[("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]);
    assert_eq!(circle.circle(), Some(vec!["b".to_owned(), "c".to_owned()]));
    assert_eq!(circle.without(&[("c", "b")]).circle(), None);
    assert!(circle.without(&[("b", "d")]).circle().is_some());
}

/// The forms of paths, by what they lead to from the module `check`.
#[test]
fn paths_lead_to_files() {
    let mut modules = Modules::default();
    for (module, name) in
        [("", "lib.rs"), ("check", "check.rs"), ("check::facts", "facts.rs"), ("source", "source.rs")]
    {
        let module = module.split("::").filter(|step| !step.is_empty()).map(str::to_owned);
        modules.names.insert(module.collect(), name.to_owned());
    }
    let used = |code: &str| {
        let mut search =
            Search { modules: &modules, module: vec!["check".to_owned()], used: BTreeSet::new() };
        search.visit_file(&syn::parse_str(code).expect("code"));
        search.used.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(used("use crate::source::{Span, Spanned as Other};"), ["source.rs"]);
    assert_eq!(used("use super::{source, Catalog};"), ["lib.rs", "source.rs"]);
    assert_eq!(used("use crate::check::{self, facts::*};"), ["check.rs", "facts.rs"]);
    assert_eq!(used("fn f(x: facts::Facts) { y::z(x) }"), ["facts.rs"]);
    assert_eq!(used("fn f() { format!(\"{}\", crate::source::line()) }"), ["source.rs"]);
    assert_eq!(used("m! { pub(crate) struct X { x: crate::source::X } }"), ["source.rs"]);
    assert_eq!(used("macro_rules! m { () => { $crate::source::line() } }"), [""; 0]);
    assert_eq!(used("#[cfg(test)] mod tests { use crate::source::Span; }"), [""; 0]);
    assert_eq!(used("pub(crate) fn f() -> std::source::X { ::source::x() }"), [""; 0]);
}
