//! The ledger of one booking: what was said about it, to whom, by which way, and how that went. Without words and bodies.

use chrono::{DateTime, Utc};
use domain::id::{Booking, Id, Notification, NotificationRule, Organization, User};
use uuid::Uuid;

use crate::{Access, Result, bookings::Person};

/// One message of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRecord {
    /// Which.
    pub id: Id<Notification>,
    /// Which sort of message.
    pub kind: String,
    /// It told of something that waited for the office's yes.
    pub is_request: bool,
    /// The word of its channel.
    pub channel: String,
    /// As whom they were told.
    pub reader: Option<String>,
    /// The rule that asked for it, or whose words it carries, while that exists.
    pub rule_id: Option<Id<NotificationRule>>,
    /// Whom, where they have an account.
    pub person: Option<Person>,
    /// Where it went.
    pub address: String,
    /// `en` or `ar`.
    pub language: String,
    /// `queued`, `sent`, `failed` or `skipped`.
    pub status: String,
    /// How often sending was tried.
    pub attempts: i32,
    /// What the relay said on refusing, or why it was not sent.
    pub last_error: Option<String>,
    /// What the relay said on accepting.
    pub answer: Option<String>,
    /// As sent.
    pub subject: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it is tried, or tried again.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it was accepted.
    pub sent_at: Option<DateTime<Utc>>,
    /// The message it repeats.
    pub resend_of: Option<Id<Notification>>,
    /// How often it was sent again by hand.
    pub resent: i64,
}

/// The newest messages about one booking, newest first.
pub async fn ledger(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    booking_id: Id<Booking>,
    limit: i64,
) -> Result<Vec<LedgerRecord>> {
    let rows = sqlx::query!(
        r#"select n.id as "id!", n.kind as "kind!", coalesce((n.data ->> 'pending')::bool, false) as "is_request!", n.channel as "channel!", n.reader as "reader?", n.rule_id as "rule_id?",
             u.id as "user_id?", u.name_latin as "name_latin?", u.name_arabic as "name_arabic?",
             n.address as "address!", n.language as "language!", n.status as "status!", n.attempts as "attempts!",
             n.last_error as "last_error?", n.answer as "answer?", n.subject as "subject?", n.created_at as "created_at!",
             n.next_attempt_at as "next_attempt_at?", n.sent_at as "sent_at?", n.resend_of as "resend_of?",
             (select count(*) from notifications again where again.resend_of = n.id) as "resent!"
         from notifications n left join users u on u.id = n.user_id
         where n.organization_id = $1 and n.booking_id = $2
         order by n.created_at desc, n.id desc limit $3"#,
        organization_id.uuid(),
        booking_id.uuid(),
        limit,
    )
    .fetch_all(db.raw())
    .await?;
    let person = |id: Option<Uuid>, latin: Option<String>, arabic: Option<String>| {
        id.map(|id| Person {
            user_id: Id::<User>::from_uuid(id),
            name_latin: latin.unwrap_or_default(),
            name_arabic: arabic.unwrap_or_default(),
        })
    };
    Ok(rows
        .into_iter()
        .map(|row| LedgerRecord {
            id: Id::from_uuid(row.id),
            kind: row.kind,
            is_request: row.is_request,
            channel: row.channel,
            reader: row.reader,
            rule_id: row.rule_id.map(Id::from_uuid),
            person: person(row.user_id, row.name_latin, row.name_arabic),
            address: row.address,
            language: row.language,
            status: row.status,
            attempts: row.attempts,
            last_error: row.last_error,
            answer: row.answer,
            subject: row.subject,
            created_at: row.created_at,
            next_attempt_at: row.next_attempt_at,
            sent_at: row.sent_at,
            resend_of: row.resend_of.map(Id::from_uuid),
            resent: row.resent,
        })
        .collect())
}

/// How often a message was sent again by hand.
pub async fn times_resent(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    id: Id<Notification>,
) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from notifications where organization_id = $1 and resend_of = $2"#,
        organization_id.uuid(),
        id.uuid()
    )
    .fetch_one(db.raw())
    .await?)
}
