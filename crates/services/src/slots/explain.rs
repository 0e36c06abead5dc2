//! Why times are not offered, and which single setting would open some (rule 19). For members; the engine decides, nothing is changed.
//! What it tells of talent are the hours they stated to this organisation, never what takes their time.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::MemberRole,
    explain::{Explained, Opening, explain, openings},
    field::FieldCode,
    time::Interval,
    zone::Zone,
};
use store::bookings::Person;

use super::{Outlook, SlotQuery};
use crate::{Ctx, Error, Result, Services};

/// The longest range one explanation covers.
pub(super) const LONGEST: TimeDelta = TimeDelta::days(14);

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
        ctx.member()?;
        if query.to - query.from > LONGEST {
            return Err(Error::field("to", FieldCode::TooLarge));
        }
        self.outlook(ctx, query).await?.explanation(ctx, query.from, query.to)
    }
}

impl Outlook {
    /// Explains a part of the range for the reader `ctx`.
    pub(super) fn explanation(&self, ctx: &Ctx, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Explanation> {
        let (_, role) = ctx.member()?;
        let problem = &self.loaded.problem;
        let starts = explain(problem, from, to);
        // Who books may know the team and what would help; who only reads or marks may not change it either.
        let books = matches!(role, MemberRole::Admin | MemberRole::Caster | MemberRole::Assistant);
        let empty = if books { empty_days(self.query.time_zone, from, to, &starts) } else { Vec::new() };
        let what_if = empty
            .into_iter()
            .map(|(day, lines)| (day, openings(problem, &lines, day.start(), day.end())))
            .filter(|(_, ways)| !ways.is_empty())
            .collect();
        let facts = &self.question.facts;
        Ok(Explanation {
            starts,
            hosts: if books { facts.hosts.iter().map(|host| host.person.clone()).collect() } else { Vec::new() },
            talent: facts.application.as_ref().map(|application| application.talent.clone()),
            what_if,
        })
    }
}

/// The days (or parts of days, at the ends) of the range that have no offered start, each with its lines.
fn empty_days(
    zone: Zone,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    starts: &[Explained],
) -> Vec<(Interval, Vec<Explained>)> {
    let (first, last) = (zone.date(from), zone.date(to - TimeDelta::microseconds(1)));
    let range = Interval::new(from, to);
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
