//! What a person sets for themselves: names, language, zone, clock, password.

use domain::field::Check;

use super::second_factor::own_session;
use crate::{Ctx, Error, Result, Services, audit, organizations, passwords, sessions};

/// A person's account as they see it.
#[derive(Debug, Clone)]
pub struct Account {
    /// Address.
    pub email: String,
    /// Latin name, perhaps empty.
    pub name_latin: String,
    /// Arabic name, perhaps empty.
    pub name_arabic: String,
    /// `en`, `ar`, or empty: as the browser says.
    pub language: String,
    /// IANA zone, or empty: as the browser says.
    pub time_zone: String,
    /// `h12`, `h23`, or empty: as the language has it.
    pub hour_cycle: String,
    /// The second factor is on.
    pub has_second_factor: bool,
    /// How many recovery codes are left.
    pub recovery_codes: i64,
    /// The second factor may not be turned off: an admin outside a demo.
    pub must_have_second_factor: bool,
}

/// How a person is named.
#[derive(Debug, Clone, Default)]
pub struct NamesPatch {
    /// Latin name.
    pub name_latin: String,
    /// Arabic name.
    pub name_arabic: String,
}

/// How a person reads; empty means as the browser or the language has it.
#[derive(Debug, Clone, Default)]
pub struct Preferences {
    /// `en` or `ar`.
    pub language: String,
    /// IANA zone.
    pub time_zone: String,
    /// `h12` or `h23`.
    pub hour_cycle: String,
}

/// A new password of somebody who knows the old one.
#[derive(Clone, Default)]
pub struct PasswordChange {
    /// The old one.
    pub current_password: String,
    /// The new one.
    pub password: String,
}

impl Services {
    /// The actor's own account.
    pub async fn own_account(&self, ctx: &Ctx) -> Result<Account> {
        let id = own_session(ctx)?;
        let mut db = self.store().connection().await?;
        let user = store::users::find(&mut db, id).await?.ok_or(Error::SignedOut)?;
        let admin = store::memberships::is_admin_any_owner(&mut db, id).await?;
        Ok(Account {
            email: user.email.unwrap_or_default(),
            name_latin: user.name_latin,
            name_arabic: user.name_arabic,
            language: user.language.unwrap_or_default(),
            time_zone: user.time_zone.unwrap_or_default(),
            hour_cycle: user.hour_cycle.unwrap_or_default(),
            has_second_factor: user.totp_confirmed_at.is_some(),
            recovery_codes: store::users::count_recovery_codes(&mut db, id).await?,
            must_have_second_factor: admin && !self.settings().demo,
        })
    }

    /// Changes how the actor is named.
    pub async fn update_names(&self, ctx: &Ctx, patch: NamesPatch) -> Result<()> {
        let id = own_session(ctx)?;
        let mut check = Check::new();
        let (latin, arabic) = super::names(&mut check, &patch.name_latin, &patch.name_arabic);
        check.finish(())?;
        let mut tx = self.store().begin().await?;
        store::users::update_profile(&mut tx, id, &latin, &arabic, ctx.now).await?;
        audit::entry(ctx, "account.names_changed").object(id).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// Changes how the actor reads.
    pub async fn update_preferences(&self, ctx: &Ctx, preferences: Preferences) -> Result<()> {
        let id = own_session(ctx)?;
        let mut check = Check::new();
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let language = given(&preferences.language);
        let time_zone = given(&preferences.time_zone);
        let hour_cycle = given(&preferences.hour_cycle);
        if let Some(language) = &language {
            organizations::one_of(&mut check, "language", language, &["en", "ar"]);
        }
        if let Some(zone) = &time_zone {
            organizations::zone(&mut check, "timeZone", zone);
        }
        if let Some(cycle) = &hour_cycle {
            organizations::one_of(&mut check, "hourCycle", cycle, &["h12", "h23"]);
        }
        check.finish(())?;
        let mut tx = self.store().begin().await?;
        store::users::update_preferences(
            &mut tx,
            id,
            language.as_deref(),
            time_zone.as_deref(),
            hour_cycle.as_deref(),
            ctx.now,
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// Changes the actor's language alone: the switch in the top bar.
    pub async fn set_own_language(&self, ctx: &Ctx, language: &str) -> Result<()> {
        let account = self.own_account(ctx).await?;
        let preferences =
            Preferences { language: language.to_owned(), time_zone: account.time_zone, hour_cycle: account.hour_cycle };
        self.update_preferences(ctx, preferences).await
    }

    /// Changes the actor's password. Every other session of theirs ends, open reset links die, and a mail tells them.
    pub async fn change_password(&self, ctx: &Ctx, change: PasswordChange) -> Result<()> {
        let id = own_session(ctx)?;
        let mut check = Check::new();
        if change.current_password.is_empty() {
            check.fail("currentPassword", domain::field::FieldCode::Required);
        }
        let account = self.own_account(ctx).await?;
        let words = [account.email.as_str(), account.name_latin.as_str(), account.name_arabic.as_str()];
        passwords::check(&mut check, "password", &change.password, &words);
        check.finish(())?;
        let user = self.check_own_password(ctx, &change.current_password).await?;
        let hash = passwords::hash(ctx, &change.password).await?;
        let mut tx = self.store().begin().await?;
        self.put_password(&mut tx, ctx, &user, &hash).await?;
        let keep = sessions::unhex(&ctx.request.session_key);
        store::sessions::delete_all_of_user(&mut tx, id, keep.as_deref()).await?;
        audit::entry(ctx, "account.password_changed").object(id).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }
}
