//! Talent as each organisation knows them, and the unclaimed people behind profiles a caster typed. Contact data here belongs to the
//! organisation; a person's account is never found or changed by it (product.md, "Tenancy and identity").

use chrono::{DateTime, Utc};
use domain::id::{Id, Organization, TalentProfile, User};
use uuid::Uuid;

use crate::{Access, Result};

mod page;

pub use page::page;

/// A talent profile as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileRecord {
    /// The profile.
    pub id: Id<TalentProfile>,
    /// Its owner.
    pub organization_id: Id<Organization>,
    /// The person, claimed or not.
    pub user_id: Id<User>,
    /// Whether the person has an account of their own.
    pub is_claimed: bool,
    /// Latin name, perhaps empty.
    pub name_latin: String,
    /// Arabic name, perhaps empty.
    pub name_arabic: String,
    /// Both names folded, without spaces (see `services::talent_profiles`).
    pub search_key: String,
    /// Address as this organisation knows it, normalised.
    pub email: Option<String>,
    /// Phone as this organisation knows it.
    pub phone: Option<String>,
    /// Year of birth.
    pub birth_year: Option<i16>,
    /// Where they live.
    pub city: Option<String>,
    /// `en` or `ar`.
    pub language: String,
    /// IANA zone, if known.
    pub time_zone: Option<String>,
    /// Address of a showreel.
    pub showreel_url: Option<String>,
    /// The other platform's name for them.
    pub external_id: Option<String>,
    /// Rises with every change.
    pub revision: i32,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    organization_id: Uuid,
    user_id: Uuid,
    is_claimed: bool,
    name_latin: String,
    name_arabic: String,
    search_key: String,
    email: Option<String>,
    phone: Option<String>,
    birth_year: Option<i16>,
    city: Option<String>,
    language: String,
    time_zone: Option<String>,
    showreel_url: Option<String>,
    external_id: Option<String>,
    revision: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Row> for ProfileRecord {
    fn from(row: Row) -> Self {
        Self {
            id: Id::from_uuid(row.id),
            organization_id: Id::from_uuid(row.organization_id),
            user_id: Id::from_uuid(row.user_id),
            is_claimed: row.is_claimed,
            name_latin: row.name_latin,
            name_arabic: row.name_arabic,
            search_key: row.search_key,
            email: row.email,
            phone: row.phone,
            birth_year: row.birth_year,
            city: row.city,
            language: row.language,
            time_zone: row.time_zone,
            showreel_url: row.showreel_url,
            external_id: row.external_id,
            revision: row.revision,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Writes a new profile. Objections: `talent_profiles_organization_email_key`, `talent_profiles_organization_user_key`,
/// `talent_profiles_organization_external_key`.
pub async fn insert(db: &mut impl Access, profile: &ProfileRecord) -> Result<()> {
    sqlx::query!(
        "insert into talent_profiles (id, organization_id, user_id, name_latin, name_arabic, search_key, email, phone,
            birth_year, city, language, time_zone, showreel_url, external_id, revision, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        profile.id.uuid(),
        profile.organization_id.uuid(),
        profile.user_id.uuid(),
        profile.name_latin,
        profile.name_arabic,
        profile.search_key,
        profile.email,
        profile.phone,
        profile.birth_year,
        profile.city,
        profile.language,
        profile.time_zone,
        profile.showreel_url,
        profile.external_id,
        profile.revision,
        profile.created_at,
        profile.updated_at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Writes profiles of one organisation with a new unclaimed person behind each (names only: no address, no password), for what
/// casters type and import. Objections as for [`insert`].
pub async fn insert_with_people(db: &mut impl Access, new: &[ProfileRecord]) -> Result<()> {
    let text = |of: fn(&ProfileRecord) -> &str| new.iter().map(|p| of(p).to_owned()).collect::<Vec<_>>();
    let maybe = |of: fn(&ProfileRecord) -> &Option<String>| new.iter().map(|p| of(p).clone()).collect::<Vec<_>>();
    let ids: Vec<Uuid> = new.iter().map(|p| p.id.uuid()).collect();
    let organizations: Vec<Uuid> = new.iter().map(|p| p.organization_id.uuid()).collect();
    let users: Vec<Uuid> = new.iter().map(|p| p.user_id.uuid()).collect();
    let years: Vec<Option<i16>> = new.iter().map(|p| p.birth_year).collect();
    let created: Vec<DateTime<Utc>> = new.iter().map(|p| p.created_at).collect();
    let (latin, arabic) = (text(|p| &p.name_latin), text(|p| &p.name_arabic));
    let keys = text(|p| &p.search_key);
    sqlx::query!(
        "insert into users (id, name_latin, name_arabic, search_key, created_at, updated_at)
         select id, name_latin, name_arabic, search_key, created_at, created_at
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
            as t (id, name_latin, name_arabic, search_key, created_at)",
        &users,
        &latin,
        &arabic,
        &keys,
        &created
    )
    .execute(db.raw())
    .await?;
    sqlx::query!(
        "insert into talent_profiles (id, organization_id, user_id, name_latin, name_arabic, search_key, email, phone,
            birth_year, city, language, external_id, created_at, updated_at)
         select id, organization_id, user_id, name_latin, name_arabic, search_key, email, phone, birth_year, city, language,
            external_id, created_at, created_at
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::smallint[], $10::text[], $11::text[], $12::text[], $13::timestamptz[])
            as t (id, organization_id, user_id, name_latin, name_arabic, search_key, email, phone, birth_year, city,
                language, external_id, created_at)",
        &ids,
        &organizations,
        &users,
        &latin,
        &arabic,
        &keys,
        &maybe(|p| &p.email) as &[Option<String>],
        &maybe(|p| &p.phone) as &[Option<String>],
        &years as &[Option<i16>],
        &maybe(|p| &p.city) as &[Option<String>],
        &text(|p| &p.language),
        &maybe(|p| &p.external_id) as &[Option<String>],
        &created
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Writes the profile if it still has `profile.revision`, and raises the revision; whether it did. Objections as for [`insert`].
pub async fn update(db: &mut impl Access, profile: &ProfileRecord) -> Result<bool> {
    let done = sqlx::query!(
        "update talent_profiles set name_latin = $4, name_arabic = $5, search_key = $6, email = $7, phone = $8,
            birth_year = $9, city = $10, language = $11, time_zone = $12, showreel_url = $13, external_id = $14,
            updated_at = $15, revision = revision + 1
         where organization_id = $1 and id = $2 and revision = $3",
        profile.organization_id.uuid(),
        profile.id.uuid(),
        profile.revision,
        profile.name_latin,
        profile.name_arabic,
        profile.search_key,
        profile.email,
        profile.phone,
        profile.birth_year,
        profile.city,
        profile.language,
        profile.time_zone,
        profile.showreel_url,
        profile.external_id,
        profile.updated_at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The profile.
pub async fn get(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<TalentProfile>,
) -> Result<Option<ProfileRecord>> {
    find(db, organization, Some(id.uuid()), None, None, None).await
}

/// The profile with that normalised address.
pub async fn get_by_email(
    db: &mut impl Access,
    organization: Id<Organization>,
    email: &str,
) -> Result<Option<ProfileRecord>> {
    find(db, organization, None, Some(email), None, None).await
}

/// The person's profile.
pub async fn get_by_user(
    db: &mut impl Access,
    organization: Id<Organization>,
    user: Id<User>,
) -> Result<Option<ProfileRecord>> {
    find(db, organization, None, None, Some(user.uuid()), None).await
}

/// The profile of another platform's name.
pub async fn get_by_external_id(
    db: &mut impl Access,
    organization: Id<Organization>,
    external_id: &str,
) -> Result<Option<ProfileRecord>> {
    find(db, organization, None, None, None, Some(external_id)).await
}

async fn find(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Option<Uuid>,
    email: Option<&str>,
    user: Option<Uuid>,
    external_id: Option<&str>,
) -> Result<Option<ProfileRecord>> {
    let row = sqlx::query_as!(
        Row,
        r#"select p.id, p.organization_id, p.user_id, (u.email is not null) as "is_claimed!", p.name_latin, p.name_arabic,
            p.search_key, p.email, p.phone, p.birth_year, p.city, p.language, p.time_zone, p.showreel_url, p.external_id,
            p.revision, p.created_at, p.updated_at
         from talent_profiles p join users u on u.id = p.user_id
         where p.organization_id = $1 and (p.id = $2 or p.email = $3 or p.user_id = $4 or p.external_id = $5)"#,
        organization.uuid(),
        id,
        email,
        user,
        external_id
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(ProfileRecord::from))
}

/// The profiles with any of these addresses, for an import.
pub async fn list_by_emails(
    db: &mut impl Access,
    organization: Id<Organization>,
    emails: &[String],
) -> Result<Vec<ProfileRecord>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, p.organization_id, p.user_id, (u.email is not null) as "is_claimed!", p.name_latin, p.name_arabic,
            p.search_key, p.email, p.phone, p.birth_year, p.city, p.language, p.time_zone, p.showreel_url, p.external_id,
            p.revision, p.created_at, p.updated_at
         from talent_profiles p join users u on u.id = p.user_id
         where p.organization_id = $1 and p.email = any($2)"#,
        organization.uuid(),
        emails
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(ProfileRecord::from).collect())
}

/// Profiles whose names match, by name. `words` are folded words that must all occur, `whole` the folded text without spaces:
/// names as near as 0.55 match too (trigrams), none when empty; empty words mean everybody.
pub async fn search(
    db: &mut impl Access,
    organization: Id<Organization>,
    words: &[String],
    whole: &str,
    limit: i64,
) -> Result<Vec<ProfileRecord>> {
    let patterns = patterns(words);
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, p.organization_id, p.user_id, (u.email is not null) as "is_claimed!", p.name_latin, p.name_arabic,
            p.search_key, p.email, p.phone, p.birth_year, p.city, p.language, p.time_zone, p.showreel_url, p.external_id,
            p.revision, p.created_at, p.updated_at
         from talent_profiles p join users u on u.id = p.user_id
         where p.organization_id = $1
            and (cardinality($2::text[]) = 0 or p.search_key like all($2)
                or ($3 <> '' and word_similarity($3, p.search_key) >= 0.55))
         order by (p.search_key like all($2)) desc, p.name_latin, p.name_arabic, p.id
         limit $4"#,
        organization.uuid(),
        &patterns,
        whole,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(ProfileRecord::from).collect())
}

/// The person's own profiles in every organisation, with the organisation's names: what a talent may see of themselves.
pub async fn list_of_user_any_owner(db: &mut impl Access, user: Id<User>) -> Result<Vec<ProfileRecord>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, p.organization_id, p.user_id, (u.email is not null) as "is_claimed!", p.name_latin, p.name_arabic,
            p.search_key, p.email, p.phone, p.birth_year, p.city, p.language, p.time_zone, p.showreel_url, p.external_id,
            p.revision, p.created_at, p.updated_at
         from talent_profiles p join users u on u.id = p.user_id
         where p.user_id = $1 order by p.created_at, p.id"#,
        user.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(ProfileRecord::from).collect())
}

/// `%word%` for each word; `%`, `_` and `\` cannot occur in folded words.
pub(crate) fn patterns(words: &[String]) -> Vec<String> {
    words.iter().map(|word| format!("%{word}%")).collect()
}
