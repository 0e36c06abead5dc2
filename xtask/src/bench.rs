//! `cargo xtask bench [NAME]`: the speed the product promises, measured against what the same machine can do at best. One file per
//! bench; each says what it measured, also when a figure falls short. It must not be run beside other work.

mod lab;
mod start;

use lab::Lab;

use crate::build::{self, Profile};
use crate::{Outcome, machine, site, step};

/// One measured figure and its limit.
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// The value, with its unit.
    pub value: String,
    /// The limit, in words.
    pub limit: &'static str,
    /// Whether it is kept.
    pub kept: bool,
}

/// Name, what it measures, how.
type Bench = (&'static str, &'static str, fn(&mut Lab) -> Outcome<Vec<Figure>>);

/// All benches, in the order they run in.
const BENCHES: &[Bench] = &[("start", "time to ready on an existing data folder, memory", start::run)];

/// Builds the release server and runs one bench or all.
pub fn run(name: Option<&str>) -> Outcome {
    let chosen: Vec<&Bench> = BENCHES.iter().filter(|(known, ..)| name.is_none_or(|name| name == *known)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = BENCHES.iter().map(|(known, ..)| *known).collect();
        return Err(format!("there is no such bench; there are {}", names.join(", ")).into());
    }
    machine::postgres()?;
    let binary = build::server(Profile::Release, "Building the server (release)")?;
    let site = site::build()?;
    let mut short = 0;
    for (name, about, bench) in chosen {
        step::say(&format!("\n{name}: {about}"));
        let mut lab = Lab::new(&binary, &site.root, name)?;
        let figures = bench(&mut lab)?;
        lab.close()?;
        for Figure { what, value, limit, kept } in figures {
            step::say(&format!("  {}  {what}: {value}  ({limit})", if kept { "ok" } else { "SHORT" }));
            short += u32::from(!kept);
        }
    }
    if short > 0 { Err(format!("{short} figures fall short").into()) } else { Ok(()) }
}
