//! The picker's calls as plain requests to the server functions in `rpc::picker`. Their generated browser half weighs more than the
//! rest of the picker; the shapes are the same, and a test holds the two together.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::islands::browser;
use crate::rpc::RpcError;
use crate::rpc::picker::HoldAnswer;
use crate::view::picker::{MonthView, PickerSubject};

#[derive(Serialize)]
struct MonthAsk {
    subject: PickerSubject,
    month: String,
    zone: String,
}

#[derive(Serialize)]
struct HoldAsk {
    subject: PickerSubject,
    start: String,
    zone: String,
    hold: Option<String>,
}

/// `rpc::picker::picker_month`, from the browser.
pub async fn picker_month(subject: PickerSubject, month: String, zone: String) -> Result<MonthView, RpcError> {
    ask("/_fn/picker_month", &MonthAsk { subject, month, zone }).await
}

/// `rpc::picker::picker_hold`, from the browser.
pub async fn picker_hold(
    subject: PickerSubject,
    start: String,
    zone: String,
    hold: Option<String>,
) -> Result<HoldAnswer, RpcError> {
    ask("/_fn/picker_hold", &HoldAsk { subject, start, zone, hold }).await
}

async fn ask<A: Serialize, T: DeserializeOwned>(path: &str, ask: &A) -> Result<T, RpcError> {
    let lost = |_| RpcError::Transport(String::new());
    let body = serde_json::to_string(ask).map_err(lost)?;
    let (fine, text) = browser::post_json(path, &body).await.ok_or_else(|| RpcError::Transport(String::new()))?;
    if fine {
        return serde_json::from_str(&text).map_err(lost);
    }
    Err(serde_json::from_str(&text).unwrap_or(RpcError::Transport(text)))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::server_fn::ServerFn as _;

    use super::*;
    use crate::rpc::picker::{PickerHold, PickerMonth};

    #[test]
    fn what_is_sent_is_what_the_server_functions_read() {
        let subject = PickerSubject { event_type: "evt_1".to_owned(), ..PickerSubject::default() };
        let month = MonthAsk { subject: subject.clone(), month: "2026-11".to_owned(), zone: "Asia/Riyadh".to_owned() };
        let read: Result<PickerMonth, _> = serde_json::from_value(serde_json::to_value(&month).unwrap_or_default());
        assert_eq!(
            read.map(|read| (read.subject, read.month, read.zone)).ok(),
            Some((subject.clone(), month.month, month.zone))
        );
        let hold = HoldAsk { subject, start: "a".to_owned(), zone: "b".to_owned(), hold: Some("c".to_owned()) };
        let read: Result<PickerHold, _> = serde_json::from_value(serde_json::to_value(&hold).unwrap_or_default());
        assert_eq!(read.map(|read| (read.start, read.zone, read.hold)).ok(), Some((hold.start, hold.zone, hold.hold)));
        assert_eq!((PickerMonth::PATH, PickerHold::PATH), ("/_fn/picker_month", "/_fn/picker_hold"));
    }
}
