//! Signatures: Standard Webhooks 1.0 and Cal.com's. Pure; secrets come in the clear and must not be kept.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::{Error, Result};

/// How a secret begins; the rest is the key in base64.
pub(super) const PREFIX: &str = "whsec_";

/// The value of `webhook-signature`: one `v1` entry per secret.
pub(super) fn standard(secrets: &[String], id: &str, timestamp: i64, body: &str) -> Result<String> {
    let signed = format!("{id}.{timestamp}.{body}");
    let entries = secrets
        .iter()
        .map(|secret| {
            let key = secret
                .strip_prefix(PREFIX)
                .and_then(|key| STANDARD.decode(key).ok())
                .ok_or_else(|| Error::internal("a webhook's secret", "not whsec_ and base64"))?;
            Ok(format!("v1,{}", STANDARD.encode(mac(&key, signed.as_bytes())?)))
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(entries.join(" "))
}

/// The value of `X-Cal-Signature-256`: the whole secret as text is the key, the body alone is signed.
pub(super) fn calcom(secret: &str, body: &str) -> Result<String> {
    Ok(mac(secret.as_bytes(), body.as_bytes())?.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn mac(key: &[u8], bytes: &[u8]) -> Result<Vec<u8>> {
    let mut mac =
        <Hmac<Sha256> as Mac>::new_from_slice(key).map_err(|error| Error::internal("a webhook's signature", error))?;
    mac.update(bytes);
    Ok(mac.finalize().into_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_specifications_vector() {
        let secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD".to_owned();
        let (id, at) = ("msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", 1_649_367_553);
        let body = r#"{"email":"test@example.com","username":"test_user"}"#;
        let expected = "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=";
        assert_eq!(standard(std::slice::from_ref(&secret), id, at, body).unwrap(), expected);
        let other = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned();
        let both = standard(&[other, secret], id, at, body).unwrap();
        let entries: Vec<&str> = both.split(' ').collect();
        assert_eq!(entries.len(), 2);
        assert!(entries[0].starts_with("v1,") && entries[0] != expected && entries[1] == expected);
        assert!(standard(&["whsec_***".to_owned()], id, at, body).is_err());
    }

    /// Signed by PyPI standardwebhooks 1.1.0, said the same by npm standardwebhooks 1.1.1; see packages.py beside it.
    #[test]
    fn both_packages_sign_alike() {
        let cases: Vec<serde_json::Value> = serde_json::from_str(include_str!("signature/packages.json")).unwrap();
        assert_eq!(cases.len(), 15);
        for case in cases {
            let text = |name: &str| case[name].as_str().unwrap().to_owned();
            let at = case["timestamp"].as_i64().unwrap();
            let signed = standard(&[text("secret")], &text("id"), at, &text("body")).unwrap();
            assert_eq!(signed, text("signature"), "{}", text("id"));
        }
    }

    #[test]
    fn calcoms_is_hex_of_the_raw_body() {
        // printf '%s' '{"triggerEvent":"PING"}' | openssl dgst -sha256 -hmac 'secret'
        let signed = calcom("secret", r#"{"triggerEvent":"PING"}"#).unwrap();
        assert_eq!(signed, "ea638e131426949b3770ba5fc28b3f1d6e8eba9902a2c0aab43432fb92c58cc1");
    }
}
