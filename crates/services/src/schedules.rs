//! Schedules of people (talent and members alike, each their own) and the code rooms share: weekly spans, patterns, overrides.
//! Checking and merging is `domain::hours_form`; what the hours come to is the engine's affair.

use domain::{
    actor::MemberRole,
    field::Check,
    hours_form::{CheckedHours, HoursForm, Merged, OverrideForm, PatternForm, SpanForm, WeeklyForm, check_hours},
    id::{Id, Schedule, User},
    refusal::OtherRefusal,
    time::{DayWindow, LocalTime},
};
use store::{
    Access, Tx,
    availability_rules::{self as rules, RuleDates, RuleRecord},
    schedules::{self, ScheduleOwner, ScheduleRecord},
};

use crate::{
    Ctx, Error, Result, Services, audit,
    idempotency::{Answer, Once},
    webhooks::Different,
};

mod preview;

pub use preview::{OwnHours, PreviewDay, PreviewOf};
pub use store::schedules::{MembersSchedule, PossibleHost};

/// Most schedules of one person.
const MOST: usize = 20;
/// Longest name of one.
const MOST_NAME: usize = 100;

/// A schedule with its lines, as an editor shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleView {
    /// The schedule.
    pub id: Id<Schedule>,
    /// The one used where none is named.
    pub is_default: bool,
    /// Rises with every change.
    pub revision: i32,
    /// Name, zone and lines as they would be typed.
    pub hours: HoursForm,
}

/// What saving did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedHours {
    /// The schedule as it is now.
    pub schedule: ScheduleView,
    /// Spans that overlapped or touched and became one.
    pub merged: Vec<Merged>,
    /// Whether anything is different from before.
    pub changed: bool,
}

impl Services {
    /// The signed-in person's schedules, the default first. None means their hours are unstated.
    pub async fn my_schedules(&self, ctx: &Ctx) -> Result<Vec<ScheduleView>> {
        let owner = ScheduleOwner::User(ctx.user()?);
        let mut db = self.store().connection().await?;
        let records = schedules::list(&mut db, owner).await?;
        let ids: Vec<_> = records.iter().map(|record| record.id).collect();
        let lines = rules::list(&mut db, &ids).await?;
        records.into_iter().map(|record| view(record, &lines)).collect()
    }

    /// Everybody who may host, with their schedules, by name: for those who set up event types.
    pub async fn possible_hosts(&self, ctx: &Ctx) -> Result<Vec<PossibleHost>> {
        let (organization, role) = ctx.member()?;
        if !matches!(role, MemberRole::Admin | MemberRole::Caster) {
            return Err(Error::Forbidden);
        }
        Ok(schedules::possible_hosts(&mut self.store().connection().await?, organization).await?)
    }

    /// One of the signed-in person's schedules.
    pub async fn my_schedule(&self, ctx: &Ctx, id: Id<Schedule>) -> Result<ScheduleView> {
        let mut db = self.store().connection().await?;
        load(&mut db, ScheduleOwner::User(ctx.user()?), id).await?.ok_or(Error::NotFound)
    }

    /// Adds a schedule; a person's first is their default.
    pub async fn create_schedule(&self, ctx: &Ctx, form: &HoursForm) -> Result<SavedHours> {
        self.create_schedule_once(ctx, form, &Answer::unkept()).await?.done("a new schedule")
    }

    /// The same, once per idempotency key.
    pub async fn create_schedule_once(
        &self,
        ctx: &Ctx,
        form: &HoursForm,
        answer: &Answer<'_, ScheduleView>,
    ) -> Result<Once<SavedHours>> {
        let user = ctx.user()?;
        let owner = ScheduleOwner::User(user);
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        let there = schedules::list(&mut tx, owner).await?;
        if there.len() >= MOST {
            return Err(Error::Fields(vec![domain::field::FieldError {
                field: "name".to_owned(),
                code: domain::field::FieldCode::TooLarge,
                limit: i64::try_from(MOST).ok(),
            }]));
        }
        let is_default = !there.iter().any(|schedule| schedule.is_default);
        let (id, merged) = write_new(&mut tx, ctx, owner, is_default, form).await?;
        audit::entry(ctx, "schedule.created").object(id).write(&mut tx, ctx).await?;
        let schedule = load(&mut tx, owner, id).await?.ok_or(Error::NotFound)?;
        self.announce_availability(&mut tx, ctx, user, &Different::Hours(id, schedule.revision)).await?;
        answer.finish(&mut tx, ctx, &schedule).await?;
        tx.commit().await?;
        Ok(Once::Done(SavedHours { schedule, merged, changed: true }))
    }

    /// Writes a schedule's hours in place of those it had. With `revision`, only if nobody changed it since.
    pub async fn save_schedule(
        &self,
        ctx: &Ctx,
        id: Id<Schedule>,
        revision: Option<i32>,
        form: &HoursForm,
    ) -> Result<SavedHours> {
        let user = ctx.user()?;
        let owner = ScheduleOwner::User(user);
        let mut tx = self.store().begin().await?;
        let before = load(&mut tx, owner, id).await?.ok_or(Error::NotFound)?;
        let (_, merged) = rewrite(&mut tx, ctx, owner, id, revision, form).await?;
        let schedule = load(&mut tx, owner, id).await?.ok_or(Error::NotFound)?;
        let changed = before.hours != schedule.hours;
        if changed {
            audit::entry(ctx, "schedule.saved").object(id).write(&mut tx, ctx).await?;
            self.announce_availability(&mut tx, ctx, user, &Different::Hours(id, schedule.revision)).await?;
        }
        tx.commit().await?;
        Ok(SavedHours { schedule, merged, changed })
    }

    /// Makes a schedule the one used where none is named.
    pub async fn make_schedule_default(&self, ctx: &Ctx, id: Id<Schedule>) -> Result<()> {
        let user = ctx.user()?;
        let mut tx = self.store().begin().await?;
        let schedule = write_default(&mut tx, user, id).await?;
        audit::entry(ctx, "schedule.made_default").object(id).write(&mut tx, ctx).await?;
        self.announce_availability(&mut tx, ctx, user, &Different::Hours(id, schedule.revision)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Calls a schedule something else; its hours stay.
    pub async fn rename_schedule(&self, ctx: &Ctx, id: Id<Schedule>, name: &str) -> Result<()> {
        let mut check = Check::new();
        let name = check.text("name", name, MOST_NAME);
        let name = check.finish(name)?;
        let owner = ScheduleOwner::User(ctx.user()?);
        let mut tx = self.store().begin().await?;
        let before = schedules::get(&mut tx, owner, id).await?.ok_or(Error::NotFound)?;
        if before.name == name {
            return Ok(());
        }
        let record = ScheduleRecord { name, updated_at: ctx.now, ..before };
        if !schedules::update(&mut tx, &record).await? {
            return Err(OtherRefusal::StaleRevision.into());
        }
        audit::entry(ctx, "schedule.saved").object(id).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// Deletes a schedule. Another becomes the default if it was; without any, a talent's hours are unstated, a host has none. With
    /// `revision`, only if nobody changed it since.
    pub async fn delete_schedule(&self, ctx: &Ctx, id: Id<Schedule>, revision: Option<i32>) -> Result<()> {
        let user = ctx.user()?;
        let mut tx = self.store().begin().await?;
        let gone = write_end(&mut tx, user, id, revision).await?;
        audit::entry(ctx, "schedule.deleted").object(id).write(&mut tx, ctx).await?;
        self.announce_availability(&mut tx, ctx, user, &Different::Hours(id, gone.revision + 1)).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The owner's schedule with its lines.
pub(crate) async fn load(db: &mut impl Access, owner: ScheduleOwner, id: Id<Schedule>) -> Result<Option<ScheduleView>> {
    let Some(record) = schedules::get(db, owner, id).await? else { return Ok(None) };
    let lines = rules::list(db, &[id]).await?;
    view(record, &lines).map(Some)
}

/// Makes a schedule of theirs the one used where none is named.
pub(crate) async fn write_default(tx: &mut Tx, user: Id<User>, id: Id<Schedule>) -> Result<ScheduleRecord> {
    let schedule = schedules::get(tx, ScheduleOwner::User(user), id).await?.ok_or(Error::NotFound)?;
    schedules::make_default(tx, user, id).await?;
    Ok(schedule)
}

/// Takes a schedule of theirs away; where it was used, the next one is.
pub(crate) async fn write_end(
    tx: &mut Tx,
    user: Id<User>,
    id: Id<Schedule>,
    revision: Option<i32>,
) -> Result<ScheduleRecord> {
    let owner = ScheduleOwner::User(user);
    let gone = schedules::get(tx, owner, id).await?.ok_or(Error::NotFound)?;
    crate::error::meant_for(revision, gone.revision)?;
    schedules::delete(tx, owner, id).await?;
    if gone.is_default
        && let Some(next) = schedules::list(tx, owner).await?.first()
    {
        schedules::make_default(tx, user, next.id).await?;
    }
    Ok(gone)
}

/// Writes a new schedule of typed hours.
pub(crate) async fn write_new(
    tx: &mut Tx,
    ctx: &Ctx,
    owner: ScheduleOwner,
    is_default: bool,
    form: &HoursForm,
) -> Result<(Id<Schedule>, Vec<Merged>)> {
    let checked = check_hours(form)?;
    let record = ScheduleRecord {
        id: ctx.new_id()?,
        owner,
        name: named(&checked),
        time_zone: checked.schedule.zone.name().to_owned(),
        is_default,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    schedules::insert(tx, &record).await?;
    rules::insert(tx, &lines(ctx, record.id, &checked)?, ctx.now).await?;
    Ok((record.id, checked.merged))
}

/// Writes typed hours in place of a schedule's.
pub(crate) async fn rewrite(
    tx: &mut Tx,
    ctx: &Ctx,
    owner: ScheduleOwner,
    id: Id<Schedule>,
    revision: Option<i32>,
    form: &HoursForm,
) -> Result<(Id<Schedule>, Vec<Merged>)> {
    let mut record = schedules::get(tx, owner, id).await?.ok_or(Error::NotFound)?;
    crate::error::meant_for(revision, record.revision)?;
    let checked = check_hours(form)?;
    if !checked.name.is_empty() {
        record.name.clone_from(&checked.name);
    }
    checked.schedule.zone.name().clone_into(&mut record.time_zone);
    record.updated_at = ctx.now;
    if !schedules::update(tx, &record).await? {
        return Err(OtherRefusal::StaleRevision.into());
    }
    rules::delete_all(tx, id).await?;
    rules::insert(tx, &lines(ctx, id, &checked)?, ctx.now).await?;
    Ok((id, checked.merged))
}

fn named(checked: &CheckedHours) -> String {
    if checked.name.is_empty() { "1".to_owned() } else { checked.name.clone() }
}

fn lines(ctx: &Ctx, schedule_id: Id<Schedule>, checked: &CheckedHours) -> Result<Vec<RuleRecord>> {
    let mut lines = Vec::new();
    let minutes = |window: DayWindow| (window.start().minutes(), window.end().minutes());
    let mut add = |on: RuleDates, window: Option<DayWindow>| -> Result<()> {
        lines.push(RuleRecord {
            id: ctx.new_id()?,
            schedule_id,
            on,
            minutes: window.map(minutes),
            // A date without hours is closed.
            available: window.is_some(),
            is_active: true,
        });
        Ok(())
    };
    for rule in &checked.schedule.weekly {
        for day in (0u8..7).filter(|day| rule.days.has(*day)) {
            add(RuleDates::Weekly(day), Some(rule.window))?;
        }
    }
    for pattern in &checked.schedule.patterns {
        let on = RuleDates::Recurrence {
            rrule: pattern.rule.text().to_owned(),
            starts_on: pattern.from,
            ends_on: pattern.to,
            except: pattern.except.clone(),
        };
        add(on, Some(pattern.window))?;
    }
    for one in &checked.schedule.overrides {
        if one.windows.is_empty() {
            add(RuleDates::Date(one.date), None)?;
        }
        for window in &one.windows {
            add(RuleDates::Date(one.date), Some(*window))?;
        }
    }
    Ok(lines)
}

/// The record with those of the lines that are its, as an editor shows them.
pub(crate) fn view(record: ScheduleRecord, lines: &[RuleRecord]) -> Result<ScheduleView> {
    let mut hours = HoursForm { name: record.name, time_zone: record.time_zone, ..HoursForm::default() };
    for line in lines.iter().filter(|line| line.schedule_id == record.id && line.is_active) {
        let span = line.minutes.map(typed).transpose()?;
        match (&line.on, span) {
            (RuleDates::Weekly(day), Some(span)) => hours.weekly.push(WeeklyForm { day: *day, span }),
            (RuleDates::Recurrence { rrule, starts_on, ends_on, except }, Some(span)) => {
                hours.patterns.push(PatternForm {
                    rrule: rrule.clone(),
                    starts_on: starts_on.to_string(),
                    ends_on: ends_on.map(|date| date.to_string()).unwrap_or_default(),
                    except: except.iter().map(ToString::to_string).collect(),
                    span,
                });
            }
            (RuleDates::Date(date), span) => {
                let date = date.to_string();
                let span = span.filter(|_| line.available);
                match hours.overrides.iter_mut().find(|one| one.date == date) {
                    Some(one) => one.spans.extend(span),
                    None => hours.overrides.push(OverrideForm { date, spans: span.into_iter().collect() }),
                }
            }
            (_, None) => return Err(Error::internal("a line of hours", "without times")),
        }
    }
    Ok(ScheduleView { id: record.id, is_default: record.is_default, revision: record.revision, hours })
}

fn typed((start, end): (u16, u16)) -> Result<SpanForm> {
    let time = |minutes| {
        LocalTime::from_minutes(minutes)
            .map(|time| time.to_string())
            .ok_or_else(|| Error::internal("a stored time of day", minutes))
    };
    Ok(SpanForm { start: time(start)?, end: time(end)? })
}
