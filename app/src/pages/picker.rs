//! Where the slot picker's calls meet `services`.

use crate::rpc::RpcError;
use crate::rpc::picker::HoldAnswer;
use crate::server::words;
use crate::view::picker::{MonthView, PickerSubject};

/// A month of times for a subject. Connected by the booking pages once `services` computes slots.
pub async fn month(_subject: PickerSubject, _month: String, _zone: String) -> Result<MonthView, RpcError> {
    Err(RpcError::Refused(words().t("picker-load-failed")))
}

/// A hold on a start.
pub async fn hold(
    _subject: PickerSubject,
    _start: String,
    _zone: String,
    _hold: Option<String>,
) -> Result<HoldAnswer, RpcError> {
    Err(RpcError::Refused(words().t("picker-hold-failed")))
}

/// The end of a hold.
pub async fn release(_hold: String) -> Result<(), RpcError> {
    Ok(())
}
