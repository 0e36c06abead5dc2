//! Changing one application: its mark and its note, only if nobody changed it since it was read.

use domain::{
    actor::CallAction,
    casting::ApplicationStatus,
    field::Check,
    id::{Application, Id},
    webhook::Topic,
};
use store::applications::{self, Applicant, Filter, Standing};

use super::shown;
use crate::{Ctx, Error, Result, Services, audit, casting_calls::on_application};

/// Changes to an application; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct ApplicationPatch {
    /// Where it stands.
    pub status: Option<ApplicationStatus>,
    /// What was written with it, at most 2000 characters.
    pub note: Option<String>,
}

impl Services {
    /// Changes an application. With `revision`, only if nobody changed it since. What stays the same changes nothing.
    pub async fn edit_application(
        &self,
        ctx: &Ctx,
        id: Id<Application>,
        revision: Option<i32>,
        patch: ApplicationPatch,
    ) -> Result<Applicant> {
        let action = if patch.note.is_some() { CallAction::Edit } else { CallAction::Mark };
        let mut tx = self.store().begin().await?;
        let (organization, _) = on_application(&mut tx, ctx, id, action).await?;
        let before = applications::lock(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        crate::error::meant_for(revision, before.revision)?;
        let mut check = Check::new();
        let note = patch.note.map(|note| check.optional_text("note", &note, 2000));
        check.finish(())?;
        let after = Standing {
            status: patch.status.unwrap_or(before.status),
            note: note.unwrap_or_else(|| before.note.clone()),
            revision: before.revision,
        };
        if after != before {
            applications::update(&mut tx, organization, id, &after, ctx.now).await?;
            let entry = if after.status == before.status {
                audit::entry(ctx, "application.edited")
            } else {
                audit::entry(ctx, "application.marked").fact("status", after.status.as_str())
            };
            entry.object(id).write(&mut tx, ctx).await?;
            let (marked, noted) = (after.status != before.status, after.note != before.note);
            let fields: Vec<&str> =
                [("status", marked), ("note", noted)].into_iter().filter_map(|(name, is)| is.then_some(name)).collect();
            let topic = if marked { Topic::ApplicationMarked } else { Topic::ApplicationUpdated };
            self.announce_applications(&mut tx, ctx, organization, (topic, &fields), &[id]).await?;
        }
        let (_, role) = ctx.member()?;
        let found = applications::list(&mut tx, organization, &Filter::one(id)).await?.pop().ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(shown(role, found))
    }
}
