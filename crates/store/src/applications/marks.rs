//! Several applications marked at once. Knows no rights.

use chrono::{DateTime, Utc};
use domain::{
    casting::ApplicationStatus,
    id::{Application, CastingCall, Id, Organization},
};

use super::{Filter, Matched};
use crate::{Access, Result, talent_profiles::patterns};

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
    let others = found.into_iter().filter(|row| row.status != status.as_str());
    let others: Vec<_> = others.map(|row| Id::from_uuid(row.id)).collect();
    write_status(db, organization, &others, status, now).await?;
    Ok(Some(others))
}

/// Whom a filter matches, locked, at most `limit` of them: who they are together, and which have another status.
pub async fn lock_matching(
    db: &mut impl Access,
    organization: Id<Organization>,
    filter: &Filter,
    status: ApplicationStatus,
) -> Result<(Matched, Vec<Id<Application>>)> {
    let found = sqlx::query!(
        r#"select a.id as "id!", a.status as "status!", hashtextextended(a.id::text, 0) as "sum!"
         from applications a
         join talent_profiles p on p.id = a.talent_profile_id
         join roles r on r.id = a.role_id
         where a.organization_id = $1
            and ($2::uuid is null or a.role_id = $2)
            and ($3::uuid is null or r.casting_call_id = $3)
            and ($4::text is null or a.status = $4)
            and (cardinality($5::text[]) = 0 or p.search_key like all($5)
                or ($6 <> '' and word_similarity($6, p.search_key) >= 0.55)
                or ($7 <> '' and (strpos(lower(p.email), $7) > 0 or strpos(regexp_replace(p.phone, '\D', '', 'g'), $7) > 0)))
         order by a.id limit $8 for update of a"#,
        organization.uuid(),
        filter.role_id.map(Id::uuid),
        filter.casting_call_id.map(Id::uuid),
        filter.status.map(ApplicationStatus::as_str),
        &patterns(&filter.words),
        filter.whole,
        filter.contact,
        filter.limit
    )
    .fetch_all(db.raw())
    .await?;
    let together = Matched {
        count: i64::try_from(found.len()).unwrap_or(i64::MAX),
        sum: found.iter().fold(0, |sum, row| sum ^ row.sum),
    };
    let others = found.into_iter().filter(|row| row.status != status.as_str());
    Ok((together, others.map(|row| Id::from_uuid(row.id)).collect()))
}

/// Writes the status of these, which are locked.
pub async fn write_status(
    db: &mut impl Access,
    organization: Id<Organization>,
    ids: &[Id<Application>],
    status: ApplicationStatus,
    now: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    sqlx::query!(
        "update applications set status = $3, updated_at = $4, revision = revision + 1
         where organization_id = $1 and id = any($2)",
        organization.uuid(),
        &ids,
        status.as_str(),
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
