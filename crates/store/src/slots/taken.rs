//! Everybody's taken time in one query, with the bookings that limits and turns count where the caller asks for them.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    booking::Status,
    id::{Booking, EventType, Hold, Id, Occurrence, Role, Room, User},
};
use uuid::Uuid;

use super::asked::TakenQuery;
use crate::{Access, Error, Result};

/// What takes the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenBy {
    /// A meeting; for talent also which booking.
    Meeting(Id<Occurrence>, Option<Id<Booking>>),
    /// A hold, until it expires; whose session it is says whether it is the asker's own.
    Hold {
        /// Which.
        id: Id<Hold>,
        /// Until when it counts.
        expires_at: DateTime<Utc>,
        /// It belongs to the asking session.
        is_own: bool,
        /// Of which event type.
        event_type: Id<EventType>,
    },
    /// An event of a calendar outside that is checked for conflicts.
    Calendar,
}

/// A stretch of one person's or room's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The user's or the room's id.
    pub subject: Uuid,
    /// By what.
    pub by: TakenBy,
    /// First instant without padding.
    pub starts_at: DateTime<Utc>,
    /// First instant after, without padding.
    pub ends_at: DateTime<Utc>,
    /// Its own padding before and after, in minutes.
    pub padding: (i32, i32),
    /// Whether it is the asking organisation's.
    pub is_ours: bool,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedBy {
    /// A booking; cancelled and declined ones never come.
    Booking(Id<Booking>, Status),
    /// Somebody else's live hold.
    Hold(Id<Hold>),
    /// Somebody else's live hold on a place in a meeting that is yet to be made.
    FirstHold(Id<Hold>),
}

/// A booking or hold that limits, seats or turns count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Which.
    pub by: CountedBy,
    /// Its meeting; a hold has one only where it keeps a place in it, or in one that is yet to be made.
    pub occurrence: Option<Id<Occurrence>>,
    /// Its event type.
    pub event_type: Id<EventType>,
    /// Whether that is of the team asked about.
    pub is_of_team: bool,
    /// The role it is about.
    pub role: Option<Id<Role>>,
    /// Its talent.
    pub talent: Option<Id<User>>,
    /// Its room.
    pub room: Option<Id<Room>>,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// The team.
    pub staff: Vec<Id<User>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A person's calendar outside that is checked for conflicts: how fresh what we know of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    /// Whose.
    pub user: Id<User>,
    /// Last successful reading; none = never read.
    pub last_read_at: Option<DateTime<Utc>>,
    /// How long a reading is trusted, in minutes.
    pub stale_after_min: i32,
    /// Until when the busy time that was read speaks.
    pub covers_until: Option<DateTime<Utc>>,
}

/// All that was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Everybody's taken time.
    pub taken: Vec<Taken>,
    /// The calendars part of it comes from.
    pub calendars: Vec<Freshness>,
    /// What limits, seats and turns count.
    pub counted: Vec<Counted>,
}

struct Row {
    kind: String,
    subject: Option<Uuid>,
    occurrence_id: Option<Uuid>,
    booking_id: Option<Uuid>,
    hold_id: Option<Uuid>,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    lo: Option<DateTime<Utc>>,
    hi: Option<DateTime<Utc>>,
    before_min: Option<i32>,
    after_min: Option<i32>,
    expires_at: Option<DateTime<Utc>>,
    is_own: Option<bool>,
    is_ours: Option<bool>,
    event_type_id: Option<Uuid>,
    role_id: Option<Uuid>,
    room_id: Option<Uuid>,
    status: Option<String>,
    staff_ids: Option<Vec<Uuid>>,
    created_at: Option<DateTime<Utc>>,
    talent_id: Option<Uuid>,
    is_of_team: Option<bool>,
    /// One of each per calendar of a person, or, without the first, per stretch of busy time.
    trusted_min: Option<Vec<i32>>,
    froms: Option<Vec<Option<DateTime<Utc>>>>,
    untils: Option<Vec<Option<DateTime<Utc>>>>,
}

/// Meetings, holds, and calendars outside with their busy time, of every subject; `$event` is the parameter that names the event type, `$more`
/// further rows of the same shape.
macro_rules! everybody {
    ($event:literal, $more:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            "with own as materialized (
                select c.* from unnest((select $2::uuid[])) s (id) join calendars c on c.user_id = s.id
                left join calendar_exceptions x on x.event_type_id = (select " + $event + "::uuid) and x.user_id = s.id and x.own_checks
                where case when x.user_id is null then c.checks_conflicts else exists (select from calendar_exception_checks k
                    where k.event_type_id = x.event_type_id and k.user_id = x.user_id and k.calendar_id = c.id) end)
            select 'taken' as \"kind!\", p.subject_id as \"subject?\", p.occurrence_id as \"occurrence_id?\", p.booking_id as \"booking_id?\",
                p.hold_id as \"hold_id?\", lower(p.during) as \"lo?\", upper(p.during) as \"hi?\", p.before_min as \"before_min?\",
                p.after_min as \"after_min?\", null::timestamptz as \"starts_at?\", null::timestamptz as \"ends_at?\",
                p.expires_at as \"expires_at?\", h.session_key = $5 as \"is_own?\", p.organization_id = $1 as \"is_ours?\",
                h.event_type_id as \"event_type_id?\", null::uuid as \"role_id?\", null::uuid as \"room_id?\",
                null::text as \"status?\", null::uuid[] as \"staff_ids?\", null::timestamptz as \"created_at?\",
                null::uuid as \"talent_id?\", null::bool as \"is_of_team?\", null::int[] as \"trusted_min?\",
                null::timestamptz[] as \"froms?: Vec<Option<DateTime<Utc>>>\", null::timestamptz[] as \"untils?: Vec<Option<DateTime<Utc>>>\"
            from unnest((select $2::uuid[])) s (id)
            cross join lateral (select * from participants x where x.subject_id = s.id and x.during && (select tstzrange($3, $4)) offset 0) p
            left join holds h on h.id = p.hold_id
            union all
            select 'calendar', c.user_id, null, null, null, null, null, null, null, null, null, null, null, true,
                null, null, null, null, null, null, null, null,
                array_agg(c.stale_after_min), array_agg(c.last_read_at), array_agg(c.covers_until)
            from own c group by c.user_id
            union all
            select 'busy', c.user_id, null, null, null, null, null, null, null, null, null, null, null, true,
                null, null, null, null, null, null, null, null,
                null, array_agg(x.starts_at), array_agg(x.ends_at)
            from own c cross join lateral (select b.starts_at, b.ends_at from busy_blocks b where b.calendar_id = c.id
                and b.starts_at > (select $3::timestamptz - interval '168 hours') and b.starts_at < (select $4::timestamptz)
                and b.ends_at > (select $3::timestamptz) offset 0) x
            group by c.user_id" + $more,
            $($value),+
        )
    };
}

/// Reads the taken time and what is counted. Expired holds come too, so that the caller can sweep those it met.
///
/// The sub-selects around the parameters keep the planner from looking at their values: it would plan anew every time, which costs more
/// than the query itself. `offset 0` makes it look each subject up in the index: from a span alone it cannot tell how many rows touch it, and
/// walks through everybody's. A person's calendars come as one row and so does their busy time: many rows
/// cost more than the times in them; no block is longer than a week, so that those which touch a span are found by when they begin.
pub async fn taken(db: &mut impl Access, query: &TakenQuery<'_>) -> Result<Found> {
    let ledger = query.ledger.as_ref();
    let turns = query.turns.as_ref();
    let event_type = query.event_type.map(Id::uuid);
    let rows = if ledger.is_none() && turns.is_none() {
        everybody!(
            "$6",
            "",
            query.organization.uuid(),
            query.subjects,
            query.during.0,
            query.during.1,
            query.session_key,
            event_type,
        )
        .fetch_all(db.raw())
        .await?
    } else {
        // A booking may be counted for several reasons; it comes once for each and is kept once below.
        everybody!(
            "$19",
            " union all
            select 'counted', null, b.occurrence_id, b.id, null, null, null, null, null, oc.starts_at, oc.ends_at, null, null, true,
                b.event_type_id, a.role_id, b.room_id, b.status, oc.staff_ids, b.created_at, b.talent_user_id,
                (et.team_id = $9) is true, null, null, null
            from occurrences oc join bookings b on b.occurrence_id = oc.id join event_types et on et.id = b.event_type_id
            left join applications a on a.id = b.application_id
            where $6::uuid is not null and oc.starts_at >= $7 and oc.starts_at < $8 and b.status not in ('cancelled', 'declined')
                and oc.event_type_id in (select $6 union select mate.id from event_types mate where mate.team_id = $9)
            union all
            select 'counted', null, b.occurrence_id, b.id, null, null, null, null, null, oc.starts_at, oc.ends_at, null, null, true,
                b.event_type_id, a.role_id, b.room_id, b.status, oc.staff_ids, b.created_at, b.talent_user_id,
                (et.team_id = $9) is true, null, null, null
            from occurrences oc join bookings b on b.occurrence_id = oc.id join event_types et on et.id = b.event_type_id
            left join applications a on a.id = b.application_id
            where cardinality($12::uuid[]) > 0 and oc.organization_id = $1 and oc.starts_at >= $7 and oc.starts_at < $8
                and oc.staff_ids && $12 and b.status not in ('cancelled', 'declined')
            union all
            select 'counted', null, b.occurrence_id, b.id, null, null, null, null, null, oc.starts_at, oc.ends_at, null, null, true,
                b.event_type_id, a.role_id, b.room_id, b.status, oc.staff_ids, b.created_at, b.talent_user_id,
                (et.team_id = $9) is true, null, null, null
            from bookings b join occurrences oc on oc.id = b.occurrence_id join event_types et on et.id = b.event_type_id
            left join applications a on a.id = b.application_id
            where b.talent_user_id = $13 and b.organization_id = $1 and oc.starts_at >= $7 and oc.starts_at < $8
                and b.status not in ('cancelled', 'declined')
            union all
            select 'counted', null, coalesce(h.occurrence_id, h.meeting_id), null, h.id, null, null, null, null, h.starts_at, h.ends_at,
                null, null, true, h.event_type_id, a.role_id,
                (select p.subject_id from holds k join participants p on p.hold_id = k.id
                    where (k.id = h.id or k.meeting_id = h.meeting_id) and p.kind = 'room' limit 1),
                case when h.meeting_id is not null then 'first' end,
                array(select p.subject_id from holds k join participants p on p.hold_id = k.id
                    where (k.id = h.id or k.meeting_id = h.meeting_id) and p.kind = 'staff'), h.created_at,
                tp.user_id, (et.team_id = $9) is true, null, null, null
            from holds h join event_types et on et.id = h.event_type_id
            left join applications a on a.id = h.application_id
            left join talent_profiles tp on tp.id = a.talent_profile_id
            where $6::uuid is not null and h.organization_id = $1 and h.expires_at > $14 and h.session_key <> $5
                and h.starts_at >= $7 and h.starts_at < $8
            union all
            select 'counted', null, b.occurrence_id, b.id, null, null, null, null, null, oc.starts_at, oc.ends_at, null, null, true,
                b.event_type_id, a.role_id, b.room_id, b.status, oc.staff_ids, b.created_at, b.talent_user_id,
                (et.team_id = $9) is true, null, null, null
            from bookings b join occurrences oc on oc.id = b.occurrence_id join event_types et on et.id = b.event_type_id
            left join applications a on a.id = b.application_id
            where b.event_type_id = $10 and $15 and ($11::timestamptz is null or b.created_at >= $11)
                and b.status not in ('cancelled', 'declined')
            union all
            select 'counted', null, last.occurrence_id, last.id, null, null, null, null, null, last.starts_at, last.ends_at, null, null, true,
                last.event_type_id, a.role_id, last.room_id, last.status, last.staff_ids, last.created_at, last.talent_user_id,
                (et.team_id = $9) is true, null, null, null
            from unnest($16::uuid[]) host (id)
            cross join lateral (
                select b.*, oc.starts_at, oc.ends_at, oc.staff_ids
                from bookings b join occurrences oc on oc.id = b.occurrence_id
                where b.event_type_id = $10 and b.status not in ('cancelled', 'declined') and (b.status <> 'no_show' or $17)
                    and b.id is distinct from $18::uuid and host.id = any(oc.staff_ids)
                order by b.created_at desc limit 1) last
            join event_types et on et.id = last.event_type_id
            left join applications a on a.id = last.application_id",
            query.organization.uuid(),
            query.subjects,
            query.during.0,
            query.during.1,
            query.session_key,
            ledger.map(|ledger| ledger.event_type.uuid()),
            ledger.map(|ledger| ledger.from),
            ledger.map(|ledger| ledger.to),
            ledger.and_then(|ledger| ledger.team).map(Id::uuid),
            turns.map(|turns| turns.event_type.uuid()),
            turns.and_then(|turns| turns.counted.flatten()),
            ledger.map_or(&[][..], |ledger| ledger.hosts),
            ledger.and_then(|ledger| ledger.booker).map(Id::uuid),
            query.now,
            turns.is_some_and(|turns| turns.counted.is_some()),
            turns.map_or(&[][..], |turns| turns.hosts),
            turns.is_some_and(|turns| turns.with_no_shows),
            turns.and_then(|turns| turns.except).map(Id::uuid),
            event_type,
        )
        .fetch_all(db.raw())
        .await?
    };
    let mut seen = HashSet::new();
    let mut found = Found { taken: Vec::with_capacity(rows.len()), ..Found::default() };
    for row in rows {
        let broken = || Error::BrokenRow { table: "participants", column: "occurrence_id" };
        match row.kind.as_str() {
            "taken" => found.taken.push(row.taken().ok_or_else(broken)?),
            "calendar" => found.calendars.extend(row.freshness()),
            "busy" => found.taken.extend(row.busy()),
            _ if row.booking_id.is_some_and(|id| !seen.insert(id)) => {}
            _ => found.counted.push(row.counted().ok_or_else(broken)?),
        }
    }
    Ok(found)
}

impl Row {
    fn taken(&self) -> Option<Taken> {
        let by = match (self.occurrence_id, self.hold_id) {
            (Some(occurrence), _) => TakenBy::Meeting(Id::from_uuid(occurrence), self.booking_id.map(Id::from_uuid)),
            (None, Some(hold)) => TakenBy::Hold {
                id: Id::from_uuid(hold),
                expires_at: self.expires_at?,
                is_own: self.is_own.unwrap_or(false),
                event_type: Id::from_uuid(self.event_type_id?),
            },
            (None, None) => return None,
        };
        let padding = (self.before_min?, self.after_min?);
        Some(Taken {
            subject: self.subject?,
            by,
            starts_at: self.lo? + TimeDelta::minutes(padding.0.into()),
            ends_at: self.hi? - TimeDelta::minutes(padding.1.into()),
            padding,
            is_ours: self.is_ours?,
        })
    }

    /// What was read of a person's calendars: from when, how far, for how long it is trusted.
    fn freshness(&self) -> impl Iterator<Item = Freshness> {
        let user = self.subject.map(Id::from_uuid);
        let trusted = self.trusted_min.iter().flatten();
        trusted.zip(self.spans()).filter_map(move |(trusted, (last_read_at, covers_until))| {
            Some(Freshness { user: user?, last_read_at, stale_after_min: *trusted, covers_until })
        })
    }

    /// The busy time of a person's calendars; it has no padding and belongs to nobody's office.
    fn busy(&self) -> impl Iterator<Item = Taken> {
        let subject = self.subject;
        self.spans().filter_map(move |(starts_at, ends_at)| {
            Some(Taken {
                subject: subject?,
                by: TakenBy::Calendar,
                starts_at: starts_at?,
                ends_at: ends_at?,
                padding: (0, 0),
                is_ours: true,
            })
        })
    }

    fn spans(&self) -> impl Iterator<Item = (Option<DateTime<Utc>>, Option<DateTime<Utc>>)> {
        self.froms.iter().flatten().copied().zip(self.untils.iter().flatten().copied())
    }

    fn counted(self) -> Option<Counted> {
        let by = match (self.booking_id, self.hold_id) {
            (Some(booking), _) => CountedBy::Booking(Id::from_uuid(booking), Status::parse(&self.status?)?),
            (None, Some(hold)) if self.status.is_some() => CountedBy::FirstHold(Id::from_uuid(hold)),
            (None, Some(hold)) => CountedBy::Hold(Id::from_uuid(hold)),
            (None, None) => return None,
        };
        Some(Counted {
            by,
            occurrence: self.occurrence_id.map(Id::from_uuid),
            event_type: Id::from_uuid(self.event_type_id?),
            is_of_team: self.is_of_team.unwrap_or(false),
            role: self.role_id.map(Id::from_uuid),
            talent: self.talent_id.map(Id::from_uuid),
            room: self.room_id.map(Id::from_uuid),
            starts_at: self.starts_at?,
            ends_at: self.ends_at?,
            staff: self.staff_ids?.into_iter().map(Id::from_uuid).collect(),
            created_at: self.created_at?,
        })
    }
}
