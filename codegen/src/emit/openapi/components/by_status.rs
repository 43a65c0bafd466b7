//! The responses per status, of the whole catalog and of each operation.

use std::collections::BTreeMap;

use super::super::names::{Names, part};
use super::Components;
use super::operation_response::OperationResponse;
use crate::catalog::{Error, Operation, status};

impl<'a> Components<'a> {
    pub(super) fn add_responses(&mut self) {
        let mut names = Names::new(self.catalog);
        let by_status = self.by_status();
        let mut of_status: BTreeMap<u16, String> = BTreeMap::new();
        for (status, errors) in &by_status {
            let name = self.add_response(&mut names, format!("Status{status}"), *status, errors);
            of_status.insert(*status, name);
        }
        let mut of_framework: BTreeMap<u16, String> = BTreeMap::new();
        for (at, operation) in self.catalog.operations.iter().enumerate() {
            let own = operation.errors.iter().map(|at| &self.catalog.errors[*at]);
            let own: Vec<&Error> = own.filter(|error| error.public).collect();
            let mut statuses: BTreeMap<u16, (Vec<&Error>, bool)> =
                by_status_of(&own).into_iter().map(|(status, errors)| (status, (errors, true))).collect();
            for (status, error) in self.framework_of(operation) {
                add_once(&mut statuses.entry(status).or_default().0, error);
            }
            for (status, (errors, is_own)) in statuses {
                let name = if is_own {
                    self.add_response(
                        &mut names,
                        format!("{}{status}", part(&operation.name)),
                        status,
                        &errors,
                    )
                } else if let Some(known) = of_framework.get(&status) {
                    known.clone()
                } else {
                    // Without other errors of the status, the response of the status is the same.
                    let is_alone = by_status.get(&status).is_some_and(|all| all.len() == errors.len());
                    let name = match of_status.get(&status).filter(|_| is_alone) {
                        Some(name) => name.clone(),
                        None => self.add_response(&mut names, format!("Framework{status}"), status, &errors),
                    };
                    of_framework.insert(status, name.clone());
                    name
                };
                self.of_operations.push(OperationResponse { operation: at, status, name, is_own });
            }
        }
    }

    /// Returns the errors of each status, including those that replace the framework's own.
    pub(super) fn by_status(&self) -> BTreeMap<u16, Vec<&'a Error>> {
        let mut found = by_status_of(&self.errors);
        for (status, error) in &self.framework {
            add_once(found.entry(*status).or_default(), error);
        }
        found
    }

    /// Returns the framework's own statuses for an operation; empty for an operation without a route.
    fn framework_of(&self, operation: &Operation) -> Vec<(u16, &'a Error)> {
        let Some(route) = &operation.endpoint else { return Vec::new() };
        let can_answer = |(made, _): &&(u16, &Error)| status::can_answer_operation(*made, &route.method);
        self.framework.iter().filter(can_answer).copied().collect()
    }
}

/// Returns the errors of each status, in the order of the statuses.
fn by_status_of<'a>(errors: &[&'a Error]) -> BTreeMap<u16, Vec<&'a Error>> {
    let mut found: BTreeMap<u16, Vec<&Error>> = BTreeMap::new();
    for error in errors {
        if let Some(status) = error.status {
            found.entry(status).or_default().push(error);
        }
    }
    found
}

fn add_once<'a>(errors: &mut Vec<&'a Error>, error: &'a Error) {
    if errors.iter().all(|known| known.place != error.place) {
        errors.push(error);
    }
}
