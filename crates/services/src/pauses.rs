//! Pauses (prayer, lunch) of an organisation: what closes hours beside people's own and beside holidays. Every member reads them; admins
//! and casters change them.

use chrono::{NaiveDate, TimeDelta};
use domain::{
    field::{Check, FieldCode, FieldError},
    hours_form::{SpanForm, parse_date, parse_span},
    id::{Id, Pause, Room},
    webhook::Topic,
    zone::Zone,
};
use store::{Tx, organizations, pauses, rooms};

pub use store::pauses::PauseRecord as PauseView;

use crate::{
    Ctx, Error, Result, Services, audit,
    casting_calls::both_scripts,
    rooms::may_arrange,
    webhooks::{Fate, OfficeTime},
};

/// Longest run of dates one pause may cover.
const LONGEST: i64 = 800;

/// A pause as typed.
#[derive(Debug, Clone, Default)]
pub struct PauseForm {
    /// In which room; `None`: everywhere.
    pub room_id: Option<Id<Room>>,
    /// English name; one of the two may be empty, the other then stands for both.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// IANA zone; empty: the room's, else the organisation's.
    pub time_zone: String,
    /// First date.
    pub starts_on: String,
    /// Last date, included; empty: the first.
    pub ends_on: String,
    /// Only on this weekday, 0 = Sunday.
    pub weekday: Option<u8>,
    /// From when (`HH:MM`).
    pub start: String,
    /// Until when.
    pub end: String,
    /// What could not be read of what was typed: said together with all that is wrong, and nothing is written.
    pub unread: Vec<FieldError>,
}

impl Services {
    /// Pauses that touch the dates, in order.
    pub async fn list_pauses(&self, ctx: &Ctx, from: NaiveDate, to: NaiveDate) -> Result<Vec<PauseView>> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        Ok(pauses::list(&mut db, organization, from, to).await?)
    }

    /// Adds a pause.
    pub async fn create_pause(&self, ctx: &Ctx, form: &PauseForm) -> Result<PauseView> {
        let mut tx = self.store().begin().await?;
        let pause = write(&mut tx, ctx, form).await?;
        audit::entry(ctx, "pause.created").object(pause.id).write(&mut tx, ctx).await?;
        self.announce_pause(&mut tx, ctx, Topic::PauseCreated, &pause, Fate::Made(&pause)).await?;
        tx.commit().await?;
        Ok(pause)
    }

    /// Deletes a pause.
    pub async fn delete_pause(&self, ctx: &Ctx, id: Id<Pause>) -> Result<()> {
        let organization = may_arrange(ctx)?;
        let mut tx = self.store().begin().await?;
        let pause = pauses::delete(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        audit::entry(ctx, "pause.deleted").object(id).write(&mut tx, ctx).await?;
        self.announce_pause(&mut tx, ctx, Topic::PauseRemoved, &pause, Fate::Gone(&pause)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Tells webhooks of a pause, and that it makes other times free.
    async fn announce_pause(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        topic: Topic,
        pause: &PauseView,
        fate: Fate<'_, PauseView>,
    ) -> Result<()> {
        self.announce_things(tx, ctx, pause.organization_id, topic, &[fate]).await?;
        self.announce_office_time(tx, ctx, pause.organization_id, &OfficeTime::Pause(pause)).await
    }
}

/// Writes a pause as typed.
pub(crate) async fn write(tx: &mut Tx, ctx: &Ctx, form: &PauseForm) -> Result<PauseView> {
    let organization = may_arrange(ctx)?;
    let mut check = Check::after(form.unread.clone());
    let mut name_en = check.optional_text("nameEn", &form.name_en, 200);
    let mut name_ar = check.optional_text("nameAr", &form.name_ar, 200);
    both_scripts(&mut check, "nameEn", &mut name_en, &mut name_ar);
    let room = match form.room_id {
        Some(id) => {
            let room = rooms::get(tx, organization, id).await?;
            if room.is_none() {
                check.fail("roomId", FieldCode::Unknown);
            }
            room
        }
        None => None,
    };
    let mut zone = form.time_zone.trim().to_owned();
    if zone.is_empty() {
        zone = match room {
            Some(room) => room.time_zone,
            None => organizations::find(tx, organization).await?.ok_or(Error::NotFound)?.time_zone,
        };
    }
    if zone.parse::<Zone>().is_err() {
        check.fail("timeZone", FieldCode::UnknownZone);
    }
    let starts_on = parse_date(&mut check, "startsOn", &form.starts_on);
    let ends_on =
        if form.ends_on.trim().is_empty() { starts_on } else { parse_date(&mut check, "endsOn", &form.ends_on) };
    if let Some((from, to)) = starts_on.zip(ends_on) {
        if to < from {
            check.fail("endsOn", FieldCode::EndsBeforeStart);
        } else if to - from > TimeDelta::days(LONGEST) {
            check.fail_with("endsOn", FieldCode::TooLarge, LONGEST);
        } else if zone.parse::<Zone>().is_ok_and(|zone| to < zone.date(ctx.now)) {
            // It would stand in no list and close nothing.
            check.fail(if form.ends_on.trim().is_empty() { "startsOn" } else { "endsOn" }, FieldCode::InThePast);
        }
    }
    if form.weekday.is_some_and(|day| day > 6) {
        check.fail("weekday", FieldCode::Invalid);
    }
    let span = SpanForm { start: form.start.clone(), end: form.end.clone() };
    let window = parse_span(&mut check, "", &span);
    check.finish(())?;
    let (Some(starts_on), Some(ends_on), Some(window)) = (starts_on, ends_on, window) else {
        return Err(Error::field("startsOn", FieldCode::Required));
    };
    let pause = PauseView {
        id: ctx.new_id()?,
        organization_id: organization,
        room_id: form.room_id,
        name_en,
        name_ar,
        time_zone: zone,
        starts_on,
        ends_on,
        weekday: form.weekday,
        minutes: (window.start().minutes(), window.end().minutes()),
        created_at: ctx.now,
    };
    pauses::insert(tx, &pause).await?;
    Ok(pause)
}
