//! Schedules, time off, travel and what they come to.

use domain::{
    actor::MemberRole,
    hours_form::{HoursForm, OverrideForm, PatternForm, SpanForm, WeeklyForm},
};
use services::{
    holidays::HolidayForm,
    out_of_office::{TimeOffForm, TravelForm},
    pauses::PauseForm,
    schedules::PreviewOf,
};
use testkit::World;

use super::{faults, refusal};

fn span(start: &str, end: &str) -> SpanForm {
    SpanForm { start: start.into(), end: end.into() }
}

/// Sunday to Thursday, some of it overlapping; a fortnightly pattern; a closed date and an open one.
fn form() -> HoursForm {
    HoursForm {
        name: "Usual".into(),
        weekly: vec![
            WeeklyForm { day: 0, span: span("12:00", "15:00") },
            WeeklyForm { day: 0, span: span("09:00", "12:00") },
            WeeklyForm { day: 2, span: span("22:00", "02:00") },
            WeeklyForm { day: 3, span: span("20:00", "24:00") },
        ],
        patterns: vec![PatternForm {
            rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH".into(),
            starts_on: "2026-11-26".into(),
            span: span("10:00", "11:00"),
            ..PatternForm::default()
        }],
        overrides: vec![
            OverrideForm { date: "2026-11-29".into(), spans: vec![] },
            OverrideForm { date: "2026-11-28".into(), spans: vec![span("16:00", "18:00"), span("10:00", "12:00")] },
        ],
        ..HoursForm::default()
    }
}

#[tokio::test]
async fn a_talent_states_hours_and_reads_them_back() {
    let world = World::new().await;
    let services = &world.services;
    let talent = world.person("Noura").await;
    let ctx = world.ctx_as(&talent);
    assert!(services.my_schedules(&ctx).await.unwrap().is_empty());
    let saved = services.create_schedule(&ctx, &form()).await.unwrap();
    assert!(saved.schedule.is_default);
    assert_eq!(saved.merged.len(), 1);
    let hours = &saved.schedule.hours;
    assert_eq!(hours.time_zone, "Asia/Riyadh");
    assert_eq!(hours.weekly[0], WeeklyForm { day: 0, span: span("09:00", "15:00") });
    assert_eq!(hours.weekly[2].span, span("20:00", "24:00"));
    assert_eq!(hours.overrides.iter().map(|one| one.spans.len()).collect::<Vec<_>>(), [2, 0]);
    // What was read back saves as it is: nothing merged, nothing changed.
    let again = services.save_schedule(&ctx, saved.schedule.id, Some(1), hours).await.unwrap();
    assert!(!again.changed && again.merged.is_empty());
    assert_eq!(&again.schedule.hours, hours);
    assert_eq!(refusal(services.save_schedule(&ctx, saved.schedule.id, Some(1), hours).await), "stale_revision");
    let mut bad = form();
    bad.weekly[1].span.end = "09:00".into();
    bad.time_zone = "Mars/Olympus".into();
    assert_eq!(
        faults(services.save_schedule(&ctx, saved.schedule.id, None, &bad).await),
        ["timeZone unknown_zone", "weekly.1.end ends_before_start"]
    );
    assert_eq!(services.my_schedule(&ctx, saved.schedule.id).await.unwrap().hours, *hours);
    let other = world.ctx_as(&world.person("Reem").await);
    for found in [
        refusal(services.my_schedule(&other, saved.schedule.id).await),
        refusal(services.save_schedule(&other, saved.schedule.id, None, &form()).await),
        refusal(services.delete_schedule(&other, saved.schedule.id, None).await),
        refusal(services.make_schedule_default(&other, saved.schedule.id).await),
    ] {
        assert_eq!(found, "not_found");
    }
    assert_eq!(refusal(services.my_schedules(&world.ctx_anonymous()).await), "signed_out");
}

#[tokio::test]
async fn one_schedule_is_the_default() {
    let world = World::new().await;
    let services = &world.services;
    let ctx = world.ctx_as(&world.member(MemberRole::Caster).await);
    let first = services.create_schedule(&ctx, &form()).await.unwrap().schedule;
    let ramadan = HoursForm { name: "Ramadan".into(), time_zone: "Asia/Dubai".into(), ..form() };
    let second = services.create_schedule(&ctx, &ramadan).await.unwrap().schedule;
    assert!(first.is_default && !second.is_default);
    for (asked, zone) in [(None, "Asia/Riyadh"), (Some(second.id), "Asia/Dubai")] {
        let (shown, _) = services.own_hours(&ctx, asked).await.unwrap().preview.unwrap();
        assert_eq!(shown.name(), zone, "the weeks of the one that was asked for");
    }
    services.rename_schedule(&ctx, second.id, "Nights").await.unwrap();
    assert_eq!(services.my_schedule(&ctx, second.id).await.unwrap().hours.name, "Nights");
    services.make_schedule_default(&ctx, second.id).await.unwrap();
    let defaults: Vec<_> =
        services.my_schedules(&ctx).await.unwrap().into_iter().map(|one| (one.id, one.is_default)).collect();
    assert_eq!(defaults, [(second.id, true), (first.id, false)]);
    services.delete_schedule(&ctx, second.id, None).await.unwrap();
    assert!(services.my_schedules(&ctx).await.unwrap()[0].is_default);
}

/// What a preview shows, as `date start-end …` on the clock of the zone.
async fn shown(world: &World, ctx: &services::Ctx, of: PreviewOf<'_>) -> Vec<String> {
    let (zone, days) = world.services.preview_hours(ctx, of).await.unwrap();
    assert_eq!(days.len(), 14);
    days.iter()
        .filter(|day| !day.open.is_empty() || day.away || day.holiday.is_some())
        .map(|day| {
            let spans = day.open.iter().map(|(start, end)| {
                format!(" {}-{}", zone.local(*start).format("%H:%M"), zone.local(*end).format("%H:%M"))
            });
            let marks = [(day.away, " away"), (day.holiday.is_some(), " holiday")];
            let marks = marks.iter().filter(|(is, _)| *is).map(|(_, word)| (*word).to_owned());
            format!("{}{}", day.date.format("%m-%d"), spans.chain(marks).collect::<String>())
        })
        .collect()
}

#[tokio::test]
async fn the_preview_shows_what_bookers_will_see() {
    let world = World::new().await;
    let services = &world.services;
    let talent = world.ctx_as(&world.person("Noura").await);
    // The clock stands on Sunday 22 November 2026, 09:00 in Riyadh.
    let typed = shown(&world, &talent, PreviewOf::Typed(&form())).await;
    let expected = [
        "11-22 09:00-15:00",
        "11-24 22:00-00:00",
        "11-25 00:00-02:00 20:00-00:00",
        "11-26 10:00-11:00",
        "11-28 10:00-12:00 16:00-18:00",
        "12-01 22:00-00:00",
        "12-02 00:00-02:00 20:00-00:00",
    ];
    assert_eq!(typed, expected);
    let saved = services.create_schedule(&talent, &form()).await.unwrap().schedule;
    assert_eq!(shown(&world, &talent, PreviewOf::Saved(saved.id)).await, expected);
    // A part-day and whole dates away.
    let part = TimeOffForm {
        from: "2026-11-22".into(),
        from_time: "10:00".into(),
        to_time: "11:30".into(),
        ..TimeOffForm::default()
    };
    let off = services.add_time_off(&talent, &part).await.unwrap();
    assert!(!off.whole_dates);
    let whole = TimeOffForm { from: "2026-11-25".into(), to: "2026-11-26".into(), ..TimeOffForm::default() };
    services.add_time_off(&talent, &whole).await.unwrap();
    let with_off = shown(&world, &talent, PreviewOf::Saved(saved.id)).await;
    assert_eq!(with_off[..4], ["11-22 09:00-10:00 11:30-15:00 away", "11-24 22:00-00:00", "11-25 away", "11-26 away"]);
    assert_eq!(services.my_time_off(&talent).await.unwrap().len(), 2);
    services.remove_time_off(&talent, off.id).await.unwrap();
    assert_eq!(shown(&world, &talent, PreviewOf::Saved(saved.id)).await[0], "11-22 09:00-15:00");
    // In Dubai the same wall-clock hours are an hour earlier.
    let trip = TravelForm { from: "2026-11-28".into(), time_zone: "Asia/Dubai".into(), ..TravelForm::default() };
    services.add_travel(&talent, &trip).await.unwrap();
    assert!(
        shown(&world, &talent, PreviewOf::Saved(saved.id)).await.contains(&"11-28 09:00-11:00 15:00-17:00".to_owned())
    );
    // The page of one's hours reads the same together.
    let own = services.own_hours(&talent, None).await.unwrap();
    assert_eq!(own.preview, Some(services.preview_hours(&talent, PreviewOf::Saved(saved.id)).await.unwrap()));
    assert_eq!(
        (own.time_off, own.travel),
        (services.my_time_off(&talent).await.unwrap(), services.my_travel(&talent).await.unwrap())
    );
    let other = world.ctx_as(&world.person("Reem").await);
    assert_eq!(refusal(services.preview_hours(&other, PreviewOf::Saved(saved.id)).await), "not_found");
}

#[tokio::test]
async fn members_also_see_their_offices_holidays_and_pauses() {
    let world = World::new().await;
    let services = &world.services;
    let ctx = world.ctx_as(&world.member(MemberRole::Admin).await);
    let saved = services.create_schedule(&ctx, &form()).await.unwrap().schedule;
    let pause = PauseForm {
        name_en: "Dhuhr".into(),
        starts_on: "2026-11-01".into(),
        ends_on: "2026-12-31".into(),
        start: "11:40".into(),
        end: "12:00".into(),
        ..PauseForm::default()
    };
    services.create_pause(&ctx, &pause).await.unwrap();
    let holiday = HolidayForm { on_date: "2026-11-24".into(), name_en: "Day".into(), ..HolidayForm::default() };
    services.create_holiday(&ctx, &holiday).await.unwrap();
    let found = shown(&world, &ctx, PreviewOf::Saved(saved.id)).await;
    assert_eq!(found[..3], ["11-22 09:00-11:40 12:00-15:00", "11-24 holiday", "11-25 20:00-00:00"]);
}

#[tokio::test]
async fn time_off_that_cannot_be_is_refused_at_its_field() {
    let world = World::new().await;
    let services = &world.services;
    let ctx = world.ctx_as(&world.person("Noura").await);
    let off = |from: &str, to: &str, from_time: &str, to_time: &str| TimeOffForm {
        from: from.into(),
        to: to.into(),
        from_time: from_time.into(),
        to_time: to_time.into(),
        ..TimeOffForm::default()
    };
    for (form, expected) in [
        (off("", "", "", ""), "from required"),
        (off("2026-12-02", "2026-12-01", "", ""), "to ends_before_start"),
        (off("2026-12-01", "", "12:00", "11:00"), "toTime ends_before_start"),
        (off("2026-11-01", "2026-11-02", "", ""), "to in_the_past"),
        (off("2026-12-01", "2029-12-01", "", ""), "to too_large"),
        (off("2026-12-01", "", "noon", ""), "fromTime not_a_date"),
        (TimeOffForm { time_zone: "Mars".into(), ..off("2026-12-01", "", "", "") }, "timeZone unknown_zone"),
    ] {
        assert_eq!(faults(services.add_time_off(&ctx, &form).await), [expected]);
    }
    let bad = TravelForm { from: "2026-12-02".into(), to: "2026-12-01".into(), time_zone: String::new() };
    assert_eq!(faults(services.add_travel(&ctx, &bad).await), ["timeZone unknown_zone", "to ends_before_start"]);
    let good = services.add_time_off(&ctx, &off("2026-12-01", "", "", "")).await.unwrap();
    let other = world.ctx_as(&world.person("Reem").await);
    assert_eq!(refusal(services.remove_time_off(&other, good.id).await), "not_found");
    assert_eq!(
        (good.starts_at.to_rfc3339(), good.ends_at.to_rfc3339()),
        ("2026-11-30T21:00:00+00:00".into(), "2026-12-01T21:00:00+00:00".into())
    );
}
