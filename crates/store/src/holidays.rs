//! An organisation's holidays: they close weekly and pattern hours that start that date (rule 6).

use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{Holiday, Id, Organization};

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
}

/// Writes a new holiday. Objection: `holidays_organization_date_key`.
pub async fn insert(
    db: &mut impl Access,
    organization: Id<Organization>,
    holiday: &HolidayRecord,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into holidays (id, organization_id, on_date, name_en, name_ar, created_at) values ($1, $2, $3, $4, $5, $6)",
        holiday.id.uuid(),
        organization.uuid(),
        holiday.on_date,
        holiday.name_en,
        holiday.name_ar,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Holidays on the dates `from` to `to`.
pub async fn list(
    db: &mut impl Access,
    organization: Id<Organization>,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<HolidayRecord>> {
    let rows = sqlx::query!(
        "select id, on_date, name_en, name_ar from holidays
         where organization_id = $1 and on_date between $2 and $3 order by on_date, name_en",
        organization.uuid(),
        from,
        to
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| HolidayRecord {
            id: Id::from_uuid(row.id),
            on_date: row.on_date,
            name_en: row.name_en,
            name_ar: row.name_ar,
        })
        .collect())
}

/// Deletes a holiday; whether it was there.
pub async fn delete(db: &mut impl Access, organization: Id<Organization>, id: Id<Holiday>) -> Result<bool> {
    let done =
        sqlx::query!("delete from holidays where organization_id = $1 and id = $2", organization.uuid(), id.uuid())
            .execute(db.raw())
            .await?;
    Ok(done.rows_affected() == 1)
}
