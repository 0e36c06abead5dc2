//! Passwords: argon2id, at most two hashed at once, checked against the common ones. Knows no account and no table.

use std::{collections::HashSet, sync::LazyLock};

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::{PasswordHash, SaltString},
};
use domain::field::{Check, FieldCode};
use tokio::sync::Semaphore;

use crate::{Ctx, Error, Result};

/// Fewest characters of a password (auth-security.md, section 1).
pub const SHORTEST: usize = 8;
/// Most bytes of a password; longer ones are refused, never cut.
pub const LONGEST: usize = 1024;

/// 19 MiB, two passes, one lane: the first accepted set of auth-security.md, section 3.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Two at once: 38 MiB at most, and a flood of sign-ins cannot take every core.
static POOL: Semaphore = Semaphore::const_new(2);

/// What passwords of unknown accounts are compared with, so that they take as long as known ones. Nobody knows its password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$Y2FsbGJvYXJkLW5vYm9keQ$bm9ib2R5IGtub3dzIHRoZSBwYXNzd29yZCBvZiB0aGlzITE";

/// Sorted, lower case, at least eight characters; where it is from stands in docs/decisions.md.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../data/common-passwords.txt").lines().collect());

/// Notes what is wrong with a new password: too short, too long, common, or one of the person's own `words` (address, name).
pub fn check(check: &mut Check, field: &str, password: &str, words: &[&str]) {
    let folded = password.to_lowercase();
    let own = words.iter().any(|word| {
        let word = word.trim().to_lowercase();
        !word.is_empty() && (word == folded || word.split('@').next().is_some_and(|local| local == folded))
    });
    if password.is_empty() {
        check.fail(field, FieldCode::Required);
    } else if password.chars().count() < SHORTEST {
        check.fail_with(field, FieldCode::TooShort, 8);
    } else if password.len() > LONGEST {
        check.fail_with(field, FieldCode::TooLong, 1024);
    } else if own || COMMON.contains(folded.as_str()) {
        check.fail(field, FieldCode::Breached);
    }
}

/// The PHC string of a password.
pub async fn hash(ctx: &Ctx, password: &str) -> Result<String> {
    let salt = SaltString::encode_b64(&ctx.random::<16>()?).map_err(|error| Error::internal("salt", error))?;
    let password = password.to_owned();
    in_pool(move || {
        let hash = hasher()?.hash_password(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|error| Error::internal("hash a password", error))
    })
    .await
}

/// Whether the password is that of `hash`. Without a hash (nobody, or an unclaimed person) it takes as long and says no.
pub async fn verify(password: &str, hash: Option<&str>) -> Result<bool> {
    // Longer than any password that was ever accepted; comparing a shortened one keeps the time alike.
    let known = hash.is_some() && password.len() <= LONGEST;
    let password = password.get(..LONGEST.min(password.len())).unwrap_or_default().to_owned();
    let hash = hash.unwrap_or(NOBODY).to_owned();
    in_pool(move || {
        let parsed = PasswordHash::new(&hash).map_err(|error| Error::internal("a stored password hash", error))?;
        Ok(known & hasher()?.verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
}

/// Whether a hash was made with weaker parameters than today's and should be made again at the next sign-in.
pub fn is_outdated(hash: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(hash) else { return true };
    let at_least = |name: &str, wanted: u32| parsed.params.get_decimal(name).is_some_and(|value| value >= wanted);
    parsed.algorithm.as_str() != "argon2id" || !at_least("m", MEMORY_KIB) || !at_least("t", PASSES)
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| Error::internal("argon2", error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn in_pool<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let permit = POOL.acquire().await.map_err(|error| Error::internal("hashing pool", error))?;
    let done = tokio::task::spawn_blocking(move || {
        let _held = permit;
        work()
    });
    done.await.map_err(|error| Error::internal("hashing", error))?
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_named_at_their_field() {
        let words = ["noura.almutlaq@example.com", "Noura Al-Mutlaq"];
        let long = "x".repeat(1025);
        for (password, code) in [
            ("", Some(FieldCode::Required)),
            ("short1!", Some(FieldCode::TooShort)),
            ("قصيرةجد", Some(FieldCode::TooShort)),
            ("password", Some(FieldCode::Breached)),
            ("PassWord1", Some(FieldCode::Breached)),
            ("qwertyuiop", Some(FieldCode::Breached)),
            ("noura.almutlaq", Some(FieldCode::Breached)),
            ("noura al-mutlaq", Some(FieldCode::Breached)),
            (long.as_str(), Some(FieldCode::TooLong)),
            ("كلمة سر طويلة", None),
            ("a lamp in the desert", None),
            (&long[..1024], None),
        ] {
            let mut found = Check::new();
            check(&mut found, "password", password, &words);
            assert_eq!(found.errors().first().map(|error| error.code), code, "{password}");
        }
        assert!(COMMON.len() > 3000, "the list must hold at least the three thousand most common");
    }

    #[tokio::test]
    async fn hashes_verify_and_nobody_matches() {
        let ctx = Ctx::new(
            domain::actor::Actor::anonymous(),
            chrono::DateTime::UNIX_EPOCH,
            crate::ctx::Request::default(),
            crate::ctx::Chance::seeded(3),
        );
        let phc = hash(&ctx, "a lamp in the desert").await.unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(verify("a lamp in the desert", Some(&phc)).await.unwrap());
        assert!(!verify("a lamp in the Desert", Some(&phc)).await.unwrap());
        assert!(!verify("anything", None).await.unwrap());
        assert!(!is_outdated(&phc));
        assert!(is_outdated(
            "$argon2id$v=19$m=4096,t=2,p=1$Y2FsbGJvYXJkLW5vYm9keQ$bm9ib2R5IGtub3dzIHRoZSBwYXNzd29yZCBvZiB0aGlzITE"
        ));
    }
}
