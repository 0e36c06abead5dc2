//! Event types as a list: copies, their order, what a change would do, questions under a condition, where bookings lead on to.

use domain::{
    actor::MemberRole,
    casting::QuestionKind,
    question::{QuestionForm, QuestionOption, ShownWhen},
};
use services::{
    Error,
    event_types::{Defaults, EventTypeForm, HostForm, Step},
};
use testkit::World;

use super::{Casting, faults};

fn question(key: &str, kind: QuestionKind, when: Option<(&str, &str)>) -> QuestionForm {
    let option = |id: &str| QuestionOption { id: id.into(), label_en: id.into(), label_ar: id.into() };
    QuestionForm {
        key: key.into(),
        kind,
        label_en: key.into(),
        label_ar: key.into(),
        hint_en: String::new(),
        hint_ar: String::new(),
        required: true,
        options: if kind.has_options() { vec![option("yes"), option("no")] } else { Vec::new() },
        shown_when: when.map(|(key, is)| ShownWhen { key: key.to_owned(), is: vec![is.to_owned()] }),
    }
}

fn form(casting: &Casting, name: &str) -> EventTypeForm {
    EventTypeForm {
        name_en: name.into(),
        name_ar: format!("{name} بالعربية"),
        casting_call_id: Some(casting.call),
        hosts: vec![HostForm::fixed(casting.caster.id)],
        ..EventTypeForm::default()
    }
}

#[tokio::test]
async fn a_copy_has_everything_but_name_address_and_strangers() {
    let casting = Casting::new().await;
    let (services, ctx) = (&casting.world.services, casting.ctx());
    let asked = vec![
        question("drives", QuestionKind::Radio, None),
        question("licence", QuestionKind::Text, Some(("drives", "yes"))),
    ];
    let typed = EventTypeForm {
        durations: vec![20, 45],
        price_minor: Some(15_050),
        currency: "SAR".into(),
        buffer_after: 10,
        questions: asked.clone(),
        ..form(&casting, "First call")
    };
    let first = services.create_event_type(&ctx, typed).await.unwrap();
    let copy = services.duplicate_event_type(&ctx, first.record.id).await.unwrap();
    assert_eq!((copy.record.name_en.as_str(), copy.record.slug.as_str()), ("First call (copy)", "first-call-copy"));
    assert_ne!(copy.record.id, first.record.id);
    assert!(copy.record.hidden);
    let (mut was, is) = (first.to_form(), copy.to_form());
    was.name_en.clone_from(&is.name_en);
    was.name_ar.clone_from(&is.name_ar);
    was.slug.clone_from(&is.slug);
    was.hidden = is.hidden;
    assert_eq!(was, is);
    assert_eq!(is.questions, asked);
    let sharing = services.sharing(&ctx, copy.record.id).await.unwrap();
    assert_eq!(sharing.settings.access, domain::public_booking::Access::Links);
    // A copy of the copy has an address of its own, and somebody else's call is nobody's pattern.
    let third = services.duplicate_event_type(&ctx, copy.record.id).await.unwrap();
    assert_eq!(third.record.slug, "first-call-copy-copy");
    let stranger = casting.world.ctx_as(&casting.world.member(MemberRole::Caster).await);
    assert!(matches!(services.duplicate_event_type(&stranger, first.record.id).await, Err(Error::Forbidden)));
}

#[tokio::test]
async fn the_list_keeps_the_order_an_admin_gave_it() {
    let casting = Casting::new().await;
    let services = &casting.world.services;
    let admin = casting.world.ctx_as(&casting.world.member(MemberRole::Admin).await);
    let mut ids = Vec::new();
    for name in ["A", "B", "C"] {
        ids.push(services.create_event_type(&admin, form(&casting, name)).await.unwrap().record.id);
    }
    let loose = EventTypeForm { casting_call_id: None, ..form(&casting, "For any call") };
    let loose = services.create_event_type(&admin, loose).await.unwrap().record.id;
    let order = async || {
        let found = services.list_event_types(&admin, None, false).await.unwrap();
        found.into_iter().map(|one| one.record.id).filter(|id| ids.contains(id) || *id == loose).collect::<Vec<_>>()
    };
    assert_eq!(order().await, [ids[0], ids[1], ids[2], loose]);
    services.move_event_type(&admin, ids[2], Step::Up).await.unwrap();
    services.move_event_type(&admin, ids[2], Step::Up).await.unwrap();
    assert_eq!(order().await, [ids[2], ids[0], ids[1], loose]);
    // At the ends, and at the border to those of no call, nothing happens.
    services.move_event_type(&admin, ids[2], Step::Up).await.unwrap();
    services.move_event_type(&admin, ids[1], Step::Down).await.unwrap();
    services.move_event_type(&admin, loose, Step::Up).await.unwrap();
    assert_eq!(order().await, [ids[2], ids[0], ids[1], loose]);
    services.move_event_type(&admin, ids[2], Step::Down).await.unwrap();
    assert_eq!(order().await, [ids[0], ids[2], ids[1], loose]);
    // An edit that began before leaves the order as it is.
    let before = services.event_type(&admin, ids[0]).await.unwrap();
    services.move_event_type(&admin, ids[0], Step::Down).await.unwrap();
    services.edit_event_type(&admin, ids[0], Some(before.record.revision), before.to_form()).await.unwrap();
    assert_eq!(order().await, [ids[2], ids[0], ids[1], loose]);
    assert!(matches!(services.move_event_type(&casting.ctx(), ids[0], Step::Up).await, Err(Error::Forbidden)));
    // By hand to any place among its own, from either side; never among the others.
    services.place_event_type(&admin, ids[1], Some(ids[2])).await.unwrap();
    assert_eq!(order().await, [ids[1], ids[2], ids[0], loose]);
    services.place_event_type(&admin, ids[1], Some(ids[0])).await.unwrap();
    assert_eq!(order().await, [ids[2], ids[1], ids[0], loose]);
    services.place_event_type(&admin, ids[2], None).await.unwrap();
    assert_eq!(order().await, [ids[1], ids[0], ids[2], loose]);
    services.place_event_type(&admin, ids[2], Some(ids[2])).await.unwrap();
    assert_eq!(order().await, [ids[1], ids[0], ids[2], loose]);
    assert_eq!(faults(services.place_event_type(&admin, ids[1], Some(loose)).await), ["before unknown"]);
    assert!(matches!(services.place_event_type(&casting.ctx(), ids[0], None).await, Err(Error::Forbidden)));
}

#[tokio::test]
async fn a_preview_is_what_saving_gives_and_keeps_nothing() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (services, ctx) = (&world.services, world.ctx_as(&stage.caster));
    let noura = world.applicant(&stage, "Noura").await;
    world.booked(&stage, &noura, "2026-11-23T07:00:00Z").await;
    let now = services.preview_event_type(&ctx, stage.event_type, None).await.unwrap();
    assert!(now.now > 0 && now.now == now.then && !now.is_change, "{now:?}");
    let before = services.event_type(&ctx, stage.event_type).await.unwrap();
    let together = services.event_type_with_preview(&ctx, stage.event_type).await.unwrap();
    assert_eq!(together, (before.clone(), now.clone()));
    let typed = EventTypeForm { buffer_before: 60, buffer_after: 60, ..before.to_form() };
    let look = services.preview_event_type(&ctx, stage.event_type, Some(typed.clone())).await.unwrap();
    assert!(look.is_change && look.removed > 0 && look.added == 0, "{look:?}");
    assert_eq!((look.now, look.then), (now.now, now.now - look.removed));
    assert_eq!(look.days.iter().map(|day| day.then).sum::<u32>(), look.then);
    let after = services.event_type(&ctx, stage.event_type).await.unwrap();
    assert_eq!(after, before, "nothing was kept");
    services.edit_event_type(&ctx, stage.event_type, None, typed).await.unwrap();
    let saved = services.preview_event_type(&ctx, stage.event_type, None).await.unwrap();
    assert_eq!(saved.now, look.then, "what was shown is what saving gave");
    let wrong = EventTypeForm { buffer_before: -1, ..before.to_form() };
    assert_eq!(
        faults(services.preview_event_type(&ctx, stage.event_type, Some(wrong)).await),
        ["bufferBefore too_small"]
    );
    let elsewhere = world.stage_in(world.organization("elsewhere").await).await;
    let foreign = services.preview_event_type(&world.ctx_as(&elsewhere.caster), stage.event_type, None).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let foreign = services.event_type_with_preview(&world.ctx_as(&elsewhere.caster), stage.event_type).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let colleague = world.ctx_as(&world.member(MemberRole::Caster).await);
    let forbidden = services.event_type_with_preview(&colleague, stage.event_type).await;
    assert!(matches!(forbidden, Err(Error::Forbidden)), "who may not change it");
}

#[tokio::test]
async fn links_after_booking_lead_to_allowed_hosts_only() {
    let world = World::new().await;
    let stage = world.stage().await;
    world.shared(&stage).await;
    let services = &world.services;
    let (caster, admin) = (world.ctx_as(&stage.caster), world.ctx_as(&world.member(MemberRole::Admin).await));
    let set = async |address: &str| services.set_onward(&caster, stage.event_type, address).await;
    assert_eq!(faults(set("https://takeone.example/thanks").await), ["onward host_not_listed"]);
    services.set_onward_hosts(&admin, "TakeOne.example\n www.takeone.example").await.unwrap();
    assert_eq!(faults(services.set_onward_hosts(&admin, "not a host!").await), ["hosts invalid"]);
    assert!(matches!(services.set_onward_hosts(&caster, "a.example").await, Err(Error::Forbidden)));
    set("https://takeone.example/thanks").await.unwrap();
    assert_eq!(faults(set("javascript:alert(1)").await), ["onward not_a_url"]);
    assert_eq!(faults(set("https://evil.example/").await), ["onward host_not_listed"]);
    let new = world.stranger(stage.event_type, "Hind", "2026-11-23T07:00:00Z");
    let made = services.book_public(&world.ctx_anonymous(), &new).await.unwrap();
    let booking = services.booking_by_link(&world.ctx_anonymous(), &made.token).await.unwrap();
    let link = services.onward_of(&booking).await.unwrap().unwrap();
    assert_eq!((link.address.as_str(), link.host.as_str()), ("https://takeone.example/thanks", "takeone.example"));
    // A host that is allowed no longer is led to no longer.
    services.set_onward_hosts(&admin, "www.takeone.example").await.unwrap();
    assert_eq!(services.onward_of(&booking).await.unwrap(), None);
}

#[tokio::test]
async fn new_event_types_start_from_what_the_office_set() {
    let world = World::new().await;
    let (services, person) = (&world.services, world.member(MemberRole::Admin).await);
    let admin = world.ctx_as(&person);
    assert_eq!(services.event_type_defaults(&admin).await.unwrap(), Defaults::default());
    let set = Defaults { duration: 45, buffer_before: 5, buffer_after: 10, minimum_notice: 720, window_days: None };
    services.set_event_type_defaults(&admin, set, Vec::new()).await.unwrap();
    let caster = world.ctx_as(&world.member(MemberRole::Caster).await);
    assert_eq!(services.event_type_defaults(&caster).await.unwrap(), set, "whoever adds one starts from it");
    assert!(matches!(services.set_event_type_defaults(&caster, set, Vec::new()).await, Err(Error::Forbidden)));
    let form = EventTypeForm { name_en: "First".into(), hosts: vec![HostForm::fixed(person.id)], ..set.form() };
    let made = services.create_event_type(&admin, form).await.unwrap();
    let record = &made.record;
    assert_eq!(
        (&record.durations[..], record.buffer_before_min, record.buffer_after_min, record.minimum_notice_min),
        (&[45][..], 5, 10, 720)
    );
    assert_eq!(made.booking_window, None);
    for (wrong, field) in [
        (Defaults { duration: 0, ..set }, "duration too_small"),
        (Defaults { minimum_notice: 525_601, ..set }, "minimumNotice too_large"),
        (Defaults { window_days: Some(0), ..set }, "windowDays too_small"),
    ] {
        assert_eq!(faults(services.set_event_type_defaults(&admin, wrong, Vec::new()).await), [field]);
    }
    // Those there are stay, and so do other offices.
    services.set_event_type_defaults(&admin, Defaults::default(), Vec::new()).await.unwrap();
    assert_eq!(services.event_type(&admin, record.id).await.unwrap().record.durations, [45]);
    let elsewhere = world.member_of(world.organization("elsewhere").await, MemberRole::Admin).await;
    assert_eq!(services.event_type_defaults(&world.ctx_as(&elsewhere)).await.unwrap(), Defaults::default());
}
