//! The Rust of the catalogs whose responses are decoded.

fn main() -> Result<(), error_catalog_codegen::CompileError> {
    for name in ["leadron", "lehnz", "lendworks", "lorn", "product-tours"] {
        error_catalog_codegen::compile(format!("../catalogs/{name}/errors.toml"))?;
    }
    for name in ["awkward", "decoding", "service", "standards"] {
        error_catalog_codegen::compile(format!("../fixtures/valid/{name}.toml"))?;
    }
    Ok(())
}
