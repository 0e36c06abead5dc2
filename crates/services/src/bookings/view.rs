//! A booking as one reader may see it (rule 7 of product.md): what the talent must not know is not in the value they get.

use chrono::{DateTime, Utc};
use domain::{
    actor::{CallAction, MemberRole, may_on_call},
    attendance::may_mark,
    booking::{Change, Status, after},
    booking_event::{EventKind, Side},
    id::{Booking, EventType, Id, Occurrence, Organization, TalentProfile},
    meeting::MeetingType,
    reschedule_request::{may_answer, may_ask},
};
use serde_json::Value;
use store::{
    booking_events::HistoryLine,
    bookings::{
        BookingApplication, BookingGuest, BookingOrganization, BookingRecord, BookingRoom, Cancellation, Named,
        NoShows, OpenRequest, Person, RescheduleRequest, SeriesPlace,
    },
};
use uuid::Uuid;

use super::{attendance::expected, reassign::may_hand_on};
use crate::{Ctx, reschedule_requests::open_by};

/// A booking for one reader.
#[derive(Debug, Clone, PartialEq)]
pub struct BookingView {
    /// Which.
    pub id: Id<Booking>,
    /// On whose side the reader stands.
    pub side: Side,
    /// Whose.
    pub organization: BookingOrganization,
    /// Of what kind.
    pub event_type: Named<EventType>,
    /// Its colour, 0..359.
    pub color_hue: i16,
    /// The series it is one of.
    pub series: Option<SeriesPlace>,
    /// The meeting it is a place in.
    pub occurrence_id: Id<Occurrence>,
    /// The places of that meeting, where it has several; for members only.
    pub places: Option<Places>,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// The venue's zone.
    pub time_zone: String,
    /// Where it stands.
    pub status: Status,
    /// Which round (a callback is the next).
    pub round: i32,
    /// Rises with every change (ETag).
    pub revision: i32,
    /// iCalendar SEQUENCE.
    pub sequence: i32,
    /// What it is about.
    pub application: Option<BookingApplication>,
    /// The talent.
    pub talent: Option<TalentView>,
    /// Who booked without an account; nobody but them stands on the talent's side of such a booking.
    pub guest: Option<BookingGuest>,
    /// Who booked.
    pub caster: Option<Person>,
    /// The team.
    pub staff: Vec<Person>,
    /// Who did not come beside the talent; nobody for talent, and no addresses for whoever sees no contact data.
    pub no_shows: NoShows,
    /// Whether this reader may say now who of the hosts and of those who come along did not come.
    pub may_mark_attendance: bool,
    /// How people meet.
    pub meeting_type: MeetingType,
    /// In which room.
    pub room: Option<BookingRoom>,
    /// An address, or the number to call.
    pub location: Option<String>,
    /// The link of a video meeting.
    pub meeting_url: Option<String>,
    /// Its password.
    pub meeting_password: Option<String>,
    /// From caster to talent.
    pub message: String,
    /// From talent to caster.
    pub talent_notes: String,
    /// `None` for talent.
    pub caster_notes: Option<String>,
    /// Answers to the event type's questions, by their keys.
    pub answers: Value,
    /// Why this team was chosen; `None` for talent.
    pub assignment: Option<Value>,
    /// How it ended, if it was cancelled or declined.
    pub cancellation: Option<Cancellation>,
    /// The talent's open wish for another time.
    pub request: Option<OpenRequest>,
    /// The office's open request that whoever is to come choose another time.
    pub reschedule_request: Option<RescheduleRequest>,
    /// The day-before reminder went out.
    pub reminder_sent_24h: bool,
    /// The hour-before reminder went out.
    pub reminder_sent_1h: bool,
    /// The other platform's name for it; for members only.
    pub external_id: Option<String>,
    /// What this reader may do to it now; pages show no other button.
    pub allowed: Vec<Change>,
    /// Whether this reader may ask for another time now (talent only).
    pub may_request_change: bool,
    /// Whether this reader, of the office, may ask whoever is to come to choose another time.
    pub may_ask_reschedule: bool,
    /// Whether this reader may choose another time by themselves: a guest, or whoever the office asked to.
    pub may_move: bool,
    /// How many may come along where this reader, a guest, may still say who does.
    pub may_bring: Option<u8>,
    /// Whether choosing one asks the office, and the present time stays until it grants the new one.
    pub move_asks: bool,
    /// Whether this reader has to say why when calling it off; of others than guests the page asks when it needs to know.
    pub asks_reason: bool,
    /// Until when this reader, a guest, may change it, where that is not its beginning.
    pub changes_until: Option<DateTime<Utc>>,
    /// Whether this reader may hand it on from one host to another now.
    pub may_hand_on: bool,
    /// Whether this reader may take it out of sight (members only).
    pub may_hide: bool,
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Last changed.
    pub updated_at: DateTime<Utc>,
}

/// The places of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// How many are taken.
    pub taken: i64,
    /// How many there are.
    pub of: i32,
}

/// The talent of a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalentView {
    /// The profile in this organisation.
    pub profile_id: Id<TalentProfile>,
    /// The person, with the profile's names.
    pub person: Person,
    /// For members only.
    pub email: Option<String>,
    /// For members only.
    pub phone: Option<String>,
    /// Their zone, if they have one.
    pub time_zone: Option<String>,
    /// The picture, if there is one.
    pub headshot_id: Option<Uuid>,
}

/// Somebody who was expected beside the talent, as a history names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attendee {
    /// Of the team.
    Host(Person),
    /// Who comes along, by their address; `None` where it is forgotten, or not for this reader.
    Companion(Option<String>),
}

/// One line of a booking's history for one reader.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryView {
    /// What happened.
    pub kind: EventKind,
    /// The booking's revision after it.
    pub revision: i32,
    /// On whose side the actor stood.
    pub by: Side,
    /// Who acted; `None` for the system. Talent read the names of the casting side, of themselves, and nobody else's.
    pub actor: Option<Person>,
    /// Why.
    pub reason: String,
    /// It was done with the link of a mail, without signing in.
    pub by_link: bool,
    /// By answering in their calendar.
    pub by_calendar: bool,
    /// Rescheduled: from when to when.
    pub moved: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Who gave place to whom in the team.
    pub handed: Vec<(Option<Person>, Option<Person>)>,
    /// Attendance changed: who did not come (`true`), and who did after all.
    pub attendance: Vec<(Attendee, bool)>,
    /// Change requested: the times proposed.
    pub proposed: Vec<DateTime<Utc>>,
    /// Names of changed fields, in the API's spelling.
    pub fields: Vec<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// The link and the password of a video meeting as `side` may know them: the talent's side only where it is agreed, so that neither a
/// stranger nobody accepted nor one who was called off comes in.
pub(crate) fn way_in(booking: &BookingRecord, side: Side) -> (Option<&str>, Option<&str>) {
    if side == Side::Talent && !booking.status.is_agreed() {
        return (None, None);
    }
    (booking.meeting_url.as_deref(), booking.meeting_password.as_deref())
}

/// Whether `side` may know who of the office receives them: a stranger learns it with the yes.
pub(crate) fn knows_hosts(booking: &BookingRecord, side: Side) -> bool {
    side != Side::Talent || booking.status != Status::Pending
}

/// The booking as `side` may see it; the rights of `ctx` decide which changes are offered.
pub(crate) fn view(ctx: &Ctx, mut record: BookingRecord, side: Side) -> BookingView {
    let for_members = side != Side::Talent;
    let sees_contact = sees_contact_data(ctx, record.organization.id);
    let guest = record.guest.take().map(|guest| match side {
        Side::Caster if !sees_contact => {
            BookingGuest { email: String::new(), phone: None, others: Vec::new(), ..guest }
        }
        _ => guest,
    });
    let may_mark_attendance = side == Side::Caster
        && member_may(ctx, &record, CallAction::Attendance)
        && may_mark(record.status, record.starts_at <= ctx.now).is_ok()
        && !expected(&record).is_empty();
    let no_shows = match side {
        Side::Talent => NoShows::default(),
        Side::Caster if !sees_contact => NoShows { companions: Vec::new(), ..record.no_shows.clone() },
        _ => record.no_shows.clone(),
    };
    let allowed: Vec<Change> = Change::ALL.into_iter().filter(|change| may_now(ctx, &record, side, *change)).collect();
    let is_ahead = record.status.is_live() && record.starts_at > ctx.now;
    let (meeting_url, meeting_password) = way_in(&record, side);
    let (meeting_url, meeting_password) = (meeting_url.map(str::to_owned), meeting_password.map(str::to_owned));
    let knows_hosts = knows_hosts(&record, side);
    let open_by = open_by(&record);
    let is_asked = may_answer(record.status, record.starts_at, ctx.now, open_by).is_ok();
    // What has lapsed is gone, swept or not.
    let reschedule_request = record.reschedule_request.take().filter(|_| is_asked);
    let may_hide = for_members && member_may(ctx, &record, CallAction::Publish);
    BookingView {
        id: record.id,
        side,
        may_request_change: side == Side::Talent
            && is_ahead
            && record.request.is_none()
            && !is_asked
            && record.status != Status::Pending,
        may_ask_reschedule: side == Side::Caster
            && member_may(ctx, &record, CallAction::Book)
            && may_ask(record.status, record.starts_at, ctx.now, open_by).is_ok(),
        may_hide,
        no_shows,
        may_mark_attendance,
        may_hand_on: side == Side::Caster
            && member_may(ctx, &record, CallAction::Book)
            && !record.staff.is_empty()
            && may_hand_on(ctx, &record).is_ok(),
        allowed,
        organization: record.organization,
        event_type: record.event_type,
        color_hue: record.color_hue,
        series: record.series,
        occurrence_id: record.occurrence_id,
        places: (for_members && record.capacity > 1).then_some(Places { taken: record.taken, of: record.capacity }),
        starts_at: record.starts_at,
        ends_at: record.ends_at,
        time_zone: record.time_zone,
        status: record.status,
        round: record.round,
        revision: record.revision,
        sequence: record.sequence,
        application: record.application,
        talent: record.talent.map(|talent| TalentView {
            profile_id: talent.profile_id,
            person: talent.person,
            email: talent.email.filter(|_| for_members && sees_contact),
            phone: talent.phone.filter(|_| for_members && sees_contact),
            time_zone: talent.time_zone,
            headshot_id: talent.headshot_id,
        }),
        answers: record.answers,
        may_move: side == Side::Talent && is_asked,
        move_asks: false,
        may_bring: None,
        asks_reason: false,
        changes_until: None,
        guest,
        caster: record.caster.filter(|_| knows_hosts).map(|caster| caster.person),
        staff: if knows_hosts { record.staff } else { Vec::new() },
        meeting_type: record.meeting_type,
        room: record.room,
        location: record.location,
        meeting_url,
        meeting_password,
        message: record.message,
        talent_notes: record.talent_notes,
        caster_notes: for_members.then_some(record.caster_notes),
        assignment: record.assignment.filter(|_| for_members),
        cancellation: record.cancellation,
        request: record.request,
        reschedule_request,
        reminder_sent_24h: record.reminder_sent_24h,
        reminder_sent_1h: record.reminder_sent_1h,
        external_id: record.external_id.filter(|_| for_members),
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}

/// The reader's role in a booking's organisation.
fn role_in(ctx: &Ctx, own: Id<Organization>) -> Option<MemberRole> {
    ctx.actor.membership().filter(|(organization, _)| *organization == own).map(|(_, role)| role)
}

/// Whether the reader sees addresses and numbers where they do not stand on the talent's side.
pub(super) fn sees_contact_data(ctx: &Ctx, own: Id<Organization>) -> bool {
    role_in(ctx, own).is_none_or(MemberRole::sees_contact_data)
}

fn member_may(ctx: &Ctx, record: &BookingRecord, action: CallAction) -> bool {
    role_in(ctx, record.organization.id).is_some_and(|role| may_on_call(role, record.viewer_belongs, action))
}

/// Whether the change follows from the status, the reader's rights and the clock.
fn may_now(ctx: &Ctx, record: &BookingRecord, side: Side, change: Change) -> bool {
    let entitled = match (side, change) {
        (Side::System, _) => false,
        // What they asked for themselves is not theirs to confirm; they may take it back.
        (Side::Talent, change) if record.status == Status::Pending => change == Change::Cancel,
        (Side::Talent, change) => matches!(change, Change::Confirm | Change::Decline | Change::Cancel),
        (Side::Caster, Change::Complete | Change::MarkNoShow | Change::Undo) => {
            member_may(ctx, record, CallAction::Attendance)
        }
        (Side::Caster, Change::Confirm) => false,
        (Side::Caster, Change::Decline) => {
            record.status == Status::Pending && member_may(ctx, record, CallAction::Book)
        }
        (Side::Caster, _) => member_may(ctx, record, CallAction::Book),
    };
    let in_time = match change {
        Change::Complete | Change::MarkNoShow => record.starts_at <= ctx.now,
        _ => true,
    };
    entitled && in_time && after(record.status, record.former_status, change).is_ok()
}

/// The history as `side` may see it. Talent do not learn of private notes and marks, and of members only those who act for the
/// casting side; addresses of those who come along are for whoever sees contact data.
pub(crate) fn history(lines: Vec<HistoryLine>, side: Side, sees_contact: bool) -> Vec<HistoryView> {
    lines
        .into_iter()
        .filter(|line| side != Side::Talent || line.kind.shows_to_talent())
        .map(|line| {
            let text = |name: &str| line.data.get(name).and_then(|value| value.as_str());
            let instant = |name: &str| text(name).and_then(|text| text.parse::<DateTime<Utc>>().ok());
            let list = |name: &str| -> Vec<String> {
                let items = line.data.get(name).and_then(|value| value.as_array());
                items.into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
            };
            let person = |pair: &Value, name: &str| {
                let id = pair.get(name)?.as_str()?.parse::<Uuid>().ok()?;
                line.named.iter().find(|person| person.user_id.uuid() == id).cloned()
            };
            let handed = line.data.get("handed").and_then(Value::as_array);
            let handed = handed.into_iter().flatten().map(|pair| (person(pair, "from"), person(pair, "to"))).collect();
            let attendance = line.data.get("attendance").and_then(Value::as_array).into_iter().flatten();
            let attendance = attendance.filter_map(|said| {
                let id = said.get("who")?.as_str()?.parse::<Uuid>().ok()?;
                let who = line.expected.iter().find(|one| one.id.uuid() == id)?;
                let address = who.companion.clone().filter(|address| sees_contact && !address.is_empty());
                let who = who.host.clone().map_or(Attendee::Companion(address), Attendee::Host);
                Some((who, said.get("no_show")?.as_bool()?))
            });
            HistoryView {
                attendance: attendance.collect(),
                handed,
                kind: line.kind,
                revision: line.revision,
                by: text("by").and_then(Side::parse).unwrap_or(Side::System),
                by_link: text("via") == Some("link"),
                by_calendar: text("via") == Some("calendar"),
                moved: instant("from").zip(instant("to")),
                proposed: list("proposed").iter().filter_map(|text| text.parse().ok()).collect(),
                fields: list("fields"),
                actor: line.actor,
                // Why one host gave place to another was written for the office.
                reason: match (side, line.kind) {
                    (Side::Talent, EventKind::Reassigned) => String::new(),
                    _ => line.reason,
                },
                at: line.at,
            }
        })
        .collect()
}
