//! The members of an organisation: listing them, changing a role, deactivating one. The last admin stays one.

use chrono::{DateTime, Utc};
use domain::{
    actor::MemberRole,
    id::{Id, Membership, Organization, User},
    limits::Limits,
    refusal::OtherRefusal,
    webhook::Topic,
};
pub use store::memberships::Stake;
use store::{Tx, memberships::MembershipRecord};

use crate::{Ctx, Error, Result, Services, audit, booking_limits, webhooks::Fate};

/// A member in the list.
#[derive(Debug, Clone)]
pub struct MemberView {
    /// The membership.
    pub id: Id<Membership>,
    /// The person.
    pub user_id: Id<User>,
    /// Latin name, perhaps empty.
    pub name_latin: String,
    /// Arabic name, perhaps empty.
    pub name_arabic: String,
    /// Address.
    pub email: String,
    /// What they may do.
    pub role: MemberRole,
    /// Since when they may not act any more.
    pub deactivated_at: Option<DateTime<Utc>>,
    /// Whether they have a second factor.
    pub has_second_factor: bool,
    /// When they were last seen.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// It is the one who reads the list.
    pub is_self: bool,
}

/// A member with what a change of their rights leaves behind.
#[derive(Debug, Clone)]
pub struct MemberDetail {
    /// The member.
    pub member: MemberView,
    /// What hangs on them now.
    pub stake: Stake,
    /// Nobody else could act as admin: neither role nor membership can be taken from them.
    pub is_last_admin: bool,
    /// How much they may have as a host over all event types (rule 15).
    pub limits: Limits,
}

impl Services {
    /// One member and what hangs on them: said before anything is changed. Admins only.
    pub async fn member(&self, ctx: &Ctx, member: Id<Membership>) -> Result<MemberDetail> {
        let organization = ctx.admin()?;
        let members = self.list_members(ctx).await?;
        let active = |one: &MemberView| one.role == MemberRole::Admin && one.deactivated_at.is_none();
        let admins = members.iter().filter(|one| active(one)).count();
        let member = members.into_iter().find(|one| one.id == member).ok_or(Error::NotFound)?;
        let mut db = self.store().connection().await?;
        let stake = store::memberships::stake(&mut db, organization, member.user_id, ctx.now).await?;
        let limits = booking_limits::of_host(&mut db, organization, member.user_id).await?;
        Ok(MemberDetail { is_last_admin: admins == 1 && active(&member), member, stake, limits })
    }

    /// The organisation's members, active first. Any member may see who they work with; addresses and factors are for admins.
    pub async fn list_members(&self, ctx: &Ctx) -> Result<Vec<MemberView>> {
        let (organization, role) = ctx.member()?;
        let admin = role == MemberRole::Admin;
        let mut db = self.store().connection().await?;
        let records = store::memberships::list(&mut db, organization).await?;
        Ok(records
            .into_iter()
            .filter(|record| admin || record.deactivated_at.is_none())
            .map(|record| MemberView {
                is_self: ctx.actor.user_id == Some(record.user_id),
                id: record.id,
                user_id: record.user_id,
                name_latin: record.name_latin,
                name_arabic: record.name_arabic,
                email: record.email.filter(|_| admin).unwrap_or_default(),
                role: record.role,
                deactivated_at: record.deactivated_at,
                has_second_factor: admin && record.has_second_factor,
                last_seen_at: record.last_seen_at.filter(|_| admin),
            })
            .collect())
    }

    /// Gives a member another role. Admins only. Their sessions in this organisation end, so that none keeps old rights.
    pub async fn change_role(&self, ctx: &Ctx, member: Id<Membership>, role: MemberRole) -> Result<()> {
        self.change_member(ctx, member, |record| MembershipRecord { role, ..record }).await
    }

    /// Takes a member's rights away at once; what they did stays. Admins only.
    pub async fn deactivate_member(&self, ctx: &Ctx, member: Id<Membership>) -> Result<()> {
        self.change_member(ctx, member, |record| ended(record, ctx)).await
    }

    /// Gives a deactivated member their role back. Admins only.
    pub async fn reactivate_member(&self, ctx: &Ctx, member: Id<Membership>) -> Result<()> {
        self.change_member(ctx, member, |record| MembershipRecord { deactivated_at: None, ..record }).await
    }

    async fn change_member(
        &self,
        ctx: &Ctx,
        member: Id<Membership>,
        change: impl FnOnce(MembershipRecord) -> MembershipRecord + Send,
    ) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let (organization, before, after) = write(&mut tx, ctx, member, change).await?;
        if after == before {
            return Ok(());
        }
        store::sessions::leave_organization(&mut tx, organization, before.user_id).await?;
        let (entry, topic) = if after.role != before.role {
            let entry = audit::entry(ctx, "member.role_changed");
            (entry.fact("from", before.role.as_str()).fact("to", after.role.as_str()), Topic::MemberRoleChanged)
        } else if after.deactivated_at.is_some() {
            (audit::entry(ctx, "member.deactivated"), Topic::MemberDeactivated)
        } else {
            (audit::entry(ctx, "member.reactivated"), Topic::MemberReactivated)
        };
        entry.object(member).write(&mut tx, ctx).await?;
        self.announce_things(&mut tx, ctx, organization, topic, &[Fate::Became(&before, &after)]).await?;
        Ok(tx.commit().await?)
    }
}

/// Writes what becomes of a member: who they were and are now.
async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    member: Id<Membership>,
    change: impl FnOnce(MembershipRecord) -> MembershipRecord,
) -> Result<(Id<Organization>, MembershipRecord, MembershipRecord)> {
    let organization = ctx.admin()?;
    ctx.scope("members:write")?;
    // Two admins who demote each other at once queue here, and the second finds themselves the last.
    store::organizations::lock(tx, organization).await?.ok_or(Error::NotFound)?;
    let before = store::memberships::lock(tx, organization, member).await?.ok_or(Error::NotFound)?;
    let after = change(before.clone());
    if after != before {
        store::memberships::update(tx, organization, member, after.role, after.deactivated_at).await?;
        if store::memberships::count_active_admins(tx, organization).await? == 0 {
            return Err(OtherRefusal::LastAdmin.into());
        }
    }
    Ok((organization, before, after))
}

fn ended(record: MembershipRecord, ctx: &Ctx) -> MembershipRecord {
    MembershipRecord { deactivated_at: record.deactivated_at.or(Some(ctx.now)), ..record }
}

/// Ends a membership; whose it was.
pub(crate) async fn write_end(tx: &mut Tx, ctx: &Ctx, member: Id<Membership>) -> Result<Id<User>> {
    Ok(write(tx, ctx, member, |record| ended(record, ctx)).await?.1.user_id)
}
