//! Filters of the list of bookings that members keep. Every one is one member's own.

use chrono::{DateTime, Utc};
use domain::id::{Id, Organization, SavedView, User};

use crate::{Access, Result};

/// A kept filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedViewRecord {
    /// Which.
    pub id: Id<SavedView>,
    /// What its owner calls it.
    pub name: String,
    /// The filters as they stand in the address.
    pub query: String,
}

/// A member's own, by name; at most `limit`.
pub async fn list(
    db: &mut impl Access,
    organization: Id<Organization>,
    user: Id<User>,
    limit: i64,
) -> Result<Vec<SavedViewRecord>> {
    let rows = sqlx::query!(
        "select id, name, query from saved_views where organization_id = $1 and user_id = $2 order by name, id limit $3",
        organization.uuid(),
        user.uuid(),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SavedViewRecord { id: Id::from_uuid(row.id), name: row.name, query: row.query })
        .collect())
}

/// Keeps filters under a name; a name that is there already stands for the new ones.
pub async fn put(
    db: &mut impl Access,
    organization: Id<Organization>,
    user: Id<User>,
    view: &SavedViewRecord,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into saved_views (id, organization_id, user_id, name, query, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict on constraint saved_views_name_key do update set query = excluded.query",
        view.id.uuid(),
        organization.uuid(),
        user.uuid(),
        view.name,
        view.query,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Forgets one of the member's own; whether it was there.
pub async fn delete(
    db: &mut impl Access,
    organization: Id<Organization>,
    user: Id<User>,
    id: Id<SavedView>,
) -> Result<bool> {
    let done = sqlx::query!(
        "delete from saved_views where organization_id = $1 and user_id = $2 and id = $3",
        organization.uuid(),
        user.uuid(),
        id.uuid()
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}
