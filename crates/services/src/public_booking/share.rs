//! How an event type is shared: who may book it, what they may do afterwards, and the private links to it: made, listed, revoked.

use chrono::{DateTime, Days, Utc};
use domain::{
    event_location::EventLocation,
    field::{Check, FieldCode, FieldError},
    id::{EventType, Id, PrivateLink},
    public_booking::{Access as Who, MOST_GUESTS, PublicSettings, ReasonFrom},
    zone::Zone,
};
use store::{
    Access,
    event_types::{self, EventTypeRecord},
    private_links::{self, LinkRecord},
    public_settings::{self, PublicRecord, Which},
};

use super::link_token;
use crate::{
    Ctx, Error, Result, Services, audit,
    booking_links::hash,
    event_types::{EventTypeDetail, may_edit, to_edit},
    onward::{self, Onward},
};

/// The most links of one event type that are not revoked.
const MOST_LINKS: i64 = 100;

/// Sharing as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShareForm {
    /// `access`: a word of [`Who`].
    pub access: String,
    /// `needsConfirmation`.
    pub needs_confirmation: bool,
    /// `pendingBlocks`: requests take up time while they wait.
    pub pending_blocks: bool,
    /// `verifyEmail`.
    pub verify_email: bool,
    /// `mostGuests`, 0 to 10.
    pub most_guests: i64,
    /// `mayCancel`.
    pub may_cancel: bool,
    /// `mayReschedule`.
    pub may_reschedule: bool,
    /// `changeNotice` in minutes, up to a year.
    pub change_notice: i64,
    /// `reasonFrom`: a word of [`ReasonFrom`].
    pub reason_from: String,
    /// What could not be read of what was typed: said together with all that is wrong, and nothing is written.
    pub unread: Vec<FieldError>,
}

/// How an event type is shared.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareView {
    /// What strangers may do.
    pub settings: PublicSettings,
    /// Whether bookings wait for approval.
    pub needs_confirmation: bool,
    /// Whether those that wait take up time.
    pub pending_blocks: bool,
    /// The public page, absolute.
    pub address: String,
    /// The event type's zone, in which links end.
    pub time_zone: String,
    /// Newest first, at most a hundred.
    pub links: Vec<PrivateLinkView>,
}

/// A private link for the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateLinkView {
    /// Which.
    pub id: Id<PrivateLink>,
    /// Whom it is for.
    pub label: String,
    /// The page it opens, absolute; `None` once it opens nothing.
    pub address: Option<String>,
    /// Until when it works.
    pub expires_at: Option<DateTime<Utc>>,
    /// How many bookings it is good for.
    pub most_uses: Option<i32>,
    /// How many were made with it.
    pub uses: i32,
    /// It was revoked.
    pub is_revoked: bool,
    /// Made.
    pub created_at: DateTime<Utc>,
}

/// A private link as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewPrivateLink {
    /// `label`, at most 100 characters, perhaps empty.
    pub label: String,
    /// `expiresOn`: the last date it works, in the event type's zone; empty: no end.
    pub expires_on: String,
    /// `mostUses`, 1 to 10000; empty: any number.
    pub most_uses: String,
}

impl Services {
    /// Whether strangers can book a video meeting of this event type to which nobody has a link: none is fixed, and no host's calendar makes one.
    pub async fn lacks_video_link(&self, found: &EventTypeDetail) -> Result<bool> {
        let is_bare = |place: &EventLocation| matches!(place, EventLocation::Video { url: None, .. });
        if !found.record.locations.iter().any(is_bare) {
            return Ok(false);
        }
        let mut db = self.store().connection().await?;
        let public = public_settings::find_any_owner(&mut db, Which::Id(found.record.id), None).await?;
        Ok(public
            .is_some_and(|public| !public.is_archived && !public.makes_links && public.settings.access != Who::Links))
    }

    /// How an event type is shared, for those who may change it.
    pub async fn sharing(&self, ctx: &Ctx, id: Id<EventType>) -> Result<ShareView> {
        let mut db = self.store().connection().await?;
        let (event, public) = editable(&mut db, ctx, id).await?;
        self.share_view(&mut db, ctx, &event, public).await
    }

    /// An event type with how it is shared and where its bookings lead on to, read together, for those who may change it.
    pub async fn event_type_to_share(
        &self,
        ctx: &Ctx,
        id: Id<EventType>,
    ) -> Result<(EventTypeDetail, ShareView, Onward)> {
        let mut db = self.store().connection().await?;
        let found = to_edit(&mut db, ctx, id).await?;
        let public = public_settings::find_any_owner(&mut db, Which::Id(id), None).await?.ok_or(Error::NotFound)?;
        let sharing = self.share_view(&mut db, ctx, &found.record, public).await?;
        let onward = onward::of_event_type(&mut db, found.record.organization_id, id).await?;
        Ok((found, sharing, onward))
    }

    async fn share_view(
        &self,
        db: &mut impl Access,
        ctx: &Ctx,
        event: &EventTypeRecord,
        public: PublicRecord,
    ) -> Result<ShareView> {
        let address = self.public_address(&public, None);
        let links = private_links::list(db, event.organization_id, event.id, MOST_LINKS).await?;
        Ok(ShareView {
            needs_confirmation: public.needs_confirmation,
            pending_blocks: public.pending_blocks,
            address,
            time_zone: event.time_zone.clone(),
            links: links.into_iter().map(|link| self.shown(ctx, &public, link)).collect(),
            settings: public.settings,
        })
    }

    /// Writes how an event type is shared. With `revision`, only if nobody changed the event type since. What is booked stays.
    pub async fn share(&self, ctx: &Ctx, id: Id<EventType>, revision: Option<i32>, form: &ShareForm) -> Result<()> {
        let mut check = Check::after(form.unread.clone());
        let access = Who::parse(&form.access).unwrap_or_else(|| {
            check.fail("access", FieldCode::Unknown);
            Who::Open
        });
        let reason_from = ReasonFrom::parse(&form.reason_from).unwrap_or_else(|| {
            check.fail("reasonFrom", FieldCode::Unknown);
            ReasonFrom::Nobody
        });
        let most_guests = check.range("mostGuests", form.most_guests, 0, i64::from(MOST_GUESTS));
        let notice = check.range("changeNotice", form.change_notice, 0, 525_600);
        check.finish(())?;
        let settings = PublicSettings {
            access,
            verify_email: form.verify_email,
            most_guests: u8::try_from(most_guests).unwrap_or(0),
            may_cancel: form.may_cancel,
            may_reschedule: form.may_reschedule,
            change_notice_min: u32::try_from(notice).unwrap_or(0),
            reason_from,
        };
        let mut tx = self.store().begin().await?;
        let (event, _) = editable(&mut tx, ctx, id).await?;
        crate::error::meant_for(revision, event.revision)?;
        let (waits, blocks) = (form.needs_confirmation, form.pending_blocks);
        let written =
            public_settings::replace(&mut tx, event.organization_id, id, &settings, waits, blocks, ctx.now).await?;
        if !written {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "event_type.shared").object(id).fact("access", access.as_str()).write(&mut tx, ctx).await?;
        self.announce_event_type(&mut tx, ctx, event.organization_id, id, "sharing").await?;
        Ok(tx.commit().await?)
    }

    /// Makes a private link.
    pub async fn create_private_link(
        &self,
        ctx: &Ctx,
        id: Id<EventType>,
        new: &NewPrivateLink,
    ) -> Result<PrivateLinkView> {
        let mut tx = self.store().begin().await?;
        let (event, public) = editable(&mut tx, ctx, id).await?;
        let mut check = Check::new();
        let label = check.optional_text("label", &new.label, 100);
        let expires_at = end_of(&mut check, &new.expires_on, &event, ctx.now);
        let most_uses = match new.most_uses.trim() {
            "" => None,
            typed => match domain::event_location::tidy_phone(typed).parse::<i64>() {
                Ok(uses) => i32::try_from(check.range("mostUses", uses, 1, 10_000)).ok(),
                Err(_) => {
                    check.fail("mostUses", FieldCode::Invalid);
                    None
                }
            },
        };
        check.finish(())?;
        if private_links::count_unrevoked(&mut tx, id).await? >= MOST_LINKS {
            return Err(Error::Fields(vec![FieldError {
                field: "label".to_owned(),
                code: FieldCode::TooLarge,
                limit: Some(MOST_LINKS),
            }]));
        }
        let link = LinkRecord {
            id: ctx.new_id()?,
            event_type_id: id,
            label,
            expires_at,
            most_uses,
            uses: 0,
            revoked_at: None,
            created_at: ctx.now,
        };
        let token = link_token(&self.settings().secret, link.id);
        private_links::insert(&mut tx, event.organization_id, &link, &hash(&token), ctx.actor.user_id).await?;
        audit::entry(ctx, "private_link.created").object(link.id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(self.shown(ctx, &public, link))
    }

    /// Ends a private link. What was booked with it stays.
    pub async fn revoke_private_link(&self, ctx: &Ctx, id: Id<EventType>, link: Id<PrivateLink>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let (event, _) = editable(&mut tx, ctx, id).await?;
        if !private_links::revoke(&mut tx, event.organization_id, id, link, ctx.now).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "private_link.revoked").object(link).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    fn public_address(&self, public: &PublicRecord, token: Option<&str>) -> String {
        let page = format!("{}/book/{}/{}", self.settings().base_url, public.organization_slug, public.slug);
        match token {
            Some(token) => format!("{page}?link={token}"),
            None => page,
        }
    }

    fn shown(&self, ctx: &Ctx, public: &PublicRecord, link: LinkRecord) -> PrivateLinkView {
        let works = link.works(ctx.now);
        PrivateLinkView {
            address: works.then(|| self.public_address(public, Some(&link_token(&self.settings().secret, link.id)))),
            id: link.id,
            label: link.label,
            expires_at: link.expires_at,
            most_uses: link.most_uses,
            uses: link.uses,
            is_revoked: link.revoked_at.is_some(),
            created_at: link.created_at,
        }
    }
}

/// The event type with its sharing, for those who may change it.
async fn editable(db: &mut impl Access, ctx: &Ctx, id: Id<EventType>) -> Result<(EventTypeRecord, PublicRecord)> {
    let (organization, _) = ctx.member()?;
    let event = event_types::get(db, organization, id).await?.ok_or(Error::NotFound)?;
    may_edit(db, ctx, event.casting_call_id).await?;
    let public = public_settings::find_any_owner(db, Which::Id(id), None).await?.ok_or(Error::NotFound)?;
    Ok((event, public))
}

/// The end of the date typed, in the event type's zone.
fn end_of(check: &mut Check, typed: &str, event: &EventTypeRecord, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if typed.trim().is_empty() {
        return None;
    }
    let zone: Option<Zone> = event.time_zone.parse().ok();
    let last = domain::time::read_date(typed.trim()).and_then(|date| date.checked_add_days(Days::new(1)));
    let Some(end) = zone.zip(last).and_then(|(zone, next)| zone.day(next)).map(|day| day.start()) else {
        check.fail("expiresOn", FieldCode::NotADate);
        return None;
    };
    if end <= now {
        check.fail("expiresOn", FieldCode::InThePast);
    }
    Some(end)
}
