//! Roles pushed in by another platform under its own name, once whatever it repeats.

use domain::{
    actor::CallAction,
    id::{CastingCall, Id},
};
use serde_json::Value;
use store::roles;

use super::{RoleForm, insert};
use crate::{
    Ctx, Result, Services,
    casting_calls::{RoleDetail, RoleView, on_call},
    idempotency::{self, Kept, Key, Once, Pushed, lost_the_race},
};

impl Services {
    /// The call's roles with how many applied, for whoever may read the call.
    pub async fn list_roles(&self, ctx: &Ctx, call: Id<CastingCall>) -> Result<Vec<RoleDetail>> {
        Ok(self.call(ctx, call).await?.roles)
    }

    /// Adds a role, once per idempotency key and once per `externalId` in its call: a role known by that name is answered as it is.
    /// `render` makes the answer that a repetition of the key gets.
    pub async fn push_role(
        &self,
        ctx: &Ctx,
        call: Id<CastingCall>,
        form: &RoleForm,
        key: Option<&Key>,
        render: &(dyn Fn(&RoleView) -> Value + Send + Sync),
    ) -> Result<Once<Pushed<RoleView>>> {
        match self.push_role_once(ctx, call, form, key, render).await {
            Err(error) if lost_the_race(&error) => self.push_role_once(ctx, call, form, key, render).await,
            done => done,
        }
    }

    async fn push_role_once(
        &self,
        ctx: &Ctx,
        call: Id<CastingCall>,
        form: &RoleForm,
        key: Option<&Key>,
        render: &(dyn Fn(&RoleView) -> Value + Send + Sync),
    ) -> Result<Once<Pushed<RoleView>>> {
        let mut tx = self.store().begin().await?;
        if let Some(key) = key
            && let Some(kept) = idempotency::begin(&mut tx, ctx, key).await?
        {
            return Ok(Once::Replayed(kept));
        }
        let organization = on_call(&mut tx, ctx, call, CallAction::Edit).await?;
        let known = match form.external_id.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => {
                let there = roles::list(&mut tx, organization, call).await?;
                there.into_iter().find(|role| role.external_id.as_deref() == Some(name))
            }
            None => None,
        };
        let pushed = match known {
            Some(role) => Pushed::known(role),
            None => Pushed::new(insert(&mut tx, ctx, organization, call, form.clone()).await?),
        };
        if let Some(key) = key {
            let kept = Kept { status: pushed.status(), body: render(&pushed.thing) };
            idempotency::finish(&mut tx, ctx, key, &kept).await?;
        }
        tx.commit().await?;
        Ok(Once::Done(pushed))
    }
}
