//! The order of an organisation's event types. Knows nothing else of them.

use domain::id::{EventType, Id, Organization};

use crate::{Access, Result};

/// One event type in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which.
    pub id: Id<EventType>,
    /// No longer offered: such ones stand last.
    pub is_archived: bool,
    /// For one call: such ones stand first.
    pub is_of_call: bool,
}

/// Every event type in the order of the list, kept from being put in another order meanwhile.
pub async fn places(db: &mut impl Access, organization: Id<Organization>) -> Result<Vec<Place>> {
    // Whoever reorders first locks the owner, so that two do not wait for each other's rows.
    sqlx::query!("select id from organizations where id = $1 for no key update", organization.uuid())
        .fetch_optional(db.raw())
        .await?;
    let rows = sqlx::query!(
        r#"select id, archived_at is not null as "is_archived!", casting_call_id is not null as "is_of_call!"
         from event_types where organization_id = $1
         order by (archived_at is not null), (casting_call_id is null), position, id"#,
        organization.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Place { id: Id::from_uuid(row.id), is_archived: row.is_archived, is_of_call: row.is_of_call })
        .collect())
}

/// Numbers the event types in this order. What they are does not change, nor does their revision.
pub async fn put_in_order(db: &mut impl Access, organization: Id<Organization>, order: &[Id<EventType>]) -> Result<()> {
    let ids: Vec<_> = order.iter().map(|id| id.uuid()).collect();
    sqlx::query!(
        "update event_types e set position = n.place::int from unnest($2::uuid[]) with ordinality as n (id, place)
         where e.organization_id = $1 and e.id = n.id and e.position <> n.place::int",
        organization.uuid(),
        &ids
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
