//! Bench (g): free times of a host with no calendar outside and with twenty. What stands in them was read before: asking for free times asks no
//! provider and costs the same.

use std::time::Duration;

use super::Figure;
use super::cost;
use super::lab::{Bench, Lab};
use super::slots::{CLIENTS, ask, offered};
use super::spread::{RUNS, Spread};
use super::stage::{Stage, iso, said};
use crate::Outcome;

const TWENTY: &str = include_str!("../../bench/calendars.sql");
/// Promised: an answer with twenty takes at most so many times what one without takes.
const RATIO: f64 = 1.2;
const RUN: Duration = Duration::from_secs(6);
const WARM: Duration = Duration::from_secs(2);

pub(super) fn run(bench: &Bench) -> Outcome<Vec<Figure>> {
    let mut lab = Lab::with_cluster(bench, "calendars")?;
    let stage = Stage::set(&mut lab, 2_000, false)?;
    let (mut without, mut with) = (Spread::default(), Spread::default());
    let (mut without_cost, mut with_cost) = (String::new(), String::new());
    let without_any = offered(&lab, &stage)?;
    ask(&lab, &stage, WARM)?;
    // By turns, so that the machine's mood falls on both.
    for _ in 0..RUNS {
        without_cost = asked(&lab, &stage, &mut without)?;
        lab.psql(&format!("begin;\n{TWENTY}\ncommit;\n"), &[("at", iso(stage.now))])?;
        lab.psql("vacuum analyze calendars, busy_blocks", &[])?;
        let with_twenty = offered(&lab, &stage)?;
        if with_twenty != without_any {
            return Err(
                format!("{without_any} times without calendars, {with_twenty} with: not the same answer").into()
            );
        }
        with_cost = asked(&lab, &stage, &mut with)?;
        lab.psql("delete from calendar_connections", &[])?;
        lab.psql("vacuum analyze calendars, busy_blocks", &[])?;
    }
    lab.close()?;
    let ratio = without.over(&with);
    Ok(vec![
        Figure::told(
            format!("free times a second, no calendar, {CLIENTS} clients, {RUNS} runs of {}", said(RUN)),
            &without,
        ),
        Figure::told("an answer took".into(), without_cost),
        Figure::told("with twenty calendars, a hundred busy times each".into(), &with),
        Figure::told("an answer took".into(), with_cost),
        Figure {
            what: "an answer with twenty / without".into(),
            value: format!("{ratio:.2}"),
            limit: "at most 1.20",
            kept: ratio <= RATIO,
        },
    ])
}

/// One run: adds how many a second, says what each cost.
fn asked(lab: &Lab, stage: &Stage, spread: &mut Spread) -> Outcome<String> {
    let (measured, each) = cost::of(lab, || ask(lab, stage, RUN))?;
    spread.add(measured.per_second);
    Ok(each)
}
