//! Cal.com's API v2 in its own shapes: a program written for it finds times, keeps one, books, reads, moves, calls off, and is told.

use chrono::TimeDelta;
use domain::actor::{Actor, MemberRole};
use serde_json::{Value, json};
use services::public_booking::ShareForm;
use testkit::World;
use testkit::builders::bookings::Stage;

use super::client::{Answer, Client};

mod event_types;

const SLOTS: [(&str, &str); 1] = [("cal-api-version", "2024-09-04")];
const BOOKINGS: [(&str, &str); 1] = [("cal-api-version", "2024-08-13")];
const TYPES: [(&str, &str); 1] = [("cal-api-version", "2024-06-14")];

struct Set {
    world: World,
    stage: Stage,
    anyone: Client,
    caster: Client,
    org: String,
    slug: String,
}

impl Set {
    async fn new() -> Self {
        let world = World::new().await;
        let stage = world.stage().await;
        world.shared(&stage).await;
        let address = world.services.sharing(&world.ctx_as(&stage.caster), stage.event_type).await.unwrap().address;
        let (org, slug) = address.split("/book/").nth(1).unwrap().split_once('/').unwrap();
        let (org, slug) = (org.to_owned(), slug.to_owned());
        let (anyone, caster) = (Client::of(&world, Actor::anonymous()), Client::as_(&world, &stage.caster));
        Self { world, stage, anyone, caster, org, slug }
    }

    fn kind(&self) -> i64 {
        self.stage.event_type.number()
    }

    fn new_booking(&self, name: &str, start: &str) -> Value {
        let email = format!("{}@example.com", name.to_lowercase());
        json!({"start": start, "eventTypeId": self.kind(), "attendee": {"name": name, "email": email, "timeZone": "Europe/London", "language": "en"}})
    }
}

/// The data of a success.
fn data(answer: Answer, status: u16) -> Value {
    assert_eq!(answer.status.as_u16(), status, "{:#}", answer.body);
    assert_eq!(answer.body["status"], "success");
    answer.body["data"].clone()
}

/// The error of a failure.
fn error(answer: &Answer, status: u16, code: &str) -> Value {
    assert_eq!(
        (answer.status.as_u16(), answer.body["error"]["code"].as_str()),
        (status, Some(code)),
        "{:#}",
        answer.body
    );
    assert_eq!((answer.body["status"].as_str(), answer.body["timestamp"].is_string()), (Some("error"), true));
    assert!(answer.body["path"].as_str().unwrap().starts_with("/api/cal/v2/"), "{:#}", answer.body);
    answer.body["error"].clone()
}

#[tokio::test]
async fn times_are_found_and_kept_without_signing_in() {
    let set = Set::new().await;
    let by_number = format!("/api/cal/v2/slots?eventTypeId={}&start=2026-11-23&end=2026-11-23", set.kind());
    let found = data(set.anyone.call_with("GET", &by_number, Value::Null, &SLOTS).await, 200);
    let times = found["2026-11-23"].as_array().unwrap();
    assert!(times.contains(&json!({"start": "2026-11-23T07:00:00.000Z"})), "{found}");
    let by_word = format!(
        "/api/cal/v2/slots?username={}&eventTypeSlug={}&start=2026-11-23&end=2026-11-23&timeZone=Asia/Riyadh&format=range",
        set.org, set.slug
    );
    let found = data(set.anyone.call_with("GET", &by_word, Value::Null, &SLOTS).await, 200);
    let ten = json!({"start": "2026-11-23T10:00:00.000+03:00", "end": "2026-11-23T10:30:00.000+03:00"});
    assert!(found["2026-11-23"].as_array().unwrap().contains(&ten), "{found}");

    let reserve = json!({"eventTypeId": set.kind(), "slotStart": "2026-11-23T07:00:00Z"});
    let kept = data(set.anyone.call_with("POST", "/api/cal/v2/slots/reservations", reserve, &SLOTS).await, 201);
    let uid = kept["reservationUid"].as_str().unwrap().to_owned();
    assert_eq!(
        json!([kept["eventTypeId"], kept["slotEnd"], kept["slotDuration"], kept["reservationDuration"]]),
        json!([set.kind(), "2026-11-23T07:30:00.000Z", 30, 5])
    );
    let gone = data(set.caster.call_with("GET", &by_number, Value::Null, &SLOTS).await, 200);
    assert!(!gone["2026-11-23"].as_array().unwrap().contains(&json!({"start": "2026-11-23T07:00:00.000Z"})));
    let own = format!("/api/cal/v2/slots/reservations/{uid}");
    assert_eq!(data(set.anyone.get(&own).await, 200), kept);
    set.world.advance(TimeDelta::minutes(4));
    assert_eq!(data(set.anyone.call("PATCH", &own, Value::Null).await, 200)["reservationDuration"], 5);
    assert_eq!(set.anyone.call("DELETE", &own, Value::Null).await.status, 200);
    error(&set.anyone.get(&own).await, 404, "NotFoundException");

    // What cannot be asked is said in its words.
    for (path, headers) in [
        (by_number.as_str(), &[][..]),
        (&by_number, &[("cal-api-version", "2024-04-15")]),
        ("/api/cal/v2/slots?start=2026-11-23&end=2026-11-23", &SLOTS),
        ("/api/cal/v2/slots?eventTypeId=x&start=2026-11-23&end=2026-11-23", &SLOTS),
        (&by_number.replace("2026-11-23", "soon"), &SLOTS),
        // Dates that no clock and no database knows.
        (&by_number.replace("2026-11-23", "%2B262142-12-30"), &SLOTS),
        (&by_number.replace("2026-11-23", "-262142-12-30T00:00:00"), &SLOTS),
    ] {
        error(&set.anyone.call_with("GET", path, Value::Null, headers).await, 400, "BadRequestException");
    }
    for (start, booking) in [("+262142-12-31T00:00:00", "Noura"), ("2026-11-23T07:00:00", "No\0ura")] {
        let mut new = set.new_booking(booking, start);
        new["metadata"] = json!({ "from": booking });
        let answer = set.anyone.call_with("POST", "/api/cal/v2/bookings", new, &BOOKINGS).await;
        error(&answer, 400, "BadRequestException");
        let reserve = json!({"eventTypeId": set.kind(), "slotStart": start, "note": booking});
        let answer = set.anyone.call_with("POST", "/api/cal/v2/slots/reservations", reserve, &SLOTS).await;
        error(&answer, 400, "BadRequestException");
    }
    // Every call of what has versions wants one; the others do not.
    for call in [
        "PATCH /slots/reservations/x",
        "GET /bookings/x",
        "POST /bookings/x/cancel",
        "POST /bookings/x/reschedule",
        "POST /bookings/x/request-reschedule",
        "POST /bookings/x/confirm",
        "POST /bookings/x/decline",
        "POST /bookings/x/mark-absent",
        "GET /event-types/1",
        "PATCH /event-types/1",
        "GET /schedules",
        "DELETE /schedules/1",
    ] {
        let (method, path) = call.split_once(' ').unwrap();
        let answer = set.caster.call_with(method, &format!("/api/cal/v2{path}"), Value::Null, &[]).await;
        error(&answer, 400, "BadRequestException");
        assert!(answer.body.to_string().contains("cal-api-version"), "{call}");
    }
    data(set.caster.call_with("GET", "/api/cal/v2/me", Value::Null, &[]).await, 200);
    let unknown = by_number.replace(&set.kind().to_string(), "7");
    error(&set.anyone.call_with("GET", &unknown, Value::Null, &SLOTS).await, 404, "NotFoundException");
}

#[tokio::test]
async fn the_life_of_a_booking() {
    let set = Set::new().await;
    let path = "/api/cal/v2/bookings";
    // Kept by the same caller beforehand, as programs do: that is not in its own way.
    let reserve = json!({"eventTypeId": set.kind(), "slotStart": "2026-11-23T07:00:00Z"});
    data(set.anyone.call_with("POST", "/api/cal/v2/slots/reservations", reserve, &SLOTS).await, 201);
    let mut new = set.new_booking("Hind", "2026-11-23T07:00:00Z");
    new["metadata"] = json!({"campaign": "spring", "score": 7});
    new["bookingFieldsResponses"] = json!({"notes": "I come with a dog."});
    set.world.sql("update public_settings set most_guests = 2").await;
    new["guests"] = json!(["mona@example.com"]);
    let made = data(set.anyone.call_with("POST", path, new.clone(), &BOOKINGS).await, 201);
    let uid = made["uid"].as_str().unwrap().to_owned();
    assert_eq!(
        json!([
            made["status"],
            made["start"],
            made["end"],
            made["duration"],
            made["eventTypeId"],
            made["eventType"]["slug"],
            made["metadata"],
            made["bookingFieldsResponses"]["notes"],
            made["attendees"][0]["email"],
            made["attendees"][0]["absent"]
        ]),
        json!(["accepted", "2026-11-23T07:00:00.000Z", "2026-11-23T07:30:00.000Z", 30, set.kind(), set.slug,
            {"campaign": "spring", "score": "7"}, "I come with a dog.", "hind@example.com", false])
    );
    assert!(made["id"].as_i64().unwrap() > 0 && made["hosts"][0]["name"].is_string());
    let again = set.anyone.call_with("POST", path, set.new_booking("Salma", "2026-11-23T07:00:00Z"), &BOOKINGS).await;
    assert_eq!(error(&again, 409, "ConflictException")["details"]["code"], "booking.slot_taken");

    let own = format!("{path}/{uid}");
    error(&set.anyone.call_with("GET", &own, Value::Null, &BOOKINGS).await, 401, "UnauthorizedException");
    let mut shown = data(set.caster.call_with("GET", &own, Value::Null, &BOOKINGS).await, 200);
    assert_eq!(shown["uid"], made["uid"]);
    let moved = json!({"start": "2026-11-23T08:00:00Z", "reschedulingReason": "Traffic."});
    let moved = data(set.caster.call("POST", &format!("{own}/reschedule"), moved).await, 201);
    assert_eq!(json!([moved["uid"], moved["start"]]), json!([uid, "2026-11-23T08:00:00.000Z"]));
    // Asked for another time it stays as it is until one is chosen.
    let why = json!({"rescheduleReason": "Rain."});
    let asked = data(set.caster.call("POST", &format!("{own}/request-reschedule"), why).await, 200);
    assert_eq!(json!([asked["status"], asked["start"]]), json!(["accepted", "2026-11-23T08:00:00.000Z"]));

    data(set.anyone.call_with("POST", path, set.new_booking("Salma", "2026-11-24T07:00:00Z"), &BOOKINGS).await, 201);
    let list = |query: &'static str| {
        let (caster, path) = (set.caster.clone(), format!("{path}?{query}"));
        async move {
            let answer = caster.call_with("GET", &path, Value::Null, &BOOKINGS).await;
            assert_eq!(answer.status, 200, "{:#}", answer.body);
            let names: Vec<String> = answer.body["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|booking| booking["attendees"][0]["name"].as_str().unwrap().to_owned())
                .collect();
            (names.join(" "), answer.body["pagination"].clone())
        }
    };
    for (query, names) in [
        ("", "Hind Salma"),
        ("sortStart=desc", "Salma Hind"),
        ("status=upcoming", "Hind Salma"),
        ("status=past,cancelled,unconfirmed", ""),
        ("attendeeEmail=SALMA@example.com", "Salma"),
        ("afterStart=2026-11-24T00:00:00Z", "Salma"),
        ("beforeEnd=2026-11-24T00:00:00Z", "Hind"),
        ("eventTypeId=7", ""),
        ("take=1", "Hind"),
        ("take=1&skip=1", "Salma"),
    ] {
        assert_eq!(list(query).await.0, names, "{query}");
    }
    assert_eq!(
        list("take=1").await.1,
        json!({"totalItems": 2, "remainingItems": 1, "returnedItems": 1, "itemsPerPage": 1, "currentPage": 1,
            "totalPages": 2, "hasNextPage": true, "hasPreviousPage": false})
    );

    set.world.set_clock("2026-11-23T08:10:00Z");
    let absent = |absent: bool| json!({"attendees": [{"email": "hind@example.com", "absent": absent}]});
    for (is_absent, path) in [(true, format!("{own}/mark-absent")), (false, format!("{own}/mark-absent"))] {
        shown = data(set.caster.call("POST", &path, absent(is_absent)).await, 200);
        assert_eq!(shown["attendees"][0]["absent"], is_absent);
    }
    // Said again it stays; hosts and whoever comes along are marked too, of others nothing is known.
    let mark = async |what: Value| set.caster.call("POST", &format!("{own}/mark-absent"), what).await;
    assert_eq!(data(mark(absent(false)).await, 200)["attendees"][0]["absent"], false);
    let said =
        |shown: &Value| json!([shown["absentHost"], shown["attendees"][0]["absent"], shown["attendees"][1]["absent"]]);
    let mona = |absent: bool| json!({"email": "Mona@example.com", "absent": absent});
    let all = json!({"host": true, "attendees": [{"email": "hind@example.com", "absent": true}, mona(true)]});
    assert_eq!(said(&data(mark(all).await, 200)), json!([true, true, true]));
    assert_eq!(said(&data(mark(json!({"host": false})).await, 200)), json!([false, true, true]));
    let back = json!({"attendees": [{"email": "hind@example.com", "absent": false}, mona(false)]});
    assert_eq!(said(&data(mark(back).await, 200)), json!([false, false, false]));
    for wrong in [json!({}), json!({"attendees": [{"email": "nobody@example.com", "absent": true}]})] {
        error(&mark(wrong).await, 400, "BadRequestException");
    }
    let cancelled = json!({"cancellationReason": "Ill."});
    let cancelled = data(set.caster.call("POST", &format!("{own}/cancel"), cancelled).await, 200);
    assert_eq!(json!([cancelled["status"], cancelled["cancellationReason"]]), json!(["cancelled", "Ill."]));
}

#[tokio::test]
async fn requests_are_confirmed_and_declined() {
    let set = Set::new().await;
    let form = ShareForm {
        access: "open".to_owned(),
        pending_blocks: true,
        needs_confirmation: true,
        may_cancel: true,
        may_reschedule: true,
        reason_from: "nobody".to_owned(),
        ..ShareForm::default()
    };
    let caster = set.world.ctx_as(&set.stage.caster);
    set.world.services.share(&caster, set.stage.event_type, None, &form).await.unwrap();
    for (name, start, deed, status) in [
        ("Hind", "2026-11-23T07:00:00Z", "confirm", "accepted"),
        ("Salma", "2026-11-23T08:00:00Z", "decline", "rejected"),
    ] {
        let new = set.new_booking(name, start);
        let asked = data(set.anyone.call_with("POST", "/api/cal/v2/bookings", new, &BOOKINGS).await, 201);
        assert_eq!(asked["status"], "pending");
        let path = format!("/api/cal/v2/bookings/{}/{deed}", asked["uid"].as_str().unwrap());
        assert_eq!(data(set.caster.call("POST", &path, json!({"reason": "Full."})).await, 200)["status"], status);
    }
}

#[tokio::test]
async fn a_recurring_booking_is_a_series_and_all_or_nothing() {
    let set = Set::new().await;
    set.world.sql(r#"update event_types set repeats = '{"rhythm": "weekly", "interval": 1, "most": 4}'"#).await;
    let asked = |name: &str, start: &str, count: u32| {
        let mut new = set.new_booking(name, start);
        new["recurrenceCount"] = json!(count);
        new
    };
    let book = async |new| set.anyone.call_with("POST", "/api/cal/v2/bookings", new, &BOOKINGS).await;
    let made = data(book(asked("Hind", "2026-11-23T07:00:00Z", 3)).await, 201);
    let starts: Vec<_> = made.as_array().unwrap().iter().map(|one| one["start"].as_str().unwrap()).collect();
    let weeks = ["2026-11-23T07:00:00.000Z", "2026-11-30T07:00:00.000Z", "2026-12-07T07:00:00.000Z"];
    assert_eq!(starts, weeks);
    let series = made[0]["recurringBookingUid"].clone();
    assert!(series.is_string() && made.as_array().unwrap().iter().all(|one| one["recurringBookingUid"] == series));
    error(&book(asked("Salma", "2026-11-24T07:00:00Z", 5)).await, 400, "BadRequestException");
    // One of them is Hind's.
    let taken = book(asked("Salma", "2026-12-07T07:00:00Z", 2)).await;
    assert!(taken.status.is_client_error(), "{}", taken.body);
    assert_eq!(set.world.number("select count(*) from bookings").await, 3);
    let list = set.caster.call_with("GET", "/api/cal/v2/bookings?status=recurring", Value::Null, &BOOKINGS).await;
    let list = data(list, 200);
    assert_eq!(list.as_array().unwrap().len(), 3);
    // From the second on.
    let path = format!("/api/cal/v2/bookings/{}/cancel", made[1]["uid"].as_str().unwrap());
    let all = json!({"cancellationReason": "Ill.", "cancelSubsequentBookings": true});
    assert_eq!(data(set.caster.call("POST", &path, all).await, 200)["status"], "cancelled");
    assert_eq!(set.world.number("select count(*) from bookings where status = 'cancelled'").await, 2);
}

#[tokio::test]
async fn what_is_wrong_with_a_booking_is_said_and_nothing_is_booked() {
    let set = Set::new().await;
    let fine = set.new_booking("Hind", "2026-11-23T07:00:00Z");
    let with = |change: Value| {
        let mut new = fine.clone();
        for (name, value) in change.as_object().unwrap() {
            new[name] = value.clone();
        }
        new
    };
    for (new, status, code) in [
        (with(json!({"recurrenceCount": 3})), 400, "BadRequestException"),
        (with(json!({"attendee": {"name": "Hind", "email": "nowhere"}})), 400, "BadRequestException"),
        (with(json!({"start": "2026-11-23T07:07:00Z"})), 400, "BadRequestException"),
        (with(json!({"bookingFieldsResponses": {"shoe-size": "43"}})), 400, "BadRequestException"),
        (with(json!({"eventTypeId": 7})), 404, "NotFoundException"),
    ] {
        let answer = set.anyone.call_with("POST", "/api/cal/v2/bookings", new, &BOOKINGS).await;
        error(&answer, status, code);
    }
    assert_eq!(set.world.number("select count(*) from bookings").await, 0);
    // An application in metadata is a text like any other.
    let noura = set.world.applicant(&set.stage, "Noura").await;
    let new = with(json!({"metadata": {"applicationId": noura.application.to_string()}}));
    data(set.anyone.call_with("POST", "/api/cal/v2/bookings", new, &BOOKINGS).await, 201);
    assert_eq!(set.world.number("select count(*) from bookings where application_id is not null").await, 0);
}
