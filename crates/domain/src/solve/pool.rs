//! Turns a case into a problem: names become ids, bookings become busy time and ledger entries. Must not decide anything.

use super::case::{CaseBooking, CaseHost, CasePeriod, Event, Given};
use super::{SolveError, missing};
use crate::assignment::{Method, Since, Strategy};
use crate::availability::{Availability, DateOverride, OutOfOffice, Schedule, WeeklyRule, When};
use crate::busy::{Busy, Standing};
use crate::slots::{Bookable, BookingWindow, EventTypeRules, Host, LedgerEntry, Problem, Scheduling};
use crate::time::{DayWindow, Interval, Minutes, WeekdaySet};
use crate::zone::Zone;
use std::fmt::Display;
use uuid::Uuid;

/// Longest durations, paddings and steps a case may use: a year.
const LONGEST: u32 = 527_040;

/// A problem and the names its ids stand for.
pub(super) struct Pool {
    pub(super) problem: Problem,
    names: Vec<String>,
}

fn bad(error: impl Display) -> SolveError {
    SolveError::Malformed(error.to_string())
}

fn minutes(number: u32) -> Result<Minutes, SolveError> {
    if number <= LONGEST { Ok(Minutes(number)) } else { Err(SolveError::TooLarge("more minutes than a year has")) }
}

impl Pool {
    pub(super) fn read(given: &Given) -> Result<Self, SolveError> {
        let event = given.event.as_ref().ok_or_else(|| missing("event"))?;
        let now = given.now.ok_or_else(|| missing("now"))?;
        if given.hosts.len() > 1_000 || given.bookings.len() > 100_000 {
            return Err(SolveError::TooLarge("more than 1000 hosts or 100000 bookings"));
        }
        // Ids in the order of the names, so that ties fall as if names were ids.
        let mut names: Vec<String> = given.hosts.iter().map(|h| h.id.clone()).collect();
        names.extend(given.hosts.iter().filter_map(|h| h.group.clone()));
        names.sort();
        names.dedup();
        let mut pool = Self { problem: Problem::new(rules(event, given)?, Vec::new(), now), names };
        pool.problem.hosts = given.hosts.iter().map(|h| pool.host(h)).collect::<Result<_, _>>()?;
        for (number, booking) in (1u128..).zip(&given.bookings) {
            pool.add(booking, event, Uuid::from_u128(number << 64))?;
        }
        Ok(pool)
    }

    pub(super) fn name(&self, id: Uuid) -> &str {
        let index = usize::try_from(id.as_u128()).unwrap_or(0).checked_sub(1);
        index.and_then(|i| self.names.get(i)).map_or("", String::as_str)
    }

    fn id(&self, name: &str) -> Option<Uuid> {
        let index = self.names.binary_search_by(|n| n.as_str().cmp(name)).ok()?;
        Some(Uuid::from_u128(index as u128 + 1))
    }

    fn host(&self, given: &CaseHost) -> Result<Host, SolveError> {
        let weekly = given.weekly.iter().map(|rule| {
            let window = DayWindow::new(rule.start, rule.end).map_err(bad)?;
            Ok(WeeklyRule { days: WeekdaySet::of(&rule.days), window, available: true })
        });
        let overrides = given.overrides.iter().map(|over| {
            let windows = over.intervals.iter().map(|w| DayWindow::new(w.start, w.end).map_err(bad));
            Ok(DateOverride { date: over.date, windows: windows.collect::<Result<_, SolveError>>()? })
        });
        let schedule = Schedule {
            zone: given.timezone.parse().map_err(bad)?,
            weekly: weekly.collect::<Result<_, SolveError>>()?,
            patterns: Vec::new(),
            overrides: overrides.collect::<Result<_, SolveError>>()?,
        };
        let away = given.out_of_office.iter().map(|o| OutOfOffice { when: When::Dates { from: o.from, to: o.to } });
        let availability = Availability { out_of_office: away.collect(), ..Availability::of(schedule) };
        let id = self.id(&given.id).ok_or_else(|| missing("a host's id"))?;
        let busy = given.busy.iter().filter_map(|b| Interval::new(b.start, b.end)).map(Busy::calendar);
        Ok(Host {
            busy: busy.collect(),
            fixed: given.fixed,
            group: given.group.as_deref().and_then(|g| self.id(g)),
            // Weights may be fractions; a share is a share, so thousandths of them do as well.
            weight: given.weight.map_or(100_000, |w| (w.clamp(0.0, 1e6) * 1e3).round() as u32),
            priority: given.priority.unwrap_or(2),
            joined_at: given.created_at,
            limits: given.limits,
            ..Host::new(id, availability)
        })
    }

    fn add(&mut self, given: &CaseBooking, event: &Event, id: Uuid) -> Result<(), SolveError> {
        let Some(interval) = Interval::new(given.start, given.end) else { return Ok(()) };
        let standing = match given.status.as_deref().unwrap_or("accepted") {
            "accepted" | "scheduled" | "confirmed" => Standing::Confirmed,
            "pending" => Standing::Pending,
            "cancelled" | "canceled" => Standing::Cancelled,
            "rejected" | "declined" => Standing::Declined,
            "completed" => Standing::Completed,
            "no_show" => Standing::NoShow,
            other => return Err(bad(format!("unknown status {other:?}"))),
        };
        let same_event = given.event.as_deref().is_none_or(|e| e == "same");
        let same_team = same_event || given.event.as_deref() == Some("team");
        let own = |stated: Option<u32>, of_event: u32| minutes(stated.unwrap_or(if same_event { of_event } else { 0 }));
        let before = own(given.buffer_before_min, event.buffer_before_min)?;
        let after = own(given.buffer_after_min, event.buffer_after_min)?;
        let names = given.host.iter().chain(&given.hosts);
        let hosts: Vec<Uuid> = names.filter_map(|name| self.id(name)).collect();
        if standing.occupies(self.problem.event.pending_blocks) {
            for host in self.problem.hosts.iter_mut().filter(|h| hosts.contains(&h.id)) {
                host.busy.push(Busy::booking(interval, before, after, id));
            }
        }
        self.problem.ledger.push(LedgerEntry {
            id,
            occurrence: None,
            interval,
            hosts,
            standing,
            is_hold: false,
            same_event,
            same_team,
            same_booker: false,
            created_at: given.created_at.unwrap_or(self.problem.now),
        });
        Ok(())
    }

    /// Writes down a booking that was just made.
    pub(super) fn book(&mut self, made: &Bookable) {
        let event = &self.problem.event;
        let id = Uuid::from_u128((self.problem.ledger.len() as u128 + 1) << 64 | 1 << 127);
        let busy = Busy::booking(made.slot.interval, event.buffer_before, event.buffer_after, id);
        for host in self.problem.hosts.iter_mut().filter(|h| made.hosts.contains(&h.id)) {
            host.busy.push(busy);
        }
        self.problem.ledger.push(LedgerEntry {
            id,
            occurrence: None,
            interval: made.slot.interval,
            hosts: made.hosts.clone(),
            standing: Standing::Confirmed,
            is_hold: false,
            same_event: true,
            same_team: true,
            same_booker: false,
            created_at: self.problem.now,
        });
    }
}

fn rules(event: &Event, given: &Given) -> Result<EventTypeRules, SolveError> {
    let first = given.hosts.first().map(|h| h.timezone.as_str());
    let zone = event.timezone.as_deref().or(first).map_or(Ok(Zone::UTC), str::parse).map_err(bad)?;
    if event.duration_min == 0 {
        return Err(bad("an event lasts at least a minute"));
    }
    let scheduling = match event.scheduling.as_deref().unwrap_or("single") {
        "single" => Scheduling::Single,
        "collective" => Scheduling::Collective,
        "round_robin" => Scheduling::RoundRobin,
        other => return Err(bad(format!("unknown scheduling {other:?}"))),
    };
    let round_robin = event.round_robin.as_ref();
    let method = match round_robin.and_then(|r| r.strategy.as_deref()).unwrap_or("least_recently_booked") {
        "least_recently_booked" => Method::LeastRecentlyBooked,
        "fewest_bookings" => Method::FewestBookings,
        "weighted" => Method::Weighted,
        other => return Err(bad(format!("unknown strategy {other:?}"))),
    };
    let since = match round_robin.and_then(|r| r.reset.as_deref()) {
        None => Since::AllTime,
        Some("day") => Since::Day,
        Some("month") => Since::Month,
        Some(other) => return Err(bad(format!("unknown reset {other:?}"))),
    };
    let window = event.period.as_ref().map(|period| match *period {
        CasePeriod::Rolling { days, calendar_days } => BookingWindow::Rolling { days, calendar_days },
        CasePeriod::RollingWindow { days, calendar_days } => BookingWindow::RollingWithSlots { days, calendar_days },
        CasePeriod::Range { from, to } => BookingWindow::Range { from, to },
    });
    Ok(EventTypeRules {
        buffer_before: minutes(event.buffer_before_min)?,
        buffer_after: minutes(event.buffer_after_min)?,
        minimum_notice: minutes(event.minimum_notice_min)?,
        step: event.slot_interval_min.map(minutes).transpose()?,
        offset_start: minutes(event.offset_start_min)?,
        window,
        limits: event.limits,
        team_limits: event.team_limits,
        scheduling,
        strategy: Strategy { method, since },
        pending_blocks: false,
        ..EventTypeRules::plain(minutes(event.duration_min)?, zone)
    })
}
