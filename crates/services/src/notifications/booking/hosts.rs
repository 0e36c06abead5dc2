//! What hosts are told without a rule: that a booking became theirs or is no longer, and what becomes of one they were mailed about before.

use domain::{
    booking_event::{BookingEvent, EventKind},
    notification_rule::Channel,
};
use store::{Access, bookings::BookingRecord};

use super::{Note, news};
use crate::{
    Result,
    notifications::{
        kind::Kind,
        people::{Reader, team},
    },
};

/// Those whose place in the team changed, but for whoever did it. It is what they are told first, whatever else happened.
pub(super) async fn add_changed(
    db: &mut impl Access,
    event: &BookingEvent,
    booking: &BookingRecord,
    notes: &mut Vec<Note>,
) -> Result<()> {
    let told: Vec<_> = event
        .handed
        .iter()
        .flat_map(|one| [one.from, one.to])
        .flatten()
        .filter(|user| event.actor != Some(*user))
        .collect();
    if told.is_empty() {
        return Ok(());
    }
    let people = team(db, booking, &told).await?;
    notes.retain(|note| {
        note.news.to != Reader::Caster || !people.iter().any(|person| person.user_id == note.person.user_id)
    });
    let kind = Kind::Reassigned;
    notes.extend(people.into_iter().map(|person| {
        let news = news(event, Reader::Host);
        let dedupe_key = format!("{}:{}:{}:{}", booking.id, event.revision, kind.as_str(), person.address);
        Note { kind, news, person, channel: Channel::Email, rule_id: None, not_before: None, dedupe_key }
    }));
    Ok(())
}

/// Hosts who were mailed about the booking before, when it gets another time or is called off by somebody else: their calendar holds what that
/// mail said.
pub(super) async fn add_told_before(
    db: &mut impl Access,
    event: &BookingEvent,
    booking: &BookingRecord,
    notes: &mut Vec<Note>,
) -> Result<()> {
    if !matches!(event.kind, EventKind::Rescheduled | EventKind::Cancelled) {
        return Ok(());
    }
    let Some(kind) = Kind::of(event) else { return Ok(()) };
    let told = |user| event.actor == Some(user) || notes.iter().any(|note| note.person.user_id == Some(user));
    let others: Vec<_> = booking.staff.iter().map(|person| person.user_id).filter(|user| !told(*user)).collect();
    if others.is_empty() {
        return Ok(());
    }
    for person in team(db, booking, &others).await? {
        if store::notifications::first_message_id(db, booking.id, &person.address).await?.is_some() {
            let news = news(event, Reader::Host);
            let dedupe_key = format!("{}:{}:{}:{}", booking.id, event.revision, kind.as_str(), person.address);
            notes.push(Note {
                kind,
                news,
                person,
                channel: Channel::Email,
                rule_id: None,
                not_before: None,
                dedupe_key,
            });
        }
    }
    Ok(())
}
