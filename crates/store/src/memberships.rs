//! Memberships: a user's place and role in an organisation. Knows no rule about who may change one.

use chrono::{DateTime, Utc};
use domain::{
    actor::MemberRole,
    id::{Id, Membership, Organization, User},
};

use crate::{Access, Error, Result};

/// A membership with what lists show of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipRecord {
    /// Its id.
    pub id: Id<Membership>,
    /// The organisation.
    pub organization_id: Id<Organization>,
    /// The person.
    pub user_id: Id<User>,
    /// What they may do.
    pub role: MemberRole,
    /// Since when they may not act any more.
    pub deactivated_at: Option<DateTime<Utc>>,
    /// Since when they belong.
    pub created_at: DateTime<Utc>,
    /// The person's address.
    pub email: Option<String>,
    /// The person's Latin name.
    pub name_latin: String,
    /// The person's Arabic name.
    pub name_arabic: String,
    /// Whether the person has a second factor.
    pub has_second_factor: bool,
    /// When the person was last seen in this installation.
    pub last_seen_at: Option<DateTime<Utc>>,
}

/// The role of a stored word.
pub(crate) fn role(word: &str) -> Result<MemberRole> {
    MemberRole::parse(word).ok_or(Error::BrokenRow { table: "memberships", column: "role" })
}

/// Inserts a membership; a second one of the same person meets `memberships_organization_user_key`.
pub async fn insert(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<Membership>,
    user: Id<User>,
    role: MemberRole,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into memberships (id, organization_id, user_id, role, created_at) values ($1, $2, $3, $4, $5)",
        id.uuid(),
        organization.uuid(),
        user.uuid(),
        role.as_str(),
        at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The role of an active member in an organisation that they may act in.
pub async fn active_role(
    db: &mut impl Access,
    organization: Id<Organization>,
    user: Id<User>,
) -> Result<Option<MemberRole>> {
    let word = sqlx::query_scalar!(
        "select m.role from memberships m join users u on u.id = m.user_id
         where m.organization_id = $1 and m.user_id = $2 and m.deactivated_at is null and u.deactivated_at is null",
        organization.uuid(),
        user.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    word.as_deref().map(role).transpose()
}

macro_rules! record {
    ($row:expr) => {
        Ok(MembershipRecord {
            id: Id::from_uuid($row.id),
            organization_id: Id::from_uuid($row.organization_id),
            user_id: Id::from_uuid($row.user_id),
            role: role(&$row.role)?,
            deactivated_at: $row.deactivated_at,
            created_at: $row.created_at,
            email: $row.email,
            name_latin: $row.name_latin,
            name_arabic: $row.name_arabic,
            has_second_factor: $row.has_second_factor,
            last_seen_at: $row.last_seen_at,
        })
    };
}

/// Every membership of an organisation, active first, then by name.
pub async fn list(db: &mut impl Access, organization: Id<Organization>) -> Result<Vec<MembershipRecord>> {
    let rows = sqlx::query!(
        "select m.id, m.organization_id, m.user_id, m.role, m.deactivated_at, m.created_at, u.email, u.name_latin,
            u.name_arabic, u.totp_confirmed_at is not null as \"has_second_factor!\",
            (select max(s.last_seen_at) from sessions s where s.user_id = m.user_id) as last_seen_at
         from memberships m join users u on u.id = m.user_id where m.organization_id = $1
         order by m.deactivated_at is not null, u.name_latin, u.name_arabic, m.id",
        organization.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    rows.into_iter().map(|row| record!(row)).collect()
}

/// One membership of an organisation, locked until the transaction ends.
pub async fn lock(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<Membership>,
) -> Result<Option<MembershipRecord>> {
    let row = sqlx::query!(
        "select m.id, m.organization_id, m.user_id, m.role, m.deactivated_at, m.created_at, u.email, u.name_latin,
            u.name_arabic, u.totp_confirmed_at is not null as \"has_second_factor!\",
            (select max(s.last_seen_at) from sessions s where s.user_id = m.user_id) as last_seen_at
         from memberships m join users u on u.id = m.user_id where m.organization_id = $1 and m.id = $2 for update of m",
        organization.uuid(),
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    row.map(|row| record!(row)).transpose()
}

/// The membership of a person in an organisation, active or not.
pub async fn find_of_user(
    db: &mut impl Access,
    organization: Id<Organization>,
    user: Id<User>,
) -> Result<Option<MembershipRecord>> {
    let row = sqlx::query!(
        "select m.id, m.organization_id, m.user_id, m.role, m.deactivated_at, m.created_at, u.email, u.name_latin,
            u.name_arabic, u.totp_confirmed_at is not null as \"has_second_factor!\",
            (select max(s.last_seen_at) from sessions s where s.user_id = m.user_id) as last_seen_at
         from memberships m join users u on u.id = m.user_id where m.organization_id = $1 and m.user_id = $2",
        organization.uuid(),
        user.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    row.map(|row| record!(row)).transpose()
}

/// Writes role and deactivation of one membership.
pub async fn update(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<Membership>,
    role: MemberRole,
    deactivated_at: Option<DateTime<Utc>>,
) -> Result<()> {
    let done = sqlx::query!(
        "update memberships set role = $3, deactivated_at = $4 where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid(),
        role.as_str(),
        deactivated_at
    )
    .execute(db.raw())
    .await?;
    crate::error::exactly("memberships.update", done.rows_affected(), 1)
}

/// How many admins an organisation has who can act. Call with the organisation locked.
pub async fn count_active_admins(db: &mut impl Access, organization: Id<Organization>) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "select count(*) as \"count!\" from memberships m join users u on u.id = m.user_id
         where m.organization_id = $1 and m.role = 'admin' and m.deactivated_at is null and u.deactivated_at is null",
        organization.uuid()
    )
    .fetch_one(db.raw())
    .await?)
}

/// Whether the person is an active admin of any organisation (a second factor is demanded of them).
pub async fn is_admin_any_owner(db: &mut impl Access, user: Id<User>) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        "select exists (select 1 from memberships where user_id = $1 and role = 'admin' and deactivated_at is null) as \"is!\"",
        user.uuid()
    )
    .fetch_one(db.raw())
    .await?)
}

/// What hangs on a member: what a change of their rights leaves behind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stake {
    /// Live bookings to come that they serve.
    pub upcoming: i64,
    /// When the next of them begins.
    pub next_at: Option<DateTime<Utc>>,
    /// Event types in use that they host: English names.
    pub event_types_en: Vec<String>,
    /// The same in Arabic.
    pub event_types_ar: Vec<String>,
    /// Casting calls that are not archived and that they created or joined.
    pub calls: i64,
    /// Keys of theirs that work.
    pub keys: i64,
}

/// What hangs on a member of the organisation at `now`.
pub async fn stake(
    db: &mut impl Access,
    organization: Id<Organization>,
    user: Id<User>,
    now: DateTime<Utc>,
) -> Result<Stake> {
    let row = sqlx::query!(
        "select u.upcoming as \"upcoming!\", u.next_at as \"next_at?\",
            coalesce(e.names_en, '{}') as \"names_en!\", coalesce(e.names_ar, '{}') as \"names_ar!\",
            (select count(*) from casting_calls c where c.organization_id = $1 and c.status <> 'archived'
                and (c.created_by = $2 or exists (select from casting_call_members m
                    where m.casting_call_id = c.id and m.user_id = $2))) as \"calls!\",
            (select count(*) from api_keys k where k.organization_id = $1 and k.user_id = $2 and k.revoked_at is null
                and (k.expires_at is null or k.expires_at > $3)) as \"keys!\"
         from (select count(*) as upcoming, min(o.starts_at) as next_at
                from occurrences o join bookings b on b.occurrence_id = o.id
                where o.organization_id = $1 and o.starts_at > $3 and $2 = any(o.staff_ids)
                    and b.status in ('pending', 'scheduled', 'confirmed')) u
         cross join (select array_agg(et.name_en order by et.name_en, et.id) as names_en,
                array_agg(et.name_ar order by et.name_en, et.id) as names_ar
                from event_type_hosts h join event_types et on et.id = h.event_type_id
                where et.organization_id = $1 and h.user_id = $2 and et.archived_at is null) e",
        organization.uuid(),
        user.uuid(),
        now
    )
    .fetch_one(db.raw())
    .await?;
    Ok(Stake {
        upcoming: row.upcoming,
        next_at: row.next_at,
        event_types_en: row.names_en,
        event_types_ar: row.names_ar,
        calls: row.calls,
        keys: row.keys,
    })
}
