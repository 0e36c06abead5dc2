//! What bookings hang on, read over REST: casting calls, applications, event types.

use domain::actor::MemberRole;
use serde_json::{Value, json};

use super::bookings::{SUNDAY_TEN, Set};
use super::client::Client;

#[tokio::test]
async fn calls_with_their_roles() {
    let set = Set::new().await;
    let list = set.caster.get("/api/v1/casting-calls").await.body;
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
    assert_eq!(list["data"][0]["applications"], 1);
    let call = set.caster.get(&format!("/api/v1/casting-calls/{}", set.stage.call)).await.data(200);
    assert_eq!(
        json!([call["id"], call["titleAr"], call["status"], call["kind"]]),
        json!([set.stage.call.to_string(), "ظل النخيل", "published", "feature_film"])
    );
    assert_eq!(call["roles"][0]["id"], set.stage.role.to_string());
    assert_eq!(set.caster.get("/api/v1/casting-calls?status=draft").await.body["data"], json!([]));
    set.caster.get("/api/v1/casting-calls?status=open").await.problem(
        422,
        "request.invalid",
        &[("/status", "unknown")],
    );
    let unknown = set.caster.get("/api/v1/casting-calls/call_01jd9x8k3me0q8v6t2h4w7y5nz").await;
    unknown.problem(404, "not_found", &[("/id", "unknown")]);
}

#[tokio::test]
async fn applications_page_by_page_with_their_audition() {
    let set = Set::new().await;
    for name in ["Faisal", "Huda", "Sami"] {
        set.world.applicant(&set.stage, name).await;
    }
    let (_, booking) = set.booked(SUNDAY_TEN).await;
    let role = set.stage.role;
    let mut found: Vec<Value> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = set.caster.get(&format!("/api/v1/applications?roleId={role}&limit=2{cursor}")).await.body;
        found.extend(page["data"].as_array().unwrap().iter().cloned());
        let Some(next) = page["meta"]["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let mut ids: Vec<_> = found.iter().map(|line| line["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((found.len(), ids.len()), (4, 4));
    let other = set.caster.get(&format!("/api/v1/applications?limit=2{cursor}")).await;
    other.problem(400, "request.bad_cursor", &[("/cursor", "invalid")]);
    let one = set.caster.get(&format!("/api/v1/applications/{}", set.applicant.application)).await.data(200);
    assert_eq!(
        one["audition"],
        json!({
            "bookingId": booking["id"], "status": "scheduled", "scheduledAt": SUNDAY_TEN,
            "timezone": "Asia/Riyadh", "round": 1,
        })
    );
    assert_eq!(one["nameLatin"], "Noura");
    set.caster.get("/api/v1/applications?roleId=7").await.problem(422, "request.invalid", &[("/roleId", "invalid")]);
}

#[tokio::test]
async fn event_types_with_their_hosts() {
    let set = Set::new().await;
    let list = set.caster.get(&format!("/api/v1/event-types?castingCallId={}", set.stage.call)).await.body;
    let one = &list["data"][0];
    assert_eq!(
        json!([one["id"], one["durations"], one["timezone"], one["hosts"][0]["userId"]]),
        json!([set.stage.event_type.to_string(), [30], "Asia/Riyadh", set.stage.caster.id.to_string()])
    );
}

/// What can grow is cut by the database: every line once, in the order of the whole, also where the last line of a page goes meanwhile.
#[tokio::test]
async fn what_grows_is_read_page_by_page() {
    let set = Set::new().await;
    let world = &set.world;
    let person = world.member(MemberRole::Admin).await;
    let admin = Client::as_(world, &person);
    for n in 0..4 {
        world.advance(chrono::TimeDelta::seconds(n % 2));
        let name = format!("Number {n}");
        let call = admin.post("/api/v1/casting-calls", json!({"titleEn": name})).await.data(201)["id"].take();
        let host = json!([{"userId": set.stage.caster.id.to_string()}]);
        let of = if n % 2 == 0 { call } else { Value::Null };
        let event_type = json!({"nameEn": name, "hosts": host, "castingCallId": of});
        let id = admin.post("/api/v1/event-types", event_type).await.data(201)["id"].take();
        if n > 1 {
            let path = format!("/api/v1/event-types/{}", id.as_str().unwrap());
            admin.patch(&path, json!({"archived": true})).await.data(200);
        }
        let key = json!({"name": name, "scopes": ["rooms:read"]});
        let id = admin.post("/api/v1/api-keys", key).await.data(201)["id"].take();
        if n > 1 {
            admin.delete(&format!("/api/v1/api-keys/{}", id.as_str().unwrap())).await.data(200);
        }
    }
    let ids = |page: &Value| -> Vec<String> {
        page["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    for (path, count) in
        [("/api/v1/casting-calls?", 5), ("/api/v1/event-types?archived=true&", 5), ("/api/v1/api-keys?", 4)]
    {
        let whole = ids(&admin.get(path).await.body);
        assert_eq!(whole.len(), count, "{path}");
        let (mut read, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = admin.get(&format!("{path}limit=2{cursor}")).await.body;
            assert!(ids(&page).len() <= 2);
            read.extend(ids(&page));
            let Some(next) = page["meta"]["nextCursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(read, whole, "{path}");
        admin.get(&format!("{path}limit=0")).await.problem(422, "request.invalid", &[("/limit", "too_small")]);
    }
    // The last line of the first page goes.
    let first = admin.get("/api/v1/casting-calls?limit=2").await.body;
    let rest = ids(&admin.get("/api/v1/casting-calls").await.body).split_off(2);
    world.sql("update event_types set casting_call_id = null").await;
    admin.delete(&format!("/api/v1/casting-calls/{}", ids(&first)[1])).await.data(200);
    let next = first["meta"]["nextCursor"].as_str().unwrap();
    assert_eq!(ids(&admin.get(&format!("/api/v1/casting-calls?cursor={next}")).await.body), rest);
    // Of calls that are not theirs, members see neither the calls nor their event types.
    let other = Client::as_(world, &world.member(MemberRole::Caster).await);
    assert_eq!(ids(&other.get("/api/v1/casting-calls").await.body).len(), 0);
    world.sql(&format!("update event_types set casting_call_id = '{}'", set.stage.call.uuid())).await;
    assert_eq!(ids(&other.get("/api/v1/event-types?archived=true").await.body).len(), 0);
    assert_eq!(ids(&set.caster.get("/api/v1/event-types?archived=true").await.body).len(), 5);
}
