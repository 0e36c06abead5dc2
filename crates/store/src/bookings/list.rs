//! Many bookings at once: lists with filters and a cursor. One query per audience and order, so that each finds its index.

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    id::{
        Application, Booking, BookingSeries, CastingCall, EventType, Id, Organization, Role, Room, TalentProfile, User,
    },
};

use super::{
    record::BookingRecord,
    row::{Row, records},
};
use crate::{Access, Result};

/// Whose bookings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mine {
    /// A member's: of calls they belong to, or (`all`) of the whole organisation.
    Member {
        /// The organisation.
        organization: Id<Organization>,
        /// The member.
        user: Id<User>,
        /// Whether belonging is not asked.
        all: bool,
    },
    /// A talent's own, in every organisation.
    Talent {
        /// The talent.
        user: Id<User>,
    },
}

/// Which part of life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Everything.
    All,
    /// Live, not over yet.
    Upcoming,
    /// Over, or marked as attended or missed.
    Past,
    /// Cancelled and declined.
    Cancelled,
}

impl Span {
    const fn word(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Upcoming => Some("upcoming"),
            Self::Past => Some("past"),
            Self::Cancelled => Some("cancelled"),
        }
    }
}

/// Where a page begins: after this row of the list's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The last row's instant in the list's order.
    pub at: DateTime<Utc>,
    /// The last row's id.
    pub id: Id<Booking>,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Newest made first: never changes under a reader.
    Made,
    /// Earliest start first.
    Soonest,
    /// Latest start first.
    Latest,
}

/// What to list.
#[derive(Debug, Clone)]
pub struct BookingFilter {
    /// Only these; empty is all.
    pub statuses: Vec<Status>,
    /// Which part of life.
    pub span: Span,
    /// Of this application.
    pub application: Option<Id<Application>>,
    /// Of this call.
    pub call: Option<Id<CastingCall>>,
    /// Of this role.
    pub role: Option<Id<Role>>,
    /// Served by this person.
    pub host: Option<Id<User>>,
    /// In this room.
    pub room: Option<Id<Room>>,
    /// Of this event type.
    pub event_type: Option<Id<EventType>>,
    /// Of this series.
    pub series: Option<Id<BookingSeries>>,
    /// Of this talent.
    pub talent: Option<Id<TalentProfile>>,
    /// Whose talent's or guest's folded name contains this.
    pub search: Option<String>,
    /// Overlapping what begins here.
    pub from: Option<DateTime<Utc>>,
    /// Starting before here.
    pub to: Option<DateTime<Utc>>,
    /// In which order.
    pub order: Order,
    /// After which row.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: i64,
}

macro_rules! listed {
    ($db:expr, $viewer:expr, $who:tt, $whose:expr, $all:expr, $filter:expr, $now:expr, $order:tt) => {
        records!(
            [$who
                + " and b.hidden_at is null
                and (cardinality($4::text[]) = 0 or b.status = any($4))
                and ($5::text is null
                    or ($5 = 'upcoming' and b.status in ('pending', 'scheduled', 'confirmed') and oc.ends_at > $6)
                    or ($5 = 'past' and (b.status in ('completed', 'no_show')
                        or (b.status in ('pending', 'scheduled', 'confirmed') and oc.ends_at <= $6)))
                    or ($5 = 'cancelled' and b.status in ('cancelled', 'declined')))
                and ($7::uuid is null or b.application_id = $7)
                and ($8::uuid is null or c.id = $8)
                and ($9::uuid is null or b.event_type_id = $9)
                and ($10::uuid is null or b.talent_profile_id = $10)
                and ($11::text is null or tp.search_key like '%' || $11 || '%' or b.guest_search_key like '%' || $11 || '%')
                and ($12::timestamptz is null or oc.ends_at > $12)
                and ($13::timestamptz is null or oc.starts_at < $13)
                and ($17::uuid is null or r.id = $17)
                and ($18::uuid is null or $18 = any(oc.staff_ids))
                and ($19::uuid is null or b.series_id = $19)
                and ($20::uuid is null or b.room_id = $20) "
                + $order],
            $viewer,
            $whose,
            $all,
            &$filter.statuses.iter().map(|status| status.as_str().to_owned()).collect::<Vec<_>>(),
            $filter.span.word(),
            $now,
            $filter.application.map(Id::uuid),
            $filter.call.map(Id::uuid),
            $filter.event_type.map(Id::uuid),
            $filter.talent.map(Id::uuid),
            $filter.search,
            $filter.from,
            $filter.to,
            $filter.after.map(|cursor| cursor.at),
            $filter.after.map(|cursor| cursor.id.uuid()),
            $filter.limit,
            $filter.role.map(Id::uuid),
            $filter.host.map(Id::uuid),
            $filter.series.map(Id::uuid),
            $filter.room.map(Id::uuid),
        )
        .fetch_all($db.raw())
        .await?
    };
}

macro_rules! ordered {
    ($db:expr, $viewer:expr, $who:tt, $whose:expr, $all:expr, $filter:expr, $now:expr) => {
        match $filter.order {
            Order::Made => listed!($db, $viewer, $who, $whose, $all, $filter, $now,
                "and ($14::timestamptz is null or (b.created_at, b.id) < ($14, $15::uuid)) order by b.created_at desc, b.id desc limit $16"),
            Order::Soonest => listed!($db, $viewer, $who, $whose, $all, $filter, $now,
                "and ($14::timestamptz is null or (oc.starts_at, b.id) > ($14, $15::uuid)) order by oc.starts_at, b.id limit $16"),
            Order::Latest => listed!($db, $viewer, $who, $whose, $all, $filter, $now,
                "and ($14::timestamptz is null or (oc.starts_at, b.id) < ($14, $15::uuid)) order by oc.starts_at desc, b.id desc limit $16"),
        }
    };
}

/// The bookings of `mine` that fit `filter`, hidden ones left out; "upcoming" and "past" are seen from `now`.
pub async fn list(
    db: &mut impl Access,
    mine: Mine,
    filter: &BookingFilter,
    now: DateTime<Utc>,
) -> Result<Vec<BookingRecord>> {
    let rows: Vec<Row> = match mine {
        Mine::Member { organization, user, all } => {
            ordered!(
                db,
                Some(user.uuid()),
                "where b.organization_id = $2 and oc.organization_id = $2 and ($3::bool or (case when c.id is null
                    then b.caster_user_id is not distinct from $1 or $1 = any(oc.staff_ids)
                    else c.created_by = $1 or exists (select from casting_call_members m
                        where m.casting_call_id = c.id and m.user_id = $1) end))",
                organization.uuid(),
                all,
                filter,
                now
            )
        }
        Mine::Talent { user } => {
            ordered!(
                db,
                Some(user.uuid()),
                "where b.talent_user_id = $2 and not $3::bool",
                user.uuid(),
                false,
                filter,
                now
            )
        }
    };
    rows.into_iter().map(Row::record).collect()
}
