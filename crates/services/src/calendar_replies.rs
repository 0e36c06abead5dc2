//! Answers that calendars mail (iMIP): accepting or declining an invitation in one's calendar answers the booking, where the organisation takes
//! such mails in: handed over by HTTP with a signature, or read from a mailbox (`mailbox`). What a mail says is in `message`, what follows
//! from it in `take`. Here: where answers go, who is believed, and what came in. Knows no HTTP and no IMAP.

pub(crate) mod mailbox;
mod message;
mod take;

use chrono::{DateTime, Utc};
use domain::{
    booking_event::Side,
    field::{Check, FieldCode},
    id::{Booking, Id, Organization},
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use store::{
    Access,
    bookings::BookingRecord,
    calendar_replies::{self as replies, SettingsRecord},
};
use subtle::ConstantTimeEq;

pub use mailbox::{MailboxForm, MailboxView};
pub use store::calendar_replies::ReplyRecord as ReplyView;
pub use take::Received;

use crate::{
    Ctx, Error, Result, Secret, Services, audit, booking_links,
    bookings::BookingView,
    notifications::sender_address,
    page::{Page, parse_cursor},
    seal,
};

/// Largest mail that is taken in, in bytes: an answer has some thousand.
pub const MOST_BYTES: usize = 1024 * 1024;
/// How far the clock of whoever hands mails over may be from ours, in seconds.
const TOLERANCE: u64 = 300;
/// Longest part of an address before the `@`, with the code in it.
const LONGEST_LOCAL: usize = 64;
/// Hexadecimal digits of the code in an address: 96 bits.
const CODE: usize = 24;

/// Where an organisation takes answers in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplySettingsView {
    /// Where they are mailed to; empty while none are taken in.
    pub address: String,
    /// Whether every invitation names an address of its own.
    pub own_addresses: bool,
    /// Whose word about senders is believed; empty: nobody's.
    pub vouched_by: String,
    /// Bookings made since then ask for answers by calendar.
    pub since: Option<DateTime<Utc>>,
    /// Where mails are handed over by HTTP.
    pub hook_address: String,
    /// Since when there is a secret for that.
    pub hook_since: Option<DateTime<Utc>>,
    /// The sender of our mails: calendars like answers to go to the same domain.
    pub mail_from: String,
}

/// The settings as typed.
#[derive(Debug, Clone, Default)]
pub struct ReplySettingsForm {
    /// Where answers are mailed to.
    pub address: String,
    /// Whether every invitation names an address of its own.
    pub own_addresses: bool,
    /// Whose word about senders is believed.
    pub vouched_by: String,
}

pub(crate) const fn place(organization: Id<Organization>) -> seal::Place {
    seal::Place { table: "reply_settings", row: organization.uuid(), column: "hook_sealed" }
}

/// Where answers to the invitation to one booking go: the organisation's address, or one that only this invitation names. Small letters and
/// digits, because mail servers may change the case; derived, so that every mail about the booking names the same.
fn address_of(secret: &Secret, settings: &SettingsRecord, booking: Id<Booking>) -> String {
    match settings.address.rsplit_once('@').filter(|_| settings.own_addresses) {
        Some((local, domain)) => {
            let derived = booking_links::derived(secret, b"callboard reply address v1", &[booking.uuid().as_bytes()]);
            let code = Sha256::digest(derived)
                .iter()
                .take(CODE / 2)
                .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
            format!("{local}+{code}@{domain}")
        }
        None => settings.address.clone(),
    }
}

/// What whoever hands a mail over writes into `X-Callboard-Signature`: hex of HMAC-SHA256 over the time, a full stop and the very bytes.
pub fn signature(secret: &str, timestamp: i64, body: &[u8]) -> String {
    // A key of any length is accepted; were one not, nothing would be signed and nothing taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(format!("{timestamp}.").as_bytes());
    mac.update(body);
    mac.finalize().into_bytes().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

impl Services {
    /// Where the organisation takes answers in. Admins only, like everything about it.
    pub async fn reply_settings(&self, ctx: &Ctx) -> Result<ReplySettingsView> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let slug = store::organizations::find(&mut db, organization).await?.ok_or(Error::NotFound)?.slug;
        let found = replies::settings(&mut db, organization).await?;
        Ok(ReplySettingsView {
            own_addresses: found.as_ref().is_none_or(|found| found.own_addresses),
            vouched_by: found.as_ref().map(|found| found.vouched_by.clone()).unwrap_or_default(),
            since: found.as_ref().map(|found| found.since),
            hook_since: found.as_ref().and_then(|found| found.hook_since),
            address: found.map(|found| found.address).unwrap_or_default(),
            hook_address: format!("{}/api/v1/webhooks/calendar-replies?org={slug}", self.settings().base_url),
            mail_from: sender_address(&self.settings().mail_from).to_owned(),
        })
    }

    /// Sets where answers go and who is believed. Fields: `address`, `ownAddresses`, `vouchedBy`. Without a code in the address and without a
    /// server that vouches, anybody could answer for anybody: one of the two is needed.
    pub async fn set_reply_settings(&self, ctx: &Ctx, form: &ReplySettingsForm) -> Result<()> {
        let organization = ctx.admin()?;
        let mut check = Check::new();
        let address = check.email("address", &form.address);
        let room = LONGEST_LOCAL - CODE - 1;
        if form.own_addresses && address.rsplit_once('@').is_some_and(|(local, _)| local.len() > room) {
            check.fail_with("address", FieldCode::TooLong, i64::try_from(room).unwrap_or(0));
        }
        if !address.is_ascii() {
            check.fail("address", FieldCode::NotAnEmail);
        }
        let vouched_by = check.optional_text("vouchedBy", &form.vouched_by, 255).to_lowercase();
        if vouched_by.contains(|c: char| c.is_whitespace() || matches!(c, ';' | '"' | '(' | ')')) {
            check.fail("vouchedBy", FieldCode::Invalid);
        }
        if !form.own_addresses && vouched_by.is_empty() {
            check.fail("vouchedBy", FieldCode::Required);
        }
        check.finish(())?;
        let mut tx = self.store().begin().await?;
        replies::set(&mut tx, organization, (&address, form.own_addresses, &vouched_by), ctx.now).await?;
        audit::entry(ctx, "calendar_reply.set").object(organization).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// Takes no answers in any more. Invitations ask for none from then on.
    pub async fn remove_reply_settings(&self, ctx: &Ctx) -> Result<()> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        if !replies::delete_settings(&mut tx, organization).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "calendar_reply.removed").object(organization).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// Makes a secret to sign mails with that are handed over by HTTP, shown this once; the one before is worth nothing any more.
    pub async fn set_reply_secret(&self, ctx: &Ctx) -> Result<String> {
        let organization = ctx.admin()?;
        let secret = ctx.new_token()?;
        let sealed = seal::seal(ctx, &self.settings().keys, place(organization), secret.as_bytes())?;
        self.write_reply_secret(ctx, organization, Some(&sealed), "calendar_reply.secret_set").await?;
        Ok(secret)
    }

    /// Takes no mails by HTTP any more.
    pub async fn remove_reply_secret(&self, ctx: &Ctx) -> Result<()> {
        let organization = ctx.admin()?;
        self.write_reply_secret(ctx, organization, None, "calendar_reply.secret_removed").await
    }

    async fn write_reply_secret(
        &self,
        ctx: &Ctx,
        organization: Id<Organization>,
        sealed: Option<&[u8]>,
        action: &'static str,
    ) -> Result<()> {
        let mut tx = self.store().begin().await?;
        if !replies::set_hook(&mut tx, organization, sealed, ctx.now).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, action).object(organization).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// A page of the answers that came in, newest first. Admins only.
    pub async fn list_calendar_replies(&self, ctx: &Ctx, cursor: Option<&str>) -> Result<Page<ReplyView>> {
        const SIZE: usize = 25;
        let organization = ctx.admin()?;
        let after = cursor.map(parse_cursor).transpose()?;
        let mut db = self.store().connection().await?;
        let found = replies::list(&mut db, organization, after, SIZE as i64 + 1).await?;
        Ok(Page::cut(found, SIZE, |reply: &ReplyView| (reply.received_at, reply.id)))
    }

    /// Since when a booking's talent or guest says in their calendar that they do not know yet. For members who see the booking.
    pub async fn unsure_since(&self, _ctx: &Ctx, booking: &BookingView) -> Result<Option<DateTime<Utc>>> {
        if booking.side == Side::Talent || !booking.status.is_live() {
            return Ok(None);
        }
        let mut db = self.store().connection().await?;
        Ok(replies::unsure_since(&mut db, booking.id, booking.sequence).await?)
    }

    /// Takes a mail handed over for the organisation of that word in addresses. Without such an organisation, its secret, a right signature
    /// of these very bytes or a time of these minutes: [`Error::SignedOut`], whichever it is.
    pub async fn receive_reply(
        &self,
        ctx: &Ctx,
        slug: &str,
        (timestamp, signed): (&str, &str),
        body: &[u8],
    ) -> Result<Received> {
        let mut db = self.store().connection().await?;
        let organization = store::organizations::find_by_slug(&mut db, slug).await?.ok_or(Error::SignedOut)?.id;
        let settings = replies::settings(&mut db, organization).await?.ok_or(Error::SignedOut)?;
        drop(db);
        let sealed = settings.hook_sealed.as_deref().ok_or(Error::SignedOut)?;
        let secret = seal::open(&self.settings().keys, place(organization), sealed)?;
        let secret = String::from_utf8(secret).map_err(|error| Error::internal("a secret for answers", error))?;
        let at: i64 = timestamp.trim().parse().map_err(|_| Error::SignedOut)?;
        let right = signature(&secret, at, body);
        let is_right = !right.is_empty() && bool::from(right.as_bytes().ct_eq(signed.trim().as_bytes()));
        let is_now = at.abs_diff(ctx.now.timestamp()) <= TOLERANCE;
        if !is_right || !is_now {
            return Err(Error::SignedOut);
        }
        self.take_reply(ctx, organization, &settings, "hook", body).await
    }

    /// Where the calendar of the talent or guest of a booking is to mail its answer, if anywhere. Bookings made before answers were taken in
    /// keep the organiser their invitation went out with: calendars take another one for somebody else's event.
    pub(crate) async fn reply_address(&self, db: &mut impl Access, booking: &BookingRecord) -> Result<Option<String>> {
        let settings = replies::settings(db, booking.organization.id).await?;
        let settings = settings.filter(|settings| booking.created_at >= settings.since);
        Ok(settings.map(|settings| address_of(&self.settings().secret, &settings, booking.id)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_of_this_time_and_these_bytes() {
        // printf '%s' '1795327200.From: a' | openssl dgst -sha256 -hmac s3cret
        let right = signature("s3cret", 1_795_327_200, b"From: a");
        assert_eq!(right, "880d78744aeb070e22ff5a06fa48ce71c6d1d3dd0e5d95768512c3d7e20983ca");
        for other in [
            signature("other", 1_795_327_200, b"From: a"),
            signature("s3cret", 1_795_327_201, b"From: a"),
            signature("s3cret", 1_795_327_200, b"From: b"),
        ] {
            assert_ne!(right, other);
        }
    }

    #[test]
    fn an_address_of_ones_own_is_derived_and_fits() {
        let id = |n: u8| Id::<Booking>::from_uuid(domain::id::uuid_v7(n.into(), [n; 10]));
        let secret = Secret::new([7; 32]);
        let mut settings = SettingsRecord {
            address: "replies@office.example".to_owned(),
            own_addresses: true,
            vouched_by: String::new(),
            since: DateTime::UNIX_EPOCH,
            hook_sealed: None,
            hook_since: None,
        };
        let own = address_of(&secret, &settings, id(1));
        assert!(own.starts_with("replies+") && own.ends_with("@office.example"), "{own}");
        assert_eq!(own.len(), "replies+@office.example".len() + CODE);
        assert_eq!(own, own.to_lowercase());
        assert_eq!(own, address_of(&secret, &settings, id(1)));
        assert_ne!(own, address_of(&secret, &settings, id(2)));
        assert_ne!(own, address_of(&Secret::new([8; 32]), &settings, id(1)));
        settings.own_addresses = false;
        assert_eq!(address_of(&secret, &settings, id(1)), "replies@office.example");
    }
}
