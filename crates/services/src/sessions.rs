//! Sessions: how long they live, whose they are, and ending them. The cookie is the door's affair; this room sees its value only to
//! hash it.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::Actor,
    field::FieldCode,
    id::{Id, Organization, User},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::sessions::{NewSession, ResolvedSession, SessionOrganization};

use crate::{Ctx, Error, Result, Services, audit};

/// Unused this long, the session of somebody who is only talent ends (auth-security.md, section 2).
pub const IDLE: TimeDelta = TimeDelta::days(7);
/// Unused this long, the session of a member ends.
pub const IDLE_MEMBER: TimeDelta = TimeDelta::hours(12);
/// However much it is used, a session ends after this.
pub const ABSOLUTE: TimeDelta = TimeDelta::days(30);
/// A session's last use is noted no oftener than this.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(1);
/// How long the one who set up the installation may finish before a second factor is demanded.
const SETUP_GRACE: TimeDelta = TimeDelta::hours(1);

/// What a session remembers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionContent {
    /// Who showed their password.
    pub user: Id<User>,
    /// The organisation acted in.
    pub organization: Option<Id<Organization>>,
    /// The second factor is asked for and has not been shown yet.
    #[serde(default)]
    pub awaits_code: bool,
    /// Made by setting up the installation: the three steps may be finished before the second factor.
    #[serde(default)]
    pub sets_up: bool,
    /// The browser's name for itself, at sign-in.
    #[serde(default)]
    pub user_agent: String,
    /// The client's address, at sign-in.
    #[serde(default)]
    pub address: String,
}

/// The key of the content in what a session remembers.
pub const CONTENT: &str = "content";

/// How far somebody has come in signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Password shown, code of the second factor not yet.
    AwaitsCode,
    /// An admin without a second factor, who must get one before anything else.
    MustEnrol,
    /// Signed in.
    Full,
}

/// Who a session belongs to and what their pages need.
#[derive(Clone)]
pub struct SessionView {
    /// Who acts. Anonymous while the code is awaited; without organisation while a second factor must be set up.
    pub actor: Actor,
    /// How far they are.
    pub stage: Stage,
    /// What the session remembers.
    pub content: SessionContent,
    /// Their address.
    pub email: String,
    /// Latin name, perhaps empty.
    pub name_latin: String,
    /// Arabic name, perhaps empty.
    pub name_arabic: String,
    /// `en`, `ar` or as the browser says.
    pub language: Option<String>,
    /// IANA zone, or as the browser says.
    pub time_zone: Option<String>,
    /// `h12`, `h23` or as the language has it.
    pub hour_cycle: Option<String>,
    /// The organisation acted in.
    pub organization: Option<SessionOrganization>,
    /// In how many organisations they may act.
    pub memberships: i64,
}

/// A session in the list of its owner.
#[derive(Debug, Clone)]
pub struct SessionListView {
    /// Names it when ending it; not a secret.
    pub handle: String,
    /// The one the list is read in.
    pub is_current: bool,
    /// The browser's name for itself.
    pub user_agent: String,
    /// The client's address.
    pub address: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: DateTime<Utc>,
}

/// SHA-256 of a cookie's value: what is stored, and (as hex) a request's session key.
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes of lower-case hex.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high * 16 + low).collect())
}

fn content(data: &Value) -> Option<SessionContent> {
    serde_json::from_value(data.get(CONTENT)?.clone()).ok()
}

impl Services {
    /// Keeps a new session; false if that value is taken (the door draws another).
    pub async fn create_session(&self, token: &str, data: &Value) -> Result<bool> {
        let now = self.clock().now();
        let content = content(data);
        let mut tx = self.store().begin().await?;
        let new = NewSession {
            token_hash: &token_hash(token),
            user_id: content.as_ref().map(|content| content.user),
            organization_id: content.as_ref().and_then(|content| content.organization),
            data,
            user_agent: content.as_ref().map_or("", |content| &content.user_agent),
            address: content.as_ref().map_or("", |content| &content.address),
            created_at: now,
            expires_at: now + ABSOLUTE,
        };
        let fresh = store::sessions::insert(&mut tx, &new).await?;
        tx.commit().await?;
        Ok(fresh)
    }

    /// Writes what a session remembers. One that was ended meanwhile stays ended.
    pub async fn save_session(&self, token: &str, data: &Value) -> Result<()> {
        let content = content(data);
        let (user, organization) = content.map_or((None, None), |content| (Some(content.user), content.organization));
        let mut tx = self.store().begin().await?;
        store::sessions::update(&mut tx, &token_hash(token), user, organization, data).await?;
        Ok(tx.commit().await?)
    }

    /// What a session remembers and when it ends at the latest, unless it has ended.
    pub async fn load_session(&self, token: &str) -> Result<Option<(Value, DateTime<Utc>)>> {
        let mut db = self.store().connection().await?;
        let found = store::sessions::find(&mut db, &token_hash(token)).await?;
        Ok(found.filter(|(_, expires_at)| *expires_at > self.clock().now()))
    }

    /// Ends a session.
    pub async fn delete_session(&self, token: &str) -> Result<()> {
        let mut tx = self.store().begin().await?;
        store::sessions::delete(&mut tx, &token_hash(token)).await?;
        Ok(tx.commit().await?)
    }

    /// Whose session this is; nobody's if it is unknown, too old, too long unused, or its owner's account is closed.
    pub async fn resolve_session(&self, token: &str) -> Result<Option<SessionView>> {
        let now = self.clock().now();
        let hash = token_hash(token);
        let mut db = self.store().connection().await?;
        let Some(found) = store::sessions::resolve(&mut db, &hash).await? else { return Ok(None) };
        let Some(content) = content(&found.data) else { return Ok(None) };
        let idle = if found.memberships > 0 { IDLE_MEMBER } else { IDLE };
        if found.is_deactivated || found.expires_at <= now || found.last_seen_at + idle <= now {
            return Ok(None);
        }
        if now - found.last_seen_at >= TOUCH_EVERY {
            store::sessions::touch(&mut db, &hash, now).await?;
        }
        Ok(Some(self.view(found, content, now)))
    }

    fn view(&self, found: ResolvedSession, content: SessionContent, now: DateTime<Utc>) -> SessionView {
        let sets_up = content.sets_up && now - found.created_at < SETUP_GRACE;
        let stage = if content.awaits_code {
            Stage::AwaitsCode
        } else if found.is_admin && !found.has_second_factor && !self.settings().demo && !sets_up {
            Stage::MustEnrol
        } else {
            Stage::Full
        };
        let organization = found.organization.filter(|_| stage == Stage::Full);
        let actor = match stage {
            Stage::AwaitsCode => Actor::anonymous(),
            Stage::MustEnrol | Stage::Full => Actor {
                user_id: Some(found.user_id),
                organization_id: organization.as_ref().map(|organization| organization.id),
                role: organization.as_ref().map(|organization| organization.role),
                ..Actor::anonymous()
            },
        };
        SessionView {
            actor,
            stage,
            content,
            email: found.email,
            name_latin: found.name_latin,
            name_arabic: found.name_arabic,
            language: found.language,
            time_zone: found.time_zone,
            hour_cycle: found.hour_cycle,
            organization,
            memberships: found.memberships,
        }
    }

    /// The actor's sessions, last used first.
    pub async fn list_sessions(&self, ctx: &Ctx) -> Result<Vec<SessionListView>> {
        let user = ctx.user()?;
        let mut db = self.store().connection().await?;
        let records = store::sessions::list_of_user(&mut db, user).await?;
        Ok(records
            .into_iter()
            .map(|record| SessionListView {
                handle: hex(record.token_hash.get(..8).unwrap_or_default()),
                is_current: hex(&record.token_hash) == ctx.request.session_key,
                user_agent: record.user_agent,
                address: record.address,
                created_at: record.created_at,
                last_seen_at: record.last_seen_at,
            })
            .collect())
    }

    /// Ends one of the actor's sessions, named by its handle.
    pub async fn end_session(&self, ctx: &Ctx, handle: &str) -> Result<()> {
        let user = ctx.user()?;
        let prefix = unhex(handle).filter(|prefix| prefix.len() == 8).ok_or(Error::NotFound)?;
        let mut tx = self.store().begin().await?;
        if store::sessions::delete_of_user(&mut tx, user, &prefix).await? == 0 {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "session.ended").write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// Ends every session of the actor but this one; how many ended.
    pub async fn end_other_sessions(&self, ctx: &Ctx) -> Result<u64> {
        let user = ctx.user()?;
        let mut tx = self.store().begin().await?;
        let keep = unhex(&ctx.request.session_key);
        let ended = store::sessions::delete_all_of_user(&mut tx, user, keep.as_deref()).await?;
        audit::entry(ctx, "session.others_ended").fact("count", ended).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// Notes that the actor signed out; the door deletes the session.
    pub async fn sign_out(&self, ctx: &Ctx) -> Result<()> {
        let user = ctx.user()?;
        let mut tx = self.store().begin().await?;
        if let Some(hash) = unhex(&ctx.request.session_key) {
            store::sessions::delete(&mut tx, &hash).await?;
        }
        audit::entry(ctx, "session.signed_out").by(user).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// The organisation the actor's session may act in from now on; the door writes it and draws a new value for the cookie.
    pub async fn switch_organization(&self, ctx: &Ctx, organization: &str) -> Result<Id<Organization>> {
        let user = ctx.user()?;
        let organization: Id<Organization> =
            organization.parse().map_err(|_| Error::field("organization", FieldCode::Unknown))?;
        let mut tx = self.store().begin().await?;
        if store::memberships::active_role(&mut tx, organization, user).await?.is_none() {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "session.switched").organization(organization).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(organization)
    }

    /// The organisations the actor may act in, by English name: id, English and Arabic name.
    pub async fn list_own_organizations(&self, ctx: &Ctx) -> Result<Vec<(Id<Organization>, String, String)>> {
        let user = ctx.user()?;
        let mut db = self.store().connection().await?;
        let own = store::organizations::list_of_member(&mut db, user).await?;
        Ok(own.into_iter().map(|(record, _)| (record.id, record.name_en, record.name_ar)).collect())
    }

    /// Deletes sessions and links that ended long ago; a duty of the sweep.
    pub async fn sweep_accounts(&self, ctx: &Ctx) -> Result<u64> {
        let mut tx = self.store().begin().await?;
        let sessions = store::sessions::delete_expired(&mut tx, ctx.now, ctx.now - IDLE).await?;
        let links = store::one_time_links::delete_old(&mut tx, ctx.now - TimeDelta::days(30)).await?;
        let keys = store::idempotency::delete_old(&mut tx, ctx.now - TimeDelta::hours(48)).await?;
        tx.commit().await?;
        Ok(sessions + links + keys)
    }
}
