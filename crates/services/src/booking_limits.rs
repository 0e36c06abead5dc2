//! Limits beside the event types' own (rule 15): how much a host may have over all event types, and how much one talent may have
//! booked. Admins set both; a member their own as a host. Counting is the engine's affair.

use domain::{
    event_settings::check_limits,
    field::Check,
    id::{Id, Organization, User},
    limits::Limits,
};
use serde::Deserialize;
use store::{Tx, booking_limits};

use crate::{Ctx, Error, Result, Services, audit, webhooks::OfficeTime};

/// A host's limits over all the organisation's event types, on the clock of their schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostLimits {
    /// Who.
    pub user_id: Id<User>,
    /// Latin name.
    pub name_latin: String,
    /// Arabic name.
    pub name_arabic: String,
    /// How much.
    pub limits: Limits,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingLimits {
    /// What one talent may have booked over all event types, on the organisation's clock.
    pub booker: Limits,
    /// Hosts who have limits.
    pub hosts: Vec<HostLimits>,
}

impl Services {
    /// The organisation's limits.
    pub async fn booking_limits(&self, ctx: &Ctx) -> Result<BookingLimits> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        let booker = booking_limits::booker(&mut db, organization).await?.ok_or(Error::NotFound)?;
        let hosts = booking_limits::hosts(&mut db, organization).await?;
        Ok(BookingLimits {
            booker: stored(&booker)?,
            hosts: hosts
                .into_iter()
                .map(|host| {
                    Ok(HostLimits {
                        user_id: host.user_id,
                        name_latin: host.name_latin,
                        name_arabic: host.name_arabic,
                        limits: stored(&host.limits)?,
                    })
                })
                .collect::<Result<_>>()?,
        })
    }

    /// Sets what one talent may have booked. What is booked stays.
    pub async fn set_booker_limits(&self, ctx: &Ctx, limits: Limits) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let organization = write_booker(&mut tx, ctx, &limits).await?;
        audit::entry(ctx, "limits.booker_set").write(&mut tx, ctx).await?;
        self.announce_office_time(&mut tx, ctx, organization, &OfficeTime::BookerLimits).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sets how much a member may have as a host, over all event types: one's own, or as an admin anybody's. What is booked stays.
    pub async fn set_host_limits(&self, ctx: &Ctx, host: Id<User>, limits: Limits) -> Result<()> {
        let mut tx = self.store().begin().await?;
        write_host(&mut tx, ctx, host, &limits).await?;
        audit::entry(ctx, "limits.host_set").object(host).write(&mut tx, ctx).await?;
        let (organization, _) = ctx.member()?;
        self.announce_office_time(&mut tx, ctx, organization, &OfficeTime::HostLimits(host)).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Writes what one talent may have booked, and answers with whom.
pub(crate) async fn write_booker(tx: &mut Tx, ctx: &Ctx, limits: &Limits) -> Result<Id<Organization>> {
    let organization = ctx.admin()?;
    if !booking_limits::set_booker(tx, organization, &checked(limits)?).await? {
        return Err(Error::NotFound);
    }
    Ok(organization)
}

/// Writes how much a member may have as a host.
pub(crate) async fn write_host(tx: &mut Tx, ctx: &Ctx, host: Id<User>, limits: &Limits) -> Result<()> {
    let (organization, _) = ctx.member()?;
    if host != ctx.user()? {
        ctx.admin()?;
    }
    if !booking_limits::set_host(tx, organization, host, &checked(limits)?).await? {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// A member's limits as a host, whether they are active or not; none for who is no member.
pub(crate) async fn of_host(
    db: &mut impl store::Access,
    organization: Id<Organization>,
    host: Id<User>,
) -> Result<Limits> {
    booking_limits::host(db, organization, host).await?.map_or(Ok(Limits::NONE), |value| stored(&value))
}

/// Limits as they are stored.
pub(crate) fn stored(value: &serde_json::Value) -> Result<Limits> {
    Limits::deserialize(value).map_err(|error| Error::internal("stored limits", error))
}

fn checked(limits: &Limits) -> Result<serde_json::Value> {
    let mut check = Check::new();
    check_limits(&mut check, "limits", limits);
    check.finish(())?;
    serde_json::to_value(limits).map_err(|error| Error::internal("limits", error))
}
