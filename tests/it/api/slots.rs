//! Free times over REST.

use serde_json::{Value, json};

use super::bookings::{SUNDAY_TEN, Set};
use super::client::Client;

fn starts(data: &Value) -> Vec<&str> {
    data["slots"].as_array().unwrap().iter().map(|slot| slot["start"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_free_times_of_a_day_in_the_viewers_zone() {
    let set = Set::new().await;
    set.booked(SUNDAY_TEN).await;
    let ask = |zone: &str, from: &str, to: &str| {
        format!(
            "/api/v1/slots?eventTypeId={}&applicationId={}&from={from}&to={to}&timezone={zone}",
            set.stage.event_type, set.applicant.application
        )
    };
    let answer = set.caster.get(&ask("Asia/Riyadh", "2026-11-29", "2026-11-29")).await;
    let data = answer.data(200);
    let mut head = data.clone();
    head.as_object_mut().unwrap().remove("slots");
    assert_eq!(
        head,
        json!({
            "eventTypeId": set.stage.event_type.to_string(), "timezone": "Asia/Riyadh", "eventTimezone": "Asia/Riyadh",
            "duration": 30, "durations": [30], "talentHours": "unstated",
        })
    );
    assert_eq!(starts(&data).len(), 15, "sixteen half hours from nine to five, one of them taken");
    assert_eq!(
        &starts(&data)[..3],
        ["2026-11-29T09:00:00+03:00", "2026-11-29T09:30:00+03:00", "2026-11-29T10:30:00+03:00"]
    );
    assert_eq!(
        data["slots"][0],
        json!({
            "start": "2026-11-29T09:00:00+03:00", "end": "2026-11-29T09:30:00+03:00",
            "outsideTalentHours": false, "calendarStale": false, "seatsLeft": null,
        })
    );
    // Another zone writes the same instants otherwise; an unencoded plus sign is understood.
    let cairo = set
        .caster
        .get(&ask("Africa/Cairo", "2026-11-29T09:00:00+03:00", "2026-11-29T10:00:00%2B03:00"))
        .await
        .data(200);
    assert_eq!(starts(&cairo), ["2026-11-29T08:00:00+02:00", "2026-11-29T08:30:00+02:00"]);
    // The talent asks about their own application; for moving a booking its own time is free.
    let own = set.talent.get(&ask("Asia/Riyadh", "2026-11-29", "2026-11-29")).await.data(200);
    assert_eq!(starts(&own).len(), 15);
}

#[tokio::test]
async fn places_left_are_told_role_by_role() {
    let set = Set::new().await;
    let path = format!("/api/v1/event-types/{}", set.stage.event_type);
    let shares = |places: i64| json!([{"roleId": set.stage.role.to_string(), "places": places}]);
    let changed = json!({"capacity": 4, "roleCapacities": shares(2)});
    let data = set.caster.patch(&path, changed).await.data(200);
    assert_eq!(json!([data["capacity"], data["roleCapacities"], data["showPlacesLeft"]]), json!([4, shares(2), true]));
    let too_many = set.caster.patch(&path, json!({"roleCapacities": shares(5)})).await;
    too_many.problem(422, "request.invalid", &[("/roleCapacities/0/places", "too_large")]);
    set.booked(SUNDAY_TEN).await;
    let day = "from=2026-11-29T10:00:00%2B03:00&to=2026-11-29T11:00:00%2B03:00";
    let left = async |client: &Client, application: &str| {
        let asked = format!("/api/v1/slots?eventTypeId={}&{day}{application}", set.stage.event_type);
        let data = client.get(&asked).await.data(200);
        json!([data["slots"][0]["seatsLeft"], data["slots"][1]["seatsLeft"]])
    };
    let own = format!("&applicationId={}", set.applicant.application);
    assert_eq!(left(&set.caster, "").await, json!([3, 4]), "whoever it is for");
    assert_eq!(left(&set.talent, &own).await[0], json!(2), "their own time is not offered again, the next is");
    set.caster.patch(&path, json!({"showPlacesLeft": false})).await.data(200);
    assert_eq!(left(&set.talent, &own).await[0], Value::Null);
    assert_eq!(left(&set.caster, "").await, json!([3, 4]));
}

#[tokio::test]
async fn a_booking_is_not_in_its_own_way() {
    let set = Set::new().await;
    let (_, booking) = set.booked(SUNDAY_TEN).await;
    let path = format!("/api/v1/slots?bookingId={}&from=2026-11-29&to=2026-11-29", booking["id"].as_str().unwrap());
    for client in [&set.caster, &set.talent] {
        assert_eq!(starts(&client.get(&path).await.data(200)).len(), 16);
    }
}

#[tokio::test]
async fn every_start_of_the_grid_is_explained_to_members() {
    let set = Set::new().await;
    let (_, booking) = set.booked(SUNDAY_TEN).await;
    let path = format!(
        "/api/v1/slots/explain?eventTypeId={}&from=2026-11-29T10:00:00%2B03:00&to=2026-11-29T11:00:00%2B03:00&timezone=Asia/Riyadh",
        set.stage.event_type
    );
    let lines = set.caster.get(&path).await.data(200);
    let lines = lines.as_array().unwrap();
    assert_eq!(json!([lines[0]["start"], lines[0]["offered"]]), json!(["2026-11-29T10:00:00+03:00", false]));
    assert_eq!(lines[0]["hosts"][0]["userId"], set.stage.caster.id.to_string());
    assert_eq!(lines[0]["hosts"][0]["occurrenceId"], booking["occurrenceId"]);
    assert_eq!(
        lines.last().unwrap(),
        &json!({
            "start": "2026-11-29T10:30:00+03:00", "end": "2026-11-29T11:00:00+03:00",
            "offered": true, "reason": null, "hosts": [],
        })
    );
    set.talent.get(&path).await.problem(403, "forbidden", &[]);
    // A day without times: which one setting would open some.
    let friday = format!(
        "/api/v1/slots/explain?eventTypeId={}&from=2026-12-04&to=2026-12-04&timezone=Asia/Riyadh",
        set.stage.event_type
    );
    let answer = set.caster.get(&friday).await;
    let ways = answer.body["whatIf"].as_array().unwrap();
    assert_eq!(ways.len(), 1, "{ways:?}");
    assert_eq!(
        json!([ways[0]["date"], ways[0]["relax"], ways[0]["userId"], ways[0]["added"][0]["start"]]),
        json!(["2026-12-04", "host_hours", set.stage.caster.id.to_string(), "2026-12-04T08:00:00+03:00"])
    );
    assert_eq!(set.caster.get(&path).await.body["whatIf"], json!([]), "a day with times needs none");
}

#[tokio::test]
async fn bad_questions_are_told_where() {
    let set = Set::new().await;
    let elsewhere = set.world.organization("elsewhere").await;
    let foreign = set.world.stage_in(elsewhere).await;
    let event = set.stage.event_type.to_string();
    for (query, pointer, code) in [
        ("from=2026-11-29&to=2026-11-30".to_owned(), "/eventTypeId", "required"),
        (format!("eventTypeId={event}&to=2026-11-30"), "/from", "required"),
        (format!("eventTypeId={event}&from=2026-11-29"), "/to", "required"),
        (format!("eventTypeId={event}&from=2026-13-01&to=2026-11-30"), "/from", "not_a_date"),
        (format!("eventTypeId={event}&from=2026-11-29&to=tomorrow"), "/to", "not_a_date"),
        (format!("eventTypeId={event}&from=2026-11-29&to=2026-11-27"), "/to", "ends_before_start"),
        (format!("eventTypeId={event}&from=2026-11-29&to=2027-11-29"), "/to", "too_large"),
        (format!("eventTypeId={event}&from=2026-11-29&to=2026-11-30&timezone=Mars/Base"), "/timezone", "unknown_zone"),
        (format!("eventTypeId={event}&from=2026-11-29&to=2026-11-30&timezone="), "/timezone", "unknown_zone"),
        (format!("eventTypeId={event}&from=2026-11-29&to=2026-11-30&duration=x"), "/duration", "invalid"),
        (format!("eventTypeId={event}&from=2026-11-29&to=2026-11-30&meetingType=x"), "/meetingType", "unknown"),
        (format!("eventTypeId={event}&from=2026-11-29&to=2026-11-30&zone=UTC"), "/zone", "unknown_field"),
        ("eventTypeId=7&from=2026-11-29&to=2026-11-30".to_owned(), "/eventTypeId", "invalid"),
        (format!("eventTypeId={}&from=2026-11-29&to=2026-11-30", foreign.event_type), "/eventTypeId", "unknown"),
        (
            format!("eventTypeId={event}&applicationId=app_01jd9x8k3me0q8v6t2h4w7y5nz&from=2026-11-29&to=2026-11-30"),
            "/applicationId",
            "unknown",
        ),
    ] {
        let answer = set.caster.get(&format!("/api/v1/slots?{query}")).await;
        answer.problem(422, "request.invalid", &[(pointer, code)]);
    }
    let path = format!("/api/v1/slots?eventTypeId={event}&from=2026-11-29&to=2026-11-30");
    Client::anonymous(&set.world).get(&path).await.problem(401, "auth.required", &[]);
}
