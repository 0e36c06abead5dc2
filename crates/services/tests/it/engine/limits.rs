//! Rule 15: limits of hosts, teams, bookers and event types, with what counts beside bookings.

use domain::{
    actor::MemberRole,
    field::FieldCode,
    limits::{Limits, PerPeriod},
};
use services::{Error, holds::NewHold, teams::TeamForm};
use testkit::World;

use super::{offered, try_to_book};

const MONDAY: (&str, &str) = ("2026-11-22T21:00:00Z", "2026-11-23T21:00:00Z");
const TUESDAY: (&str, &str) = ("2026-11-23T21:00:00Z", "2026-11-24T21:00:00Z");

fn a_day(bookings: u32) -> Limits {
    Limits { bookings: PerPeriod { day: Some(bookings), ..PerPeriod::default() }, ..Limits::NONE }
}

#[tokio::test]
async fn a_host_has_so_many_a_day_over_all_event_types() {
    let world = World::new().await;
    let stage = world.stage().await;
    let other = world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |_| {}).await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let ctx = world.ctx_as(&stage.caster);
    world.services.set_host_limits(&ctx, stage.caster.id, a_day(1)).await.unwrap();
    let booked = try_to_book(&world, &ctx, stage.event_type, &noura, world.at("2026-11-23T07:00:00Z")).await.unwrap();
    assert!(offered(&world, &ctx, other, &reem, MONDAY).await.is_empty());
    let later = world.at("2026-11-23T11:00:00Z");
    assert_eq!(try_to_book(&world, &ctx, other, &reem, later).await.unwrap_err(), "limit_host_day");
    assert_eq!(offered(&world, &ctx, other, &reem, TUESDAY).await.len(), 16);
    // Cancelled ones do not count, and moving it within its day is not stopped by itself.
    world.services.reschedule_booking(&ctx, booked.id, None, &services::bookings::NewTime::at(later)).await.unwrap();
    world.services.cancel_booking(&ctx, booked.id, None, "").await.unwrap();
    try_to_book(&world, &ctx, other, &reem, later).await.unwrap();
    let limits = world.services.booking_limits(&ctx).await.unwrap();
    assert_eq!((limits.hosts[0].user_id, limits.hosts[0].limits), (stage.caster.id, a_day(1)));
}

#[tokio::test]
async fn a_team_limits_each_host_over_its_event_types_only() {
    let world = World::new().await;
    let stage = world.stage().await;
    let admin = world.member(MemberRole::Admin).await;
    let form = TeamForm { name_en: "Drama".to_owned(), name_ar: String::new(), members: vec![stage.caster.id] };
    let team = world.services.create_team(&world.ctx_as(&admin), form).await.unwrap().id;
    let of_team = |event: &mut store::event_types::EventTypeRecord| {
        event.team_id = Some(team);
        event.limits = serde_json::json!({"team": {"bookings": {"day": 1}}});
    };
    let hosts = [stage.caster.id];
    let first = world.event_type_with(stage.org, Some(stage.call), &hosts, of_team).await;
    let second = world.event_type_with(stage.org, Some(stage.call), &hosts, of_team).await;
    let mut talents = Vec::new();
    for name in ["Noura", "Reem", "Fahad"] {
        talents.push(world.applicant(&stage, name).await);
    }
    let ctx = world.ctx_as(&stage.caster);
    // One of another team does not count.
    try_to_book(&world, &ctx, stage.event_type, &talents[0], world.at("2026-11-23T06:00:00Z")).await.unwrap();
    try_to_book(&world, &ctx, first, &talents[1], world.at("2026-11-23T07:00:00Z")).await.unwrap();
    assert!(offered(&world, &ctx, second, &talents[2], MONDAY).await.is_empty());
    let refused = try_to_book(&world, &ctx, second, &talents[2], world.at("2026-11-23T11:00:00Z")).await;
    assert_eq!(refused.unwrap_err(), "limit_team_day");
    try_to_book(&world, &ctx, stage.event_type, &talents[2], world.at("2026-11-23T11:00:00Z")).await.unwrap();
}

#[tokio::test]
async fn a_talent_is_booked_so_often_a_day_whoever_hosts() {
    let world = World::new().await;
    let (stage, other) = (world.stage().await, world.stage().await);
    let admin = world.member(MemberRole::Admin).await;
    world.services.set_booker_limits(&world.ctx_as(&admin), a_day(1)).await.unwrap();
    let noura = world.applicant(&stage, "Noura").await;
    let again = world.applies(other.org, other.role, &noura.person).await;
    let reem = world.applicant(&other, "Reem").await;
    let ctx = world.ctx_as(&other.caster);
    try_to_book(&world, &world.ctx_as(&stage.caster), stage.event_type, &noura, world.at("2026-11-23T06:00:00Z"))
        .await
        .unwrap();
    assert!(offered(&world, &ctx, other.event_type, &again, MONDAY).await.is_empty());
    let at = world.at("2026-11-23T11:00:00Z");
    assert_eq!(try_to_book(&world, &ctx, other.event_type, &again, at).await.unwrap_err(), "limit_booker_day");
    assert_eq!(offered(&world, &ctx, other.event_type, &reem, MONDAY).await.len(), 16, "somebody else's day is free");
    assert_eq!(offered(&world, &ctx, other.event_type, &again, TUESDAY).await.len(), 16);
}

/// A hold counts wherever in the period it lies, not only near the time asked about; one's own does not.
#[tokio::test]
async fn somebody_elses_hold_uses_up_a_month() {
    let world = World::new().await;
    let stage = world.stage().await;
    let monthly = world
        .event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| {
            event.limits = serde_json::json!({"bookings": {"month": 1}});
        })
        .await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let mut holder = world.ctx_as(&stage.caster);
    holder.request.session_key = "holder".to_owned();
    // The world stands on 22 November in Riyadh.
    let hold = NewHold {
        event_type_id: monthly,
        application_id: noura.application,
        start: world.at("2026-12-30T07:00:00Z"),
        duration: None,
        meeting_type: None,
        room_id: None,
        lift_talent_hours: false,
    };
    world.services.hold(&holder, &hold).await.unwrap();
    let ctx = world.ctx_as(&stage.caster);
    let start = world.at("2026-12-02T07:00:00Z");
    assert_eq!(
        try_to_book(&world, &ctx, monthly, &reem, start).await.unwrap_err(),
        "limit_event_type_month",
        "four weeks away, the same month"
    );
    try_to_book(&world, &ctx, monthly, &reem, world.at("2026-11-24T07:00:00Z")).await.unwrap();
    try_to_book(&world, &holder, monthly, &noura, start).await.unwrap();
}

#[tokio::test]
async fn limits_are_checked_and_set_by_those_they_concern() {
    let world = World::new().await;
    let stage = world.stage().await;
    let colleague = world.member(MemberRole::Caster).await;
    let admin = world.ctx_as(&world.member(MemberRole::Admin).await);
    let ctx = world.ctx_as(&colleague);
    assert!(matches!(world.services.set_host_limits(&ctx, stage.caster.id, a_day(3)).await, Err(Error::Forbidden)));
    assert!(matches!(world.services.set_booker_limits(&ctx, a_day(3)).await, Err(Error::Forbidden)));
    world.services.set_host_limits(&admin, stage.caster.id, a_day(3)).await.unwrap();
    let stranger = world.person("Stranger").await;
    assert!(matches!(world.services.set_host_limits(&admin, stranger.id, a_day(3)).await, Err(Error::NotFound)));
    let wrong = Limits {
        bookings: PerPeriod { day: Some(5), week: Some(2), ..PerPeriod::default() },
        minutes: PerPeriod { day: Some(0), ..PerPeriod::default() },
    };
    match world.services.set_booker_limits(&admin, wrong).await {
        Err(Error::Fields(errors)) => {
            let found: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.code)).collect();
            assert!(found.contains(&("limits.bookings.week", FieldCode::LimitHierarchy)), "{found:?}");
            assert!(found.contains(&("limits.minutes.day", FieldCode::TooSmall)), "{found:?}");
        }
        other => panic!("{other:?}"),
    }
}
