//! Bad input: a 4xx that names its field, and nothing is lost.

use axum::body::Body;
use http::Request;
use serde_json::{Value, json};

use super::{SUNDAY_TEN, Set, new_booking};
use crate::api::client::Client;

#[tokio::test]
async fn bad_bodies_are_told_where() {
    let set = Set::new().await;
    let elsewhere = set.world.organization("elsewhere").await;
    let foreign_stage = set.world.stage_in(elsewhere).await;
    let foreigner = set.world.applicant(&foreign_stage, "Huda").await;
    let unknown_application = "app_01jd9x8k3me0q8v6t2h4w7y5nz";
    let good = new_booking(&set.stage, &set.applicant, SUNDAY_TEN);
    for (name, value, code) in [
        ("scheduledAt", Value::Null, "invalid"),
        ("scheduledAt", json!("2026-13-29T10:00:00Z"), "not_a_date"),
        ("scheduledAt", json!("2026-11-31T10:00:00Z"), "not_a_date"),
        ("scheduledAt", json!("2026-11-29T25:00:00Z"), "not_a_date"),
        ("scheduledAt", json!("2026-11-29T10:00:00"), "not_a_date"),
        ("scheduledAt", json!("tomorrow"), "not_a_date"),
        ("scheduledAt", json!("9999-12-31T23:59:59Z"), "not_a_date"),
        ("scheduledAt", json!("2026-11-29T07:00:00.5Z"), "invalid"),
        ("scheduledAt", json!("2026-11-29T07:00:30Z"), "invalid"),
        ("scheduledAt", json!(1_795_935_600), "invalid"),
        ("applicationId", json!("7"), "invalid"),
        ("applicationId", json!("019aa1f0-0000-7000-8000-000000000000"), "invalid"),
        ("applicationId", json!(unknown_application), "unknown"),
        ("applicationId", json!(foreigner.application.to_string()), "unknown"),
        ("eventTypeId", json!("evt_01jd9x8k3me0q8v6t2h4w7y5nz"), "unknown"),
        ("eventTypeId", json!(foreign_stage.event_type.to_string()), "unknown"),
        ("eventTypeId", json!(set.applicant.application.to_string()), "invalid"),
        ("timezone", json!("Asia/Atlantis"), "unknown_zone"),
        ("timezone", json!("+03:00"), "unknown_zone"),
        ("meetingType", json!("telepathy"), "unknown"),
        ("meetingUrl", json!("javascript:alert(1)"), "not_a_url"),
        ("roomId", json!("room_1"), "invalid"),
        ("roomId", json!("room_01jd9x8k3me0q8v6t2h4w7y5nz"), "unknown"),
        ("holdId", json!("hold"), "invalid"),
        ("duration", json!(0), "too_small"),
        ("duration", json!(-30), "too_small"),
        ("duration", json!(100_000), "too_large"),
        ("duration", json!("30"), "invalid"),
        ("round", json!(0), "too_small"),
        ("round", json!(51), "too_large"),
        ("message", json!("x".repeat(2001)), "too_long"),
        ("casterNotes", json!("x".repeat(5001)), "too_long"),
        ("externalId", json!("x".repeat(201)), "too_long"),
        ("ignoreTalentHours", json!("yes"), "invalid"),
        ("status", json!("confirmed"), "unknown_field"),
        ("casterUserId", json!(set.stage.caster.id.to_string()), "unknown_field"),
    ] {
        let mut body = good.clone();
        body[name] = value.clone();
        let answer = set.caster.post("/api/v1/bookings", body).await;
        let body = answer.problem(422, "request.invalid", &[(&format!("/{name}"), code)]);
        assert_eq!(body["instance"], "/api/v1/bookings", "{name} {value}");
    }
    for name in ["applicationId", "scheduledAt"] {
        let mut body = good.clone();
        body.as_object_mut().unwrap().remove(name);
        let answer = set.caster.post("/api/v1/bookings", body).await;
        answer.problem(422, "request.invalid", &[(&format!("/{name}"), "required")]);
    }
    // Several at once are told at once.
    let mut body = good.clone();
    body["roomId"] = json!("x");
    body["meetingType"] = json!("y");
    let answer = set.caster.post("/api/v1/bookings", body).await;
    answer.problem(422, "request.invalid", &[("/meetingType", "unknown"), ("/roomId", "invalid")]);
    // Nothing came of any of it.
    assert_eq!(set.caster.get("/api/v1/bookings").await.body["data"], json!([]));
    set.caster.post("/api/v1/bookings", good).await.data(201);
}

#[tokio::test]
async fn what_is_not_json_is_told_so() {
    let set = Set::new().await;
    let send = async |kind: Option<&str>, body: &str| {
        let mut request = Request::post("/api/v1/bookings");
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        set.caster.send(request.body(Body::from(body.to_owned())).unwrap()).await
    };
    let good = new_booking(&set.stage, &set.applicant, SUNDAY_TEN).to_string();
    for kind in [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("application"), Some("")] {
        send(kind, &good).await.problem(415, "request.unsupported_media_type", &[]);
    }
    for broken in ["", "{", "{\"applicationId\": }", "\u{0}", "{'a': 1}"] {
        send(Some("application/json"), broken).await.problem(400, "request.bad_json", &[]);
    }
    send(Some("application/json"), "[]").await.problem(422, "request.invalid", &[("", "invalid")]);
    let deep = "[".repeat(100_000);
    send(Some("application/json"), &deep).await.problem(400, "request.bad_json", &[]);
    let huge = format!("{{\"message\": \"{}\"}}", "x".repeat(10 * 1024 * 1024));
    send(Some("application/json"), &huge).await.problem(413, "request.too_large", &[]);
    send(Some("application/json; charset=utf-8"), &good).await.data(201);
}

#[tokio::test]
async fn unknown_foreign_and_broken_ids_are_not_found() {
    let set = Set::new().await;
    let (path, _) = set.booked(SUNDAY_TEN).await;
    let elsewhere = set.world.organization("elsewhere").await;
    let foreign = Client::as_(&set.world, &set.world.member_of(elsewhere, domain::actor::MemberRole::Admin).await);
    for (client, path, code) in [
        (&set.caster, "/api/v1/bookings/7", "invalid"),
        (&set.caster, "/api/v1/bookings/bkg_01JD9X8K3ME0Q8V6T2H4W7Y5NZ", "invalid"),
        (&set.caster, "/api/v1/bookings/app_01jd9x8k3me0q8v6t2h4w7y5nz", "invalid"),
        (&set.caster, "/api/v1/bookings/019aa1f0-0000-7000-8000-000000000000", "invalid"),
        (&set.caster, "/api/v1/bookings/bkg_01jd9x8k3me0q8v6t2h4w7y5nz", "unknown"),
        (&foreign, path.as_str(), "unknown"),
    ] {
        client.get(path).await.problem(404, "not_found", &[("/id", code)]);
        client.patch(path, json!({"status": "cancelled"})).await.problem(404, "not_found", &[("/id", code)]);
        client.delete(path).await.problem(404, "not_found", &[("/id", code)]);
    }
    assert_eq!(set.caster.get(&path).await.data(200)["revision"], 1);
}

#[tokio::test]
async fn nobody_books_without_signing_in_and_talent_not_at_all() {
    let set = Set::new().await;
    let body = new_booking(&set.stage, &set.applicant, SUNDAY_TEN);
    let anonymous = Client::anonymous(&set.world);
    anonymous.post("/api/v1/bookings", body.clone()).await.problem(401, "auth.required", &[]);
    // Nobody's body is not even read.
    anonymous.post("/api/v1/bookings", json!([])).await.problem(401, "auth.required", &[]);
    set.talent.post("/api/v1/bookings", body).await.problem(403, "forbidden", &[]);
}
