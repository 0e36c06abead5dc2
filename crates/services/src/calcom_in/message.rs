//! What Cal.com sends, as far as it concerns us: signature and the fields of its three booking events (webhooks.md, section 3). Pure.

use chrono::{DateTime, Utc};
use domain::{booking::Status, meeting::MeetingType};
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::bookings::MeetingInput;

/// What happened there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happened {
    /// A booking was made.
    Created,
    /// It has a new time, and a new name.
    Rescheduled,
    /// It was called off, or its request refused.
    Ended(Status),
}

/// A message about a booking.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub(super) happened: Happened,
    pub(super) trigger: String,
    pub(super) uid: String,
    pub(super) former_uid: Option<String>,
    pub(super) sent_at: DateTime<Utc>,
    pub(super) title: String,
    pub(super) attendee: String,
    pub(super) time: Option<(DateTime<Utc>, DateTime<Utc>)>,
    pub(super) time_zone: Option<String>,
    /// Our application, by our name or another platform's.
    pub(super) application: Option<String>,
    pub(super) meeting: MeetingInput,
    pub(super) reason: String,
}

/// What a rightly signed body turns out to be.
#[derive(Debug)]
pub(super) enum Read {
    /// About a booking.
    Booking(Box<Message>),
    /// A test, or something that does not concern us.
    Nothing,
    /// Not what Cal.com sends.
    Broken,
}

/// Whether the header signs these very bytes with that secret: lower-case hex of HMAC-SHA256, compared in constant time.
pub(super) fn is_signed(secret: &str, body: &[u8], header: &str) -> bool {
    let right = signature(secret, body);
    !right.is_empty() && bool::from(right.as_bytes().ct_eq(header.trim().as_bytes()))
}

/// What Cal.com writes into its header for these bytes.
pub fn signature(secret: &str, body: &[u8]) -> String {
    // A key of any length is accepted; were one not, nothing would be signed and nothing taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(body);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a body whose signature was right.
pub(super) fn read(body: &[u8]) -> Read {
    let Ok(envelope) = serde_json::from_slice::<Value>(body) else { return Read::Broken };
    let Some(trigger) = envelope["triggerEvent"].as_str() else { return Read::Broken };
    let happened = match trigger {
        "BOOKING_CREATED" => Happened::Created,
        "BOOKING_RESCHEDULED" => Happened::Rescheduled,
        "BOOKING_CANCELLED" => Happened::Ended(Status::Cancelled),
        "BOOKING_REJECTED" => Happened::Ended(Status::Declined),
        _ => return Read::Nothing,
    };
    let payload = &envelope["payload"];
    let (Some(uid), Some(sent_at)) = (word(&payload["uid"], 200), instant(&envelope["createdAt"])) else {
        return Read::Broken;
    };
    let time = instant(&payload["startTime"]).zip(instant(&payload["endTime"])).filter(|(start, end)| end > start);
    if time.is_none() && !matches!(happened, Happened::Ended(_)) {
        return Read::Broken;
    }
    let attendee = &payload["attendees"][0];
    let reason = word(&payload["cancellationReason"], 1000).or_else(|| word(&payload["rejectionReason"], 1000));
    Read::Booking(Box::new(Message {
        happened,
        trigger: trigger.to_owned(),
        uid,
        former_uid: word(&payload["rescheduleUid"], 200).filter(|_| happened == Happened::Rescheduled),
        sent_at,
        title: word(&payload["title"], 300).unwrap_or_default(),
        attendee: word(&attendee["name"], 200).or_else(|| word(&attendee["email"], 200)).unwrap_or_default(),
        time,
        time_zone: word(&payload["organizer"]["timeZone"], 60),
        application: word(&payload["metadata"]["applicationId"], 200).or_else(|| answer(payload)),
        meeting: place(payload),
        reason: reason.unwrap_or_default(),
    }))
}

/// An answer named `applicationId`, for forms that ask for it instead of carrying it in the metadata.
fn answer(payload: &Value) -> Option<String> {
    word(&payload["responses"]["applicationId"]["value"], 200)
}

/// A text without control characters, cut; nothing for an empty one.
fn word(value: &Value, longest: usize) -> Option<String> {
    let text: String = value.as_str()?.chars().filter(|c| !c.is_control()).take(longest).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// An instant with whatever offset.
fn instant(value: &Value) -> Option<DateTime<Utc>> {
    domain::time::read_instant(value.as_str()?)
}

/// How people meet: a link, an address, a number, or as the event type says.
fn place(payload: &Value) -> MeetingInput {
    let url = [&payload["videoCallData"]["url"], &payload["metadata"]["videoCallUrl"], &payload["location"]];
    let url = url.into_iter().filter_map(|value| word(value, 2000)).find(|text| text.starts_with("https://"));
    let written =
        word(&payload["location"], 500).filter(|text| !text.contains("://") && !text.contains("integrations:"));
    let is_phone = written.as_deref().is_some_and(domain::event_location::is_phone);
    MeetingInput {
        meeting_type: match (&url, &written) {
            (Some(_), _) => Some(MeetingType::Video),
            (None, Some(_)) if is_phone => Some(MeetingType::Phone),
            (None, Some(_)) => Some(MeetingType::InPerson),
            (None, None) => None,
        },
        location: if url.is_some() { None } else { written },
        meeting_url: url,
        ..MeetingInput::default()
    }
}

#[cfg(test)]
#[allow(clippy::panic, clippy::expect_used, reason = "test")]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_of_these_bytes_with_this_secret() {
        let body = br#"{"triggerEvent":"PING"}"#;
        let right = signature("s3cret", body);
        assert!(is_signed("s3cret", body, &right));
        for wrong in
            ["", "no-secret-provided", "sha256=", &right.to_uppercase(), &right[1..], &signature("other", body)]
        {
            assert!(!is_signed("s3cret", body, wrong), "{wrong}");
        }
        assert!(!is_signed("s3cret", br#"{"triggerEvent": "PING"}"#, &right));
        // RFC 4231, test case 2.
        assert_eq!(
            signature("Jefe", b"what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn places_and_times_are_read_as_they_come() {
        let body = |payload: &str, trigger: &str| {
            format!(r#"{{"triggerEvent":"{trigger}","createdAt":"2026-11-20T08:00:00.000Z","payload":{payload}}}"#)
        };
        let base = r#""uid":"u1","startTime":"2026-11-29T10:00:00+03:00","endTime":"2026-11-29T10:30:00+03:00""#;
        for (rest, kind, location, url) in [
            (
                r#""location":"integrations:daily","videoCallData":{"url":"https://app.cal.com/video/1"}"#,
                Some(MeetingType::Video),
                None,
                Some("https://app.cal.com/video/1"),
            ),
            (r#""location":"https://meet.example/x""#, Some(MeetingType::Video), None, Some("https://meet.example/x")),
            (r#""location":"King Fahd Road 1""#, Some(MeetingType::InPerson), Some("King Fahd Road 1"), None),
            (r#""location":"+966 50 000 0012""#, Some(MeetingType::Phone), Some("+966 50 000 0012"), None),
            (r#""location":"integrations:zoom""#, None, None, None),
            (r#""location":"javascript://x""#, None, None, None),
        ] {
            let text = body(&format!("{{{base},{rest}}}"), "BOOKING_CREATED");
            let Read::Booking(message) = read(text.as_bytes()) else { panic!("{text}") };
            assert_eq!(message.meeting.meeting_type, kind, "{rest}");
            assert_eq!((message.meeting.location.as_deref(), message.meeting.meeting_url.as_deref()), (location, url));
            assert_eq!(message.time.map(|time| time.0.to_rfc3339()), Some("2026-11-29T07:00:00+00:00".to_owned()));
        }
        assert!(matches!(read(body("{}", "PING").as_bytes()), Read::Nothing));
        assert!(matches!(read(body("{}", "RECORDING_READY").as_bytes()), Read::Nothing));
        for broken in ["", "[]", "{}", &body("{}", "BOOKING_CREATED"), &body(r#"{"uid":"u1"}"#, "BOOKING_CREATED")] {
            assert!(matches!(read(broken.as_bytes()), Read::Broken), "{broken}");
        }
        assert!(matches!(read(body(r#"{"uid":"u1"}"#, "BOOKING_CANCELLED").as_bytes()), Read::Booking(_)));
    }
}
