//! Taking over what casters knew of a person before that person had an account: a profile made by an organisation points to an
//! unclaimed user; claiming points it, and all that hangs on it, to the account.

use chrono::{DateTime, Utc};
use domain::id::{Booking, Id, Organization, TalentProfile, User};

use crate::{Access, Result};

/// An unclaimed profile that carries an address.
#[derive(Debug, Clone)]
pub struct UnclaimedProfile {
    /// The profile.
    pub id: Id<TalentProfile>,
    /// The organisation that made it.
    pub organization_id: Id<Organization>,
    /// Its English name.
    pub organization_en: String,
    /// Its Arabic name.
    pub organization_ar: String,
    /// The Latin name the organisation knows.
    pub name_latin: String,
    /// The Arabic name the organisation knows.
    pub name_arabic: String,
    /// The unclaimed person.
    pub user_id: Id<User>,
}

/// Profiles with that address whose person is unclaimed, in organisations where `user` has none: theirs to claim.
pub async fn list_any_owner(db: &mut impl Access, user: Id<User>, email: &str) -> Result<Vec<UnclaimedProfile>> {
    let rows = sqlx::query!(
        "select p.id, p.organization_id, o.name_en, o.name_ar, p.name_latin, p.name_arabic, p.user_id
         from talent_profiles p join users u on u.id = p.user_id join organizations o on o.id = p.organization_id
         where lower(p.email) = $2 and u.email is null and u.password_hash is null
         and not exists (select 1 from talent_profiles own where own.organization_id = p.organization_id and own.user_id = $1)
         order by o.name_en, p.id",
        user.uuid(),
        email
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| UnclaimedProfile {
            id: Id::from_uuid(row.id),
            organization_id: Id::from_uuid(row.organization_id),
            organization_en: row.name_en,
            organization_ar: row.name_ar,
            name_latin: row.name_latin,
            name_arabic: row.name_arabic,
            user_id: Id::from_uuid(row.user_id),
        })
        .collect())
}

/// The address and person of one profile, when that person is unclaimed.
pub async fn find(
    db: &mut impl Access,
    organization: Id<Organization>,
    profile: Id<TalentProfile>,
) -> Result<Option<(Option<String>, Id<User>)>> {
    let row = sqlx::query!(
        "select p.email, p.user_id from talent_profiles p join users u on u.id = p.user_id
         where p.organization_id = $1 and p.id = $2 and u.email is null and u.password_hash is null",
        organization.uuid(),
        profile.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(|row| (row.email, Id::from_uuid(row.user_id))))
}

/// The auditions of a person, each with the version of its link.
pub async fn booked_any_owner(db: &mut impl Access, user: Id<User>) -> Result<Vec<(Id<Booking>, i32)>> {
    let rows = sqlx::query!("select id, link_version from bookings where talent_user_id = $1", user.uuid())
        .fetch_all(db.raw())
        .await?;
    Ok(rows.into_iter().map(|row| (Id::from_uuid(row.id), row.link_version)).collect())
}

/// Points everything of the unclaimed person `from` to `to`. Two auditions at the same time meet `participants_no_overlap`, two profiles in
/// one organisation `talent_profiles_organization_user_key`.
pub async fn merge_any_owner(db: &mut impl Access, from: Id<User>, to: Id<User>, at: DateTime<Utc>) -> Result<()> {
    let (from, to) = (from.uuid(), to.uuid());
    sqlx::query!(
        "update talent_profiles set user_id = $2, revision = revision + 1, updated_at = $3 where user_id = $1",
        from,
        to,
        at
    )
    .execute(db.raw())
    .await?;
    sqlx::query!("update participants set user_id = $2, subject_id = $2 where user_id = $1", from, to)
        .execute(db.raw())
        .await?;
    sqlx::query!("update bookings set talent_user_id = $2 where talent_user_id = $1", from, to)
        .execute(db.raw())
        .await?;
    sqlx::query!("update booking_links set user_id = $2 where user_id = $1", from, to).execute(db.raw()).await?;
    sqlx::query!("update notifications set user_id = $2 where user_id = $1", from, to).execute(db.raw()).await?;
    sqlx::query!("update booking_events set actor_user_id = $2 where actor_user_id = $1", from, to)
        .execute(db.raw())
        .await?;
    sqlx::query!("update booking_events set acted_for = $2 where acted_for = $1", from, to).execute(db.raw()).await?;
    sqlx::query!("update change_requests set requested_by = $2 where requested_by = $1", from, to)
        .execute(db.raw())
        .await?;
    sqlx::query!("update out_of_office set user_id = $2 where user_id = $1", from, to).execute(db.raw()).await?;
    // The account keeps its own default hours; those typed for the unclaimed person stay beside them.
    sqlx::query!("update schedules set user_id = $2, is_default = false where user_id = $1", from, to)
        .execute(db.raw())
        .await?;
    Ok(())
}

/// A profile of somebody who opened an account by themselves.
#[derive(Debug, Clone)]
pub struct OwnProfile<'a> {
    /// Its id.
    pub id: Id<TalentProfile>,
    /// The account.
    pub user_id: Id<User>,
    /// Latin name.
    pub name_latin: &'a str,
    /// Arabic name.
    pub name_arabic: &'a str,
    /// Both names folded.
    pub search_key: &'a str,
    /// The address of the account.
    pub email: &'a str,
    /// `en` or `ar`.
    pub language: &'a str,
    /// IANA zone.
    pub time_zone: Option<&'a str>,
}

/// Whether an organisation has a profile with that address.
pub async fn is_address_known(db: &mut impl Access, organization: Id<Organization>, email: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        "select exists (select 1 from talent_profiles where organization_id = $1 and lower(email) = $2) as \"is!\"",
        organization.uuid(),
        email
    )
    .fetch_one(db.raw())
    .await?)
}

/// Inserts a profile of somebody who opened an account by themselves.
pub async fn insert_own_profile(
    db: &mut impl Access,
    organization: Id<Organization>,
    profile: &OwnProfile<'_>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into talent_profiles (id, organization_id, user_id, name_latin, name_arabic, search_key, email, language, time_zone,
            created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
        profile.id.uuid(),
        organization.uuid(),
        profile.user_id.uuid(),
        profile.name_latin,
        profile.name_arabic,
        profile.search_key,
        profile.email,
        profile.language,
        profile.time_zone,
        at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
