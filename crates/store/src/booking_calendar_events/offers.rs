//! What owners of calendars did to bookings' events, with what they know the bookings by.

use chrono::{DateTime, Utc};
use domain::id::{Booking, BookingCalendarEvent, Id, Organization, User};

use super::SeenChange;
use crate::{Access, Result, bookings::Words};

/// What was done to an event, with what its owner knows the booking by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferRecord {
    /// Of which booking; of a meeting with several places, of the first of them.
    pub booking_id: Id<Booking>,
    /// How many others have a place in it.
    pub others: i64,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// The talent's or guest's name.
    pub name_latin: String,
    /// The same in Arabic.
    pub name_arabic: String,
    /// The role, or the event type.
    pub what: Words,
    /// What was done.
    pub seen: SeenChange,
}

/// Whether an organisation has bookings follow what their hosts do in their calendars, without asking them.
pub async fn applies(db: &mut impl Access, organization: Id<Organization>) -> Result<bool> {
    let found =
        sqlx::query_scalar!("select applies_calendar_changes from organizations where id = $1", organization.uuid())
            .fetch_optional(db.raw())
            .await?;
    Ok(found.unwrap_or(false))
}

/// Sets it.
pub async fn set_applies(
    db: &mut impl Access,
    organization: Id<Organization>,
    applies: bool,
    at: DateTime<Utc>,
) -> Result<()> {
    let done = sqlx::query!(
        "update organizations set applies_calendar_changes = $2, updated_at = $3 where id = $1",
        organization.uuid(),
        applies,
        at,
    )
    .execute(db.raw())
    .await?;
    crate::error::exactly("booking_calendar_events.set_applies", done.rows_affected(), 1)
}

/// Counts a change of an event that the booking is to follow by itself, at most `most` of them in its life; whether this is one.
pub async fn count_applied(db: &mut impl Access, event: Id<BookingCalendarEvent>, most: i32) -> Result<bool> {
    let done = sqlx::query!(
        "update booking_calendar_events set applied = applied + 1 where id = $1 and applied < $2 and seen_kind is not null",
        event.uuid(),
        most
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a person did in their calendar to bookings that are still to come, soonest first, at most `limit`.
pub async fn offers(db: &mut impl Access, user: Id<User>, now: DateTime<Utc>, limit: i64) -> Result<Vec<OfferRecord>> {
    let rows = sqlx::query!(
        r#"select b.id as "booking_id!", b.others as "others!", oc.starts_at, e.seen_kind as "seen_kind!", e.seen_starts_at, e.seen_ends_at,
            coalesce(tp.name_latin, b.guest_name, '') as "name_latin!", coalesce(tp.name_arabic, '') as "name_arabic!",
            coalesce(r.name_en, et.name_en) as "what_en!", coalesce(r.name_ar, et.name_ar) as "what_ar!"
         from booking_calendar_events e
         join lateral (
            select b.*, count(*) over () - 1 as others from bookings b
            where (b.id = e.booking_id or b.occurrence_id = e.occurrence_id) and b.status in ('pending', 'scheduled', 'confirmed')
            order by b.created_at, b.id limit 1) b on true
         join occurrences oc on oc.id = b.occurrence_id
         join event_types et on et.id = b.event_type_id
         left join talent_profiles tp on tp.id = b.talent_profile_id
         left join applications a on a.id = b.application_id
         left join roles r on r.id = a.role_id
         where e.user_id = $1 and e.seen_at is not null and oc.starts_at > $2
         order by oc.starts_at, e.id limit $3"#,
        user.uuid(),
        now,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| OfferRecord {
            booking_id: Id::from_uuid(row.booking_id),
            others: row.others,
            starts_at: row.starts_at,
            name_latin: row.name_latin,
            name_arabic: row.name_arabic,
            what: Words { en: row.what_en, ar: row.what_ar },
            seen: match (row.seen_kind.as_str(), row.seen_starts_at, row.seen_ends_at) {
                ("moved", Some(starts_at), Some(ends_at)) => SeenChange::Moved { starts_at, ends_at },
                ("declined", ..) => SeenChange::Declined,
                _ => SeenChange::Removed,
            },
        })
        .collect())
}
