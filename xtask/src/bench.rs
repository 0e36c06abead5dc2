//! `cargo xtask bench [NAME] [--big]`: the speed the product promises, measured against what the same machine can do at best. One file per
//! bench; each says what it measured, three times, also when a figure falls short. It must not be run beside other work.

mod booking;
mod calendars;
mod cost;
mod engine;
mod lab;
mod load;
mod page;
mod pgbench;
mod scale;
mod slots;
mod spread;
mod stage;
mod start;

use std::fmt::Display;
use std::path::PathBuf;

use lab::Bench;

use crate::build::{self, Profile};
use crate::{Outcome, machine, site, step};

/// One measured figure and its limit.
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// The value, with its unit.
    pub value: String,
    /// The limit, in words; empty where nothing was promised.
    pub limit: &'static str,
    /// Whether it is kept.
    pub kept: bool,
}

impl Figure {
    /// A figure without a limit.
    fn told(what: String, value: impl Display) -> Self {
        Self { what, value: value.to_string(), limit: "", kept: true }
    }
}

/// Name, what it measures, how.
type Named = (&'static str, &'static str, fn(&Bench) -> Outcome<Vec<Figure>>);

/// All benches, in the order they run in.
const BENCHES: &[Named] = &[
    ("start", "time to ready on an existing data folder, rest, memory", start::run),
    ("booking", "booking over REST against pgbench doing the same statements", booking::run),
    ("slots", "free times over REST against pgbench doing the reads", slots::run),
    ("calendars", "free times with no calendar outside and with twenty", calendars::run),
    ("page", "the Book audition page against an empty route with the same bytes", page::run),
    ("engine", "the scheduling engine against its targets", engine::run),
    ("scale", "free times with few and with many bookings in the table", scale::run),
];

/// Builds the release server and runs one bench or all. `big` builds five million bookings, too (once; they are kept).
pub fn run(name: Option<&str>, big: bool) -> Outcome {
    let chosen: Vec<&Named> = BENCHES.iter().filter(|(known, ..)| name.is_none_or(|name| name == *known)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = BENCHES.iter().map(|(known, ..)| *known).collect();
        return Err(format!("there is no such bench; there are {}", names.join(", ")).into());
    }
    machine::postgres()?;
    // A server that is built already can be named, as for the browser tests.
    let named = |name| std::env::var_os(name).map(PathBuf::from);
    let (binary, site) = match (named("CALLBOARD_BIN"), named("CALLBOARD_SITE")) {
        (Some(binary), Some(site)) => (binary, site),
        _ => (build::server(Profile::Release, "Building the server (release)")?, site::build()?.root),
    };
    let bench = Bench { binary, site, big };
    let mut short = 0;
    for (name, about, run) in chosen {
        step::say(&format!("\n{name}: {about}"));
        for figure in run(&bench)? {
            say(&figure);
            short += u32::from(!figure.kept);
        }
    }
    if short > 0 { Err(format!("{short} figures fall short").into()) } else { Ok(()) }
}

fn say(Figure { what, value, limit, kept }: &Figure) {
    match (*limit, kept) {
        ("", _) => step::say(&format!("      {what}: {value}")),
        (limit, true) => step::say(&format!("  ok  {what}: {value}  ({limit})")),
        (limit, false) => step::say(&format!("  SHORT  {what}: {value}  ({limit})")),
    }
}
