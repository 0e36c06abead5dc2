//! What follows from the answer of a calendar. It acts as the talent or guest whose calendar it is, through the same transaction as their own
//! button; once per mail, by whatever way it comes. Nobody is believed for what a mail says of itself: the answer must be the participant's,
//! the mail must be from their address, and it must have come to the address only their invitation names, or their mail server's signature
//! must have been found right by the server we trust.

use domain::{
    booking::Change,
    calendar_reply::{Standing, Verdict, sender::is_vouched, verdict},
    id::{Booking, CalendarReply, Id, Organization, User},
};
use store::{
    Tx,
    bookings::BookingRecord,
    calendar_replies::{self as replies, NewReply, SettingsRecord},
};

use super::{
    address_of,
    message::{Letter, Said, read},
};
use crate::{
    Ctx, Error, Result, Services, audit, booking_links,
    bookings::{
        access::Right,
        change::{Draft, open},
    },
    tx::retrying,
};

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// The booking follows it.
    Done,
    /// That they do not know yet is kept.
    Noted,
    /// It came before, says what is so already, or something newer was said. Or no calendar answers in it.
    Nothing,
    /// It was not believed, belongs to nothing, or cannot be done; an admin sees why.
    Refused,
}

/// What is to be done about an answer.
enum Weighed {
    /// Nothing: a stable word says why.
    Refused(&'static str),
    /// The booking it is about, and what it comes to there.
    Counts { booking: Box<BookingRecord>, user: Option<Id<User>>, verdict: Verdict },
}

impl Services {
    /// Takes one mail. What no calendar answers in is left alone and not kept: a mailbox may hold anything.
    pub(super) async fn take_reply(
        &self,
        ctx: &Ctx,
        organization: Id<Organization>,
        settings: &SettingsRecord,
        via: &'static str,
        raw: &[u8],
    ) -> Result<Received> {
        let Some(letter) = read(raw) else { return Ok(Received::Nothing) };
        let taken = retrying(|| self.try_reply(ctx, organization, settings, via, &letter)).await;
        match taken {
            // The rules of the booking forbid it: known now, and kept as that.
            Err(Error::Refused(_) | Error::Fields(_) | Error::Forbidden | Error::NotFound) => {
                self.keep_refused(ctx, organization, via, &letter, "not_possible").await
            }
            other => other,
        }
    }

    async fn try_reply(
        &self,
        ctx: &Ctx,
        organization: Id<Organization>,
        settings: &SettingsRecord,
        via: &'static str,
        letter: &Letter,
    ) -> Result<Received> {
        let mut tx = self.store().begin().await?;
        // Of two that bring the same mail at once the second waits here until the first is done.
        let Some(id) = keep(&mut tx, ctx, organization, via, letter).await? else { return Ok(Received::Nothing) };
        let (booking, user, verdict, said) =
            match (self.weigh(&mut tx, ctx, organization, settings, letter).await?, &letter.said) {
                (Weighed::Counts { booking, user, verdict }, Some(said)) => (booking, user, verdict, said),
                (Weighed::Refused(reason), _) => {
                    return self.close(tx, ctx, organization, (id, None), ("refused", reason), Received::Refused).await;
                }
                (Weighed::Counts { .. }, None) => {
                    return Err(Error::internal("a calendar's answer", "it says nothing"));
                }
            };
        let about = (id, Some(booking.id));
        match verdict {
            Verdict::Apply(change) => {
                settled(&mut tx, ctx, organization, about, ("applied", "")).await?;
                self.answer_as(tx, ctx, booking.id, user, change, said).await?;
                Ok(Received::Done)
            }
            Verdict::Note => self.close(tx, ctx, organization, about, ("noted", ""), Received::Noted).await,
            Verdict::Already => {
                self.close(tx, ctx, organization, about, ("nothing", "already"), Received::Nothing).await
            }
            Verdict::Stale => self.close(tx, ctx, organization, about, ("nothing", "stale"), Received::Nothing).await,
            Verdict::NotPossible => {
                self.close(tx, ctx, organization, about, ("refused", "not_possible"), Received::Refused).await
            }
        }
    }

    /// Whether the answer is the participant's, and what it comes to.
    async fn weigh(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        settings: &SettingsRecord,
        letter: &Letter,
    ) -> Result<Weighed> {
        let Some(said) = &letter.said else { return Ok(Weighed::Refused("not_understood")) };
        let Some(id) = self.named_booking(&said.uid) else { return Ok(Weighed::Refused("unknown_booking")) };
        // Locked first: whatever else changes the booking meanwhile, this is judged by what stands.
        store::bookings::revision_for_update(tx, id).await?;
        let found = store::bookings::record_any_owner(tx, id, None).await?;
        let Some(booking) = found.filter(|one| one.organization.id == organization && one.hidden_at.is_none()) else {
            return Ok(Weighed::Refused("unknown_booking"));
        };
        let (address, user) = match (&booking.talent, &booking.guest) {
            (Some(talent), _) => (talent.email.clone().unwrap_or_default(), Some(talent.person.user_id)),
            (None, guest) => (guest.as_ref().map(|guest| guest.email.clone()).unwrap_or_default(), None),
        };
        if address.is_empty() || !said.attendee.eq_ignore_ascii_case(&address) {
            return Ok(Weighed::Refused("other_attendee"));
        }
        if letter.sender != said.attendee {
            return Ok(Weighed::Refused("other_sender"));
        }
        let own = address_of(&self.settings().secret, settings, id);
        let is_proven = settings.own_addresses && letter.recipients.contains(&own)
            || is_vouched(&letter.results, &settings.vouched_by, &letter.sender);
        if !is_proven {
            return Ok(Weighed::Refused("unproven"));
        }
        let (last, acted_at) = replies::heard(tx, id, booking.sequence).await?;
        let standing = Standing {
            status: booking.status,
            sequence: booking.sequence,
            starts_at: booking.starts_at,
            last,
            acted_at,
        };
        let verdict = verdict(&said.reply, &standing, ctx.now);
        Ok(Weighed::Counts { booking: Box::new(booking), user, verdict })
    }

    /// The booking an event's UID names, if it is one of ours.
    fn named_booking(&self, uid: &str) -> Option<Id<Booking>> {
        let (booking, host) = uid.split_once('@')?;
        booking.parse().ok().filter(|_| host.eq_ignore_ascii_case(&self.host()))
    }

    /// Makes the change as the one whose calendar answered, and commits it with all that was written before.
    async fn answer_as(
        &self,
        mut tx: Tx,
        ctx: &Ctx,
        booking: Id<Booking>,
        user: Option<Id<User>>,
        change: Change,
        said: &Said,
    ) -> Result<()> {
        let ctx = ctx.as_actor(booking_links::calendar_of(booking, user));
        let opened = open(&mut tx, &ctx, booking, None, Right::Talent).await?;
        match change {
            Change::Cancel => self.cancel_opened(tx, &ctx, opened, &said.comment).await.map(drop),
            other => {
                let reason = if other == Change::Decline { said.comment.clone() } else { String::new() };
                self.settle(tx, &ctx, opened, Draft::of(other, reason)).await.map(drop)
            }
        }
    }

    async fn keep_refused(
        &self,
        ctx: &Ctx,
        organization: Id<Organization>,
        via: &'static str,
        letter: &Letter,
        reason: &'static str,
    ) -> Result<Received> {
        let mut tx = self.store().begin().await?;
        let Some(id) = keep(&mut tx, ctx, organization, via, letter).await? else { return Ok(Received::Nothing) };
        let booking = letter.said.as_ref().and_then(|said| self.named_booking(&said.uid));
        self.close(tx, ctx, organization, (id, booking), ("refused", reason), Received::Refused).await
    }

    /// Notes what became of a mail that changes nothing, and commits.
    async fn close(
        &self,
        mut tx: Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        about: (Id<CalendarReply>, Option<Id<Booking>>),
        fate: (&'static str, &'static str),
        received: Received,
    ) -> Result<Received> {
        settled(&mut tx, ctx, organization, about, fate).await?;
        tx.commit().await?;
        if received == Received::Refused {
            tracing::info!(reply = %about.0, reason = fate.1, "a calendar's answer was not followed");
        }
        Ok(received)
    }
}

/// Keeps the mail's name, so that it is taken once; nothing where it came before.
async fn keep(
    tx: &mut Tx,
    ctx: &Ctx,
    organization: Id<Organization>,
    via: &'static str,
    letter: &Letter,
) -> Result<Option<Id<CalendarReply>>> {
    let id = ctx.new_id()?;
    let new = NewReply {
        id,
        message_key: &letter.key,
        via,
        sender: &letter.sender,
        reply: letter.said.as_ref().map(|said| said.reply),
        received_at: ctx.now,
    };
    Ok(replies::insert(tx, organization, &new).await?.then_some(id))
}

async fn settled(
    tx: &mut Tx,
    ctx: &Ctx,
    organization: Id<Organization>,
    (id, booking): (Id<CalendarReply>, Option<Id<Booking>>),
    (state, reason): (&'static str, &'static str),
) -> Result<()> {
    replies::settle(tx, organization, id, booking, (state, reason)).await?;
    let entry = audit::entry(ctx, "calendar_reply.taken").organization(organization).fact("state", state);
    let entry = if reason.is_empty() { entry } else { entry.fact("reason", reason) };
    let entry = match booking {
        Some(booking) => entry.object(booking),
        None => entry.object(id),
    };
    entry.write(tx, ctx).await
}
