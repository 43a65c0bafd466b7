//! Random catalogs: valid ones give Rust that parses and a table that says what the catalog says; damaged ones end in
//! diagnostics, never in a panic.

use std::fmt::Write as _;
use std::path::PathBuf;

use error_catalog::__private::Table;
use error_catalog::Definition;
use error_catalog::definition::TemplatePiece;
use error_catalog_codegen::emit::rust::{self, Options};
use error_catalog_codegen::{Checked, Severity, check};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use syn::visit::Visit;

use crate::support::packed_table;

/// A random error, as it is written and as it should come out.
#[derive(Debug, Clone)]
struct RandomError {
    key: String,
    status: u16,
    /// Text, then a parameter or nothing, by turns.
    message: Vec<(String, Option<usize>)>,
    params: Vec<RandomParam>,
    header: Option<String>,
    description: Option<String>,
    public: bool,
}

#[derive(Debug, Clone)]
struct RandomParam {
    ty: &'static str,
    wire: String,
    optional: bool,
}

fn param() -> impl Strategy<Value = RandomParam> {
    let ty = prop::sample::select(vec![
        "string",
        "bool",
        "i64",
        "u64",
        "f64",
        "timestamp",
        "uuid",
        "json",
        "[string]",
        "[u64]",
    ]);
    (ty, "\\PC{1,8}", any::<bool>()).prop_map(|(ty, wire, optional)| RandomParam { ty, wire, optional })
}

fn error() -> impl Strategy<Value = RandomError> {
    let params = vec(param(), 0..4).prop_map(|mut params| {
        // Names on the wire are apart.
        params.iter_mut().enumerate().for_each(|(i, param)| param.wire.push_str(&i.to_string()));
        params
    });
    // Those without a body are no statuses of an error.
    let status = (200..600_u16).prop_filter("a body", |status| !matches!(status, 204 | 205 | 304));
    (params, status, option::of("[!-~]([ -~]{0,10}[!-~])?"), option::of(any::<String>()), any::<bool>())
        .prop_flat_map(|(params, status, header, description, public)| {
            let count = params.len();
            let placeholder = if count == 0 { Just(None).boxed() } else { option::of(0..count).boxed() };
            let message = vec((any::<String>(), placeholder), 1..5);
            (Just(params), message).prop_map(move |(params, message)| RandomError {
                key: String::new(),
                status,
                message,
                params,
                header: header.clone(),
                description: description.clone(),
                public,
            })
        })
}

fn errors() -> impl Strategy<Value = Vec<RandomError>> {
    btree_set("(?s).{1,20}", 1..8).prop_flat_map(|keys| {
        let count = keys.len();
        (Just(keys), vec(error(), count)).prop_map(|(keys, errors)| {
            keys.into_iter().zip(errors).map(|(key, error)| RandomError { key, ..error }).collect()
        })
    })
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => write!(out, "\\u{:04X}", c as u32).expect("a string takes all"),
            c => out.push(c),
        }
    }
    out + "\""
}

fn escaped(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// The name of an error: its code, of which a name can have all but the control characters.
fn name(index: usize, error: &RandomError) -> String {
    format!("{}{index}", error.key.replace(char::is_control, ""))
}

/// The catalog as text. Every parameter is shown by the built-in envelope, so none is unused.
fn written(errors: &[RandomError]) -> String {
    let mut out = "[catalog]\nname = \"random\"\n[rust]\ntexts = [\"description\"]\n".to_owned();
    for (i, error) in errors.iter().enumerate() {
        let message: String = error
            .message
            .iter()
            .map(|(text, param)| escaped(text) + &param.map(|p| format!("{{p{p}}}")).unwrap_or_default())
            .collect();
        let mut line = |text: std::fmt::Arguments<'_>| writeln!(out, "{text}").expect("a string takes all");
        line(format_args!("[errors.{}]\ncode = {}", quoted(&name(i, error)), quoted(&error.key)));
        line(format_args!("rust = \"Variant{i}\"\nstatus = {}\npublic = {}", error.status, error.public));
        line(format_args!("message = {}", quoted(&message)));
        if let Some(description) = &error.description {
            line(format_args!("description = {}", quoted(description)));
        }
        if let Some(header) = &error.header {
            line(format_args!("headers = {{ X-Random = {} }}", quoted(&escaped(header))));
        }
        for (slot, RandomParam { ty, wire, optional }) in error.params.iter().enumerate() {
            let wire = quoted(wire);
            line(format_args!(
                "params.p{slot} = {{ type = \"{ty}\", wire = {wire}, optional = {optional} }}"
            ));
        }
    }
    out
}

fn checked(text: &str, name: &str) -> Checked {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.toml"));
    std::fs::write(&file, text).expect("a file");
    check(&file).expect("a file that can be read")
}

/// The table that the generated Rust holds.
fn table(rust: &str) -> &'static Table {
    #[derive(Default)]
    struct Found(Vec<syn::Item>);
    impl<'ast> Visit<'ast> for Found {
        fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
            if item.ident == "LINES" || item.ident == "TEXT" {
                self.0.push(syn::Item::Const(item.clone()));
            }
            syn::visit::visit_item_const(self, item);
        }

        fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
            if item.ident == "TABLE" {
                self.0.push(syn::Item::Static(item.clone()));
            }
        }
    }
    let mut found = Found::default();
    found.visit_file(&syn::parse_file(rust).expect("Rust"));
    packed_table(&found.0)
}

/// The definition says what was written.
fn same(index: usize, definition: Definition, error: &RandomError) {
    assert_eq!((definition.name(), definition.code()), (name(index, error).as_str(), error.key.as_str()));
    assert_eq!((definition.status(), definition.is_public()), (Some(error.status), error.public));
    let message = definition.message();
    let piece = |piece| match piece {
        TemplatePiece::Text(text) => text.to_owned(),
        TemplatePiece::Placeholder(slot) => format!("{{p{slot}}}"),
        piece => panic!("{piece:?}"),
    };
    let written = error
        .message
        .iter()
        .map(|(text, param)| text.clone() + &param.map(|p| format!("{{p{p}}}")).unwrap_or_default());
    assert_eq!(message.pieces().map(piece).collect::<String>(), written.collect::<String>());
    let params: Vec<_> =
        definition.params().map(|p| (p.type_name(), p.wire_name(), p.is_optional())).collect();
    let written: Vec<_> = error.params.iter().map(|p| (p.ty, p.wire.as_str(), p.optional)).collect();
    assert_eq!(params, written);
    let headers: Vec<_> = definition.headers().map(|header| header.value.head()).collect();
    assert_eq!(headers, error.header.iter().map(String::as_str).collect::<Vec<_>>());
    let description = error.description.as_deref().filter(|text| !text.is_empty());
    assert_eq!(definition.description(), description);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn valid_catalogs_give_what_they_say(errors in errors()) {
        let text = written(&errors);
        let Checked { catalog, report, .. } = checked(&text, "valid");
        let catalog = catalog.unwrap_or_else(|| panic!("{report}\n{text}"));
        let rust = rust::text(&catalog, &Options::default());
        let table = table(&rust);
        let first = Definition::new(table, 0);
        prop_assert_eq!(first.siblings().len(), errors.len());
        for (index, (definition, error)) in first.siblings().zip(&errors).enumerate() {
            same(index, definition, error);
        }
        let formatted = rust::formatted(&catalog, &Options::default()).expect("Rust");
        prop_assert!(syn::parse_file(&formatted).is_ok());
    }

    #[test]
    fn damaged_catalogs_end_in_diagnostics(
        errors in errors(),
        damage in vec((any::<prop::sample::Index>(), 0..6_usize, "[\\[\\]{}=\"'.,#\\\\a-z0-9\n]{0,4}"), 1..4),
    ) {
        let mut chars: Vec<char> = written(&errors).chars().collect();
        for (at, len, instead) in damage {
            let at = at.index(chars.len());
            let end = (at + len).min(chars.len());
            chars.splice(at..end, instead.chars());
        }
        let text: String = chars.into_iter().collect();
        let Checked { catalog, report, .. } = checked(&text, "damaged");
        // Damage may leave a catalog that is valid still; nothing is refused without a word.
        prop_assert_eq!(catalog.is_none(), report.count(Severity::Error) > 0, "{}", report);
        if let Some(catalog) = catalog {
            prop_assert!(syn::parse_file(&rust::text(&catalog, &Options::default())).is_ok());
        }
    }

    #[test]
    fn any_text_ends_in_diagnostics(text in any::<String>()) {
        let Checked { catalog, report, .. } = checked(&text, "any");
        prop_assert!(catalog.is_none() && report.count(Severity::Error) > 0);
    }
}
