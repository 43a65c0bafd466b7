//! Templates: of messages, of headers, and envelopes.
#![no_main]

use error_catalog_fuzz::{assert_outputs, checked, quoted};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut parts = text.splitn(3, '\u{1}');
    let mut next = || parts.next().unwrap_or(text);
    let (envelope, message, header) = (next(), next(), next());
    let [envelope, message, header] = [envelope, message, header].map(quoted);
    let catalog = format!(
        "[catalog]\nname = \"templates\"\ndomain = \"example.com\"\n[context]\ntenant = \"string\"\nshard = \"u64\"\n\
         [envelope.default]\nbody = {envelope}\nheaders = {{ X-Envelope = {header} }}\n\
         [category.own]\ntitle = \"own title\"\n\
         [errors.A]\nstatus = 404\nmessage = {message}\ncategory = \"own\"\nheaders = {{ X-Error = [{header}, '\"{{name}}\" {{name|uri}}'], X-All = \"{{name}} {{count}} {{ids}} {{at}}\" }}\nissues = true\n\
         [errors.A.params]\nname = \"string\"\ncount = {{ type = \"u64\", optional = true }}\nids = \"[u64]\"\nat = \"timestamp\"\n\
         [errors.B]\nstatus = 400\nmessage = \"b\"\n"
    );
    if let Some(catalog) = checked(&catalog) {
        assert_outputs(&catalog);
    }
});
