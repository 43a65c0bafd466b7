//! Uses two catalogs that its build script compiles.
#![deny(warnings)]

mod lendworks {
    error_catalog::include_catalog!("lendworks");
}
mod product_tours {
    error_catalog::include_catalog!("product-tours");
}

use error_catalog::{CatalogError, ErrorCatalog};

/// Held to a catalog by the derive.
#[derive(Debug, ErrorCatalog)]
#[error_catalog("catalogs/product-tours/errors.toml", subset)]
enum Derived {
    Forbidden,
}

fn create_lead(name: &str) -> Result<(), lendworks::CreateLeadError> {
    if name.is_empty() {
        let (field, problem) = ("businessName".to_owned(), "must be between 1 and 255 characters".to_owned());
        return Err(lendworks::CreateLeadError::ValidationError { field, problem });
    }
    Ok(())
}

fn main() {
    let error = lendworks::Error::from(create_lead("").expect_err("an empty name"));
    println!("{} {:?} {error}", error.status(), error.code());
    let code: product_tours::Code = "EMAIL_EXISTS".parse().expect("a code");
    println!("{} {code} {:?}", code.status(), code.category());
    let errors: [&dyn CatalogError; 2] = [&error, &product_tours::Error::Forbidden];
    println!("{}", errors.map(|error| error.definition().catalog()).join(" "));
    println!("{}", Derived::Forbidden);
}
