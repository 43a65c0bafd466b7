//! Clients that progenitor generates from documents with a single schema: that they compile is the test.

/// An API of two envelopes without codes.
pub mod lehnz {
    progenitor::generate_api!("../../target/tmp/openapi/lehnz-3.0-single.json");
}

/// An API with a list of errors.
pub mod lendworks {
    progenitor::generate_api!("../../target/tmp/openapi/lendworks-3.0-single.json");
}

/// An API with one error in a response.
pub mod product_tours {
    progenitor::generate_api!("../../target/tmp/openapi/product-tours-3.0-single.json");
}

/// An API without codes.
pub mod leadron {
    progenitor::generate_api!("../../target/tmp/openapi/leadron-3.0-single.json");
}

/// An API of three envelopes.
pub mod lorn {
    progenitor::generate_api!("../../target/tmp/openapi/lorn-3.0-single.json");
}
