//! Accounts with calendars: connecting one, opening it for a job, and disconnecting, which deletes everything that opens it. What a provider
//! is asked is in `connectors`; which calendars count is in the parent.

use chrono::{DateTime, TimeDelta, Utc};
use connectors::calendar::{
    Connected, Fault, Provider, RemoteCalendar,
    caldav::{self, CalDav},
};
use domain::{
    busy::CalendarFreshness,
    field::{Check, FieldCode},
    id::{Calendar, CalendarConnection, Id},
};
use store::{
    Tx,
    calendars::{self, ConnectionRecord, NewCalendar, NewConnection},
};

use super::{MOST, key};
use crate::{Ctx, Error, Result, Services, audit, jobs, limits::Limit, seal};

/// Of an account with so many calendars all are checked at once; of a larger one its main calendar, and its owner chooses.
const ALL_CHECKED: usize = 5;

/// An account on a CalDAV server as typed.
#[derive(Debug, Clone, Default)]
pub struct CalDavForm {
    /// The server, or an address on it.
    pub address: String,
    /// The user name; often a mail address.
    pub user: String,
    /// A password for this alone.
    pub password: String,
}

/// Where something of a connection is sealed.
pub(crate) const fn place(id: Id<CalendarConnection>, column: &'static str) -> seal::Place {
    seal::Place { table: "calendar_connections", row: id.uuid(), column }
}

impl Services {
    /// Connects the calendars of an account on a CalDAV server. The same account once more gets its new password and is read again.
    pub async fn connect_caldav(&self, ctx: &Ctx, form: &CalDavForm) -> Result<Id<CalendarConnection>> {
        let user = ctx.user()?;
        let mut check = Check::new();
        let address = check.text("server", &form.address, 2000);
        let name = check.text("user", &form.user, 320);
        if form.password.is_empty() {
            check.fail("password", FieldCode::Required);
        } else if form.password.len() > 500 {
            check.fail("password", FieldCode::TooLong);
        }
        check.finish(())?;
        let address = if address.contains("://") { address } else { format!("https://{address}") };
        if let Err(bad) = self.hooks().check(&address) {
            return Err(Error::field("server", super::address_fault(bad)));
        }
        self.limits().count(Limit::ConnectBy, &user.to_string(), ctx.now)?;
        let found = caldav::discover(self.hooks(), &address, &name, &form.password).await.map_err(as_field)?;
        let account = CalDav::new(self.hooks().clone(), &found.home, &name, &form.password).map_err(as_field)?;
        let there = account.calendars().await.map_err(as_field)?;
        if there.is_empty() {
            return Err(Error::field("server", FieldCode::NothingThere));
        }
        let account_key: String = format!("{}|{name}", found.home).chars().take(500).collect();
        let mut tx = self.store().begin().await?;
        let id = match calendars::same_account(&mut tx, user, "caldav", &account_key).await? {
            Some(known) => known,
            None => ctx.new_id()?,
        };
        let keys = &self.settings().keys;
        let new = NewConnection {
            address_sealed: Some(seal::seal(ctx, keys, place(id, "address"), found.home.as_bytes())?),
            account: name,
            account_key: Some(account_key),
            secret_sealed: Some(seal::seal(ctx, keys, place(id, "secret"), form.password.as_bytes())?),
            ..NewConnection::bare(id, user, "caldav")
        };
        self.add_connection(&mut tx, ctx, new, there).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Writes a connection with its calendars and has those that count read; one that is known (by id) is given what opens it anew.
    pub(crate) async fn add_connection(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        new: NewConnection,
        there: Vec<RemoteCalendar>,
    ) -> Result<()> {
        let user = new.user_id;
        calendars::lock_owner(tx, user).await?;
        let connections = calendars::connections(tx, user, MOST).await?;
        let id = new.id;
        if connections.iter().any(|known| known.id == id) {
            calendars::renew_connection(tx, &new).await?;
            audit::entry(ctx, "calendar.reconnected").object(id).write(tx, ctx).await?;
        } else {
            if connections.len() >= usize::try_from(MOST).unwrap_or(0) {
                return Err(Error::field("server", FieldCode::TooLarge));
            }
            calendars::insert_connection(tx, &new, ctx.now).await?;
            audit::entry(ctx, "calendar.connected").object(id).fact("kind", new.kind).write(tx, ctx).await?;
        }
        let few = there.iter().filter(|one| one.counts).count() <= ALL_CHECKED;
        for one in &there {
            let checks = one.counts && (few || one.is_main);
            let calendar = NewCalendar {
                id: ctx.new_id()?,
                connection_id: id,
                user_id: user,
                name: Some(one.name.clone()).filter(|name| !name.is_empty()).unwrap_or_else(|| new.account.clone()),
                stale_after_min: i32::try_from(CalendarFreshness::CONNECTION.get()).unwrap_or(i32::MAX),
                remote_key: Some(one.key.clone()),
                can_write: one.can_write,
                can_meet: one.can_meet,
                checks_conflicts: checks,
                next_read_at: None,
            };
            calendars::insert(tx, &calendar, ctx.now).await?;
        }
        for calendar in calendars::read_connection_at(tx, id, ctx.now).await? {
            self.enqueue_reading(tx, calendar, ctx.now).await?;
        }
        self.retry_failing_events(tx, ctx, id).await
    }

    /// The account of a connection, opened; or why it cannot be.
    pub(crate) async fn open_connection(
        &self,
        ctx: &Ctx,
        connection: &ConnectionRecord,
    ) -> Result<std::result::Result<Connected, Fault>> {
        if let Some(why) = &connection.reconnect_why {
            return Ok(Err(Fault::NeedsReconnect { why: why.clone() }));
        }
        match connection.kind.as_str() {
            "caldav" => {
                let home = self.unsealed(connection.id, "address", connection.address_sealed.as_deref())?;
                let password = self.unsealed(connection.id, "secret", connection.secret_sealed.as_deref())?;
                let account = CalDav::new(self.hooks().clone(), &home, &connection.account, &password);
                Ok(account.map(Connected::CalDav))
            }
            "google" | "microsoft" => self.open_by_consent(ctx, connection, false).await,
            other => Err(Error::internal("opening a calendar account", other)),
        }
    }

    /// The account once more, after it did not know our credentials: where there is a way to get new ones.
    pub(crate) async fn renew_access(
        &self,
        ctx: &Ctx,
        connection: &ConnectionRecord,
    ) -> Result<std::result::Result<Connected, Fault>> {
        match connection.kind.as_str() {
            "caldav" => Ok(Err(Fault::NeedsReconnect { why: "unauthorized".to_owned() })),
            "google" | "microsoft" => self.open_by_consent(ctx, connection, true).await,
            other => Err(Error::internal("renewing a calendar account", other)),
        }
    }

    /// Something of a connection in the clear.
    pub(crate) fn unsealed(
        &self,
        id: Id<CalendarConnection>,
        column: &'static str,
        sealed: Option<&[u8]>,
    ) -> Result<String> {
        let sealed = sealed.ok_or_else(|| Error::internal("a calendar connection", format!("no {column}")))?;
        String::from_utf8(seal::open(&self.settings().keys, place(id, column), sealed)?)
            .map_err(|error| Error::internal("a calendar connection", error))
    }

    /// Disconnects an account: gives our right to it back where the provider takes it, and in any case deletes what opens it, its calendars
    /// and everything that was read. Events that were written there stay there.
    pub async fn disconnect_calendars(&self, ctx: &Ctx, id: Id<CalendarConnection>) -> Result<()> {
        let user = ctx.user()?;
        let mut db = self.store().connection().await?;
        let connection = calendars::connection_any_owner(&mut db, id).await?;
        let connection = connection.filter(|found| found.user_id == user).ok_or(Error::NotFound)?;
        let all = calendars::list(&mut db, user, super::MOST_SHOWN).await?;
        drop(db);
        if connection.kind != "ics"
            && let Ok(account) = self.open_connection(ctx, &connection).await?
        {
            self.close_channels(&account, id).await?;
            if let Err(fault) = account.revoke().await {
                tracing::warn!(connection = %id, %fault, "a calendar account was not given back; what opens it is deleted");
            }
        }
        let mut tx = self.store().begin().await?;
        calendars::lock_owner(&mut tx, user).await?;
        if !calendars::delete_connection(&mut tx, user, id).await? {
            return Err(Error::NotFound);
        }
        for calendar in all.iter().filter(|calendar| calendar.connection_id == id) {
            jobs::remove(&mut tx, &key(calendar.id)).await?;
        }
        audit::entry(ctx, "calendar.disconnected").object(id).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// A provider's word that a calendar changed: it is read now. The word itself carries nothing.
    pub async fn calendar_rings(&self, ctx: &Ctx, id: Id<Calendar>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        calendars::ring(&mut tx, id, ctx.now).await?;
        self.enqueue_reading(&mut tx, id, ctx.now).await?;
        Ok(tx.commit().await?)
    }
}

/// What is wrong with what was typed, as far as a provider's answer tells.
fn as_field(fault: Fault) -> Error {
    let (field, code) = match fault {
        Fault::Unauthorized | Fault::NeedsReconnect { .. } => ("password", FieldCode::Wrong),
        Fault::Retry { why } if why == "not_understood" => ("server", FieldCode::NothingThere),
        Fault::Retry { .. } | Fault::Limited { .. } => ("server", FieldCode::NoAnswer),
        Fault::Refused { why } if why == "refused" || why == "other_host" => ("server", FieldCode::Invalid),
        Fault::Reread | Fault::Gone | Fault::Conflict | Fault::Refused { .. } => ("server", FieldCode::NothingThere),
    };
    Error::field(field, code)
}

/// When a failed attempt is made again: one minute, doubled with every failure, at most an hour; later if the provider asks for it.
pub(super) fn again_at(now: DateTime<Utc>, failures: i32, fault: &Fault) -> DateTime<Utc> {
    let minutes = 1_i64 << failures.clamp(0, 6);
    let own = now + TimeDelta::minutes(minutes).min(TimeDelta::hours(1));
    let asked = match fault {
        Fault::Limited { retry_after: Some(text) } => domain::webhook::parse_retry_after(text, now),
        _ => None,
    };
    // A day at most: what asks for more is no honest answer.
    asked.map_or(own, |asked| (now + asked).clamp(own, now + TimeDelta::days(1)))
}
