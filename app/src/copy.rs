//! From what the product says no to, to the words a person reads. Exhaustive, so that a new refusal does not compile until
//! somebody has written its sentence. Knows no page.

use domain::field::FieldCode;
use domain::refusal::{BookingRefusal, OtherRefusal, Refusal};

/// The word key for what is wrong with a field; some name `$limit`.
pub fn field_word(code: FieldCode) -> &'static str {
    match code {
        FieldCode::Required => "error-required",
        FieldCode::TooLong => "error-too-long",
        FieldCode::TooShort => "error-too-short",
        FieldCode::Invalid => "error-invalid",
        FieldCode::TooSmall => "error-too-small",
        FieldCode::TooLarge => "error-too-large",
        FieldCode::NotAnEmail => "error-email",
        FieldCode::NotAUrl => "error-url",
        FieldCode::UnknownZone => "error-zone",
        FieldCode::NotADate => "error-date",
        FieldCode::NotATime => "error-time",
        FieldCode::Unknown => "error-choice",
        FieldCode::Taken => "error-taken",
        FieldCode::Twice => "error-twice",
        FieldCode::TooMany => "error-too-many",
        FieldCode::HostNotListed => "error-host-not-listed",
        FieldCode::DependsOnNothing => "error-depends",
        FieldCode::EndsBeforeStart => "error-ends-before-start",
        FieldCode::InThePast => "error-past",
        FieldCode::Breached => "error-breached",
        FieldCode::Wrong => "error-wrong",
        FieldCode::UnknownField => "error-other",
        FieldCode::LimitHierarchy => "error-limit-hierarchy",
        FieldCode::LimitBelowLength => "error-limit-below-length",
        FieldCode::UnknownVariable => "error-unknown-variable",
        FieldCode::NoAnswer => "error-no-answer",
        FieldCode::NothingThere => "error-nothing-there",
        FieldCode::NotAPicture => "error-picture",
        FieldCode::TwoPlaces => "error-two-places",
        FieldCode::DoubleBooked => "error-double-booked",
    }
}

/// The word key for a refusal as a whole.
pub fn refusal_word(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Booking(refusal) => booking_word(refusal),
        Refusal::Other(refusal) => other_word(*refusal),
    }
}

fn booking_word(refusal: &BookingRefusal) -> &'static str {
    match refusal {
        BookingRefusal::SlotTaken { .. } => "refusal-slot-taken",
        BookingRefusal::NotOffered { reason, .. } => reason_word(reason),
        BookingRefusal::SeriesRefused { .. } => "refusal-series",
        BookingRefusal::AlreadyBooked => "refusal-already-booked",
        BookingRefusal::NotPossibleNow { .. } => "refusal-not-possible-now",
        BookingRefusal::StaleRevision { .. } => "refusal-stale",
        BookingRefusal::HoldExpired => "refusal-hold-expired",
        BookingRefusal::TooManyHolds => "refusal-too-many-holds",
        BookingRefusal::RequestClosed => "refusal-request-closed",
        BookingRefusal::RequestOpen => "refusal-request-open",
        BookingRefusal::NotStarted => "refusal-not-started",
        BookingRefusal::LinkDead => "refusal-link-dead",
        BookingRefusal::ChangeClosed => "refusal-change-closed",
        BookingRefusal::TooManyBookings => "refusal-too-many-bookings",
    }
}

fn other_word(refusal: OtherRefusal) -> &'static str {
    match refusal {
        OtherRefusal::WrongCredentials => "refusal-wrong-credentials",
        OtherRefusal::WrongCode => "refusal-wrong-code",
        OtherRefusal::LinkExpired => "refusal-link-expired",
        OtherRefusal::SignUpClosed => "refusal-sign-up-closed",
        OtherRefusal::LastAdmin => "refusal-last-admin",
        OtherRefusal::CallClosed => "refusal-call-closed",
        OtherRefusal::ListChanged => "refusal-list-changed",
        OtherRefusal::AlreadyApplied => "refusal-already-applied",
        OtherRefusal::InUse => "refusal-in-use",
        OtherRefusal::StaleRevision | OtherRefusal::IdempotencyMismatch | OtherRefusal::IdempotencyRunning => {
            "refusal-stale"
        }
        OtherRefusal::AlreadySetUp => "refusal-already-set-up",
        OtherRefusal::SecondFactorRequired => "refusal-second-factor",
        OtherRefusal::WebhookNotActive => "refusal-webhook-not-active",
        OtherRefusal::MessageOutdated => "refusal-message-outdated",
    }
}

/// The word key for why a date of a series cannot be had: the same reasons, short enough for a list.
pub fn series_word(reason: &str) -> &'static str {
    match reason {
        "taken" | "busy" | "buffer" | "hold" | "seats" | "no_room" => "series-why-taken",
        "event_hours" | "outside_hours" | "override" | "no_host" => "series-why-hours",
        "out_of_office" => "series-why-away",
        "holiday" => "series-why-holiday",
        "pause" => "series-why-pause",
        "notice" | "past" => "series-why-notice",
        "window" => "series-why-window",
        "talent_hours" | "talent_busy" => "series-why-talent",
        "calendar_stale" => "series-why-calendar",
        limit if limit.starts_with("limit_") => "series-why-limit",
        _ => "series-why-other",
    }
}

/// The word key for why a time is not offered (rule 19's words).
pub fn reason_word(reason: &str) -> &'static str {
    match reason {
        "outside_hours" | "override" | "no_host" => "reason-outside-hours",
        "event_hours" => "reason-event-hours",
        "out_of_office" => "reason-out-of-office",
        "holiday" => "reason-holiday",
        "pause" => "reason-pause",
        "busy" => "reason-busy",
        "buffer" => "reason-buffer",
        "past" => "reason-past",
        "no_room" => "reason-no-room",
        "notice" => "reason-notice",
        "window" => "reason-window",
        "hold" => "reason-hold",
        "seats" => "reason-seats",
        "talent_hours" => "reason-talent-hours",
        "talent_busy" => "reason-talent-busy",
        "calendar_stale" => "reason-calendar-stale",
        limit if limit.starts_with("limit_") => "reason-limit",
        _ => "refusal-slot-taken",
    }
}
