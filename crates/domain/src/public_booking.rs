//! What strangers may do with an event type: book it, call off and move what they booked, until when; and what they must say of
//! themselves. Knows no time slots: whether a time is bookable is `slots`' affair.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    booking::{Change, Status, after},
    booking_event::Side,
    company::check_company,
    event_location::{is_phone, tidy_phone},
    field::{Check, FieldCode, FieldError},
    refusal::BookingRefusal,
};

/// Whoever has more live bookings of one event type than this ahead of them has made a mistake, or means harm.
pub const MOST_AHEAD: i64 = 5;
/// The most people who may come along.
pub const MOST_GUESTS: u8 = 10;

/// Who may book an event type without an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Everybody; search engines may show it.
    #[default]
    Open,
    /// Everybody who knows the address.
    Unlisted,
    /// Whoever has a private link.
    Links,
}

impl Access {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Open, Self::Unlisted, Self::Links];

    /// The word in the database and in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Unlisted => "unlisted",
            Self::Links => "links",
        }
    }

    /// The way of that word, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == text)
    }

    /// What holds until somebody says: auditions of a call are for its applicants, whatever is hidden for who knows the address.
    pub const fn unsaid(is_of_call: bool, is_hidden: bool) -> Self {
        match (is_of_call, is_hidden) {
            (true, _) => Self::Links,
            (false, true) => Self::Unlisted,
            (false, false) => Self::Open,
        }
    }
}

/// Who has to say why when calling off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonFrom {
    /// Nobody.
    #[default]
    Nobody,
    /// Whoever booked.
    Booker,
    /// The office.
    Office,
    /// Either side.
    Both,
}

impl ReasonFrom {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Nobody, Self::Booker, Self::Office, Self::Both];

    /// The word in the database and in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Booker => "booker",
            Self::Office => "office",
            Self::Both => "both",
        }
    }

    /// The way of that word, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == text)
    }

    /// Whether that side has to say why. Callboard itself never has to.
    pub const fn asks(self, side: Side) -> bool {
        match side {
            Side::Talent => matches!(self, Self::Booker | Self::Both),
            Side::Caster => matches!(self, Self::Office | Self::Both),
            Side::System => false,
        }
    }
}

/// What an event type allows whoever books it without an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicSettings {
    /// Who may book.
    pub access: Access,
    /// Whether the address must be confirmed by a mailed link before anything is booked.
    pub verify_email: bool,
    /// How many others may come along.
    pub most_guests: u8,
    /// Whether the booker may call it off.
    pub may_cancel: bool,
    /// Whether the booker may choose another time.
    pub may_reschedule: bool,
    /// Minutes before the start after which the booker can do neither.
    pub change_notice_min: u32,
    /// Who has to say why when calling off.
    pub reason_from: ReasonFrom,
}

impl Default for PublicSettings {
    fn default() -> Self {
        Self {
            access: Access::Open,
            verify_email: false,
            most_guests: 0,
            may_cancel: true,
            may_reschedule: true,
            change_notice_min: 0,
            reason_from: ReasonFrom::Nobody,
        }
    }
}

impl PublicSettings {
    /// Whether the booker may still make `change` (cancel or reschedule) of a booking that starts at `starts_at`. The last instant is
    /// inclusive, as with the minimum notice of rule 14; what has begun is past changing.
    pub fn may_still(&self, change: Change, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        let allowed = match change {
            Change::Cancel => self.may_cancel,
            Change::Reschedule => self.may_reschedule,
            _ => false,
        };
        allowed && now < starts_at && now <= starts_at - TimeDelta::minutes(i64::from(self.change_notice_min))
    }

    /// Whether the booker may still say who comes along: nothing else moves by it, so only the notice binds them.
    pub fn may_still_bring(&self, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        now < starts_at && now <= starts_at - TimeDelta::minutes(i64::from(self.change_notice_min))
    }

    /// Until when the booker may change a booking that starts at `starts_at`, where that is not the start itself.
    pub fn changes_until(&self, starts_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        (self.change_notice_min > 0).then(|| starts_at - TimeDelta::minutes(i64::from(self.change_notice_min)))
    }

    /// The reason for calling off, unless one is missing: field `reason`.
    ///
    /// # Errors
    /// `required` where that side has to say why.
    pub fn check_reason(&self, side: Side, reason: &str) -> Result<(), Vec<FieldError>> {
        let mut check = Check::new();
        if self.reason_from.asks(side) && reason.trim().is_empty() {
            check.fail("reason", FieldCode::Required);
        }
        check.finish(())
    }
}

/// Where a booking begins that nobody of the office made: confirmed, for who books has said yes; or waiting for approval.
pub const fn first_status(needs_confirmation: bool) -> Status {
    if needs_confirmation { Status::Pending } else { Status::Confirmed }
}

/// What comes of another time that whoever booked chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnMove {
    /// The booking goes there at once, with this status: they need not be asked about their own choice.
    Goes(Status),
    /// What they have was granted to them by the office: it stays until the office grants the new time.
    Asks,
}

/// What comes of it when whoever booked chooses another time.
///
/// # Errors
/// What cannot be moved at all, by name.
pub fn own_move(status: Status, former: Option<Status>, needs_confirmation: bool) -> Result<OwnMove, BookingRefusal> {
    after(status, former, Change::Reschedule)?;
    Ok(if needs_confirmation && status != Status::Pending {
        OwnMove::Asks
    } else {
        OwnMove::Goes(first_status(needs_confirmation))
    })
}

/// Who books, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuestForm {
    /// `name`, at most 200 characters.
    pub name: String,
    /// `email`.
    pub email: String,
    /// `phone`, perhaps empty.
    pub phone: String,
    /// `guests`: addresses of those who come along, between commas, semicolons or spaces.
    pub guests: String,
    /// `note` to the office, at most 2000 characters.
    pub note: String,
    /// `website`: nobody sees the field, so only machines fill it in.
    pub website: String,
    /// `metadata`: what the website around the page sent along, at most 20 pairs. It says nothing about who may do what.
    pub metadata: BTreeMap<String, String>,
}

/// Who books, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedGuest {
    /// One line.
    pub name: String,
    /// Lower case.
    pub email: String,
    /// Latin digits.
    pub phone: Option<String>,
    /// Each once, without the booker's own.
    pub others: Vec<String>,
    /// Perhaps empty.
    pub note: String,
    /// Perhaps empty.
    pub metadata: BTreeMap<String, String>,
}

impl GuestForm {
    /// The form checked; faults are noted in `check`. `needs_phone` where the meeting is a call to the booker.
    pub fn checked(&self, check: &mut Check, needs_phone: bool, most_guests: u8) -> CheckedGuest {
        let name = check.text("name", &self.name, 200);
        if name.chars().any(char::is_control) {
            check.fail("name", FieldCode::Invalid);
        }
        let email = check.email("email", &self.email);
        let phone = check.optional_text("phone", &self.phone, 40);
        if phone.is_empty() && needs_phone {
            check.fail("phone", FieldCode::Required);
        } else if !phone.is_empty() && !is_phone(&phone) {
            check.fail("phone", FieldCode::Invalid);
        }
        let others = check_company(check, &self.guests, &email, most_guests, &[]);
        let note = check.optional_text("note", &self.note, 2000);
        if !self.website.trim().is_empty() {
            check.fail("website", FieldCode::Invalid);
        }
        let phone = Some(tidy_phone(&phone)).filter(|phone| !phone.is_empty());
        let metadata = self.metadata.clone();
        let (most, longest_name, longest_value) = crate::embed::MOST_METADATA;
        let fits = |(name, value): (&String, &String)| {
            (1..=longest_name).contains(&name.chars().count()) && value.chars().count() <= longest_value
        };
        if metadata.len() > most || !metadata.iter().all(fits) {
            check.fail_with("metadata", FieldCode::TooLong, i64::try_from(most).unwrap_or(i64::MAX));
        }
        CheckedGuest { name, email, phone, others, note, metadata }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "test")]
mod tests {
    use super::*;

    fn form() -> GuestForm {
        GuestForm { name: " Hind ".into(), email: "HIND@Example.com".into(), ..GuestForm::default() }
    }

    #[test]
    fn a_guest_is_tidied() {
        let mut check = Check::new();
        let typed = GuestForm {
            phone: "٠٥٠ ١٢٣ ٤٥٦٧".into(),
            guests: "a@example.com; A@example.com، hind@example.com\nb@example.com".into(),
            ..form()
        };
        let guest = typed.checked(&mut check, true, 2);
        assert_eq!(check.errors(), []);
        assert_eq!((guest.name.as_str(), guest.email.as_str()), ("Hind", "hind@example.com"));
        assert_eq!(guest.phone.as_deref(), Some("050 123 4567"));
        assert_eq!(guest.others, ["a@example.com", "b@example.com"]);
    }

    fn many(pairs: usize) -> BTreeMap<String, String> {
        (0..pairs).map(|n| (n.to_string(), String::new())).collect()
    }

    #[test]
    fn every_fault_stands_at_its_field() {
        for (typed, needs_phone, most, field, code) in [
            (GuestForm { name: "  ".into(), ..form() }, false, 0, "name", FieldCode::Required),
            (GuestForm { name: "a\nb".into(), ..form() }, false, 0, "name", FieldCode::Invalid),
            (GuestForm { name: "x".repeat(201), ..form() }, false, 0, "name", FieldCode::TooLong),
            (GuestForm { email: "hind".into(), ..form() }, false, 0, "email", FieldCode::NotAnEmail),
            (form(), true, 0, "phone", FieldCode::Required),
            (GuestForm { phone: "call me".into(), ..form() }, false, 0, "phone", FieldCode::Invalid),
            (GuestForm { guests: "a@example.com".into(), ..form() }, false, 0, "guests", FieldCode::TooLong),
            (GuestForm { guests: "a@example.com, b".into(), ..form() }, false, 5, "guests", FieldCode::NotAnEmail),
            (GuestForm { note: "x".repeat(2001), ..form() }, false, 0, "note", FieldCode::TooLong),
            (GuestForm { website: "https://spam.example".into(), ..form() }, false, 0, "website", FieldCode::Invalid),
            (GuestForm { metadata: many(21), ..form() }, false, 0, "metadata", FieldCode::TooLong),
            (
                GuestForm { metadata: [("x".repeat(41), "y".into())].into(), ..form() },
                false,
                0,
                "metadata",
                FieldCode::TooLong,
            ),
        ] {
            let mut check = Check::new();
            typed.checked(&mut check, needs_phone, most);
            let found: Vec<_> = check.errors().iter().map(|error| (error.field.as_str(), error.code)).collect();
            assert_eq!(found, [(field, code)], "{typed:?}");
        }
    }

    #[test]
    fn changes_end_at_their_notice_inclusive() {
        let start: DateTime<Utc> = "2026-11-29T07:00:00Z".parse().unwrap();
        let day = PublicSettings { change_notice_min: 1440, ..PublicSettings::default() };
        let minute = TimeDelta::minutes(1);
        for (settings, change, now, may) in [
            (PublicSettings::default(), Change::Cancel, start - minute, true),
            (PublicSettings::default(), Change::Cancel, start, false),
            (PublicSettings::default(), Change::Reschedule, start - minute, true),
            (PublicSettings::default(), Change::Confirm, start - minute, false),
            (day, Change::Cancel, start - TimeDelta::days(1), true),
            (day, Change::Reschedule, start - TimeDelta::days(1) + minute, false),
            (PublicSettings { may_cancel: false, ..day }, Change::Cancel, start - TimeDelta::days(9), false),
            (PublicSettings { may_reschedule: false, ..day }, Change::Cancel, start - TimeDelta::days(9), true),
        ] {
            assert_eq!(settings.may_still(change, start, now), may, "{settings:?} {change:?} {now}");
        }
        assert_eq!(day.changes_until(start), Some(start - TimeDelta::days(1)));
        assert_eq!(PublicSettings::default().changes_until(start), None);
    }

    #[test]
    fn a_reason_is_asked_of_whom_it_says() {
        for (from, sides) in [
            (ReasonFrom::Nobody, [false, false, false]),
            (ReasonFrom::Booker, [true, false, false]),
            (ReasonFrom::Office, [false, true, false]),
            (ReasonFrom::Both, [true, true, false]),
        ] {
            assert_eq!([Side::Talent, Side::Caster, Side::System].map(|side| from.asks(side)), sides, "{from:?}");
            let settings = PublicSettings { reason_from: from, ..PublicSettings::default() };
            assert_eq!(settings.check_reason(Side::Talent, " ").is_err(), sides[0]);
            assert!(settings.check_reason(Side::Talent, "ill").is_ok());
            assert_eq!(ReasonFrom::parse(from.as_str()), Some(from));
        }
    }

    #[test]
    fn moving_ones_own_booking_asks_the_office_where_it_granted_the_time() {
        use Status::*;
        for (status, needs, to) in [
            (Confirmed, false, Some(OwnMove::Goes(Confirmed))),
            (Scheduled, false, Some(OwnMove::Goes(Confirmed))),
            (Confirmed, true, Some(OwnMove::Asks)),
            (Scheduled, true, Some(OwnMove::Asks)),
            (Pending, true, Some(OwnMove::Goes(Pending))),
            (Pending, false, Some(OwnMove::Goes(Confirmed))),
            (Cancelled, true, None),
            (Completed, false, None),
        ] {
            assert_eq!(own_move(status, None, needs).ok(), to, "{status:?} {needs}");
        }
    }
}
