//! Several applicants of one call at once, as the engine wants them. One query, however many there are.

use chrono::{DateTime, Utc};
use domain::id::{Application, Booking, CastingCall, Id, Organization};

use super::ApplicationFacts;
use crate::{Access, Result, bookings::Person};

/// These applications of the call, in the order they are named; what is not of the call is left out. Belonging is not asked.
pub async fn queue(
    db: &mut impl Access,
    organization: Id<Organization>,
    call: Id<CastingCall>,
    applications: &[Id<Application>],
    round: i32,
) -> Result<Vec<ApplicationFacts>> {
    let ids: Vec<_> = applications.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select a.id as "id!", a.status as "status!", a.role_id as "role_id!", p.id as "profile_id!", p.user_id as "user_id!",
            p.name_latin as "latin!", p.name_arabic as "arabic!", s.id as "schedule_id?",
            exists (select from bookings b where b.application_id = a.id and b.round = $4
                and b.status in ('pending', 'scheduled', 'confirmed')) as "is_booked!"
        from applications a
        join roles r on r.id = a.role_id
        join talent_profiles p on p.id = a.talent_profile_id
        left join schedules s on s.user_id = p.user_id and s.is_default
        where a.organization_id = $1 and r.casting_call_id = $2 and a.id = any($3)
        order by array_position($3, a.id)"#,
        organization.uuid(),
        call.uuid(),
        &ids,
        round
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ApplicationFacts {
            id: Id::from_uuid(row.id),
            organization_id: organization,
            role_id: Id::from_uuid(row.role_id),
            call_id: call,
            profile_id: Id::from_uuid(row.profile_id),
            talent: Person { user_id: Id::from_uuid(row.user_id), name_latin: row.latin, name_arabic: row.arabic },
            schedule_id: row.schedule_id.map(Id::from_uuid),
            viewer_belongs: true,
            is_booked: row.is_booked,
            status: row.status,
        })
        .collect())
}

/// A live booking of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookedRecord {
    /// Whose.
    pub application: Id<Application>,
    /// Which.
    pub booking: Id<Booking>,
    /// First instant of its meeting.
    pub starts_at: DateTime<Utc>,
}

/// The live bookings of these applications.
pub async fn booked(
    db: &mut impl Access,
    organization: Id<Organization>,
    applications: &[Id<Application>],
) -> Result<Vec<BookedRecord>> {
    let ids: Vec<_> = applications.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select b.id, b.application_id as "application_id!", oc.starts_at
        from bookings b join occurrences oc on oc.id = b.occurrence_id
        where b.organization_id = $1 and b.application_id = any($2) and b.status in ('pending', 'scheduled', 'confirmed')"#,
        organization.uuid(),
        &ids,
    )
    .fetch_all(db.raw())
    .await?;
    let record = |application, booking, starts_at| BookedRecord {
        application: Id::from_uuid(application),
        booking: Id::from_uuid(booking),
        starts_at,
    };
    Ok(rows.into_iter().map(|row| record(row.application_id, row.id, row.starts_at)).collect())
}
