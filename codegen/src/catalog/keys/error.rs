//! The keys of an error.

use super::key::Type::*;
use super::key::{Section, key, required};

const RETRY: &str = "the category's, then the status's";

/// One error.
pub static ERROR: Section = Section {
    name: "errors.CODE",
    meaning: "One error.",
    keys: &[
        required(
            "message",
            Template,
            "\"Not found\"",
            "What people are shown; `{name}` stands for a parameter. `{name?: text {name}}` is an optional segment: it is left out where the optional parameter is absent.",
        ),
        key("status", Status, "the category's", "The HTTP status."),
        key("category", Text, "", "The category."),
        key(
            "title",
            Text,
            "the status's",
            "A short name of the problem that does not change with its parameters.",
        ),
        key("description", Text, "", "What it means, for the documentation."),
        key("fix", Text, "", "What to do about it, for the documentation."),
        key("when", Text, "", "When it comes up, for the documentation."),
        key(
            "log",
            Template,
            "the message",
            "Text for logs, as `explain` shows it; internal parameters and optional segments may stand in it.",
        ),
        key("code", Code, "the key", "The code on the wire; a whole number is a number there."),
        key("shared_code", Bool, "false", "Whether other errors may have the same code on the wire."),
        key("rust", Text, "the key in UpperCamelCase", "The variant's name."),
        key("params", Map(&Either(&ParamType, &Table(&PARAM))), "", "Parameters: name and type."),
        key(
            "issues",
            Either(&Bool, &Table(&ISSUES)),
            "false",
            "Whether it carries a list of field issues, and what it is made of by `?`.",
        ),
        key(
            "source",
            Either(&Bool, &Either(&Text, &Table(&SOURCE))),
            "false",
            "Whether it carries its cause: boxed, or of the Rust type named. For logs alone.",
        ),
        key(
            "grpc_status",
            Word(crate::catalog::status::GRPC),
            "follows from the status",
            "The name in google.rpc.Code, as `$grpc_status` shows it.",
        ),
        key(
            "headers",
            Map(&OneOrMore(&Template)),
            "",
            "Headers of the response; a list sends several of one name.",
        ),
        key("attributes", Map(&Value), "", "Values of the declared attributes."),
        key("envelope", Text, "the category's", "The envelope."),
        key("retry", Text, RETRY, "The retry policy."),
        key("retry_note", Text, "", "What the documentation adds to the policy."),
        key("triggers", Tables(&TRIGGER), "", "Several ways to meet the same error."),
        key("tags", Texts, "", "Words of your own to select errors by."),
        key("public", Bool, "true", "`false`: served, but in no documentation."),
        key("since", Text, "", "The version that brought it."),
        key(
            "deprecated",
            Either(&Bool, &Text),
            "false",
            "Whether it is on its way out, and what to use instead.",
        ),
    ],
};

pub(super) static PARAM: Section = Section {
    name: "errors.CODE.params.NAME",
    meaning: "A parameter.",
    keys: &[
        required("type", ParamType, "\"string\"", "The type."),
        key("wire", Text, "the key", "The name on the wire."),
        key("optional", Bool, "false", "Whether it may be absent."),
        key("detail", Bool, "true", "`false`: for the message and headers, not for `$params`."),
        key("internal", Bool, "false", "For logs alone: it can never reach a body or header."),
        key("description", Text, "", "What it means."),
        key("example", Scalar, "made from the type", "A value for the documentation's examples."),
    ],
};

pub(super) static SOURCE: Section = Section {
    name: "errors.CODE.source",
    meaning: "The cause that an error carries.",
    keys: &[
        key("type", Text, "boxed", "Its Rust type."),
        key(
            "from",
            Bool,
            "false",
            "Whether `?` makes this error of it; asks for an error without other parameters.",
        ),
    ],
};

pub(super) static ISSUES: Section = Section {
    name: "errors.CODE.issues",
    meaning: "The field issues that an error carries.",
    keys: &[required(
        "from",
        Texts,
        "[\"validator::ValidationErrors\"]",
        "Rust types that know the issues: `?` makes this error of them, with the cause where `source = true`.",
    )],
};

pub(super) static TRIGGER: Section = Section {
    name: "errors.CODE.triggers",
    meaning: "One way to meet an error.",
    keys: &[
        required("when", Text, "\"A required field is missing\"", "What happened."),
        key("where", Texts, "", "In which requests."),
        key("messages", Texts, "the error's message", "What the API says then."),
        key("fix", Text, "the error's fix", "What to do about it."),
    ],
};
