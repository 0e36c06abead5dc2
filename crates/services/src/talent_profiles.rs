//! Talent as an organisation knows them: found in either script and any spelling, completed, corrected. Accounts are never searched:
//! a profile is found by the contact data the organisation itself holds.

use domain::{
    actor::MemberRole,
    event_location::{is_phone, tidy_phone},
    field::{Check, FieldCode, is_email},
    id::{Id, TalentProfile},
    refusal::OtherRefusal,
    webhook::Topic,
};
use store::{
    Tx,
    one_time_links::{self, Kind},
    talent_profiles as profiles,
};

pub use store::talent_profiles::ProfileRecord as ProfileView;

use crate::{
    Ctx, Error, Result, Services, audit,
    page::{Page, parse_cursor},
    webhooks::Fate,
};

/// Changes to a profile; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct ProfilePatch {
    /// Latin name.
    pub name_latin: Option<String>,
    /// Arabic name.
    pub name_arabic: Option<String>,
    /// Address; empty: none.
    pub email: Option<String>,
    /// Phone; empty: none.
    pub phone: Option<String>,
    /// Year of birth; empty: none.
    pub birth_year: Option<String>,
    /// Where they live; empty: none.
    pub city: Option<String>,
    /// `en` or `ar`.
    pub language: Option<String>,
    /// Address of a showreel; empty: none.
    pub showreel_url: Option<String>,
}

/// Both names folded for searching, without spaces, so that `Abdul Rahman` and `Abdulrahman` meet.
pub(crate) fn name_key(latin: &str, arabic: &str) -> String {
    domain::text::search_key(&[latin, arabic]).replace(' ', "")
}

/// What was typed into a search box: folded words that must all occur, and all of it without spaces.
pub(crate) fn search_terms(text: &str) -> (Vec<String>, String) {
    let folded = domain::text::search_query(text);
    (folded.split_whitespace().take(8).map(str::to_owned).collect(), folded.replace(' ', ""))
}

/// Whether a name is written in Arabic script.
pub(crate) fn is_arabic(name: &str) -> bool {
    name.chars().any(|c| ('\u{0600}'..='\u{06ff}').contains(&c))
}

/// Fills what `profile` lacks with what `other` knows; whether anything changed. Never overwrites.
fn complete(profile: &mut ProfileView, other: &ProfileView) -> bool {
    let before = profile.clone();
    if profile.name_latin.is_empty() {
        profile.name_latin.clone_from(&other.name_latin);
    }
    if profile.name_arabic.is_empty() {
        profile.name_arabic.clone_from(&other.name_arabic);
    }
    profile.search_key = name_key(&profile.name_latin, &profile.name_arabic);
    profile.phone = profile.phone.take().or_else(|| other.phone.clone());
    profile.birth_year = profile.birth_year.or(other.birth_year);
    profile.city = profile.city.take().or_else(|| other.city.clone());
    *profile != before
}

/// A phone number as it is kept, or none.
pub(crate) fn optional_phone(check: &mut Check, field: &str, text: &str) -> Option<String> {
    let phone = tidy_phone(text);
    if phone.is_empty() {
        return None;
    }
    if !is_phone(&phone) || phone.chars().count() > 40 {
        check.fail(field, FieldCode::Invalid);
    }
    Some(phone)
}

/// A normalised address, or none.
pub(crate) fn optional_email(check: &mut Check, field: &str, text: &str) -> Option<String> {
    let email = text.trim().to_lowercase();
    if email.is_empty() {
        return None;
    }
    if !is_email(&email) {
        check.fail(field, FieldCode::NotAnEmail);
    }
    Some(email)
}

/// A short text, or none.
pub(crate) fn optional_words(check: &mut Check, field: &str, text: &str, longest: usize) -> Option<String> {
    Some(check.optional_text(field, text, longest)).filter(|text| !text.is_empty())
}

/// Reading talent at large is for those who fill calls; runners and reviewers see the applicants of their calls only.
fn may_search(role: MemberRole) -> bool {
    matches!(role, MemberRole::Admin | MemberRole::Caster | MemberRole::Assistant)
}

impl Services {
    /// Talent whose names match in either script and any spelling; everybody by name for an empty text. At most 50.
    pub async fn search_talent(&self, ctx: &Ctx, text: &str) -> Result<Vec<ProfileView>> {
        let (organization, role) = ctx.member()?;
        if !may_search(role) {
            return Err(Error::Forbidden);
        }
        let (words, whole) = search_terms(text);
        let mut db = self.store().connection().await?;
        let found = profiles::search(&mut db, organization, &words, "", 50).await?;
        if !found.is_empty() || words.is_empty() {
            return Ok(found);
        }
        Ok(profiles::search(&mut db, organization, &words, &whole, 50).await?)
    }

    /// A page of the talent the organisation knows, newest first; with `search`, those whose names contain all its words.
    pub async fn list_talent(
        &self,
        ctx: &Ctx,
        search: &str,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<ProfileView>> {
        let (organization, role) = ctx.member()?;
        if !may_search(role) {
            return Err(Error::Forbidden);
        }
        let (words, _) = search_terms(search);
        let after = cursor.map(parse_cursor).transpose()?;
        let size = limit.clamp(1, 200);
        let mut db = self.store().connection().await?;
        let more = i64::try_from(size + 1).unwrap_or(i64::MAX);
        let found = profiles::page(&mut db, organization, &words, after, more).await?;
        Ok(Page::cut(found, size, |profile: &ProfileView| (profile.created_at, profile.id)))
    }

    /// One talent.
    pub async fn talent(&self, ctx: &Ctx, id: Id<TalentProfile>) -> Result<ProfileView> {
        let (organization, role) = ctx.member()?;
        if !may_search(role) {
            return Err(Error::Forbidden);
        }
        let mut db = self.store().connection().await?;
        profiles::get(&mut db, organization, id).await?.ok_or(Error::NotFound)
    }

    /// Corrects what the organisation knows of a talent. The person's own account is untouched.
    pub async fn edit_talent(
        &self,
        ctx: &Ctx,
        id: Id<TalentProfile>,
        revision: Option<i32>,
        patch: ProfilePatch,
    ) -> Result<ProfileView> {
        let (organization, role) = ctx.member()?;
        if !may_search(role) {
            return Err(Error::Forbidden);
        }
        let mut tx = self.store().begin().await?;
        let before = profiles::get(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        crate::error::meant_for(revision, before.revision)?;
        let mut profile = before.clone();
        let mut check = Check::new();
        if let Some(name) = patch.name_latin {
            profile.name_latin = check.optional_text("nameLatin", &name, 200);
        }
        if let Some(name) = patch.name_arabic {
            profile.name_arabic = check.optional_text("nameArabic", &name, 200);
        }
        if profile.name_latin.is_empty() && profile.name_arabic.is_empty() {
            check.fail("nameLatin", FieldCode::Required);
        }
        if let Some(email) = patch.email {
            profile.email = optional_email(&mut check, "email", &email);
        }
        if let Some(phone) = patch.phone {
            profile.phone = optional_phone(&mut check, "phone", &phone);
        }
        if let Some(year) = patch.birth_year {
            profile.birth_year = crate::roles::optional_number(&mut check, "birthYear", &year, 1900, this_year(ctx));
        }
        if let Some(city) = patch.city {
            profile.city = optional_words(&mut check, "city", &city, 100);
        }
        if let Some(language) = patch.language {
            if !matches!(language.as_str(), "en" | "ar") {
                check.fail("language", FieldCode::Unknown);
            }
            profile.language = language;
        }
        if let Some(url) = patch.showreel_url {
            profile.showreel_url = check.optional_url("showreelUrl", &url);
        }
        check.finish(())?;
        profile.search_key = name_key(&profile.name_latin, &profile.name_arabic);
        let profile = self.write_talent(&mut tx, ctx, &before, profile).await?;
        let profile = profile.ok_or(OtherRefusal::StaleRevision)?;
        if profile.email != before.email && !profile.is_claimed {
            // Whoever was invited at an address that was wrong is not this talent.
            one_time_links::end_of_user(&mut tx, Kind::Invite, profile.user_id, ctx.now).await?;
        }
        audit::entry(ctx, "talent.edited").object(id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(profile)
    }

    /// Writes what an organisation knows of a talent now, and tells webhooks; `None` if somebody was faster.
    pub(crate) async fn write_talent(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        before: &ProfileView,
        mut now: ProfileView,
    ) -> Result<Option<ProfileView>> {
        now.updated_at = ctx.now;
        if !profiles::update(tx, &now).await.map_err(taken)? {
            return Ok(None);
        }
        now.revision += 1;
        let became = [Fate::Became(before, &now)];
        self.announce_things(tx, ctx, now.organization_id, Topic::TalentUpdated, &became).await?;
        Ok(Some(now))
    }

    /// Fills what a profile lacks with what `wanted` knows. Where somebody changed it meanwhile, theirs stays.
    pub(crate) async fn fill_talent(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        known: &ProfileView,
        wanted: &ProfileView,
    ) -> Result<()> {
        let mut now = known.clone();
        if complete(&mut now, wanted) {
            self.write_talent(tx, ctx, known, now).await?;
        }
        Ok(())
    }
}

/// The year of the operation, for years of birth.
pub(crate) fn this_year(ctx: &Ctx) -> i16 {
    use chrono::Datelike;
    i16::try_from(ctx.now.year()).unwrap_or(i16::MAX)
}

pub(crate) fn taken(error: store::Error) -> Error {
    if error.is_constraint("talent_profiles_organization_email_key") {
        return Error::field("email", FieldCode::Taken);
    }
    if error.is_constraint("talent_profiles_organization_external_key") {
        return Error::field("externalId", FieldCode::Taken);
    }
    error.into()
}
