//! An organisation's holidays: they close weekly and pattern hours that start that date (rule 6).

use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{Holiday, Id, Organization};
use uuid::Uuid;

use crate::{Access, Result};

/// A holiday as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayRecord {
    /// The holiday.
    pub id: Id<Holiday>,
    /// On which local date.
    pub on_date: NaiveDate,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// Whether the moon may move it by a day.
    pub may_shift: bool,
}

struct Row {
    id: Uuid,
    on_date: NaiveDate,
    name_en: String,
    name_ar: String,
    may_shift: bool,
}

impl From<Row> for HolidayRecord {
    fn from(row: Row) -> Self {
        let Row { id, on_date, name_en, name_ar, may_shift } = row;
        Self { id: Id::from_uuid(id), on_date, name_en, name_ar, may_shift }
    }
}

/// Writes a new holiday. Objection: `holidays_organization_date_key`.
pub async fn insert(
    db: &mut impl Access,
    organization: Id<Organization>,
    holiday: &HolidayRecord,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into holidays (id, organization_id, on_date, name_en, name_ar, may_shift, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        holiday.id.uuid(),
        organization.uuid(),
        holiday.on_date,
        holiday.name_en,
        holiday.name_ar,
        holiday.may_shift,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Writes a holiday anew; whether the organisation has it. Objection: `holidays_organization_date_key`.
pub async fn update(db: &mut impl Access, organization: Id<Organization>, holiday: &HolidayRecord) -> Result<bool> {
    let done = sqlx::query!(
        "update holidays set on_date = $3, name_en = $4, name_ar = $5, may_shift = $6 where organization_id = $1 and id = $2",
        organization.uuid(),
        holiday.id.uuid(),
        holiday.on_date,
        holiday.name_en,
        holiday.name_ar,
        holiday.may_shift
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A holiday.
pub async fn get(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<Holiday>,
) -> Result<Option<HolidayRecord>> {
    let row = sqlx::query_as!(
        Row,
        "select id, on_date, name_en, name_ar, may_shift from holidays where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(HolidayRecord::from))
}

/// Holidays on the dates `from` to `to`.
pub async fn list(
    db: &mut impl Access,
    organization: Id<Organization>,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<HolidayRecord>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, on_date, name_en, name_ar, may_shift from holidays
         where organization_id = $1 and on_date between $2 and $3 order by on_date, name_en",
        organization.uuid(),
        from,
        to
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(HolidayRecord::from).collect())
}

/// Deletes a holiday; whether it was there.
pub async fn delete(db: &mut impl Access, organization: Id<Organization>, id: Id<Holiday>) -> Result<bool> {
    let done =
        sqlx::query!("delete from holidays where organization_id = $1 and id = $2", organization.uuid(), id.uuid())
            .execute(db.raw())
            .await?;
    Ok(done.rows_affected() == 1)
}
