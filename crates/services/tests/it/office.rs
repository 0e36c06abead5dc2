//! What admins run: what hangs on a member, the audit trail's filter and names, forgetting, whose look a page wears.

use chrono::TimeDelta;
use domain::actor::MemberRole;
use domain::field::FieldCode;
use services::Error;
use services::audit::{AREAS, AuditFilter};
use services::bookings::NewBooking;
use services::looks::LookAt;
use services::organizations::{OrganizationPatch, OrganizationView};
use services::teams::TeamForm;
use testkit::World;

use crate::accounts::fault;
use crate::bookings::MONDAY_10;

async fn membership(world: &World, user: domain::id::Id<domain::id::User>) -> domain::id::Id<domain::id::Membership> {
    let mut db = world.store().connection().await.unwrap();
    store::memberships::find_of_user(&mut db, world.org, user).await.unwrap().unwrap().id
}

fn patch_of(office: &OrganizationView) -> OrganizationPatch {
    OrganizationPatch {
        revision: office.revision,
        name_en: office.name_en.clone(),
        name_ar: office.name_ar.clone(),
        country: office.country.clone(),
        time_zone: office.time_zone.clone(),
        language: office.language.clone(),
        digits: office.digits.clone(),
        hijri: office.hijri,
        sign_up_policy: office.sign_up_policy.clone(),
        accent_hue: office.accent_hue,
        retention_days: office.retention_days,
        host_stale_policy: office.host_stale_policy.clone(),
        talent_stale_policy: office.talent_stale_policy.clone(),
        unread: Vec::new(),
    }
}

#[tokio::test]
async fn what_hangs_on_a_member_is_known_before_they_change() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    world.booked(&stage, &noura, MONDAY_10).await;
    let ctx = world.ctx_as(&admin);
    let caster = membership(&world, stage.caster.id).await;
    let detail = world.services.member(&ctx, caster).await.unwrap();
    assert_eq!((detail.stake.upcoming, detail.stake.next_at), (1, Some(world.at(MONDAY_10))));
    assert_eq!((detail.stake.calls, detail.stake.keys, detail.stake.event_types_en.len()), (1, 0, 1));
    assert!(!detail.is_last_admin);

    let own = membership(&world, admin.id).await;
    assert!(world.services.member(&ctx, own).await.unwrap().is_last_admin);
    world.services.deactivate_member(&ctx, caster).await.unwrap();
    let after = world.services.member(&ctx, caster).await.unwrap();
    assert_eq!(after.stake.upcoming, 1, "what is booked stays with them, as the page says");
    world.advance(TimeDelta::days(3));
    assert_eq!(world.services.member(&world.ctx_as(&admin), caster).await.unwrap().stake.upcoming, 0);

    let other = world.member(MemberRole::Caster).await;
    assert!(matches!(world.services.member(&world.ctx_as(&other), caster).await, Err(Error::Forbidden)));
    let foreign = world.organization("foreign").await;
    let stranger = world.member_of(foreign, MemberRole::Admin).await;
    assert!(matches!(world.services.member(&world.ctx_as(&stranger), caster).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn the_audit_trail_is_filtered_and_names_its_objects() {
    let world = World::new().await;
    let (admin, second) = (world.member(MemberRole::Admin).await, world.member(MemberRole::Admin).await);
    let ctx = world.ctx_as(&admin);
    let form = TeamForm { name_en: "Street".to_owned(), name_ar: "الشارع".to_owned(), members: Vec::new() };
    world.services.create_team(&ctx, form).await.unwrap();
    world.advance(TimeDelta::days(2));
    let later = world.ctx_as(&second);
    let office = world.services.own_organization(&later).await.unwrap();
    let patch = OrganizationPatch { hijri: !office.hijri, ..patch_of(&office) };
    world.services.update_organization(&later, patch).await.unwrap();

    let found = async |filter: AuditFilter| -> Vec<String> {
        let page = world.services.list_audit(&later, &filter).await.unwrap();
        page.entries.into_iter().map(|entry| entry.action).collect()
    };
    let all = AuditFilter::default;
    assert_eq!(found(all()).await, ["organization.changed", "team.created"]);
    assert_eq!(found(AuditFilter { area: "team".to_owned(), ..all() }).await, ["team.created"]);
    assert_eq!(found(AuditFilter { actor: Some(second.id), ..all() }).await, ["organization.changed"]);
    // The clock begins on Sunday 22 November in Riyadh; two days later is the 24th.
    assert_eq!(found(AuditFilter { to: "2026-11-22".to_owned(), ..all() }).await, ["team.created"]);
    assert_eq!(found(AuditFilter { from: "2026-11-23".to_owned(), ..all() }).await, ["organization.changed"]);
    assert!(found(AuditFilter { from: "2026-11-25".to_owned(), ..all() }).await.is_empty());
    let page = world.services.list_audit(&later, &AuditFilter { area: "team".to_owned(), ..all() }).await.unwrap();
    assert_eq!(page.entries[0].object_name, Some(("Street".to_owned(), "الشارع".to_owned())));

    for (filter, field, code) in [
        (AuditFilter { area: "nonsense".to_owned(), ..all() }, "area", FieldCode::Unknown),
        (AuditFilter { from: "tomorrow".to_owned(), ..all() }, "from", FieldCode::NotADate),
        (
            AuditFilter { from: "2026-11-25".to_owned(), to: "2026-11-24".to_owned(), ..all() },
            "to",
            FieldCode::EndsBeforeStart,
        ),
    ] {
        assert_eq!(fault(world.services.list_audit(&later, &filter).await), (field.to_owned(), code));
    }
    assert!(AREAS.iter().any(|(area, _)| *area == "bookings"));
}

#[tokio::test]
async fn what_is_older_than_the_setting_is_forgotten_and_nothing_else() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let caster = world.ctx_as(&stage.caster);
    let new = NewBooking {
        message: "Bring the sides.".to_owned(),
        caster_notes: "front-runner".to_owned(),
        ..NewBooking::new(noura.application, stage.event_type, world.at(MONDAY_10))
    };
    let booking = world.services.book(&caster, &new).await.unwrap();
    assert!(!world.new_mails().await.is_empty());
    let ctx = world.ctx_as(&admin);
    let office = world.services.own_organization(&ctx).await.unwrap();
    let patch = OrganizationPatch { retention_days: 30, ..patch_of(&office) };
    world.services.update_organization(&ctx, patch).await.unwrap();
    let sent = async || world.services.health(&world.ctx_as(&admin)).await.unwrap().mails.sent;
    let before = sent().await;

    world.advance(TimeDelta::days(29));
    world.services.sweep().await.unwrap();
    let kept = world.services.booking(&world.ctx_as(&stage.caster), booking.id).await.unwrap();
    assert_eq!((kept.message.as_str(), sent().await), ("Bring the sides.", before));

    world.advance(TimeDelta::days(4));
    assert!(world.services.sweep().await.unwrap().forgotten > 0);
    let after = world.services.booking(&world.ctx_as(&stage.caster), booking.id).await.unwrap();
    assert_eq!((after.message.as_str(), after.caster_notes.as_deref().unwrap_or_default()), ("", ""));
    assert_eq!(after.starts_at, booking.starts_at, "that it happened stays");
    let mut db = world.store().connection().await.unwrap();
    let old = store::notifications::counts(&mut db, world.org, world.at("2026-01-01T00:00:00Z")).await.unwrap();
    assert_eq!(old.sent, 0, "the mails of that time are gone");
    assert_eq!(world.services.sweep().await.unwrap().forgotten, 0, "nothing is left to forget");
}

#[tokio::test]
async fn a_page_wears_the_look_of_whose_it_is() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    let ctx = world.ctx_as(&admin);
    let office = world.services.own_organization(&ctx).await.unwrap();
    let patch = OrganizationPatch {
        country: "EG".to_owned(),
        digits: "arab".to_owned(),
        hijri: true,
        accent_hue: 285,
        ..patch_of(&office)
    };
    world.services.update_organization(&ctx, patch).await.unwrap();
    let secret = &world.services.settings().secret;
    let token = services::booking_links::token(secret, booking.id, noura.person.id, 1);
    for at in [LookAt::Slug(&office.slug), LookAt::BookingLink(&token), LookAt::Talent(noura.person.id)] {
        let look = world.services.look(at).await.unwrap().unwrap();
        assert_eq!(
            (look.digits.as_str(), look.hijri, look.accent_hue, look.week_start),
            ("arab", true, 285, 6),
            "{at:?}"
        );
    }
    for at in [LookAt::Slug("nowhere"), LookAt::BookingLink("nonsense"), LookAt::Talent(admin.id)] {
        assert_eq!(world.services.look(at).await.unwrap(), None, "{at:?}");
    }
    // Known to a second office: neither may paint the other's page.
    let foreign = world.organization("foreign").await;
    let elsewhere = world.stage_in(foreign).await;
    world.applies(foreign, elsewhere.role, &noura.person).await;
    assert_eq!(world.services.look(LookAt::Talent(noura.person.id)).await.unwrap(), None);
}
