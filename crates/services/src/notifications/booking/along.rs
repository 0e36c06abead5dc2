//! Whom of those who come along with a guest a change concerns: they are told once it is agreed, when it moves or is called off, and when they
//! are put on the list or taken from it. Knows no words.

use domain::{
    booking_event::{BookingEvent, EventKind},
    notification_rule::Channel,
};
use store::{Access, bookings::BookingRecord};

use super::{
    super::{
        kind::Kind,
        people::{Reader, Recipient, along, companion},
    },
    Note, news,
};
use crate::Result;

/// What those who come along are told of an event.
pub(super) async fn news_for_along(
    db: &mut impl Access,
    event: &BookingEvent,
    booking: &BookingRecord,
) -> Result<Vec<Note>> {
    let company = along(booking);
    if company.is_empty() && event.company.left.is_empty() {
        return Ok(Vec::new());
    }
    let is_agreed = booking.status.is_agreed();
    // What was never agreed they never heard of: neither that it moved nor that it is off.
    let told = match event.kind {
        EventKind::Booked | EventKind::Accepted => Vec::new(),
        EventKind::Rescheduled | EventKind::Cancelled | EventKind::Declined | EventKind::Amended => {
            store::notifications::told_along(db, booking.id).await?
        }
        _ => return Ok(Vec::new()),
    };
    // A new message to the talent or another list of those who come along is not theirs to read.
    let elsewhere = event.amended.iter().any(|field| !matches!(*field, "message" | "guests"));
    let kind_for = |address: &String| {
        let knows = told.contains(address);
        match event.kind {
            EventKind::Booked | EventKind::Accepted => is_agreed.then_some(Kind::Invitation),
            EventKind::Amended if event.company.joined.contains(address) => is_agreed.then_some(Kind::Invitation),
            EventKind::Amended => (elsewhere && knows && is_agreed).then_some(Kind::Amended),
            EventKind::Rescheduled if knows => Some(Kind::Moved),
            EventKind::Rescheduled => is_agreed.then_some(Kind::Invitation),
            _ => knows.then_some(Kind::Cancelled),
        }
    };
    let staying = company.into_iter().filter_map(|person| Some((kind_for(&person.address)?, person)));
    let left = event.company.left.iter().filter(|address| told.contains(address));
    let left = left.map(|address| (Kind::Left, companion(booking, address)));
    let note = |(kind, person): (Kind, Recipient)| {
        let dedupe_key = format!("{}:{}:{}:{}", booking.id, event.revision, kind.as_str(), person.address);
        let news = news(event, Reader::Guest);
        Note { kind, news, person, channel: Channel::Email, rule_id: None, not_before: None, dedupe_key }
    };
    Ok(staying.chain(left).map(note).collect())
}

/// Whether a message to one who comes along is still theirs: they are on the list, or were taken from it where it says that.
pub(super) fn concerns(kind: Kind, address: &str, booking: &BookingRecord) -> bool {
    let is_listed = along(booking).iter().any(|person| person.address == address);
    is_listed == (kind != Kind::Left)
}
