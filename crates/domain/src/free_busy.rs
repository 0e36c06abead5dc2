//! What others are told of somebody's time: when they are busy, and nothing of why. Appointments that touch become one, so that their number
//! does not show. Knows no format.

use crate::time::{Interval, IntervalSet};

/// Why a stretch is not free, as far as others are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotFree {
    /// Taken.
    Busy,
    /// Time off.
    Away,
    /// Not known at present, and unknown is not free (rule 12).
    Unknown,
}

/// The stretches of `window` that are not free, by time. Taken time is told as that, whatever else it is; what is not known comes last.
#[must_use]
pub fn not_free(
    window: &Interval,
    busy: &IntervalSet,
    away: &IntervalSet,
    unknown: &IntervalSet,
) -> Vec<(Interval, NotFree)> {
    let (away, unknown) = (away.subtract(busy), unknown.subtract(&busy.union(away)));
    let mut found: Vec<_> = [(busy, NotFree::Busy), (&away, NotFree::Away), (&unknown, NotFree::Unknown)]
        .into_iter()
        .flat_map(|(set, why)| set.clip(window).iter().map(|part| (*part, why)).collect::<Vec<_>>())
        .collect();
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: &[(u32, u32)]) -> IntervalSet {
        let time =
            |hour: u32| format!("2026-11-2{}T{:02}:00:00Z", 2 + hour / 24, hour % 24).parse().expect("an instant");
        hours.iter().map(|(from, to)| Interval::new(time(*from), time(*to)).expect("an interval")).collect()
    }

    fn hours(found: &[(Interval, NotFree)]) -> Vec<(String, NotFree)> {
        found
            .iter()
            .map(|(at, why)| (format!("{}-{}", at.start().format("%d:%H"), at.end().format("%d:%H")), *why))
            .collect()
    }

    #[test]
    fn busy_covers_away_and_away_covers_the_unknown() {
        let window = at(&[(0, 24)]).as_slice()[0];
        let cases = [
            // Two that touch are one, and what began yesterday or ends tomorrow is cut.
            (at(&[(9, 10), (10, 11), (22, 30)]), at(&[]), at(&[]), "22:09-22:11 Busy, 22:22-23:00 Busy"),
            (at(&[(9, 10)]), at(&[(8, 12)]), at(&[]), "22:08-22:09 Away, 22:09-22:10 Busy, 22:10-22:12 Away"),
            (
                at(&[(9, 10)]),
                at(&[(20, 30)]),
                at(&[(0, 48)]),
                "22:00-22:09 Unknown, 22:09-22:10 Busy, 22:10-22:20 Unknown, 22:20-23:00 Away",
            ),
            (at(&[(30, 40)]), at(&[]), at(&[]), ""),
        ];
        for (busy, away, unknown, expected) in cases {
            let found = hours(&not_free(&window, &busy, &away, &unknown));
            let said: Vec<String> = found.into_iter().map(|(at, why)| format!("{at} {why:?}")).collect();
            assert_eq!(said.join(", "), expected);
        }
    }
}
