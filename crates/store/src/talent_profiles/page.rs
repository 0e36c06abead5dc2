//! Talent of an organisation, page by page. Knows no rights.

use chrono::{DateTime, Utc};
use domain::id::{Id, Organization, TalentProfile};

use super::{ProfileRecord, Row, patterns};
use crate::{Access, Result};

/// A page of profiles whose names contain all `words` (folded; none: everybody), newest first.
pub async fn page(
    db: &mut impl Access,
    organization: Id<Organization>,
    words: &[String],
    after: Option<(DateTime<Utc>, Id<TalentProfile>)>,
    limit: i64,
) -> Result<Vec<ProfileRecord>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, p.organization_id, p.user_id, (u.email is not null) as "is_claimed!", p.name_latin, p.name_arabic,
            p.search_key, p.email, p.phone, p.birth_year, p.city, p.language, p.time_zone, p.showreel_url, p.external_id,
            p.revision, p.created_at, p.updated_at
         from talent_profiles p join users u on u.id = p.user_id
         where p.organization_id = $1
            and (cardinality($2::text[]) = 0 or p.search_key like all($2))
            and ($3::timestamptz is null or (p.created_at, p.id) < ($3, $4))
         order by p.created_at desc, p.id desc
         limit $5"#,
        organization.uuid(),
        &patterns(words),
        after.map(|(at, _)| at),
        after.map(|(_, id)| id.uuid()),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(ProfileRecord::from).collect())
}
