//! Calls, roles, talent, event types, hours, time off, kept times, members and bookings' actions over REST: made, read, changed, ended.

use domain::actor::MemberRole;
use serde_json::{Value, json};
use testkit::World;

use super::bookings::{SUNDAY_TEN, Set};
use super::client::Client;

#[tokio::test]
async fn a_call_with_its_roles_is_pushed_once_and_changed() {
    let world = World::new().await;
    let caster = Client::as_(&world, &world.member(MemberRole::Caster).await);
    let new = json!({"titleEn": "Shade of the Palms", "kind": "tv_series", "closesOn": "2026-12-31", "externalId": "listing-1"});
    let first = caster.post("/api/v1/casting-calls", new.clone()).await;
    let path = first.headers["location"].to_str().unwrap().to_owned();
    let call = first.data(201);
    assert_eq!(
        json!([call["slug"], call["titleAr"], call["status"], call["revision"]]),
        json!(["shade-of-the-palms", "Shade of the Palms", "draft", 1])
    );
    let again =
        caster.post("/api/v1/casting-calls", json!({"titleEn": "Another title", "externalId": "listing-1"})).await;
    assert!(!again.headers.contains_key("location"));
    assert_eq!(again.data(200), call, "a name known is the call there was");
    let changed =
        caster.call_with("PATCH", &path, json!({"closesOn": null, "titleAr": "ظل النخيل"}), &[("if-match", "\"1\"")]);
    let data = changed.await.data(200);
    assert_eq!(json!([data["closesOn"], data["titleAr"], data["revision"]]), json!([null, "ظل النخيل", 2]));
    let stale = caster.call_with("PATCH", &path, json!({"titleEn": "X"}), &[("if-match", "\"1\"")]).await;
    stale.problem(412, "stale_revision", &[("/revision", "stale")]);
    let mixed = caster.patch(&path, json!({"status": "published", "slug": "x"})).await;
    mixed.problem(422, "request.one_change_at_a_time", &[("/slug", "not_together")]);
    assert_eq!(caster.patch(&path, json!({"status": "published"})).await.data(200)["status"], "published");
    caster.patch(&path, json!({"status": "open"})).await.problem(422, "request.invalid", &[("/status", "unknown")]);

    let role = json!({"castingCallId": call["id"], "nameEn": "Maha", "gender": "female", "ageFrom": 25, "ageTo": 35, "externalId": "r1"});
    let made = caster.post("/api/v1/roles", role.clone()).await.data(201);
    assert_eq!(caster.post("/api/v1/roles", role).await.data(200)["id"], made["id"]);
    let of = format!("/api/v1/roles/{}", made["id"].as_str().unwrap());
    let data = caster.patch(&of, json!({"ageTo": null, "nameEn": "Huda"})).await.data(200);
    assert_eq!(json!([data["nameEn"], data["ageFrom"], data["ageTo"]]), json!(["Huda", 25, null]));
    caster.patch(&of, json!({"ageFrom": 40, "ageTo": 30})).await.problem(
        422,
        "request.invalid",
        &[("/ageTo", "ends_before_start")],
    );
    assert!(caster.patch(&of, json!({"archived": true})).await.data(200)["archivedAt"].is_string());
    let list = caster.get(&format!("/api/v1/roles?castingCallId={}", call["id"].as_str().unwrap())).await.body;
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
    caster.delete(&of).await.data(200);
    caster.delete(&path).await.data(200);
    caster.get(&path).await.problem(404, "not_found", &[("/id", "unknown")]);
}

#[tokio::test]
async fn bad_calls_roles_and_event_types_are_told_where() {
    let set = Set::new().await;
    let call = set.stage.call.to_string();
    let host = set.stage.caster.id.to_string();
    for (path, body, pointer, code) in [
        ("casting-calls", json!({}), "/titleEn", "required"),
        ("casting-calls", json!({"titleEn": "A", "kind": "opera"}), "/kind", "unknown"),
        ("casting-calls", json!({"titleEn": "A", "closesOn": "soon"}), "/closesOn", "not_a_date"),
        ("casting-calls", json!({"titleEn": "A", "externalId": "x".repeat(201)}), "/externalId", "too_long"),
        ("casting-calls", json!({"title": "A"}), "/title", "unknown_field"),
        ("roles", json!({"nameEn": "A"}), "/castingCallId", "invalid"),
        ("roles", json!({"castingCallId": call, "nameEn": "A", "gender": "x"}), "/gender", "unknown"),
        ("event-types", json!({"nameEn": "A", "castingCallId": call}), "/hosts", "required"),
        (
            "event-types",
            json!({"nameEn": "A", "castingCallId": call, "hosts": [{"userId": "x"}]}),
            "/hosts/0/userId",
            "invalid",
        ),
        (
            "event-types",
            json!({"nameEn": "A", "castingCallId": call, "hosts": [{"userId": host}], "timezone": "Mars/Base"}),
            "/timezone",
            "unknown_zone",
        ),
        ("event-types", json!({"revision": 1, "nameEn": "A"}), "/revision", "unknown_field"),
    ] {
        set.caster.post(&format!("/api/v1/{path}"), body).await.problem(422, "request.invalid", &[(pointer, code)]);
    }
}

#[tokio::test]
async fn the_life_of_an_event_type() {
    let set = Set::new().await;
    let new = json!({
        "nameEn": "Callback", "castingCallId": set.stage.call.to_string(), "durations": [45, 60], "minimumNotice": 0,
        "hosts": [{"userId": set.stage.caster.id.to_string()}],
        "locations": [{"type": "in-person", "address": "King Fahd Road"}, {"type": "video"}],
        "bookingWindow": {"type": "range", "from": "2026-12-01", "to": "2026-12-31"},
        "limits": {"bookings": {"day": 4}},
        "questions": [{"key": "height", "kind": "number", "labelEn": "Height", "labelAr": "الطول", "required": true}],
    });
    let post = async |body: &Value| {
        set.caster.call_with("POST", "/api/v1/event-types", body.clone(), &[("idempotency-key", "e")]).await
    };
    let first = post(&new).await;
    let path = first.headers["location"].to_str().unwrap().to_owned();
    let again = post(&new).await;
    assert_eq!(
        (again.status.as_u16(), &again.body, &again.headers["idempotent-replayed"]),
        (201, &first.body, &"true".parse().unwrap())
    );
    let made = first.data(201);
    assert_eq!(
        json!([
            made["durations"],
            made["bookingWindow"],
            made["limits"]["bookings"]["day"],
            made["locations"][0]["address"]
        ]),
        json!([[45, 60], {"type": "range", "from": "2026-12-01", "to": "2026-12-31"}, 4, "King Fahd Road"])
    );
    assert_eq!(set.caster.get(&path).await.data(200), made);
    let data = set.caster.patch(&path, json!({"minimumNotice": 90, "bookingWindow": null})).await.data(200);
    assert_eq!(json!([data["minimumNotice"], data["bookingWindow"], data["durations"]]), json!([90, null, [45, 60]]));
    // Its own hours: what is left out of them is none, what is left out of the body stays.
    let hours = json!({"weekly": [{"day": 2, "start": "10:00", "end": "12:00"}], "patterns": [], "overrides": []});
    let data = set.caster.patch(&path, json!({"hours": {"weekly": hours["weekly"]}})).await.data(200);
    assert_eq!(data["hours"], hours);
    assert_eq!(set.caster.patch(&path, json!({"minimumNotice": 60})).await.data(200)["hours"], hours);
    let wrong = json!({"hours": {"weekly": [{"day": 2, "start": "10:00", "end": "10:00"}]}});
    let wrong = set.caster.patch(&path, wrong).await;
    wrong.problem(422, "request.invalid", &[("/hours/weekly/0/end", "ends_before_start")]);
    let from = "from=2026-12-01&to=2026-12-02";
    let why = format!("/api/v1/slots/explain?eventTypeId={}&{from}", made["id"].as_str().unwrap());
    let why = set.caster.get(&why).await.data(200).to_string();
    assert!(why.contains("event_hours"), "{why}");
    assert_eq!(set.caster.patch(&path, json!({"hours": null})).await.data(200)["hours"], Value::Null);
    let questions = format!("{path}/questions");
    assert_eq!(set.caster.get(&questions).await.data(200)["questions"][0]["key"], "height");
    let asked = json!({"questions": [{"key": "reel", "kind": "url", "labelEn": "Showreel", "labelAr": "العرض"}]});
    let answer = set.caster.call_with("PUT", &questions, asked, &[("if-match", "\"5\"")]).await;
    assert_eq!(answer.data(200)["questions"][0]["key"], "reel");
    let stale = set.caster.call_with("PUT", &questions, json!({"questions": []}), &[("if-match", "\"5\"")]).await;
    stale.problem(412, "stale_revision", &[("/revision", "stale")]);
    places_of_a_host(&set, &path).await;
    let mixed = set.caster.patch(&path, json!({"archived": true, "grid": "window"})).await;
    mixed.problem(422, "request.one_change_at_a_time", &[("/grid", "not_together")]);
    assert!(set.caster.patch(&path, json!({"archived": true})).await.data(200)["archivedAt"].is_string());
    set.caster.delete(&path).await.data(200);
}

/// What a host has of their own to meet by: written, read, kept when left out, refused where it is wrong, and not for everybody.
async fn places_of_a_host(set: &Set, path: &str) {
    let host = set.stage.caster.id.to_string();
    let hosts = |places: Value| json!({"hosts": [{"userId": host, "locations": places}]});
    let own = json!([{"type": "video", "url": "https://zoom.example/sarah", "password": "salam"}, {"type": "phone", "number": "+966 11 200 3000"}]);
    let of = |data: &Value| data["hosts"][0]["locations"].clone();
    assert_eq!(of(&set.caster.patch(path, hosts(own.clone())).await.data(200)), own);
    assert_eq!(
        of(&set.caster.patch(path, json!({"hosts": [{"userId": host}]})).await.data(200)),
        own,
        "left out it stays"
    );
    let room = "room_01jd9x8k3me0q8v6t2h4w7y5nz";
    for (wrong, pointer, code) in [
        (json!([{"type": "video", "url": "zoom"}]), "0/url", "not_a_url"),
        (json!([{"type": "phone"}]), "0/number", "required"),
        (json!([{"type": "in-person", "roomId": room}]), "0/roomId", "invalid"),
        (json!([{"type": "in-person", "roomId": "5"}]), "0/roomId", "invalid"),
        (json!([own[0], own[0]]), "1", "taken"),
    ] {
        let refused = set.caster.patch(path, hosts(wrong)).await;
        refused.problem(422, "request.invalid", &[(&format!("/hosts/0/locations/{pointer}"), code)]);
    }
    // A list shows it to those who may read the event type by itself.
    let id = path.rsplit('/').next().unwrap();
    let listed = async |by: &Client| {
        let all = by.get("/api/v1/event-types").await.data(200);
        of(all.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap())
    };
    assert_eq!(listed(&set.caster).await, own);
    let reviewer = set.world.member(MemberRole::Reviewer).await;
    let ctx = set.world.ctx_as(&set.stage.caster);
    set.world.services.add_call_member(&ctx, set.stage.call, reviewer.id).await.unwrap();
    assert_eq!(listed(&Client::as_(&set.world, &reviewer)).await, json!([]));
    assert_eq!(of(&set.caster.patch(path, hosts(json!([]))).await.data(200)), json!([]));
}

#[tokio::test]
async fn everybody_who_matches_is_marked_at_once() {
    let set = Set::new().await;
    let call = set.stage.call.to_string();
    let mark = async |expected: i64, more: Value| {
        let mut body = json!({"castingCallId": call, "expected": expected, "status": "passed"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        set.caster.post("/api/v1/applications/mark", body).await
    };
    set.world.applicant(&set.stage, "Huda").await;
    mark(3, json!({})).await.problem(409, "application.list_changed", &[]);
    mark(2, json!({"status": "gone"})).await.problem(422, "request.invalid", &[("/status", "unknown")]);
    mark(2, json!({"inStatus": "gone", "castingCallId": "x"})).await.problem(
        422,
        "request.invalid",
        &[("/castingCallId", "invalid"), ("/inStatus", "unknown")],
    );
    assert_eq!(mark(1, json!({"search": "huda"})).await.data(200), json!({"matched": 1, "changed": 1}));
    assert_eq!(mark(1, json!({"inStatus": "shortlisted"})).await.data(200), json!({"matched": 1, "changed": 1}));
    let role = set.stage.role.to_string();
    assert_eq!(mark(2, json!({"roleId": role})).await.data(200), json!({"matched": 2, "changed": 0}));
}

#[tokio::test]
async fn talent_is_listed_page_by_page_and_corrected() {
    let set = Set::new().await;
    for name in ["Faisal", "Huda", "Sami"] {
        set.world.applicant(&set.stage, name).await;
    }
    let first = set.caster.get("/api/v1/talent?limit=3").await.body;
    let next = first["meta"]["nextCursor"].as_str().unwrap();
    let second = set.caster.get(&format!("/api/v1/talent?limit=3&cursor={next}")).await.body;
    let names = |page: &Value| -> Vec<String> {
        page["data"].as_array().unwrap().iter().map(|one| one["nameLatin"].as_str().unwrap().to_owned()).collect()
    };
    let mut all = [names(&first), names(&second)].concat();
    all.sort();
    assert_eq!(
        (all, &second["meta"]["nextCursor"]),
        (["Faisal", "Huda", "Noura", "Sami"].map(String::from).to_vec(), &Value::Null)
    );
    assert_eq!(names(&set.caster.get("/api/v1/talent?search=huda").await.body), ["Huda"]);
    let path = format!("/api/v1/talent/{}", set.applicant.profile);
    let data = set.caster.patch(&path, json!({"city": "Jeddah", "birthYear": 1998})).await.data(200);
    assert_eq!(json!([data["city"], data["birthYear"], data["revision"]]), json!(["Jeddah", 1998, 2]));
    set.caster.patch(&path, json!({"email": "x"})).await.problem(422, "request.invalid", &[("/email", "not_an_email")]);
    let stale = set.caster.call_with("PATCH", &path, json!({"city": null}), &[("if-match", "\"1\"")]).await;
    stale.problem(412, "stale_revision", &[("/revision", "stale")]);
}

#[tokio::test]
async fn own_hours_and_time_off() {
    let world = World::new().await;
    let person = Client::as_(&world, &world.member(MemberRole::Caster).await);
    let new = json!({"name": "Studio", "weekly": [{"day": 0, "start": "09:00", "end": "12:00"}, {"day": 0, "start": "11:00", "end": "17:00"}]});
    let made = person.post("/api/v1/schedules", new).await;
    let path = made.headers["location"].to_str().unwrap().to_owned();
    let data = made.data(201);
    assert_eq!(
        json!([data["weekly"], data["isDefault"], data["timeZone"]]),
        json!([[{"day": 0, "start": "09:00", "end": "17:00"}], true, "Asia/Riyadh"])
    );
    let closed = json!({"overrides": [{"date": "2026-12-02", "spans": []}]});
    let data = person.patch(&path, closed.clone()).await.data(200);
    assert_eq!(
        (&data["overrides"], data["weekly"].as_array().unwrap().len()),
        (&closed["overrides"], 1),
        "what was left out stays"
    );
    let rules = format!("{path}/availability-rules");
    let biweekly = json!({"patterns": [{"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "startsOn": "2026-11-24", "start": "10:00", "end": "12:00"}]});
    let data = person.call("PUT", &rules, biweekly).await.data(200);
    assert_eq!(json!([data["weekly"], data["patterns"][0]["start"]]), json!([[], "10:00"]));
    person.patch(&path, json!({"weekly": [{"day": 9, "start": "09:00", "end": "12:00"}]})).await.problem(
        422,
        "request.invalid",
        &[("/weekly/0/day", "invalid")],
    );
    let second = person.post("/api/v1/schedules", json!({"name": "Two"})).await.data(201);
    let second = format!("/api/v1/schedules/{}", second["id"].as_str().unwrap());
    assert_eq!(person.patch(&second, json!({"isDefault": true})).await.data(200)["isDefault"], true);
    assert_eq!(person.get(&path).await.data(200)["isDefault"], false);
    person.delete(&path).await.data(200);

    let off = person
        .post("/api/v1/out-of-office", json!({"from": "2026-12-20", "to": "2026-12-24", "reason": "Family"}))
        .await
        .data(201);
    assert_eq!(json!([off["startsAt"], off["wholeDates"]]), json!(["2026-12-19T21:00:00Z", true]));
    assert_eq!(person.get("/api/v1/out-of-office").await.body["data"], json!([off]));
    person.delete(&format!("/api/v1/out-of-office/{}", off["id"].as_str().unwrap())).await.data(200);
    person.post("/api/v1/out-of-office", json!({"from": "2026-12-24", "to": "2026-12-20"})).await.problem(
        422,
        "request.invalid",
        &[("/to", "ends_before_start")],
    );
}

#[tokio::test]
async fn a_time_is_kept_extended_once_and_released() {
    let set = Set::new().await;
    let body = json!({
        "eventTypeId": set.stage.event_type.to_string(), "applicationId": set.applicant.application.to_string(), "scheduledAt": SUNDAY_TEN,
    });
    let hold = set.caster.post("/api/v1/slots/holds", body.clone()).await.data(201);
    assert_eq!(json!([hold["expiresAt"], hold["mayExtend"]]), json!(["2026-11-22T06:05:00Z", true]));
    let path = format!("/api/v1/slots/holds/{}", hold["id"].as_str().unwrap());
    set.world.advance(chrono::TimeDelta::minutes(4));
    let extended = set.caster.post(&format!("{path}/extend"), Value::Null).await.data(200);
    assert_eq!(json!([extended["expiresAt"], extended["mayExtend"]]), json!(["2026-11-22T06:09:00Z", false]));
    set.caster.post(&format!("{path}/extend"), Value::Null).await.problem(409, "booking.hold_expired", &[]);
    let admin = Client::as_(&set.world, &set.world.member(MemberRole::Admin).await);
    admin.delete(&path).await.data(200);
    assert_eq!(
        set.caster.get("/api/v1/slots/holds").await.body["data"][0]["id"],
        hold["id"],
        "another's call frees nothing"
    );
    admin.post("/api/v1/slots/holds", body.clone()).await.problem(409, "booking.slot_taken", &[]);
    set.caster.delete(&path).await.data(200);
    assert_eq!(set.caster.get("/api/v1/slots/holds").await.body["data"], json!([]));
    admin.post("/api/v1/slots/holds", body).await.data(201);
    let odd = json!({"eventTypeId": "x", "applicationId": "y", "scheduledAt": "2026-11-29T10:00:30Z"});
    set.caster.post("/api/v1/slots/holds", odd).await.problem(
        422,
        "request.invalid",
        &[("/eventTypeId", "invalid"), ("/applicationId", "invalid")],
    );
}

#[tokio::test]
async fn what_is_done_with_a_booking_stands_in_its_history() {
    let set = Set::new().await;
    let (path, booking) = set.booked(SUNDAY_TEN).await;
    let talent = Client::as_(&set.world, &set.applicant.person);
    assert_eq!(talent.post(&format!("{path}/confirm"), Value::Null).await.data(200)["status"], "confirmed");
    let stale = set.caster.call_with("POST", &format!("{path}/cancel"), Value::Null, &[("if-match", "\"1\"")]).await;
    stale.problem(412, "booking.stale_revision", &[("/revision", "stale")]);
    set.caster.post(&format!("{path}/complete"), Value::Null).await.problem(409, "booking.not_started", &[]);
    let moved = json!({"scheduledAt": "2026-11-30T11:00:00+03:00", "reason": "Another room"});
    let data = set.caster.post(&format!("{path}/reschedule"), moved).await.data(200);
    assert_eq!(json!([data["status"], data["scheduledAt"]]), json!(["scheduled", "2026-11-30T08:00:00Z"]));
    let off = json!({"cancellationReason": "The shoot was moved"});
    let data = set.caster.post(&format!("{path}/cancel"), off).await.data(200);
    assert_eq!(json!([data["id"], data["cancellationReason"]]), json!([booking["id"], "The shoot was moved"]));
    let unknown = set.caster.post(&format!("{path}/cancel"), json!({"reason": "x"})).await;
    unknown.problem(422, "request.invalid", &[("/reason", "unknown_field")]);
    let lines = set.caster.get(&format!("{path}/history")).await.body["data"].clone();
    let kinds: Vec<&str> = lines.as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["booked", "confirmed", "rescheduled", "cancelled"]);
    assert_eq!(
        json!([lines[2]["movedFrom"], lines[2]["movedTo"], lines[2]["reason"], lines[1]["by"]]),
        json!([SUNDAY_TEN, "2026-11-30T08:00:00Z", "Another room", "talent"])
    );
    let (path, _) = set.booked("2026-11-29T08:00:00Z").await;
    set.world.set_clock("2026-11-29T08:10:00Z");
    assert_eq!(set.caster.post(&format!("{path}/no-show"), Value::Null).await.data(200)["status"], "no_show");
    assert_eq!(set.caster.post(&format!("{path}/complete"), Value::Null).await.data(200)["status"], "completed");
}

#[tokio::test]
async fn members_are_seen_by_members_and_changed_by_admins() {
    let world = World::new().await;
    let admin = Client::as_(&world, &world.member(MemberRole::Admin).await);
    let caster = world.member(MemberRole::Caster).await;
    let list = admin.get("/api/v1/team-members").await.body["data"].clone();
    let one = list.as_array().unwrap().iter().find(|one| one["userId"] == caster.id.to_string()).unwrap().clone();
    assert_eq!(json!([one["role"], one["email"]]), json!(["caster", caster.email]));
    let seen = Client::as_(&world, &caster).get("/api/v1/team-members").await.body["data"].clone();
    assert!(seen.as_array().unwrap().iter().all(|one| one["email"].is_null()));
    let path = format!("/api/v1/team-members/{}", one["id"].as_str().unwrap());
    assert_eq!(admin.patch(&path, json!({"role": "reviewer"})).await.data(200)["role"], "reviewer");
    admin.patch(&path, json!({"role": "king"})).await.problem(422, "request.invalid", &[("/role", "unknown")]);
    assert_eq!(admin.patch(&path, json!({"isActive": false})).await.data(200)["isActive"], false);
    let own = list.as_array().unwrap().iter().find(|one| one["role"] == "admin").unwrap()["id"].as_str().unwrap();
    let last = admin.patch(&format!("/api/v1/team-members/{own}"), json!({"role": "caster"})).await;
    last.problem(409, "member.last_admin", &[]);
}
