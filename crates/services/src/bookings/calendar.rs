//! A stretch of the calendar: what is booked in it, the breaks that close it, the weekend. One query for the bookings however many there
//! are, and never more of them than a screen can show.

use chrono::NaiveDate;
use domain::{
    actor::MemberRole,
    booking::Status,
    booking_event::Side,
    field::FieldCode,
    id::{CastingCall, Id, Role, User},
    zone::Zone,
};
use store::bookings::{Choices, Order, Span};

use super::{list::BookingQuery, view::BookingView};
use crate::{Ctx, Error, Result, Services, pauses::PauseView};

/// The most bookings one screen shows.
const MOST: usize = 1000;
/// The longest stretch: six weeks of a month's page.
const LONGEST: i64 = 42;

/// Which stretch, and what of it.
#[derive(Debug, Clone)]
pub struct CalendarQuery {
    /// The first date.
    pub from: NaiveDate,
    /// The last date, included; at most six weeks.
    pub to: NaiveDate,
    /// Whose midnights divide the days.
    pub zone: Zone,
    /// Of this call.
    pub call: Option<Id<CastingCall>>,
    /// Of this role.
    pub role: Option<Id<Role>>,
    /// Served by this person.
    pub host: Option<Id<User>>,
    /// In this status; without one everything that keeps its time.
    pub status: Option<Status>,
}

/// What there is.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// By start.
    pub bookings: Vec<BookingView>,
    /// There is more than fits.
    pub cut: bool,
    /// Breaks of the whole organisation; those of single rooms are not everybody's.
    pub pauses: Vec<PauseView>,
    /// The organisation's weekend, 0 = Sunday.
    pub weekend: Vec<i16>,
}

impl Services {
    /// A stretch of a member's calendar.
    pub async fn calendar(&self, ctx: &Ctx, query: &CalendarQuery) -> Result<Calendar> {
        let (organization, _) = ctx.member()?;
        let range = query.zone.days(query.from, query.to);
        let range = range.ok_or_else(|| Error::field("date", FieldCode::NotADate))?;
        if (query.to - query.from).num_days() >= LONGEST {
            return Err(Error::field("date", FieldCode::TooLarge));
        }
        let kept = || Status::ALL.into_iter().filter(|status| status.keeps_its_time()).collect();
        let asked = BookingQuery {
            statuses: query.status.map_or_else(kept, |status| vec![status]),
            span: Span::All,
            side: Some(Side::Caster),
            call: query.call,
            role: query.role,
            host: query.host,
            from: Some(range.start()),
            to: Some(range.end()),
            order: Order::Soonest,
            ..BookingQuery::default()
        };
        let found = self.found_bookings(ctx, &asked, MOST).await?;
        let mut db = self.store().connection().await?;
        let mut pauses = store::pauses::list(&mut db, organization, query.from, query.to).await?;
        pauses.retain(|pause| pause.room_id.is_none());
        let office = store::organizations::find(&mut db, organization).await?.ok_or(Error::NotFound)?;
        Ok(Calendar { bookings: found.bookings, cut: found.next.is_some(), pauses, weekend: office.weekend })
    }

    /// What lists of bookings can be narrowed to, with the roles of one call.
    pub async fn booking_choices(&self, ctx: &Ctx, call: Option<Id<CastingCall>>) -> Result<Choices> {
        let (organization, role) = ctx.member()?;
        let mut db = self.store().connection().await?;
        let all = role == MemberRole::Admin;
        Ok(store::bookings::choices(&mut db, organization, ctx.user()?, all, call).await?)
    }
}
