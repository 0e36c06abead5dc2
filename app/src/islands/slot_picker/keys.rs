//! Where a key leads in the date grid, as the ARIA pattern says.

use chrono::{Datelike as _, Days, Months, NaiveDate};

/// The date a key leads to. `lead` is the number of empty cells before the first of the month of `from`.
pub fn target(key: &str, shift: bool, from: NaiveDate, right_to_left: bool, lead: u8) -> Option<NaiveDate> {
    let column = u64::from((u32::from(lead) + from.day0()) % 7);
    let (forward, backward) = if right_to_left { ("ArrowLeft", "ArrowRight") } else { ("ArrowRight", "ArrowLeft") };
    match key {
        _ if key == forward => from.checked_add_days(Days::new(1)),
        _ if key == backward => from.checked_sub_days(Days::new(1)),
        "ArrowDown" => from.checked_add_days(Days::new(7)),
        "ArrowUp" => from.checked_sub_days(Days::new(7)),
        "Home" => from.checked_sub_days(Days::new(column)),
        "End" => from.checked_add_days(Days::new(6 - column)),
        "PageDown" => from.checked_add_months(Months::new(if shift { 12 } else { 1 })),
        "PageUp" => from.checked_sub_months(Months::new(if shift { 12 } else { 1 })),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_as_the_date_grid_pattern_says() {
        // November 2026 begins on a Sunday: no empty cells when weeks begin on Sunday.
        let cases = [
            ("ArrowRight", false, false, "2026-11-18"),
            ("ArrowLeft", false, false, "2026-11-16"),
            ("ArrowLeft", false, true, "2026-11-18"),
            ("ArrowDown", false, false, "2026-11-24"),
            ("Home", false, false, "2026-11-15"),
            ("End", false, false, "2026-11-21"),
            ("PageDown", false, false, "2026-12-17"),
            ("PageUp", true, false, "2025-11-17"),
        ];
        let from = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap_or_default();
        for (key, shift, right_to_left, to) in cases {
            let reached = target(key, shift, from, right_to_left, 0).map(|date| date.to_string());
            assert_eq!(reached.as_deref(), Some(to), "{key}");
        }
        assert_eq!(target("Enter", false, from, false, 0), None);
    }
}
