//! The ledger of a booking: every message about it, to whom it went and how that ended, and sending one again by hand. For those who may book.

use chrono::{DateTime, Utc};
use domain::{
    actor::CallAction,
    id::{Booking, Id, Notification},
    notification_rule::Channel,
    refusal::OtherRefusal,
};
use store::{
    Access,
    bookings::{BookingRecord, Person},
    notifications::{LedgerRecord, NewNotification, NotificationRecord},
};

use super::{
    booking::News,
    kind::{Kind, Stale, stale},
    people::{Reader, by_number, recipient, team},
};
use crate::{
    Ctx, Error, Result, Services, audit,
    bookings::access::{self, Right},
    jobs::{Job, SendNotification},
    words::Lang,
};

/// Most messages shown of one booking; nobody has had so many.
const SHOWN: i64 = 100;

/// How a message ended, or where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageState {
    /// Not sent yet; the next attempt is at that time, else as soon as may be.
    Waiting(Option<DateTime<Utc>>),
    /// Accepted then.
    Sent(DateTime<Utc>),
    /// Given up.
    Failed,
    /// Not sent because of that.
    Skipped(Option<Stale>),
}

/// One message about a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Which.
    pub id: Id<Notification>,
    /// What it is about; `None` for one of a sort that no longer is.
    pub kind: Option<Kind>,
    /// It told of a request that waited for the office's yes.
    pub is_request: bool,
    /// It is about what somebody without an account booked by themselves.
    pub is_guests: bool,
    /// By which way.
    pub channel: Channel,
    /// As whom they were told.
    pub reader: Option<Reader>,
    /// Whom, where they have an account.
    pub person: Option<Person>,
    /// Where it went.
    pub address: String,
    /// In which language.
    pub language: Lang,
    /// How it ended.
    pub state: MessageState,
    /// What the relay said last.
    pub answer: Option<String>,
    /// The address came back before: nothing was tried.
    pub is_suppressed: bool,
    /// How often sending was tried.
    pub attempts: i32,
    /// As sent.
    pub subject: Option<String>,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// It carries the words of a rule, or was asked for by one.
    pub is_ruled: bool,
    /// It was sent again by hand.
    pub is_again: bool,
    /// How often it was itself sent again.
    pub resent: i64,
    /// Whether sending it again makes sense.
    pub may_resend: bool,
}

impl Services {
    /// The messages about a booking, newest first, at most a hundred. For members who may book with its call.
    pub async fn booking_messages(&self, ctx: &Ctx, booking: Id<Booking>) -> Result<Vec<Message>> {
        let mut db = self.store().connection().await?;
        let record =
            store::bookings::record_any_owner(&mut db, booking, Some(ctx.user()?)).await?.ok_or(Error::NotFound)?;
        access::side(ctx, &record, Right::Caster(CallAction::Book))?;
        let lines = store::notifications::ledger(&mut db, record.organization.id, booking, SHOWN).await?;
        Ok(lines.into_iter().map(|line| message(line, &record, ctx.now)).collect())
    }

    /// Sends a message about a booking again: a new one with an id of its own, to where its reader is reached now. `times` is how often that
    /// had been done when the button was shown: pressed twice, it is sent once.
    pub async fn resend_message(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        message: Id<Notification>,
        times: i64,
    ) -> Result<()> {
        let mut tx = self.store().begin().await?;
        store::bookings::revision_for_update(&mut tx, booking).await?.ok_or(Error::NotFound)?;
        let record =
            store::bookings::record_any_owner(&mut tx, booking, Some(ctx.user()?)).await?.ok_or(Error::NotFound)?;
        access::side(ctx, &record, Right::Caster(CallAction::Book))?;
        let note = store::notifications::get_any_owner(&mut tx, message)
            .await?
            .filter(|note| note.booking_id == Some(booking))
            .ok_or(Error::NotFound)?;
        let kind = Kind::parse(&note.kind).ok_or(OtherRefusal::MessageOutdated)?;
        let news: News = serde_json::from_value(note.data.clone())
            .map_err(|error| Error::internal("the data of a booking notification", error))?;
        if note.status == "queued" || stale(kind, news.sequence, &record, ctx.now).is_some() {
            return Err(OtherRefusal::MessageOutdated.into());
        }
        let address = address_now(&mut tx, &note, &news, &record).await?.ok_or(OtherRefusal::MessageOutdated)?;
        // Who asks for it vouches for the address.
        let bounced = store::suppressed_addresses::BOUNCED;
        store::suppressed_addresses::remove(&mut tx, record.organization.id, &address, bounced).await?;
        let id = ctx.new_id()?;
        let again = NewNotification {
            id,
            organization_id: Some(record.organization.id),
            user_id: note.user_id,
            booking_id: Some(booking),
            kind: kind.as_str(),
            channel: Channel::parse(&note.channel).unwrap_or(Channel::Email),
            reader: Some(news.to.as_str()),
            rule_id: note.rule_id,
            resend_of: Some(message),
            address,
            language: Lang::from_code(&note.language).unwrap_or(Lang::Ar).code(),
            data: note.data,
            message_id: self.message_id(id),
            dedupe_key: Some(format!("resend:{message}:{times}")),
            created_at: ctx.now,
            not_before: None,
            job: Job::SendNotification(SendNotification { id }).row(self.clock(), ctx.now, None)?,
        };
        store::notifications::insert(&mut tx, &[again], &[]).await?;
        audit::entry(ctx, "notification.resent").object(booking).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }
}

/// Where the reader of a message is reached now; the address may have been put right since.
async fn address_now(
    db: &mut impl Access,
    note: &NotificationRecord,
    news: &News,
    booking: &BookingRecord,
) -> Result<Option<String>> {
    let by_mail = note.channel == Channel::Email.as_str();
    Ok(match news.to {
        Reader::Talent if !by_mail => by_number(booking).map(|one| one.address).filter(|number| !number.is_empty()),
        Reader::Talent | Reader::Caster => recipient(booking, news.to.side()).map(|one| one.address),
        Reader::Host => match note.user_id {
            Some(user) => team(db, booking, &[user]).await?.pop().map(|one| one.address),
            None => None,
        },
        Reader::Guest | Reader::Address => Some(note.address.clone()),
    })
}

fn message(line: LedgerRecord, booking: &BookingRecord, now: DateTime<Utc>) -> Message {
    let kind = Kind::parse(&line.kind);
    let said = line.last_error.as_deref().and_then(Stale::parse);
    let state = match (line.status.as_str(), line.sent_at) {
        ("sent", Some(at)) => MessageState::Sent(at),
        ("queued", _) => MessageState::Waiting(line.next_attempt_at),
        ("skipped", _) => MessageState::Skipped(said),
        _ => MessageState::Failed,
    };
    // Whether it is still true is asked with the sequence it was written for only when it is sent; here the status says enough.
    let is_true = kind.is_some_and(|kind| stale(kind, booking.sequence, booking, now).is_none());
    let ended = matches!(state, MessageState::Sent(_) | MessageState::Failed);
    Message {
        id: line.id,
        kind,
        is_request: line.is_request,
        is_guests: booking.guest.is_some(),
        channel: Channel::parse(&line.channel).unwrap_or(Channel::Email),
        reader: line.reader.as_deref().and_then(Reader::parse),
        person: line.person,
        address: line.address,
        language: Lang::from_code(&line.language).unwrap_or(Lang::Ar),
        state,
        answer: if line.status == "sent" { line.answer } else { line.last_error.filter(|_| said.is_none()) },
        is_suppressed: said == Some(Stale::Bounced),
        attempts: line.attempts,
        subject: line.subject,
        written_at: line.created_at,
        is_ruled: line.rule_id.is_some(),
        is_again: line.resend_of.is_some(),
        resent: line.resent,
        may_resend: ended && is_true && line.resent == 0,
    }
}
