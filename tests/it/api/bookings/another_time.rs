//! The office asks for another time: asked, chosen by the talent, kept, taken back.

use serde_json::{Value, json};

use super::{SUNDAY_TEN, Set};
use crate::api::client::Client;

#[tokio::test]
async fn another_time_is_asked_for_chosen_kept_and_taken_back() {
    let set = Set::new().await;
    let (path, _) = set.booked(SUNDAY_TEN).await;
    let talent = Client::as_(&set.world, &set.applicant.person);
    let ask = format!("{path}/request-reschedule");
    let why = json!({"reason": "The director is away"});
    let asked = set.caster.post(&ask, why.clone()).await.data(200);
    let question = &asked["rescheduleRequest"];
    assert_eq!(
        json!([
            asked["status"],
            asked["scheduledAt"],
            asked["revision"],
            question["reason"],
            question["requestedBy"]["id"]
        ]),
        json!(["scheduled", SUNDAY_TEN, 2, "The director is away", set.stage.caster.id.to_string()])
    );
    // The same question again is the same; another is refused by name.
    assert_eq!(set.caster.post(&ask, why).await.data(200)["revision"], 2);
    set.caster.post(&ask, json!({"reason": "Rain"})).await.problem(409, "booking.request_open", &[]);
    let longer = json!({"scheduledAt": "2026-11-29T11:00:00+03:00", "duration": 60});
    assert_eq!(talent.post(&format!("{path}/reschedule"), longer).await.status, 403);
    let chosen = json!({"scheduledAt": "2026-11-29T11:00:00+03:00", "reason": "After school"});
    let chosen = talent.post(&format!("{path}/reschedule"), chosen).await.data(200);
    assert_eq!(
        json!([chosen["status"], chosen["scheduledAt"], chosen["rescheduleRequest"]]),
        json!(["confirmed", "2026-11-29T08:00:00Z", null])
    );

    set.caster.post(&ask, Value::Null).await.data(200);
    let keep = format!("{path}/refuse-reschedule");
    let stale = talent.call_with("POST", &keep, Value::Null, &[("if-match", "\"1\"")]).await;
    stale.problem(412, "booking.stale_revision", &[("/revision", "stale")]);
    let kept = talent.post(&keep, json!({"reason": "I work then"})).await.data(200);
    assert_eq!(json!([kept["status"], kept["rescheduleRequest"]]), json!(["confirmed", null]));
    talent.post(&keep, Value::Null).await.problem(409, "booking.request_closed", &[]);

    let long = json!({"reason": "x".repeat(1001)});
    set.caster.post(&ask, long).await.problem(422, "request.invalid", &[("/reason", "too_long")]);
    set.caster.post(&ask, Value::Null).await.data(200);
    let back = set.caster.post(&format!("{path}/withdraw-reschedule"), Value::Null).await.data(200);
    assert_eq!(back["rescheduleRequest"], Value::Null);
    let lines = set.caster.get(&format!("{path}/history")).await.body["data"].clone();
    let kinds: Vec<&str> = lines.as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            "booked",
            "reschedule_requested",
            "rescheduled",
            "reschedule_requested",
            "reschedule_refused",
            "reschedule_requested",
            "reschedule_withdrawn"
        ]
    );
}
