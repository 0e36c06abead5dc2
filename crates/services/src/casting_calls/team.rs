//! A call's team as the origin sees it: who works on the call and hosts the event types open to it. One is added to both at once.

use domain::{
    actor::{CallAction, MemberRole},
    field::FieldCode,
    id::{CastingCall, EventType, Id, Organization, User},
};
use store::{
    Access, casting_calls as calls,
    event_types::{self, HostRecord},
};

use super::on_call;
use crate::{
    Ctx, Error, Result, Services,
    event_types::{EventTypeForm, HostForm, whole},
    idempotency::{Answer, Once},
};

/// Somebody of a call's team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamMember {
    /// The call.
    pub call: Id<CastingCall>,
    /// The person.
    pub user_id: Id<User>,
    /// Their Latin name.
    pub name_latin: String,
    /// Their Arabic name.
    pub name_arabic: String,
    /// Their role in the organisation.
    pub role: MemberRole,
    /// The event types open to the call that they host, and how.
    pub hosted: Vec<(Id<EventType>, HostRecord)>,
}

/// Somebody to be added.
#[derive(Debug, Clone)]
pub struct NewTeamMember {
    /// To this call.
    pub call: Id<CastingCall>,
    /// The event types they host from now on, as `host`.
    pub event_types: Vec<Id<EventType>>,
    /// A member of the organisation, and how they host.
    pub host: HostForm,
}

impl Services {
    /// The call's team, its creator first. For members who may read it.
    pub async fn call_team(&self, ctx: &Ctx, call: Id<CastingCall>) -> Result<Vec<TeamMember>> {
        let mut db = self.store().connection().await?;
        let organization = on_call(&mut db, ctx, call, CallAction::Read).await?;
        team(&mut db, organization, call).await
    }

    /// Adds a member of the organisation to a call and to the hosts of event types open to it, all of it or nothing, once per idempotency
    /// key. Casters of the call, admins. Fields: `userId`, `eventTypeIds.0`.
    pub async fn add_to_team(
        &self,
        ctx: &Ctx,
        new: &NewTeamMember,
        answer: &Answer<'_, TeamMember>,
    ) -> Result<Once<TeamMember>> {
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        let organization = on_call(&mut tx, ctx, new.call, CallAction::Publish).await?;
        let open = event_types::list(&mut tx, organization, Some(new.call), false).await?;
        for (place, id) in new.event_types.iter().enumerate() {
            if !open.iter().any(|one| one.id == *id) {
                return Err(Error::field(&format!("eventTypeIds.{place}"), FieldCode::Unknown));
            }
        }
        let user = new.host.user_id;
        self.write_call_member(&mut tx, ctx, organization, new.call, user).await?;
        for id in &new.event_types {
            let before = whole(&mut tx, organization, *id).await?;
            let form = hosting(before.to_form(), new.host.clone());
            self.write_event_type(&mut tx, ctx, *id, Some(before.record.revision), form).await?;
        }
        let now = team(&mut tx, organization, new.call).await?;
        let now = now.into_iter().find(|member| member.user_id == user).ok_or(Error::NotFound)?;
        answer.finish(&mut tx, ctx, &now).await?;
        tx.commit().await?;
        Ok(Once::Done(now))
    }
}

async fn team(db: &mut impl Access, organization: Id<Organization>, call: Id<CastingCall>) -> Result<Vec<TeamMember>> {
    let open: Vec<_> =
        event_types::list(db, organization, Some(call), false).await?.into_iter().map(|one| one.id).collect();
    let hosts = event_types::hosts_of(db, &open).await?;
    let hosted = |user: Id<User>| {
        let host_of = |id: &Id<EventType>| {
            let host = hosts.get(id)?.iter().find(|host| host.user_id == user)?;
            Some((*id, host.clone()))
        };
        open.iter().filter_map(host_of).collect()
    };
    let members = calls::members(db, organization, call).await?;
    Ok(members
        .into_iter()
        .filter_map(|member| {
            Some(TeamMember {
                call,
                user_id: member.user_id,
                // Who left the organisation is nobody of its teams.
                role: member.role?,
                hosted: hosted(member.user_id),
                name_latin: member.name_latin,
                name_arabic: member.name_arabic,
            })
        })
        .collect())
}

/// The event type with this host, in place of what they were before. Somebody who takes turns makes it a round robin; somebody more who is
/// always there makes it one of several hosts.
fn hosting(mut form: EventTypeForm, host: HostForm) -> EventTypeForm {
    if !host.is_fixed {
        form.scheduling = "round_robin".to_owned();
    } else if form.scheduling == "single" {
        form.scheduling = "collective".to_owned();
    }
    form.hosts.retain(|other| other.user_id != host.user_id);
    form.hosts.push(host);
    form
}
