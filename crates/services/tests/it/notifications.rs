//! Notifications: written with the change, sent once, tried again by their own schedule.

use chrono::TimeDelta;
use connectors::mail::MailError;
use domain::actor::MemberRole;
use services::notifications::{AccountMail, AccountRecipient, RETRIES};
use services::words::Lang;
use testkit::World;

fn to(address: &str) -> AccountRecipient {
    AccountRecipient {
        organization_id: None,
        user_id: None,
        address: address.to_owned(),
        name: "Noura".to_owned(),
        language: Some(Lang::En),
    }
}

fn reset() -> AccountMail {
    AccountMail::Reset { url: "https://callboard.test/reset/secret-token".to_owned() }
}

async fn tell(world: &World) -> store::notifications::NotificationRecord {
    let ctx = world.ctx_system();
    let mut tx = world.tx().await;
    let id = world.services.tell_account(&mut tx, &ctx, to("noura@example.test"), reset()).await.unwrap();
    tx.commit().await.unwrap();
    record(world, id).await
}

async fn record(
    world: &World,
    id: domain::id::Id<domain::id::Notification>,
) -> store::notifications::NotificationRecord {
    let mut db = world.store().connection().await.unwrap();
    store::notifications::get_any_owner(&mut db, id).await.unwrap().unwrap()
}

fn busy() -> MailError {
    MailError::Temporary { code: Some(451), text: "451 try later".to_owned() }
}

#[tokio::test]
async fn a_change_that_is_rolled_back_tells_nobody() {
    let world = World::new().await;
    let ctx = world.ctx_system();
    let mut tx = world.tx().await;
    world.services.tell_account(&mut tx, &ctx, to("noura@example.test"), reset()).await.unwrap();
    drop(tx);
    assert!(world.new_mails().await.is_empty());
    tell(&world).await;
    assert_eq!(world.new_mails().await.len(), 1);
}

#[tokio::test]
async fn a_mail_is_sent_once_and_its_secret_is_wiped() {
    let world = World::new().await;
    let note = tell(&world).await;
    let mails = world.new_mails().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("/reset/secret-token") && mails[0].html.contains("/reset/secret-token"));
    assert_eq!(mails[0].message_id, format!("{}@callboard.test", note.id));
    let sent = record(&world, note.id).await;
    assert_eq!((sent.status.as_str(), sent.attempts), ("sent", 1));
    assert_eq!(sent.data, serde_json::json!({}));
    world.advance(TimeDelta::days(2));
    assert!(world.new_mails().await.is_empty(), "and never again");
}

#[tokio::test]
async fn temporary_failures_follow_the_schedule_with_the_same_message_id() {
    let world = World::new().await;
    let note = tell(&world).await;
    for (attempt, wait) in RETRIES.iter().enumerate() {
        world.mailbox.refuse_next(busy());
        assert!(world.new_mails().await.is_empty());
        let waiting = record(&world, note.id).await;
        assert_eq!((waiting.status.as_str(), waiting.attempts as usize), ("queued", attempt + 1));
        assert_eq!(waiting.next_attempt_at, Some(world.now() + *wait));
        world.advance(*wait - TimeDelta::seconds(5));
        assert_eq!(world.run_jobs().await, 0, "not before its time");
        world.advance(TimeDelta::seconds(5));
    }
    let mails = world.new_mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].message_id, note.message_id);
    assert_eq!(record(&world, note.id).await.status, "sent");
}

#[tokio::test]
async fn the_last_failure_and_a_permanent_one_end_it() {
    let world = World::new().await;
    let note = tell(&world).await;
    for wait in RETRIES.iter().chain([&TimeDelta::zero()]) {
        world.mailbox.refuse_next(busy());
        world.run_jobs().await;
        world.advance(*wait);
    }
    let failed = record(&world, note.id).await;
    assert_eq!((failed.status.as_str(), failed.attempts), ("failed", 7));
    assert_eq!(failed.data, serde_json::json!({}), "a link that nobody got is wiped too");

    let note = tell(&world).await;
    world.mailbox.refuse_next(MailError::Permanent { code: Some(550), text: "550 5.1.1 no such user".to_owned() });
    world.run_jobs().await;
    let failed = record(&world, note.id).await;
    assert_eq!((failed.status.as_str(), failed.attempts), ("failed", 1));
    assert_eq!(failed.last_error.as_deref(), Some("permanent: 550 5.1.1 no such user"));
    world.advance(TimeDelta::days(3));
    assert_eq!(world.run_jobs().await, 0);
}

#[tokio::test]
async fn only_an_admin_sends_a_test_mail_and_only_to_themselves() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let caster = world.member(MemberRole::Caster).await;
    let refused = world.services.send_test_mail(&world.ctx_as(&caster)).await;
    assert!(matches!(refused, Err(services::Error::Forbidden)));
    world.services.send_test_mail(&world.ctx_as(&admin)).await.unwrap();
    let mails = world.new_mails().await;
    assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [admin.email.as_str()]);
    assert_eq!(mails[0].subject, "رسالة تجريبية من Callboard", "an organisation that speaks Arabic");
}

#[tokio::test]
async fn the_outbox_is_open_in_a_demo_only() {
    let world = World::new().await;
    assert!(matches!(world.services.outbox(&world.ctx_anonymous()).await, Err(services::Error::NotFound)));
    let demo = World::with(4, |settings| settings.demo = true).await;
    tell(&demo).await;
    demo.run_jobs().await;
    let shown = demo.services.outbox(&demo.ctx_anonymous()).await.unwrap();
    assert_eq!(shown.len(), 1);
    assert!(shown[0].text.contains("/reset/secret-token"));
    assert_eq!(demo.services.outbox_mail(&demo.ctx_anonymous(), shown[0].id).await.unwrap(), shown[0]);
    let closed = world.services.outbox_mail(&world.ctx_anonymous(), shown[0].id).await;
    assert!(matches!(closed, Err(services::Error::NotFound)));
}
