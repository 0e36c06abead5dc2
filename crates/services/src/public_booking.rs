//! Booking without an account: what a stranger may see of an event type, which times, and the booking itself. Whether a time is
//! bookable is the engine's affair, what strangers may do that of `domain::public_booking`. Nothing here looks anybody up by their
//! address: a stranger learns nothing about who has an account.

mod book;
mod confirm;
mod page;
mod share;

use domain::{
    booking::Change,
    booking_event::Side,
    id::Id,
    public_booking::{Access as Who, OwnMove, PublicSettings, own_move},
    refusal::OtherRefusal,
};
use store::{
    Access,
    bookings::BookingRecord,
    public_settings::{PublicRecord, Which, find_any_owner},
};

use crate::{Ctx, Error, Result, Secret, booking_links::hash, bookings::BookingView};

pub use book::{Made, NewPublicBooking};
pub use confirm::{Asked, WaitingView};
pub use page::{PublicEventType, PublicPlace, Way};
pub use share::{NewPrivateLink, PrivateLinkView, ShareForm, ShareView};

/// The token of a private link, 43 characters of base64url: derived from its id, so that the office can read it again although only its
/// hash is kept.
pub(crate) fn link_token(secret: &Secret, link: Id<domain::id::PrivateLink>) -> String {
    crate::booking_links::derived(secret, b"callboard private link v1", &[link.uuid().as_bytes()])
}

/// What a stranger may book: the event type, and the working link they came with. One that is archived, or that takes a link they do not
/// have, is not found; a link that was good once is said to have ended.
pub(crate) async fn target(
    db: &mut impl Access,
    ctx: &Ctx,
    which: Which<'_>,
    link: Option<&str>,
) -> Result<PublicRecord> {
    let link = link.filter(|token| token.len() == 43).map(hash);
    let mut record = find_any_owner(db, which, link.as_ref().map(<[u8; 32]>::as_slice))
        .await?
        .filter(|record| !record.is_archived)
        .ok_or(Error::NotFound)?;
    match &record.link {
        Some(link) if link.works(ctx.now) => Ok(record),
        _ if record.settings.access != Who::Links => {
            record.link = None;
            Ok(record)
        }
        Some(_) => Err(OtherRefusal::LinkExpired.into()),
        None => Err(Error::NotFound),
    }
}

/// What the booking's event type allows whoever booked it.
pub(crate) async fn settings_of(db: &mut impl Access, booking: &BookingRecord) -> Result<PublicSettings> {
    let found = find_any_owner(db, Which::Id(booking.event_type.id), None).await?;
    Ok(found.map(|found| found.settings).unwrap_or_default())
}

/// The address of the event type's public page, without the server's; `None` where nobody may book it without a link.
pub(crate) async fn open_page(db: &mut impl Access, event_type: Id<domain::id::EventType>) -> Result<Option<String>> {
    let found = find_any_owner(db, Which::Id(event_type), None).await?;
    let open = found.filter(|found| !found.is_archived && found.settings.access != Who::Links);
    Ok(open.map(|found| format!("/book/{}/{}", found.organization_slug, found.slug)))
}

/// Takes from a guest's view what the event type does not let them do, or not any more, and says whether they may choose another time.
pub(crate) async fn bound(db: &mut impl Access, ctx: &Ctx, view: &mut BookingView) -> Result<()> {
    let found = find_any_owner(db, Which::Id(view.event_type.id), None).await?;
    let needs_confirmation = found.as_ref().is_some_and(|found| found.needs_confirmation);
    let settings = found.map(|found| found.settings).unwrap_or_default();
    let may = |change| settings.may_still(change, view.starts_at, ctx.now);
    let comes = own_move(view.status, None, needs_confirmation).ok().filter(|_| may(Change::Reschedule));
    // Where the office itself asked for another time, neither the notice nor its approval stands in the way.
    let is_asked = view.reschedule_request.is_some();
    view.move_asks = comes == Some(OwnMove::Asks) && !is_asked;
    // One wish at a time: the office answers it first.
    view.may_move = is_asked || comes.is_some() && !(view.move_asks && view.request.is_some());
    let may_bring = settings.most_guests > 0 || view.guest.as_ref().is_some_and(|guest| !guest.others.is_empty());
    let still = view.status.is_live() && settings.may_still_bring(view.starts_at, ctx.now);
    view.may_bring = (may_bring && still).then_some(settings.most_guests);
    view.asks_reason = settings.reason_from.asks(Side::Talent);
    view.changes_until = settings.changes_until(view.starts_at);
    let may_cancel = may(Change::Cancel);
    view.allowed.retain(|change| *change != Change::Cancel || may_cancel);
    if comes.is_some() {
        // Whoever can choose a time need not ask for one in another way.
        view.may_request_change = false;
    }
    Ok(())
}
