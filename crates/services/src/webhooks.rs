//! Webhooks going out, as admins manage them: who is told of what, under which secret. What is sent is written in `announce`, how it goes out
//! in `deliver`, what became of it in `deliveries`. Knows no HTTP.

mod announce;
mod calcom;
mod deliver;
mod deliveries;
mod payload;
mod signature;

pub(crate) use announce::{Different, Fate, OfficeTime, Thing};
pub use deliver::InFlight;
pub use deliveries::{DeliveryDetail, DeliveryQuery, Replayed};
pub use store::webhooks::{AttemptRecord as AttemptView, DeliveryRecord as DeliveryView, WebhookCounts};

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use connectors::hooks::BadAddress;
use domain::{
    field::{Check, FieldCode, FieldError},
    id::{Id, Organization, User, Webhook},
    refusal::OtherRefusal,
    webhook::{Disabled, Format, State, Topic},
};
use store::webhooks::{self, WebhookRecord};

use crate::{
    Ctx, Error, Result, Services, audit,
    idempotency::{Answer, Once},
    seal,
};

/// Most subscriptions of one organisation: every change is written once for each.
pub const MOST: i64 = 20;
/// So long a secret signs beside the one that replaced it.
pub const OVERLAP: TimeDelta = TimeDelta::hours(24);

/// A subscription as its admins see it: all but the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookView {
    /// Which.
    pub id: Id<Webhook>,
    /// Where messages go.
    pub url: String,
    /// What its maker says about it.
    pub description: String,
    /// Names of events; empty: every one.
    pub events: Vec<String>,
    /// In which dress.
    pub format: Format,
    /// How it stands.
    pub state: State,
    /// Why it was given up.
    pub disabled_reason: Option<Disabled>,
    /// Since when it has taken nothing.
    pub failing_since: Option<DateTime<Utc>>,
    /// Until when the secret before the present one signs too.
    pub former_secret_until: Option<DateTime<Utc>>,
    /// Who made it.
    pub created_by: Option<Id<User>>,
    /// Rises with every change.
    pub revision: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A subscription as typed; in a change, `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct WebhookForm {
    /// Where messages go.
    pub url: Option<String>,
    /// At most 200 characters.
    pub description: Option<String>,
    /// Names of events; empty: every one.
    pub events: Option<Vec<String>>,
    /// `standard` or `calcom`; fixed when made, because messages that wait are written in it.
    pub format: Option<String>,
    /// `active` or `paused`.
    pub state: Option<String>,
}

/// Where in the table a secret is sealed; the same for the present and the former one, so that one can become the other.
pub(crate) const fn place(id: Id<Webhook>) -> seal::Place {
    seal::Place { table: "webhooks", row: id.uuid(), column: "secret" }
}

fn view(record: WebhookRecord, now: DateTime<Utc>) -> WebhookView {
    WebhookView {
        id: record.id,
        url: record.url,
        description: record.description,
        events: record.topics,
        format: record.format,
        state: record.state,
        disabled_reason: record.disabled_reason,
        failing_since: record.failing_since,
        former_secret_until: record.former_secret_until.filter(|until| *until > now),
        created_by: record.created_by,
        revision: record.revision,
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}

impl Services {
    /// The organisation's subscriptions, oldest first. Admins only, like everything here.
    pub async fn list_webhooks(&self, ctx: &Ctx) -> Result<Vec<WebhookView>> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let records = webhooks::list(&mut db, organization).await?;
        Ok(records.into_iter().map(|record| view(record, ctx.now)).collect())
    }

    /// One subscription.
    pub async fn webhook(&self, ctx: &Ctx, id: Id<Webhook>) -> Result<WebhookView> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let record = webhooks::get(&mut db, organization, id).await?.ok_or(Error::NotFound)?;
        Ok(view(record, ctx.now))
    }

    /// Subscribes; the secret is shown this once.
    pub async fn create_webhook(&self, ctx: &Ctx, form: WebhookForm) -> Result<(WebhookView, String)> {
        self.create_webhook_once(ctx, form, &Answer::unkept()).await?.done("a new webhook")
    }

    /// The same, once per idempotency key. What is kept is the subscription without the secret.
    pub async fn create_webhook_once(
        &self,
        ctx: &Ctx,
        form: WebhookForm,
        answer: &Answer<'_, WebhookView>,
    ) -> Result<Once<(WebhookView, String)>> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        if webhooks::count(&mut tx, organization).await? >= MOST {
            let too_many = FieldError { field: "url".to_owned(), code: FieldCode::TooLarge, limit: Some(MOST) };
            return Err(Error::Fields(vec![too_many]));
        }
        let id = ctx.new_id()?;
        let (secret, secret_sealed) = self.new_secret(ctx, id)?;
        let empty = WebhookRecord {
            id,
            organization_id: organization,
            url: String::new(),
            description: String::new(),
            topics: Vec::new(),
            format: Format::Standard,
            secret_sealed,
            former_secret_sealed: None,
            former_secret_until: None,
            state: State::Active,
            disabled_reason: None,
            failing_since: None,
            created_by: ctx.actor.user_id,
            revision: 1,
            created_at: ctx.now,
            updated_at: ctx.now,
        };
        let form = WebhookForm { url: Some(form.url.unwrap_or_default()), ..form };
        let record = self.filled(empty, form)?;
        webhooks::insert(&mut tx, &record).await?;
        audit::entry(ctx, "webhook.created").object(id).write(&mut tx, ctx).await?;
        let made = view(record, ctx.now);
        answer.finish(&mut tx, ctx, &made).await?;
        tx.commit().await?;
        Ok(Once::Done((made, secret)))
    }

    /// Changes a subscription. With `revision`, only if nobody changed it since. `state: active` takes a paused or given-up one back in use.
    pub async fn edit_webhook(
        &self,
        ctx: &Ctx,
        id: Id<Webhook>,
        revision: Option<i32>,
        form: WebhookForm,
    ) -> Result<WebhookView> {
        if form.format.is_some() {
            return Err(Error::field("format", FieldCode::Invalid));
        }
        let change = |record| self.filled(record, form);
        let done = self.change_webhook(ctx, id, revision, "webhook.edited", &Answer::unkept(), change).await?;
        done.done("a changed webhook")
    }

    /// Gives it a new secret, shown this once. The one before signs too for [`OVERLAP`]; one before that ends now.
    pub async fn rotate_webhook_secret(
        &self,
        ctx: &Ctx,
        id: Id<Webhook>,
        revision: Option<i32>,
    ) -> Result<(WebhookView, String)> {
        self.rotate_webhook_secret_once(ctx, id, revision, &Answer::unkept()).await?.done("a new secret")
    }

    /// The same, once per idempotency key. What is kept is the subscription without the secret.
    pub async fn rotate_webhook_secret_once(
        &self,
        ctx: &Ctx,
        id: Id<Webhook>,
        revision: Option<i32>,
        answer: &Answer<'_, WebhookView>,
    ) -> Result<Once<(WebhookView, String)>> {
        ctx.admin()?;
        let (secret, sealed) = self.new_secret(ctx, id)?;
        let change = |record: WebhookRecord| {
            Ok(WebhookRecord {
                former_secret_sealed: Some(record.secret_sealed),
                former_secret_until: Some(ctx.now + OVERLAP),
                secret_sealed: sealed,
                ..record
            })
        };
        let done = self.change_webhook(ctx, id, revision, "webhook.secret_rotated", answer, change).await?;
        Ok(done.map(|changed| (changed, secret)))
    }

    /// Ends a subscription; its messages go with it. With `revision`, only if nobody changed it since.
    pub async fn delete_webhook(&self, ctx: &Ctx, id: Id<Webhook>, revision: Option<i32>) -> Result<()> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        let record = locked(&mut tx, organization, id).await?;
        crate::error::meant_for(revision, record.revision)?;
        if !webhooks::delete(&mut tx, organization, id).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "webhook.deleted").object(id).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    async fn change_webhook(
        &self,
        ctx: &Ctx,
        id: Id<Webhook>,
        revision: Option<i32>,
        action: &'static str,
        answer: &Answer<'_, WebhookView>,
        change: impl FnOnce(WebhookRecord) -> Result<WebhookRecord>,
    ) -> Result<Once<WebhookView>> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        let record = locked(&mut tx, organization, id).await?;
        crate::error::meant_for(revision, record.revision)?;
        let mut record = change(record)?;
        record.updated_at = ctx.now;
        if !webhooks::update(&mut tx, &record).await? {
            return Err(OtherRefusal::StaleRevision.into());
        }
        record.revision += 1;
        audit::entry(ctx, action).object(id).fact("revision", record.revision).write(&mut tx, ctx).await?;
        let changed = view(record, ctx.now);
        answer.finish_changed(&mut tx, ctx, &changed).await?;
        tx.commit().await?;
        Ok(Once::Done(changed))
    }

    fn filled(&self, mut record: WebhookRecord, form: WebhookForm) -> Result<WebhookRecord> {
        let mut check = Check::new();
        if let Some(url) = form.url {
            record.url = check.text("url", &url, 2000);
            if !record.url.is_empty()
                && let Err(bad) = self.hooks().check(&record.url)
            {
                check.fail("url", address_fault(bad));
            }
        }
        if let Some(description) = form.description {
            record.description = check.optional_text("description", &description, 200);
        }
        if let Some(mut events) = form.events {
            events.sort_unstable();
            events.dedup();
            if events.iter().any(|name| Topic::parse(name).is_none()) {
                check.fail("events", FieldCode::Unknown);
            }
            record.topics = events;
        }
        if let Some(format) = form.format {
            match Format::parse(&format) {
                Some(format) => record.format = format,
                None => check.fail("format", FieldCode::Unknown),
            }
        }
        match form.state.as_deref().map(State::parse) {
            None => {}
            Some(Some(State::Active)) => {
                record.state = State::Active;
                record.disabled_reason = None;
                record.failing_since = None;
            }
            Some(Some(State::Paused)) => {
                record.state = State::Paused;
                record.disabled_reason = None;
            }
            Some(Some(State::Disabled) | None) => check.fail("state", FieldCode::Unknown),
        }
        check.finish(record).map_err(Error::Fields)
    }

    /// `whsec_` and 32 random bytes, and the same sealed.
    fn new_secret(&self, ctx: &Ctx, id: Id<Webhook>) -> Result<(String, Vec<u8>)> {
        let secret = format!("{}{}", signature::PREFIX, STANDARD.encode(ctx.random::<32>()?));
        let sealed = seal::seal(ctx, &self.settings().keys, place(id), secret.as_bytes())?;
        Ok((secret, sealed))
    }

    /// The secret in the clear, to sign with.
    fn open_secret(&self, id: Id<Webhook>, sealed: &[u8]) -> Result<String> {
        String::from_utf8(seal::open(&self.settings().keys, place(id), sealed)?)
            .map_err(|error| Error::internal("a webhook's secret", error))
    }
}

async fn locked(tx: &mut store::Tx, organization: Id<Organization>, id: Id<Webhook>) -> Result<WebhookRecord> {
    webhooks::lock(tx, organization, id).await?.ok_or(Error::NotFound)
}

const fn address_fault(bad: BadAddress) -> FieldCode {
    match bad {
        BadAddress::NotAnAddress | BadAddress::NotHttps | BadAddress::Credentials => FieldCode::NotAUrl,
        BadAddress::Port | BadAddress::Private => FieldCode::Invalid,
    }
}
