//! API keys over REST: made once, cut to resource and verb, tied to networks, rotated, counted.

use domain::actor::{Actor, MemberRole};
use serde_json::{Value, json};
use services::api_keys::NewKey;
use testkit::World;

use super::client::Client;
use super::server::whole;
use super::wire::{Wire, serve};

#[tokio::test]
async fn a_key_is_made_shown_once_rotated_and_ended() {
    let world = World::new().await;
    let person = world.member(MemberRole::Admin).await;
    let admin = Client::as_(&world, &person);
    let new = json!({"name": "Site", "scopes": ["rooms:read", "calls:read"], "expiresInDays": 10, "allowedNetworks": ["127.0.0.0/8"]});
    let made = admin.post("/api/v1/api-keys", new).await.data(201);
    let text = made["text"].as_str().unwrap();
    assert!(text.starts_with(made["begins"].as_str().unwrap()) && text.starts_with("cb_live_"));
    let path = format!("/api/v1/api-keys/{}", made["id"].as_str().unwrap());
    for (body, pointer, code) in [
        (json!({"name": "A", "scopes": ["rooms:all"]}), "/scopes", "unknown"),
        (
            json!({"name": "A", "scopes": ["rooms:read"], "allowedNetworks": ["10.0.0.0/40"]}),
            "/allowedNetworks",
            "invalid",
        ),
        (json!({"name": "A", "scopes": ["rooms:read"], "expiresInDays": 0}), "/expiresInDays", "too_small"),
        (json!({"name": "A", "scope": ["rooms:read"]}), "/scope", "unknown_field"),
    ] {
        admin.post("/api/v1/api-keys", body).await.problem(422, "request.invalid", &[(pointer, code)]);
    }
    let next = admin.post(&format!("{path}/rotate"), json!({"overlapHours": 2})).await.data(201);
    assert_eq!(
        json!([next["name"], next["scopes"], next["allowedNetworks"]]),
        json!(["Site", ["calls:read", "rooms:read"], ["127.0.0.0/8"]])
    );
    let list = admin.get("/api/v1/api-keys").await.body["data"].clone();
    let old = list.as_array().unwrap().iter().find(|key| key["id"] == made["id"]).unwrap();
    assert_eq!(
        json!([old["replacedBy"], old["expiresAt"], old["text"]]),
        json!([next["id"], "2026-11-22T08:00:00Z", null])
    );
    admin.post(&format!("{path}/rotate"), Value::Null).await.problem(404, "not_found", &[("/id", "unknown")]);
    let here = std::net::IpAddr::from([127, 0, 0, 1]);
    let works = async |key: &Value| {
        world.services.authenticate_api_key_from(key["text"].as_str().unwrap(), Some(here)).await.is_ok()
    };
    assert!(works(&made).await && works(&next).await, "both for a while");
    world.advance(chrono::TimeDelta::hours(2));
    assert!(!works(&made).await && works(&next).await);
    let second = format!("/api/v1/api-keys/{}", next["id"].as_str().unwrap());
    admin.delete(&second).await.data(200);
    assert!(!works(&next).await);
    let keyed = Actor {
        scopes: Some(vec!["users:admin".to_owned()]),
        api_key_id: Some(world.ctx_system().new_id().unwrap()),
        ..person.actor()
    };
    let keyed = Client::of(&world, keyed);
    keyed.get("/api/v1/api-keys").await;
    keyed.post("/api/v1/api-keys", json!({"name": "B", "scopes": ["rooms:read"]})).await.problem(403, "forbidden", &[]);
    keyed.post(&format!("{second}/rotate"), Value::Null).await.problem(403, "forbidden", &[]);
}

#[tokio::test]
async fn a_key_does_what_its_scopes_name_and_nothing_else() {
    let world = World::new().await;
    let person = world.member(MemberRole::Admin).await;
    for (held, call, allowed) in [
        ("rooms:read", "GET /api/v1/rooms", true),
        ("rooms:read", "GET /api/v1/event-types", false),
        ("availability:read", "GET /api/v1/event-types", true),
        ("availability:read", "GET /api/v1/schedules", true),
        ("rooms:write", "GET /api/v1/rooms", false),
        ("calls:read", "GET /api/v1/talent", true),
        ("calls:read", "GET /api/v1/casting-calls", true),
        ("talent:read", "GET /api/v1/applications", false),
        ("members:read", "GET /api/v1/team-members", true),
        ("webhooks:manage", "GET /api/v1/webhooks", true),
        ("webhooks:write", "GET /api/v1/webhooks", false),
        ("users:admin", "GET /api/v1/api-keys", true),
    ] {
        let client = Client::of(&world, Actor { scopes: Some(vec![held.to_owned()]), ..person.actor() });
        let (method, path) = call.split_once(' ').unwrap();
        let answer = client.call(method, path, Value::Null).await;
        if allowed {
            assert_eq!(answer.status, 200, "{held} {call} {}", answer.body);
        } else {
            answer.problem(403, "insufficient_scope", &[]);
        }
    }
}

#[tokio::test]
async fn networks_and_kinds_of_keys_are_kept_apart_at_the_edge() {
    let world = World::new().await;
    let person = world.member(MemberRole::Admin).await;
    let address = serve(whole(&world)).await;
    let key = async |networks: &[&str]| {
        let new = NewKey {
            name: "Site".to_owned(),
            scopes: vec!["rooms:read".to_owned()],
            allowed_networks: networks.iter().map(|text| (*text).to_owned()).collect(),
            ..NewKey::default()
        };
        world.services.create_api_key(&world.ctx_as(&person), new).await.unwrap().1
    };
    for (networks, status, code) in
        [(&["127.0.0.1", "::1"][..], 200, None), (&["203.0.113.0/24"], 403, Some("auth.address_not_allowed"))]
    {
        let key = key(networks).await;
        let (is, _, body) =
            Wire::connect(address, Some(&key)).await.call("GET", "/api/v1/rooms", &Value::Null, &[]).await;
        assert_eq!((is.as_u16(), body["code"].as_str()), (status, code), "{body}");
    }
    // A test key opens playgrounds only, and a live one is not taken for it.
    let playground = World::with(4, |settings| settings.demo = true).await;
    let admin = playground.member(MemberRole::Admin).await;
    let new = NewKey { name: "Site".to_owned(), scopes: vec!["rooms:read".to_owned()], ..NewKey::default() };
    let text = playground.services.create_api_key(&playground.ctx_as(&admin), new).await.unwrap().1;
    assert!(text.starts_with("cb_test_") && playground.services.authenticate_api_key(&text).await.is_ok());
    assert!(world.services.authenticate_api_key(&text).await.is_err());
}

#[tokio::test]
async fn a_key_is_told_what_is_left_and_when_to_come_back() {
    let world = World::with(4, |settings| settings.rate_limits = true).await;
    let person = world.member(MemberRole::Admin).await;
    let keyed = |world: &World| Actor { api_key_id: Some(world.ctx_system().new_id().unwrap()), ..person.actor() };
    let client = Client::of(&world, keyed(&world));
    let first = client.get("/api/v1/me").await;
    let left = callboard::api::quota::PER_MINUTE - 1;
    assert_eq!(first.headers["ratelimit-policy"], format!("\"key\";q={};w=60", left + 1));
    assert_eq!(first.headers["ratelimit"], format!("\"key\";r={left};t=1"));
    let mut refused = None;
    for _ in 0..left + 60 {
        let answer = client.get("/api/v1/me").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a limit");
    assert_eq!(refused.headers["ratelimit"].to_str().unwrap().split(';').nth(1), Some("r=0"));
    assert!(refused.headers["retry-after"].to_str().unwrap().parse::<u32>().unwrap() >= 1);
    refused.problem(429, "request.rate_limited", &[]);
    assert_eq!(Client::of(&world, keyed(&world)).get("/api/v1/me").await.status, 200, "another key has its own");
    assert!(
        !Client::as_(&world, &person).get("/api/v1/me").await.headers.contains_key("ratelimit"),
        "a session has none"
    );
}
