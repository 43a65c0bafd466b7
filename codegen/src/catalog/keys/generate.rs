//! The keys of `[generate]`.

use super::key::Type::*;
use super::key::{Section, key, required};

pub(super) static GENERATE: Section = Section {
    name: "generate",
    meaning: "The outputs of `error-catalog generate`. Paths are relative to this file. They must be \
        in the project of the catalog (see `include`), and not in hidden files or folders.",
    keys: &[
        key("rust", Text, "", "The Rust code, as a file to commit."),
        key("openapi", Either(&Text, &Table(&OPENAPI)), "", "The OpenAPI document: its path, or a table."),
        key("markdown", Text, "", "The documentation as one Markdown page."),
        key(
            "html",
            Either(&Text, &Table(&HTML)),
            "",
            "The HTML reference: the path of its folder, or a table.",
        ),
        key(
            "rust_client",
            Bool,
            "false",
            "If `true`, the Markdown page and the HTML reference show an example of a Rust client.",
        ),
        key("inject", Texts, "", "Handwritten pages with markers, which are replaced by tables."),
        key("template", Tables(&TEMPLATE), "", "Files generated from your own templates."),
        key(
            "framework",
            Bool,
            "true",
            "If `true`, the documentation, OpenAPI and utoipa include the framework's own statuses \
                (see `framework`).",
        ),
    ],
};

pub(super) static OPENAPI: Section = Section {
    name: "generate.openapi",
    meaning: "An OpenAPI document with the errors.",
    keys: &[
        required(
            "path",
            Text,
            "\"openapi.yaml\"",
            "The path. The document is JSON if the path ends in `.json`, otherwise YAML.",
        ),
        key("version", Word(&["3.0", "3.1", "3.2"]), "\"3.1\"", "The OpenAPI version."),
        key(
            "single",
            Bool,
            "false",
            "If `true`, all errors have one schema, for client generators that support a single error type.",
        ),
        key(
            "merge",
            Word(&["components", "operations"]),
            "the file is generated as a whole",
            "Merges into your own document at this path: only the components, or also the responses of \
                operations.",
        ),
        key(
            "components",
            Word(&["all", "used"]),
            "\"used\" if the responses of an operation are generated, otherwise \"all\"",
            "The generated components: all, or only those that a generated response or your own \
                document references.",
        ),
    ],
};

pub(super) static TEMPLATE: Section = Section {
    name: "generate.template",
    meaning: "A file generated from your own minijinja template (without `namespace` and `pprint`). \
        The template receives the output of `error-catalog export`.",
    keys: &[
        required(
            "path",
            Text,
            "\"templates/errors.ts.jinja\"",
            "The path of the template. It must end in `.jinja`, `.jinja2`, `.j2`, `.template`, `.tmpl` \
                or `.tpl`.",
        ),
        required(
            "output",
            Text,
            "\"web/errors.ts\"",
            "The path of the output. If it ends in `.html`, values are escaped for HTML.",
        ),
    ],
};

pub(super) static HTML: Section = Section {
    name: "generate.html",
    meaning: "The HTML reference.",
    keys: &[
        required("path", Text, "\"docs/errors/\"", "The folder. It must contain no other files."),
        key(
            "templates",
            Text,
            "the built-in ones",
            "A folder with your own templates, which replace the built-in ones of the same name.",
        ),
    ],
};
