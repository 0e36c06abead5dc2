//! The engine's targets (rule 20 of scheduling.md): runs the criterion benches of crates/domain three times and compares.

use std::collections::BTreeMap;

use super::Figure;
use super::lab::Bench;
use super::spread::{RUNS, Spread};
use crate::{Outcome, paths};

/// Beginning of the case's name, its limit in microseconds.
const CASES: &[(&str, f64, &str)] = &[
    ("one host, 31 days", 40.0, "at most 40 us"),
    ("20 hosts round robin", 800.0, "at most 800 us"),
    ("5 hosts collective", 250.0, "at most 250 us"),
    ("one host, 10000 busy", 5_000.0, "at most 5000 us"),
];
/// Promised: a year costs at most so many months.
const YEAR: f64 = 12.0;

pub(super) fn run(_bench: &Bench) -> Outcome<Vec<Figure>> {
    let mut times: BTreeMap<String, Spread> = BTreeMap::new();
    for _ in 0..RUNS {
        let mut cargo = paths::cargo();
        cargo.args(["bench", "-p", "domain", "--bench", "slots", "--", "one host|round robin|collective"]);
        let said = cargo.output()?;
        if !said.status.success() {
            return Err(String::from_utf8_lossy(&said.stderr).into_owned().into());
        }
        for (name, micros) in read(&String::from_utf8_lossy(&said.stdout)) {
            times.entry(name).or_default().add(micros);
        }
    }
    let case = |wanted: &str| {
        let found = times.iter().find(|(name, _)| name.starts_with(wanted)).map(|(_, spread)| spread);
        found.ok_or_else(|| format!("crates/domain/benches has no case \"{wanted}\""))
    };
    let mut figures = Vec::new();
    for (name, most, limit) in CASES {
        let micros = case(name)?;
        figures.push(Figure {
            what: (*name).to_owned(),
            value: format!("{micros} us"),
            limit,
            kept: micros.middle() <= *most,
        });
    }
    let ratio = case("one host, a year")?.over(case("one host, 31 days")?);
    figures.push(Figure {
        what: "a year / a month".into(),
        value: format!("{ratio:.1}"),
        limit: "at most 12",
        kept: ratio <= YEAR,
    });
    Ok(figures)
}

/// Names and middle estimates in microseconds of criterion's report.
fn read(report: &str) -> Vec<(String, f64)> {
    let mut found = Vec::new();
    let mut last = "";
    for line in report.lines().map(str::trim_end) {
        if let Some((before, after)) = line.split_once("time:") {
            let name = if before.trim().is_empty() { last.trim() } else { before.trim() };
            if let Some(micros) = middle(after) {
                found.push((name.to_owned(), micros));
            }
        }
        if !line.trim().is_empty() {
            last = line;
        }
    }
    found
}

/// The middle of `[1.2 us 1.3 us 1.4 us]`; none of a change in percent.
fn middle(text: &str) -> Option<f64> {
    let words: Vec<&str> = text.trim().trim_start_matches('[').trim_end_matches(']').split_whitespace().collect();
    let value: f64 = words.get(2)?.parse().ok()?;
    let factor = match *words.get(3)? {
        "ns" => 0.001,
        "µs" | "us" => 1.0,
        "ms" => 1000.0,
        "s" => 1_000_000.0,
        _ => return None,
    };
    Some(value * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criterions_report_is_read() {
        let report = "one host, 31 days, 60 busy (target 40 us)\n                        time:   [31.1 µs 31.5 µs 32.0 µs]\n                        change: [-1.0% +0.2% +1.5%] (p = 0.8)\n\nfirst free of 20 hosts  time:   [900.0 ns 1.1000 ms 1.2 ms]\n";
        assert_eq!(
            read(report),
            [
                ("one host, 31 days, 60 busy (target 40 us)".to_owned(), 31.5),
                ("first free of 20 hosts".to_owned(), 1100.0)
            ]
        );
    }
}
