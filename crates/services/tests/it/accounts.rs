//! Signing in, opening an account and getting back into one.

use chrono::TimeDelta;
use domain::{
    actor::{Actor, MemberRole},
    field::FieldCode,
    refusal::{OtherRefusal, Refusal},
};
use services::{
    Ctx, Error,
    accounts::{Finish, NewPassword, NewSignIn, NewSignUp, PasswordChange},
    sessions::{SessionContent, Stage},
};
use testkit::{Person, World};

pub const PASSWORD: &str = "a lamp in the desert";

/// The link of the newest mail to an address: everything after the host.
pub async fn link_to(world: &World, address: &str) -> String {
    let mails = world.new_mails().await;
    let mail = mails.iter().rev().find(|mail| mail.to == address).expect("a mail to that address");
    let from = mail.text.find("https://callboard.test/").expect("a link in the mail");
    let link: String = mail.text[from..].chars().take_while(|c| !c.is_whitespace()).collect();
    link.strip_prefix("https://callboard.test").unwrap().to_owned()
}

/// The token at the end of a link.
pub fn token(link: &str) -> String {
    link.rsplit('/').next().unwrap().to_owned()
}

pub fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> OtherRefusal {
    match result {
        Err(Error::Refused(Refusal::Other(refusal))) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

pub fn fault<T: std::fmt::Debug>(result: Result<T, Error>) -> (String, FieldCode) {
    match result {
        Err(Error::Fields(errors)) => (errors[0].field.clone(), errors[0].code),
        other => panic!("expected a field error, got {other:?}"),
    }
}

/// Gives a person a password without going through mail.
pub async fn give_password(world: &World, person: &Person) {
    let ctx = world.ctx_system();
    let hash = services::passwords::hash(&ctx, PASSWORD).await.unwrap();
    world.write(async |tx| store::users::set_password(tx, person.id, &hash, ctx.now).await).await;
}

pub fn sign_in(email: &str, password: &str) -> NewSignIn {
    NewSignIn { email: email.to_owned(), password: password.to_owned() }
}

/// A session of that value in the database.
pub async fn begin(world: &World, token: &str, content: &SessionContent) {
    let data = serde_json::json!({ "content": content });
    assert!(world.services.create_session(token, &data).await.unwrap());
}

/// The context of a request with that session's cookie.
pub async fn ctx_of(world: &World, token: &str) -> Ctx {
    let view = world.services.resolve_session(token).await.unwrap();
    let actor = view.map_or_else(Actor::anonymous, |view| view.actor);
    let mut ctx = world.ctx(actor);
    ctx.request.session_key = services::sessions::hex(&services::sessions::token_hash(token));
    ctx
}

#[tokio::test]
async fn the_right_password_signs_in_and_every_other_case_is_one_refusal() {
    let world = World::new().await;
    let caster = world.member(MemberRole::Caster).await;
    give_password(&world, &caster).await;
    let closed = world.person("Closed").await;
    give_password(&world, &closed).await;
    let at = world.now();
    world.write(async |tx| store::users::set_deactivated(tx, closed.id, Some(at), at).await).await;
    let unclaimed = world.person("Unclaimed").await;
    let stranger = world.ctx_anonymous();

    let signed_in = world.services.sign_in(&stranger, sign_in(&caster.email.to_uppercase(), PASSWORD)).await.unwrap();
    assert_eq!((signed_in.user, signed_in.organization, signed_in.awaits_code), (caster.id, Some(world.org), false));
    let long = "x".repeat(5000);
    for (email, password) in [
        (caster.email.as_str(), "a lamp in the Desert"),
        (caster.email.as_str(), long.as_str()),
        ("nobody@example.com", PASSWORD),
        ("not an address", PASSWORD),
        (closed.email.as_str(), PASSWORD),
        (unclaimed.email.as_str(), PASSWORD),
    ] {
        let result = world.services.sign_in(&stranger, sign_in(email, password)).await;
        assert_eq!(refused(result), OtherRefusal::WrongCredentials, "{email}");
    }
    let result = world.services.sign_in(&stranger, sign_in("", "")).await;
    assert_eq!(fault(result), ("email".to_owned(), FieldCode::Required));

    let mut db = world.store().connection().await.unwrap();
    let count = |action: &'static str| (caster.id, action, at);
    let (user, action, since) = count("session.signed_in");
    assert_eq!(store::audit::count_of_actor(&mut db, user, action, since).await.unwrap(), 1);
    assert_eq!(store::audit::count_of_actor(&mut db, user, "session.refused", since).await.unwrap(), 2);
}

#[tokio::test]
async fn a_weak_hash_is_made_again_at_the_next_sign_in() {
    let world = World::new().await;
    let person = world.person("Noura").await;
    // argon2id m=4096, t=1 of the same password, as an older release might have stored it.
    let old = weak_hash(PASSWORD);
    let now = world.now();
    world.write(async |tx| store::users::set_password(tx, person.id, &old, now).await).await;
    world.services.sign_in(&world.ctx_anonymous(), sign_in(&person.email, PASSWORD)).await.unwrap();
    let mut db = world.store().connection().await.unwrap();
    let stored = store::users::find(&mut db, person.id).await.unwrap().unwrap().password_hash.unwrap();
    assert!(stored.contains("m=19456,t=2,p=1"), "{stored}");
    world.services.sign_in(&world.ctx_anonymous(), sign_in(&person.email, PASSWORD)).await.unwrap();
}

fn weak_hash(password: &str) -> String {
    use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version, password_hash::SaltString};
    let salt = SaltString::encode_b64(b"0123456789abcdef").unwrap();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(4096, 1, 1, None).unwrap());
    argon2.hash_password(password.as_bytes(), &salt).unwrap().to_string()
}

#[tokio::test]
async fn guessing_is_slowed_for_known_and_unknown_accounts_alike() {
    let world = World::with(10, |settings| settings.rate_limits = true).await;
    let person = world.person("Noura").await;
    give_password(&world, &person).await;
    for email in [person.email.as_str(), "nobody@example.com"] {
        for _ in 0..10 {
            let result = world.services.sign_in(&world.ctx_anonymous(), sign_in(email, "wrong wrong")).await;
            assert_eq!(refused(result), OtherRefusal::WrongCredentials);
        }
        let result = world.services.sign_in(&world.ctx_anonymous(), sign_in(email, PASSWORD)).await;
        assert!(matches!(result, Err(Error::Limited { retry_after: 1..=60 })), "{email}: {result:?}");
    }
    world.advance(TimeDelta::minutes(1));
    world.services.sign_in(&world.ctx_anonymous(), sign_in(&person.email, PASSWORD)).await.unwrap();
}

#[tokio::test]
async fn a_reset_says_the_same_to_everybody_and_works_once() {
    let world = World::new().await;
    let person = world.person("Noura").await;
    give_password(&world, &person).await;
    let content = content_of(&person);
    begin(&world, "old-session", &content).await;
    let stranger = world.ctx_anonymous();
    world.services.ask_reset(&stranger, "nobody@example.com").await.unwrap();
    assert!(world.new_mails().await.is_empty(), "no mail to strangers");
    assert_eq!(fault(world.services.ask_reset(&stranger, "no address").await).1, FieldCode::NotAnEmail);

    world.services.ask_reset(&stranger, &person.email).await.unwrap();
    let first = token(&link_to(&world, &person.email).await);
    world.services.ask_reset(&stranger, &person.email).await.unwrap();
    let link = link_to(&world, &person.email).await;
    assert!(link.starts_with("/reset/"));
    let second = token(&link);
    assert!(!world.services.reset_link_works(&stranger, &first).await.unwrap(), "a new link ends the old one");
    assert!(world.services.reset_link_works(&stranger, &second).await.unwrap());

    let weak = NewPassword { password: "password".to_owned() };
    assert_eq!(fault(world.services.reset_password(&stranger, &second, weak).await).1, FieldCode::Breached);
    let new = || NewPassword { password: "another lamp entirely".to_owned() };
    world.services.reset_password(&stranger, &second, new()).await.unwrap();
    assert_eq!(refused(world.services.reset_password(&stranger, &second, new()).await), OtherRefusal::LinkExpired);
    assert!(world.services.resolve_session("old-session").await.unwrap().is_none(), "every session ended");
    assert_eq!(world.new_mails().await.len(), 1, "the change is told by mail");
    let old = world.services.sign_in(&stranger, sign_in(&person.email, PASSWORD)).await;
    assert_eq!(refused(old), OtherRefusal::WrongCredentials);
    world.services.sign_in(&stranger, sign_in(&person.email, "another lamp entirely")).await.unwrap();
}

#[tokio::test]
async fn a_reset_link_lapses_and_of_two_at_once_one_wins() {
    let world = World::new().await;
    let person = world.person("Noura").await;
    let stranger = world.ctx_anonymous();
    world.services.ask_reset(&stranger, &person.email).await.unwrap();
    let late = token(&link_to(&world, &person.email).await);
    world.advance(TimeDelta::minutes(30));
    let new = || NewPassword { password: PASSWORD.to_owned() };
    let result = world.services.reset_password(&world.ctx_anonymous(), &late, new()).await;
    assert_eq!(refused(result), OtherRefusal::LinkExpired);

    world.services.ask_reset(&world.ctx_anonymous(), &person.email).await.unwrap();
    let link = token(&link_to(&world, &person.email).await);
    let ctx = world.ctx_anonymous();
    let (one, other) = tokio::join!(
        world.services.reset_password(&ctx, &link, new()),
        world.services.reset_password(&ctx, &link, new()),
    );
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
}

#[tokio::test]
async fn mails_to_one_address_are_limited() {
    let world = World::with(10, |settings| settings.rate_limits = true).await;
    let person = world.person("Noura").await;
    for email in [person.email.as_str(), "nobody@example.com"] {
        for _ in 0..3 {
            world.services.ask_reset(&world.ctx_anonymous(), email).await.unwrap();
        }
        let result = world.services.ask_reset(&world.ctx_anonymous(), email).await;
        assert!(matches!(result, Err(Error::Limited { .. })), "{email}");
    }
}

pub fn content_of(person: &Person) -> SessionContent {
    SessionContent {
        user: person.id,
        organization: person.organization,
        awaits_code: false,
        sets_up: false,
        user_agent: "Firefox".to_owned(),
        address: "192.0.2.7".to_owned(),
    }
}

async fn open_sign_up(world: &World) {
    let mut db = world.store().connection().await.unwrap();
    let mut record = store::organizations::find(&mut db, world.org).await.unwrap().unwrap();
    record.sign_up_policy = "open".to_owned();
    let now = world.now();
    world.write(async |tx| store::organizations::update(tx, &record, now).await).await;
}

fn noura(email: &str) -> NewSignUp {
    NewSignUp {
        name_latin: "Noura Al-Mutlaq".to_owned(),
        name_arabic: "نورة المطلق".to_owned(),
        email: email.to_owned(),
        language: "ar".to_owned(),
        time_zone: "Asia/Riyadh".to_owned(),
        ..NewSignUp::default()
    }
}

fn finish(password: &str) -> Finish {
    Finish {
        name_latin: "Noura Al-Mutlaq".to_owned(),
        password: password.to_owned(),
        language: "en".to_owned(),
        ..Finish::default()
    }
}

#[tokio::test]
async fn talent_sign_up_where_it_is_open_and_the_address_is_shown_first() {
    let world = World::new().await;
    let stranger = world.ctx_anonymous();
    let closed = world.services.sign_up(&stranger, noura("noura@example.com")).await;
    assert_eq!(refused(closed), OtherRefusal::SignUpClosed);
    open_sign_up(&world).await;
    world.services.sign_up(&stranger, noura("Noura@Example.com ")).await.unwrap();
    let mut db = world.store().connection().await.unwrap();
    assert!(
        store::users::find_by_email(&mut db, "noura@example.com").await.unwrap().is_none(),
        "nothing before the link"
    );
    let link = link_to(&world, "noura@example.com").await;
    let token = token(&link);
    assert_eq!(world.services.verification(&stranger, &token).await.unwrap().email, "noura@example.com");
    let weak = world.services.finish_sign_up(&stranger, &token, finish("short")).await;
    assert_eq!(fault(weak), ("password".to_owned(), FieldCode::TooShort));
    let signed_in = world.services.finish_sign_up(&stranger, &token, finish(PASSWORD)).await.unwrap();
    assert_eq!(signed_in.organization, None, "talent are no members");
    let again = world.services.finish_sign_up(&stranger, &token, finish(PASSWORD)).await;
    assert_eq!(refused(again), OtherRefusal::LinkExpired);
    let user = store::users::find(&mut db, signed_in.user).await.unwrap().unwrap();
    assert!(user.email_verified_at.is_some());
    assert_eq!((user.name_latin.as_str(), user.language.as_deref()), ("Noura Al-Mutlaq", Some("ar")));
    assert!(
        store::claims::is_address_known(&mut db, world.org, "noura@example.com").await.unwrap(),
        "a profile of their own"
    );
    world.services.sign_in(&stranger, sign_in("noura@example.com", PASSWORD)).await.unwrap();
}

#[tokio::test]
async fn a_used_address_is_told_by_mail_only() {
    let world = World::new().await;
    open_sign_up(&world).await;
    let person = world.person("Noura").await;
    world.services.sign_up(&world.ctx_anonymous(), noura(&person.email)).await.unwrap();
    let link = link_to(&world, &person.email).await;
    assert_eq!(link, "/sign-in");
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_the_other_sessions() {
    let world = World::new().await;
    let person = world.person("Noura").await;
    give_password(&world, &person).await;
    begin(&world, "this-one", &content_of(&person)).await;
    begin(&world, "another", &content_of(&person)).await;
    let ctx = ctx_of(&world, "this-one").await;
    let change =
        |current: &str, new: &str| PasswordChange { current_password: current.to_owned(), password: new.to_owned() };
    let wrong = world.services.change_password(&ctx, change("wrong", "another lamp entirely")).await;
    assert_eq!(fault(wrong), ("currentPassword".to_owned(), FieldCode::Wrong));
    let own = world.services.change_password(&ctx, change(PASSWORD, &person.email)).await;
    assert_eq!(fault(own), ("password".to_owned(), FieldCode::Breached));
    world.services.change_password(&ctx, change(PASSWORD, "another lamp entirely")).await.unwrap();
    let stage = world.services.resolve_session("this-one").await.unwrap().map(|view| view.stage);
    assert_eq!(stage, Some(Stage::Full));
    assert!(world.services.resolve_session("another").await.unwrap().is_none());
}
