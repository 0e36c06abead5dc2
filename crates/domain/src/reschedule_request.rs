//! The office asks whoever is to come to choose another time: when it may ask, and how long that stands. The old time stays theirs until they
//! chose a new one; the asking changes no status. Knows no time slots.

use chrono::{DateTime, Utc};

use crate::{
    booking::{Change, Status},
    booking_event::Side,
    refusal::BookingRefusal,
};

/// Whether the office may ask now; `open` is the side whose request for another time is open. A wish of the talent is answered by asking: none
/// of the times they proposed will do. What nobody agreed to yet is declined instead, and what has begun stays when it is.
///
/// # Errors
/// Why not, by name.
pub fn may_ask(
    status: Status,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
    open: Option<Side>,
) -> Result<(), BookingRefusal> {
    if !stands(status, starts_at, now) {
        return Err(BookingRefusal::NotPossibleNow { status, change: Change::Reschedule });
    }
    if open == Some(Side::Caster) { Err(BookingRefusal::RequestOpen) } else { Ok(()) }
}

/// Whether the office's request can still be answered (another time chosen, the old one kept) or taken back.
///
/// # Errors
/// There is none, it was answered, or the old time has come.
pub fn may_answer(
    status: Status,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
    open: Option<Side>,
) -> Result<(), BookingRefusal> {
    if open == Some(Side::Caster) && stands(status, starts_at, now) {
        Ok(())
    } else {
        Err(BookingRefusal::RequestClosed)
    }
}

fn stands(status: Status, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    matches!(status, Status::Scheduled | Status::Confirmed) && now < starts_at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_ask_and_answer_when() {
        let start: DateTime<Utc> = "2026-11-30T07:00:00Z".parse().unwrap();
        let moment = chrono::TimeDelta::seconds(1);
        let (before, at, after) = (start - moment, start, start + moment);
        let (nobody, talent, office) = (None, Some(Side::Talent), Some(Side::Caster));
        for (status, now, open, asks, answers) in [
            (Status::Scheduled, before, nobody, "ok", "booking.request_closed"),
            (Status::Confirmed, before, nobody, "ok", "booking.request_closed"),
            // Asking answers the talent's own wish; only the office's question can be answered by them.
            (Status::Confirmed, before, talent, "ok", "booking.request_closed"),
            (Status::Scheduled, before, office, "booking.request_open", "ok"),
            (Status::Confirmed, before, office, "booking.request_open", "ok"),
            (Status::Confirmed, at, nobody, "booking.not_possible_now", "booking.request_closed"),
            (Status::Confirmed, at, office, "booking.not_possible_now", "booking.request_closed"),
            (Status::Scheduled, after, office, "booking.not_possible_now", "booking.request_closed"),
            (Status::Pending, before, nobody, "booking.not_possible_now", "booking.request_closed"),
            (Status::Pending, before, office, "booking.not_possible_now", "booking.request_closed"),
            (Status::Completed, before, office, "booking.not_possible_now", "booking.request_closed"),
            (Status::NoShow, before, office, "booking.not_possible_now", "booking.request_closed"),
            (Status::Cancelled, before, office, "booking.not_possible_now", "booking.request_closed"),
            (Status::Declined, before, office, "booking.not_possible_now", "booking.request_closed"),
        ] {
            let code = |done: Result<(), BookingRefusal>| done.map_or_else(|no| no.code(), |()| "ok");
            assert_eq!(code(may_ask(status, start, now, open)), asks, "asks: {status:?} {now} {open:?}");
            assert_eq!(code(may_answer(status, start, now, open)), answers, "answers: {status:?} {now} {open:?}");
        }
    }
}
