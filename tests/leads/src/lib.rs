//! The errors of a catalog of leads.

error_catalog::include_catalog!("leads");
