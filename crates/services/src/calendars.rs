//! A person's calendars outside: what they are connected to, how fresh each is, connecting one by its address, removing it. Everybody
//! manages their own and sees nobody else's. Accounts are in `connect`, reading in `read` and `round`, what of it makes busy in `ics`,
//! writing in `events`.

pub mod channels;
mod choose;
pub mod clients;
pub(crate) mod connect;
mod events;
mod exceptions;
mod health;
mod holding;
mod ics;
mod live_check;
mod meetings;
pub mod oauth;
mod offers;
mod read;
pub(crate) mod round;

pub use connect::CalDavForm;
pub use exceptions::{CalendarException, HostedEventType, WriteTo};
pub use health::{BrokenCalendar, CalendarTrouble, MemberCalendarView, MemberCalendars};
pub use offers::OfferView;
pub use store::booking_calendar_events::SeenChange;
pub use store::calendars::CalendarCounts;

use chrono::{DateTime, TimeDelta, Utc};
use connectors::hooks::BadAddress;
use domain::{
    busy::CalendarFreshness,
    field::{Check, FieldCode},
    id::{Calendar, CalendarConnection, Id},
};
use store::{
    Tx,
    calendars::{self, CalendarRecord, NewCalendar, NewConnection},
};
use url::Url;

use crate::{
    Ctx, Error, Result, Services, audit,
    idempotency::{Answer, Once},
    jobs::{self, Job, ReadCalendar},
    seal,
};

/// Most connections of one person.
pub const MOST: i64 = 10;
/// Most calendars of one person that are shown.
pub const MOST_SHOWN: i64 = 600;
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
    /// Whether bookings can be written to it.
    pub can_write: bool,
    /// Whether they are.
    pub writes_here: bool,
    /// Whether what was accepted tentatively takes time.
    pub counts_tentative: bool,
}

/// A connection as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionView {
    /// Which.
    pub id: Id<CalendarConnection>,
    /// `ics`, `caldav`, `google`, `microsoft`.
    pub kind: String,
    /// The account as its owner knows it; empty for a subscription.
    pub account: String,
    /// The server's name.
    pub host: String,
    /// Since when it no longer lets us in; its owner is to connect it anew.
    pub reconnect_since: Option<DateTime<Utc>>,
    /// What is in it.
    pub calendars: Vec<CalendarView>,
}

/// A subscription as typed.
#[derive(Debug, Clone, Default)]
pub struct SubscriptionForm {
    /// The address, `https://` or `webcal://`.
    pub address: String,
    /// What to call it; empty: the server's name.
    pub name: String,
}

/// A subscription that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscribed {
    /// Its calendar.
    pub id: Id<Calendar>,
    /// What it is called.
    pub name: String,
}

impl Services {
    /// The signed-in person's calendars, oldest first.
    pub async fn list_calendars(&self, ctx: &Ctx) -> Result<Vec<CalendarView>> {
        let user = ctx.user()?;
        let mut db = self.store().connection().await?;
        let records = calendars::list(&mut db, user, MOST_SHOWN).await?;
        records.into_iter().map(|record| self.calendar_view(record, ctx.now)).collect()
    }

    /// The signed-in person's connections with what is in them, oldest first.
    pub async fn list_connections(&self, ctx: &Ctx) -> Result<Vec<ConnectionView>> {
        let user = ctx.user()?;
        let mut db = self.store().connection().await?;
        let connections = calendars::connections(&mut db, user, MOST).await?;
        let mut records = calendars::list(&mut db, user, MOST_SHOWN).await?;
        drop(db);
        connections
            .into_iter()
            .map(|connection| {
                let (own, others): (Vec<CalendarRecord>, _) =
                    std::mem::take(&mut records).into_iter().partition(|record| record.connection_id == connection.id);
                records = others;
                let calendars =
                    own.into_iter().map(|record| self.calendar_view(record, ctx.now)).collect::<Result<Vec<_>>>()?;
                Ok(ConnectionView {
                    host: calendars.first().map(|calendar| calendar.host.clone()).unwrap_or_default(),
                    id: connection.id,
                    kind: connection.kind,
                    account: connection.account,
                    reconnect_since: connection.reconnect_since,
                    calendars,
                })
            })
            .collect()
    }

    /// Subscribes to a calendar by its address; it is read at once, by a job, and until then nothing is known of it.
    pub async fn subscribe_calendar(&self, ctx: &Ctx, form: &SubscriptionForm) -> Result<Id<Calendar>> {
        let done = self.subscribe_calendar_once(ctx, form, &Answer::unkept()).await?;
        done.done("a subscription").map(|made| made.id)
    }

    /// The same, once per idempotency key.
    pub async fn subscribe_calendar_once(
        &self,
        ctx: &Ctx,
        form: &SubscriptionForm,
        answer: &Answer<'_, Subscribed>,
    ) -> Result<Once<Subscribed>> {
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
        let sealed = seal::seal(ctx, &self.settings().keys, connect::place(connection, "address"), address.as_bytes())?;
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        calendars::lock_owner(&mut tx, user).await?;
        if calendars::connections(&mut tx, user, MOST).await?.len() >= usize::try_from(MOST).unwrap_or(0) {
            return Err(Error::field("address", FieldCode::TooLarge));
        }
        let new = NewConnection { address_sealed: Some(sealed), ..NewConnection::bare(connection, user, "ics") };
        calendars::insert_connection(&mut tx, &new, ctx.now).await?;
        let new = NewCalendar {
            id: calendar,
            connection_id: connection,
            user_id: user,
            name: name.clone(),
            stale_after_min: i32::try_from(CalendarFreshness::SUBSCRIPTION.get()).unwrap_or(i32::MAX),
            remote_key: None,
            can_write: false,
            can_meet: false,
            checks_conflicts: true,
            next_read_at: Some(ctx.now),
        };
        calendars::insert(&mut tx, &new, ctx.now).await?;
        self.enqueue_reading(&mut tx, calendar, ctx.now).await?;
        audit::entry(ctx, "calendar.connected").object(calendar).write(&mut tx, ctx).await?;
        let made = Subscribed { id: calendar, name };
        answer.finish(&mut tx, ctx, &made).await?;
        tx.commit().await?;
        Ok(Once::Done(made))
    }

    /// Has a calendar read now, whatever the server said it is known by.
    pub async fn read_calendar_now(&self, ctx: &Ctx, id: Id<Calendar>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let record = own(&mut tx, ctx, id).await?;
        let just_read = record.last_read_at.is_some_and(|at| ctx.now - at < AGAIN);
        if record.reconnect_since.is_some() {
            return Err(Error::NotFound);
        }
        if !just_read {
            if record.kind == "ics" {
                calendars::due_now(&mut tx, id, ctx.now).await?;
            } else {
                calendars::ring(&mut tx, id, ctx.now).await?;
            }
            self.enqueue_reading(&mut tx, id, ctx.now).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Removes a subscription with everything that was read of it. Accounts are disconnected as a whole.
    pub async fn remove_calendar(&self, ctx: &Ctx, id: Id<Calendar>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let record = own(&mut tx, ctx, id).await?;
        if record.kind != "ics" {
            return Err(Error::NotFound);
        }
        if !calendars::delete_connection(&mut tx, record.user_id, record.connection_id).await? {
            return Err(Error::NotFound);
        }
        jobs::remove(&mut tx, &key(id)).await?;
        audit::entry(ctx, "calendar.removed").object(id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn enqueue_reading(&self, tx: &mut Tx, id: Id<Calendar>, at: DateTime<Utc>) -> Result<()> {
        jobs::enqueue(tx, self.clock(), &Job::ReadCalendar(ReadCalendar { id }), at, Some(&key(id))).await
    }

    fn calendar_view(&self, record: CalendarRecord, now: DateTime<Utc>) -> Result<CalendarView> {
        let address = match &record.address_sealed {
            Some(sealed) => self.unsealed(record.connection_id, "address", Some(sealed))?,
            None => String::new(),
        };
        let state = health::state(record.last_read_at, record.stale_after_min, record.failing_since, now);
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
            can_write: record.can_write,
            writes_here: record.writes_here,
            counts_tentative: record.counts_tentative,
        })
    }
}

/// The one job that reads a calendar.
pub(super) fn key(id: Id<Calendar>) -> String {
    format!("calendar:{id}")
}

/// The signed-in person's calendar, locked.
pub(super) async fn own(tx: &mut Tx, ctx: &Ctx, id: Id<Calendar>) -> Result<CalendarRecord> {
    let user = ctx.user()?;
    if !calendars::lock_any_owner(tx, id).await? {
        return Err(Error::NotFound);
    }
    let record = calendars::get_any_owner(tx, id).await?;
    record.filter(|record| record.user_id == user).ok_or(Error::NotFound)
}

pub(super) const fn address_fault(bad: BadAddress) -> FieldCode {
    match bad {
        BadAddress::NotAnAddress | BadAddress::NotHttps | BadAddress::Credentials => FieldCode::NotAUrl,
        BadAddress::Port | BadAddress::Private => FieldCode::Invalid,
    }
}
