//! Times as a mail says them: never without their zone, the venue's first where people must be somewhere, the reader's first where they only
//! must be awake (interface.md, principle 4). Knows no words of its own.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::meeting::MeetingType;
use store::bookings::BookingRecord;

use crate::words::{Words, dates::Dates};

/// How one reader reads times about one booking.
pub(super) struct When {
    pub(super) words: &'static Words,
    pub(super) dates: Dates,
    /// The zones in the order they are shown.
    zones: (Tz, Tz),
}

/// A zone that is not known any more must not keep a mail from going out.
pub(crate) fn zone_of(name: &str) -> Option<Tz> {
    name.parse().ok()
}

/// The zone of the place where the audition happens.
pub(crate) fn venue_zone(booking: &BookingRecord) -> Tz {
    let room = booking.room.as_ref().and_then(|room| zone_of(&room.time_zone));
    room.or_else(|| zone_of(&booking.time_zone)).or_else(|| zone_of(&booking.organization.time_zone)).unwrap_or(Tz::UTC)
}

impl When {
    /// For a reader in `reader`'s zone.
    pub(super) fn new(words: &'static Words, dates: Dates, booking: &BookingRecord, reader: Tz) -> Self {
        let venue = venue_zone(booking);
        let zones = match booking.meeting_type {
            MeetingType::InPerson => (venue, reader),
            MeetingType::Video | MeetingType::Phone => (reader, venue),
        };
        Self { words, dates, zones }
    }

    /// The zone times are told in first.
    pub(super) const fn main_zone(&self) -> Tz {
        self.zones.0
    }

    /// A span, once per zone whose clocks differ at that time, and the Umm al-Qura date where it is shown.
    pub(super) fn span(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> Vec<String> {
        let first = self.span_in(start, end, self.zones.0);
        let hijri = self.dates.hijri_day(start.with_timezone(&self.zones.0).date_naive());
        let second = self.second_zone(start).map(|zone| self.span_in(start, end, zone));
        [first].into_iter().chain(hijri).chain(second).collect()
    }

    /// A start alone, likewise.
    pub(super) fn start(&self, start: DateTime<Utc>) -> String {
        let text = self.dates.when_with_year(start, self.zones.0);
        self.in_zone(text, start, self.zones.0)
    }

    fn span_in(&self, start: DateTime<Utc>, end: DateTime<Utc>, zone: Tz) -> String {
        let day = self.dates.day_with_year(start.with_timezone(&zone).date_naive());
        let times = self.dates.times(start, end, zone);
        // Without isolates of its own: the line around it sets one.
        let plain = Words::plain(self.words.lang());
        let text = plain.with("mail-day-and-time", &[("day", day.into()), ("time", times.into())]);
        self.in_zone(text, start, zone)
    }

    fn in_zone(&self, time: String, at: DateTime<Utc>, zone: Tz) -> String {
        let values = [
            ("time", time.into()),
            ("zone", self.dates.zone_name(zone).into()),
            ("offset", self.dates.offset(zone, at).into()),
        ];
        self.words.with("mail-time-in-zone", &values)
    }

    /// The second zone, if its clocks show something else then.
    fn second_zone(&self, at: DateTime<Utc>) -> Option<Tz> {
        use chrono::Offset;
        let offset = |zone: Tz| at.with_timezone(&zone).offset().fix();
        (offset(self.zones.0) != offset(self.zones.1)).then_some(self.zones.1)
    }
}
