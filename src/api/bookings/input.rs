//! What a booking is made of and changed by, as it is sent. Every member is known by name; anything else is refused.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::api::values::{Instant, Patch};

/// A new booking.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateBooking {
    /// Which application is auditioned.
    #[schema(example = "app_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub application_id: String,
    /// What kind of audition.
    #[schema(example = "evt_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub event_type_id: String,
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
    /// Your own name for it, once per organisation.
    pub external_id: Option<String>,
}

/// Changes to a booking; what is left out stays. One call is one change, so it speaks of one of: status; time; place and message;
/// private notes; the talent's note.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PatchBooking {
    /// The revision the change is meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// `cancelled` (either side), `confirmed`, `declined` (talent), `completed`, `no_show` (caster), `scheduled` (caster: accepts a
    /// pending request, or takes back completed or no-show).
    pub status: Option<String>,
    /// Why it is cancelled or declined.
    pub cancellation_reason: Option<String>,
    /// The new time.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub scheduled_at: Option<Instant>,
    /// The new duration in minutes.
    pub duration: Option<i64>,
    /// Move outside the talent's stated hours.
    pub ignore_talent_hours: Option<bool>,
    /// `in-person`, `video`, `phone`.
    pub meeting_type: Option<String>,
    /// One of our rooms.
    #[schema(value_type = Option<String>)]
    pub room_id: Patch<String>,
    /// An address, or the number to call.
    #[schema(value_type = Option<String>)]
    pub location: Patch<String>,
    /// The link of a video meeting.
    #[schema(value_type = Option<String>)]
    pub meeting_url: Patch<String>,
    /// Its password.
    #[schema(value_type = Option<String>)]
    pub meeting_password: Patch<String>,
    /// What the talent is told.
    #[schema(value_type = Option<String>)]
    pub message: Patch<String>,
    /// For casters only.
    #[schema(value_type = Option<String>)]
    pub caster_notes: Patch<String>,
    /// What the talent tells the caster; the talent's own.
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
    /// Where to go on: `meta.nextCursor` of the page before.
    pub cursor: Option<String>,
    /// 1 to 100; 50 when left out.
    pub limit: Option<i64>,
}
