//! Holidays of an organisation (rule 6): they close weekly and pattern hours that start that date. Typed one by one, or taken from the
//! list of a country and then edited. Every member reads them; admins and casters change them.

use chrono::{Datelike, NaiveDate};
use domain::{
    country::holidays as public,
    field::{Check, FieldCode},
    hours_form::parse_date,
    id::{Holiday, Id, Organization},
    webhook::Topic,
};
use icu_calendar::{Date, cal::Hijri};
use store::{Access, Tx, holidays};

pub use domain::country::holidays::PublicHoliday;
pub use store::holidays::HolidayRecord as HolidayView;

use crate::{
    Ctx, Error, Result, Services, audit,
    casting_calls::both_scripts,
    rooms::may_arrange,
    webhooks::{Fate, OfficeTime},
};

/// How many years ahead a country's list is offered: far enough to plan, near enough that states keep to it.
const AHEAD: i32 = 3;

/// A holiday as typed.
#[derive(Debug, Clone, Default)]
pub struct HolidayForm {
    /// The date.
    pub on_date: String,
    /// English name; one of the two may be empty, the other then stands for both.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// Whether the moon may move it by a day.
    pub may_shift: bool,
}

/// A country's list for one year, beside what the organisation has of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preset {
    /// The holidays in order, each with whether it is in the organisation's list already.
    pub holidays: Vec<(PublicHoliday, bool)>,
}

impl HolidayForm {
    fn checked(&self, id: Id<Holiday>) -> Result<HolidayView> {
        let mut check = Check::new();
        let mut name_en = check.optional_text("nameEn", &self.name_en, 200);
        let mut name_ar = check.optional_text("nameAr", &self.name_ar, 200);
        both_scripts(&mut check, "nameEn", &mut name_en, &mut name_ar);
        let on_date = parse_date(&mut check, "onDate", &self.on_date);
        check.finish(())?;
        let on_date = on_date.ok_or_else(|| Error::field("onDate", FieldCode::Required))?;
        Ok(HolidayView { id, on_date, name_en, name_ar, may_shift: self.may_shift })
    }
}

impl Services {
    /// Holidays on the dates.
    pub async fn list_holidays(&self, ctx: &Ctx, from: NaiveDate, to: NaiveDate) -> Result<Vec<HolidayView>> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        Ok(holidays::list(&mut db, organization, from, to).await?)
    }

    /// Adds a holiday.
    pub async fn create_holiday(&self, ctx: &Ctx, form: &HolidayForm) -> Result<HolidayView> {
        let mut tx = self.store().begin().await?;
        let (organization, _, holiday) = write(&mut tx, ctx, None, form).await?;
        audit::entry(ctx, "holiday.created").object(holiday.id).write(&mut tx, ctx).await?;
        self.announce_things(&mut tx, ctx, organization, Topic::HolidayCreated, &[Fate::Made(&holiday)]).await?;
        self.announce_holidays(&mut tx, ctx, organization, &[holiday.on_date]).await?;
        tx.commit().await?;
        Ok(holiday)
    }

    /// Changes a holiday: another date when the moon was seen later, other names. What is booked stays.
    pub async fn edit_holiday(&self, ctx: &Ctx, id: Id<Holiday>, form: &HolidayForm) -> Result<HolidayView> {
        let mut tx = self.store().begin().await?;
        let (organization, before, holiday) = write(&mut tx, ctx, Some(id), form).await?;
        audit::entry(ctx, "holiday.edited").object(id).write(&mut tx, ctx).await?;
        if let Some(before) = before {
            let became = [Fate::Became(&before, &holiday)];
            self.announce_things(&mut tx, ctx, organization, Topic::HolidayUpdated, &became).await?;
            if before.on_date != holiday.on_date {
                self.announce_holidays(&mut tx, ctx, organization, &[before.on_date, holiday.on_date]).await?;
            }
        }
        tx.commit().await?;
        Ok(holiday)
    }

    /// Deletes a holiday.
    pub async fn delete_holiday(&self, ctx: &Ctx, id: Id<Holiday>) -> Result<()> {
        let organization = may_arrange(ctx)?;
        let mut tx = self.store().begin().await?;
        let holiday = holidays::get(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        if !holidays::delete(&mut tx, organization, id).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "holiday.deleted").object(id).write(&mut tx, ctx).await?;
        self.announce_things(&mut tx, ctx, organization, Topic::HolidayRemoved, &[Fate::Gone(&holiday)]).await?;
        self.announce_holidays(&mut tx, ctx, organization, &[holiday.on_date]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What a country's list has for a year, this one to three ahead. Nothing is changed.
    pub async fn holiday_preset(&self, ctx: &Ctx, country: &str, year: i32) -> Result<Preset> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        preset(&mut db, ctx, organization, country, year).await
    }

    /// Adds the chosen days (their [`PublicHoliday::key`]) of a country's list for a year; what is there already stays as it is. Answers
    /// how many were added.
    pub async fn add_preset_holidays(&self, ctx: &Ctx, country: &str, year: i32, chosen: &[String]) -> Result<usize> {
        let mut tx = self.store().begin().await?;
        let (organization, added) = write_list(&mut tx, ctx, country, year, chosen).await?;
        audit::entry(ctx, "holiday.list_added")
            .fact("country", country)
            .fact("year", year)
            .fact("count", added.len())
            .write(&mut tx, ctx)
            .await?;
        let made: Vec<_> = added.iter().map(Fate::Made).collect();
        self.announce_things(&mut tx, ctx, organization, Topic::HolidayCreated, &made).await?;
        let dates: Vec<_> = added.iter().map(|holiday| holiday.on_date).collect();
        self.announce_holidays(&mut tx, ctx, organization, &dates).await?;
        tx.commit().await?;
        Ok(added.len())
    }

    /// Tells webhooks that holidays on these dates make other times free.
    async fn announce_holidays(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        dates: &[NaiveDate],
    ) -> Result<()> {
        if dates.is_empty() {
            return Ok(());
        }
        self.announce_office_time(tx, ctx, organization, &OfficeTime::Holidays(dates)).await
    }
}

async fn preset(
    db: &mut impl Access,
    ctx: &Ctx,
    organization: Id<Organization>,
    country: &str,
    year: i32,
) -> Result<Preset> {
    let list = listed(ctx, country, year)?;
    let (Some(from), Some(to)) = (list.first().map(|day| day.date), list.last().map(|day| day.date)) else {
        return Ok(Preset { holidays: Vec::new() });
    };
    let own = holidays::list(db, organization, from, to).await?;
    let is_there = |day: &PublicHoliday| own.iter().any(|one| one.on_date == day.date && one.name_en == day.name_en);
    Ok(Preset {
        holidays: list
            .into_iter()
            .map(|day| {
                let there = is_there(&day);
                (day, there)
            })
            .collect(),
    })
}

/// Writes the chosen days of a country's list that are not there yet, and answers which.
pub(crate) async fn write_list(
    tx: &mut Tx,
    ctx: &Ctx,
    country: &str,
    year: i32,
    chosen: &[String],
) -> Result<(Id<Organization>, Vec<HolidayView>)> {
    let organization = may_arrange(ctx)?;
    if chosen.is_empty() {
        return Err(Error::field("dates", FieldCode::Required));
    }
    let preset = preset(tx, ctx, organization, country, year).await?;
    if chosen.iter().any(|key| !preset.holidays.iter().any(|(day, _)| day.key() == *key)) {
        return Err(Error::field("dates", FieldCode::Unknown));
    }
    let missing: Vec<PublicHoliday> = preset
        .holidays
        .into_iter()
        .filter_map(|(day, there)| (!there && chosen.contains(&day.key())).then_some(day))
        .collect();
    let mut added = Vec::with_capacity(missing.len());
    for day in &missing {
        let holiday = HolidayView {
            id: ctx.new_id()?,
            on_date: day.date,
            name_en: day.name_en.to_owned(),
            name_ar: day.name_ar.to_owned(),
            may_shift: day.may_shift,
        };
        holidays::insert(tx, organization, &holiday, ctx.now).await.map_err(taken)?;
        added.push(holiday);
    }
    Ok((organization, added))
}

/// Writes a holiday as typed: a new one, or in place of one there is. Answers what there was and what there is.
pub(crate) async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    id: Option<Id<Holiday>>,
    form: &HolidayForm,
) -> Result<(Id<Organization>, Option<HolidayView>, HolidayView)> {
    let organization = may_arrange(ctx)?;
    let holiday = form.checked(id.map_or_else(|| ctx.new_id(), Ok)?)?;
    let Some(id) = id else {
        holidays::insert(tx, organization, &holiday, ctx.now).await.map_err(taken)?;
        return Ok((organization, None, holiday));
    };
    let before = holidays::get(tx, organization, id).await?;
    if !holidays::update(tx, organization, &holiday).await.map_err(taken)? {
        return Err(Error::NotFound);
    }
    Ok((organization, before, holiday))
}

/// The list of a country for a year that may be asked for.
fn listed(ctx: &Ctx, country: &str, year: i32) -> Result<Vec<PublicHoliday>> {
    let this = ctx.now.year();
    if !(this..=this + AHEAD).contains(&year) {
        return Err(Error::field("year", FieldCode::Invalid));
    }
    public::of(country, year, umm_al_qura).ok_or_else(|| Error::field("country", FieldCode::Unknown))
}

/// The month and day of the Umm al-Qura calendar.
fn umm_al_qura(date: NaiveDate) -> Option<(u8, u8)> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    let hijri = Date::try_new_iso(date.year(), month, day).ok()?.to_calendar(Hijri::new_umm_al_qura());
    Some((hijri.month().ordinal, hijri.day_of_month().0))
}

fn taken(error: store::Error) -> Error {
    if error.is_constraint("holidays_organization_date_key") {
        return Error::field("nameEn", FieldCode::Taken);
    }
    error.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feasts as the Umm al-Qura calendar published them.
    #[test]
    fn feasts_fall_where_umm_al_qura_puts_them() {
        let first = |name: &str, year: i32| {
            let list = public::of("SA", year, umm_al_qura).unwrap_or_default();
            list.into_iter().find(|day| day.name_en == name).map(|day| day.date.to_string())
        };
        for (year, fitr, arafat) in [
            (2024, "2024-04-10", "2024-06-15"),
            (2025, "2025-03-30", "2025-06-05"),
            (2026, "2026-03-20", "2026-05-26"),
            (2027, "2027-03-09", "2027-05-15"),
        ] {
            assert_eq!(first("Eid al-Fitr", year).as_deref(), Some(fitr));
            assert_eq!(first("Arafat Day", year).as_deref(), Some(arafat));
        }
    }
}
