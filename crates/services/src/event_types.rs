//! Event types: what can be booked, by whom it is hosted, when, where, and what is asked. Admins change all of them, casters those
//! of the calls they may edit. Whether a time is bookable is the engine's affair.

use std::collections::BTreeMap;

use domain::{
    actor::{CallAction, MemberRole},
    hours_form::HoursForm,
    id::{CastingCall, EventType, Id, Organization},
    public_booking::{Access as Who, PublicSettings},
    question::QuestionForm,
    refusal::OtherRefusal,
    webhook::Topic,
};
use store::{Access, Tx, event_types, public_settings, questions};

use crate::{
    Ctx, Error, Result, Services, audit,
    casting_calls::{RoleView, on_call},
    idempotency::{Answer, Once},
    webhooks::{Fate, Thing},
};

mod shapes;

pub use shapes::{EventTypeDetail, EventTypeForm, EventTypeView, HostForm};
pub use store::event_types::{EventTypeRecord, HostRecord};

mod arrange;
mod defaults;
mod form;
mod hours;
mod list;
mod preview;

use form::There;

pub use arrange::Step;
pub use defaults::Defaults;
pub use preview::{EventTypePreview, PreviewDay, RolePreview};

impl Services {
    /// An event type with everything about it, for those who may change it or book with it.
    pub async fn event_type(&self, ctx: &Ctx, id: Id<EventType>) -> Result<EventTypeDetail> {
        let (organization, role) = ctx.member()?;
        let mut db = self.store().connection().await?;
        let record = event_types::get(&mut db, organization, id).await?.ok_or(Error::NotFound)?;
        match record.casting_call_id {
            Some(call) => drop(on_call(&mut db, ctx, call, CallAction::Book).await?),
            None if matches!(role, MemberRole::Admin | MemberRole::Caster | MemberRole::Assistant) => {}
            None => return Err(Error::Forbidden),
        }
        detail(&mut db, record).await
    }

    /// The same for those who may change it.
    pub async fn event_type_to_edit(&self, ctx: &Ctx, id: Id<EventType>) -> Result<EventTypeDetail> {
        let mut db = self.store().connection().await?;
        to_edit(&mut db, ctx, id).await
    }

    /// The roles of the call an event type is for, archived ones last: those that may have a share of its places. Of an event type that was read
    /// for those who may change it.
    pub async fn roles_of_event_type(&self, ctx: &Ctx, event_type: &EventTypeDetail) -> Result<Vec<RoleView>> {
        let (organization, role) = ctx.member()?;
        let record = &event_type.record;
        if organization != record.organization_id {
            return Err(Error::NotFound);
        }
        match (role, record.casting_call_id) {
            (_, None) => Ok(Vec::new()),
            (MemberRole::Admin | MemberRole::Caster, Some(call)) => {
                let mut db = self.store().connection().await?;
                Ok(store::roles::list(&mut db, organization, call).await?)
            }
            _ => Err(Error::Forbidden),
        }
    }

    /// Adds an event type.
    pub async fn create_event_type(&self, ctx: &Ctx, form: EventTypeForm) -> Result<EventTypeDetail> {
        self.create_event_type_once(ctx, form, &Answer::unkept()).await?.done("a new event type")
    }

    /// The same, once per idempotency key.
    pub async fn create_event_type_once(
        &self,
        ctx: &Ctx,
        form: EventTypeForm,
        answer: &Answer<'_, EventTypeDetail>,
    ) -> Result<Once<EventTypeDetail>> {
        self.create(ctx, form, None, answer).await
    }

    /// Adds an event type and says at once who may book it.
    pub async fn create_shared_event_type(
        &self,
        ctx: &Ctx,
        form: EventTypeForm,
        access: Who,
    ) -> Result<EventTypeDetail> {
        self.create(ctx, form, Some(access), &Answer::unkept()).await?.done("a new event type")
    }

    async fn create(
        &self,
        ctx: &Ctx,
        form: EventTypeForm,
        access: Option<Who>,
        answer: &Answer<'_, EventTypeDetail>,
    ) -> Result<Once<EventTypeDetail>> {
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        let organization = may_edit(&mut tx, ctx, form.casting_call_id).await?;
        let checked = form::check(&mut tx, ctx, organization, form, There::default()).await?;
        let mut record =
            EventTypeRecord { id: ctx.new_id()?, created_by: Some(ctx.user()?), created_at: ctx.now, ..checked.record };
        if record.slug.is_empty() {
            record.slug = free_slug(&mut tx, &record).await?;
        }
        hours::write(&mut tx, ctx, &mut record, checked.hours).await?;
        event_types::insert(&mut tx, &record).await.map_err(taken)?;
        write_parts(&mut tx, ctx, record.id, &checked.hosts, &checked.questions).await?;
        if let Some(access) = access {
            let settings = PublicSettings { access, ..PublicSettings::default() };
            let (waits, blocks) = (record.needs_confirmation, record.pending_blocks);
            public_settings::replace(&mut tx, organization, record.id, &settings, waits, blocks, ctx.now).await?;
            record = event_types::get(&mut tx, organization, record.id).await?.ok_or(Error::NotFound)?;
        }
        audit::entry(ctx, "event_type.created").object(record.id).write(&mut tx, ctx).await?;
        let detail = detail(&mut tx, record).await?;
        self.announce_things(&mut tx, ctx, organization, Topic::EventTypeCreated, &[Fate::Made(&detail)]).await?;
        answer.finish(&mut tx, ctx, &detail).await?;
        tx.commit().await?;
        Ok(Once::Done(detail))
    }

    /// Writes an event type in place of what it was. With `revision`, only if nobody changed it since. Bookings keep what was agreed.
    pub async fn edit_event_type(
        &self,
        ctx: &Ctx,
        id: Id<EventType>,
        revision: Option<i32>,
        form: EventTypeForm,
    ) -> Result<EventTypeDetail> {
        let mut tx = self.store().begin().await?;
        let now = self.write_event_type(&mut tx, ctx, id, revision, form).await?;
        tx.commit().await?;
        Ok(now)
    }

    /// The same within a transaction.
    pub(crate) async fn write_event_type(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        id: Id<EventType>,
        revision: Option<i32>,
        form: EventTypeForm,
    ) -> Result<EventTypeDetail> {
        let (organization, _) = ctx.member()?;
        let before = whole(tx, organization, id).await?;
        let record = replace(tx, ctx, id, revision, form).await?;
        let now = detail(tx, record).await?;
        let fields = now.differences(&before);
        audit::entry(ctx, "event_type.edited").object(id).fact("fields", fields).write(tx, ctx).await?;
        let became = [Fate::Became(&before, &now)];
        self.announce_things(tx, ctx, organization, Topic::EventTypeUpdated, &became).await?;
        Ok(now)
    }

    /// Takes an event type out of use, or back in. What is booked stays.
    pub async fn archive_event_type(&self, ctx: &Ctx, id: Id<EventType>, archived: bool) -> Result<()> {
        let (organization, _) = ctx.member()?;
        let mut tx = self.store().begin().await?;
        let before = whole(&mut tx, organization, id).await?;
        may_edit(&mut tx, ctx, before.record.casting_call_id).await?;
        let mut now = before.clone();
        if before.record.archived_at.is_some() != archived {
            now.record.archived_at = archived.then_some(ctx.now);
        }
        now.record.updated_at = ctx.now;
        if !event_types::update(&mut tx, &now.record).await? {
            return Err(OtherRefusal::StaleRevision.into());
        }
        now.record.revision += 1;
        let (action, topic) = if archived {
            ("event_type.archived", Topic::EventTypeArchived)
        } else {
            ("event_type.restored", Topic::EventTypeRestored)
        };
        audit::entry(ctx, action).object(id).write(&mut tx, ctx).await?;
        self.announce_things(&mut tx, ctx, organization, topic, &[Fate::Became(&before, &now)]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Deletes an event type nothing was ever booked with. With `revision`, only if nobody changed it since.
    pub async fn delete_event_type(&self, ctx: &Ctx, id: Id<EventType>, revision: Option<i32>) -> Result<()> {
        let (organization, _) = ctx.member()?;
        let mut tx = self.store().begin().await?;
        let gone = whole(&mut tx, organization, id).await?;
        may_edit(&mut tx, ctx, gone.record.casting_call_id).await?;
        crate::error::meant_for(revision, gone.record.revision)?;
        event_types::delete(&mut tx, organization, id).await.map_err(crate::error::in_use)?;
        hours::delete(&mut tx, organization, gone.record.schedule_id).await?;
        audit::entry(ctx, "event_type.deleted").object(id).write(&mut tx, ctx).await?;
        self.announce_things(&mut tx, ctx, organization, Topic::EventTypeRemoved, &[Fate::Gone(&gone)]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Tells webhooks that something is different about an event type that messages do not show.
    pub(crate) async fn announce_event_type(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        id: Id<EventType>,
        field: &'static str,
    ) -> Result<()> {
        let now = whole(tx, organization, id).await?;
        self.announce_things(tx, ctx, organization, Topic::EventTypeUpdated, &[Fate::Touched(&now, field)]).await
    }
}

/// Writes an event type in place of what it was: what editing keeps, and what a preview looks at and lets go.
pub(crate) async fn replace(
    tx: &mut Tx,
    ctx: &Ctx,
    id: Id<EventType>,
    revision: Option<i32>,
    form: EventTypeForm,
) -> Result<EventTypeRecord> {
    let (organization, _) = ctx.member()?;
    let before = event_types::get(tx, organization, id).await?.ok_or(Error::NotFound)?;
    may_edit(tx, ctx, before.casting_call_id).await?;
    if form.casting_call_id != before.casting_call_id {
        may_edit(tx, ctx, form.casting_call_id).await?;
    }
    crate::error::meant_for(revision, before.revision)?;
    let hosts = event_types::hosts(tx, id).await?;
    let there = There { hosts: &hosts, locations: &before.locations };
    let checked = form::check(tx, ctx, organization, form, there).await?;
    let mut record = EventTypeRecord {
        id,
        position: before.position,
        archived_at: before.archived_at,
        created_by: before.created_by,
        created_at: before.created_at,
        access: before.access,
        schedule_id: before.schedule_id,
        revision: before.revision,
        updated_at: ctx.now,
        ..checked.record
    };
    if record.slug.is_empty() {
        record.slug = before.slug;
    }
    let unused = hours::write(tx, ctx, &mut record, checked.hours).await?;
    if !event_types::update(tx, &record).await.map_err(taken)? {
        return Err(OtherRefusal::StaleRevision.into());
    }
    hours::delete(tx, organization, unused).await?;
    record.revision += 1;
    write_parts(tx, ctx, id, &checked.hosts, &checked.questions).await?;
    Ok(record)
}

/// Admins may change every event type, casters those of the calls they may edit.
pub(crate) async fn may_edit(
    db: &mut impl Access,
    ctx: &Ctx,
    call: Option<Id<CastingCall>>,
) -> Result<Id<Organization>> {
    let (organization, role) = ctx.member()?;
    match (role, call) {
        (MemberRole::Admin, None) => Ok(organization),
        (MemberRole::Admin | MemberRole::Caster, Some(call)) => on_call(db, ctx, call, CallAction::Edit).await,
        _ => Err(Error::Forbidden),
    }
}

/// An event type with everything about it, for those who may change it.
pub(crate) async fn to_edit(db: &mut impl Access, ctx: &Ctx, id: Id<EventType>) -> Result<EventTypeDetail> {
    let (organization, _) = ctx.member()?;
    let record = event_types::get(db, organization, id).await?.ok_or(Error::NotFound)?;
    may_edit(db, ctx, record.casting_call_id).await?;
    detail(db, record).await
}

/// An event type of the organisation with everything about it.
pub(crate) async fn whole(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<EventType>,
) -> Result<EventTypeDetail> {
    let record = event_types::get(db, organization, id).await?.ok_or(Error::NotFound)?;
    detail(db, record).await
}

async fn detail(db: &mut impl Access, record: EventTypeRecord) -> Result<EventTypeDetail> {
    let hosts = event_types::hosts(db, record.id).await?;
    let questions = questions::list(db, record.id).await?;
    let hours = hours::read(db, &record).await?;
    detail_of(record, hosts, questions, hours)
}

/// The same of what was read already.
pub(crate) fn detail_of(
    record: EventTypeRecord,
    hosts: Vec<HostRecord>,
    questions: Vec<QuestionForm>,
    hours: Option<HoursForm>,
) -> Result<EventTypeDetail> {
    fn stored<T: serde::de::DeserializeOwned>(what: &str, value: &serde_json::Value) -> Result<T> {
        T::deserialize(value).map_err(|error| Error::internal(what, error))
    }
    Ok(EventTypeDetail {
        booking_window: stored("an event type's window", &record.booking_window)?,
        limits: stored("an event type's limits", &record.limits)?,
        turns: stored("an event type's round robin", &record.round_robin)?,
        role_capacities: stored::<BTreeMap<_, _>>("an event type's places per role", &record.role_capacities)?
            .into_iter()
            .collect(),
        hosts,
        questions,
        hours,
        record,
    })
}

async fn write_parts(
    tx: &mut Tx,
    ctx: &Ctx,
    id: Id<EventType>,
    hosts: &[HostRecord],
    asked: &[QuestionForm],
) -> Result<()> {
    event_types::replace_hosts(tx, id, hosts).await?;
    let ids = asked.iter().map(|_| ctx.new_id()).collect::<Result<Vec<_>>>()?;
    questions::replace(tx, id, asked, &ids).await?;
    Ok(())
}

fn taken(error: store::Error) -> Error {
    if error.is_constraint("event_types_organization_slug_key") {
        return Error::field("slug", domain::field::FieldCode::Taken);
    }
    error.into()
}

/// The name's slug, with a number when it is taken.
async fn free_slug(db: &mut impl Access, record: &EventTypeRecord) -> Result<String> {
    let base = Some(crate::casting_calls::slug_from(&record.name_en))
        .filter(|slug| !slug.is_empty())
        .unwrap_or_else(|| "audition".to_owned());
    for number in 1..1000 {
        let slug = if number == 1 { base.clone() } else { format!("{base}-{number}") };
        if event_types::get_by_slug(db, record.organization_id, &slug).await?.is_none() {
            return Ok(slug);
        }
    }
    Err(Error::field("slug", domain::field::FieldCode::Required))
}
