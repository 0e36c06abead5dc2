//! What a PATCH of a booking means. One call is one change of the booking's history (rule 6 of product.md), so its members must belong
//! together; those that do not are refused by name before anything happens. It must not change anything itself.

use chrono::{DateTime, Utc};
use domain::booking::Status;
use domain::field::{Check, FieldCode};
use domain::id::{Id, Room};
use domain::meeting::MeetingType;
use services::bookings::{BookingPatch, NewTime};

use super::input::PatchBooking;
use crate::api::availability::renamed;
use crate::api::problem::Problem;
use crate::api::values::Patch;

/// The one change a PATCH asks for.
#[derive(Debug)]
pub(super) enum Asked {
    /// A new status.
    Status {
        /// Which.
        status: Status,
        /// Why, for those that tell it.
        reason: String,
        /// Of the later ones of its series too.
        rest: bool,
    },
    /// A new time, perhaps with a room.
    Time(NewTime),
    /// A new duration at the same start.
    Duration {
        /// Minutes.
        minutes: u32,
        /// Outside the talent's hours too.
        ignore_talent_hours: bool,
    },
    /// Place, message and who comes along.
    Place(Box<BookingPatch>),
    /// The casters' notes.
    CasterNotes(String),
    /// The talent's note.
    TalentNotes(String),
    /// Nothing: answers the booking as it is.
    Nothing,
}

/// Statuses somebody can ask for.
const REACHABLE: [Status; 6] =
    [Status::Scheduled, Status::Confirmed, Status::Completed, Status::NoShow, Status::Cancelled, Status::Declined];

impl PatchBooking {
    /// The change it asks for.
    pub(super) fn read(self) -> Result<Asked, Problem> {
        let families = self.families();
        if let Some((first, rest)) = families.split_first()
            && !rest.is_empty()
        {
            let others: Vec<&str> = rest.iter().flat_map(|(_, names)| names.iter().copied()).collect();
            return Err(Problem::not_together(first.0, &others));
        }
        let mut check = Check::new();
        let room = self.room(&mut check);
        let asked = match families.first().map(|family| family.0) {
            None => Asked::Nothing,
            Some("status") => {
                let text = self.status.unwrap_or_default();
                let found = Status::parse(&text).filter(|status| REACHABLE.contains(status));
                if found.is_none() {
                    check.fail("status", if text.is_empty() { FieldCode::Required } else { FieldCode::Unknown });
                }
                let reason = self.cancellation_reason.unwrap_or_default();
                if !reason.is_empty() && !matches!(found, None | Some(Status::Cancelled | Status::Declined)) {
                    check.fail("cancellationReason", FieldCode::Invalid);
                }
                let rest = self.rest_of_series.unwrap_or(false);
                if rest && matches!(found, Some(Status::Completed | Status::NoShow)) {
                    check.fail("restOfSeries", FieldCode::Invalid);
                }
                Asked::Status { status: found.unwrap_or(Status::Scheduled), reason, rest }
            }
            Some("scheduledAt") => {
                let minutes = self.duration.map(|minutes| minutes_of(&mut check, minutes));
                let ignore_talent_hours = self.ignore_talent_hours.unwrap_or(false);
                match (self.scheduled_at, minutes) {
                    (Some(start), duration) => Asked::Time(NewTime {
                        start: start.0,
                        duration,
                        room_id: room.flatten(),
                        lift_talent_hours: ignore_talent_hours,
                        reason: self.reason.unwrap_or_default(),
                    }),
                    (None, Some(minutes)) => Asked::Duration { minutes, ignore_talent_hours },
                    (None, None) => {
                        check.fail("scheduledAt", FieldCode::Required);
                        Asked::Nothing
                    }
                }
            }
            Some("casterNotes") => Asked::CasterNotes(self.caster_notes.text().unwrap_or_default()),
            Some("talentNotes") => Asked::TalentNotes(self.talent_notes.text().unwrap_or_default()),
            Some(_) => Asked::Place(Box::new(BookingPatch {
                meeting_type: self.meeting_type.as_deref().and_then(|text| meeting_type(&mut check, text)),
                room_id: room,
                location: self.location.nested(),
                meeting_url: self.meeting_url.nested(),
                meeting_password: self.meeting_password.nested(),
                message: self.message.text(),
                guests: self.guests.map(|guests| guests.join(" ")),
            })),
        };
        Ok(check.finish(asked)?)
    }

    /// The families of members that are mentioned: the name each is called by, and the names mentioned.
    fn families(&self) -> Vec<(&'static str, Vec<&'static str>)> {
        let time = self.scheduled_at.is_some() || self.duration.is_some();
        let families: [(&str, Vec<(&str, bool)>); 5] = [
            (
                "status",
                vec![
                    ("status", self.status.is_some()),
                    ("cancellationReason", self.cancellation_reason.is_some()),
                    ("restOfSeries", self.rest_of_series.is_some()),
                ],
            ),
            (
                "scheduledAt",
                vec![
                    ("scheduledAt", self.scheduled_at.is_some()),
                    ("duration", self.duration.is_some()),
                    ("ignoreTalentHours", self.ignore_talent_hours.is_some()),
                    ("reason", self.reason.is_some()),
                    // A move may name the room it moves to.
                    ("roomId", time && self.room_id.is_mentioned()),
                ],
            ),
            (
                "meetingType",
                vec![
                    ("meetingType", self.meeting_type.is_some()),
                    ("roomId", !time && self.room_id.is_mentioned()),
                    ("location", self.location.is_mentioned()),
                    ("meetingUrl", self.meeting_url.is_mentioned()),
                    ("meetingPassword", self.meeting_password.is_mentioned()),
                    ("message", self.message.is_mentioned()),
                    ("guests", self.guests.is_some()),
                ],
            ),
            ("casterNotes", vec![("casterNotes", self.caster_notes.is_mentioned())]),
            ("talentNotes", vec![("talentNotes", self.talent_notes.is_mentioned())]),
        ];
        families
            .into_iter()
            .map(|(family, members)| {
                (
                    family,
                    members.into_iter().filter_map(|(name, mentioned)| mentioned.then_some(name)).collect::<Vec<_>>(),
                )
            })
            .filter(|(_, mentioned)| !mentioned.is_empty())
            .collect()
    }

    fn room(&self, check: &mut Check) -> Option<Option<Id<Room>>> {
        match &self.room_id {
            Patch::Keep => None,
            Patch::Clear => Some(None),
            Patch::Set(text) => match text.parse() {
                Ok(room) => Some(Some(room)),
                Err(_) => {
                    check.fail("roomId", FieldCode::Invalid);
                    None
                }
            },
        }
    }
}

/// Minutes as the engine counts them; what cannot be minutes is refused at `duration`.
pub(in crate::api) fn minutes_of(check: &mut Check, minutes: i64) -> u32 {
    u32::try_from(check.range("duration", minutes, 1, 1440)).unwrap_or(0)
}

/// The way of meeting of that word; an unknown one is refused at `meetingType`.
pub(in crate::api) fn meeting_type(check: &mut Check, text: &str) -> Option<MeetingType> {
    let found = MeetingType::parse(text);
    if found.is_none() {
        check.fail("meetingType", FieldCode::Unknown);
    }
    found
}

/// The services call the words of a cancellation `reason`; the API's member is `cancellationReason`.
pub(super) fn as_sent(error: services::Error) -> services::Error {
    renamed(error, |field| (field == "reason").then(|| "cancellationReason".to_owned()))
}

/// The same start for another duration.
pub(super) fn at(start: DateTime<Utc>, minutes: u32, ignore_talent_hours: bool) -> NewTime {
    NewTime { duration: Some(minutes), lift_talent_hours: ignore_talent_hours, ..NewTime::at(start) }
}
