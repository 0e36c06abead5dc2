//! Doing without reminders and follow-ups (RFC 8058): the link such mails carry, the page behind it, and the one click. What was agreed with
//! somebody (invitations, changes, cancellations) is always told. Knows no mail format.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    id::{Id, Notification, Organization},
    notification_rule::Category,
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use store::{Access, bookings::Words};
use uuid::Uuid;

use super::kind::Kind;
use crate::{Ctx, Error, Result, Secret, Services, audit};

/// What the holder of a link may stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Whose mails.
    pub organization: Words,
    /// Of which sort.
    pub category: Category,
    /// The address, told so that only its owner knows it.
    pub address: String,
    /// They were stopped.
    pub is_stopped: bool,
}

struct Found {
    organization: Id<Organization>,
    category: Category,
    address: String,
}

impl Services {
    /// Where the reader of a notification stops such mails. The token says which notification, and that we wrote it; it holds no address.
    pub fn unsubscribe_url(&self, id: Id<Notification>) -> Result<String> {
        let seal = mac(&self.settings().secret, id.uuid())?.finalize().into_bytes();
        let bytes: Vec<u8> = id.uuid().as_bytes().iter().copied().chain(seal.into_iter().take(LENGTH)).collect();
        Ok(format!("{}/unsubscribe/{}", self.settings().base_url, URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// What a link stops. For whoever holds it.
    pub async fn subscription(&self, _ctx: &Ctx, token: &str) -> Result<Subscription> {
        let mut db = self.store().connection().await?;
        let found = self.found(&mut db, token).await?;
        let organization = store::organizations::find(&mut db, found.organization).await?.ok_or(Error::NotFound)?;
        let reasons = store::suppressed_addresses::reasons(&mut db, found.organization, &found.address).await?;
        Ok(Subscription {
            organization: Words { en: organization.name_en, ar: organization.name_ar },
            category: found.category,
            address: masked(&found.address),
            is_stopped: reasons.iter().any(|reason| reason == found.category.as_str()),
        })
    }

    /// Stops such mails to that address, or lets them come again. For whoever holds the link; twice is once.
    pub async fn set_subscription(&self, ctx: &Ctx, token: &str, stopped: bool) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let Found { organization, category, address } = self.found(&mut tx, token).await?;
        let category = category.as_str();
        if stopped {
            store::suppressed_addresses::add(&mut tx, organization, &address, category, ctx.now).await?;
        } else {
            store::suppressed_addresses::remove(&mut tx, organization, &address, category).await?;
        }
        let action = if stopped { "notifications.stopped" } else { "notifications.resumed" };
        audit::entry(ctx, action).organization(organization).fact("category", category).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    async fn found(&self, db: &mut impl Access, token: &str) -> Result<Found> {
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| Error::NotFound)?;
        let (id, given) = bytes.split_at_checked(16).ok_or(Error::NotFound)?;
        let id = Uuid::from_slice(id).map_err(|_| Error::NotFound)?;
        if given.len() != LENGTH {
            return Err(Error::NotFound);
        }
        // In constant time.
        mac(&self.settings().secret, id)?.verify_truncated_left(given).map_err(|_| Error::NotFound)?;
        let note = store::notifications::get_any_owner(db, Id::from_uuid(id)).await?.ok_or(Error::NotFound)?;
        let category = Kind::parse(&note.kind).and_then(Kind::category).ok_or(Error::NotFound)?;
        let organization = note.organization_id.ok_or(Error::NotFound)?;
        Ok(Found { organization, category, address: note.address })
    }
}

/// Bytes of the seal: enough that nobody guesses one.
const LENGTH: usize = 16;

fn mac(secret: &Secret, id: Uuid) -> Result<Hmac<Sha256>> {
    let mac =
        Hmac::<Sha256>::new_from_slice(secret.expose()).map_err(|error| Error::internal("a link's seal", error))?;
    // The leading word separates these tokens from every other use of the secret.
    Ok(mac.chain_update(b"callboard unsubscribe link v1").chain_update(id.as_bytes()))
}

/// `n…a@example.com`: its owner knows it, a stranger does not learn it.
fn masked(address: &str) -> String {
    let Some((local, host)) = address.rsplit_once('@') else {
        let tail: String = address.chars().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect();
        return format!("…{tail}");
    };
    let (first, last) = (local.chars().next().unwrap_or('…'), local.chars().last().unwrap_or('…'));
    format!("{first}…{last}@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_masked() {
        for (address, shown) in
            [("noura@example.com", "n…a@example.com"), ("a@b.co", "a…a@b.co"), ("+966 50 000 0012", "…012")]
        {
            assert_eq!(masked(address), shown);
        }
    }
}
