//! When calendars' owners are busy, as it was read: replaced as a whole, or event by event with every whole reading counted. Knows no event.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    id::{Calendar, Id},
    time::Interval,
};

use crate::{Access, Result};

/// The longest block there is (`busy_blocks_at_most_a_week`).
const LONGEST: TimeDelta = TimeDelta::weeks(1);

/// Blocks as they are stored: none longer than a week, column by column.
struct Pieces<'a> {
    keys: Vec<&'a str>,
    starts: Vec<DateTime<Utc>>,
    ends: Vec<DateTime<Utc>>,
}

impl<'a> Pieces<'a> {
    fn of(blocks: &'a [(String, Interval)]) -> Self {
        let mut pieces = Self { keys: Vec::new(), starts: Vec::new(), ends: Vec::new() };
        for (key, interval) in blocks {
            let mut start = interval.start();
            while start < interval.end() {
                let end = start.checked_add_signed(LONGEST).map_or(interval.end(), |end| end.min(interval.end()));
                pieces.keys.push(key);
                pieces.starts.push(start);
                pieces.ends.push(end);
                start = end;
            }
        }
        pieces
    }
}

/// Makes a calendar's busy blocks these. Those that stay are not touched, so that a calendar in which nothing moved costs no write.
pub async fn replace_busy(db: &mut impl Access, id: Id<Calendar>, blocks: &[(String, Interval)]) -> Result<()> {
    let Pieces { keys, starts, ends } = Pieces::of(blocks);
    sqlx::query!(
        "delete from busy_blocks b where b.calendar_id = $1 and not exists (
            select from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) n (event_key, starts_at, ends_at)
            where n.event_key = b.event_key and n.starts_at = b.starts_at and n.ends_at = b.ends_at)",
        id.uuid(),
        &keys as &[&str],
        &starts,
        &ends
    )
    .execute(db.raw())
    .await?;
    sqlx::query!(
        "insert into busy_blocks (calendar_id, event_key, starts_at, ends_at)
         select $1, n.event_key, n.starts_at, n.ends_at
         from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) n (event_key, starts_at, ends_at)
         on conflict do nothing",
        id.uuid(),
        &keys as &[&str],
        &starts,
        &ends
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// A calendar's busy blocks, by time: for the tests of what reads them.
pub async fn busy(db: &mut impl Access, id: Id<Calendar>, limit: i64) -> Result<Vec<(String, Interval)>> {
    let rows = sqlx::query!(
        "select event_key, starts_at, ends_at from busy_blocks
         where calendar_id = $1 order by starts_at, ends_at, event_key limit $2",
        id.uuid(),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.event_key, Interval::new(row.starts_at, row.ends_at)?))).collect())
}

/// Makes what the named events take of a calendar owner's time these blocks; they belong to whole reading number `round`.
pub async fn replace_keys(
    db: &mut impl Access,
    id: Id<Calendar>,
    round: i32,
    keys: &[String],
    blocks: &[(String, Interval)],
) -> Result<()> {
    let Pieces { keys: names, starts, ends } = Pieces::of(blocks);
    sqlx::query!(
        "delete from busy_blocks b where b.calendar_id = $1 and b.event_key = any($2) and not exists (
            select from unnest($3::text[], $4::timestamptz[], $5::timestamptz[]) n (event_key, starts_at, ends_at)
            where n.event_key = b.event_key and n.starts_at = b.starts_at and n.ends_at = b.ends_at)",
        id.uuid(),
        keys,
        &names as &[&str],
        &starts,
        &ends
    )
    .execute(db.raw())
    .await?;
    sqlx::query!(
        "insert into busy_blocks (calendar_id, event_key, starts_at, ends_at, round)
         select distinct $1::uuid, n.event_key, n.starts_at, n.ends_at, $5::int
         from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) n (event_key, starts_at, ends_at)
         on conflict (calendar_id, event_key, starts_at, ends_at) do update set round = excluded.round",
        id.uuid(),
        &names as &[&str],
        &starts,
        &ends,
        round
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Ends a whole reading: what it did not name is gone.
pub async fn sweep(db: &mut impl Access, id: Id<Calendar>, round: i32) -> Result<()> {
    sqlx::query!("delete from busy_blocks where calendar_id = $1 and round <> $2", id.uuid(), round)
        .execute(db.raw())
        .await?;
    Ok(())
}
