//! Free times with many bookings in the table: the slowest answers with 500 000 against those with 5 000 (with `--big` 5 000 000 too). The
//! clusters are built once and kept in target/bench/scale-*; a changed schema builds them again.

use std::fs;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::lab::{Bench, Lab};
use super::spread::{RUNS, Spread};
use super::stage::{Stage, said};
use super::{Figure, slots};
use crate::{Outcome, paths, step};

const HISTORY: &str = include_str!("../../bench/history.sql");
/// Promised: the slowest answers take at most so much longer with a hundred times the bookings.
const RATIO: f64 = 1.3;
const RUN: Duration = Duration::from_secs(8);
const WARM: Duration = Duration::from_secs(3);
/// The first is what the others are compared with.
const SIZES: &[u64] = &[5_000, 500_000];
const BIG: u64 = 5_000_000;

pub(super) fn run(bench: &Bench) -> Outcome<Vec<Figure>> {
    let sizes: Vec<u64> = SIZES.iter().copied().chain(bench.big.then_some(BIG)).collect();
    let schema = schema()?;
    let mut stages = Vec::new();
    for size in &sizes {
        stages.push(stage(bench, *size, &schema)?);
    }
    let mut slowest = vec![Spread::default(); sizes.len()];
    let mut rates = vec![Spread::default(); sizes.len()];
    // In turn, so that whatever else the machine does meets all sizes alike. Only the one that is asked runs.
    for round in 0..=RUNS {
        for (((lab, stage), slowest), rate) in stages.iter_mut().zip(&mut slowest).zip(&mut rates) {
            lab.start()?;
            slots::offered(lab, stage)?;
            slots::ask(lab, stage, WARM)?;
            if round > 0 {
                let measured = slots::ask(lab, stage, RUN)?;
                slowest.add(measured.percentile(0.99));
                rate.add(measured.per_second);
            }
            lab.stop()?;
        }
    }
    for (lab, _) in stages {
        lab.close()?;
    }
    let mut figures = Vec::new();
    for ((size, slowest), rate) in sizes.iter().zip(&slowest).zip(&rates) {
        figures.push(Figure::told(format!("99 of 100 answers with {size} bookings within (ms)"), slowest));
        figures.push(Figure::told(format!("answers a second, {} runs of {}", RUNS, said(RUN)), rate));
    }
    if let Some(few) = slowest.first() {
        for (size, many) in sizes.iter().zip(&slowest).skip(1) {
            let ratio = many.over(few);
            figures.push(Figure {
                what: format!("slowest answers, {size} bookings / {}", SIZES.first().unwrap_or(&0)),
                value: format!("{ratio:.2}"),
                limit: "at most 1.3",
                kept: ratio <= RATIO,
            });
        }
    }
    Ok(figures)
}

fn stage(bench: &Bench, size: u64, schema: &str) -> Outcome<(Lab, Stage)> {
    let name = format!("scale-{size}");
    let (mut lab, mut is_there) = Lab::kept(bench, &name)?;
    if is_there && lab.completed_with() != schema {
        lab.forget()?;
        (lab, is_there) = Lab::kept(bench, &name)?;
    }
    let stage = Stage::set(&mut lab, 4_000, is_there)?;
    if !is_there {
        step::work(&format!("Filling in {size} past bookings"), || {
            let today: String = super::stage::iso(stage.now).chars().take(10).collect();
            let values = [("at", super::stage::iso(stage.now)), ("today", today), ("count", size.to_string())];
            lab.psql(&format!("begin;\n{HISTORY}\ncommit;\n"), &values)?;
            lab.psql("vacuum analyze", &[]).map(drop)
        })?
        .or_fail()?;
        lab.complete(schema)?;
    }
    lab.stop()?;
    Ok((lab, stage))
}

/// Names the schema and the scripts that fill it.
fn schema() -> Outcome<String> {
    let mut files: Vec<_> =
        fs::read_dir(paths::root().join("migrations"))?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(fs::read(file)?);
    }
    hash.update(super::stage::SEED);
    hash.update(HISTORY);
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}
