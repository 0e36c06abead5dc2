//! What the picker remembers while it is open.

use leptos::prelude::*;

use super::calls;
use crate::islands::browser;
use crate::view::picker::{DayTimes, DayView, HoldView, MonthView, PickerView, TakenView, TimeView};

/// The picker's signals; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct State {
    /// What does not change.
    pub view: StoredValue<PickerView>,
    /// Set once the island runs; before that every control is a plain one.
    pub awake: RwSignal<bool>,
    /// The zone and its name.
    pub zone: RwSignal<(String, String)>,
    /// Months known in this zone.
    pub months: RwSignal<Vec<MonthView>>,
    /// The month shown, `2026-11`.
    pub month: RwSignal<String>,
    /// The day whose times are shown.
    pub day: RwSignal<Option<String>>,
    /// The day the keyboard stands on.
    pub focus: RwSignal<Option<String>>,
    /// The chosen start.
    pub chosen: RwSignal<Option<String>>,
    /// The hold on it.
    pub hold: RwSignal<Option<HoldView>>,
    /// Seconds left of the hold.
    pub left: RwSignal<u32>,
    /// A hold has been asked for.
    pub holding: RwSignal<bool>,
    /// A lost race.
    pub taken: RwSignal<Option<TakenView>>,
    /// A sentence shown above the times: a hold that ended or failed.
    pub note: RwSignal<Option<String>>,
    /// Times outside the talent's hours are shown.
    pub outside: RwSignal<bool>,
    /// The clock has twelve hours.
    pub hour12: RwSignal<bool>,
    /// The month being loaded.
    pub loading: RwSignal<Option<String>>,
    /// Loading failed.
    pub failed: RwSignal<bool>,
    /// Read out politely.
    pub said: RwSignal<String>,
    /// Counts choices, so that a late answer to an earlier one is ignored.
    pub turn: StoredValue<u32>,
}

impl State {
    /// The state as the server rendered it.
    pub fn new(view: PickerView) -> State {
        let mut months = vec![view.month.clone()];
        months.extend(view.more_months.iter().cloned());
        State {
            awake: RwSignal::new(false),
            zone: RwSignal::new((view.zone.clone(), view.zone_label.clone())),
            months: RwSignal::new(months),
            month: RwSignal::new(view.month.month.clone()),
            day: RwSignal::new(view.day.clone()),
            focus: RwSignal::new(view.day.clone()),
            chosen: RwSignal::new(view.start.clone()),
            left: RwSignal::new(view.hold.as_ref().map_or(0, |hold| hold.seconds)),
            hold: RwSignal::new(view.hold.clone()),
            holding: RwSignal::new(false),
            taken: RwSignal::new(view.taken.clone()),
            note: RwSignal::new(None),
            outside: RwSignal::new(view.outside),
            hour12: RwSignal::new(view.hour12),
            loading: RwSignal::new(None),
            failed: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            turn: StoredValue::new(0),
            view: StoredValue::new(view),
        }
    }

    /// Runs once in the browser: takes over the controls, loads what is missing, starts the clock.
    pub fn wake(self) {
        self.awake.set(true);
        calls::start_clock(self);
        calls::listen_to_back(self);
        let (detect, shown, live) = self.view.with_value(|view| (view.detect_zone, view.zone.clone(), view.live));
        if !live {
            return;
        }
        match browser::remembered("zone").or_else(browser::own_zone).filter(|zone| detect && *zone != shown) {
            Some(zone) => calls::change_zone(self, zone, None),
            None => calls::complete(self, self.month.get_untracked()),
        }
    }

    /// The month shown, if it is known.
    pub fn current(&self) -> Option<MonthView> {
        let month = self.month.get();
        self.months.with(|months| months.iter().find(|known| known.month == month).cloned())
    }

    /// Whether a day has something to choose, with the times now shown.
    pub fn is_free(&self, day: &DayView) -> bool {
        day.free > 0 || (self.outside.get() && day.outside > 0)
    }

    /// The times of the chosen day that are shown now; `None` while they are unknown.
    pub fn times(&self) -> Option<DayTimes> {
        let day = self.day.get()?;
        let outside = self.outside.get();
        let mut found = self
            .months
            .with(|months| months.iter().flat_map(|month| &month.times).find(|times| times.date == day).cloned())?;
        found.times.retain(|time| outside || !time.outside);
        Some(found)
    }

    /// A known time by its start.
    pub fn time(&self, start: &str) -> Option<TimeView> {
        let known = self.months.with_untracked(|months| {
            let mut times = months.iter().flat_map(|month| &month.times).flat_map(|day| &day.times);
            times.find(|time| time.start == start).cloned()
        });
        known.or_else(|| {
            self.taken.with_untracked(|taken| {
                let near = taken.as_ref()?.nearest.iter().find(|near| near.time.start == start);
                near.map(|near| near.time.clone())
            })
        })
    }

    /// The chosen time on the clock in use.
    pub fn chosen_text(&self) -> Option<String> {
        let start = self.chosen.get()?;
        let hour12 = self.hour12.get();
        self.time(&start).map(|time| time.text(hour12).to_owned())
    }

    /// A word of the picker.
    pub fn word(&self, pick: impl FnOnce(&crate::view::picker::PickerWords) -> &String) -> String {
        self.view.with_value(|view| pick(&view.words).clone())
    }

    /// The address of a month and day in this picker, for links that work without it.
    pub fn href(&self, month: &str, day: Option<&str>) -> String {
        let zone = self.zone.with(|(zone, _)| zone.replace('+', "%2B"));
        let mut href = self.view.with_value(|view| format!("{}month={month}&zone={zone}", view.base));
        if let Some(day) = day {
            href.push_str("&day=");
            href.push_str(day);
        }
        if self.outside.get() {
            href.push_str("&outside=1");
        }
        href
    }
}
