//! Rooms and the hours they keep. Every member reads them; admins and casters change them.

use domain::{
    actor::MemberRole,
    field::{Check, FieldCode},
    hours_form::{HoursForm, Merged},
    id::{Id, Organization, Room},
    refusal::OtherRefusal,
    webhook::Topic,
    zone::Zone,
};
use store::{Access, Tx, rooms, schedules::ScheduleOwner};

pub use store::rooms::RoomRecord as RoomView;

use crate::{
    Ctx, Error, Result, Services, audit,
    casting_calls::both_scripts,
    idempotency::{Answer, Once},
    schedules::{self, ScheduleView},
    talent_profiles::optional_words,
    webhooks::{Fate, OfficeTime},
};

/// A room as typed; in a change, `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct RoomForm {
    /// English name; one of the two may be empty, the other then stands for both.
    pub name_en: Option<String>,
    /// Arabic name.
    pub name_ar: Option<String>,
    /// English address.
    pub address_en: Option<String>,
    /// Arabic address.
    pub address_ar: Option<String>,
    /// Where a map shows it; empty: none.
    pub map_url: Option<String>,
    /// How to find it, in English.
    pub directions_en: Option<String>,
    /// How to find it, in Arabic.
    pub directions_ar: Option<String>,
    /// IANA zone; empty: the organisation's.
    pub time_zone: Option<String>,
}

/// A room with its hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomDetail {
    /// The room.
    pub room: RoomView,
    /// Its hours; `None`: open whenever the team is.
    pub hours: Option<ScheduleView>,
}

/// The organisation of a member who may change rooms, pauses and the like.
pub(crate) fn may_arrange(ctx: &Ctx) -> Result<Id<Organization>> {
    match ctx.member()? {
        (organization, MemberRole::Admin | MemberRole::Caster) => Ok(organization),
        _ => Err(Error::Forbidden),
    }
}

impl Services {
    /// The organisation's rooms by name.
    pub async fn list_rooms(&self, ctx: &Ctx, archived: bool) -> Result<Vec<RoomView>> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        Ok(rooms::list(&mut db, organization, archived).await?)
    }

    /// A room with its hours.
    pub async fn room(&self, ctx: &Ctx, id: Id<Room>) -> Result<RoomDetail> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        detail(&mut db, organization, id).await
    }

    /// Adds a room.
    pub async fn create_room(&self, ctx: &Ctx, form: RoomForm) -> Result<RoomView> {
        self.create_room_once(ctx, form, &Answer::unkept()).await?.done("a new room")
    }

    /// The same, once per idempotency key.
    pub async fn create_room_once(
        &self,
        ctx: &Ctx,
        mut form: RoomForm,
        answer: &Answer<'_, RoomView>,
    ) -> Result<Once<RoomView>> {
        let organization = may_arrange(ctx)?;
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        if form.time_zone.as_deref().is_none_or(|zone| zone.trim().is_empty()) {
            form.time_zone =
                store::organizations::find(&mut tx, organization).await?.map(|organization| organization.time_zone);
        }
        let empty = RoomView {
            id: ctx.new_id()?,
            organization_id: organization,
            name_en: String::new(),
            name_ar: String::new(),
            address_en: String::new(),
            address_ar: String::new(),
            map_url: None,
            directions_en: String::new(),
            directions_ar: String::new(),
            time_zone: String::new(),
            schedule_id: None,
            archived_at: None,
            revision: 1,
            created_at: ctx.now,
            updated_at: ctx.now,
        };
        let room = filled(empty, form)?;
        rooms::insert(&mut tx, &room).await?;
        audit::entry(ctx, "room.created").object(room.id).write(&mut tx, ctx).await?;
        self.announce_things(&mut tx, ctx, organization, Topic::RoomCreated, &[Fate::Made(&room)]).await?;
        answer.finish(&mut tx, ctx, &room).await?;
        tx.commit().await?;
        Ok(Once::Done(room))
    }

    /// Changes a room. With `revision`, only if nobody changed it since.
    pub async fn edit_room(&self, ctx: &Ctx, id: Id<Room>, revision: Option<i32>, form: RoomForm) -> Result<RoomView> {
        self.change_room(ctx, id, revision, ("room.edited", Topic::RoomUpdated), |room| filled(room, form)).await
    }

    /// Takes a room out of use, or back in. What is booked there stays.
    pub async fn archive_room(
        &self,
        ctx: &Ctx,
        id: Id<Room>,
        revision: Option<i32>,
        archived: bool,
    ) -> Result<RoomView> {
        let action =
            if archived { ("room.archived", Topic::RoomArchived) } else { ("room.restored", Topic::RoomRestored) };
        self.change_room(ctx, id, revision, action, |mut room| {
            if room.archived_at.is_some() != archived {
                room.archived_at = archived.then_some(ctx.now);
            }
            Ok(room)
        })
        .await
    }

    /// Deletes a room that never had a booking. With `revision`, only if nobody changed it since.
    pub async fn delete_room(&self, ctx: &Ctx, id: Id<Room>, revision: Option<i32>) -> Result<()> {
        let organization = may_arrange(ctx)?;
        let mut tx = self.store().begin().await?;
        let room = rooms::get(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        crate::error::meant_for(revision, room.revision)?;
        rooms::delete(&mut tx, organization, id).await.map_err(crate::error::in_use)?;
        if let Some(schedule) = room.schedule_id {
            store::schedules::delete(&mut tx, ScheduleOwner::Organization(organization), schedule).await?;
        }
        audit::entry(ctx, "room.deleted").object(id).write(&mut tx, ctx).await?;
        self.announce_things(&mut tx, ctx, organization, Topic::RoomRemoved, &[Fate::Gone(&room)]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives a room hours of its own, or (`None`) opens it whenever the team is. Answers with the spans that were merged.
    pub async fn save_room_hours(&self, ctx: &Ctx, id: Id<Room>, hours: Option<HoursForm>) -> Result<Vec<Merged>> {
        let organization = may_arrange(ctx)?;
        let mut tx = self.store().begin().await?;
        let before = detail(&mut tx, organization, id).await?;
        let merged = write_hours(&mut tx, ctx, id, hours).await?;
        audit::entry(ctx, "room.hours_saved").object(id).write(&mut tx, ctx).await?;
        let now = detail(&mut tx, organization, id).await?;
        let became = [Fate::Became(&before.room, &now.room)];
        self.announce_things(&mut tx, ctx, organization, Topic::RoomUpdated, &became).await?;
        let hours = |room: &RoomDetail| room.hours.as_ref().map(|schedule| schedule.hours.clone());
        if hours(&before) != hours(&now) {
            let time = OfficeTime::RoomHours(id, now.room.schedule_id);
            self.announce_office_time(&mut tx, ctx, organization, &time).await?;
        }
        tx.commit().await?;
        Ok(merged)
    }

    async fn change_room(
        &self,
        ctx: &Ctx,
        id: Id<Room>,
        revision: Option<i32>,
        (action, topic): (&'static str, Topic),
        change: impl FnOnce(RoomView) -> Result<RoomView>,
    ) -> Result<RoomView> {
        let mut tx = self.store().begin().await?;
        let (before, room) = write_room(&mut tx, ctx, id, revision, change).await?;
        audit::entry(ctx, action).object(id).write(&mut tx, ctx).await?;
        let became = [Fate::Became(&before, &room)];
        self.announce_things(&mut tx, ctx, room.organization_id, topic, &became).await?;
        tx.commit().await?;
        Ok(room)
    }
}

async fn detail(db: &mut impl Access, organization: Id<Organization>, id: Id<Room>) -> Result<RoomDetail> {
    let room = rooms::get(db, organization, id).await?.ok_or(Error::NotFound)?;
    let hours = match room.schedule_id {
        Some(id) => schedules::load(db, ScheduleOwner::Organization(organization), id).await?,
        None => None,
    };
    Ok(RoomDetail { room, hours })
}

/// Gives a room hours of its own, or takes them away; answers with the spans that were merged.
pub(crate) async fn write_hours(tx: &mut Tx, ctx: &Ctx, id: Id<Room>, hours: Option<HoursForm>) -> Result<Vec<Merged>> {
    let organization = may_arrange(ctx)?;
    let owner = ScheduleOwner::Organization(organization);
    let mut room = rooms::get(tx, organization, id).await?.ok_or(Error::NotFound)?;
    Ok(match hours {
        None => {
            if let Some(schedule) = room.schedule_id.take() {
                rooms::update(tx, &room).await?;
                store::schedules::delete(tx, owner, schedule).await?;
            }
            Vec::new()
        }
        Some(mut form) => {
            if form.time_zone.trim().is_empty() {
                form.time_zone.clone_from(&room.time_zone);
            }
            if form.name.trim().is_empty() {
                form.name.clone_from(&room.name_en);
                form.name = form.name.chars().take(100).collect();
            }
            let (schedule, merged) = match room.schedule_id {
                Some(schedule) => schedules::rewrite(tx, ctx, owner, schedule, None, &form).await?,
                None => schedules::write_new(tx, ctx, owner, false, &form).await?,
            };
            if room.schedule_id != Some(schedule) {
                room.schedule_id = Some(schedule);
                room.updated_at = ctx.now;
                rooms::update(tx, &room).await?;
            }
            merged
        }
    })
}

/// Writes what becomes of a room; with `revision`, only if nobody changed it since. Answers what it was and what it is.
pub(crate) async fn write_room(
    tx: &mut Tx,
    ctx: &Ctx,
    id: Id<Room>,
    revision: Option<i32>,
    change: impl FnOnce(RoomView) -> Result<RoomView>,
) -> Result<(RoomView, RoomView)> {
    let organization = may_arrange(ctx)?;
    let before = rooms::get(tx, organization, id).await?.ok_or(Error::NotFound)?;
    crate::error::meant_for(revision, before.revision)?;
    let mut room = change(before.clone())?;
    room.updated_at = ctx.now;
    if !rooms::update(tx, &room).await? {
        return Err(OtherRefusal::StaleRevision.into());
    }
    room.revision += 1;
    Ok((before, room))
}

fn filled(mut room: RoomView, form: RoomForm) -> Result<RoomView> {
    let mut check = Check::new();
    let mut text = |field: &str, new: Option<String>, old: &mut String, longest: usize| {
        if let Some(new) = new {
            *old = check.optional_text(field, &new, longest);
        }
    };
    text("nameEn", form.name_en, &mut room.name_en, 200);
    text("nameAr", form.name_ar, &mut room.name_ar, 200);
    text("addressEn", form.address_en, &mut room.address_en, 500);
    text("addressAr", form.address_ar, &mut room.address_ar, 500);
    text("directionsEn", form.directions_en, &mut room.directions_en, 1000);
    text("directionsAr", form.directions_ar, &mut room.directions_ar, 1000);
    both_scripts(&mut check, "nameEn", &mut room.name_en, &mut room.name_ar);
    if let Some(url) = form.map_url {
        room.map_url = check.optional_url("mapUrl", &url);
    }
    if let Some(zone) = form.time_zone {
        room.time_zone = optional_words(&mut check, "timeZone", &zone, 100).unwrap_or(room.time_zone);
    }
    if room.time_zone.parse::<Zone>().is_err() {
        check.fail("timeZone", FieldCode::UnknownZone);
    }
    check.finish(room).map_err(Error::Fields)
}
