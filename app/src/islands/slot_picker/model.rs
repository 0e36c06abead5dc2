//! What the picker remembers while it is open. Plain data: no browser, no signals.

use crate::view::picker::{DayTimes, DayView, HoldView, MonthView, PickerView, TakenView, TimeView};

/// The picker's memory.
pub struct Model {
    /// What does not change: subject, words, zones.
    pub view: PickerView,
    /// Set once the island runs; before that every control is a plain one.
    pub awake: bool,
    /// The zone and its name.
    pub zone: (String, String),
    /// Months known in this zone.
    pub months: Vec<MonthView>,
    /// The month shown, `2026-11`.
    pub month: String,
    /// The day whose times are shown.
    pub day: Option<String>,
    /// The day the keyboard stands on.
    pub focus: Option<String>,
    /// The keyboard waits for its day: the month it went to is still on its way.
    pub awaited: bool,
    /// The chosen start.
    pub chosen: Option<String>,
    /// The hold on it.
    pub hold: Option<HoldView>,
    /// Seconds left of the hold.
    pub left: u32,
    /// A hold has been asked for.
    pub holding: bool,
    /// A lost race.
    pub taken: Option<TakenView>,
    /// A sentence above the times: a hold that ended or failed.
    pub note: Option<String>,
    /// Times outside the talent's hours are shown.
    pub outside: bool,
    /// The clock has twelve hours.
    pub hour12: bool,
    /// The month being loaded for show.
    pub loading: Option<String>,
    /// Loading failed.
    pub failed: bool,
    /// Counts choices, so that a late answer to an earlier one is ignored.
    pub turn: u32,
}

impl Model {
    /// The picker as the server writes it.
    pub fn new(view: PickerView) -> Model {
        let mut months = vec![view.month.clone()];
        months.extend(view.more_months.iter().cloned());
        Model {
            awake: false,
            zone: (view.zone.clone(), view.zone_label.clone()),
            months,
            month: view.month.month.clone(),
            day: view.day.clone(),
            focus: view.day.clone(),
            awaited: false,
            chosen: view.start.clone(),
            left: view.hold.as_ref().map_or(0, |hold| hold.seconds),
            hold: view.hold.clone(),
            holding: false,
            taken: view.taken.clone(),
            note: None,
            outside: view.outside,
            hour12: view.hour12,
            loading: None,
            failed: false,
            turn: 0,
            view,
        }
    }

    /// The month shown, if it is known.
    pub fn current(&self) -> Option<&MonthView> {
        self.months.iter().find(|known| known.month == self.month)
    }

    /// Whether a month is known with all its times.
    pub fn is_complete(&self, month: &str) -> bool {
        self.months.iter().any(|known| known.month == month && known.complete)
    }

    /// Whether a day has something to choose, with the times now shown.
    pub fn is_free(&self, day: &DayView) -> bool {
        day.free > 0 || (self.outside && day.outside > 0)
    }

    /// The times of the chosen day, hidden ones too; `None` while they are unknown.
    pub fn times(&self) -> Option<&DayTimes> {
        let day = self.day.as_ref()?;
        self.months.iter().flat_map(|month| &month.times).find(|times| times.date == *day)
    }

    /// A known time by its start.
    pub fn time(&self, start: &str) -> Option<&TimeView> {
        let mut known = self.months.iter().flat_map(|month| &month.times).flat_map(|day| &day.times);
        let near = || self.taken.iter().flat_map(|taken| &taken.nearest).map(|near| &near.time);
        known.find(|time| time.start == start).or_else(|| near().find(|time| time.start == start))
    }

    /// After the day has changed: only a time that stands in the list can be posted. The held one is chosen again when its day returns.
    pub fn settle(&mut self) {
        let listed = |start: &String| self.times().is_some_and(|day| day.times.iter().any(|time| time.start == *start));
        let held = self.hold.as_ref().map(|hold| &hold.start);
        self.chosen =
            self.chosen.as_ref().filter(|start| listed(start)).or(held.filter(|start| listed(start))).cloned();
    }

    /// The chosen time on the clock in use.
    pub fn chosen_text(&self) -> Option<&str> {
        self.time(self.chosen.as_deref()?).map(|time| time.text(self.hour12))
    }

    /// Where Tab enters the month: the day the keyboard stood on, else the chosen day, else the first free one, else the first.
    pub fn stop(&self) -> Option<&str> {
        let month = self.current()?;
        let here = |day: &&String| day.starts_with(&month.month);
        let free =
            || month.days.iter().find(|day| self.is_free(day)).or(month.days.first()).map(|day| day.date.as_str());
        self.focus.as_ref().filter(here).or(self.day.as_ref().filter(here)).map(String::as_str).or_else(free)
    }

    /// The explanation of the day under the keyboard, if it has no times and the reader may know.
    pub fn why(&self) -> Option<&crate::view::picker::WhyView> {
        let date = self.focus.as_ref().or(self.day.as_ref())?;
        let day = self.current()?.days.iter().find(|day| day.date == *date)?;
        day.why.as_ref().filter(|why| !self.is_free(day) && !why.question.is_empty())
    }

    /// Whether a day's explanation has to be asked for: its link leads to it.
    pub fn must_ask(&self, date: &str) -> bool {
        let day = self.current().and_then(|month| month.days.iter().find(|day| day.date == date));
        day.and_then(|day| day.why.as_ref()).is_some_and(|why| why.question.is_empty())
    }

    /// The address of a month and day in this picker, for links that work without it.
    pub fn href(&self, month: &str, day: Option<&str>, outside: bool) -> String {
        let zone = self.zone.0.replace('+', "%2B");
        let mut href = self.view.base.clone();
        for (name, value) in [("month=", month), ("&zone=", zone.as_str()), ("&day=", day.unwrap_or_default())] {
            if !value.is_empty() {
                href.push_str(name);
                href.push_str(value);
            }
        }
        if outside {
            href.push_str("&outside=1");
        }
        href
    }

    /// Takes a month in, in place of an older answer.
    pub fn put(&mut self, month: MonthView) {
        match self.months.iter_mut().find(|known| known.month == month.month) {
            Some(known) => {
                // What was asked for by address is told once; it stays told.
                let told = std::mem::replace(known, month).days.into_iter();
                for (day, before) in known.days.iter_mut().zip(told) {
                    if day.why.as_ref().is_some_and(|why| why.question.is_empty()) && before.why.is_some() {
                        day.why = before.why;
                    }
                }
            }
            None => self.months.push(month),
        }
    }
}
