//! What waits for a caster: the first thing `/today` shows. Each has its action; what was answered is gone by itself.

use chrono::{DateTime, Utc};
use domain::{
    actor::{CallAction, MemberRole},
    id::{Application, Booking, CastingCall, Id, Notification},
};
use store::{bookings::Words, needs::Reader};

use crate::{
    Ctx, Error, Result, Services,
    bookings::access::{self, Right},
    calendars::BrokenCalendar,
};

/// Most things shown at once.
const SHOWN: i64 = 12;
/// Most calendars that cannot be read among them: these never stand aside for the rest.
const CALENDARS: i64 = 4;

/// Why something waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// Somebody asked for a time, and it is the office's to accept or decline.
    Pending {
        /// What they wrote; may be empty.
        note: String,
    },
    /// The talent asks for another time.
    Request {
        /// What they wrote; may be empty.
        note: String,
    },
    /// Begins within 48 hours, and the talent has not answered.
    Silent,
    /// The talent will not come, and nobody has the time since.
    Declined {
        /// Why; may be empty.
        reason: String,
    },
    /// The office asked for another time, and they keep the one they have.
    Kept {
        /// Why; may be empty.
        reason: String,
    },
    /// A video meeting that a guest booked has no link.
    Unlinked,
    /// Somebody could not be told.
    Failed {
        /// The message.
        message: Id<Notification>,
        /// Where it went.
        address: String,
        /// How often it was sent again.
        resent: i64,
    },
}

/// One thing that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedView {
    /// Why.
    pub need: Need,
    /// About which booking.
    pub booking_id: Id<Booking>,
    /// Its revision: what is answered from here is answered as it was seen.
    pub revision: i32,
    /// First instant of the meeting.
    pub starts_at: DateTime<Utc>,
    /// The talent's or guest's name, Latin and Arabic.
    pub name: (String, String),
    /// The number to call.
    pub phone: Option<String>,
    /// The role, or the event type.
    pub what: Words,
    /// For booking them again.
    pub application: Option<(Id<CastingCall>, Id<Application>)>,
}

/// What waits, and how much there is in all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needs {
    /// About bookings, the most pressing first.
    pub shown: Vec<NeedView>,
    /// Calendars that cannot be read, the reader's own first.
    pub calendars: Vec<BrokenCalendar>,
    /// In all.
    pub total: i64,
}

impl Services {
    /// What waits for this member: of bookings nothing for those who may not book, since they could do nothing about it; calendars of their
    /// own for everybody.
    pub async fn needs(&self, ctx: &Ctx) -> Result<Needs> {
        let (organization, role) = ctx.member()?;
        let mut db = self.store().connection().await?;
        let (calendars, broken) = self.broken_calendars(&mut db, ctx, CALENDARS).await?;
        if !matches!(role, MemberRole::Admin | MemberRole::Caster | MemberRole::Assistant) {
            return Ok(Needs { calendars, total: broken, ..Needs::default() });
        }
        let reader = Reader { organization, user: ctx.user()?, all: role == MemberRole::Admin };
        let (records, total) = store::needs::list(&mut db, reader, ctx.now, SHOWN).await?;
        let shown = records
            .into_iter()
            .map(|record| {
                let need = match (record.need.as_str(), record.message) {
                    ("pending", _) => Need::Pending { note: record.said },
                    ("request", _) => Need::Request { note: record.said },
                    ("silent", _) => Need::Silent,
                    ("unlinked", _) => Need::Unlinked,
                    ("declined", _) => Need::Declined { reason: record.said },
                    ("kept", _) => Need::Kept { reason: record.said },
                    ("failed", Some((message, address, resent))) => Need::Failed { message, address, resent },
                    (other, _) => return Err(Error::Internal(format!("no such need: {other}"))),
                };
                Ok(NeedView {
                    need,
                    booking_id: record.booking_id,
                    revision: record.revision,
                    starts_at: record.starts_at,
                    name: (record.name_latin, record.name_arabic),
                    phone: record.phone,
                    what: record.what,
                    application: record.application,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(Needs { shown, calendars, total: total + broken })
    }

    /// Somebody of the office has seen that a booking was declined or called off, or that its time was kept: it waits no longer. For whoever may book there. Says
    /// nothing to anybody and changes nothing about the booking itself.
    pub async fn see_ending(&self, ctx: &Ctx, booking: Id<Booking>) -> Result<()> {
        let mut db = self.store().connection().await?;
        let (record, _) = access::readable(&mut db, ctx, booking).await?;
        access::side(ctx, &record, Right::Caster(CallAction::Book))?;
        store::needs::see_ending(&mut db, booking, ctx.now).await?;
        Ok(())
    }
}
