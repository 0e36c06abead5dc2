//! Answers that calendars mail: where an organisation takes them in, and what became of each. Knows no format and no rule.

use chrono::{DateTime, Utc};
use domain::{
    calendar_reply::{Answer, Reply},
    id::{Booking, CalendarReply, Id, Organization},
};

use crate::{Access, Result};

/// Where and how an organisation takes answers in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsRecord {
    /// Where they are mailed to.
    pub address: String,
    /// Whether every invitation names an address of its own.
    pub own_addresses: bool,
    /// Whose word about senders is believed; empty: nobody's.
    pub vouched_by: String,
    /// Bookings made before keep the organiser their invitation went out with.
    pub since: DateTime<Utc>,
    /// The secret of mails handed over by HTTP, sealed.
    pub hook_sealed: Option<Vec<u8>>,
    /// Since when there is one.
    pub hook_since: Option<DateTime<Utc>>,
}

/// The organisation's settings, if it takes answers in.
pub async fn settings(db: &mut impl Access, organization: Id<Organization>) -> Result<Option<SettingsRecord>> {
    Ok(sqlx::query_as!(
        SettingsRecord,
        "select address, own_addresses, vouched_by, since, hook_sealed, hook_since from reply_settings where organization_id = $1",
        organization.uuid()
    )
    .fetch_optional(db.raw())
    .await?)
}

/// Sets where answers go and who is believed; with another address bookings made from then on name it.
pub async fn set(
    db: &mut impl Access,
    organization: Id<Organization>,
    (address, own_addresses, vouched_by): (&str, bool, &str),
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into reply_settings (organization_id, address, own_addresses, vouched_by, since, updated_at)
         values ($1, $2, $3, $4, $5, $5)
         on conflict (organization_id) do update set
            since = case when reply_settings.address = excluded.address then reply_settings.since else excluded.since end,
            address = excluded.address, own_addresses = excluded.own_addresses, vouched_by = excluded.vouched_by,
            updated_at = excluded.updated_at",
        organization.uuid(),
        address,
        own_addresses,
        vouched_by,
        at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Sets the secret of mails handed over by HTTP, or takes it away; whether there are settings to hold it.
pub async fn set_hook(
    db: &mut impl Access,
    organization: Id<Organization>,
    sealed: Option<&[u8]>,
    at: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update reply_settings set hook_sealed = $2, hook_since = case when $2::bytea is null then null else $3::timestamptz end,
            updated_at = $3 where organization_id = $1",
        organization.uuid(),
        sealed,
        at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes no answers in any more, from anywhere; whether some were.
pub async fn delete_settings(db: &mut impl Access, organization: Id<Organization>) -> Result<bool> {
    let done = sqlx::query!("delete from reply_settings where organization_id = $1", organization.uuid())
        .execute(db.raw())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// An answer to be kept.
#[derive(Debug, Clone)]
pub struct NewReply<'a> {
    /// Its id.
    pub id: Id<CalendarReply>,
    /// The Message-ID, or a digest of the mail.
    pub message_key: &'a str,
    /// `hook` or `mailbox`.
    pub via: &'a str,
    /// Who it says it is from.
    pub sender: &'a str,
    /// What it says, if that could be read.
    pub reply: Option<Reply>,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// Keeps an answer as refused; false when it came before.
pub async fn insert(db: &mut impl Access, organization: Id<Organization>, new: &NewReply<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into calendar_replies (id, organization_id, message_key, via, sender, answer, sequence, stamped_at, state, received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'refused', $9)
         on conflict on constraint calendar_replies_message_key do nothing",
        new.id.uuid(),
        organization.uuid(),
        new.message_key,
        new.via,
        new.sender,
        new.reply.map(|reply| reply.answer.as_str()),
        new.reply.map(|reply| reply.sequence),
        new.reply.map(|reply| reply.stamp),
        new.received_at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes what became of an answer: about which booking, `applied`, `noted`, `nothing` or `refused`, and why.
pub async fn settle(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<CalendarReply>,
    booking: Option<Id<Booking>>,
    (state, reason): (&str, &str),
) -> Result<()> {
    sqlx::query!(
        "update calendar_replies set booking_id = $3, state = $4, reason = $5 where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid(),
        booking.map(Id::uuid),
        state,
        reason
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// What is known of answers to this SEQUENCE of a booking: when the newest by calendar that was heeded was written, and when its talent or
/// guest last acted on it in another way than by calendar, but for booking it.
pub async fn heard(
    db: &mut impl Access,
    booking: Id<Booking>,
    sequence: i32,
) -> Result<(Option<DateTime<Utc>>, Option<DateTime<Utc>>)> {
    let row = sqlx::query!(
        "select (select max(stamped_at) from calendar_replies where booking_id = $1 and state <> 'refused' and sequence = $2) as stamped_at,
            (select max(at) from booking_events where booking_id = $1 and data->>'by' = 'talent' and kind <> 'booked'
                and data->>'via' is distinct from 'calendar') as acted_at",
        booking.uuid(),
        sequence
    )
    .fetch_one(db.raw())
    .await?;
    Ok((row.stamped_at, row.acted_at))
}

/// When a booking's talent or guest last said by calendar that they do not know yet, if nothing newer was heeded since and it was said of
/// this SEQUENCE.
pub async fn unsure_since(db: &mut impl Access, booking: Id<Booking>, sequence: i32) -> Result<Option<DateTime<Utc>>> {
    let newest = sqlx::query!(
        r#"select answer as "answer?", received_at from calendar_replies
           where booking_id = $1 and state <> 'refused' and sequence = $2 order by stamped_at desc, received_at desc limit 1"#,
        booking.uuid(),
        sequence
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(newest.filter(|row| row.answer.as_deref() == Some(Answer::Tentative.as_str())).map(|row| row.received_at))
}

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyRecord {
    /// Which.
    pub id: Id<CalendarReply>,
    /// Who it says it is from.
    pub sender: String,
    /// What it says.
    pub answer: Option<Answer>,
    /// About which booking.
    pub booking_id: Option<Id<Booking>>,
    /// `applied`, `noted`, `nothing`, `refused`.
    pub state: String,
    /// Why nothing followed.
    pub reason: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// What came in, newest first.
pub async fn list(
    db: &mut impl Access,
    organization: Id<Organization>,
    after: Option<(DateTime<Utc>, Id<CalendarReply>)>,
    limit: i64,
) -> Result<Vec<ReplyRecord>> {
    let rows = sqlx::query!(
        "select id, sender, answer, booking_id, state, reason, received_at from calendar_replies
         where organization_id = $1 and ($2::timestamptz is null or (received_at, id) < ($2, $3))
         order by received_at desc, id desc limit $4",
        organization.uuid(),
        after.map(|(at, _)| at),
        after.map(|(_, id)| id.uuid()),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ReplyRecord {
            id: Id::from_uuid(row.id),
            sender: row.sender,
            answer: row.answer.as_deref().and_then(Answer::parse),
            booking_id: row.booking_id.map(Id::<Booking>::from_uuid),
            state: row.state,
            reason: row.reason,
            received_at: row.received_at,
        })
        .collect())
}

/// Deletes what came in before `before`, with whom it was from, at most `limit`; answers how many.
pub async fn delete_old(
    db: &mut impl Access,
    organization: Id<Organization>,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<u64> {
    let done = sqlx::query!(
        "delete from calendar_replies where id in (
            select id from calendar_replies where organization_id = $1 and received_at < $2 limit $3)",
        organization.uuid(),
        before,
        limit
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected())
}
