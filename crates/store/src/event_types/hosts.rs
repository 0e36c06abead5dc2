//! The hosts of event types. Knows no rule about who may host.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::event_location::EventLocation;
use domain::id::{EventType, Id, Schedule, User};

use super::stored;
use crate::{Access, Error, Result};

/// A host of an event type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostRecord {
    /// The person.
    pub user_id: Id<User>,
    /// Their Latin name (read only).
    pub name_latin: String,
    /// Their Arabic name (read only).
    pub name_arabic: String,
    /// Always there, or one of a group.
    pub is_fixed: bool,
    /// Share of the round robin.
    pub weight: u32,
    /// Larger goes first.
    pub priority: u32,
    /// Which group of the round robin (rule 16).
    pub group_name: Option<String>,
    /// Their hours here, instead of their default.
    pub schedule_id: Option<Id<Schedule>>,
    /// Their own link, number or address instead of the event type's.
    pub locations: Vec<EventLocation>,
    /// Since when they host: newcomers are credited from here (rule 18).
    pub joined_at: DateTime<Utc>,
}

/// The event type's hosts, fixed ones first (its owner was checked).
pub async fn hosts(db: &mut impl Access, event_type: Id<EventType>) -> Result<Vec<HostRecord>> {
    Ok(hosts_of(db, &[event_type]).await?.remove(&event_type).unwrap_or_default())
}

/// The hosts of several event types (their owner was checked), fixed ones first.
pub async fn hosts_of(
    db: &mut impl Access,
    event_types: &[Id<EventType>],
) -> Result<HashMap<Id<EventType>, Vec<HostRecord>>> {
    let ids: Vec<_> = event_types.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        "select h.event_type_id, h.user_id, u.name_latin, u.name_arabic, h.is_fixed, h.weight, h.priority, h.group_name,
            h.schedule_id, h.locations, h.joined_at
         from event_type_hosts h join users u on u.id = h.user_id
         where h.event_type_id = any($1)
         order by h.is_fixed desc, h.group_name nulls first, h.joined_at, h.user_id",
        &ids
    )
    .fetch_all(db.raw())
    .await?;
    let mut hosts: HashMap<Id<EventType>, Vec<HostRecord>> = HashMap::new();
    for row in rows {
        let broken = |column| Error::BrokenRow { table: "event_type_hosts", column };
        hosts.entry(Id::from_uuid(row.event_type_id)).or_default().push(HostRecord {
            user_id: Id::from_uuid(row.user_id),
            name_latin: row.name_latin,
            name_arabic: row.name_arabic,
            is_fixed: row.is_fixed,
            weight: u32::try_from(row.weight).map_err(|_| broken("weight"))?,
            priority: u32::try_from(row.priority).map_err(|_| broken("priority"))?,
            group_name: row.group_name,
            schedule_id: row.schedule_id.map(Id::from_uuid),
            locations: serde_json::from_value(row.locations).map_err(|_| broken("locations"))?,
            joined_at: row.joined_at,
        });
    }
    Ok(hosts)
}

/// Writes the hosts in place of those there were (the owner was checked). Who hosted before keeps `joined_at`.
pub async fn replace_hosts(db: &mut impl Access, event_type: Id<EventType>, hosts: &[HostRecord]) -> Result<()> {
    let users: Vec<_> = hosts.iter().map(|host| host.user_id.uuid()).collect();
    sqlx::query!(
        "delete from event_type_hosts where event_type_id = $1 and user_id <> all($2)",
        event_type.uuid(),
        &users
    )
    .execute(db.raw())
    .await?;
    for host in hosts {
        let locations = serde_json::to_value(&host.locations)
            .map_err(|_| Error::BrokenRow { table: "event_type_hosts", column: "locations" })?;
        sqlx::query!(
            "insert into event_type_hosts (event_type_id, user_id, is_fixed, weight, priority, group_name, schedule_id,
                joined_at, locations)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (event_type_id, user_id) do update set is_fixed = excluded.is_fixed, weight = excluded.weight,
                priority = excluded.priority, group_name = excluded.group_name, schedule_id = excluded.schedule_id,
                locations = excluded.locations",
            event_type.uuid(),
            host.user_id.uuid(),
            host.is_fixed,
            stored(host.weight),
            stored(host.priority),
            host.group_name,
            host.schedule_id.map(Id::uuid),
            host.joined_at,
            locations
        )
        .execute(db.raw())
        .await?;
    }
    Ok(())
}
