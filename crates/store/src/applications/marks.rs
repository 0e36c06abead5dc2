//! Several applications marked at once. Knows no rights.

use chrono::{DateTime, Utc};
use domain::{
    casting::ApplicationStatus,
    id::{Application, CastingCall, Id, Organization},
};

use crate::{Access, Result};

/// Sets the status of those of these applications of the call that have another; answers which. `None`: not all are of this call.
pub async fn set_statuses(
    db: &mut impl Access,
    organization: Id<Organization>,
    call: Id<CastingCall>,
    ids: &[Id<Application>],
    status: ApplicationStatus,
    now: DateTime<Utc>,
) -> Result<Option<Vec<Id<Application>>>> {
    let wanted: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    let found = sqlx::query!(
        "select a.id, a.status from applications a join roles r on r.id = a.role_id
         where a.organization_id = $1 and r.casting_call_id = $2 and a.id = any($3) order by a.id for update of a",
        organization.uuid(),
        call.uuid(),
        &wanted
    )
    .fetch_all(db.raw())
    .await?;
    if found.len() != ids.len() {
        return Ok(None);
    }
    let others: Vec<_> = found.into_iter().filter(|row| row.status != status.as_str()).map(|row| row.id).collect();
    sqlx::query!(
        "update applications set status = $3, updated_at = $4, revision = revision + 1
         where organization_id = $1 and id = any($2)",
        organization.uuid(),
        &others,
        status.as_str(),
        now
    )
    .execute(db.raw())
    .await?;
    Ok(Some(others.into_iter().map(Id::from_uuid).collect()))
}
