//! Applications: talent x role. Knows no rights; paging is by (created, id), newest first, so that page 100 costs what page 1 does.

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    casting::{ApplicationSource, ApplicationStatus},
    id::{Application, Booking, CastingCall, Id, Organization, Picture, Role, TalentProfile, User},
};

use crate::{Access, Result};

mod edit;
mod found;
mod marks;

pub use edit::{Standing, lock, update};
pub use found::{Filter, Matched, list, matched};
pub use marks::{lock_matching, set_statuses, write_status};

/// An application to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationRecord {
    /// The application.
    pub id: Id<Application>,
    /// Its owner.
    pub organization_id: Id<Organization>,
    /// For which role.
    pub role_id: Id<Role>,
    /// Whose.
    pub talent_profile_id: Id<TalentProfile>,
    /// Where it stands.
    pub status: ApplicationStatus,
    /// What the talent or caster wrote with it.
    pub note: String,
    /// Where it came from.
    pub source: ApplicationSource,
    /// The other platform's name for it.
    pub external_id: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// The audition an applicant has, if any: the live one, else the latest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicantAudition {
    /// The booking.
    pub booking_id: Id<Booking>,
    /// Where it stands.
    pub status: Status,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// The venue's zone.
    pub time_zone: String,
    /// First call is 1, a callback the next.
    pub round: i32,
}

/// An application with the names and facts a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applicant {
    /// The application.
    pub id: Id<Application>,
    /// For which role.
    pub role_id: Id<Role>,
    /// The role's English name.
    pub role_name_en: String,
    /// The role's Arabic name.
    pub role_name_ar: String,
    /// In which call.
    pub casting_call_id: Id<CastingCall>,
    /// The call's English title.
    pub call_title_en: String,
    /// The call's Arabic title.
    pub call_title_ar: String,
    /// Whether the asked reader created the call or was added to it.
    pub viewer_belongs: bool,
    /// Whose.
    pub talent_profile_id: Id<TalentProfile>,
    /// The person behind the profile.
    pub talent_user_id: Id<User>,
    /// Latin name, perhaps empty.
    pub name_latin: String,
    /// Arabic name, perhaps empty.
    pub name_arabic: String,
    /// Address as the organisation knows it.
    pub email: Option<String>,
    /// Phone as the organisation knows it.
    pub phone: Option<String>,
    /// Year of birth.
    pub birth_year: Option<i16>,
    /// Where they live.
    pub city: Option<String>,
    /// Their face.
    pub headshot_id: Option<Id<Picture>>,
    /// Address of a showreel.
    pub showreel_url: Option<String>,
    /// Where it stands.
    pub status: ApplicationStatus,
    /// What was written with it.
    pub note: String,
    /// Where it came from.
    pub source: ApplicationSource,
    /// The other platform's name for it.
    pub external_id: Option<String>,
    /// Rises with every change.
    pub revision: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Their audition.
    pub audition: Option<ApplicantAudition>,
}

/// Writes new applications, of one organisation. Objections: `applications_role_talent_key`,
/// `applications_organization_external_key`.
pub async fn insert(db: &mut impl Access, applications: &[ApplicationRecord]) -> Result<()> {
    let column = |of: fn(&ApplicationRecord) -> uuid::Uuid| applications.iter().map(of).collect::<Vec<_>>();
    let text = |of: fn(&ApplicationRecord) -> &str| applications.iter().map(|a| of(a).to_owned()).collect::<Vec<_>>();
    let external: Vec<Option<String>> = applications.iter().map(|a| a.external_id.clone()).collect();
    let created: Vec<DateTime<Utc>> = applications.iter().map(|a| a.created_at).collect();
    sqlx::query!(
        "insert into applications (id, organization_id, role_id, talent_profile_id, status, note, source, external_id,
            created_at, updated_at)
         select id, organization_id, role_id, talent_profile_id, status, note, source, external_id, created_at, created_at
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::timestamptz[])
            as t (id, organization_id, role_id, talent_profile_id, status, note, source, external_id, created_at)",
        &column(|a| a.id.uuid()),
        &column(|a| a.organization_id.uuid()),
        &column(|a| a.role_id.uuid()),
        &column(|a| a.talent_profile_id.uuid()),
        &text(|a| a.status.as_str()),
        &text(|a| &a.note),
        &text(|a| a.source.as_str()),
        &external as &[Option<String>],
        &created
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The roles a profile applied for.
pub async fn roles_of_profile(
    db: &mut impl Access,
    organization: Id<Organization>,
    profile: Id<TalentProfile>,
) -> Result<Vec<Id<Role>>> {
    let found = sqlx::query_scalar!(
        "select role_id from applications where organization_id = $1 and talent_profile_id = $2",
        organization.uuid(),
        profile.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(found.into_iter().map(Id::from_uuid).collect())
}

/// Sets the status if it is another; whether it changed anything. `None`: no such application.
pub async fn set_status(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<Application>,
    status: ApplicationStatus,
    now: DateTime<Utc>,
) -> Result<Option<bool>> {
    let former = sqlx::query_scalar!(
        "select status from applications where organization_id = $1 and id = $2 for update",
        organization.uuid(),
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    let Some(former) = former else { return Ok(None) };
    if former == status.as_str() {
        return Ok(Some(false));
    }
    sqlx::query!(
        "update applications set status = $3, updated_at = $4, revision = revision + 1
         where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid(),
        status.as_str(),
        now
    )
    .execute(db.raw())
    .await?;
    Ok(Some(true))
}

/// Deletes an application that never had a booking; bookings object (`bookings_application_id_fkey`).
pub async fn delete(db: &mut impl Access, organization: Id<Organization>, id: Id<Application>) -> Result<bool> {
    let done =
        sqlx::query!("delete from applications where organization_id = $1 and id = $2", organization.uuid(), id.uuid())
            .execute(db.raw())
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Profiles among these that applied for the role already.
pub async fn applied_profiles(
    db: &mut impl Access,
    organization: Id<Organization>,
    role: Id<Role>,
    profiles: &[Id<TalentProfile>],
) -> Result<Vec<Id<TalentProfile>>> {
    let ids: Vec<_> = profiles.iter().map(|id| id.uuid()).collect();
    let found = sqlx::query_scalar!(
        "select talent_profile_id from applications
         where organization_id = $1 and role_id = $2 and talent_profile_id = any($3)",
        organization.uuid(),
        role.uuid(),
        &ids
    )
    .fetch_all(db.raw())
    .await?;
    Ok(found.into_iter().map(Id::from_uuid).collect())
}

/// Applicants without an address who applied for the role, as (search key, phone): what an import without addresses is compared with.
pub async fn keys_without_email(
    db: &mut impl Access,
    organization: Id<Organization>,
    role: Id<Role>,
) -> Result<Vec<(String, Option<String>)>> {
    let rows = sqlx::query!(
        "select p.search_key, p.phone from applications a join talent_profiles p on p.id = a.talent_profile_id
         where a.organization_id = $1 and a.role_id = $2 and p.email is null",
        organization.uuid(),
        role.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(|row| (row.search_key, row.phone)).collect())
}

/// The application of another platform's name.
pub async fn id_by_external_id(
    db: &mut impl Access,
    organization: Id<Organization>,
    external_id: &str,
) -> Result<Option<Id<Application>>> {
    Ok(sqlx::query_scalar!(
        "select id from applications where organization_id = $1 and external_id = $2",
        organization.uuid(),
        external_id
    )
    .fetch_optional(db.raw())
    .await?
    .map(Id::from_uuid))
}
