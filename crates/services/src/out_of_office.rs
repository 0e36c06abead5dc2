//! Time off and travel, a person's own. Whole dates or part-days, typed on the person's clock, kept as instants.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use domain::{
    field::{Check, FieldCode},
    hours_form::{parse_date, parse_time},
    id::{Id, OutOfOffice, TravelPeriod, User},
    time::LocalTime,
    zone::Zone,
};
use store::{
    Access, Tx,
    out_of_office::{self, OutOfOfficeRecord},
    schedules, travel_periods,
};

pub use store::{out_of_office::OutOfOfficeRecord as TimeOffView, travel_periods::TravelRecord as TravelView};

use crate::{
    Ctx, Error, Result, Services, audit,
    idempotency::{Answer, Once},
    webhooks::Different,
};

/// Where somebody's clock is when they said nothing.
pub const DEFAULT_ZONE: &str = "Asia/Riyadh";
/// Longest time off, in days.
const LONGEST: i64 = 400;

/// Time off as typed. Without times: whole dates, both included. With times: from the first date's time to the last date's.
#[derive(Debug, Clone, Default)]
pub struct TimeOffForm {
    /// First date (`YYYY-MM-DD`).
    pub from: String,
    /// Last date; empty: the first.
    pub to: String,
    /// From when on the first date; empty: its midnight.
    pub from_time: String,
    /// Until when on the last date; empty: the midnight that ends it.
    pub to_time: String,
    /// IANA zone; empty: that of the person's default schedule.
    pub time_zone: String,
    /// Why.
    pub reason: String,
    /// Who stands in, by id: a member of the organisation the person acts in; empty: nobody.
    pub delegate: String,
}

/// Travel as typed.
#[derive(Debug, Clone, Default)]
pub struct TravelForm {
    /// First date.
    pub from: String,
    /// Last date, included; empty: the first.
    pub to: String,
    /// IANA zone lived in meanwhile.
    pub time_zone: String,
}

impl Services {
    /// The signed-in person's time off that is not over, in order.
    pub async fn my_time_off(&self, ctx: &Ctx) -> Result<Vec<TimeOffView>> {
        let mut db = self.store().connection().await?;
        let far = ctx.now + TimeDelta::days(3650);
        Ok(out_of_office::list(&mut db, &[ctx.user()?], ctx.now, far).await?)
    }

    /// Takes time off.
    pub async fn add_time_off(&self, ctx: &Ctx, form: &TimeOffForm) -> Result<TimeOffView> {
        self.add_time_off_once(ctx, form, &Answer::unkept()).await?.done("time off")
    }

    /// The same, once per idempotency key.
    pub async fn add_time_off_once(
        &self,
        ctx: &Ctx,
        form: &TimeOffForm,
        answer: &Answer<'_, TimeOffView>,
    ) -> Result<Once<TimeOffView>> {
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        let off = write(&mut tx, ctx, form).await?;
        audit::entry(ctx, "time_off.added").object(off.id).write(&mut tx, ctx).await?;
        self.announce_availability(&mut tx, ctx, off.user_id, &Different::Away(&off)).await?;
        answer.finish(&mut tx, ctx, &off).await?;
        tx.commit().await?;
        Ok(Once::Done(off))
    }

    /// Takes time off back.
    pub async fn remove_time_off(&self, ctx: &Ctx, id: Id<OutOfOffice>) -> Result<()> {
        let user = ctx.user()?;
        let mut tx = self.store().begin().await?;
        if !out_of_office::delete(&mut tx, user, id).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "time_off.removed").object(id).write(&mut tx, ctx).await?;
        self.announce_availability(&mut tx, ctx, user, &Different::Back(id)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The signed-in person's travel that is not over, in order.
    pub async fn my_travel(&self, ctx: &Ctx) -> Result<Vec<TravelView>> {
        let mut db = self.store().connection().await?;
        let today = ctx.now.date_naive() - TimeDelta::days(1);
        Ok(travel_periods::list(&mut db, &[ctx.user()?], today, today + TimeDelta::days(3650)).await?)
    }

    /// Lives the dates in another zone.
    pub async fn add_travel(&self, ctx: &Ctx, form: &TravelForm) -> Result<TravelView> {
        let mut tx = self.store().begin().await?;
        let travel = write_travel(&mut tx, ctx, form).await?;
        audit::entry(ctx, "travel.added").object(travel.id).write(&mut tx, ctx).await?;
        self.announce_availability(&mut tx, ctx, travel.user_id, &Different::Travel(travel.id)).await?;
        tx.commit().await?;
        Ok(travel)
    }

    /// Takes travel back.
    pub async fn remove_travel(&self, ctx: &Ctx, id: Id<TravelPeriod>) -> Result<()> {
        let user = ctx.user()?;
        let mut tx = self.store().begin().await?;
        if !travel_periods::delete(&mut tx, user, id).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "travel.removed").object(id).write(&mut tx, ctx).await?;
        self.announce_availability(&mut tx, ctx, user, &Different::Travel(id)).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Writes travel as typed.
pub(crate) async fn write_travel(tx: &mut Tx, ctx: &Ctx, form: &TravelForm) -> Result<TravelView> {
    let user = ctx.user()?;
    let mut check = Check::new();
    let from = parse_date(&mut check, "from", &form.from);
    let to = if form.to.trim().is_empty() { from } else { parse_date(&mut check, "to", &form.to) };
    let zone = form.time_zone.trim().parse::<Zone>();
    if zone.is_err() {
        check.fail("timeZone", FieldCode::UnknownZone);
    }
    if let Some((from, to)) = from.zip(to) {
        if to < from {
            check.fail("to", FieldCode::EndsBeforeStart);
        } else if to - from > TimeDelta::days(LONGEST) {
            check.fail_with("to", FieldCode::TooLarge, LONGEST);
        }
    }
    check.finish(())?;
    let (Some(starts_on), Some(ends_on), Ok(zone)) = (from, to, zone) else {
        return Err(Error::field("from", FieldCode::Required));
    };
    let travel = TravelView { id: ctx.new_id()?, user_id: user, starts_on, ends_on, time_zone: zone.name().to_owned() };
    travel_periods::insert(tx, &travel, ctx.now).await?;
    Ok(travel)
}

/// Writes time off as typed.
pub(crate) async fn write(tx: &mut Tx, ctx: &Ctx, form: &TimeOffForm) -> Result<OutOfOfficeRecord> {
    let off = checked(tx, ctx, form).await?;
    out_of_office::insert(tx, &off, ctx.now).await?;
    Ok(off)
}

/// Time off that is right.
async fn checked(db: &mut impl Access, ctx: &Ctx, form: &TimeOffForm) -> Result<OutOfOfficeRecord> {
    let user = ctx.user()?;
    let mut check = Check::new();
    let zone = zone_or_own(db, &mut check, user, &form.time_zone).await?;
    let from = parse_date(&mut check, "from", &form.from);
    let to = if form.to.trim().is_empty() { from } else { parse_date(&mut check, "to", &form.to) };
    let mut time =
        |field: &str, text: &str| if text.trim().is_empty() { None } else { parse_time(&mut check, field, text) };
    let (from_time, to_time) = (time("fromTime", &form.from_time), time("toTime", &form.to_time));
    let reason = check.optional_text("reason", &form.reason, 500);
    let instant = |date: NaiveDate, time: LocalTime| {
        zone.edge(NaiveDateTime::from(date) + TimeDelta::minutes(time.minutes().into()))
    };
    let span: Option<(DateTime<Utc>, DateTime<Utc>)> = from.zip(to).map(|(from, to)| {
        (instant(from, from_time.unwrap_or(LocalTime::MIDNIGHT)), instant(to, to_time.unwrap_or(LocalTime::END_OF_DAY)))
    });
    if let Some((starts_at, ends_at)) = span {
        let same_day = from == to;
        if ends_at <= starts_at {
            check.fail(if same_day && to_time.is_some() { "toTime" } else { "to" }, FieldCode::EndsBeforeStart);
        } else if ends_at <= ctx.now {
            check.fail("to", FieldCode::InThePast);
        } else if ends_at - starts_at > TimeDelta::days(LONGEST) {
            check.fail_with("to", FieldCode::TooLarge, LONGEST);
        }
    }
    let delegate_user_id = delegate(db, ctx, &mut check, user, &form.delegate).await?;
    check.finish(())?;
    let (starts_at, ends_at) = span.ok_or_else(|| Error::field("from", FieldCode::Required))?;
    Ok(OutOfOfficeRecord {
        id: ctx.new_id()?,
        user_id: user,
        starts_at,
        ends_at,
        whole_dates: from_time.is_none() && to_time.is_none(),
        time_zone: zone.name().to_owned(),
        reason,
        delegate_user_id,
    })
}

/// Who stands in: another active member.
async fn delegate(
    db: &mut impl Access,
    ctx: &Ctx,
    check: &mut Check,
    user: Id<User>,
    typed: &str,
) -> Result<Option<Id<User>>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let known = match (ctx.actor.membership(), typed.parse::<Id<User>>()) {
        (Some((organization, _)), Ok(id)) if id != user => {
            let members = store::memberships::list(db, organization).await?;
            members.iter().any(|member| member.user_id == id && member.deactivated_at.is_none()).then_some(id)
        }
        _ => None,
    };
    if known.is_none() {
        check.fail("delegate", FieldCode::Unknown);
    }
    Ok(known)
}

/// The zone typed, else that of the person's default schedule, else Riyadh's.
async fn zone_or_own(db: &mut impl Access, check: &mut Check, user: Id<User>, typed: &str) -> Result<Zone> {
    let typed = typed.trim();
    let own = match schedules::defaults_of(db, &[user]).await?.pop() {
        Some(schedule) if typed.is_empty() => schedule.time_zone,
        _ => DEFAULT_ZONE.to_owned(),
    };
    let name = if typed.is_empty() { own.as_str() } else { typed };
    Ok(name.parse().unwrap_or_else(|_| {
        check.fail("timeZone", FieldCode::UnknownZone);
        Zone::UTC
    }))
}
