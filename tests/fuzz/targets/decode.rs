//! What a server, or what stands between, may send: it decodes, or is refused, and what is decoded can be shown.
#![no_main]

use error_catalog::{ErrorCode, decode};
use error_catalog_fuzz::generated::*;
use libfuzzer_sys::fuzz_target;

const STATUSES: [u16; 14] = [400, 401, 402, 403, 404, 406, 409, 422, 429, 500, 503, 0, 200, 203];

fuzz_target!(|input: &[u8]| {
    let [which, status, rest @ ..] = input else { return };
    let status = STATUSES[usize::from(*status) % STATUSES.len()];
    let (header, body) = match rest.iter().position(|byte| *byte == b'\n') {
        Some(end) => (std::str::from_utf8(&rest[..end]).ok(), &rest[end + 1..]),
        None => (None, rest),
    };
    match which % 9 {
        0 => read::<awkward::AwkwardCode>(status, header, body),
        1 => read::<decoding::Code>(status, header, body),
        2 => read::<leadron::Code>(status, header, body),
        3 => read::<lehnz::Code>(status, header, body),
        4 => read::<lendworks::Code>(status, header, body),
        5 => read::<lorn::Code>(status, header, body),
        6 => read::<product_tours::Code>(status, header, body),
        7 => read::<service::Code>(status, header, body),
        _ => read::<standards::Code>(status, header, body),
    }
});

fn read<C: ErrorCode + PartialEq>(status: u16, header: Option<&str>, body: &[u8]) {
    match decode::<C>(status, |_| header, body) {
        Ok(received) => {
            let shown = (received.to_string(), format!("{received:?}"));
            if let Some(delay) = received.next_delay(1, 0.5) {
                assert!(received.retry().is_some_and(|advice| advice.policy.is_retryable()), "{delay:?}");
            }
            assert!(received.ignored().all(|pointer| pointer.starts_with('/')));
            assert!(received.ignored().count() <= error_catalog::client::MAX_IGNORED);
            for error in received.errors() {
                for issue in &error.issues {
                    let pointer = issue.path.pointer();
                    let read = error_catalog::field_issues::FieldPath::from_pointer(&pointer).expect("a pointer");
                    assert_eq!((&read, read.pointer()), (&issue.path, pointer));
                }
                if let Some(definition) = error.definition() {
                    let names: Vec<_> = definition.params().map(|param| param.name()).collect();
                    assert!(error.params().all(|(name, _)| names.contains(&name)));
                }
            }
            assert!(is_json(body), "decoded, and no JSON");
            let owned = received.into_owned();
            assert_eq!(shown, (owned.to_string(), format!("{owned:?}")));
        }
        Err(error) => {
            error.to_string();
            let _ = format!("{error:?}");
        }
    }
}

/// Whether another reader takes it for JSON. Ours is believed of what nests deeper than that one reads, and of half a surrogate pair, which
/// is JSON, of a meaning that is left open (RFC 8259 §8.2).
fn is_json(body: &[u8]) -> bool {
    if body.windows(3).any(|three| three.eq_ignore_ascii_case(b"\\ud")) {
        return true;
    }
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let read = serde_json::from_slice::<serde_json::Value>(body);
    read.map_or_else(|error| error.to_string().contains("recursion limit"), |_| true)
}
