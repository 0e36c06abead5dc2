//! Bench (a): bookings over REST, the worker running beside, against pgbench doing the statements of a booking on the same cluster. Every
//! booking has a talent and a time of its own, spread over 64 event types, so that it is work that is measured and not waiting.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::cost;
use super::lab::{Bench, Lab};
use super::spread::{RUNS, Spread};
use super::stage::{APPLICATIONS, EVENTS, Noun, Stage, id, iso, said};
use super::{Figure, load, pgbench};
use crate::Outcome;

const SCRIPT: &str = include_str!("../../bench/booking.sql");
/// Promised: so much of what the database alone does.
const RATIO: f64 = 0.30;
const CLIENTS: usize = 16;
/// One run of either side; both begin with a short one that does not count.
const RUN: Duration = Duration::from_secs(10);
const WARM: Duration = Duration::from_secs(2);
/// Numbers from here on belong to pgbench.
const THEIRS: u64 = 60_000;
/// A quarter of an hour, as long as an audition of the bench.
const SLOT: u64 = 900;
/// The server's memory afterwards, in KB.
const RESIDENT_KB: u64 = 80 * 1024;

pub(super) fn run(bench: &Bench) -> Outcome<Vec<Figure>> {
    let mut lab = Lab::with_cluster(bench, "booking")?;
    let stage = Stage::set(&mut lab, APPLICATIONS, false)?;
    let next = AtomicU64::new(0);
    let first = stage.midnight(2);
    let request = || {
        let n = next.fetch_add(1, Ordering::Relaxed);
        let body = format!(
            r#"{{"applicationId":"{}","eventTypeId":"{}","scheduledAt":"{}"}}"#,
            id(Noun::Application, n),
            id(Noun::EventType, n % EVENTS),
            iso(first + n / EVENTS * SLOT)
        );
        stage.request("POST", "/api/v1/bookings", &body)
    };
    let mut number = THEIRS;
    let mut theirs = |lab: &Lab, during| {
        let values =
            [("i", 0), ("clients", 16), ("base", first), ("made", stage.now), ("events", EVENTS), ("first", number)];
        let values = values.map(|(name, value)| (name, i64::try_from(value).unwrap_or(0)));
        let rate = pgbench::run(lab, SCRIPT, CLIENTS, during, &values)?;
        // Each run begins beyond all numbers the last one can have used: clients do not advance evenly.
        number = lab.psql(LAST, &[])?.parse::<u64>()? / 64 * 64 + 128;
        if number + 20_000 > APPLICATIONS {
            return Err("pgbench used up the applications; there should be more".into());
        }
        lab.psql("delete from graphile_worker._private_jobs", &[])?;
        Outcome::Ok(rate)
    };
    let (mut ours, mut alone, mut slowest) = (Spread::default(), Spread::default(), Spread::default());
    let (mut cost, mut resident) = (String::new(), 0);
    load::run(lab.address(), CLIENTS, WARM, 201, &request)?;
    for round in 0..RUNS {
        let (measured, each) = cost::of(&lab, || load::run(lab.address(), CLIENTS, RUN, 201, &request))?;
        cost = each;
        ours.add(measured.per_second);
        slowest.add(measured.percentile(0.99));
        resident = lab.resident_kb()?;
        // Alone: the worker would send mails about pgbench's bookings meanwhile.
        lab.stop()?;
        if round == 0 {
            theirs(&lab, WARM)?;
        }
        alone.add(theirs(&lab, RUN)?);
        lab.start()?;
    }
    lab.close()?;
    let ratio = ours.over(&alone);
    Ok(vec![
        Figure::told(format!("bookings a second over REST, {CLIENTS} clients, {RUNS} runs of {}", said(RUN)), &ours),
        Figure::told("the same statements by pgbench a second".into(), &alone),
        Figure::told("99 of 100 bookings within (ms)".into(), &slowest),
        Figure::told("a booking, with what the worker did meanwhile, took".into(), cost),
        Figure {
            what: "bookings over REST / pgbench".into(),
            value: format!("{ratio:.2}"),
            limit: "at least 0.30",
            kept: ratio >= RATIO,
        },
        Figure {
            what: "resident memory after it".into(),
            value: format!("{} MB", resident / 1024),
            limit: "under 80 MB",
            kept: resident < RESIDENT_KB,
        },
    ])
}

/// The largest number pgbench has used: it stands in the ids it made.
const LAST: &str =
    "select coalesce(max(('x' || right(application_id::text, 12))::bit(48)::bigint), 60000) from bookings
    where ('x' || right(application_id::text, 12))::bit(48)::bigint >= 60000 and round = 1";
