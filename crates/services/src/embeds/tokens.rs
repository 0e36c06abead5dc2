//! Tokens for embeds: a caster's own server asks for one with its key and hands it to its page, where that caster books that application.
//! Good for one booking, on one website, for a quarter of an hour. Metadata that a page sends along is no such word.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::{Actor, CallAction, may_on_call},
    embed::origin,
    field::{Check, FieldCode},
    id::{Application, Booking, CastingCall, EmbedToken, EventType, Id},
    refusal::OtherRefusal,
};
use store::{casting_calls, embeds, event_types, memberships};

use crate::{
    Ctx, Error, Result, Services, audit,
    bookings::{BookingView, NewBooking, SeriesDate},
    idempotency::{Answer, Once},
    sessions::token_hash,
};

/// How long a token works.
const LASTS: TimeDelta = TimeDelta::minutes(15);
/// How long it is remembered after that.
const FORGOTTEN: TimeDelta = TimeDelta::days(1);

/// What a token is asked for.
#[derive(Debug, Clone)]
pub struct NewEmbedToken {
    /// `applicationId`: what may be booked with it.
    pub application_id: Id<Application>,
    /// `origin`: on which website.
    pub origin: String,
}

/// A token, told once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbedTokenView {
    /// Its name, no secret.
    pub id: Id<EmbedToken>,
    /// The token itself.
    pub token: String,
    /// What may be booked with it.
    pub application_id: Id<Application>,
    /// On which website.
    pub origin: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// What a token opens: an application to be booked, in whose name, and what became of it.
#[derive(Debug, Clone)]
pub struct Audition {
    /// The token.
    pub token: Id<EmbedToken>,
    /// The caster who vouched, with the rights they have now.
    pub actor: Actor,
    /// What may be booked.
    pub application: Id<Application>,
    /// Its casting call.
    pub call: Id<CastingCall>,
    /// What was booked with it.
    pub booking: Option<Id<Booking>>,
}

impl Services {
    /// Makes a token for whoever may book the application. Fields: `applicationId`, `origin`.
    pub async fn create_embed_token(&self, ctx: &Ctx, new: &NewEmbedToken) -> Result<EmbedTokenView> {
        self.create_embed_token_once(ctx, new, &Answer::unkept()).await?.done("a new token")
    }

    /// The same, once per idempotency key. What is kept must be written without the token.
    pub async fn create_embed_token_once(
        &self,
        ctx: &Ctx,
        new: &NewEmbedToken,
        answer: &Answer<'_, EmbedTokenView>,
    ) -> Result<Once<EmbedTokenView>> {
        let (organization, role) = ctx.member()?;
        let user = ctx.user()?;
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        let (_, belongs) = casting_calls::belongs_by_application(&mut tx, organization, new.application_id, user)
            .await?
            .ok_or_else(|| Error::field("applicationId", FieldCode::Unknown))?;
        if !may_on_call(role, belongs, CallAction::Book) {
            return Err(Error::Forbidden);
        }
        let mut check = Check::new();
        let allowed = embeds::origins(&mut tx, organization).await?;
        // Our own address has none of the shapes asked of others where it is reached inside a network.
        let own = Some(self.settings().base_url.clone()).filter(|own| own == new.origin.trim());
        let origin = own.or_else(|| origin(&new.origin)).unwrap_or_default();
        if origin.is_empty() {
            check.fail("origin", FieldCode::NotAUrl);
        } else if !self.may_show(&allowed, &origin) {
            check.fail("origin", FieldCode::Unknown);
        }
        let origin = check.finish(origin)?;
        let (id, token, expires_at) = (ctx.new_id()?, ctx.new_token()?, ctx.now + LASTS);
        let row = embeds::NewToken {
            id,
            user_id: user,
            api_key_id: ctx.actor.api_key_id,
            application_id: new.application_id,
            origin: &origin,
            token_hash: &token_hash(&token),
            created_at: ctx.now,
            expires_at,
        };
        embeds::insert_token(&mut tx, organization, &row, ctx.now - FORGOTTEN).await?;
        audit::entry(ctx, "embed_token.created").object(new.application_id).write(&mut tx, ctx).await?;
        let made = EmbedTokenView { id, token, application_id: new.application_id, origin, expires_at };
        answer.finish(&mut tx, ctx, &made).await?;
        tx.commit().await?;
        Ok(Once::Done(made))
    }

    /// What a frame's token opens now; nothing once it has ended, its key was revoked or its caster left.
    pub async fn framed_audition(&self, token: Id<EmbedToken>) -> Result<Option<Audition>> {
        let now = self.clock().now();
        let mut db = self.store().connection().await?;
        let Some(record) = embeds::token_any_owner(&mut db, token, now).await? else { return Ok(None) };
        let organization = record.organization_id;
        let Some(role) = memberships::active_role(&mut db, organization, record.user_id).await? else {
            return Ok(None);
        };
        let found =
            casting_calls::belongs_by_application(&mut db, organization, record.application_id, record.user_id).await?;
        let Some((call, belongs)) = found else { return Ok(None) };
        if !may_on_call(role, belongs, CallAction::Book) {
            return Ok(None);
        }
        let actor = Actor {
            user_id: Some(record.user_id),
            organization_id: Some(organization),
            role: Some(role),
            api_key_id: None,
            scopes: None,
            is_system: false,
        };
        Ok(Some(Audition {
            token: record.id,
            actor,
            application: record.application_id,
            call,
            booking: record.booking_id,
        }))
    }

    /// The event type of that word in addresses, in the organisation acted in.
    pub async fn event_type_of_slug(&self, ctx: &Ctx, slug: &str) -> Result<Id<EventType>> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        Ok(event_types::get_by_slug(&mut db, organization, slug).await?.ok_or(Error::NotFound)?.id)
    }

    /// The dates of a series of the token's application, as [`Services::series_dates`] says them.
    pub async fn series_dates_framed(
        &self,
        ctx: &Ctx,
        audition: &Audition,
        new: &NewBooking,
    ) -> Result<Vec<SeriesDate>> {
        let new = NewBooking { application_id: audition.application, ..new.clone() };
        self.series_dates(&ctx.as_actor(audition.actor.clone()), &new).await
    }

    /// Books the token's application, whatever `new` says it is for, and uses the token up. Otherwise as [`Services::book`].
    pub async fn book_framed(&self, ctx: &Ctx, audition: &Audition, new: &NewBooking) -> Result<BookingView> {
        if audition.booking.is_some() {
            return Err(OtherRefusal::LinkExpired.into());
        }
        let own = ctx.as_actor(audition.actor.clone());
        let (organization, _) = own.member()?;
        let new = NewBooking { application_id: audition.application, ..new.clone() };
        // One live audition per application and round: were the token not noted as used, it would still book nothing twice.
        let booking = self.book(&own, &new).await?;
        let mut tx = self.store().begin().await?;
        embeds::spend_token(&mut tx, organization, audition.token, booking.id).await?;
        tx.commit().await?;
        Ok(booking)
    }
}
