//! Google and Graph as connectors know them, against fakes that answer in the recorded shapes over real HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod caldav;
mod google;
mod graph;

use std::time::Duration;

use chrono::{DateTime, Utc};
use connectors::{
    calendar::{Change, Content, Draft, Fault, Page, Round, Seen, Wanted},
    hooks::{HookClient, HookSettings},
};
use domain::time::Interval;
use serde_json::Value;
use testkit::fakes::Trouble;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Short of patience, like the worlds of other tests.
fn hooks() -> HookClient {
    let patience = Duration::from_secs(1);
    HookClient::new(HookSettings { allow_private: true, connect_timeout: patience, timeout: patience }).unwrap()
}

fn wanted() -> Wanted {
    Wanted {
        window: Interval::new(at("2026-11-21T00:00:00Z"), at("2028-12-31T00:00:00Z")).unwrap(),
        zone: "Asia/Riyadh".parse().unwrap(),
        tentative: true,
        address: None,
    }
}

fn draft() -> Draft {
    Draft {
        key: "0123456789abcdefghijklmnopqrstuv".to_owned(),
        uid: "booking-1@callboard.test".to_owned(),
        sequence: 0,
        starts_at: at("2026-11-23T07:00:00Z"),
        ends_at: at("2026-11-23T07:30:00Z"),
        zone: "Asia/Riyadh".to_owned(),
        summary: "Audition: Noura".to_owned(),
        description: "Bring a monologue".to_owned(),
        location: "Studio 1".to_owned(),
        url: "https://callboard.test/bookings/1".to_owned(),
        tentative: false,
        wants_video: false,
        ics: String::new(),
    }
}

/// A whole round.
async fn all(mut round: impl Round) -> Result<Vec<Page>, Fault> {
    let mut pages = Vec::new();
    while let Some(page) = round.next().await? {
        pages.push(page);
    }
    Ok(pages)
}

/// A round's cursor.
fn cursor(pages: &[Page]) -> String {
    pages.last().unwrap().done.clone().unwrap().0.unwrap()
}

fn interval(at: &Interval) -> String {
    let time = |at: DateTime<Utc>| at.format("%m-%dT%H:%MZ").to_string();
    format!("{} {}", time(at.start()), time(at.end()))
}

/// An event, its blocks, and whether it is off.
fn told(seen: &Seen) -> String {
    let Content::Times { blocks, off, .. } = &seen.content else { panic!("{seen:?}") };
    let blocks: Vec<String> = blocks.iter().map(interval).collect();
    format!("{} [{}]{}", seen.key, blocks.join(", "), if *off { " off" } else { "" })
}

/// What pages say, in order.
fn said(pages: &[Page]) -> Vec<String> {
    let changes = pages.iter().flat_map(|page| &page.changes);
    changes
        .map(|change| match change {
            Change::Changed(seen) => told(seen),
            Change::Gone { key } => format!("{key} gone"),
        })
        .collect()
}

/// Trouble that both interfaces have, and what it means.
fn troubles() -> Vec<(Trouble, Fault)> {
    let retry = |why: &str| Fault::Retry { why: why.to_owned() };
    vec![
        (Trouble::Cut, retry("broken")),
        (Trouble::Slow(Duration::from_millis(1500)), retry("timeout")),
        (Trouble::Answers(500, Vec::new(), Value::Null), retry("status_500")),
        (Trouble::Answers(502, Vec::new(), Value::String("<html>".to_owned())), retry("status_502")),
        (
            Trouble::Answers(429, vec![("retry-after", "90".to_owned())], Value::Null),
            Fault::Limited { retry_after: Some("90".to_owned()) },
        ),
        (
            Trouble::Answers(
                503,
                vec![
                    // Its clock is years ahead of ours.
                    ("date", "Sun, 22 Nov 2037 06:00:00 GMT".to_owned()),
                    ("retry-after", "Sun, 22 Nov 2037 06:00:30 GMT".to_owned()),
                ],
                Value::Null,
            ),
            Fault::Limited { retry_after: Some("30".to_owned()) },
        ),
        (
            Trouble::Answers(200, Vec::new(), Value::String("<html>".to_owned())),
            Fault::Refused { why: "not_understood".to_owned() },
        ),
        (
            Trouble::Answers(302, vec![("location", "http://127.0.0.1:1/".to_owned())], Value::Null),
            Fault::Refused { why: "status_302".to_owned() },
        ),
    ]
}
