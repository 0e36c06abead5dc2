//! Who stands where to a booking: the talent it is for, a member who may work on its call, or nobody it concerns.

use domain::{
    actor::{CallAction, may_on_call},
    booking_event::Side,
    id::{Booking, Id, User},
};
use store::{Access, bookings::BookingRecord};

use crate::{Ctx, Error, Result, booking_links::guest_of, slots::problem::Moving};

/// What an operation asks of its actor.
#[derive(Clone, Copy)]
pub(crate) enum Right {
    /// The talent themselves.
    Talent,
    /// A member who may do this on the call.
    Caster(CallAction),
    /// Either of them.
    Either(CallAction),
}

/// On whose side the actor may do it. A booking of another organisation is not found; a member or talent it concerns but who may not
/// is forbidden. Somebody who is both acts as a member where that suffices.
pub(crate) fn side(ctx: &Ctx, record: &BookingRecord, right: Right) -> Result<Side> {
    if ctx.actor.is_system {
        return Ok(Side::System);
    }
    if let Some(own) = guest_of(ctx) {
        // A guest has a link to this one booking and is nobody else's.
        return match right {
            _ if own != record.id || record.guest.is_none() || record.hidden_at.is_some() => Err(Error::NotFound),
            Right::Talent | Right::Either(_) => Ok(Side::Talent),
            Right::Caster(_) => Err(Error::Forbidden),
        };
    }
    let user = ctx.user()?;
    let is_talent = record.talent.as_ref().is_some_and(|talent| talent.person.user_id == user);
    let role =
        ctx.actor.membership().filter(|(organization, _)| *organization == record.organization.id).map(|found| found.1);
    if !is_talent && role.is_none() || record.hidden_at.is_some() {
        return Err(Error::NotFound);
    }
    let as_member = |action| role.is_some_and(|role| may_on_call(role, record.viewer_belongs, action));
    match right {
        Right::Caster(action) | Right::Either(action) if as_member(action) => Ok(Side::Caster),
        Right::Talent | Right::Either(_) if is_talent => Ok(Side::Talent),
        _ => Err(Error::Forbidden),
    }
}

/// Whose belonging to a call is asked: nobody's for Callboard itself and for guests.
pub(crate) fn viewer(ctx: &Ctx) -> Result<Option<Id<User>>> {
    if ctx.actor.is_system || guest_of(ctx).is_some() { Ok(None) } else { ctx.user().map(Some) }
}

/// The booking as the actor may read it, and on whose side.
pub(crate) async fn readable(db: &mut impl Access, ctx: &Ctx, booking: Id<Booking>) -> Result<(BookingRecord, Side)> {
    let viewer = viewer(ctx)?;
    let record = store::bookings::record_any_owner(db, booking, viewer).await?.ok_or(Error::NotFound)?;
    let side = side(ctx, &record, Right::Either(CallAction::Read))?;
    Ok((record, side))
}

/// The booking as something that is not in its own way.
pub(crate) fn moving(record: &BookingRecord) -> Moving {
    Moving { booking: record.id, occurrence: record.occurrence_id, is_alone: record.capacity <= 1 }
}

/// How long it lasts, in minutes.
pub(crate) fn minutes(record: &BookingRecord) -> u32 {
    u32::try_from((record.ends_at - record.starts_at).num_minutes()).unwrap_or(0)
}
