//! The two reminders of a booking, 24 hours and one hour before it starts, as jobs keyed by booking: a new time replaces them, an end removes
//! them, and one already past when booked is left out. Only talent are reminded; casters have `/today`.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    booking::Status,
    booking_event::{EventKind, Side},
};
use store::bookings::BookingRecord;

use crate::{
    Result, Services,
    jobs::{self, Before, Job, Remind},
    notifications::{BookingKind, News},
};

impl Before {
    const ALL: [Self; 2] = [Self::Day, Self::Hour];

    /// How long before the start.
    pub(crate) const fn lead(self) -> TimeDelta {
        match self {
            Self::Day => TimeDelta::hours(24),
            Self::Hour => TimeDelta::hours(1),
        }
    }

    const fn hours(self) -> u8 {
        match self {
            Self::Day => 24,
            Self::Hour => 1,
        }
    }

    fn key(self, booking: &BookingRecord) -> String {
        format!("reminder:{}:{}h", booking.id, self.hours())
    }
}

/// What a change does to the reminders.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Reminders {
    /// Jobs to set, each with its instant and key.
    pub set: Vec<(Remind, DateTime<Utc>, String)>,
    /// Keys of jobs to remove.
    pub remove: Vec<String>,
}

/// The reminders after an event; `booking` is the record after it.
pub(crate) fn after(event: EventKind, booking: &BookingRecord, now: DateTime<Utc>) -> Reminders {
    let mut reminders = Reminders::default();
    match event {
        EventKind::Booked | EventKind::Rescheduled | EventKind::Undone if booking.status.is_live() => {
            for before in Before::ALL {
                let at = booking.starts_at - before.lead();
                if at > now {
                    reminders.set.push((Remind { booking_id: booking.id, before }, at, before.key(booking)));
                } else if event != EventKind::Booked {
                    reminders.remove.push(before.key(booking));
                }
            }
        }
        EventKind::Cancelled | EventKind::Declined | EventKind::Completed | EventKind::NoShow => {
            reminders.remove = Before::ALL.map(|before| before.key(booking)).into();
        }
        _ => {}
    }
    reminders
}

/// What a reminder's job finds when it runs.
#[derive(Debug, PartialEq, Eq)]
enum Turn {
    /// It is due.
    Now,
    /// Its time has not come: the queue's clock is ahead of ours, or ours was set.
    Later(DateTime<Utc>),
    /// Done, or no longer true: the time may have changed, the booking may have ended, and after a long silence of the server the day's
    /// reminder gives way to the hour's.
    Never,
}

fn turn(before: Before, booking: &BookingRecord, now: DateTime<Utc>) -> Turn {
    let sent = match before {
        Before::Day => booking.reminder_sent_24h,
        Before::Hour => booking.reminder_sent_1h,
    };
    let until = match before {
        Before::Day => booking.starts_at - Before::Hour.lead(),
        Before::Hour => booking.starts_at,
    };
    let from = booking.starts_at - before.lead();
    if sent || !matches!(booking.status, Status::Scheduled | Status::Confirmed) || until <= now {
        return Turn::Never;
    }
    // A second of grace: run_at went through the real clock and back.
    if from <= now + TimeDelta::seconds(1) { Turn::Now } else { Turn::Later(from) }
}

impl Services {
    /// Reminds the talent, if it is still due, and notes that it was done: once, whatever repeats.
    pub(crate) async fn remind(&self, job: Remind) -> Result<()> {
        let ctx = self.ctx(domain::actor::Actor::system(), crate::ctx::Request::default());
        let mut tx = self.store().begin().await?;
        // Locked: of two jobs that run at once, the second sees the first one's mark.
        if store::bookings::revision_for_update(&mut tx, job.booking_id).await?.is_none() {
            return Ok(());
        }
        let Some(booking) = store::bookings::record_any_owner(&mut tx, job.booking_id, None).await? else {
            return Ok(());
        };
        match turn(job.before, &booking, ctx.now) {
            Turn::Now => {}
            Turn::Later(at) => {
                let key = job.before.key(&booking);
                jobs::enqueue(&mut tx, self.clock(), &Job::Remind(job), at, Some(&key)).await?;
                return Ok(tx.commit().await?);
            }
            Turn::Never => return Ok(()),
        }
        let kind = match job.before {
            Before::Day => BookingKind::ReminderDay,
            Before::Hour => BookingKind::ReminderHour,
        };
        let news = News {
            to: Side::Talent,
            by: Side::System,
            sequence: booking.sequence,
            reason: String::new(),
            former_start: None,
            proposed: Vec::new(),
        };
        let key = format!("{}:{}:{}", booking.id, booking.sequence, kind.as_str());
        let row = self.booking_notification(&ctx, &booking, kind, &news, key)?;
        store::notifications::insert(&mut tx, row.as_slice(), &[]).await?;
        store::bookings::mark_reminded(&mut tx, booking.id, job.before.hours()).await?;
        Ok(tx.commit().await?)
    }
}
