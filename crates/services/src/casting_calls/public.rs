//! A published call as the world sees it, and applying for a role in it. Shows nothing a stranger may not know: no members, no
//! numbers, no other talent.

use chrono::NaiveDate;
use domain::{
    casting::{ApplicationSource, ApplicationStatus, CallKind, CallStatus, RoleGender},
    field::{Check, FieldCode},
    id::{Application, CastingCall, Id, Role},
    refusal::OtherRefusal,
    zone::Zone,
};
use store::{Access, applications, casting_calls as calls, organizations, roles, talent_profiles as profiles, users};

use crate::{
    Ctx, Error, Result, Services,
    applications::{MADE, already_applied, checked_applicant},
    audit,
};

/// A published call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicCall {
    /// The office's word in addresses.
    pub organization_slug: String,
    /// The office's English name.
    pub organization_name_en: String,
    /// The office's Arabic name.
    pub organization_name_ar: String,
    /// The call.
    pub id: Id<CastingCall>,
    /// Its word in addresses.
    pub slug: String,
    /// English title.
    pub title_en: String,
    /// Arabic title.
    pub title_ar: String,
    /// English description.
    pub description_en: String,
    /// Arabic description.
    pub description_ar: String,
    /// What is cast.
    pub kind: CallKind,
    /// First date on which talent may apply.
    pub opens_on: Option<NaiveDate>,
    /// Last date on which talent may apply.
    pub closes_on: Option<NaiveDate>,
    /// Whether talent may apply today.
    pub is_open: bool,
    /// Its roles.
    pub roles: Vec<PublicRole>,
}

/// A role of a published call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicRole {
    /// The role.
    pub id: Id<Role>,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// English description.
    pub description_en: String,
    /// Arabic description.
    pub description_ar: String,
    /// Whom it is written for.
    pub gender: RoleGender,
    /// Youngest playing age.
    pub age_from: Option<i16>,
    /// Oldest playing age.
    pub age_to: Option<i16>,
    /// Whether the reader applied for it.
    pub applied: bool,
}

/// What a talent sends when applying for themselves, as typed. Name and contact come from their account and profile; what is given
/// here completes them.
#[derive(Debug, Clone, Default)]
pub struct NewOwnApplication {
    /// For which role.
    pub role_id: String,
    /// A word to the caster.
    pub note: String,
    /// Phone.
    pub phone: String,
    /// Year of birth.
    pub birth_year: String,
    /// Where they live.
    pub city: String,
}

impl Services {
    /// A published call by its address `/c/{org}/{call}`; drafts and archived calls are not found.
    pub async fn public_call(&self, ctx: &Ctx, organization_slug: &str, call_slug: &str) -> Result<PublicCall> {
        let mut db = self.store().connection().await?;
        let (organization, call) = published(&mut db, organization_slug, call_slug).await?;
        let applied = match ctx.actor.user_id {
            Some(user) => match profiles::get_by_user(&mut db, organization.id, user).await? {
                Some(profile) => applications::roles_of_profile(&mut db, organization.id, profile.id).await?,
                None => Vec::new(),
            },
            None => Vec::new(),
        };
        let roles = roles::list(&mut db, organization.id, call.id)
            .await?
            .into_iter()
            .filter(|role| role.archived_at.is_none())
            .map(|role| PublicRole {
                applied: applied.contains(&role.id),
                id: role.id,
                name_en: role.name_en,
                name_ar: role.name_ar,
                description_en: role.description_en,
                description_ar: role.description_ar,
                gender: role.gender,
                age_from: role.age_from,
                age_to: role.age_to,
            })
            .collect();
        Ok(PublicCall {
            is_open: is_open(ctx, &organization, &call)?,
            organization_slug: organization.slug,
            organization_name_en: organization.name_en,
            organization_name_ar: organization.name_ar,
            id: call.id,
            slug: call.slug,
            title_en: call.title_en,
            title_ar: call.title_ar,
            description_en: call.description_en,
            description_ar: call.description_ar,
            kind: call.kind,
            opens_on: call.opens_on,
            closes_on: call.closes_on,
            roles,
        })
    }

    /// The signed-in person applies for a role of a published call; nobody signed in gets [`Error::SignedOut`]. A profile the office
    /// typed under the person's own verified address becomes theirs: applying is their consent.
    pub async fn apply(
        &self,
        ctx: &Ctx,
        organization_slug: &str,
        call_slug: &str,
        new: NewOwnApplication,
    ) -> Result<Id<Application>> {
        let user_id = ctx.user()?;
        let mut tx = self.store().begin().await?;
        let (organization, call) = published(&mut tx, organization_slug, call_slug).await?;
        if !is_open(ctx, &organization, &call)? {
            return Err(OtherRefusal::CallClosed.into());
        }
        let user = users::find(&mut tx, user_id).await?.ok_or(Error::SignedOut)?;
        let mut check = Check::new();
        let role = match new.role_id.parse::<Id<Role>>() {
            Ok(id) => roles::get(&mut tx, organization.id, id)
                .await?
                .filter(|role| role.casting_call_id == call.id && role.archived_at.is_none()),
            Err(_) => None,
        };
        if role.is_none() {
            check.fail("roleId", FieldCode::Unknown);
        }
        let note = check.optional_text("note", &new.note, 2000);
        let typed = crate::applications::NewApplicant {
            name_latin: user.name_latin.clone(),
            name_arabic: user.name_arabic.clone(),
            phone: new.phone,
            birth_year: new.birth_year,
            city: new.city,
            language: user.language.clone().unwrap_or_default(),
            ..Default::default()
        };
        let mut wanted = checked_applicant(&mut check, ctx, organization.id, &typed)?;
        check.finish(())?;
        let role = role.ok_or(Error::NotFound)?;
        wanted.user_id = user_id;
        let verified = user.email.filter(|_| user.email_verified_at.is_some());
        let known = match profiles::get_by_user(&mut tx, organization.id, user_id).await? {
            Some(profile) => Some(profile),
            None => match &verified {
                Some(email) => {
                    let typed_by_office = profiles::get_by_email(&mut tx, organization.id, email).await?;
                    match typed_by_office {
                        Some(profile) if !profile.is_claimed => {
                            self.hand_over(&mut tx, ctx, organization.id, profile.id, profile.user_id, user_id).await?;
                            profiles::get(&mut tx, organization.id, profile.id).await?
                        }
                        // Another person's profile carries the address: theirs stays as it is.
                        Some(_) => None,
                        None => {
                            wanted.email = Some(email.clone());
                            None
                        }
                    }
                }
                None => None,
            },
        };
        let profile = match known {
            Some(profile) => {
                self.fill_talent(&mut tx, ctx, &profile, &wanted).await?;
                profile.id
            }
            None => {
                profiles::insert(&mut tx, &wanted).await?;
                wanted.id
            }
        };
        let application = store::applications::ApplicationRecord {
            id: ctx.new_id()?,
            organization_id: organization.id,
            role_id: role.id,
            talent_profile_id: profile,
            status: ApplicationStatus::Submitted,
            note,
            source: ApplicationSource::Talent,
            external_id: None,
            created_at: ctx.now,
        };
        applications::insert(&mut tx, std::slice::from_ref(&application)).await.map_err(already_applied)?;
        audit::entry(ctx, "application.created")
            .organization(organization.id)
            .object(application.id)
            .fact("source", "talent")
            .write(&mut tx, ctx)
            .await?;
        self.announce_applications(&mut tx, ctx, organization.id, MADE, &[application.id]).await?;
        tx.commit().await?;
        Ok(application.id)
    }
}

async fn published(
    db: &mut impl Access,
    organization_slug: &str,
    call_slug: &str,
) -> Result<(organizations::OrganizationRecord, calls::CallRecord)> {
    let organization = organizations::find_by_slug(db, organization_slug).await?.ok_or(Error::NotFound)?;
    let call = calls::get_by_slug(db, organization.id, call_slug)
        .await?
        .filter(|call| call.status == CallStatus::Published)
        .ok_or(Error::NotFound)?;
    Ok((organization, call))
}

/// Whether today, in the office's zone, lies between the call's dates.
fn is_open(ctx: &Ctx, organization: &organizations::OrganizationRecord, call: &calls::CallRecord) -> Result<bool> {
    let zone: Zone =
        organization.time_zone.parse().map_err(|error| Error::internal("the organisation's zone", error))?;
    let today = zone.date(ctx.now);
    Ok(call.opens_on.is_none_or(|opens| opens <= today) && call.closes_on.is_none_or(|closes| today <= closes))
}
