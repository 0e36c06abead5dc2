//! What a change of rules, hours, rooms or members would do to what is booked: said before it is saved. The change is written, the engine is
//! asked about the bookings it concerns, and all is let go again; what did not fit before either is not the change's doing. Keeps nothing.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    actor::MemberRole,
    booking_event::Side,
    hours_form::HoursForm,
    id::{Booking, EventType, Holiday, Id, Membership, Organization, Room, Schedule, User},
    limits::Limits,
    slots::Reason,
    zone::Zone,
};
use store::{
    Tx,
    bookings::{Concerned, Person, Reader, StandingRecord, Words, standing},
    schedules::ScheduleOwner,
};

use crate::{
    Ctx, Error, Result, Services, booking_limits,
    event_types::{self, EventTypeForm},
    holidays::{self, HolidayForm},
    members,
    out_of_office::{self, TimeOffForm, TravelForm},
    pauses::{self, PauseForm},
    rooms, schedules,
    slots::standing::{Judge, Misfits, misfits},
};

/// The next so many bookings of each side are looked at.
const MOST_LOOKED: usize = 500;
/// So many are named.
pub const MOST_NAMED: usize = 10;

/// What somebody is about to save.
#[derive(Debug, Clone)]
pub enum Change<'a> {
    /// An event type as typed.
    EventType(Id<EventType>, &'a EventTypeForm),
    /// One's own hours: of a schedule, or of a first one.
    Hours(Option<Id<Schedule>>, &'a HoursForm),
    /// Which of one's schedules is used where none is named.
    DefaultSchedule(Id<Schedule>),
    /// One of one's schedules is taken away.
    DeleteSchedule(Id<Schedule>),
    /// One's own time off.
    TimeOff(&'a TimeOffForm),
    /// One's own travel.
    Travel(&'a TravelForm),
    /// A pause.
    Pause(&'a PauseForm),
    /// A holiday: a new one, or another date for one there is.
    Holiday(Option<Id<Holiday>>, &'a HolidayForm),
    /// The chosen days of a country's list for a year.
    HolidayList(&'a str, i32, &'a [String]),
    /// A room's hours.
    RoomHours(Id<Room>, Option<&'a HoursForm>),
    /// A room is taken out of use.
    ArchiveRoom(Id<Room>),
    /// A member's rights end.
    Deactivate(Id<Membership>),
    /// How much a host may have.
    HostLimits(Id<User>, Limits),
    /// How much one talent may have booked.
    BookerLimits(Limits),
}

/// One booking that would have no place any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfitBooking {
    /// Which; none where its reader may not read it, and then nobody is named either.
    pub id: Option<Id<Booking>>,
    /// On which side its reader stands.
    pub side: Side,
    /// What is booked.
    pub event_type: Option<Words>,
    /// The talent.
    pub talent: Option<Person>,
    /// The guest's name.
    pub guest: Option<String>,
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// By which clock.
    pub time_zone: String,
    /// The rule it would break.
    pub reason: Reason,
}

/// What would not fit any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unfit {
    /// How many.
    pub total: usize,
    /// The first of them, at most [`MOST_NAMED`].
    pub first: Vec<UnfitBooking>,
    /// There were more than could be looked at: there may be further ones later.
    pub may_be_more: bool,
    /// When the last of them begins.
    pub last_at: Option<DateTime<Utc>>,
    /// The host whose bookings they are, where it is about one.
    pub host: Option<Id<User>>,
}

/// What was asked of the state after a change, to be compared with the one before.
pub(crate) struct After {
    looked: Vec<(Judge, Vec<StandingRecord>, Misfits)>,
    may_be_more: bool,
    host: Option<Id<User>>,
}

impl Services {
    /// What of all that is booked and to come would not fit any more after a change: nothing is kept of it, and whoever could not make it is
    /// refused as they would be.
    pub async fn unfit_after(&self, ctx: &Ctx, change: &Change<'_>) -> Result<Unfit> {
        let mut tx = self.store().begin().await?;
        let whose = write(&mut tx, ctx, change).await?;
        let after = look(&mut tx, ctx, &whose).await?;
        // Dropped, not committed.
        drop(tx);
        self.compared(ctx, after).await
    }

    /// What did fit before.
    pub(crate) async fn compared(&self, ctx: &Ctx, after: After) -> Result<Unfit> {
        let mut unfit = Unfit { may_be_more: after.may_be_more, host: after.host, ..Unfit::default() };
        if after.looked.iter().all(|(_, _, misfits)| misfits.is_empty()) {
            return Ok(Unfit::default());
        }
        let mut db = self.store().connection().await?;
        for (judge, mut booked, then) in after.looked {
            booked.retain(|one| then.contains_key(&one.id));
            let now = misfits(&mut db, ctx, judge, &booked).await?;
            let broken = booked.into_iter().filter_map(|one| {
                let reason = *then.get(&one.id)?;
                (now.get(&one.id) != Some(&reason)).then(|| named(one, judge.side(), reason))
            });
            unfit.first.extend(broken);
        }
        unfit.total = unfit.first.len();
        unfit.first.sort_by_key(|one| (one.starts_at, one.id));
        unfit.last_at = unfit.first.last().map(|one| one.starts_at);
        unfit.first.truncate(MOST_NAMED);
        Ok(if unfit.total == 0 { Unfit::default() } else { unfit })
    }
}

fn named(one: StandingRecord, side: Side, reason: Reason) -> UnfitBooking {
    let is_readable = one.is_readable;
    UnfitBooking {
        id: is_readable.then_some(one.id),
        side,
        event_type: is_readable.then_some(one.event_type),
        talent: one.talent.filter(|_| is_readable),
        guest: one.guest.filter(|_| is_readable),
        starts_at: one.starts_at,
        time_zone: one.time_zone,
        reason,
    }
}

/// Whose bookings a change concerns, and who judges them.
pub(crate) type Whose = Vec<(Judge, Concerned)>;

/// Which of them do not fit what is stored now.
pub(crate) async fn look(tx: &mut Tx, ctx: &Ctx, whose: &[(Judge, Concerned)]) -> Result<After> {
    let membership = ctx.actor.membership();
    let reader = Reader {
        user: ctx.user()?,
        organization: membership.map(|(organization, _)| organization),
        all: membership.is_some_and(|(_, role)| role == MemberRole::Admin),
    };
    let mut after = After { looked: Vec::new(), may_be_more: false, host: None };
    for (judge, concerned) in whose {
        let limit = i64::try_from(MOST_LOOKED + 1).unwrap_or(i64::MAX);
        let mut booked = standing(tx, concerned, reader, ctx.now, limit).await?;
        after.may_be_more |= booked.len() > MOST_LOOKED;
        booked.truncate(MOST_LOOKED);
        let misfits = misfits(tx, ctx, *judge, &booked).await?;
        after.looked.push((*judge, booked, misfits));
        after.host = after.host.or(concerned.host);
    }
    Ok(after)
}

/// The bookings of an event type.
pub(crate) fn of_event_type(event_type: Id<EventType>) -> Whose {
    vec![(Judge::Team, Concerned { event_type: Some(event_type), ..Concerned::default() })]
}

/// Makes the change in a transaction that is let go, with the rights of whoever wants it.
async fn write(tx: &mut Tx, ctx: &Ctx, change: &Change<'_>) -> Result<Whose> {
    let team = |concerned: Concerned| vec![(Judge::Team, concerned)];
    match change {
        Change::EventType(id, form) => {
            event_types::replace(tx, ctx, *id, None, (*form).clone()).await?;
            Ok(of_event_type(*id))
        }
        Change::Hours(id, form) => {
            let user = ctx.user()?;
            match id {
                Some(id) => schedules::rewrite(tx, ctx, ScheduleOwner::User(user), *id, None, form).await?,
                None => schedules::write_new(tx, ctx, ScheduleOwner::User(user), true, form).await?,
            };
            Ok(own(user, None))
        }
        Change::DefaultSchedule(id) => {
            let user = ctx.user()?;
            schedules::write_default(tx, user, *id).await?;
            Ok(own(user, None))
        }
        Change::DeleteSchedule(id) => {
            let user = ctx.user()?;
            schedules::write_end(tx, user, *id, None).await?;
            Ok(own(user, None))
        }
        Change::TimeOff(form) => {
            let off = out_of_office::write(tx, ctx, form).await?;
            Ok(own(off.user_id, Some((off.starts_at, off.ends_at))))
        }
        Change::Travel(form) => {
            let travel = out_of_office::write_travel(tx, ctx, form).await?;
            Ok(own(travel.user_id, Some(around(travel.starts_on, travel.ends_on)?)))
        }
        Change::Pause(form) => {
            let pause = pauses::write(tx, ctx, form).await?;
            let dates = dates(&pause.time_zone, pause.starts_on, pause.ends_on)?;
            Ok(team(Concerned {
                organization: Some(pause.organization_id),
                room: pause.room_id,
                from: Some(dates.0),
                to: Some(dates.1),
                ..Concerned::default()
            }))
        }
        Change::Holiday(id, form) => {
            let (organization, _, holiday) = holidays::write(tx, ctx, *id, form).await?;
            Ok(team(on_dates(organization, holiday.on_date, holiday.on_date)?))
        }
        Change::HolidayList(country, year, chosen) => {
            let (organization, added) = holidays::write_list(tx, ctx, country, *year, chosen).await?;
            let (first, last) = (added.iter().map(|day| day.on_date).min(), added.iter().map(|day| day.on_date).max());
            let Some((first, last)) = first.zip(last) else { return Ok(Vec::new()) };
            Ok(team(on_dates(organization, first, last)?))
        }
        Change::RoomHours(id, hours) => {
            rooms::write_hours(tx, ctx, *id, hours.cloned()).await?;
            Ok(team(in_room(ctx, *id)?))
        }
        Change::ArchiveRoom(id) => {
            let archive = |room| Ok(rooms::RoomView { archived_at: Some(ctx.now), ..room });
            rooms::write_room(tx, ctx, *id, None, archive).await?;
            Ok(team(in_room(ctx, *id)?))
        }
        Change::Deactivate(id) => {
            let member = members::write_end(tx, ctx, *id).await?;
            Ok(team(hosted(ctx, member)?))
        }
        Change::HostLimits(host, limits) => {
            booking_limits::write_host(tx, ctx, *host, limits).await?;
            Ok(team(hosted(ctx, *host)?))
        }
        Change::BookerLimits(limits) => {
            let organization = Some(booking_limits::write_booker(tx, ctx, limits).await?);
            Ok(vec![(Judge::BookerLimits, Concerned { organization, ..Concerned::default() })])
        }
    }
}

/// What somebody serves and what they come to themselves.
fn own(user: Id<User>, during: Option<(DateTime<Utc>, DateTime<Utc>)>) -> Whose {
    let (from, to) = during.unzip();
    let any = Concerned { from, to, ..Concerned::default() };
    let (hosted, come_to) = (Concerned { host: Some(user), ..any }, Concerned { talent: Some(user), ..any });
    vec![(Judge::Team, hosted), (Judge::OwnTime, come_to)]
}

fn in_room(ctx: &Ctx, room: Id<Room>) -> Result<Concerned> {
    Ok(Concerned { organization: Some(ctx.member()?.0), room: Some(room), ..Concerned::default() })
}

fn hosted(ctx: &Ctx, host: Id<User>) -> Result<Concerned> {
    Ok(Concerned { organization: Some(ctx.member()?.0), host: Some(host), ..Concerned::default() })
}

/// What an organisation has on these dates, whoever's clock they are on.
fn on_dates(organization: Id<Organization>, first: NaiveDate, last: NaiveDate) -> Result<Concerned> {
    let (from, to) = around(first, last)?;
    Ok(Concerned { organization: Some(organization), from: Some(from), to: Some(to), ..Concerned::default() })
}

/// From before the first date begins anywhere until after the last has ended everywhere.
fn around(first: NaiveDate, last: NaiveDate) -> Result<(DateTime<Utc>, DateTime<Utc>)> {
    let (from, to) = dates(Zone::UTC.name(), first, last)?;
    Ok((from - TimeDelta::days(1), to + TimeDelta::days(1)))
}

fn dates(zone: &str, first: NaiveDate, last: NaiveDate) -> Result<(DateTime<Utc>, DateTime<Utc>)> {
    let zone: Zone = zone.parse().map_err(|error| Error::internal("a stored zone", error))?;
    let days = zone.days(first, last).ok_or_else(|| Error::internal("dates", "no such days"))?;
    Ok((days.start(), days.end() + TimeDelta::days(1)))
}
