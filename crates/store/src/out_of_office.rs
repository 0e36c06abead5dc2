//! Time off, a person's own. Beats every hour (rule 6). Knows no bookings.

use chrono::{DateTime, Utc};
use domain::id::{Id, OutOfOffice, User};
use sqlx::postgres::types::PgRange;
use std::ops::Bound;
use uuid::Uuid;

use crate::{Access, Error, Result};

/// Time off as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfOfficeRecord {
    /// The entry.
    pub id: Id<OutOfOffice>,
    /// Whose.
    pub user_id: Id<User>,
    /// First instant away.
    pub starts_at: DateTime<Utc>,
    /// First instant back.
    pub ends_at: DateTime<Utc>,
    /// Whether it was typed as whole dates of `time_zone`.
    pub whole_dates: bool,
    /// IANA zone it was typed in.
    pub time_zone: String,
    /// Why, for the person's own organisation.
    pub reason: String,
    /// Who stands in.
    pub delegate_user_id: Option<Id<User>>,
}

struct Row {
    id: Uuid,
    user_id: Uuid,
    during: PgRange<DateTime<Utc>>,
    whole_dates: bool,
    time_zone: String,
    reason: String,
    delegate_user_id: Option<Uuid>,
}

impl TryFrom<Row> for OutOfOfficeRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let (Bound::Included(starts_at), Bound::Excluded(ends_at)) = (row.during.start, row.during.end) else {
            return Err(Error::BrokenRow { table: "out_of_office", column: "during" });
        };
        Ok(Self {
            id: Id::from_uuid(row.id),
            user_id: Id::from_uuid(row.user_id),
            starts_at,
            ends_at,
            whole_dates: row.whole_dates,
            time_zone: row.time_zone,
            reason: row.reason,
            delegate_user_id: row.delegate_user_id.map(Id::from_uuid),
        })
    }
}

/// Writes new time off.
pub async fn insert(db: &mut impl Access, off: &OutOfOfficeRecord, now: DateTime<Utc>) -> Result<()> {
    let during = PgRange { start: Bound::Included(off.starts_at), end: Bound::Excluded(off.ends_at) };
    sqlx::query!(
        "insert into out_of_office (id, user_id, during, whole_dates, time_zone, reason, delegate_user_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        off.id.uuid(),
        off.user_id.uuid(),
        during,
        off.whole_dates,
        off.time_zone,
        off.reason,
        off.delegate_user_id.map(Id::uuid),
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Time off of these people that touches [`from`, `to`), in order.
pub async fn list(
    db: &mut impl Access,
    users: &[Id<User>],
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<OutOfOfficeRecord>> {
    let ids: Vec<_> = users.iter().map(|id| id.uuid()).collect();
    sqlx::query_as!(
        Row,
        "select id, user_id, during, whole_dates, time_zone, reason, delegate_user_id
         from out_of_office where user_id = any($1) and during && tstzrange($2, $3) order by lower(during), id",
        &ids,
        from,
        to
    )
    .fetch_all(db.raw())
    .await?
    .into_iter()
    .map(OutOfOfficeRecord::try_from)
    .collect()
}

/// Deletes one's own time off; whether it was there.
pub async fn delete(db: &mut impl Access, user: Id<User>, id: Id<OutOfOffice>) -> Result<bool> {
    let done = sqlx::query!("delete from out_of_office where user_id = $1 and id = $2", user.uuid(), id.uuid())
        .execute(db.raw())
        .await?;
    Ok(done.rows_affected() == 1)
}
