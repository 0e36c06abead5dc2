//! Why times are not offered, and which single setting would open some (rule 19). For members; the engine decides, nothing is changed.
//! What it tells of talent are the hours they stated to this organisation, never what takes their time.

use chrono::TimeDelta;
use domain::{
    actor::MemberRole,
    explain::{Explained, Opening, explain, openings},
    field::FieldCode,
    time::Interval,
};
use store::bookings::Person;

use super::{SlotQuery, ask};
use crate::{Ctx, Error, Result, Services};

/// The longest range one explanation covers.
const LONGEST: TimeDelta = TimeDelta::days(14);

/// The engine's explanation of a range, with the people it speaks of.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// Every start of the grid and its fate.
    pub starts: Vec<Explained>,
    /// The hosts, where the reader may read the event type; empty otherwise.
    pub hosts: Vec<Person>,
    /// For whom.
    pub talent: Option<Person>,
    /// What one setting let go would open, day by day of the viewer's zone. Empty for readers who do not book.
    pub what_if: Vec<(Interval, Vec<Opening>)>,
}

impl Services {
    /// Why every start of the grid in `[from, to)` (at most 14 days) is or is not offered, and for each of the days of the viewer's zone
    /// without an offered start, which single setting would open some; for members only.
    pub async fn explain_slots(&self, ctx: &Ctx, query: &SlotQuery) -> Result<Explanation> {
        let (_, role) = ctx.member()?;
        if query.to <= query.from {
            return Err(Error::field("to", FieldCode::EndsBeforeStart));
        }
        if query.to - query.from > LONGEST {
            return Err(Error::field("to", FieldCode::TooLarge));
        }
        let mut db = self.store().connection().await?;
        let question = self.question(&mut db, ctx, query).await?;
        let loaded = ask(&mut db, ctx, &question, query.include_outside_talent_hours, query.from, query.to).await?;
        let starts = explain(&loaded.problem, query.from, query.to);
        // Who books may know the team and what would help; who only reads or marks may not change it either.
        let books = matches!(role, MemberRole::Admin | MemberRole::Caster | MemberRole::Assistant);
        let what_if = if books { empty_days(query, &starts) } else { Vec::new() }
            .into_iter()
            .map(|(day, lines)| (day, openings(&loaded.problem, &lines, day.start(), day.end())))
            .filter(|(_, ways)| !ways.is_empty())
            .collect();
        let facts = question.facts;
        Ok(Explanation {
            starts,
            hosts: if books { facts.hosts.into_iter().map(|host| host.person).collect() } else { Vec::new() },
            talent: facts.application.map(|application| application.talent),
            what_if,
        })
    }
}

/// The days (or parts of days, at the ends) of the range that have no offered start, each with its lines.
fn empty_days(query: &SlotQuery, starts: &[Explained]) -> Vec<(Interval, Vec<Explained>)> {
    let zone = query.time_zone;
    let (first, last) = (zone.date(query.from), zone.date(query.to - TimeDelta::microseconds(1)));
    let range = Interval::new(query.from, query.to);
    first
        .iter_days()
        .take_while(|date| *date <= last)
        .filter_map(|date| zone.day(date)?.intersection(&range?))
        .filter_map(|day| {
            let lines: Vec<Explained> =
                starts.iter().filter(|line| day.contains(line.interval.start())).cloned().collect();
            let is_empty = lines.iter().all(|line| line.offered.is_none());
            is_empty.then_some((day, lines))
        })
        .collect()
}
