//! Rules that say who is told what about a booking, and when: what sets them off, when timed ones fall due, what must not be sent at night,
//! and the check of what an administrator typed. Knows no booking's people and sends nothing.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};

use crate::{
    booking::Status,
    booking_event::EventKind,
    event_location::{is_phone, tidy_phone},
    field::{Check, FieldCode, FieldError},
    message_template::Template,
    zone::Zone,
};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$item_doc])* $item,)+ }

        impl $name {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$item,)+];

            /// The word in the database and in forms.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$item => $word,)+ }
            }

            /// The one of that word.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|item| item.as_str() == text)
            }
        }
    };
}

words! {
    /// What sets a rule off.
    Trigger {
        /// A time is agreed: booked by the office, or a request accepted.
        Booked = "booked",
        /// A time was asked for and waits for the office.
        Requested = "requested",
        /// Whoever is booked said yes.
        Confirmed = "confirmed",
        /// Somebody said no.
        Declined = "declined",
        /// A new time.
        Rescheduled = "rescheduled",
        /// Called off.
        Cancelled = "cancelled",
        /// So long before the start.
        BeforeStart = "before_start",
        /// So long after the end.
        AfterEnd = "after_end",
        /// So long before the start, and nobody has confirmed.
        Unconfirmed = "unconfirmed",
    }
}

words! {
    /// Who is told.
    Recipient {
        /// The talent, or the guest who booked.
        Talent = "talent",
        /// The team of the meeting, and whoever booked where it has none.
        Host = "host",
        /// Those who come along.
        Guests = "guests",
        /// A fixed address or number.
        Address = "address",
    }
}

words! {
    /// By which way.
    Channel {
        /// Mail.
        Email = "email",
        /// A text message.
        Sms = "sms",
        /// A WhatsApp message.
        Whatsapp = "whatsapp",
    }
}

words! {
    /// What people may do without; all else is part of what was agreed with them.
    Category {
        /// What they know already.
        Reminders = "reminders",
        /// What comes after.
        FollowUps = "follow_ups",
    }
}

impl Trigger {
    /// Whether it has a time of its own instead of following an event.
    pub const fn is_timed(self) -> bool {
        matches!(self, Self::BeforeStart | Self::AfterEnd | Self::Unconfirmed)
    }

    /// Whether an event sets it off; `status` is the booking's after the event.
    pub fn fires_on(self, event: EventKind, status: Status) -> bool {
        match self {
            Self::Booked => {
                status == Status::Scheduled && matches!(event, EventKind::Booked | EventKind::Accepted)
                    || event == EventKind::Booked && status == Status::Confirmed
            }
            Self::Requested => event == EventKind::Booked && status == Status::Pending,
            Self::Confirmed => event == EventKind::Confirmed,
            Self::Declined => event == EventKind::Declined,
            Self::Rescheduled => event == EventKind::Rescheduled,
            Self::Cancelled => event == EventKind::Cancelled,
            Self::BeforeStart | Self::AfterEnd | Self::Unconfirmed => false,
        }
    }

    /// Whether a timed rule still means a booking of this status.
    pub const fn means(self, status: Status) -> bool {
        match self {
            Self::BeforeStart => matches!(status, Status::Scheduled | Status::Confirmed),
            Self::Unconfirmed => matches!(status, Status::Scheduled),
            Self::AfterEnd => matches!(status, Status::Scheduled | Status::Confirmed | Status::Completed),
            _ => false,
        }
    }

    /// Whether a booking that stands so could have been told of: what a preview is made with.
    pub const fn suits(self, status: Status) -> bool {
        match self {
            Self::Requested => matches!(status, Status::Pending),
            Self::Declined => matches!(status, Status::Declined),
            Self::Cancelled => matches!(status, Status::Cancelled),
            Self::Confirmed => matches!(status, Status::Confirmed),
            Self::Booked | Self::Rescheduled => matches!(status, Status::Scheduled | Status::Confirmed),
            Self::BeforeStart | Self::Unconfirmed | Self::AfterEnd => self.means(status),
        }
    }

    /// What a recipient may do without; `None` where they cannot.
    pub const fn category(self) -> Option<Category> {
        match self {
            Self::BeforeStart | Self::Unconfirmed => Some(Category::Reminders),
            Self::AfterEnd => Some(Category::FollowUps),
            _ => None,
        }
    }
}

/// Hours of the day in which nobody is woken, by the clock of whoever is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// Minute of the day when they begin.
    pub from: u16,
    /// Minute of the day when they are over; smaller than `from` when they cross midnight.
    pub to: u16,
}

impl QuietHours {
    /// The quiet hours around `at`, if it falls into them: their first instant and the first after.
    pub fn around(self, at: DateTime<Utc>, zone: Zone) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let clock = |minute: u16| NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minute) * 60, 0);
        let (from, to) = (clock(self.from)?, clock(self.to)?);
        let local = zone.local(at);
        let (today, time) = (local.date(), local.time());
        let (first, last) = if self.from < self.to {
            (time >= from && time < to).then_some((today, today))?
        } else if time >= from {
            (today, today.checked_add_days(Days::new(1))?)
        } else if time < to {
            (today.checked_sub_days(Days::new(1))?, today)
        } else {
            return None;
        };
        Some((zone.edge(first.and_time(from)), zone.edge(last.and_time(to))))
    }
}

/// When a timed rule falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// What sets it off; one that is timed.
    pub trigger: Trigger,
    /// Minutes before the start or after the end.
    pub offset_min: i32,
    /// The quiet hours it keeps, and the zone of whoever is told.
    pub quiet: Option<(QuietHours, Zone)>,
}

impl Timing {
    /// When it falls due for a meeting, and until when it makes sense. Out of quiet hours it goes to their end, or where the meeting will have
    /// begun by then, to just before they begin.
    pub fn due(&self, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        let offset = TimeDelta::minutes(self.offset_min.into());
        let (plain, until) = match self.trigger {
            // Thanks that come a week late are none.
            Trigger::AfterEnd => (ends_at + offset, ends_at + offset + TimeDelta::days(7)),
            _ => (starts_at - offset, starts_at),
        };
        let quiet = self.quiet.and_then(|(hours, zone)| hours.around(plain, zone));
        let due = match quiet {
            None => plain,
            Some((_, end)) if end < until => end,
            Some((begin, _)) => begin - TimeDelta::minutes(1),
        };
        (due, until)
    }
}

/// A rule as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleForm {
    /// The word of its trigger.
    pub trigger: String,
    /// How many of `unit` before or after, as typed; read for timed triggers only.
    pub offset: String,
    /// `minutes`, `hours` or `days`.
    pub unit: String,
    /// The word of its recipient.
    pub recipient: String,
    /// The fixed address or number; read for that recipient only.
    pub address: String,
    /// The word of its channel.
    pub channel: String,
    /// Subjects and messages with variables; empty: the product's own words.
    pub subject_en: String,
    /// The Arabic subject.
    pub subject_ar: String,
    /// The English message.
    pub body_en: String,
    /// The Arabic message.
    pub body_ar: String,
    /// Whether it waits while people sleep.
    pub keeps_quiet: bool,
}

/// A rule whose every field was found right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRule {
    /// What sets it off.
    pub trigger: Trigger,
    /// Minutes before or after, for timed triggers.
    pub offset_min: Option<i32>,
    /// Who is told.
    pub recipient: Recipient,
    /// The fixed address or number.
    pub address: Option<String>,
    /// By which way.
    pub channel: Channel,
    /// The English subject.
    pub subject_en: String,
    /// The Arabic subject.
    pub subject_ar: String,
    /// The English message.
    pub body_en: String,
    /// The Arabic message.
    pub body_ar: String,
    /// Whether it waits while people sleep.
    pub keeps_quiet: bool,
}

/// Least minutes of an offset: jobs are not that punctual.
pub const SHORTEST_OFFSET: i64 = 5;
/// Most minutes of an offset: thirty days.
pub const LONGEST_OFFSET: i64 = 43_200;

impl RuleForm {
    /// The rule, or everything that is wrong with it. `texts` says whether text messages can be sent here.
    pub fn check(&self, texts: bool) -> Result<CheckedRule, Vec<FieldError>> {
        let mut check = Check::new();
        let trigger = Trigger::parse(&self.trigger);
        let recipient = Recipient::parse(&self.recipient);
        let channel = Channel::parse(&self.channel);
        for (field, known) in
            [("trigger", trigger.is_some()), ("recipient", recipient.is_some()), ("channel", channel.is_some())]
        {
            if !known {
                check.fail(field, FieldCode::Unknown);
            }
        }
        let (trigger, recipient) = (trigger.unwrap_or(Trigger::Booked), recipient.unwrap_or(Recipient::Talent));
        let channel = channel.unwrap_or(Channel::Email);
        let by_text = channel != Channel::Email;
        // Only talent have a number we know, and a number can be typed; there is no provider unless `texts` says so.
        if by_text && (!texts || !matches!(recipient, Recipient::Talent | Recipient::Address)) {
            check.fail("channel", FieldCode::Unknown);
        }
        let offset_min = if trigger.is_timed() { offset(&mut check, &self.offset, &self.unit) } else { None };
        let address = (recipient == Recipient::Address).then(|| address(&mut check, &self.address, by_text));
        let mut text = |field: &str, typed: &str, longest: usize| {
            let text = check.optional_text(field, typed, longest).replace("\r\n", "\n");
            if let Err(fault) = Template::parse(&text) {
                check.fail_with(field, FieldCode::UnknownVariable, fault.line());
            }
            text
        };
        let (subject_en, subject_ar) =
            (text("subjectEn", &self.subject_en, 200), text("subjectAr", &self.subject_ar, 200));
        let (body_en, body_ar) = (text("bodyEn", &self.body_en, 2000), text("bodyAr", &self.body_ar, 2000));
        // Words in one language only would leave readers of the other with none of it.
        for (field, own, other) in [
            ("subjectEn", &subject_en, &subject_ar),
            ("subjectAr", &subject_ar, &subject_en),
            ("bodyEn", &body_en, &body_ar),
            ("bodyAr", &body_ar, &body_en),
        ] {
            if own.is_empty() && !other.is_empty() {
                check.fail(field, FieldCode::Required);
            }
        }
        let keeps_quiet = self.keeps_quiet;
        let rule = CheckedRule {
            trigger,
            offset_min,
            recipient,
            address,
            channel,
            subject_en,
            subject_ar,
            body_en,
            body_ar,
            keeps_quiet,
        };
        check.finish(rule)
    }
}

fn offset(check: &mut Check, typed: &str, unit: &str) -> Option<i32> {
    let minutes = match unit {
        "minutes" => 1,
        "hours" => 60,
        "days" => 1440,
        _ => {
            check.fail("unit", FieldCode::Unknown);
            return None;
        }
    };
    let typed = typed.trim();
    if typed.is_empty() {
        check.fail("offset", FieldCode::Required);
        return None;
    }
    let Some(offset) = typed.parse::<i64>().ok().and_then(|number| number.checked_mul(minutes)) else {
        check.fail("offset", FieldCode::Invalid);
        return None;
    };
    // The limits as the unit counts them: "at least 1 hour", not "at least 5".
    if offset < SHORTEST_OFFSET {
        check.fail_with("offset", FieldCode::TooSmall, (SHORTEST_OFFSET + minutes - 1) / minutes);
    } else if offset > LONGEST_OFFSET {
        check.fail_with("offset", FieldCode::TooLarge, LONGEST_OFFSET / minutes);
    }
    i32::try_from(offset).ok()
}

fn address(check: &mut Check, typed: &str, by_text: bool) -> String {
    if !by_text {
        return check.email("address", typed);
    }
    let number = tidy_phone(typed);
    if number.is_empty() {
        check.fail("address", FieldCode::Required);
    } else if !is_phone(&number) {
        check.fail("address", FieldCode::Invalid);
    }
    number
}

#[cfg(test)]
mod tests;
