//! Failures that are about no noun: whole answers.

use domain::actor::MemberRole;
use serde_json::{Value, json};
use testkit::World;

use super::client::Client;

#[tokio::test]
async fn unknown_addresses_and_methods_are_problems_not_pages() {
    let world = World::new().await;
    let client = Client::anonymous(&world);
    for path in
        ["/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v2/bookings", "/api/v1/me/", "/api/v1/%ff"]
    {
        let body = client.get(path).await.problem(404, "request.no_such_route", &[]);
        assert_eq!(body["instance"], path);
    }
    let answer = client.call("PUT", "/api/v1/me", Value::Null).await;
    assert_eq!(answer.headers["allow"], "GET,HEAD");
    answer.problem(405, "request.method_not_allowed", &[]);
}

#[tokio::test]
async fn without_a_session_or_key_the_whole_answer_is() {
    let world = World::new().await;
    let answer = Client::anonymous(&world).get("/api/v1/me").await;
    assert_eq!(answer.headers["www-authenticate"], "Bearer realm=\"callboard\"");
    assert_eq!(
        answer.problem(401, "auth.required", &[]),
        json!({
            "success": false,
            "type": "urn:callboard:problem:auth.required",
            "title": "Unauthorized",
            "status": 401,
            "code": "auth.required",
            "detail": "Sign in, or send a valid API key as `Authorization: Bearer cb_…`.",
            "instance": "/api/v1/me",
            "errors": [],
            "requestId": "test-request",
        })
    );
    let answer = Client::anonymous(&world)
        .call_with("GET", "/api/v1/me", Value::Null, &[("authorization", "Bearer cb_x")])
        .await;
    assert_eq!(answer.headers["www-authenticate"], "Bearer realm=\"callboard\", error=\"invalid_token\"");
    answer.problem(401, "auth.required", &[]);
}

#[tokio::test]
async fn me_says_whose_session_it_is() {
    let world = World::new().await;
    let caster = world.member(MemberRole::Caster).await;
    let talent = world.person("Noura").await;
    assert_eq!(
        Client::as_(&world, &caster).get("/api/v1/me").await.body,
        json!({"success": true, "data": {
            "userId": caster.id.to_string(), "organizationId": world.org.to_string(), "role": "caster", "apiKeyId": null, "scopes": null,
        }})
    );
    assert_eq!(
        Client::as_(&world, &talent).get("/api/v1/me").await.data(200),
        json!({"userId": talent.id.to_string(), "organizationId": null, "role": null, "apiKeyId": null, "scopes": null})
    );
}
