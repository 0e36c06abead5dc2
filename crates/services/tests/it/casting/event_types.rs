//! Event types: what is right, what is refused, whose they are.

use domain::{
    actor::MemberRole::{self, Admin, Assistant, Reviewer, SessionRunner},
    casting::QuestionKind,
    event_location::EventLocation,
    event_settings::EventLimits,
    hours_form::{HoursForm, OverrideForm, PatternForm, SpanForm, WeeklyForm},
    question::{QuestionForm, QuestionOption},
    slots::BookingWindow,
};
use services::{
    event_types::{EventTypeForm, HostForm},
    public_booking::ShareForm,
    rooms::RoomForm,
};

use super::{Casting, faults, refusal};

fn question(key: &str) -> QuestionForm {
    QuestionForm {
        key: key.into(),
        kind: QuestionKind::Text,
        label_en: "Height".into(),
        label_ar: "الطول".into(),
        hint_en: String::new(),
        hint_ar: String::new(),
        required: false,
        options: Vec::new(),
        shown_when: None,
    }
}

fn form(casting: &Casting) -> EventTypeForm {
    EventTypeForm {
        name_en: "First call".into(),
        name_ar: "تجربة أولى".into(),
        casting_call_id: Some(casting.call),
        hosts: vec![HostForm::fixed(casting.caster.id)],
        ..EventTypeForm::default()
    }
}

#[tokio::test]
async fn an_event_type_comes_back_as_it_was_typed() {
    let casting = Casting::new().await;
    let services = &casting.world.services;
    let ctx = casting.ctx();
    let hours = HoursForm { time_zone: "Asia/Dubai".into(), ..HoursForm::default() };
    services.create_schedule(&ctx, &hours).await.unwrap();
    let room = RoomForm { name_en: Some("A".into()), ..RoomForm::default() };
    let room = services.create_room(&ctx, room).await.unwrap();
    let full = EventTypeForm {
        durations: vec![15, 30],
        price_minor: Some(5000),
        currency: "sar".into(),
        buffer_after: 5,
        slot_interval: Some(15),
        booking_window: Some(BookingWindow::Range {
            from: "2026-11-29".parse().unwrap(),
            to: "2026-12-31".parse().unwrap(),
        }),
        limits: serde_json::from_value(serde_json::json!({"bookings": {"day": 20, "week": 60}})).unwrap(),
        capacity: 2,
        locations: vec![
            EventLocation::InPerson { room_id: Some(room.id), address: None },
            EventLocation::Video { url: Some("https://meet.example/a".into()), password: Some("palm".into()) },
            EventLocation::Phone { number: None },
        ],
        questions: vec![question("height"), question("riding")],
        ..form(&casting)
    };
    let made = services.create_event_type(&ctx, full.clone()).await.unwrap();
    assert_eq!((made.record.slug.as_str(), made.record.time_zone.as_str()), ("first-call", "Asia/Dubai"));
    let typed = made.to_form();
    let expected =
        EventTypeForm { slug: "first-call".into(), time_zone: "Asia/Dubai".into(), currency: "SAR".into(), ..full };
    assert_eq!(typed, expected);
    // Saved again as it is, nothing but the revision differs; a question that stays keeps its place.
    let again = services.edit_event_type(&ctx, made.record.id, Some(1), typed.clone()).await.unwrap();
    assert_eq!((again.to_form(), again.record.revision), (typed.clone(), 2));
    assert_eq!(refusal(services.edit_event_type(&ctx, made.record.id, Some(1), typed.clone()).await), "stale_revision");
    let fewer = EventTypeForm { questions: vec![question("riding")], ..typed };
    let after = services.edit_event_type(&ctx, made.record.id, None, fewer).await.unwrap();
    assert_eq!(after.questions.len(), 1);
    let second = services.create_event_type(&ctx, form(&casting)).await.unwrap();
    assert_eq!(second.record.slug, "first-call-2");
    assert_eq!(second.record.booking_window, serde_json::json!({"type": "rolling", "days": 60, "calendar_days": true}));
    // Auditions of a call are for private links until they are shared.
    let hidden = services.public_event_type(&casting.world.ctx_anonymous(), "takeone", "first-call", None).await;
    assert_eq!(refusal(hidden), "not_found");
    let open = ShareForm { access: "open".to_owned(), reason_from: "nobody".to_owned(), ..ShareForm::default() };
    services.share(&ctx, made.record.id, None, &open).await.unwrap();
    let public =
        services.public_event_type(&casting.world.ctx_anonymous(), "takeone", "first-call", None).await.unwrap();
    assert_eq!((public.durations, public.questions.len()), (vec![15, 30], 1));
    for (archived, found) in [(true, "not_found"), (false, "ok"), (true, "not_found")] {
        services.archive_event_type(&ctx, made.record.id, archived).await.unwrap();
        assert_eq!(refusal(services.public_event_type(&ctx, "takeone", "first-call", None).await), found);
    }
    services.delete_event_type(&ctx, made.record.id, None).await.unwrap();
    assert_eq!(services.list_event_types(&ctx, None, true).await.unwrap().len(), 1);
}

#[tokio::test]
async fn own_hours_are_kept_copied_and_let_go() {
    let casting = Casting::new().await;
    let (services, ctx) = (&casting.world.services, casting.ctx());
    let span = |start: &str, end: &str| SpanForm { start: start.into(), end: end.into() };
    let own = HoursForm {
        weekly: vec![WeeklyForm { day: 0, span: span("10:00", "12:00") }],
        patterns: vec![PatternForm {
            rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU".into(),
            starts_on: "2026-11-24".into(),
            span: span("14:00", "16:00"),
            ..PatternForm::default()
        }],
        overrides: vec![OverrideForm { date: "2026-11-29".into(), spans: Vec::new() }],
        ..HoursForm::default()
    };
    let typed = EventTypeForm { time_zone: "Asia/Dubai".into(), hours: Some(own.clone()), ..form(&casting) };
    let made = services.create_event_type(&ctx, typed).await.unwrap();
    let kept = HoursForm { name: "First call".into(), time_zone: "Asia/Dubai".into(), ..own };
    assert_eq!(made.hours.as_ref(), Some(&kept), "by the event type's clock and name");
    let id = made.record.id;
    let read = services.event_type(&ctx, id).await.unwrap();
    assert_eq!(read.hours.as_ref(), Some(&kept));
    // A copy has hours of its own: what is changed here does not change there.
    let copy = services.duplicate_event_type(&ctx, id).await.unwrap();
    assert!(copy.record.schedule_id.is_some() && copy.record.schedule_id != made.record.schedule_id);
    let moved = EventTypeForm { time_zone: "Asia/Riyadh".into(), ..read.to_form() };
    let moved = services.edit_event_type(&ctx, id, None, moved).await.unwrap();
    assert_eq!(moved.hours.as_ref().map(|hours| hours.time_zone.as_str()), Some("Asia/Riyadh"), "its clock is theirs");
    assert_eq!(services.event_type(&ctx, copy.record.id).await.unwrap().hours.unwrap().time_zone, "Asia/Dubai");
    for (hours, field) in [
        (HoursForm::default(), "hours required"),
        (
            HoursForm { weekly: vec![WeeklyForm { day: 1, span: span("9", "") }], ..HoursForm::default() },
            "hours.weekly.0.end required",
        ),
    ] {
        let wrong = EventTypeForm { hours: Some(hours), ..moved.to_form() };
        let found = faults(services.edit_event_type(&ctx, id, None, wrong).await);
        assert!(found.iter().any(|fault| fault == field), "{field}: {found:?}");
    }
    let schedules = "select count(*) from schedules where organization_id is not null";
    assert_eq!(casting.world.number(schedules).await, 2);
    let without = EventTypeForm { hours: None, ..moved.to_form() };
    assert_eq!(services.edit_event_type(&ctx, id, None, without).await.unwrap().hours, None);
    services.delete_event_type(&ctx, copy.record.id, None).await.unwrap();
    assert_eq!(casting.world.number(schedules).await, 0, "nothing is left behind");
}

#[tokio::test]
async fn every_fault_is_said_at_its_field() {
    let casting = Casting::new().await;
    let services = &casting.world.services;
    let ctx = casting.ctx();
    let other = casting.world.organization("bahr").await;
    let stranger = casting.world.member_of(other, Admin).await;
    let foreign = casting.world.ctx_as(&stranger);
    let their_room =
        services.create_room(&foreign, RoomForm { name_en: Some("B".into()), ..RoomForm::default() }).await.unwrap();
    let their_schedule =
        services.create_schedule(&casting.world.ctx_as(&stranger), &HoursForm::default()).await.unwrap().schedule.id;
    let bad = EventTypeForm {
        name_en: String::new(),
        name_ar: String::new(),
        slug: "Bad slug".into(),
        durations: vec![0, 30, 30],
        price_minor: Some(100),
        color_hue: 360,
        scheduling: "anyone".into(),
        time_zone: "Mars/Olympus".into(),
        minimum_notice: -1,
        slot_interval: Some(0),
        grid: "diagonal".into(),
        booking_window: Some(BookingWindow::Range {
            from: "2026-12-01".parse().unwrap(),
            to: "2026-11-01".parse().unwrap(),
        }),
        limits: serde_json::from_value::<EventLimits>(serde_json::json!({"minutes": {"day": 300, "month": 200}}))
            .unwrap(),
        capacity: 0,
        locations: vec![EventLocation::InPerson { room_id: Some(their_room.id), address: None }],
        hosts: vec![
            HostForm { weight: -1, schedule_id: Some(their_schedule), ..HostForm::fixed(casting.caster.id) },
            HostForm::fixed(stranger.id),
            HostForm::fixed(casting.caster.id),
        ],
        questions: vec![question("Height")],
        ..form(&casting)
    };
    let mut found = faults(services.create_event_type(&ctx, bad).await);
    found.sort();
    assert_eq!(
        found,
        [
            "bookingWindow.to ends_before_start",
            "capacity too_small",
            "colorHue too_large",
            "currency required",
            "durations.0 too_small",
            "durations.2 twice",
            "grid unknown",
            "hosts.0.scheduleId unknown",
            "hosts.0.weight too_small",
            "hosts.1.userId unknown",
            "hosts.2.userId taken",
            "limits.minutes.month limit_hierarchy",
            "locations.0.roomId unknown",
            "minimumNotice too_small",
            "nameEn required",
            "questions.0.key invalid",
            "scheduling unknown",
            "slotInterval too_small",
            "slug invalid",
            "timeZone unknown_zone",
        ]
    );
    let nobody = EventTypeForm { hosts: Vec::new(), durations: Vec::new(), ..form(&casting) };
    assert_eq!(faults(services.create_event_type(&ctx, nobody).await), ["hosts required", "durations required"]);
    let colleague = casting.world.member(MemberRole::Caster).await;
    let two = EventTypeForm {
        scheduling: "single".into(),
        hosts: vec![HostForm::fixed(casting.caster.id), HostForm::fixed(colleague.id)],
        ..form(&casting)
    };
    assert_eq!(faults(services.create_event_type(&ctx, two).await), ["hosts too_long"]);
    let taken = EventTypeForm { slug: "first-call".into(), ..form(&casting) };
    services.create_event_type(&ctx, taken.clone()).await.unwrap();
    assert_eq!(faults(services.create_event_type(&ctx, taken).await), ["slug taken"]);
}

#[tokio::test]
async fn casters_change_those_of_their_calls_only() {
    let casting = Casting::new().await;
    let (world, services) = (&casting.world, &casting.world.services);
    let of_call = services.create_event_type(&casting.ctx(), form(&casting)).await.unwrap().record.id;
    let of_none = EventTypeForm { casting_call_id: None, ..form(&casting) };
    assert_eq!(refusal(services.create_event_type(&casting.ctx(), of_none.clone()).await), "forbidden");
    let admin = world.ctx_as(&world.member(Admin).await);
    let general = services.create_event_type(&admin, of_none.clone()).await.unwrap().record.id;
    // Nor may a caster take one out of their call.
    assert_eq!(refusal(services.edit_event_type(&casting.ctx(), of_call, None, of_none.clone()).await), "forbidden");
    for (role, joined, read, listed) in [
        (MemberRole::Caster, false, "forbidden", 1),
        (MemberRole::Caster, true, "ok", 2),
        (Assistant, true, "ok", 2),
        (SessionRunner, true, "forbidden", 2),
        (Reviewer, false, "forbidden", 1),
    ] {
        let person = if joined { casting.joined(role).await } else { world.member(role).await };
        let ctx = world.ctx_as(&person);
        assert_eq!(refusal(services.event_type(&ctx, of_call).await), read, "{role:?} {joined}");
        assert_eq!(services.list_event_types(&ctx, None, false).await.unwrap().len(), listed, "{role:?} {joined}");
        let expected = if role == MemberRole::Caster && joined { "ok" } else { "forbidden" };
        assert_eq!(
            refusal(services.edit_event_type(&ctx, of_call, None, form(&casting)).await),
            expected,
            "{role:?} {joined}"
        );
        assert_eq!(refusal(services.archive_event_type(&ctx, general, true).await), "forbidden", "{role:?}");
    }
    let other = world.organization("bahr").await;
    let stranger = world.ctx_as(&world.member_of(other, Admin).await);
    let theirs = services.event_type(&casting.ctx(), of_call).await.unwrap();
    for found in [
        refusal(services.event_type(&stranger, of_call).await),
        refusal(services.roles_of_event_type(&stranger, &theirs).await),
        refusal(services.edit_event_type(&stranger, of_call, None, of_none).await),
        refusal(services.delete_event_type(&stranger, of_call, None).await),
        refusal(services.archive_event_type(&stranger, of_call, true).await),
        refusal(services.list_event_types(&stranger, Some(casting.call), false).await),
    ] {
        assert_eq!(found, "not_found");
    }
}

#[tokio::test]
async fn what_nobody_could_use_is_refused_and_hours_are_for_who_sets_up() {
    let casting = Casting::new().await;
    let (world, services) = (&casting.world, &casting.world.services);
    let limits = serde_json::from_value::<EventLimits>(serde_json::json!({"minutes": {"day": 20}})).unwrap();
    let short = EventTypeForm { durations: vec![30, 60], limits, ..form(&casting) };
    assert_eq!(
        faults(services.create_event_type(&casting.ctx(), short).await),
        ["limits.minutes.day limit_below_length"]
    );
    let option = |id: &str| QuestionOption { id: id.into(), label_en: "Yes".into(), label_ar: "نعم".into() };
    let alike =
        QuestionForm { kind: QuestionKind::Radio, options: vec![option("a"), option("b")], ..question("rides") };
    let alike = EventTypeForm { questions: vec![alike], ..form(&casting) };
    assert_eq!(
        faults(services.create_event_type(&casting.ctx(), alike).await),
        ["questions.0.options.1.labelEn twice"]
    );
    assert!(!services.possible_hosts(&casting.ctx()).await.unwrap().is_empty());
    for role in [Assistant, SessionRunner, Reviewer] {
        let ctx = world.ctx_as(&casting.joined(role).await);
        assert_eq!(refusal(services.possible_hosts(&ctx).await), "forbidden", "{role:?}");
    }
}
