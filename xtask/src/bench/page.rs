//! Bench (c): the Book audition page, signed in, against an axum route of the same binary that answers the same bytes and does nothing
//! else (`callboard blank`), with the same clients on the same machine.

use std::fs;
use std::time::Duration;

use super::cost;
use super::lab::{Bench, Lab};
use super::load::{self, Connection};
use super::spread::{RUNS, Spread};
use super::stage::{Noun, Stage, id, said};
use super::{Figure, slots};
use crate::{Outcome, paths};

/// Promised: so much of the empty route.
const RATIO: f64 = 0.25;
const RUN: Duration = Duration::from_secs(8);
const WARM: Duration = Duration::from_secs(2);

pub(super) fn run(bench: &Bench) -> Outcome<Vec<Figure>> {
    let mut lab = Lab::with_cluster(bench, "page")?;
    let stage = Stage::set(&mut lab, 2_000, false)?;
    let path = format!("/calls/{}/book/{}", id(Noun::Call, 1), id(Noun::Application, 10_000_001));
    let mut connection = Connection::open(lab.address())?;
    let status = connection.ask(&stage.page(&path))?;
    let bytes = connection.content();
    if status != 200 || !String::from_utf8_lossy(&bytes).contains("Book an audition") {
        return Err(format!("the page cannot be had: {status}\n{}", connection.head()).into());
    }
    drop(connection);
    let file = paths::output().join("bench").join("page.html");
    fs::write(&file, &bytes)?;
    let clients = slots::CLIENTS;
    let (mut ours, mut blank, mut single) = (Spread::default(), Spread::default(), Spread::default());
    let (mut blank_single, mut slowest) = (Spread::default(), Spread::default());
    let mut cost = String::new();
    load::run(lab.address(), clients, WARM, 200, &|| stage.page(&path))?;
    for _ in 0..RUNS {
        let (measured, each) = cost::of(&lab, || load::run(lab.address(), clients, RUN, 200, &|| stage.page(&path)))?;
        cost = each;
        ours.add(measured.per_second);
        slowest.add(measured.percentile(0.99));
        single.add(load::run(lab.address(), 1, WARM, 200, &|| stage.page(&path))?.percentile(0.5));
        lab.stop()?;
        lab.start_blank(&file)?;
        load::run(lab.address(), clients, Duration::from_secs(1), 200, &|| stage.page(&path))?;
        blank.add(load::run(lab.address(), clients, RUN, 200, &|| stage.page(&path))?.per_second);
        blank_single.add(load::run(lab.address(), 1, WARM, 200, &|| stage.page(&path))?.percentile(0.5));
        lab.stop()?;
        lab.start()?;
        load::run(lab.address(), clients, Duration::from_secs(1), 200, &|| stage.page(&path))?;
    }
    lab.close()?;
    let ratio = ours.over(&blank);
    Ok(vec![
        Figure::told(
            format!(
                "Book audition pages a second ({} KB), {clients} clients, {RUNS} runs of {}",
                bytes.len() / 1024,
                said(RUN)
            ),
            &ours,
        ),
        Figure::told("the same bytes from an empty route a second".into(), &blank),
        Figure::told("one client, half of the pages within (ms)".into(), &single),
        Figure::told("one client, the empty route (ms)".into(), &blank_single),
        Figure::told("99 of 100 pages within (ms)".into(), &slowest),
        Figure::told("a page took".into(), cost),
        Figure {
            what: "page / empty route".into(),
            value: format!("{ratio:.3}"),
            limit: "at least 0.25",
            kept: ratio >= RATIO,
        },
    ])
}
