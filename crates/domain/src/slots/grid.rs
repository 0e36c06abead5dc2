//! Where starts are laid (rule 13). Must not judge them.

use super::grid_unit;
use super::plan::Plan;
use super::problem::Grid;
use crate::time::{DAY, Interval, Minutes};
use std::ops::ControlFlow;

impl Plan<'_> {
    /// The first start of a range: its beginning (or now and the notice, if later) rounded up on the local clock, then shifted.
    pub(crate) fn first_start(&self, range: &Interval) -> i64 {
        let event = &self.problem.event;
        let first = match event.grid {
            Grid::Free => {
                let unit = grid_unit(event.step_for(self.problem.duration));
                self.clock.align_up(range.lo().max(self.begin), unit.micros())
            }
            // A window without a beginning in sight is stepped from a local midnight, so that every question sees the same starts.
            Grid::Window if range.lo() <= self.span.lo() => self.clock.align_up(range.lo(), DAY),
            Grid::Window => range.lo(),
        };
        first.saturating_add(event.offset_start.micros())
    }

    /// Calls out for every start laid in `[from, to)` on the given ranges, in order.
    pub(crate) fn starts_on(
        &self,
        ranges: &[Interval],
        from: i64,
        to: i64,
        tell: &mut dyn FnMut(Interval) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let step = self.step.max(Minutes(1).micros());
        let begin = ranges.partition_point(|range| range.hi() <= from);
        for range in ranges.get(begin..).unwrap_or_default() {
            if range.lo() >= to {
                break;
            }
            let mut start = self.first_start(range);
            if start < from {
                start += (from - start + step - 1) / step * step;
            }
            while start < to {
                match self.slot_at(start) {
                    Some(slot) if slot.hi() <= range.hi() => tell(slot)?,
                    _ => break,
                }
                start += step;
            }
        }
        ControlFlow::Continue(())
    }
}
