//! Another key in place of one, both working for a while, so that nothing stands still while the new one is carried to where it is used.

use chrono::TimeDelta;
use domain::{
    field::Check,
    id::{ApiKey, Id},
};

use super::{ApiKeyView, Fields, view_of};
use crate::{
    Ctx, Error, Result, Services, audit,
    idempotency::{Answer, Once},
};

/// Longest time both work, in hours.
const LONGEST: i64 = 30 * 24;

impl Services {
    /// Makes a key with the same name, scopes and networks that acts as the same person and lasts as long as the old one was to last.
    /// The old one ends after `overlap_hours` (0 to 720); one that ended or was replaced before is not found. Admins only, and not with a key. The text is shown once.
    pub async fn rotate_api_key(&self, ctx: &Ctx, id: Id<ApiKey>, overlap_hours: i64) -> Result<(Id<ApiKey>, String)> {
        let done = self.rotate_api_key_once(ctx, id, overlap_hours, &Answer::unkept()).await?;
        done.done("a key in place of one").map(|(key, text)| (key.id, text))
    }

    /// The same, once per idempotency key. What is kept is the new key without its text.
    pub async fn rotate_api_key_once(
        &self,
        ctx: &Ctx,
        id: Id<ApiKey>,
        overlap_hours: i64,
        answer: &Answer<'_, ApiKeyView>,
    ) -> Result<Once<(ApiKeyView, String)>> {
        let organization = ctx.admin()?;
        if ctx.actor.api_key_id.is_some() {
            return Err(Error::Forbidden);
        }
        let mut check = Check::new();
        let overlap = TimeDelta::hours(check.range("overlapHours", overlap_hours, 0, LONGEST));
        check.finish(())?;
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        let old =
            store::api_keys::list(&mut tx, organization, Some(id), None, 1).await?.pop().ok_or(Error::NotFound)?;
        let is_over = old.revoked_at.is_some() || old.expires_at.is_some_and(|end| end <= ctx.now);
        if is_over || old.replaced_by.is_some() {
            return Err(Error::NotFound);
        }
        let fields = Fields {
            name: old.name,
            scopes: old.scopes,
            lasts: old.expires_at.map(|end| end - old.created_at),
            networks: old.allowed_networks,
        };
        let (new, text) = self.write_api_key(&mut tx, ctx, organization, old.user_id, &fields).await?;
        if !store::api_keys::replace(&mut tx, organization, id, new, ctx.now + overlap).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "api_key.rotated").object(id).fact("by", new.to_string()).write(&mut tx, ctx).await?;
        let key = view_of(&mut tx, organization, new).await?;
        answer.finish(&mut tx, ctx, &key).await?;
        tx.commit().await?;
        Ok(Once::Done((key, text)))
    }
}
