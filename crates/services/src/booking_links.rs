<<<<<<< HEAD
//! The links in booking mails, which work without signing in (product.md, rule 9). A token is derived, not drawn: every mail about a
//! booking to one person carries the same link, although only its hash is stored. Knows neither mails nor pages.

use base64::Engine;
use domain::id::{Booking, Id, User};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::{Secret, Settings};

/// The token of one booking and one person, 43 characters of base64url. Raising `link_version` makes a new one; the old one's hash is then
/// revoked in `booking_links`.
pub fn token(secret: &Secret, booking: Id<Booking>, user: Id<User>, link_version: i32) -> String {
    let (booking, user, version) = (booking.uuid(), user.uuid(), link_version.to_be_bytes());
    // The leading word separates these tokens from every other use of the secret.
    let parts: [&[u8]; 4] = [b"callboard booking link v1", booking.as_bytes(), user.as_bytes(), &version];
    let bytes = match Hmac::<Sha256>::new_from_slice(secret.expose()) {
        Ok(mac) => parts.iter().fold(mac, |mac, part| mac.chain_update(part)).finalize().into_bytes(),
        // HMAC takes keys of every length; the type cannot say so.
        Err(_) => Sha256::digest(secret.expose()),
    };
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// What `booking_links.token_hash` holds: a stolen table opens nothing.
=======
//! Links that work without signing in (`/r/{token}`): bound to one booking and one person, hashed at rest, dead with the booking
//! (rule 9 of product.md). Acting by link is acting as the talent.

use base64::Engine;
use chrono::{DateTime, Utc};
use domain::{
    actor::Actor,
    booking_event::Side,
    id::{Booking, Id, User},
    refusal::BookingRefusal,
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use store::bookings::BookingRecord;

use crate::{
    Ctx, Error, Result, Secret, Services, Settings,
    bookings::{BookingView, view::view as view_of},
    slots::{SlotAnswer, SlotQuery},
};

/// The mark of an actor who holds a link and nothing else; no API key can have it.
const BY_LINK: &str = "booking_link";

/// The token of a link: base64url of the HMAC over booking, person and version under the installation's secret, 43 characters. The
/// same link every time, so that every mail of a booking carries one link and nothing but its hash is kept.
pub fn token(secret: &Secret, booking: Id<Booking>, user: Id<User>, link_version: i32) -> String {
    // An HMAC takes a key of any length; the type only does not know that this one fits.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose()) else { return String::new() };
    mac.update(b"callboard booking link\0");
    mac.update(booking.uuid().as_bytes());
    mac.update(user.uuid().as_bytes());
    mac.update(&link_version.to_be_bytes());
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

/// What is kept of a token: its SHA-256.
>>>>>>> 39894c2 (wip services)
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

<<<<<<< HEAD
/// The page where the link's person answers.
=======
/// The link's address.
>>>>>>> 39894c2 (wip services)
pub fn url(settings: &Settings, token: &str) -> String {
    format!("{}/r/{token}", settings.base_url)
}

<<<<<<< HEAD
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
=======
/// Whether the operation was done with a link, without signing in.
pub(crate) fn is_by_link(ctx: &Ctx) -> bool {
    ctx.actor.scopes.as_deref().is_some_and(|scopes| scopes.iter().any(|scope| scope == BY_LINK))
}

/// What the talent can answer with a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkAnswer {
    /// Yes.
    Confirm,
    /// No.
    Decline {
        /// Why, perhaps empty.
        reason: String,
    },
    /// Calling it off later.
    Cancel {
        /// Why, perhaps empty.
        reason: String,
    },
    /// Another time, please.
    RequestChange {
        /// First wish first.
        proposed: Vec<DateTime<Utc>>,
        /// A word to the caster.
        note: String,
    },
    /// A note to the caster.
    Note {
        /// The note.
        text: String,
    },
}

impl Services {
    /// The booking behind a link, as its talent sees it. Readable for as long as the link is not revoked, also when the booking is
    /// over.
    pub async fn booking_by_link(&self, ctx: &Ctx, token: &str) -> Result<BookingView> {
        let (ctx, record) = self.behind_link(ctx, token).await?;
        let is_dead = !record.status.is_live() || record.hidden_at.is_some();
        let mut view = view_of(&ctx, record, Side::Talent);
        if is_dead {
            view.allowed.clear();
            view.may_request_change = false;
        }
        Ok(view)
    }

    /// Answers with a link; recorded as the talent acting. A link of a booking that is over only reads ([`BookingRefusal::LinkDead`]).
    pub async fn answer_by_link(
        &self,
        ctx: &Ctx,
        token: &str,
        revision: Option<i32>,
        answer: &LinkAnswer,
    ) -> Result<BookingView> {
        let (ctx, record) = self.behind_link(ctx, token).await?;
        if !record.status.is_live() || record.hidden_at.is_some() {
            return Err(BookingRefusal::LinkDead.into());
        }
        match answer {
            LinkAnswer::Confirm => self.confirm_booking(&ctx, record.id, revision).await,
            LinkAnswer::Decline { reason } => self.decline_booking(&ctx, record.id, revision, reason).await,
            LinkAnswer::Cancel { reason } => self.cancel_booking(&ctx, record.id, revision, reason).await,
            LinkAnswer::RequestChange { proposed, note } => {
                self.request_change(&ctx, record.id, revision, proposed, note).await
            }
            LinkAnswer::Note { text } => self.set_talent_notes(&ctx, record.id, revision, text).await,
        }
    }

    /// The times a talent could propose instead, asked with a link. Only the range, duration and zone of `query` are used.
    pub async fn slots_by_link(&self, ctx: &Ctx, token: &str, query: &SlotQuery) -> Result<SlotAnswer> {
        let (ctx, record) = self.behind_link(ctx, token).await?;
        if !record.status.is_live() || record.hidden_at.is_some() {
            return Err(BookingRefusal::LinkDead.into());
        }
        let query = SlotQuery {
            duration: query.duration,
            ..SlotQuery::for_booking(record.id, query.time_zone).between(query.from, query.to)
        };
        self.slots(&ctx, &query).await
    }

    /// The talent's context and the booking; an unknown or revoked token is not found.
    async fn behind_link(&self, ctx: &Ctx, token: &str) -> Result<(Ctx, BookingRecord)> {
        if token.len() != 43 {
            return Err(Error::NotFound);
        }
        let mut db = self.store().connection().await?;
        let (booking, user) = store::booking_links::find(&mut db, &hash(token)).await?.ok_or(Error::NotFound)?;
        let record = store::bookings::record_any_owner(&mut db, booking, Some(user)).await?.ok_or(Error::NotFound)?;
        // The holder of a link may do nothing but this: no organisation, no role, and a scope that no door grants.
        let actor =
            Actor { user_id: Some(user), scopes: Some(vec![BY_LINK.to_owned()]), ..Actor::anonymous() };
        Ok((ctx.as_actor(actor), record))
    }
>>>>>>> 39894c2 (wip services)
}
