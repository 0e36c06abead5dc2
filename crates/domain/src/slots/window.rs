//! The booking window (rule 14), in the event type's zone, the same for pages and for booking. Must not know hours itself: it asks the plan.

use super::plan::Plan;
use super::problem::{BookingWindow, Problem};
use crate::time::{DAY, FAR, micros};
use crate::zone::{day_number, weekday};
use std::ops::ControlFlow;

/// More days ahead than anybody books.
const FURTHEST: u32 = 36_600;
/// Days searched for days that have a slot.
const SEARCH: i64 = 400;

/// The starts the window allows, `[lo, hi)`, as far as starts before `to` are concerned.
pub(super) fn allowed(problem: &Problem, to: i64) -> (i64, i64) {
    let event = &problem.event;
    let zone = event.zone;
    let midnight = |day: i64| zone.edge_micros(day * DAY);
    let today = zone.day_at(micros(problem.now));
    let all_weekend = (0..7).all(|d| event.weekend.has(d));
    let counts = |day: i64, calendar_days: bool| calendar_days || all_weekend || !event.weekend.has(weekday(day));
    match event.window {
        None => (-FAR, FAR),
        Some(BookingWindow::Range { from, to }) => (midnight(day_number(from)), midnight(day_number(to) + 1)),
        Some(BookingWindow::Rolling { days, calendar_days }) => {
            let days = days.min(FURTHEST);
            let mut last = today;
            let mut left = days;
            while left > 0 {
                last += 1;
                left -= u32::from(counts(last, calendar_days));
            }
            (-FAR, midnight(last + 1))
        }
        Some(BookingWindow::RollingWithSlots { days, calendar_days }) => {
            if days == 0 {
                return (-FAR, -FAR);
            }
            let (mut found, mut latest) = (0, i64::MIN);
            let furthest = midnight(today + SEARCH + i64::from(days.min(1_100)));
            let end = to.min(furthest);
            // The window is the event type's: the talent's time does not stretch it.
            let (mut chunk, mut from) = (8, midnight(today));
            let mut closes = None;
            let team_only;
            let problem = if problem.talent.is_some() {
                team_only = Problem { talent: None, ..problem.clone() };
                &team_only
            } else {
                problem
            };
            while from < end && closes.is_none() {
                let until = (from + chunk * DAY).min(end);
                let plan = Plan::with_window(problem, from, until, (-FAR, FAR));
                plan.sweep(from, until, |slot| {
                    let day = plan.clock.day_at(slot.interval.lo());
                    if day > latest {
                        latest = day;
                        found += u32::from(counts(day, calendar_days));
                    }
                    if found >= days {
                        closes = Some(day);
                        return ControlFlow::Break(());
                    }
                    ControlFlow::Continue(())
                });
                from = until;
                chunk *= 2;
            }
            // Not yet closed where the question ends is open for the question; beyond the search nobody knows, so nothing is offered.
            (-FAR, closes.map_or(if end < to { end } else { FAR }, |day| midnight(day + 1)))
        }
    }
}
