//! Teams: named sets of members that own event types. Every member reads them; admins change them.

use domain::{
    field::{Check, FieldCode},
    id::{Id, Organization, Team, User},
};
use store::{Tx, memberships, teams};

pub use store::teams::TeamRecord as TeamView;

use crate::{Ctx, Error, Result, Services, audit, casting_calls::both_scripts};

/// A team as typed.
#[derive(Debug, Clone, Default)]
pub struct TeamForm {
    /// English name; one of the two may be empty, the other then stands for both.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// Its members.
    pub members: Vec<Id<User>>,
}

impl Services {
    /// The organisation's teams by name.
    pub async fn list_teams(&self, ctx: &Ctx, archived: bool) -> Result<Vec<TeamView>> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        Ok(teams::list(&mut db, organization, archived).await?)
    }

    /// Adds a team.
    pub async fn create_team(&self, ctx: &Ctx, form: TeamForm) -> Result<TeamView> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        let (name_en, name_ar, members) = checked(&mut tx, organization, form).await?;
        let team =
            TeamView { id: ctx.new_id()?, organization_id: organization, name_en, name_ar, archived_at: None, members };
        teams::insert(&mut tx, &team, ctx.now).await?;
        audit::entry(ctx, "team.created").object(team.id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(team)
    }

    /// Changes a team's names and members.
    pub async fn edit_team(&self, ctx: &Ctx, id: Id<Team>, form: TeamForm) -> Result<TeamView> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        let mut team = teams::get(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        (team.name_en, team.name_ar, team.members) = checked(&mut tx, organization, form).await?;
        teams::update(&mut tx, &team).await?;
        audit::entry(ctx, "team.edited").object(id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(team)
    }

    /// Takes a team out of use, or back in. Its event types stay.
    pub async fn archive_team(&self, ctx: &Ctx, id: Id<Team>, archived: bool) -> Result<TeamView> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        let mut team = teams::get(&mut tx, organization, id).await?.ok_or(Error::NotFound)?;
        team.archived_at = archived.then_some(ctx.now);
        teams::update(&mut tx, &team).await?;
        let action = if archived { "team.archived" } else { "team.restored" };
        audit::entry(ctx, action).object(id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(team)
    }
}

async fn checked(
    tx: &mut Tx,
    organization: Id<Organization>,
    form: TeamForm,
) -> Result<(String, String, Vec<Id<User>>)> {
    let mut check = Check::new();
    let mut name_en = check.optional_text("nameEn", &form.name_en, 200);
    let mut name_ar = check.optional_text("nameAr", &form.name_ar, 200);
    both_scripts(&mut check, "nameEn", &mut name_en, &mut name_ar);
    let there = memberships::list(tx, organization).await?;
    let mut members = Vec::new();
    for (place, user) in form.members.into_iter().enumerate() {
        if !there.iter().any(|member| member.user_id == user && member.deactivated_at.is_none()) {
            check.fail(&format!("members.{place}"), FieldCode::Unknown);
        }
        if !members.contains(&user) {
            members.push(user);
        }
    }
    check.finish((name_en, name_ar, members)).map_err(Error::Fields)
}
