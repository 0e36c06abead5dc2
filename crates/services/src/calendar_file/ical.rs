//! Writes one event as iCalendar (RFC 5545), for invitations (RFC 5546, 6047) and for files to add. Byte-level rules live here: CRLF, folding at
//! 75 octets, escaping, quoting of parameters. Knows no booking. Why this is not a crate stands in docs/decisions.md.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::{free_busy::NotFree, time::Interval};

use super::zone;

/// What the receiving calendar is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// Put it in, or replace what is there.
    Request,
    /// Take it out.
    Cancel,
    /// A file to add by hand; nobody is invited.
    Publish,
    /// As it stands in a calendar, where the standard allows no method.
    Stored,
}

impl Method {
    /// The word of the standard.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
            Self::Publish => "PUBLISH",
            Self::Stored => "",
        }
    }
}

/// Somebody in the event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Party {
    /// As shown.
    pub name: String,
    /// A bare address.
    pub address: String,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    /// What it is for.
    pub method: Method,
    /// The same for one booking over all its changes.
    pub uid: String,
    /// Rises with time, duration and cancellation only.
    pub sequence: i32,
    /// When this text was made.
    pub stamp: DateTime<Utc>,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// The zone its wall-clock times are written in.
    pub zone: Tz,
    /// One line.
    pub summary: String,
    /// Any number of lines.
    pub description: String,
    /// Where; may be empty.
    pub location: String,
    /// The page of this event; may be empty.
    pub url: String,
    /// Who invites; the address must be the mail's sender, or clients do not believe it.
    pub organizer: Option<Party>,
    /// The one recipient: nobody learns another's address. With what they answered.
    pub attendee: Option<(Party, &'static str)>,
    /// Whether an answer given in a calendar reaches us.
    pub asks: bool,
    /// `CONFIRMED`, `TENTATIVE` or `CANCELLED`.
    pub status: &'static str,
}

/// The whole calendar object.
pub(super) fn write(event: &Event) -> String {
    let mut out = Lines::default();
    head(&mut out);
    if event.method != Method::Stored {
        out.put(&format!("METHOD:{}", event.method.as_str()));
    }
    for line in zone::component(event.zone, event.starts_at) {
        out.put(&line);
    }
    one(&mut out, event);
    out.put("END:VCALENDAR");
    out.text
}

/// Several events to be put in at once. `about` is the instant their zones are written out around.
pub(super) fn several(events: &[Event], about: DateTime<Utc>) -> String {
    let mut out = Lines::default();
    head(&mut out);
    out.put("METHOD:PUBLISH");
    bodies(&mut out, events, about);
    out.text
}

/// Many events as a calendar to be read again and again, called `name`. `about` is the instant their zones are written out around.
pub(super) fn feed(name: &str, events: &[Event], about: DateTime<Utc>) -> String {
    let mut out = Lines::default();
    head(&mut out);
    out.put("METHOD:PUBLISH");
    for property in ["NAME", "X-WR-CALNAME"] {
        out.put(&format!("{property}:{}", text(name)));
    }
    // Two spellings of "once an hour".
    out.put("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    out.put("X-PUBLISHED-TTL:PT1H");
    bodies(&mut out, events, about);
    out.text
}

/// The events with the zones they are written in, and the end.
fn bodies(out: &mut Lines, events: &[Event], about: DateTime<Utc>) {
    let mut zones: Vec<Tz> = events.iter().map(|event| event.zone).collect();
    zones.sort_by_key(|zone| zone.name());
    zones.dedup();
    for zone in zones {
        for line in zone::component(zone, about) {
            out.put(&line);
        }
    }
    for event in events {
        one(out, event);
    }
    out.put("END:VCALENDAR");
}

/// When somebody is not free within `window`, as an object of its own. Knows no more of them than `uid`.
pub(crate) fn free_busy(
    uid: &str,
    stamp: DateTime<Utc>,
    window: &Interval,
    not_free: &[(Interval, NotFree)],
) -> String {
    let mut out = Lines::default();
    head(&mut out);
    out.put("BEGIN:VFREEBUSY");
    out.put(&format!("UID:{}", text(uid)));
    out.put(&format!("DTSTAMP:{}", utc(stamp)));
    out.put(&format!("DTSTART:{}", utc(window.start())));
    out.put(&format!("DTEND:{}", utc(window.end())));
    for (at, why) in not_free {
        let kind = match why {
            NotFree::Busy => "BUSY",
            NotFree::Away => "BUSY-UNAVAILABLE",
            NotFree::Unknown => "BUSY-TENTATIVE",
        };
        out.put(&format!("FREEBUSY;FBTYPE={kind}:{}/{}", utc(at.start()), utc(at.end())));
    }
    out.put("END:VFREEBUSY");
    out.put("END:VCALENDAR");
    out.text
}

fn head(out: &mut Lines) {
    out.put("BEGIN:VCALENDAR");
    out.put("VERSION:2.0");
    out.put("PRODID:-//Callboard//Callboard 1//EN");
    out.put("CALSCALE:GREGORIAN");
}

fn one(out: &mut Lines, event: &Event) {
    out.put("BEGIN:VEVENT");
    out.put(&format!("UID:{}", text(&event.uid)));
    out.put(&format!("SEQUENCE:{}", event.sequence));
    out.put(&format!("DTSTAMP:{}", utc(event.stamp)));
    out.put(&format!("DTSTART;TZID={}:{}", event.zone.name(), local(event.starts_at, event.zone)));
    out.put(&format!("DTEND;TZID={}:{}", event.zone.name(), local(event.ends_at, event.zone)));
    out.put(&format!("SUMMARY:{}", text(&event.summary)));
    for (name, value) in [("DESCRIPTION", &event.description), ("LOCATION", &event.location)] {
        if !value.is_empty() {
            out.put(&format!("{name}:{}", text(value)));
        }
    }
    if !event.url.is_empty() {
        out.put(&format!("URL:{}", uri(&event.url)));
    }
    if let Some(organizer) = &event.organizer {
        out.put(&format!("ORGANIZER;CN={}:mailto:{}", parameter(&organizer.name), uri(&organizer.address)));
    }
    if let Some((attendee, answer)) = &event.attendee {
        // FALSE: an answer given in a calendar reaches nobody here; only our button answers.
        let rsvp = if event.asks { "TRUE" } else { "FALSE" };
        out.put(&format!(
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};RSVP={rsvp};CN={}:mailto:{}",
            parameter(&attendee.name),
            uri(&attendee.address)
        ));
    }
    out.put(&format!("STATUS:{}", event.status));
    out.put("TRANSP:OPAQUE");
    out.put("CLASS:PUBLIC");
    if matches!(event.method, Method::Request | Method::Cancel) {
        // Outlook offers "propose new time" by mail unless told not to.
        out.put("X-MICROSOFT-DISALLOW-COUNTER:TRUE");
    }
    out.put("END:VEVENT");
}

/// `20261129T074500Z`.
pub(super) fn utc(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

fn local(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y%m%dT%H%M%S").to_string()
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// One content line, folded at 75 octets, never inside a character.
    fn put(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > 75 {
                self.text.push_str("\r\n ");
                // The leading space counts.
                octets = 1;
            }
            self.text.push(c);
            octets += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// A TEXT value. Control characters other than the line break are illegal, and a bare CR or LF would start a property.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.replace("\r\n", "\n").chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A quoted parameter value (RFC 6868 for what quotes cannot hold).
fn parameter(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '^' => out.push_str("^^"),
            '"' => out.push_str("^'"),
            '\n' => out.push_str("^n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// An address: not escaped, so nothing that ends a line may be in it.
fn uri(value: &str) -> String {
    value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn event() -> Event {
        Event {
            method: Method::Request,
            uid: "bkg_1@callboard.test".to_owned(),
            sequence: 2,
            stamp: "2026-11-22T06:00:00Z".parse().unwrap(),
            starts_at: "2026-11-29T07:45:00Z".parse().unwrap(),
            ends_at: "2026-11-29T08:15:00Z".parse().unwrap(),
            zone: Tz::Asia__Riyadh,
            summary: "تجربة أداء: ليلى; وردة الصحراء، فيلم طويل, الجزء الأول \\ الثاني".to_owned(),
            description: "Line one\r\nLine two; with, marks\r\nBEGIN:VEVENT".to_owned(),
            location: "Studio 2, Olaya St".to_owned(),
            url: "https://callboard.test/r/abc\r\nX-EVIL:1".to_owned(),
            organizer: Some(Party { name: "Take\"One\" ^".to_owned(), address: "casting@callboard.test".to_owned() }),
            attendee: Some((
                Party { name: "نورة المطلق".to_owned(), address: "noura@example.test".to_owned() },
                "NEEDS-ACTION",
            )),
            asks: false,
            status: "CONFIRMED",
        }
    }

    #[test]
    fn lines_are_folded_at_75_octets_and_unfold_to_what_was_said() {
        let written = write(&event());
        assert!(written.ends_with("END:VCALENDAR\r\n"));
        for line in written.split("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
        }
        let unfolded = written.replace("\r\n ", "");
        for expected in [
            "SUMMARY:تجربة أداء: ليلى\\; وردة الصحراء، فيلم طويل\\, الجزء الأول \\\\ الثاني\r\n",
            "DESCRIPTION:Line one\\nLine two\\; with\\, marks\\nBEGIN:VEVENT\r\n",
            "ORGANIZER;CN=\"Take^'One^' ^^\":mailto:casting@callboard.test\r\n",
            "PARTSTAT=NEEDS-ACTION;RSVP=FALSE;CN=\"نورة المطلق\":mailto:noura@example.test\r\n",
            "DTSTART;TZID=Asia/Riyadh:20261129T104500\r\n",
            "URL:https://callboard.test/r/abcX-EVIL:1\r\n",
            "SEQUENCE:2\r\n",
            "METHOD:REQUEST\r\n",
        ] {
            assert!(unfolded.contains(expected), "{expected}\n{unfolded}");
        }
        assert_eq!(unfolded.matches("\r\nBEGIN:VEVENT\r\n").count(), 1);
        assert!(!unfolded.contains("VALARM"));
    }

    /// Both files were read by PyPI `icalendar` 7 and npm `ical.js` 2 in strict mode without an error.
    #[test]
    fn the_whole_text_is_as_calendars_have_read_it() {
        let cancel = Event { method: Method::Cancel, sequence: 3, status: "CANCELLED", ..event() };
        for (event, expected) in [(event(), include_str!("request.ics")), (cancel, include_str!("cancel.ics"))] {
            assert_eq!(write(&event).replace("\r\n", "\n"), expected);
        }
    }

    #[test]
    fn a_file_to_add_invites_nobody() {
        let written = write(&Event { method: Method::Publish, organizer: None, attendee: None, ..event() });
        assert!(written.contains("METHOD:PUBLISH\r\n"));
        assert!(!written.contains("ATTENDEE") && !written.contains("X-MICROSOFT"));
    }
}
