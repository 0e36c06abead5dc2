//! A meeting with several places as its hosts have it in their calendars: one entry, with all who have a place in it. Invites nobody.

use chrono::{DateTime, Utc};
use connectors::calendar::Draft;
use domain::{booking::Status, booking_event::Side};
use store::bookings::{BookingRecord, MeetingRecord};

use super::{Event, Method, directions, drafted, joined, location, name, text};
use crate::{
    Services,
    notifications::{venue_zone, what},
    words::{Lang, Words},
};

/// Most people named; calendars cut longer texts as they like.
const NAMED: usize = 100;

impl Services {
    /// A meeting as it is written into a host's calendar: how many of its places are taken, and by whom.
    pub(crate) fn meeting_draft(
        &self,
        meeting: &MeetingRecord,
        bookings: &[BookingRecord],
        lang: Lang,
        key: String,
        now: DateTime<Utc>,
    ) -> Draft {
        let words = Words::plain(lang);
        let first = bookings.first();
        let zone = first.map_or(chrono_tz::Tz::UTC, venue_zone);
        let date = meeting.starts_at.with_timezone(&zone).date_naive();
        let url = format!("{}/calendar?view=day&date={date}", self.settings().base_url);
        let summary = words.with(
            "mail-calendar-summary-meeting",
            &[
                ("what", text(&meeting.event_type.name, lang).into()),
                ("taken", bookings.len().into()),
                ("places", meeting.capacity.into()),
            ],
        );
        let mut about = vec![text(&meeting.organization.name, lang)];
        about.extend(first.map(|first| directions(first, Side::Caster, lang)).unwrap_or_default());
        let mut people: Vec<String> =
            bookings.iter().take(NAMED).map(|booking| format!("– {}", person(booking, lang, words))).collect();
        if let Some(more) = bookings.len().checked_sub(NAMED).filter(|more| *more > 0) {
            people.push(words.with("mail-calendar-more", &[("count", more.into())]));
        }
        let pointer = words.with("mail-calendar-open", &[("url", url.as_str().into())]);
        let description = [joined(about), joined(people), pointer];
        let is_open = !bookings.is_empty() && bookings.iter().all(|booking| booking.status == Status::Pending);
        let event = Event {
            method: Method::Stored,
            uid: self.meeting_uid(meeting.id),
            // Rises with every writing: those who come and go leave no number of their own behind.
            sequence: i32::try_from(now.timestamp() / 60).unwrap_or(i32::MAX),
            stamp: now,
            starts_at: meeting.starts_at,
            ends_at: meeting.ends_at,
            zone,
            summary,
            description: description.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n"),
            location: first.map(|first| location(first, Side::Caster, lang)).unwrap_or_default(),
            url,
            organizer: None,
            attendee: None,
            asks: false,
            status: if is_open { "TENTATIVE" } else { "CONFIRMED" },
        };
        drafted(event, key, false)
    }
}

/// Who, for what, and where it stands.
fn person(booking: &BookingRecord, lang: Lang, words: &Words) -> String {
    let status = words.t(&format!("status-{}", booking.status.as_str().replace('_', "-")));
    let name = name(booking, lang).unwrap_or_default();
    words.with(
        "mail-calendar-place",
        &[("name", name.into()), ("what", what(booking, lang, words).into()), ("status", status.into())],
    )
}
