//! The one judge of whether a start can be booked (product rule 2): page, API, booking, rescheduling and explanation all come here.
//! Must not look at anything but the plan.

use super::plan::{HostPlan, Plan};
use super::{Reason, Slot};
use crate::busy::WhenStale;
use crate::limits::full::Full;
use crate::time::{Interval, IntervalSet};

/// Where a sweep stands in every set; starts must come in ascending order.
#[derive(Debug, Default)]
pub(crate) struct Cursors {
    hosts: Vec<usize>,
    rooms: Vec<usize>,
    own: usize,
    taken: usize,
    stated: usize,
    open: usize,
}

impl Cursors {
    pub(crate) fn new(plan: &Plan<'_>) -> Self {
        Self { hosts: vec![0; plan.hosts.len()], rooms: vec![0; plan.rooms.len()], ..Self::default() }
    }
}

impl IntervalSet {
    /// As `covers`, moving a cursor along; parts must come in ascending order of start.
    pub(crate) fn covers_from(&self, cursor: &mut usize, part: &Interval) -> bool {
        let items = self.as_slice();
        while items.get(*cursor).is_some_and(|i| i.hi() <= part.lo()) {
            *cursor += 1;
        }
        items.get(*cursor).is_some_and(|i| i.covers(part))
    }

    /// As `touches`, moving a cursor along.
    fn touches_from(&self, cursor: &mut usize, part: &Interval) -> bool {
        let items = self.as_slice();
        while items.get(*cursor).is_some_and(|i| i.hi() <= part.lo()) {
            *cursor += 1;
        }
        items.get(*cursor).is_some_and(|i| i.overlaps(part))
    }
}

fn refused_by(full: &[Full], start: i64) -> Option<Reason> {
    full.iter().find(|f| f.starts.holds(start)).map(|f| Reason::Limit(f.scope, f.period))
}

impl HostPlan {
    /// Whether the host could serve the slot.
    pub(crate) fn is_free(&self, cursor: &mut usize, slot: &Interval) -> bool {
        self.free.covers_from(cursor, slot) && refused_by(&self.full, slot.lo()).is_none()
    }
}

impl Plan<'_> {
    /// The slot that starts at an instant.
    pub(crate) fn slot_at(&self, start: i64) -> Option<Interval> {
        Interval::raw(start, start.saturating_add(self.duration))
    }

    /// Whether a slot can be booked, and if not by which rule. Nothing is allocated here.
    pub(crate) fn judge(&self, cursors: &mut Cursors, interval: Interval) -> Result<Slot, Reason> {
        let start = interval.lo();
        self.in_time(&interval)?;
        let mut slot =
            Slot { interval, outside_talent_hours: false, calendar_stale: false, seats_left: None, occurrence: None };
        let joined = self.join(cursors, start);
        if let Some(Ok((id, left))) = joined {
            (slot.occurrence, slot.seats_left) = (Some(id), Some(left));
            if let Some(limit) =
                self.full.iter().find(|f| f.scope == crate::limits::LimitScope::Booker && f.starts.holds(start))
            {
                return Err(Reason::Limit(limit.scope, limit.period));
            }
        } else {
            let is_full = joined.is_some();
            match self.found(cursors, &interval) {
                Ok(stale) => slot.calendar_stale = stale,
                Err(_) if is_full => return Err(Reason::Seats),
                Err(reason) => return Err(reason),
            }
            if let Some(seats) = &self.problem.event.seats {
                let left = seats.left(&[], self.problem.role);
                if left == 0 {
                    return Err(Reason::Seats);
                }
                slot.seats_left = Some(left);
            }
        }
        self.with_talent(cursors, &mut slot)?;
        Ok(slot)
    }

    /// Now, notice, window, and what is known.
    fn in_time(&self, slot: &Interval) -> Result<(), Reason> {
        let start = slot.lo();
        if start <= self.now {
            return Err(Reason::Past);
        }
        if start < self.earliest {
            return Err(Reason::Notice);
        }
        if start < self.window.0 || start >= self.window.1 {
            return Err(Reason::Window);
        }
        if start < self.known.0 || slot.hi() > self.known.1 {
            return Err(Reason::Unknown);
        }
        Ok(())
    }

    /// An occurrence at this start: one with a place left, or the news that all there are full.
    fn join(&self, cursors: &mut Cursors, start: i64) -> Option<Result<(uuid::Uuid, u32), ()>> {
        while self.open.get(cursors.open).is_some_and(|o| o.occurrence.interval.lo() < start) {
            cursors.open += 1;
        }
        let here = self.open.get(cursors.open..).unwrap_or_default();
        let mut here = here.iter().take_while(|o| o.occurrence.interval.lo() == start).peekable();
        here.peek()?;
        Some(here.find(|o| o.left > 0).map(|o| (o.occurrence.id, o.left)).ok_or(()))
    }

    /// Whether an admissible team and a room are free for a new occurrence; tells whether one of the team's calendars is stale.
    fn found(&self, cursors: &mut Cursors, slot: &Interval) -> Result<bool, Reason> {
        if let Some(reason) = refused_by(&self.full, slot.lo()) {
            return Err(reason);
        }
        if self.fixed.is_empty() && self.groups.is_empty() {
            return Err(Reason::NoHost);
        }
        if self.own.as_ref().is_some_and(|own| !own.covers_from(&mut cursors.own, slot)) {
            return Err(Reason::EventHours);
        }
        let mut is_stale = false;
        for index in &self.fixed {
            let host = &self.hosts[*index];
            if !host.is_free(&mut cursors.hosts[*index], slot) {
                return Err(Reason::NoHost);
            }
            is_stale |= host.stale == Some(WhenStale::Warn);
        }
        for (_, members) in &self.groups {
            let (mut is_free, mut is_fresh) = (false, false);
            for index in members {
                let host = &self.hosts[*index];
                if host.is_free(&mut cursors.hosts[*index], slot) {
                    is_free = true;
                    if host.stale.is_none() {
                        is_fresh = true;
                        break;
                    }
                }
            }
            if !is_free {
                return Err(Reason::NoHost);
            }
            is_stale |= !is_fresh;
        }
        if !self.rooms.is_empty() {
            let mut rooms =
                self.rooms.iter().zip(cursors.rooms.iter_mut()).map(|(room, at)| room.covers_from(at, slot));
            let has_room = if self.problem.event.all_rooms { rooms.all(|free| free) } else { rooms.any(|free| free) };
            if !has_room {
                return Err(Reason::NoRoom);
            }
        }
        Ok(is_stale)
    }

    /// The talent's side (rule 9).
    fn with_talent(&self, cursors: &mut Cursors, slot: &mut Slot) -> Result<(), Reason> {
        let (Some(talent), Some(given)) = (&self.talent, &self.problem.talent) else { return Ok(()) };
        if talent.taken.touches_from(&mut cursors.taken, &slot.interval) {
            return Err(Reason::TalentBusy);
        }
        match talent.stale {
            Some(WhenStale::Block) => return Err(Reason::CalendarStale),
            Some(WhenStale::Warn) => slot.calendar_stale = true,
            None => {}
        }
        if let Some(hours) = &talent.hours
            && !hours.covers_from(&mut cursors.stated, &slot.interval)
        {
            if !given.ignore_hours {
                return Err(Reason::TalentHours);
            }
            slot.outside_talent_hours = true;
        }
        Ok(())
    }
}
