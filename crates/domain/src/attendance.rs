//! Who came to a booking beside its talent: hosts and those who come along with a guest, held not to have come, and that taken back. The
//! talent's own no-show is the booking's status and stays what it is. Knows no names.

use crate::{
    booking::{Change, Status},
    id::{Id, User},
    refusal::BookingRefusal,
};

/// Somebody who is expected beside the talent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// Of the team.
    Host(Id<User>),
    /// Who comes along with whoever booked without an account, by their address.
    Companion(String),
}

impl Party {
    /// Who comes along, by their address as typed.
    pub fn companion(typed: &str) -> Self {
        Self::Companion(typed.trim().to_lowercase())
    }
}

/// What is said of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Of whom.
    pub who: Party,
    /// They did not come; or they did after all.
    pub no_show: bool,
}

/// Whether it can be said of a booking who came: as with its talent, once it has begun, unless it was never to take place.
pub fn may_mark(status: Status, has_begun: bool) -> Result<(), BookingRefusal> {
    match status {
        Status::Pending | Status::Cancelled | Status::Declined => {
            Err(BookingRefusal::NotPossibleNow { status, change: Change::MarkNoShow })
        }
        Status::Scheduled | Status::Confirmed | Status::Completed | Status::NoShow if has_begun => Ok(()),
        Status::Scheduled | Status::Confirmed | Status::Completed | Status::NoShow => Err(BookingRefusal::NotStarted),
    }
}

/// What of the marks is new to those who are expected, the last word on each; or which mark is of nobody who is.
pub fn news(expected: &[Mark], said: &[Mark]) -> Result<Vec<Mark>, usize> {
    let unknown = |mark: &Mark| !expected.iter().any(|known| known.who == mark.who);
    if let Some(place) = said.iter().position(unknown) {
        return Err(place);
    }
    let last = |known: &&Mark| said.iter().rev().find(|mark| mark.who == known.who).cloned();
    let new = expected.iter().filter_map(|known| last(&known).filter(|mark| mark.no_show != known.no_show));
    Ok(new.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attendance_is_of_what_was_to_take_place_and_has_begun() {
        let never = |status| Err(BookingRefusal::NotPossibleNow { status, change: Change::MarkNoShow });
        for (status, begun, allowed) in [
            (Status::Scheduled, Ok(()), true),
            (Status::Confirmed, Ok(()), true),
            (Status::Completed, Ok(()), true),
            (Status::NoShow, Ok(()), true),
            (Status::Pending, never(Status::Pending), false),
            (Status::Cancelled, never(Status::Cancelled), false),
            (Status::Declined, never(Status::Declined), false),
        ] {
            assert_eq!(may_mark(status, true), begun, "{status:?}");
            let before = if allowed { Err(BookingRefusal::NotStarted) } else { begun };
            assert_eq!(may_mark(status, false), before, "{status:?} before it begins");
        }
    }

    #[test]
    fn only_what_is_new_of_who_is_expected_counts() {
        let host = |n: u128| Party::Host(Id::from_uuid(uuid::Uuid::from_u128(n)));
        let company = |address: &str| Party::companion(address);
        let mark = |(who, no_show): (Party, bool)| Mark { who, no_show };
        let expected =
            [(host(1), false), (host(2), true), (company("a@example.com"), false), (company("b@example.com"), true)]
                .map(mark);
        for (said, new) in [
            (vec![], Ok(vec![])),
            (vec![(host(1), true)], Ok(vec![(host(1), true)])),
            (vec![(host(1), false), (host(2), true)], Ok(vec![])),
            (vec![(host(2), false), (host(1), true)], Ok(vec![(host(1), true), (host(2), false)])),
            (vec![(company(" A@Example.com "), true)], Ok(vec![(company("a@example.com"), true)])),
            (vec![(company("b@example.com"), false)], Ok(vec![(company("b@example.com"), false)])),
            (vec![(host(1), true), (host(1), false)], Ok(vec![])),
            (vec![(host(1), false), (host(1), true)], Ok(vec![(host(1), true)])),
            (vec![(host(1), true), (host(3), true)], Err(1)),
            (vec![(company("c@example.com"), true)], Err(0)),
        ] {
            let said: Vec<Mark> = said.into_iter().map(mark).collect();
            let new = new.map(|new: Vec<(Party, bool)>| new.into_iter().map(mark).collect::<Vec<_>>());
            assert_eq!(news(&expected, &said), new, "{said:?}");
        }
    }
}
