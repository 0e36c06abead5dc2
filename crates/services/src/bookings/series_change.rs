//! What is done to a series from one of its bookings on: answered, accepted, called off. All of it in one transaction and told as one; each
//! booking keeps a history of its own. Moving is the affair of one booking alone.

use domain::{
    actor::CallAction,
    booking::{Change, Status, after},
    booking_event::Side,
    field::Check,
    id::{Booking, Id, User},
    refusal::BookingRefusal,
};
use store::{
    Tx,
    bookings::{BookingRecord, of_series_any_owner, record_any_owner},
};

use super::{
    access::{self, Right},
    answer::{may_answer, occupations_of},
    cancel::may_cancel,
    change::{Draft, Opened, open},
    reschedule::lock_all,
    series::of_one,
    view::{BookingView, view},
};
use crate::{Ctx, Error, Result, Services, tx::retrying};

/// What can be done to the rest of a series at once. Reasons are at most 1000 characters (field `reason`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeriesChange {
    /// The talent comes to all of them.
    Confirm,
    /// The organisation accepts the requests.
    Accept,
    /// The talent comes to none of them, or the organisation accepts none.
    Decline {
        /// Why, perhaps empty.
        reason: String,
    },
    /// Either side calls them off.
    Cancel {
        /// Why, perhaps empty.
        reason: String,
    },
}

impl SeriesChange {
    const fn change(&self) -> Change {
        match self {
            Self::Confirm => Change::Confirm,
            Self::Accept => Change::Accept,
            Self::Decline { .. } => Change::Decline,
            Self::Cancel { .. } => Change::Cancel,
        }
    }

    const fn right(&self) -> Right {
        match self {
            Self::Confirm => Right::Talent,
            Self::Accept => Right::Caster(CallAction::Book),
            Self::Decline { .. } | Self::Cancel { .. } => Right::Either(CallAction::Book),
        }
    }

    fn reason(&self) -> &str {
        match self {
            Self::Confirm | Self::Accept => "",
            Self::Decline { reason } | Self::Cancel { reason } => reason,
        }
    }
}

impl Services {
    /// Does it to this booking and to every later one of its series that it can be done to, or to none. A booking that is not one of a
    /// series stands for itself. Answers the booking itself.
    pub async fn change_series(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        asked: &SeriesChange,
    ) -> Result<BookingView> {
        let mut check = Check::new();
        let reason = check.optional_text("reason", asked.reason(), 1000);
        let reason = check.finish(reason)?;
        let viewer = access::viewer(ctx)?;
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let seen = record_any_owner(&mut tx, booking, viewer).await?.ok_or(Error::NotFound)?;
            let side = access::side(ctx, &seen, asked.right())?;
            let rest = rest_of(&mut tx, &seen, side, asked.change(), viewer).await?;
            if matches!(asked, SeriesChange::Accept) {
                // People and rooms before bookings, as everywhere: those of the whole series at once.
                let staff: Vec<_> = rest.iter().flat_map(|one| &one.staff).map(|person| person.user_id).collect();
                let rooms: Vec<_> = rest.iter().filter_map(|one| one.room.as_ref()).map(|room| room.room.id).collect();
                lock_all(&mut tx, &seen, &rooms, &staff).await?;
            }
            let mut done = Vec::with_capacity(rest.len());
            let mut shown = None;
            for one in &rest {
                let own = of_one(ctx, &seen, one);
                let is_named = one.id == booking;
                let opened = open(&mut tx, &own, one.id, revision.filter(|_| is_named), asked.right()).await?;
                if !is_named && !fits(&opened.record, side, asked.change()) {
                    // Somebody was faster with this one.
                    continue;
                }
                let draft = self.drafted(&mut tx, &own, &opened, asked, &reason).await?;
                let event = self.write_change(&mut tx, &own, &opened, &draft).await?;
                let record = record_any_owner(&mut tx, one.id, viewer).await?.ok_or(Error::NotFound)?;
                if is_named {
                    shown = Some(view(ctx, record.clone(), side));
                }
                done.push((event, record));
            }
            self.series_changed(&mut tx, ctx, &done).await?;
            tx.commit().await?;
            shown.ok_or(Error::NotFound)
        })
        .await
    }

    /// The change of one booking, unless a rule forbids it.
    async fn drafted(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        opened: &Opened,
        asked: &SeriesChange,
        reason: &str,
    ) -> Result<Draft> {
        match asked {
            SeriesChange::Confirm | SeriesChange::Decline { .. } => may_answer(opened, asked.change())?,
            SeriesChange::Cancel { .. } => may_cancel(tx, ctx, opened, reason).await?,
            SeriesChange::Accept => {}
        }
        let mut draft = Draft::of(asked.change(), reason.to_owned());
        if matches!(asked, SeriesChange::Accept) {
            draft.lands = opened.record.guest.is_some().then_some(Status::Confirmed);
            draft.occupations = occupations_of(tx, ctx, &opened.record).await?;
        }
        Ok(draft)
    }
}

/// This booking and those of its series that start after it and that the change fits; in the order of the series, which is the order in
/// which they are locked.
async fn rest_of(
    tx: &mut Tx,
    seen: &BookingRecord,
    side: Side,
    change: Change,
    viewer: Option<Id<User>>,
) -> Result<Vec<BookingRecord>> {
    let all = match seen.series {
        Some(series) => of_series_any_owner(tx, series.id, viewer).await?,
        None => vec![seen.clone()],
    };
    let later =
        |one: &BookingRecord| one.hidden_at.is_none() && one.starts_at >= seen.starts_at && fits(one, side, change);
    let rest: Vec<_> = all.into_iter().filter(|one| one.id == seen.id || later(one)).collect();
    if after(seen.status, seen.former_status, change).is_err() {
        return Err(BookingRefusal::NotPossibleNow { status: seen.status, change }.into());
    }
    Ok(rest)
}

/// Whether the change follows from where the booking stands, for that side: of a series some may be answered and others still asked
/// about. Requests are the organisation's to answer, and the only ones it declines.
fn fits(record: &BookingRecord, side: Side, change: Change) -> bool {
    let is_theirs = match (change, side) {
        (Change::Decline, Side::Caster) => record.status == Status::Pending,
        (Change::Confirm | Change::Decline, _) => record.status != Status::Pending,
        _ => true,
    };
    is_theirs && after(record.status, record.former_status, change).is_ok()
}
