//! Embeds: which websites may show pages, what a frame's signed context holds, and tokens that book one application for a quarter of an hour.

use chrono::TimeDelta;
use domain::{actor::MemberRole, field::FieldCode, refusal::OtherRefusal, refusal::Refusal};
use services::{
    Error,
    api_keys::NewKey,
    bookings::NewBooking,
    embeds::{NewEmbedToken, NewFrame},
};
use testkit::{World, builders::bookings::Stage};

use crate::accounts::fault;

const SITE: &str = "https://www.example.com";

async fn office() -> (World, Stage, String) {
    let world = World::new().await;
    let stage = world.stage().await;
    let admin = world.member(MemberRole::Admin).await;
    world.services.set_embed_origins(&world.ctx_as(&admin), &format!("{SITE}/careers")).await.unwrap();
    let mut db = world.store().connection().await.unwrap();
    let slug = store::organizations::find(&mut db, stage.org).await.unwrap().unwrap().slug;
    drop(db);
    (world, stage, slug)
}

fn on(origin: &str) -> NewFrame {
    NewFrame { origin: Some(origin.to_owned()), ..NewFrame::default() }
}

fn is_ended<T: std::fmt::Debug>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::Refused(Refusal::Other(OtherRefusal::LinkExpired))))
}

#[tokio::test]
async fn admins_say_which_websites_may_show_pages() {
    let (world, stage, slug) = office().await;
    let admin = world.member(MemberRole::Admin).await;
    let (admin, caster) = (world.ctx_as(&admin), world.ctx_as(&stage.caster));
    assert_eq!(world.services.embed_origins(&admin).await.unwrap(), [SITE]);
    assert!(matches!(world.services.embed_origins(&caster).await, Err(Error::Forbidden)));
    assert!(matches!(world.services.set_embed_origins(&caster, SITE).await, Err(Error::Forbidden)));
    let wrong = world.services.set_embed_origins(&admin, "http://www.example.com").await;
    assert_eq!(fault(wrong), ("origins".to_owned(), FieldCode::NotAUrl));

    let nobody = world.ctx_anonymous();
    for (origin, opens) in [
        (SITE, true),
        ("https://callboard.test", true),
        ("https://example.com", false),
        ("https://www.example.com.evil.example", false),
        ("http://www.example.com", false),
    ] {
        let opened = world.services.open_frame(&nobody, &slug, &on(origin)).await;
        assert_eq!(opened.is_ok(), opens, "{origin}");
        assert!(opens || matches!(opened, Err(Error::Forbidden)), "{origin}");
    }
    assert!(matches!(world.services.open_frame(&nobody, &slug, &NewFrame::default()).await, Err(Error::Forbidden)));
    assert!(matches!(world.services.open_frame(&nobody, "no-office", &on(SITE)).await, Err(Error::NotFound)));
    world.services.set_embed_origins(&admin, "").await.unwrap();
    assert!(matches!(world.services.open_frame(&nobody, &slug, &on(SITE)).await, Err(Error::Forbidden)));
}

#[tokio::test]
async fn a_frames_context_is_ours_and_ends() {
    let (world, _, slug) = office().await;
    let new = NewFrame {
        theme: Some("dark".to_owned()),
        accent: Some("#0A7".to_owned()),
        lang: Some("ar".to_owned()),
        calcom: Some("x".repeat(90)),
        ..on(SITE)
    };
    let text = world.services.open_frame(&world.ctx_anonymous(), &slug, &new).await.unwrap();
    assert!(text.len() <= 500, "it goes along in addresses: {}", text.len());
    let frame = world.services.frame(&text).unwrap();
    assert_eq!((frame.origin.as_str(), frame.accent.as_deref(), frame.token), (SITE, Some("#00aa77"), None));
    assert_eq!(frame.calcom.as_ref().map(String::len), Some(40));
    let other = world.services.open_frame(&world.ctx_anonymous(), &slug, &new).await.unwrap();
    assert_ne!(frame.session_key(), world.services.frame(&other).unwrap().session_key());

    let (body, signature) = text.split_once('.').unwrap();
    let (other_body, _) = other.split_once('.').unwrap();
    for forged in [
        String::new(),
        ".".to_owned(),
        body.to_owned(),
        format!("{body}."),
        format!("{other_body}.{signature}"),
        format!("{text}x"),
    ] {
        assert_eq!(world.services.frame(&forged), None, "{forged}");
    }
    world.advance(TimeDelta::hours(12));
    assert_eq!(world.services.frame(&text), None);
}

#[tokio::test]
async fn a_token_books_one_application_once_in_its_casters_name() {
    let (world, stage, slug) = office().await;
    let (noura, faisal) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Faisal").await);
    let caster = world.ctx_as(&stage.caster);
    let asked = |application, origin: &str| NewEmbedToken { application_id: application, origin: origin.to_owned() };
    for (origin, code) in [("https://other.example", FieldCode::Unknown), ("nowhere", FieldCode::NotAUrl)] {
        let refused = world.services.create_embed_token(&caster, &asked(noura.application, origin)).await;
        assert_eq!(fault(refused), ("origin".to_owned(), code));
    }
    let made = world.services.create_embed_token(&caster, &asked(noura.application, SITE)).await.unwrap();
    assert_eq!(made.expires_at, world.now() + TimeDelta::minutes(15));

    // Only on its own website, and only for its own organisation.
    let with = |origin: &str| NewFrame { token: Some(made.token.clone()), ..on(origin) };
    let nobody = world.ctx_anonymous();
    assert!(is_ended(&world.services.open_frame(&nobody, &slug, &with("https://callboard.test")).await));
    let wrong = NewFrame { token: Some("x".repeat(43)), ..on(SITE) };
    assert!(is_ended(&world.services.open_frame(&nobody, &slug, &wrong).await));
    let text = world.services.open_frame(&nobody, &slug, &with(SITE)).await.unwrap();
    let token = world.services.frame(&text).unwrap().token.unwrap();
    let audition = world.services.framed_audition(token).await.unwrap().unwrap();
    assert_eq!((audition.actor.user_id, audition.application), (Some(stage.caster.id), noura.application));

    // Whatever the form says, it is the token's application that is booked.
    let new = NewBooking::new(faisal.application, stage.event_type, world.at("2026-11-23T07:00:00Z"));
    let booking = world.services.book_framed(&nobody, &audition, &new).await.unwrap();
    assert_eq!(booking.application.unwrap().id, noura.application);
    assert_eq!(booking.caster.unwrap().user_id, stage.caster.id);
    let used = world.services.framed_audition(token).await.unwrap().unwrap();
    assert_eq!(used.booking, Some(booking.id));
    assert!(is_ended(&world.services.book_framed(&nobody, &used, &new).await));
    world.advance(TimeDelta::minutes(15));
    assert!(world.services.framed_audition(token).await.unwrap().is_none());
    assert!(is_ended(&world.services.open_frame(&world.ctx_anonymous(), &slug, &with(SITE)).await));
}

#[tokio::test]
async fn a_token_dies_with_its_key_and_its_casters_rights() {
    let (world, stage, slug) = office().await;
    let noura = world.applicant(&stage, "Noura").await;
    let admin = world.member(MemberRole::Admin).await;
    world.member(MemberRole::Admin).await;
    let new = NewKey { name: "Site".to_owned(), scopes: vec!["bookings:write".to_owned()], ..NewKey::default() };
    let (key, text) = world.services.create_api_key(&world.ctx_as(&admin), new).await.unwrap();
    let with_key = world.ctx(world.services.authenticate_api_key(&text).await.unwrap());
    let asked = NewEmbedToken { application_id: noura.application, origin: SITE.to_owned() };
    let open = async |token: String| {
        let new = NewFrame { token: Some(token), ..on(SITE) };
        let text = world.services.open_frame(&world.ctx_anonymous(), &slug, &new).await.unwrap();
        world.services.frame(&text).unwrap().token.unwrap()
    };
    let by_key = open(world.services.create_embed_token(&with_key, &asked).await.unwrap().token).await;
    assert!(world.services.framed_audition(by_key).await.unwrap().is_some());
    world.services.revoke_api_key(&world.ctx_as(&admin), key).await.unwrap();
    assert!(world.services.framed_audition(by_key).await.unwrap().is_none());

    let by_caster =
        open(world.services.create_embed_token(&world.ctx_as(&stage.caster), &asked).await.unwrap().token).await;
    assert!(world.services.framed_audition(by_caster).await.unwrap().is_some());
    // A member still, but with no right to book any more.
    world.sql("update memberships set role = 'reviewer' where role = 'caster'").await;
    assert!(world.services.framed_audition(by_caster).await.unwrap().is_none());
    world.sql("update memberships set role = 'caster' where role = 'reviewer'").await;
    world.sql("update memberships set deactivated_at = created_at where role = 'caster'").await;
    assert!(world.services.framed_audition(by_caster).await.unwrap().is_none());
    for role in [MemberRole::Reviewer, MemberRole::SessionRunner, MemberRole::Caster] {
        let other = world.member(role).await;
        let refused = world.services.create_embed_token(&world.ctx_as(&other), &asked).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{role:?}");
    }
}

#[tokio::test]
async fn metadata_is_kept_and_told_but_says_nothing_about_rights() {
    let (world, stage, _) = office().await;
    world.shared(&stage).await;
    let noura = world.applicant(&stage, "Noura").await;
    let mut new = world.stranger(stage.event_type, "Hind", "2026-11-23T07:00:00Z");
    new.guest.metadata =
        [("applicationId".to_owned(), noura.application.to_string()), ("campaign".to_owned(), "spring".to_owned())]
            .into();
    let made = world.services.book_public(&world.ctx_anonymous(), &new).await.unwrap();
    assert_eq!(made.booking.application, None);
    let mut db = world.store().connection().await.unwrap();
    let record = store::bookings::record_any_owner(&mut db, made.booking.id, None).await.unwrap().unwrap();
    assert_eq!(record.guest.unwrap().metadata["campaign"], "spring");
}
