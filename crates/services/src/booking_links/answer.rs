//! What the page behind a booking link can do (`/r/{token}`): the link is bound to one booking and one person and dies with the booking
//! (rule 9 of product.md). Acting by link is acting as the talent.

use chrono::{DateTime, Utc};
use domain::{
    actor::Actor,
    booking_event::Side,
    id::{Booking, Id, User},
    refusal::BookingRefusal,
};
use store::{Access, bookings::BookingRecord};

use crate::{
    Ctx, Error, Result, Services,
    booking_links::hash,
    bookings::{
        BookingPatch, BookingView, HistoryView, SeriesChange,
        view::{history, view as view_of},
    },
    calendar_file::CalendarLinks,
    slots::{BookingToMove, Outlook, SlotAnswer, SlotQuery},
    words::Lang,
};

/// The mark of an actor who holds a link and nothing else; no API key can have it.
const BY_LINK: &str = "booking_link";

/// The mark of an actor whose calendar answered an invitation by mail.
const BY_CALENDAR: &str = "booking_calendar";

/// Whether somebody's calendar did it, by mail.
pub(crate) fn is_by_calendar(ctx: &Ctx) -> bool {
    ctx.actor.scopes.as_deref().is_some_and(|scopes| scopes.iter().any(|scope| scope == BY_CALENDAR))
}

/// Whether the operation was done with a link, without signing in.
pub(crate) fn is_by_link(ctx: &Ctx) -> bool {
    ctx.actor.scopes.as_deref().is_some_and(|scopes| scopes.iter().any(|scope| scope == BY_LINK))
}

/// The one booking that the operation's actor booked without an account, where they hold its link.
pub(crate) fn guest_of(ctx: &Ctx) -> Option<Id<Booking>> {
    if ctx.actor.user_id.is_some() || !is_by_link(ctx) {
        return None;
    }
    ctx.actor.scopes.iter().flatten().find_map(|scope| scope.parse().ok())
}

/// What the talent can answer with a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkAnswer {
    /// Yes.
    Confirm,
    /// No.
    Decline {
        /// Why, perhaps empty.
        reason: String,
    },
    /// Calling it off later.
    Cancel {
        /// Why, perhaps empty.
        reason: String,
    },
    /// Another time, please.
    RequestChange {
        /// First wish first.
        proposed: Vec<DateTime<Utc>>,
        /// A word to the caster.
        note: String,
    },
    /// The office asked for another time, and they keep the one they have.
    KeepTime {
        /// Why, perhaps empty.
        reason: String,
    },
    /// Who comes along.
    Guests {
        /// Their addresses.
        text: String,
    },
    /// A note to the caster.
    Note {
        /// The note.
        text: String,
    },
}

/// What the page behind a link begins with.
#[derive(Debug, Clone)]
pub struct LinkPage {
    /// The booking, as [`Services::booking_by_link`] shows it.
    pub booking: BookingView,
    /// The ways into the talent's own calendar.
    pub calendar: CalendarLinks,
    /// What happened, oldest first, as its talent may see it.
    pub lines: Vec<HistoryView>,
    /// Where a guest whose booking came to nothing can book another time, without the server's address.
    pub again: Option<String>,
}

/// The holder of a booking's link may do nothing but this: no organisation, no role, and scopes that no door grants.
pub(crate) fn holder(booking: Id<Booking>, user: Option<Id<User>>) -> Actor {
    Actor { user_id: user, scopes: Some(vec![BY_LINK.to_owned(), booking.to_string()]), ..Actor::anonymous() }
}

/// Whoever answers an invitation in their calendar may do what the holder of the booking's link may.
pub(crate) fn calendar_of(booking: Id<Booking>, user: Option<Id<User>>) -> Actor {
    let mut actor = holder(booking, user);
    actor.scopes.get_or_insert_default().push(BY_CALENDAR.to_owned());
    actor
}

impl Services {
    /// The booking behind a link, as its talent sees it. Readable for as long as the link is not revoked, also when the booking is
    /// over.
    pub async fn booking_by_link(&self, ctx: &Ctx, token: &str) -> Result<BookingView> {
        let (ctx, record) = self.behind_link(ctx, token).await?;
        let mut db = self.store().connection().await?;
        seen(&mut db, &ctx, record).await
    }

    /// The same, kept for what is asked about other times for it.
    pub async fn link_to_move(&self, ctx: &Ctx, token: &str) -> Result<(BookingView, BookingToMove)> {
        let (ctx, record) = self.behind_link(ctx, token).await?;
        let mut db = self.store().connection().await?;
        Ok((seen(&mut db, &ctx, record.clone()).await?, BookingToMove::new(record, Side::Talent, ctx.actor)))
    }

    /// All that the page behind a link begins with, read together: the booking, the ways into a calendar elsewhere, what happened.
    pub async fn link_page(&self, ctx: &Ctx, token: &str, lang: Lang) -> Result<LinkPage> {
        let (ctx, record) = self.behind_link(ctx, token).await?;
        let calendar = self.calendar_links(&record, Side::Talent, lang);
        let mut db = self.store().connection().await?;
        let lines = history(store::booking_events::of_booking(&mut db, record.id).await?, Side::Talent, false);
        let came_to_nothing = record.guest.is_some() && !record.status.keeps_its_time();
        let again =
            if came_to_nothing { crate::public_booking::open_page(&mut db, record.event_type.id).await? } else { None };
        Ok(LinkPage { booking: seen(&mut db, &ctx, record).await?, calendar, lines, again })
    }

    /// Answers with a link; recorded as the talent acting. A link of a booking that is over only reads ([`BookingRefusal::LinkDead`]).
    pub async fn answer_by_link(
        &self,
        ctx: &Ctx,
        token: &str,
        revision: Option<i32>,
        answer: &LinkAnswer,
    ) -> Result<BookingView> {
        let (ctx, record) = self.behind_live_link(ctx, token).await?;
        match answer {
            LinkAnswer::Confirm => self.confirm_booking(&ctx, record.id, revision).await,
            LinkAnswer::Decline { reason } => self.decline_booking(&ctx, record.id, revision, reason).await,
            LinkAnswer::Cancel { reason } => self.cancel_booking(&ctx, record.id, revision, reason).await,
            LinkAnswer::RequestChange { proposed, note } => {
                self.request_change(&ctx, record.id, revision, proposed, note).await
            }
            LinkAnswer::KeepTime { reason } => self.refuse_reschedule(&ctx, record.id, revision, reason).await,
            LinkAnswer::Guests { text } => {
                let patch = BookingPatch { guests: Some(text.clone()), ..BookingPatch::default() };
                let mut amended = self.amend_booking(&ctx, record.id, revision, &patch).await?;
                let mut db = self.store().connection().await?;
                crate::public_booking::bound(&mut db, &ctx, &mut amended).await?;
                Ok(amended)
            }
            LinkAnswer::Note { text } => self.set_talent_notes(&ctx, record.id, revision, text).await,
        }
    }

    /// Answers this one and the later ones of its series with a link.
    pub async fn answer_series_by_link(
        &self,
        ctx: &Ctx,
        token: &str,
        revision: Option<i32>,
        asked: &SeriesChange,
    ) -> Result<BookingView> {
        let (ctx, record) = self.behind_live_link(ctx, token).await?;
        self.change_series(&ctx, record.id, revision, asked).await
    }

    /// The times a talent could propose instead, asked with a link. Only the range, duration and zone of `query` are used.
    pub async fn slots_by_link(&self, ctx: &Ctx, token: &str, query: &SlotQuery) -> Result<SlotAnswer> {
        Ok(self.outlook_by_link(ctx, token, query).await?.slots(query.from, query.to))
    }

    /// What they hang on, to be asked several times.
    pub async fn outlook_by_link(&self, ctx: &Ctx, token: &str, query: &SlotQuery) -> Result<Outlook> {
        let (ctx, record) = self.behind_live_link(ctx, token).await?;
        let query = SlotQuery {
            duration: query.duration,
            ..SlotQuery::for_booking(record.id, query.time_zone).between(query.from, query.to)
        };
        self.outlook_to_move(&ctx, &BookingToMove::new(record, Side::Talent, ctx.actor.clone()), &query).await
    }

    /// What [`Self::behind_link`] finds, if more than reading may be done with it.
    pub(crate) async fn behind_live_link(&self, ctx: &Ctx, token: &str) -> Result<(Ctx, BookingRecord)> {
        let (ctx, record) = self.behind_link(ctx, token).await?;
        if only_reads(&record) { Err(BookingRefusal::LinkDead.into()) } else { Ok((ctx, record)) }
    }

    /// The talent's context and the booking; an unknown or revoked token is not found.
    pub(crate) async fn behind_link(&self, ctx: &Ctx, token: &str) -> Result<(Ctx, BookingRecord)> {
        if token.len() != 43 {
            return Err(Error::NotFound);
        }
        let mut db = self.store().connection().await?;
        let (booking, user) = store::booking_links::find(&mut db, &hash(token)).await?.ok_or(Error::NotFound)?;
        let record = store::bookings::record_any_owner(&mut db, booking, user).await?.ok_or(Error::NotFound)?;
        Ok((ctx.as_actor(holder(booking, user)), record))
    }
}

/// Whether a booking is over, or out of sight: its link shows what happened and does nothing any more.
fn only_reads(record: &BookingRecord) -> bool {
    !record.status.is_live() || record.hidden_at.is_some()
}

/// The booking as the holder of its link sees it: one that is over can only be read, a guest's is bound by its event type.
async fn seen(db: &mut impl Access, ctx: &Ctx, record: BookingRecord) -> Result<BookingView> {
    let is_dead = only_reads(&record);
    let mut view = view_of(ctx, record, Side::Talent);
    if is_dead {
        view.allowed.clear();
        view.may_request_change = false;
    } else if view.guest.is_some() {
        crate::public_booking::bound(db, ctx, &mut view).await?;
    }
    Ok(view)
}
