//! The hot paths of ours and the peers in turn. `time`: nanoseconds, round by round, and allocations; `count CASE CONTENDER`:
//! 512 operations in a function that callgrind counts; `size`: the sizes of types. Prints fields with tabs between them.

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;

use axum::response::IntoResponse;
use error_catalog::ErrorCode;
use error_catalog::response::Context;

#[allow(dead_code)]
mod data {
    include!("../target/crates/runtime/data.rs");
}

/// Counts; one thread runs, so that it need not be atomic.
struct Counting;
static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.store(ALLOCATIONS.load(Relaxed) + 1, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.store(ALLOCATIONS.load(Relaxed) + 1, Relaxed);
        unsafe { System.realloc(place, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const BATCH: usize = 512;

fn value(name: &str) -> String {
    match name {
        "name" => "Spring offer 2026".into(),
        _ => "it was withdrawn".into(),
    }
}

/// The rows with that many parameters, in an order that no branch predictor learns at once.
fn rows(params: Option<usize>) -> Vec<usize> {
    let fits: Vec<usize> = (0..1_000).filter(|row| params.is_none_or(|count| data::PARAMS[*row] == count)).collect();
    let mut state = 7u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        fits[(state >> 33) as usize % fits.len()]
    };
    (0..BATCH).map(|_| next()).collect()
}

/// The body as a client of the peers declares it.
#[allow(dead_code)]
#[derive(serde::Deserialize)]
struct Received {
    error: Inner,
}

#[allow(dead_code)]
#[derive(serde::Deserialize)]
struct Inner {
    code: String,
    message: String,
    status: u16,
    category: String,
    #[serde(default)]
    params: BTreeMap<String, String>,
}

trait Case {
    /// Makes a batch ready.
    fn ready(&mut self);
    /// Does it.
    fn work(&mut self);
}

/// A case whose operations take inputs by reference or by value.
struct Operation<T, M, F> {
    make: M,
    operate: F,
    inputs: Vec<T>,
}

impl<T, M: Fn() -> Vec<T>, F: Fn(T)> Case for Operation<T, M, F> {
    fn ready(&mut self) {
        self.inputs = (self.make)();
    }

    fn work(&mut self) {
        for input in self.inputs.drain(..) {
            (self.operate)(black_box(input));
        }
    }
}

fn case<T: 'static>(make: impl Fn() -> Vec<T> + 'static, operate: impl Fn(T) + 'static) -> Box<dyn Case> {
    Box::new(Operation { make, operate, inputs: Vec::new() })
}

/// Errors that live as long as the program, so that only the operation is measured.
fn kept<T>(make: impl Fn(usize) -> T, params: usize) -> Vec<&'static T> {
    rows(Some(params)).into_iter().map(|row| &*Box::leak(Box::new(make(row)))).collect()
}

type Cases = Vec<(String, &'static str, Box<dyn Case>)>;

fn lookups(cases: &mut Cases) {
    for (what, end) in [("code text to code, hit", ""), ("code text to code, miss", "X")] {
        let texts: Vec<&'static str> =
            rows(None).iter().map(|row| &*Box::leak(format!("{}{end}", data::CODES[*row]).into_boxed_str())).collect();
        let mut add = |contender, find: fn(&'static str)| {
            let texts = texts.clone();
            cases.push((what.into(), contender, case(move || texts.clone(), find)));
        };
        add("floor", |text| _ = black_box(floor_1000::Code::from_text(text)));
        add("ours", |text| _ = black_box(ours_committed_1000::Code::from_text(text)));
        add("thiserror", |text| _ = black_box(text.parse::<thiserror_1000::Code>()));
        add("phf", |text| _ = black_box(data::PHF.get(text)));
    }
}

fn shown(cases: &mut Cases, params: usize, with: &str) {
    let (floor, ours, peer) = (kept(data::floor, params), kept(data::ours, params), kept(data::thiserror, params));
    let what = format!("body, {with}");
    let (f, o, p) = (floor.clone(), ours.clone(), peer.clone());
    cases.push((what.clone(), "floor", case(move || f.clone(), |error| _ = black_box(error.body()))));
    cases.push((what.clone(), "ours", case(move || o.clone(), |error| _ = black_box(error_catalog::response::body(error, &Context::default())))));
    cases.push((what, "thiserror", case(move || p.clone(), |error| _ = black_box(serde_json::to_string(&error.body())))));
    let what = format!("Display, {with}");
    cases.push((what.clone(), "floor", case(move || floor.clone(), |error| _ = black_box(error.to_string()))));
    cases.push((what.clone(), "ours", case(move || ours.clone(), |error| _ = black_box(error.to_string()))));
    cases.push((what, "thiserror", case(move || peer.clone(), |error| _ = black_box(error.to_string()))));
}

fn responses(cases: &mut Cases, params: usize, with: &str) {
    let what = format!("axum response, {with}");
    let made = move || rows(Some(params)).into_iter();
    cases.push((what.clone(), "floor", case(move || made().map(data::floor).collect(), |error| _ = black_box(error.into_response()))));
    cases.push((what.clone(), "ours", case(move || made().map(data::ours).collect(), |error| _ = black_box(error.into_response()))));
    cases.push((what, "thiserror", case(move || made().map(data::thiserror).collect(), |error| _ = black_box(error.into_response()))));
}

fn decodes(cases: &mut Cases, params: usize, with: &str) {
    let what = format!("decode, {with}");
    let bodies: Vec<&'static [u8]> = kept(data::ours, params)
        .into_iter()
        .map(|error| error_catalog::response::body(error, &Context::default()).as_str().to_owned().into_bytes().leak() as &[u8])
        .collect();
    let same = bodies.clone();
    cases.push((what.clone(), "ours", case(move || bodies.clone(), |body| {
        let received = error_catalog::decode::<ours_committed_1000::Code>(404, |_| None, body).expect("it is an error");
        black_box(received.error().code.known().expect("it is known"));
        black_box(received);
    })));
    cases.push((what, "thiserror", case(move || same.clone(), |body| {
        let received: Received = serde_json::from_slice(body).expect("it is an error");
        black_box(received.error.code.parse::<thiserror_1000::Code>().expect("it is known"));
        black_box(received);
    })));
}

fn cases() -> Cases {
    let mut cases = Vec::new();
    lookups(&mut cases);
    for (params, with) in [(0, "no parameter"), (1, "one parameter")] {
        shown(&mut cases, params, with);
        responses(&mut cases, params, with);
        decodes(&mut cases, params, with);
    }
    // All tell the same story.
    for row in 0..1_000 {
        let peer = serde_json::to_string(&data::thiserror(row).body()).expect("JSON");
        assert_eq!(error_catalog::response::body(&data::ours(row), &Context::default()).as_str(), peer);
        assert_eq!(data::floor(row).body(), peer);
        assert_eq!(data::floor(row).to_string(), data::ours(row).to_string());
    }
    cases
}

#[inline(never)]
fn counted(case: &mut dyn Case) {
    case.work();
}

fn time() {
    let mut cases = cases();
    for round in 0..31 {
        for (what, contender, case) in &mut cases {
            // The least of several: what a batch takes when nothing else comes between.
            let mut least = f64::MAX;
            for _ in 0..8 {
                case.ready();
                let start = Instant::now();
                case.work();
                least = least.min(start.elapsed().as_secs_f64() * 1e9 / BATCH as f64);
            }
            if round > 0 {
                println!("{what}\t{contender}\tns\t{least:.2}");
            }
        }
    }
    for (what, contender, case) in &mut cases {
        case.ready();
        let before = ALLOCATIONS.load(Relaxed);
        case.work();
        let count = (ALLOCATIONS.load(Relaxed) - before) as f64 / BATCH as f64;
        println!("{what}\t{contender}\tallocations\t{count}");
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["time"] => time(),
        ["count", what, contender] => {
            let mut cases = cases();
            let (_, _, case) = cases.iter_mut().find(|case| case.0 == *what && case.1 == *contender).expect("a case");
            case.ready();
            counted(&mut **case);
        }
        _ => {
            let sizes = |contender: &str, error: usize, result: usize| {
                println!("size of the error type\t{contender}\t{error}\nsize of Result<(), Error>\t{contender}\t{result}");
            };
            sizes("floor", size_of::<floor_1000::Error>(), size_of::<Result<(), floor_1000::Error>>());
            sizes("ours", size_of::<ours_committed_1000::Error>(), size_of::<Result<(), ours_committed_1000::Error>>());
            sizes("thiserror", size_of::<thiserror_1000::Error>(), size_of::<Result<(), thiserror_1000::Error>>());
            sizes("(the largest variant: two strings)", size_of::<[String; 2]>(), size_of::<[String; 2]>());
        }
    }
}
