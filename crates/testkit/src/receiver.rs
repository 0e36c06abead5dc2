//! An endpoint for webhooks on this machine, over bare TCP, for tests of sending: it answers as it is told, hangs, cuts the connection, sends
//! without end, goes away and comes back at the same port.

#![allow(clippy::disallowed_methods, reason = "a server beside the test")]

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// What the endpoint does with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behaviour {
    /// Answers with that status, these headers (name, value) and that body.
    Answers(u16, Vec<(String, String)>, String),
    /// Reads the request and never answers.
    Hangs,
    /// Cuts the connection with part of the request unread.
    Resets,
    /// Answers 200 and announces a body of a gigabyte, and sends as much of it as is taken.
    Floods,
}

impl Behaviour {
    /// An answer of that status and nothing else.
    pub fn status(status: u16) -> Self {
        Self::Answers(status, Vec::new(), String::new())
    }

    /// The same with one header.
    pub fn with(status: u16, name: &str, value: &str) -> Self {
        Self::Answers(status, vec![(name.to_owned(), value.to_owned())], String::new())
    }
}

/// A request as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its first line without the version: `POST /hook`.
    pub line: String,
    /// Headers by lower-case name.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: String,
}

/// The endpoint; it ends with the test's runtime.
pub struct Receiver {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    behaviour: Mutex<Behaviour>,
    taken: Mutex<Vec<Taken>>,
    sent: AtomicU64,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Receiver {
    /// Starts one on a free port that answers 204.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            behaviour: Mutex::new(Behaviour::status(204)),
            taken: Mutex::default(),
            sent: AtomicU64::new(0),
        });
        let receiver = Self { address, shared, accepting: Mutex::default() };
        receiver.accept(listener);
        receiver
    }

    fn accept(&self, listener: TcpListener) {
        let shared = Arc::clone(&self.shared);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        *held(&self.accepting) = Some(task);
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// From now on it does this.
    pub fn behave(&self, behaviour: Behaviour) {
        *held(&self.shared.behaviour) = behaviour;
    }

    /// Nobody listens any more.
    pub async fn go_down(&self) {
        let task = held(&self.accepting).take();
        if let Some(task) = task {
            task.abort();
            // The listener is dropped with the task.
            let _ = task.await;
        }
    }

    /// Listens again, at the same port.
    pub async fn come_back(&self) {
        self.accept(TcpListener::bind(self.address).await.expect("the same port"));
    }

    /// Everything that came whole, since the last call.
    pub fn taken(&self) -> Vec<Taken> {
        std::mem::take(&mut *held(&self.shared.taken))
    }

    /// How many requests came whole and were not taken out yet.
    pub fn count(&self) -> usize {
        held(&self.shared.taken).len()
    }

    /// Bytes of floods that went out.
    pub fn flooded(&self) -> u64 {
        self.shared.sent.load(Ordering::Relaxed)
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    // A client that goes away in the middle is what some tests want.
    let _ = talk(stream, &shared).await;
}

async fn talk(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let behaviour = held(&shared.behaviour).clone();
    let mut stream = BufReader::with_capacity(64, stream);
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    if behaviour == Behaviour::Resets {
        // Dropped with bytes unread, the connection is reset.
        return Ok(());
    }
    let first = line.trim_end().rsplit_once(' ').map_or("", |(first, _)| first).to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    let body = String::from_utf8_lossy(&body).into_owned();
    held(&shared.taken).push(Taken { line: first, headers, body });
    match behaviour {
        Behaviour::Answers(status, headers, body) => {
            let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
            let length = body.len();
            let head =
                format!("HTTP/1.1 {status} Said\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n");
            stream.write_all((head + &body).as_bytes()).await?;
            stream.shutdown().await
        }
        Behaviour::Hangs => {
            tokio::time::sleep(Duration::from_secs(600)).await;
            Ok(())
        }
        Behaviour::Floods => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n").await?;
            let block = vec![b'x'; 65_536];
            for _ in 0..16_384 {
                stream.write_all(&block).await?;
                shared.sent.fetch_add(65_536, Ordering::Relaxed);
            }
            Ok(())
        }
        Behaviour::Resets => Ok(()),
    }
}
