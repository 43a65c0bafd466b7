//! The bench: writes the contenders, measures them group by group, and writes what came of it. See README.md.
#![forbid(unsafe_code)]

mod crates;
mod groups;
mod list;
mod measure;
mod report;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // Cargo calls it with the path of rustc.
    if arguments.first().is_some_and(|word| word.ends_with("rustc")) {
        measure::wrap(&arguments);
    }
    let named = |group: &&str| arguments.iter().any(|word| word == group || word == "all");
    if let Some(unknown) =
        arguments.iter().find(|word| *word != "all" && !groups::ALL.contains(&word.as_str()))
    {
        eprintln!("there is no group `{unknown}`; there are: {}", groups::ALL.join(", "));
        std::process::exit(2);
    }
    crates::write_all();
    for group in groups::ALL.into_iter().filter(named) {
        groups::measure(group);
    }
    report::report();
}
