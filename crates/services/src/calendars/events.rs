//! Bookings in the calendars of those who take part: made, moved and deleted by jobs that follow from every change of a booking. A job sets
//! things right, whatever it was that changed: it rereads the booking, and makes the calendar say what the booking says. A meeting with several
//! places stands in its hosts' calendars once (`matter`). Where there is nothing to write it looks what the calendar's owner did to the event;
//! that is offered to them or followed (`offers`), never undone by itself. What is done to one event is in `work`.

mod matter;
mod work;

use chrono::{DateTime, TimeDelta, Utc};
use connectors::calendar::Fault;
use domain::{
    actor::Actor,
    id::{CalendarConnection, Id, User},
};
pub(super) use matter::Matter;
use matter::is_talent;
use store::{
    Tx,
    booking_calendar_events::{self as events, EventOf, EventRecord, SeenChange},
    bookings::BookingRecord,
    calendars,
    jobs::NewJob,
    leases::{self, Leased},
};

use super::{connect::again_at, holding::LEASE};
use crate::{
    Ctx, Result, Services,
    ctx::Request,
    jobs::{Job, SettleEvent, SettleMeeting},
};

/// Somebody else works on it: look again after so long.
const BUSY: TimeDelta = TimeDelta::seconds(10);
/// What ended so long ago is no longer written.
const OVER: TimeDelta = TimeDelta::days(1);
/// Most events of one account that are tried again at once when it is connected anew.
const MOST_AGAIN: i64 = 500;

/// The job that sets an event in somebody's calendar right; of all for the same one the last is kept.
fn job_of(of: EventOf, user_id: Id<User>) -> (Job, String) {
    let job = match of {
        EventOf::Booking(booking_id) => Job::SettleEvent(SettleEvent { booking_id, user_id }),
        EventOf::Meeting(occurrence_id) => Job::SettleMeeting(SettleMeeting { occurrence_id, user_id }),
    };
    (job, format!("event:{of}:{user_id}"))
}

impl Services {
    /// The jobs that carry a changed booking into the calendars of those who take part, or no longer do.
    pub(crate) async fn calendars_follow(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        booking: &BookingRecord,
    ) -> Result<Vec<NewJob>> {
        let is_shared = booking.capacity > 1;
        let hosts: Vec<_> = booking.staff.iter().map(|person| person.user_id.uuid()).collect();
        let mut people: Vec<_> = booking.talent.iter().map(|talent| talent.person.user_id.uuid()).collect();
        if !is_shared {
            people.extend(&hosts);
        }
        let users = events::concerned_any_owner(tx, booking.id, &people).await?;
        let of = EventOf::Booking(booking.id);
        let mut jobs = users.into_iter().map(|user| self.event_job(of, user, ctx.now)).collect::<Result<Vec<_>>>()?;
        if is_shared {
            let (meeting, event_type) = (booking.occurrence_id, booking.event_type.id);
            let users = events::concerned_by_meeting_any_owner(tx, meeting, event_type, &hosts).await?;
            for user in users {
                jobs.push(self.event_job(EventOf::Meeting(meeting), user, ctx.now)?);
            }
        }
        Ok(jobs)
    }

    /// A booking leaves a meeting for another one: those who have the former one in their calendars have it set right.
    pub(crate) async fn calendars_follow_the_left(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        booking: &BookingRecord,
    ) -> Result<()> {
        let (meeting, event_type) = (booking.occurrence_id, booking.event_type.id);
        let users = events::concerned_by_meeting_any_owner(tx, meeting, event_type, &[]).await?;
        let of = EventOf::Meeting(meeting);
        let rows = users.into_iter().map(|user| self.event_job(of, user, ctx.now)).collect::<Result<Vec<_>>>()?;
        Ok(store::jobs::add(tx, &rows).await?)
    }

    pub(super) fn event_job(&self, of: EventOf, user: Id<User>, at: DateTime<Utc>) -> Result<NewJob> {
        let (job, key) = job_of(of, user);
        job.row(self.clock(), at, Some(key))
    }

    /// Has events looked at that are not as we wrote them.
    pub(super) async fn look_at_events(&self, tx: &mut Tx, ctx: &Ctx, changed: &[&EventRecord]) -> Result<()> {
        let rows =
            changed.iter().map(|event| self.event_job(event.of, event.user_id, ctx.now)).collect::<Result<Vec<_>>>()?;
        Ok(store::jobs::add(tx, &rows).await?)
    }

    /// What could not be written while an account was closed to us is tried again.
    pub(super) async fn retry_failing_events(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        connection: Id<CalendarConnection>,
    ) -> Result<()> {
        let failing = events::failing_of(tx, connection, MOST_AGAIN).await?;
        self.look_at_events(tx, ctx, &failing.iter().collect::<Vec<_>>()).await
    }

    /// Events that should have been written long ago and were not tried get another job. Answers how many.
    pub(crate) async fn requeue_lost_events(&self, ctx: &Ctx, overdue: TimeDelta, limit: i64) -> Result<usize> {
        let mut tx = self.store().begin().await?;
        let lost = events::unwritten_any_owner(&mut tx, ctx.now - overdue, ctx.now - OVER, limit).await?;
        self.look_at_events(&mut tx, ctx, &lost.iter().collect::<Vec<_>>()).await?;
        tx.commit().await?;
        Ok(lost.len())
    }

    /// Sets a booking's event in a person's calendar right. A host's place in a meeting with several is that of the meeting.
    pub(crate) async fn settle_event(&self, job: SettleEvent) -> Result<()> {
        let mut db = self.store().connection().await?;
        let Some(booking) = store::bookings::record_any_owner(&mut db, job.booking_id, None).await? else {
            return Ok(());
        };
        drop(db);
        let of = if booking.capacity > 1 && !is_talent(&booking, job.user_id) {
            EventOf::Meeting(booking.occurrence_id)
        } else {
            EventOf::Booking(booking.id)
        };
        self.settle_in_calendars(of, job.user_id).await
    }

    /// Sets a meeting's event in a host's calendar right.
    pub(crate) async fn settle_meeting(&self, job: SettleMeeting) -> Result<()> {
        self.settle_in_calendars(EventOf::Meeting(job.occurrence_id), job.user_id).await
    }

    async fn settle_in_calendars(&self, of: EventOf, user: Id<User>) -> Result<()> {
        let ctx = self.ctx(Actor::system(), Request::default());
        let mut tx = self.store().begin().await?;
        let Some(matter) = self.matter(&mut tx, of).await? else { return Ok(()) };
        // Where they want it: they may have said so for its event type alone.
        let chosen = store::calendar_exceptions::write_calendar(&mut tx, user, matter.event_type()).await?;
        let mut rows = events::of_person(&mut tx, of, user).await?;
        let side = matter.side(user);
        // Where somebody no longer wants new ones, those that are there are kept up to date.
        let target = chosen.or_else(|| rows.first().map(|row| row.calendar_id)).filter(|_| side.is_some());
        let is_over = matter.ends_at() < ctx.now - OVER;
        let stands = |row: &EventRecord| row.of == of && Some(row.calendar_id) == target;
        if let Some(calendar) = target.filter(|_| !is_over && !rows.iter().any(stands)) {
            events::insert(&mut tx, ctx.new_id()?, of, user, calendar, ctx.now).await?;
            rows = events::of_person(&mut tx, of, user).await?;
        }
        tx.commit().await?;
        if is_over {
            return Ok(());
        }
        for row in rows {
            let mut tx = self.store().begin().await?;
            // Of a booking in this meeting, from before the meeting stood there itself.
            let other = if row.of == of { None } else { self.matter(&mut tx, row.of).await? };
            let what = Leased::Event(row.id);
            let held = leases::take(&mut tx, what, ctx.now, ctx.now + LEASE).await?;
            if held.is_none() {
                store::jobs::add(&mut tx, &[self.event_job(of, user, ctx.now + BUSY)?]).await?;
            }
            tx.commit().await?;
            let Some(held) = held else { continue };
            let side = side.filter(|_| stands(&row));
            let work = Box::pin(self.work_on_event(&ctx, other.as_ref().unwrap_or(&matter), &row, side));
            match self.holding(what, held, work).await {
                Ok(Some(Ok(()))) => {}
                Ok(Some(Err(fault))) => self.event_failed(&ctx, &row, &fault).await?,
                Ok(None) => tracing::warn!(event = %row.id, "somebody else works on an event that was held too long"),
                Err(error) => {
                    self.give_back(what).await?;
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Notes that an event could not be set right, and when it is tried again. What will not work however often it is tried waits for the
    /// booking's next change, or for the account to be connected anew.
    async fn event_failed(&self, ctx: &Ctx, row: &EventRecord, fault: &Fault) -> Result<()> {
        let why = fault.code();
        tracing::warn!(event = %row.id, why, failures = row.failures + 1, "a booking's event could not be written");
        let mut tx = self.store().begin().await?;
        events::mark_failed(&mut tx, row.id, ctx.now, &why).await?;
        if let Fault::NeedsReconnect { why } = fault
            && let Some(calendar) = calendars::get_any_owner(&mut tx, row.calendar_id).await?
        {
            calendars::mark_reconnect(&mut tx, calendar.connection_id, why, ctx.now).await?;
        }
        if !matches!(fault, Fault::NeedsReconnect { .. } | Fault::Refused { .. }) {
            let at = again_at(ctx.now, row.failures, fault);
            store::jobs::add(&mut tx, &[self.event_job(row.of, row.user_id, at)?]).await?;
        }
        Ok(tx.commit().await?)
    }
}

pub(super) const fn change_word(seen: Option<SeenChange>) -> &'static str {
    match seen {
        Some(SeenChange::Moved { .. }) => "moved",
        Some(SeenChange::Removed) => "removed",
        Some(SeenChange::Declined) => "declined",
        None => "none",
    }
}
