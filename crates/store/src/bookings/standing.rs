//! What is booked and still to come with somebody, somewhere or of one event type: what a change of rules or hours may leave without its
//! place. Knows no rule that says so.

use chrono::{DateTime, Utc};
use domain::id::{Booking, EventType, Id, Occurrence, Organization, Role, Room, User};
use uuid::Uuid;

use super::record::{Person, Words};
use crate::{Access, Result};

/// Whose bookings; the conditions that are set all hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Concerned {
    /// Of this organisation; none = of every one (a person's own time).
    pub organization: Option<Id<Organization>>,
    /// Of this event type.
    pub event_type: Option<Id<EventType>>,
    /// Served by this person.
    pub host: Option<Id<User>>,
    /// Of this talent.
    pub talent: Option<Id<User>>,
    /// In this room.
    pub room: Option<Id<Room>>,
    /// Ending after.
    pub from: Option<DateTime<Utc>>,
    /// Starting before.
    pub to: Option<DateTime<Utc>>,
}

/// Who reads: what they may not read is counted and not named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// The person.
    pub user: Id<User>,
    /// Where they are a member.
    pub organization: Option<Id<Organization>>,
    /// An admin of it reads everything there.
    pub all: bool,
}

/// A live booking that has not begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRecord {
    /// Which.
    pub id: Id<Booking>,
    /// Whose.
    pub organization_id: Id<Organization>,
    /// Its meeting.
    pub occurrence_id: Id<Occurrence>,
    /// Of which event type.
    pub event_type_id: Id<EventType>,
    /// What that is called.
    pub event_type: Words,
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// Where it is agreed, by the clock.
    pub time_zone: String,
    /// Who serves it.
    pub hosts: Vec<Id<User>>,
    /// Its room.
    pub room_id: Option<Id<Room>>,
    /// The role it is about.
    pub role_id: Option<Id<Role>>,
    /// The talent with their names.
    pub talent: Option<Person>,
    /// The guest's name.
    pub guest: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Whether the reader may read it.
    pub is_readable: bool,
}

/// A booking as a limit of its booker counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedRecord {
    /// Which.
    pub id: Id<Booking>,
    /// Whose.
    pub talent: Id<User>,
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// What these talent have or had booked with an organisation, starting in `[from, to)`; what was called off does not count.
pub async fn counted(
    db: &mut impl Access,
    organization: Id<Organization>,
    talent: &[Id<User>],
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<CountedRecord>> {
    let ids: Vec<_> = talent.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select b.id, b.talent_user_id as "talent!", oc.starts_at, oc.ends_at, b.created_at
         from bookings b join occurrences oc on oc.id = b.occurrence_id
         where b.organization_id = $1 and b.talent_user_id = any($2) and oc.starts_at >= $3 and oc.starts_at < $4
             and b.status not in ('cancelled', 'declined')"#,
        organization.uuid(),
        &ids,
        from,
        to
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CountedRecord {
            id: Id::from_uuid(row.id),
            talent: Id::from_uuid(row.talent),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            created_at: row.created_at,
        })
        .collect())
}

/// Somebody's place in a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatedRecord {
    /// The meeting.
    pub occurrence: Id<Occurrence>,
    /// The booking that has it.
    pub id: Id<Booking>,
    /// The role it is about.
    pub role: Option<Id<Role>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// Who has places in these meetings.
pub async fn seated(db: &mut impl Access, meetings: &[Id<Occurrence>]) -> Result<Vec<SeatedRecord>> {
    let ids: Vec<_> = meetings.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select b.occurrence_id as "occurrence_id!", b.id as "id!", a.role_id as "role_id?", b.created_at as "created_at!"
         from bookings b left join applications a on a.id = b.application_id
         where b.occurrence_id = any($1) and b.status not in ('cancelled', 'declined')"#,
        &ids
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SeatedRecord {
            occurrence: Id::from_uuid(row.occurrence_id),
            id: Id::from_uuid(row.id),
            role: row.role_id.map(Id::from_uuid),
            created_at: row.created_at,
        })
        .collect())
}

struct Row {
    id: Uuid,
    organization_id: Uuid,
    occurrence_id: Uuid,
    event_type_id: Uuid,
    name_en: String,
    name_ar: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    time_zone: String,
    staff_ids: Vec<Uuid>,
    room_id: Option<Uuid>,
    role_id: Option<Uuid>,
    talent_user_id: Option<Uuid>,
    name_latin: Option<String>,
    name_arabic: Option<String>,
    guest_name: Option<String>,
    created_at: DateTime<Utc>,
    is_readable: bool,
}

/// The first of them at `now`, soonest first, at most `limit`.
pub async fn standing(
    db: &mut impl Access,
    concerned: &Concerned,
    reader: Reader,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<StandingRecord>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select b.id, b.organization_id, b.occurrence_id, b.event_type_id, et.name_en, et.name_ar, oc.starts_at, oc.ends_at, b.time_zone,
            oc.staff_ids, b.room_id as "room_id?", a.role_id as "role_id?", b.talent_user_id as "talent_user_id?", tp.name_latin as "name_latin?",
            tp.name_arabic as "name_arabic?", b.guest_name as "guest_name?", b.created_at,
            (b.talent_user_id is not distinct from $8 or (b.organization_id = $9 and ($10 or (case when c.id is null
                then b.caster_user_id is not distinct from $8 or $8 = any(oc.staff_ids)
                else c.created_by = $8 or exists (select from casting_call_members m
                    where m.casting_call_id = c.id and m.user_id = $8) end)))) is true as "is_readable!"
         from occurrences oc
         join bookings b on b.occurrence_id = oc.id
         join event_types et on et.id = b.event_type_id
         left join talent_profiles tp on tp.id = b.talent_profile_id
         left join applications a on a.id = b.application_id
         left join roles r on r.id = a.role_id
         left join casting_calls c on c.id = r.casting_call_id
         where oc.starts_at > $11 and b.status in ('pending', 'scheduled', 'confirmed') and b.hidden_at is null
            and ($1::uuid is null or oc.organization_id = $1)
            and ($2::uuid is null or b.event_type_id = $2)
            and ($3::uuid is null or ($3 = any(oc.staff_ids)
                and oc.organization_id in (select m.organization_id from memberships m where m.user_id = $3)))
            and ($4::uuid is null or b.talent_user_id = $4)
            and ($5::uuid is null or b.room_id = $5)
            and ($6::timestamptz is null or oc.ends_at > $6)
            and ($7::timestamptz is null or oc.starts_at < $7)
         order by oc.starts_at, b.id limit $12"#,
        concerned.organization.map(Id::uuid),
        concerned.event_type.map(Id::uuid),
        concerned.host.map(Id::uuid),
        concerned.talent.map(Id::uuid),
        concerned.room.map(Id::uuid),
        concerned.from,
        concerned.to,
        reader.user.uuid(),
        reader.organization.map(Id::uuid),
        reader.all,
        now,
        limit,
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(Row::record).collect())
}

impl Row {
    fn record(self) -> StandingRecord {
        let talent = self.talent_user_id.map(|user| Person {
            user_id: Id::from_uuid(user),
            name_latin: self.name_latin.unwrap_or_default(),
            name_arabic: self.name_arabic.unwrap_or_default(),
        });
        StandingRecord {
            id: Id::from_uuid(self.id),
            organization_id: Id::from_uuid(self.organization_id),
            occurrence_id: Id::from_uuid(self.occurrence_id),
            event_type_id: Id::from_uuid(self.event_type_id),
            event_type: Words { en: self.name_en, ar: self.name_ar },
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            time_zone: self.time_zone,
            hosts: self.staff_ids.into_iter().map(Id::from_uuid).collect(),
            room_id: self.room_id.map(Id::from_uuid),
            role_id: self.role_id.map(Id::from_uuid),
            talent,
            guest: self.guest_name,
            created_at: self.created_at,
            is_readable: self.is_readable,
        }
    }
}
