//! What is measured, group by group. Each goes in rounds: every contender once, then every contender again.

mod build;
mod drift;
mod generate;
mod programs;

use crate::measure::Samples;

pub const ALL: [&str; 7] = ["compile", "edit", "clean", "generate", "runtime", "size", "drift"];

/// Writes the programs that groups run, into the contenders' workspace; what they are called there.
pub fn write_programs() -> Vec<String> {
    let mut names = programs::write();
    names.extend(build::write_services());
    names.extend(drift::write());
    names
}

/// Measures a group, and keeps what came of it.
pub fn measure(group: &str) {
    let mut samples = Samples::default();
    match group {
        "compile" => build::compile(&mut samples),
        "edit" => build::edit(&mut samples),
        "clean" => build::clean(&mut samples),
        "generate" => generate::measure(&mut samples),
        "runtime" => programs::runtime(&mut samples),
        "size" => programs::size(&mut samples),
        _ => return drift::attempt(),
    }
    samples.write(group);
}
