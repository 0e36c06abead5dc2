//! The settings of an event type that are kept as JSON: limits and turns, in the shape the engine and the store share, and their
//! check. Knows no table and no hosts.

use serde::{Deserialize, Serialize};

use crate::{
    assignment::{Method, Since},
    field::{Check, FieldCode},
    limits::{Limits, PerPeriod, Period},
    slots::BookingWindow,
};

/// Longest booking window, in days.
pub const LONGEST_WINDOW: i64 = 730;

/// Limits of an event type: over all its hosts, and per host over the event types of its team (rule 15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EventLimits {
    /// All hosts together.
    #[serde(flatten)]
    pub all: Limits,
    /// Per host over the team's event types.
    #[serde(skip_serializing_if = "Limits::is_empty")]
    pub team: Limits,
}

impl EventLimits {
    /// Notes what is wrong: a limit of nothing, or a longer period with less than a shorter one (`limits.bookings.week`).
    pub fn check(&self, check: &mut Check) {
        check_limits(check, "limits", &self.all);
        check_limits(check, "limits.team", &self.team);
    }
}

/// Notes what is wrong with limits (rule 15) at `{name}.bookings.week` and the like.
pub fn check_limits(check: &mut Check, name: &str, limits: &Limits) {
    for (kind, numbers) in [("bookings", &limits.bookings), ("minutes", &limits.minutes)] {
        let at = |period: Period| format!("{name}.{kind}.{}", period.code());
        for period in Period::ALL.into_iter().filter(|period| numbers.get(*period) == Some(0)) {
            check.fail_with(&at(period), FieldCode::TooSmall, 1);
        }
    }
    if let Err(error) = limits.validate() {
        let kind = if error.on_minutes { "minutes" } else { "bookings" };
        let numbers: &PerPeriod = if error.on_minutes { &limits.minutes } else { &limits.bookings };
        let least = numbers.get(error.shorter).map_or(0, i64::from);
        check.fail_with(&format!("{name}.{kind}.{}", error.longer.code()), FieldCode::LimitHierarchy, least);
    }
}

/// How a round robin takes turns (rule 18).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnSettings {
    /// What decides first.
    #[serde(default, alias = "strategy")]
    pub method: Method,
    /// Which bookings are counted.
    #[serde(default, alias = "reset")]
    pub since: Since,
    /// Whether a no-show was a turn.
    #[serde(default = "yes")]
    pub no_show_counts: bool,
}

impl Default for TurnSettings {
    fn default() -> Self {
        Self { method: Method::default(), since: Since::default(), no_show_counts: true }
    }
}

const fn yes() -> bool {
    true
}

/// Notes what is wrong with a booking window.
pub fn check_window(check: &mut Check, window: &BookingWindow) {
    match window {
        BookingWindow::Rolling { days, .. } | BookingWindow::RollingWithSlots { days, .. } => {
            check.range("bookingWindow.days", i64::from(*days), 0, LONGEST_WINDOW);
        }
        BookingWindow::Range { from, to } => {
            if to < from {
                check.fail("bookingWindow.to", FieldCode::EndsBeforeStart);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_checked_and_keep_their_shape() {
        let json = serde_json::json!({"bookings": {"day": 8, "week": 5}, "team": {"minutes": {"day": 0}}});
        let limits: EventLimits = serde_json::from_value(json.clone()).expect("limits");
        assert_eq!(serde_json::to_value(limits).ok(), Some(json));
        let mut check = Check::new();
        limits.check(&mut check);
        let found: Vec<_> = check
            .finish(())
            .expect_err("two faults")
            .into_iter()
            .map(|error| (error.field, error.code, error.limit))
            .collect();
        assert_eq!(
            found,
            [
                ("limits.bookings.week".to_owned(), FieldCode::LimitHierarchy, Some(8)),
                ("limits.team.minutes.day".to_owned(), FieldCode::TooSmall, Some(1))
            ]
        );
    }

    #[test]
    fn the_tables_default_is_understood() {
        let stored = serde_json::json!({"strategy": "least_recently_booked"});
        assert_eq!(serde_json::from_value::<TurnSettings>(stored).ok(), Some(TurnSettings::default()));
    }
}
