//! What the page that books an audition reads: the desk (whom, what) for those who may book, and one outlook that tells the same as the
//! separate questions.

use domain::{actor::MemberRole, casting::QuestionKind, question::QuestionForm, zone::Zone};
use services::{Error, event_types::EventTypeForm, slots::SlotQuery};
use testkit::World;

use crate::bookings::MONDAY_10;

#[tokio::test]
async fn one_outlook_tells_what_separate_questions_tell() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    world.weekly_hours(noura.person.id, &[(1, 9 * 60, 12 * 60), (3, 16 * 60, 20 * 60)]).await;
    world.booked(&stage, &reem, MONDAY_10).await;
    let ctx = world.ctx_as(&stage.caster);
    let zone: Zone = "Asia/Riyadh".parse().unwrap();
    let (from, to) = (world.at("2026-10-31T21:00:00Z"), world.at("2026-12-31T21:00:00Z"));
    let mut query = SlotQuery::new(stage.event_type, Some(noura.application), zone).between(from, to);
    query.include_outside_talent_hours = true;
    let mut outlook = world.services.outlook(&ctx, &query).await.unwrap();

    let december = (world.at("2026-11-30T21:00:00Z"), to);
    let asked = world.services.slots(&ctx, &query.clone().between(december.0, december.1)).await.unwrap();
    assert!(!asked.slots.is_empty());
    assert_eq!(outlook.slots(december.0, december.1).slots, asked.slots);
    let first = outlook.slots(from, to).slots.first().copied();
    assert!(first.is_some());
    assert_eq!(outlook.first_free(ctx.now), first);

    let week = (world.at("2026-11-21T21:00:00Z"), world.at("2026-11-28T21:00:00Z"));
    let mut strict = query.clone().between(week.0, week.1);
    strict.include_outside_talent_hours = false;
    let asked = world.services.explain_slots(&ctx, &strict).await.unwrap();
    assert!(asked.starts.iter().any(|line| line.refused.is_some()) && !asked.what_if.is_empty());
    let told = outlook.explain(&ctx, week.0, week.1).unwrap();
    assert_eq!((told.starts, told.what_if), (asked.starts, asked.what_if));
    assert_eq!(told.hosts.len(), 1);
    // Explaining does not change what is offered.
    assert!(outlook.slots(week.0, week.1).slots.iter().any(|slot| slot.outside_talent_hours));

    // Talent are told times, never why.
    let own = world.ctx_as(&noura.person);
    let mut outlook = world.services.outlook(&own, &query).await.unwrap();
    assert!(!outlook.slots(week.0, week.1).slots.is_empty());
    assert!(outlook.explain(&own, week.0, week.1).is_err());
}

#[tokio::test]
async fn the_desk_is_for_those_who_may_book_in_the_call() {
    let world = World::new().await;
    let stage = world.stage().await;
    let other = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let desk = |ctx: services::Ctx, call| {
        let (services, application) = (&world.services, noura.application);
        async move { services.booking_desk(&ctx, call, application, None).await }
    };
    let mut found = desk(world.ctx_as(&stage.caster), stage.call).await.unwrap();
    assert_eq!(found.applicant.id, noura.application);
    assert_eq!(found.kind.as_ref().map(|kind| kind.record.id), Some(stage.event_type));
    assert_eq!(found.kinds.len(), 1, "another call's kinds are not this call's");
    let kind = found.kind.as_mut().unwrap();
    assert_eq!(kind.hosts.len(), 0, "only the last step reads them");
    world.services.complete_desk(&world.ctx_as(&stage.caster), kind).await.unwrap();
    let hosts: Vec<_> = found.kind.iter().flat_map(|kind| &kind.hosts).map(|host| host.user_id).collect();
    assert_eq!(hosts, [stage.caster.id]);
    let asks = EventTypeForm {
        questions: vec![QuestionForm {
            key: "height".to_owned(),
            kind: QuestionKind::Text,
            label_en: "Height".to_owned(),
            label_ar: "الطول".to_owned(),
            hint_en: String::new(),
            hint_ar: String::new(),
            required: false,
            options: Vec::new(),
            shown_when: None,
        }],
        ..found.kind.clone().unwrap().to_form()
    };
    let elsewhere = world.stage_in(world.organization("elsewhere").await).await;
    let host = world.ctx_as(&stage.caster);
    world.services.edit_event_type(&host, stage.event_type, None, asks).await.unwrap();
    let last_step = desk(world.ctx_as(&stage.caster), stage.call).await.unwrap();
    let mut kind = last_step.kind.unwrap();
    world.services.complete_desk(&world.ctx_as(&stage.caster), &mut kind).await.unwrap();
    assert_eq!(kind.questions.len(), 1);
    let foreign = world.ctx_as(&elsewhere.caster);
    assert!(matches!(world.services.complete_desk(&foreign, &mut kind).await, Err(Error::NotFound)));
    let call = world.services.call(&host, stage.call).await.unwrap().call;
    let applicant = last_step.applicant;
    assert_eq!((applicant.call_title_en, applicant.call_title_ar), (call.title_en, call.title_ar));
    let asked = Some(other.event_type);
    let ctx = world.ctx_as(&stage.caster);
    let found = world.services.booking_desk(&ctx, stage.call, noura.application, asked).await.unwrap();
    assert_eq!(found.kind.map(|kind| kind.record.id), Some(stage.event_type), "one that is not there is not taken");

    assert!(
        matches!(desk(world.ctx_as(&stage.caster), other.call).await, Err(Error::NotFound)),
        "another call's address"
    );
    for role in [MemberRole::Caster, MemberRole::Reviewer, MemberRole::SessionRunner] {
        let stranger = world.member(role).await;
        assert!(desk(world.ctx_as(&stranger), stage.call).await.is_err(), "{role:?}");
    }
    assert!(matches!(desk(world.ctx_as(&elsewhere.caster), stage.call).await, Err(Error::NotFound)));
    assert!(desk(world.ctx_as(&noura.person), stage.call).await.is_err(), "talent");
    assert!(desk(world.ctx_anonymous(), stage.call).await.is_err(), "nobody");
}
