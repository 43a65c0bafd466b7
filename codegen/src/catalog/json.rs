//! JSON as a tree with the span of every value, and members in their order.
//!
//! Diagnostics underline problems in envelopes. Other JSON libraries do not expose the spans for this.

mod reader;
mod writer;

pub(crate) use reader::{JsonError, JsonKind, Member, Offsets, Value, parse};
#[cfg(feature = "openapi")]
pub(crate) use writer::escape;
pub(crate) use writer::{escape_into, indent, quote, quote_into};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_places() {
        let text = r#" { "a": [1, -0.5e3, "\u00e9\ud83d\ude00\n"], "b": null } "#;
        let JsonKind::Object(members) = parse(text).expect("valid").kind else { panic!("an object") };
        assert_eq!(&text[members[0].key_range.clone()], "\"a\"");
        let JsonKind::Array(items) = &members[0].value.kind else { panic!("a list") };
        assert_eq!(&text[items[1].range.clone()], "-0.5e3");
        assert!(matches!(&items[2].kind, JsonKind::String(s) if s == "é😀\n"));
    }

    #[test]
    fn indented() {
        let text = r#"{"a":[1,{}],"b":"x: {\"y\\","c":[]}"#;
        let expected = "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"x: {\\\"y\\\\\",\n  \"c\": []\n}";
        assert_eq!(indent(text), expected);
    }

    #[test]
    fn places_in_strings() {
        let raw = r#""\u00e9\n {cod}""#;
        assert_eq!(&raw[Offsets::new(raw).of(4)..Offsets::new(raw).of(9)], "{cod}");
    }

    #[test]
    fn mistakes() {
        let wrong = [
            "",
            "{",
            "[1,]",
            "{\"a\" 1}",
            "{a: 1}",
            "01",
            "1.",
            "+1",
            "nul",
            "\"\\ud800\"",
            "\"\\x\"",
            "\"a",
            "1 2",
            "\"\t\"",
            "[1 2]",
            "{\"a\":1,}",
            "\"\\u+123\"",
        ];
        for text in wrong {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn quoted_text_reads_back() {
        let text = "a\"b\\c\n\u{1}é</script>";
        assert!(matches!(parse(&quote(text)).expect("valid").kind, JsonKind::String(s) if s == text));
    }
}
