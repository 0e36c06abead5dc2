//! Webhooks over REST.

use domain::actor::{Actor, MemberRole};
use serde_json::{Value, json};
use testkit::{World, receiver::Behaviour, receiver::Receiver};

use super::client::Client;

#[tokio::test]
async fn the_life_of_a_webhook() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let person = world.member(MemberRole::Admin).await;
    let admin = Client::as_(&world, &person);
    let new = json!({"url": receiver.url(), "description": "CRM", "events": ["booking.created", "booking.cancelled"]});
    let answer = admin.post("/api/v1/webhooks", new).await;
    let id = answer.body["data"]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/webhooks/{id}");
    assert_eq!(
        (answer.headers["location"].to_str().unwrap(), answer.headers["etag"].to_str().unwrap()),
        (path.as_str(), "\"1\"")
    );
    let mut made = answer.data(201);
    let secret = made["secret"].take();
    assert!(secret.as_str().unwrap().starts_with("whsec_"));
    assert_eq!(
        made,
        json!({
            "id": id, "url": receiver.url(), "description": "CRM", "events": ["booking.cancelled", "booking.created"],
            "format": "standard", "state": "active", "disabledReason": null, "failingSince": null,
            "formerSecretUntil": null, "secret": null, "createdBy": person.id.to_string(), "revision": 1,
            "createdAt": "2026-11-22T06:00:00Z", "updatedAt": "2026-11-22T06:00:00Z",
        })
    );
    assert_eq!(admin.get(&path).await.data(200), made, "the secret is not shown again");
    let all = admin.get("/api/v1/webhooks").await.body;
    assert_eq!(all, json!({"success": true, "data": [made], "meta": {"nextCursor": null}}));

    let answer =
        admin.call_with("PATCH", &path, json!({"events": null, "description": null}), &[("if-match", "\"1\"")]).await;
    let data = answer.data(200);
    assert_eq!(json!([data["events"], data["description"], data["revision"]]), json!([[], "", 2]));
    let stale = admin.call_with("PATCH", &path, json!({"state": "paused"}), &[("if-match", "\"1\"")]).await;
    stale.problem(412, "stale_revision", &[("/revision", "stale")]);
    let rotated = admin.post(&format!("{path}/rotate-secret"), Value::Null).await.data(200);
    assert!(rotated["secret"].as_str().unwrap().starts_with("whsec_") && rotated["secret"] != secret);
    assert_eq!(rotated["formerSecretUntil"], "2026-11-23T06:00:00Z");
    let stale = admin.call_with("POST", &format!("{path}/rotate-secret"), Value::Null, &[("if-match", "\"1\"")]).await;
    stale.problem(412, "stale_revision", &[("/revision", "stale")]);

    receiver.behave(Behaviour::Answers(500, Vec::new(), "<b>no</b>".to_owned()));
    let message = admin.post(&format!("{path}/test"), Value::Null).await.data(200);
    assert_eq!(
        json!([message["event"], message["status"], message["attempts"], message["bookingId"], message["webhookId"]]),
        json!(["webhook.test", "waiting", 0, null, id])
    );
    world.run_jobs().await;
    let one = format!("/api/v1/webhook-deliveries/{}", message["id"].as_str().unwrap());
    let whole = admin.get(&one).await.data(200);
    let sent: Value = serde_json::from_str(whole["requestBody"].as_str().unwrap()).unwrap();
    assert_eq!(sent["type"], "webhook.test");
    let log = &whole["log"];
    assert_eq!(log.as_array().unwrap().len(), 1);
    assert_eq!(
        json!([log[0]["number"], log[0]["responseStatus"], log[0]["responseBody"], log[0]["error"], log[0]["url"]]),
        json!([1, 500, "<b>no</b>", null, receiver.url()])
    );
    assert!(log[0]["durationMs"].is_i64() && log[0]["nextAttemptAt"].is_string());
    receiver.behave(Behaviour::status(200));
    assert_eq!(admin.post(&format!("{one}/replay"), Value::Null).await.data(200)["status"], "waiting");
    world.run_jobs().await;
    let done = admin.get(&one).await.data(200);
    assert_eq!(
        json!([done["status"], done["attempts"], done["log"][1]["responseStatus"]]),
        json!(["delivered", 2, 200])
    );
    let again = admin.post(&format!("{path}/replay"), json!({"since": "2026-11-22T06:00:00Z"})).await.data(200);
    assert_eq!(again, json!({"count": 0, "more": false}));

    assert_eq!(admin.patch(&path, json!({"state": "paused"})).await.data(200)["state"], "paused");
    admin.post(&format!("{path}/test"), Value::Null).await.problem(409, "webhook.not_active", &[]);
    assert_eq!(admin.delete(&path).await.data(200), json!({"id": id}));
    admin.get(&path).await.problem(404, "not_found", &[("/id", "unknown")]);
    admin.get(&one).await.problem(404, "not_found", &[("/id", "unknown")]);
}

#[tokio::test]
async fn deliveries_come_in_pages() {
    let world = World::new().await;
    let admin = Client::as_(&world, &world.member(MemberRole::Admin).await);
    let made = admin.post("/api/v1/webhooks", json!({"url": "https://hooks.example.com/"})).await.data(201);
    let path = format!("/api/v1/webhooks/{}", made["id"].as_str().unwrap());
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(admin.post(&format!("{path}/test"), Value::Null).await.data(200)["id"].clone());
    }
    ids.sort_by(|a, b| b.as_str().cmp(&a.as_str()));
    let (mut seen, mut next) = (Vec::new(), Value::Null);
    for pages in 1.. {
        let cursor = next.as_str().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let answer = admin.get(&format!("{path}/deliveries?limit=2{cursor}")).await.body;
        seen.extend(answer["data"].as_array().unwrap().iter().map(|one| one["id"].clone()));
        next = answer["meta"]["nextCursor"].clone();
        if next.is_null() {
            assert_eq!(pages, 3);
            break;
        }
        let other = admin.get(&format!("{path}/deliveries?limit=2&status=failed{cursor}")).await;
        if !cursor.is_empty() {
            other.problem(400, "request.bad_cursor", &[("/cursor", "invalid")]);
        }
    }
    assert_eq!(seen, ids);
    assert_eq!(admin.get(&format!("{path}/deliveries?status=delivered")).await.body["data"], json!([]));
    let wrong = admin.get(&format!("{path}/deliveries?status=lost")).await;
    wrong.problem(422, "request.invalid", &[("/status", "unknown")]);
}

#[tokio::test]
async fn bad_ones_are_told_where_and_a_repeated_one_is_made_once() {
    let world = World::new().await;
    let person = world.member(MemberRole::Admin).await;
    let admin = Client::as_(&world, &person);
    for (body, pointer, code) in [
        (json!({}), "/url", "required"),
        (json!({"url": "ftp://hooks.example.com"}), "/url", "not_a_url"),
        (json!({"url": "https://a.example/", "events": ["x"]}), "/events", "unknown"),
        (json!({"url": "https://a.example/", "format": "xml"}), "/format", "unknown"),
        (json!({"url": "https://a.example/", "secret": "x"}), "/secret", "unknown_field"),
    ] {
        admin.post("/api/v1/webhooks", body).await.problem(422, "request.invalid", &[(pointer, code)]);
    }
    let post = async |url: &str| {
        admin.call_with("POST", "/api/v1/webhooks", json!({"url": url}), &[("idempotency-key", "w")]).await
    };
    let first = post("https://a.example/").await.data(201);
    let again = post("https://a.example/").await;
    assert_eq!(again.headers["idempotent-replayed"], "true");
    let again = again.data(201);
    assert_eq!((&again["id"], &again["secret"]), (&first["id"], &Value::Null));
    post("https://b.example/").await.problem(422, "idempotency.mismatch", &[]);
    let keyed = Actor { scopes: Some(vec!["bookings:write".to_owned()]), ..person.actor() };
    Client::of(&world, keyed).get("/api/v1/webhooks").await.problem(403, "insufficient_scope", &[]);
    let kept = "select count(*) from idempotency_keys where body::text like '%whsec_%'";
    assert_eq!(world.number(kept).await, 0, "no secret in the clear");
}
