//! Opening an account as talent. The form asks for name and address only; the password is chosen on the page the mail leads to, so
//! that nobody can prepare an account on somebody else's address.

use chrono::TimeDelta;
use domain::{
    field::Check,
    id::{Id, Organization},
    refusal::OtherRefusal,
};
use serde_json::json;
use store::{one_time_links::Kind, users::NewUser};

use super::{LinkFor, SignedIn, language, letters, make_link, names, no_sooner};
use crate::{Ctx, Error, Result, Services, audit, limits::Limit, passwords, sessions};

/// How long a verification link works.
const LIVES: TimeDelta = TimeDelta::hours(24);

/// What the sign-up form holds.
#[derive(Debug, Clone, Default)]
pub struct NewSignUp {
    /// The organisation's slug; empty: the only open one.
    pub organization: String,
    /// Latin name.
    pub name_latin: String,
    /// Arabic name.
    pub name_arabic: String,
    /// Address.
    pub email: String,
    /// `en` or `ar`: the language of the page, and of the mail.
    pub language: String,
    /// The browser's zone, if it said one.
    pub time_zone: String,
}

/// What the page of a verification link shows.
#[derive(Debug, Clone)]
pub struct Verification {
    /// The address shown to be theirs.
    pub email: String,
    /// The name they gave.
    pub name: String,
}

/// What the page of a verification link or of an invitation asks for.
#[derive(Clone, Default)]
pub struct Finish {
    /// Latin name (invitations only).
    pub name_latin: String,
    /// Arabic name (invitations only).
    pub name_arabic: String,
    /// The password.
    pub password: String,
    /// `en` or `ar`: the language of the page.
    pub language: String,
}

impl Services {
    /// Sends a verification link, or a mail that the account exists. Refused where nobody may sign up without an invitation.
    pub async fn sign_up(&self, ctx: &Ctx, input: NewSignUp) -> Result<()> {
        let slug = Some(input.organization.trim()).filter(|slug| !slug.is_empty());
        let organization = self.open_organization(slug).await?.ok_or(OtherRefusal::SignUpClosed)?;
        let mut check = Check::new();
        let (latin, arabic) = names(&mut check, &input.name_latin, &input.name_arabic);
        let email = check.email("email", &input.email);
        check.finish(())?;
        self.limits().count_mail(ctx, &email)?;
        let spoken = language(&input.language).unwrap_or("ar");
        // A zone the browser made up is no reason to refuse somebody.
        let zone = input.time_zone.parse::<chrono_tz::Tz>().ok().map(|zone| zone.name());
        no_sooner(async {
            let mut tx = self.store().begin().await?;
            match store::users::find_by_email(&mut tx, &email).await? {
                Some(user) if user.deactivated_at.is_none() => {
                    let url = format!("{}/sign-in", self.settings().base_url);
                    self.send_to(&mut tx, ctx, &user, letters::Letter::AccountExists { url }).await?;
                }
                // A closed account is not told anything new.
                Some(_) => {}
                None => {
                    store::one_time_links::end_of_email(&mut tx, Kind::Verify, None, &email, ctx.now).await?;
                    let link = LinkFor {
                        kind: Kind::Verify,
                        user: None,
                        organization: Some(organization.id),
                        email: Some(&email),
                        role: None,
                        data: json!({ "nameLatin": latin, "nameArabic": arabic, "language": spoken, "timeZone": zone }),
                        lives: LIVES,
                    };
                    let (_, token) = make_link(&mut tx, ctx, link).await?;
                    let to = letters::To {
                        organization: Some(organization.id),
                        user: None,
                        address: &email,
                        name: letters::name_for(spoken, &latin, &arabic),
                        language: Some(spoken),
                    };
                    let url = format!("{}/verify/{token}", self.settings().base_url);
                    self.send_letter(&mut tx, ctx, to, letters::Letter::Verify { url }).await?;
                }
            }
            audit::entry(ctx, "account.sign_up_asked").organization(organization.id).write(&mut tx, ctx).await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    /// What a verification link is about, while it works. Changes nothing.
    pub async fn verification(&self, ctx: &Ctx, token: &str) -> Result<Verification> {
        self.limits().count(Limit::LinkFrom, &ctx.request.address, ctx.now)?;
        let mut db = self.store().connection().await?;
        let hash = sessions::token_hash(token);
        let link = store::one_time_links::find_live(&mut db, Kind::Verify, &hash, ctx.now).await?;
        let link = link.ok_or(OtherRefusal::LinkExpired)?;
        let text = |name: &str| link.data.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let (latin, arabic) = (text("nameLatin"), text("nameArabic"));
        Ok(Verification {
            email: link.email.clone().unwrap_or_default(),
            name: if latin.is_empty() { arabic } else { latin },
        })
    }

    /// Opens the account of a verification link with the password chosen on its page, and signs in.
    pub async fn finish_sign_up(&self, ctx: &Ctx, token: &str, finish: Finish) -> Result<SignedIn> {
        let view = self.verification(ctx, token).await?;
        let mut check = Check::new();
        passwords::check(&mut check, "password", &finish.password, &[&view.email, &view.name]);
        check.finish(())?;
        let hash = passwords::hash(ctx, &finish.password).await?;
        let mut tx = self.store().begin().await?;
        let token_hash = sessions::token_hash(token);
        let link = store::one_time_links::take(&mut tx, Kind::Verify, &token_hash, ctx.now).await?;
        let link = link.ok_or(OtherRefusal::LinkExpired)?;
        let (email, organization) =
            link.email.zip(link.organization_id).ok_or_else(|| Error::internal("verify", "a link without address"))?;
        let text = |name: &str| link.data.get(name).and_then(|value| value.as_str()).unwrap_or_default();
        let id = ctx.new_id()?;
        let new = NewUser {
            email: Some(&email),
            email_verified_at: Some(ctx.now),
            password_hash: Some(&hash),
            name_latin: text("nameLatin"),
            name_arabic: text("nameArabic"),
            language: language(text("language")),
            time_zone: Some(text("timeZone")).filter(|zone| !zone.is_empty()),
        };
        match store::users::insert(&mut tx, id, &new, ctx.now).await {
            // Somebody was invited to that address meanwhile: the account exists.
            Err(error) if error.is_constraint("users_email_key") => return Err(OtherRefusal::LinkExpired.into()),
            other => other?,
        }
        self.open_profile(&mut tx, ctx, organization, id, &new).await?;
        audit::entry(ctx, "account.opened").by(id).organization(organization).object(id).write(&mut tx, ctx).await?;
        audit::entry(ctx, "session.signed_in").by(id).write(&mut tx, ctx).await?;
        let signed_in = self.signed_in(&mut tx, id, false).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// The profile of new talent in the organisation they signed up with, unless a caster knows that address already: then the
    /// person is asked first whether that is them (`/claims`).
    async fn open_profile(
        &self,
        tx: &mut store::Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        user: Id<domain::id::User>,
        new: &NewUser<'_>,
    ) -> Result<()> {
        let email = new.email.unwrap_or_default();
        if store::claims::is_address_known(tx, organization, email).await? {
            return Ok(());
        }
        let profile = store::claims::OwnProfile {
            id: ctx.new_id()?,
            user_id: user,
            name_latin: new.name_latin,
            name_arabic: new.name_arabic,
            search_key: &domain::text::search_key(&[new.name_latin, new.name_arabic]).replace(' ', ""),
            email,
            language: new.language.unwrap_or("ar"),
            time_zone: new.time_zone,
        };
        Ok(store::claims::insert_own_profile(tx, organization, &profile, ctx.now).await?)
    }
}
