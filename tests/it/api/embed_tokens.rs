//! Tokens for embeds over REST: said once, for those who may book, on websites that are allowed.

use domain::actor::MemberRole;
use serde_json::json;
use testkit::World;

use super::client::Client;

#[tokio::test]
async fn a_caster_gets_a_token_for_an_allowed_website() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let admin = world.member(MemberRole::Admin).await;
    world.services.set_embed_origins(&world.ctx_as(&admin), "https://www.example.com").await.unwrap();
    let caster = Client::as_(&world, &stage.caster);
    let ask = |application: &str, origin: &str| json!({"applicationId": application, "origin": origin});
    let application = noura.application.to_string();

    let mut made = caster.post("/api/v1/embed-tokens", ask(&application, "https://www.example.com")).await.data(201);
    assert!(made["id"].take().as_str().unwrap().starts_with("emb_"));
    assert_eq!(made["token"].take().as_str().unwrap().len(), 43);
    assert_eq!(
        made,
        json!({"id": null, "token": null, "applicationId": application, "origin": "https://www.example.com",
            "expiresAt": "2026-11-22T06:15:00Z"})
    );
    let elsewhere = caster.post("/api/v1/embed-tokens", ask(&application, "https://elsewhere.example")).await;
    elsewhere.problem(422, "request.invalid", &[("/origin", "unknown")]);
    let unknown = caster.post("/api/v1/embed-tokens", ask("app_x", "https://www.example.com")).await;
    unknown.problem(422, "request.invalid", &[("/applicationId", "unknown")]);
    let more = json!({"applicationId": application, "origin": "https://www.example.com", "minutes": 600});
    caster.post("/api/v1/embed-tokens", more).await.problem(422, "request.invalid", &[("/minutes", "unknown_field")]);
}
