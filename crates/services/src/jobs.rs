//! What is done later: jobs are enqueued in the transaction of the write they follow from and run after it commits (product.md, rule 5).
//! Each handler lives in its own file below and reads again what it acts on, because jobs run at least once and may run late.
//! Knows `graphile_worker`; nobody else does.

pub mod runner;
mod send_notification;
mod sweep;

use chrono::{DateTime, Utc};
use domain::id::{
    Booking, Calendar, EventType, Id, Notification, NotificationRule, Occurrence, Organization, User, WebhookDelivery,
};
pub use runner::{DEAD_AFTER, drain, init, run_worker};
use serde::{Deserialize, Serialize};
use store::jobs::NewJob;
pub use sweep::Swept;

use crate::{Clock, Error, Result};

/// Something to be done later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// Tries to send one notification.
    SendNotification(SendNotification),
    /// Sends what a timed rule says about a booking.
    Remind(Remind),
    /// Sets the jobs of a changed rule right.
    SpreadRule(SpreadRule),
    /// Tries to deliver one message to one webhook.
    DeliverWebhook(DeliverWebhook),
    /// Reads one calendar outside.
    ReadCalendar(ReadCalendar),
    /// Reads an organisation's mailbox for answers of calendars.
    ReadReplies(ReadReplies),
    /// Sets a booking's event in a person's calendar right.
    SettleEvent(SettleEvent),
    /// Sets a meeting's event in a host's calendar right.
    SettleMeeting(SettleMeeting),
    /// Clears away what has lapsed.
    Sweep(Sweep),
}

/// Reads one calendar outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadCalendar {
    /// Which.
    pub id: Id<Calendar>,
}

/// Reads an organisation's mailbox for answers of calendars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadReplies {
    /// Whose.
    pub id: Id<Organization>,
}

/// Sets a booking's event in a person's calendar right, and looks what they did to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleEvent {
    /// Of which booking.
    pub booking_id: Id<Booking>,
    /// In whose calendar.
    pub user_id: Id<User>,
}

/// Sets the event of a meeting with several places in a host's calendar right, and looks what they did to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleMeeting {
    /// Of which meeting.
    pub occurrence_id: Id<Occurrence>,
    /// In whose calendar.
    pub user_id: Id<User>,
}

/// Tries to send one notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendNotification {
    /// Which one.
    pub id: Id<Notification>,
}

/// Tries to deliver one message to one webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverWebhook {
    /// Which message.
    pub id: Id<WebhookDelivery>,
}

/// Sends what a timed rule says about a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remind {
    /// Which booking.
    pub booking_id: Id<Booking>,
    /// Which rule.
    pub rule_id: Id<NotificationRule>,
}

/// Sets the jobs of a changed rule right for the bookings there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpreadRule {
    /// Which rule.
    pub rule_id: Id<NotificationRule>,
    /// Of one event type only.
    pub event_type_id: Option<Id<EventType>>,
    /// Those before this one are done.
    pub after: Option<Id<Booking>>,
}

/// Clears away what has lapsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sweep {}

impl Job {
    /// The queue's word for it.
    pub const fn identifier(&self) -> &'static str {
        match self {
            Self::SendNotification(_) => "send_notification",
            Self::Remind(_) => "remind",
            Self::SpreadRule(_) => "spread_rule",
            Self::DeliverWebhook(_) => "deliver_webhook",
            Self::ReadCalendar(_) => "read_calendar",
            Self::ReadReplies(_) => "read_replies",
            Self::SettleEvent(_) => "settle_event",
            Self::SettleMeeting(_) => "settle_meeting",
            Self::Sweep(_) => "sweep",
        }
    }

    /// How often it is tried when it fails by our own fault (a database that does not answer). A relay that does not answer is no such
    /// fault: notifications and webhooks have their own schedules.
    const fn max_attempts(&self) -> i16 {
        match self {
            Self::SendNotification(_)
            | Self::Remind(_)
            | Self::SpreadRule(_)
            | Self::DeliverWebhook(_)
            | Self::ReadCalendar(_)
            | Self::ReadReplies(_)
            | Self::SettleEvent(_)
            | Self::SettleMeeting(_) => 12,
            Self::Sweep(_) => 2,
        }
    }

    fn payload(&self) -> Result<serde_json::Value> {
        match self {
            Self::SendNotification(job) => serde_json::to_value(job),
            Self::Remind(job) => serde_json::to_value(job),
            Self::SpreadRule(job) => serde_json::to_value(job),
            Self::DeliverWebhook(job) => serde_json::to_value(job),
            Self::ReadCalendar(job) => serde_json::to_value(job),
            Self::ReadReplies(job) => serde_json::to_value(job),
            Self::SettleEvent(job) => serde_json::to_value(job),
            Self::SettleMeeting(job) => serde_json::to_value(job),
            Self::Sweep(job) => serde_json::to_value(job),
        }
        .map_err(|error| Error::internal("job payload", error))
    }

    pub(crate) fn parse(identifier: &str, payload: serde_json::Value) -> Result<Self> {
        match identifier {
            "send_notification" => serde_json::from_value(payload).map(Self::SendNotification),
            "remind" => serde_json::from_value(payload).map(Self::Remind),
            "spread_rule" => serde_json::from_value(payload).map(Self::SpreadRule),
            "deliver_webhook" => serde_json::from_value(payload).map(Self::DeliverWebhook),
            "read_calendar" => serde_json::from_value(payload).map(Self::ReadCalendar),
            "read_replies" => serde_json::from_value(payload).map(Self::ReadReplies),
            "settle_event" => serde_json::from_value(payload).map(Self::SettleEvent),
            "settle_meeting" => serde_json::from_value(payload).map(Self::SettleMeeting),
            "sweep" => serde_json::from_value(payload).map(Self::Sweep),
            other => return Err(Error::Internal(format!("no such job: {other}"))),
        }
        .map_err(|error| Error::internal("job payload", error))
    }

    /// The row for the queue. `run_at` is the product's time; the queue works by real time.
    pub(crate) fn row(&self, clock: &Clock, run_at: DateTime<Utc>, key: Option<String>) -> Result<NewJob> {
        Ok(NewJob {
            identifier: self.identifier(),
            payload: self.payload()?,
            run_at: clock.real_instant_of(run_at),
            max_attempts: self.max_attempts(),
            key,
        })
    }
}

/// Enqueues `job` in the transaction of the write it follows from, to run at the product's instant `run_at`. A waiting job of the same `key`
/// is replaced.
pub async fn enqueue(
    tx: &mut store::Tx,
    clock: &Clock,
    job: &Job,
    run_at: DateTime<Utc>,
    key: Option<&str>,
) -> Result<()> {
    let row = job.row(clock, run_at, key.map(str::to_owned))?;
    Ok(store::jobs::add(tx, &[row]).await?)
}

/// Removes the waiting job of that key, if there is one, in the caller's transaction.
pub async fn remove(tx: &mut store::Tx, key: &str) -> Result<()> {
    Ok(store::jobs::remove(tx, &[key.to_owned()]).await?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_job_survives_the_queue() {
        let uuid = domain::id::uuid_v7(1, [9; 10]);
        for job in [
            Job::SendNotification(SendNotification { id: Id::from_uuid(uuid) }),
            Job::Remind(Remind { booking_id: Id::from_uuid(uuid), rule_id: Id::from_uuid(uuid) }),
            Job::SpreadRule(SpreadRule { rule_id: Id::from_uuid(uuid), event_type_id: None, after: None }),
            Job::DeliverWebhook(DeliverWebhook { id: Id::from_uuid(uuid) }),
            Job::ReadCalendar(ReadCalendar { id: Id::from_uuid(uuid) }),
            Job::ReadReplies(ReadReplies { id: Id::from_uuid(uuid) }),
            Job::SettleEvent(SettleEvent { booking_id: Id::from_uuid(uuid), user_id: Id::from_uuid(uuid) }),
            Job::SettleMeeting(SettleMeeting { occurrence_id: Id::from_uuid(uuid), user_id: Id::from_uuid(uuid) }),
            Job::Sweep(Sweep {}),
        ] {
            let payload = job.payload().unwrap();
            assert!(payload.is_object(), "two arrays of one key would be joined, not replaced");
            assert_eq!(Job::parse(job.identifier(), payload).unwrap(), job);
        }
    }

    #[test]
    fn jobs_are_due_by_real_time() {
        let clock = Clock::shifted(DateTime::from_timestamp(1_000_000, 0).unwrap(), 60.0);
        let soon = Job::Sweep(Sweep {}).row(&clock, clock.now() + chrono::TimeDelta::hours(1), None).unwrap();
        let wait = soon.run_at - Clock::Real.now();
        assert!((wait - chrono::TimeDelta::minutes(1)).num_seconds().abs() <= 1, "{wait}");
    }
}
