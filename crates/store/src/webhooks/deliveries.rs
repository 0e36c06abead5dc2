//! Messages to webhooks: written in the transaction of the change they tell of, listed, replayed, thrown away when old.

use chrono::{DateTime, Utc};
use domain::{
    id::{self, Id, Noun, Organization, Webhook, WebhookDelivery},
    webhook::Delivery,
};
use uuid::Uuid;

use crate::{Access, Error, Result};

/// What a message is about: an id, its noun known by its prefix. Messages about the same thing keep their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    kind: &'static str,
    id: Uuid,
}

impl Subject {
    /// The thing of that id.
    pub const fn of<N: Noun>(id: Id<N>) -> Self {
        Self { kind: N::PREFIX, id: id.uuid() }
    }
}

/// A message to be written.
#[derive(Debug, Clone)]
pub struct NewDelivery {
    /// Its name over all attempts.
    pub id: Id<WebhookDelivery>,
    /// Whose.
    pub organization_id: Id<Organization>,
    /// To whom.
    pub webhook_id: Id<Webhook>,
    /// About what; `None` for a test.
    pub subject: Option<Subject>,
    /// Its revision after the event, where it has any.
    pub revision: Option<i32>,
    /// What happened.
    pub topic: &'static str,
    /// The bytes every attempt sends.
    pub body: String,
    /// Waiting, or skipped when the endpoint was given up.
    pub status: Delivery,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// A message as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRecord {
    /// Its name over all attempts.
    pub id: Id<WebhookDelivery>,
    /// To whom.
    pub webhook_id: Id<Webhook>,
    /// About what, as an id of the outside (`bkg_…`); `None` for a test.
    pub subject: Option<String>,
    /// Its revision after the event, where it has any.
    pub revision: Option<i32>,
    /// What happened.
    pub topic: String,
    /// The bytes every attempt sends; `None` in lists.
    pub body: Option<String>,
    /// How it stands.
    pub status: Delivery,
    /// Attempts so far.
    pub attempts: i32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was last replayed.
    pub replayed_at: Option<DateTime<Utc>>,
    /// When it is tried next.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it was delivered or given up.
    pub finished_at: Option<DateTime<Utc>>,
}

struct Row {
    id: Uuid,
    webhook_id: Uuid,
    subject_kind: Option<String>,
    subject_id: Option<Uuid>,
    revision: Option<i32>,
    topic: String,
    body: Option<String>,
    status: String,
    attempts: i32,
    created_at: DateTime<Utc>,
    replayed_at: Option<DateTime<Utc>>,
    next_attempt_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
}

impl Row {
    fn record(self) -> Result<DeliveryRecord> {
        Ok(DeliveryRecord {
            id: Id::from_uuid(self.id),
            webhook_id: Id::from_uuid(self.webhook_id),
            subject: self
                .subject_kind
                .zip(self.subject_id)
                .map(|(kind, subject)| format!("{kind}_{}", id::outside(subject))),
            revision: self.revision,
            topic: self.topic,
            body: self.body,
            status: Delivery::parse(&self.status)
                .ok_or(Error::BrokenRow { table: "webhook_deliveries", column: "status" })?,
            attempts: self.attempts,
            created_at: self.created_at,
            replayed_at: self.replayed_at,
            next_attempt_at: self.next_attempt_at,
            finished_at: self.finished_at,
        })
    }
}

/// Writes messages; those that wait are due at once.
pub async fn insert_deliveries(db: &mut impl Access, new: &[NewDelivery]) -> Result<()> {
    let ids: Vec<Uuid> = new.iter().map(|new| new.id.uuid()).collect();
    let organizations: Vec<Uuid> = new.iter().map(|new| new.organization_id.uuid()).collect();
    let webhooks: Vec<Uuid> = new.iter().map(|new| new.webhook_id.uuid()).collect();
    let kinds: Vec<Option<String>> = new.iter().map(|new| new.subject.map(|subject| subject.kind.to_owned())).collect();
    let subjects: Vec<Option<Uuid>> = new.iter().map(|new| new.subject.map(|subject| subject.id)).collect();
    let revisions: Vec<Option<i32>> = new.iter().map(|new| new.revision).collect();
    let topics: Vec<String> = new.iter().map(|new| new.topic.to_owned()).collect();
    let bodies: Vec<String> = new.iter().map(|new| new.body.clone()).collect();
    let statuses: Vec<String> = new.iter().map(|new| new.status.as_str().to_owned()).collect();
    let times: Vec<DateTime<Utc>> = new.iter().map(|new| new.created_at).collect();
    sqlx::query!(
        "insert into webhook_deliveries (id, organization_id, webhook_id, subject_kind, subject_id, revision, topic, body, status,
            created_at, next_attempt_at)
         select id, organization_id, webhook_id, subject_kind, subject_id, revision, topic, body, status, created_at,
            case when status = 'waiting' then created_at end
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::int[], $7::text[], $8::text[], $9::text[],
            $10::timestamptz[])
            as new (id, organization_id, webhook_id, subject_kind, subject_id, revision, topic, body, status, created_at)",
        &ids,
        &organizations,
        &webhooks,
        &kinds as &[Option<String>],
        &subjects as &[Option<Uuid>],
        &revisions as &[Option<i32>],
        &topics,
        &bodies,
        &statuses,
        &times
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// A page of a webhook's messages without their bodies, newest first, after the place `after`.
pub async fn deliveries(
    db: &mut impl Access,
    organization: Id<Organization>,
    webhook: Id<Webhook>,
    status: Option<Delivery>,
    after: Option<(DateTime<Utc>, Id<WebhookDelivery>)>,
    limit: i64,
) -> Result<Vec<DeliveryRecord>> {
    let (at, id) = after.map_or((None, None), |(at, id)| (Some(at), Some(id.uuid())));
    sqlx::query_as!(
        Row,
        r#"select id, webhook_id, subject_kind, subject_id, revision, topic, null::text as "body?", status, attempts, created_at,
            replayed_at, next_attempt_at, finished_at
         from webhook_deliveries
         where organization_id = $1 and webhook_id = $2 and ($3::text is null or status = $3)
            and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid))
         order by created_at desc, id desc limit $6"#,
        organization.uuid(),
        webhook.uuid(),
        status.map(Delivery::as_str),
        at,
        id,
        limit
    )
    .fetch_all(db.raw())
    .await?
    .into_iter()
    .map(Row::record)
    .collect()
}

/// One message.
pub async fn delivery(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<WebhookDelivery>,
) -> Result<Option<DeliveryRecord>> {
    sqlx::query_as!(
        Row,
        r#"select id, webhook_id, subject_kind, subject_id, revision, topic, body as "body?", status, attempts, created_at,
            replayed_at, next_attempt_at, finished_at
         from webhook_deliveries where organization_id = $1 and id = $2"#,
        organization.uuid(),
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?
    .map(Row::record)
    .transpose()
}

/// Has the message sent again from the beginning of its schedule, under its own name.
pub async fn replay(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<WebhookDelivery>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update webhook_deliveries set status = 'waiting', tries = 0, replayed_at = $3, next_attempt_at = $3,
            finished_at = null
         where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid(),
        at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The same for messages written from `since` on that were not delivered (or, if asked, were), oldest first, at most `limit`; answers which.
pub async fn replay_since(
    db: &mut impl Access,
    organization: Id<Organization>,
    webhook: Id<Webhook>,
    since: DateTime<Utc>,
    delivered_too: bool,
    at: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Id<WebhookDelivery>>> {
    let rows = sqlx::query_scalar!(
        "update webhook_deliveries set status = 'waiting', tries = 0, replayed_at = $5, next_attempt_at = $5,
            finished_at = null
         where id in (
             select id from webhook_deliveries
             where organization_id = $1 and webhook_id = $2 and created_at >= $3
                and (status in ('failed', 'skipped') or ($4 and status = 'delivered' and coalesce(replayed_at, created_at) < $5))
             order by created_at, id limit $6)
         returning id",
        organization.uuid(),
        webhook.uuid(),
        since,
        delivered_too,
        at,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    let mut ids: Vec<Id<WebhookDelivery>> = rows.into_iter().map(Id::from_uuid).collect();
    // Ids are sorted by time.
    ids.sort_unstable();
    Ok(ids)
}

/// Deletes messages written before `before` that wait for nothing, at most `limit`; how many.
pub async fn delete_before(db: &mut impl Access, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let done = sqlx::query!(
        "delete from webhook_deliveries where id in (
             select id from webhook_deliveries where created_at < $1 and status <> 'waiting' order by created_at limit $2)",
        before,
        limit
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected())
}
