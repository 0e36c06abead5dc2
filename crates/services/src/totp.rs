//! The second factor: time-based codes of RFC 6238 (SHA-1, 30 s, six digits, which is what authenticator apps know) and recovery
//! codes. Knows no account; whether a step was used before is asked of the database.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Secret, Totp};

use crate::{Ctx, Error, Result};

/// Bytes of a seed.
pub const SEED: usize = 20;

const RECOVERY_CODES: usize = 10;

/// The seed as people type it: base32 in groups of four.
pub fn seed_text(seed: &[u8; SEED]) -> String {
    let text = Secret::from(seed.to_vec()).to_base32();
    let letters: Vec<char> = text.trim_end_matches('=').chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The address an authenticator app reads from a picture or a link.
pub fn uri(seed: &[u8; SEED], account: &str) -> Result<String> {
    let totp = Builder::new()
        .with_secret(seed.to_vec())
        .with_issuer(Some("Callboard"))
        .with_account_name(account.replace(':', " "))
        .build()
        .map_err(|error| Error::internal("second factor", error))?;
    totp.to_url().map_err(|error| Error::internal("second factor", error))
}

/// A picture of `text` for the camera of an authenticator app: dark squares row by row, without the quiet border.
pub fn picture(text: &str) -> Result<Picture> {
    let code = qrcode::QrCode::new(text.as_bytes()).map_err(|error| Error::internal("second factor", error))?;
    let dark = code.to_colors().into_iter().map(|color| color == qrcode::Color::Dark).collect();
    Ok(Picture { width: code.width(), dark })
}

/// A square picture of dark and light squares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Squares in a row.
    pub width: usize,
    /// Row by row, whether each square is dark.
    pub dark: Vec<bool>,
}

/// The 30-second step the code belongs to, if it is that of now, the step before or the step after.
pub fn step_of(seed: &[u8; SEED], code: &str, now: DateTime<Utc>) -> Result<Option<i64>> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).map(latin_digit).collect();
    let step = totp(seed)?.check(&digits, u64::try_from(now.timestamp()).unwrap_or(0));
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// The code an app shows at `now`; for demo sign-ins and tests.
pub fn code_at(seed: &[u8; SEED], now: DateTime<Utc>) -> Result<String> {
    Ok(totp(seed)?.generate(u64::try_from(now.timestamp()).unwrap_or(0)).to_string())
}

/// Ten new recovery codes of 80 bits each, and what is stored of them.
pub fn new_recovery_codes(ctx: &Ctx) -> Result<Vec<(String, Vec<u8>)>> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let text = Secret::from(ctx.random::<10>()?.to_vec()).to_base32().to_lowercase();
            let letters: Vec<char> = text.trim_end_matches('=').chars().collect();
            let code = letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-");
            let hash = recovery_hash(&code);
            Ok((code, hash))
        })
        .collect()
}

/// What is stored of a recovery code; dashes, spaces and case do not matter.
pub fn recovery_hash(code: &str) -> Vec<u8> {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    Sha256::digest(plain.as_bytes()).to_vec()
}

fn totp(seed: &[u8; SEED]) -> Result<Totp> {
    Builder::new().with_secret(seed.to_vec()).build().map_err(|error| Error::internal("second factor", error))
}

/// An Arabic keyboard types ٣ for 3.
fn latin_digit(c: char) -> char {
    match c {
        '٠'..='٩' => char::from_digit(u32::from(c) - 0x0660, 10).unwrap_or(c),
        '۰'..='۹' => char::from_digit(u32::from(c) - 0x06f0, 10).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1: the last six of the eight digits.
    #[test]
    fn the_vectors_of_the_rfc() {
        let seed = b"12345678901234567890";
        for (time, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            let now = DateTime::from_timestamp(time, 0).unwrap();
            assert_eq!(code_at(seed, now).unwrap(), code);
            assert_eq!(step_of(seed, code, now).unwrap(), Some(time / 30));
            let spaced = format!("{} {}", &code[..3], &code[3..]);
            assert_eq!(step_of(seed, &spaced, now).unwrap(), Some(time / 30));
            for (drift, known) in [(30, true), (-30, true), (60, false), (-60, false)] {
                // Before 1970 there are no steps.
                let Some(then) = DateTime::from_timestamp(time + drift, 0).filter(|then| then.timestamp() >= 0) else {
                    continue;
                };
                assert_eq!(step_of(seed, code, then).unwrap().is_some(), known, "{code} {drift}");
            }
        }
        let now = DateTime::from_timestamp(59, 0).unwrap();
        assert!(step_of(seed, "٢٨٧٠٨٢", now).unwrap().is_some(), "Arabic digits");
        for wrong in ["", "28708", "2870822", "+28708", "abcdef"] {
            assert!(step_of(seed, wrong, now).unwrap().is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_address_names_issuer_and_account() {
        let uri = uri(b"12345678901234567890", "noura@example.com").unwrap();
        assert!(uri.starts_with("otpauth://totp/Callboard:noura"), "{uri}");
        assert!(uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") && uri.contains("issuer=Callboard"), "{uri}");
        assert_eq!(seed_text(b"12345678901234567890"), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn recovery_codes_are_found_however_they_are_typed() {
        assert_eq!(recovery_hash("abcd-efgh-2345-6723"), recovery_hash(" ABCDEFGH 2345 6723"));
        assert_ne!(recovery_hash("abcd-efgh-2345-6723"), recovery_hash("abcd-efgh-2345-6724"));
    }
}
