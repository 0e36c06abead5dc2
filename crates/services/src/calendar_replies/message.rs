//! A mail taken apart as far as it is the answer of a calendar (iMIP, RFC 6047): who wrote it, to which addresses, what servers on its way
//! found out about the sender, and the one answer in it. mail-parser reads the mail, calcard the calendar. Pure; believes nothing yet.

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarMethod, ICalendarParameterName,
    ICalendarParameterValue, ICalendarParticipationStatus, ICalendarProperty, ICalendarValue,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::calendar_reply::{Answer, Reply};
use mail_parser::{HeaderName, Message, MessageParser, MimeHeaders};
use sha2::{Digest, Sha256};

/// Longest name of a mail that is kept as it is.
const LONGEST_KEY: usize = 300;
/// Longest word of the sender's that is kept as a reason.
const LONGEST_COMMENT: usize = 1000;
/// Most parts of a mail that are looked at.
const MOST_PARTS: usize = 50;

/// A mail that carries an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    /// Its Message-ID, or a digest of it: the same mail has the same, by whatever way it comes.
    pub(super) key: String,
    /// The one address it says it is from, in small letters; empty where there is not exactly one.
    pub(super) sender: String,
    /// Where it was sent and delivered to, in small letters, as written.
    pub(super) recipients: String,
    /// `Authentication-Results`, newest first.
    pub(super) results: Vec<String>,
    /// The answer, if it could be understood.
    pub(super) said: Option<Said>,
}

/// The answer in a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// The event it is about.
    pub(super) uid: String,
    /// Who answers, in small letters.
    pub(super) attendee: String,
    /// What, to what.
    pub(super) reply: Reply,
    /// A word they added.
    pub(super) comment: String,
}

/// Reads a mail; nothing where no calendar answers in it: a human's mail, a newsletter, an invitation.
pub(super) fn read(raw: &[u8]) -> Option<Letter> {
    let message = MessageParser::default().parse(raw)?;
    let calendars = message
        .parts
        .iter()
        .take(MOST_PARTS)
        .filter(|part| part.is_content_type("text", "calendar") || part.is_content_type("application", "ics"));
    let reply = calendars.filter_map(|part| part.text_contents()).find_map(|text| {
        let calendar = ICalendar::parse(text.trim_start_matches('\u{feff}').trim()).ok()?;
        is_reply(&calendar).then_some(calendar)
    })?;
    let sender = sender(&message);
    let said = said(&reply, &sender);
    let named = |wanted: &[&str]| {
        let raw = message.headers_raw().filter(|(name, _)| wanted.iter().any(|one| name.eq_ignore_ascii_case(one)));
        raw.map(|(_, value)| value.to_owned()).collect::<Vec<String>>()
    };
    let recipients = named(&["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To"]).join(" ").to_lowercase();
    let results = named(&["Authentication-Results"]);
    Some(Letter { key: key(&message, raw), sender, recipients, results, said })
}

fn key(message: &Message<'_>, raw: &[u8]) -> String {
    let named = message.message_id().map(str::trim).filter(|id| !id.is_empty() && id.chars().count() <= LONGEST_KEY);
    // Nobody can write NUL into a header; PostgreSQL takes none.
    named.filter(|id| !id.contains('\0')).map_or_else(
        || Sha256::digest(raw).iter().fold("sha256:".to_owned(), |text, byte| format!("{text}{byte:02x}")),
        str::to_owned,
    )
}

/// The address behind `From`. Two of them, or two headers, and nobody knows whom a reader of the mail saw.
fn sender(message: &Message<'_>) -> String {
    let headers = message.header_values(HeaderName::From).count();
    let mut all = message.from().into_iter().flat_map(|from| from.iter()).filter_map(|one| one.address());
    match (headers, all.next(), all.next()) {
        (1, Some(only), None) => {
            only.trim().chars().filter(|c| !c.is_control()).take(320).collect::<String>().to_lowercase()
        }
        _ => String::new(),
    }
}

fn is_reply(calendar: &ICalendar) -> bool {
    let root = calendar.components.iter().find(|one| one.component_type == ICalendarComponentType::VCalendar);
    let method = root.and_then(|root| root.property(&ICalendarProperty::Method)).and_then(|entry| entry.values.first());
    matches!(method, Some(ICalendarValue::Method(ICalendarMethod::Reply)))
}

/// What the one event of an answer says. The standard has one attendee in it; of several, the sender is meant.
fn said(calendar: &ICalendar, sender: &str) -> Option<Said> {
    let mut events = calendar.components.iter().filter(|one| one.component_type == ICalendarComponentType::VEvent);
    let (event, None) = (events.next()?, events.next()) else { return None };
    let attendees: Vec<&ICalendarEntry> = event.properties(&ICalendarProperty::Attendee).collect();
    let address = |entry: &ICalendarEntry| entry.calendar_address().map(|text| text.trim().to_lowercase());
    let of_sender = attendees.iter().find(|entry| address(entry).is_some_and(|one| one == sender));
    let attendee = match (of_sender, attendees.as_slice()) {
        (Some(own), _) => own,
        (None, [only]) => only,
        _ => return None,
    };
    let answer = answer(attendee)?;
    let sequence = match event.property(&ICalendarProperty::Sequence).and_then(|entry| entry.values.first()) {
        Some(ICalendarValue::Integer(found)) => i32::try_from(*found).ok()?,
        Some(_) => return None,
        None => 0,
    };
    let comment = event.property(&ICalendarProperty::Comment).and_then(|entry| entry.values.first());
    let comment = comment.and_then(ICalendarValue::as_text).unwrap_or_default();
    let plain =
        comment.chars().filter(|c| (!c.is_control() || *c == '\n') && !domain::field::turns(*c)).take(LONGEST_COMMENT);
    Some(Said {
        uid: event.uid()?.trim().to_owned(),
        attendee: address(attendee)?,
        reply: Reply { answer, sequence, stamp: stamp(event)? },
        comment: plain.collect::<String>().trim().to_owned(),
    })
}

fn answer(attendee: &ICalendarEntry) -> Option<Answer> {
    let ICalendarParameterValue::Partstat(status) = attendee.parameter(&ICalendarParameterName::Partstat)? else {
        return None;
    };
    match status {
        ICalendarParticipationStatus::Accepted => Some(Answer::Accepted),
        ICalendarParticipationStatus::Declined => Some(Answer::Declined),
        ICalendarParticipationStatus::Tentative => Some(Answer::Tentative),
        _ => None,
    }
}

/// DTSTAMP, which the standard has in UTC; without a zone it is taken for that.
fn stamp(event: &ICalendarComponent) -> Option<DateTime<Utc>> {
    match event.property(&ICalendarProperty::Dtstamp)?.values.first()? {
        ICalendarValue::PartialDateTime(at) => {
            let found = at.to_date_time()?;
            let east = found.offset.map_or(0, |offset| offset.local_minus_utc());
            Some((found.date_time - TimeDelta::seconds(i64::from(east))).and_utc())
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const CALENDAR: &str = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:bkg_1@callboard.test\r\nSEQUENCE:2\r\nDTSTAMP:20261122T061000Z\r\nATTENDEE;PARTSTAT=ACCEPTED;CN=\"Noura: A\":MAILTO:Noura@Example.org\r\nORGANIZER:mailto:replies+abc@office.example\r\nCOMMENT:See you\\, then\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    fn mail(head: &str, calendar: &str) -> String {
        format!(
            "{head}MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nAccepted\r\n--b\r\nContent-Type: text/calendar; charset=UTF-8; method=REPLY\r\n\r\n{calendar}\r\n--b--\r\n"
        )
    }

    const HEAD: &str = "Message-ID: <one@example.org>\r\nFrom: Noura <noura@Example.org>\r\nTo: \"Office\" <Replies+ABC@office.example>\r\nAuthentication-Results: mx.office.example;\r\n dmarc=pass header.from=example.org\r\nAuthentication-Results: mx.other.example; none\r\nSubject: Accepted\r\n";

    #[test]
    fn an_answer_is_read_whole() {
        let letter = read(mail(HEAD, CALENDAR).as_bytes()).unwrap();
        assert_eq!((letter.key.as_str(), letter.sender.as_str()), ("one@example.org", "noura@example.org"));
        assert!(letter.recipients.contains("replies+abc@office.example"), "{}", letter.recipients);
        assert!(letter.results[0].contains("dmarc=pass") && letter.results[1].contains("none"), "{:?}", letter.results);
        let said = letter.said.unwrap();
        assert_eq!((said.uid.as_str(), said.attendee.as_str()), ("bkg_1@callboard.test", "noura@example.org"));
        let stamp = "2026-11-22T06:10:00Z".parse().unwrap();
        assert_eq!(said.reply, Reply { answer: Answer::Accepted, sequence: 2, stamp });
        assert_eq!(said.comment, "See you, then");
    }

    #[test]
    fn encodings_and_shapes_of_clients() {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let base64 = STANDARD.encode(CALENDAR.replace("See you", "أراكم"));
        let outlook = format!(
            "{HEAD}MIME-Version: 1.0\r\nContent-Type: text/calendar; charset=\"utf-8\"; method=REPLY\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64}\r\n"
        );
        let said = read(outlook.as_bytes()).unwrap().said.unwrap();
        assert_eq!(said.comment, "أراكم, then");
        let attached = format!(
            "{HEAD}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/ics; name=\"invite.ics\"\r\nContent-Disposition: attachment\r\n\r\n{CALENDAR}\r\n--b--\r\n"
        );
        assert!(read(attached.as_bytes()).unwrap().said.is_some());
        for (from, to, expected) in [
            ("PARTSTAT=ACCEPTED", "PARTSTAT=declined", Answer::Declined),
            ("PARTSTAT=ACCEPTED", "PARTSTAT=TENTATIVE", Answer::Tentative),
            ("\r\n", "\n", Answer::Accepted),
            ("SEQUENCE:2\r\n", "", Answer::Accepted),
        ] {
            let said = read(mail(HEAD, &CALENDAR.replace(from, to)).as_bytes()).unwrap().said.unwrap();
            assert_eq!(said.reply.answer, expected, "{to}");
        }
        // A mail without a name has the same digest every time.
        let nameless = HEAD.replace("Message-ID: <one@example.org>\r\n", "");
        let keys = [0, 1].map(|_| read(mail(&nameless, CALENDAR).as_bytes()).unwrap().key);
        assert!(keys[0].starts_with("sha256:") && keys[0] == keys[1]);
    }

    #[test]
    fn what_is_no_answer_is_nothing_and_what_is_broken_says_nothing() {
        for other in [
            String::new(),
            "not a mail".to_owned(),
            format!("{HEAD}\r\nI shall come.\r\n"),
            mail(HEAD, &CALENDAR.replace("METHOD:REPLY", "METHOD:REQUEST")),
            mail(HEAD, &CALENDAR.replace("METHOD:REPLY\r\n", "")),
            mail(HEAD, "BEGIN:VCALENDAR\r\n"),
            // Somebody else's answer, passed on: it is theirs to send.
            format!("{HEAD}MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n{}", mail(HEAD, CALENDAR)),
        ] {
            assert_eq!(read(other.as_bytes()), None, "{other}");
        }
        for (from, to) in [
            ("UID:bkg_1@callboard.test\r\n", ""),
            ("DTSTAMP:20261122T061000Z\r\n", ""),
            ("DTSTAMP:20261122T061000Z", "DTSTAMP:soon"),
            ("PARTSTAT=ACCEPTED", "PARTSTAT=DELEGATED"),
            ("PARTSTAT=ACCEPTED;", ""),
            ("SEQUENCE:2", "SEQUENCE:99999999999"),
            ("ATTENDEE;", "X-ATTENDEE;"),
            ("END:VEVENT\r\n", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n"),
        ] {
            let letter = read(mail(HEAD, &CALENDAR.replace(from, to)).as_bytes());
            assert_eq!(letter.unwrap().said, None, "{to}");
        }
        for from in ["", "From: a@example.org, b@example.org\r\n", "From: a@example.org\r\nFrom: b@example.org\r\n"] {
            let head = HEAD.replace("From: Noura <noura@Example.org>\r\n", from);
            assert_eq!(read(mail(&head, CALENDAR).as_bytes()).unwrap().sender, "", "{from}");
        }
    }
}
