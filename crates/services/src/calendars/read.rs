//! Reads one calendar, as a job: those of accounts in `round`, subscriptions here. Fetches it outside any transaction, works out when its owner is busy, writes that and how fresh it is, and
//! enqueues the next reading in the same transaction. A reading that fails changes nothing that was known. Knows no format.

use chrono::{DateTime, TimeDelta, Utc};
use connectors::hooks::{Marks, Page};
use domain::{
    actor::Actor,
    id::{Calendar, Id},
    time::Interval,
    zone::Zone,
};
use store::calendars::{self, CalendarRecord, Owner, Reading};

use super::{holding::LEASE, ics};
use crate::{Ctx, Error, Result, Services, ctx::Request};

/// Largest calendar, in bytes (issue 6).
const MOST_BYTES: usize = 5 * 1024 * 1024;
/// Between readings that succeed; an eighth of the time a subscription is trusted.
const EVERY: TimeDelta = TimeDelta::minutes(15);
/// Between readings that fail, at most.
const SELDOM: TimeDelta = TimeDelta::hours(1);
/// How far ahead busy time is worked out: beyond the longest booking window.
pub(super) const AHEAD: TimeDelta = TimeDelta::days(762);
/// Unchanged content is worked out anew once the end has come this near: the calendar may go on for ever.
pub(super) const ENOUGH_AHEAD: TimeDelta = TimeDelta::days(738);
/// What ended before is of no use.
const BEHIND: TimeDelta = TimeDelta::days(1);

/// What a reading brought.
enum Outcome {
    /// Busy times and what to ask by next time.
    Read(Vec<(String, Interval)>, Marks),
    /// The same as last time.
    Unchanged,
    /// A stable word for why not.
    Failed(String),
}

impl Services {
    /// Reads calendar `id`, if its time has come.
    pub(crate) async fn read_calendar(&self, id: Id<Calendar>) -> Result<()> {
        let ctx = self.ctx(Actor::system(), Request::default());
        let mut db = self.store().connection().await?;
        let Some(record) = calendars::get_any_owner(&mut db, id).await? else { return Ok(()) };
        // A second of grace: run_at went through the real clock and back.
        if record.next_read_at.is_none_or(|at| at > ctx.now + TimeDelta::seconds(1)) {
            return Ok(());
        }
        drop(db);
        self.read_whatever(&ctx, &record, LEASE).await
    }

    /// Reads a subscription, or a calendar of an account under a lease that ends after `lease`.
    pub(super) async fn read_whatever(&self, ctx: &Ctx, record: &CalendarRecord, lease: TimeDelta) -> Result<()> {
        if record.kind == "ics" {
            self.read_subscription(ctx, record).await
        } else {
            self.read_of_account(ctx, record, lease).await
        }
    }

    async fn read_subscription(&self, ctx: &Ctx, record: &CalendarRecord) -> Result<()> {
        let id = record.id;
        let mut db = self.store().connection().await?;
        let owner = calendars::owner_any_owner(&mut db, record.user_id).await?.ok_or(Error::NotFound)?;
        // No connection is held while a server thinks.
        drop(db);
        let outcome = self.fetch_calendar(ctx, record, &owner).await?;
        let mut tx = self.store().begin().await?;
        if !calendars::lock_any_owner(&mut tx, id).await? {
            return Ok(());
        }
        let next = match outcome {
            Outcome::Read(blocks, marks) => {
                calendars::replace_busy(&mut tx, id, &blocks).await?;
                let next = ctx.now + EVERY;
                let reading = Reading {
                    at: ctx.now,
                    covers_until: ctx.now + AHEAD,
                    etag: marks.etag,
                    last_modified: marks.last_modified,
                    cursor_sealed: None,
                    next_read_at: Some(next),
                };
                self.calendar_was_read(&mut tx, ctx, record, &reading).await?;
                next
            }
            Outcome::Unchanged => {
                let next = ctx.now + EVERY;
                let reading = Reading {
                    at: ctx.now,
                    covers_until: record.covers_until.unwrap_or(ctx.now),
                    etag: record.etag.clone(),
                    last_modified: record.last_modified.clone(),
                    cursor_sealed: None,
                    next_read_at: Some(next),
                };
                self.calendar_was_read(&mut tx, ctx, record, &reading).await?;
                next
            }
            Outcome::Failed(why) => {
                let next = ctx.now + after_failure(record.failures);
                tracing::info!(calendar = %id, why, failures = record.failures + 1, "a calendar could not be read");
                calendars::mark_failed(&mut tx, id, ctx.now, &why, Some(next)).await?;
                next
            }
        };
        self.enqueue_reading(&mut tx, id, next).await?;
        Ok(tx.commit().await?)
    }

    async fn fetch_calendar(&self, ctx: &Ctx, record: &CalendarRecord, owner: &Owner) -> Result<Outcome> {
        let address = self.unsealed(record.connection_id, "address", record.address_sealed.as_deref())?;
        let asks_anew = record.covers_until.is_none_or(|until| until < ctx.now + ENOUGH_AHEAD);
        let marks = if asks_anew {
            Marks::default()
        } else {
            Marks { etag: record.etag.clone(), last_modified: record.last_modified.clone() }
        };
        let (body, marks) = match self.hooks().get(&address, &marks, MOST_BYTES).await {
            Ok(Page::Content { body, marks }) => (body, marks),
            Ok(Page::Unchanged) if asks_anew => return Ok(Outcome::Failed("status_304".to_owned())),
            Ok(Page::Unchanged) => return Ok(Outcome::Unchanged),
            Ok(Page::Status(status)) => return Ok(Outcome::Failed(format!("status_{status}"))),
            Ok(Page::TooLarge) => return Ok(Outcome::Failed("too_large".to_owned())),
            Err(error) => return Ok(Outcome::Failed(error.code().to_owned())),
        };
        let reader = reader_of(record, owner);
        let range = span(ctx.now)?;
        // Five megabytes take some hundred milliseconds: not on a thread that answers requests.
        let worked_out =
            tokio::task::spawn_blocking(move || ics::busy(&body, &reader, &range, &mut ics::effort())).await;
        Ok(match worked_out.map_err(|error| Error::internal("reading a calendar", error))? {
            Ok(mut blocks) => {
                // A booking of ours takes its time already: our own feed, or an invitation of ours, says nothing new.
                let mut db = self.store().connection().await?;
                let ours = self.own_uids(&mut db, blocks.iter().map(|(uid, _)| uid.as_str())).await?;
                blocks.retain(|(uid, _)| !ours.contains(uid));
                Outcome::Read(blocks, marks)
            }
            Err(error) => Outcome::Failed(error.code().to_owned()),
        })
    }

    /// Calendars that should have been read long ago and have no job any more get another. Answers how many.
    pub(crate) async fn requeue_lost_readings(&self, ctx: &Ctx, overdue: TimeDelta, limit: i64) -> Result<usize> {
        let mut tx = self.store().begin().await?;
        let late = calendars::overdue_any_owner(&mut tx, ctx.now - overdue, limit).await?;
        let ids: Vec<String> = late.iter().map(ToString::to_string).collect();
        let held = store::jobs::with_job(&mut tx, "read_calendar", &ids).await?;
        let lost: Vec<_> = late.into_iter().filter(|id| !held.contains(&id.to_string())).collect();
        for id in &lost {
            self.enqueue_reading(&mut tx, *id, ctx.now).await?;
        }
        tx.commit().await?;
        Ok(lost.len())
    }
}

/// Whose text it is.
pub(super) fn reader_of(record: &CalendarRecord, owner: &Owner) -> ics::Reader {
    ics::Reader {
        zone: owner.time_zone.parse().unwrap_or(Zone::UTC),
        address: owner.email.clone(),
        tentative: record.counts_tentative,
    }
}

/// One minute, doubled with every failure, at most an hour.
fn after_failure(before: i32) -> TimeDelta {
    let minutes = 1_i64 << before.clamp(0, 6);
    TimeDelta::minutes(minutes).min(SELDOM)
}

pub(super) fn span(now: DateTime<Utc>) -> Result<Interval> {
    Interval::new(now - BEHIND, now + AHEAD).ok_or_else(|| Error::internal("the time a calendar is read for", now))
}
