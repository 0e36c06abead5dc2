//! Rules that say who is told what, as admins write them for the organisation and casters for the event types of their calls: list, write,
//! try, switch, delete; and the hours in which nobody is woken. When rules fire is `notifications` and `reminders`.

use chrono::NaiveTime;
use domain::{
    booking::Status,
    field::{Check, FieldCode, FieldError},
    id::{Booking, EventType, Id, NotificationRule, Organization},
    notification_rule::{CheckedRule, QuietHours, RuleForm},
    refusal::OtherRefusal,
};
use store::{Access, Tx, event_types, notification_rules as rules};

pub use store::notification_rules::RuleRecord as RuleView;

use crate::{
    Ctx, Error, Result, Services, audit,
    event_types::may_edit,
    jobs::{self, Job, SpreadRule},
    notifications::preview::Preview,
};

/// Most rules of one organisation, or of one event type.
pub const MOST_RULES: usize = 50;

/// Where this actor may write rules: an admin for the organisation, and whoever may change an event type for that.
async fn may_write(db: &mut impl Access, ctx: &Ctx, of: Option<Id<EventType>>) -> Result<Id<Organization>> {
    let Some(event_type) = of else { return ctx.admin() };
    let (organization, _) = ctx.member()?;
    let record = event_types::get(db, organization, event_type).await?.ok_or(Error::NotFound)?;
    may_edit(db, ctx, record.casting_call_id).await
}

/// The rule, if this actor may write it.
async fn writable(db: &mut impl Access, ctx: &Ctx, id: Id<NotificationRule>) -> Result<RuleView> {
    let (organization, _) = ctx.member()?;
    let rule = rules::get(db, organization, id).await?.ok_or(Error::NotFound)?;
    may_write(db, ctx, rule.event_type_id).await?;
    Ok(rule)
}

impl Services {
    /// Whether text messages can be sent from here: there is no provider yet, only the outbox of demo and test takes them.
    pub fn takes_texts(&self) -> bool {
        self.mailer().takes_texts()
    }

    /// The organisation's rules, and with `event_type` those of its own beside them, marked where it does without one.
    pub async fn list_notification_rules(&self, ctx: &Ctx, event_type: Option<Id<EventType>>) -> Result<Vec<RuleView>> {
        let mut db = self.store().connection().await?;
        let organization = may_write(&mut db, ctx, event_type).await?;
        Ok(rules::list(&mut db, organization, event_type).await?)
    }

    /// One rule.
    pub async fn notification_rule(&self, ctx: &Ctx, id: Id<NotificationRule>) -> Result<RuleView> {
        let mut db = self.store().connection().await?;
        writable(&mut db, ctx, id).await
    }

    /// Adds a rule, for every event type or for one. It holds at once, also for bookings there are whose time has not come.
    pub async fn create_notification_rule(
        &self,
        ctx: &Ctx,
        event_type: Option<Id<EventType>>,
        form: &RuleForm,
    ) -> Result<RuleView> {
        let mut tx = self.store().begin().await?;
        let organization_id = may_write(&mut tx, ctx, event_type).await?;
        let rule = form.check(self.takes_texts())?;
        let there = rules::list(&mut tx, organization_id, event_type).await?;
        if there.iter().filter(|one| one.event_type_id == event_type).count() >= MOST_RULES {
            let limit = i64::try_from(MOST_RULES).ok();
            return Err(vec![FieldError { field: "trigger".to_owned(), code: FieldCode::TooLarge, limit }].into());
        }
        let record = RuleView {
            id: ctx.new_id()?,
            organization_id,
            event_type_id: event_type,
            rule,
            is_active: true,
            is_excepted: false,
            revision: 1,
            created_at: ctx.now,
        };
        rules::insert(&mut tx, &record, ctx.actor.user_id).await?;
        self.spread(&mut tx, ctx, &record, None).await?;
        audit::entry(ctx, "notification_rule.created").object(record.id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(record)
    }

    /// Writes a rule in place of what it was; with `revision`, only if nobody changed it since.
    pub async fn edit_notification_rule(
        &self,
        ctx: &Ctx,
        id: Id<NotificationRule>,
        revision: Option<i32>,
        form: &RuleForm,
    ) -> Result<RuleView> {
        self.change_rule(ctx, id, revision, "notification_rule.edited", |before| {
            Ok(RuleView { rule: form.check(self.takes_texts())?, ..before })
        })
        .await
    }

    /// Switches a rule on or off. What it has said stays said.
    pub async fn switch_notification_rule(&self, ctx: &Ctx, id: Id<NotificationRule>, on: bool) -> Result<RuleView> {
        let action = if on { "notification_rule.switched_on" } else { "notification_rule.switched_off" };
        self.change_rule(ctx, id, None, action, |before| Ok(RuleView { is_active: on, ..before })).await
    }

    async fn change_rule(
        &self,
        ctx: &Ctx,
        id: Id<NotificationRule>,
        revision: Option<i32>,
        action: &'static str,
        change: impl FnOnce(RuleView) -> Result<RuleView>,
    ) -> Result<RuleView> {
        let mut tx = self.store().begin().await?;
        let before = writable(&mut tx, ctx, id).await?;
        crate::error::meant_for(revision, before.revision)?;
        let mut after = change(before)?;
        if !rules::update(&mut tx, &after, ctx.now).await? {
            return Err(OtherRefusal::StaleRevision.into());
        }
        after.revision += 1;
        self.spread(&mut tx, ctx, &after, None).await?;
        audit::entry(ctx, action).object(id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(after)
    }

    /// Deletes a rule. Its jobs find nothing to do.
    pub async fn delete_notification_rule(&self, ctx: &Ctx, id: Id<NotificationRule>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let rule = writable(&mut tx, ctx, id).await?;
        if !rules::delete(&mut tx, rule.organization_id, id).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "notification_rule.deleted").object(id).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// Lets an event type do without a rule of the organisation, or with it again.
    pub async fn except_event_type(
        &self,
        ctx: &Ctx,
        id: Id<NotificationRule>,
        event_type: Id<EventType>,
        excepted: bool,
    ) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let organization = may_write(&mut tx, ctx, Some(event_type)).await?;
        let found = rules::get(&mut tx, organization, id).await?.filter(|rule| rule.event_type_id.is_none());
        let rule = found.ok_or(Error::NotFound)?;
        rules::except(&mut tx, id, event_type, excepted).await?;
        if !excepted {
            self.spread(&mut tx, ctx, &rule, Some(event_type)).await?;
        }
        let action = if excepted { "notification_rule.excepted" } else { "notification_rule.applied" };
        audit::entry(ctx, action).object(event_type).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// The jobs of a timed rule for the bookings there are, in a job of their own: there may be many.
    async fn spread(&self, tx: &mut Tx, ctx: &Ctx, rule: &RuleView, of: Option<Id<EventType>>) -> Result<()> {
        if !rule.is_active || !rule.rule.trigger.is_timed() {
            return Ok(());
        }
        let job = SpreadRule { rule_id: rule.id, event_type_id: of.or(rule.event_type_id), after: None };
        jobs::enqueue(tx, self.clock(), &Job::SpreadRule(job), ctx.now, None).await
    }

    /// What a rule as typed would say about a booking: `booking`, or the newest there is. `None` where there is none to try it with.
    pub async fn preview_notification_rule(
        &self,
        ctx: &Ctx,
        event_type: Option<Id<EventType>>,
        form: &RuleForm,
        booking: Option<Id<Booking>>,
    ) -> Result<Option<Preview>> {
        let mut db = self.store().connection().await?;
        let organization = may_write(&mut db, ctx, event_type).await?;
        let rule: CheckedRule = form.check(self.takes_texts())?;
        let booking = match booking {
            Some(booking) => Some(booking),
            None => {
                let fit = Status::ALL.into_iter().filter(|status| rule.trigger.suits(*status));
                let fit: Vec<_> = fit.map(|status| status.as_str().to_owned()).collect();
                rules::newest_booking(&mut db, organization, event_type, &fit).await?
            }
        };
        let Some(booking) = booking else { return Ok(None) };
        let record = store::bookings::record_any_owner(&mut db, booking, None)
            .await?
            .filter(|record| record.organization.id == organization)
            .filter(|record| event_type.is_none_or(|event_type| record.event_type.id == event_type))
            .ok_or_else(|| Error::field("booking", FieldCode::Unknown))?;
        self.sample_message(&mut db, ctx, &rule, &record).await.map(Some)
    }

    /// The hours in which nobody is woken, for members who may write rules of the organisation.
    pub async fn quiet_hours(&self, ctx: &Ctx) -> Result<Option<QuietHours>> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        Ok(rules::quiet_hours(&mut db, organization).await?)
    }

    /// Sets them (`22:00`, `08:00`), or removes them where both are empty.
    pub async fn set_quiet_hours(&self, ctx: &Ctx, from: &str, to: &str) -> Result<()> {
        let organization = ctx.admin()?;
        let quiet = read_quiet(from, to)?;
        let mut tx = self.store().begin().await?;
        rules::set_quiet_hours(&mut tx, organization, quiet, ctx.now).await?;
        for rule in rules::list(&mut tx, organization, None).await?.iter().filter(|rule| rule.rule.keeps_quiet) {
            self.spread(&mut tx, ctx, rule, None).await?;
        }
        audit::entry(ctx, "quiet_hours.changed").object(organization).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }
}

fn read_quiet(from: &str, to: &str) -> Result<Option<QuietHours>> {
    let (from, to) = (from.trim(), to.trim());
    if from.is_empty() && to.is_empty() {
        return Ok(None);
    }
    let mut check = Check::new();
    let mut minute = |field: &str, typed: &str| {
        if typed.is_empty() {
            check.fail(field, FieldCode::Required);
            return 0;
        }
        match NaiveTime::parse_from_str(typed, "%H:%M") {
            Ok(time) => u16::try_from(chrono::Timelike::num_seconds_from_midnight(&time) / 60).unwrap_or(0),
            Err(_) => {
                check.fail(field, FieldCode::NotATime);
                0
            }
        }
    };
    let quiet = QuietHours { from: minute("quietFrom", from), to: minute("quietTo", to) };
    let quiet = check.finish(quiet)?;
    if quiet.from == quiet.to {
        return Err(Error::field("quietTo", FieldCode::Invalid));
    }
    Ok(Some(quiet))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn quiet_hours_are_read() {
        assert_eq!(read_quiet(" ", "").unwrap(), None);
        assert_eq!(read_quiet("22:00", "08:30").unwrap(), Some(QuietHours { from: 1320, to: 510 }));
        for (from, to, field) in [
            ("22:00", "", "quietTo"),
            ("", "8:00", "quietFrom"),
            ("25:00", "08:00", "quietFrom"),
            ("08:00", "08:00", "quietTo"),
        ] {
            let Err(Error::Fields(faults)) = read_quiet(from, to) else { panic!("{from} {to}") };
            assert_eq!(faults[0].field, field, "{from} {to}");
        }
    }
}
