//! `compare FILE`: the bare parse of a catalog and all that a build script does with it, in turn; `parse FILE`: the former alone.

use std::path::Path;
use std::time::Instant;

fn parse(file: &Path) -> usize {
    let text = std::fs::read_to_string(file).expect("the catalog is there");
    toml::de::DeTable::parse(&text).expect("it is TOML").get_ref().len()
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let file = Path::new(&arguments[2]);
    if arguments[1] == "parse" {
        assert!(parse(file) > 0);
        return;
    }
    let out = Path::new(&std::env::var("OUT_DIR").expect("a folder")).join("bench.rs");
    let sample = |what: &str, start: Instant| println!("sample\t{what}\t{:.3}", start.elapsed().as_secs_f64() * 1e3);
    for _ in 0..15 {
        let start = Instant::now();
        assert!(parse(file) > 0);
        sample("bare parse", start);
        let _ = std::fs::remove_file(&out);
        let start = Instant::now();
        error_catalog_codegen::compile(file).expect("it compiles");
        sample("catalog to Rust on disk", start);
        let written = std::fs::metadata(&out).and_then(|known| known.modified()).expect("it was written");
        let start = Instant::now();
        error_catalog_codegen::compile(file).expect("it compiles");
        sample("catalog to Rust, nothing changed", start);
        assert_eq!(written, std::fs::metadata(&out).and_then(|known| known.modified()).expect("it is there"));
    }
}
