//! Compiles every catalog of the tests, and one of 2,000 errors that it makes itself.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;

use error_catalog_codegen::{compile, configure};

fn main() -> Result<(), Box<dyn Error>> {
    for name in ["leadron", "lehnz", "lendworks", "lorn", "product-tours"] {
        compile(format!("catalogs/{name}/errors.toml"))?;
    }
    for name in ["one", "two", "codes", "plain"] {
        compile(format!("fixtures/valid/{name}.toml"))?;
    }
    configure()
        .error_name("AwkwardError")
        .type_attribute("AwkwardCode", "#[doc(alias = \"code\")]")
        .variant_attribute("QUOTES", "#[doc(alias = \"quotes\")]")
        .param_type("uuid", "crate::awkward_types::Id")
        .compile("fixtures/valid/awkward.toml")?;
    let many = PathBuf::from(std::env::var("OUT_DIR")?).join("many.toml");
    std::fs::write(&many, many_errors()?)?;
    configure().compile(&many)?;
    Ok(())
}

/// 2,000 errors: six in ten without a parameter, three with one, one with two.
fn many_errors() -> Result<String, std::fmt::Error> {
    let mut text = "[catalog]\nname = \"many\"\n[errors]\n".to_owned();
    for n in 0..2_000 {
        let (message, params) = match n % 10 {
            0..6 => ("Nothing works", ""),
            6..9 => ("{name} does not work", ", params = { name = \"string\" }"),
            _ => ("{name} failed {count} times", ", params = { name = \"string\", count = \"u64\" }"),
        };
        writeln!(text, "ERROR_{n} = {{ status = {}, message = \"{message}\"{params} }}", 400 + n % 100)?;
    }
    Ok(text)
}
