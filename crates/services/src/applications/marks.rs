//! Several applications marked at once: those chosen one by one, or everybody a filter matches.

use domain::{
    actor::CallAction,
    casting::ApplicationStatus,
    field::{Check, FieldCode},
    id::{Application, CastingCall, Id},
    refusal::OtherRefusal,
};
use store::applications;

use super::{ApplicantQuery, MARKED, readable};
use crate::{Ctx, Error, Result, Services, audit, casting_calls::on_call};

/// So many are marked one by one at once.
const MOST_AT_ONCE: usize = 200;
/// So many are marked at once by what they match.
pub const MOST_MATCHING: i64 = 5000;

/// Everybody a filter matches, to be marked.
#[derive(Debug, Clone)]
pub struct MatchingMark {
    /// Of this call.
    pub call: Id<CastingCall>,
    /// Whom: role, status and search are looked at, within the call.
    pub query: ApplicantQuery,
    /// How many matched when somebody looked.
    pub count: i64,
    /// Which, where that was told (as `Matched::sum`).
    pub sum: Option<i64>,
    /// What they become.
    pub status: ApplicationStatus,
}

/// What marking everybody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked {
    /// How many matched.
    pub matched: i64,
    /// How many of them had another status.
    pub changed: i64,
}

impl Services {
    /// Marks several applications of a call at once, all or none. Each that changes has its line in the trail.
    pub async fn set_application_statuses(
        &self,
        ctx: &Ctx,
        call: Id<CastingCall>,
        ids: &[Id<Application>],
        status: ApplicationStatus,
    ) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let organization = on_call(&mut tx, ctx, call, CallAction::Mark).await?;
        let mut chosen = ids.to_vec();
        chosen.sort_unstable();
        chosen.dedup();
        if chosen.is_empty() || chosen.len() > MOST_AT_ONCE {
            let code = if chosen.is_empty() { FieldCode::Required } else { FieldCode::TooLarge };
            return Err(Error::field("a", code));
        }
        let changed = applications::set_statuses(&mut tx, organization, call, &chosen, status, ctx.now)
            .await?
            .ok_or_else(|| Error::field("a", FieldCode::Unknown))?;
        for id in &changed {
            audit::entry(ctx, "application.marked")
                .object(*id)
                .fact("status", status.as_str())
                .write(&mut tx, ctx)
                .await?;
        }
        self.announce_applications(&mut tx, ctx, organization, MARKED, &changed).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Marks everybody who matches, all or none, if they are those who were looked at. One line in the trail, however many; webhooks hear of
    /// each that changes.
    pub async fn mark_matching_applications(&self, ctx: &Ctx, mark: &MatchingMark) -> Result<Marked> {
        let mut tx = self.store().begin().await?;
        on_call(&mut tx, ctx, mark.call, CallAction::Mark).await?;
        let query = ApplicantQuery { casting_call_id: Some(mark.call), ..mark.query.clone() };
        let (organization, mut filter) = readable(&mut tx, ctx, &query).await?;
        filter.limit = MOST_MATCHING + 1;
        let (now, changed) = applications::lock_matching(&mut tx, organization, &filter, mark.status).await?;
        let mut check = Check::new();
        if now.count > MOST_MATCHING {
            check.fail_with("all", FieldCode::TooMany, MOST_MATCHING);
        }
        check.finish(())?;
        if now.count != mark.count || mark.sum.is_some_and(|sum| sum != now.sum) {
            return Err(OtherRefusal::ListChanged.into());
        }
        applications::write_status(&mut tx, organization, &changed, mark.status, ctx.now).await?;
        let done = Marked { matched: now.count, changed: i64::try_from(changed.len()).unwrap_or(i64::MAX) };
        if !changed.is_empty() {
            audit::entry(ctx, "application.marked_all")
                .object(mark.call)
                .fact("status", mark.status.as_str())
                .fact("count", done.changed)
                .write(&mut tx, ctx)
                .await?;
            self.announce_applications(&mut tx, ctx, organization, MARKED, &changed).await?;
        }
        tx.commit().await?;
        Ok(done)
    }
}
