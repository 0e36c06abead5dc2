//! Cal.com tells us of its bookings while an organisation has not left it yet: signed messages, each taken once, in whatever order they come.
//! What belongs to an application becomes a booking here; what does not, or stands in the way of one, waits for an admin. Knows no HTTP.

mod message;
mod settle;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use domain::id::{CalcomMessage, Id, Organization};
use sha2::{Digest, Sha256};
use store::calcom_messages::{self as messages, Fate, NewMessage};

pub use store::calcom_messages::MessageRecord as MessageView;

pub use self::message::signature;
use self::message::{Read, is_signed, read};
use crate::{
    Ctx, Error, Result, Services, audit,
    page::{Page, parse_cursor},
    seal,
};

/// What became of what was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// It is done: a booking here follows it.
    Done,
    /// It waits for an admin.
    Waiting,
    /// It came before, is older than what is known, or does not concern us.
    Nothing,
}

/// Where messages of an organisation come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceView {
    /// The address to be set in Cal.com.
    pub address: String,
    /// Since when there is a secret; without one every message is refused.
    pub since: Option<DateTime<Utc>>,
}

pub(crate) const fn place(organization: Id<Organization>) -> seal::Place {
    seal::Place { table: "calcom_sources", row: organization.uuid(), column: "secret_sealed" }
}

impl Services {
    /// Where Cal.com's messages come in. Admins only, like everything about it.
    pub async fn calcom_source(&self, ctx: &Ctx) -> Result<SourceView> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let slug = store::organizations::find(&mut db, organization).await?.ok_or(Error::NotFound)?.slug;
        let since = messages::source(&mut db, organization).await?.map(|(_, since)| since);
        Ok(SourceView { address: format!("{}/api/v1/webhooks/calcom?org={slug}", self.settings().base_url), since })
    }

    /// Makes a secret for Cal.com to sign with, shown this once; the one before is worth nothing any more.
    pub async fn set_calcom_secret(&self, ctx: &Ctx) -> Result<String> {
        let organization = ctx.admin()?;
        let secret = URL_SAFE_NO_PAD.encode(ctx.random::<32>()?);
        let sealed = seal::seal(ctx, &self.settings().keys, place(organization), secret.as_bytes())?;
        let mut tx = self.store().begin().await?;
        messages::set_source(&mut tx, organization, &sealed, ctx.user()?, ctx.now).await?;
        audit::entry(ctx, "calcom.secret_set").object(organization).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(secret)
    }

    /// Takes nothing from Cal.com any more. What became a booking stays.
    pub async fn remove_calcom_source(&self, ctx: &Ctx) -> Result<()> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        if !messages::remove_source(&mut tx, organization).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "calcom.removed").object(organization).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a message for the organisation of that word in addresses. Without such an organisation, its secret or a right signature of
    /// these very bytes: [`Error::SignedOut`], whichever it is.
    pub async fn receive_calcom(&self, ctx: &Ctx, slug: &str, signature: &str, body: &[u8]) -> Result<Received> {
        let organization = self.calcom_sender(slug, signature, body).await?;
        let message = match read(body) {
            Read::Booking(message) => message,
            Read::Nothing => return Ok(Received::Nothing),
            Read::Broken => return Err(Error::field("payload", domain::field::FieldCode::Invalid)),
        };
        let text = std::str::from_utf8(body).map_err(|_| Error::field("payload", domain::field::FieldCode::Invalid))?;
        let id = ctx.new_id()?;
        let new = NewMessage {
            id,
            body_hash: &Sha256::digest(body),
            body: text,
            trigger: &message.trigger,
            uid: &message.uid,
            former_uid: message.former_uid.as_deref(),
            sent_at: message.sent_at,
            title: &message.title,
            attendee: &message.attendee,
            starts_at: message.time.map(|time| time.0),
            ends_at: message.time.map(|time| time.1),
            received_at: ctx.now,
        };
        // Kept first, for itself: whatever goes wrong afterwards, an admin finds it.
        let mut tx = self.store().begin().await?;
        let is_new = messages::insert(&mut tx, organization, &new).await?;
        tx.commit().await?;
        if !is_new {
            return Ok(Received::Nothing);
        }
        self.settle_calcom(ctx, organization, id, &message).await
    }

    async fn calcom_sender(&self, slug: &str, signature: &str, body: &[u8]) -> Result<Id<Organization>> {
        let mut db = self.store().connection().await?;
        let organization = store::organizations::find_by_slug(&mut db, slug).await?.ok_or(Error::SignedOut)?.id;
        let (sealed, _) = messages::source(&mut db, organization).await?.ok_or(Error::SignedOut)?;
        let secret = seal::open(&self.settings().keys, place(organization), &sealed)?;
        let secret = String::from_utf8(secret).map_err(|error| Error::internal("a secret of Cal.com", error))?;
        if is_signed(&secret, body, signature) { Ok(organization) } else { Err(Error::SignedOut) }
    }

    /// A page of the messages nobody could settle yet, newest first. Admins only.
    pub async fn open_calcom_messages(&self, ctx: &Ctx, cursor: Option<&str>) -> Result<Page<MessageView>> {
        const SIZE: usize = 50;
        let organization = ctx.admin()?;
        let after = cursor.map(parse_cursor).transpose()?;
        let mut db = self.store().connection().await?;
        let found = messages::open(&mut db, organization, after, SIZE as i64 + 1).await?;
        Ok(Page::cut(found, SIZE, |message: &MessageView| (message.received_at, message.id)))
    }

    /// Tries a message again as it stands: what was in its way may be gone. Admins only.
    pub async fn retry_calcom_message(&self, ctx: &Ctx, id: Id<CalcomMessage>) -> Result<Received> {
        self.again(ctx, id, None).await
    }

    /// Says to which application a message belongs, and tries it. Field: `applicationId`. Admins only.
    pub async fn assign_calcom_message(&self, ctx: &Ctx, id: Id<CalcomMessage>, application: &str) -> Result<Received> {
        self.again(ctx, id, Some(application)).await
    }

    async fn again(&self, ctx: &Ctx, id: Id<CalcomMessage>, application: Option<&str>) -> Result<Received> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let kept = messages::get(&mut db, organization, id).await?.ok_or(Error::NotFound)?;
        let is_open = matches!(kept.state.as_str(), "unmatched" | "conflict");
        let Read::Booking(mut message) = read(kept.body.as_bytes()) else {
            return Err(Error::internal("a message of Cal.com", "it was read before"));
        };
        if let Some(application) = application {
            let found = settle::application(&mut db, organization, application).await?;
            let found = found.ok_or_else(|| Error::field("applicationId", domain::field::FieldCode::Unknown))?;
            message.application = Some(found.to_string());
        }
        drop(db);
        if !is_open {
            return Ok(Received::Nothing);
        }
        self.settle_calcom(ctx, organization, id, &message).await
    }

    /// Puts a message aside: nothing will be done about it. Admins only.
    pub async fn dismiss_calcom_message(&self, ctx: &Ctx, id: Id<CalcomMessage>) -> Result<()> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        let kept = messages::get(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        if !matches!(kept.state.as_str(), "unmatched" | "conflict") {
            return Ok(());
        }
        let fate = Fate { state: "dismissed", reason: &kept.reason, booking_id: None };
        messages::settle(&mut tx, organization, id, fate, ctx.now).await?;
        audit::entry(ctx, "calcom.dismissed").object(id).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }
}
