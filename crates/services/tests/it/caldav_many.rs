//! A large account: 500 calendars, 20,000 events in one of them; and a reading that is broken off in the middle, as by a crash. The server is
//! made here, because it must hang at a given request and count what it is asked.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use services::{calendars::CalDavForm, jobs::drain};
use testkit::{Person, World};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// A server with an account of that size; every event lasts a quarter of an hour, one after the other.
struct Large {
    address: String,
    state: Arc<State>,
}

struct State {
    calendars: usize,
    events: usize,
    /// Requests for the text of events.
    fetched: AtomicUsize,
    /// Of those, from this one on none is answered.
    hangs_at: AtomicUsize,
    /// The last event is deleted.
    shrunk: AtomicBool,
}

impl State {
    fn events(&self) -> usize {
        self.events - usize::from(self.shrunk.load(Ordering::SeqCst))
    }
}

impl Large {
    async fn start(calendars: usize, events: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let state = Arc::new(State {
            calendars,
            events,
            fetched: AtomicUsize::new(0),
            hangs_at: AtomicUsize::new(usize::MAX),
            shrunk: AtomicBool::new(false),
        });
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&shared);
                tokio::spawn(async move {
                    let _ = serve(stream, &shared).await;
                });
            }
        });
        Self { address, state }
    }

    fn fetched(&self) -> usize {
        self.state.fetched.load(Ordering::SeqCst)
    }
}

async fn serve(stream: TcpStream, state: &State) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut first = String::new();
    stream.read_line(&mut first).await?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    let body = String::from_utf8_lossy(&body).into_owned();
    let inner = answer(&first, &body, state).await;
    let text = format!(
        "<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\">{inner}</d:multistatus>"
    );
    let head = format!("HTTP/1.1 207 Multi-Status\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", text.len());
    stream.write_all((head + &text).as_bytes()).await?;
    stream.shutdown().await
}

fn said(href: &str, properties: &str) -> String {
    format!(
        "<d:response><d:href>{href}</d:href><d:propstat><d:prop>{properties}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
    )
}

async fn answer(first: &str, body: &str, state: &State) -> String {
    let path = first.split(' ').nth(1).unwrap_or_default();
    if body.contains("calendar-multiget") {
        let number = state.fetched.fetch_add(1, Ordering::SeqCst);
        if number >= state.hangs_at.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_secs(600)).await;
        }
        let hrefs = body.split("<d:href>").skip(1).filter_map(|part| part.split("</d:href>").next());
        return hrefs.map(|href| said(href, &event(href))).collect();
    }
    if body.contains("sync-collection") {
        return "<d:sync-token>t2</d:sync-token>".to_owned();
    }
    if body.contains("calendar-query") {
        let tag = "<d:getetag>\"1\"</d:getetag>";
        return (0..state.events()).map(|number| said(&format!("{path}{number}.ics"), tag)).collect();
    }
    match path {
        "/h/" => (0..state.calendars)
            .map(|number| {
                let kind = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>";
                said(&format!("/h/c{number}/"), &format!("{kind}<d:displayname>Calendar {number}</d:displayname>"))
            })
            .collect(),
        path if path.starts_with("/h/c") => said(path, "<d:sync-token>t1</d:sync-token>"),
        path => said(path, "<c:calendar-home-set><d:href>/h/</d:href></c:calendar-home-set>"),
    }
}

fn event(href: &str) -> String {
    let number: i64 = href.rsplit('/').next().and_then(|name| name.strip_suffix(".ics")?.parse().ok()).unwrap_or(0);
    let start: DateTime<Utc> = "2026-11-23T00:00:00Z".parse().unwrap();
    let start = start + TimeDelta::minutes(15) * i32::try_from(number).unwrap_or(0);
    let (from, to) = (start.format("%Y%m%dT%H%M%SZ"), (start + TimeDelta::minutes(15)).format("%Y%m%dT%H%M%SZ"));
    format!(
        "<d:getetag>\"1\"</d:getetag><c:calendar-data>BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//EN\nBEGIN:VEVENT\nUID:{number}\nDTSTAMP:20261101T000000Z\nDTSTART:{from}\nDTEND:{to}\nEND:VEVENT\nEND:VCALENDAR\n</c:calendar-data>"
    )
}

async fn connect(world: &World, person: &Person, server: &Large) {
    let form = CalDavForm { address: server.address.clone(), user: "alice".to_owned(), password: "x".to_owned() };
    world.services.connect_caldav(&world.ctx_as(person), &form).await.unwrap();
}

const BLOCKS: &str = "select count(*) from busy_blocks";

#[tokio::test]
async fn twenty_thousand_events_and_five_hundred_calendars() {
    let world = World::patient().await;
    let stage = world.stage().await;
    let server = Large::start(500, 20_000).await;
    connect(&world, &stage.caster, &server).await;
    let all = world.services.list_connections(&world.ctx_as(&stage.caster)).await.unwrap();
    assert_eq!(all[0].calendars.len(), 500);
    // Of so many only the main one is read unasked.
    assert_eq!(all[0].calendars.iter().filter(|calendar| calendar.checks_conflicts).count(), 1);
    let began = Instant::now();
    drain(&world.services).await.unwrap();
    let took = began.elapsed();
    assert_eq!(world.number(BLOCKS).await, 20_000);
    assert_eq!(server.fetched(), 200, "a hundred at a time, each once");
    assert!(took < Duration::from_secs(60), "{took:?}");
    // Nothing changed: nothing is fetched again.
    world.advance(TimeDelta::minutes(7));
    drain(&world.services).await.unwrap();
    assert_eq!(server.fetched(), 200);
}

#[tokio::test]
async fn a_reading_that_breaks_off_is_repeated_and_loses_nothing() {
    let world = World::patient().await;
    let stage = world.stage().await;
    let server = Large::start(1, 450).await;
    server.state.hangs_at.store(2, Ordering::SeqCst);
    connect(&world, &stage.caster, &server).await;
    // Dropped in the middle of a request, as when the process is killed: nothing is tidied up.
    assert!(tokio::time::timeout(Duration::from_secs(3), drain(&world.services)).await.is_err());
    assert_eq!(world.number(BLOCKS).await, 200, "two pages were written");
    let unknown = "select count(*) from calendars where last_read_at is not null or cursor_sealed is not null";
    assert_eq!(world.number(unknown).await, 0, "and nothing says that it was read");
    // Meanwhile an event is gone. The queue gives the job back, and the place at the calendar is free again after a while.
    server.state.hangs_at.store(usize::MAX, Ordering::SeqCst);
    server.state.shrunk.store(true, Ordering::SeqCst);
    world.sql("update graphile_worker._private_jobs set locked_at = null, locked_by = null").await;
    world.advance(TimeDelta::minutes(11));
    drain(&world.services).await.unwrap();
    assert_eq!(world.number(BLOCKS).await, 449);
    assert_eq!(world.number("select count(*) from calendars where last_read_at is not null").await, 1);
}
