//! Writes the messages that a change of a booking causes, in the transaction of the change, with the jobs that send them.

use domain::{
    booking_event::BookingEvent,
    id::{Id, Organization, Webhook},
    webhook::{Delivery, Format, Topic, wants},
};
use store::{
    Tx,
    bookings::BookingRecord,
    webhooks::{self, NewDelivery},
};

use super::{calcom, payload};
use crate::{Ctx, Result, Services};

impl Services {
    /// Tells webhooks of a booking's event. `booking` is the record after it. One short query where nobody listens.
    pub(crate) async fn announce(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        event: &BookingEvent,
        booking: &BookingRecord,
    ) -> Result<()> {
        let Some(topic) = Topic::of(event.kind, booking.status) else { return Ok(()) };
        let listeners = webhooks::listeners(tx, booking.organization.id).await?;
        let mut new = Vec::new();
        let uid = self.calendar_uid(booking.id);
        for listener in listeners.iter().filter(|listener| wants(&listener.topics, topic)) {
            let body = match listener.format {
                Format::Standard => Some(payload::about(topic, event, booking)),
                Format::Calcom => calcom::about(topic, event, booking, &uid),
            };
            let Some(body) = body else { continue };
            new.push(NewDelivery {
                id: ctx.new_id()?,
                organization_id: booking.organization.id,
                webhook_id: listener.id,
                booking_id: Some(booking.id),
                revision: Some(event.revision),
                topic: topic.as_str(),
                body: body.to_string(),
                status: if listener.is_active { Delivery::Waiting } else { Delivery::Skipped },
                created_at: ctx.now,
            });
        }
        self.write_deliveries(tx, ctx, &new).await
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
            booking_id: None,
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
