//! From a [`Mail`] to the bytes on the wire: headers, encodings, the order of parts. Knows no network.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use lettre::{
    Message,
    message::{
        Attachment, Body, Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};

use super::{CalendarPart, Mail, MailError};

/// The whole message. Fails permanently when an address is none: no retry can mend it.
pub(super) fn message(mail: &Mail) -> Result<Message, MailError> {
    let mut builder = Message::builder()
        .from(mailbox(&mail.from_name, &mail.from).map_err(|error| permanent(&error))?)
        .to(mailbox(&mail.to_name, &mail.to)?)
        .subject(one_line(&mail.subject))
        .date(system_time(mail.date))
        .message_id(Some(format!("<{}>", one_line(&mail.message_id))))
        // Nobody's holiday notice shall answer a machine (RFC 3834; the second is Exchange's name for it).
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("X-Auto-Response-Suppress", "All"));
    // An address nobody could answer to is left out: it is somebody else's fault than the reader's.
    if let Some(reply_to) = mail.reply_to.as_deref().and_then(|address| mailbox("", address).ok()) {
        builder = builder.reply_to(reply_to);
    }
    if let Some(first) = &mail.in_reply_to {
        let first = format!("<{}>", one_line(first));
        builder = builder.in_reply_to(first.clone()).references(first);
    }
    if let Some(unsubscribe) = &mail.unsubscribe {
        let address = format!("<{}>", one_line(unsubscribe));
        builder = builder
            .raw_header(raw("List-Unsubscribe", &address))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let mut alternatives = MultiPart::alternative()
        .singlepart(SinglePart::plain(mail.text.clone()))
        .singlepart(SinglePart::html(mail.html.clone()));
    let message = match &mail.calendar {
        None => builder.multipart(alternatives),
        Some(calendar) => {
            let content_type = calendar_type(calendar)?;
            // The last alternative is the preferred one: Gmail, Outlook and Apple act on it there. The attachment beside it is for the rest.
            alternatives = alternatives
                .singlepart(SinglePart::builder().header(content_type.clone()).body(calendar_body(calendar)?));
            let file = Attachment::new("invite.ics".to_owned()).body(calendar_body(calendar)?, content_type);
            builder.multipart(MultiPart::mixed().multipart(alternatives).singlepart(file))
        }
    };
    message.map_err(|error| permanent(&error))
}

/// Mail counts whole seconds since 1970.
fn system_time(at: DateTime<Utc>) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(at.timestamp()).unwrap_or(0))
}

fn calendar_type(calendar: &CalendarPart) -> Result<ContentType, MailError> {
    ContentType::parse(&format!("text/calendar; charset=utf-8; method={}", calendar.method)).map_err(|e| permanent(&e))
}

/// Base64, so that the CRLF lines and folds of iCalendar arrive byte for byte.
fn calendar_body(calendar: &CalendarPart) -> Result<Body, MailError> {
    Body::new_with_encoding(calendar.body.clone(), ContentTransferEncoding::Base64)
        .map_err(|_| permanent(&"calendar part cannot be encoded"))
}

fn mailbox(name: &str, address: &str) -> Result<Mailbox, MailError> {
    let name = Some(one_line(name)).filter(|name| !name.is_empty());
    // 553 as a relay would say it: the fault is the address's.
    let none = |error: lettre::address::AddressError| MailError::Permanent { code: Some(553), text: error.to_string() };
    let address = address.trim().parse().map_err(none)?;
    Ok(Mailbox::new(name, address))
}

fn permanent(error: &dyn std::fmt::Display) -> MailError {
    MailError::Permanent { code: None, text: error.to_string() }
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// Header values of ours never hold a line break or another control character: the rest of such a value would become a header.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn mail() -> Mail {
        Mail {
            from_name: "TakeOne, \"the\" office".to_owned(),
            from: "casting@takeone.test".to_owned(),
            to: "noura@example.test".to_owned(),
            to_name: "نورة المطلق".to_owned(),
            reply_to: None,
            subject: "تجربة أداء\r\nBcc: victim@example.test".to_owned(),
            text: "نص".to_owned(),
            html: "<p>نص</p>".to_owned(),
            calendar: Some(CalendarPart { method: "REQUEST", body: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_owned() }),
            message_id: "ntf_1@callboard.test".to_owned(),
            in_reply_to: None,
            unsubscribe: None,
            date: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        }
    }

    #[test]
    fn parts_stand_in_the_order_calendars_expect() {
        let text = String::from_utf8(message(&mail()).unwrap().formatted()).unwrap();
        let places: Vec<usize> = [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "text/calendar; charset=utf-8; method=REQUEST",
            "filename=\"invite.ics\"",
        ]
        .iter()
        .map(|part| text.find(part).unwrap_or_else(|| panic!("{part} is missing:\n{text}")))
        .collect();
        assert!(places.is_sorted(), "{places:?}\n{text}");
        assert!(text.contains("Message-ID: <ntf_1@callboard.test>"), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated"), "{text}");
    }

    #[test]
    fn only_the_readers_own_address_can_be_refused_as_one() {
        let code = |mail: &Mail| message(mail).err().map(|error| error.code());
        for none in ["a..b@x.example", "nobody"] {
            let none = || none.to_owned();
            assert_eq!(code(&Mail { to: none(), ..mail() }), Some(Some(553)));
            assert_eq!(code(&Mail { from: none(), ..mail() }), Some(None));
            let without = message(&Mail { reply_to: Some(none()), ..mail() }).unwrap().formatted();
            assert!(!String::from_utf8(without).unwrap().contains("Reply-To"));
        }
    }

    #[test]
    fn whatever_is_taken_as_an_address_can_be_mailed() {
        let long = format!("a@{}.example", "b".repeat(64));
        let odd =
            ["a..b@x.example", ".a@x.example", "a.@x.example", "a@[127.0.0.1]", "a@x..example", "a@-x.example", &long];
        let fair = ["a@b.co", "noura.al-mutlaq+x@example.com", "o'neil@x.example", "é@exämple.com", "a_b@x-y.example"];
        for address in odd.into_iter().chain(fair) {
            let goes = mailbox("", address).is_ok();
            assert!(goes || !domain::field::is_email(address), "{address}");
        }
        assert!(fair.iter().all(|address| domain::field::is_email(address)));
    }

    #[test]
    fn a_line_break_in_a_value_makes_no_header() {
        let text = String::from_utf8(message(&mail()).unwrap().formatted()).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
        assert!(text.lines().all(|line| line.len() <= 998));
    }

    #[test]
    fn only_what_can_be_done_without_offers_to_stop() {
        let text = String::from_utf8(message(&mail()).unwrap().formatted()).unwrap();
        assert!(!text.contains("List-Unsubscribe"), "{text}");
        let unsubscribe = Some("https://callboard.test/unsubscribe/abc".to_owned());
        let text = String::from_utf8(message(&Mail { unsubscribe, ..mail() }).unwrap().formatted()).unwrap();
        for header in [
            "List-Unsubscribe: <https://callboard.test/unsubscribe/abc>\r\n",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
        ] {
            assert!(text.contains(header), "{header}:\n{text}");
        }
    }

    #[test]
    fn an_address_that_is_none_fails_for_good() {
        let refused = message(&Mail { to: "nobody".to_owned(), ..mail() }).unwrap_err();
        assert!(refused.is_permanent());
    }
}
