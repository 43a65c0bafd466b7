//! Combines diagnostics with the same cause.

use crate::catalog::interner::Interner;
use crate::catalog::raw::Text;
use crate::diagnostic::{Diagnostic, Sink};

/// Combines three or more diagnostics of a table. After a missing header, every key of the table
/// above is reported.
pub(super) fn join(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if diagnostics.len() < 3 {
        return diagnostics;
    }
    let others = diagnostics.split_off(1);
    if let Some(first) = diagnostics.first_mut() {
        let help = first.help.take().unwrap_or_default();
        first.help = Some(format!("{help}; or add the missing table header above these keys"));
        first.related.extend(others.into_iter().map(|other| (other.span, "the same problem".to_owned())));
    }
    diagnostics
}

/// Reports each undeclared name once, with all of its uses.
pub(super) fn once_each<'n>(
    names: &mut dyn Iterator<Item = &'n Text>,
    diagnostic: &dyn Fn(&Text) -> Diagnostic,
    sink: &mut Sink,
) {
    let mut seen = Interner::new();
    let mut found: Vec<Diagnostic> = Vec::new();
    for name in names {
        match seen.add(name.value.as_bytes()) {
            Some(place) => found[place].related.push((name.span, "also here".to_owned())),
            None => found.push(diagnostic(name)),
        }
    }
    sink.extend(found);
}
