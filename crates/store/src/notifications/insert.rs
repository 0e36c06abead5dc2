//! Writing messages down, with the jobs that send them, in one statement. Knows neither words nor when to try again.

use chrono::{DateTime, Utc};
use domain::{
    id::{Booking, Id, Notification, NotificationRule, Organization, User},
    notification_rule::Channel,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Access, Result,
    jobs::{Columns, NewJob},
};

/// A message to be written down, with the job that sends it.
#[derive(Clone, Debug)]
pub struct NewNotification {
    /// Its id.
    pub id: Id<Notification>,
    /// Whose booking it is about; `None` for account mails outside any organisation.
    pub organization_id: Option<Id<Organization>>,
    /// Who is told.
    pub user_id: Option<Id<User>>,
    /// What about.
    pub booking_id: Option<Id<Booking>>,
    /// Which sort of message.
    pub kind: &'static str,
    /// By which way.
    pub channel: Channel,
    /// As whom they are told; `None` for account mails.
    pub reader: Option<&'static str>,
    /// The rule that asks for it, or whose words it carries.
    pub rule_id: Option<Id<NotificationRule>>,
    /// The message it repeats, because a person asked for it.
    pub resend_of: Option<Id<Notification>>,
    /// Where it goes.
    pub address: String,
    /// `en` or `ar`.
    pub language: &'static str,
    /// What the words need, fixed when the change was made.
    pub data: Value,
    /// The same over every repetition; without angle brackets.
    pub message_id: String,
    /// Two writers of the same news write one row.
    pub dedupe_key: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it is to be sent, where that is not at once.
    pub not_before: Option<DateTime<Utc>>,
    /// The job that sends it.
    pub job: NewJob,
}

/// Writes notifications with their jobs, and further jobs that follow from the same change, in one statement: bookings are written under
/// locks, and each statement fewer is time others need not wait. A notification whose dedupe key exists already is left out, with its job.
pub async fn insert(db: &mut impl Access, notifications: &[NewNotification], others: &[NewJob]) -> Result<()> {
    if notifications.is_empty() {
        return crate::jobs::add(db, others).await;
    }
    let own: Vec<NewJob> = notifications.iter().map(|new| new.job.clone()).collect();
    let (own, others) = (Columns::of(&own), Columns::of(others));
    let column = |f: fn(&NewNotification) -> Option<Uuid>| notifications.iter().map(f).collect::<Vec<_>>();
    let text = |f: fn(&NewNotification) -> &str| notifications.iter().map(f).collect::<Vec<_>>();
    // Not checked at compile time: `graphile_worker`'s schema is not in our migrations (see `jobs`).
    sqlx::query(
        "with given as (
             select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
                 $9::text[], $10::text[], $11::timestamptz[], $12::text[], $13::text[], $14::timestamptz[], $15::smallint[], $16::text[], $22::text[], $23::text[], $24::uuid[],
                 $25::uuid[], $26::timestamptz[])
             as given (id, organization_id, user_id, booking_id, kind, address, language, data, message_id, dedupe_key, created_at,
                 identifier, payload, run_at, max_attempts, key, channel, reader, rule_id, resend_of, next_attempt_at)
         ), written as (
             insert into notifications
                 (id, organization_id, user_id, booking_id, kind, address, language, data, message_id, dedupe_key, created_at,
                 channel, reader, rule_id, resend_of, next_attempt_at)
             select id, organization_id, user_id, booking_id, kind, address, language, data::jsonb, message_id, dedupe_key, created_at,
                 channel, reader, rule_id, resend_of, next_attempt_at
             from given
             on conflict (dedupe_key) do nothing
             returning id
         ), jobs as (
             select identifier, payload, run_at, max_attempts, key from given join written using (id)
             union all
             select identifier, payload, run_at, max_attempts, key
             from unnest($17::text[], $18::text[], $19::timestamptz[], $20::smallint[], $21::text[])
                 as other (identifier, payload, run_at, max_attempts, key)
         )
         select count(*) from graphile_worker.add_jobs((
             select coalesce(array_agg(
                 row(identifier, payload::json, null, run_at, max_attempts, key, null, null)::graphile_worker.job_spec order by key), '{}')
             from jobs), false)",
    )
    .bind(column(|new| Some(new.id.uuid())))
    .bind(column(|new| new.organization_id.map(Id::uuid)))
    .bind(column(|new| new.user_id.map(Id::uuid)))
    .bind(column(|new| new.booking_id.map(Id::uuid)))
    .bind(text(|new| new.kind))
    .bind(text(|new| &new.address))
    .bind(text(|new| new.language))
    .bind(notifications.iter().map(|new| new.data.to_string()).collect::<Vec<_>>())
    .bind(text(|new| &new.message_id))
    .bind(notifications.iter().map(|new| new.dedupe_key.clone()).collect::<Vec<_>>())
    .bind(notifications.iter().map(|new| new.created_at).collect::<Vec<_>>())
    .bind(&own.identifiers)
    .bind(&own.payloads)
    .bind(&own.run_ats)
    .bind(&own.max_attempts)
    .bind(&own.keys)
    .bind(&others.identifiers)
    .bind(&others.payloads)
    .bind(&others.run_ats)
    .bind(&others.max_attempts)
    .bind(&others.keys)
    .bind(text(|new| new.channel.as_str()))
    .bind(notifications.iter().map(|new| new.reader).collect::<Vec<_>>())
    .bind(column(|new| new.rule_id.map(Id::uuid)))
    .bind(column(|new| new.resend_of.map(Id::uuid)))
    .bind(notifications.iter().map(|new| new.not_before).collect::<Vec<_>>())
    .execute(db.raw())
    .await?;
    Ok(())
}
