//! Any text wherever a catalog takes text: it comes out as text.
#![no_main]

use error_catalog_fuzz::{assert_outputs, assert_site, checked, quoted};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut parts = text.splitn(3, '\u{1}');
    let mut next = || parts.next().unwrap_or(text);
    let (key, prose, message) = (next(), next(), next());
    let template = message.replace('{', "{{").replace('}', "}}");
    let [key, prose, message, template] = [key, prose, message, &template].map(quoted);
    let catalog = format!(
        "[catalog]\nname = \"text\"\ndescription = {prose}\n[rust]\ntexts = [\"description\", \"fix\"]\n\
         [category.own]\ntitle = {message}\ndescription = {prose}\n\
         [errors.{key}]\nrust = \"First\"\nstatus = 404\nmessage = {template}\ndescription = {prose}\nfix = {prose}\ncategory = \"own\"\n\
         headers = {{ X-Text = {template} }}\n\
         triggers = [{{ when = {prose}, fix = {message} }}]\nparams.p = {{ type = \"string\", description = {prose}, example = {message} }}\n\
         [errors.plain]\nstatus = 400\nmessage = \"{{x}}\"\nparams.x = \"string\"\ndescription = {message}\n\
         [status.404]\ntitle = {message}\nwhen = {prose}\n"
    );
    if let Some(catalog) = checked(&catalog) {
        assert_outputs(&catalog);
        if text.len().is_multiple_of(8) {
            assert_site(&catalog);
        }
    }
});
