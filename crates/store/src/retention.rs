//! What an organisation forgets when its retention time is over. Knows no time itself: it is told the instant before which all lapses.

use chrono::{DateTime, Utc};
use domain::id::{Id, Organization};

use crate::{Access, Result};

/// Deletes messages that reached their end before `before`, with their words and addresses, at most `limit`; answers how many.
pub async fn delete_messages(
    db: &mut impl Access,
    organization: Id<Organization>,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<u64> {
    let done = sqlx::query!(
        "delete from notifications where id in (
            select id from notifications where organization_id = $1 and created_at < $2
                and status in ('sent', 'failed', 'skipped') and next_attempt_at is null limit $3)",
        organization.uuid(),
        before,
        limit
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected())
}

/// Empties what people wrote at bookings that ended before `before`: messages, notes, answers, reasons, and how guests are reached. That
/// they happened, and with whom, stays.
pub async fn empty_bookings(
    db: &mut impl Access,
    organization: Id<Organization>,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<u64> {
    let emptied = sqlx::query_scalar!(
        r#"with emptied as (update bookings set message = '', talent_notes = '', caster_notes = '', answers = '{}', cancellation_reason = null,
            guest_email = case when guest_email is not null then '' end, guest_phone = null, guest_others = '{}', guest_metadata = null
         where id in (
            select b.id from occurrences o join bookings b on b.occurrence_id = o.id
            where o.organization_id = $1 and o.starts_at < $2 and o.ends_at < $2
                and (b.message <> '' or b.talent_notes <> '' or b.caster_notes <> '' or b.answers <> '{}'
                    or b.cancellation_reason is not null or b.guest_email <> '' or b.guest_phone is not null) limit $3)
         returning id),
         companions as (
            update booking_absences ab set guest_email = '' from emptied where ab.booking_id = emptied.id and ab.guest_email <> '')
         select count(*) as "emptied!" from emptied"#,
        organization.uuid(),
        before,
        limit
    )
    .fetch_one(db.raw())
    .await?;
    Ok(u64::try_from(emptied).unwrap_or(0))
}
