//! The half of such a server that hands out tokens: somebody consents, a code becomes tokens if the verifier fits, a refresh token makes new ones,
//! and a consent can be taken back. Knows no calendar.

use std::{collections::BTreeMap, sync::Mutex};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::server::{Asked, Reply, held};

/// Who consents.
#[derive(Debug, Clone)]
pub struct Account {
    /// The subject.
    pub subject: String,
    /// The address.
    pub email: String,
    /// Scopes they untick.
    pub without: Vec<String>,
}

impl Account {
    /// Somebody who grants everything.
    pub fn new(subject: &str) -> Self {
        Self { subject: subject.to_owned(), email: format!("{subject}@example.test"), without: Vec::new() }
    }
}

#[derive(Debug, Clone)]
struct Consent {
    account: Account,
    challenge: String,
    nonce: String,
    client: String,
    scopes: Vec<String>,
    redirect: String,
}

#[derive(Default)]
struct Inner {
    count: u64,
    codes: BTreeMap<String, Consent>,
    refresh: BTreeMap<String, Consent>,
    access: BTreeMap<String, String>,
    refreshed: u64,
    /// Whether each renewal also gives a new refresh token.
    rotates: bool,
    /// Whether every token is good.
    any: bool,
}

/// Codes and tokens that are good.
#[derive(Default)]
pub(super) struct Tokens {
    inner: Mutex<Inner>,
}

impl Tokens {
    pub(super) fn rotating() -> Self {
        Self { inner: Mutex::new(Inner { rotates: true, ..Inner::default() }) }
    }

    /// A token for whoever needs no consent.
    pub(super) fn token(&self) -> String {
        let mut inner = held(&self.inner);
        inner.count += 1;
        let token = format!("access-{}", inner.count);
        inner.access.insert(token.clone(), "somebody".to_owned());
        token
    }

    pub(super) fn knows(&self, token: &str) -> bool {
        let inner = held(&self.inner);
        inner.any || inner.access.contains_key(token)
    }

    pub(super) fn take_any(&self) {
        held(&self.inner).any = true;
    }

    pub(super) fn expire_access(&self) {
        held(&self.inner).access.clear();
    }

    pub(super) fn revoke_all(&self) {
        let mut inner = held(&self.inner);
        inner.access.clear();
        inner.refresh.clear();
    }

    pub(super) fn refreshed(&self) -> u64 {
        held(&self.inner).refreshed
    }

    pub(super) fn is_connected(&self) -> bool {
        !held(&self.inner).refresh.is_empty()
    }

    /// Somebody sent to `url` consents: where they are sent back to.
    pub(super) fn consent(&self, url: &str, account: Account) -> String {
        let url = url::Url::parse(url).expect("an address");
        let query: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!(query["response_type"], "code");
        assert_eq!(query["code_challenge_method"], "S256");
        let consent = Consent {
            challenge: query["code_challenge"].clone(),
            nonce: query["nonce"].clone(),
            client: query["client_id"].clone(),
            redirect: query["redirect_uri"].clone(),
            scopes: query["scope"]
                .split(' ')
                .filter(|scope| !account.without.iter().any(|one| one == scope))
                .map(str::to_owned)
                .collect(),
            account,
        };
        let mut back = url::Url::parse(&consent.redirect).expect("an address");
        let mut inner = held(&self.inner);
        inner.count += 1;
        let code = format!("code-{}", inner.count);
        back.query_pairs_mut().append_pair("code", &code).append_pair("state", &query["state"]);
        inner.codes.insert(code, consent);
        back.to_string()
    }

    /// `POST /token`.
    pub(super) fn answer(&self, asked: &Asked, issuer: &str) -> Reply {
        let form = |name: &str| asked.form.get(name).map(String::as_str).unwrap_or_default();
        let mut inner = held(&self.inner);
        let refuse = |word: &str| Reply::json(400, json!({ "error": word, "error_description": "refused" }));
        let consent = match form("grant_type") {
            "authorization_code" => {
                let Some(consent) = inner.codes.remove(form("code")) else { return refuse("invalid_grant") };
                let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(form("code_verifier")));
                if hash != consent.challenge || form("redirect_uri") != consent.redirect {
                    return refuse("invalid_grant");
                }
                consent
            }
            "refresh_token" => {
                inner.refreshed += 1;
                let Some(consent) = inner.refresh.get(form("refresh_token")).cloned() else {
                    return refuse("invalid_grant");
                };
                if inner.rotates {
                    inner.refresh.remove(form("refresh_token"));
                }
                consent
            }
            _ => return refuse("unsupported_grant_type"),
        };
        inner.count += 1;
        let (number, is_new) = (inner.count, form("grant_type") == "authorization_code");
        let (access, refresh) = (format!("access-{number}"), format!("refresh-{number}"));
        inner.access.insert(access.clone(), consent.account.subject.clone());
        let mut body = json!({
            "access_token": access, "expires_in": 3599, "token_type": "Bearer", "scope": consent.scopes.join(" "),
        });
        if is_new || inner.rotates {
            inner.refresh.insert(refresh.clone(), consent.clone());
            body["refresh_token"] = json!(refresh);
        }
        if is_new {
            body["id_token"] = Value::String(identity(&consent, issuer));
        }
        Reply::json(200, body)
    }

    /// `POST /revoke`.
    pub(super) fn revoke(&self, asked: &Asked) -> Reply {
        let token = asked.form.get("token").map(String::as_str).unwrap_or_default();
        let mut inner = held(&self.inner);
        if inner.refresh.remove(token).is_none() && inner.access.remove(token).is_none() {
            return Reply::json(400, json!({ "error": "invalid_token" }));
        }
        inner.access.clear();
        Reply::json(200, json!({}))
    }
}

/// Who consented; unsigned, because nobody here looks at the signature.
fn identity(consent: &Consent, issuer: &str) -> String {
    let claims = json!({
        "iss": issuer, "sub": consent.account.subject, "aud": consent.client, "exp": 4_102_444_800_i64, "nonce": consent.nonce,
        "email": consent.account.email,
    });
    format!("{}.{}.", URL_SAFE_NO_PAD.encode("{\"alg\":\"none\"}"), URL_SAFE_NO_PAD.encode(claims.to_string()))
}
