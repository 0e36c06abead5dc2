//! Rooms over REST.

use domain::actor::MemberRole;
use serde_json::{Value, json};
use testkit::World;

use super::client::Client;

#[tokio::test]
async fn the_life_of_a_room() {
    let world = World::new().await;
    let caster = Client::as_(&world, &world.member(MemberRole::Caster).await);
    let new = json!({"nameEn": "Studio 1", "addressEn": "King Fahd Road", "mapUrl": "https://maps.example/1"});
    let answer = caster.post("/api/v1/rooms", new).await;
    let id = answer.body["data"]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/rooms/{id}");
    assert_eq!(
        (answer.headers["location"].to_str().unwrap(), answer.headers["etag"].to_str().unwrap()),
        (path.as_str(), "\"1\"")
    );
    let room = answer.data(201);
    assert_eq!(
        room,
        json!({
            "id": id, "nameEn": "Studio 1", "nameAr": "Studio 1", "addressEn": "King Fahd Road", "addressAr": "",
            "mapUrl": "https://maps.example/1", "directionsEn": "", "directionsAr": "", "timeZone": "Asia/Riyadh",
            "scheduleId": null, "archivedAt": null, "revision": 1,
            "createdAt": "2026-11-22T06:00:00Z", "updatedAt": "2026-11-22T06:00:00Z",
        })
    );
    assert_eq!(caster.get(&path).await.data(200), room);
    assert_eq!(
        caster.get("/api/v1/rooms").await.body,
        json!({"success": true, "data": [room], "meta": {"nextCursor": null}})
    );
    let answer =
        caster.call_with("PATCH", &path, json!({"nameAr": "استوديو", "mapUrl": null}), &[("if-match", "\"1\"")]).await;
    let data = answer.data(200);
    assert_eq!(json!([data["nameAr"], data["mapUrl"], data["revision"]]), json!(["استوديو", null, 2]));
    let stale = caster.call_with("PATCH", &path, json!({"nameEn": "X"}), &[("if-match", "\"1\"")]).await;
    stale.problem(412, "stale_revision", &[("/revision", "stale")]);
    caster.patch(&path, json!({"archived": true, "revision": 1})).await.problem(
        409,
        "stale_revision",
        &[("/revision", "stale")],
    );
    let mixed = caster.patch(&path, json!({"archived": true, "nameEn": "X"})).await;
    mixed.problem(422, "request.one_change_at_a_time", &[("/nameEn", "not_together")]);
    assert_eq!(caster.patch(&path, json!({"archived": true})).await.data(200)["archivedAt"], "2026-11-22T06:00:00Z");
    assert_eq!(caster.get("/api/v1/rooms").await.body["data"], json!([]));
    assert_eq!(caster.get("/api/v1/rooms?archived=true").await.body["data"][0]["id"], id);
    assert_eq!(caster.delete(&path).await.data(200), json!({"id": id}));
    caster.get(&path).await.problem(404, "not_found", &[("/id", "unknown")]);
}

#[tokio::test]
async fn bad_rooms_are_told_where_and_a_repeated_one_is_made_once() {
    let world = World::new().await;
    let caster = Client::as_(&world, &world.member(MemberRole::Caster).await);
    for (body, pointer, code) in [
        (json!({}), "/nameEn", "required"),
        (json!({"nameEn": "x".repeat(201)}), "/nameEn", "too_long"),
        (json!({"nameEn": "A", "timeZone": "Mars/Base"}), "/timeZone", "unknown_zone"),
        (json!({"nameEn": "A", "mapUrl": "javascript:x"}), "/mapUrl", "not_a_url"),
        (json!({"nameEn": 1}), "/nameEn", "invalid"),
        (json!({"name": "A"}), "/name", "unknown_field"),
    ] {
        caster.post("/api/v1/rooms", body).await.problem(422, "request.invalid", &[(pointer, code)]);
    }
    let post = async |body: Value| caster.call_with("POST", "/api/v1/rooms", body, &[("idempotency-key", "r")]).await;
    let first = post(json!({"nameEn": "A"})).await;
    let again = post(json!({"nameEn": "A"})).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    post(json!({"nameEn": "B"})).await.problem(422, "idempotency.mismatch", &[]);
    assert_eq!(caster.get("/api/v1/rooms").await.body["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_room_with_bookings_stays() {
    let world = World::new().await;
    let stage = world.stage().await;
    let room = world.room(world.org, "Studio").await;
    let applicant = world.applicant(&stage, "Noura").await;
    let caster = Client::as_(&world, &stage.caster);
    let body = json!({
        "applicationId": applicant.application.to_string(), "eventTypeId": stage.event_type.to_string(),
        "scheduledAt": "2026-11-29T07:00:00Z", "roomId": room.to_string(),
    });
    let data = caster.post("/api/v1/bookings", body).await.data(201);
    assert_eq!(
        json!([data["meetingType"], data["roomId"], data["room"]["nameEn"]]),
        json!(["in-person", room.to_string(), "Studio"])
    );
    caster.delete(&format!("/api/v1/rooms/{room}")).await.problem(409, "in_use", &[]);

    // Archived, it is where the booking is and stays, and a place of what named it already; nothing new takes place there.
    let place = json!([{"type": "in-person", "roomId": room.to_string()}]);
    let kind = format!("/api/v1/event-types/{}", stage.event_type);
    caster.patch(&kind, json!({"locations": place})).await.data(200);
    caster.patch(&format!("/api/v1/rooms/{room}"), json!({"archived": true})).await.data(200);
    let booking = data["id"].as_str().unwrap();
    let slots = format!("/api/v1/slots?bookingId={booking}&from=2026-11-29&to=2026-11-29");
    assert_eq!(caster.get(&slots).await.status, 200);
    let live = format!("/api/v1/bookings/{booking}");
    let moved = caster.patch(&live, json!({"scheduledAt": "2026-11-29T08:00:00Z"})).await;
    assert_eq!(moved.data(200)["roomId"], room.to_string());
    let kept = caster.patch(&kind, json!({"bufferAfter": 5})).await.data(200);
    assert_eq!(kept["locations"][0]["roomId"], room.to_string());
    let gone = &[("/roomId", "unknown")];
    let new = format!("/api/v1/slots?eventTypeId={}&roomId={room}&from=2026-11-29&to=2026-11-29", stage.event_type);
    caster.get(&new).await.problem(422, "request.invalid", gone);
    let reem = world.applicant(&stage, "Reem").await;
    let body = json!({
        "applicationId": reem.application.to_string(), "eventTypeId": stage.event_type.to_string(),
        "scheduledAt": "2026-11-29T11:00:00Z", "roomId": room.to_string(),
    });
    caster.post("/api/v1/bookings", body).await.problem(422, "request.invalid", gone);
}
