//! Signing in with address and password, then perhaps a code.

use domain::{
    field::Check,
    id::{Id, Organization, User},
    refusal::OtherRefusal,
};
use store::users::UserRecord;

use crate::{Ctx, Error, Result, Services, audit, limits::Limit, passwords, seal, sessions::SessionContent, totp};

/// What the sign-in form holds.
#[derive(Clone, Default)]
pub struct NewSignIn {
    /// The address as typed.
    pub email: String,
    /// The password as typed.
    pub password: String,
}

/// Somebody showed who they are; the door begins a session with a fresh cookie.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub user: Id<User>,
    /// The organisation the session begins in.
    pub organization: Option<Id<Organization>>,
    /// A code of the second factor must be shown before the session may do anything.
    pub awaits_code: bool,
    /// They set up the installation a moment ago.
    pub sets_up: bool,
}

impl SignedIn {
    /// What the session remembers.
    pub fn content(&self, ctx: &Ctx) -> SessionContent {
        SessionContent {
            user: self.user,
            organization: self.organization,
            awaits_code: self.awaits_code,
            sets_up: self.sets_up,
            user_agent: ctx.request.user_agent.clone(),
            address: ctx.request.address.clone(),
        }
    }
}

impl Services {
    /// Checks address and password. Unknown address, closed account and wrong password are one refusal and take the same time.
    pub async fn sign_in(&self, ctx: &Ctx, input: NewSignIn) -> Result<SignedIn> {
        let mut check = Check::new();
        let email = check.text("email", &input.email, 254).to_lowercase();
        if input.password.is_empty() {
            check.fail("password", domain::field::FieldCode::Required);
        }
        check.finish(())?;
        self.limits().count_sign_in(ctx)?;
        self.limits().count(Limit::SignInAccount, &email, ctx.now)?;
        let mut db = self.store().connection().await?;
        let found = store::users::find_by_email(&mut db, &email).await?;
        drop(db);
        let hash =
            found.as_ref().filter(|user| user.deactivated_at.is_none()).and_then(|user| user.password_hash.clone());
        let right = passwords::verify(&input.password, hash.as_deref()).await?;
        let (true, Some(user)) = (right, found.as_ref()) else {
            let mut tx = self.store().begin().await?;
            let entry = audit::entry(ctx, "session.refused").refused();
            match &found {
                Some(user) => entry.by(user.id).write(&mut tx, ctx).await?,
                None => entry.write(&mut tx, ctx).await?,
            }
            tx.commit().await?;
            return Err(OtherRefusal::WrongCredentials.into());
        };
        self.limits().forget(Limit::SignInAccount, &email);
        let rehashed = match &hash {
            Some(hash) if passwords::is_outdated(hash) => Some(passwords::hash(ctx, &input.password).await?),
            _ => None,
        };
        let mut tx = self.store().begin().await?;
        if let Some(rehashed) = rehashed {
            store::users::set_password(&mut tx, user.id, &rehashed, ctx.now).await?;
        }
        let awaits_code = user.totp_confirmed_at.is_some();
        let action = if awaits_code { "session.password_shown" } else { "session.signed_in" };
        audit::entry(ctx, action).by(user.id).write(&mut tx, ctx).await?;
        let signed_in = self.signed_in(&mut tx, user.id, awaits_code).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Where a fresh session begins: in the person's first organisation by name, if they belong to one.
    pub(super) async fn signed_in(&self, tx: &mut store::Tx, user: Id<User>, awaits_code: bool) -> Result<SignedIn> {
        let organizations = store::organizations::list_of_member(tx, user).await?;
        let organization = organizations.first().map(|(record, _)| record.id);
        Ok(SignedIn { user, organization, awaits_code, sets_up: false })
    }

    /// Checks the code (or a recovery code) of somebody whose session awaits one. Each code opens once.
    pub async fn show_code(&self, ctx: &Ctx, session: &SessionContent, code: &str) -> Result<SignedIn> {
        if !session.awaits_code {
            return Err(Error::SignedOut);
        }
        if code.trim().is_empty() {
            return Err(Error::field("code", domain::field::FieldCode::Required));
        }
        self.limits().count(Limit::CodeSession, &ctx.request.session_key, ctx.now)?;
        self.limits().count(Limit::CodeAccount, &session.user.to_string(), ctx.now)?;
        let mut tx = self.store().begin().await?;
        let user = store::users::lock(&mut tx, session.user).await?.ok_or(Error::SignedOut)?;
        if user.deactivated_at.is_some() {
            return Err(Error::SignedOut);
        }
        let right = self.accept_code(&mut tx, ctx, &user, code).await?;
        if !right {
            audit::entry(ctx, "session.code_refused").by(user.id).refused().write(&mut tx, ctx).await?;
            tx.commit().await?;
            return Err(OtherRefusal::WrongCode.into());
        }
        audit::entry(ctx, "session.signed_in").by(user.id).fact("secondFactor", true).write(&mut tx, ctx).await?;
        let signed_in = self.signed_in(&mut tx, user.id, false).await?;
        tx.commit().await?;
        Ok(SignedIn { organization: session.organization.or(signed_in.organization), ..signed_in })
    }

    /// Whether a code of the app or a recovery code is right and was not used before; then it is used up.
    pub(super) async fn accept_code(
        &self,
        tx: &mut store::Tx,
        ctx: &Ctx,
        user: &UserRecord,
        code: &str,
    ) -> Result<bool> {
        let Some(seed) = self.seed_of(user)? else { return Ok(false) };
        if let Some(step) = totp::step_of(&seed, code, ctx.now)? {
            return Ok(store::users::accept_totp_step(tx, user.id, step).await?);
        }
        let spent = store::users::spend_recovery_code(tx, user.id, &totp::recovery_hash(code), ctx.now).await?;
        if spent {
            audit::entry(ctx, "second_factor.recovery_code_used").by(user.id).write(tx, ctx).await?;
        }
        Ok(spent)
    }

    /// The opened seed of a person's second factor, confirmed or waiting for its first code.
    pub(super) fn seed_of(&self, user: &UserRecord) -> Result<Option<[u8; totp::SEED]>> {
        let Some(sealed) = &user.totp_secret_sealed else { return Ok(None) };
        let plain = seal::open(&self.settings().keys, seed_place(user.id), sealed)?;
        let seed = plain.try_into().map_err(|_| Error::internal("second factor", "a seed of another length"))?;
        Ok(Some(seed))
    }
}

/// Where the sealed seed of a person is kept.
pub(crate) fn seed_place(user: Id<User>) -> seal::Place {
    seal::Place { table: "users", row: user.uuid(), column: "totp_secret_sealed" }
}
