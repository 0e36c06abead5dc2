//! Sends one message, or puts it off. Runs at least once: a crash between the endpoint's answer and our record repeats the message under the
//! same name, by which receivers know it. Each attempt enqueues the next in the transaction that records it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use connectors::hooks::{HookError, Reply};
use domain::{
    actor::{Actor, MemberRole},
    id::{Id, Webhook, WebhookDelivery},
    webhook::{self, Delivery, Disabled, Format, Next, ORDER_WAIT, Outcome, State},
};
use serde_json::{Value, json};
use store::{
    Tx,
    jobs::NewJob,
    webhooks::{self, DueDelivery, NewAttempt},
};

use super::signature;
use crate::{
    Ctx, Result, Services, audit,
    ctx::Request,
    jobs::{DeliverWebhook, Job},
    notifications::{AccountMail, AccountRecipient},
    words::Lang,
};

/// Attempts at one endpoint that run at once in one process; of one that fails, only one.
const AT_ONCE: u32 = 4;
/// A message that finds its endpoint busy comes back after so long.
const BUSY: TimeDelta = TimeDelta::seconds(2);

/// How many attempts at each endpoint this process makes at present: so that a slow one cannot use up the workers.
#[derive(Clone, Default)]
pub struct InFlight(Arc<Mutex<HashMap<Id<Webhook>, u32>>>);

/// One attempt's place among those at its endpoint; given back when dropped.
struct Place {
    all: InFlight,
    webhook: Id<Webhook>,
}

impl InFlight {
    fn enter(&self, webhook: Id<Webhook>, most: u32) -> Option<Place> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(webhook).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Place { all: self.clone(), webhook })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.webhook) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(&self.webhook);
            }
        }
    }
}

/// What was sent and what came of it.
struct Attempt {
    at: DateTime<Utc>,
    headers: Vec<(String, String)>,
    took: Duration,
    result: std::result::Result<Reply, HookError>,
}

impl Services {
    /// Tries to deliver message `id`, if it still waits and its time has come.
    pub(crate) async fn deliver_webhook(&self, id: Id<WebhookDelivery>) -> Result<()> {
        let ctx = self.ctx(Actor::system(), Request::default());
        let mut db = self.store().connection().await?;
        let Some(due) = webhooks::due(&mut db, id).await? else { return Ok(()) };
        if due.status != Delivery::Waiting {
            return Ok(());
        }
        // A second of grace: run_at went through the real clock and back. The queue's clock may be further ahead of ours than that.
        if let Some(at) = due.next_attempt_at.filter(|at| *at > ctx.now + TimeDelta::seconds(1)) {
            drop(db);
            return self.put_off(id, at).await;
        }
        if due.state != State::Active {
            return Ok(webhooks::skip(&mut db, id, ctx.now).await?);
        }
        let held = if due.tries == 0 && ctx.now < due.since + ORDER_WAIT {
            webhooks::earlier_waiting(&mut db, &due).await?
        } else {
            None
        };
        // No connection is held while an endpoint thinks.
        drop(db);
        if let Some(earlier) = held {
            let to = (earlier + TimeDelta::seconds(1)).max(ctx.now + BUSY).min(due.since + ORDER_WAIT);
            return self.put_off(id, to).await;
        }
        let most = if due.failing_since.is_some() { 1 } else { AT_ONCE };
        let Some(_place) = self.webhooks_in_flight.enter(due.webhook_id, most) else {
            return self.put_off(id, ctx.now + BUSY).await;
        };
        let attempt = self.send(&ctx, &due).await?;
        self.settle_attempt(&due, attempt).await
    }

    async fn put_off(&self, id: Id<WebhookDelivery>, to: DateTime<Utc>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        webhooks::put_off(&mut tx, id, to).await?;
        store::jobs::add(&mut tx, &[self.delivery_job(id, to)?]).await?;
        Ok(tx.commit().await?)
    }

    /// The one job that delivers message `id`: a new one takes the place of the one that waits.
    pub(super) fn delivery_job(&self, id: Id<WebhookDelivery>, at: DateTime<Utc>) -> Result<NewJob> {
        Job::DeliverWebhook(DeliverWebhook { id }).row(self.clock(), at, Some(id.to_string()))
    }

    async fn send(&self, ctx: &Ctx, due: &DueDelivery) -> Result<Attempt> {
        let secret = self.open_secret(due.webhook_id, &due.secret_sealed)?;
        let id = due.id.to_string();
        let mut headers =
            vec![("content-type".to_owned(), "application/json".to_owned()), ("webhook-id".to_owned(), id.clone())];
        match due.format {
            Format::Standard => {
                let mut secrets = vec![secret];
                if let Some(former) = &due.former_secret_sealed
                    && due.former_secret_until.is_some_and(|until| ctx.now < until)
                {
                    secrets.push(self.open_secret(due.webhook_id, former)?);
                }
                let timestamp = ctx.now.timestamp();
                let signature = signature::standard(&secrets, &id, timestamp, &due.body)?;
                headers.push(("webhook-timestamp".to_owned(), timestamp.to_string()));
                headers.push(("webhook-signature".to_owned(), signature));
            }
            Format::Calcom => {
                headers.push(("x-cal-signature-256".to_owned(), signature::calcom(&secret, &due.body)?));
                headers.push(("x-cal-webhook-version".to_owned(), "2021-10-20".to_owned()));
            }
        }
        let start = Instant::now();
        let result = self.hooks().post(&due.url, &headers, due.body.clone()).await;
        Ok(Attempt { at: ctx.now, headers, took: start.elapsed(), result })
    }

    /// Records the attempt with what follows from it.
    async fn settle_attempt(&self, due: &DueDelivery, attempt: Attempt) -> Result<()> {
        let ctx = self.ctx(Actor::system(), Request::default());
        let retry_after = match &attempt.result {
            Ok(reply) => reply.retry_after.as_deref().and_then(|text| webhook::parse_retry_after(text, ctx.now)),
            Err(_) => None,
        };
        let outcome = match &attempt.result {
            Ok(reply) => webhook::outcome(reply.status, retry_after),
            Err(HookError::Timeout) => Outcome::Overloaded { retry_after: None },
            Err(_) => Outcome::Failed { retry_after: None },
        };
        let mut tx = self.store().begin().await?;
        let failing_since = match outcome {
            Outcome::Delivered => {
                webhooks::mark_well(&mut tx, due.webhook_id).await?;
                None
            }
            _ => Some(webhooks::mark_failing(&mut tx, due.webhook_id, ctx.now).await?),
        };
        let tries = due.tries + 1;
        let chance = u16::from_be_bytes(ctx.random::<2>()?);
        let next = webhook::after(u32::try_from(tries).unwrap_or(u32::MAX), outcome, failing_since, ctx.now, chance);
        let again = match next {
            Next::Again(at) => Some(at),
            Next::Done | Next::GiveUp | Next::Disable(_) => None,
        };
        let new = record(&ctx, due, attempt, tries, next, again)?;
        let (status, error) = (new.status, new.error.clone());
        if !webhooks::record_attempt(&mut tx, &new).await? {
            // Another worker was faster, or somebody replayed it: theirs counts.
            return Ok(tx.rollback().await?);
        }
        if let Some(at) = again {
            store::jobs::add(&mut tx, &[self.delivery_job(due.id, at)?]).await?;
        }
        if let Next::Disable(reason) = next {
            self.disable_webhook(&mut tx, &ctx, due, reason).await?;
        }
        tx.commit().await?;
        match outcome {
            Outcome::Delivered => tracing::info!(delivery = %due.id, status, "a webhook was delivered"),
            _ => tracing::warn!(delivery = %due.id, status, error, retry_at = ?again, "a webhook was not taken"),
        }
        Ok(())
    }

    /// Gives the endpoint up and tells the organisation's admins.
    async fn disable_webhook(&self, tx: &mut Tx, ctx: &Ctx, due: &DueDelivery, reason: Disabled) -> Result<()> {
        if !webhooks::disable(tx, due.webhook_id, reason, ctx.now).await? {
            return Ok(());
        }
        audit::entry(ctx, "webhook.disabled")
            .organization(due.organization_id)
            .object(due.webhook_id)
            .fact("reason", reason.as_str())
            .write(tx, ctx)
            .await?;
        // The host tells which one it is; path and query may hold a secret.
        let host = url::Url::parse(&due.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        for member in store::memberships::list(tx, due.organization_id).await? {
            if member.role != MemberRole::Admin || member.deactivated_at.is_some() {
                continue;
            }
            let Some(address) = member.email else { continue };
            let user = store::users::find(tx, member.user_id).await?;
            let language = user.and_then(|user| user.language).as_deref().and_then(Lang::from_code);
            let name = if language == Some(Lang::En) || member.name_arabic.is_empty() {
                member.name_latin
            } else {
                member.name_arabic
            };
            let to = AccountRecipient {
                organization_id: Some(due.organization_id),
                user_id: Some(member.user_id),
                address,
                name,
                language,
            };
            let mail = AccountMail::WebhookDisabled { host: host.clone(), gone: reason == Disabled::Gone };
            self.tell_account(tx, ctx, to, mail).await?;
        }
        Ok(())
    }
}

fn record(
    ctx: &Ctx,
    due: &DueDelivery,
    attempt: Attempt,
    tries: i32,
    next: Next,
    again: Option<DateTime<Utc>>,
) -> Result<NewAttempt> {
    let (status, error, response, response_cut) = match attempt.result {
        Ok(reply) => (Some(i32::from(reply.status)), None, readable(&reply.body), reply.cut),
        Err(error) => (None, Some(error.code().to_owned()), error.to_string(), false),
    };
    Ok(NewAttempt {
        id: ctx.new_id()?,
        delivery_id: due.id,
        after: due.attempts,
        tries,
        at: attempt.at,
        duration_ms: i32::try_from(attempt.took.as_millis()).unwrap_or(i32::MAX),
        url: due.url.clone(),
        request_headers: attempt.headers.iter().map(|(name, value)| json!([name, value])).collect::<Value>(),
        status,
        error,
        response,
        response_cut,
        outcome: match next {
            Next::Again(_) => Delivery::Waiting,
            Next::Done => Delivery::Delivered,
            Next::GiveUp | Next::Disable(_) => Delivery::Failed,
        },
        next_attempt_at: again,
        ended_at: ctx.now,
    })
}

/// Bytes as text that the database takes: what is no UTF-8, and zero bytes, become replacement characters.
fn readable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn an_endpoint_has_so_many_places() {
        let all = InFlight::default();
        let (one, other) = (Id::from_uuid(uuid::Uuid::from_u128(1)), Id::from_uuid(uuid::Uuid::from_u128(2)));
        let first = all.enter(one, 2).unwrap();
        let second = all.enter(one, 2).unwrap();
        assert!(all.enter(one, 2).is_none());
        assert!(all.enter(other, 2).is_some(), "another endpoint is not in its way");
        drop(first);
        assert!(all.enter(one, 1).is_none());
        drop(second);
        assert!(all.enter(one, 1).is_some());
        assert!(all.0.lock().unwrap().is_empty(), "nothing is remembered of what is over");
    }

    #[test]
    fn any_answer_can_be_kept() {
        assert_eq!(readable(b"a\0b\xffc"), "a\u{fffd}b\u{fffd}c");
    }
}
