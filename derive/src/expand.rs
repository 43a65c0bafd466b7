//! Expands an enum to its impls.

use std::path::{Path, PathBuf};

use error_catalog_codegen::emit::rust::{self, ErrorEnum, Options, Standard, VariantError, codes, methods};
use error_catalog_codegen::{Catalog, Checked, printable, unreadable_path};
use proc_macro2::TokenStream;
use quote::quote;

use crate::cache;
use crate::fallback;
use crate::from;
use crate::input::Input;
use crate::mistakes::Mistakes;
use crate::names::names;
use crate::variants::{self, CatalogLocation};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let input = match Input::read(input, &mut mistakes) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    if !input.is_enum && !input.generics.params.is_empty() {
        // The bounds of a struct can follow its fields, which are not parsed, so a struct has no impl.
        return mistakes.into_tokens();
    }
    let runtime = input.runtime(&mut mistakes);
    let checked = catalog(&input, &mut mistakes);
    let tracked = checked.as_deref().map(tracked);
    let catalog = checked.as_deref().and_then(|checked| checked.catalog.as_ref());
    let held = catalog.map(|catalog| {
        let path = input.settings.path.as_ref().map(|path| path.value()).unwrap_or_default();
        let folder = folder(&path);
        let error_enum = variants::error_enum(
            &input,
            catalog,
            &CatalogLocation { folder: &folder, path: &path },
            &mut mistakes,
        );
        (catalog, error_enum)
    });
    if let Some(variant) =
        input.variants.iter().find(|v| v.settings.transparent.is_some() && input.settings.methods)
    {
        let message = "`methods` cannot be combined with a transparent variant: remove `methods`";
        mistakes.at(variant.ident.span(), message);
    }
    let from = from::impls(&input, &mut mistakes);
    let (outside, inside) = match held {
        Some((catalog, error_enum)) if mistakes.is_empty() => whole(&input, catalog, &error_enum, &runtime),
        _ => fallback::fallback(&input, catalog, &runtime),
    };
    let errors = mistakes.into_tokens();
    quote! {
        #errors
        #outside
        const _: () = {
            use #runtime::__private as __p;
            const _: () = __p::LAYOUT_8;
            #tracked
            #inside
            #from
        };
    }
}

/// Returns the expansion of a valid enum: the items next to it, and the content of the block of impls.
fn whole(
    input: &Input,
    catalog: &Catalog,
    error_enum: &ErrorEnum,
    runtime: &TokenStream,
) -> (TokenStream, TokenStream) {
    let names = names(input);
    let options = Options { runtime: runtime.clone(), ..Options::default() };
    let outside = codes::enums(catalog, &names, &options);
    let table = rust::table(catalog);
    let standard = Standard { display: !input.settings.no_display, debug: false };
    let impls = rust::impls(error_enum, catalog, standard);
    let code_impls = codes::impls(catalog, &names, runtime);
    let functions = input.settings.methods.then(|| {
        let (methods, is_category) = (
            methods::functions(error_enum, catalog, &names),
            methods::is_category(error_enum, catalog, &names),
        );
        quote!(#methods #is_category)
    });
    let of_one_catalog =
        !error_enum.variants.iter().any(|variant| matches!(variant.of, VariantError::Transparent(_)));
    let catalogued = names.code.filter(|_| of_one_catalog).map(|code| methods::catalogued(error_enum, &code));
    let is_response = catalog.http && !input.settings.no_response;
    let response = is_response.then(|| rust::response(error_enum, Some(catalog), runtime));
    (outside, quote!(#table #impls #code_impls #functions #catalogued #response))
}

/// Reads the catalog. Its diagnostics are reported at the path.
fn catalog(input: &Input, mistakes: &mut Mistakes) -> Option<std::rc::Rc<Checked>> {
    let Some(path) = &input.settings.path else {
        if !input.is_enum || input.settings.is_unreadable {
            return None;
        }
        mistakes
            .at(input.ident.span(), "missing path of the catalog: write `#[error_catalog(\"errors.toml\")]`");
        return None;
    };
    let written = path.value();
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let checked = match cache::load(&root.join(&written), input.settings.allow_outside) {
        Ok(checked) => checked,
        Err(error) => {
            mistakes.at(path.span(), unreadable_path(&root, &written, &error));
            return None;
        }
    };
    if checked.catalog.is_none() {
        for diagnostic in checked.report.errors() {
            let at = checked.report.relative_location(diagnostic.span);
            let mut message = format!(
                "{}{}:{}:{}: {} [{}]",
                folder(&written),
                printable(&at.file),
                at.line,
                at.column,
                diagnostic.message,
                diagnostic.rule.id
            );
            if let Some(help) = &diagnostic.help {
                message.push_str("\nhelp: ");
                message.push_str(help);
            }
            mistakes.at(path.span(), message);
        }
    }
    Some(checked)
}

/// Returns the folder of a path as written, with `/` after it.
fn folder(path: &str) -> String {
    match Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => format!("{}/", folder.display()),
        None => String::new(),
    }
}

/// Makes rustc depend on every file of the catalog.
fn tracked(checked: &Checked) -> TokenStream {
    let files =
        checked.report.files().filter(|file| file.is_file()).map(|file| file.to_string_lossy().into_owned());
    quote!(const _: &[&[u8]] = &[#(::core::include_bytes!(#files)),*];)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    /// After a renaming, each variant is near to each error. The time of all comparisons would be the product of the two.
    #[test]
    fn misspelt_names_share_one_budget() {
        let path = std::env::temp_dir().join(format!("error-catalog-budget-{}.toml", std::process::id()));
        let mut catalog = "[catalog]\nname = \"budget\"\n[errors]\n".to_owned();
        let mut variants = String::new();
        for n in 0..2_000 {
            writeln!(catalog, "LEADS_NUMBER_{n} = {{ status = 404, message = \"m {n}\" }}").unwrap();
            write!(variants, "LeadNumber{n}, #[error_catalog(code = \"LEAD_NUMBER_{n}\")] V{n},").unwrap();
        }
        std::fs::write(&path, catalog).unwrap();
        let source = format!("#[error_catalog({path:?}, allow_outside)] enum Error {{ {variants} }}");
        let expanded = super::expand(source.parse().unwrap()).to_string();
        std::fs::remove_file(path).unwrap();
        assert_eq!(expanded.matches("unknown error").count(), 4_000);
        let suggested = expanded.matches("did you mean").count();
        assert!((10..500).contains(&suggested), "{suggested}");
    }
}
