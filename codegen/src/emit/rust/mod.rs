//! Rust: the error types and their implementations.

pub mod codes;
mod doc;
mod envelope;
mod error_enum;
mod impls;
mod items;
mod line;
pub mod methods;
mod options;
mod pack;
mod print;
mod table;
mod tokens;

pub use error_enum::{Carrier, ErrorEnum, Field, Generics, Role, Variant, VariantError};
pub use impls::{Standard, implement, impls, response};
pub(crate) use options::ALL;
pub use options::{Names, Options};
pub use table::table;

use crate::catalog::Catalog;
use print::Printer;

/// Returns the names of the types of a catalog.
pub fn type_names(catalog: &Catalog, options: &Options) -> Vec<String> {
    let mut names = vec![options.error_name(catalog).to_owned(), catalog.rust.code.clone()];
    names.extend((!catalog.categories.is_empty()).then(|| catalog.rust.category.clone()));
    names.extend(catalog.operations.iter().map(|operation| operation.rust.clone()));
    names
}

/// Returns the Rust code of a catalog for `OUT_DIR`. It is readable, but not formatted.
pub fn text(catalog: &Catalog, options: &Options) -> String {
    let mut printer = Printer::default();
    items::items(catalog, options, &mut printer);
    printer.finish()
}

/// The maximum number of errors to format, because the formatter takes 15 KB per error.
#[cfg(feature = "prettyplease")]
const MOST_FORMATTED: usize = 20_000;

/// Returns the Rust code of a catalog as a file to commit. With more than 20,000 errors, it has the
/// layout for `OUT_DIR`.
///
/// It contains no line numbers, and refers to rows by their codes, so that a new error adds lines
/// and changes no others.
#[cfg(feature = "prettyplease")]
pub fn formatted(catalog: &Catalog, options: &Options) -> Result<String, syn::Error> {
    let mut text = text(catalog, &Options { line_numbers: false, ..options.clone() });
    if catalog.errors.len() <= MOST_FORMATTED {
        text = with_a_line_for_each_error(&prettyplease::unparse(&syn::parse_file(&text)?));
    }
    let notice = super::NOTICE;
    Ok(format!(
        "// {notice}\n\
        // Items that need it allow lints of the surrounding crate.\n\
        #![cfg_attr(rustfmt, rustfmt_skip)]\n\n{text}"
    ))
}

/// Puts each code of an operation, and each number of `LINES`, on its own line. The formatter fills
/// lines with them, so that an additional one would move the others.
#[cfg(feature = "prettyplease")]
fn with_a_line_for_each_error(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        if let Some(list) = line.strip_prefix(LINES) {
            let mut numbers = list.to_owned();
            while let Some(more) = lines.next_if(|_| !numbers.ends_with("];\n")) {
                numbers.push_str(more);
            }
            push_numbers(numbers.trim_end_matches("];\n"), &mut out);
            continue;
        }
        out.push_str(line);
        // No line of documentation can look like this.
        let is_call = line.ends_with("::__response! {\n") && line.starts_with("    ::");
        if is_call {
            let arguments: String = lines.by_ref().take_while(|line| *line != "    }\n").collect();
            push_arguments(&arguments, &mut out);
            out.push_str("    }\n");
        }
    }
    out
}

/// The start of the list of lengths and hashes.
#[cfg(feature = "prettyplease")]
const LINES: &str = "    const LINES: &[u64] = &[";

#[cfg(feature = "prettyplease")]
fn push_numbers(numbers: &str, out: &mut String) {
    out.push_str(LINES);
    for number in numbers.split(',').map(str::trim).filter(|number| !number.is_empty()) {
        out.push_str("\n        ");
        out.push_str(number);
        out.push(',');
    }
    out.push_str("\n    ];\n");
}

#[cfg(feature = "prettyplease")]
fn push_arguments(arguments: &str, out: &mut String) {
    let list = arguments.split_once('[').and_then(|(head, rest)| Some((head, rest.split_once(']')?)));
    let Some((head, (codes, tail))) = list else { return out.push_str(arguments) };
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    out.push_str(&format!("        {} [\n", one_line(head)));
    for code in codes.split(',') {
        out.push_str(&format!("            {},\n", code.trim()));
    }
    out.push_str(&format!("        ] {}\n", one_line(tail)));
}
