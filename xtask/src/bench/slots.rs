//! Bench (b): free times of 31 days over REST (one host, 60 bookings, at most 500 times) against pgbench doing the reads.

use std::time::Duration;

use super::cost;
use super::lab::{Bench, Lab};
use super::load::{self, Connection, Measured};
use super::spread::{RUNS, Spread};
use super::stage::{Noun, Stage, id, iso, said};
use super::{Figure, pgbench};
use crate::Outcome;

const SCRIPT: &str = include_str!("../../bench/slots.sql");
/// Promised: so much of what the database alone does.
const RATIO: f64 = 0.10;
/// Promised: 99 of 100 answers within so many milliseconds.
const SLOWEST_MS: f64 = 20.0;
/// Promised: the server's memory after the load, in KB.
const RESIDENT_KB: u64 = 80 * 1024;
/// Clients of every run.
pub const CLIENTS: usize = 16;
const RUN: Duration = Duration::from_secs(8);
const WARM: Duration = Duration::from_secs(2);

pub(super) fn run(bench: &Bench) -> Outcome<Vec<Figure>> {
    let mut lab = Lab::with_cluster(bench, "slots")?;
    let stage = Stage::set(&mut lab, 2_000, false)?;
    let offered = offered(&lab, &stage)?;
    let base = [("base", i64::try_from(stage.midnight(1))?)];
    ask(&lab, &stage, WARM)?;
    pgbench::run(&lab, SCRIPT, CLIENTS, WARM, &base)?;
    let (mut ours, mut alone, mut slowest, mut middle) =
        (Spread::default(), Spread::default(), Spread::default(), Spread::default());
    let mut cost = String::new();
    for _ in 0..RUNS {
        let (measured, each) = cost::of(&lab, || ask(&lab, &stage, RUN))?;
        cost = each;
        ours.add(measured.per_second);
        slowest.add(measured.percentile(0.99));
        middle.add(measured.percentile(0.5));
        alone.add(pgbench::run(&lab, SCRIPT, CLIENTS, RUN, &base)?);
    }
    let resident = lab.resident_kb()?;
    lab.close()?;
    let ratio = ours.over(&alone);
    Ok(vec![
        Figure::told(
            format!(
                "GET /api/v1/slots a second, {offered} times each, {CLIENTS} clients, {RUNS} runs of {}",
                said(RUN)
            ),
            &ours,
        ),
        Figure::told("its reads by pgbench a second".into(), &alone),
        Figure::told("half of the answers within (ms)".into(), &middle),
        Figure::told("an answer took".into(), cost),
        Figure {
            what: "slots over REST / pgbench".into(),
            value: format!("{ratio:.2}"),
            limit: "at least 0.10",
            kept: ratio >= RATIO,
        },
        Figure {
            what: "99 of 100 answers within".into(),
            value: format!("{slowest} ms"),
            limit: "under 20 ms",
            kept: slowest.middle() < SLOWEST_MS,
        },
        Figure {
            what: "resident memory after it".into(),
            value: format!("{} MB", resident / 1024),
            limit: "under 80 MB",
            kept: resident < RESIDENT_KB,
        },
    ])
}

/// Asks for the times of 31 days for a while.
pub fn ask(lab: &Lab, stage: &Stage, during: Duration) -> Outcome<Measured> {
    load::run(lab.address(), CLIENTS, during, 200, &|| question(stage))
}

/// How many times one answer offers; more than none and at most 500, or the bench measures something else.
pub fn offered(lab: &Lab, stage: &Stage) -> Outcome<usize> {
    let mut connection = Connection::open(lab.address())?;
    let status = connection.ask(&question(stage))?;
    let body = String::from_utf8_lossy(&connection.content()).into_owned();
    let offered = body.matches("\"start\"").count();
    match (status, offered) {
        (200, 1..=500) => Ok(offered),
        _ => Err(format!("{offered} times, status {status}: {}", body.chars().take(300).collect::<String>()).into()),
    }
}

fn question(stage: &Stage) -> Vec<u8> {
    let day = |days| iso(stage.midnight(days)).chars().take(10).collect::<String>();
    let path = format!(
        "/api/v1/slots?eventTypeId={}&applicationId={}&from={}&to={}&timezone=UTC",
        id(Noun::EventType, 1000),
        id(Noun::Application, 10_000_001),
        day(1),
        day(31)
    );
    stage.request("GET", &path, "")
}
