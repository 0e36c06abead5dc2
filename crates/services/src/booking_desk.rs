//! What the page that books an audition begins with: the applicant, the call, what can be booked there and the chosen kind, read together
//! because the page is opened more than any other. Times are the affair of `slots`.

use domain::{
    actor::{CallAction, MemberRole, may_on_call},
    id::{Application, CastingCall, EventType, Id},
};
use store::{
    applications::{self, Filter},
    casting_calls, event_types, questions,
};

use crate::{
    Ctx, Error, Result, Services,
    applications::{Applicant, shown},
    event_types::{EventTypeDetail, EventTypeView, detail_of},
};

/// Who is to be booked and what there is to book.
#[derive(Debug, Clone)]
pub struct BookingDesk {
    /// For whom.
    pub applicant: Applicant,
    /// The call's title in English.
    pub call_title_en: String,
    /// The call's title in Arabic.
    pub call_title_ar: String,
    /// What can be booked in this call: its own event types and the organisation's.
    pub kinds: Vec<EventTypeView>,
    /// The one asked for if it is among them, else the first; none where there is nothing to book. Its questions are there for the last
    /// step only.
    pub kind: Option<EventTypeDetail>,
}

impl Services {
    /// The desk for an application of `call`, for those who may book in it; `asks` in the last step, which asks the kind's questions.
    pub async fn booking_desk(
        &self,
        ctx: &Ctx,
        call: Id<CastingCall>,
        application: Id<Application>,
        asked: Option<Id<EventType>>,
        asks: bool,
    ) -> Result<BookingDesk> {
        let (organization, role) = ctx.member()?;
        let user = ctx.user()?;
        let mut db = self.store().connection().await?;
        let of =
            casting_calls::of_application(&mut db, organization, application, user).await?.ok_or(Error::NotFound)?;
        if !may_on_call(role, of.belongs, CallAction::Read) {
            return Err(Error::Forbidden);
        }
        if of.id != call {
            return Err(Error::NotFound);
        }
        if !may_on_call(role, of.belongs, CallAction::Book) {
            return Err(Error::Forbidden);
        }
        let filter = Filter::one(application);
        let applicant = applications::list(&mut db, organization, &filter).await?.pop().ok_or(Error::NotFound)?;
        let records = event_types::list(&mut db, organization, Some(call), false).await?;
        let ids: Vec<_> = records.iter().map(|record| record.id).collect();
        let mut hosts = event_types::hosts_of(&mut db, &ids).await?;
        let kinds: Vec<EventTypeView> = records
            .into_iter()
            .map(|record| EventTypeView { hosts: hosts.remove(&record.id).unwrap_or_default(), record })
            .collect();
        let kind = kinds.iter().find(|kind| Some(kind.record.id) == asked).or_else(|| kinds.first());
        let kind = match kind.cloned() {
            // The organisation's own kinds belong to those who work in every call.
            Some(kind)
                if kind.record.casting_call_id.is_none()
                    && !matches!(role, MemberRole::Admin | MemberRole::Caster | MemberRole::Assistant) =>
            {
                return Err(Error::Forbidden);
            }
            Some(EventTypeView { record, hosts }) => {
                let questions = if asks { questions::list(&mut db, record.id).await? } else { Vec::new() };
                Some(detail_of(record, hosts, questions)?)
            }
            None => None,
        };
        Ok(BookingDesk {
            applicant: shown(role, applicant),
            call_title_en: of.title_en,
            call_title_ar: of.title_ar,
            kinds,
            kind,
        })
    }
}
