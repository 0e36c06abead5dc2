//! What the page that books an audition begins with: the applicant, the call, what can be booked there and the chosen kind, read together
//! because the page is opened more than any other. Times are the affair of `slots`.

use domain::{
    actor::{CallAction, MemberRole, may_on_call},
    id::{Application, CastingCall, EventType, Id},
};
use store::{
    applications::{self, Filter},
    event_types::{self, EventTypeRecord},
    questions,
};

use crate::{
    Ctx, Error, Result, Services,
    applications::{Applicant, shown},
    event_types::{EventTypeDetail, detail_of},
};

/// Who is to be booked and what there is to book.
#[derive(Debug, Clone)]
pub struct BookingDesk {
    /// For whom.
    pub applicant: Applicant,
    /// What can be booked in this call: its own event types and the organisation's.
    pub kinds: Vec<EventTypeRecord>,
    /// The one asked for if it is among them, else the first; none where there is nothing to book. Without its hosts and questions, which only
    /// the last step needs: where a time is chosen the times' own facts name the hosts.
    pub kind: Option<EventTypeDetail>,
}

impl Services {
    /// The desk for an application of `call`, for those who may book in it.
    pub async fn booking_desk(
        &self,
        ctx: &Ctx,
        call: Id<CastingCall>,
        application: Id<Application>,
        asked: Option<Id<EventType>>,
    ) -> Result<BookingDesk> {
        let (organization, role) = ctx.member()?;
        let user = ctx.user()?;
        let mut db = self.store().connection().await?;
        let filter = Filter { viewer: Some(user), ..Filter::one(application) };
        let applicant = applications::list(&mut db, organization, &filter).await?.pop().ok_or(Error::NotFound)?;
        if !may_on_call(role, applicant.viewer_belongs, CallAction::Read) {
            return Err(Error::Forbidden);
        }
        if applicant.casting_call_id != call {
            return Err(Error::NotFound);
        }
        if !may_on_call(role, applicant.viewer_belongs, CallAction::Book) {
            return Err(Error::Forbidden);
        }
        let kinds = event_types::list(&mut db, organization, Some(call), false).await?;
        let kind = kinds.iter().find(|kind| Some(kind.id) == asked).or_else(|| kinds.first());
        let kind = match kind.cloned() {
            // The organisation's own kinds belong to those who work in every call.
            Some(kind)
                if kind.casting_call_id.is_none()
                    && !matches!(role, MemberRole::Admin | MemberRole::Caster | MemberRole::Assistant) =>
            {
                return Err(Error::Forbidden);
            }
            Some(record) => {
                // Who books asks for free times, not for hours.
                Some(detail_of(record, Vec::new(), Vec::new(), None)?)
            }
            None => None,
        };
        Ok(BookingDesk { applicant: shown(role, applicant), kinds, kind })
    }

    /// The kind of a desk with its hosts and questions, for the last step.
    pub async fn complete_desk(&self, ctx: &Ctx, kind: &mut EventTypeDetail) -> Result<()> {
        let (organization, _) = ctx.member()?;
        if organization != kind.record.organization_id {
            return Err(Error::NotFound);
        }
        let mut db = self.store().connection().await?;
        kind.hosts = event_types::hosts(&mut db, kind.record.id).await?;
        kind.questions = questions::list(&mut db, kind.record.id).await?;
        Ok(())
    }
}
