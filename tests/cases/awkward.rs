//! Names and texts that break generators: what compiles must also say what the catalog says.

use std::collections::{BTreeSet, HashSet};
use std::error::Error as _;
use std::time::Duration;

use error_catalog::definition::AttributeValue;
use error_catalog::retry::{Backoff, Jitter};
use error_catalog::{CatalogError, ErrorCode, FieldIssue, Json};
use error_catalog_tests::awkward::{AwkwardCategory, AwkwardCode, AwkwardError, ReadThingError};
use error_catalog_tests::awkward_types::Id;
use error_catalog_tests::{both, many, one, plain};

fn every_type() -> AwkwardError {
    AwkwardError::EveryType {
        text: "a\"b".into(),
        maybe: None,
        list: vec!["x".into(), "y".into()],
        ids: Some(vec![-1, 2]),
        count: 3,
        when: crate::support::after_1970(Duration::from_millis(1_500)),
        any: Some(Json::parse("[1]").expect("JSON")),
        id: Some(Id(7)),
        secret: "shard-9".into(),
    }
}

#[test]
fn every_code_is_found_by_its_wire_text() {
    fn check<C: ErrorCode>() {
        for code in C::all() {
            assert_eq!(C::from_text(code.definition().code()), Some(*code));
            assert_eq!(C::all()[code.index()], *code);
        }
        for wrong in ["", "NO_SUCH_CODE", "ERROR_5000", "\0", "ü"] {
            assert_eq!(C::from_text(wrong), None, "{wrong:?}");
        }
    }
    check::<AwkwardCode>();
    check::<many::Code>();
    check::<one::Code>();
    check::<both::SecondCode>();
    assert_eq!(many::Code::ALL.len(), 5_000);
}

#[test]
fn messages_come_out_as_they_are() {
    assert_eq!(AwkwardError::Quotes.to_string(), "\"double\", 'single', `back`, \\ and {braces} {}");
    assert_eq!(AwkwardError::Controls.to_string(), "a\nb\tc\rd\u{1}e\u{7f}f");
    assert_eq!(AwkwardError::RightToLeft.to_string(), "שלום \u{202E} مرحبا \u{2066}");
    assert_eq!(AwkwardError::Emoji.to_string(), "👩‍🚀 🇩🇪 e\u{301}");
    assert_eq!(AwkwardError::Empty.to_string(), "");
    assert_eq!(AwkwardError::RawString.to_string(), "\"# \"## r#\"");
}

#[test]
fn wire_codes_come_out_as_they_are() {
    let codes: Vec<_> = AwkwardCode::ALL.iter().take(6).map(|code| code.as_str()).collect();
    assert_eq!(codes, ["3DS_REQUIRED", "planner:1234", "user.not_found", "with-dash", "$.x", "a b%c"]);
    assert_eq!(AwkwardCode::Self_.as_str(), "self");
    assert_eq!("-1".parse::<AwkwardCode>(), Ok(AwkwardCode::E1));
    assert_eq!(AwkwardCode::E1.number(), None);
    assert_eq!(
        "nope".parse::<AwkwardCode>().map_err(|e| e.to_string()),
        Err(r#""nope" is not in the catalog `awkward`"#.into())
    );
}

#[test]
fn parameters_may_have_any_name() {
    let error = AwkwardError::Parameters {
        f: "F".into(),
        self_: "S".into(),
        source: 1,
        code: -2,
        r#type: true,
        a0: 0.5,
        slot: error_catalog::Timestamp::UNIX_EPOCH,
        p: Json::parse("{}").expect("JSON"),
        r#match: Id(255),
        out: vec![1, 2],
    };
    assert_eq!(
        error.to_string(),
        "F S 1 -2 true 0.5 1970-01-01T00:00:00Z {} F 000000000000000000000000000000ff 1, 2"
    );
}

#[test]
fn arguments_and_visibilities() {
    let error = every_type();
    assert_eq!(error.to_string(), "a\"b  x, y -1, 2");
    let definition = error.definition();
    let args: Vec<_> = (0..10).map(|slot| format!("{:?}", error.arg(slot))).collect();
    let expected = [
        "\"a\\\"b\"",
        "none",
        "[\"x\", \"y\"]",
        "[-1, 2]",
        "3",
        "1970-01-01T00:00:01.500Z",
        "[1]",
        "\"00000000000000000000000000000007\"",
        "\"shard-9\"",
        "none",
    ];
    assert_eq!(args, expected);
    let params: Vec<_> = definition.params().map(|p| format!("{p:?}")).collect();
    assert_eq!(params[..4], ["text: string", "maybe: u64?", "list: [string]", "ids: [i64]?"]);
    let secret = definition.params().last().expect("a parameter");
    assert!(secret.is_internal() && !secret.in_detail());
    assert_eq!(definition.params().nth(1).expect("a parameter").wire_name(), "may-be");
    let headers: Vec<_> = definition.headers().map(|h| format!("{}: {:?}", h.name, h.value)).collect();
    assert_eq!(headers, ["X-Count: \"{4}\"", "X-Constant: \"a{b}\""]);
}

#[test]
fn debug_is_one_line_for_logs() {
    assert_eq!(
        format!("{:?}", every_type()),
        "EVERY_TYPE: a\"b from shard-9 (list: [\"x\", \"y\"], ids: [-1, 2], count: 3, \
         when: 1970-01-01T00:00:01.500Z, any: [1], id: \"00000000000000000000000000000007\")"
    );
    let cause = std::io::Error::other("disk is gone");
    assert_eq!(
        format!("{:?}", AwkwardError::Boxed { source: Box::new(cause) }),
        "BOXED: Something failed; caused by: disk is gone"
    );
    let issues = vec![FieldIssue::new("email", "Invalid email")];
    assert_eq!(
        format!("{:?}", AwkwardError::WithIssues { issues }),
        "WITH_ISSUES: The request is not valid (email: Invalid email)"
    );
    assert_eq!(format!("{:?}", AwkwardError::Controls), "CONTROLS: a\\nb\\tc\\rd\\u{1}e\\u{7f}f");
    assert_eq!(format!("{:?}", AwkwardCode::UserNotFound), "user.not_found");
}

#[test]
fn causes() {
    #[expect(clippy::result_large_err, reason = "the catalog of many parameters")]
    fn fails() -> Result<(), AwkwardError> {
        Err(std::io::Error::other("disk is gone"))?
    }
    let error = fails().expect_err("an error");
    assert_eq!(error.code(), AwkwardCode::Named);
    assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("disk is gone"));
    let source = "x".parse::<u8>().expect_err("an error");
    assert!(AwkwardError::OtherNamed { source }.source().is_some());
    assert!(AwkwardError::Empty.source().is_none());
    assert!(AwkwardCode::Boxed.definition().carries_source());
}

#[test]
fn attributes_are_typed() {
    let error = every_type();
    assert_eq!(error.owner(), Some("a \"team\""));
    assert_eq!(error.path().as_deref(), Some("$.items[3]"));
    assert_eq!(
        (error.urgent(), error.weight(), error.size()),
        (Some(true), Some(-9_000_000_000), Some(9_000_000_000))
    );
    assert_eq!((error.share(), error.r#type()), (Some(0.25), Some("t")));
    assert_eq!(AwkwardCode::EveryType.owner(), Some("a \"team\""));
    assert_eq!((AwkwardCode::Empty.owner(), AwkwardError::Empty.path()), (None, None));
    assert!(matches!(error.definition().attribute("path"), Some(AttributeValue::Template(_))));
    assert!(error.definition().attribute("no such").is_none());
    let names = error.names().expect("names");
    assert_eq!(names.iter().collect::<Vec<_>>(), ["a \"b\"", "", "ü, <i>"]);
    assert_eq!((names.len(), names.is_empty()), (3, false));
    assert_eq!(
        (names.to_string(), format!("{names:?}")),
        ("a \"b\", , ü, <i>".into(), r#"["a \"b\"", "", "ü, <i>"]"#.into())
    );
    assert_eq!(AwkwardCode::EveryType.none().map(|none| none.is_empty()), Some(true));
    assert!(AwkwardError::Empty.names().is_none());
    // Names of functions that there are already have one of their own.
    assert_eq!(
        (error.row_number(), error.source_name(), error.is_default()),
        (Some(-1), Some("db"), Some(true))
    );
    assert_eq!((error.sql_state(), error.a_b(), error.groesse()), (Some("23000"), Some(7), Some("XL")));
}

#[test]
fn categories() {
    assert!(AwkwardError::Type.is_type());
    assert!(!AwkwardError::Empty.is_type());
    assert_eq!(AwkwardError::E3dsRequired.category(), Some(AwkwardCategory::E3dSecure));
    assert_eq!(AwkwardCategory::E3dSecure.as_str(), "3d.secure");
    assert_eq!(AwkwardCategory::Type.title(), "A <b>title</b> with `code` and [link]");
    assert_eq!("self".parse::<AwkwardCategory>(), Ok(AwkwardCategory::Self_));
    assert!("nope".parse::<AwkwardCategory>().is_err());
}

#[test]
fn retry_policies() {
    let retry = AwkwardCode::WithIssues.definition().retry().expect("a policy");
    let Backoff::AfterHeader { max, fallback: Some(fallback) } = retry.backoff else { panic!("{retry:?}") };
    assert_eq!(max, Some(Duration::from_secs(3600)));
    assert_eq!((retry.jitter, retry.attempts), (Jitter::Added(Duration::from_secs(2)), Some(5)));
    assert_eq!(retry.next_delay(0, Some("99999999999999999999"), 0.0), max);
    assert_eq!(fallback.backoff, Backoff::Fixed { delay: Duration::from_secs(90) });
    assert_eq!((fallback.jitter, fallback.attempts), (Jitter::Full, Some(2)));
    assert_eq!(AwkwardCode::WithIssues.definition().retry_note(), Some("after a while"));
    assert!(AwkwardCode::Empty.definition().retry().is_none());
    // The nearest note counts, and the policy of the status with it.
    let notes =
        [both::SecondCode::NotFound, both::SecondCode::Gone].map(|code| code.definition().retry_note());
    assert_eq!(notes, [Some("its own"), Some("the status's")]);
    assert!(!AwkwardCode::Empty.definition().is_retryable());
}

#[test]
#[expect(deprecated, reason = "that is what is tested")]
fn deprecated_and_hidden() {
    assert!(AwkwardCode::Old.definition().is_deprecated() && AwkwardCode::Old.definition().is_public());
    assert!(!AwkwardCode::Older.definition().is_public());
    assert_eq!(AwkwardError::Older { id: "x".into() }.to_string(), "Older x");
}

#[test]
fn an_operation_is_part_of_the_catalog() {
    let error = ReadThingError::WithIssues { issues: vec![FieldIssue::new("a", "b")] };
    assert_eq!((error.code(), error.status(), error.issues().len()), (AwkwardCode::WithIssues, 422, 1));
    let definition = error.definition();
    let whole = AwkwardError::from(error);
    assert_eq!(whole.definition(), definition);
    assert_eq!(whole.issues().len(), 1);
    assert_eq!(AwkwardError::from(ReadThingError::Empty).code(), AwkwardCode::Empty);
}

#[test]
fn constructors_where_the_catalog_asks_for_them() {
    assert_eq!(AwkwardError::named(None, std::io::Error::other("x")).code(), AwkwardCode::Named);
    assert_eq!(AwkwardError::boxed("a cause").source().map(ToString::to_string).as_deref(), Some("a cause"));
    assert_eq!(AwkwardError::type_().code(), AwkwardCode::Type);
    assert_eq!(AwkwardError::is_type_().code(), AwkwardCode::IsType);
}

#[test]
fn definitions() {
    let definition = AwkwardCode::ABC.definition();
    assert_eq!(definition.docs().as_deref(), Some("https://example.com/a%20b%25c.html?a=1&b=2"));
    assert_eq!((definition.catalog(), definition.catalog_version()), ("awkward", "0.0.1-\"rc\" {0}"));
    assert_eq!(definition.siblings().len(), AwkwardCode::ALL.len());
    assert_eq!(one::Code::NotFound.definition(), both::Code::NotFound.definition());
    assert_ne!(one::Code::NotFound.definition(), both::SecondCode::NotFound.definition());
    // Texts that only the documentation needs are not in the binary unless the catalog asks for them.
    assert_eq!(
        (AwkwardCode::Prose.definition().description(), AwkwardCode::Prose.definition().fix()),
        (None, None)
    );
}

#[test]
fn without_http() {
    assert_eq!(plain::Code::NoInput.definition().status(), None);
    assert_eq!(plain::Error::BadLine { line: 3 }.to_string(), "Line 3 cannot be read");
    assert!(plain::Error::NoInput.is_input());
}

#[test]
fn codes_hash_and_order() {
    let set: HashSet<_> = AwkwardCode::ALL.iter().collect();
    assert_eq!(set.len(), AwkwardCode::ALL.len());
    let ordered: BTreeSet<_> = AwkwardCode::ALL.iter().collect();
    assert_eq!(ordered.len(), AwkwardCode::ALL.len());
}
