//! The keys of `[generate]`.

use super::key::Type::*;
use super::key::{Section, key, required};

pub(super) static GENERATE: Section = Section {
    name: "generate",
    meaning: "What `error-catalog generate` makes. Paths are relative to this file and lead to places in the catalog's project (see `include`), never to hidden files or folders.",
    keys: &[
        key("rust", Text, "", "A Rust file to commit."),
        key(
            "openapi",
            Either(&Text, &Table(&OPENAPI)),
            "",
            "An OpenAPI document, YAML or JSON by its ending: the path, or a table.",
        ),
        key("markdown", Text, "", "The whole documentation as one Markdown page."),
        key(
            "html",
            Either(&Text, &Table(&HTML)),
            "",
            "The reference as a folder of HTML: the path, or a table.",
        ),
        key(
            "rust_client",
            Bool,
            "false",
            "Whether the Markdown page and the HTML reference show how a client in Rust reads the errors.",
        ),
        key("inject", Texts, "", "Pages written by hand, whose markers are filled with tables."),
        key("template", Tables(&TEMPLATE), "", "Files made with templates of your own."),
        key(
            "framework",
            Bool,
            "true",
            "Whether documentation, OpenAPI and utoipa show the statuses that a web framework sends by itself (see `framework`).",
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
            "The file: JSON where it ends in `.json`, YAML otherwise.",
        ),
        key("version", Word(&["3.0", "3.1", "3.2"]), "\"3.1\"", "The version of OpenAPI."),
        key(
            "single",
            Bool,
            "false",
            "Whether one schema stands for all errors, for generators that take one type of error.",
        ),
        key(
            "merge",
            Word(&["components", "operations"]),
            "the whole file is generated",
            "What is put into a document of your own at that path: the components alone, or the responses of operations, too.",
        ),
        key(
            "components",
            Word(&["all", "used"]),
            "\"used\" where the responses of an operation are generated; \"all\" otherwise",
            "Which components: all of them, or those that a generated response or your own document refers to.",
        ),
    ],
};

pub(super) static TEMPLATE: Section = Section {
    name: "generate.template",
    meaning: "A file made with a template of your own (minijinja, without `namespace` and `pprint`), which is given what `error-catalog export` prints.",
    keys: &[
        required(
            "path",
            Text,
            "\"templates/errors.ts.jinja\"",
            "The template. Its name ends in `.jinja`, `.jinja2`, `.j2`, `.template`, `.tmpl` or `.tpl`.",
        ),
        required(
            "output",
            Text,
            "\"web/errors.ts\"",
            "The file; where it ends in `.html`, what is filled in is escaped for HTML.",
        ),
    ],
};

pub(super) static HTML: Section = Section {
    name: "generate.html",
    meaning: "The reference as a folder of HTML.",
    keys: &[
        required("path", Text, "\"docs/errors/\"", "The folder, which holds nothing else."),
        key(
            "templates",
            Text,
            "the built-in ones",
            "A folder with templates of your own, by the names of the built-in ones.",
        ),
    ],
};
