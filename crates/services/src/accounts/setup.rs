//! The first organisation and its admin, by a token printed on the server: the first visitor never becomes admin by luck.

use chrono::TimeDelta;
use domain::{field::Check, refusal::OtherRefusal};
use serde_json::json;
use store::{one_time_links::Kind, users::NewUser};

use super::{LinkFor, SignedIn, language, make_link, names};
use crate::{
    Ctx, Error, Result, Services, audit, limits::Limit, organizations::OrganizationInput, passwords, sessions,
};

/// How long a setup token works.
const LIVES: TimeDelta = TimeDelta::hours(24);

/// What the first step of setting up holds.
#[derive(Clone, Default)]
pub struct NewSetUp {
    /// The organisation.
    pub organization: OrganizationInput,
    /// The admin's Latin name.
    pub name_latin: String,
    /// The admin's Arabic name.
    pub name_arabic: String,
    /// The admin's address.
    pub email: String,
    /// The admin's password.
    pub password: String,
    /// `en` or `ar`: the language of the page.
    pub language: String,
}

impl Services {
    /// Makes the token of `/setup?token=…`; the command line prints it once. Earlier ones stop working. Refused once an organisation
    /// exists.
    pub async fn create_setup_token(&self, ctx: &Ctx) -> Result<String> {
        if !ctx.actor.is_system {
            return Err(Error::Forbidden);
        }
        let mut tx = self.store().begin().await?;
        store::organizations::lock_creation(&mut tx).await?;
        if store::organizations::count_any_owner(&mut tx).await? > 0 {
            return Err(OtherRefusal::AlreadySetUp.into());
        }
        store::one_time_links::end_any_owner(&mut tx, Kind::Setup, ctx.now).await?;
        let link = LinkFor {
            kind: Kind::Setup,
            user: None,
            organization: None,
            email: None,
            role: None,
            data: json!({}),
            lives: LIVES,
        };
        let (_, token) = make_link(&mut tx, ctx, link).await?;
        audit::entry(ctx, "setup.token_made").write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Whether the installation waits for its first organisation.
    pub async fn awaits_setup(&self) -> Result<bool> {
        let mut db = self.store().connection().await?;
        Ok(store::organizations::count_any_owner(&mut db).await? == 0)
    }

    /// Whether a setup token works. Changes nothing.
    pub async fn setup_token_works(&self, ctx: &Ctx, token: &str) -> Result<bool> {
        self.limits().count(Limit::LinkFrom, &ctx.request.address, ctx.now)?;
        let mut db = self.store().connection().await?;
        let hash = sessions::token_hash(token);
        Ok(store::one_time_links::find_live(&mut db, Kind::Setup, &hash, ctx.now).await?.is_some())
    }

    /// The first step of setting up: the organisation and its first admin, who is signed in. The token is used up.
    pub async fn set_up(&self, ctx: &Ctx, token: &str, new: NewSetUp) -> Result<SignedIn> {
        if !self.setup_token_works(ctx, token).await? {
            return Err(OtherRefusal::LinkExpired.into());
        }
        let mut check = Check::new();
        let organization = new.organization.check(&mut check);
        let (latin, arabic) = names(&mut check, &new.name_latin, &new.name_arabic);
        let email = check.email("email", &new.email);
        passwords::check(&mut check, "password", &new.password, &[&email, &latin, &new.organization.name_en]);
        let organization = check.finish(organization)?;
        let hash = passwords::hash(ctx, &new.password).await?;
        let mut tx = self.store().begin().await?;
        store::organizations::lock_creation(&mut tx).await?;
        if store::organizations::count_any_owner(&mut tx).await? > 0 {
            return Err(OtherRefusal::AlreadySetUp.into());
        }
        let link = store::one_time_links::take(&mut tx, Kind::Setup, &sessions::token_hash(token), ctx.now).await?;
        link.ok_or(OtherRefusal::LinkExpired)?;
        let organization = crate::organizations::insert(&mut tx, ctx, &organization, false).await?;
        let id = ctx.new_id()?;
        let user = NewUser {
            email: Some(&email),
            // Whoever can print the token runs the server: no mail can be sent yet, and none is needed.
            email_verified_at: Some(ctx.now),
            password_hash: Some(&hash),
            name_latin: &latin,
            name_arabic: &arabic,
            language: language(&new.language),
            time_zone: None,
        };
        store::users::insert(&mut tx, id, &user, ctx.now).await?;
        let membership = ctx.new_id()?;
        let admin = domain::actor::MemberRole::Admin;
        store::memberships::insert(&mut tx, organization, membership, id, admin, ctx.now).await?;
        audit::entry(ctx, "setup.done")
            .by(id)
            .organization(organization)
            .object(membership)
            .write(&mut tx, ctx)
            .await?;
        tx.commit().await?;
        Ok(SignedIn { user: id, organization: Some(organization), awaits_code: false, sets_up: true })
    }
}
