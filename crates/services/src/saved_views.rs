//! Filters of the list of bookings under names of a member's own. Nobody else sees them, and they grant nothing: the list is read with the
//! rights of whoever opens it.

use domain::{
    field::{Check, FieldCode, FieldError},
    id::{Id, SavedView},
};
use store::saved_views;

pub use store::saved_views::SavedViewRecord as SavedViewView;

use crate::{Ctx, Error, Result, Services};

/// So many a member keeps.
const MOST: usize = 20;

impl Services {
    /// The member's own, by name.
    pub async fn list_saved_views(&self, ctx: &Ctx) -> Result<Vec<SavedViewView>> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        Ok(saved_views::list(&mut db, organization, ctx.user()?, MOST as i64).await?)
    }

    /// Keeps filters (as they stand in the address) under a name; the same name again stands for the new ones.
    pub async fn save_view(&self, ctx: &Ctx, name: &str, query: &str) -> Result<SavedViewView> {
        let (organization, _) = ctx.member()?;
        let user = ctx.user()?;
        let mut check = Check::new();
        let name = check.text("viewName", name, 60);
        // Written by our own pages: nothing but the pairs of an address.
        let plain = query.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"=&%+-_.*".contains(&byte));
        if query.is_empty() || query.len() > 600 || !plain {
            check.fail("viewName", FieldCode::Invalid);
        }
        check.finish(())?;
        let mut tx = self.store().begin().await?;
        let known = saved_views::list(&mut tx, organization, user, MOST as i64).await?;
        if known.len() >= MOST && !known.iter().any(|view| view.name == name) {
            let limit = Some(MOST as i64);
            return Err(Error::Fields(vec![FieldError {
                field: "viewName".to_owned(),
                code: FieldCode::TooLarge,
                limit,
            }]));
        }
        let view = SavedViewView { id: ctx.new_id()?, name, query: query.to_owned() };
        saved_views::put(&mut tx, organization, user, &view, ctx.now).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Forgets one.
    pub async fn remove_saved_view(&self, ctx: &Ctx, id: Id<SavedView>) -> Result<()> {
        let (organization, _) = ctx.member()?;
        let mut tx = self.store().begin().await?;
        if !saved_views::delete(&mut tx, organization, ctx.user()?, id).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }
}
