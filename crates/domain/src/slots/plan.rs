//! A question prepared for answers: everybody's sets of time over one range, laid ready for sweeping (rule 20).
//! Must not decide: that is `verdict`, the one judge.

use super::problem::{Grid, Occurrence, Problem, Scheduling};
use super::window;
use crate::availability::{
    Availability,
    hours::{Clocks, Layers},
};
use crate::busy::{Busy, CalendarFreshness, WhenStale};
use crate::limits::full::{Counted, Full, full};
use crate::limits::{LimitScope, Limits};
use crate::time::{DAY, FAR, Interval, IntervalSet, Minutes, micros};
use crate::zone::{Clock, Zone};
use uuid::Uuid;

/// One host, ready.
#[derive(Debug)]
pub(crate) struct HostPlan {
    /// Hours less busy time grown by the new booking's padding: where a slot may lie.
    pub(crate) free: IntervalSet,
    /// Hours alone.
    pub(crate) hours: IntervalSet,
    /// Windows as declared, before pauses and absence; read only for `grid = window`, whose steps start there.
    pub(crate) declared: IntervalSet,
    /// Starts a limit refuses.
    pub(crate) full: Vec<Full>,
    /// Whether a calendar is stale.
    pub(crate) stale: Option<WhenStale>,
}

/// The talent, ready.
#[derive(Debug)]
pub(crate) struct TalentPlan {
    /// Booked, busy or away.
    pub(crate) taken: IntervalSet,
    /// None = unstated.
    pub(crate) hours: Option<IntervalSet>,
    pub(crate) stale: Option<WhenStale>,
}

/// An occurrence a booking could join.
#[derive(Debug)]
pub(crate) struct Open<'a> {
    pub(crate) occurrence: &'a Occurrence,
    pub(crate) left: u32,
}

/// A group of round-robin hosts: its name and its members' places in the pool.
pub(crate) type Group = (Option<Uuid>, Vec<usize>);

/// A question over one range, ready.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) problem: &'a Problem,
    /// Length of the slot.
    pub(crate) duration: i64,
    /// Step of the grid.
    pub(crate) step: i64,
    /// Now.
    pub(crate) now: i64,
    /// Now and the minimum notice.
    pub(crate) earliest: i64,
    /// Ranges begin here at the latest.
    pub(crate) begin: i64,
    /// Starts the booking window allows, `[lo, hi)`.
    pub(crate) window: (i64, i64),
    /// Slots must lie in this: what is known less the new booking's padding.
    pub(crate) known: (i64, i64),
    /// Event type and booker limits.
    pub(crate) full: Vec<Full>,
    /// When the event type takes place at all, if it has hours of its own.
    pub(crate) own: Option<IntervalSet>,
    pub(crate) hosts: Vec<HostPlan>,
    /// Hosts every slot needs.
    pub(crate) fixed: Vec<usize>,
    /// Of each group a slot needs one.
    pub(crate) groups: Vec<Group>,
    /// Free time of each room.
    pub(crate) rooms: Vec<IntervalSet>,
    pub(crate) talent: Option<TalentPlan>,
    /// Occurrences of the chosen length, by start.
    pub(crate) open: Vec<Open<'a>>,
    /// The event type's clock over the range.
    pub(crate) clock: Clock,
    /// Where starts are laid.
    pub(crate) ranges: IntervalSet,
    /// The instants the sets speak of.
    pub(crate) span: Interval,
}

/// How far back a range that is free without a break is followed to its start, in days.
const LOOK_BACK: [i64; 5] = [1, 4, 16, 64, 512];

impl<'a> Plan<'a> {
    /// Prepares starts in `[from, to)`.
    pub(crate) fn new(problem: &'a Problem, from: i64, to: i64) -> Self {
        let window = window::allowed(problem, to);
        Self::with_window(problem, from, to, window)
    }

    /// The same with the booking window already known.
    pub(crate) fn with_window(problem: &'a Problem, from: i64, to: i64, window: (i64, i64)) -> Self {
        let event = &problem.event;
        let earliest = micros(problem.now) + event.minimum_notice.micros();
        // Before the first possible start nothing is offered, and a range begins there at the latest (rule 13).
        let begin = if event.grid == Grid::Free { earliest } else { -FAR };
        Self::build(problem, from, to, window, begin)
    }

    /// The same with the instant before which no range begins: an explanation looks further back than an offer.
    pub(crate) fn build(problem: &'a Problem, from: i64, to: i64, window: (i64, i64), begin: i64) -> Self {
        let event = &problem.event;
        let now = micros(problem.now);
        let earliest = now + event.minimum_notice.micros();
        let duration = problem.duration.micros().max(Minutes(1).micros());
        let (before, after) = (event.buffer_before.micros(), event.buffer_after.micros());
        let known = (problem.known.lo().saturating_add(before), problem.known.hi().saturating_sub(after));
        let (fixed, groups) = teams(problem);
        let mut plan = Self {
            problem,
            duration,
            step: event.step_for(problem.duration).micros(),
            now,
            earliest,
            begin,
            window,
            known,
            full: shared_limits(problem),
            own: None,
            hosts: Vec::new(),
            fixed,
            groups,
            rooms: Vec::new(),
            talent: None,
            open: open(problem, duration),
            clock: Clock::new(Zone::UTC, from, from),
            ranges: IntervalSet::new(),
            span: Interval::always(),
        };
        let (from, to) = (from.clamp(-FAR, FAR), to.clamp(-FAR, FAR));
        // Whether a window runs on for more than a day must be seen before and after the question.
        let (look_back, ahead) = if event.grid == Grid::Free { (&LOOK_BACK[..], 0) } else { (&LOOK_BACK[1..2], DAY) };
        for days in look_back {
            let start = (from - *days * DAY).max(begin.min(to));
            let Some(span) = Interval::raw(start, to.max(start + 1) + duration + ahead) else { break };
            plan.fill(span);
            let first = plan.ranges.iter().find(|range| range.hi() > from);
            let is_cut = first.is_some_and(|range| range.lo() <= start) && start > begin;
            if !is_cut {
                break;
            }
        }
        plan
    }

    /// Reads everybody's time over `span`.
    fn fill(&mut self, span: Interval) {
        let problem = self.problem;
        let event = &problem.event;
        let (before, after) = (event.buffer_before, event.buffer_after);
        let by_windows = event.grid == Grid::Window;
        let mut clocks = Clocks::default();
        self.span = span;
        self.clock = clocks.get(event.zone, &span).clone();
        self.own = event
            .hours
            .as_ref()
            .map(|schedule| Layers::read(&Availability::of(schedule.clone()), &span, &mut clocks).open().clip(&span));
        self.hosts = problem
            .hosts
            .iter()
            .map(|host| {
                let layers = Layers::read(&host.availability, &span, &mut clocks);
                let declared = if by_windows { layers.dated.clip(&span) } else { IntervalSet::new() };
                let hours = layers.open().clip(&span);
                let stale = CalendarFreshness::verdict(&host.calendars, problem.now);
                let free = if stale == Some(WhenStale::Block) {
                    IntervalSet::new()
                } else {
                    hours.subtract(&blocked(&host.busy, &problem.ignore, (before, after), &span))
                };
                let full = host_limits(problem, host.id, &host.limits, &host.availability);
                HostPlan { free, hours, declared, full, stale }
            })
            .collect();
        self.rooms = problem
            .rooms
            .iter()
            .map(|room| {
                let hours = open_hours(&room.availability, &span, &mut clocks);
                let blocked = blocked(&room.busy, &problem.ignore, (before, after), &span);
                // A room without hours of its own is open whenever the team is, but not in its pauses.
                let hours = hours.unwrap_or_else(|| {
                    let zone = room.availability.zone();
                    let pauses = room.availability.pauses.iter().filter_map(|pause| pause.when.interval(zone));
                    IntervalSet::from(vec![span]).subtract(&pauses.collect())
                });
                hours.subtract(&blocked)
            })
            .collect();
        self.talent = problem.talent.as_ref().map(|talent| {
            let layers = Layers::read(&talent.availability, &span, &mut clocks);
            let booked = blocked(&talent.busy, &problem.ignore, (Minutes::ZERO, Minutes::ZERO), &span);
            // Absence beats everything (rule 6): no hours need be stated for it, and with the hours it is not lifted.
            let taken = booked.iter().chain(layers.away.iter()).copied().collect();
            let hours = talent.availability.schedule.as_ref().map(|_| layers.open().clip(&span));
            TalentPlan { taken, hours, stale: CalendarFreshness::verdict(&talent.calendars, problem.now) }
        });
        self.ranges = self.pool(|host| if by_windows { &host.declared } else { &host.free }, !by_windows);
    }

    /// The merged union over admissible teams of what their members have in common (rule 13), written as
    /// common(fixed) ∩ any(group) ∩ … — the same set without naming every team — and with the event type's own hours, if it has any.
    pub(crate) fn pool<'s>(&'s self, of: impl Fn(&'s HostPlan) -> &'s IntervalSet, with_rooms: bool) -> IntervalSet {
        let mut parts: Vec<IntervalSet> = Vec::with_capacity(self.groups.len() + 2);
        let mut common: Option<IntervalSet> = None;
        for index in &self.fixed {
            let set = of(&self.hosts[*index]);
            common = Some(match common {
                Some(so_far) => so_far.intersect(set),
                None => set.clone(),
            });
        }
        parts.extend(common);
        parts.extend(self.groups.iter().map(|(_, members)| {
            members.iter().flat_map(|index| of(&self.hosts[*index]).iter().copied()).collect::<IntervalSet>()
        }));
        if with_rooms && !self.rooms.is_empty() {
            parts.push(if self.problem.event.all_rooms {
                self.rooms.iter().fold(IntervalSet::from(vec![self.span]), |all, room| all.intersect(room))
            } else {
                self.rooms.iter().flat_map(|room| room.iter().copied()).collect()
            });
        }
        if !parts.is_empty() {
            parts.extend(self.own.clone());
        }
        let mut parts = parts.into_iter();
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |all, part| all.intersect(&part)).clip(&self.span)
    }
}

/// Who is needed for every slot, and of which groups one is (rule 16).
fn teams(problem: &Problem) -> (Vec<usize>, Vec<Group>) {
    let all = 0..problem.hosts.len();
    match problem.event.scheduling {
        Scheduling::Single => (all.take(1).collect(), Vec::new()),
        Scheduling::Collective => (all.collect(), Vec::new()),
        Scheduling::RoundRobin => {
            let (fixed, rest): (Vec<usize>, Vec<usize>) = all.partition(|i| problem.hosts[*i].fixed);
            let mut groups: Vec<Group> = Vec::new();
            for index in rest {
                let group = problem.hosts[index].group;
                match groups.iter_mut().find(|(name, _)| *name == group) {
                    Some((_, members)) => members.push(index),
                    None => groups.push((group, vec![index])),
                }
            }
            (fixed, groups)
        }
    }
}

/// Where no slot may lie because of busy time: each stretch with its own padding, grown by the new booking's (rule 11).
fn blocked(busy: &[Busy], ignore: &[Uuid], padding: (Minutes, Minutes), span: &Interval) -> IntervalSet {
    let (before, after) = (padding.0.micros(), padding.1.micros());
    busy.iter()
        .filter(|b| ignore.is_empty() || b.id.is_none_or(|id| !ignore.contains(&id)))
        .map(|b| b.occupied().grown(after, before))
        .filter(|b| b.overlaps(span))
        .collect()
}

/// Hours of somebody without a schedule are unknown here, not none.
fn open_hours(availability: &Availability, span: &Interval, clocks: &mut Clocks) -> Option<IntervalSet> {
    availability.schedule.as_ref().map(|_| Layers::read(availability, span, clocks).open().clip(span))
}

/// Bookings of a scope, an occurrence counted once.
fn counted(problem: &Problem, mut belongs: impl FnMut(&super::problem::LedgerEntry) -> bool) -> Vec<Counted> {
    let mut seen = std::collections::BTreeSet::new();
    let mut out = Vec::new();
    for entry in &problem.ledger {
        let counts = entry.is_hold || entry.standing.counts_for_limits();
        if !counts || problem.ignore.contains(&entry.id) || !belongs(entry) {
            continue;
        }
        if entry.occurrence.is_some_and(|occurrence| !seen.insert(occurrence)) {
            continue;
        }
        out.push(Counted { start: entry.interval.lo(), minutes: entry.interval.minutes().get() });
    }
    out
}

fn shared_limits(problem: &Problem) -> Vec<Full> {
    let event = &problem.event;
    let mut out = Vec::new();
    if !event.limits.is_empty() {
        let counted = counted(problem, |e| e.same_event);
        out = full(LimitScope::EventType, &event.limits, event.zone, event.week_start, problem.duration, &counted);
    }
    if let Some(booker) = problem.booker.filter(|b| !b.limits.is_empty()) {
        let counted = counted(problem, |e| e.same_booker);
        let limits = &booker.limits;
        out.extend(full(LimitScope::Booker, limits, booker.zone, event.week_start, problem.duration, &counted));
    }
    out
}

fn host_limits(problem: &Problem, host: Uuid, limits: &Limits, availability: &Availability) -> Vec<Full> {
    let event = &problem.event;
    if limits.is_empty() && event.team_limits.is_empty() {
        return Vec::new();
    }
    let (zone, week_start) = (availability.zone(), event.week_start);
    let own = counted(problem, |e| e.hosts.contains(&host));
    let mut out = full(LimitScope::Host, limits, zone, week_start, problem.duration, &own);
    let team = counted(problem, |e| (e.same_event || e.same_team) && e.hosts.contains(&host));
    out.extend(full(LimitScope::Team, &event.team_limits, zone, week_start, problem.duration, &team));
    out
}

/// Occurrences of the asked length, with the places left for the asked role.
fn open(problem: &Problem, duration: i64) -> Vec<Open<'_>> {
    let Some(seats) = &problem.event.seats else { return Vec::new() };
    let fits = |o: &&Occurrence| o.interval.hi() - o.interval.lo() == duration && !problem.ignore.contains(&o.id);
    let mut open: Vec<Open<'_>> = problem
        .occurrences
        .iter()
        .filter(fits)
        .map(|occurrence| Open { occurrence, left: seats.left(&occurrence.taken, problem.role) })
        .collect();
    open.sort_by_key(|o| (o.occurrence.interval.lo(), o.occurrence.id));
    open
}
