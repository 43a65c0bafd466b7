//! Values in headers: quoted strings (RFC 9110 §5.6.4), URIs (RFC 3986), several headers of one name, what cannot be sent.

use error_catalog::param::Arg;
use error_catalog::response::{Context, Response, response};
use error_catalog::{Value, decode};
use error_catalog_tests::headers::{Code, Error};

/// The texts that try to be more than a value.
const HOSTILE: &[&str] = &[
    "plain",
    "",
    "a \"quoted\" word",
    "\\",
    "\\\"",
    "\", error=\"insufficient_scope",
    "\\\", error=\\\"x",
    "a&b=c#d?e/f+g%41%",
    "ü \u{1F600}",
    "a\r\nSet-Cookie: x=1",
    " blank ",
];

fn with_context(error: &Error) -> Response {
    let values = [
        ("realm", Arg::Str("the \"realm\"")),
        ("redirect_uri", Arg::Str("https://client.example/cb")),
        ("state", Arg::Str("a b&c")),
    ];
    response(error, &Context::default().with_values(&values))
}

fn received(response: &Response) -> error_catalog::client::Received<'_, Code> {
    let header = |name: &str| response.headers.get(name);
    decode(response.status, header, response.body.as_str().as_bytes()).expect("an envelope")
}

#[test]
fn values_in_quoted_strings_are_escaped() {
    let error = Error::InsufficientScope { what: "\"leads\" or \\".into() };
    let challenge = with_context(&error);
    assert_eq!(
        challenge.headers.get("WWW-Authenticate"),
        Some(
            r#"Bearer realm="the \"realm\"", error="insufficient_scope", error_description="The request needs \"leads\" or \\""#
        )
    );
    let own = with_context(&Error::Own { id: "a\"b".into(), size: 7, name: None });
    assert_eq!(own.headers.get("ETag"), Some(r#""a\"b""#));
    assert_eq!(own.headers.get("Warning"), Some(r#"199 - "a\"a\"b\\7" a"b"#), "unquoted values stay");
}

#[test]
fn values_in_uris_are_percent_encoded() {
    let redirect = with_context(&Error::AccessDenied);
    assert_eq!(
        redirect.headers.get("Location"),
        Some(
            "https://client.example/cb?error=access_denied&error_description=The%20resource%20owner%20said%20no%20%26%20left&state=a%20b%26c"
        )
    );
    let own = with_context(&Error::Own { id: "a/b".into(), size: 7, name: Some("Übersicht.pdf".into()) });
    assert_eq!(own.headers.get("Content-Location"), Some("/things/a%2Fb?size=7"));
    assert_eq!(
        own.headers.get("Content-Disposition"),
        Some("attachment; filename*=UTF-8''%C3%9Cbersicht.pdf"),
        "RFC 8187 §3.2"
    );
}

/// Each is one quoted string to a reader that goes by RFC 9110, and one query parameter to one that goes by RFC 3986.
#[test]
fn no_value_ends_the_string_that_it_stands_in() {
    for text in HOSTILE {
        let challenge = with_context(&Error::InsufficientScope { what: (*text).into() });
        let bearer = challenge.headers.get("WWW-Authenticate").filter(|value| value.starts_with("Bearer"));
        if let Some(value) = bearer {
            let parts = quoted_strings(value);
            let description = format!("The request needs {text}");
            assert_eq!(parts, ["the \"realm\"", "insufficient_scope", &description], "{value}");
        }
        let own = with_context(&Error::Own { id: (*text).into(), size: 1, name: Some((*text).into()) });
        let location = own.headers.get("Content-Location").expect("all can be sent");
        assert!(location.starts_with("/things/") && location.ends_with("?size=1"), "{location}");
        assert!(
            !location["/things/".len()..location.len() - 7].contains(['/', '?', '#', '&', '"']),
            "{location}"
        );
    }
}

/// The texts of all quoted strings.
fn quoted_strings(value: &str) -> Vec<String> {
    let (mut found, mut chars) = (Vec::new(), value.chars());
    while chars.by_ref().any(|c| c == '"') {
        let mut text = String::new();
        loop {
            match chars.next().expect("the end of the string") {
                '"' => break,
                '\\' => text.extend(chars.next()),
                c => text.push(c),
            }
        }
        found.push(text);
    }
    found
}

#[test]
fn decoding_takes_the_escapes_back() {
    for text in HOSTILE {
        let own = with_context(&Error::Own { id: (*text).into(), size: 7, name: Some((*text).into()) });
        let own = received(&own);
        let value =
            |name: &str| own.error().params().find(|(param, _)| *param == name).map(|(_, v)| v.clone());
        assert_eq!(own.error().code.clone().known(), Some(Code::Own));
        let name = Some(Value::from(*text)).filter(|_| !text.is_empty());
        assert_eq!(value("name"), name, "{text:?}: no text of an optional value may be an absent one");
        assert_eq!(value("id"), Some(Value::from(*text)), "{text:?}");
    }
    let scope = with_context(&Error::InsufficientScope { what: "x".into() });
    assert_eq!(received(&scope).context("realm"), Some(&Value::from("the \"realm\"")));
}

/// Where the body shows no code, a header that does tells errors apart.
#[test]
fn errors_are_known_by_a_code_in_a_header() {
    let errors = [
        (Error::ResourceNotFoundException { text: "x".into() }, Code::ResourceNotFoundException),
        (Error::FunctionNotFound { text: "x".into() }, Code::FunctionNotFound),
    ];
    for (error, code) in errors {
        let sent = with_context(&error);
        let got = received(&sent);
        assert_eq!(got.error().code.clone().known(), Some(code));
        let texts: Vec<_> = got.error().params().map(|(_, value)| value.clone()).collect();
        assert_eq!(texts, [Value::from("x")]);
    }
    let sent = with_context(&Error::FunctionNotFound { text: "x".into() });
    let unknown = decode::<Code>(404, |_| None, sent.body.as_str().as_bytes()).expect("an envelope");
    assert_eq!(unknown.error().code.clone().known(), None, "the body alone does not say which");
}

#[test]
fn a_list_sends_several_headers_of_one_name() {
    let challenge = with_context(&Error::InvalidToken);
    let all: Vec<_> = challenge.headers.get_all("www-authenticate").collect();
    let basic = r#"Basic realm="the \"realm\"""#;
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[0].starts_with("Bearer realm=") && all[1] == basic, "{all:?}");
    assert_eq!(challenge.headers.get("WWW-Authenticate"), Some(all[0]), "the first");
    // A value that is absent leaves its own header out, and no other.
    let own = Error::Own { id: "a".into(), size: 7, name: None };
    let links = with_context(&own);
    let links: Vec<_> = links.headers.get_all("Link").collect();
    assert_eq!(links, [r#"</docs>; rel="help""#, r#"</things/a>; rel="self"; title="a""#]);
    // Of several errors, the first that has a header has all of that name.
    let other = Error::Own { id: "b".into(), size: 8, name: Some("n".into()) };
    let joint = error_catalog::response::joint_response(&[&own, &other], &Context::default());
    assert_eq!(joint.headers.get_all("link").count(), 2);
    assert_eq!(joint.headers.get_all("x-id").collect::<Vec<_>>(), ["a"]);
}

#[test]
fn headers_that_cannot_be_sent_are_named() {
    let left_out = |id: &str| {
        let own = with_context(&Error::Own { id: id.into(), size: 7, name: None });
        assert!(own.headers.get("Content-Location").is_some(), "encoded, all can be sent");
        own.headers.left_out().collect::<Vec<_>>()
    };
    assert_eq!(left_out("a"), [], "what is absent is not among them");
    for id in ["ü", "a\r\nSet-Cookie: x=1"] {
        let names = ["ETag", "Warning", "Link", "X-Id"];
        assert_eq!(left_out(id), names.map(|name| (name, "own")), "{id:?}");
    }
    // Inside of quotes blanks at the ends are the value's own.
    assert_eq!(left_out(" a "), [("Warning", "own"), ("X-Id", "own")]);
}

/// The documents show what is sent.
#[test]
fn documents_show_headers_as_they_are_sent() {
    let file = error_catalog_test_support::folder().join("fixtures/valid/headers.toml");
    let catalog = error_catalog_codegen::check(&file).expect("a file").catalog.expect("a catalog");
    let error = |name: &str| catalog.errors.iter().find(|error| error.name == name).expect("it");
    let shown = error_catalog_codegen::emit::example_headers(&catalog, error("own"));
    let value = |name: &str| {
        shown.iter().filter(|(known, _)| known == name).map(|(_, v)| v.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(value("Content-Location"), ["/things/id?size=1"]);
    assert_eq!(value("Link").len(), 3);
    let shown = error_catalog_codegen::emit::example_headers(&catalog, error("access_denied"));
    assert!(
        shown[1]
            .1
            .ends_with("&error_description=The%20resource%20owner%20said%20no%20%26%20left&state=state"),
        "{shown:?}"
    );
    let export = error_catalog_codegen::emit::export(&catalog);
    let own =
        export["errors"].as_array().expect("errors").iter().find(|error| error["name"] == "own").expect("it");
    let links: Vec<_> =
        own["headers"].as_array().expect("headers").iter().filter(|h| h["name"] == "Link").collect();
    assert_eq!(links.len(), 3);
    assert_eq!(links[1]["value"]["template"], "</things/{id|uri}>; rel=\"self\"; title=\"{id}\"");
    let pieces = serde_json::json!([
        { "text": "</things/" }, { "param": "id", "filter": "uri", "quoted": false },
        { "text": ">; rel=\"self\"; title=\"" }, { "param": "id", "filter": null, "quoted": true }, { "text": "\"" },
    ]);
    assert_eq!(links[1]["value"]["pieces"], pieces);
}
