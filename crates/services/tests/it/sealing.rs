//! Rotating the keys that seal: everything, wherever it stands, is sealed anew; broken off, it goes on; a key that is missing loses nothing else.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use domain::actor::MemberRole;
use services::{
    Error, Secret,
    calendars::{
        MOST, SubscriptionForm,
        clients::{Keeper, OauthClient},
    },
    seal::{KeyRing, Place, key_id, seal},
    sealing::Resealed,
};
use store::calendars::{self, Reading};
use testkit::World;

use crate::{second_factor::enrol, webhooks};

/// Subscriptions, each with a sealed address: more than one batch.
const SUBSCRIPTIONS: i64 = 110;
/// What stands elsewhere: a second factor, a webhook's two secrets, a mail, Cal.com's secret, two clients, a calendar's tokens and cursor.
const OTHERS: u64 = 10;

/// Where keys are kept; it may be told to break off after so many questions.
#[derive(Default)]
struct Kept {
    keys: Vec<Secret>,
    breaks_after: Option<usize>,
}

fn kept_in(kept: &Arc<Mutex<Kept>>, secret: &Secret) -> KeyRing {
    let kept = Arc::clone(kept);
    let source = move || {
        let mut kept = kept.lock().unwrap();
        match &mut kept.breaks_after {
            Some(0) => return Err("broken off".to_owned()),
            Some(left) => *left -= 1,
            None => {}
        }
        Ok(kept.keys.clone())
    };
    KeyRing::new(secret, Arc::new(source)).unwrap()
}

/// Something sealed in every place there is.
async fn fill(world: &World) {
    let person = world.person("Noura").await;
    enrol(world, &person).await;
    world.services.ask_reset(&world.ctx_anonymous(), &person.email).await.unwrap();
    let (admin, webhook, _) = webhooks::subscribed(world, webhooks::form("https://hooks.example.com/")).await;
    let ctx = world.ctx_as(&admin);
    world.services.rotate_webhook_secret(&ctx, webhook.id, None).await.unwrap();
    world.services.set_calcom_secret(&ctx).await.unwrap();
    let client =
        OauthClient { client_id: "app".to_owned(), client_secret: "secret".to_owned(), ..OauthClient::default() };
    for keeper in Keeper::ALL {
        world.services.set_oauth_client(&ctx, keeper, &client).await.unwrap();
    }
    let mut last = None;
    for number in 0..SUBSCRIPTIONS / MOST {
        let owner = world.ctx_as(&world.member(MemberRole::Caster).await);
        for calendar in 0..MOST {
            let address = format!("https://cal.example.com/{number}/{calendar}.ics");
            let form = SubscriptionForm { address, ..SubscriptionForm::default() };
            last = Some(world.services.subscribe_calendar(&owner, &form).await.unwrap());
        }
    }
    let mut tx = world.tx().await;
    let calendar = calendars::get_any_owner(&mut tx, last.unwrap()).await.unwrap().unwrap();
    let sealed = |table, row, column| {
        seal(&world.ctx_system(), &world.services.settings().keys, Place { table, row, column }, b"token").unwrap()
    };
    let id = calendar.connection_id;
    let of = |column| sealed("calendar_connections", id.uuid(), column);
    calendars::set_access(&mut tx, id, &of("access"), world.now(), Some(&of("secret"))).await.unwrap();
    let reading = Reading {
        at: world.now(),
        covers_until: world.now() + TimeDelta::days(1),
        etag: None,
        last_modified: None,
        cursor_sealed: Some(sealed("calendars", calendar.id.uuid(), "cursor")),
        next_read_at: None,
    };
    calendars::mark_read(&mut tx, calendar.id, &reading).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn everything_is_sealed_anew_and_a_rotation_that_broke_off_goes_on() {
    let kept = Arc::new(Mutex::new(Kept::default()));
    let world = World::with(4, |settings| settings.keys = kept_in(&kept, &settings.secret)).await;
    fill(&world).await;
    let (services, ctx) = (&world.services, world.ctx_system());
    let all = OTHERS + u64::try_from(SUBSCRIPTIONS).unwrap();
    let listed = async || {
        let uses = services.sealing_keys(&ctx).await.unwrap();
        uses.into_iter().map(|key| (key.id, u64::try_from(key.values).unwrap(), key.is_there)).collect::<Vec<_>>()
    };
    let first = services.settings().keys.first_id().to_owned();
    assert_eq!(listed().await, [(first.clone(), all, true)]);
    let admin = world.member(MemberRole::Admin).await;
    assert!(matches!(services.reseal(&world.ctx_as(&admin)).await, Err(Error::Forbidden)));
    assert!(matches!(services.sealing_keys(&world.ctx_as(&admin)).await, Err(Error::Forbidden)));

    // Broken off in the second batch, the first stays done; begun again, the rest follows.
    let second = Secret::new([2; 32]);
    let second_id = key_id(&second).unwrap();
    *kept.lock().unwrap() = Kept { keys: vec![second], breaks_after: Some(105) };
    assert!(services.reseal(&ctx).await.is_err());
    kept.lock().unwrap().breaks_after = None;
    assert_eq!(listed().await, [(second_id.clone(), 100, true), (first.clone(), all - 100, true)]);
    assert_eq!(services.reseal(&ctx).await.unwrap(), Resealed { done: all - 100, unreadable: 0 });
    assert_eq!(listed().await, [(second_id.clone(), all, true), (first.clone(), 0, true)]);
    assert_eq!(services.reseal(&ctx).await.unwrap(), Resealed::default(), "nothing is left to do");

    // Without its key nothing of it opens, and nothing is spoilt; with it all of it does.
    let former = kept.lock().unwrap().keys.pop().unwrap();
    assert_eq!(services.reseal(&ctx).await.unwrap(), Resealed { done: 0, unreadable: all });
    assert_eq!(listed().await, [(first.clone(), 0, true), (second_id, all, false)]);
    kept.lock().unwrap().keys = vec![Secret::new([3; 32]), former];
    assert_eq!(services.reseal(&ctx).await.unwrap(), Resealed { done: all, unreadable: 0 });
}
