//! The stream of open pages over real connections.

use std::time::Duration;

use domain::actor::MemberRole;
use testkit::{Person, World};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::api::server::whole;
use crate::api::wire::serve;
use crate::session::cookie;

/// A stream as a browser holds it.
struct Stream {
    wire: TcpStream,
    read: String,
}

impl Stream {
    /// Opens one and reads the head of the answer.
    async fn open(address: std::net::SocketAddr, path: &str, cookie: Option<&str>, accept: &str) -> Self {
        let mut wire = TcpStream::connect(address).await.unwrap();
        let cookie = cookie.map(|cookie| format!("cookie: session={cookie}\r\n")).unwrap_or_default();
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: callboard.test\r\naccept: {accept}\r\naccept-encoding: gzip, br\r\n{cookie}\r\n"
        );
        wire.write_all(head.as_bytes()).await.unwrap();
        let mut stream = Self { wire, read: String::new() };
        assert!(stream.says("\r\n\r\n", Duration::from_secs(5)).await, "{}", stream.read);
        stream
    }

    /// Waits until this came; whether it did.
    async fn says(&mut self, text: &str, within: Duration) -> bool {
        let until = tokio::time::Instant::now() + within;
        let mut buffer = [0; 4096];
        while !self.read.contains(text) {
            match tokio::time::timeout_at(until, self.wire.read(&mut buffer)).await {
                Ok(Ok(read)) if read > 0 => self.read.push_str(&String::from_utf8_lossy(&buffer[..read])),
                _ => return false,
            }
        }
        true
    }

    fn status(&self) -> &str {
        self.read.split(' ').nth(1).unwrap()
    }
}

#[tokio::test]
async fn an_open_page_hears_that_something_changed_and_nothing_else() {
    const EVENTS: &str = "text/event-stream";
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let address = serve(whole(&world)).await;
    let (stop, stopped) = watch::channel(false);
    let services = world.services.clone();
    let kept = tokio::spawn(async move { services.keep_live(stopped).await });
    let cookie_of = async |person: &Person| cookie(&world, person).await;
    let caster = cookie_of(&stage.caster).await;

    for (path, who, accept, status) in [
        ("/live?about=office", None, EVENTS, "401"),
        ("/live?about=office", Some(&caster), "text/html", "406"),
        ("/live?about=bkg_nothing", Some(&caster), EVENTS, "404"),
        ("/live", Some(&caster), EVENTS, "404"),
        (&format!("/live?about={}", "x".repeat(43)), None, EVENTS, "404"),
        ("/live?about=office", Some(&cookie_of(&noura.person).await), EVENTS, "403"),
    ] {
        let stream = Stream::open(address, path, who.map(String::as_str), accept).await;
        assert_eq!(stream.status(), status, "{path} {accept}: {}", stream.read);
    }

    let mut open = Stream::open(address, "/live?about=office&age=0", Some(&caster), EVENTS).await;
    assert_eq!(open.status(), "200", "{}", open.read);
    let head = open.read.to_lowercase();
    assert!(head.contains("content-type: text/event-stream") && head.contains("cache-control: no-store"), "{head}");
    assert!(!head.contains("content-encoding"), "a compressor would hold it back: {head}");
    let colleague = cookie_of(&world.member(MemberRole::Caster).await).await;
    let mut stranger = Stream::open(address, "/live?about=office&age=0", Some(&colleague), EVENTS).await;
    let mut talent =
        Stream::open(address, "/live?about=own&age=0", Some(&cookie_of(&noura.person).await), EVENTS).await;
    // The listener may only now be there; then everybody is asked to read once.
    stranger.says("event: changed", Duration::from_millis(500)).await;
    for stream in [&mut open, &mut stranger, &mut talent] {
        stream.read.clear();
    }
    let booking = world.booked(&stage, &noura, "2026-11-23T07:00:00Z").await;
    for stream in [&mut open, &mut talent] {
        assert!(stream.says("event: changed\ndata: read again\n\n", Duration::from_secs(1)).await, "{}", stream.read);
        assert!(!stream.read.contains(&booking.id.to_string()) && !stream.read.contains("Noura"), "{}", stream.read);
    }
    assert!(!stranger.says("changed", Duration::from_millis(300)).await, "{}", stranger.read);

    // A server that stops ends its streams properly: browsers are not told of a broken connection.
    stop.send(true).unwrap();
    kept.await.unwrap();
    assert!(open.says("0\r\n\r\n", Duration::from_secs(2)).await, "{}", open.read);
}
