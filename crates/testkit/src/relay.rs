//! A mail relay on this machine that speaks SMTP over TCP, for tests of real sending. The recipient's local part decides what it does, so that
//! several outcomes can be tried at once: `e4…` and `e5…` are refused at RCPT (451, 550), `d4…` and `d5…` after DATA (452, 554), `cut…` is
//! accepted and the connection cut before the answer.

#![allow(clippy::disallowed_methods, reason = "a server beside the test")]

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// A message the relay took.
#[derive(Debug, Clone)]
pub struct Taken {
    /// `RCPT TO`.
    pub recipient: String,
    /// Header lines and body as they came, dots unstuffed.
    pub text: String,
}

impl Taken {
    /// The `Message-ID` header's value.
    pub fn message_id(&self) -> &str {
        self.text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or_default()
    }
}

/// A running relay; it ends with the test's runtime.
#[derive(Clone)]
pub struct Relay {
    address: SocketAddr,
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl Relay {
    /// Starts one on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let relay = Self { address: listener.local_addr().expect("an address"), taken: Arc::default() };
        let taken = Arc::clone(&relay.taken);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&taken)));
            }
        });
        relay
    }

    /// For `CALLBOARD_SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Everything taken so far.
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// One connection, until it is closed, cut or broken.
async fn talk(stream: TcpStream, taken: Arc<Mutex<Vec<Taken>>>) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut recipient = String::new();
    write.write_all(b"220 relay.test ESMTP\r\n").await.ok()?;
    loop {
        let line = lines.next_line().await.ok()??;
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-relay.test\r\n250 8BITMIME",
            "MAIL" | "RSET" | "NOOP" => "250 2.0.0 OK",
            "RCPT" => {
                recipient = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                match recipient.get(..2) {
                    Some("e4") => "451 4.7.1 try later",
                    Some("e5") => "550 5.1.1 no such user",
                    _ => "250 2.1.5 OK",
                }
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.ok()?;
                let mut text = String::new();
                loop {
                    let line = lines.next_line().await.ok()??;
                    if line == "." {
                        break;
                    }
                    text.push_str(line.strip_prefix('.').unwrap_or(&line));
                    text.push('\n');
                }
                match recipient.get(..2) {
                    Some("d4") => "452 4.2.2 mailbox full",
                    Some("d5") => "554 5.7.1 rejected",
                    _ => {
                        let message = Taken { recipient: recipient.clone(), text };
                        taken.lock().unwrap_or_else(PoisonError::into_inner).push(message);
                        if recipient.starts_with("cut") {
                            return None;
                        }
                        "250 2.0.0 queued"
                    }
                }
            }
            "QUIT" => {
                write.write_all(b"221 2.0.0 bye\r\n").await.ok()?;
                return Some(());
            }
            _ => "502 5.5.1 not known here",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
    }
}
