//! Applications: talent x role. Knows no rights; paging is by (created, id), newest first, so that page 100 costs what page 1 does.

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    casting::{ApplicationSource, ApplicationStatus},
    id::{Application, Booking, CastingCall, Id, Organization, Picture, Role, TalentProfile, User},
};

use crate::{Access, Error, Result, talent_profiles::patterns};

mod edit;
mod marks;

pub use edit::{Standing, lock, update};
pub use marks::set_statuses;

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

/// Which applications to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this role only.
    pub role_id: Option<Id<Role>>,
    /// Of this call only.
    pub casting_call_id: Option<Id<CastingCall>>,
    /// These applications only; empty: any.
    pub ids: Vec<Id<Application>>,
    /// Of calls this person created or was added to only.
    pub member: Option<Id<User>>,
    /// In this status only.
    pub status: Option<ApplicationStatus>,
    /// Folded words that must all occur in the names.
    pub words: Vec<String>,
    /// The folded text without spaces: names as near as 0.55 match too (trigrams). Empty: only `words` count.
    pub whole: String,
    /// A piece of an address, or the digits of a phone number, that finds too. Empty: names alone count.
    pub contact: String,
    /// After this place in the list.
    pub after: Option<(DateTime<Utc>, Id<Application>)>,
    /// At most so many.
    pub limit: i64,
    /// Whose belonging to the call is told.
    pub viewer: Option<Id<User>>,
}

impl Filter {
    /// That application.
    pub fn one(id: Id<Application>) -> Self {
        Self::of(vec![id])
    }

    /// Those applications.
    pub fn of(ids: Vec<Id<Application>>) -> Self {
        Self { limit: i64::try_from(ids.len()).unwrap_or(i64::MAX), ids, ..Self::default() }
    }
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

/// How many applications match, the place in the list left aside.
pub async fn count(db: &mut impl Access, organization: Id<Organization>, filter: &Filter) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!"
         from applications a
         join talent_profiles p on p.id = a.talent_profile_id
         join roles r on r.id = a.role_id
         where a.organization_id = $1
            and ($2::uuid is null or a.role_id = $2)
            and ($3::uuid is null or r.casting_call_id = $3)
            and ($4::text is null or a.status = $4)
            and (cardinality($5::text[]) = 0 or p.search_key like all($5)
                or ($6 <> '' and word_similarity($6, p.search_key) >= 0.55)
                or ($8 <> '' and (strpos(lower(p.email), $8) > 0 or strpos(regexp_replace(p.phone, '\D', '', 'g'), $8) > 0)))
            and ($7::uuid is null or exists(select 1 from casting_calls c where c.id = r.casting_call_id
                and (c.created_by = $7 or exists(select 1 from casting_call_members m
                    where m.casting_call_id = c.id and m.user_id = $7))))"#,
        organization.uuid(),
        filter.role_id.map(Id::uuid),
        filter.casting_call_id.map(Id::uuid),
        filter.status.map(ApplicationStatus::as_str),
        &patterns(&filter.words),
        filter.whole,
        filter.member.map(Id::uuid),
        filter.contact
    )
    .fetch_one(db.raw())
    .await?)
}

/// Applications that match, newest first.
pub async fn list(db: &mut impl Access, organization: Id<Organization>, filter: &Filter) -> Result<Vec<Applicant>> {
    let rows = sqlx::query!(
        r#"select a.id as "id!", a.role_id as "role_id!", r.name_en as "role_name_en!", r.name_ar as "role_name_ar!",
            r.casting_call_id as "casting_call_id!", call.title_en as "call_title_en!", call.title_ar as "call_title_ar!",
            (call.created_by = $12 or exists(select from casting_call_members m
                where m.casting_call_id = call.id and m.user_id = $12)) is true as "viewer_belongs!", a.talent_profile_id as "talent_profile_id!", p.user_id as "user_id!",
            p.name_latin as "name_latin!", p.name_arabic as "name_arabic!", p.email, p.phone, p.birth_year, p.city,
            p.headshot_id, p.showreel_url, a.status as "status!", a.note as "note!", a.source as "source!", a.external_id, a.revision as "revision!",
            a.created_at as "created_at!",
            b.id as "booking_id?", b.status as "booking_status?", b.starts_at as "starts_at?",
            b.time_zone as "booking_zone?", b.round as "round?"
         from applications a
         join talent_profiles p on p.id = a.talent_profile_id
         join roles r on r.id = a.role_id
         join casting_calls call on call.id = r.casting_call_id
         left join lateral (
            select b.id, b.status, o.starts_at, b.time_zone, b.round
            from bookings b join occurrences o on o.id = b.occurrence_id
            where b.application_id = a.id and b.hidden_at is null
            order by (b.status in ('pending', 'scheduled', 'confirmed')) desc, o.starts_at desc, b.id desc
            limit 1) b on true
         where a.organization_id = $1
            and ($2::uuid is null or a.role_id = $2)
            and ($3::uuid is null or r.casting_call_id = $3)
            and ($4::text is null or a.status = $4)
            and (cardinality($5::text[]) = 0 or p.search_key like all($5)
                or ($6 <> '' and word_similarity($6, p.search_key) >= 0.55)
                or ($13 <> '' and (strpos(lower(p.email), $13) > 0 or strpos(regexp_replace(p.phone, '\D', '', 'g'), $13) > 0)))
            and ($7::timestamptz is null or (a.created_at, a.id) < ($7, $8))
            and (cardinality($9::uuid[]) = 0 or a.id = any($9))
            and ($11::uuid is null or exists(select 1 from casting_calls c where c.id = r.casting_call_id
                and (c.created_by = $11 or exists(select 1 from casting_call_members m
                    where m.casting_call_id = c.id and m.user_id = $11))))
         order by a.created_at desc, a.id desc
         limit $10"#,
        organization.uuid(),
        filter.role_id.map(Id::uuid),
        filter.casting_call_id.map(Id::uuid),
        filter.status.map(ApplicationStatus::as_str),
        &patterns(&filter.words),
        filter.whole,
        filter.after.map(|(at, _)| at),
        filter.after.map(|(_, id)| id.uuid()),
        &filter.ids.iter().map(|id| id.uuid()).collect::<Vec<_>>(),
        filter.limit,
        filter.member.map(Id::uuid),
        filter.viewer.map(Id::uuid),
        filter.contact,
    )
    .fetch_all(db.raw())
    .await?;
    rows.into_iter()
        .map(|row| {
            let broken = |column| Error::BrokenRow { table: "applications", column };
            let audition = match (row.booking_id, row.booking_status, row.starts_at, row.booking_zone, row.round) {
                (Some(id), Some(status), Some(starts_at), Some(time_zone), Some(round)) => Some(ApplicantAudition {
                    booking_id: Id::from_uuid(id),
                    status: Status::parse(&status).ok_or(Error::BrokenRow { table: "bookings", column: "status" })?,
                    starts_at,
                    time_zone,
                    round,
                }),
                _ => None,
            };
            Ok(Applicant {
                id: Id::from_uuid(row.id),
                role_id: Id::from_uuid(row.role_id),
                role_name_en: row.role_name_en,
                role_name_ar: row.role_name_ar,
                casting_call_id: Id::from_uuid(row.casting_call_id),
                call_title_en: row.call_title_en,
                call_title_ar: row.call_title_ar,
                viewer_belongs: row.viewer_belongs,
                talent_profile_id: Id::from_uuid(row.talent_profile_id),
                talent_user_id: Id::from_uuid(row.user_id),
                name_latin: row.name_latin,
                name_arabic: row.name_arabic,
                email: row.email,
                phone: row.phone,
                birth_year: row.birth_year,
                city: row.city,
                headshot_id: row.headshot_id.map(Id::from_uuid),
                showreel_url: row.showreel_url,
                status: ApplicationStatus::parse(&row.status).ok_or_else(|| broken("status"))?,
                note: row.note,
                source: ApplicationSource::parse(&row.source).ok_or_else(|| broken("source"))?,
                external_id: row.external_id,
                revision: row.revision,
                created_at: row.created_at,
                audition,
            })
        })
        .collect()
}
