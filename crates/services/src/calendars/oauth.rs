//! Connecting an account at Google or Microsoft: sending its owner to consent, taking them back, and opening the account with a token that
//! still works. Nothing is kept of a question that was asked: its state is bound to the session by a MAC, the rest derived from it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use connectors::calendar::{
    Connected, Fault, Provider,
    google::{Google, Revocation},
    graph::Graph,
    oauth::{Asked, Grant},
};
use domain::{
    field::FieldCode,
    id::{CalendarConnection, Id, Organization},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use store::{
    calendars::{self, ConnectionRecord, NewConnection},
    leases::{self, Leased},
};
use subtle::ConstantTimeEq;

use super::{
    clients::{Keeper, OauthClient},
    connect::place,
};
use crate::{Ctx, Error, Result, Services, limits::Limit, seal};

/// How long somebody may take to consent.
const PATIENCE: TimeDelta = TimeDelta::minutes(15);
/// A token that ends sooner is renewed first: a round of reading takes a while.
const EARLY: TimeDelta = TimeDelta::minutes(5);
/// How long renewing may take before somebody else tries.
const RENEWING: TimeDelta = TimeDelta::seconds(60);
/// How often, and how many times, who found the renewing taken looks whether it is done.
const LOOK_AGAIN: (std::time::Duration, u32) = (std::time::Duration::from_millis(50), 200);

/// What somebody came back with from a keeper.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    /// The state they were sent with.
    pub state: String,
    /// What can be turned into tokens.
    pub code: String,
    /// Who says so, if it was said (RFC 9207).
    pub issuer: String,
    /// Why not, if they did not consent.
    pub error: String,
}

/// A question as its state says.
struct Question {
    organization: Option<Id<Organization>>,
}

impl Services {
    /// Where the signed-in person is sent to let us read their calendars at a keeper, and to write them if `writes`. Changes nothing.
    pub async fn calendar_consent(&self, ctx: &Ctx, keeper: Keeper, writes: bool) -> Result<String> {
        ctx.user()?;
        let organization = ctx.actor.membership().map(|(organization, _)| organization);
        let (client, organization) = self.oauth_client_for(keeper, organization).await?.ok_or(Error::NotFound)?;
        let state = self.state(ctx, keeper, organization)?;
        let extra: &[(&str, &str)] = match keeper {
            // Without consent shown again, an account connected before gives no refresh token.
            Keeper::Google => &[("access_type", "offline"), ("prompt", "consent"), ("include_granted_scopes", "true")],
            Keeper::Microsoft => &[("response_mode", "query"), ("prompt", "select_account")],
        };
        let registration = client.registration(keeper, &self.settings().base_url);
        let url = registration.consent(&self.asked(keeper, state)?, &keeper.scopes(writes), extra);
        Ok(url.map_err(|fault| Error::internal("the address of a keeper's consent", fault))?.into())
    }

    /// Connects the account of a person who came back from a keeper. The same account once more gets its new tokens and is read again.
    pub async fn finish_calendar_consent(
        &self,
        ctx: &Ctx,
        keeper: Keeper,
        answered: &Answered,
    ) -> Result<Id<CalendarConnection>> {
        let user = ctx.user()?;
        let refused = |code| Error::field("consent", code);
        let question = self.asked_before(ctx, keeper, &answered.state).ok_or_else(|| refused(FieldCode::InThePast))?;
        if !answered.error.is_empty() || answered.code.is_empty() {
            return Err(refused(FieldCode::Required));
        }
        self.limits().count(Limit::ConnectBy, &user.to_string(), ctx.now)?;
        let client = self.oauth_client(keeper, question.organization).await?.ok_or(Error::NotFound)?;
        let registration = client.registration(keeper, &self.settings().base_url);
        // Mixed up with another's answer (RFC 9207): the code is shown to nobody else.
        if !answered.issuer.is_empty() && !registration.is_theirs(&answered.issuer) {
            return Err(refused(FieldCode::Wrong));
        }
        let asked = self.asked(keeper, answered.state.clone())?;
        let grant = registration.exchange(self.hooks(), &answered.code, &asked, ctx.now).await.map_err(|fault| {
            tracing::info!(keeper = keeper.word(), %fault, "a consent could not be turned into tokens");
            refused(FieldCode::Wrong)
        })?;
        let Grant { refresh: Some(refresh), who: Some(who), .. } = &grant else {
            return Err(refused(FieldCode::Wrong));
        };
        let scopes = grant.scopes.clone().unwrap_or_else(|| keeper.scopes(false));
        let (reads, writes) = keeper.granted(&scopes);
        if !reads {
            // They unticked what we cannot do without.
            return Err(refused(FieldCode::TooSmall));
        }
        let account = self.provider(keeper, &client, grant.access.clone(), None);
        let there = match account {
            Ok(account) => account.calendars().await,
            Err(fault) => Err(fault),
        };
        let mut there = there.map_err(|fault| {
            tracing::info!(keeper = keeper.word(), %fault, "the calendars of a new account could not be listed");
            refused(FieldCode::Unknown)
        })?;
        for calendar in &mut there {
            calendar.can_write &= writes;
            calendar.can_meet &= writes;
        }
        let mut tx = self.store().begin().await?;
        let id = match calendars::same_account(&mut tx, user, keeper.word(), &who.key).await? {
            Some(known) => known,
            None => ctx.new_id()?,
        };
        let keys = &self.settings().keys;
        let new = NewConnection {
            account: if who.address.is_empty() { keeper.word().to_owned() } else { who.address.clone() },
            account_key: Some(who.key.clone()),
            secret_sealed: Some(seal::seal(ctx, keys, place(id, "secret"), refresh.as_bytes())?),
            access_sealed: Some(seal::seal(ctx, keys, place(id, "access"), grant.access.as_bytes())?),
            access_expires_at: Some(grant.expires_at),
            scopes: scopes.join(" "),
            client_organization_id: question.organization,
            ..NewConnection::bare(id, user, keeper.word())
        };
        self.add_connection(&mut tx, ctx, new, there).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The account of a connection with a token that works for a while; `anew`: the one we have was not accepted.
    pub(super) async fn open_by_consent(
        &self,
        ctx: &Ctx,
        connection: &ConnectionRecord,
        anew: bool,
    ) -> Result<std::result::Result<Connected, Fault>> {
        let keeper =
            Keeper::parse(&connection.kind).ok_or_else(|| Error::internal("a calendar account", &connection.kind))?;
        let Some(client) = self.oauth_client(keeper, connection.client_organization_id).await? else {
            return Ok(Err(Fault::NeedsReconnect { why: "client".to_owned() }));
        };
        let mut current = connection.clone();
        let refused = if anew { self.access_of(connection)? } else { None };
        for _ in 0..LOOK_AGAIN.1 {
            // Who refused a token is not asked with it again; another one may have come meanwhile.
            let token = self.access_of(&current)?.filter(|token| refused.as_ref() != Some(token));
            if let Some(token) = token.filter(|_| current.access_expires_at.is_some_and(|end| end > ctx.now + EARLY)) {
                return Ok(self.opened(keeper, &client, &current, token));
            }
            let mut db = self.store().connection().await?;
            let renewing = Leased::Access(current.id);
            if leases::take(&mut db, renewing, ctx.now, ctx.now + RENEWING).await?.is_some() {
                // Between our reading and the lease somebody may have finished.
                let now_there = calendars::connection_any_owner(&mut db, current.id).await?.ok_or(Error::NotFound)?;
                if self.access_of(&now_there)? != self.access_of(&current)? {
                    leases::give_back(&mut db, renewing).await?;
                    current = now_there;
                    continue;
                }
                drop(db);
                return self.renewed(ctx, keeper, &client, &now_there).await;
            }
            drop(db);
            tokio::time::sleep(LOOK_AGAIN.0).await;
            let mut db = self.store().connection().await?;
            current = calendars::connection_any_owner(&mut db, current.id).await?.ok_or(Error::NotFound)?;
        }
        Ok(Err(Fault::Retry { why: "timeout".to_owned() }))
    }

    /// The short-lived token in the clear. Tokens are compared by it: sealed anew, the same one looks different.
    fn access_of(&self, connection: &ConnectionRecord) -> Result<Option<String>> {
        let sealed = connection.access_sealed.as_deref();
        sealed.map(|sealed| self.unsealed(connection.id, "access", Some(sealed))).transpose()
    }

    /// Renews a token; the renewing is ours. What comes is written before it is used: where refresh tokens rotate, the old one is dead.
    async fn renewed(
        &self,
        ctx: &Ctx,
        keeper: Keeper,
        client: &OauthClient,
        connection: &ConnectionRecord,
    ) -> Result<std::result::Result<Connected, Fault>> {
        let refresh = self.unsealed(connection.id, "secret", connection.secret_sealed.as_deref())?;
        let registration = client.registration(keeper, &self.settings().base_url);
        let grant = registration.refresh(self.hooks(), &refresh, ctx.now).await;
        let mut tx = self.store().begin().await?;
        let grant = match grant {
            Ok(grant) => grant,
            Err(fault) => {
                leases::give_back(&mut tx, Leased::Access(connection.id)).await?;
                tx.commit().await?;
                return Ok(Err(fault));
            }
        };
        let keys = &self.settings().keys;
        let access = seal::seal(ctx, keys, place(connection.id, "access"), grant.access.as_bytes())?;
        let next = match &grant.refresh {
            Some(next) => Some(seal::seal(ctx, keys, place(connection.id, "secret"), next.as_bytes())?),
            None => None,
        };
        calendars::set_access(&mut tx, connection.id, &access, grant.expires_at, next.as_deref()).await?;
        tx.commit().await?;
        Ok(self.opened(keeper, client, connection, grant.access))
    }

    fn opened(
        &self,
        keeper: Keeper,
        client: &OauthClient,
        connection: &ConnectionRecord,
        token: String,
    ) -> std::result::Result<Connected, Fault> {
        let refresh = self.unsealed(connection.id, "secret", connection.secret_sealed.as_deref()).ok();
        self.provider(keeper, client, token, refresh)
    }

    fn provider(
        &self,
        keeper: Keeper,
        client: &OauthClient,
        token: String,
        refresh: Option<String>,
    ) -> std::result::Result<Connected, Fault> {
        match keeper {
            Keeper::Google => {
                let google = Google::new(self.hooks().clone(), client.api(keeper), token)?;
                let authorization = client.registration(keeper, &self.settings().base_url).authorization();
                Ok(Connected::Google(match (client.revoke(keeper), refresh) {
                    (Some(address), Some(token)) => google.revocable(Revocation { address, token, authorization }),
                    _ => google,
                }))
            }
            Keeper::Microsoft => Ok(Connected::Graph(Graph::new(self.hooks().clone(), client.api(keeper), token)?)),
        }
    }

    /// What goes with a state. The verifier and the nonce are derived, so that nothing has to be kept between question and answer.
    fn asked(&self, keeper: Keeper, state: String) -> Result<Asked> {
        let derived = |label: &str| self.mac(&[label, keeper.word(), &state]);
        Ok(Asked { verifier: derived("verifier")?, nonce: derived("nonce")?, state })
    }

    /// A new state: until when, chance, whose client, and the MAC that binds it to this session.
    fn state(&self, ctx: &Ctx, keeper: Keeper, organization: Option<Id<Organization>>) -> Result<String> {
        let until = (ctx.now + PATIENCE).timestamp();
        let organization = organization.map(|id| id.to_string()).unwrap_or_default();
        let body = format!("{until}.{}.{organization}", URL_SAFE_NO_PAD.encode(ctx.random::<16>()?));
        Ok(format!("{body}.{}", self.bound(ctx, keeper, &body)?))
    }

    fn bound(&self, ctx: &Ctx, keeper: Keeper, body: &str) -> Result<String> {
        self.mac(&["state", keeper.word(), &ctx.user()?.to_string(), &ctx.request.session_key, body])
    }

    /// The question a state belongs to, if it was asked in this session, by this person, and not too long ago.
    fn asked_before(&self, ctx: &Ctx, keeper: Keeper, state: &str) -> Option<Question> {
        let (body, mac) = state.rsplit_once('.')?;
        let expected = self.bound(ctx, keeper, body).ok()?;
        if !bool::from(expected.as_bytes().ct_eq(mac.as_bytes())) {
            return None;
        }
        let mut parts = body.splitn(3, '.');
        let until: i64 = parts.next()?.parse().ok()?;
        let organization = parts.nth(1)?;
        let organization = if organization.is_empty() { None } else { Some(organization.parse().ok()?) };
        (until >= ctx.now.timestamp()).then_some(Question { organization })
    }

    /// 43 characters that only this installation can make of these parts.
    fn mac(&self, parts: &[&str]) -> Result<String> {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(self.settings().secret.expose())
            .map_err(|error| Error::internal("a consent's key", error))?;
        mac.update(b"callboard/consent/v1");
        for part in parts {
            mac.update(&u64::try_from(part.len()).unwrap_or(0).to_be_bytes());
            mac.update(part.as_bytes());
        }
        Ok(URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
    }
}
