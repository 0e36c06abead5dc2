//! Webhooks: subscriptions to events. Their messages and attempts are in the files below. Knows no retries and opens no seal.

mod attempts;
mod deliveries;
mod due;

pub use attempts::{AttemptRecord, NewAttempt, attempts, record_attempt};
pub use deliveries::{
    DeliveryRecord, NewDelivery, Subject, delete_before, deliveries, delivery, insert_deliveries, replay, replay_since,
};
pub use due::{DueDelivery, due, earlier_waiting, overdue, put_off, skip};

use chrono::{DateTime, Utc};
use domain::{
    id::{Id, Organization, TalentProfile, User, Webhook},
    webhook::{Disabled, Format, State},
};
use uuid::Uuid;

use crate::{Access, Error, Result};

/// A subscription as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookRecord {
    /// Which.
    pub id: Id<Webhook>,
    /// Whose.
    pub organization_id: Id<Organization>,
    /// Where messages go.
    pub url: String,
    /// What its maker says about it.
    pub description: String,
    /// Names of events; empty: every one.
    pub topics: Vec<String>,
    /// In which dress.
    pub format: Format,
    /// The secret, sealed.
    pub secret_sealed: Vec<u8>,
    /// The one before, sealed, while it still signs.
    pub former_secret_sealed: Option<Vec<u8>>,
    /// Until when it does.
    pub former_secret_until: Option<DateTime<Utc>>,
    /// How it stands.
    pub state: State,
    /// Why it was given up.
    pub disabled_reason: Option<Disabled>,
    /// Since when it has taken nothing.
    pub failing_since: Option<DateTime<Utc>>,
    /// Who made it.
    pub created_by: Option<Id<User>>,
    /// Rises with every change.
    pub revision: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    organization_id: Uuid,
    url: String,
    description: String,
    topics: Vec<String>,
    format: String,
    secret_sealed: Vec<u8>,
    former_secret_sealed: Option<Vec<u8>>,
    former_secret_until: Option<DateTime<Utc>>,
    state: String,
    disabled_reason: Option<String>,
    failing_since: Option<DateTime<Utc>>,
    created_by: Option<Uuid>,
    revision: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const fn broken(column: &'static str) -> Error {
    Error::BrokenRow { table: "webhooks", column }
}

impl Row {
    fn record(self) -> Result<WebhookRecord> {
        Ok(WebhookRecord {
            id: Id::from_uuid(self.id),
            organization_id: Id::from_uuid(self.organization_id),
            url: self.url,
            description: self.description,
            topics: self.topics,
            format: Format::parse(&self.format).ok_or(broken("format"))?,
            secret_sealed: self.secret_sealed,
            former_secret_sealed: self.former_secret_sealed,
            former_secret_until: self.former_secret_until,
            state: State::parse(&self.state).ok_or(broken("state"))?,
            disabled_reason: self
                .disabled_reason
                .map(|word| Disabled::parse(&word).ok_or(broken("disabled_reason")))
                .transpose()?,
            failing_since: self.failing_since,
            created_by: self.created_by.map(Id::from_uuid),
            revision: self.revision,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

/// Writes a new subscription.
pub async fn insert(db: &mut impl Access, webhook: &WebhookRecord) -> Result<()> {
    sqlx::query!(
        "insert into webhooks (id, organization_id, url, description, topics, format, secret_sealed, state, created_by,
            revision, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        webhook.id.uuid(),
        webhook.organization_id.uuid(),
        webhook.url,
        webhook.description,
        &webhook.topics,
        webhook.format.as_str(),
        webhook.secret_sealed,
        webhook.state.as_str(),
        webhook.created_by.map(Id::uuid),
        webhook.revision,
        webhook.created_at,
        webhook.updated_at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Writes the subscription if it still has `webhook.revision`, and raises the revision; whether it did.
pub async fn update(db: &mut impl Access, webhook: &WebhookRecord) -> Result<bool> {
    let done = sqlx::query!(
        "update webhooks set url = $4, description = $5, topics = $6, format = $7, secret_sealed = $8,
            former_secret_sealed = $9, former_secret_until = $10, state = $11, disabled_reason = $12,
            failing_since = $13, updated_at = $14, revision = revision + 1
         where organization_id = $1 and id = $2 and revision = $3",
        webhook.organization_id.uuid(),
        webhook.id.uuid(),
        webhook.revision,
        webhook.url,
        webhook.description,
        &webhook.topics,
        webhook.format.as_str(),
        webhook.secret_sealed,
        webhook.former_secret_sealed,
        webhook.former_secret_until,
        webhook.state.as_str(),
        webhook.disabled_reason.map(Disabled::as_str),
        webhook.failing_since,
        webhook.updated_at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The subscription; locked until the transaction ends, so that whoever changes it sees what the last one did.
pub async fn lock(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<Webhook>,
) -> Result<Option<WebhookRecord>> {
    sqlx::query_as!(
        Row,
        "select id, organization_id, url, description, topics, format, secret_sealed, former_secret_sealed,
            former_secret_until, state, disabled_reason, failing_since, created_by, revision, created_at, updated_at
         from webhooks where organization_id = $1 and id = $2 for update",
        organization.uuid(),
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?
    .map(Row::record)
    .transpose()
}

/// The subscription.
pub async fn get(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<Webhook>,
) -> Result<Option<WebhookRecord>> {
    sqlx::query_as!(
        Row,
        "select id, organization_id, url, description, topics, format, secret_sealed, former_secret_sealed,
            former_secret_until, state, disabled_reason, failing_since, created_by, revision, created_at, updated_at
         from webhooks where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?
    .map(Row::record)
    .transpose()
}

/// The organisation's subscriptions, oldest first.
pub async fn list(db: &mut impl Access, organization: Id<Organization>) -> Result<Vec<WebhookRecord>> {
    sqlx::query_as!(
        Row,
        "select id, organization_id, url, description, topics, format, secret_sealed, former_secret_sealed,
            former_secret_until, state, disabled_reason, failing_since, created_by, revision, created_at, updated_at
         from webhooks where organization_id = $1 order by created_at, id",
        organization.uuid()
    )
    .fetch_all(db.raw())
    .await?
    .into_iter()
    .map(Row::record)
    .collect()
}

/// Deletes the subscription with its messages; whether there was one.
pub async fn delete(db: &mut impl Access, organization: Id<Organization>, id: Id<Webhook>) -> Result<bool> {
    let done =
        sqlx::query!("delete from webhooks where organization_id = $1 and id = $2", organization.uuid(), id.uuid())
            .execute(db.raw())
            .await?;
    Ok(done.rows_affected() == 1)
}

/// A subscription, as much of it as decides whether it gets a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listener {
    /// Which.
    pub id: Id<Webhook>,
    /// Its filter.
    pub topics: Vec<String>,
    /// Its dress.
    pub format: Format,
    /// Whether messages go out or, the endpoint being given up, are only kept.
    pub is_active: bool,
}

/// Who may want to hear of an event in the organisation: not those that somebody paused.
pub async fn listeners(db: &mut impl Access, organization: Id<Organization>) -> Result<Vec<Listener>> {
    sqlx::query!(
        // Kept until this transaction ends: one taken away meanwhile would refuse its deliveries, and with them the change.
        "select id, topics, format, state from webhooks where organization_id = $1 and state <> 'paused' order by id for key share",
        organization.uuid()
    )
    .fetch_all(db.raw())
    .await?
    .into_iter()
    .map(|row| {
        Ok(Listener {
            id: Id::from_uuid(row.id),
            topics: row.topics,
            format: Format::parse(&row.format).ok_or(broken("format"))?,
            is_active: row.state == State::Active.as_str(),
        })
    })
    .collect()
}

/// An organisation that a person belongs to and that has webhooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Office {
    /// Which.
    pub organization_id: Id<Organization>,
    /// Whether the person is an active member.
    pub is_member: bool,
    /// Who they are there as talent.
    pub talent_profile_id: Option<Id<TalentProfile>>,
}

/// The organisations with webhooks that know the person, as a member or as talent.
pub async fn offices_of(db: &mut impl Access, user: Id<User>) -> Result<Vec<Office>> {
    let rows = sqlx::query!(
        r#"select o.id as "organization_id!", m.user_id is not null as "is_member!", p.id as "talent_profile_id?"
         from (select organization_id as id from memberships where user_id = $1 and deactivated_at is null
            union select organization_id from talent_profiles where user_id = $1) o
         left join memberships m on m.organization_id = o.id and m.user_id = $1 and m.deactivated_at is null
         left join talent_profiles p on p.organization_id = o.id and p.user_id = $1
         where exists(select 1 from webhooks w where w.organization_id = o.id and w.state <> 'paused')
         order by o.id"#,
        user.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Office {
            organization_id: Id::from_uuid(row.organization_id),
            is_member: row.is_member,
            talent_profile_id: row.talent_profile_id.map(Id::from_uuid),
        })
        .collect())
}

/// How many subscriptions the organisation has.
pub async fn count(db: &mut impl Access, organization: Id<Organization>) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select count(*) as "n!" from webhooks where organization_id = $1"#, organization.uuid())
        .fetch_one(db.raw())
        .await?)
}

/// Notes that the endpoint took nothing at `at`; answers since when.
pub async fn mark_failing(db: &mut impl Access, id: Id<Webhook>, at: DateTime<Utc>) -> Result<DateTime<Utc>> {
    Ok(sqlx::query_scalar!(
        r#"update webhooks set failing_since = coalesce(failing_since, $2) where id = $1 returning failing_since as "since!""#,
        id.uuid(),
        at
    )
    .fetch_optional(db.raw())
    .await?
    .unwrap_or(at))
}

/// Notes that the endpoint took something.
pub async fn mark_well(db: &mut impl Access, id: Id<Webhook>) -> Result<()> {
    sqlx::query!("update webhooks set failing_since = null where id = $1 and failing_since is not null", id.uuid())
        .execute(db.raw())
        .await?;
    Ok(())
}

/// Gives an active endpoint up; whether it was active.
pub async fn disable(db: &mut impl Access, id: Id<Webhook>, reason: Disabled, at: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "update webhooks set state = 'disabled', disabled_reason = $2, updated_at = $3, revision = revision + 1
         where id = $1 and state = 'active'",
        id.uuid(),
        reason.as_str(),
        at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How the organisation's webhooks do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WebhookCounts {
    /// Subscriptions that are active.
    pub active: i64,
    /// Active ones that take nothing at present.
    pub failing: i64,
    /// Subscriptions that were given up.
    pub disabled: i64,
    /// Messages whose next attempt is to come.
    pub waiting: i64,
}

/// How the organisation's webhooks do.
pub async fn counts(db: &mut impl Access, organization: Id<Organization>) -> Result<WebhookCounts> {
    let row = sqlx::query!(
        r#"select count(*) filter (where state = 'active') as "active!",
            count(*) filter (where state = 'active' and failing_since is not null) as "failing!",
            count(*) filter (where state = 'disabled') as "disabled!",
            (select count(*) from webhook_deliveries d join webhooks w on w.id = d.webhook_id
             where w.organization_id = $1 and d.status = 'waiting') as "waiting!"
         from webhooks where organization_id = $1"#,
        organization.uuid()
    )
    .fetch_one(db.raw())
    .await?;
    Ok(WebhookCounts { active: row.active, failing: row.failing, disabled: row.disabled, waiting: row.waiting })
}
