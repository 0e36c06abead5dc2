//! The choice of the round-robin host (rule 18), with its reasons as a ledger that can be replayed.
//! Must not know slots, hours or the database: who is free is told.

use crate::time::Interval;
use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};
use uuid::Uuid;

/// What decides first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Priority, then who was booked longest ago.
    #[default]
    LeastRecentlyBooked,
    /// Who is furthest behind an equal share.
    FewestBookings,
    /// Who is furthest behind the share of their weight.
    Weighted,
}

/// Which bookings are counted, by when they were made, in the event type's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// All of them.
    #[default]
    AllTime,
    /// This month's.
    Month,
    /// Today's.
    Day,
}

/// How a pool takes turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Strategy {
    /// What decides first.
    pub method: Method,
    /// Which bookings are counted.
    pub since: Since,
}

impl Strategy {
    /// Since when made bookings are counted at that instant, in the event type's zone; `None` = all of them.
    #[must_use]
    pub fn counted_from(self, at: DateTime<Utc>, zone: crate::zone::Zone) -> Option<DateTime<Utc>> {
        period_start(self.since, at, zone)
    }
}

/// One member of the group the turn is among.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub host: Uuid,
    /// Whether free for the slot; the others only count.
    pub free: bool,
    /// Share of the bookings.
    pub weight: u32,
    /// Larger comes first.
    pub priority: i32,
    /// When the host joined the pool.
    pub joined_at: Option<DateTime<Utc>>,
    /// When the host was away.
    pub away: Vec<Interval>,
}

/// A turn somebody already had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Who.
    pub host: Uuid,
    /// When the booking was made.
    pub created_at: DateTime<Utc>,
}

/// How one member stood when the choice was made. Fractions are in billionths so that ties are ties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// Who.
    pub host: Uuid,
    /// Whether free for the slot.
    pub free: bool,
    /// Weight used (100 each for `fewest_bookings`).
    pub weight: u32,
    /// Priority.
    pub priority: i32,
    /// Own bookings of the period.
    pub own: u32,
    /// Credited for what others got before joining or while away, in billionths of a booking.
    pub credit: i64,
    /// Due by weight, the new booking included, in billionths.
    pub due: i64,
    /// `due - own - credit`.
    pub shortfall: i64,
    /// When the last booking was made, of any period.
    pub last: Option<DateTime<Utc>>,
}

/// What told the chosen one from the next best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecidedBy {
    /// Nobody else was free.
    OnlyOne,
    /// Furthest behind.
    Shortfall,
    /// Larger weight.
    Weight,
    /// Larger priority.
    Priority,
    /// Booked longer ago.
    LeastRecent,
    /// The smaller id.
    Id,
}

/// A choice with everything it was made from: stored with the booking, and replayable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The group it was made in; none = the group of the ungrouped.
    pub group: Option<Uuid>,
    /// The strategy then.
    pub strategy: Strategy,
    /// The instant.
    pub at: DateTime<Utc>,
    /// Who has the turn.
    pub host: Uuid,
    /// What decided.
    pub decided_by: DecidedBy,
    /// How everybody stood, best first.
    pub stands: Vec<Stand>,
}

/// A whole booking in billionths.
const ONE: i64 = 1_000_000_000;

impl Stand {
    /// The order of rule 18, better first, with what decides.
    fn compare(&self, other: &Self, method: Method) -> (Ordering, DecidedBy) {
        let by_shortfall = (other.shortfall.cmp(&self.shortfall), DecidedBy::Shortfall);
        let by_weight = (other.weight.cmp(&self.weight), DecidedBy::Weight);
        let by_priority = (other.priority.cmp(&self.priority), DecidedBy::Priority);
        // None (never booked) sorts before every instant.
        let by_last = (self.last.cmp(&other.last), DecidedBy::LeastRecent);
        let by_id = (self.host.cmp(&other.host), DecidedBy::Id);
        let steps: &[(Ordering, DecidedBy)] = match method {
            Method::LeastRecentlyBooked => &[by_priority, by_last, by_id],
            Method::FewestBookings | Method::Weighted => &[by_shortfall, by_weight, by_priority, by_last, by_id],
        };
        steps.iter().copied().find(|(order, _)| order.is_ne()).unwrap_or((Ordering::Equal, DecidedBy::Id))
    }
}

/// Picks from stands; `None` if nobody is free.
fn pick(stands: &[Stand], method: Method) -> Option<(Uuid, DecidedBy)> {
    let mut free: Vec<&Stand> = stands.iter().filter(|s| s.free).collect();
    free.sort_by(|a, b| a.compare(b, method).0);
    let best = free.first()?;
    let decided_by = free.get(1).map_or(DecidedBy::OnlyOne, |next| best.compare(next, method).1);
    Some((best.host, decided_by))
}

impl Choice {
    /// Makes the same choice again from the stored stands alone: the proof that the record explains the result.
    #[must_use]
    pub fn replay(&self) -> Option<(Uuid, DecidedBy)> {
        pick(&self.stands, self.strategy.method)
    }
}

/// Where the counted period starts, in the zone whose wall clock `local` shows for `at`.
fn period_start(since: Since, at: DateTime<Utc>, zone: crate::zone::Zone) -> Option<DateTime<Utc>> {
    let today = zone.date(at);
    match since {
        Since::AllTime => None,
        Since::Day => Some(zone.edge(today.into())),
        Since::Month => Some(zone.edge(today.with_day(1).unwrap_or(today).into())),
    }
}

/// Chooses who of `group` takes the slot (rule 18). `turns` are the bookings of this event type that count, of all hosts and times;
/// `None` if nobody is free.
#[must_use]
pub fn choose(
    group: Option<Uuid>,
    strategy: Strategy,
    at: DateTime<Utc>,
    zone: crate::zone::Zone,
    candidates: &[Candidate],
    turns: &[Turn],
) -> Option<Choice> {
    let from = strategy.counted_from(at, zone);
    let is_counted = |turn: &Turn| from.is_none_or(|from| turn.created_at >= from);
    let in_group = |turn: &&Turn| candidates.iter().any(|c| c.host == turn.host);
    let counted: Vec<&Turn> = turns.iter().filter(in_group).filter(|t| is_counted(t)).collect();
    let mut stands: Vec<Stand> = candidates
        .iter()
        .map(|c| Stand {
            host: c.host,
            free: c.free,
            weight: if strategy.method == Method::Weighted { c.weight } else { 100 },
            priority: c.priority,
            own: counted.iter().filter(|t| t.host == c.host).count().try_into().unwrap_or(u32::MAX),
            credit: credit(c, candidates, &counted, from),
            due: 0,
            shortfall: 0,
            last: turns.iter().filter(|t| t.host == c.host).map(|t| t.created_at).max(),
        })
        .collect();
    let weights: i128 = stands.iter().map(|s| i128::from(s.weight)).sum();
    let total: i128 = stands.iter().map(|s| i128::from(s.own) * i128::from(ONE) + i128::from(s.credit)).sum();
    let total = total + i128::from(ONE);
    for stand in &mut stands {
        let (weight, weights) =
            if weights == 0 { (1, candidates.len() as i128) } else { (i128::from(stand.weight), weights) };
        stand.due = i64::try_from(total * weight / weights.max(1)).unwrap_or(i64::MAX);
        stand.shortfall = stand.due.saturating_sub(i64::from(stand.own) * ONE).saturating_sub(stand.credit);
    }
    let (host, decided_by) = pick(&stands, strategy.method)?;
    stands.sort_by(|a, b| Reverse(a.free).cmp(&Reverse(b.free)).then(a.compare(b, strategy.method).0));
    Some(Choice { group, strategy, at, host, decided_by, stands })
}

/// One share (1 / number of others) for each booking others got before the host joined, or while the host was away.
fn credit(host: &Candidate, all: &[Candidate], counted: &[&Turn], from: Option<DateTime<Utc>>) -> i64 {
    let others = || counted.iter().filter(|t| t.host != host.host);
    let mut credit = 0;
    let joined = host.joined_at.filter(|joined| from.is_none_or(|from| *joined > from));
    if let Some(joined) = joined {
        // Only those who were there already can have had the bookings of that time.
        let there = all.iter().filter(|c| c.host != host.host && c.joined_at.is_none_or(|j| j < joined)).count();
        let missed = others().filter(|t| t.created_at < joined).count();
        credit += share(missed, there);
    }
    if !host.away.is_empty() {
        let missed = others()
            .filter(|t| joined.is_none_or(|joined| t.created_at >= joined))
            .filter(|t| host.away.iter().any(|a| a.contains(t.created_at)))
            .count();
        credit += share(missed, all.len().saturating_sub(1));
    }
    credit
}

fn share(missed: usize, others: usize) -> i64 {
    match (i64::try_from(missed), i64::try_from(others)) {
        (Ok(missed), Ok(others)) if others > 0 => missed.saturating_mul(ONE) / others,
        _ => 0,
    }
}
