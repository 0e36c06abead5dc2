//! The parts to be cast in a call. Knows no rights and no applications.

use chrono::{DateTime, Utc};
use domain::{
    casting::RoleGender,
    id::{CastingCall, Id, Organization, Role},
};
use uuid::Uuid;

use crate::{Access, Error, Result};

/// A role as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleRecord {
    /// The role.
    pub id: Id<Role>,
    /// Its call.
    pub casting_call_id: Id<CastingCall>,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// English description, perhaps empty.
    pub description_en: String,
    /// Arabic description, perhaps empty.
    pub description_ar: String,
    /// Whom it is written for.
    pub gender: RoleGender,
    /// Youngest playing age.
    pub age_from: Option<i16>,
    /// Oldest playing age.
    pub age_to: Option<i16>,
    /// Place in the call's list.
    pub position: i32,
    /// Set when it is cast or given up.
    pub archived_at: Option<DateTime<Utc>>,
    /// The other platform's name for it.
    pub external_id: Option<String>,
    /// Rises with every change.
    pub revision: i32,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// How many applications of one status a role has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleCounts {
    /// The role.
    pub role_id: Id<Role>,
    /// All of them.
    pub applications: i64,
    /// Nobody has looked at these.
    pub submitted: i64,
    /// To be seen.
    pub shortlisted: i64,
    /// With a live audition.
    pub booked: i64,
}

struct Row {
    id: Uuid,
    casting_call_id: Uuid,
    name_en: String,
    name_ar: String,
    description_en: String,
    description_ar: String,
    gender: String,
    age_from: Option<i16>,
    age_to: Option<i16>,
    position: i32,
    archived_at: Option<DateTime<Utc>>,
    external_id: Option<String>,
    revision: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl TryFrom<Row> for RoleRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: Id::from_uuid(row.id),
            casting_call_id: Id::from_uuid(row.casting_call_id),
            name_en: row.name_en,
            name_ar: row.name_ar,
            description_en: row.description_en,
            description_ar: row.description_ar,
            gender: RoleGender::parse(&row.gender).ok_or(Error::BrokenRow { table: "roles", column: "gender" })?,
            age_from: row.age_from,
            age_to: row.age_to,
            position: row.position,
            archived_at: row.archived_at,
            external_id: row.external_id,
            revision: row.revision,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// Writes a new role, last in its call.
pub async fn insert(db: &mut impl Access, organization: Id<Organization>, role: &RoleRecord) -> Result<()> {
    let done = sqlx::query!(
        "insert into roles (id, casting_call_id, name_en, name_ar, description_en, description_ar, gender, age_from,
            age_to, position, external_id, created_at, updated_at)
         select $2, c.id, $4, $5, $6, $7, $8, $9, $10,
            coalesce((select max(position) + 1 from roles where casting_call_id = c.id), 0), $11, $12, $13
         from casting_calls c where c.organization_id = $1 and c.id = $3",
        organization.uuid(),
        role.id.uuid(),
        role.casting_call_id.uuid(),
        role.name_en,
        role.name_ar,
        role.description_en,
        role.description_ar,
        role.gender.as_str(),
        role.age_from,
        role.age_to,
        role.external_id,
        role.created_at,
        role.updated_at
    )
    .execute(db.raw())
    .await?;
    exactly_one("roles::insert", done.rows_affected())
}

/// Writes the role's words, ages, place and whether it is archived if it still has `role.revision`, and raises the revision; whether it did.
pub async fn update(db: &mut impl Access, organization: Id<Organization>, role: &RoleRecord) -> Result<bool> {
    let done = sqlx::query!(
        "update roles r set name_en = $3, name_ar = $4, description_en = $5, description_ar = $6, gender = $7,
            age_from = $8, age_to = $9, position = $10, archived_at = $11, external_id = $12, updated_at = $13, revision = r.revision + 1
         from casting_calls c where c.id = r.casting_call_id and c.organization_id = $1 and r.id = $2 and r.revision = $14",
        organization.uuid(),
        role.id.uuid(),
        role.name_en,
        role.name_ar,
        role.description_en,
        role.description_ar,
        role.gender.as_str(),
        role.age_from,
        role.age_to,
        role.position,
        role.archived_at,
        role.external_id,
        role.updated_at,
        role.revision
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The role.
pub async fn get(db: &mut impl Access, organization: Id<Organization>, id: Id<Role>) -> Result<Option<RoleRecord>> {
    sqlx::query_as!(
        Row,
        "select r.id, r.casting_call_id, r.name_en, r.name_ar, r.description_en, r.description_ar, r.gender, r.age_from,
            r.age_to, r.position, r.archived_at, r.external_id, r.revision, r.created_at, r.updated_at
         from roles r join casting_calls c on c.id = r.casting_call_id
         where c.organization_id = $1 and r.id = $2",
        organization.uuid(),
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?
    .map(RoleRecord::try_from)
    .transpose()
}

/// The call's roles in their order, archived ones last.
pub async fn list(
    db: &mut impl Access,
    organization: Id<Organization>,
    call: Id<CastingCall>,
) -> Result<Vec<RoleRecord>> {
    sqlx::query_as!(
        Row,
        "select r.id, r.casting_call_id, r.name_en, r.name_ar, r.description_en, r.description_ar, r.gender, r.age_from,
            r.age_to, r.position, r.archived_at, r.external_id, r.revision, r.created_at, r.updated_at
         from roles r join casting_calls c on c.id = r.casting_call_id
         where c.organization_id = $1 and c.id = $2
         order by (r.archived_at is not null), r.position, r.id",
        organization.uuid(),
        call.uuid()
    )
    .fetch_all(db.raw())
    .await?
    .into_iter()
    .map(RoleRecord::try_from)
    .collect()
}

/// How many applications each role of the call has; roles without any are left out.
pub async fn counts(
    db: &mut impl Access,
    organization: Id<Organization>,
    call: Id<CastingCall>,
) -> Result<Vec<RoleCounts>> {
    let rows = sqlx::query!(
        r#"select a.role_id, count(*) as "applications!",
            count(*) filter (where a.status = 'submitted') as "submitted!",
            count(*) filter (where a.status = 'shortlisted') as "shortlisted!",
            count(*) filter (where exists(select 1 from bookings b where b.application_id = a.id
                and b.status in ('pending', 'scheduled', 'confirmed'))) as "booked!"
         from applications a join roles r on r.id = a.role_id
         where a.organization_id = $1 and r.casting_call_id = $2
         group by a.role_id"#,
        organization.uuid(),
        call.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| RoleCounts {
            role_id: Id::from_uuid(row.role_id),
            applications: row.applications,
            submitted: row.submitted,
            shortlisted: row.shortlisted,
            booked: row.booked,
        })
        .collect())
}

/// Deletes a role nobody applied for, with its share of the places of event types; applications object (`applications_role_id_fkey`).
pub async fn delete(db: &mut impl Access, organization: Id<Organization>, id: Id<Role>) -> Result<bool> {
    let done = sqlx::query!(
        "with shares as (
            update event_types set role_capacities = role_capacities - $3::text, revision = revision + 1
            where organization_id = $1 and role_capacities ? $3
         )
         delete from roles r using casting_calls c
         where c.id = r.casting_call_id and c.organization_id = $1 and r.id = $2",
        organization.uuid(),
        id.uuid(),
        id.to_string()
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

fn exactly_one(statement: &'static str, rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Error::WrongCount { statement, rows }) }
}
