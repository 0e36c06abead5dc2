//! Bookings in the calendars of those who take part: made, moved and deleted by jobs that follow from every change of a booking. A job sets
//! things right, whatever it was that changed: it rereads the booking, and makes the calendar say what the booking says. Where there is
//! nothing to write it looks what the calendar's owner did to the event; that is offered to them or followed (`offers`), never undone by itself.

use chrono::{DateTime, TimeDelta, Utc};
use connectors::calendar::{Connected, Content, Draft, Fault, Provider, Remote, Seen, Wanted};
use domain::{
    actor::Actor,
    booking_event::Side,
    id::{Booking, Calendar, CalendarConnection, Id, User},
};
use sha2::{Digest, Sha256};
use store::{
    Tx,
    booking_calendar_events::{self as events, EventRecord, SeenChange, WrittenAs},
    bookings::BookingRecord,
    calendars::{self, CalendarRecord, Owner},
    jobs::NewJob,
    leases::{self, Leased},
};

use super::{
    connect::again_at,
    holding::LEASE,
    ics,
    read::{reader_of, span},
};
use crate::{
    Ctx, Error, Result, Services, audit,
    ctx::Request,
    jobs::{self, Job, SettleEvent},
    words::Lang,
};

/// Somebody else works on it: look again after so long.
const BUSY: TimeDelta = TimeDelta::seconds(10);
/// What ended so long ago is no longer written.
const OVER: TimeDelta = TimeDelta::days(1);
/// Most events of one account that are tried again at once when it is connected anew.
const MOST_AGAIN: i64 = 500;

/// The one job that sets a booking's event in somebody's calendar right.
pub(super) fn key(booking: Id<Booking>, user: Id<User>) -> String {
    format!("event:{booking}:{user}")
}

/// On which side a person takes part in a booking, if they do and it keeps its time.
fn takes_part(booking: &BookingRecord, user: Id<User>) -> Option<Side> {
    if !booking.status.keeps_its_time() {
        None
    } else if booking.staff.iter().any(|person| person.user_id == user) {
        Some(Side::Caster)
    } else {
        booking.talent.as_ref().filter(|talent| talent.person.user_id == user).map(|_| Side::Talent)
    }
}

/// Where a person wants the booking written: where they host it, they may have said so for its event type alone.
async fn chosen(tx: &mut Tx, booking: &BookingRecord, user: Id<User>) -> Result<Option<Id<Calendar>>> {
    Ok(store::calendar_exceptions::write_calendar(tx, user, booking.event_type.id).await?)
}

/// An account with one of its calendars, opened for one job.
struct Desk {
    account: Connected,
    calendar: CalendarRecord,
    key: String,
    owner: Owner,
}

impl Services {
    /// The jobs that carry a changed booking into the calendars of those who take part, or no longer do.
    pub(crate) async fn calendars_follow(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        booking: &BookingRecord,
    ) -> Result<Vec<NewJob>> {
        let staff = booking.staff.iter().map(|person| person.user_id.uuid());
        let people: Vec<_> = staff.chain(booking.talent.as_ref().map(|talent| talent.person.user_id.uuid())).collect();
        let users = events::concerned_any_owner(tx, booking.id, &people).await?;
        users.into_iter().map(|user| self.event_job(booking.id, user, ctx.now)).collect()
    }

    pub(super) fn event_job(&self, booking_id: Id<Booking>, user_id: Id<User>, at: DateTime<Utc>) -> Result<NewJob> {
        Job::SettleEvent(SettleEvent { booking_id, user_id }).row(self.clock(), at, Some(key(booking_id, user_id)))
    }

    /// Has events looked at that are not as we wrote them.
    pub(super) async fn look_at_events(&self, tx: &mut Tx, ctx: &Ctx, changed: &[&EventRecord]) -> Result<()> {
        let rows = changed
            .iter()
            .map(|event| self.event_job(event.booking_id, event.user_id, ctx.now))
            .collect::<Result<Vec<_>>>()?;
        Ok(store::jobs::add(tx, &rows).await?)
    }

    /// What could not be written while an account was closed to us is tried again.
    pub(super) async fn retry_failing_events(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        connection: Id<CalendarConnection>,
    ) -> Result<()> {
        let failing = events::failing_of(tx, connection, MOST_AGAIN).await?;
        self.look_at_events(tx, ctx, &failing.iter().collect::<Vec<_>>()).await
    }

    /// Sets a booking's event in a person's calendar right.
    pub(crate) async fn settle_event(&self, job: SettleEvent) -> Result<()> {
        let ctx = self.ctx(Actor::system(), Request::default());
        let mut tx = self.store().begin().await?;
        let Some(booking) = store::bookings::record_any_owner(&mut tx, job.booking_id, None).await? else {
            return Ok(());
        };
        let chosen = chosen(&mut tx, &booking, job.user_id).await?;
        let mut rows = events::of_person(&mut tx, booking.id, job.user_id).await?;
        let side = takes_part(&booking, job.user_id);
        // Where somebody no longer wants new ones, those that are there are kept up to date.
        let target = chosen.or_else(|| rows.first().map(|row| row.calendar_id)).filter(|_| side.is_some());
        let is_over = booking.ends_at < ctx.now - OVER;
        if let Some(calendar) =
            target.filter(|calendar| !is_over && rows.iter().all(|row| row.calendar_id != *calendar))
        {
            events::insert(&mut tx, ctx.new_id()?, booking.id, job.user_id, calendar, ctx.now).await?;
            rows = events::of_person(&mut tx, booking.id, job.user_id).await?;
        }
        tx.commit().await?;
        if is_over {
            return Ok(());
        }
        for row in rows {
            let mut tx = self.store().begin().await?;
            let what = Leased::Event(row.id);
            let held = leases::take(&mut tx, what, ctx.now, ctx.now + LEASE).await?;
            if held.is_none() {
                store::jobs::add(&mut tx, &[self.event_job(booking.id, job.user_id, ctx.now + BUSY)?]).await?;
            }
            tx.commit().await?;
            let Some(held) = held else { continue };
            let side = side.filter(|_| Some(row.calendar_id) == target);
            let work = Box::pin(self.work_on_event(&ctx, &booking, &row, side));
            match self.holding(what, held, work).await {
                Ok(Some(Ok(()))) => {}
                Ok(Some(Err(fault))) => self.event_failed(&ctx, &booking, &row, &fault).await?,
                Ok(None) => tracing::warn!(event = %row.id, "somebody else works on an event that was held too long"),
                Err(error) => {
                    self.give_back(what).await?;
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Opens the calendar, does what is to be done, and once more with new credentials where the first are no longer good.
    async fn work_on_event(
        &self,
        ctx: &Ctx,
        booking: &BookingRecord,
        row: &EventRecord,
        side: Option<Side>,
    ) -> Result<std::result::Result<(), Fault>> {
        let mut db = self.store().connection().await?;
        let Some(calendar) = calendars::get_any_owner(&mut db, row.calendar_id).await? else { return Ok(Ok(())) };
        let connection = calendars::connection_any_owner(&mut db, calendar.connection_id).await?;
        let connection = connection.ok_or(Error::NotFound)?;
        let owner = calendars::owner_any_owner(&mut db, row.user_id).await?.ok_or(Error::NotFound)?;
        let user = store::users::find(&mut db, row.user_id).await?;
        drop(db);
        let lang = user
            .and_then(|user| user.language)
            .as_deref()
            .and_then(Lang::from_code)
            .or_else(|| Lang::from_code(&booking.organization.language))
            .unwrap_or(Lang::Ar);
        let account = match self.open_connection(ctx, &connection).await? {
            Ok(account) => account,
            Err(fault) => return Ok(Err(fault)),
        };
        let key = calendar.remote_key.clone().ok_or_else(|| Error::internal("a calendar", "it has no name"))?;
        let mut desk = Desk { account, calendar, key, owner };
        for renewed in [false, true] {
            let name = idempotency_key(booking.id, row.user_id, row.generation);
            let mut draft = self.draft(booking, side.unwrap_or(Side::Caster), lang, name, ctx.now);
            let done = match side {
                None => self.take_away(ctx, &desk, row, &draft).await?,
                Some(side) => {
                    draft.wants_video &= desk.calendar.can_meet && side == Side::Caster;
                    match row.written.filter(|written| written.revision == booking.revision) {
                        Some(written) => self.look_at(ctx, &desk, booking, row, written, side).await?,
                        None => self.write(ctx, &desk, booking, row, &draft).await?,
                    }
                }
            };
            match done {
                Err(Fault::Unauthorized) if !renewed => match self.renew_access(ctx, &connection).await? {
                    Ok(account) => desk.account = account,
                    Err(fault) => return Ok(Err(fault)),
                },
                other => return Ok(other),
            }
        }
        Ok(Err(Fault::NeedsReconnect { why: "unauthorized".to_owned() }))
    }

    /// The booking no longer stands there.
    async fn take_away(
        &self,
        ctx: &Ctx,
        desk: &Desk,
        row: &EventRecord,
        draft: &Draft,
    ) -> Result<std::result::Result<(), Fault>> {
        let at = match &row.event_key {
            Some(event_key) => Ok(remote(event_key, None)),
            // A writing that broke off may have made it. Making it meets what is there, and tells its name.
            None => desk.account.put(&desk.key, None, draft).await,
        };
        let deleted = match at {
            Ok(at) => desk.account.delete(&desk.key, &at).await,
            Err(fault) => Err(fault),
        };
        match deleted {
            // What could never be made is not there.
            Ok(()) | Err(Fault::Gone) => {}
            Err(Fault::Refused { .. }) if row.event_key.is_none() => {}
            Err(fault) => return Ok(Err(fault)),
        }
        let mut tx = self.store().begin().await?;
        events::delete(&mut tx, row.id).await?;
        tx.commit().await?;
        tracing::info!(event = %row.id, now = %ctx.now, "a booking's event was taken out of a calendar");
        Ok(Ok(()))
    }

    /// Makes the calendar say what the booking says. A change of the booking counts more than what was done to the event before.
    async fn write(
        &self,
        ctx: &Ctx,
        desk: &Desk,
        booking: &BookingRecord,
        row: &EventRecord,
        draft: &Draft,
    ) -> Result<std::result::Result<(), Fault>> {
        let known = row.event_key.as_ref().map(|event_key| remote(event_key, row.etag.clone()));
        let put = match desk.account.put(&desk.key, known.as_ref(), draft).await {
            Err(Fault::Conflict) if known.is_some() => {
                let wanted = self.wanted(ctx, desk)?;
                match desk.account.get(&desk.key, known.as_ref().map_or("", |known| &known.key), &wanted).await {
                    Ok(Some(seen)) => desk.account.put(&desk.key, Some(&remote(&seen.key, seen.etag)), draft).await,
                    Ok(None) => Err(Fault::Gone),
                    Err(fault) => Err(fault),
                }
            }
            other => other,
        };
        let put = match put {
            // Its owner deleted it, and since then the booking changed: it is made anew, under a new name.
            Err(Fault::Gone) if known.is_some() => {
                let mut tx = self.store().begin().await?;
                events::rewrite(&mut tx, row.id, true).await?;
                tx.commit().await?;
                let name = idempotency_key(booking.id, row.user_id, row.generation + 1);
                desk.account.put(&desk.key, None, &Draft { key: name, ..draft.clone() }).await
            }
            other => other,
        };
        let remote = match put {
            Ok(remote) => remote,
            Err(fault) => return Ok(Err(fault)),
        };
        let written = WrittenAs {
            revision: booking.revision,
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
            at: ctx.now,
        };
        let mut tx = self.store().begin().await?;
        events::mark_written(&mut tx, row.id, (&remote.key, remote.etag.as_deref()), written).await?;
        // It may have changed again meanwhile, and its job have come while this one had the event.
        let now = store::bookings::revision_for_update(&mut tx, booking.id).await?;
        if now != Some(booking.revision) {
            store::jobs::add(&mut tx, &[self.event_job(booking.id, row.user_id, ctx.now)?]).await?;
        }
        tx.commit().await?;
        self.took_meeting_url(ctx, booking, (row.id, row.user_id), draft, &remote).await?;
        Ok(Ok(()))
    }

    fn wanted(&self, ctx: &Ctx, desk: &Desk) -> Result<Wanted> {
        let reader = reader_of(&desk.calendar, &desk.owner);
        Ok(Wanted { window: span(ctx.now)?, zone: reader.zone, tentative: reader.tentative, address: reader.address })
    }

    /// Looks what its owner did to an event that needs no writing.
    async fn look_at(
        &self,
        ctx: &Ctx,
        desk: &Desk,
        booking: &BookingRecord,
        row: &EventRecord,
        written: WrittenAs,
        side: Side,
    ) -> Result<std::result::Result<(), Fault>> {
        let wanted = self.wanted(ctx, desk)?;
        let Some(event_key) = &row.event_key else { return Ok(Ok(())) };
        let found = match desk.account.get(&desk.key, event_key, &wanted).await {
            Ok(found) => found,
            Err(fault) => return Ok(Err(fault)),
        };
        let etag = found.as_ref().and_then(|seen| seen.etag.clone());
        let seen = match found {
            None => Some(SeenChange::Removed),
            Some(seen) => match done_to(&seen, &reader_of(&desk.calendar, &desk.owner), &wanted, written) {
                Ok(seen) => seen,
                Err(error) => return Ok(Err(Fault::Retry { why: error.code().to_owned() })),
            },
        };
        // What is over cannot be changed, and a talent's own calendar decides nothing: they have their link.
        let seen = seen.filter(|_| side == Side::Caster && booking.status.is_live() && booking.starts_at > ctx.now);
        let mut tx = self.store().begin().await?;
        events::mark_seen(&mut tx, row.id, etag.as_deref(), seen, ctx.now).await?;
        if seen.is_some() && seen != row.seen {
            audit::entry(ctx, "booking.changed_outside")
                .organization(booking.organization.id)
                .object(booking.id)
                .fact("user", row.user_id.to_string())
                .fact("change", change_word(seen))
                .write(&mut tx, ctx)
                .await?;
        }
        tx.commit().await?;
        if seen != row.seen {
            self.follow_by_itself(ctx, booking, &EventRecord { seen, ..row.clone() }).await?;
        }
        Ok(Ok(()))
    }

    /// Notes that an event could not be set right, and when it is tried again. What will not work however often it is tried waits for the
    /// booking's next change, or for the account to be connected anew.
    async fn event_failed(&self, ctx: &Ctx, booking: &BookingRecord, row: &EventRecord, fault: &Fault) -> Result<()> {
        let why = fault.code();
        tracing::warn!(event = %row.id, why, failures = row.failures + 1, "a booking's event could not be written");
        let mut tx = self.store().begin().await?;
        events::mark_failed(&mut tx, row.id, ctx.now, &why).await?;
        if let Fault::NeedsReconnect { why } = fault
            && let Some(calendar) = calendars::get_any_owner(&mut tx, row.calendar_id).await?
        {
            calendars::mark_reconnect(&mut tx, calendar.connection_id, why, ctx.now).await?;
        }
        if !matches!(fault, Fault::NeedsReconnect { .. } | Fault::Refused { .. }) {
            let at = again_at(ctx.now, row.failures, fault);
            let job = Job::SettleEvent(SettleEvent { booking_id: booking.id, user_id: row.user_id });
            jobs::enqueue(&mut tx, self.clock(), &job, at, Some(&key(booking.id, row.user_id))).await?;
        }
        Ok(tx.commit().await?)
    }
}

fn remote(key: &str, etag: Option<String>) -> Remote {
    Remote { key: key.to_owned(), etag, meeting_url: None, meeting_pending: false }
}

/// The name under which every attempt to make an event makes the same one.
fn idempotency_key(booking: Id<Booking>, user: Id<User>, generation: i32) -> String {
    let digest = Sha256::digest(format!("{booking}/{user}/{generation}").as_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// What was done to an event since it was written.
fn done_to(
    seen: &Seen,
    reader: &ics::Reader,
    wanted: &Wanted,
    written: WrittenAs,
) -> std::result::Result<Option<SeenChange>, ics::IcsError> {
    let (span, off) = match &seen.content {
        Content::Ics(text) => ics::span(text.as_bytes(), reader, &wanted.window)?,
        Content::Times { span, off, .. } => (*span, *off),
    };
    Ok(match span {
        _ if off => Some(SeenChange::Declined),
        Some(span) if span.start() == written.starts_at && span.end() == written.ends_at => None,
        Some(span) => Some(SeenChange::Moved { starts_at: span.start(), ends_at: span.end() }),
        // Years away: as good as gone.
        None => Some(SeenChange::Removed),
    })
}

pub(super) const fn change_word(seen: Option<SeenChange>) -> &'static str {
    match seen {
        Some(SeenChange::Moved { .. }) => "moved",
        Some(SeenChange::Removed) => "removed",
        Some(SeenChange::Declined) => "declined",
        None => "none",
    }
}
