//! A booking whose address must be confirmed first: nothing is booked before the mailed link is opened and its button pressed. What was
//! typed waits in the link; the time is kept for it under a key of the link's own.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    field::FieldCode,
    id::{EventType, Id},
    meeting::MeetingType,
    public_booking::GuestForm,
    question::Answers,
    refusal::OtherRefusal,
    zone::Zone,
};
use serde::{Deserialize, Serialize};
use store::{
    bookings::Words as Names,
    one_time_links::{self, Kind, NewLink},
    public_settings::Which,
};

use super::{Made, NewPublicBooking, target};
use crate::{
    Ctx, Error, Result, Services,
    accounts::letters::{Letter, To},
    booking_links::{current, hash},
    holds::NewPublicHold,
    sessions::hex,
    words::{Lang, dates::Dates},
};

/// How long the link works and the time is kept.
const LASTS: TimeDelta = TimeDelta::minutes(30);

/// What came of asking for a booking.
#[derive(Debug, Clone)]
pub enum Asked {
    /// It is made.
    Made(Box<Made>),
    /// A link was mailed; nothing is booked before it is opened.
    MustConfirm {
        /// Where it went.
        email: String,
        /// Until when the link works and the time is kept.
        until: DateTime<Utc>,
    },
}

/// What waits behind a link.
#[derive(Debug, Clone)]
pub struct WaitingView {
    /// Of what.
    pub name: Names,
    /// Whose.
    pub organization: Names,
    /// The event type's page, without the server's address.
    pub page: String,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// The starts of the series that was asked for; empty: of one booking.
    pub series: Vec<DateTime<Utc>>,
    /// The venue's zone.
    pub time_zone: String,
    /// The zone they saw times in.
    pub own_zone: Option<String>,
    /// How people will meet.
    pub meeting_type: Option<MeetingType>,
    /// The address that is confirmed by it.
    pub email: String,
    /// Whether the office has to accept it then.
    pub needs_confirmation: bool,
}

/// What was typed, as it waits in the link.
#[derive(Serialize, Deserialize)]
struct Draft {
    event_type: Id<EventType>,
    link: Option<String>,
    start: DateTime<Utc>,
    duration: Option<u32>,
    meeting_type: Option<MeetingType>,
    name: String,
    email: String,
    phone: String,
    guests: String,
    note: String,
    #[serde(default)]
    metadata: BTreeMap<String, String>,
    answers: Answers,
    #[serde(default)]
    occurrences: Option<u32>,
    time_zone: Option<String>,
    language: String,
}

impl Draft {
    fn of(new: &NewPublicBooking) -> Self {
        let guest = new.guest.clone();
        Self {
            event_type: new.event_type_id,
            link: new.link.clone(),
            start: new.start,
            duration: new.duration,
            meeting_type: new.meeting_type,
            name: guest.name,
            email: guest.email.trim().to_lowercase(),
            phone: guest.phone,
            guests: guest.guests,
            note: guest.note,
            metadata: guest.metadata,
            answers: new.answers.clone(),
            occurrences: new.occurrences,
            time_zone: new.time_zone.map(|zone| zone.name().to_owned()),
            language: new.language.code().to_owned(),
        }
    }

    fn read(data: serde_json::Value) -> Result<Self> {
        serde_json::from_value(data).map_err(|error| Error::internal("a waiting booking", error))
    }

    fn booking(self) -> NewPublicBooking {
        NewPublicBooking {
            event_type_id: self.event_type,
            link: self.link,
            start: self.start,
            duration: self.duration,
            meeting_type: self.meeting_type,
            guest: GuestForm {
                name: self.name,
                email: self.email,
                phone: self.phone,
                guests: self.guests,
                note: self.note,
                website: String::new(),
                metadata: self.metadata,
            },
            answers: self.answers,
            occurrences: self.occurrences,
            time_zone: self.time_zone.as_deref().and_then(|zone| zone.parse::<Zone>().ok()),
            language: Lang::from_code(&self.language).unwrap_or_default(),
            form_key: None,
        }
    }
}

/// The key under which the time is kept for a link.
fn key(token: &str) -> String {
    format!("confirm:{}", hex(&hash(token)))
}

impl Services {
    /// Books for somebody without an account, or mails them a link to confirm their address where the event type asks for that. Fields
    /// and refusals as of [`Services::book_public`].
    pub async fn ask_public(&self, ctx: &Ctx, new: &NewPublicBooking) -> Result<Asked> {
        let mut db = self.store().connection().await?;
        let public = target(&mut db, ctx, Which::Id(new.event_type_id), new.link.as_deref()).await?;
        drop(db);
        if !public.settings.verify_email {
            return self.book_public(ctx, new).await.map(|made| Asked::Made(Box::new(made)));
        }
        self.count_try(ctx)?;
        let mut tx = self.store().begin().await?;
        let (checked, _) = self.check_public(&mut tx, ctx, new).await?;
        tx.rollback().await?;
        self.count_public(ctx, new)?;
        let lasts = |minutes: u32| TimeDelta::minutes(i64::from(minutes));
        let own = self.current_hold(ctx).await?.filter(|hold| {
            hold.starts_at == new.start
                && hold.event_type_id == new.event_type_id
                && hold.application_id.is_none()
                && new.duration.is_none_or(|minutes| hold.ends_at - hold.starts_at == lasts(minutes))
        });
        let hold = match own {
            Some(hold) => hold,
            None => {
                let hold = NewPublicHold {
                    event_type_id: new.event_type_id,
                    start: new.start,
                    duration: new.duration,
                    meeting_type: Some(checked.place.meeting_type),
                };
                self.hold_public(ctx, new.link.as_deref(), &hold).await?
            }
        };
        let (token, until) = (ctx.new_token()?, ctx.now + LASTS);
        let draft = Draft::of(new);
        self.limits().count_mail(ctx, &draft.email)?;
        let mut tx = self.store().begin().await?;
        let kept = store::holds::hand_over(&mut tx, hold.id, &ctx.request.session_key, &key(&token), until).await?;
        if !kept {
            return Err(domain::refusal::BookingRefusal::HoldExpired.into());
        }
        let data = serde_json::to_value(&draft).map_err(|error| Error::internal("a waiting booking", error))?;
        let link = NewLink {
            id: ctx.new_id()?,
            token_hash: &hash(&token),
            kind: Kind::Book,
            user_id: None,
            organization_id: Some(public.organization_id),
            email: Some(&draft.email),
            role: None,
            data: &data,
            created_by: None,
            created_at: ctx.now,
            expires_at: until,
        };
        one_time_links::insert(&mut tx, &link).await?;
        let lang = new.language;
        let zone = new.time_zone.map_or(public.time_zone.as_str(), |zone| zone.name()).to_owned();
        let zone: chrono_tz::Tz = zone.parse().unwrap_or(chrono_tz::Tz::UTC);
        let dates = Dates::new(lang);
        let when = format!("{} ({})", dates.when_with_year(new.start, zone), dates.zone_name(zone));
        let names = &checked.facts.event.name;
        let letter = Letter::ConfirmBooking {
            url: format!("{}/confirm/{token}", self.settings().base_url),
            what: if lang == Lang::En { names.en.clone() } else { names.ar.clone() },
            when,
        };
        let to = To {
            organization: Some(public.organization_id),
            user: None,
            address: &draft.email,
            name: &draft.name,
            language: Some(lang.code()),
        };
        self.send_letter(&mut tx, ctx, to, letter).await?;
        tx.commit().await?;
        Ok(Asked::MustConfirm { email: draft.email, until })
    }

    /// What waits behind a mailed link. One that was used or has ended is said to have.
    pub async fn waiting_booking(&self, ctx: &Ctx, token: &str) -> Result<WaitingView> {
        let mut db = self.store().connection().await?;
        let link = one_time_links::find_live(&mut db, Kind::Book, &hash(token), ctx.now)
            .await?
            .ok_or(OtherRefusal::LinkExpired)?;
        let draft = Draft::read(link.data)?;
        let public = target(&mut db, ctx, Which::Id(draft.event_type), draft.link.as_deref()).await?;
        let facts = store::slots::facts_any_owner(&mut db, draft.event_type, None, None, 1, None)
            .await?
            .ok_or(Error::NotFound)?;
        let organization = store::organizations::find(&mut db, public.organization_id).await?.ok_or(Error::NotFound)?;
        let first = facts.event.durations.first().and_then(|minutes| u32::try_from(*minutes).ok()).unwrap_or(30);
        let minutes = draft.duration.unwrap_or(first);
        let zone = crate::slots::zone_of(&facts.event.time_zone)?;
        let repeats = facts.event.repeats.zip(draft.occurrences.filter(|count| *count > 1));
        let series = repeats.map(|(repeats, count)| repeats.starts(draft.start, zone, count)).unwrap_or_default();
        let page = format!("/book/{}/{}", public.organization_slug, public.slug);
        Ok(WaitingView {
            name: facts.event.name,
            organization: Names { en: organization.name_en, ar: organization.name_ar },
            page: draft.link.as_ref().map_or_else(|| page.clone(), |link| format!("{page}?link={link}")),
            starts_at: draft.start,
            ends_at: draft.start + TimeDelta::minutes(i64::from(minutes)),
            series,
            time_zone: facts.event.time_zone,
            own_zone: draft.time_zone,
            meeting_type: draft.meeting_type,
            email: draft.email,
            needs_confirmation: public.needs_confirmation,
        })
    }

    /// The token of the booking a used link made: an old mail leads to what became of it. `None` for a link that was never used.
    pub async fn confirmed_already(&self, token: &str) -> Result<Option<String>> {
        let mut db = self.store().connection().await?;
        let Some(booking) = one_time_links::booking_of(&mut db, &hash(token)).await? else { return Ok(None) };
        let record = store::bookings::record_any_owner(&mut db, booking, None).await?;
        Ok(record.and_then(|record| current(&self.settings().secret, &record)))
    }

    /// Books what waits behind a mailed link, once.
    pub async fn confirm_public(&self, ctx: &Ctx, token: &str) -> Result<Made> {
        let mut db = self.store().connection().await?;
        let link = one_time_links::find_live(&mut db, Kind::Book, &hash(token), ctx.now)
            .await?
            .ok_or(OtherRefusal::LinkExpired)?;
        drop(db);
        let new = Draft::read(link.data)?.booking();
        // The time is kept for the link, not for the browser that opens it.
        let mut own = ctx.clone();
        own.request.session_key = key(token);
        self.book_confirmed(&own, &new, &hash(token)).await.map_err(|error| match error {
            // What was typed was checked before; a question added since cannot be answered here.
            Error::Fields(_) => Error::field("start", FieldCode::Unknown),
            other => other,
        })
    }
}
