//! The one way a booking changes: locked, reread, authorised, checked against the status table and the caller's revision, then written
//! with its line of history, its audit entry and the news for the other side, all in one transaction.

use chrono::{DateTime, Utc};
use domain::{
    booking::{Change, Status, after, former_after},
    booking_event::{BookingEvent, EventKind, Handover, Side},
    company::Company,
    id::{Booking, Id, Occurrence, User},
    refusal::BookingRefusal,
};
use serde_json::{Value, json};
use store::{
    Tx,
    booking_absences::Absence,
    bookings::{BookingRecord, Changed, Occupation, RequestFate},
};

use super::{
    access::{self, Right},
    meeting::Place,
    view::{BookingView, view},
};
use crate::{Ctx, Error, Result, Services, audit};

/// A booking whose row is locked, as it is now, and on whose side the actor stands.
pub(crate) struct Opened {
    pub(crate) record: BookingRecord,
    pub(crate) side: Side,
}

/// Locks the booking, rereads it, checks the right and, if the caller named one, the revision.
pub(crate) async fn open(
    tx: &mut Tx,
    ctx: &Ctx,
    booking: Id<Booking>,
    revision: Option<i32>,
    right: Right,
) -> Result<Opened> {
    let viewer = access::viewer(ctx)?;
    store::bookings::revision_for_update(tx, booking).await?.ok_or(Error::NotFound)?;
    let record = store::bookings::record_any_owner(tx, booking, viewer).await?.ok_or(Error::NotFound)?;
    let side = access::side(ctx, &record, right)?;
    match revision {
        Some(seen) if seen != record.revision => Err(BookingRefusal::StaleRevision { current: record.revision }.into()),
        _ => Ok(Opened { record, side }),
    }
}

/// Where a booking goes.
pub(crate) struct Move {
    pub(crate) occurrence_id: Id<Occurrence>,
    /// The meeting is written (anew or elsewhere); false when another one is joined.
    pub(crate) writes_meeting: bool,
    /// The meeting others held places in that is made with it.
    pub(crate) held: Option<Id<Occurrence>>,
    pub(crate) starts_at: DateTime<Utc>,
    pub(crate) ends_at: DateTime<Utc>,
    pub(crate) staff: Vec<Id<User>>,
    pub(crate) assignment: Value,
}

/// Another team for the same meeting at the same time.
pub(crate) struct Team {
    pub(crate) staff: Vec<Id<User>>,
    pub(crate) assignment: Value,
}

/// What is to change; everything not named stays.
pub(crate) struct Draft {
    pub(crate) kind: EventKind,
    pub(crate) change: Option<Change>,
    /// Where the change leads, where that is not what the table says of it: who chose the time is not asked about it.
    pub(crate) lands: Option<Status>,
    pub(crate) reason: String,
    pub(crate) moved: Option<Move>,
    pub(crate) team: Option<Team>,
    pub(crate) place: Option<(Place, String)>,
    pub(crate) message: Option<String>,
    /// Who comes along from now on.
    pub(crate) others: Option<Vec<String>>,
    /// What is said of hosts and of those who come along.
    pub(crate) attendance: Vec<Absence>,
    pub(crate) talent_notes: Option<String>,
    pub(crate) caster_notes: Option<String>,
    pub(crate) hides: bool,
    pub(crate) request: RequestFate,
    pub(crate) occupations: Vec<Occupation>,
    pub(crate) amended: Vec<&'static str>,
    pub(crate) proposed: Vec<DateTime<Utc>>,
}

impl Draft {
    /// A change of status.
    pub(crate) fn of(change: Change, reason: String) -> Self {
        Self { change: Some(change), reason, ..Self::event(change.into()) }
    }

    /// Something that leaves the status as it is.
    pub(crate) fn event(kind: EventKind) -> Self {
        Self {
            kind,
            change: None,
            lands: None,
            reason: String::new(),
            moved: None,
            team: None,
            place: None,
            message: None,
            others: None,
            attendance: Vec::new(),
            talent_notes: None,
            caster_notes: None,
            hides: false,
            request: RequestFate::Stays,
            occupations: Vec::new(),
            amended: Vec::new(),
            proposed: Vec::new(),
        }
    }
}

impl Services {
    /// Writes the change and what follows from it, commits, and answers the booking as the actor sees it now.
    pub(crate) async fn settle(&self, mut tx: Tx, ctx: &Ctx, opened: Opened, draft: Draft) -> Result<BookingView> {
        let side = opened.side;
        let id = opened.record.id;
        let event = self.write_change(&mut tx, ctx, &opened, &draft).await?;
        let viewer = ctx.actor.user_id;
        let record = store::bookings::record_any_owner(&mut tx, id, viewer).await?.ok_or(Error::NotFound)?;
        self.booking_changed(&mut tx, ctx, &event, &record).await?;
        tx.commit().await?;
        Ok(view(ctx, record, side))
    }

    /// Writes the change with its history and audit; tells nobody.
    pub(super) async fn write_change(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        opened: &Opened,
        draft: &Draft,
    ) -> Result<BookingEvent> {
        let Opened { record, side } = opened;
        let status = match draft.change {
            Some(change) => after(record.status, record.former_status, change)?,
            None => record.status,
        };
        let status = draft.lands.unwrap_or(status);
        let ends = !status.keeps_its_time() && record.status.keeps_its_time();
        if ends {
            store::bookings::release(tx, record.id, record.occurrence_id).await?;
        }
        let former: Vec<Id<User>> = record.staff.iter().map(|person| person.user_id).collect();
        let staff: &[Id<User>] = match (&draft.moved, &draft.team) {
            (Some(moved), _) => &moved.staff,
            (None, Some(team)) => &team.staff,
            (None, None) => &former,
        };
        let raises = draft.change.is_some_and(Change::raises_sequence);
        let event = BookingEvent {
            id: ctx.new_id()?,
            kind: draft.kind,
            booking_id: record.id,
            organization_id: record.organization.id,
            revision: record.revision + 1,
            sequence: record.sequence + i32::from(raises),
            by: *side,
            actor: ctx.actor.user_id,
            reason: draft.reason.clone(),
            company: match (&draft.others, &record.guest) {
                (Some(others), Some(guest)) => Company::between(&guest.others, others),
                _ => Company::default(),
            },
            attendance: draft.attendance.iter().map(|one| one.mark.clone()).collect(),
            former_start: draft.moved.as_ref().map(|_| record.starts_at),
            former_end: draft.moved.as_ref().map(|_| record.ends_at),
            handed: Handover::between(&former, staff),
            amended: draft.amended.clone(),
            proposed: draft.proposed.clone(),
            granted: record.request.is_some() && matches!(draft.request, RequestFate::Granted(_)),
            at: ctx.now,
        };
        let here = Place::of(record);
        let (place, time_zone) =
            draft.place.as_ref().map_or((&here, record.time_zone.as_str()), |(place, zone)| (place, zone.as_str()));
        let facts = facts(&event, draft, ctx);
        let before = draft.change.and_then(|change| former_after(record.status, record.former_status, change));
        let changed = Changed {
            occurrence_id: draft.moved.as_ref().map_or(record.occurrence_id, |moved| moved.occurrence_id),
            starts_at: draft.moved.as_ref().map_or(record.starts_at, |moved| moved.starts_at),
            ends_at: draft.moved.as_ref().map_or(record.ends_at, |moved| moved.ends_at),
            staff,
            answers_for: heir(record, &event.handed, staff),
            assignment: draft
                .moved
                .as_ref()
                .map(|moved| &moved.assignment)
                .or(draft.team.as_ref().map(|team| &team.assignment)),
            status,
            former_status: if draft.change.is_some() { before } else { record.former_status },
            meeting_type: place.meeting_type,
            room_id: place.room_id,
            location: place.location.as_deref(),
            meeting_url: place.meeting_url.as_deref(),
            meeting_password: place.meeting_password.as_deref(),
            time_zone,
            message: draft.message.as_deref().unwrap_or(&record.message),
            others: draft.others.as_deref(),
            talent_notes: draft.talent_notes.as_deref().unwrap_or(&record.talent_notes),
            caster_notes: draft.caster_notes.as_deref().unwrap_or(&record.caster_notes),
            ended_by: ends.then_some(*side),
            hidden: draft.hides,
            request: fate(record, status, draft),
            moves_meeting: draft.team.is_some() || draft.moved.as_ref().is_some_and(|moved| moved.writes_meeting),
            occupations: &draft.occupations,
            data: &facts,
        };
        store::bookings::change(tx, &changed, &event).await.map_err(|error| {
            if error.is_constraint("participants_no_overlap") {
                BookingRefusal::SlotTaken { nearest: Vec::new() }.into()
            } else {
                Error::from(error)
            }
        })?;
        if !draft.attendance.is_empty() {
            store::booking_absences::mark(tx, record.id, &draft.attendance, ctx.actor.user_id, ctx.now).await?;
        }
        if let Some(meeting) = draft.moved.as_ref().and_then(|moved| moved.held) {
            store::holds::join_made(tx, meeting).await?;
        }
        if record.capacity > 1 && changed.occurrence_id != record.occurrence_id {
            self.calendars_follow_the_left(tx, ctx, record).await?;
        }
        audit::entry(ctx, audit_action(draft.kind))
            .organization(record.organization.id)
            .object(record.id)
            .fact("revision", event.revision)
            .write(tx, ctx)
            .await?;
        Ok(event)
    }
}

/// Who answers for a guest's booking in place of the host who did and left: whoever follows them. An audition stays with who booked it.
fn heir(record: &BookingRecord, handed: &[Handover], staff: &[Id<User>]) -> Option<Id<User>> {
    let former = record.guest.as_ref().and(record.caster.as_ref())?.person.user_id;
    let left = handed.iter().find(|one| one.from == Some(former))?;
    left.to.or_else(|| staff.first().copied())
}

/// An open request ends with what it asked about: a new time, an answer to the old one, the end of the booking. What the office asks for is
/// any new time, whoever chooses it; that the old one suits the talent does not answer it.
fn fate(record: &BookingRecord, status: Status, draft: &Draft) -> RequestFate {
    let by_office = record.reschedule_request.is_some();
    match (draft.request, &draft.moved) {
        (RequestFate::Stays, Some(moved)) if by_office => RequestFate::Granted(moved.starts_at),
        (RequestFate::Stays, Some(_)) if record.request.is_some() => RequestFate::Expired,
        (RequestFate::Stays, None) if !status.is_live() => RequestFate::Expired,
        (RequestFate::Stays, None) if draft.change == Some(Change::Confirm) && !by_office => RequestFate::Expired,
        (fate, _) => fate,
    }
}

/// What the history keeps beside the columns: never a private text.
fn facts(event: &BookingEvent, draft: &Draft, ctx: &Ctx) -> Value {
    let mut facts = json!({ "by": event.by.as_str() });
    if let Value::Object(facts) = &mut facts {
        if let (Some(from), Some(moved)) = (event.former_start, &draft.moved) {
            facts.insert("from".to_owned(), json!(from));
            facts.insert("to".to_owned(), json!(moved.starts_at));
        }
        if !event.handed.is_empty() {
            let pairs: Vec<Value> = event
                .handed
                .iter()
                .map(|one| json!({ "from": one.from.map(Id::uuid), "to": one.to.map(Id::uuid) }))
                .collect();
            facts.insert("handed".to_owned(), json!(pairs));
        }
        if !draft.attendance.is_empty() {
            let said = draft.attendance.iter();
            let said: Vec<Value> =
                said.map(|one| json!({ "who": one.id.uuid(), "no_show": one.mark.no_show })).collect();
            facts.insert("attendance".to_owned(), json!(said));
        }
        if !event.amended.is_empty() {
            facts.insert("fields".to_owned(), json!(event.amended));
        }
        if !event.proposed.is_empty() {
            facts.insert("proposed".to_owned(), json!(event.proposed));
        }
        if event.granted {
            facts.insert("granted".to_owned(), json!(true));
        }
        if draft.hides {
            facts.insert("hidden".to_owned(), json!(true));
        }
        if crate::booking_links::is_by_calendar(ctx) {
            facts.insert("via".to_owned(), json!("calendar"));
        } else if crate::booking_links::is_by_link(ctx) {
            facts.insert("via".to_owned(), json!("link"));
        }
    }
    facts
}

const fn audit_action(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Booked => "booking.booked",
        EventKind::Accepted => "booking.accepted",
        EventKind::Confirmed => "booking.confirmed",
        EventKind::Declined => "booking.declined",
        EventKind::Cancelled => "booking.cancelled",
        EventKind::Rescheduled => "booking.rescheduled",
        EventKind::Amended => "booking.amended",
        EventKind::Reassigned => "booking.reassigned",
        EventKind::Completed => "booking.completed",
        EventKind::NoShow => "booking.no_show",
        EventKind::Undone => "booking.undone",
        EventKind::AttendanceChanged => "booking.attendance_changed",
        EventKind::ChangeRequested => "booking.change_requested",
        EventKind::ChangeRefused => "booking.change_refused",
        EventKind::ChangeExpired => "booking.change_expired",
        EventKind::RescheduleRequested => "booking.reschedule_requested",
        EventKind::RescheduleRefused => "booking.reschedule_refused",
        EventKind::RescheduleWithdrawn => "booking.reschedule_withdrawn",
        EventKind::RescheduleExpired => "booking.reschedule_expired",
        EventKind::Noted => "booking.noted",
        EventKind::PrivatelyNoted => "booking.privately_noted",
        EventKind::Hidden => "booking.hidden",
    }
}
