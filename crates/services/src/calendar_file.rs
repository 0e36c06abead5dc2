//! A booking as a calendar entry: the invitation inside mails, the file to add, the links that add it elsewhere. One booking has one UID for
//! ever; SEQUENCE is the booking's own. Knows no mail and no HTTP.

mod ical;
mod meeting;
mod zone;

use chrono::{DateTime, Utc};
use connectors::calendar::Draft;
use domain::{
    booking::Status,
    booking_event::Side,
    id::{Booking, Id},
    meeting::MeetingType,
};
pub(crate) use ical::Method;
pub(crate) use ical::free_busy as free_busy_text;
use ical::{Event, Party};
use store::bookings::{BookingRecord, Words as Bilingual};
use url::form_urlencoded::Serializer;

use crate::{
    Ctx, Result, Services, booking_links,
    bookings::view::way_in,
    notifications::{Reader, clean, clean_line, name_in, venue_zone, what},
    words::{Lang, Words},
};

/// Ways to put a booking into one's own calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFile {
    /// The iCalendar text of the file to add.
    pub ics: String,
    /// Links that add it elsewhere.
    pub links: CalendarLinks,
}

/// Links that fill in an entry elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarLinks {
    /// Opens Google Calendar with the entry filled in.
    pub google: String,
    /// Opens Outlook on the web with the entry filled in.
    pub outlook: String,
}

/// Who invites and who is invited.
pub(crate) struct Invited {
    pub(crate) organizer_name: String,
    pub(crate) organizer_address: String,
    /// The organiser takes answers in.
    pub(crate) asks: bool,
    pub(crate) name: String,
    pub(crate) address: String,
}

impl Services {
    /// The calendar part of a mail to one person on `side`.
    pub(crate) fn invitation(
        &self,
        booking: &BookingRecord,
        reader: Reader,
        lang: Lang,
        method: Method,
        invited: &Invited,
        now: DateTime<Utc>,
    ) -> String {
        let answer = match (reader.side(), booking.status) {
            // Nobody asks those who come along.
            _ if reader == Reader::Guest => "NEEDS-ACTION",
            (Side::Caster | Side::System, _) => "ACCEPTED",
            (Side::Talent, Status::Confirmed) => "ACCEPTED",
            (Side::Talent, Status::Declined) => "DECLINED",
            (Side::Talent, _) => "NEEDS-ACTION",
        };
        let organizer = Party { name: invited.organizer_name.clone(), address: invited.organizer_address.clone() };
        let attendee = Party { name: invited.name.clone(), address: invited.address.clone() };
        // For whoever is no longer of the team, or of those who come along, it is off though it takes place: nobody needs the way in any more.
        let mut event = if method == Method::Cancel {
            let without = BookingRecord { meeting_url: None, meeting_password: None, ..booking.clone() };
            Event { status: "CANCELLED", ..self.event(&without, reader, lang, now) }
        } else {
            self.event(booking, reader, lang, now)
        };
        (event.method, event.organizer, event.attendee) = (method, Some(organizer), Some((attendee, answer)));
        event.asks = invited.asks;
        ical::write(&event)
    }

    /// The calendar part of a mail about several bookings of a series: each an event of its own under its own UID, so that one can be moved
    /// or called off later like any other. An invitation (REQUEST) may hold one UID only, so this is published, and invites nobody.
    pub(crate) fn series_file(
        &self,
        bookings: &[BookingRecord],
        reader: Reader,
        lang: Lang,
        now: DateTime<Utc>,
    ) -> String {
        let events: Vec<Event> = bookings.iter().map(|booking| self.event(booking, reader, lang, now)).collect();
        // Zones are written out around the middle, so that the first and the last are within them.
        let (first, last) = (bookings.first(), bookings.last());
        let middle =
            first.zip(last).map_or(now, |(first, last)| first.starts_at + (last.starts_at - first.starts_at) / 2);
        ical::several(&events, middle)
    }

    /// A booking as it is written into the calendar of one who takes part: the same texts as everywhere, and nobody is invited by it.
    pub(crate) fn draft(
        &self,
        booking: &BookingRecord,
        side: Side,
        lang: Lang,
        key: String,
        now: DateTime<Utc>,
    ) -> Draft {
        let wants_video = booking.meeting_type == MeetingType::Video && booking.meeting_url.is_none();
        drafted(Event { method: Method::Stored, ..self.event(booking, Reader::of(side), lang, now) }, key, wants_video)
    }

    /// Bookings as a feed, each as it concerns its reader; the text changes only when they do.
    pub(crate) fn feed_text(
        &self,
        bookings: &[(BookingRecord, Side)],
        name: &str,
        lang: Lang,
        now: DateTime<Utc>,
    ) -> String {
        let events: Vec<Event> = bookings
            .iter()
            .map(|(booking, side)| self.event(booking, Reader::of(*side), lang, booking.updated_at))
            .collect();
        // Zones are written out from midnight to midnight, or every reading would differ.
        let about = now.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
        ical::feed(name, &events, about)
    }

    /// A booking the actor may read, for their own calendar.
    pub async fn calendar_of_booking(&self, ctx: &Ctx, booking: Id<Booking>, lang: Lang) -> Result<CalendarFile> {
        let mut db = self.store().connection().await?;
        let (record, side) = crate::bookings::access::readable(&mut db, ctx, booking).await?;
        Ok(self.file_to_add(ctx, &record, side, lang))
    }

    /// The booking behind a link, for the talent's own calendar.
    pub async fn calendar_by_link(&self, ctx: &Ctx, token: &str, lang: Lang) -> Result<CalendarFile> {
        let (ctx, record) = self.behind_link(ctx, token).await?;
        Ok(self.file_to_add(&ctx, &record, Side::Talent, lang))
    }

    fn file_to_add(&self, ctx: &Ctx, booking: &BookingRecord, side: Side, lang: Lang) -> CalendarFile {
        let ics = ical::write(&self.event(booking, Reader::of(side), lang, ctx.now));
        CalendarFile { ics, links: self.calendar_links(booking, side, lang) }
    }

    /// Links that fill in an entry elsewhere. They carry no token: their addresses pass through others' servers.
    pub(crate) fn calendar_links(&self, booking: &BookingRecord, side: Side, lang: Lang) -> CalendarLinks {
        let entry = Entry::of(booking, Reader::of(side), lang);
        // A guest has no page but the one behind the link, which must not pass through others' servers.
        let page = (booking.talent.is_some() || side != Side::Talent).then(|| self.page(booking, side));
        let details = [Some(entry.details).filter(|text| !text.is_empty()), page];
        let details = details.into_iter().flatten().collect::<Vec<_>>().join("\n");
        let (start, end) = (booking.starts_at, booking.ends_at);
        let google = Serializer::new(String::new())
            .append_pair("action", "TEMPLATE")
            .append_pair("text", &entry.summary)
            .append_pair("dates", &format!("{}/{}", ical::utc(start), ical::utc(end)))
            .append_pair("details", &details)
            .append_pair("location", &entry.location)
            .finish();
        let outlook = Serializer::new(String::new())
            .append_pair("path", "/calendar/action/compose")
            .append_pair("rru", "addevent")
            .append_pair("subject", &entry.summary)
            .append_pair("startdt", &start.format("%Y-%m-%dT%H:%M:%SZ").to_string())
            .append_pair("enddt", &end.format("%Y-%m-%dT%H:%M:%SZ").to_string())
            .append_pair("body", &details)
            .append_pair("location", &entry.location)
            .finish();
        // Outlook shows a plus sign where a form would read a space.
        CalendarLinks {
            google: format!("https://calendar.google.com/calendar/render?{google}"),
            outlook: format!("https://outlook.live.com/calendar/0/action/compose?{}", outlook.replace('+', "%20")),
        }
    }

    fn event(&self, booking: &BookingRecord, reader: Reader, lang: Lang, now: DateTime<Utc>) -> Event {
        let (words, side) = (Words::plain(lang), reader.side());
        let entry = Entry::of(booking, reader, lang);
        let ended = matches!(booking.status, Status::Cancelled | Status::Declined);
        let token = booking_links::current(&self.settings().secret, booking);
        let url = match (token, side) {
            (Some(token), Side::Talent) if !ended => booking_links::url(self.settings(), &token),
            _ => self.page(booking, side),
        };
        // The link that moves and cancels is whoever booked's alone.
        let url = if reader == Reader::Guest { String::new() } else { url };
        let asks = side == Side::Talent && booking.status == Status::Scheduled;
        let pointer = if url.is_empty() {
            String::new()
        } else if asks {
            words.with("mail-calendar-answer", &[("url", url.as_str().into())])
        } else {
            words.with("mail-calendar-open", &[("url", url.as_str().into())])
        };
        let details = [entry.details.as_str(), pointer.as_str()];
        Event {
            method: Method::Publish,
            uid: self.calendar_uid(booking.id),
            sequence: booking.sequence,
            stamp: now,
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
            zone: venue_zone(booking),
            summary: entry.summary,
            description: details.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n"),
            location: entry.location,
            url,
            organizer: None,
            attendee: None,
            asks: false,
            status: match booking.status {
                Status::Cancelled | Status::Declined => "CANCELLED",
                Status::Pending => "TENTATIVE",
                Status::Scheduled | Status::Confirmed | Status::Completed | Status::NoShow => "CONFIRMED",
            },
        }
    }

    /// The signed-in page of the booking.
    fn page(&self, booking: &BookingRecord, side: Side) -> String {
        if side == Side::Talent && booking.talent.is_none() {
            return self.settings().base_url.clone();
        }
        let folder = if side == Side::Talent { "auditions" } else { "bookings" };
        format!("{}/{folder}/{}", self.settings().base_url, booking.id)
    }
}

/// An event as it is written into a calendar.
fn drafted(event: Event, key: String, wants_video: bool) -> Draft {
    Draft {
        key,
        ics: ical::write(&event),
        uid: event.uid,
        sequence: event.sequence,
        starts_at: event.starts_at,
        ends_at: event.ends_at,
        zone: event.zone.name().to_owned(),
        summary: event.summary,
        description: event.description,
        location: event.location,
        url: event.url,
        tentative: event.status == "TENTATIVE",
        wants_video,
    }
}

/// The name in the reader's language, or in the other one.
fn text(bilingual: &Bilingual, lang: Lang) -> String {
    let (own, other) = match lang {
        Lang::En => (&bilingual.en, &bilingual.ar),
        Lang::Ar => (&bilingual.ar, &bilingual.en),
    };
    clean_line(if own.is_empty() { other } else { own })
}

/// Who has the audition, in the reader's language.
fn name(booking: &BookingRecord, lang: Lang) -> Option<String> {
    match (&booking.talent, &booking.guest) {
        (Some(talent), _) => Some(name_in(&talent.person, lang)),
        (None, guest) => guest.as_ref().map(|guest| clean_line(&guest.name)),
    }
}

/// Where it is, in one line.
fn location(booking: &BookingRecord, side: Side, lang: Lang) -> String {
    let words = Words::plain(lang);
    match booking.meeting_type {
        MeetingType::InPerson => match &booking.room {
            Some(room) => {
                let parts = [text(&room.room.name, lang), text(&room.address, lang)];
                let comma = if lang == Lang::Ar { "، " } else { ", " };
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(comma)
            }
            None => booking.location.as_deref().map(clean_line).unwrap_or_default(),
        },
        MeetingType::Video => way_in(booking, side).0.map_or_else(|| words.t("mail-by-video"), clean_line),
        MeetingType::Phone => words.t("mail-by-phone"),
    }
}

/// How to get there.
fn directions(booking: &BookingRecord, side: Side, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if booking.meeting_type == MeetingType::Video {
        let (url, password) = way_in(booking, side);
        lines.extend(url.map(clean_line));
        let password = password.map(clean_line);
        let words = Words::plain(lang);
        lines.extend(password.map(|password| words.with("mail-password", &[("password", password.into())])));
    }
    if let Some(room) = booking.room.as_ref().filter(|_| booking.meeting_type == MeetingType::InPerson) {
        lines.push(text(&room.directions, lang));
        lines.extend(room.map_url.as_deref().map(clean_line));
    }
    lines
}

/// What there is of some lines.
fn joined(lines: Vec<String>) -> String {
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The texts of an entry.
struct Entry {
    summary: String,
    details: String,
    location: String,
}

impl Entry {
    fn of(booking: &BookingRecord, reader: Reader, lang: Lang) -> Self {
        let (words, side) = (Words::plain(lang), reader.side());
        let what = what(booking, lang, words);
        let summary = match (side, name(booking, lang)) {
            (Side::Caster | Side::System, Some(name)) => {
                words.with("mail-calendar-summary-caster", &[("name", name.into()), ("what", what.into())])
            }
            (Side::Talent, _) if booking.talent.is_none() => what,
            _ => words.with("mail-calendar-summary", &[("what", what.into())]),
        };
        let mut details = vec![text(&booking.organization.name, lang)];
        details.extend(directions(booking, side, lang));
        let others = booking.guest.as_ref().filter(|_| side != Side::Talent).map(|guest| guest.others.join(", "));
        if let Some(others) = others.filter(|others| !others.is_empty()) {
            details.push(format!("{}: {}", words.t("mail-along"), clean_line(&others)));
        }
        // What the caster tells the talent, and nobody who comes along; casters' private notes are in no calendar.
        if reader != Reader::Guest {
            details.push(clean(&booking.message));
        }
        Self { summary, details: joined(details), location: location(booking, side, lang) }
    }
}
