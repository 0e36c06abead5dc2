//! The lines of schedules: weekly spans, patterns, one-date overrides. Times are minutes of the local day, 0 to 1440; an end before
//! its start crosses midnight (rule 4). Knows no arithmetic of hours.

use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{AvailabilityRule, Id, Schedule};
use uuid::Uuid;

use crate::{Access, Error, Result};

/// One line of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRecord {
    /// The line.
    pub id: Id<AvailabilityRule>,
    /// Of which schedule.
    pub schedule_id: Id<Schedule>,
    /// On which dates.
    pub on: RuleDates,
    /// From when to when, in minutes of the local day; `None` closes the date (one-date lines only).
    pub minutes: Option<(u16, u16)>,
    /// Adds hours, or takes them away.
    pub available: bool,
    /// Whether it counts at all.
    pub is_active: bool,
}

/// On which dates a line of a schedule holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleDates {
    /// Every week on this day, 0 = Sunday.
    Weekly(u8),
    /// On the dates of an RFC 5545 rule.
    Recurrence {
        /// The rule's text.
        rrule: String,
        /// The rule counts from this date.
        starts_on: NaiveDate,
        /// Last date, included.
        ends_on: Option<NaiveDate>,
        /// Dates left out.
        except: Vec<NaiveDate>,
    },
    /// On one date, instead of what the others say.
    Date(NaiveDate),
}

struct Row {
    id: Uuid,
    schedule_id: Uuid,
    kind: String,
    weekday: Option<i16>,
    on_date: Option<NaiveDate>,
    rrule: Option<String>,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    exdates: Vec<NaiveDate>,
    start_minute: Option<i16>,
    end_minute: Option<i16>,
    available: bool,
    is_active: bool,
}

impl TryFrom<Row> for RuleRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let broken = |column| Error::BrokenRow { table: "availability_rules", column };
        let on = match (row.kind.as_str(), row.weekday, row.rrule, row.starts_on, row.on_date) {
            ("weekly", Some(day), _, _, _) => RuleDates::Weekly(u8::try_from(day).map_err(|_| broken("weekday"))?),
            ("recurrence", _, Some(rrule), Some(starts_on), _) => {
                RuleDates::Recurrence { rrule, starts_on, ends_on: row.ends_on, except: row.exdates }
            }
            ("date", _, _, _, Some(date)) => RuleDates::Date(date),
            _ => return Err(broken("kind")),
        };
        let minute = |value: i16| u16::try_from(value).map_err(|_| broken("start_minute"));
        let minutes = match (row.start_minute, row.end_minute) {
            (Some(start), Some(end)) => Some((minute(start)?, minute(end)?)),
            _ => None,
        };
        Ok(Self {
            id: Id::from_uuid(row.id),
            schedule_id: Id::from_uuid(row.schedule_id),
            on,
            minutes,
            available: row.available,
            is_active: row.is_active,
        })
    }
}

/// Writes new lines.
pub async fn insert(db: &mut impl Access, rules: &[RuleRecord], now: DateTime<Utc>) -> Result<()> {
    for rule in rules {
        let (kind, weekday, date, pattern) = match &rule.on {
            RuleDates::Weekly(day) => ("weekly", Some(i16::from(*day)), None, None),
            RuleDates::Date(date) => ("date", None, Some(*date), None),
            RuleDates::Recurrence { rrule, starts_on, ends_on, except } => {
                ("recurrence", None, None, Some((rrule, *starts_on, *ends_on, except)))
            }
        };
        let minute = |value: u16| i16::try_from(value).unwrap_or(i16::MAX);
        sqlx::query!(
            "insert into availability_rules (id, schedule_id, kind, weekday, on_date, rrule, starts_on, ends_on, exdates,
                start_minute, end_minute, available, is_active, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            rule.id.uuid(),
            rule.schedule_id.uuid(),
            kind,
            weekday,
            date,
            pattern.map(|(rrule, ..)| rrule.as_str()),
            pattern.map(|(_, starts_on, ..)| starts_on),
            pattern.and_then(|(_, _, ends_on, _)| ends_on),
            pattern.map_or(&[][..], |(.., except)| except.as_slice()),
            rule.minutes.map(|(start, _)| minute(start)),
            rule.minutes.map(|(_, end)| minute(end)),
            rule.available,
            rule.is_active,
            now
        )
        .execute(db.raw())
        .await?;
    }
    Ok(())
}

/// The lines of these schedules, in the order they were made.
pub async fn list(db: &mut impl Access, schedules: &[Id<Schedule>]) -> Result<Vec<RuleRecord>> {
    let ids: Vec<_> = schedules.iter().map(|id| id.uuid()).collect();
    sqlx::query_as!(
        Row,
        "select id, schedule_id, kind, weekday, on_date, rrule, starts_on, ends_on, exdates, start_minute, end_minute,
            available, is_active
         from availability_rules where schedule_id = any($1)
         order by schedule_id, kind, weekday, on_date, starts_on, start_minute, id",
        &ids
    )
    .fetch_all(db.raw())
    .await?
    .into_iter()
    .map(RuleRecord::try_from)
    .collect()
}

/// Deletes every line of a schedule (its owner was checked by [`crate::schedules::get`]).
pub async fn delete_all(db: &mut impl Access, schedule: Id<Schedule>) -> Result<()> {
    sqlx::query!("delete from availability_rules where schedule_id = $1", schedule.uuid()).execute(db.raw()).await?;
    Ok(())
}
