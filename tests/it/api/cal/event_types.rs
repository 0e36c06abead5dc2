//! Event types, hours, the caller and webhooks in Cal.com's shapes: read, made, changed, deleted.

use super::*;

#[tokio::test]
async fn event_types_hours_the_caller_and_webhooks() {
    let set = Set::new().await;
    let all = data(set.caster.call_with("GET", "/api/cal/v2/event-types", Value::Null, &TYPES).await, 200);
    let own = all.as_array().unwrap().iter().find(|kind| kind["id"] == set.kind()).unwrap().clone();
    assert_eq!(json!([own["slug"], own["lengthInMinutes"]]), json!([set.slug, 30]));
    let one = format!("/api/cal/v2/event-types/{}", set.kind());
    assert_eq!(data(set.caster.get(&one).await, 200), own);
    let public = format!("/api/cal/v2/event-types?username={}&eventSlug={}", set.org, set.slug);
    let public = data(set.anyone.call_with("GET", &public, Value::Null, &TYPES).await, 200);
    assert_eq!(json!([public[0]["id"], public[0]["hosts"]]), json!([set.kind(), null]), "no hosts for strangers");
    error(
        &set.anyone.call_with("GET", "/api/cal/v2/event-types", Value::Null, &TYPES).await,
        401,
        "UnauthorizedException",
    );

    let me = data(set.caster.get("/api/cal/v2/me").await, 200);
    assert_eq!(
        json!([me["id"], me["username"], me["weekStart"]]),
        json!([set.stage.caster.id.number(), set.org, "Sunday"])
    );
    let schedules = data(set.caster.get("/api/cal/v2/schedules").await, 200);
    let first = &schedules[0];
    assert_eq!(first["isDefault"], true);
    assert!(first["availability"][0]["days"].as_array().is_some_and(|days| !days.is_empty()), "{schedules}");
    let path = format!("/api/cal/v2/schedules/{}", first["id"]);
    assert_eq!(data(set.caster.get(&path).await, 200), *first);
    assert_eq!(data(set.caster.get("/api/cal/v2/schedules/default").await, 200), *first);

    let admin = Client::as_(&set.world, &set.world.member(MemberRole::Admin).await);
    let new = json!({"subscriberUrl": "https://hooks.example.com/", "triggers": ["BOOKING_CREATED", "BOOKING_CANCELLED"], "active": true});
    let made = data(admin.post("/api/cal/v2/webhooks", new.clone()).await, 201);
    assert!(made["secret"].as_str().is_some_and(|secret| secret.len() > 20));
    let path = format!("/api/cal/v2/webhooks/{}", made["id"].as_str().unwrap());
    let shown = data(admin.get(&path).await, 200);
    assert_eq!(
        json!([shown["secret"], shown["active"], shown["subscriberUrl"]]),
        json!([null, true, "https://hooks.example.com/"])
    );
    let mut triggers: Vec<_> = shown["triggers"].as_array().unwrap().iter().map(Value::to_string).collect();
    triggers.sort();
    assert_eq!(triggers, ["\"BOOKING_CANCELLED\"", "\"BOOKING_CREATED\""]);
    assert_eq!(data(admin.call("PATCH", &path, json!({"active": false})).await, 200)["active"], false);
    assert_eq!(data(admin.get("/api/cal/v2/webhooks").await, 200).as_array().unwrap().len(), 1);
    for wrong in [json!({"secret": "mine"}), json!({"triggers": ["RECORDING_READY"]}), json!({"payloadTemplate": "{}"})]
    {
        error(&admin.call("PATCH", &path, wrong).await, 400, "BadRequestException");
    }
    assert_eq!(admin.call("DELETE", &path, Value::Null).await.status, 200);
    error(&admin.get(&path).await, 404, "NotFoundException");
}

#[tokio::test]
async fn event_types_and_schedules_are_made_changed_and_deleted() {
    let set = Set::new().await;
    let admin = Client::as_(&set.world, &set.world.member(MemberRole::Admin).await);
    let new = json!({"title": "Callback", "slug": "callback", "lengthInMinutes": 45, "lengthInMinutesOptions": [30, 45],
        "beforeEventBuffer": 5, "minimumBookingNotice": 60, "locations": [{"type": "link", "link": "https://meet.example.com/a", "public": true}],
        "confirmationPolicy": {"type": "always", "blockUnconfirmedBookingsInBooker": false}, 
        "seats": {"seatsPerTimeSlot": 4, "showAvailabilityCount": false}});
    let made = data(admin.call_with("POST", "/api/cal/v2/event-types", new, &TYPES).await, 201);
    assert_eq!(
        json!([
            made["title"],
            made["lengthInMinutesOptions"],
            made["beforeEventBuffer"],
            made["locations"][0]["link"],
            [&made["seats"]["seatsPerTimeSlot"], &made["seats"]["showAvailabilityCount"]]
        ]),
        json!(["Callback", [45, 30], 5, "https://meet.example.com/a", [4, false]])
    );
    let path = format!("/api/cal/v2/event-types/{}", made["id"]);
    let changed =
        json!({"title": "Second callback", "seats": {"disabled": true}, "confirmationPolicy": {"disabled": true}});
    let changed = data(admin.call("PATCH", &path, changed).await, 200);
    assert_eq!(
        json!([changed["title"], changed["lengthInMinutes"], changed["seats"], changed["confirmationPolicy"]]),
        json!(["Second callback", 45, null, {"disabled": true}])
    );
    assert_eq!(data(admin.get(&path).await, 200), changed);
    for wrong in [
        json!({"bookingFields": [{"type": "text"}]}),
        json!({"recurrence": {"interval": 1}}),
        json!({"locations": [{"type": "attendeeDefined"}]}),
        json!({"confirmationPolicy": {"type": "time"}}),
        json!({"lengthInMinutes": 0}),
    ] {
        error(&admin.call("PATCH", &path, wrong).await, 400, "BadRequestException");
    }
    data(admin.delete(&path).await, 200);
    error(&admin.get(&path).await, 404, "NotFoundException");

    let new = json!({"name": "Evenings", "timeZone": "Asia/Riyadh", "isDefault": true,
        "overrides": [{"date": "2026-12-02", "startTime": "18:00", "endTime": "20:00"}]});
    let made = data(admin.post("/api/cal/v2/schedules", new).await, 201);
    assert_eq!(
        json!([made["availability"][0]["days"][0], made["availability"][0]["startTime"], made["overrides"][0]["date"]]),
        json!(["Monday", "09:00", "2026-12-02"])
    );
    let path = format!("/api/cal/v2/schedules/{}", made["id"]);
    let changed = json!({"availability": [{"days": ["Sunday", "Tuesday"], "startTime": "10:00", "endTime": "12:00"}]});
    let changed = data(admin.call("PATCH", &path, changed).await, 200);
    assert_eq!(
        json!([changed["availability"], changed["overrides"][0]["startTime"]]),
        json!([[{"days": ["Sunday", "Tuesday"], "startTime": "10:00", "endTime": "12:00"}], "18:00"])
    );
    let second = data(admin.post("/api/cal/v2/schedules", json!({"name": "Two", "timeZone": "UTC"})).await, 201);
    let me = data(admin.call("PATCH", "/api/cal/v2/me", json!({"defaultScheduleId": second["id"]})).await, 200);
    assert_eq!(me["defaultScheduleId"], second["id"]);
    error(&admin.call("PATCH", "/api/cal/v2/me", json!({"email": "x@example.com"})).await, 400, "BadRequestException");
    data(admin.delete(&path).await, 200);
    assert_eq!(data(admin.get("/api/cal/v2/schedules").await, 200).as_array().unwrap().len(), 1);
}
