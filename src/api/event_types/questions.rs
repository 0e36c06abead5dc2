//! What an event type asks, by itself.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use services::event_types::{EventTypeDetail, EventTypeForm};
use utoipa::ToSchema;

use super::parts::EventQuestion;
use crate::api::answer::{One, tagged};
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
use crate::api::params::PathId;
use crate::api::problem::Problem;
use crate::api::revision::IfMatch;

/// What is asked when booking.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"questions": [{"key": "height", "kind": "number", "labelEn": "Height in cm", "labelAr": "الطول", "required": true}]}))]
pub struct EventQuestions {
    /// In their order, at most 30.
    pub questions: Vec<EventQuestion>,
}

/// What is asked when booking with it.
#[utoipa::path(get, path = "/event-types/{id}/questions", tag = "event types", operation_id = "listQuestions",
    params(("id" = String, Path, description = "The event type.")),
    responses((status = 200, description = "Its questions, in their order.", body = One<EventQuestions>)))]
pub async fn questions(caller: Caller, PathId(id): PathId<domain::id::EventType>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesRead)?;
    Ok(asked(services.event_type(&ctx, id).await.map_err(Problem::at_path)?))
}

/// Replaces what is asked. Answers already given stay. Those who may change the event type.
#[utoipa::path(put, path = "/event-types/{id}/questions", tag = "event types", operation_id = "setQuestions",
    request_body = EventQuestions,
    params(("id" = String, Path, description = "The event type."),
        ("If-Match" = Option<String>, Header, description = "Only if the event type still has this revision (ETag).")),
    responses((status = 200, description = "Its questions as they are now.", body = One<EventQuestions>)))]
pub async fn set_questions(
    caller: Caller,
    PathId(id): PathId<domain::id::EventType>,
    if_match: IfMatch,
    body: Body<EventQuestions>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesWrite)?;
    let before = services.event_type(&ctx, id).await.map_err(|error| if_match.problem(error))?;
    let revision = if_match.0.or(Some(before.record.revision));
    let before = before.to_form();
    let questions = body.value.questions.into_iter().map(|one| one.read(&before.questions)).collect();
    let form = EventTypeForm { questions, ..before };
    let done = services.edit_event_type(&ctx, id, revision, form).await;
    Ok(asked(done.map_err(|error| if_match.problem(error))?))
}

fn asked(detail: EventTypeDetail) -> Response {
    let revision = detail.record.revision;
    tagged(
        One::new(EventQuestions { questions: detail.questions.into_iter().map(EventQuestion::from).collect() }),
        revision,
    )
}
