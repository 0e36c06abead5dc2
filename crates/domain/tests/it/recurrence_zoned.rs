//! Instances of a recurrence in zones with gaps and overlaps (rule 3), spelled out.

use chrono::{DateTime, Utc};
use domain::time::Interval;

use crate::recurrence::series;

/// Zone, start, rule, and the instants that must come out (rule 3).
const ZONED: &[(&str, &str, &str, &[&str])] = &[
    // A gap moves an instance forward by the gap, and only that one.
    (
        "America/New_York",
        "2024-03-09T02:30:00",
        "FREQ=DAILY;COUNT=3",
        &["2024-03-09T07:30:00Z", "2024-03-10T07:30:00Z", "2024-03-11T06:30:00Z"],
    ),
    // Half an hour's gap.
    (
        "Australia/Lord_Howe",
        "2024-10-05T02:15:00",
        "FREQ=DAILY;COUNT=3",
        &["2024-10-04T15:45:00Z", "2024-10-05T15:45:00Z", "2024-10-06T15:15:00Z"],
    ),
    // Twice there: the first.
    (
        "Europe/Berlin",
        "2024-10-26T02:30:00",
        "FREQ=DAILY;COUNT=3",
        &["2024-10-26T00:30:00Z", "2024-10-27T00:30:00Z", "2024-10-28T01:30:00Z"],
    ),
    // A gap at midnight.
    (
        "Africa/Cairo",
        "2023-04-27T00:00:00",
        "FREQ=DAILY;COUNT=3",
        &["2023-04-26T22:00:00Z", "2023-04-27T22:00:00Z", "2023-04-28T21:00:00Z"],
    ),
    // A date the zone never had: forward by the gap of a day, where the next instance stands; told once.
    ("Pacific/Apia", "2011-12-29T10:00:00", "FREQ=DAILY;COUNT=3", &["2011-12-29T20:00:00Z", "2011-12-30T20:00:00Z"]),
    // Hours of the wall clock: the one that does not exist meets the next.
    (
        "America/New_York",
        "2024-03-10T01:00:00",
        "FREQ=HOURLY;COUNT=4",
        &["2024-03-10T06:00:00Z", "2024-03-10T07:00:00Z", "2024-03-10T08:00:00Z"],
    ),
    // Those moved out of the gap stand among the others in order, each once.
    (
        "America/New_York",
        "2024-03-10T01:40:00",
        "FREQ=MINUTELY;INTERVAL=25;COUNT=6",
        &[
            "2024-03-10T06:40:00Z",
            "2024-03-10T07:05:00Z",
            "2024-03-10T07:20:00Z",
            "2024-03-10T07:30:00Z",
            "2024-03-10T07:45:00Z",
            "2024-03-10T07:55:00Z",
        ],
    ),
    // UNTIL is an instant, and included.
    (
        "Asia/Riyadh",
        "2026-01-01T09:00:00",
        "FREQ=DAILY;UNTIL=20260103T060000Z",
        &["2026-01-01T06:00:00Z", "2026-01-02T06:00:00Z", "2026-01-03T06:00:00Z"],
    ),
    // UNTIL as a date means to its end.
    (
        "Asia/Riyadh",
        "2026-01-01T23:00:00",
        "FREQ=DAILY;UNTIL=20260102",
        &["2026-01-01T20:00:00Z", "2026-01-02T20:00:00Z"],
    ),
    (
        "UTC",
        "2024-01-31T08:00:00",
        "FREQ=MONTHLY;COUNT=3",
        &["2024-01-31T08:00:00Z", "2024-03-31T08:00:00Z", "2024-05-31T08:00:00Z"],
    ),
    ("UTC", "2024-02-29T08:00:00", "FREQ=YEARLY;COUNT=2", &["2024-02-29T08:00:00Z", "2028-02-29T08:00:00Z"]),
    (
        "UTC",
        "2024-01-01T08:00:00",
        "FREQ=MONTHLY;BYDAY=MO,1TU;BYMONTH=1;COUNT=3",
        &["2024-01-01T08:00:00Z", "2024-01-02T08:00:00Z", "2024-01-08T08:00:00Z"],
    ),
    (
        "UTC",
        "1997-09-02T09:00:00",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2",
        &["1998-02-13T09:00:00Z", "1998-03-13T09:00:00Z"],
    ),
    (
        "America/New_York",
        "1997-09-02T09:00:00",
        "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z",
        &["1997-09-02T13:00:00Z", "1997-09-02T16:00:00Z"],
    ),
];

#[test]
fn instances_follow_rule_3() {
    for (zone, start, rule, wanted) in ZONED {
        let given = series(start, zone, rule).instances(&Interval::always(), 100).unwrap();
        let wanted: Vec<DateTime<Utc>> = wanted.iter().map(|w| w.parse().unwrap()).collect();
        assert_eq!(given, wanted, "{zone} {start} {rule}");
    }
}
