//! One zone over a stretch of time as a short list of offsets, so that the zone table is asked at most once per day (rule 20).
//! Must not know what the times are for.

use super::Zone;
use crate::time::{DAY, FAR};

/// From `start` on (UTC microseconds, until the next span starts) the clock shows UTC + `offset`.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: i64,
    offset: i64,
}

/// The offsets of one zone between two instants.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    spans: Vec<Span>,
}

impl Clock {
    /// The offsets needed for local times between the instants `from` and `to`, with two days to spare on both sides.
    pub(crate) fn new(zone: Zone, from: i64, to: i64) -> Self {
        let (mut at, last) = ((from - 2 * DAY).max(-FAR), (to + 2 * DAY).min(FAR));
        let mut offset = zone.offset_micros(at);
        let mut spans = vec![Span { start: -2 * FAR, offset }];
        while at < last {
            let next = (at + DAY).min(last);
            let after = zone.offset_micros(next);
            if after != offset {
                Self::transitions(zone, &mut spans, (at, offset), (next, after));
                offset = after;
            }
            at = next;
        }
        Self { spans }
    }

    /// Finds where the offset changes between two instants less than a day apart.
    fn transitions(zone: Zone, spans: &mut Vec<Span>, low: (i64, i64), high: (i64, i64)) {
        let (mut known, mut changed) = (low.0, high.0);
        let mut after = high.1;
        // Transitions fall on whole seconds.
        while changed - known > 1_000_000 {
            // Half of less than two seconds is none: without a step of one the search would never end.
            let middle = known + ((changed - known) / 2_000_000 * 1_000_000).max(1_000_000);
            let offset = zone.offset_micros(middle);
            if offset == low.1 {
                known = middle;
            } else {
                (changed, after) = (middle, offset);
            }
        }
        let start = changed.div_euclid(1_000_000) * 1_000_000;
        spans.push(Span { start, offset: after });
        if after != high.1 {
            Self::transitions(zone, spans, (start, after), high);
        }
    }

    /// The offsets around one wall-clock time.
    pub(crate) fn around(zone: Zone, wall: i64) -> Self {
        let wall = wall.clamp(-FAR, FAR);
        Self::new(zone, wall + DAY, wall - DAY)
    }

    fn end(&self, index: usize) -> i64 {
        self.spans.get(index + 1).map_or(2 * FAR, |next| next.start)
    }

    /// The span whose wall clock first reaches past `wall`; before its start the wall clock shows a gap.
    fn reach(&self, wall: i64) -> usize {
        let last = self.spans.len() - 1;
        (0..last).find(|i| wall < self.end(*i) + self.spans[*i].offset).unwrap_or(last)
    }

    /// Rule 2: a window's end point. In a gap the transition, in an overlap the first occurrence.
    pub(crate) fn edge(&self, wall: i64) -> i64 {
        let span = self.spans[self.reach(wall)];
        (wall - span.offset).max(span.start)
    }

    /// Rule 3: an instance of a recurrence. In a gap forward by the gap, in an overlap the first occurrence.
    pub(crate) fn instance(&self, wall: i64) -> i64 {
        let index = self.reach(wall);
        let span = self.spans[index];
        let at = wall - span.offset;
        match index.checked_sub(1).and_then(|i| self.spans.get(i)) {
            Some(before) if at < span.start => wall - before.offset,
            _ => at,
        }
    }

    fn index_at(&self, at: i64) -> usize {
        self.spans.iter().rposition(|s| s.start <= at).unwrap_or(0)
    }

    /// What to add to UTC at that instant.
    pub(crate) fn offset(&self, at: i64) -> i64 {
        self.spans[self.index_at(at)].offset
    }

    /// Day number of the local date at that instant.
    pub(crate) fn day_at(&self, at: i64) -> i64 {
        (at + self.offset(at)).div_euclid(DAY)
    }

    /// Whether the offset ever changes here; only then can a date be skipped.
    pub(crate) fn changes(&self) -> bool {
        self.spans.len() > 1
    }

    /// Whether the zone skipped that date altogether.
    pub(crate) fn skipped(&self, day: i64) -> bool {
        self.changes() && self.edge(day * DAY) >= self.edge((day + 1) * DAY)
    }

    /// The first instant at or after `at` whose wall clock shows a multiple of `unit` (rule 13).
    pub(crate) fn align_up(&self, at: i64, unit: i64) -> i64 {
        let mut index = self.index_at(at);
        let mut from = at;
        loop {
            let offset = self.spans[index].offset;
            let aligned = from + (-(from + offset)).rem_euclid(unit);
            let end = self.end(index);
            // Past a transition the clock shows something else: look again from there.
            if aligned < end || index + 1 >= self.spans.len() {
                return aligned;
            }
            from = end;
            index += 1;
        }
    }
}
