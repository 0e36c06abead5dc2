//! Event types as a list: one made after another's pattern, and their order. Knows no rule of times.

use domain::{
    field::FieldCode,
    id::{EventType, Id},
    webhook::Topic,
};
use store::{
    event_types::{self, Place},
    public_settings::{self, Which},
};

use super::{EventTypeDetail, EventTypeForm, detail, form, form::There, free_slug, hours, may_edit, write_parts};
use crate::{Ctx, Error, Result, Services, audit, webhooks::Fate};

/// What is added to the names of a copy.
const COPY: (&str, &str) = (" (copy)", " (نسخة)");

/// Longest name of an event type.
const LONGEST: usize = 200;

/// In which direction one moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One nearer to the beginning.
    Up,
    /// One nearer to the end.
    Down,
}

impl Services {
    /// Makes another event type after the pattern of one: everything but its name, its address and its private links. Strangers cannot book it
    /// until somebody shares it.
    pub async fn duplicate_event_type(&self, ctx: &Ctx, id: Id<EventType>) -> Result<EventTypeDetail> {
        let (organization, _) = ctx.member()?;
        let mut tx = self.store().begin().await?;
        let pattern = event_types::get(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        may_edit(&mut tx, ctx, pattern.casting_call_id).await?;
        let public = public_settings::find_any_owner(&mut tx, Which::Id(id), None).await?.ok_or(Error::NotFound)?;
        let pattern = detail(&mut tx, pattern).await?;
        let typed = pattern.to_form();
        let typed = EventTypeForm {
            name_en: copied(&typed.name_en, COPY.0),
            name_ar: copied(&typed.name_ar, COPY.1),
            slug: String::new(),
            hidden: true,
            ..typed
        };
        let there = There { hosts: &pattern.hosts, locations: &pattern.record.locations };
        let checked = form::check(&mut tx, ctx, organization, typed, there).await?;
        let mut record = checked.record;
        record.created_by = Some(ctx.user()?);
        record.slug = free_slug(&mut tx, &record).await?;
        hours::write(&mut tx, ctx, &mut record, checked.hours).await?;
        event_types::insert(&mut tx, &record).await?;
        write_parts(&mut tx, ctx, record.id, &checked.hosts, &checked.questions).await?;
        let settings =
            domain::public_booking::PublicSettings { access: domain::public_booking::Access::Links, ..public.settings };
        let (waits, blocks) = (record.needs_confirmation, record.pending_blocks);
        public_settings::replace(&mut tx, organization, record.id, &settings, waits, blocks, ctx.now).await?;
        audit::entry(ctx, "event_type.duplicated").object(record.id).write(&mut tx, ctx).await?;
        let record = event_types::get(&mut tx, organization, record.id).await?.ok_or(Error::NotFound)?;
        let detail = detail(&mut tx, record).await?;
        self.announce_things(&mut tx, ctx, organization, Topic::EventTypeCreated, &[Fate::Made(&detail)]).await?;
        tx.commit().await?;
        Ok(detail)
    }

    /// Moves an event type by one place among those it stands with: of calls, or of none. At the end of the list nothing happens. Admins only.
    pub async fn move_event_type(&self, ctx: &Ctx, id: Id<EventType>, step: Step) -> Result<()> {
        self.rearrange(ctx, id, |kin, at| {
            let to = match step {
                Step::Up => at.checked_sub(1),
                Step::Down => Some(at + 1),
            };
            Ok(to.filter(|to| *to < kin.len()))
        })
        .await
    }

    /// Puts an event type before another of those it stands with, or (`None`) after all of them. Admins only.
    pub async fn place_event_type(&self, ctx: &Ctx, id: Id<EventType>, before: Option<Id<EventType>>) -> Result<()> {
        self.rearrange(ctx, id, |kin, at| {
            let Some(before) = before else { return Ok(kin.len().checked_sub(1)) };
            let to = kin.iter().position(|other| *other == before);
            let to = to.ok_or_else(|| Error::field("before", FieldCode::Unknown))?;
            // Taken out first, it leaves a place before those that come after it.
            Ok(Some(if to > at { to - 1 } else { to }))
        })
        .await
    }

    /// Gives one of the list the place among its kin that `choose` names, knowing them in order and where it stands now.
    async fn rearrange(
        &self,
        ctx: &Ctx,
        id: Id<EventType>,
        choose: impl FnOnce(&[Id<EventType>], usize) -> Result<Option<usize>>,
    ) -> Result<()> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        let places = event_types::places(&mut tx, organization).await?;
        let own = places.iter().find(|place| place.id == id).ok_or(Error::NotFound)?;
        let is_kin = |place: &&Place| (place.is_archived, place.is_of_call) == (own.is_archived, own.is_of_call);
        let mut kin: Vec<_> = places.iter().filter(is_kin).map(|place| place.id).collect();
        let at = kin.iter().position(|one| *one == id).ok_or(Error::NotFound)?;
        if let Some(to) = choose(&kin, at)?.filter(|to| *to != at) {
            kin.remove(at);
            kin.insert(to, id);
            // Kin stand together in the list.
            let mut kin = kin.into_iter();
            let moved = |place: &Place| if is_kin(&place) { kin.next().unwrap_or(place.id) } else { place.id };
            let order: Vec<_> = places.iter().map(moved).collect();
            event_types::put_in_order(&mut tx, organization, &order).await?;
            audit::entry(ctx, "event_type.moved").object(id).write(&mut tx, ctx).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The name of a copy; a long one loses its end.
fn copied(name: &str, suffix: &str) -> String {
    let room = LONGEST.saturating_sub(suffix.chars().count());
    let kept: String = name.chars().take(room).collect();
    format!("{kept}{suffix}")
}
