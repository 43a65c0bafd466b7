//! The bench: writes the contenders, measures them group by group, and writes what came of it. See README.md.
#![forbid(unsafe_code)]

mod crates;
mod groups;
mod list;
mod measure;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // Cargo calls it with the path of rustc.
    if arguments.first().is_some_and(|word| word.ends_with("rustc")) {
        measure::wrap(&arguments);
    }
    if let Some(unknown) = arguments.iter().find(|group| !groups::ALL.contains(&group.as_str())) {
        eprintln!("there is no group `{unknown}`; there are: {}", groups::ALL.join(", "));
        std::process::exit(2);
    }
    crates::write_all();
    for group in &arguments {
        groups::measure(group);
    }
}
