//! What a list of bookings can be narrowed to: the calls a member reads, the roles of one of them, the people who serve. One query, so that
//! a page with every filter still costs one. Knows no rights beyond belonging.

use domain::id::{CastingCall, Id, Organization, Role, User};

use super::record::{Named, Person, Words};
use crate::{Access, Result};

/// At most so many of each kind are offered.
const MOST: i64 = 200;

/// What can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// Calls, newest first, archived ones last.
    pub calls: Vec<Named<CastingCall>>,
    /// Roles of the call that was asked about.
    pub roles: Vec<Named<Role>>,
    /// Active members, by name.
    pub hosts: Vec<Person>,
}

/// The choices of a member; with `all` those of the whole organisation.
pub async fn choices(
    db: &mut impl Access,
    organization: Id<Organization>,
    user: Id<User>,
    all: bool,
    call: Option<Id<CastingCall>>,
) -> Result<Choices> {
    let rows = sqlx::query!(
        r#"with mine as (
            select c.id, c.title_en, c.title_ar, c.status, c.created_at from casting_calls c
            where c.organization_id = $1 and ($3::bool or c.created_by = $2 or exists (
                select from casting_call_members m where m.casting_call_id = c.id and m.user_id = $2)))
        (select 'call' as "kind!", id as "id!", title_en as "en!", title_ar as "ar!" from mine
            order by status = 'archived', created_at desc, id limit $5)
        union all
        (select 'role', r.id, r.name_en, r.name_ar from roles r join mine on mine.id = r.casting_call_id
            where mine.id = $4::uuid order by r.position, r.id limit $5)
        union all
        (select 'host', u.id, u.name_latin, u.name_arabic from memberships m join users u on u.id = m.user_id
            where m.organization_id = $1 and m.deactivated_at is null order by u.name_latin, u.name_arabic, u.id limit $5)"#,
        organization.uuid(),
        user.uuid(),
        all,
        call.map(Id::uuid),
        MOST,
    )
    .fetch_all(db.raw())
    .await?;
    let mut found = Choices::default();
    for row in rows {
        match row.kind.as_str() {
            "call" => {
                found.calls.push(Named { id: Id::from_uuid(row.id), name: Words { en: row.en, ar: row.ar } });
            }
            "role" => {
                found.roles.push(Named { id: Id::from_uuid(row.id), name: Words { en: row.en, ar: row.ar } });
            }
            _ => found.hosts.push(Person { user_id: Id::from_uuid(row.id), name_latin: row.en, name_arabic: row.ar }),
        }
    }
    Ok(found)
}
