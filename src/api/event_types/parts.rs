//! The parts of an event type that are more than a number or a word: window, places, turns, hosts, places per role, questions.
//! Translation between the names of the API and those of `domain`, nothing more.

use chrono::NaiveDate;
use domain::assignment::{Method, Since};
use domain::booking_series::{Repeats, Rhythm};
use domain::casting::QuestionKind;
use domain::event_location::EventLocation;
use domain::event_settings::{EventLimits, TurnSettings};
use domain::field::Check;
use domain::question::{QuestionForm, QuestionOption, ShownWhen};
use domain::slots::BookingWindow;
use serde::{Deserialize, Serialize};
use services::event_types::HostForm;
use utoipa::ToSchema;

use crate::api::limits::Limits;
use crate::api::params::check_id;
use crate::api::values::Patch;

/// How far ahead can be booked.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Window {
    /// Today and so many days more.
    Rolling {
        /// How many, at most 730.
        days: u32,
        /// Whether weekend days count too.
        #[serde(default = "yes", rename = "calendarDays")]
        calendar_days: bool,
    },
    /// Until so many days that have a free time are found.
    RollingWithSlots {
        /// How many.
        days: u32,
        /// Whether weekend days count too.
        #[serde(default = "yes", rename = "calendarDays")]
        calendar_days: bool,
    },
    /// Between two dates.
    Range {
        /// First date.
        from: NaiveDate,
        /// Last date.
        to: NaiveDate,
    },
}

const fn yes() -> bool {
    true
}

impl From<BookingWindow> for Window {
    fn from(window: BookingWindow) -> Self {
        match window {
            BookingWindow::Rolling { days, calendar_days } => Self::Rolling { days, calendar_days },
            BookingWindow::RollingWithSlots { days, calendar_days } => Self::RollingWithSlots { days, calendar_days },
            BookingWindow::Range { from, to } => Self::Range { from, to },
        }
    }
}

impl From<Window> for BookingWindow {
    fn from(window: Window) -> Self {
        match window {
            Window::Rolling { days, calendar_days } => Self::Rolling { days, calendar_days },
            Window::RollingWithSlots { days, calendar_days } => Self::RollingWithSlots { days, calendar_days },
            Window::Range { from, to } => Self::Range { from, to },
        }
    }
}

/// The series that may be booked as one: all of its dates or none.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RepeatRule {
    /// `daily` or `weekly`.
    #[schema(value_type = String, example = "weekly")]
    pub rhythm: Rhythm,
    /// Weeks from one date to the next, 1 to 12; 1 with `daily`.
    #[serde(default = "one")]
    pub interval: u32,
    /// Dates at most, 2 to 52; the last at most two years after the first.
    #[schema(example = 6)]
    pub most: u32,
}

const fn one() -> u32 {
    1
}

impl From<Repeats> for RepeatRule {
    fn from(Repeats { rhythm, interval, most }: Repeats) -> Self {
        Self { rhythm, interval, most }
    }
}

impl From<RepeatRule> for Repeats {
    fn from(RepeatRule { rhythm, interval, most }: RepeatRule) -> Self {
        Self { rhythm, interval, most }
    }
}

/// One way it takes place.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum EventPlace {
    /// In one of the organisation's rooms, or at an address.
    #[serde(rename = "in-person")]
    InPerson {
        /// The room.
        #[serde(default, rename = "roomId")]
        room_id: Option<String>,
        /// The address, where it is no room.
        #[serde(default)]
        address: Option<String>,
    },
    /// By a link; without one, whoever books gives it.
    Video {
        /// The link.
        #[serde(default)]
        url: Option<String>,
        /// What the link asks for.
        #[serde(default)]
        password: Option<String>,
    },
    /// By phone; without a number, the talent is called.
    Phone {
        /// The number to call.
        #[serde(default)]
        number: Option<String>,
    },
}

impl From<EventLocation> for EventPlace {
    fn from(place: EventLocation) -> Self {
        match place {
            EventLocation::InPerson { room_id, address } => {
                Self::InPerson { room_id: room_id.map(|id| id.to_string()), address }
            }
            EventLocation::Video { url, password } => Self::Video { url, password },
            EventLocation::Phone { number } => Self::Phone { number },
        }
    }
}

impl EventPlace {
    /// As the services take it; what is no id is noted at `field`.
    pub(super) fn read(self, check: &mut Check, field: &str) -> EventLocation {
        match self {
            Self::InPerson { room_id, address } => EventLocation::InPerson {
                room_id: check_id(check, &format!("{field}.roomId"), room_id.as_deref()),
                address,
            },
            Self::Video { url, password } => EventLocation::Video { url, password },
            Self::Phone { number } => EventLocation::Phone { number },
        }
    }
}

/// Limits: over all hosts, and per host over the event types of its team.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct EventTypeLimits {
    /// Most auditions.
    pub bookings: crate::api::limits::PerPeriod,
    /// Most minutes.
    pub minutes: crate::api::limits::PerPeriod,
    /// Per host over the team's event types.
    pub team: Limits,
}

impl From<EventLimits> for EventTypeLimits {
    fn from(limits: EventLimits) -> Self {
        Self { bookings: limits.all.bookings.into(), minutes: limits.all.minutes.into(), team: limits.team.into() }
    }
}

impl From<EventTypeLimits> for EventLimits {
    fn from(limits: EventTypeLimits) -> Self {
        let all = Limits { bookings: limits.bookings, minutes: limits.minutes };
        Self { all: all.into(), team: limits.team.into() }
    }
}

/// How a round robin takes turns.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Turns {
    /// `least_recently_booked`, `fewest_bookings`, `weighted`.
    #[schema(value_type = String)]
    pub method: Method,
    /// Which bookings are counted: `all_time`, `month`, `day`.
    #[schema(value_type = String)]
    pub since: Since,
    /// Whether a no-show was a turn.
    #[serde(default = "yes")]
    pub no_show_counts: bool,
}

impl From<TurnSettings> for Turns {
    fn from(turns: TurnSettings) -> Self {
        Self { method: turns.method, since: turns.since, no_show_counts: turns.no_show_counts }
    }
}

impl From<Turns> for TurnSettings {
    fn from(turns: Turns) -> Self {
        Self { method: turns.method, since: turns.since, no_show_counts: turns.no_show_counts }
    }
}

/// Who hosts.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HostInput {
    /// An active member.
    pub user_id: String,
    /// Always there (when left out), or one of a group.
    #[serde(default = "yes")]
    pub fixed: bool,
    /// Share of the round robin, 0 to 10000; 100 when left out.
    pub weight: Option<i64>,
    /// Larger goes first, 0 to 100; 2 when left out.
    pub priority: Option<i64>,
    /// Which group of the round robin.
    pub group: Option<String>,
    /// One of their own schedules, in place of their default.
    pub schedule_id: Option<String>,
    /// Where it takes place with them: at most one of each `type`, an address, a link or a number, no room. Left out, a host keeps theirs.
    pub locations: Option<Vec<EventPlace>>,
}

impl HostInput {
    /// As the services take it, given the hosts there were; what is no id is noted at `field`.
    pub(super) fn read(self, check: &mut Check, field: &str, before: &[HostForm]) -> Option<HostForm> {
        let schedule_id = check_id(check, &format!("{field}.scheduleId"), self.schedule_id.as_deref());
        let user_id = check_id(check, &format!("{field}.userId"), Some(&self.user_id))?;
        let usual = HostForm::fixed(user_id);
        let locations = match self.locations {
            Some(places) => {
                let read = |(place, one): (usize, EventPlace)| one.read(check, &format!("{field}.locations.{place}"));
                places.into_iter().enumerate().map(read).collect()
            }
            None => before
                .iter()
                .find(|known| known.user_id == user_id)
                .map(|known| known.locations.clone())
                .unwrap_or_default(),
        };
        Some(HostForm {
            user_id,
            is_fixed: self.fixed,
            weight: self.weight.unwrap_or(usual.weight),
            priority: self.priority.unwrap_or(usual.priority),
            group: self.group.unwrap_or_default(),
            schedule_id,
            locations,
        })
    }
}

/// Places for one role of the call.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RolePlaces {
    /// The role.
    pub role_id: String,
    /// How many, 1 to 500.
    pub places: i64,
}

/// A question asked when booking.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"key": "height", "kind": "number", "labelEn": "Height in cm", "labelAr": "الطول بالسنتيمتر", "required": true}))]
pub struct EventQuestion {
    /// Its name in the answers: a-z, 0-9 and `_`.
    pub key: String,
    /// `text`, `textarea`, `number`, `select`, `radio`, `multiselect`, `boolean`, `email`, `phone`, `url`, …
    #[schema(value_type = String)]
    pub kind: QuestionKind,
    /// English words.
    pub label_en: String,
    /// Arabic words.
    pub label_ar: String,
    /// English hint.
    #[serde(default)]
    pub hint_en: String,
    /// Arabic hint.
    #[serde(default)]
    pub hint_ar: String,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
    /// What can be picked.
    #[serde(default)]
    pub options: Vec<EventQuestionOption>,
    /// When it is asked: after certain answers to an earlier question; null: always. Left out, it stays as it was for a question of that key.
    #[serde(default)]
    #[schema(value_type = Option<QuestionCondition>)]
    pub shown_when: Patch<QuestionCondition>,
}

/// An earlier question and the answers to it after which another is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"key": "rides", "is": ["true"]}))]
pub struct QuestionCondition {
    /// The earlier question: one to choose from, or a box to tick.
    pub key: String,
    /// Ids of its options, any of which will do; `true` for a box.
    pub is: Vec<String>,
}

/// One thing to pick.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventQuestionOption {
    /// What the answer holds.
    pub id: String,
    /// English words.
    pub label_en: String,
    /// Arabic words.
    pub label_ar: String,
}

impl From<QuestionForm> for EventQuestion {
    fn from(question: QuestionForm) -> Self {
        let option =
            |one: QuestionOption| EventQuestionOption { id: one.id, label_en: one.label_en, label_ar: one.label_ar };
        Self {
            key: question.key,
            kind: question.kind,
            label_en: question.label_en,
            label_ar: question.label_ar,
            hint_en: question.hint_en,
            hint_ar: question.hint_ar,
            required: question.required,
            options: question.options.into_iter().map(option).collect(),
            shown_when: question
                .shown_when
                .map_or(Patch::Clear, |when| Patch::Set(QuestionCondition { key: when.key, is: when.is })),
        }
    }
}

impl EventQuestion {
    /// As the services take it; when it is asked stays as it was, unless that is said.
    pub(super) fn read(self, before: &[QuestionForm]) -> QuestionForm {
        let shown_when = match self.shown_when {
            Patch::Set(when) => Some(ShownWhen { key: when.key, is: when.is }),
            Patch::Clear => None,
            Patch::Keep => before.iter().find(|one| one.key == self.key).and_then(|one| one.shown_when.clone()),
        };
        let option =
            |one: EventQuestionOption| QuestionOption { id: one.id, label_en: one.label_en, label_ar: one.label_ar };
        QuestionForm {
            key: self.key,
            kind: self.kind,
            label_en: self.label_en,
            label_ar: self.label_ar,
            hint_en: self.hint_en,
            hint_ar: self.hint_ar,
            required: self.required,
            options: self.options.into_iter().map(option).collect(),
            shown_when,
        }
    }
}
