//! Compares the constants of an envelope with a body.

use crate::json::{Reader, number};

/// Compares the next values of two JSON texts, whatever their spelling; `None` if they differ. An object may have more members
/// than the expected one. The expected text is well-formed.
pub(super) fn fits(json: &mut Reader<'_>, expected: &mut Reader<'_>) -> Option<()> {
    match (json.peek()?, expected.peek()?) {
        (b'{', b'{') => {
            let object = *json;
            json.skip()?;
            expected.object(|key, expected| fits(&mut member(object, &key)?, expected))
        }
        (b'[', b'[') => {
            let mut items = Vec::new();
            expected.array(|item| item.value().map(|item| items.push(item)))?;
            let mut items = items.into_iter();
            json.array(|item| fits(item, &mut Reader::new(items.next()?)))?;
            items.next().is_none().then_some(())
        }
        (b'"', b'"') => (json.string()? == expected.string()?).then_some(()),
        (b'-' | b'0'..=b'9', b'-' | b'0'..=b'9') => {
            number::is_equal(json.value()?, expected.value()?).then_some(())
        }
        _ => (json.value()? == expected.value()?).then_some(()),
    }
}

/// Returns the value of the first member with that key.
fn member<'a>(mut object: Reader<'a>, name: &str) -> Option<Reader<'a>> {
    let mut found = None;
    // Stops where it is found.
    let _ = object.object(|key, value| {
        if key == name {
            found = Some(*value);
            return None;
        }
        value.skip()
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_order_do_not_count() {
        let fits = |json, expected| fits(&mut Reader::new(json), &mut Reader::new(expected)).is_some();
        for (json, expected) in [
            (r#" {"b":[ ], "a" : 1.0} "#, r#"{"a":1,"b":[]}"#),
            (r#"{"a":{"x":"\u0041"},"new":[1]}"#, r#"{"a":{"x":"A"}}"#),
            ("[1e2,null,true]", "[100,null,true]"),
            (r#"{"a":1,"a":2}"#, r#"{"a":1}"#),
        ] {
            assert!(fits(json, expected), "{json} {expected}");
        }
        for (json, expected) in [
            (r#"{"a":1}"#, r#"{"a":1,"b":2}"#),
            ("[1,2]", "[1]"),
            ("[1]", "[1,2]"),
            ("\"1\"", "1"),
            ("true", "false"),
            ("null", "[]"),
            ("{}", "[]"),
            (r#"{"a":2,"a":1}"#, r#"{"a":1}"#),
        ] {
            assert!(!fits(json, expected), "{json} {expected}");
        }
    }
}
