//! Compiles the catalog.

fn main() -> Result<(), error_catalog_codegen::CompileError> {
    error_catalog_codegen::compile("errors.toml")
}
