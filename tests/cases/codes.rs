//! Codes on the wire: numbers, negative ones, shared ones.

use error_catalog_tests::codes::Code;
use serde_json::json;

#[test]
fn numbers() {
    assert_eq!((Code::ParseError.number(), Code::ParseError.as_str()), (Some(-32700), "-32700"));
    assert_eq!(Code::E20404.number(), None);
    assert_eq!("-32600".parse(), Ok(Code::InvalidRequest));
    assert_eq!(Code::ParseError.to_string(), "-32700");
}

#[test]
fn an_unknown_code_is_named_with_its_catalog() {
    let error = "no\nsuch".parse::<Code>().expect_err("an unknown code");
    assert_eq!((error.text(), error.catalog()), ("no\nsuch", "codes"));
    assert_eq!(error.to_string(), r#""no\nsuch" is not in the catalog `codes`"#);
}

#[test]
fn shared_codes_are_all_found() {
    let found: Vec<_> = Code::all_with_code("shared").collect();
    assert_eq!(found, [Code::SharedFirst, Code::SharedSecond, Code::SharedThird]);
    assert_eq!(Code::all_with_code("7").count(), 2);
    assert_eq!(Code::all_with_code("nope").count(), 0);
    assert_eq!("shared".parse(), Ok(Code::SharedFirst));
}

#[test]
fn serde_uses_the_wire_form() {
    for code in
        Code::ALL.iter().copied().filter(|code| Code::all_with_code(code.as_str()).next() == Some(*code))
    {
        let wire = serde_json::to_value(code).expect("JSON");
        assert_eq!(wire.is_number(), code.number().is_some());
        assert_eq!(serde_json::from_value::<Code>(wire).expect("a code"), code);
    }
    assert_eq!(serde_json::to_value(Code::ParseError).expect("JSON"), json!(-32700));
    let refused = |value| serde_json::from_value::<Code>(value).expect_err("no code").to_string();
    // A number is not its text, nor the other way round.
    assert_eq!(
        refused(json!(20404)),
        "invalid value: integer `20404`, expected a code of the catalog `codes`"
    );
    assert_eq!(
        refused(json!("-32700")),
        "invalid value: string \"-32700\", expected a code of the catalog `codes`"
    );
    assert_eq!(refused(json!(null)), "invalid type: null, expected a code of the catalog `codes`");
    use error_catalog_tests::plain::Category;
    assert_eq!(serde_json::to_value(Category::Input).expect("JSON"), json!("input"));
    assert_eq!(serde_json::from_value::<Category>(json!("input")).expect("a category"), Category::Input);
    assert!(serde_json::from_value::<Category>(json!("nope")).is_err());
}

#[test]
fn texts_that_the_catalog_keeps() {
    let definition = Code::ParseError.definition();
    assert_eq!(
        (definition.description(), definition.fix()),
        (Some("The text is no JSON"), Some("Send JSON"))
    );
    assert_eq!(Code::E20404.definition().description(), None);
}

#[test]
fn codes_and_categories_are_in_the_order_of_the_wire() {
    let mut codes = Code::ALL.to_vec();
    codes.sort();
    let wire: Vec<_> = codes.iter().map(|code| (code.as_str(), code.definition().name())).collect();
    let mut expected = wire.clone();
    expected.sort_by_key(|(code, name)| {
        let number = Code::all_with_code(code).find_map(Code::number);
        (number.is_none(), number.unwrap_or(0), *code, *name)
    });
    assert_eq!(wire, expected);
    // Not as texts, where -32600 comes first.
    assert!(Code::ParseError < Code::InvalidRequest && Code::InvalidRequest < Code::E20404);
    assert!(Code::ALL.windows(2).any(|pair| pair[0] > pair[1]), "the catalog has another order");
    for code in Code::ALL {
        assert_eq!(Code::ALL.iter().filter(|other| code.cmp(other).is_eq()).count(), 1, "{code:?}");
    }
    use error_catalog_tests::lorn::Category;
    let mut categories = Category::ALL.to_vec();
    categories.sort();
    assert!(categories.is_sorted_by_key(|category| category.as_str()));
    assert_ne!(categories, Category::ALL, "the catalog has another order");
}
