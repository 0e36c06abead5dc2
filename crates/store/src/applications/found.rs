//! Applications found: by role, call, status, name, address or number, page by page. Knows no rights.

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    casting::{ApplicationSource, ApplicationStatus},
    id::{Application, CastingCall, Id, Organization, Role, User},
};

use super::{Applicant, ApplicantAudition};
use crate::{Access, Error, Result, talent_profiles::patterns};

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

/// Those who match a filter: how many, and which, as a sum that is another one for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matched {
    /// How many.
    pub count: i64,
    /// The sum over their ids.
    pub sum: i64,
}

/// Which applications match, the place in the list left aside: by their words, address or number, and with those whose names are near too.
pub async fn matched(
    db: &mut impl Access,
    organization: Id<Organization>,
    filter: &Filter,
) -> Result<(Matched, Matched)> {
    let row = sqlx::query!(
        r#"select count(*) filter (where found.exactly) as "count!",
            coalesce(bit_xor(found.sum) filter (where found.exactly), 0) as "sum!",
            count(*) as "count_with_near!", coalesce(bit_xor(found.sum), 0) as "sum_with_near!"
         from applications a
         join talent_profiles p on p.id = a.talent_profile_id
         join roles r on r.id = a.role_id
         cross join lateral (select hashtextextended(a.id::text, 0) as sum,
            (cardinality($5::text[]) = 0 or p.search_key like all($5)
                or ($8 <> '' and (strpos(lower(p.email), $8) > 0 or strpos(regexp_replace(p.phone, '\D', '', 'g'), $8) > 0)))
                is true as exactly) found
         where a.organization_id = $1
            and ($2::uuid is null or a.role_id = $2)
            and ($3::uuid is null or r.casting_call_id = $3)
            and ($4::text is null or a.status = $4)
            and (found.exactly or ($6 <> '' and word_similarity($6, p.search_key) >= 0.55))
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
    .await?;
    Ok((Matched { count: row.count, sum: row.sum }, Matched { count: row.count_with_near, sum: row.sum_with_near }))
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
