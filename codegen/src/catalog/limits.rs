//! The limits of a catalog, which the rule `catalog-limit` holds it to.

/// The most characters of a name. Identifiers are made of it, and file systems have a similar limit.
pub(crate) const NAME: usize = 250;

/// The most bytes of an envelope's body: the example of every error repeats it.
pub(crate) const BODY: usize = 16 << 10;

/// The most bytes of any other text: triggers repeat the message and the fix of their error.
pub(crate) const TEXT: usize = 64 << 10;

/// How many files lead to one, each included by the one before.
pub(crate) const INCLUDES: usize = 100;

/// The most entries of tables, by the keys that lead to them; `*` is a name of the catalog's own.
pub(crate) const ENTRIES: &[(&[&str], usize, &str)] = &[
    (&["envelope"], 100, "envelopes"),
    (&["retry"], 100, "retry policies"),
    (&["attributes"], 100, "attributes"),
    (&["context"], 100, "context values"),
    (&["status"], 1_000, "statuses"),
    (&["framework"], 1_000, "statuses"),
    (&["rules"], 1_000, "rules"),
    (&["errors", "*", "params"], 250, "parameters"),
    (&["errors", "*", "headers"], 100, "headers"),
    (&["errors", "*", "attributes"], 100, "attributes"),
    (&["errors", "*", "triggers"], 200, "triggers"),
    (&["envelope", "*", "headers"], 100, "headers"),
    (&["envelope", "*", "fields"], 1_000, "fields"),
];
