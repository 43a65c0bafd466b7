//! The text of a catalog: diagnostics, or outputs that are whole.
#![no_main]

use error_catalog_fuzz::{assert_outputs, checked};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(catalog) = checked(text) {
        assert_outputs(&catalog);
    }
});
