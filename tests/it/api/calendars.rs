//! Calendars outside over REST: one's own, having one read, and the bells of Google and Microsoft from consent to the job that reads.

use axum::body::Body;
use chrono::TimeDelta;
use domain::actor::MemberRole;
use http::Request;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use services::calendars::clients::{Keeper, OauthClient};
use services::calendars::oauth::Answered;
use services::jobs::drain;
use testkit::fakes::Account;
use testkit::fakes::google::{FakeGoogle, timed};
use testkit::fakes::graph::{self, FakeGraph};
use testkit::{Person, World};
use tower::ServiceExt;

use super::client::Client;

/// Connects an account whose owner consented: `back` is where they were sent back to.
async fn connect(world: &World, person: &Person, keeper: Keeper, consents: impl Fn(&str) -> String) {
    let ctx = world.ctx_as(person);
    let url = world.services.calendar_consent(&ctx, keeper, false).await.unwrap();
    let back = url::Url::parse(&consents(&url)).unwrap();
    let part = |name: &str| {
        back.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    let answered = Answered { state: part("state"), code: part("code"), ..Answered::default() };
    world.services.finish_calendar_consent(&ctx, keeper, &answered).await.unwrap();
    drain(&world.services).await.unwrap();
}

fn client(authorize_url: String, token_url: String, api_url: String) -> OauthClient {
    let (client_id, client_secret) = ("app".to_owned(), "secret".to_owned());
    OauthClient { client_id, client_secret, authorize_url, token_url, api_url, revoke_url: String::new() }
}

#[tokio::test]
async fn google_rings_and_the_calendar_is_read() {
    let fake = FakeGoogle::start().await;
    let ours = client(fake.authorize_url(), fake.token_url(), fake.api());
    let world = World::with(10, |settings| settings.oauth_clients.google = Some(ours)).await;
    let noura = world.member(MemberRole::Caster).await;
    connect(&world, &noura, Keeper::Google, |url| fake.consents(url, Account::new("noura"))).await;
    let caster = Client::as_(&world, &noura);
    let calendar = caster.get("/api/v1/calendars").await.body["data"][0].clone();
    assert_eq!(
        (calendar["state"].as_str(), calendar["lastReadAt"].as_str(), calendar["checksConflicts"].as_bool()),
        (Some("fresh"), Some("2026-11-22T06:00:00Z"), Some(true))
    );
    assert!(!calendar.to_string().contains("access-"));
    // In the origin's names: who has no account there yet is told where to consent, and no typed token is kept.
    let origin = json!({"provider": "google", "calendarId": "primary", "accessToken": "token", "syncDirection": "bidirectional"});
    let answer = caster.post("/api/booking/calendar/integrations", origin).await.data(202);
    let consent = "https://callboard.test/calendars/connect/google?write=1";
    assert_eq!(answer, json!({"provider": "google", "consentUrl": consent}));
    assert_eq!(caster.get("/api/booking/calendar/integrations").await.body["data"].as_array().unwrap().len(), 1);

    // Anybody may knock; who knows the channel and its secret is heard, and the job reads.
    let anybody = Client::anonymous(&world);
    let path = "/api/v1/calendars/push/google";
    for (_, headers) in fake.rung() {
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(
            anybody.call_with("POST", path, Value::Null, &headers).await.status,
            204,
            "the first says it is open"
        );
    }
    fake.write("noura@example.test", timed("a", world.at("2026-11-23T06:00:00Z"), world.at("2026-11-23T07:00:00Z")));
    world.advance(TimeDelta::minutes(1));
    let (_, rung) = fake.rung().remove(0);
    let headers: Vec<(&str, &str)> = rung.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let guess: Vec<(&str, &str)> = headers
        .iter()
        .map(|(name, value)| (*name, if *name == "x-goog-channel-token" { "guess" } else { *value }))
        .collect();
    assert_eq!(anybody.call_with("POST", path, Value::Null, &guess).await.status, 404);
    assert_eq!(drain(&world.services).await.unwrap(), 0);
    assert_eq!(anybody.call_with("POST", path, Value::Null, &headers).await.status, 204);
    drain(&world.services).await.unwrap();
    let read = caster.get("/api/v1/calendars").await.body["data"][0]["lastReadAt"].clone();
    assert_eq!(read, "2026-11-22T06:01:00Z");

    // Read now, by its owner alone.
    let sync = format!("/api/v1/calendars/{}/sync", calendar["id"].as_str().unwrap());
    world.advance(TimeDelta::minutes(1));
    assert_eq!(caster.post(&sync, Value::Null).await.data(202), json!({"id": calendar["id"]}));
    drain(&world.services).await.unwrap();
    assert_eq!(caster.get("/api/v1/calendars").await.body["data"][0]["lastReadAt"], "2026-11-22T06:02:00Z");
    let other = Client::as_(&world, &world.member(MemberRole::Admin).await);
    other.post(&sync, Value::Null).await.problem(404, "not_found", &[("/id", "unknown")]);
    assert_eq!(other.get("/api/v1/calendars").await.body["data"], json!([]));
}

#[tokio::test]
async fn microsoft_shakes_hands_and_rings() {
    let fake = FakeGraph::start().await;
    let ours = client(fake.authorize_url(), fake.token_url(), fake.api());
    let world = World::with(10, |settings| settings.oauth_clients.microsoft = Some(ours)).await;
    let noura = world.member(MemberRole::Caster).await;
    connect(&world, &noura, Keeper::Microsoft, |url| fake.consents(url, Account::new("noura"))).await;

    // The handshake: the token as it is, as plain text, nothing else.
    let path = "/api/v1/calendars/push/microsoft";
    let request = Request::post(format!("{path}?validationToken=Validation%3A+%3Cb%3E+1")).body(Body::empty()).unwrap();
    let response = callboard::api::router::<()>(world.services.clone()).oneshot(request).await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["content-type"]),
        (200, &"text/plain; charset=utf-8".parse().unwrap())
    );
    assert_eq!(response.into_body().collect().await.unwrap().to_bytes(), "Validation: <b> 1");

    let anybody = Client::anonymous(&world);
    fake.rung();
    fake.write("AAMkMain", graph::timed("a", world.at("2026-11-23T06:00:00Z"), world.at("2026-11-23T07:00:00Z")));
    world.advance(TimeDelta::minutes(1));
    let (address, body) = fake.rung().remove(0);
    assert_eq!(address, format!("https://callboard.test{path}"));
    let mut guess = body.clone();
    guess["value"][0]["clientState"] = json!("guess");
    let nobody = |name: &str| json!({"value": [{"subscriptionId": name}]});
    for deaf in [guess, json!({"value": []}), nobody("nobody"), nobody("no\0body"), json!([1])] {
        assert_eq!(anybody.post(path, deaf).await.status, 202);
        assert_eq!(drain(&world.services).await.unwrap(), 0);
    }
    assert_eq!(anybody.post(path, body).await.status, 202);
    drain(&world.services).await.unwrap();
    let mine = Client::as_(&world, &noura).get("/api/v1/calendars").await;
    assert_eq!(mine.body["data"][0]["lastReadAt"], "2026-11-22T06:01:00Z");
}
