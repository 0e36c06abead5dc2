//! Reads one calendar of an account, page by page: what an event takes of its owner's time replaces what it took before, and how far we got is
//! written with the last page, so that a reading that breaks off is repeated and loses nothing. Events of ours take no time again; what
//! their owner did to them is looked into by a job of their own (`events`).

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::TimeDelta;
use connectors::calendar::{Change, Connected, Content, Fault, Page, Provider, Round, Wanted};
use domain::{
    id::{Booking, BookingCalendarEvent, Calendar, Id, Occurrence},
    recurrence::Effort,
    time::Interval,
};
use sha2::{Digest, Sha256};
use store::{
    Access, Tx,
    booking_calendar_events::{self as written_events, EventRecord},
    calendars::{self, CalendarRecord, Owner, Reading},
    leases::{self, Leased},
};

use super::{
    connect::again_at,
    ics,
    read::{AHEAD, ENOUGH_AHEAD, reader_of, span},
};
use crate::{Ctx, Error, Result, Services, seal};

/// Between readings that succeed; a third of the time a reading is trusted.
const EVERY: TimeDelta = TimeDelta::minutes(5);
/// Somebody else reads it: look again after so long.
const BUSY: TimeDelta = TimeDelta::seconds(15);
/// Most busy times of one calendar.
const MOST: usize = 50_000;
/// Longest name of an event in the table of busy times.
const LONGEST_KEY: usize = 200;
/// Most events of ours looked after at the end of a whole reading.
const MOST_OF_OURS: i64 = 5_000;

/// What came of asking a provider.
type Asked<T> = std::result::Result<T, Fault>;

/// An event with what it takes of its owner's time.
struct Worked {
    key: String,
    etag: Option<String>,
    uid: Option<String>,
    blocks: Vec<Interval>,
}

/// A round as far as it got.
struct Progress {
    number: i32,
    begun: bool,
    named: HashSet<Id<BookingCalendarEvent>>,
    blocks: usize,
    effort: Effort,
}

pub(crate) fn cursor_place(id: Id<Calendar>) -> seal::Place {
    seal::Place { table: "calendars", row: id.uuid(), column: "cursor" }
}

impl Services {
    /// Reads a calendar of an account now and notes what came of it. Somebody who reads it already is left to it.
    pub(super) async fn read_of_account(&self, ctx: &Ctx, record: &CalendarRecord, lease: TimeDelta) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let what = Leased::Reading(record.id);
        let held = leases::take(&mut tx, what, ctx.now, ctx.now + lease).await?;
        if held.is_none() {
            self.enqueue_reading(&mut tx, record.id, ctx.now + BUSY).await?;
        }
        tx.commit().await?;
        let Some(held) = held else { return Ok(()) };
        match self.holding(what, held, Box::pin(self.rounds(ctx, record))).await {
            Ok(Some(Ok(()))) => Ok(()),
            Ok(Some(Err(fault))) => self.reading_failed(ctx, record, &fault).await,
            Ok(None) => {
                tracing::warn!(calendar = %record.id, "somebody else reads a calendar that this reading held too long");
                Ok(())
            }
            Err(error) => {
                self.give_back(what).await?;
                Err(error)
            }
        }
    }

    /// As many rounds as it takes: again with new credentials, again from the beginning.
    async fn rounds(&self, ctx: &Ctx, record: &CalendarRecord) -> Result<Asked<()>> {
        let mut db = self.store().connection().await?;
        let connection = calendars::connection_any_owner(&mut db, record.connection_id).await?;
        let connection = connection.ok_or(Error::NotFound)?;
        let owner = calendars::owner_any_owner(&mut db, record.user_id).await?.ok_or(Error::NotFound)?;
        drop(db);
        let mut account = match self.open_connection(ctx, &connection).await? {
            Ok(account) => account,
            Err(fault) => return Ok(Err(fault)),
        };
        let asks_anew = record.covers_until.is_none_or(|until| until < ctx.now + ENOUGH_AHEAD);
        let mut cursor = match &record.cursor_sealed {
            Some(sealed) if !asks_anew => {
                let plain = seal::open(&self.settings().keys, cursor_place(record.id), sealed)?;
                Some(String::from_utf8(plain).map_err(|error| Error::internal("a calendar's cursor", error))?)
            }
            _ => None,
        };
        let mut renewed = false;
        loop {
            match self.round(ctx, record, &owner, &account, cursor.as_deref()).await? {
                Err(Fault::Unauthorized) if !renewed => {
                    renewed = true;
                    account = match self.renew_access(ctx, &connection).await? {
                        Ok(account) => account,
                        Err(fault) => return Ok(Err(fault)),
                    };
                }
                Err(Fault::Reread) if cursor.is_some() => cursor = None,
                Err(Fault::Unauthorized) => {
                    return Ok(Err(Fault::NeedsReconnect { why: "unauthorized".to_owned() }));
                }
                Ok(()) => {
                    self.keep_channel(ctx, &account, record).await?;
                    return Ok(Ok(()));
                }
                other => return Ok(other),
            }
        }
    }

    async fn round(
        &self,
        ctx: &Ctx,
        record: &CalendarRecord,
        owner: &Owner,
        account: &Connected,
        cursor: Option<&str>,
    ) -> Result<Asked<()>> {
        let reader = reader_of(record, owner);
        let window = span(ctx.now)?;
        let wanted = Wanted { window, zone: reader.zone, tentative: reader.tentative, address: reader.address.clone() };
        let key = record.remote_key.as_deref().ok_or_else(|| Error::internal("a calendar", "it has no name"))?;
        let mut round = account.read(key, cursor, &wanted);
        let mut progress =
            Progress { number: record.round, begun: false, named: HashSet::new(), blocks: 0, effort: ics::effort() };
        loop {
            let page = match round.next().await {
                Ok(Some(page)) => page,
                Ok(None) => return Ok(Ok(())),
                Err(fault) => return Ok(Err(fault)),
            };
            let (whole, done) = (page.whole, page.done.clone());
            let (reader, range, effort) = (reader.clone(), window, progress.effort);
            // Recurrences take their time: not on a thread that answers requests.
            let worked = tokio::task::spawn_blocking(move || worked_out(page, &reader, &range, effort)).await;
            let (worked, gone, left) = match worked.map_err(|error| Error::internal("reading a calendar", error))? {
                Ok(found) => found,
                Err(error) => return Ok(Err(Fault::Retry { why: error.code().to_owned() })),
            };
            progress.effort = left;
            progress.blocks += worked.iter().map(|event| event.blocks.len()).sum::<usize>();
            if progress.blocks > MOST {
                return Ok(Err(Fault::Retry { why: "too_many".to_owned() }));
            }
            let mut tx = self.store().begin().await?;
            if !calendars::lock_any_owner(&mut tx, record.id).await? {
                return Ok(Ok(()));
            }
            if whole && !progress.begun {
                progress.number = calendars::next_round(&mut tx, record.id).await?;
                progress.begun = true;
            }
            self.take_page(&mut tx, ctx, record, &mut progress, worked, gone).await?;
            if let Some(cursor) = done {
                if whole {
                    self.end_whole(&mut tx, ctx, record, &progress).await?;
                }
                let cursor = cursor
                    .0
                    .map(|cursor| seal::seal(ctx, &self.settings().keys, cursor_place(record.id), cursor.as_bytes()));
                self.mark_account_read(&mut tx, ctx, record, whole, cursor.transpose()?).await?;
            }
            tx.commit().await?;
        }
    }

    /// Writes what a page says.
    async fn take_page(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        record: &CalendarRecord,
        progress: &mut Progress,
        worked: Vec<Worked>,
        gone: Vec<String>,
    ) -> Result<()> {
        let names: Vec<String> = worked.iter().map(|event| event.key.clone()).chain(gone).collect();
        if names.is_empty() {
            return Ok(());
        }
        let ours = written_events::of_keys(tx, record.id, &names).await?;
        let uids = self.own_uids(tx, worked.iter().filter_map(|event| event.uid.as_deref())).await?;
        progress.named.extend(
            ours.iter()
                .filter(|own| worked.iter().any(|event| own.event_key.as_deref() == Some(event.key.as_str())))
                .map(|own| own.id),
        );
        let mut blocks = Vec::new();
        for event in &worked {
            let is_ours = ours.iter().any(|own| own.event_key.as_deref() == Some(event.key.as_str()))
                || event.uid.as_ref().is_some_and(|uid| uids.contains(uid));
            if !is_ours {
                let key = short(&event.key);
                blocks.extend(event.blocks.iter().map(|block| (key.clone(), *block)));
            }
        }
        let keys: Vec<String> = names.iter().map(|name| short(name)).collect();
        calendars::replace_keys(tx, record.id, progress.number, &keys, &blocks).await?;
        let changed: Vec<&EventRecord> = ours
            .iter()
            .filter(|own| {
                let now = worked.iter().find(|event| own.event_key.as_deref() == Some(event.key.as_str()));
                // The version we wrote ourselves is no news.
                now.is_none_or(|now| now.etag.is_none() || now.etag != own.etag)
            })
            .collect();
        self.look_at_events(tx, ctx, &changed).await
    }

    /// What a whole reading did not name is gone.
    async fn end_whole(&self, tx: &mut Tx, ctx: &Ctx, record: &CalendarRecord, progress: &Progress) -> Result<()> {
        calendars::sweep(tx, record.id, progress.number).await?;
        let all = written_events::of_calendar(tx, record.id, ctx.now, MOST_OF_OURS).await?;
        let missing: Vec<&EventRecord> = all.iter().filter(|own| !progress.named.contains(&own.id)).collect();
        self.look_at_events(tx, ctx, &missing).await
    }

    async fn mark_account_read(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        record: &CalendarRecord,
        whole: bool,
        cursor_sealed: Option<Vec<u8>>,
    ) -> Result<()> {
        // Not all calendars at the same second.
        let spread = TimeDelta::seconds(i64::from(ctx.random::<1>()?.first().copied().unwrap_or(0)) / 4);
        let next = ctx.now + EVERY + spread;
        let covers_until = record.covers_until.filter(|_| !whole).unwrap_or(ctx.now + AHEAD);
        let reading = Reading {
            at: ctx.now,
            covers_until,
            etag: None,
            last_modified: None,
            cursor_sealed,
            next_read_at: Some(next),
        };
        let next = self.calendar_was_read(tx, ctx, record, &reading).await?.unwrap_or(next);
        self.enqueue_reading(tx, record.id, next).await
    }

    /// Notes a reading that failed. What was known stays known; only its owner can open an account again that is closed to us.
    async fn reading_failed(&self, ctx: &Ctx, record: &CalendarRecord, fault: &Fault) -> Result<()> {
        let why = fault.code();
        tracing::info!(calendar = %record.id, why, failures = record.failures + 1, "a calendar could not be read");
        let mut tx = self.store().begin().await?;
        if !calendars::lock_any_owner(&mut tx, record.id).await? {
            return Ok(());
        }
        let next = match fault {
            Fault::NeedsReconnect { .. } => {
                calendars::mark_reconnect(&mut tx, record.connection_id, &why, ctx.now).await?;
                None
            }
            _ => Some(again_at(ctx.now, record.failures, fault)),
        };
        calendars::mark_failed(&mut tx, record.id, ctx.now, &why, next).await?;
        if let Some(next) = next {
            self.enqueue_reading(&mut tx, record.id, next).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Of these UIDs those that name bookings or meetings of ours: they take their time already.
    pub(super) async fn own_uids<'a>(
        &self,
        db: &mut impl Access,
        uids: impl Iterator<Item = &'a str>,
    ) -> Result<BTreeSet<String>> {
        let host = self.host();
        let named: BTreeMap<uuid::Uuid, String> = uids
            .filter_map(|uid| {
                let (name, _) = uid.split_once('@').filter(|(_, of)| *of == host)?;
                let booking = name.parse::<Id<Booking>>().map(Id::uuid);
                let id = booking.or_else(|_| name.parse::<Id<Occurrence>>().map(Id::uuid)).ok()?;
                Some((id, uid.to_owned()))
            })
            .collect();
        if named.is_empty() {
            return Ok(BTreeSet::new());
        }
        let ids: Vec<_> = named.keys().copied().collect();
        let known = written_events::known_any_owner(db, &ids).await?;
        Ok(known.iter().filter_map(|id| named.get(id).cloned()).collect())
    }
}

/// An event's name as it stands in the table of busy times.
fn short(key: &str) -> String {
    if key.len() <= LONGEST_KEY {
        return key.to_owned();
    }
    Sha256::digest(key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a page's events take of their owner's time, the names of those that are gone, and what is left of the effort. Of the same event the last
/// one is true.
fn worked_out(
    page: Page,
    reader: &ics::Reader,
    range: &Interval,
    mut effort: Effort,
) -> std::result::Result<(Vec<Worked>, Vec<String>, Effort), ics::IcsError> {
    let mut events: BTreeMap<String, Option<Worked>> = BTreeMap::new();
    for change in page.changes {
        let seen = match change {
            Change::Gone { key } => {
                events.insert(key, None);
                continue;
            }
            Change::Changed(seen) => seen,
        };
        let blocks = match seen.content {
            Content::Ics(text) => {
                let busy = ics::busy(text.as_bytes(), reader, range, &mut effort)?;
                busy.into_iter().map(|(_, block)| block).collect()
            }
            Content::Times { blocks, .. } => blocks.into_iter().filter(|block| block.overlaps(range)).collect(),
        };
        let worked = Worked { key: seen.key.clone(), etag: seen.etag, uid: seen.uid, blocks };
        events.insert(seen.key, Some(worked));
    }
    let gone = events.iter().filter(|(_, event)| event.is_none()).map(|(key, _)| key.clone()).collect();
    Ok((events.into_values().flatten().collect(), gone, effort))
}
