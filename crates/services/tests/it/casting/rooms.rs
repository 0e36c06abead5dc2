//! Rooms, pauses, holidays, teams.

use chrono::NaiveDate;
use domain::{
    actor::MemberRole::{self, Admin, Assistant, Caster, Reviewer, SessionRunner},
    hours_form::{HoursForm, SpanForm, WeeklyForm},
};
use services::{holidays::HolidayForm, pauses::PauseForm, rooms::RoomForm, teams::TeamForm};
use testkit::World;

use super::{faults, refusal};

fn room(name: &str) -> RoomForm {
    RoomForm { name_en: Some(name.into()), name_ar: Some("القاعة أ".into()), ..RoomForm::default() }
}

#[tokio::test]
async fn rooms_belong_to_their_organisation_and_its_arrangers() {
    let world = World::new().await;
    let services = &world.services;
    for (role, expected) in
        [(Admin, "ok"), (Caster, "ok"), (Assistant, "forbidden"), (SessionRunner, "forbidden"), (Reviewer, "forbidden")]
    {
        let ctx = world.ctx_as(&world.member(role).await);
        assert_eq!(refusal(services.create_room(&ctx, room(role.as_str())).await), expected, "{role:?}");
    }
    let ctx = world.ctx_as(&world.member(Admin).await);
    let made = services
        .create_room(&ctx, RoomForm { map_url: Some("https://maps.example/a".into()), ..room("A") })
        .await
        .unwrap();
    assert_eq!(made.time_zone, "Asia/Riyadh");
    let reader = world.ctx_as(&world.member(Reviewer).await);
    assert_eq!(services.list_rooms(&reader, false).await.unwrap().len(), 3);
    let other = world.organization("bahr").await;
    let stranger = world.ctx_as(&world.member_of(other, Admin).await);
    assert_eq!(refusal(services.room(&stranger, made.id).await), "not_found");
    assert_eq!(refusal(services.edit_room(&stranger, made.id, None, room("B")).await), "not_found");
    assert_eq!(refusal(services.delete_room(&stranger, made.id, None).await), "not_found");
    let bad = RoomForm {
        name_ar: Some(String::new()),
        map_url: Some("javascript:alert(1)".into()),
        time_zone: Some("Mars".into()),
        ..room("")
    };
    assert_eq!(
        faults(services.create_room(&ctx, bad).await),
        ["nameEn required", "mapUrl not_a_url", "timeZone unknown_zone"]
    );
    let edited = services.edit_room(&ctx, made.id, Some(1), room("Big")).await.unwrap();
    assert_eq!(edited.name_en, "Big");
    assert_eq!(refusal(services.edit_room(&ctx, made.id, Some(1), room("Late")).await), "stale_revision");
    services.archive_room(&ctx, made.id, None, true).await.unwrap();
    assert_eq!(services.list_rooms(&ctx, false).await.unwrap().len(), 2);
    assert_eq!(services.list_rooms(&ctx, true).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_room_keeps_hours_of_its_own() {
    let world = World::new().await;
    let services = &world.services;
    let ctx = world.ctx_as(&world.member(Caster).await);
    let made = services.create_room(&ctx, room("A")).await.unwrap();
    assert_eq!(services.room(&ctx, made.id).await.unwrap().hours, None);
    let line = |start: &str, end: &str| WeeklyForm { day: 0, span: SpanForm { start: start.into(), end: end.into() } };
    let form = HoursForm { weekly: vec![line("10:00", "14:00"), line("13:00", "16:00")], ..HoursForm::default() };
    let merged = services.save_room_hours(&ctx, made.id, Some(form)).await.unwrap();
    assert_eq!(merged.len(), 1);
    let hours = services.room(&ctx, made.id).await.unwrap().hours.unwrap();
    assert_eq!((hours.hours.weekly, hours.hours.time_zone.as_str()), (vec![line("10:00", "16:00")], "Asia/Riyadh"));
    let shorter = HoursForm { weekly: vec![line("11:00", "12:00")], ..HoursForm::default() };
    services.save_room_hours(&ctx, made.id, Some(shorter)).await.unwrap();
    let again = services.room(&ctx, made.id).await.unwrap().hours.unwrap();
    assert_eq!((again.id, again.hours.weekly.len()), (hours.id, 1));
    services.save_room_hours(&ctx, made.id, None).await.unwrap();
    assert_eq!(services.room(&ctx, made.id).await.unwrap().hours, None);
    services.delete_room(&ctx, made.id, None).await.unwrap();
}

#[tokio::test]
async fn pauses_and_holidays() {
    let world = World::new().await;
    let services = &world.services;
    let ctx = world.ctx_as(&world.member(Admin).await);
    let made = services.create_room(&ctx, room("A")).await.unwrap();
    let dhuhr = PauseForm {
        room_id: Some(made.id),
        name_en: "Dhuhr".into(),
        name_ar: "الظهر".into(),
        starts_on: "2026-11-29".into(),
        start: "11:40".into(),
        end: "12:00".into(),
        ..PauseForm::default()
    };
    let pause = services.create_pause(&ctx, &dhuhr).await.unwrap();
    assert_eq!((pause.ends_on, pause.minutes, pause.time_zone.as_str()), (pause.starts_on, (700, 720), "Asia/Riyadh"));
    let bad = PauseForm {
        ends_on: "2026-11-28".into(),
        start: "12:00".into(),
        name_en: " ".into(),
        name_ar: "".into(),
        ..dhuhr.clone()
    };
    assert_eq!(
        faults(services.create_pause(&ctx, &bad).await),
        ["nameEn required", "endsOn ends_before_start", "end ends_before_start"]
    );
    for (starts_on, ends_on, fault) in
        [("2026-11-20", "", "startsOn in_the_past"), ("2026-11-19", "2026-11-20", "endsOn in_the_past")]
    {
        let over = PauseForm { starts_on: starts_on.into(), ends_on: ends_on.into(), ..dhuhr.clone() };
        assert_eq!(faults(services.create_pause(&ctx, &over).await), [fault]);
    }
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let day = (date("2026-11-29"), date("2026-11-29"));
    assert_eq!(services.list_pauses(&ctx, day.0, day.1).await.unwrap().len(), 1);
    let other = world.organization("bahr").await;
    let stranger = world.ctx_as(&world.member_of(other, Admin).await);
    assert!(services.list_pauses(&stranger, day.0, day.1).await.unwrap().is_empty());
    assert_eq!(refusal(services.delete_pause(&stranger, pause.id).await), "not_found");
    assert_eq!(faults(services.create_pause(&stranger, &dhuhr).await), ["roomId unknown"]);
    services.delete_pause(&ctx, pause.id).await.unwrap();
    let founding =
        HolidayForm { on_date: "2027-02-22".into(), name_en: "Founding Day".into(), ..HolidayForm::default() };
    let holiday = services.create_holiday(&ctx, &founding).await.unwrap();
    assert_eq!(faults(services.create_holiday(&ctx, &founding).await), ["nameEn taken"]);
    assert_eq!(refusal(services.delete_holiday(&stranger, holiday.id).await), "not_found");
    services.delete_holiday(&ctx, holiday.id).await.unwrap();
}

#[tokio::test]
async fn teams_have_members_of_the_organisation() {
    let world = World::new().await;
    let services = &world.services;
    let (admin, caster) = (world.member(Admin).await, world.member(Caster).await);
    let ctx = world.ctx_as(&admin);
    let form = |members| TeamForm { name_en: "Riyadh".into(), name_ar: "الرياض".into(), members };
    let team = services.create_team(&ctx, form(vec![caster.id, caster.id])).await.unwrap();
    assert_eq!(services.list_teams(&world.ctx_as(&caster), false).await.unwrap()[0].members, [caster.id]);
    let stranger = world.person("Nobody").await;
    assert_eq!(faults(services.create_team(&ctx, form(vec![stranger.id])).await), ["members.0 unknown"]);
    assert_eq!(refusal(services.edit_team(&world.ctx_as(&caster), team.id, form(vec![])).await), "forbidden");
    let other = world.organization("bahr").await;
    let foreign = world.ctx_as(&world.member_of(other, MemberRole::Admin).await);
    assert_eq!(refusal(services.edit_team(&foreign, team.id, form(vec![])).await), "not_found");
    services.archive_team(&ctx, team.id, true).await.unwrap();
    assert!(services.list_teams(&ctx, false).await.unwrap().is_empty());
}
