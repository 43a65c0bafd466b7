//! The list of errors that all contenders declare: of any length, and the same each time.

pub const STATUSES: [(u16, &str); 10] = [
    (400, "BAD_REQUEST"),
    (401, "UNAUTHORIZED"),
    (403, "FORBIDDEN"),
    (404, "NOT_FOUND"),
    (409, "CONFLICT"),
    (410, "GONE"),
    (422, "UNPROCESSABLE_ENTITY"),
    (429, "TOO_MANY_REQUESTS"),
    (500, "INTERNAL_SERVER_ERROR"),
    (503, "SERVICE_UNAVAILABLE"),
];

/// Their names in Rust are these in capitals at the start alone.
pub const CATEGORIES: [&str; 8] =
    ["ACCESS", "BILLING", "CONTENT", "DELIVERY", "IDENTITY", "LIMITS", "STORAGE", "WORKFLOW"];

const THINGS: [&str; 100] = [
    "account", "address", "alert", "answer", "archive", "article", "asset", "badge", "basket", "batch",
    "bill", "board", "booking", "branch", "bucket", "budget", "bundle", "calendar", "campaign", "card",
    "cabinet", "channel", "charge", "claim", "client", "comment", "company", "contact", "treaty", "coupon",
    "course", "credit", "customer", "deal", "device", "digest", "discount", "dispute", "document", "domain",
    "draft", "driver", "event", "export", "feature", "feed", "field", "file", "filter", "folder", "form",
    "venue", "gateway", "grant", "group", "guest", "host", "image", "import", "index", "invite", "invoice",
    "item", "job", "key", "label", "lead", "ledger", "license", "link", "list", "loan", "lock", "mailbox",
    "member", "menu", "message", "meter", "note", "notice", "offer", "order", "owner", "page", "parcel",
    "partner", "payment", "payout", "permit", "plan", "policy", "price", "product", "profile", "project",
    "queue", "quote", "refund", "report", "ticket",
];

const EVENTS: [&str; 50] = [
    "archived",
    "jammed",
    "broken",
    "cancelled",
    "claimed",
    "closed",
    "confirmed",
    "copied",
    "corrupted",
    "declined",
    "delayed",
    "deleted",
    "denied",
    "detached",
    "disabled",
    "disputed",
    "duplicated",
    "empty",
    "encrypted",
    "exceeded",
    "expired",
    "failed",
    "flagged",
    "frozen",
    "hidden",
    "ignored",
    "incomplete",
    "interrupted",
    "invalid",
    "locked",
    "lost",
    "malformed",
    "merged",
    "misplaced",
    "missing",
    "moved",
    "oversized",
    "paused",
    "pending",
    "postponed",
    "refused",
    "rejected",
    "removed",
    "reserved",
    "restricted",
    "revoked",
    "skipped",
    "stale",
    "suspended",
    "unverified",
];

/// What tells apart those beyond 5,000.
const PLACES: [&str; 20] = [
    "",
    "_abroad",
    "_below",
    "_centrally",
    "_downstream",
    "_elsewhere",
    "_forever",
    "_globally",
    "_here",
    "_inside",
    "_jointly",
    "_knowingly",
    "_locally",
    "_midway",
    "_nightly",
    "_outside",
    "_partly",
    "_quietly",
    "_remotely",
    "_silently",
];

pub struct Item {
    pub code: String,
    pub variant: String,
    /// An index into `STATUSES`.
    pub status: usize,
    /// An index into `CATEGORIES`.
    pub category: usize,
    /// Parameters stand in braces.
    pub message: String,
    pub params: &'static [&'static str],
    pub description: String,
    pub fix: String,
}

/// The first `n` errors: of ten, six have no parameter, three have one, one has two.
pub fn items(n: usize) -> Vec<Item> {
    (0..n).map(item).collect()
}

fn item(i: usize) -> Item {
    let (thing, event, place) = (THINGS[i % 100], EVENTS[i / 100 % 50], PLACES[i / 5_000 % 20]);
    let (message, params): (_, &'static [_]) = match i % 10 {
        0..6 => (format!("The {thing} is {event}"), &[]),
        6..9 => (format!("The {thing} {{name}} is {event}"), &["name"]),
        _ => (format!("The {thing} {{name}} is {event}: {{reason}}"), &["name", "reason"]),
    };
    Item {
        code: format!("{thing}_{event}{place}").to_uppercase(),
        variant: format!("{thing}_{event}{place}").split('_').map(capital).collect(),
        status: (i + i / 10) % 10,
        category: i % 8,
        message,
        params,
        description: format!(
            "What the request asks for needs a {thing}, and the one it names is {event} at that time."
        ),
        fix: format!("Look the {thing} up, and send the request again with one that is not {event}."),
    }
}

pub fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..].to_lowercase()
}
