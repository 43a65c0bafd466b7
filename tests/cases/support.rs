//! What several tests need.

use std::collections::BTreeMap;

use error_catalog::__private::{Data, Table};

/// Has this thread's events heard by a subscriber.
///
/// Of one dispatcher alone, tracing would ask whichever thread meets an event first, and remember the answer: another
/// test's has no subscriber. So there are two.
pub(crate) fn heard_by(
    subscriber: impl tracing::Subscriber + Send + Sync + 'static,
) -> tracing::subscriber::DefaultGuard {
    static OTHER: std::sync::LazyLock<tracing::Dispatch> =
        std::sync::LazyLock::new(|| tracing::Dispatch::new(tracing::subscriber::NoSubscriber::new()));
    std::sync::LazyLock::force(&OTHER);
    tracing::subscriber::set_default(subscriber)
}

/// What the generated constants and the static of a table hold.
#[derive(Default)]
struct Literals {
    found: BTreeMap<String, String>,
    lines: Vec<u64>,
    text: String,
}

impl Literals {
    fn read(&mut self, name: &syn::Ident, value: &syn::Expr) {
        match value {
            syn::Expr::Reference(list) if name == "LINES" => self.read_lines(&list.expr),
            syn::Expr::Macro(joined) if name == "TEXT" => {
                let parse = syn::punctuated::Punctuated::<syn::LitStr, syn::Token![,]>::parse_terminated;
                let texts = joined.mac.parse_body_with(parse).expect("texts");
                self.text = texts.iter().map(syn::LitStr::value).collect();
            }
            syn::Expr::Struct(table) => {
                for field in &table.fields {
                    let syn::Member::Named(name) = &field.member else { panic!("a name") };
                    if let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &field.expr {
                        self.found.insert(name.to_string(), text.value());
                    }
                }
            }
            _ => {}
        }
    }

    fn read_lines(&mut self, list: &syn::Expr) {
        let syn::Expr::Array(list) = list else { panic!("a list") };
        let number = |line: &syn::Expr| match line {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(line), .. }) => {
                line.base10_parse().expect("a number")
            }
            _ => panic!("a number"),
        };
        self.lines = list.elems.iter().map(number).collect();
    }

    fn text(&mut self, name: &str) -> &'static str {
        self.found.remove(name).expect("a text").leak()
    }
}

/// The table that the generated constants and the static hold, without what does not grow with the number of errors.
pub(crate) fn packed_table(items: &[syn::Item]) -> &'static Table {
    let mut literals = Literals::default();
    for item in items {
        match item {
            syn::Item::Const(item) => literals.read(&item.ident, &item.expr),
            syn::Item::Static(item) => literals.read(&item.ident, &item.expr),
            _ => panic!("a constant or a static"),
        }
    }
    let data = Data::at_run_time(&literals.lines, std::mem::take(&mut literals.text).leak());
    Box::leak(Box::new(Table {
        name: literals.text("name"),
        version: literals.text("version"),
        docs: None,
        categories: &[],
        envelopes: &[],
        retries: &[],
        statuses: &[],
        titles: &[],
        framework: &[],
        documents_framework: true,
        attributes: &[],
        insertions: &[],
        data,
    }))
}

/// The time that long after 1970.
pub(crate) fn after_1970(duration: std::time::Duration) -> error_catalog::Timestamp {
    error_catalog::Timestamp::UNIX_EPOCH.checked_add(duration).expect("a year of four digits")
}
