//! What an event type allows whoever books it without an account; and what such a page needs to know of it, in one row. Knows no rule.

use chrono::{DateTime, Utc};
use domain::{
    id::{EventType, Id, Organization},
    public_booking::{Access as Who, PublicSettings, ReasonFrom},
};

use crate::{Access, Error, Result};

/// The settings of an event type with what belongs to them elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicRecord {
    /// Which.
    pub event_type_id: Id<EventType>,
    /// Whose.
    pub organization_id: Id<Organization>,
    /// The organisation's word in addresses.
    pub organization_slug: String,
    /// Its own word in addresses.
    pub slug: String,
    /// Its zone.
    pub time_zone: String,
    /// Whether bookings wait for approval.
    pub needs_confirmation: bool,
    /// Whether those that wait take up time (rule 10).
    pub pending_blocks: bool,
    /// No longer offered.
    pub is_archived: bool,
    /// The rest.
    pub settings: PublicSettings,
}

/// The settings of an event type, whoever owns it; the defaults where none were made.
pub async fn find_any_owner(db: &mut impl Access, event_type: Id<EventType>) -> Result<Option<PublicRecord>> {
    let row = sqlx::query!(
        r#"select et.organization_id as "organization_id!", o.slug as "organization_slug!", et.slug as "slug!", et.time_zone as "time_zone!",
            et.needs_confirmation as "needs_confirmation!", et.pending_blocks as "pending_blocks!", et.archived_at as "archived_at?",
            et.hidden as "hidden!", et.casting_call_id is not null as "is_of_call!", s.access as "access?", s.verify_email as "verify_email?", s.most_guests as "most_guests?",
            s.may_cancel as "may_cancel?", s.may_reschedule as "may_reschedule?", s.change_notice_min as "change_notice_min?",
            s.reason_from as "reason_from?"
        from event_types et join organizations o on o.id = et.organization_id
        left join public_settings s on s.event_type_id = et.id
        where et.id = $1"#,
        event_type.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let broken = |column| Error::BrokenRow { table: "public_settings", column };
    let usual = PublicSettings::default();
    // What nobody has shared yet: auditions of a call are for its applicants, whatever is hidden for who knows the address.
    let unset = match (row.is_of_call, row.hidden) {
        (true, _) => Who::Links,
        (false, true) => Who::Unlisted,
        (false, false) => usual.access,
    };
    let settings = PublicSettings {
        access: row.access.map_or(Ok(unset), |word| Who::parse(&word).ok_or_else(|| broken("access")))?,
        verify_email: row.verify_email.unwrap_or(usual.verify_email),
        most_guests: row.most_guests.map_or(usual.most_guests, |most| u8::try_from(most).unwrap_or(0)),
        may_cancel: row.may_cancel.unwrap_or(usual.may_cancel),
        may_reschedule: row.may_reschedule.unwrap_or(usual.may_reschedule),
        change_notice_min: row.change_notice_min.map_or(0, |minutes| u32::try_from(minutes).unwrap_or(0)),
        reason_from: row
            .reason_from
            .map_or(Ok(usual.reason_from), |word| ReasonFrom::parse(&word).ok_or_else(|| broken("reason_from")))?,
    };
    Ok(Some(PublicRecord {
        event_type_id: event_type,
        organization_id: Id::from_uuid(row.organization_id),
        organization_slug: row.organization_slug,
        slug: row.slug,
        time_zone: row.time_zone,
        needs_confirmation: row.needs_confirmation,
        pending_blocks: row.pending_blocks,
        is_archived: row.archived_at.is_some(),
        settings,
    }))
}

/// Writes the settings of an event type in place of what they were, and what the event type itself keeps of them.
pub async fn replace(
    db: &mut impl Access,
    organization: Id<Organization>,
    event_type: Id<EventType>,
    settings: &PublicSettings,
    needs_confirmation: bool,
    pending_blocks: bool,
    now: DateTime<Utc>,
) -> Result<bool> {
    let written = sqlx::query!(
        "with own as (
            update event_types set hidden = $4::text <> 'open', needs_confirmation = $11, pending_blocks = $12, updated_at = $3,
                revision = revision + 1
            where id = $2 and organization_id = $1 returning id
        )
        insert into public_settings (event_type_id, access, verify_email, most_guests, may_cancel, may_reschedule, change_notice_min,
            reason_from, updated_at)
        select id, $4, $5, $6, $7, $8, $9, $10, $3 from own
        on conflict (event_type_id) do update set access = excluded.access, verify_email = excluded.verify_email,
            most_guests = excluded.most_guests, may_cancel = excluded.may_cancel, may_reschedule = excluded.may_reschedule,
            change_notice_min = excluded.change_notice_min, reason_from = excluded.reason_from, updated_at = excluded.updated_at",
        organization.uuid(),
        event_type.uuid(),
        now,
        settings.access.as_str(),
        settings.verify_email,
        i16::from(settings.most_guests),
        settings.may_cancel,
        settings.may_reschedule,
        i32::try_from(settings.change_notice_min).unwrap_or(i32::MAX),
        settings.reason_from.as_str(),
        needs_confirmation,
        pending_blocks,
    )
    .execute(db.raw())
    .await?;
    Ok(written.rows_affected() == 1)
}

/// How many live bookings of this event type the address has ahead of it; a series is one.
pub async fn live_of_address(
    db: &mut impl Access,
    event_type: Id<EventType>,
    email: &str,
    now: DateTime<Utc>,
) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(distinct coalesce(b.series_id, b.id)) as "count!" from bookings b join occurrences oc on oc.id = b.occurrence_id
        where b.event_type_id = $1 and b.guest_email = $2 and b.status in ('pending', 'scheduled', 'confirmed') and oc.ends_at > $3"#,
        event_type.uuid(),
        email,
        now,
    )
    .fetch_one(db.raw())
    .await?)
}
