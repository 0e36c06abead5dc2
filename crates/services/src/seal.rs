//! Secrets at rest that must be read again (second-factor seeds, tokens of calendars, webhooks' secrets): AES-256-GCM under the newest key of
//! a ring, bound to their place so that a value copied to another row does not open. `v1.<key id>.<nonce>.<ciphertext>`, base64url.
//! Knows no rows; sealing everything anew is in `sealing`.

use std::sync::{Arc, PoisonError, RwLock};

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Ctx, Error, Result, Secret};

/// Where a sealed value is stored; part of what is authenticated.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The table.
    pub table: &'static str,
    /// The row.
    pub row: Uuid,
    /// The column.
    pub column: &'static str,
}

/// Asks where keys are kept (a setting, a file) for those there are now, newest first; or says in words why it cannot.
pub type KeySource = dyn Fn() -> std::result::Result<Vec<Secret>, String> + Send + Sync;

/// The keys: the newest seals, all open. The oldest is made from the installation's secret and is always there.
#[derive(Clone)]
pub struct KeyRing {
    source: Arc<KeySource>,
    first: Key,
    known: Arc<RwLock<Vec<Key>>>,
}

#[derive(Clone)]
struct Key {
    id: String,
    cipher: Aes256Gcm,
}

impl KeyRing {
    /// The ring of an installation: its secret, and what `source` names beside it.
    pub fn new(secret: &Secret, source: Arc<KeySource>) -> Result<Self> {
        let ring = Self { source, first: Key::of(secret)?, known: Arc::default() };
        ring.reread()?;
        Ok(ring)
    }

    /// The installation's secret alone.
    pub fn of_secret(secret: &Secret) -> Result<Self> {
        Self::new(secret, Arc::new(|| Ok(Vec::new())))
    }

    /// The ids of the keys there are now, newest first. They are public: every sealed value names its key's.
    pub fn ids(&self) -> Result<Vec<String>> {
        Ok(self.reread()?.into_iter().map(|key| key.id).collect())
    }

    /// The id of the key made from the installation's secret, the oldest of all.
    pub fn first_id(&self) -> &str {
        &self.first.id
    }

    /// Another process may have added a key since we looked.
    fn reread(&self) -> Result<Vec<Key>> {
        let secrets = (self.source)().map_err(|why| Error::internal("the keys for secrets", why))?;
        let mut keys = secrets.iter().map(Key::of).collect::<Result<Vec<_>>>()?;
        keys.retain(|key| key.id != self.first.id);
        keys.push(self.first.clone());
        keys.clone_into(&mut self.known.write().unwrap_or_else(PoisonError::into_inner));
        Ok(keys)
    }

    /// Who seals asks anew: a key is no longer used from the moment another is added. Sealing is rare and the file small.
    fn newest(&self) -> Result<Key> {
        self.reread()?.into_iter().next().ok_or_else(|| Error::internal("the keys for secrets", "there is none"))
    }

    fn find(&self, id: &str) -> Result<Key> {
        let held = self.known.read().unwrap_or_else(PoisonError::into_inner).iter().find(|key| key.id == id).cloned();
        match held {
            Some(key) => Ok(key),
            None => self.reread()?.into_iter().find(|key| key.id == id).ok_or_else(|| {
                Error::internal("open a sealed value", format!("the key {id} it was sealed with is not there"))
            }),
        }
    }
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyRing(..)")
    }
}

impl Key {
    /// HMAC-SHA-256 of a label under the secret, and a public id.
    fn of(secret: &Secret) -> Result<Self> {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(secret.expose())
            .map_err(|error| Error::internal("sealing key", error))?;
        mac.update(b"callboard/seal/v1");
        let key = mac.finalize().into_bytes();
        let id = Sha256::digest(key).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { id, cipher: Aes256Gcm::new(&key) })
    }
}

/// The id that values sealed under this secret carry.
pub fn key_id(secret: &Secret) -> Result<String> {
    Ok(Key::of(secret)?.id)
}

/// Seals `plain` for its place, under the newest key.
pub fn seal(ctx: &Ctx, keys: &KeyRing, place: Place, plain: &[u8]) -> Result<Vec<u8>> {
    let key = keys.newest()?;
    let nonce = ctx.random::<12>()?;
    let bound = bound_to(place, &key.id);
    let sealed = key
        .cipher
        .encrypt((&nonce).into(), Payload { msg: plain, aad: bound.as_bytes() })
        .map_err(|error| Error::internal("seal", error))?;
    Ok(format!("v1.{}.{}.{}", key.id, URL_SAFE_NO_PAD.encode(nonce), URL_SAFE_NO_PAD.encode(sealed)).into_bytes())
}

/// Opens what [`seal`] made for the same place under any key of the ring. A key that is not in it, another place or a changed byte is an error.
pub fn open(keys: &KeyRing, place: Place, sealed: &[u8]) -> Result<Vec<u8>> {
    let broken = || Error::internal("open a sealed value", format!("{}.{}", place.table, place.column));
    let text = std::str::from_utf8(sealed).map_err(|_| broken())?;
    let mut parts = text.split('.');
    let (Some("v1"), Some(key_id), Some(nonce), Some(ciphertext), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(broken());
    };
    let key = keys.find(key_id)?;
    let nonce: [u8; 12] =
        URL_SAFE_NO_PAD.decode(nonce).ok().and_then(|nonce| nonce.try_into().ok()).ok_or_else(broken)?;
    let ciphertext = URL_SAFE_NO_PAD.decode(ciphertext).map_err(|_| broken())?;
    let bound = bound_to(place, key_id);
    key.cipher.decrypt((&nonce).into(), Payload { msg: &ciphertext, aad: bound.as_bytes() }).map_err(|_| broken())
}

fn bound_to(place: Place, key_id: &str) -> String {
    format!("{}/{}/{}/{key_id}", place.table, place.row, place.column)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::sync::Mutex;

    use super::*;

    fn ctx() -> Ctx {
        Ctx::new(
            domain::actor::Actor::anonymous(),
            chrono::DateTime::UNIX_EPOCH,
            crate::ctx::Request::default(),
            crate::ctx::Chance::seeded(5),
        )
    }

    const PLACE: Place = Place { table: "users", row: Uuid::from_u128(1), column: "totp_secret_sealed" };

    #[test]
    fn only_the_same_place_and_key_open() {
        let ctx = ctx();
        let keys = KeyRing::of_secret(&Secret::new([1; 32])).unwrap();
        let sealed = seal(&ctx, &keys, PLACE, b"seed").unwrap();
        assert!(sealed.starts_with(b"v1."));
        assert_eq!(open(&keys, PLACE, &sealed).unwrap(), b"seed");
        assert_ne!(seal(&ctx, &keys, PLACE, b"seed").unwrap(), sealed, "every sealing has its own nonce");
        assert!(open(&keys, Place { row: Uuid::from_u128(2), ..PLACE }, &sealed).is_err());
        assert!(open(&keys, Place { column: "other", ..PLACE }, &sealed).is_err());
        assert!(open(&KeyRing::of_secret(&Secret::new([2; 32])).unwrap(), PLACE, &sealed).is_err());
        for cut in ["", "v1", "v1.a.b.c", "v2.a.b.c"] {
            assert!(open(&keys, PLACE, cut.as_bytes()).is_err(), "{cut}");
        }
        let mut changed = sealed.clone();
        let last = changed.len() - 3;
        changed[last] = if changed[last] == b'A' { b'B' } else { b'A' };
        assert!(open(&keys, PLACE, &changed).is_err());
    }

    #[test]
    fn the_newest_key_seals_all_open_and_one_added_by_another_process_is_found() {
        let (ctx, secret) = (ctx(), Secret::new([1; 32]));
        let kept = Arc::new(Mutex::new(Vec::new()));
        let ring = || {
            let kept = Arc::clone(&kept);
            KeyRing::new(&secret, Arc::new(move || Ok(kept.lock().unwrap().clone()))).unwrap()
        };
        let (ours, theirs) = (ring(), ring());
        let old = seal(&ctx, &ours, PLACE, b"seed").unwrap();
        kept.lock().unwrap().insert(0, Secret::new([2; 32]));
        let new = seal(&ctx, &theirs, PLACE, b"seed").unwrap();
        let named = |sealed: &[u8]| String::from_utf8(sealed.to_vec()).unwrap().split('.').nth(1).unwrap().to_owned();
        assert_eq!(named(&old), ours.first_id());
        assert_eq!(named(&new), key_id(&Secret::new([2; 32])).unwrap());
        assert_eq!(open(&ours, PLACE, &new).unwrap(), b"seed", "it looks again for a key it does not know");
        assert_eq!(open(&theirs, PLACE, &old).unwrap(), b"seed");
        assert_eq!(named(&seal(&ctx, &ours, PLACE, b"x").unwrap()), named(&new), "and seals with it");
        assert_eq!(ours.ids().unwrap(), [named(&new), named(&old)]);
        kept.lock().unwrap().clear();
        assert!(open(&ring(), PLACE, &new).is_err(), "a key that is gone opens nothing");
    }
}
