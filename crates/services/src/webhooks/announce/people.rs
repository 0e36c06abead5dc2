//! What happens to people's time, told to the webhooks of every organisation that knows them: when they are free, and whether their calendars
//! can be read. Why somebody is away, and what is in a calendar, stays theirs.

use domain::{
    id::{Id, OutOfOffice, Schedule, TravelPeriod, User},
    webhook::Topic,
};
use store::{
    Tx,
    calendars::CalendarTold,
    out_of_office::OutOfOfficeRecord,
    users,
    webhooks::{self, Subject},
};

use super::News;
use crate::{
    Ctx, Error, Result, Services,
    webhooks::{calcom, payload},
};

/// What about somebody's availability is different.
pub(crate) enum Different<'a> {
    /// A set of hours with its dates; its revision after that.
    Hours(Id<Schedule>, i32),
    /// Time off that was taken.
    Away(&'a OutOfOfficeRecord),
    /// Time off that was taken back.
    Back(Id<OutOfOffice>),
    /// The zone they live in for a while.
    Travel(Id<TravelPeriod>),
}

impl Different<'_> {
    fn subject(&self) -> Subject {
        match self {
            Self::Hours(id, _) => Subject::of(*id),
            Self::Away(off) => Subject::of(off.id),
            Self::Back(id) => Subject::of(*id),
            Self::Travel(id) => Subject::of(*id),
        }
    }

    const fn revision(&self) -> Option<i32> {
        match self {
            Self::Hours(_, revision) => Some(*revision),
            Self::Away(_) | Self::Back(_) | Self::Travel(_) => None,
        }
    }
}

impl Services {
    /// Tells webhooks that when a host or a talent is free is different.
    pub(crate) async fn announce_availability(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        user: Id<User>,
        different: &Different<'_>,
    ) -> Result<()> {
        let topic = Topic::AvailabilityChanged;
        for office in webhooks::offices_of(tx, user).await? {
            let Some(listeners) = self.listeners(tx, office.organization_id, topic).await? else { continue };
            let calcom = match different {
                Different::Away(off) if office.is_member => {
                    let person = users::find(tx, user).await?.ok_or(Error::NotFound)?;
                    let stand_in = match off.delegate_user_id {
                        Some(id) => users::find(tx, id).await?,
                        None => None,
                    };
                    Some(calcom::out_of_office(ctx.now, off, &person, stand_in.as_ref()))
                }
                _ => None,
            };
            let news = News {
                topic,
                subject: different.subject(),
                revision: different.revision(),
                standard: payload::availability(ctx.now, user, &office, different),
                calcom,
            };
            self.tell(tx, ctx, &listeners, &[news]).await?;
        }
        Ok(())
    }

    /// Tells webhooks of the offices whose member somebody is that their calendar fails, or is read again.
    pub(crate) async fn announce_calendar(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        topic: Topic,
        calendar: &CalendarTold,
    ) -> Result<()> {
        for office in webhooks::offices_of(tx, calendar.user_id).await?.into_iter().filter(|office| office.is_member) {
            let Some(listeners) = self.listeners(tx, office.organization_id, topic).await? else { continue };
            let news = News {
                topic,
                subject: Subject::of(calendar.id),
                revision: None,
                standard: payload::calendar(topic, ctx.now, calendar),
                calcom: None,
            };
            self.tell(tx, ctx, &listeners, &[news]).await?;
        }
        Ok(())
    }
}
