//! Sending over real SMTP: what the relay's answers mean, what is kept, and that a repetition is recognisable.

use chrono::TimeDelta;
use connectors::mail::Mailer;
use domain::id::{Id, Notification};
use services::{
    Parts, Services,
    ctx::Chance,
    notifications::{AccountMail, AccountRecipient},
    words::Lang,
};
use store::notifications::NotificationRecord;
use testkit::{World, relay::Relay};

/// The world's services with a real mailer.
fn through(world: &World, url: &str) -> Services {
    Services::new(Parts {
        store: world.store().clone(),
        clock: world.services.clock().clone(),
        chance: Chance::System,
        mailer: Mailer::smtp(url).unwrap(),
        hooks: world.services.hooks().clone(),
        settings: world.services.settings().clone(),
    })
}

async fn tell(services: &Services, address: &str) -> Id<Notification> {
    let ctx = services.ctx(domain::actor::Actor::system(), services::ctx::Request::default());
    let to = AccountRecipient {
        organization_id: None,
        user_id: None,
        address: address.to_owned(),
        name: "نورة".to_owned(),
        language: Some(Lang::Ar),
    };
    let mail = AccountMail::Reset { url: "https://callboard.test/reset/secret-token".to_owned() };
    let mut tx = services.store().begin().await.unwrap();
    let id = services.tell_account(&mut tx, &ctx, to, mail).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn record(services: &Services, id: Id<Notification>) -> NotificationRecord {
    let mut db = services.store().connection().await.unwrap();
    store::notifications::get_any_owner(&mut db, id).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_relays_answers_decide() {
    let (world, relay) = (World::new().await, Relay::start().await);
    let services = through(&world, &relay.url());
    let mut told = Vec::new();
    for (address, status, again) in [
        ("noura@example.test", "sent", false),
        ("e4.later@example.test", "queued", true),
        ("e5.unknown@example.test", "failed", false),
        ("d4.full@example.test", "queued", true),
        ("d5.policy@example.test", "failed", false),
        ("not an address", "failed", false),
    ] {
        told.push((tell(&services, address).await, address, status, again));
    }
    services::jobs::drain(&services).await.unwrap();
    for (id, address, status, again) in told {
        let note = record(&services, id).await;
        assert_eq!(note.status, status, "{address}: {:?}", note.last_error);
        assert_eq!(note.next_attempt_at.is_some(), again, "{address}");
        assert!(note.body_text.is_none() && note.body_html.is_none(), "real mail keeps no body");
        assert!(!note.data.to_string().contains("secret-token"), "not even while it waits: {}", note.data);
    }
    let taken = relay.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].recipient, "noura@example.test");
    for header in ["Auto-Submitted: auto-generated", "Subject: =?utf-8?b?", "MIME-Version: 1.0"] {
        assert!(taken[0].text.contains(header), "{header}: {}", taken[0].text);
    }
}

#[tokio::test]
async fn an_answer_that_never_came_repeats_the_same_message() {
    let (world, relay) = (World::new().await, Relay::start().await);
    let services = through(&world, &relay.url());
    let id = tell(&services, "cut.noura@example.test").await;
    services::jobs::drain(&services).await.unwrap();
    assert_eq!(record(&services, id).await.status, "queued");
    world.advance(TimeDelta::minutes(2));
    services::jobs::drain(&services).await.unwrap();
    let taken = relay.taken();
    assert_eq!(taken.len(), 2, "nobody knows whether the first arrived");
    assert_eq!(taken[0].message_id(), format!("<{id}@callboard.test>"));
    assert_eq!(taken[0].message_id(), taken[1].message_id(), "so the reader's server can tell");
}

#[tokio::test]
async fn mail_never_falls_back_to_clear_text_and_waits_for_a_relay_that_is_down() {
    let (world, relay) = (World::new().await, Relay::start().await);
    let services = through(&world, &format!("{}?tls=required", relay.url()));
    let refused = tell(&services, "noura@example.test").await;
    services::jobs::drain(&services).await.unwrap();
    assert_eq!(record(&services, refused).await.status, "queued");
    assert!(relay.taken().is_empty(), "a relay without STARTTLS gets nothing");

    let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = nobody.local_addr().unwrap();
    drop(nobody);
    let services = through(&world, &format!("smtp://{address}"));
    let down = tell(&services, "noura@example.test").await;
    services::jobs::drain(&services).await.unwrap();
    assert_eq!(record(&services, down).await.status, "queued");
}
