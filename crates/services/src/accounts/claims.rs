//! Taking over what casters knew of somebody before they had an account. Only with that person's consent, and only for the address
//! they showed to be theirs.

use domain::{
    id::{Booking, Id, Organization, TalentProfile, User},
    refusal::OtherRefusal,
    webhook::Topic,
};
use store::{Tx, one_time_links::LinkRecord, users::UserRecord};

use super::second_factor::own_session;
use crate::{
    Ctx, Error, Result, Services, audit,
    booking_links::{hash, token},
    webhooks::Fate,
};

/// A profile that may be the actor's.
#[derive(Debug, Clone)]
pub struct ClaimableProfile {
    /// The profile.
    pub id: Id<TalentProfile>,
    /// The organisation that made it: English name.
    pub organization_en: String,
    /// Arabic name.
    pub organization_ar: String,
    /// The Latin name it carries.
    pub name_latin: String,
    /// The Arabic name it carries.
    pub name_arabic: String,
}

impl Services {
    /// Profiles casters made of the actor's verified address, which nobody has claimed.
    pub async fn list_claimable(&self, ctx: &Ctx) -> Result<Vec<ClaimableProfile>> {
        let id = own_session(ctx)?;
        let mut db = self.store().connection().await?;
        let Some(email) = verified_address(&mut db, id).await? else { return Ok(Vec::new()) };
        let found = store::claims::list_any_owner(&mut db, id, &email).await?;
        Ok(found
            .into_iter()
            .map(|profile| ClaimableProfile {
                id: profile.id,
                organization_en: profile.organization_en,
                organization_ar: profile.organization_ar,
                name_latin: profile.name_latin,
                name_arabic: profile.name_arabic,
            })
            .collect())
    }

    /// Makes one of these profiles, with its auditions, the actor's. Refused as in use when two of their auditions would be at one
    /// time: the office has to move one first.
    pub async fn claim_profile(&self, ctx: &Ctx, profile: Id<TalentProfile>) -> Result<()> {
        let id = own_session(ctx)?;
        let mut tx = self.store().begin().await?;
        let email = verified_address(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let claimable = store::claims::list_any_owner(&mut tx, id, &email).await?;
        let found = claimable.into_iter().find(|claimable| claimable.id == profile).ok_or(Error::NotFound)?;
        self.hand_over(&mut tx, ctx, found.organization_id, profile, found.user_id, id).await?;
        Ok(tx.commit().await?)
    }

    /// Whether the profile of a talent's invitation is still to be had: nobody's, or the actor's already. Of several invitations of one person
    /// (their address was corrected) only the first is good: who became an account by it is nobody's to take over.
    pub(crate) async fn invited_profile(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        link: &LinkRecord,
        organization: Id<Organization>,
    ) -> Result<()> {
        let (profile, person) = profile_of(link)?;
        store::users::lock(tx, person).await?;
        let found = store::talent_profiles::get(tx, organization, profile).await?;
        let is_free = |found: &store::talent_profiles::ProfileRecord| {
            !found.is_claimed && found.user_id == person || ctx.actor.user_id == Some(found.user_id)
        };
        if found.as_ref().is_some_and(is_free) { Ok(()) } else { Err(OtherRefusal::LinkExpired.into()) }
    }

    /// The invited profile becomes the account's, unless the account was made of that very person, or has it already.
    pub(crate) async fn take_profile(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        link: &LinkRecord,
        organization: Id<Organization>,
        user: Id<User>,
    ) -> Result<()> {
        let (profile, person) = profile_of(link)?;
        let found = store::talent_profiles::get(tx, organization, profile).await?;
        if found.is_some_and(|found| found.user_id == user) {
            return self.note_claim(tx, ctx, organization, profile, user).await;
        }
        self.hand_over(tx, ctx, organization, profile, person, user).await
    }

    /// Points an unclaimed person's profile and all that hangs on it to an account. Somebody who has an account by now is nobody's to hand over:
    /// not found.
    pub(crate) async fn hand_over(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        profile: Id<TalentProfile>,
        from: Id<User>,
        to: Id<User>,
    ) -> Result<()> {
        store::users::lock(tx, from).await?.filter(UserRecord::is_unclaimed).ok_or(Error::NotFound)?;
        // Links are derived from whose they are: the mails to come carry others. Those that were mailed go on working.
        let secret = &self.settings().secret;
        let booked = store::claims::booked_any_owner(tx, from).await?;
        let link = |(booking, version): (Id<Booking>, i32)| (hash(&token(secret, booking, to, version)), booking);
        let links: Vec<_> = booked.into_iter().map(link).collect();
        match store::claims::merge_any_owner(tx, from, to, ctx.now).await {
            Err(error)
                if error.is_constraint("participants_no_overlap")
                    || error.is_constraint("talent_profiles_organization_user_key") =>
            {
                return Err(OtherRefusal::InUse.into());
            }
            other => other?,
        }
        store::booking_links::insert(tx, &links, to, ctx.now).await?;
        self.note_claim(tx, ctx, organization, profile, to).await
    }

    /// Writes down that a profile is a person's own now, and tells webhooks.
    async fn note_claim(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        profile: Id<TalentProfile>,
        by: Id<User>,
    ) -> Result<()> {
        audit::entry(ctx, "talent.claimed").by(by).organization(organization).object(profile).write(tx, ctx).await?;
        let claimed = store::talent_profiles::get(tx, organization, profile).await?.ok_or(Error::NotFound)?;
        self.announce_things(tx, ctx, organization, Topic::TalentClaimed, &[Fate::Made(&claimed)]).await
    }
}

/// Which profile a talent's invitation is about, and the person the office made for it.
fn profile_of(link: &LinkRecord) -> Result<(Id<TalentProfile>, Id<User>)> {
    let profile = link.data.get("profile").and_then(|value| value.as_str()).and_then(|text| text.parse().ok());
    profile.zip(link.user_id).ok_or_else(|| Error::internal("invitation", "a talent's link without profile"))
}

async fn verified_address(db: &mut impl store::Access, user: Id<User>) -> Result<Option<String>> {
    let user = store::users::find(db, user).await?.ok_or(Error::SignedOut)?;
    Ok(user.email.filter(|_| user.email_verified_at.is_some()))
}
