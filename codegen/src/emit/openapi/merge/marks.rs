//! Marks of what error-catalog wrote.

/// The comments around it in YAML.
pub(super) const BEGIN: &str = "# error-catalog:begin";
pub(super) const END: &str = "# error-catalog:end";

/// What a member of ours carries.
pub(super) const MARK: &str = "x-error-catalog";
