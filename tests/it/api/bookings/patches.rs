//! PATCH: every change, its revision, and what may not be said together.

use serde_json::{Value, json};

use super::{SUNDAY_TEN, Set, new_booking};

#[tokio::test]
async fn the_life_of_a_booking() {
    let set = Set::new().await;
    let (path, _) = set.booked(SUNDAY_TEN).await;
    let state = |data: &Value| json!([data["status"], data["revision"], data["sequence"], data["scheduledAt"]]);
    // The talent confirms, the caster moves it: the talent is asked again.
    let data = set.talent.patch(&path, json!({"status": "confirmed"})).await.data(200);
    assert_eq!(state(&data), json!(["confirmed", 2, 0, SUNDAY_TEN]));
    let answer = set.caster.patch(&path, json!({"scheduledAt": "2026-11-30T12:00:00+03:00"})).await;
    assert_eq!(answer.headers["etag"], "\"3\"");
    assert_eq!(state(&answer.data(200)), json!(["scheduled", 3, 1, "2026-11-30T09:00:00Z"]));
    // A place and a message ask nobody again.
    let patch = json!({"meetingUrl": "https://other.example/1", "meetingPassword": "sesame", "message": "New link."});
    let data = set.caster.patch(&path, patch).await.data(200);
    assert_eq!(state(&data), json!(["scheduled", 4, 1, "2026-11-30T09:00:00Z"]));
    assert_eq!(
        json!([data["meetingUrl"], data["meetingPassword"], data["message"]]),
        json!(["https://other.example/1", "sesame", "New link."])
    );
    assert_eq!(
        set.caster.patch(&path, json!({"meetingPassword": null})).await.data(200)["meetingPassword"],
        Value::Null
    );
    // Notes: each side its own.
    let data = set.talent.patch(&path, json!({"talentNotes": "I bring my own costume."})).await.data(200);
    assert_eq!((data["talentNotes"].as_str(), data.get("casterNotes")), (Some("I bring my own costume."), None));
    let data = set.caster.patch(&path, json!({"casterNotes": "Keen."})).await.data(200);
    assert_eq!(json!([data["casterNotes"], data["talentNotes"]]), json!(["Keen.", "I bring my own costume."]));
    // Attendance, corrected, taken back.
    set.caster.patch(&path, json!({"status": "completed"})).await.problem(409, "booking.not_started", &[]);
    set.world.set_clock("2026-11-30T09:10:00Z");
    assert_eq!(set.caster.patch(&path, json!({"status": "completed"})).await.data(200)["status"], "completed");
    assert_eq!(set.caster.patch(&path, json!({"status": "no-show"})).await.data(200)["status"], "no_show");
    assert_eq!(set.caster.patch(&path, json!({"status": "scheduled"})).await.data(200)["status"], "scheduled");
    // Nothing mentioned: nothing changed.
    let before = set.caster.get(&path).await.data(200);
    assert_eq!(set.caster.patch(&path, json!({})).await.data(200), before);
}

#[tokio::test]
async fn guests_join_and_leave() {
    let set = Set::new().await;
    set.world.shared(&set.stage).await;
    set.world.sql("update public_settings set most_guests = 2").await;
    let mut new = set.world.stranger(set.stage.event_type, "Hind", SUNDAY_TEN);
    new.guest.guests = "mona@example.com".to_owned();
    let made = set.world.services.book_public(&set.world.ctx_anonymous(), &new).await.unwrap();
    let path = format!("/api/v1/bookings/{}", made.booking.id);
    let data = set.caster.patch(&path, json!({"guests": ["sara@example.com", "lama@example.com"]})).await.data(200);
    assert_eq!(data["guest"]["guests"], json!(["sara@example.com", "lama@example.com"]));
    let wrong = json!({"guests": ["a@example.com", "b@example.com", "c@example.com"]});
    set.caster.patch(&path, wrong).await.problem(422, "request.invalid", &[("/guests", "too_long")]);
    set.caster.patch(&path, json!({"guests": ["mona@"]})).await.problem(
        422,
        "request.invalid",
        &[("/guests", "not_an_email")],
    );
    assert_eq!(set.caster.patch(&path, json!({"guests": []})).await.data(200)["guest"]["guests"], json!([]));
    // Talent come alone.
    let (path, _) = set.booked("2026-11-29T09:00:00Z").await;
    let patch = json!({"guests": ["mona@example.com"]});
    set.caster.patch(&path, patch).await.problem(422, "request.invalid", &[("/guests", "invalid")]);
}

#[tokio::test]
async fn either_side_cancels_and_it_is_known_who_and_when_and_why() {
    let set = Set::new().await;
    for (client, person, side) in
        [(&set.talent, &set.applicant.person, "talent"), (&set.caster, &set.stage.caster, "caster")]
    {
        let (path, _) = set.booked(SUNDAY_TEN).await;
        let patch = json!({"status": "cancelled", "cancellationReason": "I am ill."});
        let data = client.patch(&path, patch.clone()).await.data(200);
        assert_eq!(
            json!([
                data["status"],
                data["cancelledBy"],
                data["cancelledBySide"],
                data["cancelledAt"],
                data["cancellationReason"]
            ]),
            json!(["cancelled", person.id.to_string(), side, "2026-11-22T06:00:00Z", "I am ill."])
        );
        assert_eq!(json!([data["sequence"], data["revision"]]), json!([1, 2]));
        // Over is over.
        let body = client.patch(&path, patch).await.problem(
            409,
            "booking.not_possible_now",
            &[("/status", "not_possible_now")],
        );
        assert_eq!(body["currentStatus"], "cancelled");
        let again = set.caster.patch(&path, json!({"scheduledAt": "2026-11-30T09:00:00Z"})).await;
        again.problem(409, "booking.not_possible_now", &[("/status", "not_possible_now")]);
    }
}

#[tokio::test]
async fn a_talent_declines() {
    let set = Set::new().await;
    let (path, _) = set.booked(SUNDAY_TEN).await;
    let data = set.talent.patch(&path, json!({"status": "declined", "cancellationReason": "Away."})).await.data(200);
    assert_eq!(json!([data["status"], data["cancellationReason"]]), json!(["declined", "Away."]));
    set.booked(SUNDAY_TEN).await;
}

#[tokio::test]
async fn a_stale_revision_loses_nothing() {
    let set = Set::new().await;
    let (path, _) = set.booked(SUNDAY_TEN).await;
    set.caster.patch(&path, json!({"message": "First."})).await.data(200);
    let patch = json!({"message": "Second."});
    for tag in ["\"1\"", "W/\"1\"", "\"99\""] {
        let answer = set.caster.call_with("PATCH", &path, patch.clone(), &[("if-match", tag)]).await;
        let body = answer.problem(412, "booking.stale_revision", &[("/revision", "stale")]);
        assert_eq!(body["currentRevision"], 2);
    }
    let answer = set.caster.patch(&path, json!({"message": "Second.", "revision": 1})).await;
    assert_eq!(answer.problem(409, "booking.stale_revision", &[("/revision", "stale")])["currentRevision"], 2);
    set.caster.patch(&path, json!({"revision": 1})).await.problem(
        409,
        "booking.stale_revision",
        &[("/revision", "stale")],
    );
    let answer = set.caster.call_with("DELETE", &path, Value::Null, &[("if-match", "\"1\"")]).await;
    answer.problem(412, "booking.stale_revision", &[("/revision", "stale")]);
    for tag in ["2", "\"two\"", "\"1\", \"2\""] {
        let answer = set.caster.call_with("PATCH", &path, patch.clone(), &[("if-match", tag)]).await;
        answer.problem(400, "request.bad_header", &[("/If-Match", "invalid")]);
    }
    let both = json!({"message": "Second.", "revision": 1});
    let answer = set.caster.call_with("PATCH", &path, both, &[("if-match", "\"2\"")]).await;
    answer.problem(400, "request.bad_header", &[("/revision", "invalid")]);
    let data = set.caster.get(&path).await.data(200);
    assert_eq!(json!([data["message"], data["revision"]]), json!(["First.", 2]));
    let answer = set.caster.call_with("PATCH", &path, patch.clone(), &[("if-match", "\"2\"")]).await;
    assert_eq!(answer.data(200)["revision"], 3);
    set.caster.call_with("PATCH", &path, json!({"message": "Third."}), &[("if-match", "*")]).await.data(200);
}

#[tokio::test]
async fn one_patch_is_one_change() {
    let set = Set::new().await;
    let (path, _) = set.booked(SUNDAY_TEN).await;
    for (patch, pointers) in [
        (json!({"status": "cancelled", "casterNotes": "x"}), vec!["/casterNotes"]),
        (json!({"status": "cancelled", "scheduledAt": SUNDAY_TEN, "duration": 30}), vec!["/scheduledAt", "/duration"]),
        (json!({"scheduledAt": SUNDAY_TEN, "message": "x"}), vec!["/message"]),
        (json!({"casterNotes": "x", "talentNotes": "y"}), vec!["/talentNotes"]),
    ] {
        let answer = set.caster.patch(&path, patch).await;
        let expected: Vec<_> = pointers.iter().map(|pointer| (*pointer, "not_together")).collect();
        answer.problem(422, "request.one_change_at_a_time", &expected);
    }
    for (patch, pointer, code) in [
        (json!({"status": "done"}), "/status", "unknown"),
        (json!({"status": "pending"}), "/status", "unknown"),
        (json!({"status": 1}), "/status", "invalid"),
        (json!({"cancellationReason": "x"}), "/status", "required"),
        (json!({"status": "confirmed", "cancellationReason": "x"}), "/cancellationReason", "invalid"),
        (json!({"status": "cancelled", "cancellationReason": "x".repeat(1001)}), "/cancellationReason", "too_long"),
        (json!({"scheduledAt": "2026-13-01T10:00:00Z"}), "/scheduledAt", "not_a_date"),
        (json!({"ignoreTalentHours": true}), "/scheduledAt", "required"),
        (json!({"duration": 0}), "/duration", "too_small"),
        (json!({"duration": 45}), "/duration", "invalid"),
        (json!({"meetingType": "smoke"}), "/meetingType", "unknown"),
        (json!({"roomId": "7"}), "/roomId", "invalid"),
        (json!({"meetingUrl": "ftp://x"}), "/meetingUrl", "not_a_url"),
        (json!({"casterNotes": "x".repeat(5001)}), "/casterNotes", "too_long"),
        (json!({"reminderSent24h": true}), "/reminderSent24h", "unknown_field"),
        (json!({"talentUserId": "usr_01jd9x8k3me0q8v6t2h4w7y5nz"}), "/talentUserId", "unknown_field"),
    ] {
        let answer = set.caster.patch(&path, patch).await;
        answer.problem(422, "request.invalid", &[(pointer, code)]);
    }
    assert_eq!(set.caster.get(&path).await.data(200)["revision"], 1);
}

#[tokio::test]
async fn moving_to_a_taken_time_keeps_the_old_one() {
    let set = Set::new().await;
    let (path, _) = set.booked(SUNDAY_TEN).await;
    let other = set.world.applicant(&set.stage, "Faisal").await;
    let taken = "2026-11-29T09:00:00Z";
    set.caster.post("/api/v1/bookings", new_booking(&set.stage, &other, taken)).await.data(201);
    let body = set.caster.patch(&path, json!({"scheduledAt": taken})).await.problem(409, "booking.slot_taken", &[]);
    assert!(body["nearest"].as_array().is_some_and(|nearest| !nearest.is_empty()));
    let data = set.caster.get(&path).await.data(200);
    assert_eq!(json!([data["scheduledAt"], data["revision"]]), json!([SUNDAY_TEN, 1]));
    // Its own time is not in its way.
    set.caster.patch(&path, json!({"scheduledAt": "2026-11-29T07:15:00Z"})).await.data(200);
}

#[tokio::test]
async fn who_came_beside_the_talent() {
    let set = Set::new().await;
    set.world.shared(&set.stage).await;
    set.world.sql("update public_settings set most_guests = 2").await;
    let mut new = set.world.stranger(set.stage.event_type, "Hind", SUNDAY_TEN);
    new.guest.guests = "mona@example.com".to_owned();
    let made = set.world.services.book_public(&set.world.ctx_anonymous(), &new).await.unwrap();
    let path = format!("/api/v1/bookings/{}", made.booking.id);
    let door = format!("{path}/attendance");
    let host = set.stage.caster.id.to_string();
    let said = |no_show: bool| json!({"hosts": [{"userId": host, "noShow": no_show}], "guests": [{"email": "Mona@example.com", "noShow": no_show}]});
    set.caster.post(&door, said(true)).await.problem(409, "booking.not_started", &[]);
    set.world.set_clock(SUNDAY_TEN);
    let answer = set.caster.post(&door, said(true)).await;
    assert_eq!(answer.headers["etag"], "\"2\"");
    let data = answer.data(200);
    assert_eq!(data["noShows"], json!({"hostUserIds": [host], "guests": ["mona@example.com"]}));
    assert_eq!(data["status"], "confirmed", "the status is the talent's");
    let history = set.caster.get(&format!("{path}/history")).await.data(200);
    let line = &history.as_array().unwrap().last().unwrap();
    assert_eq!(
        json!([
            line["kind"],
            line["attendance"][0]["host"]["id"],
            line["attendance"][1]["guest"],
            line["attendance"][1]["noShow"]
        ]),
        json!(["attendance_changed", host, "mona@example.com", true])
    );
    let data = set.caster.post(&door, said(false)).await.data(200);
    assert_eq!(data["noShows"], json!({"hostUserIds": [], "guests": []}));
    // Meant for what it was, of nobody expected, and of no user.
    let old = json!({"revision": 1, "hosts": [{"userId": host, "noShow": true}]});
    set.caster.post(&door, old).await.problem(409, "booking.stale_revision", &[("/revision", "stale")]);
    let wrong =
        json!({"hosts": [{"userId": host, "noShow": true}], "guests": [{"email": "x@example.com", "noShow": true}]});
    set.caster.post(&door, wrong).await.problem(422, "request.invalid", &[("/guests/0/email", "unknown")]);
    let wrong = json!({"hosts": [{"userId": "usr_x", "noShow": true}]});
    set.caster.post(&door, wrong).await.problem(422, "request.invalid", &[("/hosts/0/userId", "invalid")]);
    // What members know of it stands in no talent's answer.
    let (own, _) = set.booked("2026-11-30T07:00:00Z").await;
    assert!(set.caster.get(&own).await.data(200)["noShows"].is_object());
    assert_eq!(set.talent.get(&own).await.data(200).get("noShows"), None);
}
