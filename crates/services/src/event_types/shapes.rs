//! What event types look like when typed and when shown. Checks nothing.

use domain::{
    assignment::{Method, Since},
    booking_series::Repeats,
    casting::Scheduling,
    event_location::EventLocation,
    event_settings::{EventLimits, TurnSettings},
    field::FieldError,
    hours_form::HoursForm,
    id::{CastingCall, Id, Role, Schedule, Team, User},
    question::QuestionForm,
    slots::BookingWindow,
};
use store::event_types::{EventTypeRecord, HostRecord};

/// A host as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostForm {
    /// The person; an active member.
    pub user_id: Id<User>,
    /// Always there, or one of a group (round robin).
    pub is_fixed: bool,
    /// Share of the round robin, 0 to 10000; 100 is usual.
    pub weight: i64,
    /// Larger goes first, 0 to 100; 2 is usual.
    pub priority: i64,
    /// Which group of the round robin; empty: the group of the ungrouped.
    pub group: String,
    /// Their hours here instead of their default; one of their own schedules.
    pub schedule_id: Option<Id<Schedule>>,
    /// Their own link, number or address instead of the event type's, at most one of each way; never a room.
    pub locations: Vec<EventLocation>,
}

impl HostForm {
    /// A fixed host with usual weight and priority.
    pub fn fixed(user_id: Id<User>) -> Self {
        Self {
            user_id,
            is_fixed: true,
            weight: 100,
            priority: 2,
            group: String::new(),
            schedule_id: None,
            locations: Vec::new(),
        }
    }
}

/// An event type as typed; replaces what there was. [`EventTypeDetail::to_form`] gives the present one to start from.
#[derive(Debug, Clone, PartialEq)]
pub struct EventTypeForm {
    /// English name; one of the two may be empty, the other then stands for both.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// English description.
    pub description_en: String,
    /// Arabic description.
    pub description_ar: String,
    /// Word in addresses; empty: made from the English name.
    pub slug: String,
    /// The call it is for; `None`: any.
    pub casting_call_id: Option<Id<CastingCall>>,
    /// The team that owns it.
    pub team_id: Option<Id<Team>>,
    /// Minutes, 1 to 1440 each, the first is the default.
    pub durations: Vec<i64>,
    /// Price in the currency's smallest unit.
    pub price_minor: Option<i64>,
    /// ISO 4217; needed with a price.
    pub currency: String,
    /// Hue on calendars, 0 to 359.
    pub color_hue: i64,
    /// A word of [`Scheduling`].
    pub scheduling: String,
    /// IANA zone of grid, window and limits; empty: the first host's schedule's, else the organisation's.
    pub time_zone: String,
    /// Its own hours, on its clock and under its name whatever they say of these; `None`: whenever its hosts are there.
    pub hours: Option<HoursForm>,
    /// Minutes kept free before.
    pub buffer_before: i64,
    /// Minutes kept free after.
    pub buffer_after: i64,
    /// Minutes of notice.
    pub minimum_notice: i64,
    /// Minutes between starts; `None`: the duration.
    pub slot_interval: Option<i64>,
    /// Minutes by which the first start of each range is shifted.
    pub offset_start: i64,
    /// `clock` or `window` (rule 13).
    pub grid: String,
    /// How far ahead (rule 14); `None`: without end.
    pub booking_window: Option<BookingWindow>,
    /// Limits (rule 15).
    pub limits: EventLimits,
    /// How a round robin takes turns (rule 18).
    pub turns: TurnSettings,
    /// Whether pending bookings count as busy (rule 10).
    pub pending_blocks: bool,
    /// Whether public bookings wait for approval.
    pub needs_confirmation: bool,
    /// Places in one occurrence, 1 to 500.
    pub capacity: i64,
    /// Places per role of the call, 1 to 500 each; a role not named has no share of its own (rule 16). Needs a call.
    pub role_capacities: Vec<(Id<Role>, i64)>,
    /// Whether whoever books is told how many places are left.
    pub shows_places_left: bool,
    /// The series it allows; `None`: one at a time.
    pub repeats: Option<Repeats>,
    /// Where it may take place; the first is the default.
    pub locations: Vec<EventLocation>,
    /// Bookable by its address only, not listed.
    pub hidden: bool,
    /// Who hosts; at least one.
    pub hosts: Vec<HostForm>,
    /// What is asked.
    pub questions: Vec<QuestionForm>,
    /// What could not be read of what was typed: said together with all that is wrong, and nothing is written.
    pub unread: Vec<FieldError>,
}

impl Default for EventTypeForm {
    /// What a new event type starts from: 30 minutes, 2 hours' notice, 60 days ahead, everybody hosts.
    fn default() -> Self {
        Self {
            name_en: String::new(),
            name_ar: String::new(),
            description_en: String::new(),
            description_ar: String::new(),
            slug: String::new(),
            casting_call_id: None,
            team_id: None,
            durations: vec![30],
            price_minor: None,
            currency: String::new(),
            color_hue: 160,
            scheduling: Scheduling::Collective.as_str().to_owned(),
            time_zone: String::new(),
            hours: None,
            buffer_before: 0,
            buffer_after: 0,
            minimum_notice: 120,
            slot_interval: None,
            offset_start: 0,
            grid: "clock".to_owned(),
            booking_window: Some(BookingWindow::Rolling { days: 60, calendar_days: true }),
            limits: EventLimits::default(),
            turns: TurnSettings { method: Method::default(), since: Since::default(), no_show_counts: true },
            pending_blocks: true,
            needs_confirmation: false,
            capacity: 1,
            role_capacities: Vec::new(),
            shows_places_left: true,
            repeats: None,
            locations: Vec::new(),
            hidden: false,
            hosts: Vec::new(),
            questions: Vec::new(),
            unread: Vec::new(),
        }
    }
}

/// An event type in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct EventTypeView {
    /// As stored; a reviewer sees no links, passwords or numbers.
    pub record: EventTypeRecord,
    /// Its hosts, fixed ones first.
    pub hosts: Vec<HostRecord>,
}

/// An event type with everything about it.
#[derive(Debug, Clone, PartialEq)]
pub struct EventTypeDetail {
    /// As stored.
    pub record: EventTypeRecord,
    /// How far ahead.
    pub booking_window: Option<BookingWindow>,
    /// Limits.
    pub limits: EventLimits,
    /// How a round robin takes turns.
    pub turns: TurnSettings,
    /// Places per role.
    pub role_capacities: Vec<(Id<Role>, i64)>,
    /// Its hosts, fixed ones first.
    pub hosts: Vec<HostRecord>,
    /// What is asked.
    pub questions: Vec<QuestionForm>,
    /// Its own hours; `None`: whenever its hosts are there.
    pub hours: Option<HoursForm>,
}

impl EventTypeDetail {
    /// The event type as it would be typed, to change some of it.
    pub fn to_form(&self) -> EventTypeForm {
        let record = &self.record;
        EventTypeForm {
            name_en: record.name_en.clone(),
            name_ar: record.name_ar.clone(),
            description_en: record.description_en.clone(),
            description_ar: record.description_ar.clone(),
            slug: record.slug.clone(),
            casting_call_id: record.casting_call_id,
            team_id: record.team_id,
            durations: record.durations.iter().map(|minutes| i64::from(*minutes)).collect(),
            price_minor: record.price_minor.map(i64::from),
            currency: record.currency.clone().unwrap_or_default(),
            color_hue: record.color_hue.into(),
            scheduling: record.scheduling.as_str().to_owned(),
            time_zone: record.time_zone.clone(),
            hours: self.hours.clone(),
            buffer_before: record.buffer_before_min.into(),
            buffer_after: record.buffer_after_min.into(),
            minimum_notice: record.minimum_notice_min.into(),
            slot_interval: record.slot_interval_min.map(i64::from),
            offset_start: record.offset_start_min.into(),
            grid: record.grid.clone(),
            booking_window: self.booking_window,
            limits: self.limits,
            turns: self.turns,
            pending_blocks: record.pending_blocks,
            needs_confirmation: record.needs_confirmation,
            capacity: record.capacity.into(),
            role_capacities: self.role_capacities.clone(),
            shows_places_left: record.shows_places_left,
            repeats: record.repeats,
            locations: record.locations.clone(),
            hidden: record.hidden,
            hosts: self
                .hosts
                .iter()
                .map(|host| HostForm {
                    user_id: host.user_id,
                    is_fixed: host.is_fixed,
                    weight: host.weight.into(),
                    priority: host.priority.into(),
                    group: host.group_name.clone().unwrap_or_default(),
                    schedule_id: host.schedule_id,
                    locations: host.locations.clone(),
                })
                .collect(),
            questions: self.questions.clone(),
            unread: Vec::new(),
        }
    }
}
