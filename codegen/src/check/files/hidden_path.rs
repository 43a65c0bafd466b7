use crate::diagnostic::{Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "hidden-path",
    severity: Severity::Error,
    explanation: "No path in a catalog leads to a hidden file or through a hidden folder, such as `.env`, \
        `.git` or `.github`: one whose name begins with a dot. Hidden files hold secrets, and settings that \
        run commands. Links are followed first. Hidden folders around the catalog do not count for what it \
        reads; for what `generate` writes, all those in the project do. Outputs are held to it by \
        `error-catalog check` and `generate` alone. Nothing turns this rule off.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
markdown = "docs/.generated/errors.md"
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
markdown = "docs/generated/errors.md"
"##,
};

/// What to write instead of a hidden path.
pub(crate) const HELP: &str = "write a path without a part that begins with a dot";
