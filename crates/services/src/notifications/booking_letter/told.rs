//! What the organisation's rules say: the words of the product for triggers that have no message of their own, and the organisation's own
//! words filled in. Knows neither rules nor when they fire.

use chrono::{DateTime, Utc};
use domain::{
    booking_event::Side,
    meeting::MeetingType,
    message_template::{Template, Variable},
    notification_rule::Trigger,
};

use super::{
    super::{
        letter::{Line, clean, clean_line},
        people::Reader,
        when::When,
    },
    Draft, Kind,
};
use crate::words::Words;

/// The subject of a rule's message.
pub(super) const fn subject(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::Booked => "mail-subject-told-booked",
        Trigger::Requested => "mail-subject-told-requested",
        Trigger::Confirmed => "mail-subject-confirmed",
        Trigger::Declined => "mail-subject-declined",
        Trigger::Rescheduled => "mail-subject-moved",
        Trigger::Cancelled => "mail-subject-cancelled",
        Trigger::BeforeStart => "mail-subject-reminder-24h",
        Trigger::AfterEnd => "mail-subject-told-after",
        Trigger::Unconfirmed => "mail-subject-told-unconfirmed",
    }
}

/// Title and first sentence of a rule's message, by side and trigger.
pub(super) const fn said(trigger: Trigger, side: Side, tomorrow: bool) -> (&'static str, &'static str) {
    let to_talent = matches!(side, Side::Talent);
    match (trigger, to_talent) {
        (Trigger::Booked, true) => ("mail-told-talent-booked-title", "mail-told-talent-booked"),
        (Trigger::Requested, true) => ("mail-talent-pending-title", "mail-talent-pending"),
        (Trigger::Confirmed, true) => ("mail-talent-confirmed-title", "mail-told-talent-confirmed"),
        (Trigger::Declined, true) => ("mail-told-talent-declined-title", "mail-told-talent-declined"),
        (Trigger::Rescheduled, true) => ("mail-talent-moved-title", "mail-told-talent-rescheduled"),
        (Trigger::Cancelled, true) => ("mail-talent-cancelled-title", "mail-talent-cancelled-system"),
        (Trigger::BeforeStart, true) if tomorrow => ("mail-talent-reminder-24h-title", "mail-told-talent-before"),
        (Trigger::BeforeStart, true) => ("mail-talent-reminder-24h-today-title", "mail-told-talent-before"),
        (Trigger::AfterEnd, true) => ("mail-told-talent-after-title", "mail-told-talent-after"),
        (Trigger::Unconfirmed, true) => ("mail-told-talent-unconfirmed-title", "mail-told-talent-unconfirmed"),
        (Trigger::Booked, false) => ("mail-told-booked-title", "mail-told-booked"),
        (Trigger::Requested, false) => ("mail-told-requested-title", "mail-told-requested"),
        (Trigger::Confirmed, false) => ("mail-caster-confirmed-title", "mail-caster-confirmed"),
        (Trigger::Declined, false) => ("mail-told-declined-title", "mail-told-declined"),
        (Trigger::Rescheduled, false) => ("mail-told-rescheduled-title", "mail-caster-moved"),
        (Trigger::Cancelled, false) => ("mail-caster-cancelled-system-title", "mail-caster-cancelled-system"),
        (Trigger::BeforeStart, false) => ("mail-told-before-title", "mail-told-before"),
        (Trigger::AfterEnd, false) => ("mail-told-after-title", "mail-told-after"),
        (Trigger::Unconfirmed, false) => ("mail-told-unconfirmed-title", "mail-told-unconfirmed"),
    }
}

/// Title and first sentence of any message to one who comes along: of whoever brings them, never as if they had booked.
pub(super) const fn said_along(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Told(Trigger::Requested) => ("mail-along-requested-title", "mail-along-requested"),
        Kind::Moved | Kind::ChangeGranted | Kind::Told(Trigger::Rescheduled) => {
            ("mail-along-moved-title", "mail-along-moved")
        }
        Kind::Left => ("mail-along-left-title", "mail-along-left"),
        Kind::Cancelled | Kind::Declined | Kind::Told(Trigger::Cancelled | Trigger::Declined) => {
            ("mail-along-cancelled-title", "mail-along-cancelled")
        }
        Kind::Amended | Kind::Reassigned | Kind::Noted => ("mail-along-amended-title", "mail-along-amended"),
        Kind::ReminderDay | Kind::ReminderHour | Kind::Told(Trigger::BeforeStart | Trigger::Unconfirmed) => {
            ("mail-along-before-title", "mail-along-before")
        }
        Kind::Told(Trigger::AfterEnd) => ("mail-told-talent-after-title", "mail-along-after"),
        Kind::Invitation
        | Kind::Accepted
        | Kind::Confirmed
        | Kind::ChangeRequested
        | Kind::ChangeRefused
        | Kind::ChangeExpired
        | Kind::RescheduleRequested
        | Kind::RescheduleRefused
        | Kind::RescheduleWithdrawn
        | Kind::Told(Trigger::Booked | Trigger::Confirmed) => ("mail-along-booked-title", "mail-along-booked"),
    }
}

impl Draft<'_> {
    /// Whether the meeting is on the day after this message, by the clock it is told in.
    pub(super) fn is_tomorrow(&self, when: &When) -> bool {
        let day = |at: DateTime<Utc>| at.with_timezone(&when.main_zone()).date_naive();
        day(self.now).succ_opt() == Some(day(self.booking.starts_at))
    }

    /// A template with the values of this booking. In a mail's text each value is isolated, so that a name in the other script does not turn
    /// the words around it; a subject is one plain line.
    pub(super) fn fill(&self, template: &Template, w: &Words, when: &When, isolates: bool) -> String {
        template.fill(|variable| {
            let value = self.value(variable, w, when);
            if isolates && !value.is_empty() && variable != Variable::Link {
                format!("\u{2068}{value}\u{2069}")
            } else {
                value
            }
        })
    }

    fn value(&self, variable: Variable, w: &Words, when: &When) -> String {
        let about = self.booking.application.as_ref();
        let first = |lines: Vec<Line>| lines.into_iter().next().map(|line| line.text).unwrap_or_default();
        match variable {
            Variable::Talent => self.talent_name(),
            Variable::Role => about.map(|about| clean_line(self.in_lang(&about.role.name))).unwrap_or_default(),
            Variable::Production => about.map(|about| clean_line(self.in_lang(&about.call.name))).unwrap_or_default(),
            Variable::What => clean(&self.what(Words::plain(self.lang))),
            Variable::When => clean(&when.start(self.booking.starts_at)),
            Variable::Place => first(match self.booking.meeting_type {
                MeetingType::InPerson => self.place(w),
                MeetingType::Video => self.video(w),
                MeetingType::Phone => self.phone(w),
            }),
            Variable::Host => {
                let names: Vec<String> = self.hosts().into_iter().map(|line| line.text).collect();
                names.join(if self.lang == crate::words::Lang::Ar { "، " } else { ", " })
            }
            Variable::Organisation => self.organization(),
            Variable::Reason => clean_line(&self.news.reason),
            Variable::Link => self.button(w).map(|button| button.href).unwrap_or_default(),
        }
    }

    /// Why the reader gets this.
    pub(super) fn footer(&self, w: &Words) -> String {
        let organization = [("organisation", self.organization().into())];
        match self.news.to {
            Reader::Talent => w.with("mail-footer-talent", &organization),
            Reader::Guest => w.with(&self.key(w, "mail-footer-guest"), &organization),
            Reader::Caster if self.booking.guest.is_some() => w.t(&self.key(w, "mail-footer-host")),
            Reader::Caster => w.t("mail-footer-caster"),
            Reader::Host => w.t(&self.key(w, "mail-footer-host")),
            Reader::Address => w.with("mail-footer-address", &organization),
        }
    }
}

/// A message as typed, as paragraphs: an empty line parts them.
pub(super) fn paragraphs_of(text: &str) -> Vec<String> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).map(str::to_owned).collect()
}
