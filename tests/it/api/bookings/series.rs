//! Series over REST: one call books all dates or none, the list finds them, one call ends the rest.

use domain::booking_series::{Repeats, Rhythm};
use serde_json::{Value, json};

use super::{SUNDAY_TEN, Set, new_booking};

/// A stage whose event type allows a series of six weeks.
async fn repeating() -> Set {
    let mut set = Set::new().await;
    let stage = &mut set.stage;
    let weekly = Repeats { rhythm: Rhythm::Weekly, interval: 1, most: 6 };
    stage.event_type = set
        .world
        .event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.repeats = Some(weekly))
        .await;
    set
}

#[tokio::test]
async fn all_dates_or_none() {
    let set = repeating().await;
    let mut body = new_booking(&set.stage, &set.applicant, SUNDAY_TEN);
    body["occurrences"] = json!(3);
    // The second date is somebody else's: nothing is booked, and the problem says which and why.
    let other = set.world.applicant(&set.stage, "Reem").await;
    let taken = set.caster.post("/api/v1/bookings", new_booking(&set.stage, &other, "2026-12-06T07:00:00Z")).await;
    let taken = taken.data(201);
    let problem = set.caster.post("/api/v1/bookings", body.clone()).await;
    let problem = problem.problem(409, "booking.series_refused", &[("/occurrences", "series_refused")]);
    let dates = problem["dates"].as_array().unwrap();
    assert_eq!(dates.len(), 1);
    assert_eq!(
        json!([dates[0]["position"], dates[0]["scheduledAt"], dates[0]["reason"], dates[0]["nearest"][0]]),
        json!([2, "2026-12-06T07:00:00Z", "taken", "2026-12-06T06:30:00Z"])
    );
    let none = set.talent.get("/api/v1/bookings").await;
    assert_eq!(none.body["data"], json!([]));
    let path = format!("/api/v1/bookings/{}", taken["id"].as_str().unwrap());
    set.caster.patch(&path, json!({"status": "cancelled"})).await.data(200);

    let answer =
        set.caster.call_with("POST", "/api/v1/bookings", body.clone(), &[("idempotency-key", "series-1")]).await;
    let first = answer.data(201);
    let series = first["series"]["id"].as_str().unwrap().to_owned();
    assert_eq!(json!([first["series"]["position"], first["series"]["occurrences"]]), json!([1, 3]));
    // Said twice, booked once.
    let again = set.caster.call_with("POST", "/api/v1/bookings", body, &[("idempotency-key", "series-1")]).await;
    assert_eq!(again.data(201)["id"], first["id"]);
    let found = set.caster.get(&format!("/api/v1/bookings?seriesId={series}&upcoming=true")).await;
    let found: Vec<Value> = found.body["data"].as_array().unwrap().clone();
    let starts: Vec<_> = found.iter().map(|one| one["scheduledAt"].as_str().unwrap()).collect();
    assert_eq!(starts, [SUNDAY_TEN, "2026-12-06T07:00:00Z", "2026-12-13T07:00:00Z"]);

    // From the second one on.
    let path = format!("/api/v1/bookings/{}", found[1]["id"].as_str().unwrap());
    let stale = json!({"status": "cancelled", "restOfSeries": true, "revision": 9});
    set.caster.patch(&path, stale).await.problem(409, "booking.stale_revision", &[("/revision", "stale")]);
    let wrong = set.caster.patch(&path, json!({"status": "completed", "restOfSeries": true})).await;
    wrong.problem(422, "request.invalid", &[("/restOfSeries", "invalid")]);
    let alone = set.caster.patch(&path, json!({"message": "Hello.", "restOfSeries": true})).await;
    assert_eq!(alone.body["code"], "request.one_change_at_a_time");
    let ended = set.caster.patch(&path, json!({"status": "cancelled", "restOfSeries": true})).await.data(200);
    assert_eq!(json!([ended["status"], ended["series"]["position"]]), json!(["cancelled", 2]));
    let left = set.caster.get(&format!("/api/v1/bookings?seriesId={series}&upcoming=true")).await;
    assert_eq!(left.body["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_event_type_says_what_it_allows() {
    let set = repeating().await;
    let admin = set.world.member(domain::actor::MemberRole::Admin).await;
    let admin = super::super::client::Client::as_(&set.world, &admin);
    let path = format!("/api/v1/event-types/{}", set.stage.event_type);
    let shown = set.caster.get(&path).await.data(200);
    assert_eq!(shown["repeats"], json!({"rhythm": "weekly", "interval": 1, "most": 6}));
    let changed = admin.patch(&path, json!({"repeats": {"rhythm": "daily", "most": 4}})).await.data(200);
    assert_eq!(changed["repeats"], json!({"rhythm": "daily", "interval": 1, "most": 4}));
    let wrong = admin.patch(&path, json!({"repeats": {"rhythm": "daily", "interval": 2, "most": 1}})).await;
    wrong.problem(422, "request.invalid", &[("/repeats/interval", "too_large"), ("/repeats/most", "too_small")]);
    assert_eq!(admin.patch(&path, json!({"repeats": null})).await.data(200)["repeats"], Value::Null);
    let mut body = new_booking(&set.stage, &set.applicant, SUNDAY_TEN);
    body["occurrences"] = json!(2);
    let refused = set.caster.post("/api/v1/bookings", body).await;
    refused.problem(422, "request.invalid", &[("/occurrences", "invalid")]);
}
