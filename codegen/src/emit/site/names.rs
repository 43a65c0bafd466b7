//! The names of files of the reference, and the links between them.

use std::collections::{HashMap, HashSet};

use crate::catalog::Catalog;
use crate::emit::{reference, table, words};

/// The maximum length of a page name, in bytes. File systems allow 255, and archives can add to it.
const MOST: usize = 120;

/// The device names that Windows reserves, with any extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Returns a valid name of a file in this folder for all file systems: not `..`, not hidden, not a
/// device, and without a dot at the end, which Windows drops. An invalid name gets an encoded
/// character.
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

/// Shortens a name to a valid length, and keeps it unique.
fn shortened(name: String) -> String {
    if name.len() <= MOST {
        return name;
    }
    // 64-bit FNV-1a suffices to distinguish the names of a catalog.
    let hash = name.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    // Not in the middle of an encoded byte.
    let end = name[..100].rfind('%').filter(|at| *at > 97).unwrap_or(100);
    format!("{}~{hash:016x}", &name[..end])
}

/// The names of the pages.
pub(super) struct Names {
    /// The public errors, by their indexes in the catalog.
    errors: Vec<usize>,
    /// The page of each, as a path in the folder.
    paths: HashMap<usize, String>,
    /// The group of each page in the index.
    groups: HashMap<usize, usize>,
    /// `true` if each page is a folder, so that its URL ends in the code.
    in_folders: bool,
}

impl Names {
    pub(super) fn of(catalog: &Catalog) -> Self {
        // If documentation URLs end in the code itself, the pages have these URLs.
        let in_folders = catalog
            .docs
            .as_ref()
            .is_some_and(|(before, after)| !before.contains('#') && (after.is_empty() || after == "/"));
        let errors: Vec<usize> = table::public(catalog).collect();
        // Some file systems are case-insensitive.
        let mut taken: HashSet<String> = ["index", "index.html", "assets"].map(str::to_owned).into();
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut paths = HashMap::new();
        for error in &errors {
            let name = shortened(portable(&words::anchor(&catalog.errors[*error])));
            let mut free = name.clone();
            // Equal names continue counting, so that each number is tried once.
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

    /// Returns the public errors, by their indexes in the catalog.
    pub(super) fn errors(&self) -> &[usize] {
        &self.errors
    }

    /// Returns the page of an error, in the folder.
    pub(super) fn path(&self, error: usize) -> &str {
        self.paths.get(&error).map_or("index.html", String::as_str)
    }

    /// Returns the group of an error in the index.
    pub(super) fn group(&self, error: usize) -> Option<usize> {
        self.groups.get(&error).copied()
    }

    /// Returns the relative path from a page to the folder.
    pub(super) fn root(&self) -> &'static str {
        if self.in_folders { "../" } else { "" }
    }

    /// Returns the link from the index to the page of an error. A `%` in the file name is encoded
    /// again.
    pub(super) fn href(&self, error: usize) -> String {
        self.path(error).replace('%', "%25")
    }
}
