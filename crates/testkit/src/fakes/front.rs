//! What a test does with every fake of a keeper: knows where it is, consents, ends tokens, makes trouble, sees what was asked.

use std::sync::Arc;

use super::{
    Account, Asked, Trouble,
    server::{Backend, Server},
    tokens::Tokens,
};

/// The side of a fake that all of them have.
pub struct Front {
    server: Server,
    tokens: Arc<Tokens>,
}

impl Front {
    pub(super) async fn open(tokens: &Arc<Tokens>, backend: Arc<impl Backend>) -> Self {
        Self { server: Server::start(backend).await, tokens: Arc::clone(tokens) }
    }

    pub(super) fn url(&self, path: &str) -> String {
        self.server.url(path)
    }

    /// Where people consent (no page: see [`Self::consents`]).
    pub fn authorize_url(&self) -> String {
        self.url("/auth")
    }

    /// Where tokens are had.
    pub fn token_url(&self) -> String {
        self.url("/token")
    }

    /// An access token that needs no consent.
    pub fn token(&self) -> String {
        self.tokens.token()
    }

    /// Takes whatever token it is shown: somebody else hands them out.
    pub fn takes_any_token(&self) {
        self.tokens.take_any();
    }

    /// Somebody sent to `url` consents: where they are sent back to.
    pub fn consents(&self, url: &str, account: Account) -> String {
        self.tokens.consent(url, account)
    }

    /// Access tokens are over; refresh tokens make new ones.
    pub fn expire_access(&self) {
        self.tokens.expire_access();
    }

    /// Nobody consents any more.
    pub fn revoke_all(&self) {
        self.tokens.revoke_all();
    }

    /// How often a token was renewed.
    pub fn refreshed(&self) -> u64 {
        self.tokens.refreshed()
    }

    /// Whether anybody's consent stands.
    pub fn is_connected(&self) -> bool {
        self.tokens.is_connected()
    }

    /// The next `times` requests whose `METHOD /path` contains `line` are in trouble.
    pub fn trouble(&self, line: &str, times: usize, trouble: &Trouble) {
        self.server.trouble(line, times, trouble);
    }

    /// All is well again.
    pub fn no_trouble(&self) {
        self.server.no_trouble();
    }

    /// What was asked since the last call.
    pub fn asked(&self) -> Vec<Asked> {
        self.server.asked()
    }
}
