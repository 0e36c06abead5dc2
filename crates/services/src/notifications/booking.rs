//! What happens to a booking, as messages: who is told, which sort of message it is, whether it is still true when its turn comes.
//! The other side is told, once; Callboard itself tells both; the organisation's rules tell whom they name, and lend their words. Knows no words.

mod along;
mod hosts;
mod ruled;
mod series;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use connectors::mail::Text;
use domain::{
    booking::Status,
    booking_event::{BookingEvent, EventKind, Side},
    id::{Booking, Id, NotificationRule},
    message_template::Template,
    notification_rule::{Channel, CheckedRule},
};
use serde::{Deserialize, Serialize};
use store::{
    Access, Tx,
    bookings::BookingRecord,
    notifications::{NewNotification, NotificationRecord},
};

use super::{
    Carried, Prepared, ReadyMessage,
    booking_letter::Draft,
    kind::{Kind, Stale, stale},
    people::{Reader, Recipient, house, recipient, team},
    when::zone_of,
};
use crate::{
    Ctx, Error, Result, Services,
    bookings::answers,
    jobs::{Job, SendNotification},
    reminders,
    words::Lang,
};

use ruled::add_ruled;
pub(crate) use ruled::{sample, timed_notes};
use series::{Telling, gone_from, still_true};

/// What a message about a booking keeps of the moment it was written; everything else is read again when it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct News {
    /// Who is told.
    pub to: Reader,
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
    /// The booking waited for the office's yes then: what was told was a request.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pending: bool,
    /// The bookings of a series that it happened to at once: the message tells of all of them; empty: of its booking alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<Id<Booking>>,
    /// The organisation's own words in the reader's language, with their variables; empty: the product's.
    #[serde(default, skip_serializing_if = "OwnWords::is_empty")]
    pub words: OwnWords,
}

/// Words of a rule in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OwnWords {
    /// The subject; empty: the product's.
    #[serde(default)]
    pub subject: String,
    /// The message; empty: the product's.
    #[serde(default)]
    pub body: String,
}

impl OwnWords {
    pub(crate) fn of(rule: &CheckedRule, lang: Lang) -> Self {
        let (subject, body) = match lang {
            Lang::En => (&rule.subject_en, &rule.body_en),
            Lang::Ar => (&rule.subject_ar, &rule.body_ar),
        };
        Self { subject: subject.clone(), body: body.clone() }
    }

    fn is_empty(&self) -> bool {
        self.subject.is_empty() && self.body.is_empty()
    }

    /// Subject and message as templates. What was saved was found right; if it no longer is, the product's words serve.
    pub(super) fn templates(&self) -> (Option<Template>, Option<Template>) {
        let read = |text: &str| Some(text).filter(|text| !text.is_empty()).and_then(|text| Template::parse(text).ok());
        (read(&self.subject), read(&self.body))
    }
}

/// A message about to be written down.
pub(crate) struct Note {
    pub(crate) kind: Kind,
    pub(crate) news: News,
    pub(super) person: Recipient,
    pub(crate) channel: Channel,
    pub(crate) rule_id: Option<Id<NotificationRule>>,
    pub(crate) not_before: Option<DateTime<Utc>>,
    pub(crate) dedupe_key: String,
}

impl Services {
    /// Tells the other side, webhooks and whom rules name what happened to a booking, and sets its timed messages right, in the transaction of
    /// the change. `booking` is the record after it.
    pub(crate) async fn booking_changed(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        event: &BookingEvent,
        booking: &BookingRecord,
    ) -> Result<()> {
        self.told_of(tx, ctx, event, booking, Telling::Alone).await
    }

    /// What follows from a change for everybody but people, and for people as far as `telling` says.
    async fn told_of(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        event: &BookingEvent,
        booking: &BookingRecord,
        telling: Telling<'_>,
    ) -> Result<()> {
        self.announce(tx, ctx, event, booking).await?;
        let (rules, quiet) =
            store::notification_rules::holding(tx, booking.organization.id, booking.event_type.id).await?;
        let mut notes = Vec::new();
        if !matches!(telling, Telling::Nobody) {
            notes = news_of(event, booking);
            hosts::add_changed(tx, event, booking, &mut notes).await?;
            hosts::add_told_before(tx, event, booking, &mut notes).await?;
            notes.extend(along::news_for_along(tx, event, booking).await?);
            add_ruled(tx, ctx, event, booking, &rules, quiet, &mut notes).await?;
        }
        if let Telling::ForAll(series) = telling {
            notes.iter_mut().for_each(|note| note.news.series = series.to_vec());
        }
        notes.iter_mut().for_each(|note| note.news.pending = booking.status == Status::Pending);
        let rows = notes.into_iter().map(|note| self.row(ctx, booking, note)).collect::<Result<Vec<_>>>()?;
        let reminders = reminders::after(event.kind, booking, &rules, quiet, ctx.now);
        let mut jobs = reminders
            .set
            .iter()
            .map(|(job, at, key)| Job::Remind(*job).row(self.clock(), *at, Some(key.clone())))
            .collect::<Result<Vec<_>>>()?;
        jobs.extend(self.calendars_follow(tx, ctx, booking).await?);
        if !reminders.remove.is_empty() {
            store::jobs::remove(tx, &reminders.remove).await?;
        }
        Ok(store::notifications::insert(tx, &rows, &jobs).await?)
    }

    /// The row of one message, with the job that sends it.
    pub(crate) fn row(&self, ctx: &Ctx, booking: &BookingRecord, note: Note) -> Result<NewNotification> {
        let id = ctx.new_id()?;
        let at = note.not_before.unwrap_or(ctx.now);
        Ok(NewNotification {
            id,
            organization_id: Some(booking.organization.id),
            user_id: note.person.user_id,
            booking_id: Some(booking.id),
            kind: note.kind.as_str(),
            channel: note.channel,
            reader: Some(note.news.to.as_str()),
            rule_id: note.rule_id,
            resend_of: None,
            address: note.person.address,
            language: note.person.lang.code(),
            data: serde_json::to_value(&note.news).map_err(|error| Error::internal("notification data", error))?,
            message_id: self.message_id(id),
            dedupe_key: Some(note.dedupe_key),
            created_at: ctx.now,
            not_before: note.not_before,
            job: Job::SendNotification(SendNotification { id }).row(self.clock(), at, None)?,
        })
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
        let channel = Channel::parse(&note.channel)
            .ok_or_else(|| Error::Internal(format!("notification {} goes an unknown way", note.id)))?;
        let news: News = serde_json::from_value(note.data.clone())
            .map_err(|error| Error::internal("the data of a booking notification", error))?;
        let Some(id) = note.booking_id else { return Ok(Prepared::Stale(Stale::Gone)) };
        let mut db = self.store().connection().await?;
        let Some(booking) = store::bookings::record_any_owner(&mut db, id, None).await? else {
            return Ok(Prepared::Stale(Stale::Gone));
        };
        // An end is always told: to whoever left the team too, whatever became of the booking since.
        let leaves = kind == Kind::Reassigned
            && news.to == Reader::Host
            && !booking.staff.iter().any(|person| Some(person.user_id) == note.user_id);
        let (booking, series) = match news.series.as_slice() {
            [] if leaves => (booking, Vec::new()),
            [] => match stale(kind, news.sequence, &booking, now) {
                Some(reason) => return Ok(Prepared::Stale(reason)),
                None => (booking, Vec::new()),
            },
            told => {
                let series = still_true(&mut db, kind, told, &booking, now).await?;
                match series.first() {
                    Some(first) => (first.clone(), series),
                    None => return Ok(Prepared::Stale(gone_from(kind))),
                }
            }
        };
        let repeats = matches!(kind, Kind::Amended | Kind::Noted | Kind::Reassigned);
        if repeats && store::notifications::is_superseded(&mut db, note.id).await? {
            return Ok(Prepared::Stale(Stale::Superseded));
        }
        let reasons = store::suppressed_addresses::reasons(&mut db, booking.organization.id, &note.address).await?;
        let has = |reason: &str| reasons.iter().any(|one| one == reason);
        if kind.category().is_some_and(|category| has(category.as_str())) {
            return Ok(Prepared::Stale(Stale::Unwanted));
        }
        if channel == Channel::Email && has(store::suppressed_addresses::BOUNCED) {
            return Ok(Prepared::Stale(Stale::Bounced));
        }
        if channel != Channel::Email && note.address.is_empty() {
            return Ok(Prepared::Stale(Stale::NoNumber));
        }
        if news.to == Reader::Guest && !along::concerns(kind, &note.address, &booking) {
            return Ok(Prepared::Stale(Stale::Nobody));
        }
        let Some(person) = reader_of(&mut db, note, &news, &booking, lang).await? else {
            return Ok(Prepared::Stale(Stale::Nobody));
        };
        let organization = store::organizations::find(&mut db, booking.organization.id).await?;
        let thread = store::notifications::first_message_id(&mut db, booking.id, &note.address).await?;
        let answers = if kind == Kind::Invitation && news.to.side() != Side::Talent {
            answers::in_words(&mut db, booking.event_type.id, &booking.answers).await?
        } else {
            Vec::new()
        };
        let replies_to = match news.to {
            Reader::Talent if channel == Channel::Email => self.reply_address(&mut db, &booking).await?,
            _ => None,
        };
        drop(db);
        let draft = Draft {
            services: self,
            kind,
            news: &news,
            booking: &booking,
            series: &series,
            answers: &answers,
            lang,
            zone: zone(&person, &booking),
            now,
            leaves,
            replies_to,
            is_sample: false,
        };
        let stop = kind.category().map(|_| self.unsubscribe_url(note.id)).transpose()?;
        let letter = draft.letter(organization.as_ref(), stop.clone().filter(|_| channel == Channel::Email));
        let message = if channel == Channel::Email {
            let mut mail = self.mail_of(note, &letter, &person.name, now);
            mail.calendar = draft.calendar(&person.name, &note.address, &letter.sender);
            mail.in_reply_to = thread;
            // RFC 8058 wants https; elsewhere the link at the foot of the mail remains.
            mail.unsubscribe = stop.filter(|url| url.starts_with("https://"));
            // A human answer reaches the human on the other side.
            mail.reply_to = match news.to.side() {
                Side::Talent => recipient(&booking, Side::Caster),
                Side::Caster | Side::System => recipient(&booking, Side::Talent),
            }
            .map(|other| other.address);
            Carried::Mail(Box::new(mail))
        } else {
            let body = letter.as_text_message();
            Carried::Text(Text { channel, to: note.address.clone(), body, reference: note.message_id.clone() })
        };
        Ok(Prepared::Ready(ReadyMessage { subject: letter.subject, carried: message, secret: false }))
    }
}

/// The zone a reader reads times in: theirs, else the organisation's.
pub(super) fn zone(person: &Recipient, booking: &BookingRecord) -> Tz {
    let own = person.time_zone.as_deref().and_then(zone_of);
    own.or_else(|| zone_of(&booking.organization.time_zone)).unwrap_or(Tz::UTC)
}

/// Whom a message was written to, as they are called now.
async fn reader_of(
    db: &mut impl Access,
    note: &NotificationRecord,
    news: &News,
    booking: &BookingRecord,
    lang: Lang,
) -> Result<Option<Recipient>> {
    let nameless =
        || Recipient { user_id: None, address: note.address.clone(), name: String::new(), lang, time_zone: None };
    Ok(match news.to {
        Reader::Talent | Reader::Caster => recipient(booking, news.to.side()).or_else(|| {
            // By number a talent is reached without an address.
            (note.channel != Channel::Email.as_str()).then(nameless)
        }),
        Reader::Host => match note.user_id {
            Some(user) => team(db, booking, &[user]).await?.pop(),
            None => None,
        },
        Reader::Guest | Reader::Address => Some(nameless()),
    })
}

/// What the product tells by itself.
fn news_of(event: &BookingEvent, booking: &BookingRecord) -> Vec<Note> {
    let told: &[Side] = match (event.by, event.kind) {
        // Who books for themselves gets the papers too.
        (Side::Talent, EventKind::Booked) | (Side::System, _) => &[Side::Talent, Side::Caster],
        // What they did themselves reaches their calendar by mail; guests have no page of their own but the link.
        (Side::Talent, EventKind::Rescheduled) => &[Side::Talent, Side::Caster],
        (Side::Talent, EventKind::Cancelled) if booking.guest.is_some() => &[Side::Talent, Side::Caster],
        // Whoever looks after it reads of it where a colleague, or a key, gave it another time or called it off.
        (Side::Caster, EventKind::Rescheduled | EventKind::Cancelled)
            if booking.caster.as_ref().is_some_and(|caster| event.actor != Some(caster.person.user_id)) =>
        {
            &[Side::Talent, Side::Caster]
        }
        (Side::Caster, _) => &[Side::Talent],
        (Side::Talent, _) => &[Side::Caster],
    };
    let Some(kind) = Kind::of(event) else { return Vec::new() };
    let of = |side: &Side| {
        let person = recipient(booking, *side)?;
        let news = news(event, Reader::of(*side));
        let dedupe_key = format!("{}:{}:{}:{}", booking.id, event.revision, kind.as_str(), news.to.as_str());
        Some(Note { kind, news, person, channel: Channel::Email, rule_id: None, not_before: None, dedupe_key })
    };
    told.iter().filter_map(of).collect()
}

fn news(event: &BookingEvent, to: Reader) -> News {
    News {
        to,
        by: event.by,
        sequence: event.sequence,
        reason: event.reason.clone(),
        former_start: event.former_start,
        proposed: event.proposed.clone(),
        pending: false,
        series: Vec::new(),
        words: OwnWords::default(),
    }
}

/// The language of the house, for whoever has none.
pub(crate) fn house_language(booking: &BookingRecord) -> Lang {
    house(booking)
}
