//! Decodes a body of the worst kind for each line of a list: `decode-growth LIST`. `growth.sh` counts the instructions of each, in a
//! package that it writes for this.
//!
//! A line is the kind of the body, its size, and the start of the expected outcome.

mod errors;

use error_catalog::client::{DecodeError, Received};
use error_catalog::decode;
use errors::Code;

/// The start of a body with a code that the catalog has.
const KNOWN: &str = r#""code": "PLAIN", "message": "It does not work""#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let list = std::env::args().nth(1).ok_or("no list")?;
    for line in std::fs::read_to_string(list)?.lines() {
        let mut words = line.splitn(3, ' ');
        let (kind, size) = (words.next().ok_or("no kind")?, words.next().ok_or("no size")?.parse()?);
        let expected = words.next().ok_or("no outcome")?;
        let body = body(kind, size).ok_or("unknown kind")?;
        let outcome = match decode_once(body.as_bytes()) {
            Ok(received) => {
                let params = received.error().params().count();
                format!("{} errors, {params} parameters", received.errors().count())
            }
            Err(other) => format!("{:?}", other.kind),
        };
        // A body that is refused at once counts nothing.
        if !outcome.starts_with(expected) {
            return Err(format!("{line}: {outcome}").into());
        }
    }
    Ok(())
}

/// One body. Valgrind counts from the call to the return, so this must stay a function of its own.
#[inline(never)]
fn decode_once(body: &[u8]) -> Result<Received<'_, Code>, DecodeError<'_>> {
    decode::<Code>(400, |_| None, body)
}

/// The text with each number below `count` in the place of `#`, with commas between them.
fn repeat(count: usize, text: &str) -> String {
    (0..count).map(|n| text.replace('#', &n.to_string())).collect::<Vec<_>>().join(",")
}

fn body(kind: &str, size: usize) -> Option<String> {
    let with = |members: String| format!("{{ {members}, {KNOWN} }}");
    Some(match kind {
        "unknown-members" => with(repeat(size, r#""k#": #"#)),
        "repeated-members" => with(repeat(size, r##""message": "#""##)),
        "wrong-types" => with(repeat(size, r#""details": #, "issues": true"#)),
        "nesting" => with(repeat(300, &format!(r#""k#": {}{}"#, "[".repeat(size), "]".repeat(size)))),
        "escapes" => format!(r#"{{ "code": "PLAIN", "message": "{}" }}"#, r"\u00e9\n".repeat(size)),
        "long-code" => format!(r#"{{ "code": "{}", "message": "m" }}"#, "A".repeat(size)),
        "digits" => format!(r#"{{ "code": {}, "message": "m" }}"#, "7".repeat(size)),
        "digits-of-value" => format!(
            r#"{{ "code": "VALUES", "message": "m", "details": {{ "n": {}, "f": 0.{} }} }}"#,
            "7".repeat(size),
            "3".repeat(size)
        ),
        "items" => format!(
            r#"{{ "code": "VALUES", "message": "m", "details": {{ "list": [{}] }} }}"#,
            repeat(size, "#")
        ),
        "unknown-details" => {
            format!(
                r#"{{ "code": "VALUES", "message": "m", "details": {{ {} }} }}"#,
                repeat(size, r#""k#": #"#)
            )
        }
        "repeated-details" => {
            format!(
                r#"{{ "code": "VALUES", "message": "m", "details": {{ {} }} }}"#,
                repeat(size, r#""n": "x""#)
            )
        }
        "issues" => with(format!(
            r#""issues": [{}]"#,
            repeat(size, r#"{ "path": "a.b[#].c", "pointer": "/a/b/#/c", "message": "m" }"#)
        )),
        "long-path" => with(format!(
            r##""issues": [{{ "path": "{}", "pointer": "{}", "message": "m" }}]"##,
            "a[0].".repeat(size),
            "/a/0".repeat(size)
        )),
        "errors" => format!(
            r#"{{ "errors": [{}] }}"#,
            repeat(size, r#"{ "code": "SHARED_100", "text": "Shared 7 of #: # and #" }"#)
        ),
        // As many errors of the catalog have this code.
        "shared" => {
            format!(r#"{{ "errors": [{{ "code": "SHARED_{size}", "text": "Shared 7 of 5: c and d" }}] }}"#)
        }
        // As many parameters are in the message.
        "message" => {
            let values = (0..size).map(|n| format!("p{n} v{n};")).collect::<String>();
            format!(r#"{{ "text": "Has {values}" }}"#)
        }
        "ambiguous-message" => format!(r#"{{ "text": "{}" }}"#, "a of b; ".repeat(size)),
        "white-space" => " ".repeat(size),
        "white-space-inside" => format!("{{{}{KNOWN} }}", " ".repeat(size)),
        // Each lacks the one member that identifies the error.
        "near" => format!(
            r#"{{ "message": "m", "details": {{}}, "errors": [{{ {} }}], "texts": "m" }}"#,
            repeat(size, r#""k#": { "code": 1 }"#)
        ),
        "not-closed" => format!("{{ {}", repeat(size, r#""errors": [{ "text": ["#)),
        _ => return None,
    })
}
