//! Writes the messages that a change causes, in the transaction of the change, with the jobs that send them. There is one way for all that can
//! happen: ask who listens, make news of it for them, tell it. Here is that way and what bookings do; the rest is in the files below.

mod applications;
mod people;
mod things;

pub(crate) use people::Different;
pub(crate) use things::{Fate, OfficeTime, Thing};

use domain::{
    booking_event::BookingEvent,
    id::{Id, Organization, Webhook},
    webhook::{Delivery, Format, Topic, wants},
};
use serde_json::Value;
use store::{
    Tx,
    bookings::BookingRecord,
    webhooks::{self, Listener, NewDelivery, Subject},
};

use super::{calcom, payload};
use crate::{Ctx, Result, Services};

/// What happened, as messages tell it.
struct News {
    topic: Topic,
    /// To what: messages about the same thing keep their order.
    subject: Subject,
    /// Its revision after the event, where it has any.
    revision: Option<i32>,
    /// In our own dress.
    standard: Value,
    /// In Cal.com's, where it knows such a thing.
    calcom: Option<Value>,
}

/// Those of an organisation who want to hear of a topic.
struct Listeners {
    organization: Id<Organization>,
    all: Vec<Listener>,
}

impl Services {
    /// Who wants to hear of `topic`; `None`: nobody, and nothing needs to be loaded.
    async fn listeners(&self, tx: &mut Tx, organization: Id<Organization>, topic: Topic) -> Result<Option<Listeners>> {
        let mut all = webhooks::listeners(tx, organization).await?;
        all.retain(|listener| wants(&listener.topics, topic) && listener.format.carries(topic));
        Ok((!all.is_empty()).then_some(Listeners { organization, all }))
    }

    /// Tells them.
    async fn tell(&self, tx: &mut Tx, ctx: &Ctx, listeners: &Listeners, news: &[News]) -> Result<()> {
        let mut new = Vec::new();
        for listener in &listeners.all {
            for news in news {
                let body = match listener.format {
                    Format::Standard => Some(&news.standard),
                    Format::Calcom => news.calcom.as_ref(),
                };
                let Some(body) = body else { continue };
                new.push(NewDelivery {
                    id: ctx.new_id()?,
                    organization_id: listeners.organization,
                    webhook_id: listener.id,
                    subject: Some(news.subject),
                    revision: news.revision,
                    topic: news.topic.as_str(),
                    body: body.to_string(),
                    status: if listener.is_active { Delivery::Waiting } else { Delivery::Skipped },
                    created_at: ctx.now,
                });
            }
        }
        self.write_deliveries(tx, ctx, &new).await
    }

    /// Tells webhooks of a booking's event. `booking` is the record after it. One short query where nobody listens.
    pub(crate) async fn announce(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        event: &BookingEvent,
        booking: &BookingRecord,
    ) -> Result<()> {
        let Some(topic) = Topic::of(event.kind, booking.status) else { return Ok(()) };
        let Some(listeners) = self.listeners(tx, booking.organization.id, topic).await? else { return Ok(()) };
        let news = News {
            topic,
            subject: Subject::of(booking.id),
            revision: Some(event.revision),
            standard: payload::about(topic, event, booking),
            calcom: calcom::about(topic, event, booking, &self.calendar_uid(booking.id)),
        };
        self.tell(tx, ctx, &listeners, &[news]).await
    }

    /// The message of a test.
    pub(super) fn test_delivery(
        &self,
        ctx: &Ctx,
        organization: Id<Organization>,
        webhook: Id<Webhook>,
        format: Format,
    ) -> Result<NewDelivery> {
        let body = match format {
            Format::Standard => payload::test(ctx.now, &webhook.to_string()),
            Format::Calcom => calcom::test(ctx.now),
        };
        Ok(NewDelivery {
            id: ctx.new_id()?,
            organization_id: organization,
            webhook_id: webhook,
            subject: None,
            revision: None,
            topic: Topic::Test.as_str(),
            body: body.to_string(),
            status: Delivery::Waiting,
            created_at: ctx.now,
        })
    }

    /// Writes messages and the jobs of those that wait.
    pub(super) async fn write_deliveries(&self, tx: &mut Tx, ctx: &Ctx, new: &[NewDelivery]) -> Result<()> {
        if new.is_empty() {
            return Ok(());
        }
        webhooks::insert_deliveries(tx, new).await?;
        let jobs = new
            .iter()
            .filter(|new| new.status == Delivery::Waiting)
            .map(|new| self.delivery_job(new.id, ctx.now))
            .collect::<Result<Vec<_>>>()?;
        Ok(store::jobs::add(tx, &jobs).await?)
    }
}
