//! Where starts are laid (rule 13). Must not judge them.

use super::grid_unit;
use super::plan::Plan;
use super::problem::Grid;
use crate::time::{DAY, Interval, Minutes};
use std::ops::ControlFlow;

impl Plan<'_> {
    /// The first start of a range: its beginning (or now and the notice, if later) rounded up on the local clock, then shifted.
    fn first_start(&self, begins: i64) -> i64 {
        let event = &self.problem.event;
        let first = match event.grid {
            Grid::Free => {
                let unit = grid_unit(event.step_for(self.problem.duration));
                self.clock.align_up(begins.max(self.begin), unit.micros())
            }
            Grid::Window => begins,
        };
        first.saturating_add(event.offset_start.micros())
    }

    /// At most how many starts lie on the ranges, for a list that will hold them.
    pub(crate) fn most_starts(&self, from: i64, to: i64) -> usize {
        let length = |i: &Interval| (i.hi().min(to.saturating_add(self.duration)) - i.lo().max(from)).max(0);
        let starts: i64 = self.ranges.iter().map(|i| length(i) / self.step.max(1) + 1).sum();
        usize::try_from(starts).unwrap_or(0).min(10_000)
    }

    /// Calls out for every start laid in `[from, to)` on the given ranges, in order.
    pub(crate) fn starts_on(
        &self,
        ranges: &[Interval],
        from: i64,
        to: i64,
        mut tell: impl FnMut(Interval) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let begin = ranges.partition_point(|range| range.hi() <= from);
        for range in ranges.get(begin..).unwrap_or_default() {
            if range.lo() >= to {
                break;
            }
            if self.problem.event.grid == Grid::Free || range.hi() - range.lo() <= DAY {
                self.step_through((range.lo(), to), range.hi(), from, to, &mut tell)?;
                continue;
            }
            // Windows that run on for more than a day are declared anew each midnight, so that every question sees the same starts.
            let mut day = self.clock.day_at(range.lo().max(from));
            loop {
                let begins = self.clock.edge(day * DAY).max(range.lo());
                if begins >= to.min(range.hi()) {
                    break;
                }
                day += 1;
                self.step_through((begins, self.clock.edge(day * DAY)), range.hi(), from, to, &mut tell)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// The starts of one window: stepped from its beginning up to `within.1`, slots ending at `end` at the latest.
    fn step_through(
        &self,
        within: (i64, i64),
        end: i64,
        from: i64,
        to: i64,
        tell: &mut impl FnMut(Interval) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let step = self.step.max(Minutes(1).micros());
        let mut start = self.first_start(within.0);
        if start < from {
            start += (from - start + step - 1) / step * step;
        }
        let last = (end - self.duration).min(to.min(within.1) - 1);
        while start <= last {
            if let Some(slot) = self.slot_at(start) {
                tell(slot)?;
            }
            start += step;
        }
        ControlFlow::Continue(())
    }
}
