//! What became of messages: every attempt with request, answer and timing; sending again; trying an endpoint out. Admins only.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    id::{Id, Webhook, WebhookDelivery},
    refusal::OtherRefusal,
    webhook::{Delivery, State},
};
use store::webhooks;

use super::{AttemptView, DeliveryView, locked};
use crate::{
    Ctx, Error, Result, Services, audit,
    page::{Page, parse_cursor},
};

/// Messages are kept so long.
pub const KEPT: TimeDelta = TimeDelta::days(30);
/// Messages that are replayed at once.
const MOST_REPLAYED: usize = 1000;

/// Which messages.
#[derive(Debug, Clone, Default)]
pub struct DeliveryQuery {
    /// Only those that stand so.
    pub status: Option<Delivery>,
    /// Where the page begins, as the one before said.
    pub cursor: Option<String>,
    /// How many.
    pub limit: usize,
}

/// A message with its attempts, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct DeliveryDetail {
    /// The message, with its body.
    pub delivery: DeliveryView,
    /// Every attempt.
    pub attempts: Vec<AttemptView>,
}

/// What a replay set going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replayed {
    /// How many messages are sent again.
    pub count: usize,
    /// Whether there are more: ask again.
    pub more: bool,
}

impl Services {
    /// A webhook's messages, newest first, without bodies.
    pub async fn list_webhook_deliveries(
        &self,
        ctx: &Ctx,
        webhook: Id<Webhook>,
        query: &DeliveryQuery,
    ) -> Result<Page<DeliveryView>> {
        let organization = ctx.admin()?;
        let after = query.cursor.as_deref().map(parse_cursor).transpose()?;
        let mut db = self.store().connection().await?;
        webhooks::get(&mut db, organization, webhook).await?.ok_or(Error::NotFound)?;
        let limit = i64::try_from(query.limit + 1).unwrap_or(i64::MAX);
        let found = webhooks::deliveries(&mut db, organization, webhook, query.status, after, limit).await?;
        Ok(Page::cut(found, query.limit, |delivery| (delivery.created_at, delivery.id)))
    }

    /// One message with its attempts.
    pub async fn webhook_delivery(&self, ctx: &Ctx, id: Id<WebhookDelivery>) -> Result<DeliveryDetail> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let delivery = webhooks::delivery(&mut db, organization, id).await?.ok_or(Error::NotFound)?;
        Ok(DeliveryDetail { delivery, attempts: webhooks::attempts(&mut db, id).await? })
    }

    /// Sends a test message to an active webhook, whatever its filter says.
    pub async fn test_webhook(&self, ctx: &Ctx, id: Id<Webhook>) -> Result<DeliveryView> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        let webhook = locked(&mut tx, organization, id).await?;
        if webhook.state != State::Active {
            return Err(OtherRefusal::WebhookNotActive.into());
        }
        let new = self.test_delivery(ctx, organization, id, webhook.format)?;
        self.write_deliveries(&mut tx, ctx, std::slice::from_ref(&new)).await?;
        audit::entry(ctx, "webhook.tested").object(id).write(&mut tx, ctx).await?;
        let written = webhooks::delivery(&mut tx, organization, new.id).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(written)
    }

    /// Sends a message again, the same bytes under the same name, from the beginning of the schedule.
    pub async fn replay_webhook_delivery(&self, ctx: &Ctx, id: Id<WebhookDelivery>) -> Result<DeliveryView> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        let delivery = webhooks::delivery(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        let webhook = locked(&mut tx, organization, delivery.webhook_id).await?;
        if webhook.state != State::Active {
            return Err(OtherRefusal::WebhookNotActive.into());
        }
        webhooks::replay(&mut tx, organization, id, ctx.now).await?;
        store::jobs::add(&mut tx, &[self.delivery_job(id, ctx.now)?]).await?;
        audit::entry(ctx, "webhook.replayed").object(id).write(&mut tx, ctx).await?;
        let written = webhooks::delivery(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(written)
    }

    /// Sends again what was written since an instant and not delivered; `delivered_too`: everything. Oldest first, at most a thousand at once.
    pub async fn replay_webhook_since(
        &self,
        ctx: &Ctx,
        id: Id<Webhook>,
        since: DateTime<Utc>,
        delivered_too: bool,
    ) -> Result<Replayed> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        let webhook = locked(&mut tx, organization, id).await?;
        if webhook.state != State::Active {
            return Err(OtherRefusal::WebhookNotActive.into());
        }
        let limit = i64::try_from(MOST_REPLAYED).unwrap_or(i64::MAX);
        let ids = webhooks::replay_since(&mut tx, organization, id, since, delivered_too, ctx.now, limit).await?;
        let jobs = ids.iter().map(|id| self.delivery_job(*id, ctx.now)).collect::<Result<Vec<_>>>()?;
        store::jobs::add(&mut tx, &jobs).await?;
        audit::entry(ctx, "webhook.replayed").object(id).fact("messages", ids.len()).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(Replayed { count: ids.len(), more: ids.len() == MOST_REPLAYED })
    }

    /// Deletes old messages and gives lost jobs back to messages that wait; how many of each. For the sweep.
    pub(crate) async fn sweep_webhooks(&self, ctx: &Ctx, overdue: TimeDelta, limit: i64) -> Result<(u64, usize)> {
        let mut tx = self.store().begin().await?;
        let deleted = webhooks::delete_before(&mut tx, ctx.now - KEPT, limit).await?;
        let late = webhooks::overdue(&mut tx, ctx.now - overdue, limit).await?;
        let names: Vec<String> = late.iter().map(ToString::to_string).collect();
        let held = if late.is_empty() {
            Vec::new()
        } else {
            store::jobs::with_job(&mut tx, "deliver_webhook", &names).await?
        };
        let jobs = late
            .iter()
            .filter(|id| !held.contains(&id.to_string()))
            .map(|id| self.delivery_job(*id, ctx.now))
            .collect::<Result<Vec<_>>>()?;
        store::jobs::add(&mut tx, &jobs).await?;
        tx.commit().await?;
        Ok((deleted, jobs.len()))
    }
}
