//! The programs that are run, and what is asked of them: runtime and size.

use std::fmt::Write;
use std::fs;
use std::process::Command;

use crate::crates::{home, ours_at, workspace, write as write_file};
use crate::list::{CATEGORIES, Item, STATUSES, items};
use crate::measure::{Samples, cargo, run};

/// Whose sizes are compared. What utoipa adds is in nobody's program until a document asks for it, and doxa takes too long
/// in a release build.
const SIZED: [&str; 5] = ["floor", "ours-committed", "ours-derive", "thiserror", "snafu"];

pub(super) fn write() -> Vec<String> {
    let ours = |features: &str| {
        format!("error-catalog = {{ path = \"{}\", features = [{features}] }}\n", ours_at("error-catalog"))
    };
    let crates = "floor-1000 = { path = \"../floor-1000\" }\nours-committed-1000 = { path = \"../ours-committed-1000\" }\nthiserror-1000 = { path = \"../thiserror-1000\" }\n";
    let peers = "axum = { version = \"0.8\", default-features = false, features = [\"json\"] }\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\nphf = { version = \"0.13\", features = [\"macros\"] }\n";
    member("runtime", "programs/runtime.rs", &format!("{}{crates}{peers}", ours("\"axum\", \"serde\"")));
    write_file(&workspace().join("runtime/data.rs"), &data(&items(1_000)));
    let generate = format!(
        "toml = {{ version = \"1.2\", default-features = false, features = [\"std\", \"parse\"] }}\nerror-catalog-codegen = {{ path = \"{}\" }}\n",
        ours_at("codegen")
    );
    member("generate", "programs/generate.rs", &generate);
    let mut names = vec!["runtime".to_owned(), "generate".to_owned()];
    for contender in SIZED {
        for n in [10, 1_000] {
            let name = format!("size-{contender}-{n}");
            let mut dependencies = format!(
                "{contender}-{n} = {{ path = \"../{contender}-{n}\" }}\naxum = {{ version = \"0.8\", default-features = false, features = [\"json\"] }}\n"
            );
            if contender.starts_with("ours") {
                dependencies += &ours("");
            }
            let source = format!("target/crates/{name}/main.rs");
            member(&name, &source, &dependencies);
            write_file(&home().join(source), &sized(contender, n));
            names.push(name);
        }
    }
    names
}

pub(super) fn member(name: &str, source: &str, dependencies: &str) {
    let path = home().join(source).display().to_string();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[[bin]]\nname = \"{name}\"\npath = \"{path}\"\n\n[dependencies]\n{dependencies}"
    );
    write_file(&workspace().join(name).join("Cargo.toml"), &manifest);
}

/// A function that makes any error of that crate.
fn make(name: &str, krate: &str, items: &[Item]) -> String {
    let mut out = format!(
        "pub fn {name}(row: usize) -> {krate}::Error {{\n    use {krate}::Error::*;\n    match row {{\n"
    );
    for (row, item) in items.iter().enumerate() {
        let pattern = if row + 1 == items.len() { "_".to_owned() } else { row.to_string() };
        let fields: Vec<String> =
            item.params.iter().map(|param| format!("{param}: crate::value(\"{param}\")")).collect();
        let fields = if fields.is_empty() { String::new() } else { format!(" {{ {} }}", fields.join(", ")) };
        let _ = writeln!(out, "        {pattern} => {}{fields},", item.variant);
    }
    out + "    }\n}\n\n"
}

fn data(items: &[Item]) -> String {
    let mut out = String::new();
    for (name, krate) in
        [("ours", "ours_committed_1000"), ("thiserror", "thiserror_1000"), ("floor", "floor_1000")]
    {
        out += &make(name, krate, items);
    }
    let codes: Vec<&str> = items.iter().map(|item| item.code.as_str()).collect();
    let counts: Vec<usize> = items.iter().map(|item| item.params.len()).collect();
    let _ = write!(
        out,
        "pub const CODES: &[&str] = &{codes:?};\npub const PARAMS: &[usize] = &{counts:?};\n\npub static PHF: phf::Map<&str, thiserror_1000::Code> = phf::phf_map! {{\n"
    );
    for item in items {
        let _ = writeln!(out, "    {:?} => thiserror_1000::Code::{},", item.code, item.variant);
    }
    out + "};\n"
}

/// A program that can serve any error and knows any code.
fn sized(contender: &str, n: usize) -> String {
    let krate = format!("{}_{n}", contender.replace('-', "_"));
    let find = match contender {
        "floor" => format!("{krate}::Code::from_text(&code)"),
        _ => format!("code.parse::<{krate}::Code>().ok()"),
    };
    format!(
        "use axum::response::IntoResponse;\n\nfn value(name: &str) -> String {{\n    std::env::var(name).unwrap_or_default()\n}}\n\n{}fn main() {{\n    let code = value(\"CODE\");\n    let row = {find}.map_or(0, |code| code as usize);\n    let error = make(row);\n    println!(\"{{error}}\");\n    let response = error.into_response();\n    println!(\"{{response:?}}\");\n}}\n",
        make("make", &krate, &items(n))
    )
}

/// Runs in its own rounds: see `programs/runtime.rs`.
pub(super) fn runtime(samples: &mut Samples) {
    let built = cargo(&["build", "--release", "-p", "runtime"], "build").status();
    assert!(built.is_ok_and(|status| status.success()), "the program `runtime` is built");
    let program = home().join("target/build/release/runtime");
    let output = Command::new(&program).arg("time").output().expect("it can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[what, contender, unit, value] = &fields[..] else { continue };
        let what = if unit == "ns" { what.to_owned() } else { format!("{what}, {unit}") };
        samples.add(&what, 1_000, contender, unit, value.parse().expect("a number"));
        if unit == "allocations" {
            let name = what.trim_end_matches(", allocations");
            if let Some(count) = instructions(&program, name, contender) {
                samples.add(&format!("{name}, instructions"), 1_000, contender, "instructions", count);
            }
        }
    }
}

/// How many instructions an operation takes, by callgrind; `None` where there is no callgrind.
fn instructions(program: &std::path::Path, what: &str, contender: &str) -> Option<f64> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=*counted*"]);
    let output = command.arg(program).args(["count", what, contender]).output().ok()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let count = told.lines().find_map(|line| line.split_once("Collected :"))?.1.trim().parse::<f64>().ok()?;
    Some((count / 512.0).round())
}

/// What 990 errors more add to a stripped release program, beside their text; and what the types take.
pub(super) fn size(samples: &mut Samples) {
    let text = |n| items(n).iter().map(|item| item.code.len() + item.message.len()).sum::<usize>();
    let bodies = |n| items(n).iter().map(served).sum::<usize>();
    let mut add = |contender: &str, value: usize| {
        samples.add("release binary, added by 990 errors", 1_000, contender, "bytes", value as f64)
    };
    add("(codes and messages)", text(1_000) - text(10));
    add("(bodies as served)", bodies(1_000) - bodies(10));
    for contender in SIZED {
        let size = |n: usize| {
            let name = format!("size-{contender}-{n}");
            run(&mut cargo(&["build", "--release", "-p", &name], "build")).expect("it builds");
            let stripped = workspace().join("stripped");
            let program = home().join("target/build/release").join(name);
            let status = Command::new("strip").arg("-o").arg(&stripped).arg(program).status();
            assert!(status.is_ok_and(|status| status.success()), "strip works");
            fs::metadata(&stripped).expect("it was written").len() as usize
        };
        add(contender, size(1_000) - size(10));
    }
    let built = cargo(&["build", "--release", "-p", "runtime"], "build").status();
    assert!(built.is_ok_and(|status| status.success()), "the program `runtime` is built");
    let output = Command::new(home().join("target/build/release/runtime"))
        .arg("size")
        .output()
        .expect("it can be run");
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[what, contender, value] = &fields[..] else { continue };
        samples.add(what, 1_000, contender, "bytes", value.parse().expect("a number"));
    }
}

/// The length of the body that serves it, with empty parameters.
fn served(item: &Item) -> usize {
    let params: usize = item.params.iter().map(|name| name.len() + 6).sum();
    let message = item.params.iter().fold(item.message.len(), |len, name| len - name.len() - 2);
    let around = "{\"error\":{\"code\":\"\",\"message\":\"\",\"status\":,\"category\":\"\"}}".len();
    let status = STATUSES[item.status].0.to_string().len();
    let with_params = if params > 0 { ",\"params\":{}".len() + params - 1 } else { 0 };
    around + item.code.len() + message + status + CATEGORIES[item.category].len() + with_params
}
