//! Answers as calendars mail them, made from the invitation that was sent: what a test changes about one is what it is about.

use connectors::mail::Mail;
use domain::actor::MemberRole;
use services::calendar_replies::{Received, ReplySettingsForm, signature};

use crate::World;

/// Where the office of a world takes answers in.
pub const INTAKE: &str = "replies@office.example";

/// A mail in which a calendar answers an invitation.
#[derive(Debug, Clone)]
pub struct CalendarAnswer {
    /// Message-ID without brackets; empty for none.
    pub id: String,
    /// The address in `From`.
    pub from: String,
    /// The address in `To`.
    pub to: String,
    /// Further headers, each with its line end.
    pub headers: String,
    /// The event's UID.
    pub uid: String,
    /// Who answers.
    pub attendee: String,
    /// `ACCEPTED`, `DECLINED`, `TENTATIVE`.
    pub answer: String,
    /// The revision that is answered.
    pub sequence: String,
    /// When it was written, `20261122T060000Z`.
    pub stamp: String,
    /// A word beside it.
    pub comment: String,
}

impl CalendarAnswer {
    /// The answer to an invitation as its recipient's calendar would mail it.
    pub fn to(invitation: &Mail, answer: &str, stamp: &str) -> Self {
        let calendar = invitation.calendar.as_ref().expect("an invitation").body.replace("\r\n ", "");
        let line = |name: &str| {
            let found = calendar.lines().find(|line| line.starts_with(name));
            found.unwrap_or_else(|| panic!("no {name} in {calendar}")).to_owned()
        };
        let value = |name: &str| line(name)[name.len() + 1..].to_owned();
        let address = |name: &str| line(name).rsplit_once("mailto:").expect("an address").1.to_owned();
        Self {
            id: format!("{answer}.{stamp}.{}@calendars.example", value("UID").to_lowercase().replace('@', ".")),
            from: invitation.to.clone(),
            to: address("ORGANIZER"),
            headers: String::new(),
            uid: value("UID"),
            attendee: address("ATTENDEE"),
            answer: answer.to_owned(),
            sequence: value("SEQUENCE"),
            stamp: stamp.to_owned(),
            comment: String::new(),
        }
    }

    /// The raw mail.
    pub fn mail(&self) -> String {
        let id = if self.id.is_empty() { String::new() } else { format!("Message-ID: <{}>\r\n", self.id) };
        let comment = if self.comment.is_empty() { String::new() } else { format!("COMMENT:{}\r\n", self.comment) };
        format!(
            "{}{id}From: Somebody <{}>\r\nTo: <{}>\r\nSubject: {}\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/alternative; boundary=\"part\"\r\n\r\n--part\r\nContent-Type: text/plain\r\n\r\n{}\r\n\
             --part\r\nContent-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n\
             BEGIN:VCALENDAR\r\nPRODID:-//calendar//EN\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{}\r\n\
             SEQUENCE:{}\r\nDTSTAMP:{}\r\nORGANIZER:mailto:{}\r\nATTENDEE;PARTSTAT={}:mailto:{}\r\n{comment}\
             REQUEST-STATUS:2.0;Success\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--part--\r\n",
            self.headers,
            self.from,
            self.to,
            self.answer,
            self.answer,
            self.uid,
            self.sequence,
            self.stamp,
            self.to,
            self.answer,
            self.attendee,
        )
    }
}

impl World {
    /// Has the world's office take answers in at [`INTAKE`], every invitation with an address of its own, and by HTTP; answers the secret.
    pub async fn takes_replies(&self) -> String {
        let admin = self.member(MemberRole::Admin).await;
        let ctx = self.ctx_as(&admin);
        let form = ReplySettingsForm { address: INTAKE.to_owned(), own_addresses: true, vouched_by: String::new() };
        self.services.set_reply_settings(&ctx, &form).await.expect("settings");
        self.services.set_reply_secret(&ctx).await.expect("a secret")
    }

    /// Hands a mail over, signed now.
    pub async fn hand_over(&self, secret: &str, mail: &str) -> Received {
        let now = self.now().timestamp();
        let signed = signature(secret, now, mail.as_bytes());
        let ctx = self.ctx_anonymous();
        let taken = self.services.receive_reply(&ctx, "takeone", (&now.to_string(), &signed), mail.as_bytes()).await;
        taken.expect("taken")
    }
}
