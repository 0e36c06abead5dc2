//! The origin's addresses with the field names of its guide, through the same services.

use domain::actor::MemberRole;
use serde_json::json;

use super::bookings::Set;
use super::client::Client;

#[tokio::test]
async fn the_guides_event_type_is_made_and_read_in_its_names() {
    let set = Set::new().await;
    let call = set.stage.call.to_string();
    let new = json!({
        "listingId": call, "name": "30-Minute Consultation", "slug": "30-min-consultation", "durationMinutes": 30, "price": 50.00,
        "customQuestions": [
            {"id": "name", "type": "text", "label": "Your Name", "required": true},
            {"id": "email", "type": "email", "label": "Email", "required": true},
        ],
    });
    let made = set.caster.post("/api/booking/event-types", new.clone()).await.data(201);
    for name in ["listingId", "name", "slug", "durationMinutes", "price"] {
        assert_eq!(made[name], new[name], "{name}");
    }
    assert_eq!(
        json!([made["currency"], made["customQuestions"][1], made["isActive"]]),
        json!(["SAR", {"id": "email", "type": "email", "label": "Email", "required": true, "options": []}, true])
    );
    let path = format!("/api/booking/event-types/{}", made["id"].as_str().unwrap());
    assert_eq!(set.caster.get(&path).await.data(200), made);
    let list = set.caster.get(&format!("/api/booking/event-types?listingId={call}")).await.body["data"].clone();
    assert!(list.as_array().unwrap().iter().any(|one| one["id"] == made["id"]));
    // The same thing in v1, in our names only.
    let ours = set.caster.get(&format!("/api/v1/event-types/{}", made["id"].as_str().unwrap())).await.data(200);
    assert_eq!(json!([ours["priceMinor"], ours["durations"], ours["listingId"]]), json!([5000, [30], null]));
    for (change, pointer, code) in [
        (json!({"price": -1}), "/price", "invalid"),
        (json!({"durationMinutes": 0}), "/durationMinutes", "too_small"),
        (json!({"durations": [30]}), "/durations", "unknown_field"),
        (json!({"customQuestions": [{"id": "A b", "type": "text", "label": "x"}]}), "/customQuestions/0/id", "invalid"),
        (json!({"customQuestions": [{"id": "a", "type": "poem", "label": "x"}]}), "/customQuestions/0/type", "unknown"),
    ] {
        let mut body = new.clone();
        body["slug"] = json!("another");
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        let answer = set.caster.post("/api/booking/event-types", body).await;
        let fault = answer.body["errors"][0].clone();
        assert_eq!((answer.status.as_u16(), &fault["code"]), (422, &json!(code)), "{change} {}", answer.body);
        assert!(fault["pointer"].as_str().unwrap().starts_with(pointer), "{change} {fault}");
    }
    set.caster.delete(&path).await.data(200);
    assert_eq!(set.caster.get(&path).await.data(200)["isActive"], false);
}

#[tokio::test]
async fn the_guides_team_member_takes_turns() {
    let set = Set::new().await;
    let other = set.world.member(MemberRole::Caster).await;
    let (call, event_type) = (set.stage.call.to_string(), set.stage.event_type.to_string());
    let new = json!({
        "listingId": call, "userId": other.id.to_string(), "role": "member", "eventTypeIds": [event_type],
        "roundRobinEnabled": true, "roundRobinWeight": 1.5,
    });
    let added = set.caster.post("/api/booking/team", new.clone()).await.data(201);
    for name in ["listingId", "userId", "eventTypeIds", "roundRobinEnabled", "roundRobinWeight"] {
        assert_eq!(added[name], new[name], "{name}");
    }
    let list = set.caster.get(&format!("/api/booking/team?listingId={call}")).await.body["data"].clone();
    assert_eq!(list.as_array().unwrap().len(), 2);
    let ours = set.caster.get(&format!("/api/v1/event-types/{event_type}")).await.data(200);
    let hosts = ours["hosts"].as_array().unwrap();
    let host = hosts.iter().find(|host| host["userId"] == other.id.to_string()).unwrap();
    assert_eq!(json!([ours["scheduling"], host["fixed"], host["weight"]]), json!(["round_robin", false, 150]));
    let mut unknown = new;
    unknown["eventTypeIds"] = json!(["evt_01jd9x8k3me0q8v6t2h4w7y5nz"]);
    set.caster.post("/api/booking/team", unknown).await.problem(
        422,
        "request.invalid",
        &[("/eventTypeIds/0", "unknown")],
    );
}

#[tokio::test]
async fn integrations_keys_and_webhooks_in_the_guides_names() {
    let set = Set::new().await;
    let new = json!({
        "listingId": set.stage.call.to_string(), "userId": set.stage.caster.id.to_string(), "provider": "ics",
        "calendarId": "https://calendar.example.com/me.ics", "syncDirection": "import",
    });
    let made = set.caster.post("/api/booking/calendar/integrations", new).await.data(201);
    assert_eq!(
        json!([made["provider"], made["userId"], made["syncDirection"]]),
        json!(["ics", set.stage.caster.id.to_string(), "import"])
    );
    assert!(!made.to_string().contains("me.ics"), "the address is a secret");
    let path = format!("/api/booking/calendar/integrations/{}", made["id"].as_str().unwrap());
    set.caster.post(&format!("{path}/sync"), serde_json::Value::Null).await.data(200);
    set.talent.post(&format!("{path}/sync"), serde_json::Value::Null).await.problem(
        404,
        "not_found",
        &[("/id", "unknown")],
    );
    let google = json!({"provider": "google", "calendarId": "primary", "accessToken": "token", "syncDirection": "bidirectional"});
    let unregistered = set.caster.post("/api/booking/calendar/integrations", google).await;
    unregistered.problem(422, "request.invalid", &[("/provider", "invalid")]);
    for (wrong, pointer, code) in [
        (json!({"provider": "lotus", "calendarId": "x"}), "/provider", "unknown"),
        (
            json!({"provider": "ics", "calendarId": "https://a.example/", "syncDirection": "bidirectional"}),
            "/syncDirection",
            "invalid",
        ),
        (
            json!({"provider": "caldav", "calendarId": "https://dav.example.com", "username": "me"}),
            "/password",
            "required",
        ),
    ] {
        let refused = set.caster.post("/api/booking/calendar/integrations", wrong).await;
        refused.problem(422, "request.invalid", &[(pointer, code)]);
    }
    set.caster.delete(&path).await.data(200);
    assert_eq!(set.caster.get("/api/booking/calendar/integrations").await.body["data"], json!([]));

    let admin = Client::as_(&set.world, &set.world.member(MemberRole::Admin).await);
    let key = admin.post("/api/sdk/auth", json!({"name": "Website", "permissions": ["slots:read"]})).await.data(201);
    let text = key["apiKey"].as_str().unwrap();
    assert!(text.starts_with(key["keyPrefix"].as_str().unwrap()));
    assert!(set.world.services.authenticate_api_key(text).await.is_ok());
    assert_eq!(admin.get("/api/sdk/auth").await.body["data"][0]["apiKey"], json!(null), "never again");
    admin.post("/api/sdk/auth", json!({"name": "Website", "permissions": ["all"]})).await.problem(
        422,
        "request.invalid",
        &[("/permissions", "unknown")],
    );
    admin.delete(&format!("/api/sdk/auth/{}", key["id"].as_str().unwrap())).await.data(200);
    assert!(set.world.services.authenticate_api_key(text).await.is_err());

    let hook = json!({"url": "https://hooks.example.com/booking", "events": ["booking.created"]});
    let made = admin.post("/api/webhooks/booking", hook).await.data(201);
    assert!(made["secret"].as_str().unwrap().starts_with("whsec_") && made["isActive"] == true);
    assert_eq!(admin.get("/api/webhooks/booking").await.body["data"][0]["secret"], json!(null));
    admin.delete(&format!("/api/webhooks/booking/{}", made["id"].as_str().unwrap())).await.data(200);
}
