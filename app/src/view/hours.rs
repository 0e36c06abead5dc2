//! Weekly hours as the editor shows them. Posted as `weekly[<day>][<row>][start|end]`, day 0 = Sunday; empty rows mean nothing.

use serde::{Deserialize, Serialize};

/// The editor's first state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursView {
    /// The name the rows are posted under: `weekly`, or `override` for the spans of one date.
    pub name: String,
    /// The days in the order of the reader's week.
    pub days: Vec<HoursDay>,
    /// The words.
    pub words: HoursWords,
}

/// One day of the week, or one date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursDay {
    /// 0 = Sunday to 6 = Saturday; the day's place in the posted names.
    pub index: u8,
    /// `Sunday`.
    pub name: String,
    /// Its hours.
    pub spans: Vec<SpanView>,
    /// What was wrong with this day.
    pub error: Option<String>,
}

/// From when to when, as typed: `09:00`, `24:00`; an end before its start runs past midnight.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanView {
    /// The start.
    pub start: String,
    /// The end.
    pub end: String,
    /// What was typed as the start was not accepted.
    #[serde(default)]
    pub start_is_wrong: bool,
    /// What was typed as the end was not accepted.
    #[serde(default)]
    pub end_is_wrong: bool,
}

impl SpanView {
    /// A span nothing is wrong with.
    pub fn new(start: String, end: String) -> Self {
        Self { start, end, ..Self::default() }
    }

    /// An empty row with nothing to say about it.
    pub fn is_nothing(&self) -> bool {
        self.start.is_empty() && self.end.is_empty() && !self.start_is_wrong && !self.end_is_wrong
    }
}

/// The editor's words; `{day}` is put in by the island.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct HoursWords {
    pub from_on: String,
    pub to_on: String,
    pub none: String,
    pub add_on: String,
    pub remove_on: String,
    pub copy: String,
    pub copy_from: String,
    pub copy_to: String,
    pub copy_apply: String,
    pub next_day: String,
    /// What the picture of the week is for; empty where there is none.
    pub week: String,
}
