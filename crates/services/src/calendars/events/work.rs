//! What a job does to one event in one calendar: written, taken away, or looked at where there is nothing to write. Opens the account, and once
//! more with new credentials where the first are no longer good. Knows no job.

use connectors::calendar::{Connected, Content, Draft, Fault, Provider, Remote, Seen, Wanted};
use domain::{
    booking_event::Side,
    id::{Id, User},
};
use sha2::{Digest, Sha256};
use store::{
    booking_calendar_events::{self as events, EventOf, EventRecord, SeenChange, WrittenAs},
    calendars::{self, CalendarRecord, Owner},
};

use super::{
    super::{
        ics,
        read::{reader_of, span},
    },
    Matter, change_word,
};
use crate::{Ctx, Error, Result, Services, audit, words::Lang};

/// An account with one of its calendars, opened for one job.
struct Desk {
    account: Connected,
    calendar: CalendarRecord,
    key: String,
    owner: Owner,
}

impl Services {
    /// Opens the calendar, does what is to be done, and once more with new credentials where the first are no longer good.
    pub(super) async fn work_on_event(
        &self,
        ctx: &Ctx,
        matter: &Matter,
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
            .or_else(|| Lang::from_code(&matter.organization().language))
            .unwrap_or(Lang::Ar);
        let account = match self.open_connection(ctx, &connection).await? {
            Ok(account) => account,
            Err(fault) => return Ok(Err(fault)),
        };
        let key = calendar.remote_key.clone().ok_or_else(|| Error::internal("a calendar", "it has no name"))?;
        let mut desk = Desk { account, calendar, key, owner };
        for renewed in [false, true] {
            let name = idempotency_key(row.of, row.user_id, row.generation);
            let mut draft = self.draft_of(matter, side.unwrap_or(Side::Caster), lang, name, ctx.now);
            let done = match side {
                None => self.take_away(ctx, &desk, row, &draft).await?,
                Some(side) => {
                    draft.wants_video &= desk.calendar.can_meet && side == Side::Caster;
                    match row.written.filter(|written| written.revision == matter.revision()) {
                        Some(written) => self.look_at(ctx, &desk, matter, row, written, side).await?,
                        None => self.write(ctx, &desk, matter, row, &draft).await?,
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
        matter: &Matter,
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
                let name = idempotency_key(row.of, row.user_id, row.generation + 1);
                desk.account.put(&desk.key, None, &Draft { key: name, ..draft.clone() }).await
            }
            other => other,
        };
        let remote = match put {
            Ok(remote) => remote,
            Err(fault) => return Ok(Err(fault)),
        };
        let written = WrittenAs {
            revision: matter.revision(),
            starts_at: matter.starts_at(),
            ends_at: matter.ends_at(),
            at: ctx.now,
        };
        let mut tx = self.store().begin().await?;
        events::mark_written(&mut tx, row.id, (&remote.key, remote.etag.as_deref()), written).await?;
        // It may have changed again meanwhile, and its job have come while this one had the event.
        let now = self.matter(&mut tx, row.of).await?.map(|now| now.revision());
        if now != Some(matter.revision()) {
            store::jobs::add(&mut tx, &[self.event_job(row.of, row.user_id, ctx.now)?]).await?;
        }
        tx.commit().await?;
        self.took_meeting_url(ctx, matter, row, draft, &remote).await?;
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
        matter: &Matter,
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
        let seen = seen.filter(|_| side == Side::Caster && matter.is_live() && matter.starts_at() > ctx.now);
        let mut tx = self.store().begin().await?;
        events::mark_seen(&mut tx, row.id, etag.as_deref(), seen, ctx.now).await?;
        if let Some(booking) = matter.bookings().first().filter(|_| seen.is_some() && seen != row.seen) {
            audit::entry(ctx, "booking.changed_outside")
                .organization(matter.organization().id)
                .object(booking.id)
                .fact("user", row.user_id.to_string())
                .fact("change", change_word(seen))
                .write(&mut tx, ctx)
                .await?;
        }
        tx.commit().await?;
        if seen != row.seen {
            self.follow_by_itself(ctx, matter, &EventRecord { seen, ..row.clone() }).await?;
        }
        Ok(Ok(()))
    }
}

fn remote(key: &str, etag: Option<String>) -> Remote {
    Remote { key: key.to_owned(), etag, meeting_url: None, meeting_pending: false }
}

/// The name under which every attempt to make an event makes the same one.
fn idempotency_key(of: EventOf, user: Id<User>, generation: i32) -> String {
    let digest = Sha256::digest(format!("{of}/{user}/{generation}").as_bytes());
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
