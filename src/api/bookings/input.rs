//! What a booking is made of and changed by, as it is sent. Every member is known by name; anything else is refused.

use std::collections::BTreeMap;

use domain::booking::Status;
use domain::field::{Check, FieldCode};
use serde::Deserialize;
use services::bookings::{BookingQuery, Cursor, MeetingInput, NewBooking, Order, Span};
use utoipa::{IntoParams, ToSchema};

use super::patch;
use crate::api::cursor::Cursors;
use crate::api::params::{self, check_id};
use crate::api::problem::Problem;
use crate::api::values::{Instant, Patch};

/// A new booking.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"applicationId": "app_01jd9x8k3me0q8v6t2h4w7y5nz", "eventTypeId": "evt_01jd9x8k3me0q8v6t2h4w7y5nz",
    "scheduledAt": "2026-11-29T10:30:00+03:00", "message": "Please bring the pages of scene 4."}))]
pub struct CreateBooking {
    /// Which application is auditioned.
    #[schema(example = "app_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub application_id: String,
    /// What kind of audition; may be left out where the casting call has exactly one.
    #[schema(example = "evt_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub event_type_id: Option<String>,
    /// The first instant, RFC 3339 with an offset.
    #[schema(value_type = String, format = DateTime, example = "2026-11-29T10:30:00+03:00")]
    pub scheduled_at: Instant,
    /// Minutes; the event type's first duration when left out.
    pub duration: Option<i64>,
    /// IANA zone of the place; the room's or the event type's when left out.
    pub timezone: Option<String>,
    /// `in-person`, `video`, `phone`; the event type's first place when left out.
    pub meeting_type: Option<String>,
    /// One of our rooms, for a meeting in person.
    pub room_id: Option<String>,
    /// An address, or the number to call.
    pub location: Option<String>,
    /// The link of a video meeting.
    pub meeting_url: Option<String>,
    /// Its password.
    pub meeting_password: Option<String>,
    /// What the talent is told.
    pub message: Option<String>,
    /// For casters only.
    pub caster_notes: Option<String>,
    /// First audition 1, callback 2, …; the next free one is not guessed.
    pub round: Option<i32>,
    /// The hold that keeps this time, when one was taken.
    pub hold_id: Option<String>,
    /// Book outside the talent's stated hours (never over their other bookings).
    #[serde(default)]
    pub ignore_talent_hours: bool,
    /// Answers to the event type's questions, by their keys.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub answers: BTreeMap<String, serde_json::Value>,
    /// A series of so many dates by the event type's `repeats`: all are booked, or none and `dates` of the problem says why. The answer is
    /// the first of them.
    #[schema(example = 6)]
    pub occurrences: Option<i64>,
    /// Your own name for it, once per organisation; of a series, the first one's.
    pub external_id: Option<String>,
}

impl CreateBooking {
    /// The booking to be made, with every fault of the ids and words said at once; the rest is checked by the services.
    pub(super) fn read(self) -> Result<NewBooking, Problem> {
        let mut check = Check::new();
        let application_id = check_id(&mut check, "applicationId", Some(&self.application_id));
        let event_type_id = check_id(&mut check, "eventTypeId", self.event_type_id.as_deref());
        let hold_id = check_id(&mut check, "holdId", self.hold_id.as_deref());
        let meeting = MeetingInput {
            meeting_type: self.meeting_type.as_deref().and_then(|text| patch::meeting_type(&mut check, text)),
            room_id: check_id(&mut check, "roomId", self.room_id.as_deref()),
            location: self.location,
            meeting_url: self.meeting_url,
            meeting_password: self.meeting_password,
        };
        let duration = self.duration.map(|minutes| patch::minutes_of(&mut check, minutes));
        let most = i64::from(domain::booking_series::MOST_OCCURRENCES);
        let occurrences = self.occurrences.map(|asked| check.range("occurrences", asked, 1, most));
        let application_id = check.finish(application_id)?.ok_or_else(Problem::not_found)?;
        Ok(NewBooking {
            application_id,
            event_type_id,
            start: self.scheduled_at.0,
            duration,
            time_zone: self.timezone,
            meeting,
            message: self.message.unwrap_or_default(),
            caster_notes: self.caster_notes.unwrap_or_default(),
            round: self.round,
            hold_id,
            lift_talent_hours: self.ignore_talent_hours,
            answers: self.answers,
            occurrences: occurrences.and_then(|asked| u32::try_from(asked).ok()),
            external_id: self.external_id,
        })
    }
}

/// Changes to a booking; what is left out stays. One call is one change, so it speaks of one of: status; time; place and message;
/// private notes; the talent's note.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"message": "Second floor, to the left."}))]
pub struct PatchBooking {
    /// The revision the change is meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// `cancelled` (either side), `confirmed`, `declined` (talent), `completed`, `no_show` (caster), `scheduled` (caster: accepts a
    /// pending request, or takes back completed or no-show).
    pub status: Option<String>,
    /// Why it is cancelled or declined.
    pub cancellation_reason: Option<String>,
    /// With `status` cancelled, declined, confirmed, or scheduled for a pending request: also every later booking of its series, all or
    /// none.
    pub rest_of_series: Option<bool>,
    /// The new time.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub scheduled_at: Option<Instant>,
    /// The new duration in minutes.
    pub duration: Option<i64>,
    /// Why it is moved, told to the talent.
    pub reason: Option<String>,
    /// Move outside the talent's stated hours.
    pub ignore_talent_hours: Option<bool>,
    /// `in-person`, `video`, `phone`.
    pub meeting_type: Option<String>,
    /// One of our rooms.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub room_id: Patch<String>,
    /// An address, or the number to call.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub location: Patch<String>,
    /// The link of a video meeting.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub meeting_url: Patch<String>,
    /// Its password.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub meeting_password: Patch<String>,
    /// What the talent is told.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub message: Patch<String>,
    /// Mail addresses of all who come along with somebody who booked without an account: who is not named no longer does. Whoever joins or leaves
    /// gets a mail.
    pub guests: Option<Vec<String>>,
    /// For casters only.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub caster_notes: Patch<String>,
    /// What the talent tells the caster; the talent's own.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub talent_notes: Patch<String>,
}

/// Which bookings.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListBookings {
    /// Only of these statuses, joined by commas.
    #[param(example = "scheduled,confirmed")]
    pub status: Option<String>,
    /// True: only live ones that are not over, soonest first.
    #[serde(default)]
    pub upcoming: bool,
    /// Only of this application.
    pub application_id: Option<String>,
    /// Only of this casting call.
    pub casting_call_id: Option<String>,
    /// Only of this event type.
    pub event_type_id: Option<String>,
    /// Only of this series.
    pub series_id: Option<String>,
    /// Where to go on: `meta.nextCursor` of the page before.
    pub cursor: Option<String>,
    /// 1 to 100; 50 when left out.
    pub limit: Option<i64>,
}

impl ListBookings {
    /// What tells this list from others, for its cursors.
    pub(super) fn filters(&self) -> String {
        format!(
            "{:?}",
            (
                &self.status,
                self.upcoming,
                &self.application_id,
                &self.casting_call_id,
                &self.event_type_id,
                &self.series_id
            )
        )
    }

    /// The question, with every fault said at once.
    pub(super) fn read(&self, cursors: &Cursors) -> Result<BookingQuery, Problem> {
        let mut check = Check::new();
        let words =
            self.status.as_deref().unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty());
        let found: Vec<Option<Status>> = words.map(Status::parse).collect();
        if found.contains(&None) || (self.status.is_some() && found.is_empty()) {
            check.fail("status", FieldCode::Unknown);
        }
        let application = check_id(&mut check, "applicationId", self.application_id.as_deref());
        let call = check_id(&mut check, "castingCallId", self.casting_call_id.as_deref());
        let event_type = check_id(&mut check, "eventTypeId", self.event_type_id.as_deref());
        let series = check_id(&mut check, "seriesId", self.series_id.as_deref());
        let limit = params::limit(&mut check, self.limit);
        check.finish(())?;
        let after = self.cursor.as_deref().map(|cursor| cursors.read(cursor)).transpose()?;
        Ok(BookingQuery {
            statuses: found.into_iter().flatten().collect(),
            span: if self.upcoming { Span::Upcoming } else { Span::All },
            application,
            call,
            event_type,
            series,
            order: if self.upcoming { Order::Soonest } else { Order::Made },
            after: after.map(|(at, id)| Cursor { at, id }),
            limit,
            ..BookingQuery::default()
        })
    }
}
