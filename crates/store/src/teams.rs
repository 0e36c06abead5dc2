//! Teams: named sets of members that own event types. Knows no calendars.

use chrono::{DateTime, Utc};
use domain::id::{Id, Organization, Team, User};

use crate::{Access, Error, Result};

/// A team as stored, with its members' ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamRecord {
    /// The team.
    pub id: Id<Team>,
    /// Its owner.
    pub organization_id: Id<Organization>,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// Set when it is no longer used.
    pub archived_at: Option<DateTime<Utc>>,
    /// Its members.
    pub members: Vec<Id<User>>,
}

/// Writes a new team with its members.
pub async fn insert(db: &mut impl Access, team: &TeamRecord, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into teams (id, organization_id, name_en, name_ar, archived_at, created_at) values ($1, $2, $3, $4, $5, $6)",
        team.id.uuid(),
        team.organization_id.uuid(),
        team.name_en,
        team.name_ar,
        team.archived_at,
        now
    )
    .execute(db.raw())
    .await?;
    write_members(db, team).await
}

/// Writes names, archive mark and members.
pub async fn update(db: &mut impl Access, team: &TeamRecord) -> Result<()> {
    let done = sqlx::query!(
        "update teams set name_en = $3, name_ar = $4, archived_at = $5 where organization_id = $1 and id = $2",
        team.organization_id.uuid(),
        team.id.uuid(),
        team.name_en,
        team.name_ar,
        team.archived_at
    )
    .execute(db.raw())
    .await?;
    if done.rows_affected() != 1 {
        return Err(Error::WrongCount { statement: "teams::update", rows: done.rows_affected() });
    }
    sqlx::query!("delete from team_members where team_id = $1", team.id.uuid()).execute(db.raw()).await?;
    write_members(db, team).await
}

async fn write_members(db: &mut impl Access, team: &TeamRecord) -> Result<()> {
    let ids: Vec<_> = team.members.iter().map(|id| id.uuid()).collect();
    sqlx::query!(
        "insert into team_members (team_id, user_id)
         select $1, m.user_id from memberships m where m.organization_id = $2 and m.user_id = any($3)",
        team.id.uuid(),
        team.organization_id.uuid(),
        &ids
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The team.
pub async fn get(db: &mut impl Access, organization: Id<Organization>, id: Id<Team>) -> Result<Option<TeamRecord>> {
    Ok(list(db, organization, true).await?.into_iter().find(|team| team.id == id))
}

/// The organisation's teams by name; archived ones only when asked for.
pub async fn list(db: &mut impl Access, organization: Id<Organization>, archived: bool) -> Result<Vec<TeamRecord>> {
    let rows = sqlx::query!(
        r#"select t.id, t.name_en, t.name_ar, t.archived_at,
            array(select m.user_id from team_members m where m.team_id = t.id order by m.user_id) as "members!"
         from teams t where t.organization_id = $1 and ($2 or t.archived_at is null)
         order by (t.archived_at is not null), t.name_en, t.id limit 500"#,
        organization.uuid(),
        archived
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| TeamRecord {
            id: Id::from_uuid(row.id),
            organization_id: organization,
            name_en: row.name_en,
            name_ar: row.name_ar,
            archived_at: row.archived_at,
            members: row.members.into_iter().map(Id::from_uuid).collect(),
        })
        .collect())
}
