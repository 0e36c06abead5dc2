//! Casting calls: create, edit, publish, archive, who works on them. Rights are `domain::actor::may_on_call`, asked here for
//! everything that hangs on a call. Knows no HTTP and no words.

use chrono::NaiveDate;
use domain::{
    actor::{CallAction, MemberRole, may_on_call},
    casting::{CallKind, CallStatus},
    field::{Check, FieldCode, is_slug},
    id::{Application, CastingCall, Id, Organization, Role, User},
    refusal::OtherRefusal,
    webhook::Topic,
};
use store::{Access, Tx, casting_calls as calls, roles};

pub use store::{
    casting_calls::{CallMember, CallRecord as CallView, CallSummary},
    roles::{RoleCounts, RoleRecord as RoleView},
};

use crate::{
    Ctx, Error, Result, Services, audit,
    page::{Page, parse_cursor},
    webhooks::Fate,
};

/// So many calls are shown where they are not shown page by page.
pub const MOST_SHOWN: i64 = 500;

mod create;
mod public;
mod shapes;
mod team;

pub use public::{NewOwnApplication, PublicCall};
pub use shapes::{CallDetail, CallPatch, CallRights, NewCall, RoleDetail};
pub use team::{NewTeamMember, TeamMember};

/// The organisation of a member who may do `action` on the call. Another organisation's call is not found, one's own organisation's
/// is forbidden.
pub(crate) async fn on_call(
    db: &mut impl Access,
    ctx: &Ctx,
    call: Id<CastingCall>,
    action: CallAction,
) -> Result<Id<Organization>> {
    let (organization, role) = ctx.member()?;
    let belongs = calls::belongs(db, organization, call, ctx.user()?).await?.ok_or(Error::NotFound)?;
    allowed(role, belongs, action)?;
    Ok(organization)
}

/// The same for a role: its organisation and call.
pub(crate) async fn on_role(
    db: &mut impl Access,
    ctx: &Ctx,
    role: Id<Role>,
    action: CallAction,
) -> Result<(Id<Organization>, Id<CastingCall>)> {
    let (organization, member) = ctx.member()?;
    let (call, belongs) = calls::belongs_by_role(db, organization, role, ctx.user()?).await?.ok_or(Error::NotFound)?;
    allowed(member, belongs, action)?;
    Ok((organization, call))
}

/// The same for an application: its organisation and call.
pub(crate) async fn on_application(
    db: &mut impl Access,
    ctx: &Ctx,
    application: Id<Application>,
    action: CallAction,
) -> Result<(Id<Organization>, Id<CastingCall>)> {
    let (organization, member) = ctx.member()?;
    let (call, belongs) =
        calls::belongs_by_application(db, organization, application, ctx.user()?).await?.ok_or(Error::NotFound)?;
    allowed(member, belongs, action)?;
    Ok((organization, call))
}

fn allowed(role: MemberRole, belongs: bool, action: CallAction) -> Result<()> {
    if may_on_call(role, belongs, action) { Ok(()) } else { Err(Error::Forbidden) }
}

/// Whose calls a member sees: admins everybody's, others their own.
pub(crate) fn visible_to(role: MemberRole, user: Id<User>) -> Option<Id<User>> {
    (role != MemberRole::Admin).then_some(user)
}

/// Whether a member of that role may create casting calls.
pub const fn may_create(role: MemberRole) -> bool {
    matches!(role, MemberRole::Admin | MemberRole::Caster | MemberRole::Assistant)
}

impl Services {
    /// The calls the member may read, newest first, at most [`MOST_SHOWN`].
    pub async fn list_calls(&self, ctx: &Ctx, status: Option<CallStatus>) -> Result<Vec<CallSummary>> {
        let (organization, role) = ctx.member()?;
        let mut db = self.store().connection().await?;
        Ok(calls::list(&mut db, organization, visible_to(role, ctx.user()?), status, None, MOST_SHOWN).await?)
    }

    /// A page of them.
    pub async fn page_calls(
        &self,
        ctx: &Ctx,
        status: Option<CallStatus>,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<CallSummary>> {
        let (organization, role) = ctx.member()?;
        let after = cursor.map(parse_cursor).transpose()?;
        let more = i64::try_from(limit + 1).unwrap_or(i64::MAX);
        let mut db = self.store().connection().await?;
        let found = calls::list(&mut db, organization, visible_to(role, ctx.user()?), status, after, more).await?;
        Ok(Page::cut(found, limit, |summary: &CallSummary| (summary.call.created_at, summary.call.id)))
    }

    /// A call with its roles, numbers and people.
    pub async fn call(&self, ctx: &Ctx, id: Id<CastingCall>) -> Result<CallDetail> {
        let (organization, role) = ctx.member()?;
        let user = ctx.user()?;
        let mut db = self.store().connection().await?;
        let call = calls::get(&mut db, organization, id).await?.ok_or(Error::NotFound)?;
        let members = calls::members(&mut db, organization, id).await?;
        let belongs = members.iter().any(|member| member.user_id == user);
        allowed(role, belongs, CallAction::Read)?;
        let counts = roles::counts(&mut db, organization, id).await?;
        let none = |role_id| RoleCounts { role_id, applications: 0, submitted: 0, shortlisted: 0, booked: 0 };
        let roles = roles::list(&mut db, organization, id)
            .await?
            .into_iter()
            .map(|role| RoleDetail {
                counts: counts.iter().find(|line| line.role_id == role.id).copied().unwrap_or(none(role.id)),
                role,
            })
            .collect();
        let may = |action| may_on_call(role, belongs, action);
        let organization_slug = store::organizations::find(&mut db, organization).await?.ok_or(Error::NotFound)?.slug;
        let rights = CallRights {
            mark: may(CallAction::Mark),
            edit: may(CallAction::Edit),
            publish: may(CallAction::Publish),
            book: may(CallAction::Book),
            attendance: may(CallAction::Attendance),
        };
        Ok(CallDetail { call, organization_slug, roles, members, rights })
    }

    /// Changes a call's words and dates. With `revision`, only if nobody changed it since.
    pub async fn edit_call(
        &self,
        ctx: &Ctx,
        id: Id<CastingCall>,
        revision: Option<i32>,
        patch: CallPatch,
    ) -> Result<CallView> {
        let mut tx = self.store().begin().await?;
        let organization = on_call(&mut tx, ctx, id, CallAction::Edit).await?;
        let before = current(&mut tx, organization, id, revision).await?;
        let mut call = patched(before.clone(), patch)?;
        call.updated_at = ctx.now;
        write(&mut tx, &mut call).await?;
        audit::entry(ctx, "call.edited").object(id).write(&mut tx, ctx).await?;
        let became = [Fate::Became(&before, &call)];
        self.announce_things(&mut tx, ctx, organization, Topic::CallUpdated, &became).await?;
        tx.commit().await?;
        Ok(call)
    }

    /// Publishes, archives or takes back to draft. Archived calls take no applications and are shown last.
    pub async fn set_call_status(
        &self,
        ctx: &Ctx,
        id: Id<CastingCall>,
        revision: Option<i32>,
        status: CallStatus,
    ) -> Result<CallView> {
        let mut tx = self.store().begin().await?;
        let organization = on_call(&mut tx, ctx, id, CallAction::Publish).await?;
        let before = current(&mut tx, organization, id, revision).await?;
        if before.status == status {
            return Ok(before);
        }
        let mut call = CallView { status, ..before.clone() };
        call.updated_at = ctx.now;
        write(&mut tx, &mut call).await?;
        let (action, topic) = match status {
            CallStatus::Draft => ("call.withdrawn", Topic::CallWithdrawn),
            CallStatus::Published => ("call.published", Topic::CallPublished),
            CallStatus::Archived => ("call.archived", Topic::CallArchived),
        };
        audit::entry(ctx, action).object(id).write(&mut tx, ctx).await?;
        self.announce_things(&mut tx, ctx, organization, topic, &[Fate::Became(&before, &call)]).await?;
        tx.commit().await?;
        Ok(call)
    }

    /// Deletes a call nobody applied to. With `revision`, only if nobody changed it since.
    pub async fn delete_call(&self, ctx: &Ctx, id: Id<CastingCall>, revision: Option<i32>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let organization = on_call(&mut tx, ctx, id, CallAction::Publish).await?;
        let call = current(&mut tx, organization, id, revision).await?;
        calls::delete(&mut tx, organization, id).await.map_err(crate::error::in_use)?;
        audit::entry(ctx, "call.deleted").object(id).write(&mut tx, ctx).await?;
        self.announce_things(&mut tx, ctx, organization, Topic::CallRemoved, &[Fate::Gone(&call)]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The members of the organisation who could be added to the call, for whoever may add them.
    pub async fn call_candidates(&self, ctx: &Ctx, id: Id<CastingCall>) -> Result<Vec<CallMember>> {
        let mut db = self.store().connection().await?;
        let organization = on_call(&mut db, ctx, id, CallAction::Publish).await?;
        Ok(calls::candidates(&mut db, organization, id).await?)
    }

    /// Lets a member of the organisation work on the call.
    pub async fn add_call_member(&self, ctx: &Ctx, id: Id<CastingCall>, user: Id<User>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let organization = on_call(&mut tx, ctx, id, CallAction::Publish).await?;
        self.write_call_member(&mut tx, ctx, organization, id, user).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn write_call_member(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        id: Id<CastingCall>,
        user: Id<User>,
    ) -> Result<()> {
        if !calls::add_member(tx, organization, id, user, ctx.now).await? {
            return Err(Error::field("userId", FieldCode::Unknown));
        }
        audit::entry(ctx, "call.member_added").object(id).fact("user", user.to_string()).write(tx, ctx).await?;
        let call = current(tx, organization, id, None).await?;
        self.announce_things(tx, ctx, organization, Topic::CallMemberAdded, &[Fate::Peopled(&call, user)]).await
    }

    /// Takes somebody off the call; its creator stays.
    pub async fn remove_call_member(&self, ctx: &Ctx, id: Id<CastingCall>, user: Id<User>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let organization = on_call(&mut tx, ctx, id, CallAction::Publish).await?;
        if !calls::remove_member(&mut tx, organization, id, user).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "call.member_removed").object(id).fact("user", user.to_string()).write(&mut tx, ctx).await?;
        let call = current(&mut tx, organization, id, None).await?;
        let left = [Fate::Peopled(&call, user)];
        self.announce_things(&mut tx, ctx, organization, Topic::CallMemberRemoved, &left).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The call as it stands, unless somebody changed it since `revision`.
async fn current(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<CastingCall>,
    revision: Option<i32>,
) -> Result<CallView> {
    let call = calls::get(db, organization, id).await?.ok_or(Error::NotFound)?;
    crate::error::meant_for(revision, call.revision)?;
    Ok(call)
}

async fn write(db: &mut impl Access, call: &mut CallView) -> Result<()> {
    if !calls::update(db, call).await.map_err(taken)? {
        return Err(OtherRefusal::StaleRevision.into());
    }
    call.revision += 1;
    Ok(())
}

fn taken(error: store::Error) -> Error {
    if error.is_constraint("casting_calls_organization_slug_key") {
        return Error::field("slug", FieldCode::Taken);
    }
    if error.is_constraint("casting_calls_organization_external_key") {
        return Error::field("externalId", FieldCode::Taken);
    }
    error.into()
}

/// The call with the changes, checked as a whole.
fn patched(mut call: CallView, patch: CallPatch) -> Result<CallView> {
    let mut check = Check::new();
    let mut text = |field: &str, new: Option<String>, old: &mut String, longest: usize| {
        if let Some(new) = new {
            *old = check.optional_text(field, &new, longest);
        }
    };
    text("titleEn", patch.title_en, &mut call.title_en, 200);
    text("titleAr", patch.title_ar, &mut call.title_ar, 200);
    text("descriptionEn", patch.description_en, &mut call.description_en, 5000);
    text("descriptionAr", patch.description_ar, &mut call.description_ar, 5000);
    both_scripts(&mut check, "titleEn", &mut call.title_en, &mut call.title_ar);
    if let Some(kind) = patch.kind {
        match CallKind::parse(kind.trim()) {
            Some(kind) => call.kind = kind,
            None => check.fail("kind", FieldCode::Unknown),
        }
    }
    if let Some(slug) = patch.slug {
        call.slug = slug.trim().to_lowercase();
        if !is_slug(&call.slug) {
            check.fail("slug", FieldCode::Invalid);
        }
    }
    if let Some(date) = patch.opens_on {
        call.opens_on = optional_date(&mut check, "opensOn", &date);
    }
    if let Some(date) = patch.closes_on {
        call.closes_on = optional_date(&mut check, "closesOn", &date);
    }
    if call.opens_on.zip(call.closes_on).is_some_and(|(opens, closes)| closes < opens) {
        check.fail("closesOn", FieldCode::EndsBeforeStart);
    }
    check.finish(call).map_err(Error::Fields)
}

/// A name given in one script stands for both; in neither, it is missing.
pub(crate) fn both_scripts(check: &mut Check, field: &str, latin: &mut String, arabic: &mut String) {
    match (latin.is_empty(), arabic.is_empty()) {
        (true, true) => check.fail(field, FieldCode::Required),
        (true, false) => latin.clone_from(arabic),
        (false, true) => arabic.clone_from(latin),
        (false, false) => {}
    }
}

/// A date `YYYY-MM-DD`, or none.
pub(crate) fn optional_date(check: &mut Check, field: &str, text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let date = domain::time::read_date(text);
    if date.is_none() {
        check.fail(field, FieldCode::NotADate);
    }
    date
}

/// A slug from words: what is a-z and 0-9, joined by dashes; empty when nothing is left (an Arabic title).
pub(crate) fn slug_from(words: &str) -> String {
    let mut slug = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        if slug.len() >= 50 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The title's slug, with a number when it is taken.
async fn free_slug(db: &mut impl Access, call: &CallView) -> Result<String> {
    let base = Some(slug_from(&call.title_en)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "call".to_owned());
    for number in 1..1000 {
        let slug = if number == 1 { base.clone() } else { format!("{base}-{number}") };
        if !calls::slug_is_taken(db, call.organization_id, &slug, None).await? {
            return Ok(slug);
        }
    }
    Err(Error::field("slug", FieldCode::Required))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_come_from_words() {
        for (words, slug) in [
            ("Shade of the Palms", "shade-of-the-palms"),
            ("  Wadi Coffee: Family Morning!  ", "wadi-coffee-family-morning"),
            ("ظل النخيل", ""),
            ("-- a --", "a"),
        ] {
            assert_eq!(slug_from(words), slug);
        }
        assert!(is_slug(&slug_from(&"long ".repeat(40))));
    }
}
