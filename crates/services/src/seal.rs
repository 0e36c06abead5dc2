//! Secrets at rest that must be read again (second-factor seeds): AES-256-GCM under a key derived from the installation's secret,
//! bound to their place so that a value copied to another row does not open. `v1.<key id>.<nonce>.<ciphertext>`, base64url.

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

/// Seals `plain` for its place.
pub fn seal(ctx: &Ctx, secret: &Secret, place: Place, plain: &[u8]) -> Result<Vec<u8>> {
    let (cipher, key_id) = key(secret)?;
    let nonce = ctx.random::<12>()?;
    let bound = bound_to(place, &key_id);
    let sealed = cipher
        .encrypt((&nonce).into(), Payload { msg: plain, aad: bound.as_bytes() })
        .map_err(|error| Error::internal("seal", error))?;
    Ok(format!("v1.{key_id}.{}.{}", URL_SAFE_NO_PAD.encode(nonce), URL_SAFE_NO_PAD.encode(sealed)).into_bytes())
}

/// Opens what [`seal`] made for the same place. Another key, another place or a changed byte is an error.
pub fn open(secret: &Secret, place: Place, sealed: &[u8]) -> Result<Vec<u8>> {
    let broken = || Error::internal("open a sealed value", format!("{}.{}", place.table, place.column));
    let text = std::str::from_utf8(sealed).map_err(|_| broken())?;
    let mut parts = text.split('.');
    let (Some("v1"), Some(key_id), Some(nonce), Some(ciphertext), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(broken());
    };
    let (cipher, own_id) = key(secret)?;
    if key_id != own_id {
        return Err(Error::internal("open a sealed value", "it was sealed with another secret"));
    }
    let nonce: [u8; 12] =
        URL_SAFE_NO_PAD.decode(nonce).ok().and_then(|nonce| nonce.try_into().ok()).ok_or_else(broken)?;
    let ciphertext = URL_SAFE_NO_PAD.decode(ciphertext).map_err(|_| broken())?;
    let bound = bound_to(place, key_id);
    cipher.decrypt((&nonce).into(), Payload { msg: &ciphertext, aad: bound.as_bytes() }).map_err(|_| broken())
}

/// The sealing key (HMAC-SHA-256 of a label under the installation's secret) and its public id.
fn key(secret: &Secret) -> Result<(Aes256Gcm, String)> {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(secret.expose())
        .map_err(|error| Error::internal("sealing key", error))?;
    mac.update(b"callboard/seal/v1");
    let key = mac.finalize().into_bytes();
    let id: String = Sha256::digest(key).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    Ok((Aes256Gcm::new(&key), id))
}

fn bound_to(place: Place, key_id: &str) -> String {
    format!("{}/{}/{}/{key_id}", place.table, place.row, place.column)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_place_and_key_open() {
        let ctx = Ctx::new(
            domain::actor::Actor::anonymous(),
            chrono::DateTime::UNIX_EPOCH,
            crate::ctx::Request::default(),
            crate::ctx::Chance::seeded(5),
        );
        let secret = Secret::new([1; 32]);
        let place = Place { table: "users", row: Uuid::from_u128(1), column: "totp_secret_sealed" };
        let sealed = seal(&ctx, &secret, place, b"seed").unwrap();
        assert!(sealed.starts_with(b"v1."));
        assert_eq!(open(&secret, place, &sealed).unwrap(), b"seed");
        assert_ne!(seal(&ctx, &secret, place, b"seed").unwrap(), sealed, "every sealing has its own nonce");
        assert!(open(&secret, Place { row: Uuid::from_u128(2), ..place }, &sealed).is_err());
        assert!(open(&secret, Place { column: "other", ..place }, &sealed).is_err());
        assert!(open(&Secret::new([2; 32]), place, &sealed).is_err());
        for cut in ["", "v1", "v1.a.b.c", "v2.a.b.c"] {
            assert!(open(&secret, place, cut.as_bytes()).is_err(), "{cut}");
        }
        let mut changed = sealed.clone();
        let last = changed.len() - 3;
        changed[last] = if changed[last] == b'A' { b'B' } else { b'A' };
        assert!(open(&secret, place, &changed).is_err());
    }
}
