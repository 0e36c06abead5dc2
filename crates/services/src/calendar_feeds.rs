//! Bookings as a calendar that other programs read by a link: a person's own, a call's, a room's. A feed shows what its maker may see at that
//! moment, in their language, without anybody's address; its link is derived, found by its hash, and dead when it is deleted. For looking at:
//! programs read it by the hour at best.

mod free_busy;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::{Actor, CallAction, MemberRole, may_on_call},
    booking_event::Side,
    field::FieldCode,
    id::{CalendarFeed, CastingCall, Id, Room},
};
use sha2::{Digest, Sha256};
use store::{
    Tx,
    bookings::{BookingFilter, BookingRecord, Mine, Order, Span, Words as Bilingual},
    calendar_feeds::{self as feeds, FoundFeed, NewFeed},
};

use crate::{
    Ctx, Error, Result, Services, audit,
    booking_links::{derived, hash},
    words::{Lang, Words},
};

/// Most feeds of one person.
pub const MOST: i64 = 20;
/// What is over and what was cancelled stays for a while, so that programs take it out rather than lose it.
const BEHIND: TimeDelta = TimeDelta::days(30);
/// So far ahead bookings are shown; zones are written out as far.
const AHEAD: TimeDelta = TimeDelta::days(390);
/// Most events of one feed.
const MOST_EVENTS: i64 = 1000;
/// Reading is noted no more often than this.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(10);

/// Of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedOf {
    /// The maker's own auditions, on either side.
    Own,
    /// A call's.
    Call(Id<CastingCall>),
    /// A room's.
    Room(Id<Room>),
    /// When the maker is busy, and nothing else: for partners' systems.
    FreeBusy,
}

impl FeedOf {
    const fn stored(call: Option<Id<CastingCall>>, room: Option<Id<Room>>, busy_only: bool) -> Self {
        match (call, room) {
            (Some(call), _) => Self::Call(call),
            (None, Some(room)) => Self::Room(room),
            (None, None) if busy_only => Self::FreeBusy,
            (None, None) => Self::Own,
        }
    }

    /// How the link ends, which says what it is to programs and people.
    const fn ending(self) -> &'static str {
        if matches!(self, Self::FreeBusy) { "ifb" } else { "ics" }
    }
}

/// A feed in its maker's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedView {
    /// Which.
    pub id: Id<CalendarFeed>,
    /// Of what.
    pub of: FeedOf,
    /// What that is called; nothing for one's own.
    pub name: Option<Bilingual>,
    /// The link.
    pub url: String,
    /// When somebody read it last.
    pub last_read_at: Option<DateTime<Utc>>,
}

/// A feed as it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedFile {
    /// The iCalendar text.
    pub ics: String,
    /// What it is known by, in quotes.
    pub etag: String,
}

impl Services {
    fn feed_token(&self, id: Id<CalendarFeed>) -> String {
        derived(&self.settings().secret, b"callboard calendar feed v1", &[id.uuid().as_bytes()])
    }

    /// Makes a feed. Of a call or a room only for members who see its bookings.
    pub async fn create_feed(&self, ctx: &Ctx, of: FeedOf) -> Result<Id<CalendarFeed>> {
        let user = ctx.user()?;
        let mut tx = self.store().begin().await?;
        if !may_see(&mut tx, ctx, of).await? {
            return Err(Error::NotFound);
        }
        if i64::try_from(feeds::list(&mut tx, user, MOST).await?.len()).is_ok_and(|count| count >= MOST) {
            return Err(Error::field("of", FieldCode::TooLarge));
        }
        let id = ctx.new_id()?;
        let new = NewFeed {
            id,
            user_id: user,
            organization_id: ctx.actor.membership().map(|(organization, _)| organization),
            call: if let FeedOf::Call(call) = of { Some(call) } else { None },
            room: if let FeedOf::Room(room) = of { Some(room) } else { None },
            busy_only: of == FeedOf::FreeBusy,
            token_hash: hash(&self.feed_token(id)).to_vec(),
        };
        feeds::insert(&mut tx, &new, ctx.now).await?;
        audit::entry(ctx, "calendar.feed_created").object(id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The signed-in person's feeds, oldest first.
    pub async fn list_feeds(&self, ctx: &Ctx) -> Result<Vec<FeedView>> {
        let mut db = self.store().connection().await?;
        let records = feeds::list(&mut db, ctx.user()?, MOST).await?;
        Ok(records
            .into_iter()
            .map(|record| {
                let of = FeedOf::stored(record.call, record.room, record.busy_only);
                let (base, token) = (&self.settings().base_url, self.feed_token(record.id));
                FeedView {
                    id: record.id,
                    of,
                    name: record.name,
                    url: format!("{base}/feeds/{token}.{}", of.ending()),
                    last_read_at: record.last_read_at,
                }
            })
            .collect())
    }

    /// Deletes a feed; its link is dead at once.
    pub async fn delete_feed(&self, ctx: &Ctx, id: Id<CalendarFeed>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        if !feeds::delete(&mut tx, ctx.user()?, id).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "calendar.feed_deleted").object(id).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// The feed behind a link. Whoever holds it reads what its maker may see.
    pub async fn feed(&self, ctx: &Ctx, token: &str) -> Result<FeedFile> {
        let (mut tx, ctx, feed) = self.behind_feed(ctx, token, |of| of != FeedOf::FreeBusy).await?;
        let bookings = booked(&mut tx, &ctx, FeedOf::stored(feed.call, feed.room, feed.busy_only)).await?;
        tx.commit().await?;
        let lang = language(&feed);
        let ics = self.feed_text(&bookings, &title(&feed, lang), lang, ctx.now);
        Ok(FeedFile { etag: etag(&ics), ics })
    }

    /// The feed a link names, if it is one of these, its maker may still see what is in it, and acting as them; noted as read.
    async fn behind_feed(
        &self,
        ctx: &Ctx,
        token: &str,
        is_wanted: impl FnOnce(FeedOf) -> bool,
    ) -> Result<(Tx, Ctx, FoundFeed)> {
        let mut tx = self.store().begin().await?;
        let feed = feeds::find_any_owner(&mut tx, &hash(token)).await?.ok_or(Error::NotFound)?;
        // Somebody who is no longer in the office shows nothing of it.
        let membership = match feed.membership {
            None => None,
            Some((_, None)) => return Err(Error::NotFound),
            Some((organization, Some(role))) => Some((organization, role)),
        };
        let actor = Actor {
            user_id: Some(feed.user_id),
            organization_id: membership.map(|(organization, _)| organization),
            role: membership.map(|(_, role)| role),
            ..Actor::anonymous()
        };
        let ctx = ctx.as_actor(actor);
        let of = FeedOf::stored(feed.call, feed.room, feed.busy_only);
        if !is_wanted(of) || !may_see(&mut tx, &ctx, of).await? {
            return Err(Error::NotFound);
        }
        if feed.last_read_at.is_none_or(|last| ctx.now - last >= TOUCH_EVERY) {
            feeds::touch(&mut tx, feed.id, ctx.now).await?;
        }
        Ok((tx, ctx, feed))
    }
}

fn etag(text: &str) -> String {
    let digest: String = Sha256::digest(text.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digest}\"")
}

fn language(feed: &FoundFeed) -> Lang {
    let own = feed.language.as_deref().and_then(Lang::from_code);
    own.or_else(|| feed.house_language.as_deref().and_then(Lang::from_code)).unwrap_or(Lang::Ar)
}

fn title(feed: &FoundFeed, lang: Lang) -> String {
    let words = Words::plain(lang);
    let Some(name) = &feed.name else { return words.t("feed-own") };
    let (own, other) = match lang {
        Lang::En => (&name.en, &name.ar),
        Lang::Ar => (&name.ar, &name.en),
    };
    let name = if own.is_empty() { other } else { own };
    words.with("feed-of", &[("name", name.clone().into())])
}

/// Whether the actor sees the bookings of that.
async fn may_see(tx: &mut Tx, ctx: &Ctx, of: FeedOf) -> Result<bool> {
    let user = ctx.user()?;
    Ok(match (of, ctx.actor.membership()) {
        (FeedOf::Own | FeedOf::FreeBusy, _) => true,
        (_, None) => false,
        (FeedOf::Room(room), Some((organization, _))) => store::rooms::get(tx, organization, room).await?.is_some(),
        (FeedOf::Call(call), Some((organization, role))) => {
            let belongs = store::casting_calls::belongs(tx, organization, call, user).await?;
            belongs.is_some_and(|belongs| may_on_call(role, belongs, CallAction::Read))
        }
    })
}

/// What is in it, soonest first.
async fn booked(tx: &mut Tx, ctx: &Ctx, of: FeedOf) -> Result<Vec<(BookingRecord, Side)>> {
    let user = ctx.user()?;
    let own = of == FeedOf::Own;
    let filter = BookingFilter {
        statuses: Vec::new(),
        span: Span::All,
        application: None,
        call: if let FeedOf::Call(call) = of { Some(call) } else { None },
        role: None,
        host: Some(user).filter(|_| own),
        room: if let FeedOf::Room(room) = of { Some(room) } else { None },
        event_type: None,
        series: None,
        talent: None,
        search: None,
        from: Some(ctx.now - BEHIND),
        to: Some(ctx.now + AHEAD),
        order: Order::Soonest,
        after: None,
        limit: MOST_EVENTS,
    };
    let mut found = Vec::new();
    if let Some((organization, role)) = ctx.actor.membership() {
        // One's own are one's own, whatever call they belong to.
        let all = own || role == MemberRole::Admin;
        let mine = Mine::Member { organization, user, all };
        let records = store::bookings::list(tx, mine, &filter, ctx.now).await?;
        found.extend(records.into_iter().map(|record| (record, Side::Caster)));
    }
    if own {
        let filter = BookingFilter { host: None, ..filter };
        let records = store::bookings::list(tx, Mine::Talent { user }, &filter, ctx.now).await?;
        found.extend(records.into_iter().map(|record| (record, Side::Talent)));
    }
    Ok(found)
}
