//! Where whoever booked may go on to: an address per event type, on hosts the organisation allows. It is offered as a link on the page of what
//! was booked; nobody is sent anywhere by themselves.

use domain::{
    field::{Check, FieldCode},
    id::{EventType, Id, Organization},
    onward::{MOST_HOSTS, host, host_of, is_allowed},
};
use store::{Access, event_types, onward};

use crate::{Ctx, Error, Result, Services, audit, bookings::BookingView, event_types::may_edit};

/// Where bookings of an event type lead on to, for whoever sets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onward {
    /// The address.
    pub address: Option<String>,
    /// The hosts it may stand on.
    pub hosts: Vec<String>,
}

/// A link to offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnwardLink {
    /// The address.
    pub address: String,
    /// Its host, to be shown.
    pub host: String,
}

impl Services {
    /// The hosts the organisation allows.
    pub async fn onward_hosts(&self, ctx: &Ctx) -> Result<Vec<String>> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        Ok(onward::hosts(&mut db, organization).await?)
    }

    /// Allows these hosts and no others, one a line. Admins only. Addresses on a host no longer allowed are not offered any more.
    pub async fn set_onward_hosts(&self, ctx: &Ctx, typed: &str) -> Result<()> {
        let organization = ctx.admin()?;
        ctx.scope("organization:write")?;
        let mut check = Check::new();
        let mut hosts: Vec<String> = Vec::new();
        for word in
            typed.split(|c: char| c.is_whitespace() || matches!(c, ',' | '،' | ';')).filter(|word| !word.is_empty())
        {
            match host(word) {
                Some(host) if !hosts.contains(&host) => hosts.push(host),
                Some(_) => {}
                None => {
                    check.fail("hosts", FieldCode::Invalid);
                    break;
                }
            }
        }
        if hosts.len() > MOST_HOSTS {
            check.fail_with("hosts", FieldCode::TooLong, i64::try_from(MOST_HOSTS).unwrap_or(i64::MAX));
        }
        check.finish(())?;
        hosts.sort_unstable();
        let mut tx = self.store().begin().await?;
        onward::set_hosts(&mut tx, organization, &hosts, ctx.now).await?;
        let entry = audit::entry(ctx, "organization.hosts_changed").object(organization);
        entry.fact("n", hosts.len()).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Where bookings of an event type lead on to, for those who may change it.
    pub async fn onward(&self, ctx: &Ctx, id: Id<EventType>) -> Result<Onward> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        let record = event_types::get(&mut db, organization, id).await?.ok_or(Error::NotFound)?;
        may_edit(&mut db, ctx, record.casting_call_id).await?;
        of_event_type(&mut db, organization, id).await
    }

    /// Sets it; empty: nowhere.
    pub async fn set_onward(&self, ctx: &Ctx, id: Id<EventType>, typed: &str) -> Result<()> {
        let (organization, _) = ctx.member()?;
        let mut tx = self.store().begin().await?;
        let record = event_types::get(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        may_edit(&mut tx, ctx, record.casting_call_id).await?;
        let (_, hosts) = onward::of(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        let address = Some(typed.trim()).filter(|typed| !typed.is_empty());
        if let Some(address) = address {
            let code = match host_of(address) {
                None => Some(FieldCode::NotAUrl),
                Some(_) if !is_allowed(address, &hosts) => Some(FieldCode::HostNotListed),
                Some(_) => None,
            };
            if let Some(code) = code {
                return Err(Error::field("onward", code));
            }
        }
        onward::set(&mut tx, organization, id, address, ctx.now).await?;
        audit::entry(ctx, "event_type.edited").object(id).fact("fields", vec!["onward"]).write(&mut tx, ctx).await?;
        self.announce_event_type(&mut tx, ctx, organization, id, "onward").await?;
        tx.commit().await?;
        Ok(())
    }

    /// Where this booking's guest may go on to: nowhere when it is over, or when the host is not allowed any more.
    pub async fn onward_of(&self, booking: &BookingView) -> Result<Option<OnwardLink>> {
        if booking.guest.is_none() || !booking.status.is_live() {
            return Ok(None);
        }
        let mut db = self.store().connection().await?;
        let found = onward::of(&mut db, booking.organization.id, booking.event_type.id).await?;
        let Some((Some(address), hosts)) = found else { return Ok(None) };
        Ok(host_of(&address).filter(|host| hosts.contains(host)).map(|host| OnwardLink { address, host }))
    }
}

/// Where bookings of an event type lead on to; the right is the caller's affair.
pub(crate) async fn of_event_type(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<EventType>,
) -> Result<Onward> {
    let (address, hosts) = onward::of(db, organization, id).await?.ok_or(Error::NotFound)?;
    Ok(Onward { address, hosts })
}
