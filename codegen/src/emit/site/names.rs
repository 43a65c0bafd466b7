//! What the files of the reference are called, and how they refer to each other.

use std::collections::{HashMap, HashSet};

use crate::catalog::Catalog;
use crate::emit::{reference, table, words};

/// The longest name of a page, in bytes: file systems take 255, and archives may add to it.
const MOST: usize = 120;

/// What Windows keeps for devices, whatever ending follows.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A name that every file system takes for one of a file in this folder: not `..`, no hidden one, no device, no dot at the end,
/// which Windows drops. Where it is none, a character of it is encoded.
fn portable(name: &str) -> String {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_numbered =
        |port| stem.strip_prefix(port).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    let is_device = DEVICES.contains(&&*stem) || is_numbered("com") || is_numbered("lpt");
    let name = match name.chars().next() {
        Some(first) if first == '.' || is_device => format!("%{:02X}{}", first as u32, &name[1..]),
        _ => name.to_owned(),
    };
    name.strip_suffix('.').map(|start| format!("{start}%2E")).unwrap_or(name)
}

/// A name that file systems take, apart from others with the same beginning.
fn shortened(name: String) -> String {
    if name.len() <= MOST {
        return name;
    }
    // FNV-1a, of 64 bits: all there is to tell apart is names of one catalog.
    let hash = name.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    // Not in the middle of an encoded byte.
    let end = name[..100].rfind('%').filter(|at| *at > 97).unwrap_or(100);
    format!("{}~{hash:016x}", &name[..end])
}

/// The names of the pages.
pub(super) struct Names {
    /// The public errors, by their places in the catalog.
    errors: Vec<usize>,
    /// The page of each, as a path in the folder.
    paths: HashMap<usize, String>,
    /// The group of the index that each stands in.
    groups: HashMap<usize, usize>,
    /// Whether a page stands in a folder of its own, so that its address ends in the code.
    in_folders: bool,
}

impl Names {
    pub(super) fn of(catalog: &Catalog) -> Self {
        // Where the documentation's addresses end in the code itself, the pages answer to them.
        let in_folders = catalog
            .docs
            .as_ref()
            .is_some_and(|(before, after)| !before.contains('#') && (after.is_empty() || after == "/"));
        let errors: Vec<usize> = table::public(catalog).collect();
        // Some file systems do not tell upper case from lower.
        let mut taken: HashSet<String> = ["index", "index.html", "assets"].map(str::to_owned).into();
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut paths = HashMap::new();
        for error in &errors {
            let name = shortened(portable(&words::anchor(&catalog.errors[*error])));
            let mut free = name.clone();
            // Names that are alike go on counting, so that each number is tried once.
            let count = counts.entry(free.to_lowercase()).or_insert(1);
            while !taken.insert(free.to_lowercase()) {
                *count += 1;
                free = format!("{name}~{count}");
            }
            let path = if in_folders { format!("{free}/index.html") } else { format!("{free}.html") };
            paths.insert(*error, path);
        }
        let groups = reference::categories(catalog).into_iter().enumerate();
        let groups =
            groups.flat_map(|(group, (_, _, errors))| errors.into_iter().map(move |error| (error, group)));
        Self { errors, paths, groups: groups.collect(), in_folders }
    }

    /// The public errors, by their places in the catalog.
    pub(super) fn errors(&self) -> &[usize] {
        &self.errors
    }

    /// The page of an error, in the folder.
    pub(super) fn path(&self, error: usize) -> &str {
        self.paths.get(&error).map_or("index.html", String::as_str)
    }

    /// The group of the index that an error stands in.
    pub(super) fn group(&self, error: usize) -> Option<usize> {
        self.groups.get(&error).copied()
    }

    /// From a page to the folder.
    pub(super) fn root(&self) -> &'static str {
        if self.in_folders { "../" } else { "" }
    }

    /// How the index refers to the page of an error: a `%` in a file's name is encoded once more.
    pub(super) fn href(&self, error: usize) -> String {
        self.path(error).replace('%', "%25")
    }
}
