//! Bench (d): how soon a server is ready on an existing data folder, and how much memory it keeps.

use std::time::Duration;

use super::Figure;
use super::lab::{Lab, get};
use crate::Outcome;

/// Promised: ready within this.
const READY: Duration = Duration::from_secs(2);
/// Promised: resident memory of the server process after load, in KB.
const RESIDENT_KB: u64 = 80 * 1024;
/// Requests of the load.
const REQUESTS: u32 = 500;

pub(super) fn run(lab: &mut Lab) -> Outcome<Vec<Figure>> {
    let first = lab.start()?;
    lab.stop()?;
    let mut slowest = Duration::ZERO;
    for _ in 0..5 {
        slowest = slowest.max(lab.start()?);
        lab.stop()?;
    }
    lab.start()?;
    let idle = lab.resident_kb()?;
    for _ in 0..REQUESTS {
        get(lab.address(), "/")?;
    }
    let loaded = lab.resident_kb()?;
    Ok(vec![
        Figure {
            what: "first start, creating the cluster".into(),
            value: format!("{} ms", first.as_millis()),
            limit: "no limit",
            kept: true,
        },
        Figure {
            what: "slowest of five starts on existing data".into(),
            value: format!("{} ms", slowest.as_millis()),
            limit: "at most 2000 ms",
            kept: slowest <= READY,
        },
        Figure {
            what: format!("resident memory idle and after {REQUESTS} pages"),
            value: format!("{} MB, {} MB", idle / 1024, loaded / 1024),
            limit: "at most 80 MB",
            kept: loaded <= RESIDENT_KB,
        },
    ])
}
