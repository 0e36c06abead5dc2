//! What bookings hang on, read over REST: casting calls, applications, event types.

use serde_json::{Value, json};

use super::bookings::{SUNDAY_TEN, Set};

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
