//! Event types by the number that stands for them outside, and their words in addresses.

use domain::id::{EventType, Id};

use crate::{Access, Result};

/// The organisation's word and the event type's of a number.
pub async fn address_any_owner(db: &mut impl Access, number: i64) -> Result<Option<(String, String)>> {
    let row = sqlx::query!(
        "select o.slug as organization, e.slug from event_types e join organizations o on o.id = e.organization_id where e.number = $1",
        number
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(|row| (row.organization, row.slug)))
}

/// The words of event types in addresses.
pub async fn slugs_any_owner(db: &mut impl Access, ids: &[Id<EventType>]) -> Result<Vec<(Id<EventType>, String)>> {
    let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!("select id, slug from event_types where id = any ($1)", &ids).fetch_all(db.raw()).await?;
    Ok(rows.into_iter().map(|row| (Id::from_uuid(row.id), row.slug)).collect())
}
