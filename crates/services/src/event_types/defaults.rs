//! What an organisation's new event types start from. Those there are stay as they are.

use domain::{
    field::{Check, FieldError},
    slots::BookingWindow,
};
use serde::{Deserialize, Serialize};
use store::organizations::{self, OrganizationRecord};

use super::EventTypeForm;
use crate::{Ctx, Error, Result, Services, audit};

/// The furthest ahead that can be suggested.
const MOST_DAYS: i64 = 1095;

/// In minutes, but for the window. What an organisation never set is what the product suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Defaults {
    /// How long.
    pub duration: i64,
    /// Kept free before.
    pub buffer_before: i64,
    /// Kept free after.
    pub buffer_after: i64,
    /// Notice.
    pub minimum_notice: i64,
    /// How many days ahead; `None`: without end.
    pub window_days: Option<u32>,
}

impl Default for Defaults {
    fn default() -> Self {
        let usual = EventTypeForm::default();
        Self {
            duration: usual.durations.first().copied().unwrap_or(30),
            buffer_before: usual.buffer_before,
            buffer_after: usual.buffer_after,
            minimum_notice: usual.minimum_notice,
            window_days: Some(60),
        }
    }
}

impl Defaults {
    /// Those of an organisation.
    pub fn of(organization: &OrganizationRecord) -> Result<Self> {
        Self::deserialize(&organization.event_type_defaults)
            .map_err(|error| Error::internal("an organisation's defaults", error))
    }

    /// An event type that starts from them, still without a name or anybody in it.
    pub fn form(self) -> EventTypeForm {
        EventTypeForm {
            durations: vec![self.duration],
            buffer_before: self.buffer_before,
            buffer_after: self.buffer_after,
            minimum_notice: self.minimum_notice,
            booking_window: self.window_days.map(|days| BookingWindow::Rolling { days, calendar_days: true }),
            ..EventTypeForm::default()
        }
    }
}

impl Services {
    /// What the member's organisation's new event types start from.
    pub async fn event_type_defaults(&self, ctx: &Ctx) -> Result<Defaults> {
        Defaults::of(&self.own_organization(ctx).await?)
    }

    /// Sets it. Admins only. `unread` is what could not be read of what was typed: it is said together with all that is wrong.
    pub async fn set_event_type_defaults(&self, ctx: &Ctx, typed: Defaults, unread: Vec<FieldError>) -> Result<()> {
        let organization = ctx.admin()?;
        ctx.scope("organization:write")?;
        let mut check = Check::after(unread);
        check.range("duration", typed.duration, 1, 1440);
        check.range("bufferBefore", typed.buffer_before, 0, 1440);
        check.range("bufferAfter", typed.buffer_after, 0, 1440);
        check.range("minimumNotice", typed.minimum_notice, 0, 525_600);
        if let Some(days) = typed.window_days {
            check.range("windowDays", days.into(), 1, MOST_DAYS);
        }
        check.finish(())?;
        let value = serde_json::to_value(typed).map_err(|error| Error::internal("defaults", error))?;
        let mut tx = self.store().begin().await?;
        organizations::set_event_type_defaults(&mut tx, organization, &value, ctx.now).await?;
        audit::entry(ctx, "organization.defaults_changed").object(organization).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(())
    }
}
