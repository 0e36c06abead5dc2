//! Roles pushed in by another platform under its own name, once whatever it repeats.

use domain::{
    actor::CallAction,
    id::{CastingCall, Id},
};
use store::roles;

use super::RoleForm;
use crate::{
    Ctx, Result, Services,
    casting_calls::{RoleDetail, RoleView, on_call},
    idempotency::{Answer, Once, Pushed, lost_the_race},
};

impl Services {
    /// The call's roles with how many applied, for whoever may read the call.
    pub async fn list_roles(&self, ctx: &Ctx, call: Id<CastingCall>) -> Result<Vec<RoleDetail>> {
        Ok(self.call(ctx, call).await?.roles)
    }

    /// Adds a role, once per idempotency key and once per `externalId` in its call: a role known by that name is answered as it is.
    pub async fn push_role(
        &self,
        ctx: &Ctx,
        call: Id<CastingCall>,
        form: &RoleForm,
        answer: &Answer<'_, RoleView>,
    ) -> Result<Once<Pushed<RoleView>>> {
        match self.push_role_once(ctx, call, form, answer).await {
            Err(error) if lost_the_race(&error) => self.push_role_once(ctx, call, form, answer).await,
            done => done,
        }
    }

    async fn push_role_once(
        &self,
        ctx: &Ctx,
        call: Id<CastingCall>,
        form: &RoleForm,
        answer: &Answer<'_, RoleView>,
    ) -> Result<Once<Pushed<RoleView>>> {
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
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
            None => Pushed::new(self.insert_role(&mut tx, ctx, organization, call, form.clone()).await?),
        };
        answer.finish_pushed(&mut tx, ctx, &pushed).await?;
        tx.commit().await?;
        Ok(Once::Done(pushed))
    }
}
