//! Organisations: creating one, reading and changing its settings. Knows no table.

use domain::{
    country,
    field::{Check, FieldCode, FieldError, is_slug},
    id::{Id, Organization},
    refusal::OtherRefusal,
};
use store::{
    Tx,
    organizations::{NewOrganization, OrganizationRecord},
};

pub use store::organizations::OrganizationRecord as OrganizationView;

use crate::{Ctx, Error, Result, Services, audit};

/// An organisation to be created.
#[derive(Debug, Clone, Default)]
pub struct OrganizationInput {
    /// Its place in addresses; made of the English name when empty.
    pub slug: String,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// ISO 3166 code, `SA` when empty.
    pub country: String,
    /// IANA zone, `Asia/Riyadh` when empty.
    pub time_zone: String,
    /// `en` or `ar` (when empty).
    pub language: String,
}

/// What an admin changes of an organisation; `revision` is the one that was read.
#[derive(Debug, Clone)]
pub struct OrganizationPatch {
    /// The revision the form was made from.
    pub revision: i32,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// ISO 3166 code; week start and weekend follow it.
    pub country: String,
    /// IANA zone.
    pub time_zone: String,
    /// `en` or `ar`.
    pub language: String,
    /// `latn` or `arab`.
    pub digits: String,
    /// Umm al-Qura dates beside Gregorian ones.
    pub hijri: bool,
    /// `open` or `invited`.
    pub sign_up_policy: String,
    /// Hue of the accent, 0 to 359.
    pub accent_hue: i16,
    /// Days until old personal data is purged, 30 to 3650.
    pub retention_days: i32,
    /// `block` or `warn`: what follows when a host's calendar was not read for too long (rule 12).
    pub host_stale_policy: String,
    /// The same for a talent's.
    pub talent_stale_policy: String,
    /// What could not be read of what was typed: said together with all that is wrong, and nothing is written.
    pub unread: Vec<FieldError>,
}

/// An input whose every field was found right.
pub(crate) struct CheckedOrganization {
    slug: String,
    name_en: String,
    name_ar: String,
    country: String,
    time_zone: String,
    language: String,
}

impl OrganizationInput {
    /// Notes what is wrong; the value is only good when nothing was.
    pub(crate) fn check(&self, check: &mut Check) -> CheckedOrganization {
        let or = |text: &str, default: &str| {
            if text.trim().is_empty() { default.to_owned() } else { text.trim().to_owned() }
        };
        let name_en = check.text("nameEn", &self.name_en, 200);
        let name_ar = check.text("nameAr", &self.name_ar, 200);
        let slug = or(&self.slug, &slug_of(&name_en));
        if !is_slug(&slug) {
            check.fail("slug", FieldCode::Invalid);
        }
        let country = country(check, &or(&self.country, "SA"));
        let time_zone = zone(check, "timeZone", &or(&self.time_zone, "Asia/Riyadh"));
        let language = or(&self.language, "ar");
        one_of(check, "language", &language, &["en", "ar"]);
        CheckedOrganization { slug, name_en, name_ar, country, time_zone, language }
    }
}

/// Notes unless `value` is one of the known words.
pub(crate) fn one_of(check: &mut Check, field: &str, value: &str, known: &[&str]) {
    if !known.contains(&value) {
        check.fail(field, FieldCode::Invalid);
    }
}

/// An IANA zone by its own name.
pub(crate) fn zone(check: &mut Check, field: &str, value: &str) -> String {
    let value = value.trim();
    if value.parse::<chrono_tz::Tz>().is_err() {
        check.fail(field, FieldCode::UnknownZone);
    }
    value.to_owned()
}

fn country(check: &mut Check, value: &str) -> String {
    let value = value.to_ascii_uppercase();
    if country::of(&value).is_none() {
        check.fail("country", FieldCode::Invalid);
    }
    value
}

/// How the week goes in a country that was checked: its first day and its weekend, 0 = Sunday.
fn week_of(code: &str) -> (i16, Vec<i16>) {
    country::of(code).map_or((0, vec![5, 6]), |country| {
        (i16::from(country.week_start), country.weekend.iter().copied().map(i16::from).collect())
    })
}

/// `Take One Films` becomes `take-one-films`; a name without Latin letters becomes `org`.
fn slug_of(name: &str) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug: String = slug.trim_matches('-').chars().take(50).collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "org".to_owned() } else { slug.to_owned() }
}

/// Inserts a checked organisation; a taken slug is the fault of its field.
pub(crate) async fn insert(
    tx: &mut Tx,
    ctx: &Ctx,
    new: &CheckedOrganization,
    is_demo: bool,
) -> Result<Id<Organization>> {
    let id = ctx.new_id()?;
    let (week_start, weekend) = week_of(&new.country);
    let row = NewOrganization {
        id,
        slug: &new.slug,
        name_en: &new.name_en,
        name_ar: &new.name_ar,
        country: &new.country,
        time_zone: &new.time_zone,
        language: &new.language,
        week_start,
        weekend: &weekend,
        is_demo,
        created_at: ctx.now,
    };
    match store::organizations::insert(tx, &row).await {
        Err(error) if error.is_constraint("organizations_slug_key") => Err(Error::field("slug", FieldCode::Taken)),
        other => Ok(other?),
    }?;
    audit::entry(ctx, "organization.created").organization(id).object(id).write(tx, ctx).await?;
    Ok(id)
}

impl Services {
    /// Creates an organisation without members, for the command line and for demo data; an admin is invited next.
    pub async fn create_organization(&self, ctx: &Ctx, new: OrganizationInput) -> Result<Id<Organization>> {
        if !ctx.actor.is_system {
            return Err(Error::Forbidden);
        }
        let mut check = Check::new();
        let checked = new.check(&mut check);
        let checked = check.finish(checked)?;
        let mut tx = self.store().begin().await?;
        let id = insert(&mut tx, ctx, &checked, self.settings().demo).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The organisation the actor acts in, with its settings. Members only.
    pub async fn own_organization(&self, ctx: &Ctx) -> Result<OrganizationRecord> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        store::organizations::find(&mut db, organization).await?.ok_or(Error::NotFound)
    }

    /// Changes the organisation's settings. Admins only.
    pub async fn update_organization(&self, ctx: &Ctx, patch: OrganizationPatch) -> Result<OrganizationRecord> {
        let organization = ctx.admin()?;
        ctx.scope("organization:write")?;
        let mut check = Check::after(patch.unread);
        let name_en = check.text("nameEn", &patch.name_en, 200);
        let name_ar = check.text("nameAr", &patch.name_ar, 200);
        let country = country(&mut check, patch.country.trim());
        let time_zone = zone(&mut check, "timeZone", &patch.time_zone);
        one_of(&mut check, "language", &patch.language, &["en", "ar"]);
        one_of(&mut check, "digits", &patch.digits, &["latn", "arab"]);
        one_of(&mut check, "signUpPolicy", &patch.sign_up_policy, &["open", "invited"]);
        one_of(&mut check, "hostStalePolicy", &patch.host_stale_policy, &["block", "warn"]);
        one_of(&mut check, "talentStalePolicy", &patch.talent_stale_policy, &["block", "warn"]);
        check.range("accentHue", patch.accent_hue.into(), 0, 359);
        check.range("retentionDays", patch.retention_days.into(), 30, 3650);
        check.finish(())?;
        let (week_start, weekend) = week_of(&country);
        let mut tx = self.store().begin().await?;
        let before = store::organizations::lock(&mut tx, organization).await?.ok_or(Error::NotFound)?;
        if before.revision != patch.revision {
            return Err(OtherRefusal::StaleRevision.into());
        }
        let after = OrganizationRecord {
            name_en,
            name_ar,
            country,
            time_zone,
            language: patch.language,
            week_start,
            weekend,
            digits: patch.digits,
            hijri: patch.hijri,
            sign_up_policy: patch.sign_up_policy,
            accent_hue: patch.accent_hue,
            retention_days: patch.retention_days,
            host_stale_policy: patch.host_stale_policy,
            talent_stale_policy: patch.talent_stale_policy,
            revision: before.revision + 1,
            ..before.clone()
        };
        store::organizations::update(&mut tx, &after, ctx.now).await?;
        audit::entry(ctx, "organization.changed")
            .object(organization)
            .fact("fields", changed(&before, &after))
            .write(&mut tx, ctx)
            .await?;
        tx.commit().await?;
        Ok(after)
    }

    /// Where talent sign up with an organisation that takes them without an invitation.
    pub fn sign_up_url(&self, slug: &str) -> String {
        format!("{}/sign-up?org={slug}", self.settings().base_url)
    }

    /// Whether anybody may sign up as talent without an invitation, and where: the organisation of that slug, or the only open one.
    pub async fn open_organization(&self, slug: Option<&str>) -> Result<Option<OrganizationRecord>> {
        let mut db = self.store().connection().await?;
        let all = store::organizations::list_any_owner(&mut db).await?;
        let open = |record: &OrganizationRecord| record.sign_up_policy == "open";
        let mut found = all.into_iter().filter(|record| open(record) && slug.is_none_or(|slug| record.slug == slug));
        Ok(found.next())
    }
}

/// Names of the settings that differ, for the audit log.
fn changed(before: &OrganizationRecord, after: &OrganizationRecord) -> Vec<&'static str> {
    [
        ("nameEn", before.name_en != after.name_en),
        ("nameAr", before.name_ar != after.name_ar),
        ("country", before.country != after.country),
        ("timeZone", before.time_zone != after.time_zone),
        ("language", before.language != after.language),
        ("weekStart", before.week_start != after.week_start),
        ("weekend", before.weekend != after.weekend),
        ("digits", before.digits != after.digits),
        ("hijri", before.hijri != after.hijri),
        ("signUpPolicy", before.sign_up_policy != after.sign_up_policy),
        ("accentHue", before.accent_hue != after.accent_hue),
        ("retentionDays", before.retention_days != after.retention_days),
        ("hostStalePolicy", before.host_stale_policy != after.host_stale_policy),
        ("talentStalePolicy", before.talent_stale_policy != after.talent_stale_policy),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::slug_of;

    #[test]
    fn slugs_come_from_names() {
        for (name, slug) in
            [("TakeOne", "takeone"), ("Take One, Films!", "take-one-films"), ("تيك ون", "org"), ("--", "org")]
        {
            assert_eq!(slug_of(name), slug);
        }
    }
}
