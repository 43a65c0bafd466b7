//! The JSON reader and `decode` beside serde_json, over random bodies and damaged ones: they agree on what is JSON, and on what strings mean.
//!
//! `ERROR_CATALOG_BODIES` sets the number of bodies.

use error_catalog::client::DecodeErrorKind;
use error_catalog::{ErrorCode, Json, decode};
use error_catalog_tests::{decoding, lendworks, service, standards};
use serde::de::IgnoredAny;
use serde_json::Value;

/// xorshift64*: the same bodies every time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

const CHARS: &[char] = &[
    'a', 'Z', ' ', '"', '\\', '/', '\n', '\r', '\t', '\u{0}', '\u{1F}', '\u{7F}', 'é', '\u{2028}',
    '\u{FFFD}', '😀', '{', '}',
];
const KEYS: &[&str] =
    &["errors", "code", "message", "detail", "meta", "requestId", "title", "status", "x", "é\n"];
const NUMBERS: &[&str] =
    &["0", "-0", "7", "-1", "1.5", "-0.25e-3", "1E+9", "1e999", "18446744073709551616", "0.1e1"];

fn text(random: &mut Random) -> String {
    (0..random.below(12)).map(|_| *random.pick(CHARS)).collect()
}

/// Writes a text as a JSON string, each character in one of its forms.
fn write_string(text: &str, random: &mut Random, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match (c, random.below(3)) {
            ('"' | '\\' | '/', 1) => out.extend(['\\', c]),
            ('\n', 1) => out.push_str("\\n"),
            ('\r', 1) => out.push_str("\\r"),
            ('\t', 1) => out.push_str("\\t"),
            ('"' | '\\' | '\0'..' ', _) | (_, 0) => {
                let mut units = [0; 2];
                let hex = |unit: &u16| format!("\\u{unit:04x}");
                out.extend(c.encode_utf16(&mut units).iter().map(hex));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

fn write_blanks(random: &mut Random, out: &mut String) {
    (0..random.below(3).saturating_sub(1)).for_each(|_| out.push(*random.pick(&[' ', '\n', '\r', '\t'])));
}

fn write_value(random: &mut Random, depth: usize, out: &mut String) {
    write_blanks(random, out);
    match random.below(if depth == 0 { 4 } else { 6 }) {
        0 => out.push_str(random.pick::<&str>(&["null", "true", "false"])),
        1 => out.push_str(random.pick::<&str>(NUMBERS)),
        2 | 3 => {
            let text = text(random);
            write_string(&text, random, out);
        }
        4 => {
            out.push('[');
            for i in 0..random.below(4) {
                out.push_str(if i > 0 { "," } else { "" });
                write_value(random, depth - 1, out);
            }
            out.push(']');
        }
        _ => {
            out.push('{');
            for i in 0..random.below(4) {
                out.push_str(if i > 0 { "," } else { "" });
                let key = *random.pick(KEYS);
                write_string(key, random, out);
                write_blanks(random, out);
                out.push(':');
                write_value(random, depth - 1, out);
            }
            out.push('}');
        }
    }
    write_blanks(random, out);
}

/// Removes, replaces, adds or swaps some bytes, or changes the letter of an escape.
fn damage(body: &mut Vec<u8>, random: &mut Random) {
    const BYTES: &[u8] = b"{}[]\",:\\u0eE+-.9truefalsn \n\x00\x1F\x7F\x80\xC3\xA9\xED\xF0\xFF";
    for _ in 0..random.below(4) {
        if body.is_empty() {
            return;
        }
        let at = random.below(body.len());
        match random.below(6) {
            0 => drop(body.remove(at)),
            1 => body[at] = *random.pick(BYTES),
            2 => body.insert(at, *random.pick(BYTES)),
            3 => body.truncate(at),
            4 => {
                // An escape of another letter: most are no escapes.
                let escapes = body.iter().skip(at).position(|byte| *byte == b'\\');
                if let Some(letter) = escapes.and_then(|escape| body.get_mut(at + escape + 1)) {
                    *letter = b'!' + u8::try_from(random.below(94)).expect("below 94");
                }
            }
            _ => {
                let other = random.below(body.len());
                body.swap(at, other);
            }
        }
    }
}

/// Whether serde_json takes it for JSON: a text in UTF-8, read without meaning, since half a surrogate pair and a number of any size are
/// JSON (RFC 8259 §8.2, §6).
fn is_json(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok())
}

fn decodes_as_json<C: ErrorCode + PartialEq>(status: u16, body: &[u8], is_json: bool) {
    let told = || format!("{}: {:?}", std::any::type_name::<C>(), String::from_utf8_lossy(body));
    match decode::<C>(status, |_| None, body) {
        Ok(_) => assert!(is_json, "decoded, and no JSON: {}", told()),
        Err(error) => {
            let is_refused = matches!(error.kind, DecodeErrorKind::NotJson { .. });
            assert_eq!(is_refused, !is_json, "{}", told());
        }
    }
}

#[test]
fn json_is_what_serde_json_takes_for_it() {
    let count =
        std::env::var("ERROR_CATALOG_BODIES").map_or(20_000, |count| count.parse().expect("a number"));
    let mut random = Random(7);
    let mut valid = 0;
    for _ in 0..count {
        let mut body = String::new();
        write_value(&mut random, 5, &mut body);
        let mut body = body.into_bytes();
        damage(&mut body, &mut random);
        let is_json = is_json(&body);
        valid += usize::from(is_json);
        if let Ok(text) = std::str::from_utf8(&body) {
            assert_eq!(Json::parse(text).is_ok(), is_json, "{text:?}");
        }
        let status = *random.pick(&[400, 404, 422, 500]);
        decodes_as_json::<lendworks::Code>(status, &body, is_json);
        decodes_as_json::<standards::Code>(status, &body, is_json);
        decodes_as_json::<decoding::Code>(status, &body, is_json);
        decodes_as_json::<service::Code>(status, &body, is_json);
    }
    // Both kinds are there.
    assert!(valid > count / 5 && valid < count * 4 / 5, "{valid} of {count}");
}

#[test]
fn strings_mean_what_serde_json_reads() {
    let mut random = Random(11);
    for _ in 0..10_000 {
        let mut body = r#"{"errors":[{"code":"NOT_FOUND","message":"#.to_owned();
        let (message, id) = (text(&mut random), text(&mut random));
        write_string(&message, &mut random, &mut body);
        body.push_str(r#"}],"meta":{"requestId":"#);
        write_string(&id, &mut random, &mut body);
        body.push_str("}}");
        let read: Value = serde_json::from_str(&body).expect("JSON");
        let received = decode::<lendworks::Code>(404, |_| None, body.as_bytes());
        let received = received.unwrap_or_else(|error| panic!("{error}: {body}"));
        assert_eq!(received.error().message.as_deref(), read["errors"][0]["message"].as_str(), "{body}");
        assert_eq!(received.error().message.as_deref(), Some(&*message), "{body}");
        assert_eq!(received.request_id(), read["meta"]["requestId"].as_str(), "{body}");
    }
}
