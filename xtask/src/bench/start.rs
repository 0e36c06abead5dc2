//! Bench (d): how soon a server is ready on an existing data folder, what it costs to do nothing, and how much memory it keeps after load.

use std::time::Duration;

use super::Figure;
use super::cost;
use super::lab::{Bench, Lab};
use super::load;
use crate::Outcome;

/// Promised: ready within this.
const READY: Duration = Duration::from_secs(2);
/// Promised: resident memory of the server process after load, in KB.
const RESIDENT_KB: u64 = 80 * 1024;
/// An idle server and its database may use so many percent of a core together.
const IDLE: f64 = 3.0;
const LOAD: Duration = Duration::from_secs(5);

pub(super) fn run(bench: &Bench) -> Outcome<Vec<Figure>> {
    let mut lab = Lab::embedded(bench, "start")?;
    let first = lab.start()?;
    lab.stop()?;
    let mut slowest = Duration::ZERO;
    for _ in 0..5 {
        slowest = slowest.max(lab.start()?);
        lab.stop()?;
    }
    lab.start()?;
    std::thread::sleep(Duration::from_secs(3));
    let (server, database) = cost::idle(&lab, Duration::from_secs(10))?;
    let idle = lab.resident_kb()?;
    let request = b"GET /sign-in HTTP/1.1\r\nhost: bench\r\naccept: text/html\r\n\r\n";
    let pages = load::run(lab.address(), 16, LOAD, 200, &|| request.to_vec())?.answers;
    let loaded = lab.resident_kb()?;
    lab.close()?;
    Ok(vec![
        Figure::told("first start, creating the cluster".into(), format!("{} ms", first.as_millis())),
        Figure {
            what: "slowest of five starts on existing data".into(),
            value: format!("{} ms", slowest.as_millis()),
            limit: "at most 2000 ms",
            kept: slowest <= READY,
        },
        Figure {
            what: "an idle server, its database: share of a core".into(),
            value: format!("{server:.1} %, {database:.1} %"),
            limit: "at most 3 % together",
            kept: server + database <= IDLE,
        },
        Figure {
            what: format!("resident memory idle and after {pages} pages"),
            value: format!("{} MB, {} MB", idle / 1024, loaded / 1024),
            limit: "under 80 MB",
            kept: loaded < RESIDENT_KB,
        },
    ])
}
