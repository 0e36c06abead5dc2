//! What follows from an audition that was agreed elsewhere: webhooks hear of it and reminders are set, but nobody is mailed what they know.

use domain::booking_event::BookingEvent;
use store::{Tx, bookings::BookingRecord};

use crate::{Ctx, Result, Services, jobs::Job, reminders};

impl Services {
    /// Tells webhooks of an imported booking and sets its timed messages, in the transaction that writes it.
    pub(crate) async fn booking_imported(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        event: &BookingEvent,
        booking: &BookingRecord,
    ) -> Result<()> {
        self.announce(tx, ctx, event, booking).await?;
        let (rules, quiet) =
            store::notification_rules::holding(tx, booking.organization.id, booking.event_type.id).await?;
        let due = reminders::after(event.kind, booking, &rules, quiet, ctx.now);
        let jobs = due
            .set
            .iter()
            .map(|(job, at, key)| Job::Remind(*job).row(self.clock(), *at, Some(key.clone())))
            .collect::<Result<Vec<_>>>()?;
        Ok(store::jobs::add(tx, &jobs).await?)
    }
}
