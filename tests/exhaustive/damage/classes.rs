//! What a catalog may say instead without anyone being told: no rule can know that it was not meant.

use std::collections::BTreeSet;

/// In what two catalogs differ: keys, and what became of each.
pub(super) type Differences = BTreeSet<(String, &'static str)>;

/// A kind of change that is rightly accepted.
pub(super) struct Class {
    pub(super) name: &'static str,
    /// Why nobody is told.
    pub(super) reason: &'static str,
    holds: fn(key: &str, change: &str) -> bool,
}

/// In their order: the first that holds for a key is its class.
pub(super) const CLASSES: &[Class] = &[
    Class {
        name: "text",
        reason: "free text for people: any is as good as another, and most of it may be left out",
        holds: |key, change| {
            TEXTS.contains(&last(key)) && (change == "changed" || !REQUIRED.contains(&last(key)))
        },
    },
    Class {
        name: "value",
        reason: "a figure, a word or an example that is as valid as the one before",
        holds: |key, change| change == "changed" && VALUES.contains(&last(key)),
    },
    Class {
        name: "optional",
        reason: "a key that may be left out, and then has its default or is inherited",
        holds: |key, change| change != "changed" && OPTIONAL.contains(&last(key)),
    },
    Class {
        name: "body",
        reason: "the names and constants of a JSON body are the API's own; its `$values` are checked",
        holds: |key, _| key == "envelope.*.body",
    },
    Class {
        name: "target",
        reason: "a path of `[generate]`, which holds for what is generated and not for what it says",
        holds: |key, _| key.starts_with("generate"),
    },
    Class {
        name: "entry",
        reason: "a whole entry of a table or list: nothing refers to it, or who does is told",
        holds: |key, _| ENTRIES.contains(&key),
    },
];

const TEXTS: &[&str] = &[
    "description",
    "title",
    "when",
    "fix",
    "message",
    "log",
    "retry_note",
    "version",
    "docs",
    "scope",
    "route",
    "since",
];
/// Texts that cannot be left out: they come and go with their entry.
const REQUIRED: &[&str] = &["message", "scope"];
const VALUES: &[&str] = &[
    "status",
    "attempts",
    "base",
    "max",
    "jitter",
    "limit",
    "window",
    "example",
    "detail",
    "optional",
    "wire",
    "name",
    "public",
    "listed",
    "type",
    "retry",
    "rust",
    "kind",
    "source",
    "category",
    "grpc_status",
];
const OPTIONAL: &[&str] = &[
    "status",
    "category",
    "envelope",
    "retry",
    "attempts",
    "max",
    "jitter",
    "fallback",
    "example",
    "detail",
    "optional",
    "wire",
    "public",
    "listed",
    "source",
    "issues",
    "joint_status",
    "identify",
    "headers",
    "attributes",
    "params",
    "fields",
    "triggers",
    "rust",
    "framework",
    "rate_limits",
    "affects",
    "operations",
    "where",
    "messages",
    "texts",
];
/// Tables and lists whose entries are the user's own; what is renamed is an entry gone and another new.
const ENTRIES: &[&str] = &[
    "category.*",
    // `default` alone: the built-in one takes its place.
    "envelope.*",
    "envelope.*.fields.*",
    "envelope.*.headers.*",
    // One header of several of that name.
    "envelope.*.headers.*.*",
    "errors.*",
    "errors.*.attributes.*",
    "errors.*.headers.*",
    "errors.*.headers.*.*",
    "errors.*.params.*",
    "errors.*.triggers.*",
    "errors.*.triggers.*.messages.*",
    "errors.*.triggers.*.where.*",
    "framework.*",
    "operations.*",
    "operations.*.errors.*",
    "rate_limits.*",
    "rate_limits.*.affects.*",
    "rust.texts.*",
    "status.*",
];

fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// The classes of a change; `None` where it is in none.
pub(super) fn of(differences: &Differences) -> Option<String> {
    if differences.is_empty() {
        return Some("order".to_owned());
    }
    let class =
        |(key, change): &(String, &'static str)| CLASSES.iter().find(|class| (class.holds)(key, change));
    let names: Option<BTreeSet<&str>> =
        differences.iter().map(|d| class(d).map(|class| class.name)).collect();
    names.map(|names| names.into_iter().collect::<Vec<_>>().join("+"))
}
