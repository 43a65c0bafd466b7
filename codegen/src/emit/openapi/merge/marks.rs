//! Marks of generated content.

/// The comments around a region in YAML.
pub(super) const BEGIN: &str = "# error-catalog:begin";
pub(super) const END: &str = "# error-catalog:end";

/// The member that marks a generated component.
pub(super) const MARK: &str = "x-error-catalog";
