//! Reading bookings: one, many, a day, a history. What a reader may not see is left out by [`super::view`].

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    actor::MemberRole,
    booking::Status,
    booking_event::Side,
    field::FieldCode,
    id::{Application, Booking, BookingSeries, CastingCall, EventType, Id, Role, TalentProfile, User},
    text::search_query,
    zone::Zone,
};
use store::bookings::{BookingFilter, BookingRecord, Cursor, Mine, Order, Span};

use super::{
    access,
    view::{BookingView, HistoryView, history, sees_contact_data, view},
};
use crate::{Ctx, Error, Result, Services};

/// The most bookings of one page.
const LARGEST_PAGE: usize = 200;

/// Which bookings.
#[derive(Debug, Clone)]
pub struct BookingQuery {
    /// Only these; empty is all.
    pub statuses: Vec<Status>,
    /// Which part of life.
    pub span: Span,
    /// On which side the reader stands; `None`: as a member if they are one, and as talent beside it.
    pub side: Option<Side>,
    /// Of this application.
    pub application: Option<Id<Application>>,
    /// Of this call.
    pub call: Option<Id<CastingCall>>,
    /// Of this role.
    pub role: Option<Id<Role>>,
    /// Served by this person.
    pub host: Option<Id<User>>,
    /// Of this event type.
    pub event_type: Option<Id<EventType>>,
    /// Of this series.
    pub series: Option<Id<BookingSeries>>,
    /// Of this talent.
    pub talent: Option<Id<TalentProfile>>,
    /// Whose talent's name contains this, in either script and any spelling.
    pub search: String,
    /// Ending after.
    pub from: Option<DateTime<Utc>>,
    /// Starting before.
    pub to: Option<DateTime<Utc>>,
    /// In which order.
    pub order: Order,
    /// After which row.
    pub after: Option<Cursor>,
    /// At most so many, 1 to 200.
    pub limit: usize,
}

impl Default for BookingQuery {
    fn default() -> Self {
        Self {
            statuses: Vec::new(),
            span: Span::All,
            side: None,
            application: None,
            call: None,
            role: None,
            host: None,
            event_type: None,
            series: None,
            talent: None,
            search: String::new(),
            from: None,
            to: None,
            order: Order::Soonest,
            after: None,
            limit: 50,
        }
    }
}

/// A page of bookings.
#[derive(Debug, Clone)]
pub struct BookingPage {
    /// In the order asked for.
    pub bookings: Vec<BookingView>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Cursor>,
}

/// A day's bookings.
#[derive(Debug, Clone)]
pub struct DayView {
    /// The date.
    pub date: NaiveDate,
    /// In this zone.
    pub zone: Zone,
    /// By start; cancelled and declined ones too, so that a gap explains itself.
    pub bookings: Vec<BookingView>,
}

impl Services {
    /// One booking as its reader may see it.
    pub async fn booking(&self, ctx: &Ctx, booking: Id<Booking>) -> Result<BookingView> {
        let mut db = self.store().connection().await?;
        let (record, side) = access::readable(&mut db, ctx, booking).await?;
        Ok(view(ctx, record, side))
    }

    /// A page of bookings: members see those of calls they may read, talent their own, somebody who is both sees both.
    pub async fn bookings(&self, ctx: &Ctx, query: &BookingQuery) -> Result<BookingPage> {
        self.found_bookings(ctx, query, query.limit.clamp(1, LARGEST_PAGE)).await
    }

    /// The same, as many as the caller bounds it to.
    pub(super) async fn found_bookings(&self, ctx: &Ctx, query: &BookingQuery, limit: usize) -> Result<BookingPage> {
        let user = ctx.user()?;
        // Stored keys are folded names without spaces.
        let search = search_query(&query.search).replace(' ', "");
        let filter = BookingFilter {
            statuses: query.statuses.clone(),
            span: query.span,
            application: query.application,
            call: query.call,
            role: query.role,
            host: query.host,
            room: None,
            event_type: query.event_type,
            series: query.series,
            talent: query.talent,
            search: (!search.is_empty()).then_some(search),
            from: query.from,
            to: query.to,
            order: query.order,
            after: query.after,
            limit: i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1),
        };
        let member = ctx
            .actor
            .membership()
            .filter(|_| query.side != Some(Side::Talent))
            .map(|(organization, role)| Mine::Member { organization, user, all: role == MemberRole::Admin });
        if member.is_none() && query.side == Some(Side::Caster) {
            return Err(Error::Forbidden);
        }
        let talent = (query.side != Some(Side::Caster)).then_some(Mine::Talent { user });
        let mut db = self.store().connection().await?;
        let mut found: Vec<(BookingRecord, Side)> = Vec::new();
        for (mine, side) in [(member, Side::Caster), (talent, Side::Talent)] {
            let Some(mine) = mine else { continue };
            for record in store::bookings::list(&mut db, mine, &filter, ctx.now).await? {
                if !found.iter().any(|(known, _)| known.id == record.id) {
                    found.push((record, side));
                }
            }
        }
        found.sort_by(|(a, _), (b, _)| match query.order {
            Order::Made => (b.created_at, b.id).cmp(&(a.created_at, a.id)),
            Order::Soonest => (a.starts_at, a.id).cmp(&(b.starts_at, b.id)),
            Order::Latest => (b.starts_at, b.id).cmp(&(a.starts_at, a.id)),
        });
        let has_more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| has_more).map(|(record, _)| Cursor {
            at: if query.order == Order::Made { record.created_at } else { record.starts_at },
            id: record.id,
        });
        Ok(BookingPage { bookings: found.into_iter().map(|(record, side)| view(ctx, record, side)).collect(), next })
    }

    /// The day's bookings of a member, by start.
    pub async fn day(&self, ctx: &Ctx, date: NaiveDate, zone: Zone) -> Result<DayView> {
        ctx.member()?;
        let day = zone.day(date).ok_or_else(|| Error::field("date", FieldCode::NotADate))?;
        let query = BookingQuery {
            side: Some(Side::Caster),
            from: Some(day.start()),
            to: Some(day.end()),
            limit: LARGEST_PAGE,
            ..BookingQuery::default()
        };
        let page = self.bookings(ctx, &query).await?;
        Ok(DayView { date, zone, bookings: page.bookings })
    }

    /// The history of a booking its reader has before them, oldest first, as they may see it.
    pub async fn history_of_view(&self, ctx: &Ctx, booking: &BookingView) -> Result<Vec<HistoryView>> {
        let mut db = self.store().connection().await?;
        let lines = store::booking_events::of_booking(&mut db, booking.id).await?;
        Ok(history(lines, booking.side, sees_contact_data(ctx, booking.organization.id)))
    }

    /// A booking's history, oldest first, as its reader may see it.
    pub async fn booking_history(&self, ctx: &Ctx, booking: Id<Booking>) -> Result<Vec<HistoryView>> {
        let mut db = self.store().connection().await?;
        let (record, side) = access::readable(&mut db, ctx, booking).await?;
        let lines = store::booking_events::of_booking(&mut db, booking).await?;
        Ok(history(lines, side, sees_contact_data(ctx, record.organization.id)))
    }
}
