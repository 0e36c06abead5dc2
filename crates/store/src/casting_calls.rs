//! Casting calls and who works on them. Knows no rights: services ask `belongs` and judge.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    casting::{CallKind, CallStatus},
    id::{Application, CastingCall, Id, Organization, Role, User},
};
use uuid::Uuid;

use crate::{Access, Error, Result};

mod members;

pub use members::{CallMember, add_member, candidates, members, remove_member};

/// A casting call as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRecord {
    /// The call.
    pub id: Id<CastingCall>,
    /// Its owner.
    pub organization_id: Id<Organization>,
    /// Its word in public addresses, unique in the organisation.
    pub slug: String,
    /// English title.
    pub title_en: String,
    /// Arabic title.
    pub title_ar: String,
    /// English description, perhaps empty.
    pub description_en: String,
    /// Arabic description, perhaps empty.
    pub description_ar: String,
    /// What is cast.
    pub kind: CallKind,
    /// How it stands.
    pub status: CallStatus,
    /// First date on which talent may apply.
    pub opens_on: Option<NaiveDate>,
    /// Last date on which talent may apply.
    pub closes_on: Option<NaiveDate>,
    /// The other platform's name for it.
    pub external_id: Option<String>,
    /// Who created it.
    pub created_by: Id<User>,
    /// Rises with every change.
    pub revision: i32,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A call in a list, with what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallSummary {
    /// The call.
    pub call: CallRecord,
    /// Roles that are not archived.
    pub roles: i64,
    /// Applications to any of its roles.
    pub applications: i64,
}

struct Row {
    id: Uuid,
    organization_id: Uuid,
    slug: String,
    title_en: String,
    title_ar: String,
    description_en: String,
    description_ar: String,
    kind: String,
    status: String,
    opens_on: Option<NaiveDate>,
    closes_on: Option<NaiveDate>,
    external_id: Option<String>,
    created_by: Uuid,
    revision: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl TryFrom<Row> for CallRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let broken = |column| Error::BrokenRow { table: "casting_calls", column };
        Ok(Self {
            id: Id::from_uuid(row.id),
            organization_id: Id::from_uuid(row.organization_id),
            slug: row.slug,
            title_en: row.title_en,
            title_ar: row.title_ar,
            description_en: row.description_en,
            description_ar: row.description_ar,
            kind: CallKind::parse(&row.kind).ok_or_else(|| broken("kind"))?,
            status: CallStatus::parse(&row.status).ok_or_else(|| broken("status"))?,
            opens_on: row.opens_on,
            closes_on: row.closes_on,
            external_id: row.external_id,
            created_by: Id::from_uuid(row.created_by),
            revision: row.revision,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// Writes a new call. Objections: `casting_calls_organization_slug_key`, `casting_calls_organization_external_key`.
pub async fn insert(db: &mut impl Access, call: &CallRecord) -> Result<()> {
    sqlx::query!(
        "insert into casting_calls (id, organization_id, slug, title_en, title_ar, description_en, description_ar, kind,
            status, opens_on, closes_on, external_id, created_by, revision, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        call.id.uuid(),
        call.organization_id.uuid(),
        call.slug,
        call.title_en,
        call.title_ar,
        call.description_en,
        call.description_ar,
        call.kind.as_str(),
        call.status.as_str(),
        call.opens_on,
        call.closes_on,
        call.external_id,
        call.created_by.uuid(),
        call.revision,
        call.created_at,
        call.updated_at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Writes the call's words, dates and status if it still has `call.revision`, and raises the revision; whether it did.
pub async fn update(db: &mut impl Access, call: &CallRecord) -> Result<bool> {
    let done = sqlx::query!(
        "update casting_calls set slug = $4, title_en = $5, title_ar = $6, description_en = $7, description_ar = $8,
            kind = $9, status = $10, opens_on = $11, closes_on = $12, external_id = $13, updated_at = $14,
            revision = revision + 1
         where organization_id = $1 and id = $2 and revision = $3",
        call.organization_id.uuid(),
        call.id.uuid(),
        call.revision,
        call.slug,
        call.title_en,
        call.title_ar,
        call.description_en,
        call.description_ar,
        call.kind.as_str(),
        call.status.as_str(),
        call.opens_on,
        call.closes_on,
        call.external_id,
        call.updated_at,
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes a call; `roles` go with it, applications object (`applications_role_id_fkey`).
pub async fn delete(db: &mut impl Access, organization: Id<Organization>, id: Id<CastingCall>) -> Result<bool> {
    let done = sqlx::query!(
        "delete from casting_calls where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid()
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The call.
pub async fn get(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<CastingCall>,
) -> Result<Option<CallRecord>> {
    sqlx::query_as!(
        Row,
        "select id, organization_id, slug, title_en, title_ar, description_en, description_ar, kind, status, opens_on,
            closes_on, external_id, created_by, revision, created_at, updated_at
         from casting_calls where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?
    .map(CallRecord::try_from)
    .transpose()
}

/// The call of that slug.
pub async fn get_by_slug(
    db: &mut impl Access,
    organization: Id<Organization>,
    slug: &str,
) -> Result<Option<CallRecord>> {
    sqlx::query_as!(
        Row,
        "select id, organization_id, slug, title_en, title_ar, description_en, description_ar, kind, status, opens_on,
            closes_on, external_id, created_by, revision, created_at, updated_at
         from casting_calls where organization_id = $1 and slug = $2",
        organization.uuid(),
        slug
    )
    .fetch_optional(db.raw())
    .await?
    .map(CallRecord::try_from)
    .transpose()
}

/// The call of another platform's name.
pub async fn get_by_external_id(
    db: &mut impl Access,
    organization: Id<Organization>,
    external_id: &str,
) -> Result<Option<CallRecord>> {
    sqlx::query_as!(
        Row,
        "select id, organization_id, slug, title_en, title_ar, description_en, description_ar, kind, status, opens_on,
            closes_on, external_id, created_by, revision, created_at, updated_at
         from casting_calls where organization_id = $1 and external_id = $2",
        organization.uuid(),
        external_id
    )
    .fetch_optional(db.raw())
    .await?
    .map(CallRecord::try_from)
    .transpose()
}

/// Whether the slug is taken by a call other than `except`.
pub async fn slug_is_taken(
    db: &mut impl Access,
    organization: Id<Organization>,
    slug: &str,
    except: Option<Id<CastingCall>>,
) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists(select 1 from casting_calls where organization_id = $1 and slug = $2
            and ($3::uuid is null or id <> $3)) as "taken!""#,
        organization.uuid(),
        slug,
        except.map(Id::uuid)
    )
    .fetch_one(db.raw())
    .await?)
}

/// The organisation's calls, newest first, after the one that was made then; with `user`, only those they created or were added to.
/// `status` filters.
pub async fn list(
    db: &mut impl Access,
    organization: Id<Organization>,
    user: Option<Id<User>>,
    status: Option<CallStatus>,
    after: Option<(DateTime<Utc>, Id<CastingCall>)>,
    limit: i64,
) -> Result<Vec<CallSummary>> {
    let rows = sqlx::query!(
        r#"select c.id, c.organization_id, c.slug, c.title_en, c.title_ar, c.description_en, c.description_ar, c.kind,
            c.status, c.opens_on, c.closes_on, c.external_id, c.created_by, c.revision, c.created_at, c.updated_at,
            (select count(*) from roles r where r.casting_call_id = c.id and r.archived_at is null) as "roles!",
            (select count(*) from applications a join roles r on r.id = a.role_id
                where r.casting_call_id = c.id) as "applications!"
         from casting_calls c
         where c.organization_id = $1
            and ($2::uuid is null or c.created_by = $2 or exists(
                select 1 from casting_call_members m where m.casting_call_id = c.id and m.user_id = $2))
            and ($3::text is null or c.status = $3)
            and ($4::timestamptz is null or (c.created_at, c.id) < ($4, $5))
         order by c.created_at desc, c.id desc
         limit $6"#,
        organization.uuid(),
        user.map(Id::uuid),
        status.map(CallStatus::as_str),
        after.map(|(at, _)| at),
        after.map(|(_, id)| id.uuid()),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    rows.into_iter()
        .map(|row| {
            let call = Row {
                id: row.id,
                organization_id: row.organization_id,
                slug: row.slug,
                title_en: row.title_en,
                title_ar: row.title_ar,
                description_en: row.description_en,
                description_ar: row.description_ar,
                kind: row.kind,
                status: row.status,
                opens_on: row.opens_on,
                closes_on: row.closes_on,
                external_id: row.external_id,
                created_by: row.created_by,
                revision: row.revision,
                created_at: row.created_at,
                updated_at: row.updated_at,
            };
            Ok(CallSummary { call: call.try_into()?, roles: row.roles, applications: row.applications })
        })
        .collect()
}

/// Whether the user created the call or was added to it; `None` when the organisation has no such call.
pub async fn belongs(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<CastingCall>,
    user: Id<User>,
) -> Result<Option<bool>> {
    Ok(sqlx::query_scalar!(
        r#"select (c.created_by = $3 or exists(select 1 from casting_call_members m
            where m.casting_call_id = c.id and m.user_id = $3)) as "belongs!"
         from casting_calls c where c.organization_id = $1 and c.id = $2"#,
        organization.uuid(),
        id.uuid(),
        user.uuid()
    )
    .fetch_optional(db.raw())
    .await?)
}

/// The call a role belongs to, and whether the user belongs to it.
pub async fn belongs_by_role(
    db: &mut impl Access,
    organization: Id<Organization>,
    role: Id<Role>,
    user: Id<User>,
) -> Result<Option<(Id<CastingCall>, bool)>> {
    let found = sqlx::query!(
        r#"select c.id, (c.created_by = $3 or exists(select 1 from casting_call_members m
            where m.casting_call_id = c.id and m.user_id = $3)) as "belongs!"
         from roles r join casting_calls c on c.id = r.casting_call_id
         where c.organization_id = $1 and r.id = $2"#,
        organization.uuid(),
        role.uuid(),
        user.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(found.map(|row| (Id::from_uuid(row.id), row.belongs)))
}

/// The call an application belongs to, and whether the user belongs to it.
pub async fn belongs_by_application(
    db: &mut impl Access,
    organization: Id<Organization>,
    application: Id<Application>,
    user: Id<User>,
) -> Result<Option<(Id<CastingCall>, bool)>> {
    let found = sqlx::query!(
        r#"select c.id, (c.created_by = $3 or exists(select 1 from casting_call_members m
            where m.casting_call_id = c.id and m.user_id = $3)) as "belongs!"
         from applications a join roles r on r.id = a.role_id join casting_calls c on c.id = r.casting_call_id
         where c.organization_id = $1 and a.id = $2"#,
        organization.uuid(),
        application.uuid(),
        user.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(found.map(|row| (Id::from_uuid(row.id), row.belongs)))
}
