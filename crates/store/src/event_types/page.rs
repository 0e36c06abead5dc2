//! Event types in their order, whole or page by page. Knows no rights: it is told whose calls count.

use domain::id::{CastingCall, EventType, Id, Organization, User};

use super::{EventTypeRecord, Row};
use crate::{Access, Result};

/// So many are read where they are not read page by page.
const MOST: i64 = 500;

/// Which event types.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Those of this call and those of none.
    pub call: Option<Id<CastingCall>>,
    /// Those out of use too.
    pub archived: bool,
    /// Of calls, only those this person created or was added to.
    pub user: Option<Id<User>>,
}

/// Where a page begins: after the one that stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// It is out of use; such ones stand last.
    pub is_archived: bool,
    /// It is of no call; those of calls stand first.
    pub is_of_none: bool,
    /// Its place among those.
    pub position: i32,
    /// Its id.
    pub id: Id<EventType>,
}

/// The organisation's event types in their order; with `call`, those of this call and those of none.
pub async fn list(
    db: &mut impl Access,
    organization: Id<Organization>,
    call: Option<Id<CastingCall>>,
    archived: bool,
) -> Result<Vec<EventTypeRecord>> {
    page(db, organization, &Filter { call, archived, user: None }, None, MOST).await
}

/// A page of them.
pub async fn page(
    db: &mut impl Access,
    organization: Id<Organization>,
    filter: &Filter,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<EventTypeRecord>> {
    sqlx::query_as!(
        Row,
        "select e.id, e.organization_id, e.casting_call_id, e.team_id, e.slug, e.name_en, e.name_ar, e.description_en,
            e.description_ar, e.durations, e.price_minor, e.currency, e.color_hue, e.scheduling, e.time_zone, e.schedule_id,
            e.buffer_before_min, e.buffer_after_min, e.minimum_notice_min, e.slot_interval_min, e.offset_start_min, e.grid,
            e.booking_window, e.limits, e.round_robin, e.pending_blocks, e.needs_confirmation, e.capacity,
            e.role_capacities, e.shows_places_left, e.repeats, e.locations, e.hidden,
            (select s.access from public_settings s where s.event_type_id = e.id) as access, e.position, e.archived_at, e.created_by, e.revision,
            e.created_at, e.updated_at
         from event_types e
         where e.organization_id = $1 and ($2::uuid is null or e.casting_call_id = $2 or e.casting_call_id is null)
            and ($3 or e.archived_at is null)
            and ($4::uuid is null or e.casting_call_id is null
                or exists(select 1 from casting_calls c where c.id = e.casting_call_id and c.created_by = $4)
                or exists(select 1 from casting_call_members m
                    where m.casting_call_id = e.casting_call_id and m.user_id = $4))
            and ($5::bool is null
                or ((e.archived_at is not null), (e.casting_call_id is null), e.position, e.id) > ($5, $6, $7, $8))
         order by (e.archived_at is not null), (e.casting_call_id is null), e.position, e.id limit $9",
        organization.uuid(),
        filter.call.map(Id::uuid),
        filter.archived,
        filter.user.map(Id::uuid),
        after.map(|after| after.is_archived),
        after.map(|after| after.is_of_none),
        after.map(|after| after.position),
        after.map(|after| after.id.uuid()),
        limit
    )
    .fetch_all(db.raw())
    .await?
    .into_iter()
    .map(EventTypeRecord::try_from)
    .collect()
}
