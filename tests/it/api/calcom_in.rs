//! Cal.com's webhooks come in: signed or refused, once, in any order; what fits nowhere waits.

use axum::body::Body;
use domain::actor::MemberRole;
use hmac::{Hmac, Mac};
use http::Request;
use serde_json::{Value, json};
use services::calcom_in::MessageView;
use sha2::Sha256;
use testkit::Person;

use super::bookings::Set;
use super::client::{Answer, Client};

/// An office that takes Cal.com's messages.
struct Office {
    set: Set,
    admin: Person,
    slug: String,
    secret: String,
}

fn sign(secret: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Office {
    async fn new() -> Self {
        let set = Set::new().await;
        let admin = set.world.member(MemberRole::Admin).await;
        let ctx = set.world.ctx_as(&admin);
        let secret = set.world.services.set_calcom_secret(&ctx).await.unwrap();
        let address = set.world.services.calcom_source(&ctx).await.unwrap().address;
        let slug = address.split_once("org=").unwrap().1.to_owned();
        Self { set, admin, slug, secret }
    }

    async fn raw(&self, path: &str, body: &str, signature: &str) -> Answer {
        let request = Request::post(path)
            .header("content-type", "application/json")
            .header("x-cal-signature-256", signature)
            .body(Body::from(body.to_owned()))
            .unwrap();
        Client::anonymous(&self.set.world).send(request).await
    }

    /// What became of a message.
    async fn tell(&self, message: &Value) -> String {
        let body = message.to_string();
        let path = format!("/api/v1/webhooks/calcom?org={}", self.slug);
        let data = self.raw(&path, &body, &sign(&self.secret, &body)).await.data(200);
        data["state"].as_str().unwrap().to_owned()
    }

    fn message(&self, trigger: &str, uid: &str, at: &str, sent: u32) -> Value {
        let start: chrono::DateTime<chrono::Utc> = at.parse().unwrap();
        json!({
            "triggerEvent": trigger, "createdAt": format!("2026-11-20T08:{sent:02}:00.000Z"),
            "payload": {
                "uid": uid, "title": "Audition", "startTime": at, "endTime": (start + chrono::TimeDelta::minutes(25)).to_rfc3339(),
                "attendees": [{"name": "Noura", "email": "noura@example.com"}], "organizer": {"timeZone": "Asia/Riyadh"},
                "location": "https://meet.example/1", "status": "ACCEPTED",
                "metadata": {"applicationId": self.set.applicant.application.to_string()},
            },
        })
    }

    fn moved(&self, uid: &str, former: &str, at: &str, sent: u32) -> Value {
        let mut message = self.message("BOOKING_RESCHEDULED", uid, at, sent);
        message["payload"]["rescheduleUid"] = json!(former);
        message
    }

    fn cancelled(&self, uid: &str, sent: u32) -> Value {
        json!({
            "triggerEvent": "BOOKING_CANCELLED", "createdAt": format!("2026-11-20T08:{sent:02}:00.000Z"),
            "payload": {"uid": uid, "title": "Audition", "cancellationReason": "Ill", "status": "CANCELLED"},
        })
    }

    /// The application's auditions: start, status, name there.
    async fn auditions(&self) -> Vec<(String, String, String)> {
        let path = format!("/api/v1/bookings?applicationId={}", self.set.applicant.application);
        let list = self.set.caster.get(&path).await.body["data"].clone();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut found: Vec<_> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (text(&one["scheduledAt"]), text(&one["status"]), text(&one["externalId"])))
            .collect();
        found.sort();
        found
    }

    async fn waiting(&self) -> Vec<MessageView> {
        let ctx = self.set.world.ctx_as(&self.admin);
        self.set.world.services.open_calcom_messages(&ctx, None).await.unwrap().items
    }
}

fn lines(lines: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    lines.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect()
}

const TEN: &str = "2026-11-29T07:00:00Z";
const ELEVEN: &str = "2026-11-29T08:00:00Z";
const NOON: &str = "2026-11-29T09:00:00Z";

#[tokio::test]
async fn only_what_the_organisations_secret_signed_comes_in() {
    let office = Office::new().await;
    let body = office.message("BOOKING_CREATED", "u1", TEN, 1).to_string();
    let (path, right) = (format!("/api/v1/webhooks/calcom?org={}", office.slug), sign(&office.secret, &body));
    let other = office.set.world.organization("no-source").await;
    assert!(other != office.set.world.org);
    for (path, body, signature) in [
        ("/api/v1/webhooks/calcom", body.as_str(), right.as_str()),
        ("/api/v1/webhooks/calcom?org=", &body, &right),
        ("/api/v1/webhooks/calcom?org=nobody", &body, &right),
        ("/api/v1/webhooks/calcom?org=no-source", &body, &right),
        (&path, &body, ""),
        (&path, &body, "no-secret-provided"),
        (&path, &body, &sign("another secret", &body)),
        (&path, &format!("{body} "), &right),
    ] {
        office.raw(path, body, signature).await.problem(401, "auth.required", &[]);
    }
    assert!(office.auditions().await.is_empty());
    assert_eq!(office.raw(&path, &body, &right).await.data(200)["state"], "done");
    for nothing in [
        json!({"triggerEvent": "PING", "createdAt": "2026-11-20T08:00:00.000Z", "payload": {}}),
        json!({"triggerEvent": "OOO_CREATED"}),
    ] {
        assert_eq!(office.tell(&nothing).await, "nothing");
    }
    let broken = json!({"triggerEvent": "BOOKING_CREATED", "payload": {"uid": "u2"}}).to_string();
    office.raw(&path, &broken, &sign(&office.secret, &broken)).await.problem(
        422,
        "request.invalid",
        &[("/payload", "invalid")],
    );
    // Another secret, and the former one opens nothing.
    let ctx = office.set.world.ctx_as(&office.admin);
    office.set.world.services.set_calcom_secret(&ctx).await.unwrap();
    office.raw(&path, &body, &right).await.problem(401, "auth.required", &[]);
}

#[tokio::test]
async fn made_moved_and_called_off_in_order_and_each_twice() {
    let office = Office::new().await;
    let messages = [
        (office.message("BOOKING_CREATED", "u1", TEN, 1), "done", lines(&[(TEN, "scheduled", "calcom:u1")])),
        (office.moved("u2", "u1", ELEVEN, 2), "done", lines(&[(ELEVEN, "scheduled", "calcom:u2")])),
        (office.cancelled("u2", 3), "done", lines(&[(ELEVEN, "cancelled", "calcom:u2")])),
    ];
    for (message, state, expected) in &messages {
        assert_eq!(office.tell(message).await, *state, "{message}");
        assert_eq!(&office.auditions().await, expected, "{message}");
        assert_eq!(office.tell(message).await, "nothing", "the same bytes again");
        assert_eq!(&office.auditions().await, expected);
    }
    assert!(office.waiting().await.is_empty());
}

#[tokio::test]
async fn every_order_comes_to_the_same() {
    for order in
        [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2], [2, 0, 1, 3], [2, 1, 0, 3], [0, 3, 2, 1], [1, 2, 3, 0], [0, 2, 1, 3]]
    {
        let office = Office::new().await;
        let messages = [
            office.message("BOOKING_CREATED", "u1", TEN, 1),
            office.moved("u2", "u1", ELEVEN, 2),
            office.moved("u3", "u2", NOON, 3),
            office.cancelled("u3", 4),
        ];
        for place in order {
            office.tell(&messages[place]).await;
        }
        let live: Vec<_> =
            office.auditions().await.into_iter().filter(|(_, status, _)| status == "scheduled").collect();
        assert!(live.is_empty(), "{order:?}: {live:?}");
        assert!(office.waiting().await.is_empty(), "{order:?}: {:?}", office.waiting().await);
    }
    // Without the end, the last time stands.
    for order in [[0, 1, 2], [2, 1, 0], [0, 2, 1], [1, 2, 0], [2, 0, 1]] {
        let office = Office::new().await;
        let messages = [
            office.message("BOOKING_CREATED", "u1", TEN, 1),
            office.moved("u2", "u1", ELEVEN, 2),
            office.moved("u3", "u2", NOON, 3),
        ];
        for place in order {
            office.tell(&messages[place]).await;
        }
        assert_eq!(office.auditions().await, lines(&[(NOON, "scheduled", "calcom:u3")]), "{order:?}");
    }
}

#[tokio::test]
async fn what_fits_nowhere_waits_for_an_admin() {
    let office = Office::new().await;
    let services = &office.set.world.services;
    let ctx = office.set.world.ctx_as(&office.admin);
    let mut nobody = office.message("BOOKING_CREATED", "u1", TEN, 1);
    nobody["payload"]["metadata"] = json!({});
    assert_eq!(office.tell(&nobody).await, "waiting");
    let mut unknown = office.message("BOOKING_CREATED", "u2", ELEVEN, 2);
    unknown["payload"]["metadata"]["applicationId"] = json!("app_01jd9x8k3me0q8v6t2h4w7y5nz");
    assert_eq!(office.tell(&unknown).await, "waiting");
    let reasons: Vec<_> = office.waiting().await.into_iter().map(|one| (one.uid, one.reason)).collect();
    assert_eq!(
        reasons,
        [("u2".to_owned(), "unknown_application".to_owned()), ("u1".to_owned(), "no_application".to_owned())]
    );
    let waiting = office.waiting().await;
    let application = office.set.applicant.application.to_string();
    let wrong = services.assign_calcom_message(&ctx, waiting[1].id, "nobody").await;
    assert!(matches!(wrong, Err(services::Error::Fields(_))));
    services.assign_calcom_message(&ctx, waiting[1].id, &application).await.unwrap();
    assert_eq!(office.auditions().await, lines(&[(TEN, "scheduled", "calcom:u1")]));
    services.dismiss_calcom_message(&ctx, waiting[0].id).await.unwrap();
    assert!(office.waiting().await.is_empty());
    // Nobody else's affair.
    let caster = office.set.world.ctx_as(&office.set.stage.caster);
    assert!(matches!(services.open_calcom_messages(&caster, None).await, Err(services::Error::Forbidden)));
    let foreign = office.set.world.organization("foreign").await;
    let stranger = office.set.world.member_of(foreign, MemberRole::Admin).await;
    let stranger = office.set.world.ctx_as(&stranger);
    let asked = services.retry_calcom_message(&stranger, waiting[0].id).await;
    assert!(matches!(asked, Err(services::Error::NotFound)));
}

#[tokio::test]
async fn a_conflict_is_shown_and_taken_up_once_it_is_gone() {
    let office = Office::new().await;
    let other = office.set.world.applicant(&office.set.stage, "Hind").await;
    let body = super::bookings::new_booking(&office.set.stage, &other, TEN);
    // Whoever holds it is busy then: the call's only host.
    let taken = office.set.caster.post("/api/v1/bookings", body).await.data(201);
    assert_eq!(office.tell(&office.message("BOOKING_CREATED", "u1", TEN, 1)).await, "waiting");
    let waiting = office.waiting().await;
    assert_eq!((waiting[0].state.as_str(), waiting[0].reason.as_str()), ("conflict", "time_taken"));
    let ctx = office.set.world.ctx_as(&office.admin);
    let still = office.set.world.services.retry_calcom_message(&ctx, waiting[0].id).await.unwrap();
    assert_eq!(still, services::calcom_in::Received::Waiting);
    let path = format!("/api/v1/bookings/{}", taken["id"].as_str().unwrap());
    office.set.caster.post(&format!("{path}/cancel"), Value::Null).await.data(200);
    office.set.world.services.retry_calcom_message(&ctx, waiting[0].id).await.unwrap();
    assert_eq!(office.auditions().await, lines(&[(TEN, "scheduled", "calcom:u1")]));
    assert!(office.waiting().await.is_empty());
    // A second audition of the same application is one too many, and is shown as well.
    assert_eq!(office.tell(&office.message("BOOKING_CREATED", "u9", NOON, 5)).await, "waiting");
    assert_eq!(office.waiting().await[0].reason, "already_booked");
}
