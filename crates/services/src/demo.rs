//! The demo: the fictional office TakeOne with its people, calls, talent and one week of auditions (research/casting-domain.md, section
//! 6). Everything goes through the services, as the people it belongs to; only accounts with a known password are made here, because
//! no service hands one out. Loaded once: a second start finds it and changes nothing.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::{
    actor::{Actor, MemberRole},
    field::Check,
    id::{Application, Booking, CastingCall, EventType, Id, Organization, Role, Room, User},
    zone::Zone,
};
use store::{memberships, users};

use crate::{
    Clock, Ctx, Error, Result, Services,
    organizations::{OrganizationInput, OrganizationPatch},
    passwords,
};

mod calls;
mod generated;
mod names;
mod office;
mod people;
mod sessions;
mod talent;

/// The password of every demo sign-in; accepted in demo installations only, because only they load this data.
pub const PASSWORD: &str = "palm-shade-audition";
/// The Sunday of session S1 as the source has it.
const S1: (i32, u32, u32) = (2026, 11, 29);
/// The venue's zone.
const ZONE: &str = "Asia/Riyadh";

/// Somebody to sign in as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoSignIn {
    /// Who it is, in English.
    pub who: &'static str,
    /// The address.
    pub email: String,
    /// The password.
    pub password: &'static str,
}

/// What was loaded, or found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoLoaded {
    /// Whether it was loaded now.
    pub fresh: bool,
    /// The office's word in addresses.
    pub slug: String,
    /// Whom to sign in as; printed at start.
    pub sign_ins: Vec<DemoSignIn>,
}

/// Loading under way: who and what was made so far, by the source's own short names (`C1`, `NORA`).
pub(super) struct Demo<'a> {
    services: &'a Services,
    ctx: &'a Ctx,
    /// The date of S1 here.
    s1: NaiveDate,
    /// When the office did its planning: now, or nine days before S1 if that is long past.
    planned_at: DateTime<Utc>,
    zone: Zone,
    organization: Id<Organization>,
    slug: String,
    users: HashMap<&'static str, Id<User>>,
    roles: HashMap<&'static str, MemberRole>,
    calls: HashMap<&'static str, Id<CastingCall>>,
    parts: HashMap<&'static str, Id<Role>>,
    rooms: HashMap<&'static str, Id<Room>>,
    event_types: HashMap<&'static str, Id<EventType>>,
    applications: HashMap<(&'static str, &'static str), Id<Application>>,
    bookings: HashMap<(&'static str, &'static str), Id<Booking>>,
}

impl Services {
    /// Loads the demo unless it is there. Demo and test installations only.
    pub async fn load_demo(&self, ctx: &Ctx) -> Result<DemoLoaded> {
        if !self.settings().demo {
            return Err(Error::Forbidden);
        }
        let mut db = self.store().connection().await?;
        let there = store::organizations::list_any_owner(&mut db).await?;
        drop(db);
        let of_demo = |slug: &&str| there.iter().any(|one| one.slug == **slug && one.is_demo);
        if let Some(slug) = ["takeone", "takeone-demo"].iter().find(|slug| of_demo(slug)) {
            return Ok(DemoLoaded { fresh: false, slug: (*slug).to_owned(), sign_ins: sign_ins() });
        }
        let slug = if there.iter().any(|one| one.slug == "takeone") { "takeone-demo" } else { "takeone" };
        let mut demo = Demo::begin(self, ctx, slug).await?;
        demo.people().await?;
        demo.office().await?;
        demo.calls().await?;
        demo.event_types().await?;
        demo.talent().await?;
        demo.generated().await?;
        demo.sessions().await?;
        Ok(DemoLoaded { fresh: true, slug: slug.to_owned(), sign_ins: sign_ins() })
    }
}

fn sign_ins() -> Vec<DemoSignIn> {
    [
        ("Nawaf Al-Salem, admin", "ad"),
        ("Sarah Al-Khulaiwi, caster", "c1"),
        ("Lina Al-Subhi, assistant", "c3"),
        ("Badr Al-Saqabi, session runner", "c4"),
        ("Hana Al-Rashoud, reviewer", "r1"),
        ("Noura Al-Mutlaq, talent", "t1"),
        ("Fahad Al-Ruwais, talent", "t2"),
    ]
    .map(|(who, id)| DemoSignIn { who, email: address(id), password: PASSWORD })
    .into()
}

/// The source's `<id>@example.com`.
fn address(id: &str) -> String {
    format!("{}@example.com", id.to_lowercase())
}

impl<'a> Demo<'a> {
    async fn begin(services: &'a Services, ctx: &'a Ctx, slug: &str) -> Result<Self> {
        let zone: Zone = ZONE.parse().map_err(|error| Error::internal("the demo's zone", error))?;
        let (year, month, day) = S1;
        let written = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        // Dates move by whole weeks so that S1 is the coming Sunday; a clock that was set shows them as written.
        let s1 = match services.clock() {
            Clock::Real => {
                let today = zone.date(ctx.now);
                today + Days::new(7 - u64::from(today.weekday().num_days_from_sunday()))
            }
            Clock::Shifted { .. } | Clock::Frozen(_) => written,
        };
        let planning = zone.edge(s1.and_time(NaiveTime::MIN)) - TimeDelta::days(9) + TimeDelta::hours(9);
        let mut demo = Self {
            services,
            ctx,
            s1,
            planned_at: if ctx.now > zone.edge(s1.and_time(NaiveTime::MIN)) { planning } else { ctx.now },
            zone,
            organization: ctx.new_id()?,
            slug: slug.to_owned(),
            users: HashMap::new(),
            roles: HashMap::new(),
            calls: HashMap::new(),
            parts: HashMap::new(),
            rooms: HashMap::new(),
            event_types: HashMap::new(),
            applications: HashMap::new(),
            bookings: HashMap::new(),
        };
        demo.organization = demo.found(slug, ("TakeOne", "تيك ون")).await?;
        Ok(demo)
    }

    /// Founds an organisation marked as demo data.
    async fn found(&self, slug: &str, (name_en, name_ar): (&str, &str)) -> Result<Id<Organization>> {
        let input = OrganizationInput {
            slug: slug.to_owned(),
            name_en: name_en.to_owned(),
            name_ar: name_ar.to_owned(),
            ..OrganizationInput::default()
        };
        let mut check = Check::new();
        let checked = input.check(&mut check);
        check.finish(())?;
        let mut tx = self.services.store().begin().await?;
        let id = crate::organizations::insert(&mut tx, self.ctx, &checked, true).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// A person with an account; with `password`, one can sign in as them.
    async fn account(
        &mut self,
        id: &'static str,
        (latin, arabic): (&str, &str),
        (language, zone): (&str, &str),
        password: Option<&str>,
    ) -> Result<Id<User>> {
        let user = self.ctx.new_id()?;
        let email = address(id);
        let new = users::NewUser {
            email: Some(&email),
            email_verified_at: Some(self.planned_at),
            password_hash: password,
            name_latin: latin,
            name_arabic: arabic,
            language: Some(language),
            time_zone: Some(zone),
        };
        let mut tx = self.services.store().begin().await?;
        users::insert(&mut tx, user, &new, self.planned_at).await?;
        tx.commit().await?;
        self.users.insert(id, user);
        Ok(user)
    }

    /// Makes a person a member.
    async fn join(&mut self, id: &'static str, organization: Id<Organization>, role: MemberRole) -> Result<()> {
        let user = self.user(id)?;
        let mut tx = self.services.store().begin().await?;
        memberships::insert(&mut tx, organization, self.ctx.new_id()?, user, role, self.planned_at).await?;
        tx.commit().await?;
        if organization == self.organization {
            self.roles.insert(id, role);
        }
        Ok(())
    }

    fn user(&self, id: &str) -> Result<Id<User>> {
        self.users.get(id).copied().ok_or_else(|| missing(id))
    }

    /// A context in which a person acts while the office plans.
    fn as_person(&self, id: &str) -> Result<Ctx> {
        self.as_person_at(id, self.planned_at)
    }

    /// A context in which a person acts at an instant.
    fn as_person_at(&self, id: &str, now: DateTime<Utc>) -> Result<Ctx> {
        let role = self.roles.get(id).copied();
        let actor = Actor {
            user_id: Some(self.user(id)?),
            organization_id: role.map(|_| self.organization),
            role,
            ..Actor::anonymous()
        };
        let mut ctx = self.ctx.as_actor(actor);
        ctx.now = now;
        Ok(ctx)
    }

    /// A date of the source (2026 or 2027), moved with S1.
    fn date(&self, written: (i32, u32, u32)) -> NaiveDate {
        let (year, month, day) = S1;
        let s1 = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        let written = NaiveDate::from_ymd_opt(written.0, written.1, written.2).unwrap_or(s1);
        self.s1 + (written - s1)
    }

    /// A wall-clock time of the venue on a date of the source.
    fn at(&self, written: (i32, u32, u32), time: &str) -> Result<DateTime<Utc>> {
        let time: NaiveTime =
            NaiveTime::parse_from_str(time, "%H:%M").map_err(|error| Error::internal("a time of the demo", error))?;
        Ok(self.zone.edge(self.date(written).and_time(time)))
    }

    fn call(&self, id: &str) -> Result<Id<CastingCall>> {
        self.calls.get(id).copied().ok_or_else(|| missing(id))
    }

    fn part(&self, id: &str) -> Result<Id<Role>> {
        self.parts.get(id).copied().ok_or_else(|| missing(id))
    }

    fn room(&self, id: &str) -> Result<Id<Room>> {
        self.rooms.get(id).copied().ok_or_else(|| missing(id))
    }

    fn event_type(&self, id: &str) -> Result<Id<EventType>> {
        self.event_types.get(id).copied().ok_or_else(|| missing(id))
    }

    fn application(&self, talent: &'static str, part: &'static str) -> Result<Id<Application>> {
        self.applications.get(&(talent, part)).copied().ok_or_else(|| missing(talent))
    }

    fn booking(&self, talent: &'static str, part: &'static str) -> Result<Id<Booking>> {
        self.bookings.get(&(talent, part)).copied().ok_or_else(|| missing(talent))
    }

    /// Opens sign-up for talent and shows Umm al-Qura dates, as the admin would.
    async fn settle_in(&self) -> Result<()> {
        let ctx = self.as_person("AD")?;
        let now = self.services.own_organization(&ctx).await?;
        let patch = OrganizationPatch {
            revision: now.revision,
            name_en: now.name_en,
            name_ar: now.name_ar,
            country: now.country,
            time_zone: now.time_zone,
            language: now.language,
            digits: now.digits,
            hijri: true,
            sign_up_policy: "open".to_owned(),
            accent_hue: now.accent_hue,
            retention_days: now.retention_days,
            host_stale_policy: now.host_stale_policy,
            talent_stale_policy: now.talent_stale_policy,
            unread: Vec::new(),
        };
        self.services.update_organization(&ctx, patch).await?;
        Ok(())
    }

    /// One hash for all: hashing a password is slow on purpose.
    async fn hash(&self) -> Result<String> {
        passwords::hash(self.ctx, PASSWORD).await
    }
}

fn missing(id: &str) -> Error {
    Error::internal("the demo names somebody it did not make", id)
}
