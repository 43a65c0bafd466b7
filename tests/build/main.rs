//! Compiles every catalog of the tests, and one of 5,000 errors that it makes itself, in both ways: generated from the
//! catalog, and as an enum that derives `ErrorCatalog`.

mod derived;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use derived::Names;
use error_catalog_codegen::{check, configure};

const NAMES: Names = Names { error: "Error", code: "Code", category: "Category" };
const AWKWARD: Names = Names { error: "AwkwardError", code: "AwkwardCode", category: "AwkwardCategory" };
const SECOND: Names = Names { error: "SecondError", code: "SecondCode", category: "" };

fn main() -> Result<(), Box<dyn Error>> {
    let out_dir = PathBuf::from(std::env::var("OUT_DIR")?);
    for name in ["leadron", "lehnz", "lendworks", "lorn", "product-tours"] {
        compile(&format!("catalogs/{name}/errors.toml"), &NAMES, &out_dir)?;
    }
    for name in [
        "decoding",
        "extremes",
        "framework",
        "headers",
        "one",
        "optional",
        "request-values",
        "codes",
        "plain",
        "service",
        "standards",
        "validation",
    ] {
        compile(&format!("fixtures/valid/{name}.toml"), &NAMES, &out_dir)?;
    }
    for name in ["corpus-codes", "corpus-names", "corpus-texts"] {
        compile(&format!("fixtures/valid/{name}.toml"), &NAMES, &out_dir)?;
    }
    compile("fixtures/valid/two.toml", &SECOND, &out_dir)?;
    compile("fixtures/valid/awkward.toml", &AWKWARD, &out_dir)?;
    let readme = out_dir.join("readme.toml");
    std::fs::write(&readme, catalog_of_the_readme()?)?;
    configure().compile(&readme)?;
    let many = out_dir.join("many.toml");
    std::fs::write(&many, many_errors()?)?;
    compile(&many.to_string_lossy(), &NAMES, &out_dir)?;
    let long = out_dir.join("corpus-long.toml");
    std::fs::write(&long, long_texts())?;
    compile(&long.to_string_lossy(), &NAMES, &out_dir)
}

fn compile(path: &str, names: &Names, out_dir: &Path) -> Result<(), Box<dyn Error>> {
    let mut config = configure();
    if names.error == AWKWARD.error {
        config = config
            .error_name("AwkwardError")
            .type_attribute("AwkwardCode", "#[doc(alias = \"code\")]")
            .type_attribute("*", "#[doc(alias = \"awkward\")]")
            .variant_attribute("*", "#[doc(alias = \"error\")]")
            .variant_attribute("QUOTES", "#[doc(alias = \"quotes\")]")
            .param_type("uuid", "crate::awkward_types::Id");
    }
    config.compile(path)?;
    let catalog = check(path)?.catalog.ok_or("a catalog that compiles")?;
    let derived = derived::derived(&catalog, path, names)?;
    std::fs::write(out_dir.join(format!("{}-derived.rs", catalog.name)), derived)?;
    let examples = derived::examples(&catalog, names, false)?;
    std::fs::write(out_dir.join(format!("{}-examples.rs", catalog.name)), examples)?;
    Ok(())
}

/// The first catalog that the README shows.
fn catalog_of_the_readme() -> Result<String, Box<dyn Error>> {
    println!("cargo::rerun-if-changed=../README.md");
    let readme = std::fs::read_to_string("../README.md")?;
    let (_, rest) = readme.split_once("```toml\n").ok_or("a catalog")?;
    Ok(rest.split_once("```").ok_or("the end of the catalog")?.0.to_owned())
}

/// 5,000 errors: six in ten without a parameter, three with one, one with two.
fn many_errors() -> Result<String, std::fmt::Error> {
    let mut text = "[catalog]\nname = \"many\"\n[errors]\n".to_owned();
    for n in 0..5_000 {
        let (message, params) = match n % 10 {
            0..6 => ("Nothing works", ""),
            6..9 => ("{name} does not work", ", params = { name = \"string\" }"),
            _ => ("{name} failed {count} times", ", params = { name = \"string\", count = \"u64\" }"),
        };
        writeln!(text, "ERROR_{n} = {{ status = {}, message = \"{message}\"{params} }}", 400 + n % 100)?;
    }
    Ok(text)
}

/// Codes of many lengths around those at which names of files and addresses end, and texts of 10,000 characters: words without an
/// end, markup without an end, HTML as it is pasted from a browser.
fn long_texts() -> String {
    let mut text = "[catalog]\nname = \"corpus-long\"\ndocs = \"https://docs.example.com/errors#{code}\"\n\
        [rules]\nmixed-naming = \"off\"\nsimilar-codes = \"off\"\nno-description = \"off\"\nno-fix = \"off\"\nfull-stop = \"off\"\nmessage-case = \"off\"\n\
        [envelope.default]\nbody = '{ \"error\": { \"code\": \"$code\", \"message\": \"$message\", \"params?\": \"$params\" }, \"requestId?\": \"$request_id\" }'\n\
        [errors]\n"
        .to_owned();
    let lengths = [("X", "Ascii", [99, 100, 101, 119, 120, 121]), ("ü", "Umlaut", [16, 17, 19, 20, 33, 200])];
    for (letter, rust, lengths) in lengths.into_iter().chain([("漢", "Han", [11, 12, 13, 85, 86, 200])]) {
        for length in lengths {
            let code = letter.repeat(length);
            text += &format!(
                "\"{code}\" = {{ status = 400, message = \"{length} of {letter}\", rust = \"{rust}{length}\" }}\n"
            );
        }
    }
    let kinds = [
        ("html", "<p class=\"intro\" style='x'>One &amp; <b>two</b> &lt;3</p>\n"),
        ("nested_html", "<div><ul><li><a href=\"https://example.com/?a=b&c=d\">x</a>"),
        ("table", "| a | b |\n| --- | --- |\n| `c` | \\| |\n"),
        ("paragraphs", "A paragraph with `code`, **strong** and [a link](https://example.com).\n\n"),
        ("words", "word "),
        ("one_word", "x"),
        ("backticks", "`"),
        ("more_backticks", "` `` ``` "),
        ("stars", "*a "),
        ("brackets", "[a]("),
        ("braces", "{{ x }} "),
        ("quotes", "\"\\'"),
        ("lines", "a\r\n"),
        ("pictures", "👩‍🚀"),
        ("right_to_left", "שלום \u{202E}"),
        ("controls", "\u{1}\u{1B}[31m\u{7f}"),
    ];
    for (name, piece) in kinds {
        let long: String = piece.chars().cycle().take(10_000).collect();
        let literal = |text: &str| {
            let one = |c: char| {
                if c.is_control() || c == '"' || c == '\\' {
                    format!("\\u{:04X}", c as u32)
                } else {
                    c.into()
                }
            };
            format!("\"{}\"", text.chars().map(one).collect::<String>())
        };
        let message = literal(&long.replace('{', "{{").replace('}', "}}"));
        let long = literal(&long);
        text += &format!(
            "[errors.long_{name}]\nstatus = 400\nmessage = {message}\ndescription = {long}\nfix = {long}\n"
        );
    }
    let names = |shown: fn(usize) -> String| (0..200).map(shown).collect::<String>();
    text += &format!(
        "[errors.many_parameters]\nstatus = 400\nmessage = \"{}\"\nparams = {{ {} }}\n",
        names(|n| format!("{{p{n}}}; ")),
        names(|n| format!(
            "p{n} = \"{}\"{}",
            ["u64", "bool", "i64"][n % 3],
            if n == 199 { "" } else { ", " }
        ))
    );
    text
}
