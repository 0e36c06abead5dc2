//! Auditions that count as completed by themselves: the organisation's setting, and the sweep that follows it. Marking by hand is `bookings`.

use domain::field::{FieldCode, FieldError};

use crate::{Ctx, Error, Result, Services, audit};

/// Bookings completed per sweep; the next one goes on.
const AT_ONCE: i64 = 200;
/// Longest wait after the end: thirty days.
const LONGEST: i64 = 43_200;

impl Services {
    /// Minutes after its end when an audition nobody marked counts as completed; `None`: never by itself. Members only.
    pub async fn completes_after(&self, ctx: &Ctx) -> Result<Option<i32>> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        Ok(store::bookings::completes_after(&mut db, organization).await?)
    }

    /// Sets it. Admins only.
    pub async fn set_completes_after(&self, ctx: &Ctx, minutes: Option<i64>) -> Result<()> {
        let organization = ctx.admin()?;
        let wrong = |code, limit| Error::Fields(vec![FieldError { field: "completeAfter".to_owned(), code, limit }]);
        let minutes = match minutes {
            Some(minutes) if minutes < 0 => return Err(wrong(FieldCode::TooSmall, Some(0))),
            Some(minutes) if minutes > LONGEST => return Err(wrong(FieldCode::TooLarge, Some(LONGEST))),
            Some(minutes) => i32::try_from(minutes).ok(),
            None => None,
        };
        let mut tx = self.store().begin().await?;
        store::bookings::set_completes_after(&mut tx, organization, minutes, ctx.now).await?;
        audit::entry(ctx, "organization.completion_changed").object(organization).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// Completes what is over and was not marked; how many. For the sweep, each in a transaction of its own: one that somebody marks at the
    /// same moment stays as they marked it.
    pub(crate) async fn complete_ended(&self, ctx: &Ctx) -> Result<usize> {
        let mut db = self.store().connection().await?;
        let ended = store::bookings::to_complete_any_owner(&mut db, ctx.now, AT_ONCE).await?;
        drop(db);
        let mut completed = 0;
        for booking in ended {
            match self.complete_booking(ctx, booking, None).await {
                Ok(_) => completed += 1,
                // Marked or called off since it was looked up.
                Err(Error::Refused(_) | Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(completed)
    }
}
