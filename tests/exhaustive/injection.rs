//! Every key of the format that takes text, against texts that try to become something else: a rule refuses them, or they are
//! text in every output.

mod outputs;

use std::collections::BTreeSet;
use std::path::PathBuf;

use error_catalog_codegen::catalog::keys::{Key, ROOT, Type};
use error_catalog_codegen::emit::{document, prose};
use error_catalog_codegen::{Checked, Report, check};
use error_catalog_test_support::{folder, toml, words};
use serde_json::Value;

use self::outputs::Outputs;
use crate::is_exhaustive;

/// By what they try to close or to begin.
const PAYLOADS: &[(&str, &[&str])] = &[
    (
        "Rust",
        &["\"#; panic!(); r#\"", "\"] fn evil() {} #[doc = \"", "*/ fn evil() {} /*", "\\\" \\u{41} {}"],
    ),
    (
        "rustdoc",
        &[
            "```\npanic!()\n```",
            "~~~\npanic!()\n~~~",
            "x\n\n    panic!()",
            "1.      panic!()",
            "7)\tpanic!()",
            "- ```\n  panic!()",
            "-      panic!()",
            "[`Vec`] [crate::x] [Self::z]",
        ],
    ),
    ("JSON", &["\", \"admin\": true, \"x\": \"", "\"}]}", "\\u0022", "\u{0}\u{1f}\u{2028}"]),
    ("YAML", &["!!tag x", "---\nx: y\n...", "*alias", "&anchor {a: b} #c", "|\n  block", "? x", "null"]),
    (
        "Markdown",
        &[
            "| a | b |\n| --- | --- |\n| c | d |",
            "x | y",
            "<!-- error-catalog:end -->",
            "x\n<!-- error-catalog:begin codes -->\n-->",
            "x\n\n# heading\n\nsetext\n===",
            "![x](https://evil.example/p.png)",
            "[x]\n\n[x]: https://evil.example",
            "<https://evil.example>",
            "> quote",
            "&lt;b&gt; &#60;",
        ],
    ),
    (
        "HTML",
        &[
            "</script><script>alert(1)</script>",
            "<!-- open",
            "<img src=x onerror=alert(1)>",
            "\" onclick=\"alert(1)",
            "' onclick='alert(1)",
            "[x](javascript:alert(1)) [y](data:text/html,z) [z](//evil.example)",
            "</title></head></code></pre></main>",
            "]]> <?x ?> <svg/onload=alert(1)>",
        ],
    ),
    ("HTTP", &["x\r\nSet-Cookie: a=b", "x\r\n\r\nbody", "x\u{0}"]),
    (
        "a terminal",
        &["\u{9b}2J", "\u{1b}[31mred\u{1b}]0;title\u{7}", "\u{202e}drawkcab\u{2066}", "\u{8}\u{8}\u{8}"],
    ),
    ("GitHub's log", &["::error::x", "x\n::error::y", "%0A::add-mask::x"]),
    ("a template", &["{{ 7 * 7 }}", "{% raw %}{# x #}", "${{ x }} <%= x %>", "{p} {secret}"]),
];

/// A place of the catalog that takes text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// The keys that lead there, with `*` for names of the user's own.
    pattern: String,
    /// The text that stands there.
    text: String,
    how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    /// The text is replaced where it stands as a value, by its pattern.
    Value,
    /// The same, with braces written twice.
    Template,
    /// A name: replaced wherever it is, since others refer to it.
    Name,
    /// A part of the JSON of an envelope.
    Constant,
    /// A part of a text that has a form of its own.
    Part,
}

fn base() -> Value {
    let file = folder().join("fixtures/injection.toml");
    toml::parsed(&std::fs::read_to_string(file).expect("a catalog"))
}

/// Calls for every place of this type: with its pattern, and how it is reached.
fn patterns(ty: &Type, pattern: &str, found: &mut BTreeSet<String>) {
    match ty {
        Type::Bool | Type::Count | Type::Status => {}
        Type::Table(section) | Type::Tables(section) => keys_of(section.keys, pattern, found),
        Type::Map(inner) => {
            found.insert(format!("{pattern}.*"));
            patterns(inner, &format!("{pattern}.*"), found);
        }
        Type::Either(one, other) => {
            patterns(one, pattern, found);
            patterns(other, pattern, found);
        }
        _ => drop(found.insert(format!("{pattern} ="))),
    }
}

fn keys_of(keys: &[Key], pattern: &str, found: &mut BTreeSet<String>) {
    keys.iter()
        .for_each(|key| patterns(&key.ty, format!("{pattern}.{}", key.name).trim_start_matches('.'), found));
}

/// The places of a value.
fn places(ty: &Type, value: &Value, pattern: &str, found: &mut Vec<Place>) {
    let place = |pattern: String, text: &str, how| Place { pattern, text: text.to_owned(), how };
    match (ty, value) {
        (Type::Either(one, other), _) => {
            places(one, value, pattern, found);
            places(other, value, pattern, found);
        }
        (Type::Table(section), Value::Object(members)) => {
            for key in section.keys {
                if let Some(value) = members.get(key.name) {
                    places(&key.ty, value, format!("{pattern}.{}", key.name).trim_start_matches('.'), found);
                }
            }
        }
        (Type::Tables(_), Value::Array(items)) => {
            let Type::Tables(section) = *ty else { return };
            items.iter().for_each(|item| places(&Type::Table(section), item, pattern, found));
        }
        (Type::Map(inner), Value::Object(members)) => {
            for (name, value) in members {
                found.push(place(format!("{pattern}.*"), name, How::Name));
                places(inner, value, &format!("{pattern}.*"), found);
            }
        }
        (Type::OneOrMore(inner), Value::Array(items)) => {
            items.iter().for_each(|item| places(inner, item, pattern, found));
        }
        (Type::OneOrMore(inner), value) => places(inner, value, pattern, found),
        (Type::Texts | Type::Value, Value::Array(items)) => {
            let texts = items.iter().filter_map(Value::as_str);
            found.extend(texts.map(|text| place(format!("{pattern} ="), text, How::Value)));
        }
        (Type::Table(_) | Type::Tables(_) | Type::Map(_) | Type::Bool | Type::Count | Type::Status, _) => {}
        (_, Value::String(text)) => {
            let how = if matches!(ty, Type::Template | Type::Envelope) || text.contains(" {") {
                How::Template
            } else {
                How::Value
            };
            match text.strip_prefix("GET /x-") {
                Some(part) => found.push(place(format!("{pattern} ="), part, How::Part)),
                None => found.push(place(format!("{pattern} ="), text, how)),
            }
            let parts = ["harmless_key", "harmless_constant", "harmless_piece"];
            for part in parts.into_iter().filter(|part| matches!(ty, Type::Envelope) && text.contains(part)) {
                found.push(place(format!("{pattern} ="), part, How::Constant));
            }
        }
        _ => {}
    }
}

/// The catalog with a text in that place.
fn with(value: &Value, place: &Place, payload: &str, at: &str) -> Value {
    let replaced = |text: &str, in_place: bool| match place.how {
        How::Name if text == place.text => payload.to_owned(),
        // What stands beside the harmless text, placeholders for instance, stays.
        How::Template if in_place && text == place.text && text.contains("harmless") => {
            let words =
                text.split(' ').take_while(|word| !word.starts_with('{')).collect::<Vec<_>>().join(" ");
            text.replace(&words, &payload.replace('{', "{{").replace('}', "}}"))
        }
        How::Value | How::Template if in_place && text == place.text => payload.to_owned(),
        How::Part if in_place => text.replace(&place.text, payload),
        How::Constant if in_place && text.contains(&place.text) => {
            // A key holds no values, so braces are braces there.
            let is_key = place.text.ends_with("key");
            let braces = |text: &str| text.replace('{', "{{").replace('}', "}}");
            let text_of = if is_key { payload.to_owned() } else { braces(payload) };
            let quoted = serde_json::to_string(&text_of).expect("JSON");
            text.replace(&place.text, &quoted[1..quoted.len() - 1])
        }
        _ => text.to_owned(),
    };
    let in_place = matches_pattern(&place.pattern, at);
    match value {
        Value::String(text) => replaced(text, in_place).into(),
        Value::Array(items) => items.iter().map(|item| with(item, place, payload, at)).collect(),
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                let value = with(
                    value,
                    place,
                    payload,
                    format!("{at}.{}", key.replace('.', "·")).trim_start_matches('.'),
                );
                (if place.how == How::Name { replaced(key, false) } else { key.clone() }, value)
            };
            Value::Object(members.iter().map(member).collect())
        }
        other => other.clone(),
    }
}

fn matches_pattern(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_end_matches(" =");
    let (mut wanted, mut found) = (pattern.split('.'), path.split('.'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == "*" || a == b => {}
            _ => return false,
        }
    }
}

/// Checks the catalog as a file of its own.
fn checked(catalog: &Value) -> Checked {
    thread_local! {
        static FILE: PathBuf = crate::scratch(&format!("injection-{:?}", std::thread::current().id())).join("errors.toml");
    }
    let sections = catalog.as_object().expect("a catalog").iter();
    let text: String =
        sections.map(|(name, section)| format!("{name} = {}\n", toml::to_toml(section))).collect();
    FILE.with(|file| {
        std::fs::write(file, text).expect("a file");
        check(file).expect("a file")
    })
}

/// What is wrong with a report: a terminal or a log would take a text of the catalog for something else.
fn harmful(report: &Report) -> Option<String> {
    let shown = report.diagnostics().iter().map(|d| report.line(d)).collect::<Vec<_>>().join("\n");
    let texts =
        report.diagnostics().iter().flat_map(|d| d.help.iter().chain(d.related.iter().map(|(_, note)| note)));
    let raw =
        texts.cloned().chain(report.diagnostics().iter().map(|d| d.message.clone())).collect::<String>();
    for text in [report.render(false), shown, raw] {
        let acts = |c: char| {
            (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        if text.contains(acts) || text.lines().any(|line| line.trim_start().starts_with("::")) {
            return Some(format!("diagnostics: {text:?}"));
        }
    }
    None
}

/// Whether a text is shown, with what nobody can see made visible: as it is, without the markup that prose may have, or as JSON.
fn shows(shown: &str, text: &str) -> bool {
    let as_json = serde_json::to_string(text).expect("JSON");
    let shown = words(shown);
    let has = |text: &str| shown.contains(&words(text));
    let as_prose = || {
        let lines = prose::parse(text).into_iter().flat_map(|block| match block {
            document::Block::Paragraph(line) => vec![line],
            document::Block::List { items, .. } => items,
            _ => Vec::new(),
        });
        lines.map(|line| document::plain(&line)).all(|text| has(&text))
    };
    has(text)
        || has(&as_json[1..as_json.len() - 1])
        || has(&document::plain(&prose::line(text)))
        || as_prose()
}

/// Whether a harmless text is shown, and not only one that begins like it.
fn shows_harmless(shown: &str, text: &str) -> bool {
    let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    shown.match_indices(text).any(|(at, _)| is_end(&shown[at + text.len()..]))
}

/// Holds the outputs of a catalog with the text in these places against those of the harmless one.
fn held(harmless: &Outputs, base: &Value, places: &[&Place], payload: &str) -> Result<(), String> {
    let catalog = places.iter().enumerate().fold(base.clone(), |value, (i, place)| {
        // Names must be apart; a trigger that says what the error says has no columns of its own.
        let is_apart = place.how == How::Name || place.pattern.contains("triggers");
        let text = if is_apart { format!("{payload} {i}") } else { payload.to_owned() };
        with(&value, place, &text, "")
    });
    let Checked { catalog, report, .. } = checked(&catalog);
    let catalog = catalog.ok_or_else(|| format!("refused where all stand together: {report}"))?;
    let outputs = Outputs::of(&catalog)?;
    for (name, skeleton) in &harmless.skeletons {
        let found = &outputs.skeletons[name];
        let differs = skeleton.iter().zip(found).position(|(a, b)| a != b);
        if differs.is_some() || skeleton.len() != found.len() {
            let at = differs.unwrap_or(skeleton.len().min(found.len()));
            let around =
                |all: &[String]| all[at.saturating_sub(6).min(all.len())..(at + 6).min(all.len())].join(" ");
            return Err(format!("{name}: `{}` instead of `{}`", around(found), around(skeleton)));
        }
        for place in places {
            let text = place.text.split(" {").next().unwrap_or_default();
            if shows_harmless(&harmless.texts[name], text) && !shows(&outputs.texts[name], payload) {
                return Err(format!("{name}: the text is shown nowhere, the harmless one is"));
            }
        }
    }
    Ok(())
}

/// The places whose outputs can be held against the harmless ones with this text, and what is wrong.
fn one_by_one<'p>(
    harmless: &Outputs,
    base: &Value,
    places: &'p [Place],
    payload: &str,
) -> (Vec<&'p Place>, Vec<String>) {
    let (mut accepted, mut failures) = (Vec::new(), Vec::new());
    let says =
        |place: &Place, why: String| format!("{} {:?} × {payload:?}: {why}", place.pattern, place.text);
    for place in places {
        let Checked { catalog, report, .. } = checked(&with(base, place, payload, ""));
        failures.extend(harmful(&report).map(|why| says(place, why)));
        match catalog {
            Some(_) if place.text.contains("harmless") => accepted.push(place),
            // What must not change for all else to stay: that it can be written is enough.
            Some(_) if !is_exhaustive() => {}
            Some(catalog) => failures.extend(Outputs::of(&catalog).err().map(|why| says(place, why))),
            None if report.errors().next().is_none() => {
                failures.push(says(place, "refused without a word".into()))
            }
            None => {}
        }
    }
    // All at once; one by one to tell which, where that fails.
    if let Err(together) = held(harmless, base, &accepted, payload) {
        let alone = accepted
            .iter()
            .filter_map(|place| Some(says(place, held(harmless, base, &[place], payload).err()?)));
        // A few say enough.
        let alone: Vec<_> = alone.take(3).collect();
        failures.extend(if alone.is_empty() {
            vec![format!("everywhere × {payload:?}: {together}")]
        } else {
            alone
        });
    }
    (accepted, failures)
}

#[test]
fn every_key_that_takes_text_has_a_place() {
    let mut wanted = BTreeSet::new();
    keys_of(ROOT.keys, "", &mut wanted);
    let mut places = Vec::new();
    self::places(&Type::Table(&ROOT), &base(), "", &mut places);
    let found: BTreeSet<String> = places.into_iter().map(|place| place.pattern).collect();
    // An alternative to the table that stands there, and a list that must be empty.
    let aside = ["catalog.include =", "generate.openapi =", "generate.html ="].map(str::to_owned);
    let missing: Vec<_> = wanted.difference(&found).filter(|pattern| !aside.contains(pattern)).collect();
    assert!(missing.is_empty(), "fixtures/injection.toml has no text at {missing:#?}");
}

#[test]
fn no_text_becomes_anything_else() {
    let base = base();
    let mut places = Vec::new();
    self::places(&Type::Table(&ROOT), &base, "", &mut places);
    places.sort();
    places.dedup();
    let Checked { catalog: harmless, report, .. } = checked(&base);
    let harmless = Outputs::of(&harmless.unwrap_or_else(|| panic!("{report}"))).expect("harmless outputs");
    let (mut refused, mut held_count, mut failures) = (0, 0, Vec::new());
    for (what, payloads) in PAYLOADS {
        let mut accepted: Vec<&Place> = Vec::new();
        for (i, payload) in payloads.iter().enumerate() {
            // What took one text takes the next of its kind, mostly.
            if i == 0 || is_exhaustive() || held(&harmless, &base, &accepted, payload).is_err() {
                let (takes, why) = one_by_one(&harmless, &base, &places, payload);
                refused += places.len() - takes.len();
                failures.extend(why.into_iter().map(|why| format!("{why} (a text of {what})")));
                accepted = takes;
            }
            held_count += accepted.len();
        }
    }
    println!("{} places, {refused} refused, {held_count} held", places.len());
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    assert!(refused > 500 && held_count > 2_500, "{refused} refused, {held_count} held");
}
