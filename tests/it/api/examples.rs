//! The examples of the document are sent as they stand there, with ids that exist: each must be understood.

use std::collections::BTreeMap;

use domain::actor::MemberRole;
use domain::hours_form::HoursForm;
use serde_json::Value;
use services::api_keys::NewKey;
use services::webhooks::WebhookForm;
use testkit::World;

use super::bookings::SUNDAY_TEN;
use super::client::Client;

/// What stands for an id in the examples, after its prefix.
const SAMPLE: &str = "_01jd9x8k3me0q8v6t2h4w7y5nz";

/// The schema of a body, through references and `oneOf` with null.
fn schema<'a>(document: &'a Value, schema: &'a Value) -> Option<&'a Value> {
    if let Some(name) = schema["$ref"].as_str() {
        return document.pointer(name.strip_prefix('#')?);
    }
    let one_of = schema["oneOf"].as_array()?;
    one_of.iter().filter_map(|one| self::schema(document, one)).next()
}

/// The noun whose id stands in a path.
fn prefix(path: &str) -> &'static str {
    let known = [
        ("/booking-limits/hosts/", "usr"),
        ("/bookings/", "bkg"),
        ("/applications/", "app"),
        ("/casting-calls/", "call"),
        ("/roles/", "rol"),
        ("/rooms/", "room"),
        ("/event-types/", "evt"),
        ("/calendar/integrations/", "cal"),
        ("/schedules/", "sch"),
        ("/talent/", "tal"),
        ("/team-members/", "mem"),
        ("/api-keys/", "key"),
        ("/webhooks/", "whk"),
        ("/slots/holds/", "hld"),
    ];
    known.iter().find(|(part, _)| path.contains(part)).map_or("", |(_, prefix)| prefix)
}

#[tokio::test]
async fn every_example_is_understood() {
    let world = World::new().await;
    let stage = world.stage().await;
    let admin = world.member(MemberRole::Admin).await;
    let member = world.member(MemberRole::Caster).await;
    let (new, booked) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Hind").await);
    let ctx = world.ctx_as(&admin);
    let services = &world.services;
    let membership =
        services.list_members(&ctx).await.unwrap().into_iter().find(|one| one.user_id == member.id).unwrap();
    let form = WebhookForm { url: Some("https://hooks.example.com/".to_owned()), ..WebhookForm::default() };
    let key = NewKey { name: "Site".to_owned(), scopes: vec!["bookings:read".to_owned()], ..NewKey::default() };
    let ids: BTreeMap<&str, String> = BTreeMap::from([
        ("app", new.application.to_string()),
        ("tal", new.profile.to_string()),
        ("bkg", world.booked(&stage, &booked, SUNDAY_TEN).await.id.to_string()),
        ("evt", stage.event_type.to_string()),
        ("call", stage.call.to_string()),
        ("rol", stage.role.to_string()),
        ("usr", stage.caster.id.to_string()),
        ("room", world.room(world.org, "Studio").await.to_string()),
        ("mem", membership.id.to_string()),
        ("sch", services.create_schedule(&ctx, &HoursForm::default()).await.unwrap().schedule.id.to_string()),
        ("whk", services.create_webhook(&ctx, form).await.unwrap().0.id.to_string()),
        ("key", services.create_api_key(&ctx, key).await.unwrap().0.to_string()),
        ("hld", format!("hld{SAMPLE}")),
    ]);
    services.set_embed_origins(&ctx, "https://www.example.com").await.unwrap();
    services.set_onward_hosts(&ctx, "www.example.com").await.unwrap();
    let client = Client::as_(&world, &admin);
    let document: Value = serde_json::from_str(&callboard::api::document_text()).unwrap();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let body = &operation["requestBody"];
            // What Cal.com sends is not ours to show, and a raw mail is no JSON; both are tried signed elsewhere. Nor is a picture.
            let is_signed = ["receiveCalcom", "receiveCalendarReply"].iter().any(|id| operation["operationId"] == *id);
            if body.is_null() || is_signed || body["content"].get("image/png").is_some() {
                continue;
            }
            let Some(schema) = schema(&document, &body["content"]["application/json"]["schema"]) else {
                wrong.push(format!("{method} {path}: the body has no schema of its own"));
                continue;
            };
            let example = &schema["example"];
            // A body that may be left out may be without an example.
            if example.is_null() && body["required"] != true {
                continue;
            }
            let sent = ids.iter().fold(example.to_string(), |text, (prefix, id)| {
                text.replace(&format!("\"{prefix}{SAMPLE}\""), &format!("\"{id}\""))
            });
            let address = match ids.get(prefix(path)) {
                Some(id) => path.replace("{id}", id),
                None => path.clone(),
            };
            let answer = client.call(&method.to_uppercase(), &address, serde_json::from_str(&sent).unwrap()).await;
            tried += 1;
            if matches!(answer.status.as_u16(), 400 | 404 | 405 | 415 | 422 | 500..) {
                wrong.push(format!("{method} {path} {sent}: {} {}", answer.status, answer.body));
            }
        }
    }
    assert!(wrong.is_empty() && tried > 20, "{tried} tried\n{}", wrong.join("\n"));
}
