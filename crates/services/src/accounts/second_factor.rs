//! Setting up, replacing and removing the second factor.

use domain::{
    field::FieldCode,
    id::{Id, User},
    refusal::OtherRefusal,
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use super::sign_in::seed_place;
use crate::{Ctx, Error, Result, Secret, Services, audit, limits::Limit, passwords, seal, totp};

/// A seed waiting for its first code.
#[derive(Clone)]
pub struct Enrolment {
    /// The seed as people type it.
    pub seed: String,
    /// The address an authenticator app opens or reads from a picture.
    pub uri: String,
    /// The same as a picture for a camera.
    pub picture: totp::Picture,
}

impl Services {
    /// The seed waiting for its first code: the same for as long as the session, so that a reload does not spoil what was scanned, and another
    /// in every session, so that nobody who was here before knows it. Writes nothing. Refused to those who have a second factor already.
    pub async fn begin_second_factor(&self, ctx: &Ctx) -> Result<Enrolment> {
        let id = own_session(ctx)?;
        let mut db = self.store().connection().await?;
        let user = store::users::find(&mut db, id).await?.ok_or(Error::SignedOut)?;
        if user.totp_confirmed_at.is_some() {
            return Err(OtherRefusal::AlreadySetUp.into());
        }
        let seed = waiting_seed(&self.settings().secret, id, &ctx.request.session_key);
        let account = user.email.unwrap_or_else(|| id.to_string());
        let uri = totp::uri(&seed, &account)?;
        Ok(Enrolment { seed: totp::seed_text(&seed), picture: totp::picture(&uri)?, uri })
    }

    /// Turns the second factor on after one right code and returns the recovery codes, shown this once. The person's other sessions
    /// end.
    pub async fn confirm_second_factor(&self, ctx: &Ctx, code: &str) -> Result<Vec<String>> {
        let id = own_session(ctx)?;
        self.limits().count(Limit::CodeAccount, &id.to_string(), ctx.now)?;
        let mut tx = self.store().begin().await?;
        let user = store::users::lock(&mut tx, id).await?.ok_or(Error::SignedOut)?;
        if user.totp_confirmed_at.is_some() {
            return Err(OtherRefusal::AlreadySetUp.into());
        }
        let seed = waiting_seed(&self.settings().secret, id, &ctx.request.session_key);
        let Some(step) = totp::step_of(&seed, code, ctx.now)? else {
            return Err(Error::field("code", FieldCode::Wrong));
        };
        let sealed = seal::seal(ctx, &self.settings().keys, seed_place(id), &seed)?;
        store::users::set_totp(&mut tx, id, Some(&sealed), Some(ctx.now), Some(step), ctx.now).await?;
        let codes = self.renew_codes(&mut tx, ctx).await?;
        let keep = crate::sessions::unhex(&ctx.request.session_key);
        store::sessions::delete_all_of_user(&mut tx, id, keep.as_deref()).await?;
        audit::entry(ctx, "second_factor.added").object(id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Makes new recovery codes; the old ones stop working. The password is asked again.
    pub async fn renew_recovery_codes(&self, ctx: &Ctx, password: &str) -> Result<Vec<String>> {
        let id = own_session(ctx)?;
        let user = self.check_own_password(ctx, password).await?;
        if user.totp_confirmed_at.is_none() {
            return Err(Error::NotFound);
        }
        let mut tx = self.store().begin().await?;
        let codes = self.renew_codes(&mut tx, ctx).await?;
        audit::entry(ctx, "second_factor.codes_renewed").object(id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Turns the second factor off, with password and a code. Admins outside a demo keep theirs.
    pub async fn remove_second_factor(&self, ctx: &Ctx, password: &str, code: &str) -> Result<()> {
        let id = own_session(ctx)?;
        self.check_own_password(ctx, password).await?;
        self.limits().count(Limit::CodeAccount, &id.to_string(), ctx.now)?;
        let mut tx = self.store().begin().await?;
        let user = store::users::lock(&mut tx, id).await?.ok_or(Error::SignedOut)?;
        if user.totp_confirmed_at.is_none() {
            return Err(Error::NotFound);
        }
        if !self.settings().demo && store::memberships::is_admin_any_owner(&mut tx, id).await? {
            return Err(OtherRefusal::SecondFactorRequired.into());
        }
        if !self.accept_code(&mut tx, ctx, &user, code).await? {
            return Err(Error::field("code", FieldCode::Wrong));
        }
        store::users::set_totp(&mut tx, id, None, None, None, ctx.now).await?;
        store::users::replace_recovery_codes(&mut tx, id, &[]).await?;
        audit::entry(ctx, "second_factor.removed").object(id).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    async fn renew_codes(&self, tx: &mut store::Tx, ctx: &Ctx) -> Result<Vec<String>> {
        let codes = totp::new_recovery_codes(ctx)?;
        let rows = codes
            .iter()
            .map(|(_, hash)| Ok((ctx.new_id::<domain::id::OneTimeLink>()?.uuid(), hash.clone())))
            .collect::<Result<Vec<_>>>()?;
        store::users::replace_recovery_codes(tx, ctx.user()?, &rows).await?;
        Ok(codes.into_iter().map(|(code, _)| code).collect())
    }

    /// The actor's record, once their password was typed again (auth-security.md: before factors and addresses change).
    pub(super) async fn check_own_password(&self, ctx: &Ctx, password: &str) -> Result<store::users::UserRecord> {
        let id = own_session(ctx)?;
        self.limits().count(Limit::SignInAccount, &id.to_string(), ctx.now)?;
        let mut db = self.store().connection().await?;
        let user = store::users::find(&mut db, id).await?.ok_or(Error::SignedOut)?;
        drop(db);
        if !passwords::verify(password, user.password_hash.as_deref()).await? {
            return Err(Error::field("currentPassword", FieldCode::Wrong));
        }
        self.limits().forget(Limit::SignInAccount, &id.to_string());
        Ok(user)
    }
}

/// The seed that a person's session is shown until its first right code. Derived, not kept: showing a page changes nothing.
pub fn waiting_seed(secret: &Secret, user: Id<User>, session_key: &str) -> [u8; totp::SEED] {
    let user = user.uuid();
    // The leading word separates these seeds from every other use of the secret.
    let parts: [&[u8]; 3] = [b"callboard second factor v1", user.as_bytes(), session_key.as_bytes()];
    let bytes = match Hmac::<Sha256>::new_from_slice(secret.expose()) {
        Ok(mac) => parts.iter().fold(mac, |mac, part| mac.chain_update(part)).finalize().into_bytes(),
        // HMAC takes keys of every length; the type cannot say so.
        Err(_) => Sha256::digest(secret.expose()),
    };
    std::array::from_fn(|at| bytes.get(at).copied().unwrap_or_default())
}

/// The person behind a session; keys may not touch accounts.
pub(super) fn own_session(ctx: &Ctx) -> Result<Id<User>> {
    let user = ctx.user()?;
    if ctx.actor.api_key_id.is_some() { Err(Error::Forbidden) } else { Ok(user) }
}
