//! Auditions that come to an end by themselves: completed by the organisation's setting, requests nobody answered. The sweep does both; by
//! hand it is `bookings`.

use domain::{
    actor::CallAction,
    booking::{Change, Status},
    field::{FieldCode, FieldError},
};

use crate::{
    Ctx, Error, Result, Services, audit,
    bookings::{
        access::Right,
        change::{Draft, open},
    },
    tx::retrying,
};

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

    /// Ends requests whose time came before anybody answered: they count as declined, and both sides are told once. How many; for the sweep,
    /// each in a transaction of its own.
    pub(crate) async fn end_lapsed_requests(&self, ctx: &Ctx) -> Result<usize> {
        let mut db = self.store().connection().await?;
        let lapsed = store::bookings::lapsed_requests_any_owner(&mut db, ctx.now, AT_ONCE).await?;
        drop(db);
        let mut ended = 0;
        for booking in lapsed {
            ended += retrying(|| async {
                let mut tx = self.store().begin().await?;
                let opened = open(&mut tx, ctx, booking, None, Right::Caster(CallAction::Book)).await?;
                // Answered, called off or moved since it was looked up.
                if opened.record.status != Status::Pending || opened.record.starts_at > ctx.now {
                    return Ok(0);
                }
                self.settle(tx, ctx, opened, Draft::of(Change::Decline, String::new())).await.map(|_| 1)
            })
            .await?;
        }
        Ok(ended)
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
