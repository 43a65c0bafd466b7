//! A cache of catalogs.
//!
//! Several derives of a compilation use the same catalog. An editor's macro server outlives edits,
//! so an entry is valid only while all files are unchanged.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use error_catalog_codegen::{Checked, Checker};

thread_local! {
    static CACHE: RefCell<HashMap<(PathBuf, bool), Rc<Checked>>> = RefCell::default();
}

/// Returns the catalog with this main file. With `allow_outside`, it can include files outside of
/// its project.
pub(crate) fn load(path: &Path, allow_outside: bool) -> std::io::Result<Rc<Checked>> {
    let key = (path.to_owned(), allow_outside);
    let known = CACHE.with_borrow(|cache| cache.get(&key).cloned());
    if let Some(known) = known.filter(|known| known.report.is_current()) {
        return Ok(known);
    }
    let checked = Rc::new(Checker::new(path).allow_outside(allow_outside).check()?);
    CACHE.with_borrow_mut(|cache| cache.insert(key, checked.clone()));
    Ok(checked)
}
