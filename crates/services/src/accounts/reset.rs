//! Getting back into an account by mail. The second factor is not part of it: whoever resets still has to show a code.

use chrono::TimeDelta;
use domain::{field::Check, refusal::OtherRefusal};
use serde_json::json;
use store::{Tx, one_time_links::Kind, users::UserRecord};

use super::{LinkFor, letters, make_link, no_sooner};
use crate::{Ctx, Result, Services, audit, limits::Limit, passwords, sessions};

/// How long a reset link works.
const LIVES: TimeDelta = TimeDelta::minutes(30);

/// The new password of a reset form.
#[derive(Clone, Default)]
pub struct NewPassword {
    /// As typed.
    pub password: String,
}

impl Services {
    /// Sends a reset link if the address has an account. The answer is the same if not.
    pub async fn ask_reset(&self, ctx: &Ctx, email: &str) -> Result<()> {
        let mut check = Check::new();
        let email = check.email("email", email);
        check.finish(())?;
        self.limits().count_mail(ctx, &email)?;
        no_sooner(async {
            let mut tx = self.store().begin().await?;
            let user = store::users::find_by_email(&mut tx, &email).await?;
            if let Some(user) = user.filter(|user| user.deactivated_at.is_none()) {
                store::one_time_links::end_of_user(&mut tx, Kind::Reset, user.id, ctx.now).await?;
                let link = LinkFor {
                    kind: Kind::Reset,
                    user: Some(user.id),
                    organization: None,
                    email: Some(&email),
                    role: None,
                    data: json!({}),
                    lives: LIVES,
                };
                let (_, token) = make_link(&mut tx, ctx, link).await?;
                self.send_reset(&mut tx, ctx, &user, &token).await?;
                audit::entry(ctx, "account.reset_asked").by(user.id).object(user.id).write(&mut tx, ctx).await?;
            } else {
                audit::entry(ctx, "account.reset_asked").refused().write(&mut tx, ctx).await?;
            }
            Ok(tx.commit().await?)
        })
        .await
    }

    /// Whether a reset link still works: the page asks before it shows the form. Changes nothing.
    pub async fn reset_link_works(&self, ctx: &Ctx, token: &str) -> Result<bool> {
        self.limits().count(Limit::LinkFrom, &ctx.request.address, ctx.now)?;
        let mut db = self.store().connection().await?;
        let link =
            store::one_time_links::find_live(&mut db, Kind::Reset, &sessions::token_hash(token), ctx.now).await?;
        Ok(link.is_some())
    }

    /// Sets a new password by a reset link, which is used up. Every session of the person ends; they sign in anew.
    pub async fn reset_password(&self, ctx: &Ctx, token: &str, new: NewPassword) -> Result<()> {
        let hash_of_token = sessions::token_hash(token);
        self.limits().count(Limit::LinkFrom, &ctx.request.address, ctx.now)?;
        let mut db = self.store().connection().await?;
        let link = store::one_time_links::find_live(&mut db, Kind::Reset, &hash_of_token, ctx.now).await?;
        let email = link.and_then(|link| link.email).ok_or(OtherRefusal::LinkExpired)?;
        drop(db);
        let mut check = Check::new();
        passwords::check(&mut check, "password", &new.password, &[&email]);
        check.finish(())?;
        let hash = passwords::hash(ctx, &new.password).await?;
        let mut tx = self.store().begin().await?;
        let link = store::one_time_links::take(&mut tx, Kind::Reset, &hash_of_token, ctx.now).await?;
        let id = link.and_then(|link| link.user_id).ok_or(OtherRefusal::LinkExpired)?;
        let user = store::users::lock(&mut tx, id).await?.ok_or(OtherRefusal::LinkExpired)?;
        if user.deactivated_at.is_some() || user.email.as_ref() != Some(&email) {
            return Err(OtherRefusal::LinkExpired.into());
        }
        self.put_password(&mut tx, ctx, &user, &hash).await?;
        if user.email_verified_at.is_none() {
            store::users::set_verified_email(&mut tx, id, &email, ctx.now).await?;
        }
        store::sessions::delete_all_of_user(&mut tx, id, None).await?;
        audit::entry(ctx, "account.password_reset").by(id).object(id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        self.limits().forget(Limit::SignInAccount, &email);
        Ok(())
    }

    /// Writes a new password, ends open reset links and tells the person by mail.
    pub(super) async fn put_password(&self, tx: &mut Tx, ctx: &Ctx, user: &UserRecord, hash: &str) -> Result<()> {
        store::users::set_password(tx, user.id, hash, ctx.now).await?;
        store::one_time_links::end_of_user(tx, Kind::Reset, user.id, ctx.now).await?;
        self.send_to(
            tx,
            ctx,
            user,
            letters::Letter::PasswordChanged { url: format!("{}/sign-in", self.settings().base_url) },
        )
        .await
    }

    async fn send_reset(&self, tx: &mut Tx, ctx: &Ctx, user: &UserRecord, token: &str) -> Result<()> {
        let url = format!("{}/reset/{token}", self.settings().base_url);
        self.send_to(tx, ctx, user, letters::Letter::Reset { url }).await
    }
}
