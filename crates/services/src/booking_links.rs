//! The links in booking mails, which work without signing in (product.md, rule 9). A token is derived, not drawn: every mail about a
//! booking to one person carries the same link, although only its hash is stored. Knows neither mails nor pages.

pub(crate) mod answer;

pub use answer::{LinkAnswer, LinkPage};
pub(crate) use answer::{calendar_of, guest_of, is_by_calendar, is_by_link};
use base64::Engine;
use domain::id::{Booking, Id, User};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use store::bookings::BookingRecord;

use crate::{Secret, Settings};

/// Who holds the link of a booking made without an account: nobody with an id.
pub const GUEST: Id<User> = Id::from_uuid(uuid::Uuid::nil());

/// The token of whoever the booking is for, as it is now; none where it is for nobody.
pub(crate) fn current(secret: &Secret, booking: &BookingRecord) -> Option<String> {
    let user = match (&booking.talent, &booking.guest) {
        (Some(talent), _) => talent.person.user_id,
        (None, Some(_)) => GUEST,
        (None, None) => return None,
    };
    Some(token(secret, booking.id, user, booking.link_version))
}

/// The token of one booking and one person, 43 characters of base64url. Raising `link_version` makes a new one; the old one's hash is then
/// revoked in `booking_links`.
pub fn token(secret: &Secret, booking: Id<Booking>, user: Id<User>, link_version: i32) -> String {
    let (booking, user, version) = (booking.uuid(), user.uuid(), link_version.to_be_bytes());
    derived(secret, b"callboard booking link v1", &[booking.as_bytes(), user.as_bytes(), &version])
}

/// A token made of the installation's secret and what it stands for. The leading word separates it from every other use of the secret.
pub(crate) fn derived(secret: &Secret, word: &[u8], parts: &[&[u8]]) -> String {
    let bytes = match Hmac::<Sha256>::new_from_slice(secret.expose()) {
        Ok(mac) => {
            parts.iter().fold(mac.chain_update(word), |mac, part| mac.chain_update(part)).finalize().into_bytes()
        }
        // HMAC takes keys of every length; the type cannot say so.
        Err(_) => Sha256::digest(secret.expose()),
    };
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// What `booking_links.token_hash` holds: a stolen table opens nothing.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The page where the link's person answers.
pub fn url(settings: &Settings, token: &str) -> String {
    format!("{}/r/{token}", settings.base_url)
}

#[cfg(test)]
mod tests {
    use domain::id::{Booking, Id, User};

    use super::*;

    #[test]
    fn one_token_per_booking_person_and_version() {
        let uuid = |n: u8| Id::<Booking>::from_uuid(domain::id::uuid_v7(n.into(), [n; 10])).uuid();
        let (booking, other) = (Id::<Booking>::from_uuid(uuid(1)), Id::<Booking>::from_uuid(uuid(2)));
        let (user, stranger) = (Id::<User>::from_uuid(uuid(3)), Id::<User>::from_uuid(uuid(4)));
        let secret = Secret::new([7; 32]);
        let own = token(&secret, booking, user, 1);
        assert_eq!(own.len(), 43);
        assert_eq!(own, token(&secret, booking, user, 1));
        for foreign in [
            token(&secret, other, user, 1),
            token(&secret, booking, stranger, 1),
            token(&secret, booking, user, 2),
            token(&Secret::new([8; 32]), booking, user, 1),
        ] {
            assert_ne!(own, foreign);
        }
    }
}
