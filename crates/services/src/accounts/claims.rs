//! Taking over what casters knew of somebody before they had an account. Only with that person's consent, and only for the address
//! they showed to be theirs.

use domain::{
    id::{Id, Organization, TalentProfile, User},
    refusal::OtherRefusal,
};
use store::Tx;

use super::second_factor::own_session;
use crate::{Ctx, Error, Result, Services, audit};

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

    /// Points an unclaimed person's profile and all that hangs on it to an account.
    pub(crate) async fn hand_over(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        profile: Id<TalentProfile>,
        from: Id<User>,
        to: Id<User>,
    ) -> Result<()> {
        match store::claims::merge_any_owner(tx, from, to).await {
            Err(error)
                if error.is_constraint("participants_no_overlap")
                    || error.is_constraint("talent_profiles_organization_user_key") =>
            {
                return Err(OtherRefusal::InUse.into());
            }
            other => other?,
        }
        audit::entry(ctx, "talent.claimed").by(to).organization(organization).object(profile).write(tx, ctx).await
    }
}

async fn verified_address(db: &mut impl store::Access, user: Id<User>) -> Result<Option<String>> {
    let user = store::users::find(db, user).await?.ok_or(Error::SignedOut)?;
    Ok(user.email.filter(|_| user.email_verified_at.is_some()))
}
