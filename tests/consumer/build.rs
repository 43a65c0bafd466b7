fn main() -> Result<(), error_catalog_codegen::CompileError> {
    for folder in ["lendworks", "product-tours"] {
        error_catalog_codegen::compile(format!("catalogs/{folder}/errors.toml"))?;
    }
    Ok(())
}
