//! Uploaded pictures and whose they are. Knows no codec; who may look is told to it.

use chrono::{DateTime, Utc};
use domain::id::{Id, Organization, Picture, TalentProfile, User};

use crate::{Access, Result};

/// A picture to be kept, in both sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureRecord {
    /// Which.
    pub id: Id<Picture>,
    /// `image/jpeg` or `image/png`.
    pub media_type: &'static str,
    /// Of the large one.
    pub width: i32,
    /// Of the large one.
    pub height: i32,
    /// For a card.
    pub large: Vec<u8>,
    /// For lists.
    pub small: Vec<u8>,
    /// When it came.
    pub created_at: DateTime<Utc>,
}

/// A picture as it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureBytes {
    /// Its media type.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Who looks.
#[derive(Debug, Clone, Copy)]
pub struct Onlooker {
    /// The person.
    pub user: Id<User>,
    /// The organisation they act in as a member.
    pub organization: Option<Id<Organization>>,
    /// Whether they see all its talent; else those who applied for calls they belong to.
    pub sees_all: bool,
}

/// Keeps a picture.
pub async fn insert(db: &mut impl Access, organization: Id<Organization>, picture: &PictureRecord) -> Result<()> {
    sqlx::query!(
        "insert into pictures (id, organization_id, media_type, width, height, large, small, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        picture.id.uuid(),
        organization.uuid(),
        picture.media_type,
        picture.width,
        picture.height,
        picture.large,
        picture.small,
        picture.created_at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Makes a picture (or none) a talent's face and throws the former one away; whether there is such a talent.
pub async fn set_headshot(
    db: &mut impl Access,
    organization: Id<Organization>,
    talent: Id<TalentProfile>,
    picture: Option<Id<Picture>>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "with former as (select id, headshot_id from talent_profiles where organization_id = $1 and id = $2 for update),
            changed as (update talent_profiles p set headshot_id = $3, updated_at = $4, revision = revision + 1
                from former where p.id = former.id)
         select headshot_id from former",
        organization.uuid(),
        talent.uuid(),
        picture.map(Id::uuid),
        now
    )
    .fetch_optional(db.raw())
    .await?;
    let Some(former) = done else { return Ok(false) };
    if let Some(former) = former.headshot_id {
        delete(db, organization, Id::from_uuid(former)).await?;
    }
    Ok(true)
}

/// The same for the organisation's logo.
pub async fn set_logo(
    db: &mut impl Access,
    organization: Id<Organization>,
    picture: Option<Id<Picture>>,
    now: DateTime<Utc>,
) -> Result<()> {
    let former = sqlx::query_scalar!(
        "with former as (select id, logo_id from organizations where id = $1 for update),
            changed as (update organizations o set logo_id = $2, updated_at = $3 from former where o.id = former.id)
         select logo_id from former",
        organization.uuid(),
        picture.map(Id::uuid),
        now
    )
    .fetch_optional(db.raw())
    .await?
    .flatten();
    if let Some(former) = former {
        delete(db, organization, Id::from_uuid(former)).await?;
    }
    Ok(())
}

async fn delete(db: &mut impl Access, organization: Id<Organization>, id: Id<Picture>) -> Result<()> {
    sqlx::query!("delete from pictures where organization_id = $1 and id = $2", organization.uuid(), id.uuid())
        .execute(db.raw())
        .await?;
    Ok(())
}

/// A talent's face, if this person may see it: their own, or one of their organisation's.
pub async fn headshot_any_owner(
    db: &mut impl Access,
    id: Id<Picture>,
    small: bool,
    by: Onlooker,
) -> Result<Option<PictureBytes>> {
    let row = sqlx::query!(
        r#"select c.media_type, case when $2 then c.small else c.large end as "bytes!"
         from pictures c join talent_profiles p on p.headshot_id = c.id and p.organization_id = c.organization_id
         where c.id = $1 and (p.user_id = $3 or (c.organization_id = $4 and ($5 or exists(
            select 1 from applications a join roles r on r.id = a.role_id join casting_calls k on k.id = r.casting_call_id
            where a.talent_profile_id = p.id and (k.created_by = $3 or exists(select 1 from casting_call_members m
                where m.casting_call_id = k.id and m.user_id = $3))))))"#,
        id.uuid(),
        small,
        by.user.uuid(),
        by.organization.map(Id::uuid),
        by.sees_all
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(|row| PictureBytes { media_type: row.media_type, bytes: row.bytes }))
}

/// A picture that is some organisation's logo now: those are for everybody.
pub async fn logo_any_owner(db: &mut impl Access, id: Id<Picture>) -> Result<Option<PictureBytes>> {
    let row = sqlx::query!(
        "select c.media_type, c.large as bytes from pictures c
         join organizations o on o.logo_id = c.id and o.id = c.organization_id where c.id = $1",
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(|row| PictureBytes { media_type: row.media_type, bytes: row.bytes }))
}

/// The organisation's logo.
pub async fn logo_of(db: &mut impl Access, organization: Id<Organization>) -> Result<Option<Id<Picture>>> {
    let found = sqlx::query_scalar!("select logo_id from organizations where id = $1", organization.uuid())
        .fetch_optional(db.raw())
        .await?;
    Ok(found.flatten().map(Id::from_uuid))
}

/// What a card shows of a talent beside what lists know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRecord {
    /// The profile.
    pub profile_id: Id<TalentProfile>,
    /// Its owner.
    pub organization_id: Id<Organization>,
    /// The face.
    pub headshot_id: Option<Id<Picture>>,
    /// Address of a showreel.
    pub showreel_url: Option<String>,
}

/// The cards of one person, in every organisation that knows them.
pub async fn cards_of_user_any_owner(db: &mut impl Access, user: Id<User>) -> Result<Vec<CardRecord>> {
    let rows = sqlx::query!(
        "select id, organization_id, headshot_id, showreel_url from talent_profiles where user_id = $1
         order by updated_at desc, id limit 100",
        user.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CardRecord {
            profile_id: Id::from_uuid(row.id),
            organization_id: Id::from_uuid(row.organization_id),
            headshot_id: row.headshot_id.map(Id::from_uuid),
            showreel_url: row.showreel_url,
        })
        .collect())
}

/// Writes where a talent's showreel stands; whether there is such a talent.
pub async fn set_showreel(
    db: &mut impl Access,
    organization: Id<Organization>,
    talent: Id<TalentProfile>,
    url: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update talent_profiles set showreel_url = $3, updated_at = $4, revision = revision + 1
         where organization_id = $1 and id = $2",
        organization.uuid(),
        talent.uuid(),
        url,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}
