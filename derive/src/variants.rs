//! Checks the variants against the catalog: their errors and the roles of their fields.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use error_catalog_codegen::catalog::{Catalog, Error, Operation};
use error_catalog_codegen::emit::rust::{self, Carrier, ErrorEnum, Generics, Role, VariantError};
use error_catalog_codegen::{Location, printable};
use quote::{ToTokens, quote};
use syn::LitStr;
use syn::spanned::Spanned;

use crate::input::{Field, Input, Variant};
use crate::mistakes::Mistakes;
use crate::types;

/// The location of the catalog, for messages.
pub(crate) struct CatalogLocation<'a> {
    /// The folder of the main file as written, with `/` after it, or an empty text.
    pub(crate) folder: &'a str,
    /// The main file as written.
    pub(crate) path: &'a str,
}

impl CatalogLocation<'_> {
    fn of(&self, location: &Location) -> String {
        format!("{}{}:{}", self.folder, printable(&location.file), location.line)
    }
}

/// Returns the enum for the emitter. After an error, it is incomplete.
pub(crate) fn error_enum(
    input: &Input,
    catalog: &Catalog,
    place: &CatalogLocation<'_>,
    mistakes: &mut Mistakes,
) -> ErrorEnum {
    let mut variants = Vec::new();
    let by_variant =
        catalog.errors.iter().enumerate().map(|(place, error)| (error.rust.as_str(), place)).collect();
    let by_code = LazyCell::new(|| by_code(catalog));
    for variant in &input.variants {
        let of = if variant.settings.transparent.is_some() {
            inner(variant, mistakes).map(|inner| (VariantError::Transparent(inner), Vec::new()))
        } else {
            let error = find(variant, catalog, &by_variant, &by_code, place, mistakes);
            error.map(|error| {
                (VariantError::Error(error), fields(variant, &catalog.errors[error], place, mistakes))
            })
        };
        if let Some((of, fields)) = of {
            variants.push(rust::Variant { ident: variant.ident.clone(), of, fields });
        }
    }
    if !input.settings.subset && variants.len() == input.variants.len() {
        complete(input, &variants, catalog, place, mistakes);
    }
    let (params, arguments, bounds) = input.generics.split_for_impl();
    let generics =
        Generics { params: quote!(#params), arguments: quote!(#arguments), bounds: quote!(#bounds) };
    ErrorEnum { ident: input.ident.clone(), generics, variants, codes: None }
}

/// Returns the only field of a transparent variant.
fn inner(variant: &Variant, mistakes: &mut Mistakes) -> Option<rust::Field> {
    match variant.fields.as_slice() {
        [field] => Some(rust::Field {
            member: field.member.to_token_stream(),
            role: Role::Inner(field.ty.to_token_stream()),
            span: field.ty.span(),
        }),
        _ => {
            let message = "a transparent variant must have exactly one field, the inner error";
            mistakes.at(variant.ident.span(), message);
            None
        }
    }
}

/// Returns the indexes of errors by key and by unique wire code; `None` for shared wire codes.
fn by_code(catalog: &Catalog) -> HashMap<String, Option<usize>> {
    let mut places: HashMap<String, Option<usize>> = HashMap::new();
    for (place, error) in catalog.errors.iter().enumerate() {
        places.entry(error.code.text()).and_modify(|place| *place = None).or_insert(Some(place));
    }
    places.extend(catalog.errors.iter().enumerate().map(|(place, error)| (error.name.clone(), Some(place))));
    places
}

/// Returns the error of a variant, by its setting `code` or its name.
fn find(
    variant: &Variant,
    catalog: &Catalog,
    by_variant: &HashMap<&str, usize>,
    by_code: &HashMap<String, Option<usize>>,
    place: &CatalogLocation<'_>,
    mistakes: &mut Mistakes,
) -> Option<usize> {
    let Some(code) = &variant.settings.code else {
        let name = syn::ext::IdentExt::unraw(&variant.ident).to_string();
        return by_variant.get(name.as_str()).copied().or_else(|| {
            let names = catalog.errors.iter().map(|error| error.rust.as_str());
            let hint = suggestion(&name, names, mistakes);
            let message = format!("unknown error `{name}` in the catalog {}: {hint}", place.path);
            mistakes.at(variant.ident.span(), message);
            None
        });
    };
    let text = code.value();
    by_code.get(&text).copied().flatten().or_else(|| {
        let names = catalog.errors.iter().map(|error| error.name.as_str());
        let hint = suggestion(&text, names, mistakes);
        mistakes.at(code.span(), format!("unknown error `{text}` in the catalog {}: {hint}", place.path));
        None
    })
}

/// Returns the help for a misspelt name of an error.
fn suggestion<'n>(name: &str, names: impl Iterator<Item = &'n str>, mistakes: &Mistakes) -> String {
    match mistakes.suggestions.nearest(name, names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "add it to the catalog, or set `#[error_catalog(code = \"…\")]`".to_owned(),
    }
}

/// Checks that every error of the catalog has a variant, or exactly the errors of the operation.
fn complete(
    input: &Input,
    variants: &[rust::Variant],
    catalog: &Catalog,
    place: &CatalogLocation<'_>,
    mistakes: &mut Mistakes,
) {
    let mut is_wanted = vec![true; catalog.errors.len()];
    if let Some(name) = &input.settings.operation {
        let Some(operation) = operation(name, catalog, place, mistakes) else { return };
        is_wanted.fill(false);
        operation.errors.iter().for_each(|error| is_wanted[*error] = true);
    }
    let mut is_missing = is_wanted.clone();
    for variant in variants {
        let VariantError::Error(error) = variant.of else { continue };
        is_missing[error] = false;
        if let (false, Some(operation)) = (is_wanted[error], &input.settings.operation) {
            let error = &catalog.errors[error];
            let message = format!(
                "the operation `{}` does not list `{}` ({}): add the error to the operation, or remove \
                    the variant",
                operation.value(),
                error.name,
                place.of(&error.location),
            );
            mistakes.at(variant.ident.span(), message);
        }
    }
    let missing = catalog.errors.iter().zip(is_missing).filter(|(_, is_missing)| *is_missing);
    let missing: Vec<_> =
        missing.map(|(error, _)| format!("`{}` ({})", error.rust, place.of(&error.location))).collect();
    if !missing.is_empty() {
        let them = if missing.len() == 1 { "it" } else { "them" };
        let otherwise = match &input.settings.operation {
            Some(operation) => format!("remove {them} from the operation `{}`", operation.value()),
            None => "write `subset` if the enum covers only a part of the catalog".to_owned(),
        };
        let message = format!("missing variant for {}: add {them}, or {otherwise}", missing.join(", "));
        mistakes.at(input.ident.span(), message);
    }
}

/// Returns the operation with this name.
fn operation<'c>(
    name: &LitStr,
    catalog: &'c Catalog,
    place: &CatalogLocation<'_>,
    mistakes: &mut Mistakes,
) -> Option<&'c Operation> {
    let text = name.value();
    let found = catalog.operations.iter().find(|operation| operation.name == text);
    if found.is_none() {
        let names = catalog.operations.iter().map(|operation| operation.name.as_str());
        let hint = match mistakes.suggestions.nearest(&text, names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("add `[operations.{text}]` to the catalog"),
        };
        mistakes.at(name.span(), format!("unknown operation `{text}` in the catalog {}: {hint}", place.path));
    }
    found
}

/// Returns the roles of the fields of a variant.
fn fields(
    variant: &Variant,
    error: &Error,
    place: &CatalogLocation<'_>,
    mistakes: &mut Mistakes,
) -> Vec<rust::Field> {
    let mut found = Vec::new();
    let mut taken: HashSet<usize> = HashSet::new();
    let mut positions = 0..error.params.len();
    for field in &variant.fields {
        let role = match role(field, error, &mut positions, place, mistakes) {
            Ok(Some(role)) => role,
            Ok(None) => continue,
            // A misspelt parameter is not reported as missing.
            Err(meant) => {
                taken.extend(meant);
                continue;
            }
        };
        if let Role::Param(slot, _) = role {
            let param = &error.params[slot];
            if let Some(expected) = types::mismatch(&field.ty, param) {
                let message = format!(
                    "`{}` has the type `{}` in the catalog ({}): write {expected}",
                    param.name,
                    param.ty.name(),
                    place.of(&param.location)
                );
                mistakes.over(&field.ty, message);
            }
            if !taken.insert(slot) {
                mistakes.over(&field.ty, format!("duplicate field for the parameter `{}`", param.name));
            }
        }
        found.push(rust::Field { member: field.member.to_token_stream(), role, span: field.ty.span() });
    }
    let lacks = |role: fn(&Role) -> bool| !found.iter().any(|field| role(&field.role));
    let missing = error.params.iter().enumerate();
    let missing = missing.filter(|(slot, param)| !taken.contains(slot) && !param.optional && !param.internal);
    let mut missing: Vec<_> =
        missing.map(|(_, param)| format!("`{}: {}`", param.rust, param.ty.name())).collect();
    if error.issues && lacks(|role| matches!(role, Role::Issues)) {
        missing.push("`issues: Vec<FieldIssue>`".to_owned());
    }
    if !missing.is_empty() {
        let them = if missing.len() == 1 { "it" } else { "them" };
        let message = format!(
            "missing field of `{}`: {} ({}): add {them}",
            error.name,
            missing.join(", "),
            place.of(&error.location)
        );
        mistakes.at(variant.ident.span(), message);
    }
    found
}

/// Returns the role of a field; `None` if it is internal. An error can contain the intended parameter.
fn role(
    field: &Field,
    error: &Error,
    positions: &mut std::ops::Range<usize>,
    place: &CatalogLocation<'_>,
    mistakes: &mut Mistakes,
) -> Result<Option<Role>, Option<usize>> {
    let settings = &field.settings;
    let source = Role::Source { boxed: types::is_dyn_pointer(&field.ty) };
    if settings.internal.is_some() {
        return Ok(None);
    }
    if settings.from.or(settings.source).is_some() || field.is_thiserror_source {
        return Ok(Some(source));
    }
    if let Some(span) = settings.issues {
        if !error.issues {
            let message = format!(
                "`{}` has no field issues ({}): add `issues = true` in the catalog",
                error.name,
                place.of(&error.location)
            );
            mistakes.at(span, message);
        }
        return Ok(Some(Role::Issues));
    }
    let carrier = if types::is_string(&field.ty) { Carrier::Str } else { Carrier::Bound };
    let param = |slot: usize| {
        // A text for another type, or for an optional parameter, follows the rules of that type.
        let is_text = error.params[slot].ty.name() == "string" && !error.params[slot].optional;
        Role::Param(slot, if is_text { carrier } else { Carrier::Bound })
    };
    let wanted = settings.param.as_ref().map(|param| param.value()).or_else(|| field.name());
    let Some(name) = wanted else {
        let slot = positions.next();
        if slot.is_none() {
            let message = format!(
                "`{}` has no parameter for this field ({}): mark the field as `source`, `issues` or \
                    `internal`",
                error.name,
                place.of(&error.location)
            );
            mistakes.over(&field.ty, message);
        }
        return slot.map(|slot| Some(param(slot))).ok_or(None);
    };
    let slot = error.params.iter().position(|param| param.rust == name || param.name == name);
    match slot {
        Some(slot) => Ok(Some(param(slot))),
        None if settings.param.is_none() && name == "source" => Ok(Some(source)),
        None if settings.param.is_none() && name == "issues" && error.issues => Ok(Some(Role::Issues)),
        None => {
            let names = error.params.iter().map(|param| param.rust.as_str());
            let meant = mistakes.suggestions.nearest(&name, names);
            let hint = match meant {
                Some(name) => format!("did you mean `{name}`?"),
                None => {
                    "declare the parameter in the catalog, or mark the field as `#[error_catalog(internal)]`"
                        .to_owned()
                }
            };
            let message = format!(
                "unknown parameter `{name}` of `{}` ({}): {hint}",
                error.name,
                place.of(&error.location)
            );
            mistakes.at(settings.param.as_ref().map_or(field.member.span(), |param| param.span()), message);
            Err(error.params.iter().position(|param| Some(param.rust.as_str()) == meant))
        }
    }
}
