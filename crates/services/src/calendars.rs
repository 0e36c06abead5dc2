//! A person's calendars outside: connecting one by its address, whether it is checked for conflicts, how fresh it is, reading it now,
//! removing it. Everybody manages their own and sees nobody else's. Reading is in `read`; what of it makes busy, in `ics`.

mod ics;
mod read;

use chrono::{DateTime, TimeDelta, Utc};
use connectors::hooks::BadAddress;
use domain::{
    busy::{CalendarFreshness, WhenStale},
    field::{Check, FieldCode},
    id::{Calendar, CalendarConnection, Id},
    time::Minutes,
};
use store::{
    Tx,
    calendars::{self, CalendarRecord, NewCalendar, NewConnection},
};
use url::Url;

use crate::{
    Ctx, Error, Result, Services, audit,
    jobs::{self, Job, ReadCalendar},
    seal,
};

/// Most calendars of one person.
pub const MOST: i64 = 10;
/// Asking to read now again so soon changes nothing: servers are not to be hurried.
const AGAIN: TimeDelta = TimeDelta::seconds(30);

/// How fresh what we know of a calendar is (rule 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarState {
    /// Connected and not read yet.
    Waiting,
    /// Read within the time a reading is trusted.
    Fresh,
    /// Not read for longer.
    Stale,
}

/// A calendar as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarView {
    /// Which.
    pub id: Id<Calendar>,
    /// What it is called.
    pub name: String,
    /// Where it is read: the server's name alone, because whoever knows the address can read it.
    pub host: String,
    /// Whether its events take the owner's time.
    pub checks_conflicts: bool,
    /// How fresh it is.
    pub state: CalendarState,
    /// The last reading that succeeded.
    pub last_read_at: Option<DateTime<Utc>>,
    /// Since when readings fail.
    pub failing_since: Option<DateTime<Utc>>,
    /// A stable word for why: `timeout`, `connect`, `refused`, `status_404`, `too_large`, `not_a_calendar`, `not_understood`, ...
    pub failure: Option<String>,
    /// When the next reading is due.
    pub next_read_at: Option<DateTime<Utc>>,
}

/// A subscription as typed.
#[derive(Debug, Clone, Default)]
pub struct SubscriptionForm {
    /// The address, `https://` or `webcal://`.
    pub address: String,
    /// What to call it; empty: the server's name.
    pub name: String,
}

/// Where an address is sealed.
const fn place(id: Id<CalendarConnection>) -> seal::Place {
    seal::Place { table: "calendar_connections", row: id.uuid(), column: "address" }
}

impl Services {
    /// The signed-in person's calendars, oldest first.
    pub async fn list_calendars(&self, ctx: &Ctx) -> Result<Vec<CalendarView>> {
        let user = ctx.user()?;
        let mut db = self.store().connection().await?;
        let records = calendars::list(&mut db, user, MOST).await?;
        records.into_iter().map(|record| self.calendar_view(record, ctx.now)).collect()
    }

    /// Subscribes to a calendar by its address; it is read at once, by a job, and until then nothing is known of it.
    pub async fn subscribe_calendar(&self, ctx: &Ctx, form: &SubscriptionForm) -> Result<Id<Calendar>> {
        let user = ctx.user()?;
        let mut check = Check::new();
        let address = check.text("address", &form.address, 2000);
        let address = match address.strip_prefix("webcal://") {
            Some(rest) => format!("https://{rest}"),
            None => address,
        };
        let url = self.hooks().check(&address);
        if !address.is_empty()
            && let Err(bad) = &url
        {
            check.fail("address", address_fault(*bad));
        }
        let mut name = check.optional_text("name", &form.name, 200);
        check.finish(())?;
        if name.is_empty() {
            name = url.ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        }
        let (connection, calendar) = (ctx.new_id()?, ctx.new_id()?);
        let sealed = seal::seal(ctx, &self.settings().secret, place(connection), address.as_bytes())?;
        let mut tx = self.store().begin().await?;
        calendars::lock_owner(&mut tx, user).await?;
        if calendars::list(&mut tx, user, MOST).await?.len() >= usize::try_from(MOST).unwrap_or(0) {
            return Err(Error::field("address", FieldCode::TooLarge));
        }
        let new = NewConnection { id: connection, user_id: user, kind: "ics", address_sealed: Some(sealed) };
        calendars::insert_connection(&mut tx, &new, ctx.now).await?;
        let new = NewCalendar {
            id: calendar,
            connection_id: connection,
            user_id: user,
            name,
            stale_after_min: i32::try_from(CalendarFreshness::SUBSCRIPTION.get()).unwrap_or(i32::MAX),
            next_read_at: Some(ctx.now),
        };
        calendars::insert(&mut tx, &new, ctx.now).await?;
        self.enqueue_reading(&mut tx, calendar, ctx.now).await?;
        audit::entry(ctx, "calendar.connected").object(calendar).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(calendar)
    }

    /// Sets whether a calendar's events take its owner's time.
    pub async fn set_calendar_conflicts(&self, ctx: &Ctx, id: Id<Calendar>, checks: bool) -> Result<()> {
        let mut tx = self.store().begin().await?;
        if !calendars::set_checks_conflicts(&mut tx, ctx.user()?, id, checks).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "calendar.changed").object(id).fact("checksConflicts", checks).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Has a calendar read now, whatever the server said it is known by.
    pub async fn read_calendar_now(&self, ctx: &Ctx, id: Id<Calendar>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let record = own(&mut tx, ctx, id).await?;
        let just_read = record.last_read_at.is_some_and(|at| ctx.now - at < AGAIN);
        if !just_read {
            calendars::due_now(&mut tx, id, ctx.now).await?;
            self.enqueue_reading(&mut tx, id, ctx.now).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Removes a calendar with everything that was read of it.
    pub async fn remove_calendar(&self, ctx: &Ctx, id: Id<Calendar>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let record = own(&mut tx, ctx, id).await?;
        if !calendars::delete_connection(&mut tx, record.user_id, record.connection_id).await? {
            return Err(Error::NotFound);
        }
        jobs::remove(&mut tx, &key(id)).await?;
        audit::entry(ctx, "calendar.removed").object(id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn enqueue_reading(&self, tx: &mut Tx, id: Id<Calendar>, at: DateTime<Utc>) -> Result<()> {
        jobs::enqueue(tx, self.clock(), &Job::ReadCalendar(ReadCalendar { id }), at, Some(&key(id))).await
    }

    fn calendar_view(&self, record: CalendarRecord, now: DateTime<Utc>) -> Result<CalendarView> {
        let address = self.address_of(&record)?;
        let freshness = CalendarFreshness {
            last_read: record.last_read_at,
            stale_after: Minutes(u32::try_from(record.stale_after_min).unwrap_or(0)),
            when_stale: WhenStale::Block,
        };
        let state = match record.last_read_at {
            _ if !freshness.is_stale(now) => CalendarState::Fresh,
            None if record.failing_since.is_none() => CalendarState::Waiting,
            _ => CalendarState::Stale,
        };
        Ok(CalendarView {
            id: record.id,
            name: record.name,
            host: Url::parse(&address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default(),
            checks_conflicts: record.checks_conflicts,
            state,
            last_read_at: record.last_read_at,
            failing_since: record.failing_since,
            failure: record.failure,
            next_read_at: record.next_read_at,
        })
    }

    /// Where a calendar is read, in the clear.
    fn address_of(&self, record: &CalendarRecord) -> Result<String> {
        let sealed =
            record.address_sealed.as_deref().ok_or_else(|| Error::internal("a calendar's address", "there is none"))?;
        String::from_utf8(seal::open(&self.settings().secret, place(record.connection_id), sealed)?)
            .map_err(|error| Error::internal("a calendar's address", error))
    }
}

/// The one job that reads a calendar.
fn key(id: Id<Calendar>) -> String {
    format!("calendar:{id}")
}

/// The signed-in person's calendar, locked.
async fn own(tx: &mut Tx, ctx: &Ctx, id: Id<Calendar>) -> Result<CalendarRecord> {
    let user = ctx.user()?;
    if !calendars::lock_any_owner(tx, id).await? {
        return Err(Error::NotFound);
    }
    let record = calendars::get_any_owner(tx, id).await?;
    record.filter(|record| record.user_id == user).ok_or(Error::NotFound)
}

const fn address_fault(bad: BadAddress) -> FieldCode {
    match bad {
        BadAddress::NotAnAddress | BadAddress::NotHttps | BadAddress::Credentials => FieldCode::NotAUrl,
        BadAddress::Port | BadAddress::Private => FieldCode::Invalid,
    }
}
