//! Organisations: the tenants. Knows no rule about who may change one.

use chrono::{DateTime, Utc};
use domain::id::{Id, Organization, Picture, User};

use crate::{Access, Result};

/// An organisation with its settings, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationRecord {
    /// Its id.
    pub id: Id<Organization>,
    /// Its place in addresses: `/book/{slug}/…`.
    pub slug: String,
    /// Its English name.
    pub name_en: String,
    /// Its Arabic name.
    pub name_ar: String,
    /// ISO 3166 country code.
    pub country: String,
    /// IANA zone.
    pub time_zone: String,
    /// `en` or `ar`.
    pub language: String,
    /// First day of the week, 0 = Sunday.
    pub week_start: i16,
    /// Days of the weekend, 0 = Sunday.
    pub weekend: Vec<i16>,
    /// `latn` or `arab`.
    pub digits: String,
    /// Whether Umm al-Qura dates stand beside Gregorian ones.
    pub hijri: bool,
    /// `open` or `invited`: who may sign up as talent.
    pub sign_up_policy: String,
    /// Hue of the accent, 0 to 359.
    pub accent_hue: i16,
    /// `block` or `warn`: what an unreadable calendar of a host does.
    pub host_stale_policy: String,
    /// The same for a talent's calendar.
    pub talent_stale_policy: String,
    /// Days until old personal data is purged.
    pub retention_days: i32,
    /// Its logo.
    pub logo_id: Option<Id<Picture>>,
    /// The hosts that links after booking may lead to.
    pub redirect_hosts: Vec<String>,
    /// What a new event type starts from, JSON of `services::event_types::Defaults`.
    pub event_type_defaults: serde_json::Value,
    /// Holds demo data.
    pub is_demo: bool,
    /// Rises with every change.
    pub revision: i32,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

/// What is needed to create an organisation; the rest has defaults in the schema.
#[derive(Debug, Clone)]
pub struct NewOrganization<'a> {
    /// Its id.
    pub id: Id<Organization>,
    /// Its place in addresses, unique in the installation (`organizations_slug_key`).
    pub slug: &'a str,
    /// Its English name.
    pub name_en: &'a str,
    /// Its Arabic name.
    pub name_ar: &'a str,
    /// ISO 3166 country code.
    pub country: &'a str,
    /// IANA zone.
    pub time_zone: &'a str,
    /// `en` or `ar`.
    pub language: &'a str,
    /// First day of the week, 0 = Sunday.
    pub week_start: i16,
    /// Days of the weekend, 0 = Sunday.
    pub weekend: &'a [i16],
    /// Holds demo data.
    pub is_demo: bool,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

/// Inserts an organisation, with the two reminders each begins with (24 hours and one hour before the start, to talent, by mail).
pub async fn insert(db: &mut impl Access, new: &NewOrganization<'_>) -> Result<()> {
    sqlx::query!(
        "with made as (
             insert into organizations (id, slug, name_en, name_ar, country, time_zone, language, week_start, weekend, is_demo,
                 created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) returning id, created_at
         )
         insert into notification_rules
             (id, organization_id, trigger, offset_min, recipient, channel, keeps_quiet, created_at, updated_at)
         select md5(made.id::text || 'reminder' || lead.minutes)::uuid, made.id, 'before_start', lead.minutes, 'talent', 'email', false,
             made.created_at, made.created_at
         from made cross join (values (1440), (60)) as lead (minutes)",
        new.id.uuid(),
        new.slug,
        new.name_en,
        new.name_ar,
        new.country,
        new.time_zone,
        new.language,
        new.week_start,
        new.weekend,
        new.is_demo,
        new.created_at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

macro_rules! record {
    ($row:expr) => {
        OrganizationRecord {
            id: Id::from_uuid($row.id),
            slug: $row.slug,
            name_en: $row.name_en,
            name_ar: $row.name_ar,
            country: $row.country,
            time_zone: $row.time_zone,
            language: $row.language,
            week_start: $row.week_start,
            weekend: $row.weekend,
            digits: $row.digits,
            hijri: $row.hijri,
            sign_up_policy: $row.sign_up_policy,
            accent_hue: $row.accent_hue,
            host_stale_policy: $row.host_stale_policy,
            talent_stale_policy: $row.talent_stale_policy,
            retention_days: $row.retention_days,
            logo_id: $row.logo_id.map(Id::from_uuid),
            redirect_hosts: $row.redirect_hosts,
            event_type_defaults: $row.event_type_defaults,
            is_demo: $row.is_demo,
            revision: $row.revision,
            created_at: $row.created_at,
        }
    };
}

/// The organisation.
pub async fn find(db: &mut impl Access, organization: Id<Organization>) -> Result<Option<OrganizationRecord>> {
    let row =
        sqlx::query!("select * from organizations where id = $1", organization.uuid()).fetch_optional(db.raw()).await?;
    Ok(row.map(|row| record!(row)))
}

/// The organisation of that slug.
pub async fn find_by_slug(db: &mut impl Access, slug: &str) -> Result<Option<OrganizationRecord>> {
    let row = sqlx::query!("select * from organizations where slug = $1", slug).fetch_optional(db.raw()).await?;
    Ok(row.map(|row| record!(row)))
}

/// Every organisation of the installation, oldest first.
pub async fn list_any_owner(db: &mut impl Access) -> Result<Vec<OrganizationRecord>> {
    let rows = sqlx::query!("select * from organizations order by created_at, id").fetch_all(db.raw()).await?;
    Ok(rows.into_iter().map(|row| record!(row)).collect())
}

/// How many organisations there are.
pub async fn count_any_owner(db: &mut impl Access) -> Result<i64> {
    Ok(sqlx::query_scalar!("select count(*) as \"count!\" from organizations").fetch_one(db.raw()).await?)
}

/// Serialises everything that creates the installation's first organisation, until the transaction ends.
pub async fn lock_creation(db: &mut impl Access) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(1128353, 1) as \"locked\"").fetch_one(db.raw()).await?;
    Ok(())
}

/// The organisation, locked against other writers until the transaction ends.
pub async fn lock(db: &mut impl Access, organization: Id<Organization>) -> Result<Option<OrganizationRecord>> {
    let row = sqlx::query!("select * from organizations where id = $1 for update", organization.uuid())
        .fetch_optional(db.raw())
        .await?;
    Ok(row.map(|row| record!(row)))
}

/// Writes the changeable settings of `record` and raises its revision; the slug, creation and demo mark stay.
pub async fn update(db: &mut impl Access, record: &OrganizationRecord, at: DateTime<Utc>) -> Result<()> {
    let done = sqlx::query!(
        "update organizations set name_en = $2, name_ar = $3, country = $4, time_zone = $5, language = $6, week_start = $7,
            weekend = $8, digits = $9, hijri = $10, sign_up_policy = $11, accent_hue = $12, host_stale_policy = $13,
            talent_stale_policy = $14, retention_days = $15, revision = revision + 1, updated_at = $16
         where id = $1",
        record.id.uuid(),
        record.name_en,
        record.name_ar,
        record.country,
        record.time_zone,
        record.language,
        record.week_start,
        &record.weekend,
        record.digits,
        record.hijri,
        record.sign_up_policy,
        record.accent_hue,
        record.host_stale_policy,
        record.talent_stale_policy,
        record.retention_days,
        at,
    )
    .execute(db.raw())
    .await?;
    crate::error::exactly("organizations.update", done.rows_affected(), 1)
}

/// Writes what new event types start from.
pub async fn set_event_type_defaults(
    db: &mut impl Access,
    organization: Id<Organization>,
    defaults: &serde_json::Value,
    at: DateTime<Utc>,
) -> Result<()> {
    let done = sqlx::query!(
        "update organizations set event_type_defaults = $2, updated_at = $3 where id = $1",
        organization.uuid(),
        defaults,
        at
    )
    .execute(db.raw())
    .await?;
    crate::error::exactly("organizations.set_event_type_defaults", done.rows_affected(), 1)
}

/// The organisations a person is an active member of, with their role there, by English name.
pub async fn list_of_member(
    db: &mut impl Access,
    user: Id<User>,
) -> Result<Vec<(OrganizationRecord, domain::actor::MemberRole)>> {
    let rows = sqlx::query!(
        "select o.*, m.role from organizations o join memberships m on m.organization_id = o.id
         where m.user_id = $1 and m.deactivated_at is null order by o.name_en, o.id",
        user.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    rows.into_iter()
        .map(|row| {
            let role = crate::memberships::role(&row.role)?;
            Ok((record!(row), role))
        })
        .collect()
}
