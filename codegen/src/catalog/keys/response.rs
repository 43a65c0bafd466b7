//! The keys of responses: envelopes, statuses and retry policies.

use super::key::Type::*;
use super::key::{Section, key, required};

pub(super) static ENVELOPE: Section = Section {
    name: "envelope.NAME",
    meaning: "The JSON body and the headers of error responses.",
    keys: &[
        required(
            "body",
            Envelope,
            "'{ \"error\": { \"code\": \"$code\", \"message\": \"$message\" } }'",
            "The body as JSON, with placeholders such as `$code`.",
        ),
        key("description", Text, "", "The description in the documentation."),
        key("media_type", Text, "\"application/json\"", "The content type of the response."),
        key(
            "headers",
            Map(&OneOrMore(&Envelope)),
            "",
            "Headers of every response with this envelope. A list sends several headers of the same name.",
        ),
        key(
            "joint_status",
            Word(&["first", "highest"]),
            "\"first\"",
            "The status of a response with several errors.",
        ),
        key(
            "identify",
            Word(&["message", "status"]),
            "\"message\"",
            "How a client identifies errors if the response contains no code.",
        ),
        key("fields", Map(&Text), "", "Descriptions of the fields of the body, by path: `\"error.code\"`."),
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
            "The kind of the policy.",
        ),
        key("base", Duration, "", "The delay, or the first delay."),
        key(
            "max",
            Duration,
            "no limit; one day for `after-header`",
            "`exponential`, `after-header`: the maximum delay, including jitter. A longer \
                `Retry-After` is reduced to it.",
        ),
        key(
            "jitter",
            Either(&Duration, &Word(&["full"])),
            "none",
            "The maximum random duration added to each delay. `\"full\"` picks each delay at random \
                between zero and the delay. `after-header` does not accept `\"full\"`.",
        ),
        key("attempts", Count, "no limit", "The maximum number of retries."),
        key("fallback", Text, "none", "`after-header`: the policy to use if the header is missing."),
        key("description", Text, "", "The description in the documentation."),
    ],
};

pub(super) static STATUS: Section = Section {
    name: "status.NUMBER",
    meaning: "The meaning of an HTTP status in this API. It can also be a success status. `4xx` and \
        `5xx` apply to all statuses of their class, unless a status overrides them.",
    keys: &[
        key("title", Text, "the class's, then the standard reason phrase", "The name of the status."),
        key("when", Text, "", "When the API sends this status."),
        key("description", Text, "", "Further details, for the documentation."),
        key("retry", Text, "", "The retry policy of errors with this status."),
        key("retry_note", Text, "", "A note on the retry policy, for the retry table."),
        key("listed", Bool, "true", "If `false`, the status table omits this status."),
    ],
};

pub(super) static RATE_LIMIT: Section = Section {
    name: "rate_limits.NAME",
    meaning: "A rate limit, for the documentation.",
    keys: &[
        required("scope", Text, "\"per API key\"", "The scope in which requests are counted."),
        required("limit", Count, "1000", "The number of requests."),
        required("window", Duration, "\"15m\"", "The time window."),
        key("affects", Texts, "", "The requests that are counted."),
        key("description", Text, "", "Further details."),
    ],
};
