//! REST behind the whole edge: keys, cookies, foreign origins, sizes; and the race for one time over real connections.

use axum::Router;
use axum::body::Body;
use callboard::config::{Config, Needs};
use callboard::site::Site;
use callboard::state::AppState;
use http::Request;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use testkit::{Person, World};
use tower::ServiceExt;

use super::bookings::new_booking;
use super::wire::{Wire, serve};

/// The whole server without rate limits.
pub fn whole(world: &World) -> Router {
    let folder = std::env::temp_dir().join(format!("callboard-rest-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("pkg-x")).unwrap();
    std::fs::write(folder.join("site.json"), r#"{"pkg":"pkg-x"}"#).unwrap();
    let settings = |name: &str| {
        let own = [
            ("CALLBOARD_MODE", "test"),
            ("CALLBOARD_RATE_LIMITS", "off"),
            ("CALLBOARD_SITE", folder.to_str().unwrap()),
            ("CALLBOARD_URL", "http://callboard.test"),
        ];
        own.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    };
    let config = Config::read(&settings, false, Needs::Everything).unwrap();
    let site = Site::find(config.site.as_deref()).unwrap();
    callboard::http::router(AppState::new(world.services.clone(), config, site))
}

pub async fn key(world: &World, person: &Person) -> String {
    world.services.create_api_key_for(&world.ctx_system(), &person.email).await.unwrap().1
}

#[tokio::test]
async fn a_key_opens_its_owners_doors_and_a_wrong_one_none() {
    let world = World::new().await;
    let stage = world.stage().await;
    let address = serve(whole(&world)).await;
    let key = key(&world, &stage.caster).await;
    let (status, headers, body) =
        Wire::connect(address, Some(&key)).await.call("GET", "/api/v1/me", &Value::Null, &[]).await;
    assert_eq!((status.as_u16(), &body["data"]["userId"]), (200, &json!(stage.caster.id.to_string())));
    assert_eq!(headers["cache-control"], "no-store");
    assert!(body["data"]["apiKeyId"].is_string());
    for wrong in ["cb_live_x", &key.replace("cb_", "cx_"), &format!("{key}x")] {
        let (status, headers, body) =
            Wire::connect(address, Some(wrong)).await.call("GET", "/api/v1/me", &Value::Null, &[]).await;
        assert_eq!((status.as_u16(), &body["success"]), (401, &json!(false)), "{body}");
        assert_eq!(headers["www-authenticate"], "Bearer realm=\"callboard\", error=\"invalid_token\"");
        assert_eq!(headers["content-type"], "application/problem+json");
        assert_eq!(body["requestId"], headers["x-request-id"].to_str().unwrap());
        assert_eq!(body["instance"], "/api/v1/me");
    }
}

#[tokio::test]
async fn the_edge_refuses_in_the_same_form() {
    let world = World::new().await;
    let address = serve(whole(&world)).await;
    let mut wire = Wire::connect(address, None).await;
    // A cookie that another site made the browser send.
    let foreign = [("cookie", "session=x"), ("origin", "https://evil.example")];
    let (status, headers, body) = wire.call("POST", "/api/v1/bookings", &json!({}), &foreign).await;
    assert_eq!((status.as_u16(), &body["code"]), (403, &json!("request.foreign_origin")));
    assert_eq!(headers["content-type"], "application/problem+json");
    assert_eq!(body["requestId"], headers["x-request-id"].to_str().unwrap());
    // Our own origin passes, and then nobody is signed in.
    let own = [("cookie", "session=x"), ("origin", "http://callboard.test")];
    let (status, _, body) = wire.call("POST", "/api/v1/bookings", &json!({}), &own).await;
    assert_eq!((status.as_u16(), &body["code"]), (401, &json!("auth.required")));
    let (status, _, body) = wire.call("GET", "/api/v1/nothing", &Value::Null, &[("accept", "text/html")]).await;
    assert_eq!((status.as_u16(), &body["code"]), (404, &json!("request.no_such_route")));
    let stage = world.stage().await;
    let key = key(&world, &stage.caster).await;
    // In process: over a connection the refusal may overtake the body, and the client sees its own broken pipe.
    let huge = json!({"message": "x".repeat(10 * 1024 * 1024)}).to_string();
    let request = Request::post("/api/v1/bookings")
        .header("authorization", format!("Bearer {key}"))
        .header("content-type", "application/json")
        .header("content-length", huge.len())
        .body(Body::from(huge))
        .unwrap();
    let response = whole(&world).oneshot(request).await.unwrap();
    assert_eq!(response.status().as_u16(), 413);
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let body: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!((&body["code"], &body["instance"]), (&json!("request.too_large"), &json!("/api/v1/bookings")));
}

/// What 64 clients ask for in one round.
struct Rush {
    bodies: Vec<Value>,
    keys: Vec<String>,
}

async fn rush(address: std::net::SocketAddr, rush: &Rush, at: &str) -> String {
    let calls = rush.bodies.iter().zip(rush.keys.iter().cycle()).map(|(body, key)| {
        let mut body = body.clone();
        body["scheduledAt"] = json!(at);
        let key = key.clone();
        tokio::spawn(async move {
            let mut wire = Wire::connect(address, Some(&key)).await;
            wire.call("POST", "/api/v1/bookings", &body, &[]).await
        })
    });
    let mut won = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        let (status, _, body) = call.await.unwrap();
        match status.as_u16() {
            201 => won.push(body["data"]["id"].as_str().unwrap().to_owned()),
            409 => {
                assert_eq!(body["code"], "booking.slot_taken", "{body}");
                assert!(body["nearest"].as_array().is_some_and(|nearest| !nearest.is_empty()), "{body}");
            }
            _ => panic!("{status}: {body}"),
        }
    }
    assert_eq!(won.len(), 1, "{at}");
    won.remove(0)
}

const CLIENTS: usize = 64;
const ROUNDS: usize = 20;

/// Twenty rounds for one time of one caster, of one talent wanted by two casters, and of one room wanted by two casters.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_64_clients_one_gets_the_time() {
    let world = World::with_connections(16).await;
    let address = serve(whole(&world)).await;
    let (one, two) = (world.stage().await, world.stage().await);
    let keys = vec![key(&world, &one.caster).await, key(&world, &two.caster).await];
    let talent = world.applicant(&one, "Noura").await;
    let also = world.applies(two.org, two.role, &talent.person).await;
    let room = world.room(world.org, "Studio").await;
    let mut crowd = Vec::new();
    for number in 0..CLIENTS {
        let stage = if number % 2 == 0 { &one } else { &two };
        let applicant = world.applicant(stage, &format!("Talent {number}")).await;
        let mut body = new_booking(stage, &applicant, "");
        body["roomId"] = json!(room.to_string());
        crowd.push(body);
    }
    let mut slot = Vec::new();
    for number in 0..CLIENTS {
        let applicant = world.applicant(&one, &format!("Hopeful {number}")).await;
        slot.push(new_booking(&one, &applicant, ""));
    }
    // The same talent through both casters; a round of its own for each client, so that only the time is in the way.
    let wanted = (0..CLIENTS).map(|number| {
        let mut body = if number % 2 == 0 { new_booking(&one, &talent, "") } else { new_booking(&two, &also, "") };
        body["round"] = json!(1 + number / 2);
        body
    });
    let rushes = [
        Rush { bodies: slot, keys: vec![keys[0].clone()] },
        Rush { bodies: wanted.collect(), keys: keys.clone() },
        Rush { bodies: crowd, keys: keys.clone() },
    ];
    let mut wire = [Wire::connect(address, Some(&keys[0])).await, Wire::connect(address, Some(&keys[1])).await];
    for round in 0..ROUNDS {
        let day = ["29", "30"][round / 10];
        let at = format!("2026-11-{day}T{:02}:{:02}:00Z", 6 + round % 10 / 2, round % 2 * 30);
        for one_rush in &rushes {
            let booking = rush(address, one_rush, &at).await;
            // The winner makes room for the next rush: its caster is one of the two.
            let path = format!("/api/v1/bookings/{booking}");
            let mut gone = false;
            for wire in &mut wire {
                gone |= wire.call("DELETE", &path, &Value::Null, &[]).await.0 == 200;
            }
            assert!(gone, "{booking} could not be taken away");
        }
    }
    assert_eq!(world.deadlocks().await, 0);
}
