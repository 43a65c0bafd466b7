//! Sends a mix of requests to a server: good ones, errors, panics, hostile ids and paths, requests that are cancelled, bodies that come
//! slowly. `soak SERVER COUNT [SEED]` starts the server, which prints its address, and checks each answer:
//!
//! * It has one id, that of its request or a new one.
//! * It has nothing of the text that a panic, a cause or the framework has for logs.
//! * An error has a body of the catalog.
//!
//! After a warm-up the server's resident memory grows by 8 MiB at the most.

use std::collections::HashSet;
use std::io::BufRead as _;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Texts for logs: of the panic and the replaced response, of the layers, of axum. The messages of field issues are for clients.
const INTERNAL: &[&str] = &["clients never see", "panicked", "Failed to"];
const CONNECTIONS: usize = 16;
const MOST_GROWTH: usize = 8 << 20;

#[derive(Clone)]
struct Server {
    address: String,
    codes: Arc<Vec<String>>,
    /// The ids of all answers.
    ids: Arc<Mutex<HashSet<String>>>,
    sent: Arc<AtomicUsize>,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (program, count): (_, usize) = match &arguments[..] {
        [program, count, ..] => (program, count.parse()?),
        _ => return Err("soak SERVER COUNT [SEED]".into()),
    };
    let seed = arguments.get(2).map_or(Ok(1), |seed| seed.parse())?;
    let mut child = Command::new(program);
    let child = child.env("ADDR", "127.0.0.1:0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut child = Killed(child);
    let pid = child.0.id();
    let mut lines = std::io::BufReader::new(child.0.stdout.take().ok_or("no output")?).lines();
    let address = loop {
        let line = lines.next().ok_or("no address")??;
        if let Some((_, address)) = line.split_once("listening on http://") {
            break address.to_owned();
        }
    };
    // Unless its output is read, the server waits. The text is in the log, and only there.
    let logged = std::thread::spawn(move || {
        let lines = lines.map_while(Result::ok);
        lines.filter(|line| line.contains(INTERNAL[0])).count()
    });
    let list =
        exchange(&address, b"GET /raise HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", false).await?;
    let codes: Vec<_> =
        list.body.lines().filter_map(|line| line.split(' ').nth(1)).map(str::to_owned).collect();
    assert!(codes.len() > 10, "{codes:?}");
    let server = Server { address, codes: Arc::new(codes), ids: Arc::default(), sent: Arc::default() };
    let warm_up = count / 4;
    run(&server, warm_up, seed).await?;
    let before = resident(pid)?;
    run(&server, count - warm_up, seed + 1).await?;
    let after = resident(pid)?;
    drop(child);
    let logged = logged.join().map_err(|_| "the reader of the log panicked")?;
    let answers = server.ids.lock().expect("no panic").len();
    println!(
        "{count} requests, {answers} answers, each with its own id; {logged} lines of the log have the text that no answer has; resident memory {} KiB, then {} KiB",
        before >> 10,
        after >> 10
    );
    assert!(answers > count * 8 / 10, "{answers} of {count} are answered");
    assert!(logged > count / 100, "the server logs what it does not send: {logged}");
    assert!(after <= before + MOST_GROWTH, "resident memory grew from {before} to {after}");
    Ok(())
}

/// A server that ends with its value.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The resident memory of a process, in bytes.
fn resident(pid: u32) -> Result<usize, Failure> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    let kilobytes: usize = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024)
}

/// Sends as many requests, on several connections at once.
async fn run(server: &Server, count: usize, seed: u64) -> Result<(), Failure> {
    let tasks: Vec<_> = (0..CONNECTIONS)
        .map(|task| {
            let server = server.clone();
            let share = count / CONNECTIONS + usize::from(task < count % CONNECTIONS);
            tokio::spawn(async move { client(&server, share, Random(seed * 1_000 + task as u64 + 1)).await })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(())
}

/// xorshift64*: the same numbers for the same seed.
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

const PATHS: &[&str] = &[
    "//evil.example/x",
    "/a\"b{c}",
    "/\\evil.example",
    "/%00%ff%0d%0a",
    "/raise/%22%3E%3Cscript%3E",
    "/raise/../../etc/passwd",
    "/api/audiences/99999999999999999999999",
    "/api/audiences/-1?x=[y]&z=|",
    "/?",
    "/nowhere",
];
/// Ids that cannot be sent back as they are.
const HOSTILE_IDS: &[&[u8]] =
    &[b"", b"a b", b"\"quoted\" text", b"\xE9\xFF", b"a\tb", &[b'x'; 129], &[b'x'; 4_000]];
const LOG_IN: &str = r#"{ "email": "ada@example.com", "password": "demo" }"#;
const BODIES: &[&str] = &[
    LOG_IN,
    r#"{ "email": "ada@example.com", "password": "wrong" }"#,
    r#"{ "email": "ada", "password": "x" }"#,
    r#"{ "email": 7 }"#,
    r#"{ "email": "#,
    "[[[[[[[[",
    "",
];

/// One client: a connection that stays, and others for requests that end it.
async fn client(server: &Server, count: usize, mut random: Random) -> Result<(), Failure> {
    let mut kept: Option<BufReader<TcpStream>> = None;
    for _ in 0..count {
        let number = server.sent.fetch_add(1, Ordering::Relaxed);
        let own_id = format!("soak-{number}");
        let id: Option<&[u8]> = match random.below(4) {
            0 => None,
            1 => Some(*random.pick::<&[u8]>(HOSTILE_IDS)),
            _ => Some(own_id.as_bytes()),
        };
        let (method, path, body) = match random.below(10) {
            0..3 => ("POST", "/api/auth/login".to_owned(), *random.pick(BODIES)),
            3 => ("GET", "/panic".to_owned(), ""),
            4 => ("GET", "/broken".to_owned(), ""),
            5 => ("HEAD", format!("/raise/{}", random.pick(&server.codes)), ""),
            6 => ("GET", (*random.pick(PATHS)).to_owned(), ""),
            7 => ("DELETE", "/api/auth/login".to_owned(), ""),
            8 => ("DELETE", format!("/api/audiences/{}", random.below(3)), ""),
            _ => ("GET", format!("/raise/{}", random.pick(&server.codes)), ""),
        };
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: x\r\n").into_bytes();
        if let Some(id) = id {
            head.extend(b"X-Request-Id: ");
            head.extend(id);
            head.extend(b"\r\n");
        }
        if method == "POST" {
            head.extend(
                format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()).bytes(),
            );
        }
        let answer = match random.below(20) {
            0 => {
                cancelled(&server.address, &head, random.below(3)).await?;
                continue;
            }
            1 if method == "POST" => Some(slowly(&server.address, &head, body).await?),
            _ => {
                head.extend(b"\r\n");
                head.extend(body.bytes());
                let is_head = method == "HEAD";
                let answer = async { on_kept(&mut kept, &server.address, &head, is_head).await };
                Some(tokio::time::timeout(Duration::from_secs(30), answer).await??)
            }
        };
        if let Some(answer) = answer {
            let sent = id.filter(|id| *id == own_id.as_bytes()).map(|_| own_id.as_str());
            let told = String::from_utf8_lossy(&head).into_owned();
            check(server, &answer, sent, method == "HEAD")
                .map_err(|wrong| format!("{wrong}\n{told}\n{answer:?}"))?;
        }
    }
    Ok(())
}

/// What came back.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
    closes: bool,
}

fn check(server: &Server, answer: &Answer, sent: Option<&str>, is_head: bool) -> Result<(), String> {
    let values = |name: &str| -> Vec<&str> {
        let lines = answer.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
    };
    let ids = values("x-request-id");
    let [id] = ids[..] else { return Err(format!("ids: {ids:?}")) };
    match sent {
        Some(sent) if id != sent => return Err(format!("the id of another request: {id} for {sent}")),
        None if id.len() != 36 => return Err(format!("not a new id: {id}")),
        _ => {}
    }
    if !server.ids.lock().expect("no panic").insert(id.to_owned()) {
        return Err(format!("the id of two answers: {id}"));
    }
    if let Some(text) =
        INTERNAL.iter().find(|text| answer.head.contains(**text) || answer.body.contains(**text))
    {
        return Err(format!("text for logs: {text}"));
    }
    if answer.status >= 400 && !is_head {
        let body: serde_json::Value =
            serde_json::from_str(&answer.body).map_err(|error| error.to_string())?;
        if !body.is_object() || values("content-type").len() != 1 {
            return Err("not a body of the catalog".to_owned());
        }
    }
    Ok(())
}

/// Sends on the connection that is kept, or on a new one if the server closed it.
async fn on_kept(
    kept: &mut Option<BufReader<TcpStream>>,
    address: &str,
    request: &[u8],
    is_head: bool,
) -> Result<Answer, Failure> {
    for is_last in [false, true] {
        let mut stream = match kept.take() {
            Some(stream) => stream,
            None => BufReader::new(TcpStream::connect(address).await?),
        };
        let sent = stream.get_mut().write_all(request).await;
        match read(&mut stream, is_head).await {
            Ok(answer) => {
                *kept = Some(stream).filter(|_| !answer.closes);
                return Ok(answer);
            }
            Err(error) if is_last => return Err(error),
            Err(_) => drop(sent),
        }
    }
    Err("no answer".into())
}

async fn exchange(address: &str, request: &[u8], is_head: bool) -> Result<Answer, Failure> {
    on_kept(&mut None, address, request, is_head).await
}

/// Sends a part of a request, or all of it, and goes away.
async fn cancelled(address: &str, head: &[u8], part: usize) -> Result<(), Failure> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(&head[..head.len() / (part + 1)]).await?;
    if part == 0 {
        stream.write_all(b"\r\n{ \"email\"").await?;
    }
    tokio::task::yield_now().await;
    Ok(())
}

/// Sends a body in three pieces, with pauses between them.
async fn slowly(address: &str, head: &[u8], body: &str) -> Result<Answer, Failure> {
    let mut stream = BufReader::new(TcpStream::connect(address).await?);
    stream.get_mut().write_all(head).await?;
    stream.get_mut().write_all(b"\r\n").await?;
    for piece in body.as_bytes().chunks(body.len() / 3 + 1) {
        tokio::time::sleep(Duration::from_millis(3)).await;
        // The server may have answered already.
        if stream.get_mut().write_all(piece).await.is_err() {
            break;
        }
    }
    tokio::time::timeout(Duration::from_secs(30), read(&mut stream, false)).await?
}

async fn read(stream: &mut BufReader<TcpStream>, is_head: bool) -> Result<Answer, Failure> {
    let mut head = String::new();
    loop {
        let start = head.len();
        if stream.read_line(&mut head).await? == 0 {
            return Err("the connection ended".into());
        }
        if &head[start..] == "\r\n" {
            break;
        }
    }
    let value = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    };
    let status = head.split(' ').nth(1).ok_or("no status")?.parse()?;
    let length: usize = value("content-length").map_or(Ok(0), str::parse)?;
    let closes = value("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
    let mut body = vec![0; if is_head { 0 } else { length }];
    stream.read_exact(&mut body).await?;
    Ok(Answer { status, head, body: String::from_utf8_lossy(&body).into_owned(), closes })
}
