//! Whose digits, dates and colour a page wears when its reader acts in no organisation: a stranger on a public page, or a talent.

use domain::id::{Id, User};

pub use store::looks::Look;

use crate::{Result, Services, booking_links, sessions};

/// What is known of the page or its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookAt<'a> {
    /// The organisation's word in the address.
    Slug(&'a str),
    /// The token of a booking's link.
    BookingLink(&'a str),
    /// The token of an invitation.
    Invitation(&'a str),
    /// A talent on their own pages.
    Talent(Id<User>),
}

impl Services {
    /// The look that goes with it, if there is one and only one.
    pub async fn look(&self, at: LookAt<'_>) -> Result<Option<Look>> {
        let mut db = self.store().connection().await?;
        Ok(match at {
            LookAt::Slug(slug) => store::looks::of_slug(&mut db, slug).await?,
            LookAt::BookingLink(token) => store::looks::of_booking_link(&mut db, &booking_links::hash(token)).await?,
            LookAt::Invitation(token) => store::looks::of_one_time_link(&mut db, &sessions::token_hash(token)).await?,
            LookAt::Talent(user) => store::looks::of_talent(&mut db, user).await?,
        })
    }
}
