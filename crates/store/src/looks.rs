//! How an organisation wants its pages written, found by what a page's reader has in hand. Knows no page.

use domain::id::Id;
use domain::id::User;

use crate::{Access, Result};

/// Digits, dates and colour of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// IANA zone.
    pub time_zone: String,
    /// First day of the week, 0 = Sunday.
    pub week_start: i16,
    /// `latn` or `arab`.
    pub digits: String,
    /// Whether Umm al-Qura dates stand beside Gregorian ones.
    pub hijri: bool,
    /// Hue of the accent.
    pub accent_hue: i16,
}

/// That of the organisation of a slug.
pub async fn of_slug(db: &mut impl Access, slug: &str) -> Result<Option<Look>> {
    Ok(sqlx::query_as!(
        Look,
        "select time_zone, week_start, digits, hijri, accent_hue from organizations where slug = $1",
        slug
    )
    .fetch_optional(db.raw())
    .await?)
}

/// That of the organisation whose booking a link is bound to.
pub async fn of_booking_link(db: &mut impl Access, token_hash: &[u8]) -> Result<Option<Look>> {
    Ok(sqlx::query_as!(
        Look,
        "select o.time_zone, o.week_start, o.digits, o.hijri, o.accent_hue
         from booking_links l join bookings b on b.id = l.booking_id join organizations o on o.id = b.organization_id
         where l.token_hash = $1",
        token_hash
    )
    .fetch_optional(db.raw())
    .await?)
}

/// That of the organisation that sent a one-time link.
pub async fn of_one_time_link(db: &mut impl Access, token_hash: &[u8]) -> Result<Option<Look>> {
    Ok(sqlx::query_as!(
        Look,
        "select o.time_zone, o.week_start, o.digits, o.hijri, o.accent_hue
         from one_time_links l join organizations o on o.id = l.organization_id where l.token_hash = $1",
        token_hash
    )
    .fetch_optional(db.raw())
    .await?)
}

/// That of the only organisation that knows a person as talent; several would contradict each other.
pub async fn of_talent(db: &mut impl Access, user: Id<User>) -> Result<Option<Look>> {
    let mut looks = sqlx::query_as!(
        Look,
        "select o.time_zone, o.week_start, o.digits, o.hijri, o.accent_hue
         from talent_profiles t join organizations o on o.id = t.organization_id where t.user_id = $1 limit 2",
        user.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(if looks.len() == 1 { looks.pop() } else { None })
}
