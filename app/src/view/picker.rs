//! What the slot picker shows: a month of days, the times of a day, the zone, a hold, a lost race. Built in `ui::slots` on the
//! server; the island only arranges it. Times are grouped and written by the server in the chosen zone: no zone arithmetic here.

use serde::{Deserialize, Serialize};

use super::listed::listed;

/// What is being booked; sent back with every call. Rights are checked by the server each time, nothing here grants any.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickerSubject {
    /// The event type's public id.
    pub event_type: String,
    /// The application, when a caster books for it.
    pub application: Option<String>,
    /// The booking being moved, when rescheduling.
    pub booking: Option<String>,
    /// The token of the link, when someone acts without signing in: a booking's, or a private one's to an event type.
    pub token: Option<String>,
    /// The word of how people meet, where that was chosen before the time.
    pub way: Option<String>,
    /// The chosen duration in minutes, where the event type has several.
    pub minutes: Option<u32>,
}

listed! {
    /// Everything the picker needs for its first rendering.
    pub struct PickerView {
        /// What is being booked.
        pub subject: PickerSubject,
        /// The address of the page up to the picker's own query values; ends in `?` or `&`.
        pub base: String,
        /// The IANA zone times are shown in.
        pub zone: String,
        /// The zone as shown: its city.
        pub zone_label: String,
        /// Zones offered without searching.
        pub zones: Vec<ZoneOption>,
        /// Whether the browser's own (or remembered) zone should replace `zone` on arrival: yes for video, no where a venue decides.
        pub detect_zone: bool,
        /// The month first shown.
        pub month: MonthView,
        /// Further months already known.
        pub more_months: Vec<MonthView>,
        /// The chosen day, `2026-11-29`.
        pub day: Option<String>,
        /// The chosen start, as in `TimeView::start`.
        pub start: Option<String>,
        /// A hold the session already has on `start`.
        pub hold: Option<HoldView>,
        /// The race was lost while posting the form.
        pub taken: Option<TakenView>,
        /// Whether times outside the talent's stated hours are shown.
        pub outside: bool,
        /// Whether there are such times to show (a talent with stated hours).
        pub can_show_outside: bool,
        /// Whether the clock has twelve hours.
        pub hour12: bool,
        /// `latn` or `arab`: the digits of the hold's clock.
        pub digits: String,
        /// The tag for `Intl`.
        pub intl_tag: String,
        /// Whether calls to the server are possible; `/dev/parts` shows the picker without one.
        pub live: bool,
        /// The words.
        pub words: PickerWords,
    }
}

listed! {
    /// A zone with its name.
    pub struct ZoneOption {
        /// The IANA name.
        pub zone: String,
        /// `Riyadh (UTC+3)`.
        pub label: String,
    }
}

listed! {
    /// A month in one zone.
    pub struct MonthView {
        /// `2026-11`.
        pub month: String,
        /// The zone the days were counted in.
        pub zone: String,
        /// The zone as shown.
        pub zone_label: String,
        /// `November 2026`.
        pub title: String,
        /// `Jumada II 1448`, where shown.
        pub hijri: Option<String>,
        /// The seven heads: (short, long).
        pub weekdays: Vec<(String, String)>,
        /// Empty cells before the first day.
        pub lead: u8,
        /// The days of the month in order.
        pub days: Vec<DayView>,
        /// The times of days already known; all days with free times when `complete`.
        pub times: Vec<DayTimes>,
        /// Whether `times` holds every day.
        pub complete: bool,
        /// The month before, if it may be shown.
        pub previous: Option<String>,
        /// The month after, if it may be shown.
        pub next: Option<String>,
        /// The next free day when this month has none: (date, its name).
        pub first_free: Option<(String, String)>,
    }
}

listed! {
    /// A day of the month.
    pub struct DayView {
        /// `2026-11-29`.
        pub date: String,
        /// `29`.
        pub number: String,
        /// Its accessible name with the number of times inside everyone's hours.
        pub label: String,
        /// The same with the times outside the talent's hours, where it differs.
        pub label_all: Option<String>,
        /// Times inside everyone's hours.
        pub free: u16,
        /// Further times outside the talent's hours.
        pub outside: u16,
        /// Whether it is today in the zone.
        pub today: bool,
        /// Why there is no free time, where the reader may know.
        pub why: Option<WhyView>,
    }
}

listed! {
    /// The explanation of a day without times; empty where it is told once the day is asked for by its address.
    pub struct WhyView {
        /// `Why not Tuesday 24 November?`
        pub question: String,
        /// `Ziad is away; Noura's hours end at 12:00.`
        pub answer: String,
        /// `It would open: without Ziad (6 times).`; empty where no single setting would help, or the reader may not know.
        pub what_if: String,
    }
}

listed! {
    /// The times of one day.
    pub struct DayTimes {
        /// `2026-11-29`.
        pub date: String,
        /// `Sunday 29 November`.
        pub title: String,
        /// In order.
        pub times: Vec<TimeView>,
    }
}

listed! {
    /// One start time.
    pub struct TimeView {
        /// The instant, `2026-11-29T07:45:00Z`; posted.
        pub start: String,
        /// On a 24-hour clock in the chosen zone.
        pub t24: String,
        /// On a 12-hour clock in the chosen zone.
        pub t12: String,
        /// The part of the day.
        pub part: Part,
        /// Outside the talent's stated hours.
        pub outside: bool,
        /// `3 places left`, where it is told.
        pub left: Option<String>,
        /// The venue's time where it differs: (24-hour, 12-hour), as a whole phrase.
        pub venue: Option<(String, String)>,
    }
}

impl TimeView {
    /// The time on the clock in use.
    pub fn text(&self, hour12: bool) -> &str {
        if hour12 { &self.t12 } else { &self.t24 }
    }
}

/// The part of a day a time belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Before noon.
    #[default]
    Morning,
    /// Noon until five.
    Afternoon,
    /// From five.
    Evening,
}

listed! {
    /// A time kept for this session while the form is open.
    pub struct HoldView {
        /// Posted as `hold`.
        pub token: String,
        /// The start it is for.
        pub start: String,
        /// Seconds it still lasts.
        pub seconds: u32,
        /// Whether it may be prolonged (once).
        pub extendable: bool,
    }
}

listed! {
    /// Someone else was faster.
    pub struct TakenView {
        /// What happened.
        pub message: String,
        /// The nearest free times.
        pub nearest: Vec<NearTime>,
    }
}

listed! {
    /// A free time near a lost one, perhaps on another day.
    pub struct NearTime {
        /// Its day, `2026-11-29`.
        pub date: String,
        /// Its day in words, `Sun 29 Nov`.
        pub day: String,
        /// The time.
        pub time: TimeView,
    }
}

listed! {
    /// The picker's words in the reader's language. `{time}`, `{day}` and `{left}` are put in by the island.
    #[allow(missing_docs)]
    pub struct PickerWords {
        pub month: String,
        pub previous: String,
        pub next: String,
        pub legend: String,
        /// `First free day: {day}`.
        pub first_free: String,
        pub none_here: String,
        pub none_ahead: String,
        pub choose_day: String,
        pub choose_time: String,
        pub morning: String,
        pub afternoon: String,
        pub evening: String,
        pub outside_mark: String,
        pub suits_mark: String,
        pub show_outside: String,
        /// Said when the talent stated no hours, or a calendar could not be read lately.
        pub unstated: Option<String>,
        pub clock: String,
        pub clock12: String,
        pub clock24: String,
        pub zone: String,
        pub zone_use: String,
        pub zone_search: String,
        pub zone_none: String,
        /// `held {left}`.
        pub held: String,
        pub holding: String,
        /// `{time} is held for you for 5 minutes.`
        pub held_announce: String,
        pub hold_ended: String,
        pub hold_failed: String,
        pub nearest: String,
        pub submit: String,
        /// `Continue with {time}`.
        pub submit_with: String,
        /// Said while a day without times can be asked why.
        pub why_hint: String,
        pub load_failed: String,
        pub retry: String,
        pub loading: String,
    }
}
