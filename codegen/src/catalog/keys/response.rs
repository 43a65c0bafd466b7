//! The keys of responses: envelopes, statuses, and when a client may try again.

use super::key::Type::*;
use super::key::{Section, key, required};

pub(super) static ENVELOPE: Section = Section {
    name: "envelope.NAME",
    meaning: "The JSON around errors.",
    keys: &[
        required(
            "body",
            Envelope,
            "'{ \"error\": { \"code\": \"$code\", \"message\": \"$message\" } }'",
            "The body as JSON, with `$values` where they stand.",
        ),
        key("description", Text, "", "What the documentation says about it."),
        key("media_type", Text, "\"application/json\"", "The response's content type."),
        key(
            "headers",
            Map(&OneOrMore(&Envelope)),
            "",
            "Headers of every response in this envelope; a list sends several of one name.",
        ),
        key(
            "joint_status",
            Word(&["first", "highest"]),
            "\"first\"",
            "The status when one response carries several errors.",
        ),
        key(
            "identify",
            Word(&["message", "status"]),
            "\"message\"",
            "What a client tells errors apart by where no code is on the wire.",
        ),
        key(
            "fields",
            Map(&Text),
            "",
            "What the documentation says about each field, by its path: `\"error.code\"`.",
        ),
    ],
};

pub(super) static RETRY_POLICY: Section = Section {
    name: "retry.NAME",
    meaning: "A retry policy.",
    keys: &[
        required(
            "kind",
            Word(&["never", "immediate", "fixed", "exponential", "after-header"]),
            "\"immediate\"",
            "When to try again.",
        ),
        key("base", Duration, "", "The delay, or the first one."),
        key(
            "max",
            Duration,
            "no bound; a day for `after-header`",
            "`exponential`, `after-header`: the longest delay, jitter included. \
                A longer `Retry-After` is cut to it.",
        ),
        key(
            "jitter",
            Either(&Duration, &Word(&["full"])),
            "none",
            "What is added to each delay at the most; `\"full\"` draws it from zero up, but never under `after-header`.",
        ),
        key("attempts", Count, "no bound", "How many times to try again at the most."),
        key("fallback", Text, "none", "`after-header`: the policy where there is no header."),
        key("description", Text, "", "What the documentation says about it."),
    ],
};

pub(super) static STATUS: Section = Section {
    name: "status.NUMBER",
    meaning: "What an HTTP status means in this API; also one that is no error. `4xx` and `5xx` hold for all statuses of their class, where a status says nothing else for itself.",
    keys: &[
        key("title", Text, "the class's, then the standard reason phrase", "The name of the status."),
        key("when", Text, "", "When the API answers with it."),
        key("description", Text, "", "More about it, for the documentation."),
        key("retry", Text, "", "The retry policy of errors with this status."),
        key("retry_note", Text, "", "What the retry table adds to the policy."),
        key("listed", Bool, "true", "`false` keeps it out of the status table."),
    ],
};

pub(super) static RATE_LIMIT: Section = Section {
    name: "rate_limits.NAME",
    meaning: "A rate limit, for the documentation.",
    keys: &[
        required("scope", Text, "\"per API key\"", "What is counted together."),
        required("limit", Count, "1000", "How many requests."),
        required("window", Duration, "\"15m\"", "In how long."),
        key("affects", Texts, "", "Which requests are counted."),
        key("description", Text, "", "More about it."),
    ],
};
