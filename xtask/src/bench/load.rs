//! Load from several clients over kept connections, as `wrk -c` does it: each client sends, waits for the whole answer, sends again.
//! Written here and not taken from a package because every booking needs a body of its own. It must not know what is asked.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::Outcome;

/// An answer that takes longer is a fault, not a figure.
const PATIENCE: Duration = Duration::from_secs(20);
/// So many faults are told.
const TOLD: usize = 3;

/// What a run came to.
pub struct Measured {
    /// Answers per second.
    pub per_second: f64,
    /// How many answers there were.
    pub answers: usize,
    /// Microseconds of each answer, ascending.
    micros: Vec<u32>,
}

impl Measured {
    /// Milliseconds within which this share of the answers came.
    pub fn percentile(&self, share: f64) -> f64 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index of a list in memory")]
        let place = (self.micros.len().saturating_sub(1) as f64 * share) as usize;
        self.micros.get(place).map_or(0.0, |micros| f64::from(*micros) / 1000.0)
    }
}

/// Sends what `request` makes, from `clients` connections, for `during`. Every answer must have the status `expected`; one that has
/// not ends the run and is told.
pub fn run(
    address: SocketAddr,
    clients: usize,
    during: Duration,
    expected: u16,
    request: &(dyn Fn() -> Vec<u8> + Sync),
) -> Outcome<Measured> {
    let failed = AtomicBool::new(false);
    let began = Instant::now();
    let outcomes: Vec<Result<Vec<u32>, String>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..clients)
            .map(|_| {
                scope.spawn(|| {
                    let outcome = client(address, during, expected, request, &failed);
                    if outcome.is_err() {
                        failed.store(true, Ordering::Relaxed);
                    }
                    outcome.map_err(|error| error.to_string())
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err("a client broke".into()))).collect()
    });
    let took = began.elapsed();
    let mut micros = Vec::new();
    let mut faults = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(times) => micros.extend(times),
            Err(error) => faults.push(error),
        }
    }
    if !faults.is_empty() {
        faults.truncate(TOLD);
        return Err(format!("the load met faults: {}", faults.join("; ")).into());
    }
    micros.sort_unstable();
    Ok(Measured { per_second: micros.len() as f64 / took.as_secs_f64(), answers: micros.len(), micros })
}

fn client(
    address: SocketAddr,
    during: Duration,
    expected: u16,
    request: &(dyn Fn() -> Vec<u8> + Sync),
    failed: &AtomicBool,
) -> Outcome<Vec<u32>> {
    let mut connection = Connection::open(address)?;
    let mut times = Vec::new();
    let until = Instant::now() + during;
    while Instant::now() < until && !failed.load(Ordering::Relaxed) {
        let bytes = request();
        let began = Instant::now();
        let status = connection.ask(&bytes)?;
        times.push(u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX));
        if status != expected {
            let body: String = connection.body().chars().take(400).collect();
            return Err(format!("status {status} instead of {expected}: {body}").into());
        }
    }
    Ok(times)
}

/// One kept connection.
pub struct Connection {
    stream: TcpStream,
    answer: Vec<u8>,
    head: usize,
}

impl Connection {
    /// Connects.
    pub fn open(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream, answer: Vec::with_capacity(1 << 17), head: 0 })
    }

    /// Sends one request and reads the whole answer; its status.
    pub fn ask(&mut self, request: &[u8]) -> Outcome<u16> {
        self.stream.write_all(request)?;
        self.answer.clear();
        self.head = 0;
        let mut buffer = [0; 1 << 16];
        loop {
            let read = self.stream.read(&mut buffer)?;
            if read == 0 {
                return Err("the server closed the connection".into());
            }
            self.answer.extend_from_slice(buffer.get(..read).unwrap_or_default());
            if self.head == 0 {
                self.head = find(&self.answer, b"\r\n\r\n").map_or(0, |place| place + 4);
            }
            if self.head > 0 && self.is_whole() {
                break;
            }
        }
        let status = self.answer.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
        status.ok_or_else(|| "an answer without a status".into())
    }

    /// The headers of the last answer.
    pub fn head(&self) -> String {
        String::from_utf8_lossy(self.answer.get(..self.head).unwrap_or_default()).into_owned()
    }

    /// The body of the last answer as it came, chunk sizes included.
    pub fn body(&self) -> String {
        String::from_utf8_lossy(self.answer.get(self.head..).unwrap_or_default()).into_owned()
    }

    /// The body of the last answer without chunk sizes.
    pub fn content(&self) -> Vec<u8> {
        let body = self.answer.get(self.head..).unwrap_or_default();
        if self.length().is_some() {
            return body.to_vec();
        }
        let (mut rest, mut content) = (body, Vec::new());
        while let Some(line) = find(rest, b"\r\n") {
            let size = rest.get(..line).and_then(|digits| std::str::from_utf8(digits).ok());
            let Some(size) = size.and_then(|digits| usize::from_str_radix(digits.trim(), 16).ok()) else { break };
            content.extend_from_slice(rest.get(line + 2..line + 2 + size).unwrap_or_default());
            rest = rest.get(line + 4 + size..).unwrap_or_default();
        }
        content
    }

    fn is_whole(&self) -> bool {
        match self.length() {
            Some(length) => self.answer.len() >= self.head + length,
            // Chunked: no page of ours contains this by itself.
            None => self.answer.ends_with(b"\r\n0\r\n\r\n"),
        }
    }

    fn length(&self) -> Option<usize> {
        let head = self.answer.get(..self.head)?;
        head.split(|byte| *byte == b'\n').find_map(|line| {
            let (name, value) = line.split_at_checked(15)?;
            let is_length = name.eq_ignore_ascii_case(b"content-length:");
            is_length.then(|| std::str::from_utf8(value).ok()?.trim().parse().ok()).flatten()
        })
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}
