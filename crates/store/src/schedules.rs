//! Schedules: a named set of hours in one zone, a person's (global to the installation) or a room's. Their lines are
//! `availability_rules`. Knows no arithmetic of hours.

use chrono::{DateTime, Utc};
use domain::{
    actor::MemberRole,
    id::{Id, Organization, Schedule, User},
};
use uuid::Uuid;

use crate::{Access, Error, Result};

/// Whose hours these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleOwner {
    /// A person's, wherever they act.
    User(Id<User>),
    /// A room's or an event type's, of this organisation.
    Organization(Id<Organization>),
}

impl ScheduleOwner {
    fn user(self) -> Option<Uuid> {
        match self {
            Self::User(id) => Some(id.uuid()),
            Self::Organization(_) => None,
        }
    }

    fn organization(self) -> Option<Uuid> {
        match self {
            Self::User(_) => None,
            Self::Organization(id) => Some(id.uuid()),
        }
    }
}

/// A schedule as stored, without its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleRecord {
    /// The schedule.
    pub id: Id<Schedule>,
    /// Whose.
    pub owner: ScheduleOwner,
    /// What its owner calls it.
    pub name: String,
    /// IANA zone its times are read in.
    pub time_zone: String,
    /// The one used where none is named (a person's only).
    pub is_default: bool,
    /// Rises with every change, of its lines too.
    pub revision: i32,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    user_id: Option<Uuid>,
    organization_id: Option<Uuid>,
    name: String,
    time_zone: String,
    is_default: bool,
    revision: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Row> for ScheduleRecord {
    fn from(row: Row) -> Self {
        let owner = match (row.user_id, row.organization_id) {
            (Some(user), _) => ScheduleOwner::User(Id::from_uuid(user)),
            // schedules_owner_check: one of them is there.
            (None, organization) => ScheduleOwner::Organization(Id::from_uuid(organization.unwrap_or_default())),
        };
        Self {
            id: Id::from_uuid(row.id),
            owner,
            name: row.name,
            time_zone: row.time_zone,
            is_default: row.is_default,
            revision: row.revision,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Writes a new schedule. Objection: `schedules_default_key` (a second default of one person).
pub async fn insert(db: &mut impl Access, schedule: &ScheduleRecord) -> Result<()> {
    sqlx::query!(
        "insert into schedules (id, user_id, organization_id, name, time_zone, is_default, revision, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        schedule.id.uuid(),
        schedule.owner.user(),
        schedule.owner.organization(),
        schedule.name,
        schedule.time_zone,
        schedule.is_default,
        schedule.revision,
        schedule.created_at,
        schedule.updated_at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Writes name and zone if it still has `schedule.revision`, and raises the revision; whether it did.
pub async fn update(db: &mut impl Access, schedule: &ScheduleRecord) -> Result<bool> {
    let done = sqlx::query!(
        "update schedules set name = $5, time_zone = $6, updated_at = $7, revision = revision + 1
         where id = $1 and revision = $2 and (user_id = $3 or organization_id = $4)",
        schedule.id.uuid(),
        schedule.revision,
        schedule.owner.user(),
        schedule.owner.organization(),
        schedule.name,
        schedule.time_zone,
        schedule.updated_at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes one of the person's schedules their default, and the former one not.
pub async fn make_default(db: &mut impl Access, user: Id<User>, id: Id<Schedule>) -> Result<()> {
    sqlx::query!(
        "update schedules set is_default = false where user_id = $1 and is_default and id <> $2",
        user.uuid(),
        id.uuid()
    )
    .execute(db.raw())
    .await?;
    sqlx::query!("update schedules set is_default = true where user_id = $1 and id = $2", user.uuid(), id.uuid())
        .execute(db.raw())
        .await?;
    Ok(())
}

/// The owner's schedule of that id.
pub async fn get(db: &mut impl Access, owner: ScheduleOwner, id: Id<Schedule>) -> Result<Option<ScheduleRecord>> {
    let row = sqlx::query_as!(
        Row,
        "select id, user_id, organization_id, name, time_zone, is_default, revision, created_at, updated_at
         from schedules where id = $1 and (user_id = $2 or organization_id = $3)",
        id.uuid(),
        owner.user(),
        owner.organization()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(ScheduleRecord::from))
}

/// The owner's schedules, the default first.
pub async fn list(db: &mut impl Access, owner: ScheduleOwner) -> Result<Vec<ScheduleRecord>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, user_id, organization_id, name, time_zone, is_default, revision, created_at, updated_at
         from schedules where user_id = $1 or organization_id = $2 order by is_default desc, name, id",
        owner.user(),
        owner.organization()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(ScheduleRecord::from).collect())
}

/// A schedule of a member, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersSchedule {
    /// Which.
    pub id: Id<Schedule>,
    /// What they call it.
    pub name: String,
    /// The one used where none is named.
    pub is_default: bool,
}

/// An active member as somebody who may host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PossibleHost {
    /// Who.
    pub user_id: Id<User>,
    /// Their Latin name, perhaps empty.
    pub name_latin: String,
    /// Their Arabic name, perhaps empty.
    pub name_arabic: String,
    /// What they may do.
    pub role: MemberRole,
    /// Their schedules, the default first.
    pub schedules: Vec<MembersSchedule>,
}

/// Everybody who may act for the organisation with their schedules, by name.
pub async fn possible_hosts(db: &mut impl Access, organization: Id<Organization>) -> Result<Vec<PossibleHost>> {
    let rows = sqlx::query!(
        r#"select u.id as "user_id!", u.name_latin as "name_latin!", u.name_arabic as "name_arabic!", m.role as "role!",
            s.id as "id?", s.name as "name?", s.is_default as "is_default?"
        from memberships m join users u on u.id = m.user_id left join schedules s on s.user_id = m.user_id
        where m.organization_id = $1 and m.deactivated_at is null
        order by u.name_latin, u.name_arabic, m.id, s.is_default desc, s.name, s.id"#,
        organization.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    let mut hosts: Vec<PossibleHost> = Vec::new();
    for row in rows {
        let user_id = Id::from_uuid(row.user_id);
        let schedule = row.id.zip(row.name).map(|(id, name)| MembersSchedule {
            id: Id::from_uuid(id),
            name,
            is_default: row.is_default.unwrap_or_default(),
        });
        match hosts.last_mut() {
            Some(host) if host.user_id == user_id => host.schedules.extend(schedule),
            _ => hosts.push(PossibleHost {
                user_id,
                name_latin: row.name_latin,
                name_arabic: row.name_arabic,
                role: MemberRole::parse(&row.role).ok_or(Error::BrokenRow { table: "memberships", column: "role" })?,
                schedules: schedule.into_iter().collect(),
            }),
        }
    }
    Ok(hosts)
}

/// The default schedules of these people (those who have one), for laying slots.
pub async fn defaults_of(db: &mut impl Access, users: &[Id<User>]) -> Result<Vec<ScheduleRecord>> {
    let ids: Vec<_> = users.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, user_id, organization_id, name, time_zone, is_default, revision, created_at, updated_at
         from schedules where user_id = any($1) and is_default",
        &ids
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(ScheduleRecord::from).collect())
}

/// The schedules of these ids, whoever's they are, for laying slots (the event type or room that names them was checked).
pub async fn list_any_owner(db: &mut impl Access, ids: &[Id<Schedule>]) -> Result<Vec<ScheduleRecord>> {
    let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, user_id, organization_id, name, time_zone, is_default, revision, created_at, updated_at
         from schedules where id = any($1)",
        &ids
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(ScheduleRecord::from).collect())
}

/// Deletes the schedule with its lines; whether it was there. Hosts and rooms that used it fall back to their default.
pub async fn delete(db: &mut impl Access, owner: ScheduleOwner, id: Id<Schedule>) -> Result<bool> {
    let done = sqlx::query!(
        "delete from schedules where id = $1 and (user_id = $2 or organization_id = $3)",
        id.uuid(),
        owner.user(),
        owner.organization()
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}
