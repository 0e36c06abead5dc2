//! What problems say, in English: the API speaks to programmers, who have `code` for everything else. It must not decide anything.

use domain::field::FieldCode;
use domain::refusal::{BookingRefusal, OtherRefusal, Refusal};

/// What is wrong with a field; `limit` is the number some codes carry.
pub(super) fn field(code: FieldCode, limit: Option<i64>) -> String {
    let limited = |with: &str, without: &str| match limit {
        Some(limit) => format!("{with} {limit}."),
        None => without.to_owned(),
    };
    match code {
        FieldCode::Required => "It is required.".to_owned(),
        FieldCode::TooLong => limited("It is too long; at most", "It is too long."),
        FieldCode::TooShort => limited("It is too short; at least", "It is too short."),
        FieldCode::Invalid => "It does not have the form this field needs.".to_owned(),
        FieldCode::TooSmall => limited("It is too small; at least", "It is too small."),
        FieldCode::TooLarge => limited("It is too large; at most", "It is too large."),
        FieldCode::NotAnEmail => "It is not an e-mail address.".to_owned(),
        FieldCode::NotAUrl => "It is not an http or https address.".to_owned(),
        FieldCode::UnknownZone => "It is not an IANA time zone such as Asia/Riyadh.".to_owned(),
        FieldCode::NotADate => "It is not a date or time (RFC 3339).".to_owned(),
        FieldCode::NotATime => "It is not a time of day such as 09:30.".to_owned(),
        FieldCode::Unknown => "It names nothing that exists here.".to_owned(),
        FieldCode::Taken => "Another has it already.".to_owned(),
        FieldCode::Twice => "It stands in the list twice.".to_owned(),
        FieldCode::TooMany => limited("There are too many; at most", "There are too many."),
        FieldCode::HostNotListed => "Its host is not one the organisation allows.".to_owned(),
        FieldCode::DependsOnNothing => {
            "It depends on an earlier question that is not there or cannot be answered so.".to_owned()
        }
        FieldCode::EndsBeforeStart => "It ends before it starts.".to_owned(),
        FieldCode::InThePast => "It is in the past.".to_owned(),
        FieldCode::Breached => "It is on a list of breached passwords.".to_owned(),
        FieldCode::Wrong => "It does not match what is stored.".to_owned(),
        FieldCode::UnknownField => "There is no such field here.".to_owned(),
        FieldCode::LimitHierarchy => "A limit for a longer period is smaller than one for a shorter period.".to_owned(),
        FieldCode::LimitBelowLength => limited(
            "Not one of the shortest length fits into it; at least",
            "Not one of the shortest length fits into it.",
        ),
        FieldCode::NotAPicture => "Must be a JPEG, PNG or WebP picture of at most 5 MB.".to_owned(),
        FieldCode::TwoPlaces => "Name a room or an address, not both.".to_owned(),
        FieldCode::DoubleBooked => "This address has a booking at that time already.".to_owned(),
        FieldCode::UnknownVariable => "Names a variable nobody knows, or has a brace without its other.".to_owned(),
        FieldCode::NoAnswer => "Nobody answers there.".to_owned(),
        FieldCode::NothingThere => "What is looked for is not there.".to_owned(),
    }
}

/// Why a rule said no, and what to do.
pub(super) fn refusal(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Booking(refusal) => booking(refusal),
        Refusal::Other(refusal) => other(*refusal),
    }
}

fn booking(refusal: &BookingRefusal) -> &'static str {
    match refusal {
        BookingRefusal::SlotTaken { .. } => "Somebody else has this time. Choose one of the nearest free starts.",
        BookingRefusal::NotOffered { .. } => {
            "This time is not offered; `reason` says why. Choose one of the nearest free starts."
        }
        BookingRefusal::SeriesRefused { .. } => {
            "Some dates of the series cannot be had, so nothing was booked; `dates` names them. Ask for fewer or another time."
        }
        BookingRefusal::AlreadyBooked => "The application already has a live booking in this round.",
        BookingRefusal::NotPossibleNow { .. } => "This change does not follow from the booking's status.",
        BookingRefusal::StaleRevision { .. } => {
            "Somebody changed the booking since you read it. Read it again, then repeat."
        }
        BookingRefusal::HoldExpired => "The kept time has lapsed. Choose a time again.",
        BookingRefusal::TooManyHolds => "Too many times are being kept from this address. Wait a few minutes.",
        BookingRefusal::RequestClosed => "The change request was answered before.",
        BookingRefusal::RequestOpen => "The office has asked for another time already, and that is open.",
        BookingRefusal::NotStarted => "The audition has not begun, so attendance cannot be marked.",
        BookingRefusal::LinkDead => "This link's booking is over.",
        BookingRefusal::ChangeClosed => "The event type does not let its booker do this, or not any more.",
        BookingRefusal::TooManyBookings => "This address has as many bookings ahead of it as one may have.",
    }
}

fn other(refusal: OtherRefusal) -> &'static str {
    match refusal {
        OtherRefusal::WrongCredentials => "Address or password is wrong.",
        OtherRefusal::WrongCode => "The code is wrong or was used before.",
        OtherRefusal::LinkExpired => "The link was used, has lapsed or never was.",
        OtherRefusal::SignUpClosed => "The organisation takes nobody without an invitation.",
        OtherRefusal::LastAdmin => "The last admin cannot leave or be demoted.",
        OtherRefusal::CallClosed => "The casting call is not open for applications.",
        OtherRefusal::ListChanged => "Others match than were expected, so none was changed. Read the list again.",
        OtherRefusal::AlreadyApplied => "The talent has applied for this role before.",
        OtherRefusal::InUse => "Something still hangs on it, so it cannot be deleted.",
        OtherRefusal::StaleRevision => "Somebody changed it since you read it. Read it again, then repeat.",
        OtherRefusal::IdempotencyMismatch => "This Idempotency-Key was used with another body. Use a new key.",
        OtherRefusal::IdempotencyRunning => {
            "The first request with this Idempotency-Key still runs. Try again in a second."
        }
        OtherRefusal::AlreadySetUp => "The organisation was set up already.",
        OtherRefusal::SecondFactorRequired => "An administrator needs a second factor first.",
        OtherRefusal::WebhookNotActive => "The webhook is paused or disabled. Set its state to active, then repeat.",
        OtherRefusal::MessageOutdated => "What the message says is no longer true, or it is still on its way.",
    }
}
