//! Idempotency keys: once per key, the first answer again, also when two come at once.

use serde_json::{Value, json};

use super::{SUNDAY_TEN, Set, new_booking};
use crate::api::client::{Answer, Client};

async fn post(client: &Client, key: &str, body: &Value) -> Answer {
    client.call_with("POST", "/api/v1/bookings", body.clone(), &[("idempotency-key", key)]).await
}

#[tokio::test]
async fn a_repetition_gets_the_first_answer() {
    let set = Set::new().await;
    let body = new_booking(&set.stage, &set.applicant, SUNDAY_TEN);
    let first = post(&set.caster, "\"k-1\"", &body).await;
    assert!(!first.headers.contains_key("idempotent-replayed"));
    assert_eq!(first.status, 201);
    // The booking goes on living; the answer does not change.
    let path = format!("/api/v1/bookings/{}", first.body["data"]["id"].as_str().unwrap());
    set.caster.patch(&path, json!({"casterNotes": "later"})).await.data(200);
    for spelled in ["k-1", "\"k-1\""] {
        let again = post(&set.caster, spelled, &body).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert_eq!(again.headers["idempotent-replayed"], "true");
    }
    let mut other = body.clone();
    other["message"] = json!("another body");
    post(&set.caster, "k-1", &other).await.problem(422, "idempotency.mismatch", &[]);
    // Another person's key of the same spelling is another key.
    let admin = Client::as_(&set.world, &set.world.member(domain::actor::MemberRole::Admin).await);
    post(&admin, "k-1", &body).await.problem(409, "booking.already_booked", &[("/applicationId", "already_booked")]);
    assert_eq!(set.caster.get("/api/v1/bookings").await.body["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_failure_is_not_kept() {
    let set = Set::new().await;
    let night = new_booking(&set.stage, &set.applicant, "2026-11-29T00:00:00Z");
    post(&set.caster, "k", &night).await.problem(422, "booking.not_offered", &[("/scheduledAt", "not_offered")]);
    let day = new_booking(&set.stage, &set.applicant, SUNDAY_TEN);
    post(&set.caster, "k", &day).await.data(201);
}

#[tokio::test]
async fn twins_at_once_book_once() {
    let set = Set::new().await;
    let body = new_booking(&set.stage, &set.applicant, SUNDAY_TEN);
    let twins = (0..8).map(|_| post(&set.caster, "twin", &body));
    let answers = futures::future::join_all(twins).await;
    let mut ids = std::collections::BTreeSet::new();
    for answer in answers {
        match answer.status.as_u16() {
            201 => {
                ids.insert(answer.body["data"]["id"].as_str().unwrap().to_owned());
            }
            409 => {
                assert_eq!(answer.headers["retry-after"], "1");
                answer.problem(409, "idempotency.running", &[]);
            }
            _ => panic!("{answer:?}"),
        }
    }
    assert_eq!(ids.len(), 1);
    let kept = set.caster.get("/api/v1/bookings").await.body["data"].as_array().unwrap().len();
    assert_eq!(kept, 1);
    post(&set.caster, "twin", &body).await.data(201);
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let set = Set::new().await;
    let body = new_booking(&set.stage, &set.applicant, SUNDAY_TEN);
    for key in ["", "\"\"", "two words", &"x".repeat(256), "ä"] {
        let answer = post(&set.caster, key, &body).await;
        answer.problem(400, "request.bad_header", &[("/Idempotency-Key", "invalid")]);
    }
    post(&set.caster, &"x".repeat(255), &body).await.data(201);
}
