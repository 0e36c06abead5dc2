//! Travel: the dates inside are lived in another zone (rule 7).

use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{Id, TravelPeriod, User};

use crate::{Access, Result};

/// A travel period as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TravelRecord {
    /// The period.
    pub id: Id<TravelPeriod>,
    /// Whose.
    pub user_id: Id<User>,
    /// First date.
    pub starts_on: NaiveDate,
    /// Last date, included.
    pub ends_on: NaiveDate,
    /// IANA zone lived in meanwhile.
    pub time_zone: String,
}

/// Writes a new period.
pub async fn insert(db: &mut impl Access, travel: &TravelRecord, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into travel_periods (id, user_id, starts_on, ends_on, time_zone, created_at) values ($1, $2, $3, $4, $5, $6)",
        travel.id.uuid(),
        travel.user_id.uuid(),
        travel.starts_on,
        travel.ends_on,
        travel.time_zone,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Periods of these people that touch the dates `from` to `to`, in order.
pub async fn list(
    db: &mut impl Access,
    users: &[Id<User>],
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<TravelRecord>> {
    let ids: Vec<_> = users.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        "select id, user_id, starts_on, ends_on, time_zone from travel_periods
         where user_id = any($1) and ends_on >= $2 and starts_on <= $3 order by starts_on, id",
        &ids,
        from,
        to
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| TravelRecord {
            id: Id::from_uuid(row.id),
            user_id: Id::from_uuid(row.user_id),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            time_zone: row.time_zone,
        })
        .collect())
}

/// Deletes one's own period; whether it was there.
pub async fn delete(db: &mut impl Access, user: Id<User>, id: Id<TravelPeriod>) -> Result<bool> {
    let done = sqlx::query!("delete from travel_periods where user_id = $1 and id = $2", user.uuid(), id.uuid())
        .execute(db.raw())
        .await?;
    Ok(done.rows_affected() == 1)
}
