//! OAuth 2 with PKCE towards whoever keeps a calendar: where a person is sent to consent, and turning the answer into tokens, renewing them.
//! All of chance (state, verifier, nonce) is an argument. Knows no session, no database, and no calendar.

use std::{
    pin::Pin,
    sync::{Mutex, PoisonError},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use oauth2::{
    AsyncHttpClient, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet, EndpointSet,
    ExtraTokenFields, HttpRequest, HttpResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RefreshToken, Scope,
    StandardRevocableToken, StandardTokenResponse, TokenResponse, TokenUrl,
    basic::{BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType},
};
use serde::{Deserialize, Serialize};
use url::Url;

use super::Fault;
use crate::hooks::{Call, HookClient, HookError};

/// Bytes of a token endpoint's answer.
const MOST: usize = 256 * 1024;
/// Longest life we believe of an access token; one that says nothing is trusted for five minutes.
const LONGEST_LIFE: i64 = 24 * 3600;

/// Who we are at a provider, and where it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Registration {
    /// Its name for us.
    pub client_id: String,
    /// What proves it.
    pub client_secret: String,
    /// Where people are sent to consent.
    pub authorize_url: String,
    /// Where tokens are had.
    pub token_url: String,
    /// Where people come back to.
    pub redirect_url: String,
}

impl std::fmt::Debug for Registration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registration").field("token_url", &self.token_url).finish_non_exhaustive()
    }
}

/// What binds an answer to the question.
#[derive(Clone)]
pub struct Asked {
    /// Comes back with the answer.
    pub state: String,
    /// 43 to 128 characters; only its hash is shown.
    pub verifier: String,
    /// Comes back inside what says who they are.
    pub nonce: String,
}

/// What a person granted.
#[derive(Clone, PartialEq, Eq)]
pub struct Grant {
    /// For the interface.
    pub access: String,
    /// Until when, by our clock.
    pub expires_at: DateTime<Utc>,
    /// For the next access token; not everybody gives a new one each time.
    pub refresh: Option<String>,
    /// What was granted; `None`: all that was asked for.
    pub scopes: Option<Vec<String>>,
    /// Who they are, if it was said.
    pub who: Option<Who>,
}

impl std::fmt::Debug for Grant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Grant")
            .field("expires_at", &self.expires_at)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// An account at a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Issuer and subject: the account, for ever.
    pub key: String,
    /// What its owner knows it by; never to recognise it by.
    pub address: String,
}

/// The token endpoint's words besides OAuth's own.
#[derive(Debug, Serialize, Deserialize)]
struct Identity {
    id_token: Option<String>,
}

impl ExtraTokenFields for Identity {}

type Tokens = StandardTokenResponse<Identity, BasicTokenType>;
type Client = oauth2::Client<
    BasicErrorResponse,
    Tokens,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// What somebody says who they are.
#[derive(Debug, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: serde_json::Value,
    exp: i64,
    nonce: Option<String>,
    email: Option<String>,
    preferred_username: Option<String>,
    /// Microsoft's tenant and person.
    tid: Option<String>,
    oid: Option<String>,
}

fn refused(why: &str) -> Fault {
    Fault::Refused { why: why.to_owned() }
}

impl Registration {
    fn client(&self) -> Result<Client, Fault> {
        let bad = |_| refused("client");
        Ok(oauth2::Client::new(ClientId::new(self.client_id.clone()))
            .set_client_secret(ClientSecret::new(self.client_secret.clone()))
            .set_auth_uri(AuthUrl::new(self.authorize_url.clone()).map_err(bad)?)
            .set_token_uri(TokenUrl::new(self.token_url.clone()).map_err(bad)?)
            .set_redirect_uri(RedirectUrl::new(self.redirect_url.clone()).map_err(bad)?))
    }

    /// Who we are, as an `Authorization` header (RFC 6749, 2.3.1).
    pub fn authorization(&self) -> String {
        let part = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let both = format!("{}:{}", part(&self.client_id), part(&self.client_secret));
        format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(both))
    }

    /// Where a person is sent.
    ///
    /// # Errors
    /// When an address is none.
    pub fn consent(&self, asked: &Asked, scopes: &[String], extra: &[(&str, &str)]) -> Result<Url, Fault> {
        let verifier = PkceCodeVerifier::new(asked.verifier.clone());
        let client = self.client()?;
        let state = asked.state.clone();
        let mut request = client
            .authorize_url(|| CsrfToken::new(state))
            .add_scopes(scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_extra_param("nonce", asked.nonce.clone());
        for (name, value) in extra {
            request = request.add_extra_param((*name).to_owned(), (*value).to_owned());
        }
        Ok(request.url().0)
    }

    /// Whether an issuer is at home where we ask for consent and tokens.
    pub fn is_theirs(&self, issuer: &str) -> bool {
        let origin = |text: &str| Url::parse(text).ok().map(|url| url.origin());
        origin(issuer).is_some_and(|issuer| {
            [&self.authorize_url, &self.token_url].into_iter().any(|url| origin(url).as_ref() == Some(&issuer))
        })
    }

    /// Turns the code somebody came back with into tokens.
    ///
    /// # Errors
    /// What the provider refuses; who they are has to be said, and by the provider.
    pub async fn exchange(
        &self,
        hooks: &HookClient,
        code: &str,
        asked: &Asked,
        now: DateTime<Utc>,
    ) -> Result<Grant, Fault> {
        let carrier = Carrier::new(hooks);
        let client = self.client()?;
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(asked.verifier.clone()))
            .request_async(&carrier)
            .await;
        let tokens = answer.map_err(|_| carrier.fault())?;
        let said = tokens.extra_fields().id_token.as_deref().ok_or_else(|| refused("no_identity"))?;
        let who = self.who(said, &asked.nonce, now).ok_or_else(|| refused("no_identity"))?;
        Ok(Grant { who: Some(who), ..grant(&tokens, now) })
    }

    /// A new access token.
    ///
    /// # Errors
    /// [`Fault::NeedsReconnect`] when the consent is gone; other faults leave it as it is.
    pub async fn refresh(&self, hooks: &HookClient, token: &str, now: DateTime<Utc>) -> Result<Grant, Fault> {
        let carrier = Carrier::new(hooks);
        let client = self.client()?;
        let token = RefreshToken::new(token.to_owned());
        let answer = client.exchange_refresh_token(&token).request_async(&carrier).await;
        Ok(grant(&answer.map_err(|_| carrier.fault())?, now))
    }

    /// Who a token says they are. It came straight from the token endpoint, over its certificate: that is what vouches for it (OpenID Connect
    /// Core 3.1.3.7). `None`: it is not meant for us, not from them, not an answer to this question, or too old.
    fn who(&self, token: &str, nonce: &str, now: DateTime<Utc>) -> Option<Who> {
        let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        let claims: Claims = serde_json::from_slice(&claims).ok()?;
        let is_theirs =
            self.is_theirs(&claims.iss) && claims.tid.as_ref().is_none_or(|tenant| claims.iss.contains(tenant));
        let is_ours = match &claims.aud {
            serde_json::Value::Array(all) => all.iter().any(|one| one == &self.client_id),
            one => one == &self.client_id,
        };
        // Five minutes of grace for clocks that differ.
        let is_new = claims.nonce.as_deref() == Some(nonce) && claims.exp + 300 > now.timestamp();
        let subject = match (&claims.tid, &claims.oid) {
            (Some(tenant), Some(person)) => format!("{tenant}/{person}"),
            _ => claims.sub,
        };
        let address = claims.email.or(claims.preferred_username).unwrap_or_default();
        (is_theirs && is_ours && is_new).then(|| Who { key: format!("{} {subject}", claims.iss), address })
    }
}

fn grant(tokens: &Tokens, now: DateTime<Utc>) -> Grant {
    let life = tokens.expires_in().map_or(300, |life| i64::try_from(life.as_secs()).unwrap_or(LONGEST_LIFE));
    Grant {
        access: tokens.access_token().secret().clone(),
        expires_at: now + chrono::TimeDelta::seconds(life.min(LONGEST_LIFE)),
        refresh: tokens.refresh_token().map(|token| token.secret().clone()),
        scopes: tokens.scopes().map(|scopes| scopes.iter().map(|scope| scope.as_str().to_owned()).collect()),
        who: None,
    }
}

/// Carries the library's requests through the guarded client and remembers what came back: the library's errors say too little.
struct Carrier<'a> {
    hooks: &'a HookClient,
    last: Mutex<Option<Last>>,
}

/// Status and body, or why there was neither.
type Last = Result<(u16, Vec<u8>), HookError>;

/// What comes back some time.
type Carried<'c> = Pin<Box<dyn Future<Output = Result<HttpResponse, HookError>> + Send + 'c>>;

impl<'c> AsyncHttpClient<'c> for Carrier<'_> {
    type Error = HookError;
    type Future = Carried<'c>;

    fn call(&'c self, request: HttpRequest) -> Carried<'c> {
        Box::pin(self.carry(request))
    }
}

impl<'a> Carrier<'a> {
    const fn new(hooks: &'a HookClient) -> Self {
        Self { hooks, last: Mutex::new(None) }
    }

    async fn carry(&self, request: HttpRequest) -> Result<HttpResponse, HookError> {
        let answer = self.send(&request).await;
        let kept =
            answer.as_ref().map(|answer| (answer.status().as_u16(), answer.body().clone())).map_err(Clone::clone);
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        answer
    }

    async fn send(&self, request: &HttpRequest) -> Result<HttpResponse, HookError> {
        let url = request.uri().to_string();
        let headers: Vec<(&str, String)> = request
            .headers()
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?.to_owned())))
            .collect();
        let body = String::from_utf8_lossy(request.body());
        let call = Call { method: request.method().as_str(), url: &url, headers: &headers, body: &body, most: MOST };
        let answer = self.hooks.send(call).await?;
        let broken = |_| HookError::Broken("it was no answer".to_owned());
        let content = answer.header("content-type").unwrap_or("application/json");
        oauth2::http::Response::builder()
            .status(answer.status)
            .header("content-type", content)
            .body(answer.body.clone())
            .map_err(broken)
    }

    /// What a failure means. A provider that does not answer disconnects nobody, and neither does a mistake of ours.
    fn fault(&self) -> Fault {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (status, body) = match last {
            None => return refused("client"),
            Some(Err(error)) => return error.into(),
            Some(Ok(answer)) => answer,
        };
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
        let word = body.get("error").and_then(serde_json::Value::as_str).unwrap_or_default();
        match (status, word) {
            (408 | 429 | 500.., _) | (_, "temporarily_unavailable" | "server_error") => {
                Fault::Retry { why: format!("status_{status}") }
            }
            (_, "invalid_grant" | "interaction_required" | "consent_required" | "login_required") => {
                Fault::NeedsReconnect { why: word.to_owned() }
            }
            (_, "invalid_client" | "unauthorized_client") => {
                tracing::error!(word, "a provider of calendars does not accept our client id and secret");
                refused("client")
            }
            _ => refused("token"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn registration() -> Registration {
        Registration {
            client_id: "app".to_owned(),
            client_secret: "s".to_owned(),
            authorize_url: "https://accounts.example/auth".to_owned(),
            token_url: "https://tokens.example/token".to_owned(),
            redirect_url: "https://callboard.test/back".to_owned(),
        }
    }

    #[test]
    fn the_question_shows_the_hash_of_the_verifier_alone() {
        // RFC 7636, appendix B.
        let asked = Asked {
            state: "st".to_owned(),
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned(),
            nonce: "no".to_owned(),
        };
        let url =
            registration().consent(&asked, &["openid".to_owned(), "a b".to_owned()], &[("prompt", "consent")]).unwrap();
        let query: std::collections::BTreeMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(query["code_challenge"], "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert_eq!((query["code_challenge_method"].as_str(), query["state"].as_str()), ("S256", "st"));
        assert_eq!((query["prompt"].as_str(), query["nonce"].as_str()), ("consent", "no"));
        assert_eq!(query["redirect_uri"], "https://callboard.test/back");
        assert!(!url.as_str().contains(&asked.verifier));
    }

    #[test]
    fn who_they_are_is_believed_of_the_provider_alone() {
        let now: DateTime<Utc> = "2026-11-22T06:00:00Z".parse().unwrap();
        let who = |claims: serde_json::Value| {
            let token = format!("x.{}.y", URL_SAFE_NO_PAD.encode(claims.to_string()));
            registration().who(&token, "no", now).map(|who| (who.key, who.address))
        };
        let exp = now.timestamp() + 60;
        let good = serde_json::json!({ "iss": "https://accounts.example", "sub": "1", "aud": "app", "exp": exp, "nonce": "no", "email": "n@x" });
        let changed = |name: &str, value: serde_json::Value| {
            let mut claims = good.clone();
            claims[name] = value;
            claims
        };
        assert_eq!(who(good.clone()), Some(("https://accounts.example 1".to_owned(), "n@x".to_owned())));
        assert!(who(changed("aud", serde_json::json!(["else", "app"]))).is_some());
        for (name, value) in [
            ("iss", serde_json::json!("https://evil.example")),
            ("aud", serde_json::json!("other")),
            ("aud", serde_json::json!(["other"])),
            ("nonce", serde_json::json!("old")),
            ("exp", serde_json::json!(exp - 3600)),
            ("tid", serde_json::json!("another-tenant")),
        ] {
            assert_eq!(who(changed(name, value)), None, "{name}");
        }
    }
}
