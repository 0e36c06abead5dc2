//! Rules that say who is told what about bookings, the event types that do without one of them, and the organisation's quiet hours. Knows
//! neither when a rule fires nor what it says.

use chrono::{DateTime, Utc};
use domain::{
    id::{Booking, EventType, Id, NotificationRule, Organization, User},
    notification_rule::{Channel, CheckedRule, QuietHours, Recipient, Trigger},
};
use uuid::Uuid;

use crate::{Access, Error, Result, bookings::Person};

/// A rule as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRecord {
    /// Which.
    pub id: Id<NotificationRule>,
    /// Whose.
    pub organization_id: Id<Organization>,
    /// For which event type; `None`: for every one but the exceptions.
    pub event_type_id: Option<Id<EventType>>,
    /// When, who, how and in which words.
    pub rule: CheckedRule,
    /// Switched on.
    pub is_active: bool,
    /// The event type that was asked about does without it.
    pub is_excepted: bool,
    /// Rises with every change.
    pub revision: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    organization_id: Uuid,
    event_type_id: Option<Uuid>,
    trigger: String,
    offset_min: Option<i32>,
    recipient: String,
    address: Option<String>,
    channel: String,
    subject_en: String,
    subject_ar: String,
    body_en: String,
    body_ar: String,
    keeps_quiet: bool,
    is_active: bool,
    is_excepted: bool,
    revision: i32,
    created_at: DateTime<Utc>,
}

impl Row {
    fn record(self) -> Result<RuleRecord> {
        let broken = |column| Error::BrokenRow { table: "notification_rules", column };
        let rule = CheckedRule {
            trigger: Trigger::parse(&self.trigger).ok_or_else(|| broken("trigger"))?,
            offset_min: self.offset_min,
            recipient: Recipient::parse(&self.recipient).ok_or_else(|| broken("recipient"))?,
            address: self.address,
            channel: Channel::parse(&self.channel).ok_or_else(|| broken("channel"))?,
            subject_en: self.subject_en,
            subject_ar: self.subject_ar,
            body_en: self.body_en,
            body_ar: self.body_ar,
            keeps_quiet: self.keeps_quiet,
        };
        Ok(RuleRecord {
            id: Id::from_uuid(self.id),
            organization_id: Id::from_uuid(self.organization_id),
            event_type_id: self.event_type_id.map(Id::from_uuid),
            rule,
            is_active: self.is_active,
            is_excepted: self.is_excepted,
            revision: self.revision,
            created_at: self.created_at,
        })
    }
}

/// The rules of the organisation, and with `event_type` that event type's own: in the order of what sets them off, the earliest first.
pub async fn list(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    event_type: Option<Id<EventType>>,
) -> Result<Vec<RuleRecord>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select r.id as "id!", r.organization_id as "organization_id!", r.event_type_id as "event_type_id?", r.trigger as "trigger!",
             r.offset_min as "offset_min?", r.recipient as "recipient!", r.address as "address?", r.channel as "channel!",
             r.subject_en as "subject_en!", r.subject_ar as "subject_ar!", r.body_en as "body_en!", r.body_ar as "body_ar!",
             r.keeps_quiet as "keeps_quiet!", r.is_active as "is_active!", x.rule_id is not null as "is_excepted!",
             r.revision as "revision!", r.created_at as "created_at!"
         from notification_rules r
         left join notification_rule_exceptions x on x.rule_id = r.id and x.event_type_id = $2
         where r.organization_id = $1 and (r.event_type_id is null or r.event_type_id = $2)
         order by r.trigger, r.offset_min desc, r.created_at, r.id limit 200"#,
        organization_id.uuid(),
        event_type.map(Id::uuid),
    )
    .fetch_all(db.raw())
    .await?;
    rows.into_iter().map(Row::record).collect()
}

/// The rules that hold for bookings of an event type, and the organisation's quiet hours.
pub async fn holding(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    event_type: Id<EventType>,
) -> Result<(Vec<RuleRecord>, Option<QuietHours>)> {
    // One question, asked whenever anything happens to a booking: the quiet hours come with every rule, and without rules nobody needs them.
    let rows = sqlx::query!(
        r#"select r.id as "id!", r.organization_id as "organization_id!", r.event_type_id as "event_type_id?", r.trigger as "trigger!",
             r.offset_min as "offset_min?", r.recipient as "recipient!", r.address as "address?", r.channel as "channel!",
             r.subject_en as "subject_en!", r.subject_ar as "subject_ar!", r.body_en as "body_en!", r.body_ar as "body_ar!",
             r.keeps_quiet as "keeps_quiet!", r.revision as "revision!", r.created_at as "created_at!",
             o.quiet_from_min as "quiet_from_min?", o.quiet_to_min as "quiet_to_min?"
         from notification_rules r
         join organizations o on o.id = r.organization_id
         where r.organization_id = $1 and (r.event_type_id is null or r.event_type_id = $2) and r.is_active
             and not exists (select from notification_rule_exceptions x where x.rule_id = r.id and x.event_type_id = $2)
         order by r.created_at, r.id limit 200"#,
        organization_id.uuid(),
        event_type.uuid(),
    )
    .fetch_all(db.raw())
    .await?;
    let quiet = rows.first().and_then(|row| quiet(row.quiet_from_min, row.quiet_to_min));
    let rules = rows
        .into_iter()
        .map(|row| {
            Row {
                id: row.id,
                organization_id: row.organization_id,
                event_type_id: row.event_type_id,
                trigger: row.trigger,
                offset_min: row.offset_min,
                recipient: row.recipient,
                address: row.address,
                channel: row.channel,
                subject_en: row.subject_en,
                subject_ar: row.subject_ar,
                body_en: row.body_en,
                body_ar: row.body_ar,
                keeps_quiet: row.keeps_quiet,
                is_active: true,
                is_excepted: false,
                revision: row.revision,
                created_at: row.created_at,
            }
            .record()
        })
        .collect::<Result<Vec<_>>>()?;
    Ok((rules, quiet))
}

fn quiet(from: Option<i16>, to: Option<i16>) -> Option<QuietHours> {
    Some(QuietHours { from: u16::try_from(from?).ok()?, to: u16::try_from(to?).ok()? })
}

/// One rule.
pub async fn get(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    id: Id<NotificationRule>,
) -> Result<Option<RuleRecord>> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, organization_id, event_type_id, trigger, offset_min, recipient, address, channel, subject_en, subject_ar, body_en,
             body_ar, keeps_quiet, is_active, false as "is_excepted!", revision, created_at
         from notification_rules where organization_id = $1 and id = $2"#,
        organization_id.uuid(),
        id.uuid(),
    )
    .fetch_optional(db.raw())
    .await?;
    row.map(Row::record).transpose()
}

/// The organisation a rule belongs to; jobs know none.
pub async fn owner_any_owner(db: &mut impl Access, id: Id<NotificationRule>) -> Result<Option<Id<Organization>>> {
    let owner = sqlx::query_scalar!("select organization_id from notification_rules where id = $1", id.uuid())
        .fetch_optional(db.raw())
        .await?;
    Ok(owner.map(Id::from_uuid))
}

/// Adds a rule.
pub async fn insert(db: &mut impl Access, new: &RuleRecord, created_by: Option<Id<User>>) -> Result<()> {
    let rule = &new.rule;
    sqlx::query!(
        "insert into notification_rules (id, organization_id, event_type_id, trigger, offset_min, recipient, address, channel,
             subject_en, subject_ar, body_en, body_ar, keeps_quiet, is_active, created_by, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16)",
        new.id.uuid(),
        new.organization_id.uuid(),
        new.event_type_id.map(Id::uuid),
        rule.trigger.as_str(),
        rule.offset_min,
        rule.recipient.as_str(),
        rule.address,
        rule.channel.as_str(),
        rule.subject_en,
        rule.subject_ar,
        rule.body_en,
        rule.body_ar,
        rule.keeps_quiet,
        new.is_active,
        created_by.map(Id::uuid),
        new.created_at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Writes a rule in place of what it was, if it still is what `changed.revision` says. Returns whether it was.
pub async fn update(db: &mut impl Access, changed: &RuleRecord, at: DateTime<Utc>) -> Result<bool> {
    let rule = &changed.rule;
    let done = sqlx::query!(
        "update notification_rules set trigger = $4, offset_min = $5, recipient = $6, address = $7, channel = $8, subject_en = $9,
             subject_ar = $10, body_en = $11, body_ar = $12, keeps_quiet = $13, is_active = $14, updated_at = $15, revision = revision + 1
         where organization_id = $1 and id = $2 and revision = $3",
        changed.organization_id.uuid(),
        changed.id.uuid(),
        changed.revision,
        rule.trigger.as_str(),
        rule.offset_min,
        rule.recipient.as_str(),
        rule.address,
        rule.channel.as_str(),
        rule.subject_en,
        rule.subject_ar,
        rule.body_en,
        rule.body_ar,
        rule.keeps_quiet,
        changed.is_active,
        at,
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes a rule; what it said stays in the ledger.
pub async fn delete(db: &mut impl Access, organization_id: Id<Organization>, id: Id<NotificationRule>) -> Result<bool> {
    let done = sqlx::query!(
        "delete from notification_rules where organization_id = $1 and id = $2",
        organization_id.uuid(),
        id.uuid()
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Lets an event type do without a rule of its organisation, or with it again. Both must have been found in one organisation.
pub async fn except(
    db: &mut impl Access,
    rule: Id<NotificationRule>,
    event_type: Id<EventType>,
    excepted: bool,
) -> Result<()> {
    if excepted {
        sqlx::query!(
            "insert into notification_rule_exceptions (rule_id, event_type_id) values ($1, $2) on conflict do nothing",
            rule.uuid(),
            event_type.uuid()
        )
        .execute(db.raw())
        .await?;
    } else {
        sqlx::query!(
            "delete from notification_rule_exceptions where rule_id = $1 and event_type_id = $2",
            rule.uuid(),
            event_type.uuid()
        )
        .execute(db.raw())
        .await?;
    }
    Ok(())
}

/// The organisation's quiet hours.
pub async fn quiet_hours(db: &mut impl Access, organization_id: Id<Organization>) -> Result<Option<QuietHours>> {
    let row =
        sqlx::query!("select quiet_from_min, quiet_to_min from organizations where id = $1", organization_id.uuid())
            .fetch_optional(db.raw())
            .await?;
    Ok(row.and_then(|row| quiet(row.quiet_from_min, row.quiet_to_min)))
}

/// Sets or removes them.
pub async fn set_quiet_hours(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    quiet: Option<QuietHours>,
    at: DateTime<Utc>,
) -> Result<()> {
    let column = |minute: u16| i16::try_from(minute).ok();
    let done = sqlx::query!(
        "update organizations set quiet_from_min = $2, quiet_to_min = $3, updated_at = $4 where id = $1",
        organization_id.uuid(),
        quiet.and_then(|quiet| column(quiet.from)),
        quiet.and_then(|quiet| column(quiet.to)),
        at,
    )
    .execute(db.raw())
    .await?;
    crate::error::exactly("notification_rules.set_quiet_hours", done.rows_affected(), 1)
}

/// Bookings a timed rule still has before it, in the order of their ids: those that keep their time and have not been over for a month.
/// `event_type`: of that one only.
pub async fn bookings_ahead(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    event_type: Option<Id<EventType>>,
    after: Option<Id<Booking>>,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(Id<Booking>, DateTime<Utc>, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        r#"select b.id as "id!", oc.starts_at as "starts_at!", oc.ends_at as "ends_at!"
         from bookings b join occurrences oc on oc.id = b.occurrence_id
         where b.organization_id = $1 and ($2::uuid is null or b.event_type_id = $2) and ($3::uuid is null or b.id > $3)
             and b.status in ('pending', 'scheduled', 'confirmed', 'completed') and oc.ends_at > $4::timestamptz - interval '30 days'
         order by b.id limit $5"#,
        organization_id.uuid(),
        event_type.map(Id::uuid),
        after.map(Id::uuid),
        now,
        limit,
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(|row| (Id::from_uuid(row.id), row.starts_at, row.ends_at)).collect())
}

/// The newest booking a rule can be tried with: one with somebody to tell, of these statuses where there is one.
pub async fn newest_booking(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    event_type: Option<Id<EventType>>,
    statuses: &[String],
) -> Result<Option<Id<Booking>>> {
    let id = sqlx::query_scalar!(
        "select id from bookings
         where organization_id = $1 and ($2::uuid is null or event_type_id = $2) and hidden_at is null
             and (talent_profile_id is not null or guest_name is not null)
         order by (status = any($3)) desc, created_at desc, id desc limit 1",
        organization_id.uuid(),
        event_type.map(Id::uuid),
        statuses,
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(id.map(Id::from_uuid))
}

/// A member of the team, as somebody who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamMate {
    /// Who.
    pub person: Person,
    /// Where mail reaches them.
    pub email: Option<String>,
    /// Their own choice of language.
    pub language: Option<String>,
    /// Their own zone.
    pub time_zone: Option<String>,
}

/// How these people are reached. They must have been found on a booking of the reader's.
pub async fn team_mates_any_owner(db: &mut impl Access, ids: &[Id<User>]) -> Result<Vec<TeamMate>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        "select id, name_latin, name_arabic, email, language, time_zone from users
         where id = any($1) and deactivated_at is null order by id",
        &ids,
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| TeamMate {
            person: Person { user_id: Id::from_uuid(row.id), name_latin: row.name_latin, name_arabic: row.name_arabic },
            email: row.email,
            language: row.language,
            time_zone: row.time_zone,
        })
        .collect())
}
