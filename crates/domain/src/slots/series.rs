//! The dates of a series before any of them is booked: each judged as the booking will be, which sees those before it. Plans only.

use super::run::occupy;
use super::{Problem, Reason, Refused, bookable, offered};
use chrono::{DateTime, TimeDelta, Utc};

/// Whether each of these starts could be booked after those before it were; what cannot be had takes nothing from the next. `on_offer`: only
/// times that are offered, as to somebody who may not type any other.
#[must_use]
pub fn series(problem: &Problem, starts: &[DateTime<Utc>], on_offer: bool) -> Vec<Result<(), Refused>> {
    let mut so_far = problem.clone();
    let judge = |(place, start): (usize, &DateTime<Utc>)| {
        let given = bookable(&so_far, *start, so_far.duration)?;
        if on_offer && offered(&so_far, *start, *start + TimeDelta::microseconds(1)).is_empty() {
            return Err(Refused { reason: Reason::OutsideHours, hosts: Vec::new() });
        }
        occupy(&mut so_far, &given, place, true);
        Ok(())
    };
    starts.iter().enumerate().map(judge).collect()
}
