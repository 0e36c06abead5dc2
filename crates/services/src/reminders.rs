//! Messages that come by themselves: timed rules (reminders before the start, a word after the end, a nudge where nobody confirmed) as jobs
//! keyed by booking and rule. A new time replaces them, an end removes them, and one already past is left out.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    booking_event::EventKind,
    id::{Booking, Id, NotificationRule},
    notification_rule::{Channel, CheckedRule, QuietHours, Recipient, Timing, Trigger},
    zone::Zone,
};
use store::{bookings::BookingRecord, notification_rules::RuleRecord};

use crate::{
    Result, Services,
    jobs::{self, Job, Remind, SpreadRule},
    notifications::timed_notes,
};

/// Bookings set right at once when a rule changes; the next ones follow in a job of their own.
const AT_ONCE: i64 = 500;

fn key(booking: Id<Booking>, rule: Id<NotificationRule>) -> String {
    format!("reminder:{booking}:{rule}")
}

/// What a change does to the timed messages of a booking.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Reminders {
    /// Jobs to set, each with its instant and key.
    pub set: Vec<(Remind, DateTime<Utc>, String)>,
    /// Keys of jobs to remove.
    pub remove: Vec<String>,
}

/// When a timed rule means a booking, in the zone of whoever is told: the talent's for talent, the organisation's for all others.
fn timing(rule: &CheckedRule, booking: &BookingRecord, quiet: Option<QuietHours>) -> Option<Timing> {
    let own = booking.talent.as_ref().filter(|_| rule.recipient == Recipient::Talent);
    let zone = own.and_then(|talent| talent.time_zone.as_deref()).and_then(|zone| zone.parse().ok());
    let zone: Option<Zone> = zone.or_else(|| booking.organization.time_zone.parse().ok());
    let quiet = quiet.filter(|_| rule.keeps_quiet).zip(zone);
    rule.trigger.is_timed().then_some(Timing { trigger: rule.trigger, offset_min: rule.offset_min?, quiet })
}

/// The timed messages after an event; `booking` is the record after it, `rules` are those that hold for it.
pub(crate) fn after(
    event: EventKind,
    booking: &BookingRecord,
    rules: &[RuleRecord],
    quiet: Option<QuietHours>,
    now: DateTime<Utc>,
) -> Reminders {
    let mut reminders = Reminders::default();
    let timed = rules.iter().filter_map(|ruled| Some((ruled, timing(&ruled.rule, booking, quiet)?)));
    for (ruled, timing) in timed {
        let key = key(booking.id, ruled.id);
        match event {
            EventKind::Booked | EventKind::Rescheduled | EventKind::Undone if booking.status.is_live() => {
                let (at, _) = timing.due(booking.starts_at, booking.ends_at);
                if at > now {
                    reminders.set.push((Remind { booking_id: booking.id, rule_id: ruled.id }, at, key));
                } else if event != EventKind::Booked {
                    reminders.remove.push(key);
                }
            }
            // What comes after the end comes after it was marked, too.
            EventKind::Completed if ruled.rule.trigger == Trigger::AfterEnd => {}
            EventKind::Cancelled | EventKind::Declined | EventKind::Completed | EventKind::NoShow => {
                reminders.remove.push(key);
            }
            _ => {}
        }
    }
    reminders
}

/// What a timed message's job finds when it runs.
#[derive(Debug, PartialEq, Eq)]
enum Turn {
    /// It is due.
    Now,
    /// Its time has not come: the queue's clock is ahead of ours, ours was set, or the rule was changed.
    Later(DateTime<Utc>),
    /// No longer true: the time may have changed, the booking may have ended, and after a long silence of the server the day's
    /// reminder gives way to the hour's.
    Never,
}

fn turn(
    ruled: &RuleRecord,
    rules: &[RuleRecord],
    booking: &BookingRecord,
    quiet: Option<QuietHours>,
    now: DateTime<Utc>,
) -> Turn {
    let Some(own) = timing(&ruled.rule, booking, quiet) else { return Turn::Never };
    if !own.trigger.means(booking.status) {
        return Turn::Never;
    }
    let (due, until) = own.due(booking.starts_at, booking.ends_at);
    // The next reminder that tells the same people by the same way.
    let next = rules
        .iter()
        .filter(|other| {
            let (one, two) = (&other.rule, &ruled.rule);
            one.trigger == two.trigger
                && (one.recipient, one.channel, &one.address) == (two.recipient, two.channel, &two.address)
        })
        .filter_map(|other| timing(&other.rule, booking, quiet))
        .map(|other| other.due(booking.starts_at, booking.ends_at).0)
        .filter(|other| *other > due)
        .min();
    let until = if own.trigger == Trigger::AfterEnd { until } else { next.map_or(until, |next| next.min(until)) };
    if until <= now {
        return Turn::Never;
    }
    // A second of grace: run_at went through the real clock and back.
    if due <= now + TimeDelta::seconds(1) { Turn::Now } else { Turn::Later(due) }
}

impl Services {
    /// Sends what a timed rule says about a booking, if it is still due: once, whatever repeats.
    pub(crate) async fn remind(&self, job: Remind) -> Result<()> {
        let ctx = self.ctx(domain::actor::Actor::system(), crate::ctx::Request::default());
        let mut tx = self.store().begin().await?;
        // Locked: of two jobs that run at once, the second sees what the first one wrote.
        if store::bookings::revision_for_update(&mut tx, job.booking_id).await?.is_none() {
            return Ok(());
        }
        let Some(booking) = store::bookings::record_any_owner(&mut tx, job.booking_id, None).await? else {
            return Ok(());
        };
        let (rules, quiet) =
            store::notification_rules::holding(&mut tx, booking.organization.id, booking.event_type.id).await?;
        // Deleted, switched off or excepted since.
        let Some(ruled) = rules.iter().find(|ruled| ruled.id == job.rule_id) else { return Ok(()) };
        match turn(ruled, &rules, &booking, quiet, ctx.now) {
            Turn::Now => {}
            Turn::Later(at) => {
                let key = key(booking.id, ruled.id);
                jobs::enqueue(&mut tx, self.clock(), &Job::Remind(job), at, Some(&key)).await?;
                return Ok(tx.commit().await?);
            }
            Turn::Never => return Ok(()),
        }
        let notes = timed_notes(&mut tx, ruled, &booking).await?;
        let rows = notes.into_iter().map(|note| self.row(&ctx, &booking, note)).collect::<Result<Vec<_>>>()?;
        store::notifications::insert(&mut tx, &rows, &[]).await?;
        // The API has always said whether these two went out.
        if let Some(hours) = api_reminder(&ruled.rule) {
            store::bookings::mark_reminded(&mut tx, booking.id, hours).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Sets the jobs of a changed rule right for the bookings there are, some at once, the others in a job that follows.
    pub(crate) async fn spread_rule(&self, job: SpreadRule) -> Result<()> {
        let now = self.clock().now();
        let mut tx = self.store().begin().await?;
        let Some(organization) = store::notification_rules::owner_any_owner(&mut tx, job.rule_id).await? else {
            return Ok(());
        };
        let found = store::notification_rules::get(&mut tx, organization, job.rule_id).await?;
        let Some(ruled) = found.filter(|ruled| ruled.is_active && ruled.rule.trigger.is_timed()) else { return Ok(()) };
        let Some(offset_min) = ruled.rule.offset_min else { return Ok(()) };
        let quiet = store::notification_rules::quiet_hours(&mut tx, organization).await?;
        let zone =
            store::organizations::find(&mut tx, organization).await?.and_then(|found| found.time_zone.parse().ok());
        // A reader in another zone may sleep at other hours: the job finds out when it runs and puts itself off.
        let timing = Timing {
            trigger: ruled.rule.trigger,
            offset_min,
            quiet: quiet.filter(|_| ruled.rule.keeps_quiet).zip(zone),
        };
        let of = ruled.event_type_id.or(job.event_type_id);
        let ahead =
            store::notification_rules::bookings_ahead(&mut tx, organization, of, job.after, now, AT_ONCE).await?;
        let mut set = Vec::new();
        for (booking_id, starts_at, ends_at) in &ahead {
            let (due, _) = timing.due(*starts_at, *ends_at);
            // One whose new time is past keeps the job it has, if it has one: late, but told.
            if due > now {
                let remind = Remind { booking_id: *booking_id, rule_id: ruled.id };
                set.push(Job::Remind(remind).row(self.clock(), due, Some(key(*booking_id, ruled.id)))?);
            }
        }
        store::jobs::add(&mut tx, &set).await?;
        if i64::try_from(ahead.len()).is_ok_and(|found| found == AT_ONCE) {
            let rest = SpreadRule { after: ahead.last().map(|(id, _, _)| *id), ..job };
            jobs::enqueue(&mut tx, self.clock(), &Job::SpreadRule(rest), now, None).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// Which of the API's two reminders a rule is, in hours.
fn api_reminder(rule: &CheckedRule) -> Option<u8> {
    let plain =
        rule.trigger == Trigger::BeforeStart && rule.recipient == Recipient::Talent && rule.channel == Channel::Email;
    match rule.offset_min {
        Some(1440) if plain => Some(24),
        Some(60) if plain => Some(1),
        _ => None,
    }
}
