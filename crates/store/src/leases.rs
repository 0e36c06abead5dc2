//! What somebody works on outside any transaction (a reading, an event being written, a token being renewed) is theirs for a while, so that
//! nobody else begins, and free again soon after they died. Knows nothing of the work.

use chrono::{DateTime, Utc};
use domain::id::{BookingCalendarEvent, Calendar, CalendarConnection, Id};

use crate::{Access, Result};

/// What is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leased {
    /// The reading of a calendar. Bells that rang before it are answered by it.
    Reading(Id<Calendar>),
    /// An event of a booking in somebody's calendar.
    Event(Id<BookingCalendarEvent>),
    /// The renewing of a connection's short-lived token.
    Access(Id<CalendarConnection>),
}

/// Takes it until `until`, unless somebody else has it. Answers until when exactly, as it is stored: whoever names that is its holder.
pub async fn take(
    db: &mut impl Access,
    what: Leased,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let held = match what {
        Leased::Reading(id) => {
            sqlx::query_scalar!(
                r#"update calendars set leased_until = $3, rung_at = null
                   where id = $1 and (leased_until is null or leased_until <= $2) returning leased_until as "until!""#,
                id.uuid(),
                now,
                until
            )
            .fetch_optional(db.raw())
            .await?
        }
        Leased::Event(id) => {
            sqlx::query_scalar!(
                r#"update booking_calendar_events set leased_until = $3
                   where id = $1 and (leased_until is null or leased_until <= $2) returning leased_until as "until!""#,
                id.uuid(),
                now,
                until
            )
            .fetch_optional(db.raw())
            .await?
        }
        Leased::Access(id) => {
            sqlx::query_scalar!(
                r#"update calendar_connections set access_leased_until = $3
                   where id = $1 and (access_leased_until is null or access_leased_until <= $2)
                   returning access_leased_until as "until!""#,
                id.uuid(),
                now,
                until
            )
            .fetch_optional(db.raw())
            .await?
        }
    };
    Ok(held)
}

/// Keeps it longer, if it is still held until `held`; answers until when it is now.
pub async fn extend(
    db: &mut impl Access,
    what: Leased,
    held: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let held = match what {
        Leased::Reading(id) => {
            sqlx::query_scalar!(
                r#"update calendars set leased_until = $3 where id = $1 and leased_until = $2 returning leased_until as "until!""#,
                id.uuid(),
                held,
                until
            )
            .fetch_optional(db.raw())
            .await?
        }
        Leased::Event(id) => {
            sqlx::query_scalar!(
                r#"update booking_calendar_events set leased_until = $3 where id = $1 and leased_until = $2
                   returning leased_until as "until!""#,
                id.uuid(),
                held,
                until
            )
            .fetch_optional(db.raw())
            .await?
        }
        Leased::Access(id) => {
            sqlx::query_scalar!(
                r#"update calendar_connections set access_leased_until = $3 where id = $1 and access_leased_until = $2
                   returning access_leased_until as "until!""#,
                id.uuid(),
                held,
                until
            )
            .fetch_optional(db.raw())
            .await?
        }
    };
    Ok(held)
}

/// Gives it back.
pub async fn give_back(db: &mut impl Access, what: Leased) -> Result<()> {
    match what {
        Leased::Reading(id) => sqlx::query!("update calendars set leased_until = null where id = $1", id.uuid()),
        Leased::Event(id) => {
            sqlx::query!("update booking_calendar_events set leased_until = null where id = $1", id.uuid())
        }
        Leased::Access(id) => {
            sqlx::query!("update calendar_connections set access_leased_until = null where id = $1", id.uuid())
        }
    }
    .execute(db.raw())
    .await?;
    Ok(())
}
