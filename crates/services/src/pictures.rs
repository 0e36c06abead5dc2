//! Pictures: faces of talent and the organisation's logo, taken in, re-encoded and handed to whoever may see them; and a talent's card.
//! Knows no form and no address.

mod encode;

use domain::{
    actor::{CallAction, MemberRole, may_on_call},
    field::{Check, FieldCode},
    id::{Application, Id, Organization, Picture, TalentProfile},
    webhook::Topic,
};
use store::{
    Tx,
    applications::{self, Filter},
    bookings::{Order, Span},
    pictures::{self, Onlooker, PictureRecord},
};

pub use store::pictures::PictureBytes;

use crate::{
    Ctx, Error, Result, Services,
    applications::{Applicant, shown},
    audit,
    bookings::{BookingQuery, BookingView},
    casting_calls::{CallView, on_application},
    webhooks::Fate,
};

/// So many earlier auditions stand on a card.
const EARLIER: usize = 20;

/// The field a file is posted in.
const FIELD: &str = "file";

/// What talent show of themselves to every office that knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCard {
    /// The face.
    pub headshot_id: Option<Id<Picture>>,
    /// Address of a showreel.
    pub showreel_url: Option<String>,
}

/// A talent who applied, as their office sees them.
#[derive(Debug, Clone)]
pub struct TalentCard {
    /// In which call.
    pub call: CallView,
    /// Who, with their application.
    pub applicant: Applicant,
    /// Their auditions with this office that the reader may see, latest first.
    pub auditions: Vec<BookingView>,
    /// There are more of them than the card shows.
    pub has_more: bool,
    /// Whether the reader may change the face and the link.
    pub may_edit: bool,
    /// Whether the reader may book.
    pub may_book: bool,
}

impl Services {
    /// A talent's face, for themselves and for members of their office who may see them.
    pub async fn headshot(&self, ctx: &Ctx, id: Id<Picture>, small: bool) -> Result<PictureBytes> {
        let user = ctx.user()?;
        let member = ctx.actor.membership();
        let by = Onlooker {
            user,
            organization: member.map(|(organization, _)| organization),
            sees_all: member.is_some_and(|(_, role)| {
                matches!(role, MemberRole::Admin | MemberRole::Caster | MemberRole::Assistant)
            }),
        };
        let mut db = self.store().connection().await?;
        pictures::headshot_any_owner(&mut db, id, small, by).await?.ok_or(Error::NotFound)
    }

    /// An organisation's logo, for everybody.
    pub async fn logo(&self, id: Id<Picture>) -> Result<PictureBytes> {
        let mut db = self.store().connection().await?;
        pictures::logo_any_owner(&mut db, id).await?.ok_or(Error::NotFound)
    }

    /// The card of a talent who applied.
    pub async fn talent_card(&self, ctx: &Ctx, id: Id<Application>) -> Result<TalentCard> {
        let (organization, role) = ctx.member()?;
        let (call, applicant, may) = {
            let mut db = self.store().connection().await?;
            let user = ctx.user()?;
            let (call, belongs) = store::casting_calls::belongs_by_application(&mut db, organization, id, user)
                .await?
                .ok_or(Error::NotFound)?;
            let may = |action| may_on_call(role, belongs, action);
            if !may(CallAction::Read) {
                return Err(Error::Forbidden);
            }
            let filter = Filter::one(id);
            let applicant = applications::list(&mut db, organization, &filter).await?.pop().ok_or(Error::NotFound)?;
            let call = store::casting_calls::get(&mut db, organization, call).await?.ok_or(Error::NotFound)?;
            (call, shown(role, applicant), (may(CallAction::Edit), may(CallAction::Book)))
        };
        let query = BookingQuery {
            side: Some(domain::booking_event::Side::Caster),
            talent: Some(applicant.talent_profile_id),
            span: Span::All,
            order: Order::Latest,
            limit: EARLIER,
            ..BookingQuery::default()
        };
        let found = self.bookings(ctx, &query).await?;
        Ok(TalentCard {
            call,
            applicant,
            has_more: found.next.is_some(),
            auditions: found.bookings,
            may_edit: may.0,
            may_book: may.1,
        })
    }

    /// Gives an applicant a face, or takes it away.
    pub async fn set_headshot(&self, ctx: &Ctx, id: Id<Application>, file: Option<Vec<u8>>) -> Result<()> {
        let (organization, profile) = self.editable(ctx, id).await?;
        let picture = self.encoded(ctx, file, encode::face).await?;
        let mut tx = self.store().begin().await?;
        self.put_face(&mut tx, ctx, organization, profile, picture.as_ref()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Writes where an applicant's showreel stands; empty: nowhere.
    pub async fn set_showreel(&self, ctx: &Ctx, id: Id<Application>, url: &str) -> Result<()> {
        let (organization, profile) = self.editable(ctx, id).await?;
        let url = checked_showreel(url)?;
        let mut tx = self.store().begin().await?;
        self.put_showreel(&mut tx, ctx, organization, profile, url.as_deref()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What the person shows of themselves; `None` for somebody no office knows as talent.
    pub async fn own_card(&self, ctx: &Ctx) -> Result<Option<OwnCard>> {
        let user = ctx.user()?;
        let mut db = self.store().connection().await?;
        let cards = pictures::cards_of_user_any_owner(&mut db, user).await?;
        let headshot_id = cards.iter().find_map(|card| card.headshot_id);
        let showreel_url = cards.iter().find_map(|card| card.showreel_url.clone());
        Ok((!cards.is_empty()).then_some(OwnCard { headshot_id, showreel_url }))
    }

    /// The person's own face, in every office that knows them; each office keeps its copy, as it keeps what else it knows of them.
    pub async fn set_own_headshot(&self, ctx: &Ctx, file: Option<Vec<u8>>) -> Result<()> {
        self.own_card(ctx).await?.ok_or(Error::Forbidden)?;
        let picture = self.encoded(ctx, file, encode::face).await?;
        let mut tx = self.store().begin().await?;
        for card in pictures::cards_of_user_any_owner(&mut tx, ctx.user()?).await? {
            let copy = match &picture {
                Some(picture) => Some(PictureRecord { id: ctx.new_id()?, ..picture.clone() }),
                None => None,
            };
            self.put_face(&mut tx, ctx, card.organization_id, card.profile_id, copy.as_ref()).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Where the person's own showreel stands, for every office that knows them.
    pub async fn set_own_showreel(&self, ctx: &Ctx, url: &str) -> Result<()> {
        self.own_card(ctx).await?.ok_or(Error::Forbidden)?;
        let url = checked_showreel(url)?;
        let mut tx = self.store().begin().await?;
        for card in pictures::cards_of_user_any_owner(&mut tx, ctx.user()?).await? {
            self.put_showreel(&mut tx, ctx, card.organization_id, card.profile_id, url.as_deref()).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The organisation's logo, or none. Admins only.
    pub async fn set_logo(&self, ctx: &Ctx, file: Option<Vec<u8>>) -> Result<()> {
        let organization = ctx.admin()?;
        ctx.scope("organization:write")?;
        let picture = self.encoded(ctx, file, encode::logo).await?;
        let mut tx = self.store().begin().await?;
        if let Some(picture) = &picture {
            pictures::insert(&mut tx, organization, picture).await?;
        }
        pictures::set_logo(&mut tx, organization, picture.as_ref().map(|picture| picture.id), ctx.now).await?;
        let action = if picture.is_some() { "organization.logo_set" } else { "organization.logo_removed" };
        audit::entry(ctx, action).object(organization).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Which picture is the logo of the member's organisation.
    pub async fn own_logo(&self, ctx: &Ctx) -> Result<Option<Id<Picture>>> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        Ok(pictures::logo_of(&mut db, organization).await?)
    }

    async fn editable(&self, ctx: &Ctx, id: Id<Application>) -> Result<(Id<Organization>, Id<TalentProfile>)> {
        let mut db = self.store().connection().await?;
        let (organization, _) = on_application(&mut db, ctx, id, CallAction::Edit).await?;
        let filter = Filter::one(id);
        let found = applications::list(&mut db, organization, &filter).await?.pop().ok_or(Error::NotFound)?;
        Ok((organization, found.talent_profile_id))
    }

    /// The file made ours, away from the threads that answer requests; nothing but pixels is left of it.
    async fn encoded(&self, ctx: &Ctx, file: Option<Vec<u8>>, make: encode::Make) -> Result<Option<PictureRecord>> {
        let Some(file) = file else { return Ok(None) };
        if file.is_empty() {
            return Err(Error::field(FIELD, FieldCode::Required));
        }
        if file.len() > domain::picture::MOST_BYTES {
            return Err(Error::field(FIELD, FieldCode::NotAPicture));
        }
        let encoded = encode::aside(file, make).await?;
        let encoded = encoded.ok_or_else(|| Error::field(FIELD, FieldCode::NotAPicture))?;
        Ok(Some(PictureRecord {
            id: ctx.new_id()?,
            media_type: encoded.media_type,
            width: i32::try_from(encoded.width).unwrap_or(i32::MAX),
            height: i32::try_from(encoded.height).unwrap_or(i32::MAX),
            large: encoded.large,
            small: encoded.small,
            created_at: ctx.now,
        }))
    }

    async fn put_face(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        profile: Id<TalentProfile>,
        picture: Option<&PictureRecord>,
    ) -> Result<()> {
        if let Some(picture) = picture {
            pictures::insert(tx, organization, picture).await?;
        }
        let id = picture.map(|picture| picture.id);
        if !pictures::set_headshot(tx, organization, profile, id, ctx.now).await? {
            return Err(Error::NotFound);
        }
        let action = if picture.is_some() { "talent.headshot_set" } else { "talent.headshot_removed" };
        audit::entry(ctx, action).organization(organization).object(profile).write(tx, ctx).await?;
        self.announce_card(tx, ctx, organization, profile, "headshot").await
    }

    async fn put_showreel(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        profile: Id<TalentProfile>,
        url: Option<&str>,
    ) -> Result<()> {
        if !pictures::set_showreel(tx, organization, profile, url, ctx.now).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "talent.edited").organization(organization).object(profile).write(tx, ctx).await?;
        self.announce_card(tx, ctx, organization, profile, "showreelUrl").await
    }

    /// Tells webhooks that a talent shows something else of themselves.
    async fn announce_card(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        profile: Id<TalentProfile>,
        field: &'static str,
    ) -> Result<()> {
        let now = store::talent_profiles::get(tx, organization, profile).await?.ok_or(Error::NotFound)?;
        self.announce_things(tx, ctx, organization, Topic::TalentUpdated, &[Fate::Touched(&now, field)]).await
    }
}

fn checked_showreel(url: &str) -> Result<Option<String>> {
    let mut check = Check::new();
    let url = check.optional_url("showreelUrl", url);
    Ok(check.finish(url)?)
}
