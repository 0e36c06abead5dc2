//! API keys: `cb_live_<public id>_<secret><checksum>`. Shown once, stored as a hash; what a key may do is its scopes, cut by its
//! owner's role and organisation.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::Actor,
    field::{Check, FieldCode},
    id::{ApiKey, Id, Organization, User},
};
use sha2::{Digest, Sha256};
use store::api_keys::NewApiKey;
use subtle::ConstantTimeEq;

use crate::{Ctx, Error, Result, Services, audit};

/// Every scope there is. A key that may write may not read unless it says so.
pub const SCOPES: [&str; 8] = [
    "bookings:read",
    "bookings:write",
    "availability:read",
    "availability:write",
    "calls:read",
    "calls:write",
    "webhooks:manage",
    "users:admin",
];

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// 12 characters name a key.
const PUBLIC: usize = 12;
/// 32 characters of base62 are 190 bits.
const SECRET: usize = 32;
/// CRC-32 in base62.
const CHECKSUM: usize = 6;
/// A key's last use is noted no oftener than this.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A key to be made.
#[derive(Debug, Clone, Default)]
pub struct NewKey {
    /// What its maker calls it, 1 to 100 characters.
    pub name: String,
    /// What it may do; at least one of [`SCOPES`].
    pub scopes: Vec<String>,
    /// In how many days it ends, 1 to 3650; `None`: never.
    pub expires_in_days: Option<i64>,
}

/// A key in the list.
#[derive(Debug, Clone)]
pub struct ApiKeyView {
    /// Its id.
    pub id: Id<ApiKey>,
    /// What its maker calls it.
    pub name: String,
    /// How it begins, to recognise it by: `cb_live_abc123…`.
    pub begins: String,
    /// Who it acts as: Latin name.
    pub owner_latin: String,
    /// Who it acts as: Arabic name.
    pub owner_arabic: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when it works.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Since when it does not work any more.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Services {
    /// Makes a key that acts as the actor. Admins only. The text is shown once.
    pub async fn create_api_key(&self, ctx: &Ctx, new: NewKey) -> Result<(Id<ApiKey>, String)> {
        let organization = ctx.admin()?;
        // A key must not be able to make another: it could outlive its own end and scopes.
        if ctx.actor.api_key_id.is_some() {
            return Err(Error::Forbidden);
        }
        self.insert_api_key(ctx, organization, ctx.user()?, new).await
    }

    /// Makes a key that acts as the person of that address, with every scope, for the command line. Of an admin of several
    /// organisations or a talent known to several the oldest counts.
    pub async fn create_api_key_for(&self, ctx: &Ctx, email: &str) -> Result<(Id<ApiKey>, String)> {
        if !ctx.actor.is_system {
            return Err(Error::Forbidden);
        }
        let email = email.trim().to_lowercase();
        let mut db = self.store().connection().await?;
        let user = store::users::find_by_email(&mut db, &email)
            .await?
            .ok_or_else(|| Error::field("email", FieldCode::Unknown))?;
        let organization = store::api_keys::home_of(&mut db, user.id)
            .await?
            .ok_or_else(|| Error::field("email", FieldCode::Unknown))?;
        drop(db);
        let scopes = SCOPES.iter().map(|scope| (*scope).to_owned()).collect();
        let new = NewKey { name: "Command line".to_owned(), scopes, expires_in_days: None };
        self.insert_api_key(ctx, organization, user.id, new).await
    }

    async fn insert_api_key(
        &self,
        ctx: &Ctx,
        organization: Id<Organization>,
        user: Id<User>,
        new: NewKey,
    ) -> Result<(Id<ApiKey>, String)> {
        let mut check = Check::new();
        let name = check.text("name", &new.name, 100);
        let mut scopes = new.scopes;
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() {
            check.fail("scopes", FieldCode::Required);
        } else if scopes.iter().any(|scope| !SCOPES.contains(&scope.as_str())) {
            check.fail("scopes", FieldCode::Unknown);
        }
        let days = new.expires_in_days.map(|days| check.range("expiresInDays", days, 1, 3650));
        let (name, scopes, days) = check.finish((name, scopes, days))?;
        let public_id = base62(ctx, PUBLIC)?;
        let secret = base62(ctx, SECRET)?;
        let id = ctx.new_id()?;
        let mut tx = self.store().begin().await?;
        let row = NewApiKey {
            id,
            user_id: user,
            name: &name,
            public_id: &public_id,
            secret_hash: &Sha256::digest(secret.as_bytes()),
            scopes: &scopes,
            created_at: ctx.now,
            expires_at: days.map(|days| ctx.now + TimeDelta::days(days)),
        };
        store::api_keys::insert(&mut tx, organization, &row).await?;
        audit::entry(ctx, "api_key.created")
            .organization(organization)
            .object(id)
            .fact("scopes", scopes.clone())
            .write(&mut tx, ctx)
            .await?;
        tx.commit().await?;
        let kind = if self.settings().demo { "test" } else { "live" };
        let body = format!("cb_{kind}_{public_id}_{secret}");
        Ok((id, format!("{body}{}", checksum(&body))))
    }

    /// The organisation's keys. Admins only.
    pub async fn list_api_keys(&self, ctx: &Ctx) -> Result<Vec<ApiKeyView>> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let kind = if self.settings().demo { "test" } else { "live" };
        let records = store::api_keys::list(&mut db, organization).await?;
        Ok(records
            .into_iter()
            .map(|record| ApiKeyView {
                id: record.id,
                name: record.name,
                begins: format!("cb_{kind}_{}", record.public_id),
                owner_latin: record.name_latin,
                owner_arabic: record.name_arabic,
                scopes: record.scopes,
                created_at: record.created_at,
                expires_at: record.expires_at,
                last_used_at: record.last_used_at,
                revoked_at: record.revoked_at,
            })
            .collect())
    }

    /// Ends a key at once. Admins only.
    pub async fn revoke_api_key(&self, ctx: &Ctx, id: Id<ApiKey>) -> Result<()> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        if !store::api_keys::revoke(&mut tx, organization, id, ctx.now).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "api_key.revoked").object(id).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// Who a key acts as. Whatever is wrong with it, the answer is [`Error::SignedOut`].
    pub async fn authenticate_api_key(&self, text: &str) -> Result<Actor> {
        let now = self.clock().now();
        let (public_id, secret) = parse(text).ok_or(Error::SignedOut)?;
        let mut db = self.store().connection().await?;
        let key = store::api_keys::find_by_public_id_any_owner(&mut db, public_id).await?.ok_or(Error::SignedOut)?;
        let same = bool::from(Sha256::digest(secret.as_bytes()).as_slice().ct_eq(&key.secret_hash));
        let alive = key.revoked_at.is_none() && key.expires_at.is_none_or(|end| end > now) && key.is_owner_active;
        // A member who was deactivated loses the key; talent never had a role to lose.
        if !same || !alive || (key.is_member && key.role.is_none()) {
            return Err(Error::SignedOut);
        }
        if key.last_used_at.is_none_or(|last| now - last >= TOUCH_EVERY) {
            store::api_keys::touch(&mut db, key.id, now).await?;
        }
        Ok(Actor {
            user_id: Some(key.user_id),
            organization_id: key.role.map(|_| key.organization_id),
            role: key.role,
            api_key_id: Some(key.id),
            scopes: Some(key.scopes),
            is_system: false,
        })
    }
}

/// Public part and secret, if the form and the checksum are right.
fn parse(text: &str) -> Option<(&str, &str)> {
    if !text.is_ascii() || text.len() < CHECKSUM {
        return None;
    }
    let (body, sum) = text.split_at(text.len() - CHECKSUM);
    if checksum(body) != sum {
        return None;
    }
    let rest = body.strip_prefix("cb_live_").or_else(|| body.strip_prefix("cb_test_"))?;
    let (public_id, secret) = rest.split_once('_')?;
    (public_id.len() == PUBLIC && secret.len() == SECRET).then_some((public_id, secret))
}

/// CRC-32 as six characters of base62: catches a mistyped key without asking the database.
fn checksum(body: &str) -> String {
    let mut rest = crc32fast::hash(body.as_bytes());
    let mut text = Vec::with_capacity(CHECKSUM);
    for _ in 0..CHECKSUM {
        text.push(letter(usize::try_from(rest % 62).unwrap_or(0)));
        rest /= 62;
    }
    text.iter().rev().collect()
}

/// Random characters without bias: bytes beyond the last whole multiple of 62 are thrown away.
fn base62(ctx: &Ctx, length: usize) -> Result<String> {
    let mut text = String::with_capacity(length);
    while text.len() < length {
        for byte in ctx.random::<32>()? {
            if byte < 248 && text.len() < length {
                text.push(letter(usize::from(byte % 62)));
            }
        }
    }
    Ok(text)
}

fn letter(place: usize) -> char {
    BASE62.get(place).copied().map_or('0', char::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_key_is_known_by_its_checksum() {
        let body = format!("cb_live_{}_{}", "a".repeat(PUBLIC), "B".repeat(SECRET));
        let key = format!("{body}{}", checksum(&body));
        assert_eq!(parse(&key), Some((&*"a".repeat(PUBLIC), &*"B".repeat(SECRET))));
        for wrong in [
            String::new(),
            "cb_live_".to_owned(),
            key.replace('B', "C"),
            key.replace("live", "prod"),
            key.replace("cb_live", "cb_test"),
            format!("{key}x"),
            format!("é{key}"),
        ] {
            assert_eq!(parse(&wrong), None, "{wrong}");
        }
    }
}
