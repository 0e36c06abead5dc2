//! Everything a question about times needs, as plain data: a caller loads it and asks. Must not compute anything but small readings.

use crate::assignment::Strategy;
use crate::availability::{Availability, Schedule};
use crate::busy::{Busy, CalendarFreshness, Standing};
use crate::limits::{Limits, Period};
use crate::time::{Interval, Minutes, WeekdaySet};
use crate::zone::Zone;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who of the pool serves a slot (rule 16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheduling {
    /// One host.
    Single,
    /// All hosts.
    Collective,
    /// All fixed hosts and one of each group.
    RoundRobin,
}

/// How starts are laid (rule 13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grid {
    /// From the start of each free range, rounded up on the local clock.
    #[default]
    Free,
    /// Fixed steps from the declared start of each window.
    Window,
}

/// How far ahead can be booked, in the event type's zone, both ends included (rule 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum BookingWindow {
    /// Today and so many days more. Without `calendar_days` only days that are not weekend are counted; weekend days between stay bookable.
    Rolling {
        /// How many.
        days: u32,
        /// Whether every day counts.
        calendar_days: bool,
    },
    /// Until so many days that have a slot are found.
    RollingWithSlots {
        /// How many.
        days: u32,
        /// Whether every day counts.
        calendar_days: bool,
    },
    /// Between two dates.
    Range {
        /// First date.
        from: NaiveDate,
        /// Last date.
        to: NaiveDate,
    },
}

/// Places in one occurrence (rule 16).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Seats {
    /// All places together.
    pub total: Option<u32>,
    /// Places per role; a role not named here has no share of its own.
    pub per_role: Vec<(Uuid, u32)>,
}

impl Seats {
    /// What is set as all places and as the roles' shares; `None` where a meeting is for one. Shares beside no more than one place have no other total:
    /// then a meeting has as many as they add up to.
    #[must_use]
    pub fn of(capacity: u32, per_role: Vec<(Uuid, u32)>) -> Option<Self> {
        let total = Some(capacity).filter(|places| *places > 1);
        (total.is_some() || !per_role.is_empty()).then_some(Self { total, per_role })
    }

    /// All places together: as set, else what the roles' shares add up to.
    #[must_use]
    pub fn places(&self) -> u32 {
        let shares: u32 = self.per_role.iter().fold(0, |sum, (_, places)| sum.saturating_add(*places));
        self.total.or((!self.per_role.is_empty()).then_some(shares)).unwrap_or(1)
    }

    /// Places left for a role, when `taken` are the roles of those who have one.
    #[must_use]
    pub fn left(&self, taken: &[Option<Uuid>], role: Option<Uuid>) -> u32 {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let left = self.places().saturating_sub(count(taken.len()));
        let share = role.and_then(|role| self.per_role.iter().find(|(name, _)| *name == role));
        share.map_or(left, |(name, places)| {
            left.min(places.saturating_sub(count(taken.iter().filter(|t| **t == Some(*name)).count())))
        })
    }
}

/// The rules of one event type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventTypeRules {
    /// Durations that may be chosen (rule 17), the default first.
    pub durations: Vec<Minutes>,
    /// Padding before, for staff and rooms (rule 11).
    pub buffer_before: Minutes,
    /// Padding after.
    pub buffer_after: Minutes,
    /// Minimum notice, inclusive (rule 14).
    pub minimum_notice: Minutes,
    /// Slot interval; none = the duration.
    pub step: Option<Minutes>,
    /// How starts are laid.
    pub grid: Grid,
    /// Shifts the first start of each range.
    pub offset_start: Minutes,
    /// How far ahead.
    pub window: Option<BookingWindow>,
    /// Limits over all hosts together.
    pub limits: Limits,
    /// Limits per host over the event types of the team.
    pub team_limits: Limits,
    /// Who serves.
    pub scheduling: Scheduling,
    /// How the round-robin host is chosen.
    pub strategy: Strategy,
    /// Whether its pending bookings take up time (rule 10); who loads busy times asks `Standing::occupies` with it.
    pub pending_blocks: bool,
    /// Which of the room candidates a slot needs: `true` = all of them, `false` = one.
    pub all_rooms: bool,
    /// The event type's own zone (rule 13).
    pub zone: Zone,
    /// Its own hours: within the hosts' hours it takes place only in these; none = whenever they are there.
    #[serde(default)]
    pub hours: Option<Schedule>,
    /// Places, where several bookings share an occurrence.
    pub seats: Option<Seats>,
    /// First day of a week, 0 = Sunday (rule 5).
    pub week_start: u8,
    /// The organisation's weekend.
    pub weekend: WeekdaySet,
}

impl EventTypeRules {
    /// The plainest event type: one host, one duration, no limits.
    #[must_use]
    pub fn plain(duration: Minutes, zone: Zone) -> Self {
        Self {
            durations: vec![duration],
            buffer_before: Minutes::ZERO,
            buffer_after: Minutes::ZERO,
            minimum_notice: Minutes::ZERO,
            step: None,
            grid: Grid::Free,
            offset_start: Minutes::ZERO,
            window: None,
            limits: Limits::NONE,
            team_limits: Limits::NONE,
            scheduling: Scheduling::Single,
            strategy: Strategy::default(),
            pending_blocks: true,
            all_rooms: false,
            zone,
            hours: None,
            seats: None,
            week_start: 0,
            weekend: WeekdaySet::SAT_SUN,
        }
    }

    /// The duration used when nobody chose one.
    #[must_use]
    pub fn default_duration(&self) -> Minutes {
        self.durations.first().copied().unwrap_or(Minutes(30))
    }

    /// Step for a duration: the slot interval, else the duration (rule 13). Never nothing.
    #[must_use]
    pub fn step_for(&self, duration: Minutes) -> Minutes {
        Minutes(self.step.filter(|s| !s.is_zero()).unwrap_or(duration).get().max(1))
    }
}

/// One host of the pool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Host {
    /// Who.
    pub id: Uuid,
    /// Hours, absence, travel.
    pub availability: Availability,
    /// Everything that takes the host's time (rule 10).
    pub busy: Vec<Busy>,
    /// How fresh the calendars behind `busy` are.
    pub calendars: Vec<CalendarFreshness>,
    /// Round robin: needed for every slot.
    pub fixed: bool,
    /// Round robin: one host of each group is needed; none = the group of the ungrouped.
    pub group: Option<Uuid>,
    /// Share of the bookings (`weighted`); 100 is usual.
    pub weight: u32,
    /// Larger comes first; 2 is usual.
    pub priority: i32,
    /// When the host joined the pool: credited for what others got before.
    pub joined_at: Option<DateTime<Utc>>,
    /// Limits over all event types.
    pub limits: Limits,
}

impl Host {
    /// A host with hours and nothing else.
    #[must_use]
    pub fn new(id: Uuid, availability: Availability) -> Self {
        Self {
            id,
            availability,
            busy: Vec::new(),
            calendars: Vec::new(),
            fixed: false,
            group: None,
            weight: 100,
            priority: 2,
            joined_at: None,
            limits: Limits::NONE,
        }
    }
}

/// The talent's side (rule 9). No schedule = unstated hours: that filter does not apply.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Talent {
    /// Stated hours.
    pub availability: Availability,
    /// What takes the talent's time; never padded.
    pub busy: Vec<Busy>,
    /// How fresh the calendars behind `busy` are.
    pub calendars: Vec<CalendarFreshness>,
    /// The caster lifted the filter by stated hours; such slots come marked.
    pub ignore_hours: bool,
}

/// A room that could be used, in order of preference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Room {
    /// Which.
    pub id: Uuid,
    /// Opening hours; no schedule = always open (unlike people).
    pub availability: Availability,
    /// What takes it; padded.
    pub busy: Vec<Busy>,
}

/// One booking or hold, for limits (rule 15) and for the round robin (rule 18).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// The booking or hold.
    pub id: Uuid,
    /// Shared by the bookings of one occurrence with seats.
    pub occurrence: Option<Uuid>,
    /// When it is.
    pub interval: Interval,
    /// Its hosts.
    pub hosts: Vec<Uuid>,
    /// Its state.
    pub standing: Standing,
    /// A live hold, not a booking: counts for limits, not as a turn.
    pub is_hold: bool,
    /// Of the event type asked about.
    pub same_event: bool,
    /// Of an event type of the same team.
    pub same_team: bool,
    /// By the booker asked about.
    pub same_booker: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A live occurrence of an event type with seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrence {
    /// Which; the hosts' and rooms' busy times carry the same id.
    pub id: Uuid,
    /// When it is.
    pub interval: Interval,
    /// Who serves it.
    pub hosts: Vec<Uuid>,
    /// Where.
    pub room: Option<Uuid>,
    /// Places taken: the role of each booking or hold in it.
    pub taken: Vec<Option<Uuid>>,
}

/// The booker's own limits, in the zone of the booker's organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookerLimits {
    /// How many.
    pub limits: Limits,
    /// Whose days.
    pub zone: Zone,
}

/// A question: all that is known, and at which instant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// The event type's rules.
    pub event: EventTypeRules,
    /// The chosen duration.
    pub duration: Minutes,
    /// The pool.
    pub hosts: Vec<Host>,
    /// The talent, where there is one.
    pub talent: Option<Talent>,
    /// The rooms that could be used; empty = no room is needed.
    pub rooms: Vec<Room>,
    /// Bookings and holds of event type, hosts, team and booker.
    pub ledger: Vec<LedgerEntry>,
    /// Live occurrences of this event type; needed only with seats.
    pub occurrences: Vec<Occurrence>,
    /// The booker's limits.
    pub booker: Option<BookerLimits>,
    /// The role booked for, where seats are counted per role.
    pub role: Option<Uuid>,
    /// Rule 18: whether a no-show counts as a turn.
    pub no_show_counts: bool,
    /// Bookings, holds and occurrences that do not count: the one being moved, the booker's own hold.
    pub ignore: Vec<Uuid>,
    /// The time for which busy times and bookings were loaded. Outside of it nothing is offered: unknown is not free.
    pub known: Interval,
    /// The present.
    pub now: DateTime<Utc>,
}

/// For which time a caller has to load data to ask about a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeededData {
    /// Busy times, holds and occurrences that touch this; it becomes [`Problem::known`].
    pub busy: Interval,
    /// Bookings that start in this (limits); none where nothing is limited.
    pub ledger: Option<Interval>,
}

impl Problem {
    /// A question about the default duration, with nothing known but the hours.
    #[must_use]
    pub fn new(event: EventTypeRules, hosts: Vec<Host>, now: DateTime<Utc>) -> Self {
        let duration = event.default_duration();
        Self {
            event,
            duration,
            hosts,
            talent: None,
            rooms: Vec::new(),
            ledger: Vec::new(),
            occurrences: Vec::new(),
            booker: None,
            role: None,
            no_show_counts: true,
            ignore: Vec::new(),
            known: Interval::always(),
            now,
        }
    }

    /// What to load before asking for starts in `[from, to)`. `host_limits` is the longest period any host or booker limit speaks of.
    #[must_use]
    pub fn needs(
        event: &EventTypeRules,
        host_limits: Option<Period>,
        now: DateTime<Utc>,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> NeededData {
        let longest = event.durations.iter().max().copied().unwrap_or_default();
        let padding = TimeDelta::minutes(i64::from(longest.get()))
            + event.buffer_before.delta()
            + event.buffer_after.delta()
            // A neighbour's own padding: the longest the product allows.
            + TimeDelta::hours(24);
        // Windows that count days with a slot are counted from today on.
        let counts_slots = matches!(event.window, Some(BookingWindow::RollingWithSlots { .. }));
        let first = if counts_slots { now.min(from) } else { from };
        // A range that began earlier decides where its starts lie; a week is enough for everyone who ever sleeps.
        let start = (first - TimeDelta::days(7)).min(from) - padding;
        let busy = Interval::new(start, to.max(from) + padding).unwrap_or_else(Interval::always);
        let period = [event.limits.longest(), event.team_limits.longest(), host_limits].into_iter().flatten().max();
        let ledger = period.and_then(|p| {
            let around = TimeDelta::days(match p {
                Period::Day => 2,
                Period::Week => 8,
                Period::Month => 32,
                Period::Year => 367,
            });
            Interval::new(first - around, to.max(from) + around)
        });
        NeededData { busy, ledger }
    }
}
