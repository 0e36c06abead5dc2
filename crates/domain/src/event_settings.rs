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

/// Most places of one meeting.
pub const MOST_PLACES: i64 = 500;

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

    /// Notes limits on minutes that would refuse even the first booking of the shortest length.
    pub fn check_lengths(&self, check: &mut Check, shortest: u32) {
        for (name, limits) in [("limits", &self.all), ("limits.team", &self.team)] {
            // None at all is told already.
            let is_short =
                |period: &Period| limits.minutes.get(*period).is_some_and(|most| (1..shortest).contains(&most));
            for period in Period::ALL.into_iter().filter(is_short) {
                let at = format!("{name}.minutes.{}", period.code());
                check.fail_with(&at, FieldCode::LimitBelowLength, i64::from(shortest));
            }
        }
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

/// Notes what is wrong with the places of a meeting (rule 16), at `capacity` and `roleCapacities.{n}.places`: none at all, more for a role than there
/// are, or (where the roles' shares are all there is) more together than a meeting may have. Answers them within their bounds. Shares may add up
/// to more than all places: they say how many of a role at most; and to less: the rest is for whoever has no share.
pub fn check_places(check: &mut Check, capacity: i64, shares: &[i64]) -> (u32, Vec<u32>) {
    let within = |value: i64| u32::try_from(value).unwrap_or(0);
    let capacity = check.range("capacity", capacity, 1, MOST_PLACES);
    let mut free = MOST_PLACES;
    let mut checked = Vec::with_capacity(shares.len());
    for (n, places) in shares.iter().enumerate() {
        let most = if capacity > 1 { capacity } else { free };
        let field = format!("roleCapacities.{n}.places");
        // What earlier shares left nothing of is told as too many, not as too few.
        let places = if most == 0 {
            check.fail_with(&field, FieldCode::TooLarge, 0);
            0
        } else {
            check.range(&field, *places, 1, most)
        };
        free -= if capacity > 1 { 0 } else { places };
        checked.push(within(places));
    }
    (within(capacity), checked)
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
    fn a_limit_has_room_for_one() {
        let limits: EventLimits = serde_json::from_value(
            serde_json::json!({"minutes": {"day": 5, "week": 30}, "team": {"minutes": {"year": 29}}}),
        )
        .expect("limits");
        let mut check = Check::new();
        limits.check_lengths(&mut check, 30);
        let found: Vec<_> =
            check.errors().iter().map(|error| (error.field.as_str(), error.code, error.limit)).collect();
        let code = FieldCode::LimitBelowLength;
        assert_eq!(found, [("limits.minutes.day", code, Some(30)), ("limits.team.minutes.year", code, Some(30))]);
    }

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
    fn a_role_has_no_more_places_than_there_are() {
        type Case<'a> = (i64, &'a [i64], &'a [(&'a str, FieldCode, i64)]);
        let (few, many) = (FieldCode::TooSmall, FieldCode::TooLarge);
        let cases: [Case<'_>; 9] = [
            (1, &[], &[]),
            (5, &[2, 4], &[]),
            (5, &[1], &[]),
            (1, &[2, 3], &[]),
            (0, &[], &[("capacity", few, 1)]),
            (501, &[500], &[("capacity", many, 500)]),
            (
                3,
                &[0, 4, -1],
                &[
                    ("roleCapacities.0.places", few, 1),
                    ("roleCapacities.1.places", many, 3),
                    ("roleCapacities.2.places", few, 1),
                ],
            ),
            (1, &[300, 201], &[("roleCapacities.1.places", many, 200)]),
            (1, &[500, 1], &[("roleCapacities.1.places", many, 0)]),
        ];
        for (capacity, shares, faults) in cases {
            let mut check = Check::new();
            let (_, checked) = check_places(&mut check, capacity, shares);
            assert_eq!(checked.len(), shares.len());
            let found: Vec<_> = check
                .errors()
                .iter()
                .map(|error| (error.field.as_str(), error.code, error.limit.unwrap_or(0)))
                .collect();
            assert_eq!(found, faults, "{capacity} {shares:?}");
        }
    }

    #[test]
    fn the_tables_default_is_understood() {
        let stored = serde_json::json!({"strategy": "least_recently_booked"});
        assert_eq!(serde_json::from_value::<TurnSettings>(stored).ok(), Some(TurnSettings::default()));
    }
}
