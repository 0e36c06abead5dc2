//! What happens to the things an office keeps (casting calls, roles, event types, rooms, holidays, pauses, members, invitations, talent), told
//! to webhooks; and that its holidays, pauses, rooms' hours or limits make other times free. How each is shown is in `payload::things`.

use chrono::NaiveDate;
use domain::{
    id::{Id, Noun, Organization, Room, Schedule, User},
    webhook::Topic,
};
use serde_json::Value;
use store::{Tx, pauses::PauseRecord, webhooks::Subject};

use super::News;
use crate::{Ctx, Result, Services, webhooks::payload};

/// A thing an office keeps, as messages show it.
pub(crate) trait Thing: Sync {
    /// Its kind of id.
    type Noun: Noun;

    /// What messages call it.
    const NAME: &'static str;

    /// Its id.
    fn id(&self) -> Id<Self::Noun>;

    /// Its revision, where it has any.
    fn revision(&self) -> Option<i32> {
        None
    }

    /// All of it that may leave, in the names of the REST API.
    fn shown(&self) -> Value;

    /// What is different from what it was `before`, in the same names.
    fn differences(&self, before: &Self) -> Vec<String> {
        payload::differences(&before.shown(), &self.shown())
    }
}

/// What happened to a thing.
pub(crate) enum Fate<'a, T> {
    /// It was made.
    Made(&'a T),
    /// It was the first and is the second now. Where that is the same, nothing is told.
    Became(&'a T, &'a T),
    /// Something is different that messages do not show.
    Touched(&'a T, &'static str),
    /// Somebody came to it, or left it.
    Peopled(&'a T, Id<User>),
    /// It is about to go.
    Gone(&'a T),
}

/// What about an office's time is different.
pub(crate) enum OfficeTime<'a> {
    /// Holidays on these dates.
    Holidays(&'a [NaiveDate]),
    /// A pause.
    Pause(&'a PauseRecord),
    /// When a room is open: its hours, or `None` for whenever the team is.
    RoomHours(Id<Room>, Option<Id<Schedule>>),
    /// How much a host may have.
    HostLimits(Id<User>),
    /// How much a talent may have.
    BookerLimits,
}

impl Services {
    /// Tells webhooks what happened to things of one kind.
    pub(crate) async fn announce_things<T: Thing>(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        topic: Topic,
        fates: &[Fate<'_, T>],
    ) -> Result<()> {
        let Some(listeners) = self.listeners(tx, organization, topic).await? else { return Ok(()) };
        let mut all = Vec::new();
        for fate in fates {
            let (thing, fields, user) = match fate {
                Fate::Made(thing) | Fate::Gone(thing) => (thing, Vec::new(), None),
                Fate::Touched(thing, field) => (thing, vec![(*field).to_owned()], None),
                Fate::Peopled(thing, user) => (thing, Vec::new(), Some(*user)),
                Fate::Became(before, now) => {
                    let fields = now.differences(before);
                    if fields.is_empty() {
                        continue;
                    }
                    (now, fields, None)
                }
            };
            // What is told before it goes comes after everything else.
            let revision = thing.revision().map(|revision| revision + i32::from(matches!(fate, Fate::Gone(_))));
            all.push(News {
                topic,
                subject: Subject::of(thing.id()),
                revision,
                standard: payload::thing(topic, ctx.now, revision, &fields, *thing, user),
                calcom: None,
            });
        }
        self.tell(tx, ctx, &listeners, &all).await
    }

    /// Tells webhooks that an office's time is different.
    pub(crate) async fn announce_office_time(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        time: &OfficeTime<'_>,
    ) -> Result<()> {
        let topic = Topic::AvailabilityChanged;
        let Some(listeners) = self.listeners(tx, organization, topic).await? else { return Ok(()) };
        let subject = match time {
            OfficeTime::Holidays(_) | OfficeTime::BookerLimits => Subject::of(organization),
            OfficeTime::Pause(pause) => Subject::of(pause.id),
            OfficeTime::RoomHours(room, _) => Subject::of(*room),
            OfficeTime::HostLimits(user) => Subject::of(*user),
        };
        let standard = payload::office_time(ctx.now, time);
        self.tell(tx, ctx, &listeners, &[News { topic, subject, revision: None, standard, calcom: None }]).await
    }
}
