//! What webhooks hear beside bookings: applications, people's availability, calendars; and of all of it, that it is written with the change.

use chrono::TimeDelta;
use domain::{actor::MemberRole, casting::ApplicationStatus, field::FieldCode};
use serde_json::{Value, json};
use services::{
    Error,
    applications::{ApplicationPatch, NewApplicant},
    calendars::SubscriptionForm,
    casting_calls::NewOwnApplication,
    jobs::drain,
    out_of_office::{TimeOffForm, TravelForm},
    webhooks::{MOST, WebhookForm, WebhookView},
};
use testkit::{
    Person, World,
    receiver::{Behaviour, Receiver},
};

use crate::webhooks::{START, form, messages, subscribed};

pub(crate) fn only(events: &[&str], format: &str) -> WebhookForm {
    WebhookForm {
        events: Some(events.iter().map(|event| (*event).to_owned()).collect()),
        format: Some(format.to_owned()),
        ..form("https://hooks.example.com/a")
    }
}

/// The bodies of a webhook's messages about `noun`, oldest first; those of one instant by name.
pub(crate) async fn told(world: &World, admin: &Person, webhook: &WebhookView, noun: &str) -> Vec<Value> {
    let ctx = world.ctx_as(admin);
    let mut bodies = Vec::new();
    for message in messages(world, admin, webhook).await {
        if message.topic.starts_with(noun) {
            let body = world.services.webhook_delivery(&ctx, message.id).await.unwrap().delivery.body.unwrap();
            bodies.push(serde_json::from_str(&body).unwrap());
        }
    }
    bodies
}

#[tokio::test]
async fn applications_are_told_from_the_first_to_the_last() {
    let world = World::new().await;
    let (admin, webhook, _) = subscribed(&world, form("https://hooks.example.com/a")).await;
    let marks = only(&["application.status_changed"], "standard");
    let (marks, _) = world.services.create_webhook(&world.ctx_as(&admin), marks).await.unwrap();
    let (dressed, _) = world.services.create_webhook(&world.ctx_as(&admin), only(&[], "calcom")).await.unwrap();
    let stage = world.stage().await;
    let s = &world.services;
    // Time passes between changes, so that their messages have an order of their own.
    let ctx = || {
        world.advance(TimeDelta::seconds(1));
        world.ctx_as(&stage.caster)
    };
    let new = NewApplicant { name: "Reem".into(), email: "reem@example.com".into(), ..NewApplicant::default() };
    let reem = s.add_applicant(&ctx(), stage.role, new).await.unwrap().application_id;
    s.set_application_status(&ctx(), reem, ApplicationStatus::Shortlisted).await.unwrap();
    s.set_application_status(&ctx(), reem, ApplicationStatus::Shortlisted).await.unwrap();
    let note = ApplicationPatch { note: Some("Tall".into()), ..ApplicationPatch::default() };
    s.edit_application(&ctx(), reem, None, note).await.unwrap();
    let both = ApplicationPatch { note: Some("Taller".into()), status: Some(ApplicationStatus::Selected) };
    s.edit_application(&ctx(), reem, None, both).await.unwrap();
    s.set_application_statuses(&ctx(), stage.call, &[reem], ApplicationStatus::Passed).await.unwrap();
    s.import_applicants_csv(&ctx(), stage.role, b"name,email\nHind,hind@example.com\n", false).await.unwrap();
    s.remove_application(&ctx(), reem, None).await.unwrap();
    let told_all = told(&world, &admin, &webhook, "application.").await;
    let lines: Vec<Value> = told_all
        .iter()
        .map(|told| json!([told["type"], told["data"]["revision"], told["data"]["changedFields"]]))
        .collect();
    assert_eq!(
        json!(lines),
        json!([
            ["application.created", 1, []],
            ["application.status_changed", 2, ["status"]],
            ["application.updated", 3, ["note"]],
            ["application.status_changed", 4, ["status", "note"]],
            ["application.status_changed", 5, ["status"]],
            ["application.created", 1, []],
            ["application.removed", 6, []],
        ])
    );
    let whole = &told_all[3]["data"];
    assert_eq!(whole["applicationId"], reem.to_string());
    let one = &whole["application"];
    assert_eq!(
        json!([one["status"], one["note"], one["nameLatin"], one["email"], one["source"], one["roleId"]]),
        json!(["selected", "Taller", "Reem", "reem@example.com", "caster", stage.role.to_string()])
    );
    let kept = messages(&world, &admin, &webhook).await;
    assert_eq!(kept[0].subject, Some(reem.to_string()));
    let marks = told(&world, &admin, &marks, "").await;
    assert_eq!(marks.len(), 3, "the filter lets marks through");
    assert!(messages(&world, &admin, &dressed).await.is_empty(), "Cal.com knows no applications");

    // What is refused is not told, nor what another office does.
    let noura = world.applicant(&stage, "Noura").await;
    world.booked(&stage, &noura, START).await;
    assert!(s.remove_application(&ctx(), noura.application, None).await.is_err());
    let other = world.organization("other").await;
    let foreign = world.stage_in(other).await;
    let stranger = NewApplicant { name: "Layan".into(), ..NewApplicant::default() };
    s.add_applicant(&world.ctx_as(&foreign.caster), foreign.role, stranger).await.unwrap();
    assert_eq!(told(&world, &admin, &webhook, "application.").await.len(), 7);

    // Whoever applies for themselves is told of like the others.
    let faisal = world.person("Faisal").await;
    let call = s.call(&ctx(), stage.call).await.unwrap().call;
    let own = NewOwnApplication { role_id: stage.role.to_string(), ..NewOwnApplication::default() };
    let applied = s.apply(&world.ctx_as(&faisal), "takeone", &call.slug, own).await.unwrap();
    let last = told(&world, &admin, &webhook, "application.").await.pop().unwrap();
    assert_eq!(
        json!([last["type"], last["data"]["applicationId"], last["data"]["application"]["source"]]),
        json!(["application.created", applied.to_string(), "talent"])
    );
}

#[tokio::test]
async fn offices_hear_when_their_hosts_and_talent_are_free_and_not_why() {
    let world = World::new().await;
    let (admin, webhook, _) = subscribed(&world, form("https://hooks.example.com/a")).await;
    let (dressed, _) = world.services.create_webhook(&world.ctx_as(&admin), only(&[], "calcom")).await.unwrap();
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let other = world.organization("other").await;
    let elsewhere = world.member_of(other, MemberRole::Admin).await;
    let form = form("https://hooks.example.com/b");
    let (foreign, _) = world.services.create_webhook(&world.ctx_as(&elsewhere), form).await.unwrap();
    let s = &world.services;
    let later = |person: &Person| {
        world.advance(TimeDelta::seconds(1));
        world.ctx_as(person)
    };
    // A host: hours saved twice with one change, time off with a stand-in, back again.
    let own = s.my_schedules(&later(&stage.caster)).await.unwrap().remove(0);
    let mut hours = own.hours.clone();
    s.save_schedule(&later(&stage.caster), own.id, None, &hours).await.unwrap();
    hours.weekly.truncate(2);
    s.save_schedule(&later(&stage.caster), own.id, None, &hours).await.unwrap();
    let away = TimeOffForm {
        from: "2026-11-25".into(),
        reason: "A private matter".into(),
        delegate: admin.id.to_string(),
        ..TimeOffForm::default()
    };
    let off = s.add_time_off(&later(&stage.caster), &away).await.unwrap();
    s.remove_time_off(&later(&stage.caster), off.id).await.unwrap();
    // A talent: their first hours, time off, a journey.
    s.create_schedule(&later(&noura.person), &hours).await.unwrap();
    let away = TimeOffForm { delegate: String::new(), ..away };
    s.add_time_off(&later(&noura.person), &away).await.unwrap();
    let trip = TravelForm { from: "2026-11-28".into(), time_zone: "Asia/Dubai".into(), ..TravelForm::default() };
    s.add_travel(&later(&noura.person), &trip).await.unwrap();
    let told_all = told(&world, &admin, &webhook, "").await;
    let lines: Vec<Value> = told_all
        .iter()
        .map(|told| {
            let data = &told["data"];
            json!([told["type"], data["what"], data["userId"], data["isHost"], data["startsAt"]])
        })
        .collect();
    let (host, talent) = (stage.caster.id.to_string(), noura.person.id.to_string());
    let name = "availability.changed";
    // Saving what is there already writes a new revision and says nothing.
    assert_eq!(
        json!(lines),
        json!([
            [name, "hours", host, true, null],
            [name, "time_off_added", host, true, "2026-11-24T21:00:00.000Z"],
            [name, "time_off_removed", host, true, null],
            [name, "hours", talent, false, null],
            [name, "time_off_added", talent, false, null],
            [name, "travel", talent, false, null],
        ])
    );
    assert_eq!(told_all[0]["data"]["scheduleId"], own.id.to_string());
    assert_eq!(told_all[1]["data"]["delegateUserId"], admin.id.to_string());
    assert_eq!(told_all[4]["data"]["talentProfileId"], noura.profile.to_string());
    assert!(!told_all.iter().any(|told| told.to_string().contains("private matter")));
    // Cal.com knows time off that a host takes.
    let in_its_dress = told(&world, &admin, &dressed, "").await;
    assert_eq!(in_its_dress.len(), 1);
    let entry = &in_its_dress[0]["payload"]["oooEntry"];
    assert_eq!(
        json!([in_its_dress[0]["triggerEvent"], entry["uuid"], entry["start"], entry["end"], entry["notes"]]),
        json!(["OOO_CREATED", off.id.to_string(), "2026-11-24T21:00:00.000Z", "2026-11-25T21:00:00.000Z", null])
    );
    assert_eq!(entry["user"]["email"], json!(stage.caster.email));
    assert_eq!(entry["toUser"]["email"], json!(admin.email));
    assert!(messages(&world, &elsewhere, &foreign).await.is_empty(), "who is not theirs is not told to others");
}

#[tokio::test]
async fn an_office_hears_that_a_hosts_calendar_fails_for_an_hour_and_that_it_is_over() {
    let world = World::new().await;
    let (admin, webhook, _) = subscribed(&world, form("https://hooks.example.com/a")).await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let server = Receiver::start().await;
    let s = &world.services;
    server.behave(Behaviour::status(404));
    for person in [&stage.caster, &noura.person] {
        let form = SubscriptionForm { address: server.url(), name: "Own".to_owned() };
        s.subscribe_calendar(&world.ctx_as(person), &form).await.unwrap();
    }
    let since = world.now();
    for (minutes, messages) in [(0, 0), (30, 0), (31, 1), (60, 1)] {
        world.advance(TimeDelta::minutes(minutes));
        drain(s).await.unwrap();
        s.sweep().await.unwrap();
        assert_eq!(told(&world, &admin, &webhook, "calendar.").await.len(), messages, "after {minutes}");
    }
    let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nEND:VCALENDAR\r\n";
    server.behave(Behaviour::Answers(200, Vec::new(), calendar.to_owned()));
    for _ in 0..2 {
        world.advance(TimeDelta::hours(2));
        drain(s).await.unwrap();
    }
    let told_all = told(&world, &admin, &webhook, "calendar.").await;
    let lines: Vec<Value> = told_all
        .iter()
        .map(|told| {
            let data = &told["data"];
            json!([told["type"], data["userId"], data["kind"], data["failure"], data["failingSince"]])
        })
        .collect();
    let (host, since) = (stage.caster.id.to_string(), since.to_rfc3339_opts(chrono::SecondsFormat::Millis, true));
    assert_eq!(
        json!(lines),
        json!(
            [["calendar.failed", host, "ics", "status_404", since], ["calendar.recovered", host, "ics", null, null],]
        ),
        "a talent's calendar is nobody's business"
    );
    assert!(!told_all.iter().any(|told| told.to_string().contains("127.0.0.1")));
}

#[tokio::test]
async fn what_has_no_revision_keeps_its_order_and_there_is_an_end_of_webhooks() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let (admin, _, _) = subscribed(&world, form(&receiver.url())).await;
    let s = &world.services;
    let types = || -> Vec<String> {
        let whats = receiver.taken().into_iter().map(|taken| {
            let body: Value = serde_json::from_str(&taken.body).unwrap();
            body["data"]["what"].as_str().unwrap().to_owned()
        });
        whats.collect()
    };
    receiver.behave(Behaviour::status(500));
    let away = TimeOffForm { from: "2026-11-25".into(), ..TimeOffForm::default() };
    let off = s.add_time_off(&world.ctx_as(&admin), &away).await.unwrap();
    world.run_jobs().await;
    assert_eq!(types(), ["time_off_added"]);
    receiver.behave(Behaviour::status(200));
    world.advance(TimeDelta::seconds(1));
    s.remove_time_off(&world.ctx_as(&admin), off.id).await.unwrap();
    world.run_jobs().await;
    assert_eq!(types(), [""; 0], "it waits for the earlier one");
    world.advance(TimeDelta::seconds(9));
    world.run_jobs().await;
    assert_eq!(types(), ["time_off_added", "time_off_removed"]);

    for _ in 1..MOST {
        s.create_webhook(&world.ctx_as(&admin), form("https://hooks.example.com/a")).await.unwrap();
    }
    let refused = s.create_webhook(&world.ctx_as(&admin), form("https://hooks.example.com/a")).await;
    let Err(Error::Fields(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!((faults[0].code, faults[0].limit), (FieldCode::TooLarge, Some(MOST)));
}
