//! The keys of an error.

use super::key::Type::*;
use super::key::{Section, key, required};

const RETRY: &str = "the category's, then the status's";

/// One error.
pub static ERROR: Section = Section {
    name: "errors.CODE",
    meaning: "An error.",
    keys: &[
        required(
            "message",
            Template,
            "\"Not found\"",
            "The message for people. `{name}` is a placeholder for a parameter. `{name?: text {name}}` \
                is an optional segment. It is omitted if the optional parameter is absent.",
        ),
        key("status", Status, "the category's", "The HTTP status."),
        key("category", Text, "", "The category."),
        key("title", Text, "the status's", "A short summary of the problem, without parameters."),
        key("description", Text, "", "The meaning of the error, for the documentation."),
        key("fix", Text, "", "How to resolve the error, for the documentation."),
        key("when", Text, "", "When the error occurs, for the documentation."),
        key(
            "log",
            Template,
            "the message",
            "The message for logs. It can contain internal parameters and optional segments.",
        ),
        key("code", Code, "the key", "The code on the wire: a string or a number."),
        key("shared_code", Bool, "false", "If `true`, other errors can have the same wire code."),
        key("rust", Text, "the key in UpperCamelCase", "The name of the Rust variant."),
        key("params", Map(&Either(&ParamType, &Table(&PARAM))), "", "The parameters: names and types."),
        key(
            "issues",
            Either(&Bool, &Table(&ISSUES)),
            "false",
            "If `true` or a table, the error has a list of field issues. A table sets the Rust types \
                that `?` converts to the error.",
        ),
        key(
            "source",
            Either(&Bool, &Either(&Text, &Table(&SOURCE))),
            "false",
            "If set, the error has a cause, for logs only. `true` is a boxed cause. A string or a \
                table sets its Rust type.",
        ),
        key(
            "grpc_status",
            Word(crate::catalog::status::GRPC),
            "derived from the status",
            "The name in google.rpc.Code, for `$grpc_status`.",
        ),
        key(
            "headers",
            Map(&OneOrMore(&Template)),
            "",
            "Headers of the response. A list sends several headers of the same name.",
        ),
        key("attributes", Map(&Value), "", "The values of attributes."),
        key("envelope", Text, "the category's", "The envelope."),
        key("retry", Text, RETRY, "The retry policy."),
        key("retry_note", Text, "", "A note on the retry policy, for the documentation."),
        key("triggers", Tables(&TRIGGER), "", "Several situations that cause this error."),
        key("tags", Texts, "", "Tags of your own, to select errors."),
        key("public", Bool, "true", "If `false`, the documentation does not show the error."),
        key("since", Text, "", "The version that introduced the error."),
        key(
            "deprecated",
            Either(&Bool, &Text),
            "false",
            "If `true` or a text, the error is deprecated. The text says what to use instead.",
        ),
    ],
};

pub(super) static PARAM: Section = Section {
    name: "errors.CODE.params.NAME",
    meaning: "A parameter.",
    keys: &[
        required("type", ParamType, "\"string\"", "The type."),
        key("wire", Text, "the key", "The name on the wire."),
        key("optional", Bool, "false", "If `true`, the value can be absent."),
        key("detail", Bool, "true", "If `false`, `$params` does not contain the parameter."),
        key(
            "internal",
            Bool,
            "false",
            "If `true`, the parameter appears only in logs, never in a body or a header.",
        ),
        key("description", Text, "", "The meaning of the parameter."),
        key("example", Scalar, "derived from the type", "The value in the examples of the documentation."),
    ],
};

pub(super) static SOURCE: Section = Section {
    name: "errors.CODE.source",
    meaning: "The cause of an error.",
    keys: &[
        key("type", Text, "boxed", "Its Rust type."),
        key(
            "from",
            Bool,
            "false",
            "If `true`, `?` converts the cause to this error. The error must not have required parameters.",
        ),
    ],
};

pub(super) static ISSUES: Section = Section {
    name: "errors.CODE.issues",
    meaning: "The field issues of an error.",
    keys: &[required(
        "from",
        Texts,
        "[\"validator::ValidationErrors\"]",
        "Rust types with field issues. `?` converts them to this error. With `source = true`, the \
            converted value is the cause.",
    )],
};

pub(super) static TRIGGER: Section = Section {
    name: "errors.CODE.triggers",
    meaning: "A situation that causes an error.",
    keys: &[
        required("when", Text, "\"A required field is missing\"", "The situation."),
        key("where", Texts, "", "The requests in which it occurs."),
        key("messages", Texts, "the error's message", "The messages of the error in this situation."),
        key("fix", Text, "the error's fix", "How to resolve the error in this situation."),
    ],
};
