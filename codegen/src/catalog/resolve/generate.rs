//! Resolves the outputs of a catalog.

use super::items::value;
use crate::catalog::model::{ComponentSet, FileTemplate, Generate, Html, Merge, OpenApi, OpenApiVersion};
use crate::catalog::raw::{self, Text};
use crate::source::Spanned;

pub(super) fn generate(raw: &raw::Generate) -> Option<Generate> {
    Some(Generate {
        rust: raw.rust.as_ref().map(owned),
        openapi: raw.openapi.as_ref().and_then(openapi),
        markdown: raw.markdown.as_ref().map(owned),
        html: raw.html.as_ref().and_then(|html| {
            Some(Html { path: owned(html.path.as_ref()?), templates: html.templates.as_ref().map(owned) })
        }),
        rust_client: raw.rust_client,
        inject: raw.inject.iter().map(owned).collect(),
        templates: raw
            .templates
            .iter()
            .map(|template| {
                Some(FileTemplate {
                    path: owned(template.path.as_ref()?),
                    output: owned(template.output.as_ref()?),
                })
            })
            .collect::<Option<_>>()?,
        framework: raw.framework,
    })
}

fn owned(text: &Text) -> Spanned<String> {
    Spanned::new(text.value.clone().into_owned(), text.span)
}

fn openapi(openapi: &raw::OpenApi) -> Option<OpenApi> {
    let word = |text: &Option<Text>| value(text).unwrap_or_default();
    Some(OpenApi {
        path: owned(openapi.path.as_ref()?),
        version: match word(&openapi.version).as_str() {
            "3.0" => OpenApiVersion::V3_0,
            "3.2" => OpenApiVersion::V3_2,
            _ => OpenApiVersion::V3_1,
        },
        single: openapi.single,
        merge: match word(&openapi.merge).as_str() {
            "components" => Some(Merge::Components),
            "operations" => Some(Merge::Operations),
            _ => None,
        },
        components: match word(&openapi.components).as_str() {
            "all" => Some(ComponentSet::All),
            "used" => Some(ComponentSet::Used),
            _ => None,
        },
    })
}
