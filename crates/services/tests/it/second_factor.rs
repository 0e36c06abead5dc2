//! The second factor: enrolment, codes once only, recovery codes, and that admins cannot go without.

use chrono::TimeDelta;
use domain::{actor::MemberRole, field::FieldCode, refusal::OtherRefusal};
use services::{Error, sessions::Stage, totp};
use testkit::{Person, World};

use crate::accounts::{PASSWORD, begin, content_of, ctx_of, fault, give_password, refused, sign_in};

/// The code an app would show.
async fn code_of(world: &World, person: &Person) -> String {
    let mut db = world.store().connection().await.unwrap();
    let user = store::users::find(&mut db, person.id).await.unwrap().unwrap();
    let place = services::seal::Place { table: "users", row: person.id.uuid(), column: "totp_secret_sealed" };
    let sealed = user.totp_secret_sealed.unwrap();
    let seed = services::seal::open(&world.services.settings().keys, place, &sealed).unwrap();
    totp::code_at(&seed.try_into().unwrap(), world.now()).unwrap()
}

pub(crate) async fn enrol(world: &World, person: &Person) -> Vec<String> {
    let ctx = world.ctx_as(person);
    let shown = world.services.begin_second_factor(&ctx).await.unwrap();
    let secret = &world.services.settings().secret;
    let seed = services::accounts::waiting_seed(secret, person.id, &ctx.request.session_key);
    assert_eq!(shown.seed, totp::seed_text(&seed));
    world.services.confirm_second_factor(&ctx, &totp::code_at(&seed, world.now()).unwrap()).await.unwrap()
}

#[tokio::test]
async fn it_is_on_only_after_a_right_code() {
    let world = World::new().await;
    let person = world.person("Noura").await;
    give_password(&world, &person).await;
    let ctx = world.ctx_as(&person);
    let first = world.services.begin_second_factor(&ctx).await.unwrap();
    let second = world.services.begin_second_factor(&ctx).await.unwrap();
    assert_eq!(first.seed, second.seed, "a reload shows what was scanned");
    let mut elsewhere = ctx.clone();
    elsewhere.request.session_key = "another session".to_owned();
    let other = world.services.begin_second_factor(&elsewhere).await.unwrap();
    assert_ne!(first.seed, other.seed, "who was signed in as them before does not know it");
    let wrong = world.services.confirm_second_factor(&ctx, "000000").await;
    assert_eq!(fault(wrong), ("code".to_owned(), FieldCode::Wrong));
    let signed_in = world.services.sign_in(&world.ctx_anonymous(), sign_in(&person.email, PASSWORD)).await.unwrap();
    assert!(!signed_in.awaits_code, "not on yet");
    let codes = enrol(&world, &person).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(refused(world.services.begin_second_factor(&ctx).await.map(|_| ())), OtherRefusal::AlreadySetUp);
    let signed_in = world.services.sign_in(&world.ctx_anonymous(), sign_in(&person.email, PASSWORD)).await.unwrap();
    assert!(signed_in.awaits_code);
}

#[tokio::test]
async fn a_half_session_is_nobody_and_each_code_opens_once() {
    let world = World::new().await;
    let person = world.person("Noura").await;
    give_password(&world, &person).await;
    let codes = enrol(&world, &person).await;
    let signed_in = world.services.sign_in(&world.ctx_anonymous(), sign_in(&person.email, PASSWORD)).await.unwrap();
    let content = signed_in.content(&world.ctx_anonymous());
    begin(&world, "half", &content).await;
    let view = world.services.resolve_session("half").await.unwrap().unwrap();
    assert_eq!((view.stage, view.actor.user_id), (Stage::AwaitsCode, None));

    let ctx = ctx_of(&world, "half").await;
    let spent = code_of(&world, &person).await;
    let replayed = world.services.show_code(&ctx, &content, &spent).await;
    assert_eq!(refused(replayed), OtherRefusal::WrongCode, "the code of the enrolment was used");
    world.advance(TimeDelta::seconds(30));
    let fresh = code_of(&world, &person).await;
    let ctx = ctx_of(&world, "half").await;
    let (one, other) = tokio::join!(
        world.services.show_code(&ctx, &content, &fresh),
        world.services.show_code(&ctx, &content, &fresh),
    );
    assert!(one.is_ok() != other.is_ok(), "of two at once one opens");

    world.services.show_code(&ctx, &content, &codes[0].to_uppercase().replace('-', " ")).await.unwrap();
    assert_eq!(refused(world.services.show_code(&ctx, &content, &codes[0]).await), OtherRefusal::WrongCode);
    world.services.show_code(&ctx, &content, &codes[1]).await.unwrap();
    let account = world.services.own_account(&world.ctx_as(&person)).await.unwrap();
    assert_eq!(account.recovery_codes, 8);

    let renewed = world.services.renew_recovery_codes(&world.ctx_as(&person), PASSWORD).await.unwrap();
    assert_eq!(refused(world.services.show_code(&ctx, &content, &codes[2]).await), OtherRefusal::WrongCode);
    world.services.show_code(&ctx, &content, &renewed[0]).await.unwrap();
    let whole = services::sessions::SessionContent { awaits_code: false, ..content };
    let result = world.services.show_code(&ctx, &whole, &renewed[1]).await;
    assert!(matches!(result, Err(Error::SignedOut)), "nothing is awaited");
}

#[tokio::test]
async fn codes_cannot_be_guessed() {
    let world = World::with(10, |settings| settings.rate_limits = true).await;
    let person = world.person("Noura").await;
    give_password(&world, &person).await;
    enrol(&world, &person).await;
    let content = services::sessions::SessionContent { awaits_code: true, ..content_of(&person) };
    for number in 0..5 {
        let result = world.services.show_code(&world.ctx_anonymous(), &content, &format!("00000{number}")).await;
        assert_eq!(refused(result), OtherRefusal::WrongCode);
    }
    world.advance(TimeDelta::seconds(30));
    let right = code_of(&world, &person).await;
    let result = world.services.show_code(&world.ctx_anonymous(), &content, &right).await;
    assert!(matches!(result, Err(Error::Limited { .. })));
}

#[tokio::test]
async fn an_admin_without_one_reaches_nothing_but_its_set_up() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    give_password(&world, &admin).await;
    begin(&world, "admin", &content_of(&admin)).await;
    let view = world.services.resolve_session("admin").await.unwrap().unwrap();
    assert_eq!(view.stage, Stage::MustEnrol);
    assert_eq!((view.actor.user_id, view.actor.organization_id), (Some(admin.id), None));
    let codes = enrol(&world, &admin).await;
    begin(&world, "enrolled", &content_of(&admin)).await;
    let view = world.services.resolve_session("enrolled").await.unwrap().unwrap();
    assert_eq!((view.stage, view.actor.role), (Stage::Full, Some(MemberRole::Admin)));
    let ctx = world.ctx_as(&admin);
    let result = world.services.remove_second_factor(&ctx, PASSWORD, &codes[0]).await;
    assert_eq!(refused(result), OtherRefusal::SecondFactorRequired);

    let demo = World::with(10, |settings| settings.demo = true).await;
    let admin = demo.member(MemberRole::Admin).await;
    begin(&demo, "admin", &content_of(&admin)).await;
    let view = demo.services.resolve_session("admin").await.unwrap().unwrap();
    assert_eq!(view.stage, Stage::Full, "a demo asks for none");
}

#[tokio::test]
async fn turning_it_off_takes_password_and_code() {
    let world = World::new().await;
    let person = world.person("Noura").await;
    give_password(&world, &person).await;
    let codes = enrol(&world, &person).await;
    let ctx = world.ctx_as(&person);
    let wrong = world.services.remove_second_factor(&ctx, "wrong", &codes[0]).await;
    assert_eq!(fault(wrong), ("currentPassword".to_owned(), FieldCode::Wrong));
    let wrong = world.services.remove_second_factor(&ctx, PASSWORD, "000000").await;
    assert_eq!(fault(wrong), ("code".to_owned(), FieldCode::Wrong));
    world.services.remove_second_factor(&ctx, PASSWORD, &codes[0]).await.unwrap();
    let signed_in = world.services.sign_in(&world.ctx_anonymous(), sign_in(&person.email, PASSWORD)).await.unwrap();
    assert!(!signed_in.awaits_code);
}
