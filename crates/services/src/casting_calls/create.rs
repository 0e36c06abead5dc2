//! New casting calls: by hand, and pushed in by another platform under its own name, once whatever it repeats.

use domain::{
    casting::{CallKind, CallStatus},
    field::Check,
    webhook::Topic,
};
use store::{Tx, casting_calls as calls};

use super::{CallPatch, CallView, NewCall, free_slug, may_create, on_call, patched, taken};
use crate::{
    Ctx, Error, Result, Services, audit,
    idempotency::{Answer, Once, Pushed, lost_the_race},
    webhooks::Fate,
};
use domain::actor::CallAction;

impl Services {
    /// Creates a draft. Admins, casters and assistants may.
    pub async fn create_call(&self, ctx: &Ctx, new: NewCall) -> Result<CallView> {
        let mut tx = self.store().begin().await?;
        let call = self.insert_call(&mut tx, ctx, new).await?;
        tx.commit().await?;
        Ok(call)
    }

    /// The same for another platform, once per idempotency key and once per `externalId`: a call known by that name is answered as it
    /// is.
    pub async fn push_call(
        &self,
        ctx: &Ctx,
        new: &NewCall,
        answer: &Answer<'_, CallView>,
    ) -> Result<Once<Pushed<CallView>>> {
        match self.push_call_once(ctx, new, answer).await {
            Err(error) if lost_the_race(&error) => self.push_call_once(ctx, new, answer).await,
            done => done,
        }
    }

    async fn push_call_once(
        &self,
        ctx: &Ctx,
        new: &NewCall,
        answer: &Answer<'_, CallView>,
    ) -> Result<Once<Pushed<CallView>>> {
        let (organization, _) = ctx.member()?;
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        let known = match new.external_id.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => calls::get_by_external_id(&mut tx, organization, name).await?,
            None => None,
        };
        let pushed = match known {
            Some(call) => {
                on_call(&mut tx, ctx, call.id, CallAction::Read).await?;
                Pushed::known(call)
            }
            None => Pushed::new(self.insert_call(&mut tx, ctx, new.clone()).await?),
        };
        answer.finish_pushed(&mut tx, ctx, &pushed).await?;
        tx.commit().await?;
        Ok(Once::Done(pushed))
    }

    /// Writes a new call, a draft.
    async fn insert_call(&self, tx: &mut Tx, ctx: &Ctx, new: NewCall) -> Result<CallView> {
        let (organization, role) = ctx.member()?;
        if !may_create(role) {
            return Err(Error::Forbidden);
        }
        let mut check = Check::new();
        let external_id =
            new.external_id.filter(|name| !name.is_empty()).map(|name| check.text("externalId", &name, 200));
        let empty = CallView {
            id: ctx.new_id()?,
            organization_id: organization,
            slug: String::new(),
            title_en: String::new(),
            title_ar: String::new(),
            description_en: String::new(),
            description_ar: String::new(),
            kind: CallKind::FeatureFilm,
            status: CallStatus::Draft,
            opens_on: None,
            closes_on: None,
            external_id,
            created_by: ctx.user()?,
            revision: 1,
            created_at: ctx.now,
            updated_at: ctx.now,
        };
        check.finish(())?;
        let patch = CallPatch {
            title_en: Some(new.title_en),
            title_ar: Some(new.title_ar),
            description_en: Some(new.description_en),
            description_ar: Some(new.description_ar),
            kind: Some(new.kind).filter(|kind| !kind.is_empty()),
            slug: Some(new.slug).filter(|slug| !slug.trim().is_empty()),
            opens_on: Some(new.opens_on),
            closes_on: Some(new.closes_on),
        };
        let mut call = patched(empty, patch)?;
        if call.slug.is_empty() {
            call.slug = free_slug(tx, &call).await?;
        }
        calls::insert(tx, &call).await.map_err(taken)?;
        audit::entry(ctx, "call.created").object(call.id).write(tx, ctx).await?;
        self.announce_things(tx, ctx, organization, Topic::CallCreated, &[Fate::Made(&call)]).await?;
        Ok(call)
    }
}
