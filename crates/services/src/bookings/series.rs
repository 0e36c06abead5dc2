//! A series: the same audition on several dates by the event type's rule, booked as one. Every date is judged by the one judge, in one
//! transaction that sees the dates before it; either all are written or none.

use chrono::{DateTime, Utc};
use domain::{
    actor::CallAction,
    booking_event::Side,
    booking_series::Repeats,
    id::{Booking, Id, Room},
    refusal::{BookingRefusal, RefusedDate},
    slots::{Reason, Refused},
};
use store::{
    Tx,
    booking_series::NewSeries,
    bookings::{BookingRecord, SeriesPlace, of_series_any_owner},
};

use super::{
    access::{self, Right},
    book::{Untold, Written},
    new::Checked,
    view::{BookingView, view},
};
use crate::{
    Ctx, Error, Result, Services,
    booking_links::{self, answer::holder},
    slots::{Question, nearest_free, refusal, zone_of},
};

/// So many free times are named beside each date that cannot be had.
const NEAREST: usize = 3;

/// A date of a series that cannot be had.
#[derive(Debug, Clone)]
pub(crate) struct Missed {
    position: u32,
    start: DateTime<Utc>,
    refused: Refused,
}

/// One of a series, for whoever may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesItem {
    /// As its reader may see it.
    pub booking: BookingView,
    /// The token that opens `/r/{token}`, for whoever came by such a link.
    pub token: Option<String>,
}

impl Services {
    /// Judges and writes every date of a series, and tells of them as one. Whoever is concerned is locked already.
    pub(super) async fn write_series(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        checked: &Checked,
        rooms: &[Id<Room>],
        repeats: &Repeats,
    ) -> Result<Written> {
        let event = &checked.facts.event;
        let starts = repeats.starts(checked.start, zone_of(&event.time_zone)?, checked.occurrences);
        let series = NewSeries {
            id: ctx.new_id()?,
            organization_id: event.organization_id,
            event_type_id: event.id,
            repeats,
            starts_at: checked.start,
            time_zone: &event.time_zone,
            occurrences: checked.occurrences,
            created_at: ctx.now,
        };
        store::booking_series::insert(tx, &series).await?;
        let mut made = Vec::with_capacity(starts.len());
        let mut missed = Vec::new();
        for (position, start) in (1..).zip(starts) {
            let place = SeriesPlace { id: series.id, position, of: checked.occurrences };
            match self.write_one(tx, ctx, checked, rooms, start, Some(place)).await? {
                Untold::Booked(one) => made.push(*one),
                Untold::NotFree(refused) => missed.push(Missed { position, start, refused }),
                Untold::Taken => {
                    // The database said so, and says nothing more in this transaction: the dates after it are not looked at.
                    let refused = Refused { reason: Reason::Busy, hosts: Vec::new() };
                    missed.push(Missed { position, start, refused });
                    break;
                }
            }
        }
        if !missed.is_empty() {
            return Ok(Written::Missed(missed));
        }
        self.series_changed(tx, ctx, &made).await?;
        let first = made.into_iter().next().ok_or_else(|| Error::internal("a series", "without a date"))?;
        Ok(Written::Booked(Box::new(first.1)))
    }

    /// The series of a booking that is shown: no question at all where it stands alone.
    pub async fn series_of_view(&self, ctx: &Ctx, booking: &BookingView) -> Result<Vec<SeriesItem>> {
        match booking.series {
            Some(_) => self.series_of(ctx, booking.id).await,
            None => Ok(Vec::new()),
        }
    }

    /// The series a booking is one of, in order; nothing where it stands alone. For whoever may read the booking.
    pub async fn series_of(&self, ctx: &Ctx, booking: Id<Booking>) -> Result<Vec<SeriesItem>> {
        let mut db = self.store().connection().await?;
        let (record, _) = access::readable(&mut db, ctx, booking).await?;
        let Some(series) = record.series else { return Ok(Vec::new()) };
        let viewer = access::viewer(ctx)?;
        let all = of_series_any_owner(&mut db, series.id, viewer).await?;
        let shown = |one: BookingRecord| {
            let own = of_one(ctx, &record, &one);
            // One that was taken out of sight is in no list.
            let side = access::side(&own, &one, Right::Either(CallAction::Read)).ok()?;
            let token = booking_links::is_by_link(ctx)
                .then(|| booking_links::current(&self.settings().secret, &one))
                .flatten()
                .filter(|_| side == Side::Talent);
            Some(SeriesItem { booking: view(&own, one, side), token })
        };
        Ok(all.into_iter().filter_map(shown).collect())
    }

    /// The series behind the link of one of its bookings.
    pub async fn series_by_link(&self, ctx: &Ctx, token: &str) -> Result<Vec<SeriesItem>> {
        let (own, record) = self.behind_link(ctx, token).await?;
        match record.series {
            Some(_) if record.hidden_at.is_none() => self.series_of(&own, record.id).await,
            _ => Ok(Vec::new()),
        }
    }
}

/// Whoever holds the link of one booking of a series holds those of the others: they are one person's, and one object.
pub(super) fn of_one(ctx: &Ctx, held: &BookingRecord, one: &BookingRecord) -> Ctx {
    if booking_links::is_by_link(ctx)
        && held.series.is_some()
        && held.series.map(|of| of.id) == one.series.map(|of| of.id)
    {
        ctx.as_actor(holder(one.id, ctx.actor.user_id))
    } else {
        ctx.clone()
    }
}

/// The refusal of a series: every date that cannot be had, why, and what is free around it.
pub(crate) async fn series_refusal(
    services: &Services,
    ctx: &Ctx,
    question: &Question,
    lift_talent_hours: bool,
    missed: Vec<Missed>,
) -> Result<Error> {
    let mut dates = Vec::with_capacity(missed.len());
    for Missed { position, start, refused } in missed {
        let mut nearest = nearest_free(services, ctx, question, lift_talent_hours, start).await?;
        nearest.truncate(NEAREST);
        dates.push(RefusedDate { position, start, reason: why(&refused), nearest });
    }
    Ok(BookingRefusal::SeriesRefused { dates }.into())
}

/// The rule that hides a date (rule 19), or that somebody has it.
pub(super) fn why(refused: &Refused) -> String {
    match refusal(refused, Vec::new()) {
        Error::Refused(domain::refusal::Refusal::Booking(BookingRefusal::NotOffered { reason, .. })) => reason,
        _ => "taken".to_owned(),
    }
}
