//! What REST learned last: handing a booking on, revisions of roles, keys that repeat nothing, conditions of questions, where bookings lead on
//! to, pictures, what an organisation set for itself, calendars in the origin's names.

use domain::actor::MemberRole;
use domain::casting::Scheduling;
use serde_json::{Value, json};
use testkit::World;
use testkit::caldav::{ALICE, CalDavServer, Kind};

use super::bookings::{SUNDAY_TEN, Set};
use super::client::Client;

#[tokio::test]
async fn a_booking_is_handed_on() {
    let set = Set::new().await;
    let (world, stage) = (&set.world, &set.stage);
    let second = world.member(MemberRole::Caster).await;
    world.working_hours(second.id).await;
    let hosts = [stage.caster.id, second.id];
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &hosts, |event| event.scheduling = Scheduling::RoundRobin)
        .await;
    world.sql("update event_type_hosts set is_fixed = false").await;
    let start = world.at("2026-11-23T07:00:00Z");
    let new = services::bookings::NewBooking::new(set.applicant.application, event_type, start);
    let booking = world.services.book(&world.ctx_as(&stage.caster), &new).await.unwrap();
    let (from, path) = (booking.staff[0].user_id, format!("/api/v1/bookings/{}", booking.id));
    let to = if from == second.id { stage.caster.id } else { second.id };
    let free = set.caster.get(&format!("{path}/free-hosts")).await.data(200);
    assert_eq!(
        json!([free[0]["host"]["id"], free[0]["free"][0]["id"], free[0]["delegateFirst"]]),
        json!([from.to_string(), to.to_string(), false])
    );
    let body = json!({"fromUserId": from.to_string(), "toUserId": to.to_string(), "reason": "Ill"});
    let act = async |body: &Value, tag: &str| {
        set.caster.call_with("POST", &format!("{path}/reassign"), body.clone(), &[("if-match", tag)]).await
    };
    act(&body, "\"7\"").await.problem(412, "booking.stale_revision", &[("/revision", "stale")]);
    let data = act(&body, "\"1\"").await.data(200);
    assert_eq!(json!([data["staff"][0]["id"], data["revision"]]), json!([to.to_string(), 2]));
    let (why, last) = (&data["assignment"], &data["assignment"]["handedOn"][0]);
    assert_eq!(
        json!([why["hostUserIds"], why["choices"][0]["hostUserId"]]),
        json!([[from.to_string()], from.to_string()])
    );
    assert_eq!(
        json!([why["choices"][0]["stands"][0]["bookings"], why["choices"][0]["stands"][0]["due"]]),
        json!([0, 0.5])
    );
    assert_eq!(json!([last["fromUserId"], last["toUserId"]]), json!([from.to_string(), to.to_string()]));
    assert_eq!(set.talent.get(&path).await.data(200).get("assignment"), None, "not the talent's to know");
    let lines = set.caster.get(&format!("{path}/history")).await.body["data"].clone();
    let handed = &lines[1]["handed"][0];
    assert_eq!(json!([handed["from"]["id"], handed["to"]["id"]]), json!([from.to_string(), to.to_string()]));
    assert_eq!(json!([lines[1]["kind"], lines[1]["reason"]]), json!(["reassigned", "Ill"]));
    act(&body, "\"2\"").await.problem(422, "request.invalid", &[("/fromUserId", "unknown")]);
    let odd = json!({"fromUserId": "x", "toUserId": to.to_string()});
    act(&odd, "\"2\"").await.problem(422, "request.invalid", &[("/fromUserId", "invalid")]);
}

#[tokio::test]
async fn a_role_has_a_revision() {
    let set = Set::new().await;
    let path = format!("/api/v1/roles/{}", set.stage.role);
    let seen = set.caster.get(&path).await;
    assert_eq!(seen.headers["etag"], "\"1\"");
    let changed = set.caster.call_with("PATCH", &path, json!({"nameEn": "Huda"}), &[("if-match", "\"1\"")]).await;
    assert_eq!(changed.headers["etag"], "\"2\"");
    assert_eq!(changed.data(200)["revision"], 2);
    for body in [json!({"nameEn": "Maha"}), json!({"archived": true})] {
        let stale = set.caster.call_with("PATCH", &path, body, &[("if-match", "\"1\"")]).await;
        stale.problem(412, "stale_revision", &[("/revision", "stale")]);
    }
    let same = set.caster.patch(&path, json!({"nameEn": "Huda", "revision": 2})).await.data(200);
    assert_eq!(same["revision"], 2, "what stays the same changes nothing");
    set.caster.patch(&path, json!({"nameEn": "Maha", "revision": 1})).await.problem(
        409,
        "stale_revision",
        &[("/revision", "stale")],
    );
}

#[tokio::test]
async fn whatever_is_made_is_made_once_per_key() {
    let set = Set::new().await;
    let admin = Client::as_(&set.world, &set.world.member(MemberRole::Admin).await);
    let hold = json!({"eventTypeId": set.stage.event_type.to_string(), "applicationId": set.applicant.application.to_string(),
        "scheduledAt": SUNDAY_TEN});
    let hours = json!({"name": "Studio", "weekly": [{"day": 0, "start": "09:00", "end": "12:00"}]});
    let (off, key) = (json!({"from": "2026-12-20"}), json!({"name": "Site", "scopes": ["bookings:read"]}));
    for (client, path, body, count) in [
        (&set.caster, "/api/v1/schedules", hours.clone(), 2),
        (&set.talent, "/api/v1/schedules", hours, 1),
        (&set.talent, "/api/v1/out-of-office", off, 1),
        (&set.caster, "/api/v1/slots/holds", hold, 1),
        (&admin, "/api/v1/api-keys", key, 1),
    ] {
        let post = async |body: &Value| client.call_with("POST", path, body.clone(), &[("idempotency-key", "k")]).await;
        let mut first = post(&body).await;
        assert!(!first.headers.contains_key("idempotent-replayed"), "{path}");
        // A key's text is said once.
        let text = first.body["data"].as_object_mut().unwrap().remove("text");
        assert_eq!(text.is_some(), path.ends_with("api-keys"));
        let again = post(&body).await;
        assert_eq!(again.headers["idempotent-replayed"], "true", "{path}");
        assert_eq!((again.status.as_u16(), again.body), (201, first.body), "{path}");
        assert_eq!(client.get(path).await.body["data"].as_array().unwrap().len(), count, "{path}");
        let mut other = body.clone();
        other["name"] = json!("Other");
        other["scheduledAt"] = json!("2026-11-29T12:00:00Z");
        other["from"] = json!("2026-12-21");
        let known: Vec<String> = body.as_object().unwrap().keys().cloned().collect();
        other.as_object_mut().unwrap().retain(|name, _| known.contains(name));
        post(&other).await.problem(422, "idempotency.mismatch", &[]);
    }
}

#[tokio::test]
async fn a_question_says_when_it_is_asked() {
    let set = Set::new().await;
    let path = format!("/api/v1/event-types/{}/questions", set.stage.event_type);
    let rides = json!({"key": "rides", "kind": "checkbox", "labelEn": "Rides?", "labelAr": "يركب؟"});
    let since = |when: Value| {
        let mut one = json!({"key": "since", "kind": "text", "labelEn": "Since", "labelAr": "منذ"});
        if !when.is_string() {
            one["shownWhen"] = when;
        }
        json!({"questions": [rides, one]})
    };
    let when = json!({"key": "rides", "is": ["true"]});
    let data = set.caster.call("PUT", &path, since(when.clone())).await.data(200);
    assert_eq!(json!([data["questions"][0]["shownWhen"], data["questions"][1]["shownWhen"]]), json!([null, when]));
    let data = set.caster.call("PUT", &path, since(json!("left out"))).await.data(200);
    assert_eq!(data["questions"][1]["shownWhen"], when, "what is left out stays");
    let unknown = set.caster.call("PUT", &path, since(json!({"key": "swims", "is": ["true"]}))).await;
    assert_eq!(unknown.status, 422);
    let data = set.caster.call("PUT", &path, since(Value::Null)).await.data(200);
    assert_eq!(data["questions"][1]["shownWhen"], Value::Null);
}

#[tokio::test]
async fn an_organisation_says_what_it_starts_from_and_where_bookings_lead() {
    let set = Set::new().await;
    let admin = Client::as_(&set.world, &set.world.member(MemberRole::Admin).await);
    let path = "/api/v1/organization/event-type-defaults";
    let wanted = json!({"duration": 45, "bufferBefore": 5, "bufferAfter": 10, "minimumNotice": 60, "windowDays": null});
    assert_eq!(admin.call("PUT", path, wanted.clone()).await.data(200), wanted);
    assert_eq!(set.caster.get(path).await.data(200), wanted);
    let wrong = json!({"duration": 0, "bufferBefore": 5, "bufferAfter": 10, "minimumNotice": 60, "windowDays": 0});
    admin.call("PUT", path, wrong).await.problem(
        422,
        "request.invalid",
        &[("/duration", "too_small"), ("/windowDays", "too_small")],
    );
    let hosts = json!({"hosts": ["www.example.com"]});
    assert_eq!(admin.call("PUT", "/api/v1/organization/onward-hosts", hosts.clone()).await.data(200), hosts);
    let path = format!("/api/v1/event-types/{}/onward", set.stage.event_type);
    let thanks = "https://www.example.com/thanks";
    let data = set.caster.call("PUT", &path, json!({"address": thanks})).await.data(200);
    assert_eq!(data, json!({"address": thanks, "allowedHosts": ["www.example.com"]}));
    set.caster.call("PUT", &path, json!({"address": "https://evil.example/"})).await.problem(
        422,
        "request.invalid",
        &[("/address", "host_not_listed")],
    );
    assert_eq!(set.caster.call("PUT", &path, json!({"address": null})).await.data(200)["address"], Value::Null);

    let picture = testkit::picture();
    assert_eq!(admin.file("PUT", "/api/v1/organization/logo", "image/svg+xml", b"<svg/>".to_vec()).await.status, 415);
    let answer = admin.file("PUT", "/api/v1/organization/logo", "image/png", picture.clone()).await.data(200);
    assert!(answer["logoUrl"].as_str().unwrap().starts_with("https://callboard.test/logos/pic_"));
    assert_eq!(admin.delete("/api/v1/organization/logo").await.data(200)["logoUrl"], Value::Null);

    let path = format!("/api/v1/applications/{}/headshot", set.applicant.application);
    set.caster.get(&path).await.problem(404, "not_found", &[]);
    assert_eq!(set.caster.file("PUT", &path, "image/png", picture).await.data(200)["hasHeadshot"], true);
    let bad = set.caster.file("PUT", &path, "image/png", b"no picture".to_vec()).await;
    bad.problem(422, "request.invalid", &[("/file", "not_a_picture")]);
    let huge = set.caster.file("PUT", &path, "image/png", vec![0; 5 * 1024 * 1024 + 1]).await;
    huge.problem(422, "request.invalid", &[("/file", "not_a_picture")]);
    assert_eq!(set.caster.delete(&path).await.data(200)["hasHeadshot"], false);

    let off = json!({"from": "2026-12-20", "delegateUserId": set.stage.caster.id.to_string()});
    let made = admin.post("/api/v1/out-of-office", off.clone()).await.data(201);
    assert_eq!(made["delegateUserId"], set.stage.caster.id.to_string());
    let own = set.caster.post("/api/v1/out-of-office", off).await;
    own.problem(422, "request.invalid", &[("/delegateUserId", "unknown")]);
}

#[tokio::test]
async fn a_caldav_account_is_connected_in_the_origins_names() {
    let server = CalDavServer::start(Kind::Radicale).await;
    let world = World::patient().await;
    let caster = Client::as_(&world, &world.member(MemberRole::Caster).await);
    for (direction, is_active) in [("bidirectional", true), ("export", false)] {
        let new = json!({"provider": "caldav", "calendarId": server.url(), "username": ALICE.0, "password": ALICE.1,
            "syncDirection": direction});
        let made = caster.post("/api/booking/calendar/integrations", new).await.data(201);
        let said = json!([made["provider"], made["syncDirection"], made["isActive"]]);
        assert_eq!(said, json!(["caldav", direction, is_active]));
        assert!(!made.to_string().contains(ALICE.1));
    }
}

/// What a repeated call may not do again, and what its answer must not say again.
#[tokio::test]
async fn secrets_are_rotated_and_the_origins_things_made_once_per_key() {
    let set = Set::new().await;
    let admin = Client::as_(&set.world, &set.world.member(MemberRole::Admin).await);
    let host = set.world.member(MemberRole::Caster).await.id.to_string();
    let origins = "https://www.example.com";
    let admin_ctx = set.world.ctx_as(&set.world.member(MemberRole::Admin).await);
    set.world.services.set_embed_origins(&admin_ctx, origins).await.unwrap();
    let made = admin.post("/api/v1/api-keys", json!({"name": "Site", "scopes": ["rooms:read"]})).await.data(201);
    let rotate_key = format!("/api/v1/api-keys/{}/rotate", made["id"].as_str().unwrap());
    let other = admin.post("/api/v1/api-keys", json!({"name": "Till", "scopes": ["rooms:read"]})).await.data(201);
    let made = admin.post("/api/v1/webhooks", json!({"url": "https://hooks.example.com/a"})).await.data(201);
    let rotate_secret = format!("/api/v1/webhooks/{}/rotate-secret", made["id"].as_str().unwrap());
    let call = set.stage.call.to_string();
    let types = format!("/api/booking/event-types?listingId={call}");
    let team = format!("/api/booking/team?listingId={call}");
    let integrations = "/api/booking/calendar/integrations";
    let token = json!({"applicationId": set.applicant.application.to_string(), "origin": origins});
    let ics = json!({"provider": "ics", "calendarId": "https://calendar.example.com/me.ics"});
    let member = json!({"listingId": call, "userId": host, "eventTypeIds": [set.stage.event_type.to_string()]});
    let hook = json!({"url": "https://hooks.example.com/b"});
    // Who calls what, what is said once, and a list that shows how often it happened.
    for (client, path, body, status, once, list, count) in [
        (&set.caster, "/api/v1/embed-tokens", token, 201, Some("token"), None, 0),
        (&admin, &rotate_key, json!({"overlapHours": 3}), 201, Some("text"), Some("/api/v1/api-keys"), 3),
        (&admin, &rotate_secret, Value::Null, 200, Some("secret"), None, 0),
        (
            &set.caster,
            "/api/booking/event-types",
            json!({"listingId": call, "name": "Chat", "durationMinutes": 15}),
            201,
            None,
            Some(types.as_str()),
            2,
        ),
        (&set.caster, "/api/booking/team", member, 201, None, Some(team.as_str()), 2),
        (&set.caster, integrations, ics, 201, None, Some(integrations), 1),
        (
            &admin,
            "/api/sdk/auth",
            json!({"name": "Shop", "permissions": ["slots:read"]}),
            201,
            Some("apiKey"),
            Some("/api/sdk/auth"),
            4,
        ),
        (&admin, "/api/webhooks/booking", hook, 201, Some("secret"), Some("/api/webhooks/booking"), 2),
    ] {
        let post = async |path: &str, body: &Value| {
            client.call_with("POST", path, body.clone(), &[("idempotency-key", "k")]).await
        };
        let mut first = post(path, &body).await;
        assert_eq!(first.status, status, "{path} {}", first.body);
        let mut again = post(path, &body).await;
        assert_eq!(again.headers["idempotent-replayed"], "true", "{path}");
        if let Some(member) = once {
            assert!(first.body["data"][member].take().is_string(), "{path}");
            assert!(again.body["data"][member].take().is_null(), "{path}");
        }
        assert_eq!((again.status.as_u16(), again.body), (status, first.body), "{path}");
        if let Some(list) = list {
            assert_eq!(client.get(list).await.body["data"].as_array().unwrap().len(), count, "{path}");
        }
    }
    // The same key, meant for another one.
    let till = format!("/api/v1/api-keys/{}/rotate", other["id"].as_str().unwrap());
    let again = admin.call_with("POST", &till, json!({"overlapHours": 3}), &[("idempotency-key", "k")]).await;
    again.problem(422, "idempotency.mismatch", &[]);
    let tokens: i64 = set.world.number("select count(*) from embed_tokens").await;
    assert_eq!(tokens, 1);
    let said = "select count(*) from idempotency_keys where body::text ~ 'whsec_|cb_live_[A-Za-z0-9]{12}_'";
    assert_eq!(set.world.number(said).await, 0);
}

#[tokio::test]
async fn nothing_that_changed_meanwhile_is_deleted() {
    let set = Set::new().await;
    let admin = Client::as_(&set.world, &set.world.member(MemberRole::Admin).await);
    let call = admin.post("/api/v1/casting-calls", json!({"titleEn": "Palms"})).await.data(201)["id"].take();
    let hosts = json!([{"userId": set.stage.caster.id.to_string()}]);
    for (path, new) in [
        ("/api/v1/roles", json!({"castingCallId": call, "nameEn": "Huda"})),
        ("/api/v1/casting-calls", json!({"titleEn": "Dunes"})),
        ("/api/v1/rooms", json!({"nameEn": "Studio"})),
        ("/api/v1/event-types", json!({"nameEn": "Chat", "hosts": hosts})),
        ("/api/v1/schedules", json!({"name": "Days", "weekly": [{"day": 0, "start": "09:00", "end": "12:00"}]})),
        ("/api/v1/webhooks", json!({"url": "https://hooks.example.com/a"})),
        ("/api/v1/applications", json!({"roleId": set.stage.role.to_string(), "talent": {"name": "Hind"}})),
    ] {
        let made = admin.post(path, new).await.data(201);
        let (path, revision) = (format!("{path}/{}", made["id"].as_str().unwrap()), made["revision"].as_i64().unwrap());
        let delete = async |seen: i64| {
            admin.call_with("DELETE", &path, Value::Null, &[("if-match", &format!("\"{seen}\""))]).await
        };
        delete(revision + 1).await.problem(412, "stale_revision", &[("/revision", "stale")]);
        assert_eq!(delete(revision).await.status, 200, "{path}");
    }
}
