//! Applications: added by hand, listed, marked. One per talent and role, by constraint. An address that the organisation already
//! knows brings back the profile it has; an account is never linked because somebody typed its address.

use domain::{
    actor::{CallAction, MemberRole},
    casting::{ApplicationSource, ApplicationStatus},
    event_location::{is_phone, tidy_phone},
    field::{Check, FieldCode},
    id::{Application, CastingCall, Id, Organization, Role, TalentProfile},
    refusal::OtherRefusal,
    webhook::Topic,
};
use store::{
    Tx,
    applications::{self, ApplicationRecord, Filter},
    talent_profiles as profiles,
};

pub use store::applications::{Applicant, ApplicantAudition, Matched};

use crate::{
    Ctx, Error, Result, Services, audit,
    casting_calls::{on_application, on_call, on_role, visible_to},
    page::{Page, parse_cursor},
    roles::optional_number,
    talent_profiles::{
        ProfileView, is_arabic, name_key, optional_email, optional_phone, optional_words, search_terms, taken,
        this_year,
    },
};

mod edit;
mod marks;
mod push;

pub use edit::ApplicationPatch;
pub use marks::{MOST_MATCHING, Marked, MatchingMark};
pub use push::{NewApplication, PushedApplication, PushedTalent};

/// What webhooks hear of a new application, and of a mark: the topic with the fields that changed.
pub(crate) const MADE: (Topic, &[&str]) = (Topic::Applied, &[]);
const MARKED: (Topic, &[&str]) = (Topic::ApplicationMarked, &["status"]);

/// An applicant as a caster types them.
#[derive(Debug, Clone, Default)]
pub struct NewApplicant {
    /// A name in whichever script; goes where it belongs unless that name is given by itself.
    pub name: String,
    /// Latin name.
    pub name_latin: String,
    /// Arabic name.
    pub name_arabic: String,
    /// Address; optional.
    pub email: String,
    /// Phone; optional.
    pub phone: String,
    /// Year of birth; optional.
    pub birth_year: String,
    /// Where they live; optional.
    pub city: String,
    /// `en` or `ar`; empty: Arabic.
    pub language: String,
    /// A note with the application.
    pub note: String,
    /// The other platform's name for the application.
    pub external_id: Option<String>,
    /// Where it came from; casters by hand unless a door says otherwise.
    pub source: Option<ApplicationSource>,
}

/// What adding an applicant did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddedApplicant {
    /// The application.
    pub application_id: Id<Application>,
    /// Whose.
    pub talent_profile_id: Id<TalentProfile>,
    /// The organisation knew this talent by their address; nobody new was made.
    pub known: bool,
}

/// Which applicants to show.
#[derive(Debug, Clone, Default)]
pub struct ApplicantQuery {
    /// Of this role.
    pub role_id: Option<Id<Role>>,
    /// Of this call.
    pub casting_call_id: Option<Id<CastingCall>>,
    /// In this status.
    pub status: Option<ApplicationStatus>,
    /// Names in either script and any spelling.
    pub search: String,
    /// The former page's `next`.
    pub cursor: Option<String>,
    /// Lines on a page, 1 to 200; 0: 50.
    pub limit: usize,
}

impl Services {
    /// A page of applicants, newest first. Of a role or a call the member may read, or of all calls they may read.
    pub async fn list_applicants(&self, ctx: &Ctx, query: &ApplicantQuery) -> Result<Page<Applicant>> {
        let mut db = self.store().connection().await?;
        let (organization, filter) = readable(&mut db, ctx, query).await?;
        page_of(&mut db, ctx, organization, filter, query).await
    }

    /// The same, with who matches whatever page is asked for.
    pub async fn list_applicants_and_match(
        &self,
        ctx: &Ctx,
        query: &ApplicantQuery,
    ) -> Result<(Page<Applicant>, Matched)> {
        let mut db = self.store().connection().await?;
        let (organization, filter, matched) = look(&mut db, ctx, query).await?;
        let matched = match matched {
            Some(matched) => matched,
            None => applications::matched(&mut db, organization, &filter).await?.0,
        };
        Ok((page_of(&mut db, ctx, organization, filter, query).await?, matched))
    }

    /// Which applicants match, whatever page is asked for.
    pub async fn matching_applicants(&self, ctx: &Ctx, query: &ApplicantQuery) -> Result<Matched> {
        let mut db = self.store().connection().await?;
        let (organization, filter) = readable(&mut db, ctx, query).await?;
        Ok(applications::matched(&mut db, organization, &filter).await?.1)
    }

    /// One applicant.
    pub async fn applicant(&self, ctx: &Ctx, id: Id<Application>) -> Result<Applicant> {
        let mut db = self.store().connection().await?;
        let (organization, _) = on_application(&mut db, ctx, id, CallAction::Read).await?;
        let (_, role) = ctx.member()?;
        let found = applications::list(&mut db, organization, &Filter::one(id)).await?.pop().ok_or(Error::NotFound)?;
        Ok(shown(role, found))
    }

    /// Adds an applicant to a role by hand (or for another platform).
    pub async fn add_applicant(&self, ctx: &Ctx, role: Id<Role>, new: NewApplicant) -> Result<AddedApplicant> {
        let mut tx = self.store().begin().await?;
        let (organization, _) = on_role(&mut tx, ctx, role, CallAction::Edit).await?;
        let mut check = Check::new();
        let wanted = checked_applicant(&mut check, ctx, organization, &new)?;
        let note = check.optional_text("note", &new.note, 2000);
        let external_id =
            new.external_id.as_deref().filter(|id| !id.is_empty()).map(|id| check.text("externalId", id, 200));
        check.finish(())?;
        let (profile, known) = self.known_or_new(&mut tx, ctx, wanted).await?;
        let application = ApplicationRecord {
            id: ctx.new_id()?,
            organization_id: organization,
            role_id: role,
            talent_profile_id: profile,
            status: ApplicationStatus::Submitted,
            note,
            source: new.source.unwrap_or(ApplicationSource::Caster),
            external_id,
            created_at: ctx.now,
        };
        applications::insert(&mut tx, std::slice::from_ref(&application)).await.map_err(already_applied)?;
        audit::entry(ctx, "application.created")
            .object(application.id)
            .fact("source", application.source.as_str())
            .write(&mut tx, ctx)
            .await?;
        self.announce_applications(&mut tx, ctx, organization, MADE, &[application.id]).await?;
        tx.commit().await?;
        Ok(AddedApplicant { application_id: application.id, talent_profile_id: profile, known })
    }

    /// Puts a talent the organisation knows forward for (another) role.
    pub async fn add_known_talent(
        &self,
        ctx: &Ctx,
        role: Id<Role>,
        profile: Id<TalentProfile>,
        note: &str,
    ) -> Result<Id<Application>> {
        let mut tx = self.store().begin().await?;
        let (organization, _) = on_role(&mut tx, ctx, role, CallAction::Edit).await?;
        let mut check = Check::new();
        if profiles::get(&mut tx, organization, profile).await?.is_none() {
            check.fail("talentProfileId", FieldCode::Unknown);
        }
        let note = check.optional_text("note", note, 2000);
        check.finish(())?;
        let application = ApplicationRecord {
            id: ctx.new_id()?,
            organization_id: organization,
            role_id: role,
            talent_profile_id: profile,
            status: ApplicationStatus::Submitted,
            note,
            source: ApplicationSource::Caster,
            external_id: None,
            created_at: ctx.now,
        };
        applications::insert(&mut tx, std::slice::from_ref(&application)).await.map_err(already_applied)?;
        audit::entry(ctx, "application.created").object(application.id).write(&mut tx, ctx).await?;
        self.announce_applications(&mut tx, ctx, organization, MADE, &[application.id]).await?;
        tx.commit().await?;
        Ok(application.id)
    }

    /// Marks an application. Saying what it is already changes nothing.
    pub async fn set_application_status(
        &self,
        ctx: &Ctx,
        id: Id<Application>,
        status: ApplicationStatus,
    ) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let (organization, _) = on_application(&mut tx, ctx, id, CallAction::Mark).await?;
        let changed =
            applications::set_status(&mut tx, organization, id, status, ctx.now).await?.ok_or(Error::NotFound)?;
        if changed {
            audit::entry(ctx, "application.marked")
                .object(id)
                .fact("status", status.as_str())
                .write(&mut tx, ctx)
                .await?;
            self.announce_applications(&mut tx, ctx, organization, MARKED, &[id]).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Takes an application back that never had an audition. With `revision`, only if nobody changed it since.
    pub async fn remove_application(&self, ctx: &Ctx, id: Id<Application>, revision: Option<i32>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let (organization, _) = on_application(&mut tx, ctx, id, CallAction::Edit).await?;
        let before = applications::lock(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        crate::error::meant_for(revision, before.revision)?;
        let removed = (Topic::ApplicationRemoved, &[][..]);
        self.announce_applications(&mut tx, ctx, organization, removed, &[id]).await?;
        applications::delete(&mut tx, organization, id).await.map_err(crate::error::in_use)?;
        audit::entry(ctx, "application.removed").object(id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The page the query asks for, of what was found readable.
async fn page_of(
    db: &mut impl store::Access,
    ctx: &Ctx,
    organization: Id<Organization>,
    mut filter: Filter,
    query: &ApplicantQuery,
) -> Result<Page<Applicant>> {
    let size = if query.limit == 0 { 50 } else { query.limit.min(200) };
    filter.after = query.cursor.as_deref().map(parse_cursor).transpose()?;
    filter.limit = i64::try_from(size + 1).unwrap_or(i64::MAX);
    let (_, role) = ctx.member()?;
    let items = applications::list(db, organization, &filter).await?;
    let items = items.into_iter().map(|applicant| shown(role, applicant)).collect();
    Ok(Page::cut(items, size, |applicant: &Applicant| (applicant.created_at, applicant.id)))
}

/// Checks that the member may read what the query asks for, and says how to find it.
pub(crate) async fn readable(
    db: &mut impl store::Access,
    ctx: &Ctx,
    query: &ApplicantQuery,
) -> Result<(Id<Organization>, Filter)> {
    look(db, ctx, query).await.map(|(organization, filter, _)| (organization, filter))
}

/// The same, with who matches where that had to be asked.
async fn look(
    db: &mut impl store::Access,
    ctx: &Ctx,
    query: &ApplicantQuery,
) -> Result<(Id<Organization>, Filter, Option<Matched>)> {
    let (organization, role) = ctx.member()?;
    let mut filter = Filter { status: query.status, limit: 0, ..Filter::default() };
    (filter.words, filter.whole) = search_terms(&query.search);
    if role.sees_contact_data() {
        filter.contact = contact_term(&query.search).unwrap_or_default();
    }
    match (query.role_id, query.casting_call_id) {
        (Some(id), call) => {
            let (_, of) = on_role(db, ctx, id, CallAction::Read).await?;
            if call.is_some_and(|call| call != of) {
                return Err(Error::NotFound);
            }
            filter.role_id = Some(id);
        }
        (None, Some(call)) => {
            on_call(db, ctx, call, CallAction::Read).await?;
            filter.casting_call_id = Some(call);
        }
        (None, None) => filter.member = visible_to(role, ctx.user()?),
    }
    // Near matches only where nobody matches: a search for an existing name shows that name alone.
    if filter.words.is_empty() {
        return Ok((organization, filter, None));
    }
    let (exactly, with_near) = applications::matched(db, organization, &filter).await?;
    if exactly.count == 0 {
        return Ok((organization, filter, Some(with_near)));
    }
    filter.whole.clear();
    Ok((organization, filter, Some(exactly)))
}

/// What a search says of an address (it has an `@`), or the digits of a phone number; zeros before them stand for a country code that may
/// have been kept with it.
fn contact_term(search: &str) -> Option<String> {
    let term = search.trim().to_lowercase();
    if term.contains('@') {
        return Some(term);
    }
    let digits: String = tidy_phone(&term).chars().filter(char::is_ascii_digit).collect();
    is_phone(&term).then(|| digits.trim_start_matches('0').to_owned())
}

/// The applicant as a member of that role may see them.
pub(crate) fn shown(role: MemberRole, mut applicant: Applicant) -> Applicant {
    if !role.sees_contact_data() {
        applicant.email = None;
        applicant.phone = None;
    }
    applicant
}

pub(crate) fn already_applied(error: store::Error) -> Error {
    if error.is_constraint("applications_role_talent_key") {
        return OtherRefusal::AlreadyApplied.into();
    }
    if error.is_constraint("applications_organization_external_key") {
        return Error::field("externalId", FieldCode::Taken);
    }
    error.into()
}

/// A typed applicant as the profile of a new, unclaimed person.
pub(crate) fn checked_applicant(
    check: &mut Check,
    ctx: &Ctx,
    organization: Id<Organization>,
    new: &NewApplicant,
) -> Result<ProfileView> {
    let mut name_latin = check.optional_text("nameLatin", &new.name_latin, 200);
    let mut name_arabic = check.optional_text("nameArabic", &new.name_arabic, 200);
    let name = check.optional_text("name", &new.name, 200);
    let place = if is_arabic(&name) { &mut name_arabic } else { &mut name_latin };
    if place.is_empty() {
        *place = name;
    }
    if name_latin.is_empty() && name_arabic.is_empty() {
        check.fail("name", FieldCode::Required);
    }
    let language = match new.language.trim() {
        "" | "ar" => "ar",
        "en" => "en",
        _ => {
            check.fail("language", FieldCode::Unknown);
            "ar"
        }
    };
    Ok(ProfileView {
        id: ctx.new_id()?,
        organization_id: organization,
        user_id: ctx.new_id()?,
        is_claimed: false,
        search_key: name_key(&name_latin, &name_arabic),
        name_latin,
        name_arabic,
        email: optional_email(check, "email", &new.email),
        phone: optional_phone(check, "phone", &new.phone),
        birth_year: optional_number(check, "birthYear", &new.birth_year, 1900, this_year(ctx)),
        city: optional_words(check, "city", &new.city, 100),
        language: language.to_owned(),
        time_zone: None,
        showreel_url: None,
        external_id: None,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    })
}

impl Services {
    /// The profile the organisation has for this address, its gaps filled, or a new one with a new unclaimed person.
    async fn known_or_new(&self, tx: &mut Tx, ctx: &Ctx, wanted: ProfileView) -> Result<(Id<TalentProfile>, bool)> {
        if let Some(email) = &wanted.email
            && let Some(known) = profiles::get_by_email(tx, wanted.organization_id, email).await?
        {
            self.fill_talent(tx, ctx, &known, &wanted).await?;
            return Ok((known.id, true));
        }
        profiles::insert_with_people(tx, std::slice::from_ref(&wanted)).await.map_err(taken)?;
        Ok((wanted.id, false))
    }
}
