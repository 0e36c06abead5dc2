//! What happens to a booking, as messages: who is told, which sort of message it is, whether it is still true when its turn comes.
//! The other side is told, once; Callboard itself tells both. Knows no words.

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    booking_event::{BookingEvent, EventKind, Side},
    id::{Id, User},
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    bookings::{BookingRecord, Person},
    notifications::{NewNotification, NotificationRecord},
};

use super::{Prepared, ReadyMail, letter::clean_line, when::zone_of};
use crate::{
    Ctx, Error, Result, Services,
    jobs::{Job, SendNotification},
    reminders,
    words::Lang,
};

/// The sort of a message about a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Invitation,
    Accepted,
    Moved,
    Amended,
    Cancelled,
    Declined,
    Confirmed,
    ChangeRequested,
    ChangeGranted,
    ChangeRefused,
    ChangeExpired,
    Noted,
    ReminderDay,
    ReminderHour,
}

impl Kind {
    pub(crate) const ALL: [Self; 14] = [
        Self::Invitation,
        Self::Accepted,
        Self::Moved,
        Self::Amended,
        Self::Cancelled,
        Self::Declined,
        Self::Confirmed,
        Self::ChangeRequested,
        Self::ChangeGranted,
        Self::ChangeRefused,
        Self::ChangeExpired,
        Self::Noted,
        Self::ReminderDay,
        Self::ReminderHour,
    ];

    /// The word in the database.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Accepted => "accepted",
            Self::Moved => "moved",
            Self::Amended => "amended",
            Self::Cancelled => "cancelled",
            Self::Declined => "declined",
            Self::Confirmed => "confirmed",
            Self::ChangeRequested => "change_requested",
            Self::ChangeGranted => "change_granted",
            Self::ChangeRefused => "change_refused",
            Self::ChangeExpired => "change_expired",
            Self::Noted => "noted",
            Self::ReminderDay => "reminder_24h",
            Self::ReminderHour => "reminder_1h",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The message an event becomes, if it becomes one.
    fn of(event: &BookingEvent) -> Option<Self> {
        match event.kind {
            EventKind::Booked => Some(Self::Invitation),
            EventKind::Accepted => Some(Self::Accepted),
            EventKind::Confirmed => Some(Self::Confirmed),
            EventKind::Declined => Some(Self::Declined),
            EventKind::Cancelled => Some(Self::Cancelled),
            EventKind::Rescheduled if event.granted => Some(Self::ChangeGranted),
            EventKind::Rescheduled => Some(Self::Moved),
            EventKind::Amended => Some(Self::Amended),
            EventKind::ChangeRequested => Some(Self::ChangeRequested),
            EventKind::ChangeRefused => Some(Self::ChangeRefused),
            EventKind::ChangeExpired => Some(Self::ChangeExpired),
            EventKind::Noted => Some(Self::Noted),
            EventKind::Completed
            | EventKind::NoShow
            | EventKind::Undone
            | EventKind::PrivatelyNoted
            | EventKind::Hidden => None,
        }
    }
}

/// What a message about a booking keeps of the moment it was written; everything else is read again when it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct News {
    /// Whose side is told.
    pub to: Side,
    /// On which side stood who acted.
    pub by: Side,
    /// The booking's SEQUENCE after the change: with another one, the message speaks of another time.
    pub sequence: i32,
    /// Why, in the actor's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Where it started before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former_start: Option<DateTime<Utc>>,
    /// The times the talent proposes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposed: Vec<DateTime<Utc>>,
}

/// Somebody to be told.
pub(super) struct Recipient {
    pub(super) user_id: Option<Id<User>>,
    pub(super) address: String,
    pub(super) name: String,
    pub(super) lang: Lang,
    pub(super) time_zone: Option<String>,
}

/// Who stands on `side` of the booking and has an address.
pub(super) fn recipient(booking: &BookingRecord, side: Side) -> Option<Recipient> {
    let house = Lang::from_code(&booking.organization.language).unwrap_or(Lang::Ar);
    match side {
        Side::Talent => match (&booking.talent, &booking.guest) {
            (Some(talent), _) => {
                let lang = Lang::from_code(&talent.language).unwrap_or(house);
                Some(Recipient {
                    user_id: Some(talent.person.user_id),
                    address: talent.email.clone()?,
                    name: name_in(&talent.person, lang),
                    lang,
                    time_zone: talent.time_zone.clone(),
                })
            }
            (None, Some((name, address))) => Some(Recipient {
                user_id: None,
                address: address.clone(),
                name: clean_line(name),
                lang: house,
                time_zone: None,
            }),
            (None, None) => None,
        },
        Side::Caster => {
            let caster = booking.caster.as_ref()?;
            let lang = caster.language.as_deref().and_then(Lang::from_code).unwrap_or(house);
            Some(Recipient {
                user_id: Some(caster.person.user_id),
                address: caster.email.clone()?,
                name: name_in(&caster.person, lang),
                lang,
                time_zone: caster.time_zone.clone(),
            })
        }
        Side::System => None,
    }
    .filter(|recipient| !recipient.address.is_empty())
}

/// A person's name in the reader's script, else in the other.
pub(crate) fn name_in(person: &Person, lang: Lang) -> String {
    let (own, other) = match lang {
        Lang::En => (&person.name_latin, &person.name_arabic),
        Lang::Ar => (&person.name_arabic, &person.name_latin),
    };
    clean_line(if own.is_empty() { other } else { own })
}

impl Services {
    /// Tells the other side, and webhooks, what happened to a booking and sets its reminders right, in the transaction of the change. `booking` is the
    /// record after it. One statement, or two where reminders must go; one more asks for webhooks.
    pub(crate) async fn booking_changed(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        event: &BookingEvent,
        booking: &BookingRecord,
    ) -> Result<()> {
        self.announce(tx, ctx, event, booking).await?;
        let told: &[Side] = match (event.by, event.kind) {
            // Who books for themselves gets the papers too.
            (Side::Talent, EventKind::Booked) | (Side::System, _) => &[Side::Talent, Side::Caster],
            (Side::Caster, _) => &[Side::Talent],
            (Side::Talent, _) => &[Side::Caster],
        };
        let mut rows = Vec::new();
        if let Some(kind) = Kind::of(event) {
            for to in told {
                let news = News {
                    to: *to,
                    by: event.by,
                    sequence: event.sequence,
                    reason: event.reason.clone(),
                    former_start: event.former_start,
                    proposed: event.proposed.clone(),
                };
                let key = format!("{}:{}:{}:{}", booking.id, event.revision, kind.as_str(), to.as_str());
                rows.extend(self.booking_notification(ctx, booking, kind, &news, key)?);
            }
        }
        let reminders = reminders::after(event.kind, booking, ctx.now);
        let jobs = reminders
            .set
            .iter()
            .map(|(job, at, key)| Job::Remind(*job).row(self.clock(), *at, Some(key.clone())))
            .collect::<Result<Vec<_>>>()?;
        if !reminders.remove.is_empty() {
            store::jobs::remove(tx, &reminders.remove).await?;
        }
        Ok(store::notifications::insert(tx, &rows, &jobs).await?)
    }

    /// The row of one message to one side; `None` when nobody stands there or has an address.
    pub(crate) fn booking_notification(
        &self,
        ctx: &Ctx,
        booking: &BookingRecord,
        kind: Kind,
        news: &News,
        dedupe_key: String,
    ) -> Result<Option<NewNotification>> {
        let Some(recipient) = recipient(booking, news.to) else { return Ok(None) };
        let id = ctx.new_id()?;
        Ok(Some(NewNotification {
            id,
            organization_id: Some(booking.organization.id),
            user_id: recipient.user_id,
            booking_id: Some(booking.id),
            kind: kind.as_str(),
            address: recipient.address,
            language: recipient.lang.code(),
            data: serde_json::to_value(news).map_err(|error| Error::internal("notification data", error))?,
            message_id: self.message_id(id),
            dedupe_key: Some(dedupe_key),
            created_at: ctx.now,
            job: Job::SendNotification(SendNotification { id }).row(self.clock(), ctx.now, None)?,
        }))
    }

    /// Writes the words of a message about a booking from how the booking stands now, or says why it is no longer to be sent.
    pub(super) async fn prepare_booking(
        &self,
        note: &NotificationRecord,
        lang: Lang,
        now: DateTime<Utc>,
    ) -> Result<Prepared> {
        let kind = Kind::parse(&note.kind)
            .ok_or_else(|| Error::Internal(format!("notification {} is of an unknown kind", note.id)))?;
        let news: News = serde_json::from_value(note.data.clone())
            .map_err(|error| Error::internal("the data of a booking notification", error))?;
        let Some(id) = note.booking_id else { return Ok(Prepared::Stale("its booking is gone")) };
        let mut db = self.store().connection().await?;
        let Some(booking) = store::bookings::record_any_owner(&mut db, id, None).await? else {
            return Ok(Prepared::Stale("its booking is gone"));
        };
        if let Some(reason) = stale(kind, &news, &booking, now) {
            return Ok(Prepared::Stale(reason));
        }
        let repeats = matches!(kind, Kind::Amended | Kind::Noted);
        if repeats && store::notifications::is_superseded(&mut db, note.id).await? {
            return Ok(Prepared::Stale("a newer one says it"));
        }
        let Some(recipient) = recipient(&booking, news.to) else {
            return Ok(Prepared::Stale("nobody to tell any more"));
        };
        let organization = store::organizations::find(&mut db, booking.organization.id).await?;
        let thread = store::notifications::first_message_id(&mut db, booking.id, &note.address).await?;
        drop(db);
        let reader = recipient.time_zone.as_deref().and_then(zone_of);
        let zone = reader.or_else(|| zone_of(&booking.organization.time_zone)).unwrap_or(chrono_tz::Tz::UTC);
        let draft =
            super::booking_letter::Draft { services: self, kind, news: &news, booking: &booking, lang, zone, now };
        let letter = draft.letter(organization.as_ref());
        let mut mail = self.mail_of(note, &letter, &recipient.name, now);
        mail.calendar = draft.calendar(&recipient.name, &note.address, &letter.sender);
        mail.in_reply_to = thread;
        // A human answer reaches the human on the other side.
        mail.reply_to = match news.to {
            Side::Talent => self::recipient(&booking, Side::Caster),
            Side::Caster | Side::System => self::recipient(&booking, Side::Talent),
        }
        .map(|other| other.address);
        Ok(Prepared::Ready(Box::new(ReadyMail { mail, secret: false })))
    }
}

/// Why the message is no longer true, if it is not.
fn stale(kind: Kind, news: &News, booking: &BookingRecord, now: DateTime<Utc>) -> Option<&'static str> {
    let ended = matches!(booking.status, Status::Cancelled | Status::Declined);
    if matches!(kind, Kind::Cancelled | Kind::Declined) {
        // An end is always told, even of a booking whose invitation never left: the invitation may have been accepted by a relay that died.
        return (!ended).then_some("it takes place after all");
    }
    if ended {
        return Some("it was called off since");
    }
    if news.sequence != booking.sequence {
        return Some("its time has changed since");
    }
    if kind == Kind::Noted {
        return (booking.ends_at <= now).then_some("it is over");
    }
    if !booking.status.is_live() || booking.starts_at <= now {
        return Some("it has begun");
    }
    match kind {
        Kind::Confirmed if booking.status != Status::Confirmed => Some("it is not confirmed any more"),
        Kind::ChangeRequested if booking.request.is_none() => Some("the request was answered since"),
        Kind::ReminderDay | Kind::ReminderHour if booking.status == Status::Pending => Some("it was never accepted"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_return_to_their_kind() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        }
    }
}
