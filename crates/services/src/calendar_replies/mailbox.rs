//! The mailbox an organisation has read for answers of calendars: setting it, and the job that reads it every few minutes. A reading that
//! breaks off is repeated: how far it came is written with its end, and a mail that comes twice counts once. Knows no protocol.

use chrono::{DateTime, TimeDelta, Utc};
use connectors::{
    hooks::HookError,
    mailbox::{Mailbox, MailboxFault, Mark, PORT, Read},
};
use domain::{
    actor::Actor,
    field::{Check, FieldCode},
    id::{Id, Organization},
};
use store::{
    Tx, calendar_replies as replies,
    reply_mailboxes::{self as mailboxes, MailboxRecord, NewMailbox},
};

use crate::{
    Ctx, Error, Result, Services, audit,
    ctx::Request,
    jobs::{self, Job, ReadReplies},
    limits::Limit,
    seal,
};

/// Between readings that succeed.
const EVERY: TimeDelta = TimeDelta::minutes(2);
/// Between readings that fail, at most.
const SELDOM: TimeDelta = TimeDelta::hours(1);
/// So far back a mailbox is read the first time: what is older answers meetings that are over.
const BACK: TimeDelta = TimeDelta::days(14);
/// The folder where nothing else is said.
const INBOX: &str = "INBOX";

/// A mailbox as an admin sees it. Its password is never shown again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxView {
    /// The server's name.
    pub host: String,
    /// Its port.
    pub port: i32,
    /// Who signs in there.
    pub user: String,
    /// Which folder is read.
    pub folder: String,
    /// The last reading that succeeded.
    pub last_read_at: Option<DateTime<Utc>>,
    /// Since when readings fail.
    pub failing_since: Option<DateTime<Utc>>,
    /// A stable word for why: `unauthorized`, `no_folder`, `timeout`, `connect`, `refused`, `broken`.
    pub failure: Option<String>,
}

/// A mailbox as typed.
#[derive(Debug, Clone, Default)]
pub struct MailboxForm {
    /// The server's name.
    pub host: String,
    /// Its port; empty: 993.
    pub port: String,
    /// Who signs in there.
    pub user: String,
    /// With what; empty: as before.
    pub password: String,
    /// Which folder is read; empty: the inbox.
    pub folder: String,
}

pub(crate) const fn place(organization: Id<Organization>) -> seal::Place {
    seal::Place { table: "reply_mailboxes", row: organization.uuid(), column: "password_sealed" }
}

/// The one job that reads an organisation's mailbox.
fn key(organization: Id<Organization>) -> String {
    format!("replies:{organization}")
}

impl Services {
    /// The organisation's mailbox, if it has one. Admins only.
    pub async fn reply_mailbox(&self, ctx: &Ctx) -> Result<Option<MailboxView>> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let found = mailboxes::get(&mut db, organization).await?;
        Ok(found.map(|found| MailboxView {
            host: found.host,
            port: found.port,
            user: found.username,
            folder: found.folder,
            last_read_at: found.last_read_at,
            failing_since: found.failing_since,
            failure: found.failure,
        }))
    }

    /// Sets the organisation's mailbox once it opened. Fields: `host`, `port`, `user`, `password`, `folder`. Admins only; answers must have an
    /// address first.
    pub async fn set_reply_mailbox(&self, ctx: &Ctx, form: &MailboxForm) -> Result<()> {
        let organization = ctx.admin()?;
        let mut check = Check::new();
        let host = check.text("host", &form.host, 253).to_lowercase();
        let user = check.text("user", &form.user, 320);
        let folder = check.optional_text("folder", &form.folder, 200);
        let folder = if folder.is_empty() { INBOX.to_owned() } else { folder };
        let port = match form.port.trim() {
            "" => PORT,
            typed => typed.parse().unwrap_or_else(|_| {
                check.fail("port", FieldCode::Invalid);
                PORT
            }),
        };
        if check.errors().is_empty()
            && let Err(bad) = self.hooks().check_host(&host, port, PORT)
        {
            let is_port = bad == connectors::hooks::BadAddress::Port;
            check.fail(if is_port { "port" } else { "host" }, FieldCode::Invalid);
        }
        if form.password.len() > 500 {
            check.fail("password", FieldCode::TooLong);
        }
        let mut db = self.store().connection().await?;
        replies::settings(&mut db, organization).await?.ok_or(Error::NotFound)?;
        let known = mailboxes::get(&mut db, organization).await?;
        drop(db);
        let same = known.filter(|known| known.host == host && known.username == user);
        let password = match (form.password.as_str(), same) {
            // Kept only for the place it was given for: it is not to be sent anywhere else.
            ("", Some(known)) => self.mailbox_password(organization, &known.password_sealed)?,
            ("", None) => {
                check.fail("password", FieldCode::Required);
                String::new()
            }
            (typed, _) => typed.to_owned(),
        };
        check.finish(())?;
        self.limits().count(Limit::ConnectBy, &organization.to_string(), ctx.now)?;
        let mailbox = Mailbox { host: &host, port, user: &user, password: &password, folder: &folder };
        // Today's mails prove that it opens; the job reads them.
        self.hooks().read_mailbox(&mailbox, None, ctx.now.date_naive()).await.map_err(|fault| as_field(&fault))?;
        let sealed = seal::seal(ctx, &self.settings().keys, place(organization), password.as_bytes())?;
        let new = NewMailbox {
            host: &host,
            port: i32::from(port),
            username: &user,
            password_sealed: &sealed,
            folder: &folder,
        };
        let mut tx = self.store().begin().await?;
        mailboxes::set(&mut tx, organization, &new, ctx.now).await?;
        self.enqueue_replies(&mut tx, organization, ctx.now).await?;
        audit::entry(ctx, "calendar_reply.mailbox_set").object(organization).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// Reads the mailbox no more, and forgets how it opens. Admins only.
    pub async fn remove_reply_mailbox(&self, ctx: &Ctx) -> Result<()> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        if !mailboxes::delete(&mut tx, organization).await? {
            return Err(Error::NotFound);
        }
        jobs::remove(&mut tx, &key(organization)).await?;
        audit::entry(ctx, "calendar_reply.mailbox_removed").object(organization).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    fn mailbox_password(&self, organization: Id<Organization>, sealed: &[u8]) -> Result<String> {
        let opened = seal::open(&self.settings().keys, place(organization), sealed)?;
        String::from_utf8(opened).map_err(|error| Error::internal("a mailbox's password", error))
    }

    async fn enqueue_replies(&self, tx: &mut Tx, organization: Id<Organization>, at: DateTime<Utc>) -> Result<()> {
        let job = Job::ReadReplies(ReadReplies { id: organization });
        jobs::enqueue(tx, self.clock(), &job, at, Some(&key(organization))).await
    }

    /// Reads an organisation's mailbox, if its time has come, and takes the answers in it.
    pub(crate) async fn read_replies(&self, organization: Id<Organization>) -> Result<()> {
        let ctx = self.ctx(Actor::system(), Request::default());
        let mut db = self.store().connection().await?;
        let Some(mailbox) = mailboxes::get(&mut db, organization).await? else { return Ok(()) };
        let Some(settings) = replies::settings(&mut db, organization).await? else { return Ok(()) };
        // No connection is held while a server thinks.
        drop(db);
        // A second of grace: run_at went through the real clock and back.
        if mailbox.next_read_at > ctx.now + TimeDelta::seconds(1) {
            return Ok(());
        }
        let read = match self.read_mail(&ctx, organization, &mailbox).await? {
            Ok(read) => read,
            Err(fault) => return self.mailbox_failed(&ctx, organization, &mailbox, &fault).await,
        };
        for mail in &read.mails {
            self.take_reply(&ctx, organization, &settings, "mailbox", mail).await?;
        }
        let next = if read.more { ctx.now } else { ctx.now + EVERY };
        let mark = (i64::from(read.mark.numbering), i64::from(read.mark.last));
        let mut tx = self.store().begin().await?;
        let place = (mailbox.host.as_str(), mailbox.username.as_str());
        if mailboxes::mark_read(&mut tx, organization, place, mark, (ctx.now, next)).await? {
            self.enqueue_replies(&mut tx, organization, next).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn read_mail(
        &self,
        ctx: &Ctx,
        organization: Id<Organization>,
        record: &MailboxRecord,
    ) -> Result<std::result::Result<Read, MailboxFault>> {
        let password = self.mailbox_password(organization, &record.password_sealed)?;
        let number = |value: Option<i64>| value.and_then(|value| u32::try_from(value).ok());
        let mark = number(record.uid_validity).zip(number(record.last_uid));
        let mailbox = Mailbox {
            host: &record.host,
            port: u16::try_from(record.port).unwrap_or(PORT),
            user: &record.username,
            password: &password,
            folder: &record.folder,
        };
        let since = mark.map(|(numbering, last)| Mark { numbering, last });
        Ok(self.hooks().read_mailbox(&mailbox, since, (ctx.now - BACK).date_naive()).await)
    }

    async fn mailbox_failed(
        &self,
        ctx: &Ctx,
        organization: Id<Organization>,
        mailbox: &MailboxRecord,
        fault: &MailboxFault,
    ) -> Result<()> {
        let next = ctx.now + TimeDelta::minutes(1_i64 << mailbox.failures.clamp(0, 6)).min(SELDOM);
        tracing::warn!(%organization, why = fault.code(), failures = mailbox.failures + 1, "a mailbox for answers could not be read");
        let mut tx = self.store().begin().await?;
        mailboxes::mark_failed(&mut tx, organization, fault.code(), (ctx.now, next)).await?;
        self.enqueue_replies(&mut tx, organization, next).await?;
        Ok(tx.commit().await?)
    }

    /// Mailboxes that should have been read long ago and have no job any more get another. Answers how many.
    pub(crate) async fn requeue_lost_mailboxes(&self, ctx: &Ctx, overdue: TimeDelta, limit: i64) -> Result<usize> {
        let mut tx = self.store().begin().await?;
        let late = mailboxes::overdue_any_owner(&mut tx, ctx.now - overdue, limit).await?;
        let ids: Vec<String> = late.iter().map(ToString::to_string).collect();
        let held = store::jobs::with_job(&mut tx, "read_replies", &ids).await?;
        let lost: Vec<_> = late.into_iter().filter(|id| !held.contains(&id.to_string())).collect();
        for id in &lost {
            self.enqueue_replies(&mut tx, *id, ctx.now).await?;
        }
        tx.commit().await?;
        Ok(lost.len())
    }
}

/// What is wrong with what was typed, as far as the server's answer tells.
fn as_field(fault: &MailboxFault) -> Error {
    let (field, code) = match fault {
        MailboxFault::Unauthorized => ("password", FieldCode::Wrong),
        MailboxFault::NoFolder => ("folder", FieldCode::NothingThere),
        MailboxFault::Unreachable(HookError::Refused(_)) => ("host", FieldCode::Invalid),
        MailboxFault::Unreachable(_) => ("host", FieldCode::NoAnswer),
        MailboxFault::Broken(_) => ("host", FieldCode::NothingThere),
    };
    Error::field(field, code)
}
