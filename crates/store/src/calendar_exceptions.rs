//! What hosts have said of their calendars for single event types: where bookings are written, which calendars are checked. Knows no provider.

use chrono::{DateTime, Utc};
use domain::id::{Booking, Calendar, EventType, Id, Organization, User};
use uuid::Uuid;

use crate::{Access, Result, bookings::Words};

/// Where the bookings of an event type are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WriteTo {
    /// Where the others are.
    #[default]
    AsUsual,
    /// Nowhere.
    Nowhere,
    /// To this calendar.
    Calendar(Id<Calendar>),
}

/// A host's exception.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExceptionRecord {
    /// Where bookings are written.
    pub write: WriteTo,
    /// Which calendars are checked, if not those of the others.
    pub checks: Option<Vec<Id<Calendar>>>,
}

/// An event type that somebody hosts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosted {
    /// Which.
    pub id: Id<EventType>,
    /// What it is called.
    pub name: Words,
    /// What they said of their calendars for it.
    pub exception: ExceptionRecord,
}

fn record(
    writes_nowhere: Option<bool>,
    calendar: Option<Uuid>,
    own_checks: Option<bool>,
    checked: Vec<Uuid>,
) -> ExceptionRecord {
    let write = match (writes_nowhere, calendar) {
        (Some(true), _) => WriteTo::Nowhere,
        (_, Some(calendar)) => WriteTo::Calendar(Id::from_uuid(calendar)),
        _ => WriteTo::AsUsual,
    };
    let checked = checked.into_iter().map(Id::from_uuid).collect();
    ExceptionRecord { write, checks: own_checks.unwrap_or(false).then_some(checked) }
}

/// The event types of an organisation that somebody hosts, in their order, with their exceptions; only this one if it is named. At most `limit`.
pub async fn hosted(
    db: &mut impl Access,
    organization: Id<Organization>,
    user: Id<User>,
    only: Option<Id<EventType>>,
    limit: i64,
) -> Result<Vec<Hosted>> {
    let rows = sqlx::query!(
        r#"select et.id, et.name_en, et.name_ar, x.writes_nowhere as "writes_nowhere?", x.write_calendar_id as "write_calendar_id?",
            x.own_checks as "own_checks?",
            array(select k.calendar_id from calendar_exception_checks k where k.event_type_id = et.id and k.user_id = $2) as "checked!"
           from event_types et join event_type_hosts h on h.event_type_id = et.id and h.user_id = $2
           left join calendar_exceptions x on x.event_type_id = et.id and x.user_id = $2
           where et.organization_id = $1 and et.archived_at is null and ($3::uuid is null or et.id = $3)
           order by et.position, et.id limit $4"#,
        organization.uuid(),
        user.uuid(),
        only.map(Id::uuid),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Hosted {
            id: Id::from_uuid(row.id),
            name: Words { en: row.name_en, ar: row.name_ar },
            exception: record(row.writes_nowhere, row.write_calendar_id, row.own_checks, row.checked),
        })
        .collect())
}

/// Writes somebody's exception for an event type; one that says nothing is no exception.
pub async fn set(
    db: &mut impl Access,
    user: Id<User>,
    event_type: Id<EventType>,
    exception: &ExceptionRecord,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "delete from calendar_exceptions where event_type_id = $1 and user_id = $2",
        event_type.uuid(),
        user.uuid()
    )
    .execute(db.raw())
    .await?;
    if *exception == ExceptionRecord::default() {
        return Ok(());
    }
    let calendar = if let WriteTo::Calendar(id) = exception.write { Some(id.uuid()) } else { None };
    sqlx::query!(
        "insert into calendar_exceptions (event_type_id, user_id, writes_nowhere, write_calendar_id, own_checks, updated_at)
         values ($1, $2, $3, $4, $5, $6)",
        event_type.uuid(),
        user.uuid(),
        exception.write == WriteTo::Nowhere,
        calendar,
        exception.checks.is_some(),
        now
    )
    .execute(db.raw())
    .await?;
    let checked: Vec<Uuid> = exception.checks.iter().flatten().map(|id| id.uuid()).collect();
    sqlx::query!(
        "insert into calendar_exception_checks (event_type_id, user_id, calendar_id) select $1, $2, id from unnest($3::uuid[]) c (id)",
        event_type.uuid(),
        user.uuid(),
        &checked
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The calendar a person's bookings of an event type are written to.
pub async fn write_calendar(
    db: &mut impl Access,
    user: Id<User>,
    event_type: Id<EventType>,
) -> Result<Option<Id<Calendar>>> {
    let id = sqlx::query_scalar!(
        "select c.id from calendars c left join calendar_exceptions x on x.user_id = c.user_id and x.event_type_id = $2
         where c.user_id = $1 and not coalesce(x.writes_nowhere, false)
             and case when x.write_calendar_id is null then c.writes_here else c.id = x.write_calendar_id and c.can_write end",
        user.uuid(),
        event_type.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(id.map(Id::from_uuid))
}

/// Whether a calendar counts for anything.
pub async fn is_in_use(db: &mut impl Access, id: Id<Calendar>) -> Result<bool> {
    let is = sqlx::query_scalar!(r#"select is_in_use(c) as "is!" from calendars c where c.id = $1"#, id.uuid())
        .fetch_optional(db.raw())
        .await?;
    Ok(is.unwrap_or(false))
}

/// The bookings of an event type to come in which somebody takes part for the office, soonest first, at most `limit`.
pub async fn bookings_to_come(
    db: &mut impl Access,
    user: Id<User>,
    event_type: Id<EventType>,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Id<Booking>>> {
    let ids = sqlx::query_scalar!(
        "select b.id from bookings b join occurrences oc on oc.id = b.occurrence_id
         where b.event_type_id = $2 and $1 = any(oc.staff_ids) and oc.starts_at > $3 and b.status in ('pending', 'scheduled', 'confirmed')
         order by oc.starts_at, b.id limit $4",
        user.uuid(),
        event_type.uuid(),
        now,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(ids.into_iter().map(Id::from_uuid).collect())
}
