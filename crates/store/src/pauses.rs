//! Named breaks of a place (prayer, lunch): they close hours (rule 6). Knows no rooms' hours.

use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{Id, Organization, Pause, Room};
use uuid::Uuid;

use crate::{Access, Error, Result};

/// A pause as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PauseRecord {
    /// The pause.
    pub id: Id<Pause>,
    /// Its owner.
    pub organization_id: Id<Organization>,
    /// In which room; `None`: everywhere in the organisation.
    pub room_id: Option<Id<Room>>,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// IANA zone its times are read in.
    pub time_zone: String,
    /// First date.
    pub starts_on: NaiveDate,
    /// Last date, included.
    pub ends_on: NaiveDate,
    /// Only on this weekday, 0 = Sunday.
    pub weekday: Option<u8>,
    /// From when to when, in minutes of the local day; an end before its start crosses midnight.
    pub minutes: (u16, u16),
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    organization_id: Uuid,
    room_id: Option<Uuid>,
    name_en: String,
    name_ar: String,
    time_zone: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    weekday: Option<i16>,
    start_minute: i16,
    end_minute: i16,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for PauseRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let broken = |column| Error::BrokenRow { table: "pauses", column };
        Ok(Self {
            id: Id::from_uuid(row.id),
            organization_id: Id::from_uuid(row.organization_id),
            room_id: row.room_id.map(Id::from_uuid),
            name_en: row.name_en,
            name_ar: row.name_ar,
            time_zone: row.time_zone,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            weekday: row.weekday.map(u8::try_from).transpose().map_err(|_| broken("weekday"))?,
            minutes: (
                u16::try_from(row.start_minute).map_err(|_| broken("start_minute"))?,
                u16::try_from(row.end_minute).map_err(|_| broken("end_minute"))?,
            ),
            created_at: row.created_at,
        })
    }
}

/// Writes a new pause.
pub async fn insert(db: &mut impl Access, pause: &PauseRecord) -> Result<()> {
    let minute = |value: u16| i16::try_from(value).unwrap_or(i16::MAX);
    sqlx::query!(
        "insert into pauses (id, organization_id, room_id, name_en, name_ar, time_zone, starts_on, ends_on, weekday,
            start_minute, end_minute, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        pause.id.uuid(),
        pause.organization_id.uuid(),
        pause.room_id.map(Id::uuid),
        pause.name_en,
        pause.name_ar,
        pause.time_zone,
        pause.starts_on,
        pause.ends_on,
        pause.weekday.map(i16::from),
        minute(pause.minutes.0),
        minute(pause.minutes.1),
        pause.created_at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Pauses that touch the dates `from` to `to`, of every place, in order.
pub async fn list(
    db: &mut impl Access,
    organization: Id<Organization>,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<PauseRecord>> {
    sqlx::query_as!(
        Row,
        "select id, organization_id, room_id, name_en, name_ar, time_zone, starts_on, ends_on, weekday, start_minute,
            end_minute, created_at
         from pauses where organization_id = $1 and ends_on >= $2 and starts_on <= $3
         order by starts_on, start_minute, id",
        organization.uuid(),
        from,
        to
    )
    .fetch_all(db.raw())
    .await?
    .into_iter()
    .map(PauseRecord::try_from)
    .collect()
}

/// Deletes a pause; what it was, if it was there.
pub async fn delete(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<Pause>,
) -> Result<Option<PauseRecord>> {
    sqlx::query_as!(
        Row,
        "delete from pauses where organization_id = $1 and id = $2
         returning id, organization_id, room_id, name_en, name_ar, time_zone, starts_on, ends_on, weekday, start_minute,
            end_minute, created_at",
        organization.uuid(),
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?
    .map(PauseRecord::try_from)
    .transpose()
}
