//! Who works on a casting call beside its creator. Knows no rights.

use chrono::{DateTime, Utc};
use domain::{
    actor::MemberRole,
    id::{CastingCall, Id, Organization, User},
};

use crate::{Access, Result};

/// Somebody who works on a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallMember {
    /// The person.
    pub user_id: Id<User>,
    /// Their Latin name.
    pub name_latin: String,
    /// Their Arabic name.
    pub name_arabic: String,
    /// Their role in the organisation; `None` when they left it.
    pub role: Option<MemberRole>,
    /// Whether they created the call.
    pub is_creator: bool,
}

/// Who works on the call: its creator first, then those added, by name.
pub async fn members(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<CastingCall>,
) -> Result<Vec<CallMember>> {
    let rows = sqlx::query!(
        r#"select u.id as "id!", u.name_latin as "name_latin!", u.name_arabic as "name_arabic!", s.role as "role?", (u.id = c.created_by) as "is_creator!"
         from casting_calls c
         join users u on u.id = c.created_by
            or u.id in (select m.user_id from casting_call_members m where m.casting_call_id = c.id)
         left join memberships s on s.organization_id = c.organization_id and s.user_id = u.id
            and s.deactivated_at is null
         where c.organization_id = $1 and c.id = $2
         order by (u.id = c.created_by) desc, u.name_latin, u.name_arabic, u.id"#,
        organization.uuid(),
        id.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CallMember {
            user_id: Id::from_uuid(row.id),
            name_latin: row.name_latin,
            name_arabic: row.name_arabic,
            role: row.role.as_deref().and_then(MemberRole::parse),
            is_creator: row.is_creator,
        })
        .collect())
}

/// The organisation's active members who do not work on the call, by name; at most 500.
pub async fn candidates(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<CastingCall>,
) -> Result<Vec<CallMember>> {
    let rows = sqlx::query!(
        r#"select u.id as "id!", u.name_latin as "name_latin!", u.name_arabic as "name_arabic!", s.role as "role!"
         from memberships s join users u on u.id = s.user_id
         where s.organization_id = $1 and s.deactivated_at is null
            and not exists (select from casting_call_members m where m.casting_call_id = $2 and m.user_id = u.id)
            and not exists (select from casting_calls c where c.id = $2 and c.created_by = u.id)
         order by u.name_latin, u.name_arabic, u.id limit 500"#,
        organization.uuid(),
        id.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CallMember {
            user_id: Id::from_uuid(row.id),
            name_latin: row.name_latin,
            name_arabic: row.name_arabic,
            role: MemberRole::parse(&row.role),
            is_creator: false,
        })
        .collect())
}

/// Adds a member of the organisation to the call; `false` when they are no active member of it.
pub async fn add_member(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<CastingCall>,
    user: Id<User>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let is_member = sqlx::query_scalar!(
        r#"select exists(select 1 from memberships where organization_id = $1 and user_id = $2
            and deactivated_at is null) as "is_member!""#,
        organization.uuid(),
        user.uuid()
    )
    .fetch_one(db.raw())
    .await?;
    if is_member {
        sqlx::query!(
            "insert into casting_call_members (casting_call_id, user_id, added_at)
             select c.id, $3, $4 from casting_calls c where c.organization_id = $1 and c.id = $2
             on conflict do nothing",
            organization.uuid(),
            id.uuid(),
            user.uuid(),
            now
        )
        .execute(db.raw())
        .await?;
    }
    Ok(is_member)
}

/// Takes somebody off the call; whether they were on it.
pub async fn remove_member(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<CastingCall>,
    user: Id<User>,
) -> Result<bool> {
    let done = sqlx::query!(
        "delete from casting_call_members m using casting_calls c
         where c.id = m.casting_call_id and c.organization_id = $1 and m.casting_call_id = $2 and m.user_id = $3",
        organization.uuid(),
        id.uuid(),
        user.uuid()
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}
