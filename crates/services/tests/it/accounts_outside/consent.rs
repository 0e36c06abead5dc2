//! Consent with PKCE against npm's oidc-provider, which judges strictly: codes and refresh tokens work once, and a verifier has to fit. What
//! comes back counts in the session that asked, for the person who asked, for a while, once.

use chrono::TimeDelta;
use services::{
    Error,
    calendars::{
        clients::{Keeper, OauthClient},
        oauth::Answered,
    },
    jobs::drain,
};
use testkit::{
    World,
    fakes::google::{FakeGoogle, timed},
    oidc::Oidc,
};

use super::{MAIN, answered, busy, connect_google, shown, with_google};
use crate::casting::faults;

const BACK: &str = "https://callboard.test/calendars/connect/google/back";

#[tokio::test]
async fn an_account_is_connected_through_a_strict_provider() {
    let (oidc, fake) = (Oidc::start(BACK).await, FakeGoogle::start().await);
    fake.takes_any_token();
    let world = World::new().await;
    let stage = world.stage().await;
    let admin = world.member(domain::actor::MemberRole::Admin).await;
    let client = OauthClient {
        client_id: "app".to_owned(),
        client_secret: "secret-secret-secret".to_owned(),
        authorize_url: oidc.url("/auth"),
        token_url: oidc.url("/token"),
        revoke_url: oidc.url("/token/revocation"),
        api_url: fake.api(),
    };
    // Its own client is the organisation's affair.
    let forbidden = world.services.set_oauth_client(&world.ctx_as(&stage.caster), Keeper::Google, &client).await;
    assert!(matches!(forbidden, Err(Error::Forbidden)));
    world.services.set_oauth_client(&world.ctx_as(&admin), Keeper::Google, &client).await.unwrap();
    let ctx = world.ctx_as(&stage.caster);
    assert_eq!(world.services.calendar_keepers(&ctx).await.unwrap(), [Keeper::Google]);

    fake.write(MAIN, timed("a", world.at("2026-11-23T06:00:00Z"), world.at("2026-11-23T07:00:00Z")));
    let url = world.services.calendar_consent(&ctx, Keeper::Google, false).await.unwrap();
    let back = oidc.consents(&url, "noura").await;
    assert!(back.starts_with(BACK), "{back}");
    let given = answered(&back);
    assert!(!given.issuer.is_empty(), "the provider says who it is");
    // Somebody else's answer, mixed into ours (RFC 9207).
    let mixed = Answered { issuer: "https://evil.example".to_owned(), ..given.clone() };
    let url = world.services.calendar_consent(&ctx, Keeper::Google, false).await.unwrap();
    let other = answered(&oidc.consents(&url, "noura").await);
    let refused =
        world.services.finish_calendar_consent(&ctx, Keeper::Google, &Answered { issuer: mixed.issuer, ..other }).await;
    assert_eq!(faults(refused), ["consent wrong"]);

    world.services.finish_calendar_consent(&ctx, Keeper::Google, &given).await.unwrap();
    let connection = shown(&world, &stage.caster).await;
    assert_eq!(connection.account, "noura@example.test");
    drain(&world.services).await.unwrap();
    assert_eq!(busy(&world, connection.calendars[0].id).await, ["11-23T06:00Z 11-23T07:00Z"]);

    // Renewed, with refresh tokens that rotate: twice in a row works only if the new one was kept.
    for _ in 0..2 {
        world.advance(TimeDelta::hours(2));
        drain(&world.services).await.unwrap();
        let connection = shown(&world, &stage.caster).await;
        assert_eq!((connection.reconnect_since, connection.calendars[0].last_read_at), (None, Some(world.now())));
    }

    // Nothing that opens it stands in the database in the clear.
    let asked = fake.asked();
    let token = asked.last().unwrap().headers["authorization"].trim_start_matches("Bearer ").to_owned();
    let mut db = world.store().connection().await.unwrap();
    let stored = store::calendars::connection_any_owner(&mut db, connection.id).await.unwrap().unwrap();
    drop(db);
    let sealed = stored.access_sealed.unwrap();
    assert!(sealed.starts_with(b"v1.") && !String::from_utf8_lossy(&sealed).contains(&token));

    // The code a second time: refused, and such a provider takes the whole consent back.
    let again = world.services.finish_calendar_consent(&ctx, Keeper::Google, &given).await;
    assert_eq!(faults(again), ["consent wrong"]);
    let url = world.services.calendar_consent(&ctx, Keeper::Google, false).await.unwrap();
    let given = answered(&oidc.consents(&url, "noura").await);
    world.services.finish_calendar_consent(&ctx, Keeper::Google, &given).await.unwrap();
    assert_eq!(shown(&world, &stage.caster).await.id, connection.id, "the same account is the same connection");
    world.services.disconnect_calendars(&ctx, connection.id).await.unwrap();
    assert!(world.services.list_connections(&ctx).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_state_counts_for_who_asked_where_they_asked_and_for_a_while() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    let other = world.person("Other").await;
    let ctx = world.ctx_as(&stage.caster);
    let url = world.services.calendar_consent(&ctx, Keeper::Google, false).await.unwrap();
    let given = answered(&fake.consents(&url, testkit::fakes::Account::new("noura")));
    let refused = async |ctx: &services::Ctx, keeper, given: &Answered| {
        faults(world.services.finish_calendar_consent(ctx, keeper, given).await)
    };
    // Another person, another session, a changed state, none at all.
    assert_eq!(refused(&world.ctx_as(&other), Keeper::Google, &given).await, ["consent in_the_past"]);
    let mut elsewhere = ctx.clone();
    elsewhere.request.session_key = "another".to_owned();
    assert_eq!(refused(&elsewhere, Keeper::Google, &given).await, ["consent in_the_past"]);
    for state in [String::new(), "x.y.z.w".to_owned(), given.state.replace('.', "!"), format!("9{}", given.state)] {
        assert_eq!(refused(&ctx, Keeper::Google, &Answered { state, ..given.clone() }).await, ["consent in_the_past"]);
    }
    assert!(matches!(
        world.services.finish_calendar_consent(&world.ctx_anonymous(), Keeper::Google, &given).await,
        Err(Error::SignedOut)
    ));
    // Who did not agree.
    let declined = Answered { code: String::new(), error: "access_denied".to_owned(), ..given.clone() };
    assert_eq!(refused(&ctx, Keeper::Google, &declined).await, ["consent required"]);
    // Too late.
    world.advance(TimeDelta::minutes(16));
    assert_eq!(refused(&world.ctx_as(&stage.caster), Keeper::Google, &given).await, ["consent in_the_past"]);
    // A code of another question: its verifier does not fit.
    let ctx = world.ctx_as(&stage.caster);
    let url = world.services.calendar_consent(&ctx, Keeper::Google, false).await.unwrap();
    let second = answered(&fake.consents(&url, testkit::fakes::Account::new("noura")));
    assert_eq!(refused(&ctx, Keeper::Google, &Answered { code: given.code, ..second }).await, ["consent wrong"]);
    assert!(world.services.list_connections(&ctx).await.unwrap().is_empty());
}

#[tokio::test]
async fn reading_is_asked_for_first_and_writing_when_it_is_wanted() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    let ctx = world.ctx_as(&stage.caster);
    let read = world.services.calendar_consent(&ctx, Keeper::Google, false).await.unwrap();
    assert!(read.contains("calendar.events.readonly") && !read.contains("auth%2Fcalendar.events+"));
    let id = connect_google(&world, &fake, &stage.caster, false).await;
    let calendar = shown(&world, &stage.caster).await.calendars.remove(0);
    assert!(!calendar.can_write);
    assert!(matches!(world.services.write_bookings_to(&ctx, calendar.id, true).await, Err(Error::NotFound)));
    assert_eq!(connect_google(&world, &fake, &stage.caster, true).await, id);
    assert!(shown(&world, &stage.caster).await.calendars[0].can_write);
    world.services.write_bookings_to(&ctx, calendar.id, true).await.unwrap();
    // Nobody is registered at Microsoft.
    assert!(matches!(world.services.calendar_consent(&ctx, Keeper::Microsoft, false).await, Err(Error::NotFound)));
}
