//! Bookings over REST: what they look like, who may do what, and what bad input is told.

mod another_time;
mod idempotency;
mod lists;
mod patches;
mod refused;
mod rights;
mod series;

use domain::actor::MemberRole;
use domain::id::{Booking, Id};
use serde_json::{Value, json};
use testkit::World;
use testkit::builders::bookings::{Applicant, Stage};

use super::client::Client;

/// Sunday 29 November 2026, 10:00 in Riyadh.
pub const SUNDAY_TEN: &str = "2026-11-29T07:00:00Z";

/// The plainest booking.
pub fn new_booking(stage: &Stage, applicant: &Applicant, at: &str) -> Value {
    json!({
        "applicationId": applicant.application.to_string(),
        "eventTypeId": stage.event_type.to_string(),
        "scheduledAt": at,
    })
}

/// A stage, an applicant and the clients of both sides.
pub struct Set {
    pub world: World,
    pub stage: Stage,
    pub applicant: Applicant,
    pub caster: Client,
    pub talent: Client,
}

impl Set {
    pub async fn new() -> Self {
        let world = World::new().await;
        let stage = world.stage().await;
        let applicant = world.applicant(&stage, "Noura").await;
        let caster = Client::as_(&world, &stage.caster);
        let talent = caster.acting(applicant.person.actor());
        Self { world, stage, applicant, caster, talent }
    }

    /// Books the applicant and answers the booking's address and data.
    pub async fn booked(&self, at: &str) -> (String, Value) {
        let data = self.caster.post("/api/v1/bookings", new_booking(&self.stage, &self.applicant, at)).await.data(201);
        (format!("/api/v1/bookings/{}", data["id"].as_str().unwrap()), data)
    }
}

#[tokio::test]
async fn the_whole_answer_to_a_new_booking() {
    let set = Set::new().await;
    let (stage, applicant) = (&set.stage, &set.applicant);
    let mut body = new_booking(stage, applicant, "2026-11-29T10:00:00+03:00");
    body["message"] = json!("Bring your script.");
    body["casterNotes"] = json!("Strong in the first round.");
    body["externalId"] = json!("takeone-17");
    let answer = set.caster.post("/api/v1/bookings", body).await;
    let id = answer.body["data"]["id"].as_str().unwrap().to_owned();
    assert!(id.parse::<Id<Booking>>().is_ok());
    assert_eq!(answer.headers["location"], format!("/api/v1/bookings/{id}"));
    assert_eq!(answer.headers["etag"], "\"1\"");
    assert_eq!(answer.status, 201);
    let caster = json!({"id": stage.caster.id.to_string(), "name": "caster", "nameLatin": "caster", "nameArabic": ""});
    let expected = json!({
        "id": id,
        "organizationId": set.world.org.to_string(),
        "applicationId": applicant.application.to_string(),
        "talentUserId": applicant.person.id.to_string(),
        "talentProfileId": applicant.profile.to_string(),
        "casterUserId": stage.caster.id.to_string(),
        "castingCallId": stage.call.to_string(),
        "eventTypeId": stage.event_type.to_string(),
        "occurrenceId": answer.body["data"]["occurrenceId"],
        "scheduledAt": "2026-11-29T07:00:00Z",
        "endsAt": "2026-11-29T07:30:00Z",
        "duration": 30,
        "timezone": "Asia/Riyadh",
        "meetingType": "video",
        "roomId": null,
        "location": null,
        "meetingUrl": "https://meet.example/room",
        "meetingPassword": null,
        "status": "scheduled",
        "cancelledBy": null,
        "cancelledBySide": null,
        "cancelledAt": null,
        "cancellationReason": null,
        "reminderSent24h": false,
        "reminderSent1h": false,
        "message": "Bring your script.",
        "casterNotes": "Strong in the first round.",
        "talentNotes": "",
        "round": 1,
        "series": null,
        "revision": 1,
        "sequence": 0,
        "externalId": "takeone-17",
        "createdAt": "2026-11-22T06:00:00Z",
        "updatedAt": "2026-11-22T06:00:00Z",
        "changeRequest": null,
        "rescheduleRequest": null,
        "application": {
            "id": applicant.application.to_string(),
            "role": {"id": stage.role.to_string(), "name": "Nora", "nameEn": "Nora", "nameAr": "نورا"},
        },
        "talent": {
            "id": applicant.person.id.to_string(), "name": "Noura", "nameLatin": "Noura", "nameArabic": "",
            "profileId": applicant.profile.to_string(), "email": applicant.person.email, "phone": "+966 50 000 0001",
        },
        "guest": null,
        "answers": {},
        "assignment": {
            "hostUserIds": [stage.caster.id.to_string()], "freeUserIds": [stage.caster.id.to_string()], "choices": [],
            "handedOn": [], "elsewhere": false, "outsideTalentHours": false,
        },
        "noShows": { "hostUserIds": [], "guests": [] },
        "caster": caster.clone(),
        "staff": [caster],
        "castingCall": {
            "id": stage.call.to_string(), "title": "Shade of the Palms",
            "titleEn": "Shade of the Palms", "titleAr": "ظل النخيل",
        },
        "eventType": {
            "id": stage.event_type.to_string(), "name": "Audition", "nameEn": "Audition", "nameAr": "تجربة أداء",
        },
        "room": null,
    });
    assert_eq!(answer.body, json!({"success": true, "data": expected}));

    let path = format!("/api/v1/bookings/{id}");
    let shown = set.caster.get(&path).await;
    assert_eq!(shown.headers["etag"], "\"1\"");
    assert_eq!(shown.data(200), expected);

    // The talent reads the same without what is the casters' own.
    let mut theirs = expected;
    let all = theirs.as_object_mut().unwrap();
    all.remove("casterNotes");
    all.remove("assignment");
    all.remove("noShows");
    all.insert("externalId".to_owned(), Value::Null);
    let talent = all["talent"].as_object_mut().unwrap();
    talent.remove("email");
    talent.remove("phone");
    assert_eq!(set.talent.get(&path).await.data(200), theirs);
    assert_eq!(set.talent.get("/api/v1/bookings").await.body["data"], json!([theirs]));
}

#[tokio::test]
async fn what_is_taken_names_the_nearest_free_times() {
    let set = Set::new().await;
    set.booked(SUNDAY_TEN).await;
    let other = set.world.applicant(&set.stage, "Faisal").await;
    let answer = set.caster.post("/api/v1/bookings", new_booking(&set.stage, &other, SUNDAY_TEN)).await;
    let body = answer.problem(409, "booking.slot_taken", &[]);
    let nearest: Vec<&str> = body["nearest"].as_array().unwrap().iter().map(|at| at.as_str().unwrap()).collect();
    assert_eq!(
        &nearest[..4],
        ["2026-11-29T06:30:00Z", "2026-11-29T07:30:00Z", "2026-11-29T06:00:00Z", "2026-11-29T08:00:00Z"]
    );
    let at_night = set.caster.post("/api/v1/bookings", new_booking(&set.stage, &other, "2026-11-29T00:00:00Z")).await;
    let body = at_night.problem(422, "booking.not_offered", &[("/scheduledAt", "not_offered")]);
    assert_eq!(body["reason"], "outside_hours");
    // One live booking per application and round.
    let again =
        set.caster.post("/api/v1/bookings", new_booking(&set.stage, &set.applicant, "2026-11-29T09:00:00Z")).await;
    again.problem(409, "booking.already_booked", &[("/applicationId", "already_booked")]);
    let mut callback = new_booking(&set.stage, &set.applicant, "2026-11-29T09:00:00Z");
    callback["round"] = json!(2);
    assert_eq!(set.caster.post("/api/v1/bookings", callback).await.data(201)["round"], 2);
}

#[tokio::test]
async fn a_key_acts_within_its_scopes() {
    let set = Set::new().await;
    let (path, _) = set.booked(SUNDAY_TEN).await;
    let mut actor = set.stage.caster.actor();
    actor.scopes = Some(vec!["bookings:read".to_owned()]);
    let reader = Client::of(&set.world, actor);
    reader.get(&path).await.data(200);
    let answer = reader.patch(&path, json!({"status": "cancelled"})).await;
    assert_eq!(
        answer.headers["www-authenticate"],
        "Bearer realm=\"callboard\", error=\"insufficient_scope\", scope=\"bookings:write\""
    );
    answer.problem(403, "insufficient_scope", &[]);
    reader.delete(&path).await.problem(403, "insufficient_scope", &[]);
    reader.get("/api/v1/slots?from=2026-11-29&to=2026-11-29").await.problem(403, "insufficient_scope", &[]);
}

#[tokio::test]
async fn deleting_cancels_and_hides() {
    let set = Set::new().await;
    let (path, data) = set.booked(SUNDAY_TEN).await;
    set.talent.delete(&path).await.problem(403, "forbidden", &[]);
    let assistant = set.world.member(MemberRole::Assistant).await;
    Client::as_(&set.world, &assistant).delete(&path).await.problem(403, "forbidden", &[]);
    let answer = set.caster.delete(&path).await;
    assert_eq!(answer.body, json!({"success": true, "data": {"id": data["id"]}}));
    for client in [&set.caster, &set.talent] {
        client.get(&path).await.problem(404, "not_found", &[("/id", "unknown")]);
        assert_eq!(client.get("/api/v1/bookings").await.body["data"], json!([]));
    }
    set.caster.delete(&path).await.problem(404, "not_found", &[("/id", "unknown")]);
    // Its time is free again.
    set.booked(SUNDAY_TEN).await;
}
