//! Who came: the talent (completed, no-show), the hosts and those who come along, and taking any of it back.

use domain::{
    actor::CallAction,
    attendance::{Mark, Party, may_mark, news},
    booking::Change,
    booking_event::EventKind,
    field::FieldCode,
    id::{Booking, Id},
    refusal::BookingRefusal,
};
use store::{
    Tx,
    booking_absences::{self, Absence},
    bookings::{BookingRecord, of_meeting_any_owner},
};

use super::{
    access::{self, Right},
    change::{Draft, Opened, open},
    view::{BookingView, view},
};
use crate::{Ctx, Error, Result, Services, tx::retrying};

/// Who may say who came: whoever runs the day, of hosts as of talent.
const RIGHT: Right = Right::Caster(CallAction::Attendance);

impl Services {
    /// It happened. Not before it began.
    pub async fn complete_booking(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
    ) -> Result<BookingView> {
        self.mark(ctx, booking, revision, Change::Complete).await
    }

    /// The talent did not come. Not before it began.
    pub async fn mark_no_show(&self, ctx: &Ctx, booking: Id<Booking>, revision: Option<i32>) -> Result<BookingView> {
        self.mark(ctx, booking, revision, Change::MarkNoShow).await
    }

    /// Takes completed or no-show back: the former live status returns.
    pub async fn undo_attendance(&self, ctx: &Ctx, booking: Id<Booking>, revision: Option<i32>) -> Result<BookingView> {
        self.mark(ctx, booking, revision, Change::Undo).await
    }

    /// Hosts and those who come along did not come, or did after all; the talent's own attendance is the booking's status and stays. A host
    /// who is missing is missing to everybody in the meeting. Said again, nothing happens. Field: `attendance.0`, which mark is of nobody here.
    pub async fn mark_attendance(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        said: &[Mark],
    ) -> Result<BookingView> {
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, revision, RIGHT).await?;
            may_mark(opened.record.status, opened.record.starts_at <= ctx.now)?;
            let new = news(&expected(&opened.record), said)
                .map_err(|place| Error::field(&format!("attendance.{place}"), FieldCode::Unknown))?;
            if new.is_empty() {
                return Ok(view(ctx, opened.record, opened.side));
            }
            let of_hosts: Vec<Mark> = new.iter().filter(|mark| matches!(mark.who, Party::Host(_))).cloned().collect();
            let others = others_in_meeting(&mut tx, ctx, &opened.record, &of_hosts).await?;
            let draft = draft(&mut tx, ctx, &opened.record, new).await?;
            if others.is_empty() {
                return self.settle(tx, ctx, opened, draft).await;
            }
            let changes = std::iter::once((opened, draft)).chain(others).collect();
            self.settle_all_of_meeting(tx, ctx, changes).await?;
            self.booking(ctx, booking).await
        })
        .await
    }

    async fn mark(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        change: Change,
    ) -> Result<BookingView> {
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, revision, RIGHT).await?;
            let begun = opened.record.starts_at <= ctx.now;
            if !begun && change != Change::Undo && opened.record.status.is_live() {
                return Err(BookingRefusal::NotStarted.into());
            }
            self.settle(tx, ctx, opened, Draft::of(change, String::new())).await
        })
        .await
    }
}

/// Who was expected to a booking beside its talent, and what is held of each.
pub(super) fn expected(record: &BookingRecord) -> Vec<Mark> {
    let hosts = record.staff.iter().map(|person| Mark {
        who: Party::Host(person.user_id),
        no_show: record.no_shows.hosts.contains(&person.user_id),
    });
    let along = record.guest.iter().flat_map(|guest| &guest.others).map(|address| Mark {
        who: Party::Companion(address.clone()),
        no_show: record.no_shows.companions.contains(address),
    });
    hosts.chain(along).collect()
}

/// The other places of a booking's meeting with what is new there of its hosts, as far as the actor runs their day too.
async fn others_in_meeting(
    tx: &mut Tx,
    ctx: &Ctx,
    record: &BookingRecord,
    of_hosts: &[Mark],
) -> Result<Vec<(Opened, Draft)>> {
    let mut changes = Vec::new();
    if record.capacity <= 1 || of_hosts.is_empty() {
        return Ok(changes);
    }
    for one in of_meeting_any_owner(tx, record.occurrence_id, ctx.actor.user_id).await? {
        if one.id == record.id || access::side(ctx, &one, RIGHT).is_err() {
            continue;
        }
        let opened = open(tx, ctx, one.id, None, RIGHT).await?;
        let can_be = may_mark(opened.record.status, opened.record.starts_at <= ctx.now).is_ok();
        match news(&expected(&opened.record), of_hosts) {
            Ok(new) if can_be && !new.is_empty() => {
                let draft = draft(tx, ctx, &opened.record, new).await?;
                changes.push((opened, draft));
            }
            _ => {}
        }
    }
    Ok(changes)
}

/// The change that says it: of whom something was said before keeps the row it stands in.
async fn draft(tx: &mut Tx, ctx: &Ctx, record: &BookingRecord, new: Vec<Mark>) -> Result<Draft> {
    let known = booking_absences::of_booking(tx, record.id).await?;
    let mut attendance = Vec::with_capacity(new.len());
    for mark in new {
        let id = match known.iter().find(|one| one.mark.who == mark.who) {
            Some(one) => one.id,
            None => ctx.new_id()?,
        };
        attendance.push(Absence { id, mark });
    }
    Ok(Draft { attendance, ..Draft::event(EventKind::AttendanceChanged) })
}
