//! Whole servers, with HTTP: the bytes of a request come in, those of a response go out.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc::{Sender, channel};

use actix_web::{App, HttpServer};
use error_catalog::actix_web::CatalogMiddleware;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};

use crate::errors::Code;
use crate::with_actix_web::{RequestIdMiddleware, by_hand, with_catalog};
use crate::{Service, with_axum};

pub type Failure = Box<dyn std::error::Error>;

/// A request as clients send it.
fn request(path: &str) -> Vec<u8> {
    let head = format!("GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nUser-Agent: load/1.0\r\n");
    (head + "Accept: */*\r\n\r\n").into_bytes()
}

/// The length of the response that these bytes start with; all responses to one request have the same.
fn length(bytes: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (head, _) = text.split_once("\r\n\r\n")?;
    let field =
        |line: &str| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok();
    Some(head.len() + 4 + head.lines().find_map(field)?)
}

/// Hands one connection over.
struct Once(Option<DuplexStream>);

impl axum::serve::Listener for Once {
    type Io = DuplexStream;
    type Addr = ();

    async fn accept(&mut self) -> (DuplexStream, ()) {
        match self.0.take() {
            Some(stream) => (stream, ()),
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Sends requests to axum's server over one connection in memory.
pub fn of_axum(service: Service, path: &str, count: usize) -> Result<(), Failure> {
    let request = request(path);
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let (mut client, server) = tokio::io::duplex(1 << 16);
        tokio::spawn(async move { axum::serve(Once(Some(server)), with_axum::app(service)).await });
        let (mut response, mut read) = (vec![0; 1 << 16], 0);
        client.write_all(&request).await?;
        let length = loop {
            read += client.read(&mut response[read..]).await?;
            if let Some(length) = length(&response[..read]) {
                break length;
            }
        };
        client.read_exact(&mut response[read..length]).await?;
        for _ in 1..count {
            client.write_all(&request).await?;
            client.read_exact(&mut response[..length]).await?;
        }
        print_if_one(&response[..length], count);
        Ok(())
    })
}

/// Sends requests to actix-web's server over one connection of the loopback interface.
pub fn of_actix_web(service: Service, path: &str, count: usize) -> Result<(), Failure> {
    let request = request(path);
    let (sender, addresses) = channel();
    // It ends with the process.
    std::thread::spawn(move || run_actix_web(service, &sender).map_err(|error| eprintln!("{error}")));
    let mut client = TcpStream::connect(addresses.recv()?)?;
    client.set_nodelay(true)?;
    let (mut response, mut read) = (vec![0; 1 << 16], 0);
    client.write_all(&request)?;
    let length = loop {
        read += client.read(&mut response[read..])?;
        if let Some(length) = length(&response[..read]) {
            break length;
        }
    };
    client.read_exact(&mut response[read..length])?;
    for _ in 1..count {
        client.write_all(&request)?;
        client.read_exact(&mut response[..length])?;
    }
    print_if_one(&response[..length], count);
    Ok(())
}

fn print_if_one(response: &[u8], count: usize) {
    if count == 1 {
        println!("{}", String::from_utf8_lossy(response));
    }
}

/// Prints its address, and serves.
pub fn serve_axum(service: Service) -> Result<(), Failure> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        Ok(axum::serve(listener, with_axum::app(service)).await?)
    })
}

/// Prints its address, and serves.
pub fn serve_actix_web(service: Service) -> Result<(), Failure> {
    let (sender, addresses) = channel();
    std::thread::spawn(move || addresses.iter().for_each(|address| println!("{address}")));
    run_actix_web(service, &sender)
}

fn run_actix_web(service: Service, addresses: &Sender<SocketAddr>) -> Result<(), Failure> {
    // Each application has a type of its own.
    macro_rules! run {
        ($app:expr) => {{
            let server = HttpServer::new(|| $app).workers(1).bind(("127.0.0.1", 0))?;
            addresses.send(server.addrs()[0])?;
            Ok(server.run().await?)
        }};
    }
    actix_web::rt::System::new().block_on(async {
        match service {
            Service::Plain => run!(App::new().configure(by_hand)),
            Service::ByHand => run!(App::new().configure(by_hand).wrap(RequestIdMiddleware)),
            Service::Catalog => {
                run!(App::new().configure(with_catalog).wrap(CatalogMiddleware::new::<Code>()))
            }
        }
    })
}
