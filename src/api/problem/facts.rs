//! What some refusals tell beside their code. Knows no request.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// What some refusals tell beside their code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// `booking.slot_taken`, `booking.not_offered`: starts that are free now, nearest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Vec<DateTime<Utc>>>,
    /// `booking.not_offered`: why (`notice`, `window`, `outside_hours`, …).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// `booking.series_refused`: the dates that cannot be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<Vec<RefusedDate>>,
    /// `booking.not_possible_now`: where the booking stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_status: Option<String>,
    /// `booking.stale_revision`: the revision it has now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_revision: Option<i32>,
}

/// A date of a series that cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RefusedDate {
    /// Which of the series, from 1.
    pub position: u32,
    /// The start that cannot be had.
    pub scheduled_at: DateTime<Utc>,
    /// Why: `taken` by somebody else, or why it is not offered (`notice`, `window`, `outside_hours`, …).
    pub reason: String,
    /// Starts that are free now, nearest first.
    pub nearest: Vec<DateTime<Utc>>,
}

impl From<domain::refusal::RefusedDate> for RefusedDate {
    fn from(date: domain::refusal::RefusedDate) -> Self {
        let domain::refusal::RefusedDate { position, start, reason, nearest } = date;
        Self { position, scheduled_at: start, reason, nearest }
    }
}
