//! The slot picker's calls: a month of times, a hold, its end.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use super::RpcError;
use crate::view::picker::{HoldView, MonthView, PickerSubject, TakenView};

/// What came of asking for a hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HoldAnswer {
    /// The time is kept.
    Held(HoldView),
    /// The time is free and cannot be kept (the booking to be moved overlaps it).
    Free,
    /// Someone was faster: the nearest free times, and the month as it is now.
    Taken(TakenView, Box<MonthView>),
}

/// The days and all times of a month, counted and written in a zone.
///
/// # Errors
/// `Refused` when the subject is not open to this reader, the month or the zone is not one.
#[server(endpoint = "picker_month", input = Json, output = Json)]
pub async fn picker_month(subject: PickerSubject, month: String, zone: String) -> Result<MonthView, RpcError> {
    crate::pages::picker::month(subject, month, zone).await
}

/// Keeps a time for this session, in place of the one it kept before; asking again for the same one prolongs it once.
///
/// # Errors
/// `Refused` when the subject is not open to this reader or the session has held too many times.
#[server(endpoint = "picker_hold", input = Json, output = Json)]
pub async fn picker_hold(
    subject: PickerSubject,
    start: String,
    zone: String,
    hold: Option<String>,
) -> Result<HoldAnswer, RpcError> {
    crate::pages::picker::hold(subject, start, zone, hold).await
}

/// Lets a held time go.
///
/// # Errors
/// Never refuses: a hold that is gone already is gone.
#[server(endpoint = "picker_release", input = Json, output = Json)]
pub async fn picker_release(hold: String) -> Result<(), RpcError> {
    crate::pages::picker::release(hold).await
}
