//! Files and paths: includes, templates, outputs.

pub(crate) mod duplicate_across_files;
pub(crate) mod duplicate_output;
pub(crate) mod file_extension;
pub(crate) mod hidden_path;
pub(crate) mod include_cycle;
pub(crate) mod include_not_found;
pub(crate) mod invalid_template;
pub(crate) mod outside_project;
pub(crate) mod reserved_output;
