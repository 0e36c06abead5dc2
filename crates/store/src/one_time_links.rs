//! One-time links sent by mail: verify, reset, invite, claim, setup, book. Found by the SHA-256 of their token only.

use chrono::{DateTime, Utc};
use domain::{
    actor::MemberRole,
    id::{Booking, Id, OneTimeLink, Organization, User},
};
use serde_json::Value;

use crate::{Access, Result};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Shows that an address is the asker's, and opens the account.
    Verify,
    /// Sets a new password.
    Reset,
    /// Joins an organisation, as a member (with a role) or as talent (without).
    Invite,
    /// Takes over profiles that casters made of an address.
    Claim,
    /// Sets up the installation's first organisation.
    Setup,
    /// Makes a booking that waits for its address to be confirmed.
    Book,
}

impl Kind {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Reset => "reset",
            Self::Invite => "invite",
            Self::Claim => "claim",
            Self::Setup => "setup",
            Self::Book => "book",
        }
    }
}

/// A link to be written.
#[derive(Debug, Clone)]
pub struct NewLink<'a> {
    /// Its id.
    pub id: Id<OneTimeLink>,
    /// SHA-256 of its token.
    pub token_hash: &'a [u8],
    /// What it is for.
    pub kind: Kind,
    /// Whose account it concerns.
    pub user_id: Option<Id<User>>,
    /// Which organisation it leads into.
    pub organization_id: Option<Id<Organization>>,
    /// The address it was sent to.
    pub email: Option<&'a str>,
    /// The role an invitation gives.
    pub role: Option<MemberRole>,
    /// What else it carries.
    pub data: &'a Value,
    /// Who made it.
    pub created_by: Option<Id<User>>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Until when it works.
    pub expires_at: DateTime<Utc>,
}

/// A link as stored.
#[derive(Clone)]
pub struct LinkRecord {
    /// Its id.
    pub id: Id<OneTimeLink>,
    /// Whose account it concerns.
    pub user_id: Option<Id<User>>,
    /// Which organisation it leads into.
    pub organization_id: Option<Id<Organization>>,
    /// The address it was sent to.
    pub email: Option<String>,
    /// The role an invitation gives.
    pub role: Option<MemberRole>,
    /// What else it carries.
    pub data: Value,
    /// Who made it.
    pub created_by: Option<Id<User>>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Until when it works.
    pub expires_at: DateTime<Utc>,
}

macro_rules! record {
    ($row:expr) => {
        Ok(LinkRecord {
            id: Id::from_uuid($row.id),
            user_id: $row.user_id.map(Id::from_uuid),
            organization_id: $row.organization_id.map(Id::from_uuid),
            email: $row.email,
            role: $row.role.as_deref().map(crate::memberships::role).transpose()?,
            data: $row.data,
            created_by: $row.created_by.map(Id::from_uuid),
            created_at: $row.created_at,
            expires_at: $row.expires_at,
        })
    };
}

/// Inserts a link.
pub async fn insert(db: &mut impl Access, new: &NewLink<'_>) -> Result<()> {
    sqlx::query!(
        "insert into one_time_links (id, token_hash, kind, user_id, organization_id, email, role, data, created_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        new.id.uuid(),
        new.token_hash,
        new.kind.as_str(),
        new.user_id.map(Id::uuid),
        new.organization_id.map(Id::uuid),
        new.email,
        new.role.map(MemberRole::as_str),
        new.data,
        new.created_by.map(Id::uuid),
        new.created_at,
        new.expires_at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The link of that kind, if it still works at `now`.
pub async fn find_live(
    db: &mut impl Access,
    kind: Kind,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<LinkRecord>> {
    let row = sqlx::query!(
        "select id, user_id, organization_id, email, role, data, created_by, created_at, expires_at from one_time_links
         where kind = $1 and token_hash = $2 and used_at is null and expires_at > $3",
        kind.as_str(),
        token_hash,
        now
    )
    .fetch_optional(db.raw())
    .await?;
    row.map(|row| record!(row)).transpose()
}

/// Uses up the link, if it still works at `now`: of several at once exactly one gets it.
pub async fn take(
    db: &mut impl Access,
    kind: Kind,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<LinkRecord>> {
    let row = sqlx::query!(
        "update one_time_links set used_at = $3 where kind = $1 and token_hash = $2 and used_at is null and expires_at > $3
         returning id, user_id, organization_id, email, role, data, created_by, created_at, expires_at",
        kind.as_str(),
        token_hash,
        now
    )
    .fetch_optional(db.raw())
    .await?;
    row.map(|row| record!(row)).transpose()
}

/// Keeps what a used link made in place of what was typed.
pub async fn keep_booking(db: &mut impl Access, token_hash: &[u8], booking: Id<Booking>) -> Result<()> {
    sqlx::query!(
        "update one_time_links set data = jsonb_build_object('booking', $2::uuid) where kind = 'book' and token_hash = $1",
        token_hash,
        booking.uuid()
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The booking a used link made.
pub async fn booking_of(db: &mut impl Access, token_hash: &[u8]) -> Result<Option<Id<Booking>>> {
    let made = sqlx::query_scalar!(
        "select (data ->> 'booking')::uuid from one_time_links where kind = 'book' and token_hash = $1 and used_at is not null",
        token_hash
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(made.flatten().map(Id::from_uuid))
}

/// Ends every live link of that kind of a person; the number ended.
pub async fn end_of_user(db: &mut impl Access, kind: Kind, user: Id<User>, at: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query!(
        "update one_time_links set used_at = $3 where kind = $1 and user_id = $2 and used_at is null",
        kind.as_str(),
        user.uuid(),
        at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected())
}

/// Ends every live link of that kind, whoever it belongs to; the number ended.
pub async fn end_any_owner(db: &mut impl Access, kind: Kind, at: DateTime<Utc>) -> Result<u64> {
    let done =
        sqlx::query!("update one_time_links set used_at = $2 where kind = $1 and used_at is null", kind.as_str(), at)
            .execute(db.raw())
            .await?;
    Ok(done.rows_affected())
}

/// Ends every live link of that kind sent to an address (in an organisation, or everywhere); the number ended.
pub async fn end_of_email(
    db: &mut impl Access,
    kind: Kind,
    organization: Option<Id<Organization>>,
    email: &str,
    at: DateTime<Utc>,
) -> Result<u64> {
    let done = sqlx::query!(
        "update one_time_links set used_at = $4
         where kind = $1 and email = $2 and ($3::uuid is null or organization_id = $3) and used_at is null",
        kind.as_str(),
        email,
        organization.map(Id::uuid),
        at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected())
}

/// An organisation's open invitations, newest first.
pub async fn list_invitations(
    db: &mut impl Access,
    organization: Id<Organization>,
    now: DateTime<Utc>,
) -> Result<Vec<LinkRecord>> {
    let rows = sqlx::query!(
        "select id, user_id, organization_id, email, role, data, created_by, created_at, expires_at from one_time_links
         where kind = 'invite' and organization_id = $1 and used_at is null and expires_at > $2 order by created_at desc, id",
        organization.uuid(),
        now
    )
    .fetch_all(db.raw())
    .await?;
    rows.into_iter().map(|row| record!(row)).collect()
}

/// Ends one open invitation of an organisation; what it was, if there is one of that id.
pub async fn end_invitation(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<OneTimeLink>,
    at: DateTime<Utc>,
) -> Result<Option<LinkRecord>> {
    let row = sqlx::query!(
        "update one_time_links set used_at = $3 where kind = 'invite' and organization_id = $1 and id = $2 and used_at is null
         returning id, user_id, organization_id, email, role, data, created_by, created_at, expires_at",
        organization.uuid(),
        id.uuid(),
        at
    )
    .fetch_optional(db.raw())
    .await?;
    row.map(|row| record!(row)).transpose()
}

/// Deletes links that ended before `before`; the number deleted.
pub async fn delete_old(db: &mut impl Access, before: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query!("delete from one_time_links where expires_at < $1", before).execute(db.raw()).await?;
    Ok(done.rows_affected())
}
