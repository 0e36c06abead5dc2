//! Whose calendars bookings and meetings concern, and which of those named in calendars are ours.

use domain::id::{Booking, EventType, Id, Occurrence, User};
use uuid::Uuid;

use crate::{Access, Result};

/// Whose calendars a change of a booking concerns: of `people` those who have bookings written, and all who have this one.
pub async fn concerned_any_owner(db: &mut impl Access, booking: Id<Booking>, people: &[Uuid]) -> Result<Vec<Id<User>>> {
    let ids = sqlx::query_scalar!(
        r#"select user_id as "id!" from calendars where writes_here and user_id = any($2)
           union select x.user_id from calendar_exceptions x join bookings b on b.event_type_id = x.event_type_id
               where b.id = $1 and x.user_id = any($2) and x.write_calendar_id is not null
           union select user_id from booking_calendar_events where booking_id = $1"#,
        booking.uuid(),
        people
    )
    .fetch_all(db.raw())
    .await?;
    Ok(ids.into_iter().map(Id::from_uuid).collect())
}

/// Whose calendars a change of a meeting concerns: of its `hosts` those who have bookings of its event type written, and all who have it.
pub async fn concerned_by_meeting_any_owner(
    db: &mut impl Access,
    meeting: Id<Occurrence>,
    event_type: Id<EventType>,
    hosts: &[Uuid],
) -> Result<Vec<Id<User>>> {
    let ids = sqlx::query_scalar!(
        r#"select user_id as "id!" from calendars where writes_here and user_id = any($3)
           union select user_id from calendar_exceptions
               where event_type_id = $2 and user_id = any($3) and write_calendar_id is not null
           union select user_id from booking_calendar_events where occurrence_id = $1"#,
        meeting.uuid(),
        event_type.uuid(),
        hosts
    )
    .fetch_all(db.raw())
    .await?;
    Ok(ids.into_iter().map(Id::from_uuid).collect())
}

/// Of these bookings and meetings the ones there are: a UID of ours in a calendar may be of another installation.
pub async fn known_any_owner(db: &mut impl Access, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let found = sqlx::query_scalar!(
        r#"select id as "id!" from bookings where id = any($1) union all select id from occurrences where id = any($1)"#,
        ids
    );
    Ok(found.fetch_all(db.raw()).await?)
}
