//! Another platform pushes its applications in: once, with hours and auditions of the past.

use serde_json::{Value, json};

use super::bookings::Set;

/// An application as the origin knows it.
fn application(set: &Set, number: u32) -> Value {
    json!({
        "roleId": set.stage.role.to_string(), "externalId": format!("application-{number}"),
        "appliedAt": "2026-09-02T12:30:00+03:00", "status": "shortlisted",
        "talent": {
            "nameLatin": "Reem Saleh", "nameArabic": "ريم صالح", "email": "reem@example.com", "birthYear": 1999,
            "externalId": "user-7",
        },
    })
}

#[tokio::test]
async fn an_application_comes_once_with_everything_that_is_known() {
    let set = Set::new().await;
    let mut body = application(&set, 1);
    body["availability"] = json!([
        {"dayOfWeek": 1, "startTime": "09:00", "endTime": "17:00", "timezone": "Asia/Dubai"},
        {"dayOfWeek": 3, "startTime": "09:00", "endTime": "12:00", "timezone": "Asia/Dubai", "isActive": false},
        {"specificDate": "2026-10-01", "startTime": "10:00", "endTime": "11:00", "timezone": "Asia/Dubai"},
    ]);
    body["booking"] = json!({
        "scheduledAt": "2026-10-12T10:00:00+03:00", "duration": 25, "meetingType": "video", "status": "completed",
        "casterNotes": "Strong.", "externalId": "booking-1",
    });
    let first = set.caster.post("/api/v1/applications", body.clone()).await;
    let path = first.headers["location"].to_str().unwrap().to_owned();
    let made = first.data(201);
    assert_eq!(
        json!([made["status"], made["source"], made["createdAt"], made["externalId"], made["availabilityImported"]]),
        json!(["shortlisted", "api", "2026-09-02T09:30:00Z", "application-1", true])
    );
    assert_eq!(
        json!([made["audition"]["status"], made["audition"]["scheduledAt"]]),
        json!(["completed", "2026-10-12T07:00:00Z"])
    );
    let booking = made["audition"]["bookingId"].as_str().unwrap();
    let booking = set.caster.get(&format!("/api/v1/bookings/{booking}")).await.data(200);
    assert_eq!(
        json!([booking["duration"], booking["externalId"], booking["casterUserId"], booking["casterNotes"]]),
        json!([25, "booking-1", set.stage.caster.id.to_string(), "Strong."])
    );
    let again = set.caster.post("/api/v1/applications", application(&set, 1)).await.data(200);
    assert_eq!((&again["id"], &again["audition"]), (&made["id"], &made["audition"]));
    // The same talent for another role is found by the other platform's name for them.
    let other = set.world.role_in(set.stage.org, set.stage.call).await;
    let mut second = application(&set, 2);
    second["roleId"] = json!(other.to_string());
    second["talent"] = json!({"name": "R. Saleh", "externalId": "user-7"});
    let second = set.caster.post("/api/v1/applications", second).await.data(201);
    assert_eq!((&second["talentProfileId"], &second["nameLatin"]), (&made["talentProfileId"], &json!("Reem Saleh")));
    let mut elsewhere = application(&set, 1);
    elsewhere["roleId"] = json!(other.to_string());
    let refused = set.caster.post("/api/v1/applications", elsewhere).await;
    refused.problem(422, "request.invalid", &[("/externalId", "invalid")]);
    // The hours are the talent's now: Mondays in Dubai, nothing on Tuesdays.
    let slots = |day: &str| {
        format!(
            "/api/v1/slots?eventTypeId={}&applicationId={}&from={day}&to={day}&timezone=Asia/Dubai",
            set.stage.event_type,
            made["id"].as_str().unwrap()
        )
    };
    let count = async |day: &str| set.caster.get(&slots(day)).await.data(200)["slots"].as_array().unwrap().len();
    assert!(count("2026-11-30").await > 5 && count("2026-12-01").await == 0);
    let note = set.caster.call_with("PATCH", &path, json!({"note": "Call again"}), &[("if-match", "\"1\"")]).await;
    assert_eq!(note.data(200)["revision"], 2);
    let stale = set.caster.call_with("PATCH", &path, json!({"status": "passed"}), &[("if-match", "\"1\"")]).await;
    stale.problem(412, "stale_revision", &[("/revision", "stale")]);
}

#[tokio::test]
async fn all_of_it_comes_or_nothing() {
    let set = Set::new().await;
    set.booked("2026-11-29T07:00:00Z").await;
    let count = async || set.caster.get("/api/v1/applications").await.body["data"].as_array().unwrap().len();
    for (booking, pointer, code) in [
        (json!({"scheduledAt": "2026-10-12T10:00:00Z", "duration": 0}), "/booking/duration", "too_small"),
        (json!({"scheduledAt": "2026-10-12T10:00:30Z", "duration": 30}), "/booking/scheduledAt", "invalid"),
        (
            json!({"scheduledAt": "2026-10-12T10:00:00Z", "duration": 30, "status": "pending"}),
            "/booking/status",
            "unknown",
        ),
        (
            json!({"scheduledAt": "2026-10-12T10:00:00Z", "duration": 30, "casterUserId": "usr_01jd9x8k3me0q8v6t2h4w7y5nz"}),
            "/booking/casterUserId",
            "unknown",
        ),
    ] {
        let mut body = application(&set, 3);
        body["booking"] = booking;
        set.caster.post("/api/v1/applications", body).await.problem(422, "request.invalid", &[(pointer, code)]);
    }
    let mut taken = application(&set, 3);
    taken["booking"] = json!({"scheduledAt": "2026-11-29T07:15:00Z", "duration": 30});
    set.caster.post("/api/v1/applications", taken).await.problem(409, "booking.slot_taken", &[]);
    for (body, pointer, code) in [
        (json!({"roleId": set.stage.role.to_string()}), "/talent", "required"),
        (json!({"roleId": set.stage.role.to_string(), "talent": {}}), "/talent/name", "required"),
        (
            json!({"roleId": set.stage.role.to_string(), "talent": {"name": "A", "email": "x"}}),
            "/talent/email",
            "not_an_email",
        ),
        (
            json!({"roleId": set.stage.role.to_string(), "talent": {"name": "A"}, "appliedAt": "2027-01-01T00:00:00Z"}),
            "/appliedAt",
            "invalid",
        ),
        (
            json!({"roleId": set.stage.role.to_string(), "talent": {"name": "A"}, "availability": [{"startTime": "09:00", "endTime": "10:00"}]}),
            "/availability/0/dayOfWeek",
            "invalid",
        ),
    ] {
        set.caster.post("/api/v1/applications", body).await.problem(422, "request.invalid", &[(pointer, code)]);
    }
    assert_eq!(count().await, 1);
    // What is to come takes its time from then on, and the talent is not mailed about what they know.
    let mut coming = application(&set, 3);
    coming["booking"] = json!({"scheduledAt": "2026-11-29T08:00:00Z", "duration": 30, "status": "confirmed"});
    set.caster.post("/api/v1/applications", coming).await.data(201);
    set.world.run_jobs().await;
    let mails = set.world.services.outbox(&set.world.ctx_as(&set.stage.caster)).await.unwrap_or_default();
    assert!(!format!("{mails:?}").contains("reem@example.com"), "mailed");
    let fourth = set.world.applicant(&set.stage, "Sami").await;
    let late = super::bookings::new_booking(&set.stage, &fourth, "2026-11-29T08:00:00Z");
    set.caster.post("/api/v1/bookings", late).await.problem(409, "booking.slot_taken", &[]);
}

#[tokio::test]
async fn many_pushing_the_same_at_once_make_one() {
    let set = Set::new().await;
    let calls = (0..8).map(|_| {
        let (client, body) = (set.caster.clone(), application(&set, 9));
        tokio::spawn(async move { client.post("/api/v1/applications", body).await })
    });
    let mut made = 0;
    let mut ids = std::collections::BTreeSet::new();
    for call in calls.collect::<Vec<_>>() {
        let answer = call.await.unwrap();
        assert!(matches!(answer.status.as_u16(), 200 | 201), "{}", answer.body);
        made += u32::from(answer.status == 201);
        ids.insert(answer.body["data"]["id"].as_str().unwrap().to_owned());
    }
    assert_eq!((made, ids.len()), (1, 1));
}
