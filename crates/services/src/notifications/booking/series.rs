//! What happened to several bookings of a series at once, told in one message; and what of it is still true when the message leaves. Knows no
//! words.

use chrono::{DateTime, Utc};
use domain::{
    booking_event::BookingEvent,
    id::{Booking, Id},
};
use store::{Access, Tx, bookings::BookingRecord};

use super::super::kind::{Kind, Stale, stale};
use crate::{Ctx, Result, Services};

/// Of whom a message tells.
pub(super) enum Telling<'a> {
    /// Of its booking.
    Alone,
    /// Of these of a series, its own the first.
    ForAll(&'a [Id<Booking>]),
    /// Nobody is told: the message of another one does.
    Nobody,
}

impl Services {
    /// As [`Services::booking_changed`], for bookings of a series that something happened to at once: webhooks, reminders and calendars learn
    /// of each, people of all in one message.
    pub(crate) async fn series_changed(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        done: &[(BookingEvent, BookingRecord)],
    ) -> Result<()> {
        let all: Vec<_> = done.iter().map(|(_, booking)| booking.id).collect();
        for (place, (event, booking)) in done.iter().enumerate() {
            let telling = match place {
                _ if all.len() == 1 => Telling::Alone,
                0 => Telling::ForAll(&all),
                _ => Telling::Nobody,
            };
            self.told_of(tx, ctx, event, booking, telling).await?;
        }
        Ok(())
    }
}

/// Of the bookings a message tells of those it is still true of, by their starts.
pub(super) async fn still_true(
    db: &mut impl Access,
    kind: Kind,
    told: &[Id<Booking>],
    booking: &BookingRecord,
    now: DateTime<Utc>,
) -> Result<Vec<BookingRecord>> {
    let Some(series) = booking.series else { return Ok(Vec::new()) };
    let mut all = store::bookings::of_series_any_owner(db, series.id, None).await?;
    all.retain(|one| told.contains(&one.id) && stale(kind, one.sequence, one, now).is_none());
    all.sort_by_key(|one| (one.starts_at, one.id));
    Ok(all)
}

/// Why a message about a series that is true of none of them any more is not sent.
pub(super) const fn gone_from(kind: Kind) -> Stale {
    if kind.tells_the_end() { Stale::TakesPlace } else { Stale::CalledOff }
}
