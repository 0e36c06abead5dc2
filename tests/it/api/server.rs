//! REST behind the whole edge: keys, cookies, foreign origins, sizes.

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
