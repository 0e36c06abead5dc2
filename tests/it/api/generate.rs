//! Slots of hours alone, over v1 and over the origin's address.

use serde_json::{Value, json};

use super::bookings::{SUNDAY_TEN, Set};

const V1: &str = "/api/v1/availability/generate";
const ORIGIN: &str = "/api/booking/availability/generate";

fn starts(data: &Value) -> Vec<&str> {
    data["slots"].as_array().unwrap().iter().map(|slot| slot["start"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn stored_and_typed_hours_give_slots_that_nothing_is_booked_in() {
    let set = Set::new().await;
    set.booked(SUNDAY_TEN).await;
    let event_type = set.stage.event_type.to_string();
    let (from, to) = ("2026-11-29", "2026-11-29");
    // The event type by itself, by its id as the pattern, and the host's schedule on half hours: what is booked does not count.
    let schedules = set.world.services.my_schedules(&set.world.ctx_as(&set.stage.caster)).await.unwrap();
    let schedule = schedules[0].id.to_string();
    for body in [
        json!({ "eventTypeId": event_type, "from": from, "to": to }),
        json!({ "patternId": event_type, "from": from, "to": to }),
        json!({ "patternId": schedule, "from": from, "to": to }),
        json!({ "patternId": schedule, "eventTypeId": event_type, "duration": 30, "from": from, "to": to }),
    ] {
        let data = set.caster.call("POST", V1, body.clone()).await.data(200);
        assert_eq!((data["timezone"].as_str(), data["duration"].as_u64()), (Some("Asia/Riyadh"), Some(30)), "{body}");
        assert_eq!(starts(&data).len(), 16, "{body}");
        assert_eq!(
            data["slots"][2],
            json!({ "start": "2026-11-29T10:00:00+03:00", "end": "2026-11-29T10:30:00+03:00" })
        );
    }
    let pattern = json!({ "rrule": "FREQ=WEEKLY;BYDAY=MO,WE", "start": "23:00", "end": "01:00", "timezone": "Africa/Cairo",
        "except": ["2026-12-02"] });
    let typed = json!({ "pattern": pattern, "duration": 60, "from": "2026-11-30", "to": "2026-12-07" });
    let data = set.caster.call("POST", V1, typed).await.data(200);
    assert_eq!(
        starts(&data),
        ["2026-11-30T23:00:00+02:00", "2026-12-01T00:00:00+02:00", "2026-12-07T23:00:00+02:00"],
        "starts lie on the dates asked about"
    );
}

#[tokio::test]
async fn faults_stand_at_the_members_that_were_sent() {
    let set = Set::new().await;
    let event_type = set.stage.event_type.to_string();
    let pattern = |rrule: &str, start: &str, end: &str, zone: &str| json!({ "pattern": { "rrule": rrule, "start": start, "end": end, "timezone": zone }, "from": "2026-12-01", "to": "2026-12-31" });
    for (path, body, pointer) in [
        (V1, json!({ "from": "2026-12-01", "to": "2026-12-31" }), "/eventTypeId"),
        (V1, json!({ "eventTypeId": event_type, "from": "2026-12-02", "to": "2026-12-01" }), "/to"),
        (V1, json!({ "eventTypeId": event_type, "from": "2026-12-02", "to": "2027-12-04" }), "/to"),
        (V1, json!({ "eventTypeId": event_type, "from": "soon", "to": "2026-12-01" }), "/from"),
        (
            V1,
            json!({ "eventTypeId": event_type, "duration": 31, "from": "2026-12-01", "to": "2026-12-01" }),
            "/duration",
        ),
        (V1, json!({ "patternId": "mine", "from": "2026-12-01", "to": "2026-12-01" }), "/patternId"),
        (V1, pattern("FREQ=SECONDLY", "09:00", "17:00", "Asia/Riyadh"), "/pattern/rrule"),
        (V1, pattern("FREQ=DAILY", "09:00", "09:00", "Asia/Riyadh"), "/pattern/end"),
        (V1, pattern("FREQ=DAILY", "09:00", "17:00", "Mars/Olympus"), "/pattern/timezone"),
        (V1, json!({ "listingId": "x", "from": "2026-12-01", "to": "2026-12-01" }), "/listingId"),
        (
            ORIGIN,
            json!({ "pattern": "weekly", "startTime": "09:00", "endTime": "17:00", "startDate": "2026-12-01", "endDate": "2026-12-31" }),
            "/daysOfWeek",
        ),
        (
            ORIGIN,
            json!({ "pattern": "daily", "startTime": "9", "endTime": "17:00", "startDate": "2026-12-01", "endDate": "2026-12-31" }),
            "/startTime",
        ),
        (ORIGIN, json!({ "patternId": event_type, "startDate": "2026-12-02", "endDate": "2026-12-01" }), "/endDate"),
        (ORIGIN, json!({ "eventTypeId": event_type, "from": "2026-12-01", "to": "2026-12-01" }), "/from"),
    ] {
        let answer = set.caster.call("POST", path, body.clone()).await;
        assert_eq!(answer.status, 422, "{body}: {}", answer.body);
        let pointers: Vec<_> =
            answer.body["errors"].as_array().unwrap().iter().map(|fault| fault["pointer"].as_str()).collect();
        assert!(pointers.contains(&Some(pointer)), "{body}: {pointers:?}");
    }
}

/// The origin guide's two examples: `generateSlots(pattern.id, new Date(…), new Date(…))`, and the pattern of its `createPattern`.
#[tokio::test]
async fn the_origins_examples_work_in_its_own_names() {
    let set = Set::new().await;
    let event_type = set.stage.event_type.to_string();
    let by_id = json!({ "patternId": event_type, "startDate": "2026-11-29T00:00:00.000Z", "endDate": "2026-11-30T00:00:00.000Z" });
    let answer = set.caster.call("POST", ORIGIN, by_id).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let slots = answer.body["data"].as_array().unwrap();
    assert_eq!(slots.len(), 32);
    assert_eq!(
        slots[0],
        json!({
            "eventTypeId": event_type, "listingId": null, "date": "2026-11-29", "startTime": "09:00", "endTime": "09:30",
            "startsAt": "2026-11-29T09:00:00+03:00", "endsAt": "2026-11-29T09:30:00+03:00", "timezone": "Asia/Riyadh",
        })
    );
    let create = json!({
        "eventTypeId": event_type, "listingId": set.stage.call.to_string(), "pattern": "weekly", "daysOfWeek": [1, 3, 5],
        "startTime": "09:00", "endTime": "17:00", "startDate": "2027-01-01", "endDate": "2027-12-31",
    });
    let answer = set.caster.call("POST", ORIGIN, create).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let slots = answer.body["data"].as_array().unwrap();
    // 2027 begins on a Friday: 52 Mondays, 52 Wednesdays, 53 Fridays.
    assert_eq!(slots.len(), 157 * 16);
    assert_eq!(
        (slots[0]["date"].as_str(), slots[0]["listingId"].as_str()),
        (Some("2027-01-01"), Some(set.stage.call.to_string().as_str()))
    );
    // Somebody else's call is none of theirs.
    let elsewhere = set.world.stage_in(set.world.organization("elsewhere").await).await;
    let foreign = json!({ "patternId": event_type, "listingId": elsewhere.call.to_string(), "startDate": "2027-01-01", "endDate": "2027-01-01" });
    assert_eq!(set.caster.call("POST", ORIGIN, foreign).await.status, 404);
}
