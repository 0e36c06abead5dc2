//! The parts to be cast in a call. Rights are the call's.

use domain::{
    actor::CallAction,
    casting::RoleGender,
    field::{Check, FieldCode},
    id::{CastingCall, Id, Organization, Role},
    refusal::OtherRefusal,
    webhook::Topic,
};
use store::{Tx, roles};

use crate::{
    Ctx, Error, Result, Services, audit,
    casting_calls::{RoleView, both_scripts, on_call, on_role},
    webhooks::Fate,
};

mod push;

/// A role as typed; in a change, `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct RoleForm {
    /// English name; one of the two may be empty, the other then stands for both.
    pub name_en: Option<String>,
    /// Arabic name.
    pub name_ar: Option<String>,
    /// English description.
    pub description_en: Option<String>,
    /// Arabic description.
    pub description_ar: Option<String>,
    /// A word of [`RoleGender`].
    pub gender: Option<String>,
    /// Youngest playing age; empty: any.
    pub age_from: Option<String>,
    /// Oldest playing age; empty: any.
    pub age_to: Option<String>,
    /// The other platform's name for it.
    pub external_id: Option<String>,
}

impl Services {
    /// Adds a role to a call, last in its list.
    pub async fn create_role(&self, ctx: &Ctx, call: Id<CastingCall>, form: RoleForm) -> Result<RoleView> {
        let mut tx = self.store().begin().await?;
        let organization = on_call(&mut tx, ctx, call, CallAction::Edit).await?;
        let role = self.insert_role(&mut tx, ctx, organization, call, form).await?;
        tx.commit().await?;
        Ok(role)
    }

    /// Changes a role's words and ages. With `revision`, only if nobody changed it since.
    pub async fn edit_role(&self, ctx: &Ctx, id: Id<Role>, revision: Option<i32>, form: RoleForm) -> Result<RoleView> {
        let edited = ("role.edited", Topic::RoleUpdated);
        self.change_casting_role(ctx, id, revision, edited, |role| filled(role, form)).await
    }

    /// Archives a role (cast or given up) or takes it back.
    pub async fn archive_role(
        &self,
        ctx: &Ctx,
        id: Id<Role>,
        revision: Option<i32>,
        archived: bool,
    ) -> Result<RoleView> {
        let done =
            if archived { ("role.archived", Topic::RoleArchived) } else { ("role.restored", Topic::RoleRestored) };
        self.change_casting_role(ctx, id, revision, done, |mut role| {
            if role.archived_at.is_some() != archived {
                role.archived_at = archived.then_some(ctx.now);
            }
            Ok(role)
        })
        .await
    }

    async fn change_casting_role(
        &self,
        ctx: &Ctx,
        id: Id<Role>,
        revision: Option<i32>,
        (action, topic): (&'static str, Topic),
        change: impl FnOnce(RoleView) -> Result<RoleView>,
    ) -> Result<RoleView> {
        let mut tx = self.store().begin().await?;
        let (organization, _) = on_role(&mut tx, ctx, id, CallAction::Edit).await?;
        let before = roles::get(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        crate::error::meant_for(revision, before.revision)?;
        let mut role = change(before.clone())?;
        if role == before {
            return Ok(role);
        }
        role.updated_at = ctx.now;
        if !roles::update(&mut tx, organization, &role).await.map_err(taken)? {
            return Err(OtherRefusal::StaleRevision.into());
        }
        role.revision += 1;
        audit::entry(ctx, action).object(id).write(&mut tx, ctx).await?;
        self.announce_things(&mut tx, ctx, organization, topic, &[Fate::Became(&before, &role)]).await?;
        tx.commit().await?;
        Ok(role)
    }

    /// Deletes a role nobody applied for. With `revision`, only if nobody changed it since.
    pub async fn delete_role(&self, ctx: &Ctx, id: Id<Role>, revision: Option<i32>) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let (organization, _) = on_role(&mut tx, ctx, id, CallAction::Publish).await?;
        let role = roles::get(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        crate::error::meant_for(revision, role.revision)?;
        roles::delete(&mut tx, organization, id).await.map_err(crate::error::in_use)?;
        audit::entry(ctx, "role.deleted").object(id).write(&mut tx, ctx).await?;
        self.announce_things(&mut tx, ctx, organization, Topic::RoleRemoved, &[Fate::Gone(&role)]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The role, for whoever may read its call.
    pub async fn role(&self, ctx: &Ctx, id: Id<Role>) -> Result<RoleView> {
        let mut db = self.store().connection().await?;
        let (organization, _) = on_role(&mut db, ctx, id, CallAction::Read).await?;
        roles::get(&mut db, organization, id).await?.ok_or(Error::NotFound)
    }

    /// Writes a new role, last in its call's list.
    async fn insert_role(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        call: Id<CastingCall>,
        form: RoleForm,
    ) -> Result<RoleView> {
        let empty = RoleView {
            id: ctx.new_id()?,
            casting_call_id: call,
            name_en: String::new(),
            name_ar: String::new(),
            description_en: String::new(),
            description_ar: String::new(),
            gender: RoleGender::Any,
            age_from: None,
            age_to: None,
            position: 0,
            archived_at: None,
            external_id: None,
            revision: 1,
            created_at: ctx.now,
            updated_at: ctx.now,
        };
        let role = filled(empty, form)?;
        roles::insert(tx, organization, &role).await.map_err(taken)?;
        audit::entry(ctx, "role.created").object(role.id).write(tx, ctx).await?;
        self.announce_things(tx, ctx, organization, Topic::RoleCreated, &[Fate::Made(&role)]).await?;
        Ok(role)
    }
}

fn taken(error: store::Error) -> Error {
    if error.is_constraint("roles_casting_call_external_key") {
        return Error::field("externalId", FieldCode::Taken);
    }
    error.into()
}

fn filled(mut role: RoleView, form: RoleForm) -> Result<RoleView> {
    let mut check = Check::new();
    let mut text = |field: &str, new: Option<String>, old: &mut String, longest: usize| {
        if let Some(new) = new {
            *old = check.optional_text(field, &new, longest);
        }
    };
    text("nameEn", form.name_en, &mut role.name_en, 200);
    text("nameAr", form.name_ar, &mut role.name_ar, 200);
    text("descriptionEn", form.description_en, &mut role.description_en, 5000);
    text("descriptionAr", form.description_ar, &mut role.description_ar, 5000);
    both_scripts(&mut check, "nameEn", &mut role.name_en, &mut role.name_ar);
    if let Some(gender) = form.gender.filter(|word| !word.trim().is_empty()) {
        match RoleGender::parse(gender.trim()) {
            Some(gender) => role.gender = gender,
            None => check.fail("gender", FieldCode::Unknown),
        }
    }
    let mut age = |field: &str, new: Option<String>, old: &mut Option<i16>| {
        if let Some(new) = new {
            *old = optional_number(&mut check, field, &new, 0, 120);
        }
    };
    age("ageFrom", form.age_from, &mut role.age_from);
    age("ageTo", form.age_to, &mut role.age_to);
    if role.age_from.zip(role.age_to).is_some_and(|(from, to)| to < from) {
        check.fail("ageTo", FieldCode::EndsBeforeStart);
    }
    if let Some(id) = form.external_id.filter(|id| !id.is_empty()) {
        role.external_id = Some(check.text("externalId", &id, 200));
    }
    check.finish(role).map_err(Error::Fields)
}

/// A whole number typed in Latin or Arabic digits, or none.
pub(crate) fn optional_number(check: &mut Check, field: &str, text: &str, least: i16, most: i16) -> Option<i16> {
    let text = domain::event_location::tidy_phone(text);
    if text.is_empty() {
        return None;
    }
    match text.parse::<i64>() {
        Ok(number) => i16::try_from(check.range(field, number, least.into(), most.into())).ok(),
        Err(_) => {
            check.fail(field, FieldCode::Invalid);
            None
        }
    }
}
