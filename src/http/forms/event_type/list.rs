//! What is posted about the list of event types: another after one's pattern, and their order. Knows no rule.

use axum::response::Response;
use domain::id::{EventType, Id};
use services::event_types::Step;
use services::{Error, Result};

use super::Posted;

/// What is done to one of the list: another after its pattern, or its place.
pub(super) async fn arrange(posted: Posted, id: &str, part: &str) -> Response {
    const LIST: &str = "/admin/event-types";
    let act = async || -> Result<String> {
        let (services, ctx) = (posted.services(), posted.ctx());
        let id: Id<EventType> = id.parse().map_err(|_| Error::NotFound)?;
        let step = match part {
            "up" => Step::Up,
            "down" => Step::Down,
            "place" => {
                let before = posted.text("before").trim();
                let before = if before.is_empty() { None } else { Some(before.parse().map_err(|_| Error::NotFound)?) };
                services.place_event_type(&ctx, id, before).await?;
                return Ok(format!("{LIST}?moved={id}&said=event-type-moved"));
            }
            _ => {
                let copy = services.duplicate_event_type(&ctx, id).await?;
                return Ok(format!("{LIST}/{}?said=event-type-duplicated", copy.record.id));
            }
        };
        services.move_event_type(&ctx, id, step).await?;
        Ok(format!("{LIST}?moved={id}&step={part}&said=event-type-moved"))
    };
    let result = act().await;
    posted.answer(LIST, result).await
}
