//! Webhooks as admins manage them, and what is written when a booking changes.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use domain::{
    actor::MemberRole,
    field::FieldCode,
    refusal::{OtherRefusal, Refusal},
    webhook::{Delivery, Format, State},
};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use services::{
    Error,
    webhooks::{DeliveryQuery, DeliveryView, WebhookForm, WebhookView},
};
use sha2::Sha256;
use testkit::{Person, World, receiver::Receiver, receiver::Taken};

pub(crate) const START: &str = "2026-11-29T07:00:00Z";

pub(crate) fn form(url: &str) -> WebhookForm {
    WebhookForm { url: Some(url.to_owned()), ..WebhookForm::default() }
}

/// An admin with a webhook to `url`.
pub(crate) async fn subscribed(world: &World, form: WebhookForm) -> (Person, WebhookView, String) {
    let admin = world.member(MemberRole::Admin).await;
    let (webhook, secret) = world.services.create_webhook(&world.ctx_as(&admin), form).await.unwrap();
    (admin, webhook, secret)
}

/// The webhook's messages, oldest first.
pub(crate) async fn messages(world: &World, admin: &Person, webhook: &WebhookView) -> Vec<DeliveryView> {
    let query = DeliveryQuery { limit: 100, ..DeliveryQuery::default() };
    let page = world.services.list_webhook_deliveries(&world.ctx_as(admin), webhook.id, &query).await.unwrap();
    let mut items = page.items;
    items.reverse();
    items
}

/// Whether one of the signatures is the secret's, after the specification and not after our own code.
pub(crate) fn is_signed(taken: &Taken, secret: &str) -> bool {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&key).unwrap();
    mac.update(
        format!("{}.{}.{}", taken.headers["webhook-id"], taken.headers["webhook-timestamp"], taken.body).as_bytes(),
    );
    let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    taken.headers["webhook-signature"].split(' ').any(|entry| entry == expected)
}

fn faults(error: Error) -> Vec<(String, FieldCode)> {
    match error {
        Error::Fields(faults) => faults.into_iter().map(|fault| (fault.field, fault.code)).collect(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn only_admins_of_the_organisation_manage_them() {
    let world = World::new().await;
    let (admin, webhook, secret) = subscribed(&world, form("https://hooks.example.com/a")).await;
    assert!(secret.starts_with("whsec_"));
    assert_eq!(STANDARD.decode(&secret[6..]).unwrap().len(), 32);
    for role in [MemberRole::Caster, MemberRole::Assistant, MemberRole::SessionRunner, MemberRole::Reviewer] {
        let ctx = world.ctx_as(&world.member(role).await);
        assert!(matches!(world.services.list_webhooks(&ctx).await, Err(Error::Forbidden)), "{role:?}");
        assert!(matches!(world.services.rotate_webhook_secret(&ctx, webhook.id, None).await, Err(Error::Forbidden)));
        assert!(matches!(world.services.test_webhook(&ctx, webhook.id).await, Err(Error::Forbidden)));
        assert!(matches!(world.services.delete_webhook(&ctx, webhook.id, None).await, Err(Error::Forbidden)));
    }
    let other = world.organization("other").await;
    let stranger = world.ctx_as(&world.member_of(other, MemberRole::Admin).await);
    assert!(matches!(world.services.webhook(&stranger, webhook.id).await, Err(Error::NotFound)));
    assert!(matches!(world.services.delete_webhook(&stranger, webhook.id, None).await, Err(Error::NotFound)));
    assert!(matches!(world.services.test_webhook(&stranger, webhook.id).await, Err(Error::NotFound)));
    assert!(matches!(world.services.rotate_webhook_secret(&stranger, webhook.id, None).await, Err(Error::NotFound)));
    assert_eq!(world.services.list_webhooks(&stranger).await.unwrap(), []);
    let ctx = world.ctx_as(&admin);
    let delivery = world.services.test_webhook(&ctx, webhook.id).await.unwrap();
    assert!(matches!(world.services.webhook_delivery(&stranger, delivery.id).await, Err(Error::NotFound)));
    assert!(matches!(world.services.replay_webhook_delivery(&stranger, delivery.id).await, Err(Error::NotFound)));
    assert_eq!(world.services.list_webhooks(&ctx).await.unwrap(), std::slice::from_ref(&webhook));
    world.services.delete_webhook(&ctx, webhook.id, None).await.unwrap();
    assert!(matches!(world.services.webhook(&ctx, webhook.id).await, Err(Error::NotFound)));
    // The job of the message that went with it finds nothing.
    world.run_jobs().await;
    let sealed =
        world.number("select count(*) from webhooks where convert_from(secret_sealed, 'UTF8') like '%whsec%'").await;
    assert_eq!(sealed, 0);
}

#[tokio::test]
async fn what_is_typed_is_checked() {
    let world = World::new().await;
    let (admin, webhook, _) = subscribed(&world, form("https://hooks.example.com/a")).await;
    let ctx = world.ctx_as(&admin);
    let events = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    for (wrong, field, code) in [
        (form(""), "url", FieldCode::Required),
        (form("hooks.example.com"), "url", FieldCode::NotAUrl),
        (form("https://user:pw@hooks.example.com/"), "url", FieldCode::NotAUrl),
        (
            WebhookForm { events: events(&["booking.exploded"]), ..form("https://a.example/") },
            "events",
            FieldCode::Unknown,
        ),
        (WebhookForm { events: events(&["webhook.test"]), ..form("https://a.example/") }, "events", FieldCode::Unknown),
        (WebhookForm { format: Some("xml".to_owned()), ..form("https://a.example/") }, "format", FieldCode::Unknown),
        (WebhookForm { state: Some("disabled".to_owned()), ..form("https://a.example/") }, "state", FieldCode::Unknown),
        (
            WebhookForm { description: Some("x".repeat(201)), ..form("https://a.example/") },
            "description",
            FieldCode::TooLong,
        ),
    ] {
        let refused = world.services.create_webhook(&ctx, wrong.clone()).await.unwrap_err();
        assert_eq!(faults(refused), [(field.to_owned(), code)], "{wrong:?}");
    }
    let edited = WebhookForm {
        events: events(&["booking.no_show", "booking.created", "booking.created"]),
        ..WebhookForm::default()
    };
    let edited = world.services.edit_webhook(&ctx, webhook.id, Some(1), edited).await.unwrap();
    assert_eq!((edited.revision, edited.events), (2, events(&["booking.created", "booking.no_show"]).unwrap()));
    assert_eq!((edited.url.as_str(), edited.state), ("https://hooks.example.com/a", State::Active));
    let stale = world.services.edit_webhook(&ctx, webhook.id, Some(1), WebhookForm::default()).await;
    assert!(matches!(stale, Err(Error::Refused(Refusal::Other(OtherRefusal::StaleRevision)))));
    let dress = WebhookForm { format: Some("calcom".to_owned()), ..WebhookForm::default() };
    let refused = world.services.edit_webhook(&ctx, webhook.id, None, dress).await.unwrap_err();
    assert_eq!(faults(refused), [("format".to_owned(), FieldCode::Invalid)]);
}

#[tokio::test]
async fn private_targets_are_refused_when_saved() {
    use connectors::hooks::{HookClient, HookSettings};
    let world = World::new().await;
    let admin = world.ctx_as(&world.member(MemberRole::Admin).await);
    let services = services::Services::new(services::Parts {
        store: world.store().clone(),
        clock: world.services.clock().clone(),
        chance: services::ctx::Chance::System,
        mailer: world.services.mailer().clone(),
        hooks: HookClient::new(HookSettings::default()).unwrap(),
        settings: world.services.settings().clone(),
    });
    for (url, code) in [
        ("http://hooks.example.com/", FieldCode::NotAUrl),
        ("https://127.0.0.1/", FieldCode::Invalid),
        ("https://2130706433/", FieldCode::Invalid),
        ("https://169.254.169.254/latest", FieldCode::Invalid),
        ("https://[::ffff:10.0.0.1]/", FieldCode::Invalid),
        ("https://localhost/", FieldCode::Invalid),
        ("https://hooks.example.com:22/", FieldCode::Invalid),
    ] {
        let refused = services.create_webhook(&admin, form(url)).await.unwrap_err();
        assert_eq!(faults(refused), [("url".to_owned(), code)], "{url}");
    }
    assert!(services.create_webhook(&admin, form("https://hooks.example.com/")).await.is_ok());
}

#[tokio::test]
async fn every_change_of_a_booking_is_told_in_its_own_transaction() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let (admin, webhook, secret) = subscribed(&world, form(&receiver.url())).await;
    let stage = world.stage().await;
    let applicant = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &applicant, START).await;
    assert_eq!(messages(&world, &admin, &webhook).await.len(), 1, "written with the booking, before any job ran");
    let (caster, talent) = (world.ctx_as(&stage.caster), world.ctx_as(&applicant.person));
    let s = &world.services;
    s.set_caster_notes(&caster, booking.id, None, "private").await.unwrap();
    s.confirm_booking(&talent, booking.id, None).await.unwrap();
    let to = services::bookings::NewTime::at(world.at("2026-11-29T08:00:00Z"));
    s.reschedule_booking(&caster, booking.id, None, &to).await.unwrap();
    s.cancel_booking(&talent, booking.id, None, "ill").await.unwrap();
    world.run_jobs().await;
    let taken = receiver.taken();
    let told: Vec<Value> = taken.iter().map(|taken| serde_json::from_str(&taken.body).unwrap()).collect();
    let types: Vec<&str> = told.iter().map(|told| told["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["booking.created", "booking.confirmed", "booking.rescheduled", "booking.cancelled"]);
    let revisions: Vec<i64> = told.iter().map(|told| told["data"]["revision"].as_i64().unwrap()).collect();
    assert_eq!(revisions, [1, 3, 4, 5], "private notes are revision 2 and nobody's business");
    for (taken, told) in taken.iter().zip(&told) {
        assert_eq!(taken.line, "POST /hook");
        assert_eq!(taken.headers["content-type"], "application/json");
        assert!(taken.headers["user-agent"].starts_with("Callboard-Webhooks/"));
        assert!(taken.headers["webhook-id"].starts_with("dlv_"));
        assert_eq!(taken.headers["webhook-timestamp"], world.now().timestamp().to_string());
        assert!(is_signed(taken, &secret));
        assert!(!taken.body.contains("private") && !taken.body.contains("assword"), "{}", taken.body);
        assert_eq!(told["timestamp"], "2026-11-22T06:00:00.000Z");
        assert_eq!(told["data"]["bookingId"], booking.id.to_string());
    }
    let moved = &told[2]["data"];
    assert_eq!(
        json!([moved["formerStart"], moved["formerEnd"], moved["booking"]["scheduledAt"], moved["by"]]),
        json!(["2026-11-29T07:00:00.000Z", "2026-11-29T07:30:00.000Z", "2026-11-29T08:00:00.000Z", "caster"])
    );
    let ended = &told[3]["data"];
    assert_eq!(
        json!([ended["reason"], ended["by"], ended["booking"]["status"], ended["booking"]["cancelledBySide"]]),
        json!(["ill", "talent", "cancelled", "talent"])
    );
    assert_eq!(ended["booking"]["applicationId"], applicant.application.to_string());
    let kept = messages(&world, &admin, &webhook).await;
    assert!(kept.iter().all(|kept| kept.status == Delivery::Delivered && kept.attempts == 1), "{kept:?}");
    let other = world.organization("other").await;
    let foreign = world.stage_in(other).await;
    let stranger = world.applicant(&foreign, "Hind").await;
    world.booked(&foreign, &stranger, START).await;
    world.run_jobs().await;
    assert_eq!(receiver.count(), 0, "another organisation's bookings are not told");
}

#[tokio::test]
async fn filters_pauses_and_replays() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let only = WebhookForm { events: Some(vec!["booking.cancelled".to_owned()]), ..form(&receiver.url()) };
    let (admin, webhook, _) = subscribed(&world, only).await;
    let (ctx, s) = (world.ctx_as(&admin), &world.services);
    let stage = world.stage().await;
    let (noura, faisal) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Faisal").await);
    let first = world.booked(&stage, &noura, START).await;
    let second = world.booked(&stage, &faisal, "2026-11-29T09:00:00Z").await;
    let caster = world.ctx_as(&stage.caster);
    s.cancel_booking(&caster, first.id, None, "").await.unwrap();
    world.run_jobs().await;
    let taken = receiver.taken();
    assert_eq!(taken.len(), 1, "the filter lets one of three through");
    let state = |state: &str| WebhookForm { state: Some(state.to_owned()), ..WebhookForm::default() };
    world.advance(TimeDelta::minutes(1));
    s.cancel_booking(&world.ctx_as(&stage.caster), second.id, None, "").await.unwrap();
    s.edit_webhook(&ctx, webhook.id, None, state("paused")).await.unwrap();
    let rima = world.applicant(&stage, "Rima").await;
    let third = world.booked(&stage, &rima, "2026-11-29T11:00:00Z").await;
    s.cancel_booking(&world.ctx_as(&stage.caster), third.id, None, "").await.unwrap();
    world.run_jobs().await;
    assert_eq!(receiver.count(), 0);
    let kept = messages(&world, &admin, &webhook).await;
    assert_eq!(kept.iter().map(|kept| kept.status).collect::<Vec<_>>(), [Delivery::Delivered, Delivery::Skipped]);
    let ctx = world.ctx_as(&admin);
    let not_active = |error| matches!(error, Error::Refused(Refusal::Other(OtherRefusal::WebhookNotActive)));
    assert!(not_active(s.test_webhook(&ctx, webhook.id).await.unwrap_err()));
    assert!(not_active(s.replay_webhook_delivery(&ctx, kept[1].id).await.unwrap_err()));
    assert!(not_active(s.replay_webhook_since(&ctx, webhook.id, world.at(START), false).await.unwrap_err()));
    s.edit_webhook(&ctx, webhook.id, None, state("active")).await.unwrap();
    let since = kept[0].created_at;
    let late = s.replay_webhook_since(&ctx, webhook.id, world.at(START), false).await.unwrap();
    assert_eq!(late.count, 0, "nothing so late");
    let replayed = s.replay_webhook_since(&ctx, webhook.id, since, false).await.unwrap();
    assert_eq!((replayed.count, replayed.more), (1, false), "only what was not delivered");
    world.run_jobs().await;
    let again = receiver.taken();
    assert_eq!((again.len(), &again[0].headers["webhook-id"]), (1, &kept[1].id.to_string()));
    world.advance(TimeDelta::minutes(1));
    let ctx = world.ctx_as(&admin);
    s.replay_webhook_delivery(&ctx, kept[0].id).await.unwrap();
    world.run_jobs().await;
    let again = receiver.taken();
    assert_eq!(again.len(), 1);
    assert_eq!((&again[0].body, &again[0].headers["webhook-id"]), (&taken[0].body, &taken[0].headers["webhook-id"]));
    assert_ne!(again[0].headers["webhook-timestamp"], taken[0].headers["webhook-timestamp"]);
    assert_eq!(
        s.replay_webhook_since(&ctx, webhook.id, since, true).await.unwrap().count,
        1,
        "one was replayed this very instant"
    );
    s.test_webhook(&ctx, webhook.id).await.unwrap();
    world.run_jobs().await;
    let bodies: Vec<Value> = receiver.taken().iter().map(|taken| serde_json::from_str(&taken.body).unwrap()).collect();
    assert_eq!(bodies.len(), 2);
    assert_eq!(bodies[1]["type"], "webhook.test", "sent whatever the filter says");
    assert_eq!(bodies[1]["data"]["webhookId"], webhook.id.to_string());
}

#[tokio::test]
async fn two_secrets_sign_for_a_day() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let (admin, webhook, first) = subscribed(&world, form(&receiver.url())).await;
    let send = async || {
        world.services.test_webhook(&world.ctx_as(&admin), webhook.id).await.unwrap();
        world.run_jobs().await;
        receiver.taken().remove(0)
    };
    let rotate = async || world.services.rotate_webhook_secret(&world.ctx_as(&admin), webhook.id, None).await.unwrap();
    let entries = |taken: &Taken| taken.headers["webhook-signature"].split(' ').count();
    let taken = send().await;
    assert!(is_signed(&taken, &first) && entries(&taken) == 1);
    let (rotated, second) = rotate().await;
    assert_eq!(rotated.former_secret_until, Some(world.now() + TimeDelta::hours(24)));
    let taken = send().await;
    assert!(is_signed(&taken, &first) && is_signed(&taken, &second) && entries(&taken) == 2);
    let (_, third) = rotate().await;
    let taken = send().await;
    assert!(!is_signed(&taken, &first) && is_signed(&taken, &second) && is_signed(&taken, &third));
    world.advance(TimeDelta::hours(24));
    let taken = send().await;
    assert!(is_signed(&taken, &third) && !is_signed(&taken, &second) && entries(&taken) == 1);
    assert_eq!(world.services.webhook(&world.ctx_as(&admin), webhook.id).await.unwrap().former_secret_until, None);
}

#[tokio::test]
async fn in_calcoms_dress() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let dressed = WebhookForm { format: Some("calcom".to_owned()), ..form(&receiver.url()) };
    let (admin, webhook, secret) = subscribed(&world, dressed).await;
    assert_eq!(webhook.format, Format::Calcom);
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, START).await;
    let (caster, talent) = (world.ctx_as(&stage.caster), world.ctx_as(&noura.person));
    let s = &world.services;
    s.confirm_booking(&talent, booking.id, None).await.unwrap();
    let to = services::bookings::NewTime::at(world.at("2026-11-29T08:00:00Z"));
    s.reschedule_booking(&caster, booking.id, None, &to).await.unwrap();
    s.cancel_booking(&caster, booking.id, None, "moved on").await.unwrap();
    s.test_webhook(&world.ctx_as(&admin), webhook.id).await.unwrap();
    world.run_jobs().await;
    let taken = receiver.taken();
    let told: Vec<Value> = taken.iter().map(|taken| serde_json::from_str(&taken.body).unwrap()).collect();
    let triggers: Vec<&str> = told.iter().map(|told| told["triggerEvent"].as_str().unwrap()).collect();
    assert_eq!(
        triggers,
        ["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED", "PING"],
        "Cal.com knows no confirmation"
    );
    for taken in &taken {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(taken.body.as_bytes());
        let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(taken.headers["x-cal-signature-256"], hex);
        assert_eq!(taken.headers["x-cal-webhook-version"], "2021-10-20");
        assert!(!taken.headers.contains_key("webhook-signature"));
    }
    let created = &told[0]["payload"];
    assert_eq!(told[0]["createdAt"], "2026-11-22T06:00:00.000Z");
    assert_eq!(
        json!([
            created["uid"],
            created["startTime"],
            created["endTime"],
            created["length"],
            created["status"],
            created["attendees"][0]["name"],
            created["attendees"][0]["email"],
            created["metadata"]["applicationId"],
            created["iCalSequence"],
            created["organizer"]["timeZone"],
            created["organizer"]["utcOffset"],
        ]),
        json!([
            booking.id.to_string(),
            "2026-11-29T07:00:00.000Z",
            "2026-11-29T07:30:00.000Z",
            30,
            "ACCEPTED",
            "Noura",
            noura.person.email,
            noura.application.to_string(),
            0,
            "Asia/Riyadh",
            180,
        ])
    );
    assert!(created["bookingId"].is_u64() && created["eventTypeId"].is_u64());
    let moved = &told[1]["payload"];
    assert_eq!(
        json!([
            moved["uid"],
            moved["rescheduleUid"],
            moved["rescheduleStartTime"],
            moved["rescheduleEndTime"],
            moved["startTime"],
            moved["rescheduledBy"],
            moved["bookingId"],
        ]),
        json!([
            booking.id.to_string(),
            booking.id.to_string(),
            "2026-11-29T07:00:00.000Z",
            "2026-11-29T07:30:00.000Z",
            "2026-11-29T08:00:00.000Z",
            stage.caster.email,
            created["bookingId"],
        ])
    );
    let ended = &told[2]["payload"];
    assert_eq!(
        json!([ended["status"], ended["cancellationReason"], ended["cancelledBy"], ended["requestReschedule"]]),
        json!(["CANCELLED", "moved on", stage.caster.email, false])
    );
    assert!(ended.get("metadata").is_none());
}
