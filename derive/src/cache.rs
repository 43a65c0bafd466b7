//! Catalogs that are read already.
//!
//! Several derives of one compilation use the same catalog, and an editor's macro server outlives edits: what is
//! kept counts only while every file is as it was.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use error_catalog_codegen::{Catalog, Report, check};

/// A catalog, if nothing is wrong with it, and whatever there is to say.
pub(crate) struct Checked {
    pub(crate) catalog: Option<Catalog>,
    pub(crate) report: Report,
}

thread_local! {
    static CACHE: RefCell<HashMap<PathBuf, Rc<Checked>>> = RefCell::default();
}

/// The catalog of that main file.
pub(crate) fn load(path: &Path) -> std::io::Result<Rc<Checked>> {
    let known = CACHE.with_borrow(|cache| cache.get(path).cloned());
    if let Some(known) = known.filter(|known| known.report.is_current()) {
        return Ok(known);
    }
    let (catalog, report) = check(path)?;
    let checked = Rc::new(Checked { catalog, report });
    CACHE.with_borrow_mut(|cache| cache.insert(path.to_owned(), checked.clone()));
    Ok(checked)
}
