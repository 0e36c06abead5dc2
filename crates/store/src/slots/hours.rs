//! Everybody's hours in one query: the lines of the schedules named, absence and travel of the people, pauses and holidays of the
//! organisation, and the rooms.

use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{Booking, Id, Organization, Room, Schedule, User};
use uuid::Uuid;

use crate::{Access, Error, Result};

/// One line somebody wrote about hours. Minutes are of the local day, 0..=1440; an end before its start crosses midnight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HourLine {
    /// Hours (or, if not `available`, none) on a weekday, 0 = Sunday.
    Weekly {
        /// Which day.
        weekday: i16,
        /// From, to.
        minutes: (i16, i16),
        /// Adds hours or takes them away.
        available: bool,
    },
    /// Hours by RRULE.
    Recurrence {
        /// RFC 5545.
        rule: String,
        /// Counted from.
        from: NaiveDate,
        /// Last date.
        to: Option<NaiveDate>,
        /// Dates left out.
        except: Vec<NaiveDate>,
        /// From, to.
        minutes: (i16, i16),
        /// Adds hours or takes them away.
        available: bool,
    },
    /// One date's own hours; without any it is closed.
    Date {
        /// Which.
        date: NaiveDate,
        /// From, to.
        minutes: Option<(i16, i16)>,
    },
}

/// A room's zone, and its schedule if it keeps hours of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomHours {
    /// Which.
    pub id: Id<Room>,
    /// The venue's zone.
    pub time_zone: String,
    /// Its hours; none = open whenever the team is.
    pub schedule_id: Option<Id<Schedule>>,
}

/// A named break: everywhere, or in one room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PauseLine {
    /// Only there, if set.
    pub room_id: Option<Id<Room>>,
    /// What it is called.
    pub name: String,
    /// Its zone.
    pub time_zone: String,
    /// First and last date.
    pub dates: (NaiveDate, NaiveDate),
    /// Only on this weekday, 0 = Sunday.
    pub weekday: Option<i16>,
    /// From, to.
    pub minutes: (i16, i16),
}

/// All that was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HourLines {
    /// Each schedule's zone.
    pub schedules: Vec<(Id<Schedule>, String)>,
    /// The lines of the schedules.
    pub lines: Vec<(Id<Schedule>, HourLine)>,
    /// Absence, as instants.
    pub out_of_office: Vec<(Id<User>, DateTime<Utc>, DateTime<Utc>)>,
    /// Other zones for some dates.
    pub travel: Vec<(Id<User>, NaiveDate, NaiveDate, String)>,
    /// Named breaks of the organisation.
    pub pauses: Vec<PauseLine>,
    /// Holidays of the organisation.
    pub holidays: Vec<(NaiveDate, String)>,
    /// The rooms named that may be used.
    pub rooms: Vec<RoomHours>,
}

struct Row {
    kind: String,
    owner: Option<Uuid>,
    other: Option<Uuid>,
    word: Option<String>,
    zone: Option<String>,
    d1: Option<NaiveDate>,
    d2: Option<NaiveDate>,
    dates: Option<Vec<NaiveDate>>,
    weekday: Option<i16>,
    m1: Option<i16>,
    m2: Option<i16>,
    flag: Option<bool>,
    t1: Option<DateTime<Utc>>,
    t2: Option<DateTime<Utc>>,
}

/// Reads the hours of `schedules`, of the `rooms` of `organization` (their own schedules too), the absence and travel of `people`,
/// and the organisation's pauses and holidays, as far as they touch `[from, to)` (dates: two days more on each side). A room that is
/// archived has none, unless it is the one of the booking that is being moved: that stays where it is.
pub async fn hours(
    db: &mut impl Access,
    organization: Id<Organization>,
    schedules: &[Id<Schedule>],
    people: &[Id<User>],
    (rooms, moving): (&[Id<Room>], Option<Id<Booking>>),
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<HourLines> {
    let schedules: Vec<_> = schedules.iter().map(|id| id.uuid()).collect();
    let people: Vec<_> = people.iter().map(|id| id.uuid()).collect();
    let rooms: Vec<_> = rooms.iter().map(|id| id.uuid()).collect();
    let days = chrono::Days::new(2);
    let first = from.date_naive().checked_sub_days(days).unwrap_or(NaiveDate::MIN);
    let last = to.date_naive().checked_add_days(days).unwrap_or(NaiveDate::MAX);
    let rows = sqlx::query_as!(
        Row,
        r#"with place as materialized (
            select id, time_zone, schedule_id from rooms where id = any($4) and organization_id = $1
                and (archived_at is null or id = (select b.room_id from bookings b where b.id = $9))
        )
        select 'schedule' as "kind!", s.id as owner, null::uuid as other, null::text as word, s.time_zone as zone,
            null::date as d1, null::date as d2, null::date[] as dates, null::smallint as weekday, null::smallint as m1,
            null::smallint as m2, null::bool as flag, null::timestamptz as t1, null::timestamptz as t2
        from schedules s where s.id = any($2 || array(select schedule_id from place where schedule_id is not null))
        union all
        select r.kind, r.schedule_id, null, r.rrule, null, coalesce(r.on_date, r.starts_on), r.ends_on, r.exdates, r.weekday,
            r.start_minute, r.end_minute, r.available, null, null
        from availability_rules r
        where r.schedule_id = any($2 || array(select schedule_id from place where schedule_id is not null)) and r.is_active and (r.on_date is null or r.on_date between $5 and $6)
        union all
        select 'away', a.user_id, null, null, a.time_zone, null, null, null, null, null, null, a.whole_dates,
            lower(a.during), upper(a.during)
        from out_of_office a where a.user_id = any($3) and a.during && tstzrange($7, $8)
        union all
        select 'travel', t.user_id, null, null, t.time_zone, t.starts_on, t.ends_on, null, null, null, null, null, null, null
        from travel_periods t where t.user_id = any($3) and t.starts_on <= $6 and t.ends_on >= $5
        union all
        select 'pause', null, p.room_id, p.name_en, p.time_zone, p.starts_on, p.ends_on, null, p.weekday, p.start_minute,
            p.end_minute, null, null, null
        from pauses p where p.organization_id = $1 and p.ends_on >= $5 and p.starts_on <= $6
            and (p.room_id is null or p.room_id = any($4))
        union all
        select 'holiday', null, null, h.name_en, null, h.on_date, null, null, null, null, null, null, null, null
        from holidays h where h.organization_id = $1 and h.on_date between $5 and $6
        union all
        select 'room', id, schedule_id, null, time_zone, null, null, null, null, null, null, null, null, null from place"#,
        organization.uuid(),
        &schedules,
        &people,
        &rooms,
        first,
        last,
        from,
        to,
        moving.map(Id::uuid),
    )
    .fetch_all(db.raw())
    .await?;
    let mut found = HourLines::default();
    for row in rows {
        row.into_lines(&mut found).ok_or(Error::BrokenRow { table: "availability_rules", column: "kind" })?;
    }
    Ok(found)
}

impl Row {
    /// Puts the row where it belongs; `None` if a column its kind needs is missing.
    fn into_lines(self, found: &mut HourLines) -> Option<()> {
        let minutes = self.m1.zip(self.m2);
        match self.kind.as_str() {
            "schedule" => found.schedules.push((Id::from_uuid(self.owner?), self.zone?)),
            "weekly" => {
                let line = HourLine::Weekly { weekday: self.weekday?, minutes: minutes?, available: self.flag? };
                found.lines.push((Id::from_uuid(self.owner?), line));
            }
            "recurrence" => {
                let line = HourLine::Recurrence {
                    rule: self.word?,
                    from: self.d1?,
                    to: self.d2,
                    except: self.dates.unwrap_or_default(),
                    minutes: minutes?,
                    available: self.flag?,
                };
                found.lines.push((Id::from_uuid(self.owner?), line));
            }
            "date" => {
                let minutes = minutes.filter(|_| self.flag != Some(false));
                found.lines.push((Id::from_uuid(self.owner?), HourLine::Date { date: self.d1?, minutes }));
            }
            "away" => found.out_of_office.push((Id::from_uuid(self.owner?), self.t1?, self.t2?)),
            "travel" => found.travel.push((Id::from_uuid(self.owner?), self.d1?, self.d2?, self.zone?)),
            "pause" => found.pauses.push(PauseLine {
                room_id: self.other.map(Id::from_uuid),
                name: self.word?,
                time_zone: self.zone?,
                dates: (self.d1?, self.d2?),
                weekday: self.weekday,
                minutes: minutes?,
            }),
            "holiday" => found.holidays.push((self.d1?, self.word?)),
            "room" => found.rooms.push(RoomHours {
                id: Id::from_uuid(self.owner?),
                time_zone: self.zone?,
                schedule_id: self.other.map(Id::from_uuid),
            }),
            _ => return None,
        }
        Some(())
    }
}
