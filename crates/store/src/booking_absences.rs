//! Who did not come to a booking beside its talent. Written with the change of the booking that says so; a line of its history names the rows.

use chrono::{DateTime, Utc};
use domain::{
    attendance::{Mark, Party},
    id::{self, Booking, Id, User},
};
use uuid::Uuid;

use crate::{Access, Error, Result};

/// What is held of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// The row's id.
    pub id: Id<id::BookingAbsence>,
    /// What is said of whom.
    pub mark: Mark,
}

/// Whatever was said of those who come to the booking beside its talent, taken back or not. The booking's row should be locked.
pub async fn of_booking(db: &mut impl Access, booking: Id<Booking>) -> Result<Vec<Absence>> {
    sqlx::query!("select id, user_id, guest_email, no_show from booking_absences where booking_id = $1", booking.uuid())
        .fetch_all(db.raw())
        .await?
        .into_iter()
        .map(|row| {
            let who = match (row.user_id, row.guest_email) {
                (Some(user), None) => Party::Host(Id::from_uuid(user)),
                (None, Some(address)) => Party::Companion(address),
                _ => return Err(Error::BrokenRow { table: "booking_absences", column: "user_id" }),
            };
            Ok(Absence { id: Id::from_uuid(row.id), mark: Mark { who, no_show: row.no_show } })
        })
        .collect()
}

/// Writes what is said now; a row that is there already says it from now on.
pub async fn mark(
    db: &mut impl Access,
    booking: Id<Booking>,
    said: &[Absence],
    by: Option<Id<User>>,
    at: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<Uuid> = said.iter().map(|one| one.id.uuid()).collect();
    let no_shows: Vec<bool> = said.iter().map(|one| one.mark.no_show).collect();
    let hosts: Vec<Option<Uuid>> = said
        .iter()
        .map(|one| match &one.mark.who {
            Party::Host(user) => Some(user.uuid()),
            Party::Companion(_) => None,
        })
        .collect();
    let companions: Vec<Option<String>> = said
        .iter()
        .map(|one| match &one.mark.who {
            Party::Host(_) => None,
            Party::Companion(address) => Some(address.clone()),
        })
        .collect();
    sqlx::query!(
        "insert into booking_absences (id, booking_id, user_id, guest_email, no_show, marked_by, marked_at)
        select said.id, $1, said.host, said.companion, said.no_show, $6, $7
        from unnest($2::uuid[], $3::uuid[], $4::text[], $5::bool[]) as said (id, host, companion, no_show)
        on conflict (id) do update set no_show = excluded.no_show, marked_by = excluded.marked_by, marked_at = excluded.marked_at",
        booking.uuid(),
        &ids,
        &hosts as &[Option<Uuid>],
        &companions as &[Option<String>],
        &no_shows,
        by.map(Id::uuid),
        at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
