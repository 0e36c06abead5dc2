//! Applications pushed in by another platform: once whatever it repeats, with what it knows already (when the talent applied, when they
//! are free, which audition was agreed), past dates included. All of it or nothing.

use chrono::{DateTime, Utc};
use domain::{
    actor::CallAction,
    casting::{ApplicationSource, ApplicationStatus},
    field::{Check, FieldCode, FieldError},
    hours_form::HoursForm,
    id::{Id, Organization, Role, TalentProfile},
};
use store::{
    Tx,
    applications::{self, Applicant, ApplicationRecord, Filter},
    schedules::{self, ScheduleOwner},
    talent_profiles as profiles,
};

use super::{MADE, NewApplicant, already_applied, checked_applicant, shown};
use crate::{
    Ctx, Error, Result, Services, audit,
    bookings::Elsewhere,
    casting_calls::{on_application, on_role},
    idempotency::{Answer, Once, Pushed, lost_the_race},
    schedules::{rewrite, write_new},
    tx::retrying,
    webhooks::Different,
};

/// Whose application it is.
#[derive(Debug, Clone)]
pub enum PushedTalent {
    /// Somebody the organisation knows.
    Known(Id<TalentProfile>),
    /// Somebody as the other platform knows them; found again by its name for them, else by their address.
    Person {
        /// Names and contact data.
        person: Box<NewApplicant>,
        /// The other platform's name for them.
        external_id: Option<String>,
    },
}

/// An application as another platform knows it.
#[derive(Debug, Clone)]
pub struct NewApplication {
    /// For which role.
    pub role_id: Id<Role>,
    /// Whose.
    pub talent: PushedTalent,
    /// What was written with it.
    pub note: String,
    /// The other platform's name for it.
    pub external_id: Option<String>,
    /// Where it stands; submitted when missing.
    pub status: Option<ApplicationStatus>,
    /// When the talent applied; now when missing.
    pub applied_at: Option<DateTime<Utc>>,
    /// When the talent is free. Taken over unless they have an account: then they say it themselves.
    pub hours: Option<HoursForm>,
    /// An audition that was agreed there, past or to come.
    pub booking: Option<Elsewhere>,
}

/// What became of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushedApplication {
    /// The application with its audition.
    pub applicant: Applicant,
    /// Whether the hours that came with it were taken over; `None` when none came.
    pub took_hours: Option<bool>,
}

impl Services {
    /// Adds an application, once per idempotency key and once per `externalId`: one known by that name is answered as it is.
    pub async fn push_application(
        &self,
        ctx: &Ctx,
        new: &NewApplication,
        answer: &Answer<'_, PushedApplication>,
    ) -> Result<Once<Pushed<PushedApplication>>> {
        match retrying(|| self.push_application_once(ctx, new, answer)).await {
            Err(error) if lost_the_race(&error) => retrying(|| self.push_application_once(ctx, new, answer)).await,
            done => done,
        }
    }

    async fn push_application_once(
        &self,
        ctx: &Ctx,
        new: &NewApplication,
        answer: &Answer<'_, PushedApplication>,
    ) -> Result<Once<Pushed<PushedApplication>>> {
        let mut tx = self.store().begin().await?;
        if let Some(kept) = answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        let (organization, _) = on_role(&mut tx, ctx, new.role_id, CallAction::Edit).await?;
        let known = match new.external_id.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => applications::id_by_external_id(&mut tx, organization, name).await?,
            None => None,
        };
        let (id, took_hours) = match known {
            Some(id) => {
                on_application(&mut tx, ctx, id, CallAction::Read).await?;
                (id, None)
            }
            None => self.insert_application(&mut tx, ctx, organization, new).await?,
        };
        let (_, role) = ctx.member()?;
        let applicant =
            applications::list(&mut tx, organization, &Filter::one(id)).await?.pop().ok_or(Error::NotFound)?;
        if known.is_some() && applicant.role_id != new.role_id {
            return Err(Error::field("externalId", FieldCode::Invalid));
        }
        let thing = PushedApplication { applicant: shown(role, applicant), took_hours };
        let pushed = if known.is_some() { Pushed::known(thing) } else { Pushed::new(thing) };
        answer.finish_pushed(&mut tx, ctx, &pushed).await?;
        tx.commit().await?;
        Ok(Once::Done(pushed))
    }

    async fn insert_application(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        new: &NewApplication,
    ) -> Result<(Id<domain::id::Application>, Option<bool>)> {
        let mut check = Check::new();
        let note = check.optional_text("note", &new.note, 2000);
        let external_id = new.external_id.as_deref().filter(|name| !name.is_empty());
        let external_id = external_id.map(|name| check.text("externalId", name, 200));
        if new.applied_at.is_some_and(|at| at > ctx.now) {
            check.fail("appliedAt", FieldCode::Invalid);
        }
        let mut errors = check.finish(()).err().unwrap_or_default();
        let profile = match &new.talent {
            PushedTalent::Known(profile) => {
                if profiles::get(tx, organization, *profile).await?.is_none() {
                    errors.push(FieldError {
                        field: "talentProfileId".to_owned(),
                        code: FieldCode::Unknown,
                        limit: None,
                    });
                }
                *profile
            }
            PushedTalent::Person { person, external_id } => {
                let mut check = Check::new();
                let mut wanted = checked_applicant(&mut check, ctx, organization, person)?;
                let name = external_id.as_deref().filter(|name| !name.is_empty());
                wanted.external_id = name.map(|name| check.text("externalId", name, 200));
                errors.extend(under("talent", check.finish(()).err().unwrap_or_default()));
                if !errors.is_empty() {
                    return Err(Error::Fields(errors));
                }
                let talent = self.pushed_talent(tx, ctx, organization, wanted).await;
                talent.map_err(|error| below("talent", error))?
            }
        };
        if !errors.is_empty() {
            return Err(Error::Fields(errors));
        }
        let application = ApplicationRecord {
            id: ctx.new_id()?,
            organization_id: organization,
            role_id: new.role_id,
            talent_profile_id: profile,
            status: new.status.unwrap_or(ApplicationStatus::Submitted),
            note,
            source: ApplicationSource::Api,
            external_id,
            created_at: new.applied_at.unwrap_or(ctx.now),
        };
        applications::insert(tx, std::slice::from_ref(&application)).await.map_err(already_applied)?;
        audit::entry(ctx, "application.created")
            .object(application.id)
            .fact("source", application.source.as_str())
            .write(tx, ctx)
            .await?;
        let took_hours = match &new.hours {
            Some(hours) => {
                let took = self.take_hours(tx, ctx, organization, profile, hours).await;
                Some(took.map_err(|error| below("hours", error))?)
            }
            None => None,
        };
        if let Some(booking) = &new.booking {
            let written = self.write_elsewhere(tx, ctx, organization, application.id, booking).await;
            written.map_err(|error| below("booking", error))?;
        }
        self.announce_applications(tx, ctx, organization, MADE, &[application.id]).await?;
        Ok((application.id, took_hours))
    }

    /// Takes a talent's hours over, in place of those that came before; not those of a person who has an account.
    async fn take_hours(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        profile: Id<TalentProfile>,
        hours: &HoursForm,
    ) -> Result<bool> {
        let profile = profiles::get(tx, organization, profile).await?.ok_or(Error::NotFound)?;
        if profile.is_claimed {
            return Ok(false);
        }
        let owner = ScheduleOwner::User(profile.user_id);
        let there = schedules::list(tx, owner).await?;
        let (id, revision) = match there.iter().find(|schedule| schedule.is_default) {
            Some(schedule) => {
                rewrite(tx, ctx, owner, schedule.id, None, hours).await?;
                (schedule.id, schedule.revision + 1)
            }
            None => (write_new(tx, ctx, owner, true, hours).await?.0, 1),
        };
        self.announce_availability(tx, ctx, profile.user_id, &Different::Hours(id, revision)).await?;
        Ok(true)
    }

    /// The talent as the organisation knows them, found by the other platform's name or by their address and filled up, or newly made.
    async fn pushed_talent(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        wanted: crate::talent_profiles::ProfileView,
    ) -> Result<Id<TalentProfile>> {
        let Some(name) = wanted.external_id.clone() else { return Ok(self.known_or_new(tx, ctx, wanted).await?.0) };
        if let Some(known) = profiles::get_by_external_id(tx, organization, &name).await? {
            self.fill_talent(tx, ctx, &known, &wanted).await?;
            return Ok(known.id);
        }
        let (id, known) = self.known_or_new(tx, ctx, wanted).await?;
        if known
            && let Some(before) = profiles::get(tx, organization, id).await?
            && before.external_id.is_none()
        {
            let mut named = before.clone();
            named.external_id = Some(name);
            self.write_talent(tx, ctx, &before, named).await?;
        }
        Ok(id)
    }
}

/// The faults with their fields below `name`.
fn under(name: &str, errors: Vec<FieldError>) -> Vec<FieldError> {
    errors.into_iter().map(|error| FieldError { field: format!("{name}.{}", error.field), ..error }).collect()
}

fn below(name: &str, error: Error) -> Error {
    match error {
        Error::Fields(errors) => Error::Fields(under(name, errors)),
        other => other,
    }
}
