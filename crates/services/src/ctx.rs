//! Who, when and why of one operation: the actor, the instant every rule of it sees, the request it belongs to, and its
//! source of ids and tokens. Knows no database.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use domain::{
    actor::Actor,
    id::{self, Id, Organization, User},
};

use crate::error::{Error, Result};

/// Where the request came from; empty for jobs.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The request id, echoed in answers and logs.
    pub id: String,
    /// The client's address as the trusted edge sees it.
    pub address: String,
    /// The browser's name for itself, cut to 200 characters.
    pub user_agent: String,
    /// SHA-256 (hex) of the session's or the visitor's key: one live hold belongs to it.
    pub session_key: String,
}

/// A source of random bytes.
#[derive(Clone)]
pub enum Chance {
    /// The operating system's.
    System,
    /// Counting up from a seed, for tests.
    Seeded(Arc<Mutex<u64>>),
}

impl Chance {
    /// A predictable source for tests.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(seed)))
    }

    /// Fills `bytes`. A system without randomness cannot make tokens: that is an error, never predictable bytes.
    pub fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        match self {
            Self::System => getrandom::fill(bytes).map_err(|error| Error::internal("no randomness", error)),
            Self::Seeded(state) => {
                let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
                for chunk in bytes.chunks_mut(8) {
                    // splitmix64
                    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                    let mut z = *state;
                    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                    z ^= z >> 31;
                    chunk.copy_from_slice(z.to_le_bytes().get(..chunk.len()).unwrap_or(&[]));
                }
                Ok(())
            }
        }
    }
}

/// The context of one operation.
#[derive(Clone)]
pub struct Ctx {
    /// Who acts.
    pub actor: Actor,
    /// The instant every rule of this operation sees.
    pub now: DateTime<Utc>,
    /// Where it came from.
    pub request: Request,
    chance: Chance,
}

impl Ctx {
    /// A context; doors get theirs from [`crate::Services::ctx`].
    pub fn new(actor: Actor, now: DateTime<Utc>, request: Request, chance: Chance) -> Self {
        Self { actor, now, request, chance }
    }

    /// The same operation in another's name, for what the system does on behalf of an actor.
    pub fn as_actor(&self, actor: Actor) -> Self {
        Self { actor, ..self.clone() }
    }

    /// A new id, sorted by time.
    pub fn new_id<N>(&self) -> Result<Id<N>> {
        let mut chance = [0; 10];
        self.chance.fill(&mut chance)?;
        let ms = u64::try_from(self.now.timestamp_millis()).unwrap_or(0);
        Ok(Id::from_uuid(id::uuid_v7(ms, chance)))
    }

    /// 32 random bytes as 43 characters of base64url: a token to hand out once and keep only the hash of.
    pub fn new_token(&self) -> Result<String> {
        use base64::Engine;
        let mut bytes = [0; 32];
        self.chance.fill(&mut bytes)?;
        Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Random bytes for salts, seeds and nonces.
    pub fn random<const N: usize>(&self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.chance.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// The signed-in person, or [`Error::SignedOut`].
    pub fn user(&self) -> Result<Id<User>> {
        self.actor.user_id.ok_or(Error::SignedOut)
    }

    /// The organisation and role of a member, [`Error::SignedOut`] for nobody, [`Error::Forbidden`] for talent.
    pub fn member(&self) -> Result<(Id<Organization>, domain::actor::MemberRole)> {
        self.user()?;
        self.actor.membership().ok_or(Error::Forbidden)
    }

    /// The organisation of an admin; others are forbidden.
    pub fn admin(&self) -> Result<Id<Organization>> {
        match self.member()? {
            (organization, domain::actor::MemberRole::Admin) => Ok(organization),
            _ => Err(Error::Forbidden),
        }
    }

    /// Requires `scope` of an API key, by itself or in a group; sessions pass.
    pub fn scope(&self, scope: &str) -> Result<()> {
        match &self.actor.scopes {
            Some(scopes) if !scopes.iter().any(|held| domain::scope::covers(held, scope)) => Err(Error::Forbidden),
            _ => Ok(()),
        }
    }
}
