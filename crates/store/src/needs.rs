//! What waits for the office: requests to be accepted, requests for another time, declines nobody filled, times kept that it wanted changed, silence shortly before the start, people who could not be told.
//! Knows no words and no page.

use chrono::{DateTime, Utc};
use domain::id::{Application, Booking, CastingCall, Id, Notification, Organization, User};
use uuid::Uuid;

use crate::{Access, Result, bookings::Words};

/// One thing that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedRecord {
    /// `pending`, `request`, `declined`, `kept`, `silent`, `unlinked` or `failed`.
    pub need: String,
    /// Since when, or by when (`silent`: the start).
    pub at: DateTime<Utc>,
    /// About which booking.
    pub booking_id: Id<Booking>,
    /// Its revision: what is answered from here is answered as it was seen.
    pub revision: i32,
    /// First instant of the meeting.
    pub starts_at: DateTime<Utc>,
    /// The talent's or guest's name in Latin letters; may be empty.
    pub name_latin: String,
    /// In Arabic letters; may be empty.
    pub name_arabic: String,
    /// The number to call.
    pub phone: Option<String>,
    /// The role, or the event type.
    pub what: Words,
    /// For booking somebody again: the call and the application.
    pub application: Option<(Id<CastingCall>, Id<Application>)>,
    /// `declined`, `kept`: why; `request`, `pending`: what whoever asks wrote.
    pub said: String,
    /// `failed`: the message, where it went, how often it was sent again.
    pub message: Option<(Id<Notification>, String, i64)>,
}

/// Whose.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// The organisation.
    pub organization: Id<Organization>,
    /// The member.
    pub user: Id<User>,
    /// Everything of the organisation, not only what they belong to.
    pub all: bool,
}

/// What waits for this member, the most pressing first, and how much there is in all.
pub async fn list(
    db: &mut impl Access,
    reader: Reader,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<(Vec<NeedRecord>, i64)> {
    let rows = sqlx::query!(
        r#"with kept as (
             -- The office wanted another time and was refused; a new time, or asking again, settles it.
             select cr.booking_id, cr.resolved_at, cr.answer
             from change_requests cr join bookings b on b.id = cr.booking_id join occurrences oc on oc.id = b.occurrence_id
             where cr.side = 'caster' and cr.status = 'refused' and cr.answer_seen_at is null and b.organization_id = $1
                 and b.status in ('scheduled', 'confirmed') and oc.starts_at > $4
                 and not exists (select from change_requests again where again.booking_id = b.id and again.side = 'caster'
                     and again.id <> cr.id and again.created_at >= cr.resolved_at)
                 and not exists (select from booking_events moved where moved.booking_id = b.id and moved.kind = 'rescheduled'
                     and moved.at >= cr.resolved_at)
         ), need as (
             select 1 as urgency, 'request' as need, cr.created_at as at, cr.booking_id, cr.note as said,
                 null::uuid as message_id, '' as address, 0::bigint as resent
             from change_requests cr join bookings b on b.id = cr.booking_id
             where cr.status = 'open' and cr.side = 'talent' and b.organization_id = $1
             union all
             select 1, 'pending', b.created_at, b.id, b.talent_notes, null, '', 0
             from occurrences oc join bookings b on b.occurrence_id = oc.id
             where oc.organization_id = $1 and oc.starts_at > $4 and b.status = 'pending'
             union all
             select 2, 'silent', oc.starts_at, b.id, '', null, '', 0
             from occurrences oc join bookings b on b.occurrence_id = oc.id
             where oc.organization_id = $1 and oc.starts_at > $4 and oc.starts_at <= $4::timestamptz + interval '48 hours'
                 and b.status = 'scheduled' and not exists (
                     select from change_requests cr where cr.booking_id = b.id and cr.status = 'open')
                 and not exists (select from kept where kept.booking_id = b.id)
             union all
             select 3, 'declined', b.cancelled_at, b.id, coalesce(b.cancellation_reason, ''), null, '', 0
             from occurrences oc join bookings b on b.occurrence_id = oc.id
             where oc.organization_id = $1 and oc.starts_at > $4 and b.cancelled_by_side = 'talent'
                 and b.status in ('declined', 'cancelled') and b.cancelled_at > $4::timestamptz - interval '14 days' and b.ending_seen_at is null
                 and not exists (select from bookings again where again.application_id = b.application_id and again.created_at > b.cancelled_at)
             union all
             select 3, 'kept', kept.resolved_at, kept.booking_id, kept.answer, null, '', 0 from kept
             union all
             -- Whoever booked without an account waits for a link; a calendar that makes one is given ten minutes.
             select 2, 'unlinked', oc.starts_at, b.id, '', null, '', 0
             from occurrences oc join bookings b on b.occurrence_id = oc.id
             where oc.organization_id = $1 and oc.starts_at > $4 and oc.starts_at <= $4::timestamptz + interval '14 days'
                 and b.meeting_type = 'video' and b.meeting_url is null and b.guest_name is not null
                 and b.status in ('scheduled', 'confirmed') and b.updated_at < $4::timestamptz - interval '10 minutes'
             union all
             select 0, 'failed', n.created_at, n.booking_id, '', n.id, n.address,
                 (select count(*) from notifications again where again.resend_of = n.id)
             from notifications n join bookings b on b.id = n.booking_id join occurrences oc on oc.id = b.occurrence_id
             where n.organization_id = $1 and n.status = 'failed' and n.created_at > $4::timestamptz - interval '30 days' and oc.ends_at > $4
                 and not exists (select from notifications again where again.booking_id = n.booking_id and again.kind = n.kind
                     and again.reader is not distinct from n.reader and again.user_id is not distinct from n.user_id
                     and (again.created_at, again.id) > (n.created_at, n.id))
         )
         select need.need as "need!", need.at as "at!", need.said as "said!", need.message_id as "message_id?", need.address as "address!",
             need.resent as "resent!", b.id as "booking_id!", b.revision as "revision!", oc.starts_at as "starts_at!",
             coalesce(tp.name_latin, b.guest_name, '') as "name_latin!", coalesce(tp.name_arabic, '') as "name_arabic!", coalesce(tp.phone, b.guest_phone) as "phone?",
             coalesce(r.name_en, et.name_en) as "what_en!", coalesce(r.name_ar, et.name_ar) as "what_ar!",
             b.application_id as "application_id?", c.id as "call_id?", count(*) over () as "total!"
         from need
         join bookings b on b.id = need.booking_id
         join occurrences oc on oc.id = b.occurrence_id
         join event_types et on et.id = b.event_type_id
         left join talent_profiles tp on tp.id = b.talent_profile_id
         left join applications a on a.id = b.application_id
         left join roles r on r.id = a.role_id
         left join casting_calls c on c.id = r.casting_call_id
         where b.hidden_at is null and ($3 or case when c.id is null
             then b.caster_user_id is not distinct from $2 or $2 = any(oc.staff_ids)
             else c.created_by = $2 or exists (select from casting_call_members m where m.casting_call_id = c.id and m.user_id = $2) end)
         order by need.urgency, oc.starts_at, b.id limit $5"#,
        reader.organization.uuid(),
        reader.user.uuid(),
        reader.all,
        now,
        limit,
    )
    .fetch_all(db.raw())
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    let both =
        |call: Option<Uuid>, application: Option<Uuid>| Some((Id::from_uuid(call?), Id::from_uuid(application?)));
    let needs = rows
        .into_iter()
        .map(|row| NeedRecord {
            need: row.need,
            at: row.at,
            booking_id: Id::from_uuid(row.booking_id),
            revision: row.revision,
            starts_at: row.starts_at,
            name_latin: row.name_latin,
            name_arabic: row.name_arabic,
            phone: row.phone,
            what: Words { en: row.what_en, ar: row.what_ar },
            application: both(row.call_id, row.application_id),
            said: row.said,
            message: row.message_id.map(|id| (Id::from_uuid(id), row.address, row.resent)),
        })
        .collect();
    Ok((needs, total))
}

/// Somebody of the office has seen that this booking was declined or called off, or that its time was kept; it waits for nobody any more.
pub async fn see_ending(db: &mut impl Access, booking: Id<Booking>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update bookings set ending_seen_at = $2 where id = $1 and ending_seen_at is null and status in ('declined', 'cancelled')",
        booking.uuid(),
        now,
    )
    .execute(db.raw())
    .await?;
    sqlx::query!(
        "update change_requests set answer_seen_at = $2
        where booking_id = $1 and side = 'caster' and status = 'refused' and answer_seen_at is null",
        booking.uuid(),
        now,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
