//! Invitations: a member by address and role, a talent by the profile a caster made. The link opens a page; joining takes a button.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::MemberRole,
    field::{Check, FieldCode},
    id::{Id, OneTimeLink, Organization, TalentProfile, User},
    refusal::OtherRefusal,
    webhook::Topic,
};
use serde_json::json;
use store::{
    Tx,
    one_time_links::{self, Kind, LinkRecord},
    organizations::OrganizationRecord,
    users::{NewUser, UserRecord},
};

use crate::{
    Ctx, Error, Result, Services,
    accounts::{Finish, LinkFor, SignedIn, language, letters, make_link, names},
    audit,
    limits::Limit,
    passwords, sessions,
    webhooks::Fate,
};

/// How long an invitation works.
const LIVES: TimeDelta = TimeDelta::days(7);

/// A member to be invited.
#[derive(Debug, Clone, Default)]
pub struct NewInvitation {
    /// The address as typed.
    pub email: String,
    /// `admin`, `caster`, `assistant`, `session_runner` or `reviewer`.
    pub role: String,
    /// `en` or `ar`: the language of the mail; empty: the organisation's.
    pub language: String,
}

/// An open invitation in the list.
#[derive(Debug, Clone)]
pub struct OpenInvitation {
    /// Names it when it is taken back.
    pub id: Id<OneTimeLink>,
    /// Where it was sent.
    pub email: String,
    /// The role it gives; `None`: talent.
    pub role: Option<MemberRole>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// Until when it works.
    pub expires_at: DateTime<Utc>,
}

/// What the page of an invitation shows.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// English name of the organisation.
    pub organization_en: String,
    /// Arabic name.
    pub organization_ar: String,
    /// The address it was sent to.
    pub email: String,
    /// The role it gives; `None`: talent.
    pub role: Option<MemberRole>,
    /// Who invited: Latin name.
    pub inviter_latin: String,
    /// Arabic name.
    pub inviter_arabic: String,
    /// The address has an account: its owner signs in and joins. Otherwise the page asks for name and password.
    pub has_account: bool,
    /// The one who looks is signed in to that account.
    pub is_own: bool,
}

impl Services {
    /// Invites somebody to be a member. Admins only. An earlier open invitation of that address stops working.
    pub async fn invite_member(&self, ctx: &Ctx, new: NewInvitation) -> Result<()> {
        let organization = ctx.admin()?;
        ctx.scope("users:admin")?;
        self.invite_member_to(ctx, organization, new).await.map(|_| ())
    }

    /// Invites the first admin of an organisation, for the command line, which prints the link.
    pub async fn invite_first_admin(&self, ctx: &Ctx, organization: Id<Organization>, email: &str) -> Result<String> {
        if !ctx.actor.is_system {
            return Err(Error::Forbidden);
        }
        let new = NewInvitation { email: email.to_owned(), role: "admin".to_owned(), language: String::new() };
        self.invite_member_to(ctx, organization, new).await
    }

    async fn invite_member_to(&self, ctx: &Ctx, organization: Id<Organization>, new: NewInvitation) -> Result<String> {
        let mut check = Check::new();
        let email = check.email("email", &new.email);
        let role = MemberRole::parse(&new.role);
        if role.is_none() {
            check.fail("role", if new.role.is_empty() { FieldCode::Required } else { FieldCode::Invalid });
        }
        check.finish(())?;
        self.limits().count(Limit::MailTo, &email, ctx.now)?;
        let mut tx = self.store().begin().await?;
        let office = store::organizations::find(&mut tx, organization).await?.ok_or(Error::NotFound)?;
        if let Some(user) = store::users::find_by_email(&mut tx, &email).await?
            && store::memberships::find_of_user(&mut tx, organization, user.id).await?.is_some()
        {
            return Err(Error::field("email", FieldCode::Taken));
        }
        one_time_links::end_of_email(&mut tx, Kind::Invite, Some(organization), &email, ctx.now).await?;
        let link = LinkFor {
            kind: Kind::Invite,
            user: None,
            organization: Some(organization),
            email: Some(&email),
            role,
            data: json!({}),
            lives: LIVES,
        };
        let (made, url) = self.send_invitation(&mut tx, ctx, &office, link, language(&new.language)).await?;
        audit::entry(ctx, "member.invited")
            .organization(organization)
            .fact("role", role.map(MemberRole::as_str))
            .write(&mut tx, ctx)
            .await?;
        self.announce_things(&mut tx, ctx, organization, Topic::MemberInvited, &[Fate::Made(&made)]).await?;
        tx.commit().await?;
        Ok(url)
    }

    /// Invites the talent of a profile to an account of their own. Admins, casters and assistants.
    pub async fn invite_talent(&self, ctx: &Ctx, profile: Id<TalentProfile>) -> Result<()> {
        let (organization, role) = ctx.member()?;
        if !matches!(role, MemberRole::Admin | MemberRole::Caster | MemberRole::Assistant) {
            return Err(Error::Forbidden);
        }
        let mut tx = self.store().begin().await?;
        let (email, user) = store::claims::find(&mut tx, organization, profile).await?.ok_or(Error::NotFound)?;
        let email = email.ok_or_else(|| Error::field("email", FieldCode::Required))?.to_lowercase();
        self.limits().count(Limit::MailTo, &email, ctx.now)?;
        let office = store::organizations::find(&mut tx, organization).await?.ok_or(Error::NotFound)?;
        one_time_links::end_of_email(&mut tx, Kind::Invite, Some(organization), &email, ctx.now).await?;
        // One that went to an address that was wrong is good for nobody.
        one_time_links::end_of_user(&mut tx, Kind::Invite, user, ctx.now).await?;
        let link = LinkFor {
            kind: Kind::Invite,
            user: Some(user),
            organization: Some(organization),
            email: Some(&email),
            role: None,
            data: json!({ "profile": profile }),
            lives: LIVES,
        };
        self.send_invitation(&mut tx, ctx, &office, link, None).await?;
        audit::entry(ctx, "talent.invited").object(profile).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    async fn send_invitation(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        office: &OrganizationRecord,
        link: LinkFor<'_>,
        spoken: Option<&str>,
    ) -> Result<(LinkRecord, String)> {
        let address = link.email.unwrap_or_default().to_owned();
        let is_talent = link.role.is_none();
        let account = store::users::find_by_email(tx, &address).await?;
        let (made, token) = make_link(tx, ctx, link).await?;
        let url = format!("{}/invite/{token}", self.settings().base_url);
        let own = account.as_ref().and_then(|account| account.language.as_deref());
        let spoken = spoken.or(own).unwrap_or(&office.language);
        let organization = letters::name_for(spoken, &office.name_en, &office.name_ar).to_owned();
        let inviter = match ctx.actor.user_id {
            Some(user) => store::users::find(tx, user).await?,
            None => None,
        };
        let inviter = inviter
            .map_or_else(String::new, |user| letters::name_for(spoken, &user.name_latin, &user.name_arabic).to_owned());
        let letter = if is_talent {
            letters::Letter::Claim { url: url.clone(), organization }
        } else {
            letters::Letter::Invite { url: url.clone(), organization, inviter }
        };
        let to = letters::To {
            organization: Some(office.id),
            user: account.as_ref().map(|account| account.id),
            address: &address,
            name: account.as_ref().map_or("", |user| letters::name_for(spoken, &user.name_latin, &user.name_arabic)),
            language: Some(spoken),
        };
        self.send_letter(tx, ctx, to, letter).await?;
        Ok((made, url))
    }

    /// The organisation's open invitations, newest first. Admins only.
    pub async fn list_invitations(&self, ctx: &Ctx) -> Result<Vec<OpenInvitation>> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let links = one_time_links::list_invitations(&mut db, organization, ctx.now).await?;
        Ok(links
            .into_iter()
            .map(|link| OpenInvitation {
                id: link.id,
                email: link.email.unwrap_or_default(),
                role: link.role,
                created_at: link.created_at,
                expires_at: link.expires_at,
            })
            .collect())
    }

    /// Takes an open invitation back. Admins only.
    pub async fn revoke_invitation(&self, ctx: &Ctx, id: Id<OneTimeLink>) -> Result<()> {
        let organization = ctx.admin()?;
        ctx.scope("users:admin")?;
        let mut tx = self.store().begin().await?;
        let ended = one_time_links::end_invitation(&mut tx, organization, id, ctx.now).await?.ok_or(Error::NotFound)?;
        audit::entry(ctx, "invitation.revoked").object(id).write(&mut tx, ctx).await?;
        if ended.role.is_some() {
            self.announce_things(&mut tx, ctx, organization, Topic::InvitationRevoked, &[Fate::Gone(&ended)]).await?;
        }
        Ok(tx.commit().await?)
    }

    /// What an invitation is about, while it works. Changes nothing.
    pub async fn read_invitation(&self, ctx: &Ctx, token: &str) -> Result<Invitation> {
        self.limits().count(Limit::LinkFrom, &ctx.request.address, ctx.now)?;
        let mut db = self.store().connection().await?;
        let hash = sessions::token_hash(token);
        let link = one_time_links::find_live(&mut db, Kind::Invite, &hash, ctx.now).await?;
        let link = link.ok_or(OtherRefusal::LinkExpired)?;
        let organization = link.organization_id.ok_or(OtherRefusal::LinkExpired)?;
        let office = store::organizations::find(&mut db, organization).await?.ok_or(OtherRefusal::LinkExpired)?;
        let email = link.email.unwrap_or_default();
        let account = store::users::find_by_email(&mut db, &email).await?;
        let inviter = match link.created_by {
            Some(user) => store::users::find(&mut db, user).await?,
            None => None,
        };
        let (inviter_latin, inviter_arabic) =
            inviter.map_or_else(Default::default, |user| (user.name_latin, user.name_arabic));
        Ok(Invitation {
            organization_en: office.name_en,
            organization_ar: office.name_ar,
            email,
            role: link.role,
            inviter_latin,
            inviter_arabic,
            is_own: account.as_ref().is_some_and(|account| ctx.actor.user_id == Some(account.id)),
            has_account: account.is_some(),
        })
    }

    /// Joins. With an account at that address one has to be signed in to it ([`Error::SignedOut`] otherwise); without one the account
    /// is opened with the name and password of `finish`. Returns the session to begin.
    pub async fn accept_invitation(&self, ctx: &Ctx, token: &str, finish: Finish) -> Result<SignedIn> {
        let view = self.read_invitation(ctx, token).await?;
        if view.has_account && !view.is_own {
            return Err(Error::SignedOut);
        }
        let opened = if view.has_account { None } else { Some(self.check_finish(ctx, &view, &finish).await?) };
        let mut tx = self.store().begin().await?;
        let link = one_time_links::take(&mut tx, Kind::Invite, &sessions::token_hash(token), ctx.now).await?;
        let link = link.ok_or(OtherRefusal::LinkExpired)?;
        let organization = link.organization_id.ok_or(OtherRefusal::LinkExpired)?;
        if link.role.is_none() {
            self.invited_profile(&mut tx, ctx, &link, organization).await?;
        }
        let account = store::users::find_by_email(&mut tx, &view.email).await?;
        let user = match (account, opened) {
            (Some(account), None) if ctx.actor.user_id == Some(account.id) => account.id,
            (None, Some(opened)) => self.open_account(&mut tx, ctx, &link, &view.email, &opened).await?,
            // An account appeared or went between the page and the button.
            _ => return Err(OtherRefusal::LinkExpired.into()),
        };
        let signed_in = match link.role {
            Some(role) => {
                self.join(&mut tx, ctx, organization, user, role).await?;
                SignedIn { user, organization: Some(organization), awaits_code: false, sets_up: false }
            }
            None => {
                self.take_profile(&mut tx, ctx, &link, organization, user).await?;
                let own = store::organizations::list_of_member(&mut tx, user).await?;
                let organization = ctx.actor.organization_id.or(own.first().map(|(record, _)| record.id));
                SignedIn { user, organization, awaits_code: false, sets_up: false }
            }
        };
        tx.commit().await?;
        Ok(signed_in)
    }

    async fn check_finish(&self, ctx: &Ctx, view: &Invitation, finish: &Finish) -> Result<Opened> {
        let mut check = Check::new();
        let (name_latin, name_arabic) = names(&mut check, &finish.name_latin, &finish.name_arabic);
        passwords::check(&mut check, "password", &finish.password, &[&view.email, &name_latin, &name_arabic]);
        check.finish(())?;
        let hash = passwords::hash(ctx, &finish.password).await?;
        Ok(Opened { name_latin, name_arabic, hash, language: language(&finish.language) })
    }

    /// Opens the account. A talent's unclaimed person becomes the account itself; anybody else is new.
    async fn open_account(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        link: &LinkRecord,
        email: &str,
        opened: &Opened,
    ) -> Result<Id<User>> {
        let unclaimed = match link.user_id {
            Some(user) => store::users::lock(tx, user).await?.filter(UserRecord::is_unclaimed),
            None => None,
        };
        let user = match unclaimed {
            Some(person) => {
                store::users::set_verified_email(tx, person.id, email, ctx.now).await?;
                store::users::set_password(tx, person.id, &opened.hash, ctx.now).await?;
                store::users::update_profile(tx, person.id, &opened.name_latin, &opened.name_arabic, ctx.now).await?;
                store::users::update_preferences(
                    tx,
                    person.id,
                    opened.language,
                    person.time_zone.as_deref(),
                    person.hour_cycle.as_deref(),
                    ctx.now,
                )
                .await?;
                person.id
            }
            None => {
                let id = ctx.new_id()?;
                let new = NewUser {
                    email: Some(email),
                    email_verified_at: Some(ctx.now),
                    password_hash: Some(&opened.hash),
                    name_latin: &opened.name_latin,
                    name_arabic: &opened.name_arabic,
                    language: opened.language,
                    time_zone: None,
                };
                store::users::insert(tx, id, &new, ctx.now).await?;
                id
            }
        };
        audit::entry(ctx, "account.opened").by(user).object(user).write(tx, ctx).await?;
        audit::entry(ctx, "session.signed_in").by(user).write(tx, ctx).await?;
        Ok(user)
    }

    async fn join(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        user: Id<User>,
        role: MemberRole,
    ) -> Result<()> {
        let id = ctx.new_id()?;
        match store::memberships::insert(tx, organization, id, user, role, ctx.now).await {
            Err(error) if error.is_constraint("memberships_organization_user_key") => {
                return Err(OtherRefusal::LinkExpired.into());
            }
            other => other?,
        }
        let entry = audit::entry(ctx, "member.joined").by(user).organization(organization).object(id);
        entry.fact("role", role.as_str()).write(tx, ctx).await?;
        let joined = store::memberships::find_of_user(tx, organization, user).await?.ok_or(Error::NotFound)?;
        self.announce_things(tx, ctx, organization, Topic::MemberJoined, &[Fate::Made(&joined)]).await
    }
}

/// What a new account is opened with.
struct Opened {
    name_latin: String,
    name_arabic: String,
    hash: String,
    language: Option<&'static str>,
}
