//! Event types: an organisation's own with a key, one of them by its address for everybody.

use axum::extract::Path;
use serde_json::{Value, json};

use super::answer::{Answer, success};
use super::input::{Anyone, pairs, value, version};
use super::shapes::{event_type, public_event_type};
use super::slots::wanted;
use crate::api::caller::{Caller, Scope};
use crate::api::problem::Problem;

const VERSION: (&str, &str) = ("2024-06-14", "2026-05-01");

/// With `username` and `eventSlug` that one, as anybody may know it; otherwise those of the key's organisation.
pub(super) async fn list(caller: Anyone) -> Answer {
    version(&caller.parts, VERSION.0, VERSION.1)?;
    let pairs = pairs(&caller.parts);
    let (services, ctx) = (caller.services, caller.ctx);
    if value(&pairs, "username").is_some() && value(&pairs, "eventSlug").is_some() {
        let kind = services.cal_event_type(&ctx, &wanted(&pairs)?).await?;
        return success(json!([public_event_type(&kind)]));
    }
    ctx.user()?;
    ctx.scope("event-types:read").map_err(|_| Problem::insufficient_scope("event-types:read"))?;
    let kinds = services.list_event_types(&ctx, None, false).await?;
    success(Value::Array(kinds.iter().map(event_type).collect()))
}

/// One of the key's organisation.
pub(super) async fn show(caller: Caller, Path(number): Path<i64>) -> Answer {
    let (services, ctx) = caller.with(Scope::EventTypesRead)?;
    let kinds = services.list_event_types(&ctx, None, true).await?;
    let kind = kinds.iter().find(|kind| kind.record.id.number() == number).ok_or_else(Problem::not_found)?;
    success(event_type(kind))
}
