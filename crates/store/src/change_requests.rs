//! "Another time", asked by either side: the talent proposes times, the office leaves the choice to them. At most one is open per booking; it
//! is closed by the statement that changes the booking.

use chrono::{DateTime, Utc};
use domain::id::{Booking, ChangeRequest, Id, User};

use crate::{Access, Result, bookings::OpenRequest};

/// Opens the talent's request. Constraint `change_requests_one_open` objects to a second one.
pub async fn open(
    db: &mut impl Access,
    booking: Id<Booking>,
    request: &OpenRequest,
    requested_by: Option<Id<User>>,
) -> Result<()> {
    sqlx::query!(
        "insert into change_requests (id, booking_id, proposed_starts, note, requested_by, created_at) values ($1, $2, $3, $4, $5, $6)",
        request.id.uuid(),
        booking.uuid(),
        &request.proposed,
        request.note,
        requested_by.map(Id::uuid),
        request.created_at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Opens the office's request. The talent's open one, if there is one, is refused by it: none of the times they proposed will do.
pub async fn ask(
    db: &mut impl Access,
    booking: Id<Booking>,
    id: Id<ChangeRequest>,
    reason: &str,
    requested_by: Option<Id<User>>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update change_requests set status = 'refused', answer = $2, resolved_by = $3, resolved_at = $4
        where booking_id = $1 and status = 'open' and side = 'talent'",
        booking.uuid(),
        reason,
        requested_by.map(Id::uuid),
        at,
    )
    .execute(db.raw())
    .await?;
    sqlx::query!(
        "insert into change_requests (id, booking_id, side, proposed_starts, note, requested_by, created_at)
        values ($1, $2, 'caster', '{}', $3, $4, $5)",
        id.uuid(),
        booking.uuid(),
        reason,
        requested_by.map(Id::uuid),
        at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Bookings whose open request has nothing to ask any more at `now`: the booking has begun or ended, or every time the talent proposed passed.
pub async fn lapsed_any_owner(
    db: &mut impl Access,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(Id<Booking>, Id<ChangeRequest>)>> {
    Ok(sqlx::query!(
        "select r.id, r.booking_id from change_requests r
        join bookings b on b.id = r.booking_id join occurrences oc on oc.id = b.occurrence_id
        where r.status = 'open' and (oc.starts_at <= $1 or b.status not in ('pending', 'scheduled', 'confirmed')
            or (r.side = 'talent' and not exists (select from unnest(r.proposed_starts) p where p > $1)))
        order by r.created_at limit $2",
        now,
        limit
    )
    .fetch_all(db.raw())
    .await?
    .into_iter()
    .map(|row| (Id::from_uuid(row.booking_id), Id::from_uuid(row.id)))
    .collect())
}
