//! Feeds of bookings for others' programs: whose, of what, and by which hash of a link they are found. Knows no rule about what is in them.

use chrono::{DateTime, Utc};
use domain::{
    actor::MemberRole,
    id::{CalendarFeed, CastingCall, Id, Organization, Room, User},
};

use crate::{Access, Error, Result, bookings::Words};

/// A feed to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFeed {
    /// Which.
    pub id: Id<CalendarFeed>,
    /// Who made it.
    pub user_id: Id<User>,
    /// In which office; none for a talent's own.
    pub organization_id: Option<Id<Organization>>,
    /// Of this call.
    pub call: Option<Id<CastingCall>>,
    /// Of this room.
    pub room: Option<Id<Room>>,
    /// Only when its maker is busy.
    pub busy_only: bool,
    /// What the link hashes to (`calendar_feeds_token_hash_key`).
    pub token_hash: Vec<u8>,
}

/// A feed in its maker's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedRecord {
    /// Which.
    pub id: Id<CalendarFeed>,
    /// Of this call.
    pub call: Option<Id<CastingCall>>,
    /// Of this room.
    pub room: Option<Id<Room>>,
    /// Only when its maker is busy.
    pub busy_only: bool,
    /// What that is called.
    pub name: Option<Words>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When somebody read it last.
    pub last_read_at: Option<DateTime<Utc>>,
}

/// A feed somebody asks for by its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFeed {
    /// Which.
    pub id: Id<CalendarFeed>,
    /// Who made it.
    pub user_id: Id<User>,
    /// The office, with the maker's role there now; none where they are no longer a member.
    pub membership: Option<(Id<Organization>, Option<MemberRole>)>,
    /// Of this call.
    pub call: Option<Id<CastingCall>>,
    /// Of this room.
    pub room: Option<Id<Room>>,
    /// Only when its maker is busy.
    pub busy_only: bool,
    /// What that is called.
    pub name: Option<Words>,
    /// The language its maker reads.
    pub language: Option<String>,
    /// The language of the office.
    pub house_language: Option<String>,
    /// When somebody read it last.
    pub last_read_at: Option<DateTime<Utc>>,
}

/// Writes a new feed.
pub async fn insert(db: &mut impl Access, new: &NewFeed, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into calendar_feeds (id, user_id, organization_id, casting_call_id, room_id, token_hash, created_at, busy_only)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id.uuid(),
        new.user_id.uuid(),
        new.organization_id.map(Id::uuid),
        new.call.map(Id::uuid),
        new.room.map(Id::uuid),
        new.token_hash,
        now,
        new.busy_only
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

fn words(en: Option<String>, ar: Option<String>) -> Option<Words> {
    en.zip(ar).map(|(en, ar)| Words { en, ar })
}

/// A person's feeds, oldest first, at most `limit`.
pub async fn list(db: &mut impl Access, user: Id<User>, limit: i64) -> Result<Vec<FeedRecord>> {
    let rows = sqlx::query!(
        r#"select f.id, f.casting_call_id, f.room_id, f.busy_only, f.created_at, f.last_read_at,
            coalesce(c.title_en, r.name_en) as "name_en?", coalesce(c.title_ar, r.name_ar) as "name_ar?"
         from calendar_feeds f left join casting_calls c on c.id = f.casting_call_id left join rooms r on r.id = f.room_id
         where f.user_id = $1 order by f.created_at, f.id limit $2"#,
        user.uuid(),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FeedRecord {
            id: Id::from_uuid(row.id),
            call: row.casting_call_id.map(Id::from_uuid),
            room: row.room_id.map(Id::from_uuid),
            busy_only: row.busy_only,
            name: words(row.name_en, row.name_ar),
            created_at: row.created_at,
            last_read_at: row.last_read_at,
        })
        .collect())
}

/// Deletes a feed: its link is dead. Whether the person had it.
pub async fn delete(db: &mut impl Access, user: Id<User>, id: Id<CalendarFeed>) -> Result<bool> {
    let done = sqlx::query!("delete from calendar_feeds where user_id = $1 and id = $2", user.uuid(), id.uuid())
        .execute(db.raw())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The feed behind a link, with what its maker is today; nothing where they are no longer anybody.
pub async fn find_any_owner(db: &mut impl Access, token_hash: &[u8]) -> Result<Option<FoundFeed>> {
    let row = sqlx::query!(
        r#"select f.id, f.user_id, f.organization_id, f.casting_call_id, f.room_id, f.busy_only, f.last_read_at, u.language, m.role as "role?",
            o.language as "house_language?",
            coalesce(c.title_en, r.name_en) as "name_en?", coalesce(c.title_ar, r.name_ar) as "name_ar?"
         from calendar_feeds f join users u on u.id = f.user_id and u.deactivated_at is null
         left join memberships m on m.organization_id = f.organization_id and m.user_id = f.user_id and m.deactivated_at is null
         left join organizations o on o.id = f.organization_id
         left join casting_calls c on c.id = f.casting_call_id left join rooms r on r.id = f.room_id
         where f.token_hash = $1"#,
        token_hash
    )
    .fetch_optional(db.raw())
    .await?;
    row.map(|row| {
        let broken = Error::BrokenRow { table: "memberships", column: "role" };
        let role = row.role.as_deref().map(|role| MemberRole::parse(role).ok_or(broken)).transpose()?;
        Ok(FoundFeed {
            id: Id::from_uuid(row.id),
            user_id: Id::from_uuid(row.user_id),
            membership: row.organization_id.map(|organization| (Id::from_uuid(organization), role)),
            call: row.casting_call_id.map(Id::from_uuid),
            room: row.room_id.map(Id::from_uuid),
            busy_only: row.busy_only,
            name: words(row.name_en, row.name_ar),
            language: row.language,
            house_language: row.house_language,
            last_read_at: row.last_read_at,
        })
    })
    .transpose()
}

/// Notes that a feed was read.
pub async fn touch(db: &mut impl Access, id: Id<CalendarFeed>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update calendar_feeds set last_read_at = $2 where id = $1", id.uuid(), now).execute(db.raw()).await?;
    Ok(())
}
