//! One application, locked and changed. Knows no rights.

use chrono::{DateTime, Utc};
use domain::{
    casting::ApplicationStatus,
    id::{Application, Id, Organization},
};

use crate::{Access, Error, Result};

/// What can be changed of an application, as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub status: ApplicationStatus,
    /// What was written with it.
    pub note: String,
    /// Rises with every change.
    pub revision: i32,
}

/// Locks the application until the end of the transaction.
pub async fn lock(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<Application>,
) -> Result<Option<Standing>> {
    let row = sqlx::query!(
        "select status, note, revision from applications where organization_id = $1 and id = $2 for update",
        organization.uuid(),
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    row.map(|row| {
        Ok(Standing {
            status: ApplicationStatus::parse(&row.status)
                .ok_or(Error::BrokenRow { table: "applications", column: "status" })?,
            note: row.note,
            revision: row.revision,
        })
    })
    .transpose()
}

/// Writes a locked application; its revision rises.
pub async fn update(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<Application>,
    new: &Standing,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update applications set status = $3, note = $4, updated_at = $5, revision = revision + 1
         where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid(),
        new.status.as_str(),
        new.note,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
