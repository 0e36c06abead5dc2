//! API keys: `cb_live_<public id>_<secret><checksum>`. Shown once, stored as a hash; what a key may do is its scopes, cut by its
//! owner's role and organisation. Test keys open demo and test installations only.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::Actor,
    field::{FieldCode, FieldError},
    id::{ApiKey, Id, Organization, User},
};
use sha2::{Digest, Sha256};
use store::{
    Access, Tx,
    api_keys::{ApiKeyRecord, NewApiKey},
};
use subtle::ConstantTimeEq;

use crate::{
    Ctx, Error, Result, Services, audit,
    idempotency::{Answer, Once},
    page::{self, Page},
};

pub use domain::scope::SCOPES;

mod checked;
mod rotate;

use checked::{Fields, fields, is_allowed};

/// So many keys are shown where they are not shown page by page.
pub const MOST_SHOWN: i64 = 500;
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
    /// From which networks it may be used (`203.0.113.0/24`, one address), at most 20; none: from anywhere.
    pub allowed_networks: Vec<String>,
    /// What could not be read of what was typed: said together with all that is wrong, and nothing is written.
    pub unread: Vec<FieldError>,
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
    /// From where it may be used; empty: from anywhere.
    pub allowed_networks: Vec<String>,
    /// The key that took its place; until it ends, both work.
    pub replaced_by: Option<Id<ApiKey>>,
}

impl Services {
    /// Makes a key that acts as the actor. Admins only. The text is shown once.
    pub async fn create_api_key(&self, ctx: &Ctx, new: NewKey) -> Result<(Id<ApiKey>, String)> {
        self.create_api_key_once(ctx, new, &Answer::unkept()).await?.done("a new key").map(|(key, text)| (key.id, text))
    }

    /// The same, once per idempotency key. What is kept is the key without its text.
    pub async fn create_api_key_once(
        &self,
        ctx: &Ctx,
        new: NewKey,
        answer: &Answer<'_, ApiKeyView>,
    ) -> Result<Once<(ApiKeyView, String)>> {
        let organization = ctx.admin()?;
        // A key must not be able to make another: it could outlive its own end and scopes.
        if ctx.actor.api_key_id.is_some() {
            return Err(Error::Forbidden);
        }
        self.insert_api_key(ctx, organization, ctx.user()?, new, answer).await
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
        let new = NewKey { name: "Command line".to_owned(), scopes, ..NewKey::default() };
        let made = self.insert_api_key(ctx, organization, user.id, new, &Answer::unkept()).await?;
        made.done("a new key").map(|(key, text)| (key.id, text))
    }

    async fn insert_api_key(
        &self,
        ctx: &Ctx,
        organization: Id<Organization>,
        user: Id<User>,
        new: NewKey,
        answer: &Answer<'_, ApiKeyView>,
    ) -> Result<Once<(ApiKeyView, String)>> {
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        let fields = fields(new)?;
        let (id, text) = self.write_api_key(&mut tx, ctx, organization, user, &fields).await?;
        let key = view_of(&mut tx, organization, id).await?;
        answer.finish(&mut tx, ctx, &key).await?;
        tx.commit().await?;
        Ok(Once::Done((key, text)))
    }

    /// Writes a checked key: its id and its text.
    async fn write_api_key(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        user: Id<User>,
        fields: &Fields,
    ) -> Result<(Id<ApiKey>, String)> {
        let public_id = base62(ctx, PUBLIC)?;
        let secret = base62(ctx, SECRET)?;
        let id = ctx.new_id()?;
        let is_test = self.settings().demo;
        let row = NewApiKey {
            id,
            user_id: user,
            name: &fields.name,
            public_id: &public_id,
            secret_hash: &Sha256::digest(secret.as_bytes()),
            scopes: &fields.scopes,
            created_at: ctx.now,
            expires_at: fields.lasts.map(|lasts| ctx.now + lasts),
            is_test,
            allowed_networks: &fields.networks,
        };
        store::api_keys::insert(tx, organization, &row).await?;
        audit::entry(ctx, "api_key.created")
            .organization(organization)
            .object(id)
            .fact("scopes", fields.scopes.clone())
            .write(tx, ctx)
            .await?;
        let kind = kind(is_test);
        let body = format!("cb_{kind}_{public_id}_{secret}");
        Ok((id, format!("{body}{}", checksum(&body))))
    }

    /// The organisation's keys, those that were not ended first, at most [`MOST_SHOWN`]. Admins only.
    pub async fn list_api_keys(&self, ctx: &Ctx) -> Result<Vec<ApiKeyView>> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let found = store::api_keys::list(&mut db, organization, None, None, MOST_SHOWN).await?;
        Ok(found.into_iter().map(view).collect())
    }

    /// A page of them.
    pub async fn page_api_keys(&self, ctx: &Ctx, cursor: Option<&str>, limit: usize) -> Result<Page<ApiKeyView>> {
        let organization = ctx.admin()?;
        let after = cursor.map(after).transpose()?;
        let more = i64::try_from(limit + 1).unwrap_or(i64::MAX);
        let mut db = self.store().connection().await?;
        let found = store::api_keys::list(&mut db, organization, None, after, more).await?;
        let place = |last: &ApiKeyView| {
            let ended = u8::from(last.revoked_at.is_some());
            format!("{ended}{}", page::written(last.created_at, last.id))
        };
        Ok(Page::cut_at(found.into_iter().map(view).collect(), limit, place))
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

    /// Who a key acts as when it is used from nowhere in particular; one that is tied to networks opens nothing.
    pub async fn authenticate_api_key(&self, text: &str) -> Result<Actor> {
        self.authenticate_api_key_from(text, None).await
    }

    /// Who a key acts as. Whatever is wrong with it, the answer is [`Error::SignedOut`]; a right one from a network it is not for is
    /// [`Error::Forbidden`].
    pub async fn authenticate_api_key_from(&self, text: &str, address: Option<IpAddr>) -> Result<Actor> {
        let now = self.clock().now();
        let Parsed { is_test, public_id, secret } = parse(text).ok_or(Error::SignedOut)?;
        // A key to play with opens no installation that is meant.
        if is_test && !self.settings().demo {
            return Err(Error::SignedOut);
        }
        let mut db = self.store().connection().await?;
        let key = store::api_keys::find_by_public_id_any_owner(&mut db, public_id).await?.ok_or(Error::SignedOut)?;
        let same = bool::from(Sha256::digest(secret.as_bytes()).as_slice().ct_eq(&key.secret_hash));
        let alive = key.revoked_at.is_none() && key.expires_at.is_none_or(|end| end > now) && key.is_owner_active;
        // A member who was deactivated loses the key; talent never had a role to lose.
        if !same || !alive || key.is_test != is_test || (key.is_member && key.role.is_none()) {
            return Err(Error::SignedOut);
        }
        if !is_allowed(&key.allowed_networks, address) {
            return Err(Error::Forbidden);
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

/// One of the organisation's keys as its admins see it.
async fn view_of(db: &mut impl Access, organization: Id<Organization>, id: Id<ApiKey>) -> Result<ApiKeyView> {
    let found = store::api_keys::list(db, organization, Some(id), None, 1).await?.pop();
    found.map(view).ok_or(Error::NotFound)
}

/// Where a page of keys begins.
fn after(cursor: &str) -> Result<store::api_keys::After> {
    let (is_ended, rest) = match (cursor.strip_prefix('0'), cursor.strip_prefix('1')) {
        (Some(rest), _) => (false, rest),
        (_, Some(rest)) => (true, rest),
        _ => return Err(page::broken()),
    };
    let (at, id) = page::parse_cursor(rest)?;
    Ok((is_ended, at, id))
}

/// A key as admins see it.
fn view(record: ApiKeyRecord) -> ApiKeyView {
    ApiKeyView {
        id: record.id,
        name: record.name,
        begins: format!("cb_{}_{}", kind(record.is_test), record.public_id),
        owner_latin: record.name_latin,
        owner_arabic: record.name_arabic,
        scopes: record.scopes,
        created_at: record.created_at,
        expires_at: record.expires_at,
        last_used_at: record.last_used_at,
        revoked_at: record.revoked_at,
        allowed_networks: record.allowed_networks,
        replaced_by: record.replaced_by,
    }
}

/// The word in a key's text.
const fn kind(is_test: bool) -> &'static str {
    if is_test { "test" } else { "live" }
}

/// The parts of a key's text.
#[derive(Debug, PartialEq, Eq)]
struct Parsed<'a> {
    is_test: bool,
    public_id: &'a str,
    secret: &'a str,
}

/// The parts, if the form and the checksum are right.
fn parse(text: &str) -> Option<Parsed<'_>> {
    if !text.is_ascii() || text.len() < CHECKSUM {
        return None;
    }
    let (body, sum) = text.split_at(text.len() - CHECKSUM);
    if checksum(body) != sum {
        return None;
    }
    let is_test = body.starts_with("cb_test_");
    let rest = body.strip_prefix("cb_live_").or_else(|| body.strip_prefix("cb_test_"))?;
    let (public_id, secret) = rest.split_once('_')?;
    (public_id.len() == PUBLIC && secret.len() == SECRET).then_some(Parsed { is_test, public_id, secret })
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
        let (public_id, secret) = ("a".repeat(PUBLIC), "B".repeat(SECRET));
        assert_eq!(parse(&key), Some(Parsed { is_test: false, public_id: &public_id, secret: &secret }));
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
